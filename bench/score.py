"""The scored corpora against their floors: ``python -m bench.score [--raise]``, or ``make score``.

Each corpus is a set of documents whose answers are known from elsewhere. What was reached once is stored in
``bench/floors.toml`` beside the digest of the corpus; a score below its floor fails. ``--raise`` lifts floors to what
was reached, never lowers one. A corpus that is absent (``../shared/data``) is named and skipped.

When the specimens have become others, the floors stay and shares are compared, less what chance explains between two
samples; what is reached on the new ones is kept beside them, and there nothing is left to chance.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import math
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

import reftel
from bench import agreement, floors, hidden_dates, page, references
from reftel import reading, sources, specimen

SHARED = Path(__file__).parents[2] / "shared"


_ROUNDED = 0.00005
"""Shares are stored to four decimals."""


class Score(NamedTuple):
    """How many answers of each kind were right, and out of how many, on a corpus known by its digest."""

    digest: str
    right: dict[str, tuple[int, int]]


WHOLE = (*specimen.TEXTS, "nara-pdf", "pdf-text")
"""The layouts that hold the text undamaged."""
SPOILT = ("raw", "raw-1970s", "leading", "page-2010-11", "page-2010-12", "page-2011")
"""The layouts that damage is done to."""
USUAL = 2_000
"""Characters of a damaged telegram, on the average: damage of a given share leaves fewer long paragraphs whole."""


def specimens(
    layouts: Sequence[str] = WHOLE, count: int = 390, *, damage: str | None = None, damaged: bool = False
) -> Score:
    """Specimens of these layouts, written and read again; an answer is one field of one cable.

    With ``damage`` (``ocr:0.01``, ``linebreaks`` …) the texts are spoilt first; of texts that are ``damaged``, by that
    or by their layout, free text need only nearly agree.
    """
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    digest = hashlib.sha256()
    damaged = damaged or damage is not None
    size = USUAL if damaged else None
    for each in specimen.stream(count, 2009, layouts=layouts, damage=damage, size=size):
        digest.update(msgspec.json.encode(each.cable))
        truth = agreement.fields(each.cable)
        if each.layout == "page-image":
            del truth["attributes"]  # what the reader says of its own reading
        read = _read(each)
        for name, value in truth.items():
            ok = read is not None and agreement.agree(read[name], value, name, damaged=damaged)
            for key in (name, "all fields", f"layout {each.layout}"):
                right[key] += ok
                total[key] += 1
    return Score(digest.hexdigest()[:16], {key: (right[key], total[key]) for key in total})


def _read(written: specimen.Specimen) -> dict[str, object] | None:
    """The fields of the one cable of a file; None when it is refused or holds another number of them."""
    try:
        documents = list(sources.documents_in(written.content, f"{written.name}{written.suffix}"))
        cables = [reading.parsed(part) for document in documents for part in reading.telegrams(document)]
    except reftel.SourceError:
        return None
    return agreement.fields(cables[0]) if len(cables) == 1 else None


def peer_cases() -> Score:
    """Hand-verified fragments (``../shared/data/peer-cases.json``)."""
    return _tool("score_cases.py", [SHARED / "data" / "peer-cases.json"])


def national_archives() -> Score:
    """National Archives telegrams against the archive's own catalogue record of each.

    Where the record itself is wrong (``bench/data/catalogue-errors.csv`` says how), it is no question.
    """
    return _tool("score_nara.py", sorted((SHARED / "data" / "nara-aad").glob("*.pdf")), "--failures")


def estimated_dates() -> Score:
    """National Archives telegrams of one post and year, each hidden in its turn and its date told from the others."""
    return Score(*hidden_dates.scored((SHARED / "data" / "nara-aad").glob("*.pdf")))


def judged_references() -> Score:
    """The references of National Archives telegrams against what was found by reading each in its telegram."""
    return Score(*references.score(SHARED / "data"))


def _tool(name: str, corpus: Iterable[Path], *options: str) -> Score:
    digest = hashlib.sha256()
    for path in corpus:
        digest.update(path.read_bytes())
    command = [sys.executable, SHARED / "tools" / name, *options]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    lines = re.findall(r"^(\S.*?) +(\d+)/(\d+)", run.stdout, re.MULTILINE)
    no_question = Counter(field for file, field in _errors() if f"{file}: {field}:" in run.stdout)
    answers = {key.strip(): (int(a), int(b)) for key, a, b in lines}
    return Score(digest.hexdigest()[:16], {key: (a, b - no_question[key]) for key, (a, b) in answers.items()})


def _errors() -> list[tuple[str, str]]:
    """File and field of every answer of the catalogue that is known to be wrong."""
    with (Path(__file__).parent / "data" / "catalogue-errors.csv").open(encoding="utf-8", newline="") as lines:
        return [(row["file"], row["field"]) for row in csv.DictReader(lines)]


CORPORA: dict[str, Callable[[], Score]] = {
    "specimens": specimens,
    "damaged by scanning": partial(specimens, SPOILT, 120, damage="ocr:0.01"),
    "line breaks lost": partial(specimens, SPOILT, 120, damage="linebreaks"),
    "page breaks in fields": partial(specimens, SPOILT, 120, damage="pagebreaks"),
    "quotes mangled": partial(specimens, SPOILT, 120, damage="mojibake"),
    "json lines": partial(specimens, ["json-lines"], 120, damaged=True),
    "page images": partial(specimens, ["page-image"], 12, damaged=True),
    "peer-cases": peer_cases,
    "national-archives": national_archives,
    "estimated dates": estimated_dates,
    "references judged by reading": judged_references,
}
_SHARED = ("peer-cases", "national-archives", "estimated dates", "references judged by reading")
"""Corpora that read ``../shared/data``."""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make score", description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to what was reached")
    options = parser.parse_args(arguments)
    scores: dict[str, Score] = {}
    kept = floors.load()
    fallen: list[str] = []
    for name, measure in CORPORA.items():
        if lacking := _lacking(name):
            print(f"{name}: skipped, {lacking}")
            continue
        score = scores[name] = measure()
        floor, own = kept.get(name, {}), f"{name} of {score.digest}"
        fallen += _compared(name, score, floor, kept.get(own, {}))
        if options.lift and _reached(score, floor):
            kept[name] = _lifted(score, floor)
        elif options.lift:
            kept[own] = _lifted(score, kept.get(own, {}))
    if options.lift:
        floors.store(kept)
        if len(scores) == len(CORPORA):
            page.between(page.PAGE, ("<!-- scores -->\n", "<!-- end of scores -->\n"), _table(scores))
        print(f"floors written to {floors.FILE}")
    for line in fallen:
        print(f"below its floor: {line}", file=sys.stderr)
    return 1 if fallen else 0


def _lacking(name: str) -> str | None:
    """What a corpus needs that is not here."""
    if name in _SHARED and not (SHARED / "data").exists():
        return f"{SHARED / 'data'} is not here"
    if name == "page images" and shutil.which("tesseract") is None:
        return "tesseract is not installed"
    return None


def _reached(score: Score, floor: dict[str, object]) -> bool:
    """Whether no floor is above what was reached: then they are this corpus's from now on."""
    return floor.get("digest") in (None, score.digest) or all(
        isinstance(least, str) or right >= (float(str(least)) - _ROUNDED) * total
        for key, least in floor.items()
        for right, total in [score.right.get(key, (0, 1))]
    )


