"""The invented world is of one piece: people have careers, stories have threads, cables come more than once."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict

import pytest

from reftel import specimen
from reftel.model import Cable
from reftel.specimen import people
from reftel.specimen.tables import STATE, stations


@pytest.fixture(scope="module")
def told() -> list[specimen.Specimen]:
    layouts = ("raw", "raw-1970s", "leading", "page-2010-12", "page-2011", "smart-email")
    return list(specimen.stream(1_200, 17, layouts=layouts, size=1_500))


def test_an_officer_rises_from_post_to_post() -> None:
    """The same person holds each rank once, a tour of three years each, at four posts."""
    held: dict[tuple[str, str, str], list[tuple[int, str, str]]] = defaultdict(list)
    for year in range(1975, 2009):
        for station in (*stations(), STATE):
            for rank in ("officer", "counselor", "deputy", "chief"):
                officer = people.serving(1, station, rank, dt.date(year, 9, 1))
                held[officer.given, officer.middle, officer.surname].append((year, rank, station.code))
    whole = [sorted(career) for career in held.values() if len(career) == 12]
    assert len(whole) > 300
    for career in whole:
        assert [rank for _, rank, _ in career] == [
            rank for rank in ("officer", "counselor", "deputy", "chief") for _ in range(3)
        ]
        assert len({post for _, _, post in career}) == 4
        assert [year for year, _, _ in career] == list(range(career[0][0], career[0][0] + 12))


def test_a_post_has_one_chief_at_a_time() -> None:
    lima = stations()[1]
    assert people.serving(1, lima, "chief", dt.date(1999, 9, 1)) == people.serving(
        1, lima, "chief", dt.date(2000, 7, 31)
    )
    chiefs = {people.serving(1, lima, "chief", dt.date(year, 9, 1)) for year in range(1970, 2009)}
    assert len(chiefs) in (13, 14), "39 years, and a tour is three"


def test_a_deputy_succeeds() -> None:
    assert people.official(1, "Peru", "governor", 1999 + 4) == people.official(1, "Peru", "governor", 2003)
    assert people.official(1, "Peru", "governor", 1996) == people.official(1, "Peru", "governor", 1999)
    assert people.official(1, "Peru", "governor", 1996) != people.official(1, "Peru", "governor", 2000)


def test_years_from_1966_to_2012(told: list[specimen.Specimen]) -> None:
    years = {each.fields.sent.year for each in told if each.fields.sent}
    assert {1966, 1975, 1985, 1995, 2005, 2012} <= years
    orders = {each.fields.executive_order for each in told}
    assert orders >= {"10501", "11652", "12065", "12356", "12958", "13526"}


def test_tags_came_in_1973(told: list[specimen.Specimen]) -> None:
    for each in told:
        assert each.fields.sent
        assert bool(each.fields.tags) == (each.fields.sent >= dt.datetime(1973, 7, 1, tzinfo=dt.UTC)), each.name


def test_some_cables_come_more_than_once(told: list[specimen.Specimen]) -> None:
    """Each file has a name of its own; a corrected copy says so, and what was sent again was asked for."""
    assert len({each.name for each in told}) == len(told)
    by_id: dict[str | None, list[specimen.Specimen]] = defaultdict(list)
    for each in told:
        by_id[each.fields.id].append(each)
    again = [copies for copies in by_id.values() if len(copies) > 1]
    assert 10 < len(again) < 100
    for copies in again:
        assert len({each.fields.sent.replace(minute=0) for each in copies if each.fields.sent}) == 1
        assert len({each.fields.subject.upper() for each in copies if each.fields.subject}) == 1
    later = [each for each in told if each.copy]
    corrected = [each.fields for each in later if "CORRECTED COPY" in each.fields.captions]
    assert corrected
    assert all("THIS REPLACES AN EARLIER FIGURE." in said(cable).upper() for cable in corrected)
    assert any("\nZDK\n" in each.text for each in later)


def said(cable: Cable) -> str:
    return " ".join(each.text for each in cable.paragraphs)


def test_articles_cite_cables_of_one_story(told: list[specimen.Specimen]) -> None:
    cited = Counter(article.url for each in told for article in each.fields.articles)
    assert cited
    assert max(cited.values()) > 1, "one article, several cables"
    assert any(article.title for each in told for article in each.fields.articles)
