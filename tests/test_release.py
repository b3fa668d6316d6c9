"""When a cable was to be opened, by its own E.O. line: every kind of line, and the rule that governs it."""

from __future__ import annotations

import datetime as dt

import msgspec
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


# sent | level | order | words | date | rule | own day | day by which it was to be open, if another | outcome | remark
CASES = """
1974-01-29 | C | 11652 | GDS |  | 11652-gds-c | 1980-12-31 |  | automatic | six full years
1974-05-28 | S | 11652 | GDS |  | 11652-gds-s | 1982-12-31 |  | automatic | eight
1974-05-28 | TS | 11652 | GDS |  | 11652-gds-ts | 1984-12-31 |  | automatic | ten
1974-05-28 | S | 11652 |  |  | 11652-default-s | 1982-12-31 |  | automatic | not exempted
1974-05-28 | S |  | N/A |  | 11652-default-s | 1982-12-31 |  | automatic | no order: by the day
1974-05-28 | S | 11652 | XGDS-2 |  | 11652-xgds-2 | 2004-12-31 | 2004-12-31 | exempt | 30 years
1975-05-28 | S | 11652 | XGDS (3) |  | 11652-xgds-3 | 2005-12-31 | 2005-12-31 | exempt | (3)
1978-05-28 | S | 11652 | XGDS-3 12/31/1998 | 1998-12-31 | 11652-xgds-3-date | 1998-12-31 |  | automatic | until a date
1974-05-28 | C | 11652 | ADS, DECLAS 12/31/75 | 1975-12-31 | 11652-ads-date | 1975-12-31 |  | automatic | advanced
1975-11-18 | C | 11652 | NGDS |  | unread |  | 2006-12-31 | unknown | misspelt: the age decides
1979-01-08 | C | 12065 | GDS 1/8/85 (QUILL, A.) OR-E | 1985-01-08 | 12065-gds-date | 1985-01-08 |  | automatic | date
1979-07-08 | C | 12065 | XGDS-1 (QUILL, A.) |  | 12065-xgds-1 | 2009-07-08 | 2006-12-31 | automatic | 30 years
1979-07-08 | C | 12065 | XGDS-3 (QUILL, A.) |  | 12065-xgds-3 | 1999-07-08 |  | automatic | 20 years
1979-10-05 | S | 12065 | XDS-1 10/6/99 | 1999-10-06 | 12065-xds-date | 1999-10-06 |  | automatic | extended
1980-10-05 | S | 12065 | RDS-4 10/6/10 | 2010-10-06 | 12065-rds-date | 2010-10-06 | 2006-12-31 | review | no opening
1979-10-05 | C | 12065 |  |  | 12065-default | 1985-10-05 |  | automatic | six years at most
1985-10-05 | C | 12356 | OADR |  | 12356-oadr |  | 2010-12-31 | exempt | the originator decides
1985-10-05 | C | 12356 |  | 1991-10-05 | 12356-date | 1991-10-05 |  | automatic | date
1999-03-01 | S | 12958 | X6 |  | 12958-x6 |  | 2024-12-31 | exempt | X6
1999-03-01 | S | 12958 | 1.6X5 |  | 12958-x5 |  | 2024-12-31 | exempt | with its section
1999-03-01 | S | 12958 | X-1 |  | 12958-x1 |  | 2024-12-31 | exempt | hyphen
1999-03-01 | S | 12958 |  |  | 12958-default | 2009-03-01 |  | automatic | ten years
2009-03-01 | S | 12958 |  |  | 12958-default-amended | 2019-03-01 |  | automatic | ten years
2008-02-29 | S | 12958 | N/A |  | 12958-default-amended | 2018-02-28 |  | automatic | leap day
2009-07-21 | C | 12958 |  | 2029-08-03 | 12958-date-amended | 2029-08-03 |  | automatic | date
2009-07-21 | C | 12958 |  | 2039-08-03 | 12958-date-amended | 2039-08-03 | 2034-12-31 | automatic | longer than 25
2009-07-21 | C | 12958 | AFTER KITE REUNIFICATION |  | 12958-event-amended |  | 2034-12-31 | event | event
2009-07-21 | C | 12958 | MR |  | 12958-mr |  | 2034-12-31 | exempt | manual review
2005-07-21 | C | 13292 |  | 2015-07-21 | 12958-date-amended | 2015-07-21 |  | automatic | the amending order
2011-07-21 | S | 13526 | 25X1 |  | 13526-25x1 | 2061-12-31 | 2061-12-31 | kept | beyond 25 years
2011-07-21 | S | 13526 | 50X1-HUM |  | 13526-50x1 | 2086-12-31 | 2086-12-31 | kept | beyond 50
2011-07-21 | S | 13526 | FORMERLY RESTRICTED DATA |  | atomic |  |  | excluded | another law
1965-02-01 | S |  | GROUP 4 |  | 10501-group-4-s | 1977-02-01 |  | automatic | twelve years
1965-02-01 | S |  | GP-3 |  | 10501-group-3-s |  | 2006-12-31 | exempt | never by itself
1965-02-01 | S |  |  |  | 10501-default-s | 1977-02-01 |  | automatic | no group is group 4
1958-02-01 | S |  |  |  | 10501-none |  | 2006-12-31 | exempt | before the groups
1972-02-25 | U | 12958 | DECLASSIFIED JUNE 21, 2006 | 2006-06-21 | noted | 2006-06-21 |  | declassified | so noted
2009-02-25 | U | 12958 | N/A |  | unclassified |  |  | unclassified | never classified
1974-02-25 | LOU | 11652 | N/A |  | unclassified |  |  | unclassified | LOU is no secret
2009-02-25 | C | 12958 | QWERTY |  | unread |  | 2034-12-31 | unknown | gibberish: the age decides
 |  |  |  |  | nothing |  |  | unknown | nothing is known
1948-02-01 | C |  |  |  | before-orders |  | 2006-12-31 | unknown | no order yet: the age decides
 | C |  |  |  | undated |  |  | unknown | no day
 | C |  |  | 2019-01-01 | dated | 2019-01-01 |  | automatic | only the date
"""
LEVELS = {"TS": TS, "S": S, "C": C, "U": U, "LOU": "LIMITED OFFICIAL USE"}