def by_chance(share: float, total: int) -> float:
    """By how much two samples of so many answers may differ with the same reader: three standard errors.

    A share of all is taken for one of all but one, so that it has an error too (Agresti and Coull's correction).
    """
    likely = (share * total + 1) / (total + 2)
    return 3 * math.sqrt(2 * likely * (1 - likely) / total) if total else 0.0


def _compared(name: str, score: Score, floor: dict[str, object], own: dict[str, object]) -> list[str]:
    gone = [key for key in floor if key != "digest" and key not in score.right]
    fallen: list[str] = [f"{name} {key}: not measured any more" for key in gone]
    same = floor.get("digest") in (None, score.digest)
    if not same:
        print(f"{name}: the corpus is another one than the floors were measured on; shares are compared, less chance")
    for key, (right, total) in score.right.items():
        share = right / total if total else 1.0
        shown = f"{name:22} {key:20} {right:6}/{total:<6} {share:7.2%}"
        for least, chance in ((floor.get(key), not same), (own.get(key), False)):
            if isinstance(least, float):
                shown += f"   floor {least:7.2%}"
                if share < least - _ROUNDED - (by_chance(least, total) if chance else 0.0):
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
            whole = right == total and name not in _SHARED
            if not whole or key == "all fields" or key.startswith("layout "):
                lines.append(f"| {name} | {key} | {right} | {total} | {right / total:.1%} |")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    sys.exit(main())
