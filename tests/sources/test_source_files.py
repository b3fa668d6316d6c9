"""Files and folders: what is walked, in what order, and what is said about those that can't be read."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from reftel import sources
from reftel.errors import SourceError
from reftel.sources import content


def test_walk_is_sorted_and_leaves_out_what_is_hidden(tmp_path):
    for name in ("b/2.txt", "b/1.txt", "a.txt", ".hidden/x.txt", "b/.x", "c/d/e.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    walked = [path.relative_to(tmp_path).as_posix() for path in sources.walk([tmp_path])]
    assert walked == ["a.txt", "b/1.txt", "b/2.txt", "c/d/e.txt"]
    assert list(sources.walk(str(tmp_path))) == list(sources.walk([tmp_path]))
    assert list(sources.walk([tmp_path / "b/.x"])) == [tmp_path / "b/.x"]


def test_walk_follows_links_but_no_loop(tmp_path):
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "a/b/x.txt").touch()
    (tmp_path / "a/b/up").symlink_to(tmp_path / "a")
    (tmp_path / "a/self").symlink_to(tmp_path / "a/self")
    problems: list[tuple[Path, str]] = []
    walked = list(sources.walk([tmp_path], onerror=lambda path, reason: problems.append((path, reason))))
    assert walked == [tmp_path / "a/b/x.txt"]
    assert [path.name for path, _ in problems] == ["self"]
    assert "leads to itself" in problems[0][1]


def test_walk_reports_what_it_cannot_read(tmp_path, monkeypatch):
    for name in ("a", "locked", "z"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.txt").touch()
    (tmp_path / "broken").symlink_to(tmp_path / "gone")
    real = os.scandir

    def scandir(path: Path) -> object:  # rights do not stop a test that runs as root
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    problems: dict[str, str] = {}
    walked = [
        path.parent.name
        for path in sources.walk([tmp_path], onerror=lambda path, reason: problems.update({path.name: reason}))
    ]
    assert walked == ["a", "z"]
    assert "no permission" in problems["locked"]
    assert "no such file" in problems["broken"]
    with pytest.raises(SourceError, match="broken"):
        list(sources.walk([tmp_path]))
    with pytest.raises(SourceError, match=r"locked: no permission.*chmod"):
        sources.walk([tmp_path / "a", tmp_path / "locked"])


def test_a_missing_path_is_said_before_anything_is_read(tmp_path):
    with pytest.raises(SourceError, match="gone: there is no such file or folder"):
        sources.walk([tmp_path, tmp_path / "gone"])


def binary(mark: bytes) -> bytes:
    return mark + bytes(range(256)) * 4


BAD = [
    (b"", "the file is empty"),
    (b" \n\r\n\t", "the file is empty"),
    (b"\xef\xbb\xbf\n", "the file is empty"),
    (binary(b"\x7fELF"), "a program. Leave it out"),
    (binary(b"PK\x03\x04"), "a damaged ZIP archive.*zip -FF"),
    (binary(b"\x1f\x8b\x08"), r"it is damaged \(.*fresh copy"),
    (binary(b"Rar!\x1a\x07"), "a RAR archive. Unpack"),
    (binary(b"SQLite format 3\x00"), "SQLite database.*--archive"),
    (b"{\\rtf1 R 101200Z JAN 08}", "too few marks of a telegram"),
]


@pytest.mark.parametrize(("data", "reason"), BAD, ids=[row[-1] for row in BAD])
def test_bad_files(save, data, reason):
    path = save(data, "bad.txt")
    with pytest.raises(SourceError, match=reason) as caught:
        list(sources.documents(path))
    assert str(caught.value).startswith(f"{path}: ")


def test_missing_folder_and_no_rights(tmp_path, save, monkeypatch):
    with pytest.raises(SourceError, match="no such file"):
        sources.documents(tmp_path / "gone.txt")
    with pytest.raises(SourceError, match="a folder, not a file"):
        sources.documents(tmp_path)
    path = save("R 101200Z JAN 08\nFM AMEMBASSY MEXICO")

    def refuse(*_: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(SourceError, match=r"no permission to read it.*chmod"):
        sources.documents(path)


def test_pipes_are_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(SourceError, match="not a regular file"):
        sources.documents(tmp_path / "pipe")


def test_too_large(save, monkeypatch):
    monkeypatch.setattr(content, "LARGEST", 1 << 20)
    with pytest.raises(SourceError, match=r"too large: more than 1 MB, which is the limit.*Split"):
        list(sources.documents(save(b"x" * (2 << 20))))


def test_an_error_survives_the_way_back_from_a_worker(tmp_path):
    with pytest.raises(sources.Unreadable) as caught:
        sources.documents(tmp_path / "gone.txt")
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301
    assert (str(again), again.place, again.reason) == (str(caught.value), caught.value.place, caught.value.reason)


def test_a_name_that_is_not_utf_8(tmp_path, telegram):
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    path.write_text(telegram)
    (document,) = sources.documents(path)
    assert document.place == f"{tmp_path}/caf\\udce9.txt"
    path.write_text("")
    with pytest.raises(SourceError, match="empty") as caught:
        list(sources.documents(path))
    assert str(caught.value).encode().startswith(bytes(tmp_path))


def test_a_document_keeps_its_path(save, telegram):
    path = save(telegram)
    assert [document.place for document in sources.documents(path)] == [str(path)]
    assert [document.place for document in sources.documents(str(path))] == [str(path)]
