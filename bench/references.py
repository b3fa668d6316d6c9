"""References as the parser reads them against what a person found by reading: ``bench/data/references-judged.csv``.

Every reference of the National Archives' telegrams in ``../shared/data`` (list and text) was looked up in its telegram.
The sheet holds numbers and verdicts, and no words of a telegram:

- ``right``: it leads to what the telegram means (or is no telegram, and said so),
- ``open``: nothing in the telegram tells which one is meant, and it is left open,
- ``missed``: it is left open, or not seen at all (position empty), though the telegram tells,
- ``wrong``: it leads elsewhere.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from reftel import reading
from reftel.model import Reference

SHEET = Path(__file__).parent / "data" / "references-judged.csv"
FOLDERS = {"nara-aad": "*.pdf", "entities-gold": "*.txt"}
"""Where the telegrams lie, in ``../shared/data``."""
GOOD = frozenset({"right", "open"})


class Judged(NamedTuple):
    """A row of the sheet."""

    cable: str
    position: str
    """In the cable's references, from 0; empty for one that the parser does not see."""
    label: str
    kind: str
    target: str
    verdict: str


def sheet() -> list[Judged]:
    """What was found by reading."""
    with SHEET.open(encoding="utf-8", newline="") as lines:
        return [Judged(**row) for row in csv.DictReader(lines)]


def read(data: Path) -> Iterator[tuple[str, int, Reference]]:
    """The references of every telegram as the parser reads them now: cable, position, reference."""
    for folder, names in FOLDERS.items():
        for path in sorted((data / folder).glob(names)):
            for cable in reading.read(path):
                for position, each in enumerate(cable.references):
                    yield cable.id or path.name, position, each


def score(data: Path) -> tuple[str, dict[str, tuple[int, int]]]:
    """The digest of what was judged, and the answers: how many are as they should be, and how many lead nowhere wrong.

    A reference that is no longer as it was judged is not right until somebody has read it again.
    """
    judged = {(row.cable, row.position): row for row in sheet()}
    right = astray = 0
    seen = set()
    for cable, position, each in read(data):
        key = (cable, str(position))
        row = judged.get(key)
        seen.add(key)
        same = row is not None and (row.label, row.kind, row.target) == (each.label or "", each.kind, each.target or "")
        right += same and row is not None and row.verdict in GOOD
        # One that was never judged may lead anywhere; so may one that leads elsewhere than it was found to lead.
        astray += each.target is not None and not (same and row is not None and row.verdict == "right")
    total = len(judged.keys() | seen)
    answers = {"right or rightly open": (right, total), "no wrong target": (total - astray, total)}
    return _digest(data), answers


def _digest(data: Path) -> str:
    digest = hashlib.sha256()
    for folder, names in FOLDERS.items():
        for path in sorted((data / folder).glob(names)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
