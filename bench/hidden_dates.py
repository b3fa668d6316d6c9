"""Estimated dates on telegrams that are held: each is hidden in its turn, and its date told from all the others."""

from __future__ import annotations

import datetime as dt
import hashlib
import statistics
import tempfile
from collections.abc import Iterable
from pathlib import Path

from reftel import analysis, archive
from reftel.analysis.posts import dated
from reftel.archive import net
from reftel.reading import readings

POST, YEAR = "LAPAZ", 1974
NEAR = 2
"""Days."""


def scored(files: Iterable[Path]) -> tuple[str, dict[str, tuple[int, int]]]:
    """The digest of the files, and how many estimates were right, of how many telegrams of the post in the year.

    ``median within 2 days`` is one answer; ``within the stated days``: those whose day the interval holds.
    """
    digest = hashlib.sha256()
    with tempfile.TemporaryDirectory() as folder, archive.open(Path(folder) / "archive", create=True) as made:
        for path in sorted(files):
            digest.update(path.read_bytes())
            made.add(readings(path), archive.Source(path.name, hashlib.sha256(path.read_bytes()).hexdigest()))
        off, held = hidden(made, POST, YEAR)
    near = sum(days <= NEAR for days in off)
    answers = {
        "likeliest day within 2": (near, len(off)),
        "median within 2 days": (int(bool(off) and statistics.median(off) <= NEAR), 1),
        "within the stated days": (held, len(off)),
    }
    return digest.hexdigest()[:16], answers


def hidden(made: archive.Archive, origin: str, year: int) -> tuple[list[int], int]:
    """By how many days each estimate is off, and how many intervals hold the day."""
    beginning = f"{year % 100:02d}{origin}"
    points = dated(beginning, year, net.numbers(made, beginning))
    off, held = [], 0
    for point in points:
        others = analysis.Numbering(year, [each for each in points if each.serial != point.serial], name=origin)
        citing = net.citations_to(made, [f"{beginning}{point.serial}"])
        days = [dt.date.fromisoformat(each.sent[:10]) for each in citing if each.sent]
        found = others.estimate(point.serial, days)
        true = dt.date.fromordinal(int(point.at))
        off.append(abs((found.best - true).days) if found.best else 365)
        held += found.earliest <= true <= found.latest
    return off, held
