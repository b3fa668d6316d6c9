"""Bad input: the message says what and what to do, the exit status is 2, and nothing is lost."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import socket
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .conftest import Run

WRONG_FILES = [
    ("empty.txt", b"", ["empty.txt"], "an empty file"),
    ("blank.txt", b" \n\n\t\n", ["blank.txt"], "nothing but blanks"),
    ("photo.txt", bytes(range(256)) * 40, ["photo.txt"], "a binary, whatever it is called"),
    ("photo.png", b"\x89PNG\r\n\x1a\n" + bytes(200), ["photo.png"], "a picture"),
    ("news.html", b"<!DOCTYPE html><html><body><h1>Weather</h1><p>Rain.</p></body></html>", ["news.html"],
     "a page of something else"),
    ("letter.txt", b"Dear aunt,\n\nthe anchovies arrived.\n", ["letter.txt"], "a text of something else"),
    ("broken.pdf", b"%PDF-1.4\n1 0 obj\n<< /Type /Cat", ["broken.pdf"], "a truncated PDF"),
]  # fmt: skip
IDS = [each[-1] for each in WRONG_FILES]


def says(err: str, *words: str) -> None:
    """One message for people: the words are in it, and it is more than the words."""
    assert "Traceback" not in err
    for each in words:
        assert each in err
    assert len(err.split()) >= 8, "says what to do, too"


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize(("name", "data", "said", "remark"), WRONG_FILES, ids=IDS)
def test_parse(run: Run, tmp_path: Path, name: str, data: bytes, said: list[str], remark: str) -> None:
    (tmp_path / name).write_bytes(data)
    outcome = run("parse", name)
    assert (outcome.status, outcome.out) == (2, ""), remark
    says(outcome.err, "reftel: ", *said)


@pytest.mark.parametrize(("name", "data", "said", "remark"), WRONG_FILES, ids=IDS)
def test_ingest(run: Run, tmp_path: Path, name: str, data: bytes, said: list[str], remark: str) -> None:
    (tmp_path / name).write_bytes(data)
    outcome = run("ingest", name, "--archive", "a")
    assert outcome.status == 2, remark
    says(outcome.err, "not recognised", "reftel parse FILE", "no archive was made", *said)
    assert not (tmp_path / "a").exists()


def test_nothing_is_lost_by_a_run_that_reads_nothing(run: Run, cable: Path, tmp_path: Path) -> None:
    assert run("ingest", cable, "--archive", "a").status == 0
    (tmp_path / "empty.txt").touch()
    outcome = run("ingest", "empty.txt", "--archive", "a")
    assert (outcome.status, outcome.out) == (2, "")
    says(outcome.err, "the archive a is as it was")
    assert run("ingest", "nowhere", "--archive", "a").status == 2
    assert "marmalade" in run("show", "09LIMA417", "--archive", "a").out


@pytest.mark.parametrize(
    ("arguments", "said", "remark"),
    [
        (["parse", "nowhere.txt"], ["nowhere.txt"], "no such file"),
        (["ingest", "nowhere", "--archive", "a"], ["nowhere"], "no such folder"),
        (["parse", "."], ["a folder", "reftel ingest"], "a folder where a file should be"),
        (["search", "x", "--archive", "nowhere"], ["nowhere", "reftel ingest"], "no archive: search"),
        (["show", "09LIMA1", "--archive", "nowhere"], ["nowhere", "reftel ingest"], "no archive: show"),
        (["serve", "--archive", "nowhere", "--port", "0"], ["nowhere", "reftel ingest"], "no archive: serve"),
        (["search", "x"], ["archive", "reftel ingest"], "no archive in the usual place"),
    ],
)
def test_missing_places(run: Run, tmp_path: Path, arguments: list[str], said: list[str], remark: str) -> None:
    outcome = run(*arguments)
    assert (outcome.status, outcome.out) == (2, ""), remark
    says(outcome.err, *said)
    assert not (tmp_path / "nowhere").exists(), "asking makes nothing"


def test_an_empty_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bare").mkdir()
    outcome = run("ingest", "bare", "--archive", "a")
    assert outcome.status == 2
    says(outcome.err, "no file was found")


@pytest.fixture
def forbidden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder (and the file in it) without rights; for root, whom rights don't bind, the system calls refuse."""
    folder = tmp_path / "forbidden"
    folder.mkdir()
    (folder / "cable.txt").write_text("x", encoding="utf-8")
    real: dict[str, Any] = {"scandir": os.scandir, "listdir": os.listdir, "open": os.open}

    def refusing(name: str) -> Any:
        def call(path: Any = ".", *arguments: Any, **options: Any) -> Any:
            if not isinstance(path, int) and str(folder) in str(Path(os.fsdecode(path)).absolute()):
                raise PermissionError(13, "Permission denied", os.fsdecode(path))
            return real[name](path, *arguments, **options)

        return call

    for name in real:
        monkeypatch.setattr(os, name, refusing(name))
    builtin_open = io.open

    def opening(file: Any, *arguments: Any, **options: Any) -> Any:
        if not isinstance(file, int) and str(folder) in str(Path(os.fsdecode(file)).absolute()):
            raise PermissionError(13, "Permission denied", os.fsdecode(file))
        return builtin_open(file, *arguments, **options)

    monkeypatch.setattr(io, "open", opening)
    monkeypatch.setattr("builtins.open", opening)
    folder.chmod(0)
    yield folder
    folder.chmod(0o700)


