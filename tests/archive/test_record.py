"""What goes into the record comes out again: identity, editions, the sequence of changes."""

from __future__ import annotations

import datetime as dt
import sqlite3
import threading
from pathlib import Path

import msgspec
import pytest

from archive.invented import BODY, cable, put, reading
from reftel import archive
from reftel.archive import Added, Archive, Reader, Source
from reftel.errors import ArchiveError
from reftel.model import Cable, Classification, Paragraph, Reference, Repair

RELEASED = dt.datetime(2011, 8, 30, tzinfo=dt.UTC)


@pytest.fixture
def empty(tmp_path: Path) -> Archive:
    return archive.open(tmp_path / "archive", create=True)


def test_comes_back_whole(empty: Archive) -> None:
    strange = cable(text="lone \ud800 surrogate, \x00 zero, ¶", subject="with \ud800 too", attributes={"k": "v"})
    empty.add([reading(strange)], Source("p", "d"))
    view = empty.view("09MEXICO1")
    assert view is not None
    # JSON has no lone surrogates; the text, which is what was read, keeps them.
    assert view.cable.text == strange.text
    put(empty, cable(2))
    second = empty.view("09MEXICO2")
    assert second is not None
    assert (second.cable, second.anchors, second.withheld) == (cable(2), ("par1", "par2"), 0)


def test_same_file_twice_adds_nothing(empty: Archive) -> None:
    assert empty.add([reading(cable(1)), reading(cable(2))], Source("p", "d")) == Added(2, 0, 2)
    before = empty.last_change()
    assert empty.add([reading(cable(1)), reading(cable(2))], Source("elsewhere", "d")) == Added(0, 2, 0)
    assert (empty.last_change(), empty.known("d"), empty.known("other")) == (before, 2, None)


SPELLINGS = [
    ("09MEXICO2134", "canonical"),
    ("09 MEXICO 2134", "with blanks"),
    ("09mexico2134", "small letters"),
    ("09MEXICO002134", "leading zeros"),
    ("2009MEXICO2134", "year in four digits"),
    ("7575mexico 2134", "an alias, malformed, in another spelling"),
]


@pytest.mark.parametrize(("ref", "remark"), SPELLINGS)
def test_any_spelling(empty: Archive, ref: str, remark: str) -> None:
    put(empty, cable(2134, aliases=("7575MEXICO2134",)))
    view = empty.view(ref)
    assert view is not None, remark
    assert view.id == "09MEXICO2134"
    assert empty.held([ref, "09NOWHERE1"]) == {ref: "09MEXICO2134"}


@pytest.mark.parametrize("ref", ["", "09MEXICO9999", "'; DROP TABLE cables; --", "\ud800", "~", "x" * 100_000])
def test_not_held(empty: Archive, ref: str) -> None:
    put(empty, cable(1))
    assert empty.view(ref) is None


def test_an_alias_of_two_cables_names_none(empty: Archive) -> None:
    put(empty, cable(1, aliases=("THESAME1",)), cable(2, aliases=("THESAME1",)))
    assert empty.view("THESAME1") is None
    assert empty.held(["THESAME1"]) == {}


LAST = (RELEASED, RELEASED + dt.timedelta(days=1))
DOUBT = Repair(0, 1, "x", "y", "rule", certain=False)
EDITIONS = [
    (cable(partial=True), cable(), 1, "complete over partial"),
    (cable(), cable(partial=True, released=RELEASED), 0, "even when the partial one is newer"),
    (cable(paragraphs=()), cable(), 1, "no paragraphs at all is partial"),
    (cable(repairs=(DOUBT,)), cable(), 1, "less damaged over more"),
    (cable(text="wh\ufffdt"), cable(), 1, "unknown characters are damage"),
    (
        cable(paragraphs=(Paragraph("The fcrries were invented."),), released=RELEASED),
        cable(paragraphs=(Paragraph("The ferries were invented; no ferries came."),)),
        1,
        "a word misread is damage, as the other edition shows",
    ),
    (cable(released=LAST[0]), cable(released=LAST[1]), 1, "then the one released last"),
    (cable(released=LAST[1]), cable(released=LAST[0]), 0, "whichever came first"),
    (cable(), cable(), 0, "all the same: the one that came first"),
]


