"""Saved searches: what is new is told once, whatever happens in between, and to nobody who may not see it."""

from __future__ import annotations

from pathlib import Path

import pytest
from archive.invented import cable, put, reading

from reftel import archive, search
from reftel.archive import Archive, Reader, Source, watches
from reftel.archive.watches import Watch
from reftel.model import Paragraph

SBU = Reader("SENSITIVE BUT UNCLASSIFIED", frozenset())


@pytest.fixture
def held(tmp_path: Path) -> Archive:
    made = archive.open(tmp_path / "X", create=True)
    put(made, cable(1), cable(2))
    return made


def kept(held: Archive, name: str = "a") -> Watch:
    return next(each for each in watches.kept(held, archive.EVERYTHING) if each.name == name)


def run(held: Archive, name: str = "a") -> tuple[str, ...]:
    what = search.news(held, kept(held, name))
    search.told(held, what)
    return what.keys


def test_each_is_told_once(held: Archive) -> None:
    _, found = search.save(held, "a", "ferry", reader=archive.EVERYTHING)
    assert found == 2
    assert run(held) == (), "what is there already is not new"
    put(held, cable(3), cable(4, subject="NOTHING OF IT", paragraphs=()))
    assert run(held) == ("09MEXICO3",)
    assert run(held) == ()


def test_from_the_start(held: Archive) -> None:
    search.save(held, "a", "ferry", reader=archive.EVERYTHING, from_start=True)
    assert run(held) == ("09MEXICO1", "09MEXICO2")
    assert run(held) == ()


def test_what_was_not_noted_is_told_again(held: Archive) -> None:
    """The run broke off after it had told, before it could note so."""
    search.save(held, "a", "ferry", reader=archive.EVERYTHING)
    put(held, cable(3))
    assert search.news(held, kept(held)).keys == ("09MEXICO3",)
    assert run(held) == ("09MEXICO3",)


def test_another_edition_is_new_only_where_it_matches_for_the_first_time(held: Archive) -> None:
    search.save(held, "a", "ferry", reader=archive.EVERYTHING)
    search.save(held, "b", "albatross", reader=archive.EVERYTHING)
    better = cable(1, paragraphs=(Paragraph("A ferry and an albatross.", 1, "C"), *cable(1).paragraphs))
    changed = held.last_change()
    held.add([reading(better)], Source("/specimens/better.txt", "better"))
    assert held.last_change() > changed
    assert run(held, "a") == (), "told of already"
    shown = held.view("09MEXICO1")
    assert shown is not None
    assert run(held, "b") == (("09MEXICO1",) if "albatross" in shown.cable.paragraphs[0].text else ())


@pytest.mark.parametrize("query", ['((( "', "OR OR", "date:soon", "\ud800", "x" * 5000, "tag:", "!?"])
def test_no_query_is_an_error(held: Archive, query: str) -> None:
    search.save(held, "a", query, reader=archive.EVERYTHING, from_start=True)
    assert set(run(held)) <= {"09MEXICO1", "09MEXICO2"}
    assert run(held) == ()


def test_it_finds_what_its_reader_may_see(held: Archive) -> None:
    secret = (Paragraph("The albatross is a secret.", 1, "S", "SECRET"), Paragraph("A heron is not.", 2, "U"))
    search.save(held, "a", "albatross", reader=SBU)
    search.save(held, "b", "heron", reader=SBU)
    put(held, cable(3, paragraphs=secret))
    assert run(held, "a") == ()
    assert run(held, "b") == ("09MEXICO3",)
