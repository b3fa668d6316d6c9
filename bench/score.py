"""The scored corpora against their floors: ``python -m bench.score [--raise]``, or ``make score``.

Each corpus is a set of documents whose answers are known from elsewhere. What was reached once is stored in
``bench/floors.toml`` beside the digest of the corpus; a score below its floor fails. ``--raise`` lifts floors to what
was reached, never lowers one. A corpus that is absent (``../shared/data``) is named and skipped.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

import reftel
from bench import agreement, floors, page
from reftel import specimen
from reftel.model import Cable

SHARED = Path(__file__).parents[2] / "shared"


class Score(NamedTuple):
    """How many answers of each kind were right, and out of how many, on a corpus known by its digest."""

    digest: str
    right: dict[str, tuple[int, int]]


def specimens(damage: str | None = None, count: int = 300) -> Score:
    """Specimens of every layout, written and read again; an answer is one field of one cable.

    With ``damage`` (``ocr:0.01``, ``linebreaks`` …) the texts are spoilt first, and free text need only nearly agree.
    """
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    digest = hashlib.sha256()
    with tempfile.TemporaryDirectory() as folder:
        for i, path in enumerate(specimen.write(Path(folder), count, seed=2009, damage=damage)):
            digest.update(path.read_bytes())
            layout = specimen.LAYOUTS[i % len(specimen.LAYOUTS)]
            truth = agreement.fields(msgspec.json.decode(path.with_suffix(".json").read_bytes(), type=Cable))
            read = _read(path)
            for name, value in truth.items():
                ok = read is not None and agreement.agree(read[name], value, name, damaged=damage is not None)
                for key in (name, "all fields", f"layout {layout}"):
                    right[key] += ok
                    total[key] += 1
    return Score(digest.hexdigest()[:16], {key: (right[key], total[key]) for key in total})


def _read(path: Path) -> dict[str, object] | None:
    """The fields of the one cable of a file; None when it is refused or holds another number of them."""
    try:
        cables = list(reftel.read(path))
    except reftel.SourceError:
        return None
    return agreement.fields(cables[0]) if len(cables) == 1 else None


def peer_cases() -> Score:
    """Hand-verified fragments (``../shared/data/peer-cases.json``)."""
    return _tool("score_cases.py", [SHARED / "data" / "peer-cases.json"])


def national_archives() -> Score:
    """National Archives telegrams against the archive's own catalogue record of each."""
    return _tool("score_nara.py", sorted((SHARED / "data" / "nara-aad").glob("*.pdf")))


def _tool(name: str, corpus: Iterable[Path]) -> Score:
    digest = hashlib.sha256()
    for path in corpus:
        digest.update(path.read_bytes())
    run = subprocess.run([sys.executable, SHARED / "tools" / name], capture_output=True, text=True, check=True)
    lines = re.findall(r"^(\S.*?) +(\d+)/(\d+)", run.stdout, re.MULTILINE)
    return Score(digest.hexdigest()[:16], {key.strip(): (int(a), int(b)) for key, a, b in lines})


CORPORA: dict[str, Callable[[], Score]] = {
    "specimens": specimens,
    "damaged by scanning": partial(specimens, "ocr:0.01", 120),
    "line breaks lost": partial(specimens, "linebreaks", 120),
    "page breaks in fields": partial(specimens, "pagebreaks", 120),
    "quotes mangled": partial(specimens, "mojibake", 120),
    "peer-cases": peer_cases,
    "national-archives": national_archives,
}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make score", description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to what was reached")
    options = parser.parse_args(arguments)
    scores: dict[str, Score] = {}
    kept = floors.load()
    fallen: list[str] = []
    for name, measure in CORPORA.items():
        if name in ("peer-cases", "national-archives") and not (SHARED / "data").exists():
            print(f"{name}: skipped, {SHARED / 'data'} is not here")
            continue
        score = scores[name] = measure()
        fallen += _compared(name, score, kept.get(name, {}))
        if options.lift:
            kept[name] = _lifted(score, kept.get(name, {}))
    if options.lift:
        floors.store(kept)
        if len(scores) == len(CORPORA):
            page.between(page.PAGE, ("<!-- scores -->\n", "<!-- end of scores -->\n"), _table(scores))
        print(f"floors written to {floors.FILE}")
    for line in fallen:
        print(f"below its floor: {line}", file=sys.stderr)
    return 1 if fallen else 0


def _compared(name: str, score: Score, floor: dict[str, object]) -> list[str]:
    gone = [key for key in floor if key != "digest" and key not in score.right]
    fallen: list[str] = [f"{name} {key}: not measured any more" for key in gone]
    same = floor.get("digest") in (None, score.digest)
    if not same:
        print(f"{name}: the corpus is another one than the floors were measured on; shares are compared")
    for key, (right, total) in score.right.items():
        least = floor.get(key)
        share = right / total if total else 1.0
        shown = f"{name:22} {key:20} {right:6}/{total:<6} {share:7.2%}"
        if isinstance(least, float):
            shown += f"   floor {least:7.2%}"
            # shares are stored to four decimals
            if share < least - 0.00005:
                fallen.append(f"{name} {key}: {share:.2%}, floor {least:.2%}")
        print(shown)
    return fallen


def _lifted(score: Score, floor: dict[str, object]) -> dict[str, object]:
    lifted: dict[str, object] = {"digest": score.digest}
    for key, (right, total) in score.right.items():
        before = floor.get(key)
        reached = int(10_000 * right / total) / 10_000 if total else 1.0
        lifted[key] = max(reached, before) if isinstance(before, float) else reached
    return lifted


def _table(scores: dict[str, Score]) -> str:
    """The table of scores on the page of the bench."""
    lines = ["| corpus | what | right | of | share |", "| --- | --- | ---: | ---: | ---: |"]
    for name, score in scores.items():
        for key, (right, total) in score.right.items():
            whole = right == total and name not in ("peer-cases", "national-archives")
            if not whole or key == "all fields" or key.startswith("layout "):
                lines.append(f"| {name} | {key} | {right} | {total} | {right / total:.1%} |")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    sys.exit(main())
