"""Files into an archive: counted, reported, repeated, interrupted."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.invented import command, invented, parsed
from reftel import archive, ingest, search, specimen
from reftel.archive import ledger
from reftel.errors import ArchiveError
from reftel.index.tantivy import TantivyEngine
from reftel.ingest import READING, Progress, run, team, work
from reftel.ingest import heap as heaps


@pytest.fixture
def heap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(work, "parts", invented)
    monkeypatch.setattr("reftel.reading.parsed", parsed)
    folder = tmp_path / "heap"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.txt").write_text("1\n2\n")
    (folder / "b.txt").write_text("foreign\n")
    (folder / "c.txt").write_text("defect\n")
    (folder / "d.txt").write_text("nothing\n")
    (folder / "deep" / "e.txt").write_text("3\n")
    (folder / "deep" / "f.txt").write_text("2\n")
    return folder


def numbers(report: ingest.Report) -> tuple[int, int, int, int]:
    return report.read, report.new, report.known, len(report.unrecognised)


def test_first_and_second_run(heap: Path, tmp_path: Path) -> None:
    first = ingest.ingest([heap], tmp_path / "X")
    assert (*numbers(first), first.further) == (4, 3, 0, 3, 1), "a cable that came twice is a further edition"
    assert [(Path(path).name, reason) for path, reason in first.unrecognised] == [
        ("b.txt", "a page of something else. Give a telegram"),
        ("c.txt", "reftel failed on it (RuntimeError: a defect of ours). Please report it"),
        ("d.txt", "there is no telegram in it"),
    ]
    with archive.open(tmp_path / "X") as made:
        change = made.last_change()
        assert search.search(made, "ferry").total == 3
        assert numbers(ingest.ingest([heap], tmp_path / "X")) == (0, 0, 4, 3), "what was no cable is tried again"
        assert made.last_change() == change, "nothing was added"


def test_more_files_later(heap: Path, tmp_path: Path) -> None:
    ingest.ingest([heap], tmp_path / "X")
    (heap / "g.txt").write_text("7\n8\n")
    (heap / "copy.txt").write_bytes((heap / "a.txt").read_bytes())
    assert numbers(ingest.ingest([heap / "g.txt", heap / "copy.txt"], tmp_path / "X")) == (2, 2, 2, 0)


def test_the_same_bytes_twice_in_one_run(heap: Path, tmp_path: Path) -> None:
    (heap / "copy.txt").write_bytes((heap / "a.txt").read_bytes())
    assert numbers(ingest.ingest([heap / "a.txt", heap / "copy.txt"], tmp_path / "X")) == (2, 2, 2, 0)


def test_progress(heap: Path, tmp_path: Path) -> None:
    seen: list[Progress] = []
    ingest.ingest([heap], tmp_path / "X", progress=seen.append)
    assert (seen[0].what, seen[0].files, seen[0].of_files, seen[0].done) == (READING, 0, 6, 0)
    read = [each for each in seen if each.what == READING][-1]
    assert (read.files, read.cables, read.done) == (6, 4, read.total)
    assert [many for _, many in read.unread] == [1, 1, 1]
    assert (seen[-1].what, seen[-1].done) == (ingest.INDEXING, seen[-1].total)


def test_archive_within_the_heap_is_not_read(heap: Path) -> None:
    ingest.ingest([heap], heap / "X")
    again = ingest.ingest([heap], heap / "X")
    assert not [path for path, _ in again.unrecognised if f"{os.sep}X{os.sep}" in path]


def test_a_missing_path_does_not_stop_the_others(heap: Path, tmp_path: Path) -> None:
    report = ingest.ingest([heap / "a.txt", tmp_path / "nowhere", heap / "deep"], tmp_path / "X")
    assert (report.read, report.new) == (4, 3)
    assert report.unrecognised == (
        (str(tmp_path / "nowhere"), "there is no such file or folder. Check the spelling of the path"),
    )


def test_a_folder_within_another_is_read_once(heap: Path, tmp_path: Path) -> None:
    assert numbers(ingest.ingest([heap, heap / "deep"], tmp_path / "X"))[:3] == (4, 3, 0)


@pytest.mark.parametrize(
    ("names", "unrecognised", "remark"),
    [
        (["nowhere"], 1, "missing"),
        (["b.txt", "c.txt", "d.txt"], 3, "nothing that is a cable"),
        (["bare"], 0, "an empty folder"),
        ([], 0, "nothing asked"),
    ],
)
def test_nothing_read_makes_no_archive(
    heap: Path, tmp_path: Path, names: list[str], unrecognised: int, remark: str
) -> None:
    (heap / "bare").mkdir()
    report = ingest.ingest([heap / name for name in names], tmp_path / "deep" / "X")
    assert numbers(report) == (0, 0, 0, unrecognised), remark
    assert not (tmp_path / "deep").exists()


def test_an_archive_that_may_only_be_read(heap: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ingest.ingest([heap / "a.txt"], tmp_path / "X")
    monkeypatch.setattr(os, "access", lambda path, mode, **named: not mode & os.W_OK)
    assert numbers(ingest.ingest([heap / "a.txt"], tmp_path / "X")) == (0, 0, 2, 0), "nothing has to be written"
    seen: list[Progress] = []
    with pytest.raises(ArchiveError, match="no right to write the archive"):
        ingest.ingest([heap], tmp_path / "X", progress=seen.append)
    assert seen == [], "said before anything is read"


def test_another_ingest_writes_the_index(heap: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ingest.ingest([heap / "a.txt"], tmp_path / "X")
    monkeypatch.setattr(run, "_PATIENCE", 0.05)
    other = TantivyEngine(tmp_path / "X" / "index")
    other.add([])
    seen: list[Progress] = []
    report = ingest.ingest([heap / "deep"], tmp_path / "X", progress=seen.append)
    assert (*numbers(report), report.further) == (2, 1, 0, 0, 1)
    assert report.notes[0].startswith("another process writes the index and goes on")
    assert ingest.WAITING in [each.what for each in seen]
    other.release()
    with archive.open(tmp_path / "X") as made:
        assert search.search(made, "ferry").total == 3, "nothing is left out"


def test_waits_for_another_ingest(heap: Path, tmp_path: Path) -> None:
    ingest.ingest([heap / "a.txt"], tmp_path / "X")
    other = TantivyEngine(tmp_path / "X" / "index")
    other.add([])

    def progress(state: Progress) -> None:
        if state.what == ingest.WAITING:
            threading.Timer(0.05, other.release).start()

    report = ingest.ingest([heap / "deep"], tmp_path / "X", progress=progress)
    assert (report.new, report.notes) == (1, ())


def test_unusable_archive(heap: Path, tmp_path: Path) -> None:
    (tmp_path / "X").write_text("a file")
    with pytest.raises(ArchiveError, match="can't make an archive"):
        ingest.ingest([heap], tmp_path / "X")


def test_file_without_rights(heap: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Path.open

    def refusing(path: Path, *args: object, **named: object) -> object:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return opened(path, *args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "open", refusing)
    report = ingest.ingest([heap], tmp_path / "X")
    assert [reason for path, reason in report.unrecognised if path.endswith("a.txt")] == [
        "it can't be opened (Permission denied). Check its rights"
    ]
    assert report.new == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name are of POSIX")
def test_what_can_not_be_opened_is_in_the_ledger_until_it_can(heap: Path, tmp_path: Path) -> None:
    os.mkfifo(heap / "pipe.txt")
    (heap / "link.txt").symlink_to("nowhere")
    report = ingest.ingest([heap, tmp_path / "misspelt"], tmp_path / "X")
    reasons = {Path(path).name: reason for path, reason in report.unrecognised}
    assert reasons["pipe.txt"].startswith("not a regular file (a device, pipe or socket)")
    assert reasons["link.txt"].startswith("there is no such file or folder")
    retried = ingest.retry_paths(tmp_path / "X")
    assert {str(heap / "pipe.txt"), str(heap / "link.txt")} <= set(retried)
    assert str(tmp_path / "misspelt") not in retried, "a path that never was is no file of the heap"
    (heap / "pipe.txt").unlink()
    (heap / "pipe.txt").write_bytes((heap / "a.txt").read_bytes())
    (heap / "link.txt").unlink()
    (heap / "link.txt").write_text("77\n")
    again = ingest.ingest(retried, tmp_path / "X", retry=True)
    assert again.new == 1
    assert not {str(heap / "pipe.txt"), str(heap / "link.txt")} & set(ingest.retry_paths(tmp_path / "X"))


def test_of_two_copies_that_are_not_read_each_is_told(heap: Path, tmp_path: Path) -> None:
    copies = [heap / name for name in ("m.txt", "n.txt", "o.txt")]
    for each in copies:
        each.write_text("foreign\n2\n")

    def unread() -> set[str]:
        with archive.open(tmp_path / "X") as held:
            return {Path(each.path).name for each in ledger.unread(held)} - {"b.txt", "c.txt", "d.txt"}

    ingest.ingest([heap], tmp_path / "X")
    assert unread() == {"m.txt", "n.txt", "o.txt"}
    again = ingest.ingest([heap], tmp_path / "X")
    assert numbers(again) == (0, 0, 4, 6)
    copies[2].rename(heap / "moved.txt")
    (heap / "later.txt").write_text("foreign\n2\n")
    copies[1].write_text("88\n")
    assert ingest.ingest([heap], tmp_path / "X").new == 1
    assert unread() == {"m.txt", "moved.txt", "later.txt"}


def test_copies_that_can_be_read_at_last_are_struck_out(heap: Path, tmp_path: Path) -> None:
    for name in ("m.txt", "n.txt"):
        (heap / name).write_text("defect\n99\n")
    ingest.ingest([heap], tmp_path / "X")
    for name in ("m.txt", "n.txt"):
        (heap / name).write_text("99\n")
    again = ingest.ingest(ingest.retry_paths(tmp_path / "X"), tmp_path / "X", retry=True)
    assert again.new == 1
    assert not {str(heap / "m.txt"), str(heap / "n.txt")} & set(ingest.retry_paths(tmp_path / "X"))


def test_interrupted_goes_on_later(heap: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heaps, "_TOGETHER", 1)
    monkeypatch.setattr(run, "_TRANSACTION", 1)
    (heap / "c.txt").write_text("interrupt\n")
    with pytest.raises(KeyboardInterrupt):
        ingest.ingest([heap], tmp_path / "X")
    with archive.open(tmp_path / "X") as made:
        assert made.overview().total == 2
        assert search.search(made, "ferry").total == 2, "the index catches up when it is asked"
    (heap / "c.txt").write_text("9\n")
    assert ingest.ingest([heap], tmp_path / "X").new == 2


def test_a_file_that_kills_its_process(tmp_path: Path) -> None:
    heap = tmp_path / "heap"
    heap.mkdir()
    for number in range(1, 12):
        (heap / f"{number:02}.txt").write_text(f"{number}\n")
    (heap / "05x.txt").write_text("kill\n")
    done = subprocess.run(command(tmp_path), capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[-2] == "11 11 0 1 0 0"
    assert lines[-1].startswith("05x.txt the process that read it died")


ALONE = """
import sys
from reftel import ingest
from reftel.ingest import run
run._FEW = 2
report = ingest.ingest([sys.argv[1]], sys.argv[2], workers=2)
print(report.read, report.new, len(report.unrecognised), len(report.notes), *report.notes)
"""


@pytest.mark.parametrize(
    ("from_stdin", "says"), [(True, "can't load the program"), (False, 'if __name__ == "__main__":')]
)
def test_no_other_processes(tmp_path: Path, from_stdin: bool, says: str) -> None:
    """A program that no worker can load: the files are read all the same, by this process, and it is said once."""
    for _ in specimen.write(tmp_path / "heap", 5, 1):
        pass
    (tmp_path / "script.py").write_text(ALONE)
    program = [sys.executable, "-" if from_stdin else str(tmp_path / "script.py")]
    done = subprocess.run(
        [*program, str(tmp_path / "heap"), str(tmp_path / "X")],
        input=ALONE if from_stdin else None,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout.startswith("5 5 0 1 no other processes could be started"), done.stderr
    assert says in done.stdout
    assert done.stderr == ""


def test_a_pool_that_the_system_refuses(heap: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> None:
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(team, "_pool", refused)
    monkeypatch.setattr(run, "_FEW", 0)
    report = ingest.ingest([heap], tmp_path / "X", workers=2)
    assert numbers(report) == (4, 3, 0, 3)
    assert len(report.notes) == 1
    assert "Resource temporarily unavailable" in report.notes[0]


@pytest.fixture
def _interruptible() -> Iterator[None]:
    """Whoever starts the tests in the background has interrupts ignored, and all that they start inherit it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_interruptible")
