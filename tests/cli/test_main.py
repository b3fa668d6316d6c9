"""What goes wrong ends as one message and an exit status, never as a traceback."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import NoReturn

import pytest

from reftel.cli import app as cli_app
from reftel.errors import ArchiveError, QueryError, ReftelError, SourceError

from .conftest import Run

FAULTS = [
    (SourceError("a.txt: empty. Do this"), 2, ["reftel: a.txt: empty. Do this"], "ours: as it is"),
    (ArchiveError("no archive \x1b[31mhere"), 2, ["no archive ␛[31mhere"], "a message may quote a file"),
    (QueryError("no such"), 2, ["reftel: no such"], "another of ours"),
    (ReftelError("port taken"), 2, ["reftel: port taken"], "the base itself"),
    (PermissionError(errno.EACCES, "Permission denied", "/x/y"), 2, ["/x/y: Permission denied", "Check"], "a place"),
    (OSError(errno.ENOSPC, "No space left on device", "/x"), 2, ["/x: No space left", "has room"], "a full disk"),
    (KeyboardInterrupt(), 130, [], "Ctrl-C"),
    (ValueError("bad\nthing"), 70, ["sorry", "ValueError: bad thing", "REFTEL_DEBUG=1", "report"], "our own fault"),
    (AssertionError(), 70, ["(AssertionError)"], "a fault without words"),
    (OSError("odd"), 70, ["OSError: odd"], "an OSError without a place is our fault as well"),
]


@pytest.mark.parametrize(("fault", "status", "said", "remark"), FAULTS, ids=[each[-1] for each in FAULTS])
def test_endings(
    run: Run, monkeypatch: pytest.MonkeyPatch, fault: BaseException, status: int, said: list[str], remark: str
) -> None:
    def fail(**_: object) -> NoReturn:
        raise fault

    monkeypatch.setattr(cli_app, "app", fail)
    outcome = run("parse", "x")
    assert outcome.status == status, remark
    assert outcome.out == ""
    assert "Traceback" not in outcome.err
    for words in said:
        assert words in outcome.err
    assert outcome.err.count("\n") == (1 if said else 0), "one message, one line"


def test_debug_shows_the_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> NoReturn:
        raise ValueError("bad")

    monkeypatch.setattr(cli_app, "app", fail)
    monkeypatch.setenv("REFTEL_DEBUG", "1")
    assert "Traceback" in run("parse", "x").err


@pytest.mark.parametrize(
    ("arguments", "status", "said", "remark"),
    [
        (["--version"], 0, f"reftel {metadata.version('reftel')}", "the version"),
        (["--help"], 0, "ingest", "the commands"),
        (["parse", "--help"], 0, "reftel parse 09MEXICO2134.txt", "the example in the help"),
        (["frobnicate"], 2, "frobnicate", "no such command"),
        (["search"], 2, "QUERY", "an argument is missing"),
        (["search", "x", "--sort", "loudest"], 2, "loudest", "no such order"),
        (["search", "x", "--page", "0"], 2, "--page", "pages start at 1"),
        (["serve", "--port", "70000"], 2, "--port", "no such port"),
        (["show", "09LIMA1", "--json", "--text"], 2, "--text", "two different things"),
    ],
)
def test_usage(run: Run, arguments: list[str], status: int, said: str, remark: str) -> None:
    outcome = run(*arguments)
    assert outcome.status == status, remark
    assert said in (outcome.err if status else outcome.out)
    assert "Traceback" not in outcome.err


@pytest.mark.parametrize(
    ("command", "usage"),
    [
        ("ingest", "reftel ingest [OPTIONS] PATH..."),
        ("show", "reftel show [OPTIONS] ID"),
        ("search", "reftel search [OPTIONS] QUERY"),
        ("parse", "reftel parse [OPTIONS] FILE"),
        ("serve", "reftel serve [OPTIONS]"),
    ],
)
def test_usage_is_as_documented(run: Run, command: str, usage: str) -> None:
    assert run(command, "--help").out.splitlines()[0] == f"Usage: {usage}"


def test_as_a_process() -> None:
    done = subprocess.run([sys.executable, "-m", "reftel", "--version"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.split()[0], done.stderr) == (0, "reftel", "")


def test_a_closed_pipe_is_quiet(cable: Path) -> None:
    """``reftel parse --json FILE | head -c0``: the reader is gone before the first line."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "reftel", "parse", "--json", str(cable)]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.parametrize("arguments", [["--help"], ["parse", "--json"]], ids=["help", "parse"])
def test_heavy_rooms_stay_shut(arguments: list[str], cable: Path) -> None:
    """A command loads the rooms that it needs, not the search engine and the web server."""
    if arguments[0] == "parse":
        arguments = [*arguments, str(cable)]
    code = (
        "import sys; from reftel.cli import run; run(sys.argv[1:]); "
        "print(sorted({'tantivy', 'starlette', 'uvicorn', 'jinja2', 'sqlite3'} & sys.modules.keys()), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == "[]"
    assert done.stdout
