"""How fast one core reads: ``python -m bench.parse``, or ``make bench-parse``.

Two measurements, each the median of five rounds in this process, after one round to warm the tables: telegrams of
about 6 kB through ``reftel.parse`` (specimens, scaled to 6,000 characters), and saved pages through
``reftel.read``, page to all fields (``../shared/data/cablegate-html-2010-12`` where present, else specimens). Beside
each a bare pass over the same bytes: decode and split into lines, which is what any reader has to do.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import reftel
from reftel import specimen

_ROUNDS = 5
_SIZE = 6_000
_PAGES = Path(__file__).parents[2] / "shared" / "data" / "cablegate-html-2010-12"


def _median(work: Callable[[], object]) -> float:
    """Seconds of processor time, the median of five rounds after one that is not counted."""
    work()
    rounds: list[float] = []
    for _ in range(_ROUNDS):
        before = time.process_time()
        work()
        rounds.append(time.process_time() - before)
    return statistics.median(rounds)


def _all(cables: Iterable[object]) -> int:
    return sum(1 for _ in cables)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        paths = list(specimen.write(Path(folder), 400, 2009, layouts=["raw", "raw-1970s", "leading"]))
        data = [path.read_bytes() for path in paths]
        pages = sorted(_PAGES.glob("*.html")) or list(
            specimen.write(Path(folder) / "pages", 100, 2009, layouts=["page-2010-12"])
        )
        texts = [each.decode("utf-8") for each in data]
        characters = sum(map(len, texts))
        bare = _median(lambda: [each.decode("utf-8").split("\n") for each in data])
        parsed = _median(lambda: [reftel.parse(text) for text in texts])
        rate = characters / _SIZE / parsed
        print(f"parse   {rate:8,.0f} telegrams of 6 kB a second and core   {parsed / bare:7.1f} × a bare pass")
        print(f"        {len(texts) / parsed:8,.0f} specimens a second, {characters / len(texts):,.0f} characters each")
        whole = [path.read_bytes() for path in pages]
        bare = _median(lambda: [each.decode("utf-8", "replace").split("\n") for each in whole])
        read = _median(lambda: [_all(reftel.read(path)) for path in pages])
        rate, size = len(pages) / read, sum(map(len, whole)) / len(whole) / 1000
        print(f"pages   {rate:8,.0f} a second and core, {size:.0f} kB each   {read / bare:7.1f} × a bare pass")
    return 0


if __name__ == "__main__":
    sys.exit(main())
