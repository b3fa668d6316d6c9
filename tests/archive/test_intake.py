"""What is taken in together makes the same record as one by one: a run may be stopped between any two."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path
from typing import Any

import pytest

from reftel import archive
from reftel.archive import Archive, Packed, Sheaf, Source, pack
from reftel.model import Paragraph
from tests.archive.invented import cable, reading

WORDS = [f"{start}{end}" for start in ("harbour", "lantern", "specimen", "ferryman") for end in "abcdefghijklmnop"]
TABLES = ("cables", "editions", "paragraphs", "aliases", "tags", "bands", "likenesses", "removals", "compartments")


def telegrams() -> list[Packed]:
    """Forty of sixteen numbers: as they were, with a word misread, cut short, alike, and of another message."""
    rng = random.Random(5)  # noqa: S311
    texts = {number: rng.choices(WORDS, k=120) for number in range(1, 17)}
    texts |= {number + 8: [*texts[number][:115], "lighthouses"] for number in range(1, 9)}
    found = []
    for at in range(40):
        number = rng.randint(1, 16)
        words = list(texts[number])
        if at % 3 == 1:
            words[rng.randint(0, 90)] = "harb0ur"
        if at % 7 == 2:
            words = words[:60]
        other: dict[str, Any] = {}
        if at % 9 == 4:
            other = {"subject": f"OTHER {at}", "sent": dt.datetime(2008, 1, 1 + at % 28, tzinfo=dt.UTC)}
            words = [f"{word}{at}" for word in words]
        made = cable(number, paragraphs=(Paragraph(" ".join(words)),), text=f"{at} {' '.join(words)}", **other)
        found.append(pack(reading(made, f"/specimens/x.txt#{at}")))
    return found


def taken(made: Archive, packed: list[Packed], sizes: list[int]) -> dict[str, list[Any]]:
    """The tables of the record after these came in transactions of these sizes."""
    at = 0
    for size in sizes:
        sheaf = Sheaf(Source("/specimens/x.txt", "digest"), tuple(packed[at : at + size]), at, ended=False)
        made.take([sheaf])
        at += size
    assert at == len(packed)
    return {table: made.ask(f"SELECT * FROM {table} ORDER BY 1, 2") for table in TABLES}  # noqa: S608


@pytest.mark.parametrize("size", [40, 20, 8, 5, 2])
def test_the_record_is_the_same_wherever_a_transaction_ends(tmp_path: Path, size: int) -> None:
    packed = telegrams()
    with archive.open(tmp_path / "A", create=True) as one, archive.open(tmp_path / "B", create=True) as other:
        expected = taken(one, packed, [1] * len(packed))
        assert taken(other, packed, [size] * (len(packed) // size)) == expected
    assert len(expected["cables"]) < len(expected["editions"]) == 40
    assert any("~" in row[1] for row in expected["cables"]), "two messages of one number"
    assert expected["likenesses"], "and two telegrams that are alike"
    assert all(later > earlier for later, earlier, _ in expected["likenesses"])
