"""Archives that are none, and what is said about them."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from importlib import resources
from pathlib import Path

import msgspec
import pytest
import zstandard

from archive.invented import cable, put, reading
from reftel import archive
from reftel.archive import Archive, Source, database, ledger, removing, rows
from reftel.errors import ArchiveError
from reftel.model import Cable


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
    (
        _version(99),
        rf"made by a newer reftel \(version 99\); this one reads up to {archive.VERSION}: update reftel",
        "newer",
    ),
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


@pytest.fixture
def may_only_be_read(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], Archive]:
    """The archive in a folder as somebody opens it who has no right to write there."""
    real = os.access

    def opened(folder: Path) -> Archive:
        with monkeypatch.context() as guest:
            guest.setattr(os, "access", lambda path, mode: not mode & os.W_OK and real(path, mode))
            seen = archive.open(folder)
        assert seen.read_only
        # Opened anew whenever the owner has written; then, too, as a guest.
        monkeypatch.setattr(database, "_rights", lambda folder, file: False)
        return seen

    return opened


def test_read_only_while_its_owner_works(tmp_path: Path, may_only_be_read: Callable[[Path], Archive]) -> None:
    with archive.open(tmp_path / "X", create=True) as owner:
        put(owner, cable(1))
        assert (tmp_path / "X" / "record.sqlite-wal").stat().st_size, "what is new stands in the log"
        with may_only_be_read(tmp_path / "X") as seen:
            assert list(seen.ids()) == ["09MEXICO1"]
            put(owner, cable(2))
            assert list(seen.ids()) == ["09MEXICO1", "09MEXICO2"]


def test_read_only_sees_what_its_owner_adds_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, may_only_be_read: Callable[[Path], Archive]
) -> None:
    owner = archive.open(tmp_path / "X", create=True)
    put(owner, cable(1))
    owner.close()
    assert not list((tmp_path / "X").glob("*-wal"))
    with may_only_be_read(tmp_path / "X") as seen:
        assert seen.overview().total == 1
        with monkeypatch.context() as its_owner:
            its_owner.setattr(database, "_rights", lambda folder, file: True)
            owner = archive.open(tmp_path / "X")
            put(owner, cable(2))
        assert seen.overview().total == 2, "while the log is there"
        owner.close()
        assert seen.overview().total == 2, "and when it is gone again"


def test_read_only_with_a_log_that_nobody_can_read(tmp_path: Path, may_only_be_read: Callable[[Path], Archive]) -> None:
    with archive.open(tmp_path / "X", create=True) as owner:
        put(owner, cable(1))
        (tmp_path / "Y").mkdir()
        for name in ("record.sqlite", "record.sqlite-wal"):
            (tmp_path / "Y" / name).write_bytes((tmp_path / "X" / name).read_bytes())
    with pytest.raises(ArchiveError, match=r"newest changes .* stand in record.sqlite-wal, .*: ask its owner"):
        may_only_be_read(tmp_path / "Y")


def _empty_record(path: Path) -> None:
    archive.open(path, create=True).close()


VACANT = [
    (lambda path: None, True, "nothing there"),
    (_folder, True, "a folder that holds no archive"),
    (_empty_record, False, "an archive"),
    (_junk, False, "something that calls itself one: for `open` to judge"),
]


@pytest.mark.parametrize(("make", "expected", "remark"), VACANT)
def test_vacant(tmp_path: Path, make: Callable[[Path], None], expected: bool, remark: str) -> None:
    make(tmp_path / "X")
    before = sorted(tmp_path.rglob("*"))
    assert archive.vacant(tmp_path / "X") == expected, remark
    assert sorted(tmp_path.rglob("*")) == before, "asking makes nothing"


def test_vacant_where_nothing_can_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    for path in (tmp_path / "file", tmp_path / "file" / "X", tmp_path / "file" / "deep" / "X"):
        with pytest.raises(ArchiveError, match=r"can't make an archive at .*: .*file is a file"):
            archive.vacant(path)
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(ArchiveError, match=r"can't make an archive at .*: no right to write in "):
        archive.vacant(tmp_path / "deep" / "X")


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


def _version_1(folder: Path, *cables: Cable) -> None:
    """A record as version 1 of the schema held these cables: keyed by their ids, bodies packed by themselves."""
    folder.mkdir()
    db = sqlite3.connect(folder / "record.sqlite")
    db.executescript(resources.files("reftel.archive.schema").joinpath("1.sql").read_text("utf-8"))
    db.executemany("INSERT INTO meta VALUES (?, ?)", [("identity", "i"), ("change", str(len(cables))), ("schema", "1")])
    db.execute("INSERT INTO sources VALUES (1, 'digest', '/heap/a.txt', 'raw', 9, '2026-01-01T00:00:00Z')")
    for number, made in enumerate(cables, 1):
        text = zstandard.compress(made.text.encode())
        body = zstandard.compress(msgspec.json.encode(msgspec.structs.replace(made, text="")))
        edition = (number, made.id, 1, f"/heap/a.txt#{number}", "raw", "{}", None, 0, 0, text, body)
        db.execute("INSERT INTO editions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", edition)
        row = (made.id, number, number, *rows.cable_row(made))
        db.execute(f"INSERT INTO cables VALUES ({', '.join('?' * 16)})", row)  # noqa: S608
        for at, each in enumerate(made.paragraphs):
            db.execute(
                "INSERT INTO paragraphs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (made.id, at, f"par{at + 1}", each.number, each.mark, each.level, each.role, each.heading, each.text),
            )
        db.execute("INSERT INTO tags VALUES (?, 0, 'PREL', 'subject', NULL)", (made.id,))
        db.execute("INSERT INTO aliases VALUES (?, ?)", (f"7575MEXICO{number}", made.id))
    db.execute("PRAGMA application_id = 1919247988")
    db.execute("PRAGMA user_version = 1")
    db.commit()
    db.close()


def test_an_older_record_is_brought_up(tmp_path: Path) -> None:
    held = [cable(number, sent=cable(number).sent) for number in (1, 2, 3)]
    _version_1(tmp_path / "X", *held)
    with archive.open(tmp_path / "X") as seen:
        assert seen._one("PRAGMA user_version") == (archive.VERSION,)
        assert seen._one("SELECT value FROM meta WHERE key = 'schema'") == (str(archive.VERSION),)
        assert seen.ask("PRAGMA foreign_key_check") == []
        assert [view.cable for view in map(seen.view, ("09MEXICO1", "7575MEXICO2", "09 MEXICO 3")) if view] == held
        view = seen.view("09MEXICO2")
        assert view is not None
        assert [(each.path, each.place, each.shown) for each in view.editions] == [("/heap/a.txt", "#2", True)]
        found = seen.ask("SELECT anchor, number, mark FROM paragraphs WHERE cable = 2")
        assert found == [("par1", 1, "C"), ("par2", 2, "U")]
        assert seen.known("digest") == 3
        assert [each.id for each in seen.changes()] == ["09MEXICO1", "09MEXICO2", "09MEXICO3"]
        put(seen, cable(2, released=cable(2).sent), cable(4))
        assert seen.overview().total == 4, "old and new bodies side by side"
        assert seen.ask("SELECT DISTINCT packing FROM editions ORDER BY 1") == [(1,), (3,)]


def test_a_step_that_fails_changes_nothing(tmp_path: Path) -> None:
    _version_1(tmp_path / "X", cable(1))
    with closing(sqlite3.connect(tmp_path / "X" / "record.sqlite")) as db:
        db.execute("CREATE TABLE readers (a)")  # the third step meets it
    with pytest.raises(ArchiveError, match="damaged"):
        archive.open(tmp_path / "X")
    connection = sqlite3.connect(tmp_path / "X" / "record.sqlite")
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    connection.close()


def test_an_older_record_that_may_only_be_read(tmp_path: Path, may_only_be_read: Callable[[Path], Archive]) -> None:
    _version_1(tmp_path / "X", cable(1))
    with pytest.raises(
        ArchiveError, match=r"older reftel \(version 1\), and no right to bring it up .*: ask its owner"
    ):
        may_only_be_read(tmp_path / "X")


def test_nothing_that_points_at_a_row_is_looked_for_in_a_whole_table(tmp_path: Path) -> None:
    # A key that is asked for without an index makes each second edition as dear as the archive is large.
    with archive.open(tmp_path / "A", create=True) as made:
        tables = [name for (name,) in made.ask("SELECT name FROM sqlite_master WHERE type = 'table'")]
        pointing = {(name, key) for name in tables for key in _pointing(made, name)}
        scanned = [
            f"{name}.{key}"
            for name, key in sorted(pointing)
            if "SCAN" in made.ask(f'EXPLAIN QUERY PLAN DELETE FROM "{name}" WHERE "{key}" = 1')[0][3]  # noqa: S608
        ]
    assert {("bands", "cable"), ("cables", "edition"), ("references", "cable")} <= pointing
    assert scanned == []


def _pointing(made: Archive, table: str) -> set[str]:
    """Columns that name a row of another table: by a foreign key, or as ``cable``."""
    keys = {row[3] for row in made.ask(f'PRAGMA foreign_key_list("{table}")')}
    return keys | {row[1] for row in made.ask(f'PRAGMA table_info("{table}")') if row[1] == "cable"}


@pytest.mark.parametrize("step", ["new", "known", "second edition", "read again", "removed", "forgotten", "asked"])
def test_no_step_looks_through_a_whole_table(tmp_path: Path, step: str) -> None:
    asked: list[str] = []
    first = Source("/heap/a.txt", "a" * 64, size=9, modified=9)
    second = Source("/heap/b.txt", "b" * 64, size=9, modified=9)
    with archive.open(tmp_path / "A", create=True) as made:
        put(made, cable(1), cable(2))
        made.add([reading(cable(3))], first)
        with made.writing() as db:
            db.set_trace_callback(asked.append)
        match step:
            case "new":
                made.add([reading(cable(4))], second)
            case "known":
                made.add([reading(cable(3))], first)
            case "second edition":
                made.add([reading(cable(3, text="SPECIMEN MEXICO 3, corrected"))], second)
            case "read again":
                ledger.begin_again(made, 2)
                made.add([reading(cable(3))], first)
            case "removed":
                removing.remove(made, ["09MEXICO3"])
            case "forgotten":
                removing.forget(made, [2])
            case "asked":
                assert ledger.of(made, first.digest) == ledger.at(made, first.path, 9, 9) is not None
                assert made.view("09MEXICO3")
                assert made.changes(0)
        with made.writing() as db:
            db.set_trace_callback(None)
        statements = {each for each in asked if each.split(" ")[0] in ("SELECT", "INSERT", "UPDATE", "DELETE")}
        scanned = {
            f"{plan}: {each[:100]}"
            for each in statements
            for *_, plan in made.ask(f"EXPLAIN QUERY PLAN {each}")
            if plan.startswith("SCAN") and not any(small in plan for small in SMALL)
        }
    assert statements
    assert scanned == set()


SMALL = ("json_each", "SCAN meta", "CONSTANT ROW", "SCAN watches", "compartments")
"""What does not grow with the archive."""
