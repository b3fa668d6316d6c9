"""Whatever happens to an ingest: run again, it makes the archive that it would have made."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from archive.invented import cable

from ingest.invented import command, invented, parsed
from reftel import archive, ingest, search
from reftel.archive import ledger
from reftel.ingest import heap as heaps
from reftel.ingest import order, run, work


@pytest.fixture(autouse=True)
def _stand_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "parts", invented)
    monkeypatch.setattr("reftel.reading.parsed", parsed)


def _heap(folder: Path, *, extra: str = "") -> Path:
    """A heap with small files, long ones, and one whose finding of telegrams is shared."""
    heap = folder / "heap"
    heap.mkdir()
    for number in range(1, 10):
        (heap / f"{number:02}.txt").write_text(f"{number}\n{number + 1}\n")
    (heap / "20 long.txt").write_text("".join(f"{number}\n" for number in range(100, 160)))
    (heap / "30 shared.txt").write_text("".join(f"{number}\n" for number in range(150, 250)) + extra)
    (heap / "40.txt").write_text("foreign\n")
    return heap


def _record(folder: Path) -> dict[str, Any]:
    """Everything that the record holds, but for its name and the hour."""
    with sqlite3.connect(folder / "record.sqlite") as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")]
        held = {name: db.execute(f'SELECT * FROM "{name}" ORDER BY 1, 2').fetchall() for name in tables}  # noqa: S608
    db.close()
    held["meta"] = [row for row in held["meta"] if row[0] != "identity"]
    held["sources"] = [(*row[:6], *row[7:]) for row in held["sources"]]
    return held


def _left(folder: Path) -> list[str]:
    """The processes that were started with this folder in their environment and are still there."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):
            found += [path.parent.name] if f"OF={folder}".encode() in path.read_bytes() else []
    return found


def _run(program: list[str]) -> list[str]:
    done = subprocess.run(program, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_many_processes_make_what_one_makes(tmp_path: Path) -> None:
    heap = _heap(tmp_path, extra="other\nunparsable\n")
    last = _run(command(tmp_path))
    assert "178 160 18 1 0 2" in last
    report = ingest.ingest([heap], tmp_path / "Y", workers=1)
    assert (report.read, report.new, report.passed_over) == (178, 160, 2)
    assert _record(tmp_path / "X") == _record(tmp_path / "Y")


def test_killed_at_any_moment(tmp_path: Path) -> None:
    heap = _heap(tmp_path)
    ingest.ingest([heap], tmp_path / "Y", workers=1)
    program = command(tmp_path)
    chance = random.Random(50)  # noqa: S311 - moments, no secrets
    cut = 0
    for _ in range(6):
        with subprocess.Popen(
            program, stdout=subprocess.PIPE, text=True, env={**os.environ, "OF": str(tmp_path)}
        ) as running:
            assert running.stdout is not None
            running.stdout.readline()  # it has begun
            time.sleep(chance.random() * 0.8)
            running.send_signal(signal.SIGKILL)
            cut += running.wait() == -signal.SIGKILL
        if (tmp_path / "X" / "record.sqlite").exists():  # it may be killed before there is one
            with archive.open(tmp_path / "X") as made:
                assert made.ask("PRAGMA integrity_check") == [("ok",)]
                assert made.ask("PRAGMA foreign_key_check") == []
    assert cut, "it was too quick to be killed"
    deadline = time.monotonic() + 20
    while _left(tmp_path) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert _left(tmp_path) == [], "the processes that read end with the one that was killed"
    _run(program)
    assert _record(tmp_path / "X") == _record(tmp_path / "Y")
    with archive.open(tmp_path / "X") as made:
        assert search.search(made, "ferry").total == made.overview().total == 160


def test_goes_on_in_the_middle_of_a_long_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heaps, "LONG", 100)
    monkeypatch.setattr(order, "STRETCH", 4)
    monkeypatch.setattr(run, "_TRANSACTION", 1)
    (tmp_path / "long.txt").write_text("".join(f"{number}\n" for number in range(100, 150)) + "interrupt\n")
    with pytest.raises(KeyboardInterrupt):
        ingest.ingest([tmp_path / "long.txt"], tmp_path / "X", workers=1)
    seen: list[str] = []
    monkeypatch.setattr("reftel.reading.parsed", lambda document: seen.append(document.text) or parsed(document))
    with pytest.raises(KeyboardInterrupt):
        ingest.ingest([tmp_path / "long.txt"], tmp_path / "X", workers=1)
    assert seen == [], "twelve stretches were recorded; in the one that was not, the interrupt comes again"
    with archive.open(tmp_path / "X") as made:
        standing = ledger.of(made, made.ask("SELECT digest FROM sources")[0][0])
        assert standing is not None
        assert (standing.finished, standing.begun, standing.editions) == (False, 48, 48)
        assert made.known(standing.digest or "") is None
        assert [(each.state, each.reason) for each in ledger.unread(made)] == [
            ("reading", "interrupted after 48 telegrams. Run ingest again")
        ]


def test_telegrams_that_kill_their_process(tmp_path: Path) -> None:
    lines = [str(number) for number in range(100, 160)]
    lines[9], lines[30] = "kill", "kill"
    (tmp_path / "heap").mkdir()
    (tmp_path / "heap" / "shared.txt").write_text("\n".join(lines))
    assert "58 58 0 0 0 2" in _run(command(tmp_path))
    with archive.open(tmp_path / "X") as made:
        unread = list(ledger.unread(made))
        assert [(each.place, each.state) for each in unread] == [
            ("#document=10", "passed over"),
            ("#document=31", "passed over"),
        ]
        assert all(each.reason.startswith("the process that read it died") for each in unread)


