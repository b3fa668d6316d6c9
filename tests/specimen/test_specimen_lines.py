"""Wrapping, rules, reference numbers and the clock of the web archive."""

from __future__ import annotations

import datetime as dt
from random import Random

import pytest

from reftel.model import Cable
from reftel.specimen.layouts import _midnight
from reftel.specimen.lines import rule, spread, wrap
from reftel.specimen.numbers import Numbers
from reftel.specimen.page import BUILDS, write_page
from reftel.specimen.prose import BOUND
from reftel.specimen.tables import STATE, stations


@pytest.mark.parametrize(
    ("text", "width", "first", "indent", "expected", "remark"),
    [
        ("one two three", 7, "", "", ["one two", "three"], "fills a line to its width"),
        ("one two three", 100, "1. ", "", ["1. one two three"], "short enough"),
        ("one two three", 10, "REF: ", "     ", ["REF: one", "     two", "     three"], "hanging indent"),
        ("unbreakable words", 4, "", "", ["unbreakable", "words"], "a long word overflows"),
        ("on July" + BOUND + "13. Then", 8, "", "", ["on", f"July{BOUND}13.", "Then"], "no line begins with 13."),
        ("well-known", 6, "", "", ["well-known"], "hyphens do not break"),
        ("", 10, "1. ", "", ["1. "], "nothing to say"),
    ],
)
def test_wrap(text: str, width: int, first: str, indent: str, expected: list[str], remark: str) -> None:
    assert wrap(text, width, first, indent) == expected, remark


@pytest.mark.parametrize(
    ("length", "expected"),
    [(3, "---"), (45, "-" * 45), (47, "-" * 45 + " --"), (50, "-" * 45 + " ----"), (46, "-" * 45 + " --")],
)
def test_rule(length: int, expected: str) -> None:
    assert rule(length) == expected


@pytest.mark.parametrize(
    ("inside", "total", "parts", "expected", "remark"),
    [
        ((), 10, 3, [], "no place to break"),
        ((1, 5, 8), 10, 2, [5], "the middle"),
        ((1, 4, 8), 12, 3, [4, 8], "thirds"),
        ((5,), 12, 4, [5], "fewer places than breaks"),
    ],
)
def test_spread(inside: tuple[int, ...], total: int, parts: int, expected: list[int], remark: str) -> None:
    assert spread(inside, total, parts) == expected, remark


def test_serials_grow_with_the_date_and_are_given_once() -> None:
    numbers = Numbers(Random(1))  # noqa: S311
    station = stations()[0]
    days = [dt.datetime(1999, 1, 1, tzinfo=dt.UTC) + dt.timedelta(days=at) for at in range(0, 360, 30)]
    given = [numbers.give(station, day).serial for day in days]
    assert given == sorted(set(given))
    again = [numbers.give(station, day).serial for day in days]
    assert not set(given) & set(again)
    missing = numbers.missing(station, days[0])
    assert missing.serial not in (*given, *again)


def test_a_full_year_goes_on() -> None:
    numbers = Numbers(Random(1))  # noqa: S311
    last = dt.datetime(1999, 12, 31, tzinfo=dt.UTC)
    given = {numbers.give(stations()[0], last).serial for _ in range(500)}
    assert len(given) == 500


@pytest.mark.parametrize(
    ("year", "post", "expected", "remark"),
    [
        (2009, True, "STATE 1", "the same year goes without saying"),
        (2010, True, "09 STATE 1", "another year is written"),
        (None, True, "09 STATE 1", "always written"),
        (2009, False, "1", "post and year inherited"),
    ],
)
def test_number_spelled(year: int | None, post: bool, expected: str, remark: str) -> None:
    number = Numbers(Random(1)).give(STATE, dt.datetime(2009, 1, 1, tzinfo=dt.UTC))  # noqa: S311
    assert number.id == "09STATE1"
    assert number.spelled(year, post=post) == expected, remark


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (dt.datetime(2009, 7, 21, 22, 30, tzinfo=dt.UTC), "Tue Jul 21 00:00:00 +0200 2009"),
        (dt.datetime(2009, 2, 4, tzinfo=dt.UTC), "Wed Feb 04 00:00:00 +0100 2009"),
        (dt.datetime(2009, 3, 29, tzinfo=dt.UTC), "Sun Mar 29 00:00:00 +0100 2009"),
        (dt.datetime(2009, 10, 25, tzinfo=dt.UTC), "Sun Oct 25 00:00:00 +0200 2009"),
    ],
)
def test_midnight_in_central_europe(sent: dt.datetime, expected: str) -> None:
    assert _midnight(sent) == expected


@pytest.mark.parametrize(
    ("build", "hour", "expected"),
    [("page-2010-11", 11, 11), ("page-2010-12", 21, 9), ("page-2010-12", 0, 12), ("page-2011", 21, 45)],
)
def test_minutes_on_the_page(build: str, hour: int, expected: int) -> None:
    moment = dt.datetime(2009, 6, 16, hour, 45, tzinfo=dt.UTC)
    printed = BUILDS[build].printed(moment)
    assert printed == BUILDS[build].printed(printed) == moment.replace(minute=expected)
    page = write_page(BUILDS[build], Cable(id="09LIMA1", sent=moment), "09LIMA1", "", "", "")
    assert f">2009-06-16 {hour:02}:{expected:02}</a>" in page
