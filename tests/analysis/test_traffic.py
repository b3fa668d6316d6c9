"""Traffic against what was to be expected: bursts, silence, and what is told of them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from archive.invented import cable, put

from reftel import analysis, archive, vocabulary
from reftel.analysis.expecting import series
from reftel.model import Cable, Classification, Tag

MONDAY = dt.date(2008, 1, 7)


def usual(weeks: int, working: int = 6, weekend: int = 1, **odd: int) -> dict[dt.date, int]:
    """So many weeks of working days and weekends; `odd`: day number → another count."""
    days = {MONDAY + dt.timedelta(days=at): weekend if at % 7 > 4 else working for at in range(7 * weeks)}
    for at, count in odd.items():
        days[MONDAY + dt.timedelta(days=int(at[1:]))] = count
    return {day: count for day, count in days.items() if count}


def test_same_weekday_is_expected() -> None:
    told = series(usual(20))
    assert {each.expected for each in told.days if each.day.weekday() < 5} == {6.0}
    assert {each.expected for each in told.days if each.day.weekday() > 4} == {1.0}
    assert (told.bursts, told.silences, told.stray) == ((), (), 1.0)


def test_season_is_expected() -> None:
    """A post that doubles over the year is neither bursting at its end nor silent at its beginning."""
    days = {MONDAY + dt.timedelta(days=at): 5 + at // 60 for at in range(360)}
    told = series(days)
    assert told.bursts == ()
    assert told.days[30].expected < told.days[330].expected  # type: ignore[operator]


@pytest.mark.parametrize(
    ("odd", "bursts", "silences", "remark"),
    [
        ({"d70": 20}, 1, 0, "three times as many"),
        ({"d70": 12}, 0, 0, "twice as many is chance"),
        ({"d70": 0}, 0, 1, "a working day without any"),
        ({"d75": 0, "d76": 0}, 0, 0, "a weekend without any"),
        ({f"d{at}": 0 for at in range(70, 84)}, 0, 1, "two weeks without any are one silence"),
        ({"d70": 20, "d71": 20, "d72": 20}, 3, 0, "a crisis does not hide itself"),
        ({"d70": 40, "d77": 40}, 2, 0, "nor does it raise what is expected of the next week"),
    ],
)
def test_what_stands_out(odd: dict[str, int], bursts: int, silences: int, remark: str) -> None:
    told = series(usual(20, **odd))
    assert (len(told.bursts), len(told.silences)) == (bursts, silences), remark
    assert {each.expected for each in told.days if each.day.weekday() < 5} == {6.0}, "robust"


def test_a_small_post_is_silent_only_for_long() -> None:
    once_a_week = {MONDAY + dt.timedelta(days=7 * at): 1 for at in range(30)}
    assert series(once_a_week).silences == ()
    for at in range(10, 20):
        del once_a_week[MONDAY + dt.timedelta(days=7 * at)]
    assert len(series(once_a_week).bursts) == 0


def test_restless_posts_have_wider_bounds() -> None:
    restless = {MONDAY + dt.timedelta(days=at): (2, 30, 8, 45, 16)[at % 5] for at in range(200)}
    told = series(restless)
    assert told.stray > 2
    assert told.bursts == ()


def test_short_series_expect_nothing() -> None:
    told = series({MONDAY: 3, MONDAY + dt.timedelta(days=3): 40})
    assert [each.expected for each in told.days] == [None] * 4
    assert told.bursts == ()
    assert series({}).days == ()


def test_of_a_tag_that_comes_all_at_once_nothing_was_expected() -> None:
    day = dt.date(2009, 3, 18)
    alone = series({day: 40})
    assert (alone.bursts, alone.silences) == ((), ())
    within = series({day: 40}, within=(dt.date(2009, 1, 1), dt.date(2009, 9, 30)))
    assert [(each.day, each.expected) for each in within.bursts] == [(day, 0.0)]
    assert within.silences == ()


def test_a_span_is_told_by_all_that_is_around() -> None:
    told = series(usual(20, d70=20), MONDAY + dt.timedelta(days=70), MONDAY + dt.timedelta(days=71))
    assert [(each.count, each.expected) for each in told.days] == [(20, 6.0), (6, 6.0)]
    assert len(told.bursts) == 1


@pytest.fixture
def held(tmp_path: Path) -> archive.Archive:
    """A post that sends two a working day, but eleven on 18 March and none on 25 to 28 December."""
    made = archive.open(tmp_path / "X", create=True)
    cables: list[Cable] = []
    for at in range(365):
        day = dt.date(2008, 1, 1) + dt.timedelta(days=at)
        many = 0 if day.weekday() > 4 or dt.date(2008, 11, 24) <= day <= dt.date(2008, 11, 28) else 2
        for _ in range(11 if day == dt.date(2008, 3, 18) else many):
            serial = len(cables) + 1
            secret = day == dt.date(2008, 3, 18)
            cables.append(
                cable(
                    serial,
                    sent=dt.datetime.combine(day, dt.time(9), dt.UTC),
                    subject=f"FERRY {serial}",
                    tags=(Tag("SNAR"),) if secret else (Tag("PREL"),),
                    classification=Classification("SECRET" if secret else "UNCLASSIFIED"),
                )
            )
    put(made, *cables)
    return made


def test_traffic_of_a_post(held: archive.Archive) -> None:
    (told,) = analysis.traffic(held)
    assert (told.post, told.name, told.stray) == ("MEXICO", "Embassy Mexico", 1.0)
    (burst,) = told.bursts
    assert (burst.day, burst.count, burst.expected) == (dt.date(2008, 3, 18), 11, 2.0)
    assert burst.tags == (("SNAR", 11),)
    assert len(burst.cables) == 8
    assert burst.cables[0].subject is not None
    (silence,) = told.silences
    assert (silence.first, silence.last, silence.expected) == (dt.date(2008, 11, 24), dt.date(2008, 11, 28), 10.0)
    assert silence.reasons == ("Thanksgiving Day",)
    assert sum(day.count for day in told.days) == told.total


def test_by_tag_and_span(held: archive.Archive) -> None:
    by_tag = {each.tag: each for each in analysis.traffic(held, each_tag=True)}
    assert {tag: each.total for tag, each in by_tag.items()} == {"SNAR": 11, "PREL": by_tag["PREL"].total}
    (march,) = analysis.traffic(held, analysis.Span("MEXICO", None, dt.date(2008, 3, 1), dt.date(2008, 3, 31)))
    assert (march.first, march.last, len(march.bursts)) == (dt.date(2008, 3, 1), dt.date(2008, 3, 31), 1)
    assert list(analysis.traffic(held, analysis.Span("LAPAZ"))) == []
    assert [each.post for each in analysis.senders(held)] == ["MEXICO"]
    (narcotics,) = analysis.traffic(held, analysis.Span(tag="SNAR"))
    assert narcotics.total == 11


def test_subjects_of_a_burst_pass_the_gate(held: archive.Archive) -> None:
    (told,) = analysis.traffic(held, reader=archive.Reader("UNCLASSIFIED", frozenset()))
    assert {each.subject for each in told.bursts[0].cables} == {None}


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (dt.date(1974, 12, 25), "Christmas Day"),
        (dt.date(2008, 11, 27), "Thanksgiving Day"),
        (dt.date(2008, 11, 20), None),
        (dt.date(2009, 5, 25), "Memorial Day"),
        (dt.date(2009, 5, 18), None),
        (dt.date(1985, 1, 21), None),
        (dt.date(1986, 1, 20), "Birthday of Martin Luther King, Jr."),
    ],
)
def test_holidays(day: dt.date, name: str | None) -> None:
    assert vocabulary.holiday(day) == name


def test_what_editors_chose_is_no_traffic(tmp_path: Path) -> None:
    made = archive.open(tmp_path / "printed", create=True)
    days = [dt.datetime(1936, 3, 1 + at % 28, tzinfo=dt.UTC) for at in range(60)]
    chosen = [cable(at + 1, sent=day) for at, day in enumerate(days)]
    put(made, *chosen[:40], layout="frus-tei")
    assert (list(analysis.traffic(made)), analysis.senders(made), analysis.left_out(made)) == ([], [], 40)
    put(made, *chosen[38:], layout="nara-text")
    (told,) = analysis.traffic(made)
    assert (told.total, analysis.left_out(made)) == (22, 38), "what another source holds too is counted"
    assert analysis.left_out(made, analysis.Span("LAPAZ")) == 0