def test_a_file_that_kills_again_and_again(tmp_path: Path) -> None:
    (tmp_path / "heap").mkdir()
    (tmp_path / "heap" / "long.txt").write_text("\n".join(["1", "2", *["kill"] * 60]))
    (tmp_path / "heap" / "z.txt").write_text("9")
    lines = _run(command(tmp_path))
    assert "3 3 0 0 1 2" in lines
    assert lines[-1].startswith("long.txt the process that read it died")


def test_a_file_that_changes_while_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "growing.txt"
    file.write_text("1\nchanging\n2\n")
    report = ingest.ingest([file], tmp_path / "X")
    assert (report.read, report.unrecognised) == (0, ((str(file), work.CHANGED),))
    assert not (tmp_path / "X").exists()
    file.write_text("1\n2\n")
    assert ingest.ingest([file], tmp_path / "X").new == 2


def test_a_long_file_that_changes_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was taken in of it already goes again: it would be the beginning of one file and the end of another."""
    monkeypatch.setattr(heaps, "LONG", 10)
    monkeypatch.setattr(order, "STRETCH", 4)
    monkeypatch.setattr(run, "_TRANSACTION", 1)
    file = tmp_path / "growing.txt"
    file.write_text("1\n2\n3\n4\n5\n6\nchanging\n7\n8\n9\n")
    (tmp_path / "other.txt").write_text("50\n")
    report = ingest.ingest([file, tmp_path / "other.txt"], tmp_path / "X", workers=1)
    assert [path for path, _ in report.unrecognised] == [str(file)]
    with archive.open(tmp_path / "X") as made:
        assert list(made.ids()) == ["09MEXICO50"]
        assert [each.state for each in ledger.unread(made)] == ["unread"]
    file.write_text("1\n2\n")
    assert ingest.ingest([file], tmp_path / "X").new == 2
    with archive.open(tmp_path / "X") as made:
        assert list(ledger.unread(made)) == []
        assert search.search(made, "ferry").total == 3


def test_what_is_known_is_not_even_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heap = _heap(tmp_path)
    first = ingest.ingest([heap], tmp_path / "X", workers=1)

    def opened(path: Path) -> None:
        raise AssertionError(f"{path} was opened")

    monkeypatch.setattr(heaps, "_digest", opened)
    again = ingest.ingest([heap], tmp_path / "X", workers=1)
    assert (again.read, again.known, again.unrecognised) == (0, first.read, first.unrecognised)


def test_retry_takes_only_what_was_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heap = _heap(tmp_path, extra="other\n")
    ingest.ingest([heap], tmp_path / "X", workers=1)
    wanted = ingest.retry_paths(tmp_path / "X")
    assert [Path(path).name for path in wanted] == ["30 shared.txt", "40.txt"]
    assert ingest.ingest([heap], tmp_path / "X", workers=1).read == 0
    monkeypatch.setattr(work, "parts", lambda path, ocr, passed: invented(str(heap / "01.txt")))
    report = ingest.ingest([heap / "40.txt"], tmp_path / "X", retry=True)
    assert (report.read, report.further, report.unrecognised) == (2, 2, ())
    assert [Path(path).name for path in ingest.retry_paths(tmp_path / "X")] == ["30 shared.txt"]


def test_reread_by_a_better_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """New readings take the place of the old ones; what the new reader does not find goes."""
    file = tmp_path / "a.txt"
    file.write_text("1\n2\n3\n")
    ingest.ingest([file], tmp_path / "X")
    assert ingest.ingest([file], tmp_path / "X", reread=True).read == 0, "by the same reader there is nothing to do"
    monkeypatch.setattr(run, "reader_version", lambda: "better")

    def found(path: str, ocr: bool, passed: object) -> Any:
        return (each for each in invented(path) if each.text != "2")

    monkeypatch.setattr(work, "parts", found)
    monkeypatch.setattr("reftel.reading.parsed", lambda each: cable(int(each.text), subject="LIGHTHOUSES, BETTER READ"))
    assert ingest.ingest([file], tmp_path / "X").read == 0, "not unless it is asked for"
    report = ingest.ingest([file], tmp_path / "X", reread=True)
    assert (report.read, report.new) == (2, 0)
    with archive.open(tmp_path / "X") as made:
        assert list(made.ids()) == ["09MEXICO1", "09MEXICO3"]
        assert made.overview().editions == 2
        assert search.search(made, "lighthouses").total == 2
        assert search.search(made, "ferry number").total == 0
        assert made.ask("PRAGMA foreign_key_check") == []


FULL = """
import resource, signal, sys
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from reftel.cli import run
sys.exit(run(["ingest", sys.argv[1], "--archive", sys.argv[2], "--workers", "1"]))
"""


@pytest.mark.parametrize("limit", [300_000, 450_000, 600_000])
def test_no_room(tmp_path: Path, limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file may grow no further, as on a full disk: it ends in words, and with room it goes on."""
    from reftel import specimen

    for _ in specimen.write(tmp_path / "heap", 150, 5, layouts=["raw"]):
        pass
    program = [sys.executable, "-c", FULL.format(limit=limit), str(tmp_path / "heap"), str(tmp_path / "X")]
    done = subprocess.run(program, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 2, done.stdout + done.stderr
    assert "no room left" in done.stderr
    assert "Traceback" not in done.stderr
    monkeypatch.undo()
    report = ingest.ingest([tmp_path / "heap"], tmp_path / "X")
    assert report.unrecognised == ()
    ingest.ingest([tmp_path / "heap"], tmp_path / "Y")  # never short of room
    with archive.open(tmp_path / "X") as made, archive.open(tmp_path / "Y") as whole:
        assert made.ask("PRAGMA integrity_check") == [("ok",)]
        assert set(made.ids()) == set(whole.ids())
        assert made.overview().total == search.search(made, "").total == whole.overview().total > 140
