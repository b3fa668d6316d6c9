"""Levels, portion marks, bands, orders and their paragraphs."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest

from reftel import vocabulary
from reftel.vocabulary.table import rows


@pytest.mark.parametrize(
    ("mark", "level", "remark"),
    [
        ("U", "UNCLASSIFIED", ""),
        ("C", "CONFIDENTIAL", ""),
        ("(c)", "CONFIDENTIAL", "parentheses and case"),
        ("C/NF", "CONFIDENTIAL", "with a caveat"),
        ("S//NF", "SECRET", "two strokes"),
        ("S//REL TO USA, GBR", "SECRET", "releasable to"),
        ("S REL UK", "SECRET", "without a stroke"),
        ("C - ENTIRE TEXT", "CONFIDENTIAL", "marks all"),
        ("CONFIDENTIAL - ENTIRE TEXT", "CONFIDENTIAL", "in words"),
        ("TS//SI", "TOP SECRET", ""),
        ("SBU", "SENSITIVE BUT UNCLASSIFIED", ""),
        ("SBU/NF", "SENSITIVE BUT UNCLASSIFIED", ""),
        ("U//FOUO", "FOR OFFICIAL USE ONLY", "the mark as a whole, not its first letter"),
        ("U/SBU", "SENSITIVE BUT UNCLASSIFIED", "the mark as a whole"),
        ("LOU", "LIMITED OFFICIAL USE", "until 1995"),
        ("A", None, "a bullet"),
        ("I", None, "a Roman number"),
        ("COMMENT", None, "a word that begins like a mark"),
        ("SEE BELOW", None, "words"),
        ("/", None, "a stroke alone"),
        ("", None, "nothing"),
    ],
)
def test_level_of_mark(mark: str, level: str | None, remark: str) -> None:
    assert vocabulary.level_of_mark(mark) == level, remark


@pytest.mark.parametrize(
    ("level", "band"),
    [
        ("UNCLASSIFIED", "u"),
        ("LIMITED OFFICIAL USE", "sbu"),
        ("FOR OFFICIAL USE ONLY", "sbu"),
        ("SENSITIVE BUT UNCLASSIFIED", "sbu"),
        ("CONFIDENTIAL", "c"),
        ("SECRET", "s"),
        ("TOP SECRET", "ts"),
        ("COSMIC", "ts"),
        ("", "ts"),
        (None, "ts"),
    ],
)
def test_band(level: str | None, band: str) -> None:
    assert vocabulary.band(level) == band


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("C O N F I D E N T I A L", "CONFIDENTIAL"),
        ("UNCLAS", "UNCLASSIFIED"),
        ("UNCLASSIFIED//FOR OFFICIAL USE ONLY", "FOR OFFICIAL USE ONLY"),
        ("L I M I T E D  O F F I C I A L  U S E", "LIMITED OFFICIAL USE"),
        ("LIMITED OFF USE", "LIMITED OFFICIAL USE"),
        ("Top Secret", "TOP SECRET"),
        ("S E C R E T", "SECRET"),
        ("SECRETARY", None),
        ("", None),
    ],
)
def test_level(text: str, level: str | None) -> None:
    assert vocabulary.level(text) == level


def test_levels_are_those_of_the_table_in_its_order() -> None:
    table = sorted(rows("levels"), key=lambda row: int(row["rank"]))
    assert tuple(row["level"] for row in table) == vocabulary.LEVELS
    bands = [vocabulary.band(level) for level in vocabulary.LEVELS]
    assert bands == sorted(bands, key=["u", "sbu", "c", "s", "ts"].index)


def test_every_mark_means_a_level() -> None:
    assert set(vocabulary.marks().values()) == set(vocabulary.LEVELS)
    assert set(vocabulary.level_spellings().values()) == set(vocabulary.LEVELS)


@pytest.mark.parametrize(
    ("order", "paragraph", "begins"),
    [
        ("13526", "1.4(b)", "foreign government information"),
        ("E.O. 13526", "1.4 (D)", "foreign relations"),
        ("12958", "1.5(d)", "foreign relations"),
        ("12958", "1.4(b)", "foreign government information"),
        ("12958", "X6", "exempt from declassification"),
        ("11652", "GDS", "general declassification schedule"),
        ("11652", "XGDS-3", "exempt"),
        ("12065", "GDS", "general declassification"),
        ("12356", "OADR", "originating agency"),
    ],
)
def test_reason(order: str, paragraph: str, begins: str) -> None:
    found = vocabulary.reason(order, paragraph)
    assert found is not None
    assert found.startswith(begins)


def test_reason_unknown() -> None:
    assert vocabulary.reason("13526", "1.4(z)") is None
    assert vocabulary.reason("99999", "1.4(a)") is None


def test_orders_follow_one_another() -> None:
    orders = vocabulary.executive_orders()
    assert orders["12958"].signed == dt.date(1995, 4, 17)
    assert orders["13526"].in_force_to is None
    chain = [orders[number] for number in ("10290", "10501", "11652", "12065", "12356", "12958", "13526")]
    for earlier, later in itertools.pairwise(chain):
        assert earlier.in_force_to is not None
        assert (later.in_force_from - earlier.in_force_to).days == 1, later.number
