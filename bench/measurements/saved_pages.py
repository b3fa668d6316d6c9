"""Real pages of the web archive, file to all fields (`reftel.read`), where they are at hand (`../shared/data`, not part
of the project); elsewhere this measurement is skipped. Beside it a bare pass and selectolax alone over the same bytes.
Processor time, one core.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from pathlib import Path

import reftel
from bench.clock import processor
from bench.measurement import Absent, Figure
from bench.passes import bare, tree

TITLE = "Real saved pages"
UNIT = "readings of each page"
SIZES = (5,)
QUICK = None

_PAGES = Path(__file__).parents[3] / "shared" / "data" / "cablegate-html-2010-12"


def measure(size: int, seed: int) -> Iterator[Figure]:
    pages = sorted(_PAGES.glob("*.html"))
    if not pages:
        raise Absent(f"there are no saved pages in ../{_PAGES.relative_to(_PAGES.parents[2])}")
    data = [page.read_bytes() for page in pages]

    def read() -> int:
        return sum(1 for page in pages for _ in reftel.read(page))

    read()
    times = [(processor(read), bare(data), tree(data)) for _ in range(size)]
    reading, passing, alone = map(statistics.median, zip(*times, strict=True))
    shown = {"a second": len(pages) / reading, "bytes each": sum(map(len, data)) / len(data)}
    yield Figure("page to all fields", reading / passing, "a bare pass", shown=shown)
    shown = {"a second": len(pages) / alone}
    yield Figure("page to all fields, beside a tree", reading / alone, "selectolax alone", shown=shown)