@pytest.mark.parametrize(("first", "second", "shown", "remark"), EDITIONS)
def test_two_editions_one_cable(empty: Archive, first: Cable, second: Cable, shown: int, remark: str) -> None:
    put(empty, first, digest="one")
    assert empty.add([reading(second)], Source("two.html", "two")) == Added(0, 0, 1, further=1)
    view = empty.view("09MEXICO1")
    assert view is not None
    assert view.cable == (first, second)[shown], remark
    assert [each.shown for each in view.editions] == [shown == 0, shown == 1]
    assert empty.overview().total == 1


OTHER_DAY = dt.datetime(2009, 9, 9, tzinfo=dt.UTC)
OTHER_BODY = (Paragraph("Quite another thing was told here about lighthouses and their keepers.", 1, "C"),)
TWINS = [
    ({"subject": "Ferry number 1, of the specimens", "sent": OTHER_DAY, "paragraphs": OTHER_BODY}, 1, "subject agrees"),
    ({"subject": "LIGHTHOUSES", "paragraphs": OTHER_BODY}, 1, "date agrees"),
    ({"subject": "FERRV NUMBFR", "sent": OTHER_DAY}, 1, "neither agrees, the words do: OCR"),
    ({"subject": "LIGHTHOUSES", "sent": OTHER_DAY, "paragraphs": OTHER_BODY}, 2, "nothing agrees: two cables"),
    ({"subject": None, "sent": None, "paragraphs": ()}, 1, "nothing to compare: one cable, both editions kept"),
]


@pytest.mark.parametrize(("changes", "cables", "remark"), TWINS)
def test_two_with_one_number(empty: Archive, changes: dict[str, object], cables: int, remark: str) -> None:
    put(empty, cable(), digest="one")
    put(empty, msgspec.structs.replace(cable(), **changes), digest="two")
    assert empty.overview().total == cables, remark
    assert empty.overview().editions == 2, "nothing is lost"
    view = empty.view("09MEXICO1~2")
    assert (view is not None) == (cables == 2)


def test_without_number_nothing_is_lost(empty: Archive) -> None:
    put(empty, cable(id=None, text="a scrap"), cable(id=None, text="another scrap"), digest="one")
    put(empty, cable(id=None, text="a  scrap"), digest="two")
    keys = list(empty.ids())
    assert len(keys) == 2
    assert all(key.startswith("unnumbered-") for key in keys)
    views = [empty.view(key) for key in keys]
    assert sorted(len(view.editions) for view in views if view) == [1, 2], "white space makes no other cable"


def test_changes_are_one_sequence(empty: Archive) -> None:
    put(empty, cable(1), cable(2), cable(3), digest="one")
    put(empty, cable(2, released=RELEASED), digest="two")
    assert [(each.number, each.id) for each in empty.changes()] == [
        (1, "09MEXICO1"),
        (3, "09MEXICO3"),
        (4, "09MEXICO2"),
    ]
    assert [each.number for each in empty.changes(3)] == [4]
    assert [each.number for each in empty.changes(0, 1)] == [1]
    assert empty.last_change() == 4


def test_an_error_in_a_batch_leaves_nothing_half_done(empty: Archive) -> None:
    put(empty, cable(1))

    def broken() -> object:
        yield reading(cable(2))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        empty.add(broken(), Source("p", "broken"))  # type: ignore[arg-type]
    assert (list(empty.ids()), empty.last_change(), empty.known("broken")) == (["09MEXICO1"], 1, None)


def test_neighbours(empty: Archive) -> None:
    put(empty, cable(1), cable(2), cable(3), cable(2, "LAPAZ"), cable(5, sent=None))
    assert empty.neighbours("09MEXICO2") == ("09MEXICO1", "09MEXICO3")
    assert empty.neighbours("09 mexico 1") == (None, "09MEXICO2")
    assert empty.neighbours("09LAPAZ2") == (None, None)
    assert empty.neighbours("09MEXICO5") == (None, None), "undated: it stands nowhere"
    assert empty.neighbours("09MEXICO99") == (None, None)


def test_cited_by(empty: Archive) -> None:
    ref = Reference("09 MEXICO 1", target="09MEXICO1")
    secret = (*BODY, Paragraph("as told in 09 MEXICO 1", 3, "S", "SECRET"))
    put(empty, cable(1), cable(3, references=(ref,)), cable(2, references=(ref,)))
    put(empty, cable(4, paragraphs=secret, references=(msgspec.structs.replace(ref, paragraph=2),)))
    assert [each.id for each in empty.cited_by("09MEXICO1")] == ["09MEXICO2", "09MEXICO3", "09MEXICO4"]
    low = empty.cited_by("09MEXICO1", Reader("UNCLASSIFIED"))
    assert [(each.id, each.subject) for each in low] == [("09MEXICO2", None), ("09MEXICO3", None)]


