"""What is taken out of an archive is gone, with everything that was made of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.invented import cable, put
from reftel import archive, index, search
from reftel.archive import Archive, Removal, removing
from reftel.model import Paragraph, Reference

SECRET = "quincunxes"
"""A word that stands nowhere else."""


@pytest.fixture
def made(tmp_path: Path) -> Archive:
    made = archive.open(tmp_path / "X", create=True)
    body = (Paragraph(f"The specimen ferry carries {SECRET} to the harbour.", 1, "C"),)
    reference = Reference("09 MEXICO 1", target="09MEXICO1")
    put(made, cable(1, paragraphs=body, aliases=("1234X5",)), cable(2, references=(reference,)), digest="one")
    put(made, cable(2, released=cable(2).sent), cable(3), digest="two")
    search.search(made, "ferry")
    return made


def _files(made: Archive) -> bytes:
    return b"".join(path.read_bytes() for path in made.folder.rglob("*") if path.is_file())


def test_remove(made: Archive) -> None:
    assert search.search(made, SECRET).total == 1
    before = made.last_change()
    removed = removing.remove(made, ["09MEXICO1"])
    assert (removed.cables, removed.editions, removed.kept) == (("09MEXICO1",), 1, 0)
    assert made.changes(before) == (Removal(before + 1, "09MEXICO1"),)
    assert made.view("09MEXICO1") is made.view("1234X5") is None
    assert (made.overview().total, made.overview().editions) == (2, 3)
    assert search.search(made, SECRET).total == 0, "the index follows"
    assert made.ask("PRAGMA foreign_key_check") == []
    index.reindex(made)
    assert search.search(made, "ferry").total == 2
    made.close()
    assert SECRET.encode() not in _files(made), "not in the index either"
    assert b"1234X5" not in _files(made), "overwritten in the record"


def test_removed_does_not_come_back_with_its_file(made: Archive) -> None:
    removing.remove(made, ["09MEXICO2"])
    put(made, cable(1), cable(2), digest="one")
    assert made.view("09MEXICO2") is None, "the same file"
    put(made, cable(2), digest="three")
    assert made.view("09MEXICO2") is not None, "another one brings it anew"
    assert search.search(made, "ferry").total == 3


def test_forget(made: Archive) -> None:
    ((number, path),) = removing.sources_named(made, "/specimens/one.txt")
    removed = removing.forget(made, [number])
    assert (removed.cables, removed.editions, removed.sources, removed.kept) == (("09MEXICO1",), 2, 1, 1)
    view = made.view("09MEXICO2")
    assert view is not None
    assert [each.path for each in view.editions] == ["/specimens/two.txt"]
    assert search.search(made, "ferry").total == 2
    assert made.known("one") is None
    put(made, cable(1), digest="one")
    assert search.search(made, "ferry").total == 3, "read again, it is there again"
    assert path == "/specimens/one.txt"


NAMED = [
    ("/specimens/one.txt", 1, "a file"),
    ("/specimens", 2, "a folder"),
    ("/specimens/", 2, "a folder with a stroke"),
    ("/spec", 0, "no folder"),
    ("/elsewhere", 0, "nothing"),
    ("abcdef0123", 1, "a digest's beginning"),
    ("abc", 0, "too little of one"),
]


@pytest.mark.parametrize(("named", "many", "remark"), NAMED, ids=[each[-1] for each in NAMED])
def test_sources_named(tmp_path: Path, named: str, many: int, remark: str) -> None:
    with archive.open(tmp_path / "Y", create=True) as made:
        put(made, cable(1), digest="one")
        put(made, cable(2), digest="two")
        made._db.execute("UPDATE sources SET digest = ? WHERE number = 1", ("abcdef0123456789" * 4,))
        assert len(removing.sources_named(made, named)) == many


def test_the_edition_shown_goes(made: Archive) -> None:
    ((number, _),) = removing.sources_named(made, "/specimens/two.txt")
    before = made.view("09MEXICO2")
    assert before is not None
    assert before.cable.released is not None
    removing.forget(made, [number])
    after = made.view("09MEXICO2")
    assert after is not None
    assert after.cable.released is None, "the other one is shown now"
