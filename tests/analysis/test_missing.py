"""Cited but missing: who cites what the archive lacks, and when it was sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from archive.invented import put

from reftel import analysis
from reftel.archive import Archive, Reader
from reftel.model import Reference

from .invented import listed, net, said, sent, telegram

CONFIDENTIAL = Reader("CONFIDENTIAL", frozenset())


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Archive]:
    citing = (
        telegram(601, listed("74LAPAZ500", "A"), listed("74LAPAZ480", "B"), said("LA PAZ 500", "74LAPAZ500", 0)),
        telegram(602, said("LA PAZ 555", "74LAPAZ555", 1), said("LA PAZ 500", "74LAPAZ500", 0)),
        telegram(603, Reference("BINNS TELCON", "telephone"), listed("08ECTION01OF02MANAMA492"), listed("74NOWHERE7")),
        telegram(130, listed("74LAPAZ5000")),
    )
    with net(tmp_path, *citing) as made:
        yield made


def numbers(held: Archive, reader: Reader, **narrowed: object) -> list[str]:
    return [each.number for each in analysis.missing(held, reader=reader, **narrowed)]  # type: ignore[arg-type]


def test_every_number_that_is_cited_and_not_held(held: Archive) -> None:
    assert numbers(held, Reader()) == ["74LAPAZ500", "74LAPAZ555"], "held ones, calls and nonsense are none"


def test_what_is_hardly_a_number_says_why(held: Archive) -> None:
    doubtful = {each.number: each.doubt or "" for each in analysis.missing(held, doubtful=True)}
    assert doubtful.keys() == {"74NOWHERE7", "74LAPAZ5000"}
    assert "no table knows" in doubtful["74NOWHERE7"]
    assert "by 1974-01-11" in doubtful["74LAPAZ5000"]


def test_narrowed_by_post_and_year(held: Archive) -> None:
    put(held, telegram(604, listed("73STATE1234"), listed("74STATE2234")))
    assert numbers(held, Reader(), origin="la paz") == ["74LAPAZ500", "74LAPAZ555"]
    assert numbers(held, Reader(), origin="SECSTATE") == ["73STATE1234", "74STATE2234"]
    assert numbers(held, Reader(), origin="SECSTATE", year=1974) == ["74STATE2234"]
    assert numbers(held, Reader(), year=1973) == ["73STATE1234"]
    assert numbers(held, Reader(), year=2073) == []


def test_who_cites_it_how_often_and_for_what(held: Archive) -> None:
    found = analysis.missing_one(held, "74 La Paz 0500")
    assert found is not None
    assert (found.number, found.origin, found.year, found.serial, found.times) == ("74LAPAZ500", "LAPAZ", 1974, 500, 3)
    assert [each.id for each in found.citing] == ["74LAPAZ601", "74LAPAZ602"]
    line, text = found.citing[0].places
    assert (line.label, line.anchor, line.sentence) == ("A", None, None)
    assert text.anchor == "par1"
    assert text.sentence == "As LA PAZ 500 said, the lamp was lit."
    assert found.estimate is not None
    assert found.estimate.earliest <= sent(500).date() <= found.estimate.latest


def test_a_paragraph_that_is_not_open_neither_counts_nor_shows(held: Archive) -> None:
    assert numbers(held, CONFIDENTIAL) == ["74LAPAZ500"], "555 is cited in a secret paragraph alone"
    assert analysis.missing_one(held, "74LAPAZ555", CONFIDENTIAL) is None
    assert [each.number for each in analysis.counted(held, CONFIDENTIAL)] == ["74LAPAZ500"]
    nobody = Reader("UNCLASSIFIED", frozenset())
    found = analysis.missing_one(held, "74LAPAZ500", nobody)
    assert found is not None
    assert found.times == 1, "the REF line is open to everybody"
    assert [each.subject for each in found.citing] == [None]
    assert all(place.sentence is None for each in found.citing for place in each.places)


def test_what_arrives_is_missing_no_more(held: Archive) -> None:
    assert [each.number for each in analysis.counted(held)] == ["74LAPAZ500", "74LAPAZ555"]
    put(held, telegram(499, aliases=("74LAPAZ500",)))
    assert [each.number for each in analysis.counted(held)] == ["74LAPAZ555"], "it came under another number"
    assert analysis.missing_one(held, "74LAPAZ500") is None


def test_a_day_that_is_named_where_it_is_cited_is_no_estimate(held: Archive) -> None:
    dated = "cited with its date, year inherited"
    printed = Reference("My 556, January 20 [21], 6 p.m.", target="74LAPAZ556", rule=dated, paragraph=0)
    again = Reference("556, January 21", target="74LAPAZ556", rule=f"cited in a footnote: {dated}", paragraph=0)
    put(held, telegram(606, printed), telegram(607, again, listed("74LAPAZ556")))
    found = analysis.missing_one(held, "74LAPAZ556")
    assert found is not None
    assert found.estimate is not None
    assert (found.estimate.edtf, found.estimate.earliest) == ("1974-01-21", found.estimate.latest)
    assert found.estimate.rule == "named where it is cited: My 556, January 20 [21], 6 p.m. (74LAPAZ606)"
    put(held, telegram(608, Reference("556, January 3", target="74LAPAZ556", rule=dated, paragraph=0)))
    disputed = analysis.missing_one(held, "74LAPAZ556")
    assert disputed is not None
    assert disputed.estimate is not None
    assert "between" in disputed.estimate.rule, "two days are named: the numbers decide"


def test_counted_is_the_long_list_in_short(held: Archive) -> None:
    put(held, telegram(604, said("LA PAZ 555", "74LAPAZ555", 0), listed("74LAPAZ9000"), listed("74QUITO4")))
    for reader in (Reader(), CONFIDENTIAL):
        long = {
            each.number: (sum(1 for cable in each.citing if cable.doubt is None), each.times)
            for each in analysis.missing(held, reader=reader)
        }
        assert {each.number: (each.cables, each.times) for each in analysis.counted(held, reader)} == long
    assert "74LAPAZ9000" not in long, "hardly reached by then"


def test_counted_begins_with_the_most_cited(held: Archive) -> None:
    first, second = analysis.counted(held)
    assert (first.number, first.cables, first.times) == ("74LAPAZ500", 2, 3)
    assert (second.number, second.cables, second.times) == ("74LAPAZ555", 1, 1)


def test_known_losses_explain(held: Archive) -> None:
    put(held, telegram(605, listed("76LAPAZ550"), sent=dt.datetime(1976, 7, 9, tzinfo=dt.UTC), id="76LAPAZ605"))
    found = analysis.missing_one(held, "76LAPAZ550")
    assert found is not None
    assert {each.kind for each in found.losses} >= {"text lost"}


def test_a_sentence_that_cites_a_number_twice_is_told_once(held: Archive) -> None:
    put(held, telegram(605, listed("74LAPAZ501"), said("LA PAZ 501", "74LAPAZ501", 0), said("REFTEL", "74LAPAZ501", 0)))
    found = analysis.missing_one(held, "74LAPAZ501")
    assert found is not None
    assert found.times == 3
    (citing,) = found.citing
    sentences = [(place.anchor, place.sentence) for place in citing.places if place.sentence]
    assert len(sentences) == len(set(sentences))
