"""The sheet of judged references: numbers and verdicts, no words."""

from __future__ import annotations

import re

import pytest

from bench import references, score


def test_the_sheet_holds_numbers_and_verdicts_only() -> None:
    rows = references.sheet()
    assert len(rows) >= 150
    assert {row.verdict for row in rows} <= {"right", "open", "missed", "wrong"}
    assert len({(row.cable, row.position) for row in rows}) == len(rows)
    for row in rows:
        assert re.fullmatch(r"\d\d[A-Z]+\d+", row.cable)
        assert re.fullmatch(r"(\d\d[A-Z]+\d+)?", row.target)
        assert re.fullmatch(r"\d+|unseen \d", row.position)
        assert len(row.label) <= 1


def test_a_change_of_the_parser_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    if not (score.SHARED / "data").exists():
        pytest.skip(f"{score.SHARED / 'data'} is not here")
    rows = references.sheet()
    first = next(row for row in rows if row.target)
    elsewhere = first._replace(target="79NOWHERE1")
    monkeypatch.setattr(references, "sheet", lambda: [elsewhere if row is first else row for row in rows])
    _, found = references.score(score.SHARED / "data")
    right, total = found["right or rightly open"]
    astray, _ = found["no wrong target"]
    monkeypatch.setattr(references, "sheet", lambda: rows)
    _, before = references.score(score.SHARED / "data")
    assert (right, astray) == (before["right or rightly open"][0] - 1, before["no wrong target"][0] - 1)
    assert total == before["right or rightly open"][1]
