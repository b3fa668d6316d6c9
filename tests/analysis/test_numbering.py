"""Dates told from the numbering of a post."""

from __future__ import annotations

import datetime as dt

import pytest

from reftel.analysis import Dated, Numbering, edtf, number_of
from reftel.analysis.numbering import rising

DAY = dt.date(1974, 8, 14)
BEGIN = dt.date(1974, 1, 1).toordinal()


def day(number: int) -> dt.date:
    return DAY + dt.timedelta(days=number)


@pytest.mark.parametrize(
    ("first", "last", "best", "expected", "remark"),
    [
        (DAY, DAY, DAY, "1974-08-14~", "one day, and not sure of it"),
        (day(-1), day(1), DAY, "1974-08-14~", "a day on either side"),
        (day(-2), day(1), DAY, "1974-08-12/1974-08-15", "wider is said"),
        (day(-1), day(1), None, "1974-08-13/1974-08-15", "no day is likelier"),
        (dt.date(1974, 1, 1), dt.date(1974, 12, 31), None, "1974", "nothing but the year"),
        (dt.date(1974, 1, 1), dt.date(1974, 3, 4), None, "1974-01-01/1974-03-04", "until it was cited"),
    ],
)
def test_edtf(first: dt.date, last: dt.date, best: dt.date | None, expected: str, remark: str) -> None:
    assert edtf(first, last, best) == expected, remark


def steady(per_day: int, last: int, step: int = 100) -> list[Dated]:
    return [Dated(serial, BEGIN + serial / per_day) for serial in range(step, last + 1, step)]


def test_neighbours_bracket_a_number() -> None:
    found = Numbering(1974, steady(10, 2000), name="LAPAZ").estimate(1050)
    assert found.best is not None
    assert abs((found.best - dt.date(1974, 4, 16)).days) <= 2
    assert found.earliest <= found.best <= found.latest
    assert (found.latest - found.earliest).days <= 12
    assert "74LAPAZ1000" in found.rule
    assert "74LAPAZ1100" in found.rule


def test_a_citation_comes_after() -> None:
    found = Numbering(1974, steady(10, 2000)).estimate(1050, [dt.date(1974, 4, 14), dt.date(1974, 6, 1)])
    assert found.latest == dt.date(1974, 4, 14)
    assert "cited on 1974-04-14" in found.rule


def test_a_misread_date_drops_out() -> None:
    spoilt = [*steady(10, 2000), Dated(1049, BEGIN + 3.0)]
    plain = Numbering(1974, steady(10, 2000)).estimate(1050)
    assert Numbering(1974, spoilt).estimate(1050).best == plain.best


def test_beyond_the_last_one_the_line_is_believed_less() -> None:
    numbering = Numbering(1974, steady(10, 1000))
    near, far = numbering.estimate(1050), numbering.estimate(2500)
    assert (far.latest - far.earliest) > (near.latest - near.earliest)
    assert far.latest <= dt.date(1974, 12, 31)


def test_numbers_out_of_order_tell_nothing_but_the_year() -> None:
    mixed = [Dated(serial, BEGIN + (serial * 7919) % 300) for serial in range(1, 60)]
    found = Numbering(1974, mixed).estimate(30, [dt.date(1974, 7, 1)])
    assert found.edtf == "1974-01-01/1974-07-01"
    assert found.best is None


def test_without_any_telegram_of_the_post_citations_tell_its_pace() -> None:
    cited = [Dated(serial, BEGIN + serial / 700 + 4) for serial in range(5_000, 150_000, 5_000)]
    found = Numbering(1974, [], cited).estimate(70_000, [dt.date(1974, 4, 14)])
    assert found.best is not None
    assert abs((found.best - dt.date(1974, 4, 11)).days) <= 12
    assert found.latest == dt.date(1974, 4, 14)


@pytest.mark.parametrize(
    ("serial", "cited_on", "believed", "remark"),
    [
        (1050, dt.date(1974, 4, 20), True, "after it was sent"),
        (1050, dt.date(1974, 4, 13), True, "about when it was sent: drafts name each other"),
        (1900, dt.date(1974, 1, 18), False, "half a year before: the number is of another year"),
        (1050, dt.date(1973, 12, 1), False, "before its year began"),
        (90_000, dt.date(1974, 7, 1), False, "far more than the post sends"),
    ],
)
def test_what_can_be_cited_when(serial: int, cited_on: dt.date, believed: bool, remark: str) -> None:
    doubt = Numbering(1974, steady(10, 2000), name="LAPAZ").contradicts(serial, cited_on)
    assert (doubt is None) == believed, remark


def test_rising_keeps_the_longest_part_in_order() -> None:
    points = [Dated(1, 1.0), Dated(2, 9.0), Dated(3, 2.0), Dated(4, 3.0), Dated(4, 3.0), Dated(5, 4.0)]
    assert [each.serial for each in rising(points)] == [1, 3, 4, 5]
    assert rising([]) == []


@pytest.mark.parametrize(
    ("text", "near", "expected"),
    [
        ("74LAPAZ5021", None, (1974, "LAPAZ", 5021)),
        ("09MEXICO2134~2", None, (2009, "MEXICO", 2134)),
        ("36ADDISABABA14", 1937, (1936, "ADDISABABA", 14)),
        ("36ADDISABABA14", 2035, (2036, "ADDISABABA", 14)),
        ("unnumbered-0123456789ab", None, None),
    ],
)
def test_numbers_in_their_parts(text: str, near: int | None, expected: tuple[int, str, int] | None) -> None:
    assert number_of(text, near) == expected


def test_one_count_through_july_is_believed_where_both_halves_show_it() -> None:
    begin = dt.date(1964, 1, 1).toordinal()
    through = [Dated(serial, begin + serial / 10) for serial in range(100, 3601, 100)]
    assert Numbering(1964, through).runs_in_order
    assert not Numbering(1964, through[:15]).runs_in_order, "the first half alone tells nothing of July"
    anew = [*(Dated(serial + 2000, begin + serial / 10) for serial in range(100, 1801, 100)), *through[20:]]
    assert not Numbering(1964, [each for each in anew if each.at < begin + 180]).runs_in_order
    assert Numbering(1973, through[:15]).runs_in_order, "from 1973 on a count runs through the year"
