"""How months and levels are called."""

from __future__ import annotations

import pytest

from reftel import vocabulary


@pytest.mark.parametrize(
    ("period", "name"),
    [("2009-07", "July 2009"), ("2009", "2009"), ("2009-13", "2009-13"), ("2009-00", "2009-00"), ("", "")],
)
def test_month_name(period: str, name: str) -> None:
    assert vocabulary.month_name(period) == name


@pytest.mark.parametrize(
    ("level", "name"),
    [("LIMITED OFFICIAL USE", "Limited official use"), ("", "No level told"), (None, "No level told")],
)
def test_level_name(level: str | None, name: str) -> None:
    assert vocabulary.level_name(level) == name


def test_prosigns_are_those_of_the_precedences() -> None:
    assert dict(vocabulary.prosigns()) == {"flash": "Z", "immediate": "O", "priority": "P", "routine": "R"}
