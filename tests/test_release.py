"""When a cable was to be opened, by its own E.O. line: every kind of line, and the rule that governs it."""

from __future__ import annotations

import datetime as dt

import pytest

from reftel import vocabulary
from reftel.model import Cable, Classification
from reftel.release import instruction, judge, steps

TS, S, C, U = "TOP SECRET", "SECRET", "CONFIDENTIAL", "UNCLASSIFIED"
D = dt.date


def cable(
    sent: str, level: str | None, order: str | None = None, says: str | None = None, on: D | None = None
) -> Cable:
    """A cable with an E.O. line, about nothing."""
    return Cable(
        sent=dt.datetime.fromisoformat(f"{sent}T12:00:00+00:00") if sent else None,
        classification=Classification(level) if level else None,
        executive_order=order,
        declassification=says,
        declassify_on=on,
    )


CASES = [
    # sent, level, order, words, date → rule, own day, day by which it was to be open, outcome
    ("1974-01-29", C, "11652", "GDS", None, "11652-gds-c", D(1980, 12, 31), None, "automatic", "six full years"),
    ("1974-05-28", S, "11652", "GDS", None, "11652-gds-s", D(1982, 12, 31), None, "automatic", "eight"),
    ("1974-05-28", TS, "11652", "GDS", None, "11652-gds-ts", D(1984, 12, 31), None, "automatic", "ten"),
    ("1974-05-28", S, "11652", None, None, "11652-default-s", D(1982, 12, 31), None, "automatic", "not exempted"),
    ("1974-05-28", S, None, "N/A", None, "11652-default-s", D(1982, 12, 31), None, "automatic", "no order: by the day"),
    ("1974-05-28", S, "11652", "XGDS-2", None, "11652-xgds-2", D(2004, 12, 31), D(2004, 12, 31), "exempt", "30 years"),
    ("1975-05-28", S, "11652", "XGDS (3)", None, "11652-xgds-3", D(2005, 12, 31), D(2005, 12, 31), "exempt", "(3)"),
    (
        "1978-05-28",
        S,
        "11652",
        "XGDS-3 12/31/1998",
        D(1998, 12, 31),
        "11652-xgds-3-date",
        D(1998, 12, 31),
        None,
        "automatic",
        "exempt until a date",
    ),
    (
        "1974-05-28",
        C,
        "11652",
        "ADS, DECLAS 12/31/75",
        D(1975, 12, 31),
        "11652-ads-date",
        D(1975, 12, 31),
        None,
        "automatic",
        "advanced",
    ),
    ("1975-11-18", C, "11652", "NGDS", None, "unread", None, D(2006, 12, 31), "unknown", "misspelt: the age decides"),
    (
        "1979-01-08",
        C,
        "12065",
        "GDS 1/8/85 (QUILL, A.) OR-E",
        D(1985, 1, 8),
        "12065-gds-date",
        D(1985, 1, 8),
        None,
        "automatic",
        "date",
    ),
    (
        "1979-07-08",
        C,
        "12065",
        "XGDS-1 (QUILL, A.)",
        None,
        "12065-xgds-1",
        D(1999, 7, 8),
        None,
        "automatic",
        "20 years",
    ),
    (
        "1979-10-05",
        S,
        "12065",
        "XDS-1 10/6/99",
        D(1999, 10, 6),
        "12065-xds-date",
        D(1999, 10, 6),
        None,
        "automatic",
        "extended",
    ),
    (
        "1980-10-05",
        S,
        "12065",
        "RDS-4 10/6/10",
        D(2010, 10, 6),
        "12065-rds-date",
        D(2010, 10, 6),
        D(2006, 12, 31),
        "review",
        "a review opens nothing",
    ),
    ("1979-10-05", C, "12065", None, None, "12065-default", D(1985, 10, 5), None, "automatic", "six years at most"),
    ("1985-10-05", C, "12356", "OADR", None, "12356-oadr", None, D(2010, 12, 31), "exempt", "the originator decides"),
    ("1985-10-05", C, "12356", None, D(1991, 10, 5), "12356-date", D(1991, 10, 5), None, "automatic", "date"),
    ("1999-03-01", S, "12958", "X6", None, "12958-x6", None, D(2024, 12, 31), "exempt", "X6"),
    ("1999-03-01", S, "12958", "1.6X5", None, "12958-x5", None, D(2024, 12, 31), "exempt", "with its section"),
    ("1999-03-01", S, "12958", "X-1", None, "12958-x1", None, D(2024, 12, 31), "exempt", "hyphen"),
    ("1999-03-01", S, "12958", None, None, "12958-default", D(2009, 3, 1), None, "automatic", "ten years"),
    ("2009-03-01", S, "12958", None, None, "12958-default-amended", D(2019, 3, 1), None, "automatic", "ten years"),
    ("2008-02-29", S, "12958", "N/A", None, "12958-default-amended", D(2018, 2, 28), None, "automatic", "leap day"),
    ("2009-07-21", C, "12958", None, D(2029, 8, 3), "12958-date-amended", D(2029, 8, 3), None, "automatic", "date"),
    (
        "2009-07-21",
        C,
        "12958",
        None,
        D(2039, 8, 3),
        "12958-date-amended",
        D(2039, 8, 3),
        D(2034, 12, 31),
        "automatic",
        "longer than 25",
    ),
    (
        "2009-07-21",
        C,
        "12958",
        "AFTER KITE REUNIFICATION",
        None,
        "12958-event-amended",
        None,
        D(2034, 12, 31),
        "event",
        "event",
    ),
    ("2009-07-21", C, "12958", "MR", None, "12958-mr", None, D(2034, 12, 31), "exempt", "manual review"),
    (
        "2005-07-21",
        C,
        "13292",
        None,
        D(2015, 7, 21),
        "12958-date-amended",
        D(2015, 7, 21),
        None,
        "automatic",
        "the amending order",
    ),
    ("2011-07-21", S, "13526", "25X1", None, "13526-25x1", D(2061, 12, 31), D(2061, 12, 31), "kept", "beyond 25 years"),
    ("2011-07-21", S, "13526", "50X1-HUM", None, "13526-50x1", D(2086, 12, 31), D(2086, 12, 31), "kept", "beyond 50"),
    ("2011-07-21", S, "13526", "FORMERLY RESTRICTED DATA", None, "atomic", None, None, "excluded", "another law"),
    ("1965-02-01", S, None, "GROUP 4", None, "10501-group-4-s", D(1977, 2, 1), None, "automatic", "twelve years"),
    ("1965-02-01", S, None, "GP-3", None, "10501-group-3-s", None, D(2006, 12, 31), "exempt", "never by itself"),
    ("1965-02-01", S, None, None, None, "10501-default-s", D(1977, 2, 1), None, "automatic", "no group is group 4"),
    ("1958-02-01", S, None, None, None, "10501-none", None, D(2006, 12, 31), "exempt", "before the groups"),
    (
        "1972-02-25",
        U,
        "12958",
        "AS AMENDED; DECLASSIFIED JUNE 21, 2006",
        D(2006, 6, 21),
        "noted",
        D(2006, 6, 21),
        None,
        "declassified",
        "noted",
    ),
    ("2009-02-25", U, "12958", "N/A", None, "unclassified", None, None, "unclassified", "never classified"),
    (
        "1974-02-25",
        "LIMITED OFFICIAL USE",
        "11652",
        "N/A",
        None,
        "unclassified",
        None,
        None,
        "unclassified",
        "LOU is no secret",
    ),
    (
        "2009-02-25",
        C,
        "12958",
        "QWERTY",
        None,
        "unread",
        None,
        D(2034, 12, 31),
        "unknown",
        "gibberish: the age decides",
    ),
    ("", None, None, None, None, "nothing", None, None, "unknown", "nothing is known"),
    ("", C, None, None, D(2019, 1, 1), "dated", D(2019, 1, 1), None, "automatic", "only the date"),
]