def test_overview(empty: Archive) -> None:
    put(empty, cable(1), cable(2), cable(3, "LAPAZ", classification=Classification("SECRET")), cable(4, sent=None))
    seen = empty.overview()
    assert (seen.total, seen.undated, seen.sources, seen.editions) == (4, 1, 1, 4)
    assert [(each.value, each.count) for each in seen.by_year] == [("2009", 3)]
    assert [(each.value, each.label, each.count) for each in seen.by_month] == [
        ("2009-01", "January 2009", 1),
        ("2009-03", "March 2009", 1),
        ("2009-04", "April 2009", 1),
    ]
    assert [(each.value, each.label, each.count) for each in seen.by_origin] == [
        ("MEXICO", "Embassy Mexico", 3),
        ("LAPAZ", "Embassy La Paz", 1),
    ]
    assert [(each.value, each.count) for each in seen.by_level] == [("CONFIDENTIAL", 3), ("SECRET", 1)]
    put(empty, cable(5))
    assert empty.overview().total == 5, "the numbers follow"


def test_several_threads(empty: Archive) -> None:
    put(empty, *(cable(number) for number in range(1, 9)))
    found: list[object] = []
    threads = [
        threading.Thread(target=lambda number=number: found.append(empty.view(f"09MEXICO{number}")))
        for number in range(1, 9)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([each for each in found if each is not None]) == 8


def test_closed(empty: Archive) -> None:
    empty.close()
    empty.close()
    with archive.open(empty.folder) as again:
        assert again.overview().total == 0


def test_huge_numbers(empty: Archive) -> None:
    put(empty, cable(1, paragraphs=(Paragraph("x", 10**30, "C"),)))
    view = empty.view("09MEXICO1")
    assert view is not None
    assert view.anchors == (f"par{10**30}",)


def test_missing_blob_is_told(empty: Archive) -> None:
    put(empty, cable(1))
    with sqlite3.connect(empty.folder / "record.sqlite") as raw:
        raw.execute("UPDATE editions SET body = x'00'")
    raw.close()
    with pytest.raises(ArchiveError, match="damaged at 09MEXICO1"):
        empty.view("09MEXICO1")


@pytest.mark.parametrize("level", ["UNCLASSIFIED", "CONFIDENTIAL", "TOP SECRET"])
def test_views_of_a_list_are_the_views_without_editions_and_likenesses(empty: Archive, level: str) -> None:
    put(empty, cable(1), cable(2, "LAPAZ"), cable(3, id=None, text="SPECIMEN without a number"), cable(2, "LAPAZ"))
    reader, keys = Reader(level), [*empty.ids()]
    found = empty.views([keys[-1], "09LIMA99", *keys[:-1], "ghost \udc80"], reader)
    assert sorted(found) == sorted(keys)
    for key in keys:
        one = empty.view(key, reader)
        assert one is not None
        assert found[key] == msgspec.structs.replace(one, editions=(), alike=())
    assert empty.views([], reader) == {}


def test_nobody_who_signed_names_a_post(tmp_path: Path) -> None:
    """In every list: by the name of the tables, else by the code; never by a signature, also where it stands alone."""
    from reftel.archive import EVERYTHING, releases, sendings
    from reftel.model import Post

    made = archive.open(tmp_path / "X", create=True)
    put(
        made,
        cable(1, origin=Post("DFATQUILLTOWN", "Mr Z. Quill, Acting Specimen")),
        cable(2, origin=Post("MEXICO", "Zebedee Quill")),
        cable(3, origin=Post("MEXICO", "Embassy Mexico")),
    )
    releases.follow(made, lambda *_: releases.Judged("nothing", "unknown"), "specimen")
    names = {"DFATQUILLTOWN": "Australia, Quilltown", "MEXICO": "Embassy Mexico"}
    assert {each.value: each.label for each in made.overview().by_origin} == names
    posts = releases.by_post(made, releases.Asked(), dt.date(2019, 6, 1), EVERYTHING)
    assert {code: name for code, name, _ in posts} == names
    assert {each.post: each.name for each in sendings.senders(made)} == names
    assert {each.post: each.name for each in sendings.counts(made)} == names
