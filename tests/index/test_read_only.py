"""An index that one may only read is read, and nobody's index is thrown away for want of a right or of room."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from archive.invented import cable, put

from reftel import archive, index, search
from reftel.archive import Archive
from reftel.index import Everything, IndexBusy, IndexDamaged, IndexRefused, Words
from reftel.index.faults import explained
from reftel.index.tantivy import TantivyEngine

SUBJECT = (("subject.c", 1.0),)


def digest(folder: Path) -> list[tuple[str, bytes]]:
    return sorted((path.name, path.read_bytes()) for path in folder.iterdir())


@pytest.fixture
def owned(tmp_path: Path) -> Archive:
    """As its owner has it: seven cables, all of them in the index."""
    opened = archive.open(tmp_path / "X", create=True)
    put(opened, *(cable(number) for number in range(1, 8)))
    index.catch_up(opened)
    return opened


@pytest.fixture
def forbidden(owned: Archive, monkeypatch: pytest.MonkeyPatch) -> Iterator[Archive]:
    """As somebody else has it (root, whom rights don't bind, may run these tests: the question is faked)."""
    real = os.access
    inside = str(owned.folder)

    def access(path: str | Path, mode: int, **named: bool) -> bool:
        return not (mode & os.W_OK and str(path).startswith(inside)) and real(path, mode, **named)

    monkeypatch.setattr(os, "access", access)
    with archive.open(owned.folder) as seen:
        yield seen


def test_current(forbidden: Archive) -> None:
    before = digest(forbidden.index_folder)
    assert forbidden.read_only
    results = search.search(forbidden, "ferry")
    assert (results.total, results.notes) == (7, ())
    assert digest(forbidden.index_folder) == before, "nothing was written"


def test_follows_what_its_owner_commits(owned: Archive, forbidden: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    assert search.search(forbidden, "ferry").total == 7
    put(owned, cable(8), cable(9))
    stale = search.search(forbidden, "ferry")
    assert stale.total == 7
    assert stale.notes[0].startswith("The archive's newest changes (2) can't be found yet")
    assert index.behind(forbidden) == 2
    with monkeypatch.context() as owner:
        owner.setattr(os, "access", lambda path, mode, **named: True)
        index.catch_up(owned)
    results = search.search(forbidden, "ferry")
    assert (results.total, results.notes, index.behind(forbidden)) == (9, (), 0)


def test_may_not_be_written(forbidden: Archive) -> None:
    engine = index.engine_of(forbidden)
    assert engine.read_only
    with pytest.raises(IndexRefused, match=r"no right to .* the index at .*: ask the archive's owner"):
        engine.add([])


def _none(folder: Path) -> None:
    shutil.rmtree(folder)


def _bad(folder: Path) -> None:
    (folder / "meta.json").write_text("{")


def _foreign(folder: Path) -> None:
    shutil.rmtree(folder)
    engine = TantivyEngine(folder)
    engine.commit("another archive", 3)
    engine.release()


@pytest.mark.parametrize(
    ("damage", "says"),
    [(_none, "there is no index at"), (_bad, "is damaged, and no right to"), (_foreign, "does not fit the record")],
)
def test_unusable(owned: Archive, monkeypatch: pytest.MonkeyPatch, damage: object, says: str) -> None:
    damage(owned.index_folder)  # type: ignore[operator]
    before = digest(owned.index_folder) if owned.index_folder.exists() else None
    monkeypatch.setattr(os, "access", lambda path, mode, **named: not mode & os.W_OK)
    with archive.open(owned.folder) as seen, pytest.raises(IndexRefused, match=says) as caught:
        search.search(seen, "ferry")
    assert "ask the archive's owner" in str(caught.value), "what to do"
    assert (digest(owned.index_folder) if owned.index_folder.exists() else None) == before, "nothing is thrown away"


WITHOUT_RIGHTS = """
import concurrent.futures.thread, os, sys, tempfile
from pathlib import Path
from reftel import archive, search
from reftel.index import tantivy  # everything is loaded before the rights go
if os.geteuid() == 0:
    os.setgroups([])
    os.setresgid(65534, 65534, 65534)
    os.setresuid(65534, 65534, 65534)
with archive.open(Path(sys.argv[1])) as seen:
    print(seen.read_only, search.search(seen, "ferry").total, len(list(seen.ids())))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="rights of another kind")
def test_without_any_right_to_write() -> None:
    folder = Path(tempfile.mkdtemp())  # not pytest's own, which nobody else may enter
    try:
        folder.chmod(0o755)
        with archive.open(folder / "X", create=True) as made:
            put(made, cable(1), cable(2))
            index.catch_up(made)
        for path in [*folder.rglob("*"), folder]:
            path.chmod(path.stat().st_mode & ~0o222)
        before = digest(folder / "X" / "index")
        command = [sys.executable, "-c", WITHOUT_RIGHTS, str(folder / "X")]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert done.stdout.split() == ["True", "2", "2"], done.stderr
        assert digest(folder / "X" / "index") == before
    finally:
        for path in [folder, *folder.rglob("*")]:
            path.chmod(0o700)
        shutil.rmtree(folder)


def test_lists_are_as_readable_as_their_folder(owned: Archive) -> None:
    owned.index_folder.chmod(0o755)
    put(owned, cable(8))
    index.catch_up(owned)
    modes = {(owned.index_folder / name).stat().st_mode & 0o777 for name in ("meta.json", ".managed.json")}
    assert modes == {0o644}


def test_a_file_in_its_place(owned: Archive) -> None:
    shutil.rmtree(owned.index_folder)
    owned.index_folder.write_text("mine")
    with archive.open(owned.folder) as seen, pytest.raises(IndexRefused, match=r"is a file, .*: move that file away"):
        search.search(seen, "ferry")
    assert owned.index_folder.read_text() == "mine"


def test_damaged_while_another_process_writes(owned: Archive) -> None:
    other = TantivyEngine(owned.index_folder)
    other.add([])
    with pytest.raises(IndexBusy, match="written by another process"):
        TantivyEngine.discard(owned.index_folder)
    assert owned.index_folder.exists()
    other.release()
    TantivyEngine.discard(owned.index_folder)
    assert not owned.index_folder.exists()


FAULTS: list[tuple[BaseException, type[Exception], str, str]] = [
    (ValueError("Failed to acquire Lockfile: LockBusy. None"), IndexBusy, "another process", "busy"),
    (
        ValueError('Failed to acquire Lockfile: IoError(Os { code: 13, kind: PermissionDenied, message: "…" }). None'),
        IndexRefused,
        "no right",
        "a lock that may not be set",
    ),
    (ValueError("An IO error occurred: 'Read-only file system (os error 30)'"), IndexRefused, "no right", "EROFS"),
    (ValueError("An IO error occurred: 'No space left on device (os error 28)'"), IndexRefused, "no room", "ENOSPC"),
    (ValueError("… (os error 24)"), IndexRefused, "Too many open files", "any other thing that the system refuses"),
    (PermissionError(13, "Permission denied"), IndexRefused, "no right", "from Python"),
    (FileExistsError(17, "File exists"), IndexRefused, "is a file", "a file in its place"),
    (ValueError('FileDoesNotExist("x.term")'), IndexDamaged, "can't be read", "a file is missing"),
    (ValueError("… (os error 2)"), IndexDamaged, "can't be read", "the same, as the system says it"),
    (ValueError("Schema error"), IndexDamaged, "can't be read", "anything else"),
]


@pytest.mark.parametrize(("fault", "kind", "says", "remark"), FAULTS, ids=[each[-1] for each in FAULTS])
def test_faults(tmp_path: Path, fault: BaseException, kind: type[Exception], says: str, remark: str) -> None:
    with pytest.raises(kind, match=says), explained(tmp_path):
        raise fault


def test_what_is_no_fault_of_the_engine(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), explained(tmp_path):
        raise KeyboardInterrupt


FULL = """
import resource, signal, sys
from reftel import archive, index
held = archive.open(sys.argv[1])
held.ids()
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
try:
    index.catch_up(held)
except index.IndexRefused as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of another kind")
def test_no_room(owned: Archive) -> None:
    put(owned, *(cable(number) for number in range(100, 400)))
    owned.close()
    command = [sys.executable, "-c", FULL, str(owned.folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert "no room left for the index" in done.stdout, done.stderr
    kept = TantivyEngine(owned.index_folder)
    assert kept.count(Words("ferry", SUBJECT)) == kept.count(Everything()) == 7, "what was there is still there"
