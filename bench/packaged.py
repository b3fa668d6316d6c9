"""Writes what the parser reaches on the scored corpora into the package, for the reading room to tell.

``python -m bench.packaged`` (``make docs`` runs it) makes reftel/web/scores.csv of bench/floors.toml.
"""

from __future__ import annotations

import csv
import io
import tomllib
from pathlib import Path

FLOORS = Path(__file__).parent / "floors.toml"
SCORES = Path(__file__).parent.parent / "reftel" / "web" / "scores.csv"
NOT_FIELDS = ("digest", "total", "all fields", "read")


def packaged(floors: str) -> str:
    """A line for each corpus and field: the share of right answers below which the tests fail."""
    lines = io.StringIO()
    table = csv.writer(lines, lineterminator="\n")
    table.writerow(["corpus", "field", "share"])
    for corpus, shares in tomllib.loads(floors).items():
        if corpus.startswith("ratio ") or " of " in corpus:
            continue
        for field, share in shares.items():
            if field not in NOT_FIELDS and not field.startswith("layout ") and isinstance(share, float):
                table.writerow([corpus, field, share])
    return lines.getvalue()


if __name__ == "__main__":
    SCORES.write_text(packaged(FLOORS.read_text(encoding="utf-8")), encoding="utf-8")
