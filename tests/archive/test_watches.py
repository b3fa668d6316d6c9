"""Saved searches in the record."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from reftel import archive
from reftel.archive import Archive, Reader, watches
from reftel.archive.watches import Watch
from reftel.errors import QueryError

NOW = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)


@pytest.fixture
def held(tmp_path: Path) -> Archive:
    return archive.open(tmp_path / "X", create=True)


def watch(name: str, reader: Reader = archive.EVERYTHING) -> Watch:
    return Watch(name, 'ferry "of \x00 \ud800', reader, NOW, NOW, 3)


def test_kept_and_removed(held: Archive) -> None:
    readers = (archive.EVERYTHING, Reader("SECRET", frozenset({"NOFORN"})), Reader("UNCLASSIFIED", frozenset()))
    for name, reader in zip("abc", readers, strict=True):
        watches.add(held, watch(name, reader))
    found = watches.kept(held, archive.EVERYTHING)
    assert [each.name for each in found] == ["a", "b", "c"]
    assert [each.reader for each in found] == list(readers)
    assert (found[0].query, found[0].added, found[0].change) == ('ferry "of \x00 ?', NOW, 3)
    watches.remove(held, found[1])
    assert [each.name for each in watches.kept(held, archive.EVERYTHING)] == ["a", "c"]


COVERS = [
    (Reader(), Reader(), True),
    (Reader(), Reader("SECRET", frozenset()), True),
    (Reader("TOP SECRET", frozenset({"NF"})), Reader(), False),
    (Reader("SECRET", frozenset({"NF"})), Reader("CONFIDENTIAL", frozenset({"NOFORN"})), True),
    (Reader("SECRET", frozenset()), Reader("CONFIDENTIAL", frozenset({"NOFORN"})), False),
    (Reader("CONFIDENTIAL"), Reader("SECRET", frozenset()), False),
    (Reader("gibberish"), Reader("SBU", frozenset()), False),
]


@pytest.mark.parametrize(("one", "other", "expected"), COVERS)
def test_what_one_saved_is_not_told_to_who_sees_less(held: Archive, one: Reader, other: Reader, expected: bool) -> None:
    assert one.covers(other) is expected
    watches.add(held, watch("a", other))
    assert bool(watches.kept(held, one)) is expected


@pytest.mark.parametrize("name", ["", "   ", "two\nlines", "x" * 81, "\x1b[2J"])
def test_names_that_are_none(held: Archive, name: str) -> None:
    with pytest.raises(QueryError, match="needs a name"):
        watches.add(held, watch(name))


def test_a_name_that_is_taken(held: Archive) -> None:
    watches.add(held, watch("a"))
    with pytest.raises(QueryError, match="reftel watch remove a"):
        watches.add(held, watch("a"))


def test_what_was_told(held: Archive) -> None:
    watches.add(held, watch("a"), told=["09MEXICO1"])
    watches.add(held, watch("b"))
    first, other = watches.kept(held, archive.EVERYTHING)
    assert watches.told(held, "a", ["09MEXICO1", "09MEXICO2"]) == {"09MEXICO1"}
    watches.tell(held, first, ["09MEXICO2", "09MEXICO1"], 9)
    again = watches.kept(held, archive.EVERYTHING)[0]
    assert again.change == 9
    assert again.run > NOW
    assert watches.told(held, "a", ["09MEXICO1", "09MEXICO2", "09MEXICO3"]) == {"09MEXICO1", "09MEXICO2"}
    assert watches.told(held, "b", ["09MEXICO1"]) == set(), "each has its own"
    watches.remove(held, first)
    watches.tell(held, first, ["09MEXICO5"], 10)
    assert watches.kept(held, archive.EVERYTHING) == (other,), "one that was taken away stays away"