def test_a_folder_without_rights(run: Run, forbidden: Path) -> None:
    outcome = run("ingest", "forbidden", "--archive", "a")
    assert outcome.status == 2
    says(outcome.err, "forbidden")
    assert "permission" in outcome.err.lower() or "right" in outcome.err.lower()


def test_missing_and_forbidden_beside_a_cable(run: Run, forbidden: Path, cable: Path) -> None:
    """What is named and not there, or not to be read, is told with the reason, and the others are read."""
    outcome = run("ingest", "missing.txt", cable, "forbidden", "--archive", "a")
    assert outcome.status == 0
    assert "read 1 · new 1 · known 0 · not recognised 2" in outcome.out
    says(outcome.err, "missing.txt", "there is no such file or folder", "forbidden", "no permission to read it")


@pytest.mark.parametrize("arguments", [["search", "x"], ["show", "09LIMA1"], ["serve", "--port", "0"], ["ingest"]])
def test_an_archive_without_rights(
    run: Run, cable: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    assert run("ingest", cable, "--archive", "a").status == 0
    monkeypatch.setattr(os, "access", lambda path, mode, **named: Path(path).name != "a")
    arguments = [*arguments, str(cable)] if arguments == ["ingest"] else arguments
    outcome = run(*arguments, "--archive", "a")
    assert (outcome.status, outcome.out) == (2, "")
    says(outcome.err, "reftel: no right to read the archive at a", "ask its owner")


def test_a_file_where_the_index_should_be(run: Run, cable: Path, tmp_path: Path) -> None:
    assert run("ingest", cable, "--archive", "a").status == 0
    shutil.rmtree(tmp_path / "a/index")
    (tmp_path / "a/index").touch()
    outcome = run("search", "marmalade", "--archive", "a")
    assert (outcome.status, outcome.out) == (2, "")
    says(outcome.err, "reftel: a/index is a file", "move that file away")
    assert "Errno" not in outcome.err


def test_a_file_without_rights(run: Run, forbidden: Path) -> None:
    outcome = run("parse", forbidden / "cable.txt")
    assert (outcome.status, outcome.out) == (2, "")
    says(outcome.err, "cable.txt")
    assert "permission" in outcome.err.lower() or "right" in outcome.err.lower()


def test_a_folder_without_rights_beside_a_cable(
    run: Run, forbidden: Path, cable: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Below a named folder, what may not be read is named, and the run goes on."""
    outcome = run("ingest", cable.parent, "--archive", tmp_path_factory.mktemp("shelf") / "a")
    assert outcome.status == 0
    assert "read 1" in outcome.out
    says(outcome.err, "forbidden")


@pytest.fixture
def of_another_version(run: Run, cable: Path, tmp_path: Path) -> Path:
    assert run("ingest", cable, "--archive", "a").status == 0
    with sqlite3.connect(tmp_path / "a/record.sqlite") as db:
        (version,) = db.execute("PRAGMA user_version").fetchone()
        db.execute(f"PRAGMA user_version = {version + 1}")
    db.close()
    return tmp_path / "a"


@pytest.mark.parametrize(
    "arguments",
    [["search", "marmalade"], ["show", "09LIMA417"], ["ingest", "lighthouse.txt"], ["serve", "--port", "0"]],
    ids=lambda arguments: arguments[0],
)
def test_an_archive_of_a_newer_version(run: Run, of_another_version: Path, arguments: list[str]) -> None:
    record = of_another_version / "record.sqlite"
    before = digests(of_another_version)[record.name]
    outcome = run(*arguments, "--archive", of_another_version)
    assert (outcome.status, outcome.out) == (2, "")
    says(outcome.err, "newer", "update reftel")
    assert digests(of_another_version)[record.name] == before, "nothing lost"


@pytest.mark.parametrize(
    ("data", "remark"),
    [
        (b"", "an empty record"),
        (b"not a database at all\n" * 50, "a text"),
        (b"SQLite format 3\0" + bytes(50), "cut off"),
    ],
)
def test_a_damaged_archive(run: Run, tmp_path: Path, data: bytes, remark: str) -> None:
    (tmp_path / "a").mkdir()
    record = tmp_path / "a/record.sqlite"
    record.write_bytes(data)
    outcome = run("search", "x", "--archive", "a")
    assert (outcome.status, outcome.out) == (2, ""), remark
    says(outcome.err, "a")
    assert record.read_bytes() == data, "left as it was, for whoever can mend it"


def test_a_folder_that_is_no_archive(run: Run, cable: Path, tmp_path: Path) -> None:
    outcome = run("search", "x", "--archive", tmp_path)
    assert outcome.status == 2
    says(outcome.err, str(tmp_path))


def test_an_archive_where_a_file_is(run: Run, cable: Path) -> None:
    before = cable.read_bytes()
    for arguments in (["search", "x"], ["ingest", cable]):
        outcome = run(*arguments, "--archive", cable)
        assert outcome.status == 2
        says(outcome.err, cable.name)
    assert cable.read_bytes() == before


def test_a_port_that_is_taken(run: Run, archive: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        outcome = run("serve", "--archive", archive, "--port", port)
    assert outcome.status == 2
    says(outcome.err, str(port), "--port")


def test_specimens_where_a_file_is(run: Run, cable: Path) -> None:
    outcome = run("specimen", cable / "below", "--count", 1)
    assert outcome.status == 2
    says(outcome.err, "lighthouse.txt")


@pytest.mark.parametrize(("data", "remark"), [(b"", "nothing"), (b"\n \n", "blanks"), (b"\0\1\2", "a binary")])
def test_stdin(run: Run, monkeypatch: pytest.MonkeyPatch, data: bytes, remark: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    outcome = run("parse", "-")
    assert (outcome.status, outcome.out) == (2, ""), remark
    says(outcome.err, "stdin")


def test_what_is_piped_to_ingest_is_refused_with_what_to_do(run: Run) -> None:
    outcome = run("ingest", "-", "--archive", "a")
    assert (outcome.status, outcome.out) == (2, "")
    says(outcome.err, "save what is piped to it", "reftel parse -")


@pytest.mark.parametrize(
    "words", [("ingest", ""), ("ingest", "a.txt", ""), ("ingest", "a.txt", "--archive", ""), ("find", "1", "-a", "")]
)
def test_an_empty_path_is_not_the_current_folder(run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "a.txt").write_text("FM AMEMBASSY LIMA\nTAGS: PREL\n")
    before = digests(tmp_path)
    outcome = run(*words)
    assert (outcome.status, outcome.out) == (2, "")
    says(outcome.err, '"" names no file or folder', "write a dot")
    assert digests(tmp_path) == before, "no archive was made"