@pytest.mark.parametrize("row", CASES.strip().splitlines(), ids=lambda row: row.rpartition("| ")[2])
def test_judge(row: str) -> None:
    sent, level, order, says, on, rule, own, due, outcome, remark = (each.strip() for each in row.split("|"))
    judged = judge(cable(sent, LEVELS.get(level), order or None, says or None, day(on)))
    assert (judged.rule, judged.own, judged.outcome) == (rule, day(own), outcome), remark
    assert judged.due == (day(due) or day(own)), remark
    assert judged.aged == (bool(due) and due != own), remark


def test_the_year_of_the_number_is_enough_for_the_age() -> None:
    judged = judge(msgspec.structs.replace(cable("", C), id="85LAPAZ101"))
    assert (judged.rule, judged.outcome, judged.due, judged.aged) == ("undated", "unknown", D(2010, 12, 31), True)


def test_what_is_open_gives_no_reason_why_nothing_is_known() -> None:
    opened = {"Current Classification": "UNCLASSIFIED"}
    judged = judge(msgspec.structs.replace(cable("1985-02-01", None), attributes=opened))
    assert (judged.rule, judged.outcome) == ("released", "declassified")
    old = judge(msgspec.structs.replace(cable("1948-02-01", C), attributes=opened))
    assert (old.rule, old.due, old.aged) == ("released", D(2006, 12, 31), True), "the day by its age is told as well"


def day(written: str) -> D | None:
    return D.fromisoformat(written) if written else None


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


@pytest.mark.parametrize(
    ("sent", "level"), [("1938-09-02", S), ("1964-03-04", C), ("1975-10-28", C), ("2001-05-05", TS)]
)
def test_no_order_governs_another_governments_telegram(sent: str, level: str) -> None:
    import msgspec

    from reftel.model import Post

    made = msgspec.structs.replace(cable(sent, level), origin=Post("DFATQUILLTOWN", "Quilltown"))
    judged = judge(made)
    assert (judged.rule, judged.outcome, judged.due, judged.executive_order) == (
        "another-government",
        "excluded",
        None,
        None,
    )
    ours = judge(msgspec.structs.replace(made, origin=Post("QUILLTOWN")))
    assert ours.rule != "another-government"
    assert ours.due is not None
