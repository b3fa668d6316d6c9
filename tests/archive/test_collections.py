"""Collections: what is put together stays together, in its order, with its notes; what is removed is gone from them."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.invented import cable, put
from reftel import archive
from reftel.archive import Archive, Reader, collections, removing
from reftel.archive.collections import Collection
from reftel.errors import QueryError

SBU = Reader("SENSITIVE BUT UNCLASSIFIED", frozenset())


@pytest.fixture
def held(tmp_path: Path) -> Archive:
    made = archive.open(tmp_path / "X", create=True)
    put(made, *(cable(number) for number in range(1, 5)))
    return made


@pytest.fixture
def harbour(held: Archive) -> Collection:
    made = collections.make(held, "Harbour papers", description="Ports.\r\nAnd ferries.")
    for number in (1, 2, 3):
        collections.put(held, made, f"09MEXICO{number}", note=f"note {number}")
    return made


def order(held: Archive, collection: Collection) -> list[str]:
    items = collections.items(held, collection)
    assert [each.position for each in items] == list(range(1, len(items) + 1)), "without a gap"
    return [each.cable[-1] + (each.anchor or "") for each in items]


SLUGS = [
    ("Harbour papers, 1974–2009", "harbour-papers-1974-2009", "a dash of any length parts words"),
    ("Ciudad Juárez", "ciudad-juarez", "without accents"),
    ("燈台", "collection", "letters that no address has"),
    ("--- / ../..", "collection", "nothing of a path"),
    ("x" * 300, "x" * 60, "not too long"),
]


@pytest.mark.parametrize(("title", "expected", "remark"), SLUGS, ids=[each[-1] for each in SLUGS])
def test_names(title: str, expected: str, remark: str) -> None:
    assert collections.slug(title) == expected


def test_make(held: Archive, harbour: Collection) -> None:
    assert (harbour.name, harbour.title, harbour.description) == (
        "harbour-papers",
        "Harbour papers",
        "Ports.\nAnd ferries.",
    )
    assert collections.make(held, "Harbour  Papers!").name == "harbour-papers-2", "a second one of the name"
    assert collections.named(held, "harbour-papers") == collections.named(held, "Harbour papers")
    assert collections.named(held, "nowhere") is None
    assert {each.name for each in collections.kept(held)} == {"harbour-papers", "harbour-papers-2"}


@pytest.mark.parametrize("title", ["", "  ", "x" * 201, "\x07"])
def test_no_title(held: Archive, title: str) -> None:
    with pytest.raises(QueryError, match="needs a title of 1 to 200 characters"):
        collections.make(held, title)


@pytest.mark.parametrize("name", ["Harbour", "a b", "../x", "", "harbour-papers"])
def test_no_name(held: Archive, harbour: Collection, name: str) -> None:
    with pytest.raises(QueryError, match="choose one of small letters"):
        collections.make(held, "Title", name=name)


def test_order(held: Archive, harbour: Collection) -> None:
    collections.put(held, harbour, "09MEXICO1", "par2")
    assert order(held, harbour) == ["1", "2", "3", "1par2"], "a paragraph is an item of its own"
    again = collections.put(held, harbour, "09MEXICO2")
    assert (again.position, again.note) == (2, "note 2"), "what is in it stays, with its note"
    numbers = [each.number for each in collections.items(held, harbour)]
    collections.move(held, harbour, numbers[3], 1)
    assert order(held, harbour) == ["1par2", "1", "2", "3"]
    collections.move(held, harbour, numbers[3], 99)
    assert order(held, harbour) == ["1", "2", "3", "1par2"]
    collections.move(held, harbour, numbers[0], 2)
    assert order(held, harbour) == ["2", "1", "3", "1par2"]
    collections.take_out(held, harbour, numbers[1])
    collections.take_out(held, harbour, 12345)
    collections.move(held, harbour, 12345, 1)
    assert order(held, harbour) == ["1", "3", "1par2"]


def test_notes(held: Archive, harbour: Collection) -> None:
    first = collections.items(held, harbour)[0]
    collections.annotate(held, harbour, first.number, "<b>half of a character: \ud800")
    assert collections.items(held, harbour)[0].note == "<b>half of a character: ?"
    with pytest.raises(QueryError, match="that note is too long: 20,001 characters, and 20,000 are kept"):
        collections.annotate(held, harbour, first.number, "x" * 20_001)
    collections.describe(held, harbour, title="Ports", text="")
    (found,) = collections.kept(held)
    assert (found.name, found.title, found.description) == ("harbour-papers", "Ports", ""), "its address stays"


def test_one_collection_does_not_touch_another(held: Archive, harbour: Collection) -> None:
    other = collections.make(held, "Other")
    mine = collections.put(held, other, "09MEXICO4", note="mine")
    for change in (collections.take_out, lambda *it: collections.annotate(*it, "theirs")):
        change(held, harbour, mine.number)
    assert [each.note for each in collections.items(held, other)] == ["mine"]
    assert collections.sizes(held) == {harbour.number: 3, other.number: 1}
    assert [(each.name, anchor) for each, anchor in collections.holding(held, "09MEXICO4")] == [("other", None)]


def test_share(held: Archive, harbour: Collection) -> None:
    secret = collections.share(held, harbour)
    assert len(secret) >= 22
    found = collections.shared(held, secret)
    assert found is not None
    assert found.number == harbour.number
    assert collections.share(held, found) == secret, "the same address"
    collections.unshare(held, found)
    assert collections.shared(held, secret) is None
    (private,) = collections.kept(held)
    assert collections.share(held, private) != secret, "the old one leads nowhere for good"


def test_told_to_whoever_may_see_as_much(held: Archive, harbour: Collection) -> None:
    open_one = collections.make(held, "Open", reader=SBU)
    assert collections.kept(held, SBU) == (open_one,)
    assert collections.named(held, "harbour-papers", SBU) is None
    collections.put(held, open_one, "09MEXICO1")
    collections.put(held, harbour, "09MEXICO1")
    assert [each.name for each, _ in collections.holding(held, "09MEXICO1", SBU)] == ["open"]


def test_a_removed_cable_is_a_number_without_a_note(held: Archive, harbour: Collection) -> None:
    collections.annotate(held, harbour, collections.items(held, harbour)[0].number, "it says quincunxes")
    removing.remove(held, ["09MEXICO1"])
    assert order(held, harbour) == ["1", "2", "3"], "its number stays in its place"
    assert [each.note for each in collections.items(held, harbour)] == ["", "note 2", "note 3"]
    held.close()
    assert b"quincunxes" not in b"".join(each.read_bytes() for each in held.folder.rglob("*") if each.is_file())


def test_a_forgotten_source_leaves_the_notes(held: Archive, harbour: Collection) -> None:
    """Its files may be read again, and the notes are nobody's but the collection's."""
    removing.forget(held, [number for number, _ in removing.sources_named(held, "/specimens")])
    assert held.view("09MEXICO1") is None
    assert [each.note for each in collections.items(held, harbour)] == ["note 1", "note 2", "note 3"]


def test_delete(held: Archive, harbour: Collection) -> None:
    collections.delete(held, harbour)
    assert collections.kept(held) == ()
    assert held.ask("SELECT count(*) FROM collected") == [(0,)]
    assert held.view("09MEXICO1") is not None