def test_an_interrupt_waits_while_processes_start() -> None:
    asked = "import signal; print(signal.SIGINT in signal.pthread_sigmask(0, []))"
    done: list[str] = []

    def start() -> None:
        with team.uninterrupted():
            os.kill(os.getpid(), signal.SIGINT)
            done.append(
                subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout
            )

    with pytest.raises(KeyboardInterrupt):
        start()
    assert done == ["True\n"], "carried out to its end; what is started in it is not interrupted as it starts"
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_ctrl_c_leaves_a_consistent_archive(tmp_path: Path) -> None:
    heap = tmp_path / "heap"
    heap.mkdir()
    for number in range(1, 9):
        (heap / f"{number:02}.txt").write_text(f"{number}\n")
    (heap / "99.txt").write_text("slow\n")
    with subprocess.Popen(command(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        for line in running.stdout:
            if line.split() == ["reading", "8", "8"]:
                break
        time.sleep(0.1)
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=30)
    assert running.returncode != 0
    with archive.open(tmp_path / "X") as made:
        assert made.overview().total == search.search(made, "ferry").total == 8


SHARED = Path(__file__).parents[3] / "shared" / "data"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real documents (../shared/data) are not here")
def test_real_documents(tmp_path: Path) -> None:
    folders = [SHARED / "seeds", SHARED / "cablegate-html-2011"]
    first = ingest.ingest(folders, tmp_path / "X")
    assert (first.read, first.new, first.unrecognised) == (7, 7, ())
    assert numbers(ingest.ingest(folders, tmp_path / "X")) == (0, 0, 7, 0)
    with archive.open(tmp_path / "X") as made:
        results = search.search(made, "cartel tag:SNAR origin:mexico")
        assert {"09MEXICO2134", "09MEXICO283"} == {hit.id for hit in results.hits}
        assert search.search(made, "09 mexico 2134").jump == "09MEXICO2134"


def test_what_was_read_in_part_is_told_apart_from_what_was_not(tmp_path: Path) -> None:
    telegram = "R 10120{n}Z JAN 08\nFM AMEMBASSY MEXICO\nTO SECSTATE WASHDC\nUNCLAS MEXICO 00004{n}\n\n1. (U) A fair.\n"
    lines = [json.dumps({"id": f"08MEXICO4{n}", "body": telegram.format(n=n)}) for n in (1, 2)]
    (tmp_path / "cables.jsonl").write_text("\n".join((*lines, "garbage")))
    (tmp_path / "other.txt").write_text("Of kites.\n")
    for known in (0, 2):  # the second run knows both
        report = ingest.ingest([tmp_path / "cables.jsonl", tmp_path / "other.txt"], tmp_path / "X")
        assert (report.read, report.known) == (2 - known, known)
        assert [(Path(path).name, telegrams) for path, telegrams, _ in report.partly] == [("cables.jsonl", 2)]
        assert [Path(path).name for path, _ in report.unrecognised] == ["other.txt"]
    assert "line 3: no JSON object: garbage" in report.partly[0][2]