@pytest.mark.parametrize(("sent", "level", "order", "says", "on", "rule", "own", "due", "outcome", "remark"), CASES)
def test_judge(
    sent: str,
    level: str | None,
    order: str | None,
    says: str | None,
    on: D | None,
    rule: str,
    own: D | None,
    due: D | None,
    outcome: str,
    remark: str,
) -> None:
    judged = judge(cable(sent, level, order, says, on))
    assert (judged.rule, judged.own, judged.outcome) == (rule, own, outcome), remark
    assert judged.due == (due or own), remark
    assert judged.aged == (due is not None and due != own), remark


@pytest.mark.parametrize(
    ("words", "marking"),
    [
        ("GDS", "GDS"),
        ("XGDS-4", "XGDS-4"),
        ("X6", "X6"),
        ("25X1-HUMAN", "25X1"),
        ("OADR", "OADR"),
        ("N/A", ""),
        ("", ""),
        ("NA", ""),
        ("APEX6", None),
        ("12X6", None),
        ("AMR", None),
        ("MR", "MR"),
    ],
)
def test_instruction(words: str, marking: str | None) -> None:
    assert instruction(words) == marking


def test_downgrading_on_the_way() -> None:
    rule = vocabulary.release_rule("11652-gds-ts")
    assert steps(rule, D(1974, 5, 1)) == ((D(1976, 12, 31), S), (D(1978, 12, 31), C))
    assert steps(rule, None) == ()


def test_catalogue_and_stamps_say_that_it_is_open() -> None:
    import msgspec

    made = cable("1974-05-28", U, "11652", "GDS")
    told = {"Original Classification": "SECRET", "Current Classification": "UNCLASSIFIED"}
    judged = judge(msgspec.structs.replace(made, attributes=told))
    assert (judged.rule, judged.outcome, judged.level) == ("11652-gds-s", "declassified", S)
    stamp = "Declassified/Released\t\n US Department of State \tEO Systematic Review 30 JUN 2005"
    assert judge(msgspec.structs.replace(cable("1974-05-28", S, "11652", "GDS"), text=stamp)).outcome == "declassified"


def test_catalogued_line_stands_for_one_that_is_lost() -> None:
    import msgspec

    made = msgspec.structs.replace(cable("1979-07-08", C), attributes={"Executive Order": "GS 19850215 QUILL, ADA B"})
    judged = judge(made)
    assert (judged.rule, judged.own) == ("12065-gds", D(1985, 2, 15))


def test_every_outcome_of_the_table_is_one_that_is_known() -> None:
    from typing import get_args

    from reftel.vocabulary.declassification import Outcome

    rules = vocabulary.release_rules().values()
    assert {rule.outcome for rule in rules} <= set(get_args(Outcome))
    orders = set(vocabulary.executive_orders()) | {"any"}
    assert {rule.order for rule in rules} <= orders
    assert {level for rule in rules for _, level in rule.steps} <= set(vocabulary.LEVELS)
