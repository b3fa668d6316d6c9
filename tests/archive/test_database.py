"""Archives that are none, and what is said about them."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.invented import cable, put, reading
from reftel import archive
from reftel.archive import Source, database
from reftel.errors import ArchiveError


def _file(path: Path) -> None:
    path.write_text("no folder")


def _folder(path: Path) -> None:
    path.mkdir()


def _junk(path: Path) -> None:
    path.mkdir()
    (path / "record.sqlite").write_bytes(b"this is no database at all, " * 200)


def _empty(path: Path) -> None:
    path.mkdir()
    (path / "record.sqlite").touch()


def _other(path: Path) -> None:
    path.mkdir()
    connection = sqlite3.connect(path / "record.sqlite")
    connection.execute("CREATE TABLE something (a)")
    connection.close()


def _version(version: int) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        archive.open(path, create=True).close()
        connection = sqlite3.connect(path / "record.sqlite")
        connection.execute(f"PRAGMA user_version = {version}")
        connection.close()

    return make


def _damaged(path: Path) -> None:
    with archive.open(path, create=True) as made:
        put(made, *(cable(number) for number in range(1, 30)))
        made._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    file = path / "record.sqlite"
    file.write_bytes(file.read_bytes()[:9000])


BAD = [
    (lambda path: None, r"no archive at .*: make one with reftel ingest PATH --archive ", "missing"),
    (_file, r"is a file, not an archive", "a file"),
    (_folder, r"is not an archive \(it holds no record.sqlite\)", "a folder of something else"),
    (_junk, r"damaged|not a database", "no database"),
    (_empty, r"database of something else", "an empty file"),
    (_other, r"database of something else", "another program's database"),
    (_version(99), r"made by a newer reftel \(version 99\); this one reads up to 1: update reftel", "newer"),
    (_version(0), r"made by an older reftel \(version 0\)", "older"),
    (_damaged, r"damaged .*: restore record.sqlite from a copy", "cut off"),
]


@pytest.mark.parametrize(("make", "says", "remark"), BAD)
def test_bad_archive(tmp_path: Path, make: Callable[[Path], None], says: str, remark: str) -> None:
    path = tmp_path / "X"
    make(path)
    with pytest.raises(ArchiveError, match=says):
        archive.open(path).overview()
    if path.is_dir():
        assert not any(child.name.startswith(".") for child in path.iterdir()), "nothing is left lying about"


def test_no_rights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.open(tmp_path / "X", create=True).close()
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # root may everything; so the question is faked
    with pytest.raises(ArchiveError, match="no right to read the archive"):
        archive.open(tmp_path / "X")


def test_read_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with archive.open(tmp_path / "X", create=True) as made:
        put(made, cable(1))
    monkeypatch.setattr(os, "access", lambda path, mode: not mode & os.W_OK)
    with archive.open(tmp_path / "X") as seen:
        assert seen.view("09MEXICO1") is not None
        with pytest.raises(ArchiveError, match="no right to write the archive"):
            put(seen, cable(2))


def test_create_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ArchiveError, match="can't make an archive at"):
        archive.open(tmp_path / "file" / "X", create=True)


def test_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_PATIENCE", 0.05)
    with archive.open(tmp_path / "X", create=True) as one, archive.open(tmp_path / "X") as two:
        one._db.execute("BEGIN IMMEDIATE")
        with pytest.raises(ArchiveError, match="in use by another process"):
            put(two, cable(1))
        one._db.execute("ROLLBACK")
        two.add([reading(cable(1))], Source("p", "d"))
        assert one.view("09MEXICO1") is not None


def test_create_twice_is_open(tmp_path: Path) -> None:
    with archive.open(tmp_path / "X", create=True) as made:
        put(made, cable(1))
        identity = made.identity
    with archive.open(tmp_path / "X", create=True) as again:
        assert (again.overview().total, again.identity) == (1, identity)


def test_header(tmp_path: Path) -> None:
    archive.open(tmp_path / "X", create=True).close()
    assert (tmp_path / "X" / "record.sqlite").read_bytes()[68:72] == b"reft"
