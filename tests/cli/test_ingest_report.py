"""What was not read, for people and programs; editions, removal and the index anew from the command line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from .conftest import TELEGRAM, Run


@pytest.fixture
def archive(run: Run, cable: Path, tmp_path: Path) -> str:
    (tmp_path / "heap").mkdir()
    (tmp_path / "heap" / "one.txt").write_text(TELEGRAM, encoding="utf-8")
    (tmp_path / "heap" / "two.txt").write_text(TELEGRAM.replace("marmalade", "xxxxxxxxxx"), encoding="utf-8")
    (tmp_path / "heap" / "shopping.txt").write_text("milk, eggs, a lantern", encoding="utf-8")
    (tmp_path / "heap" / "empty.txt").write_text("", encoding="utf-8")
    assert run("ingest", "heap", "--archive", "a").status == 0
    return "a"


def test_report(run: Run, archive: str) -> None:
    said = run("ingest", "--report", "--archive", archive).out
    assert said.startswith("1 cable held; further editions 1\nnot read: 2\n")
    assert "shopping.txt" in said
    assert "the file is empty. Download or save it again" in said
    assert said.endswith("Read them again with: reftel ingest --retry\n")
    rows = [json.loads(line) for line in run("ingest", "--report", "--json", "--archive", archive).out.splitlines()]
    assert [(Path(row["path"]).name, row["state"]) for row in rows] == [
        ("empty.txt", "unread"),
        ("shopping.txt", "unread"),
    ]
    table = list(csv.DictReader(io.StringIO(run("ingest", "--report", "--csv", "--archive", archive).out)))
    assert [row["reason"] for row in table] == [row["reason"] for row in rows]


def test_report_where_all_was_read(run: Run, cable: Path) -> None:
    assert run("ingest", cable, "--archive", "b").status == 0
    assert run("ingest", "--report", "--archive", "b").out == "1 cable held\neverything was read\n"


def test_further_editions_are_counted_apart(run: Run, archive: str, tmp_path: Path) -> None:
    (tmp_path / "heap" / "three.txt").write_text(TELEGRAM.replace("marmalade", "strawberries"), encoding="utf-8")
    outcome = run("ingest", "heap", "--archive", archive)
    assert outcome.out.partition(" · not")[0] == "read 1 · new 0 · further editions 1 · known 2"
    data = json.loads(run("ingest", "heap", "--archive", "anew", "--json").out)
    assert (data["read"], data["new"], data["further_editions"], data["known"]) == (3, 1, 2, 0)
    assert run("ingest", "--report", "--json", "--archive", "anew").err == "reftel: 1 cable held; further editions 2\n"


def test_retry(run: Run, archive: str, tmp_path: Path) -> None:
    (tmp_path / "heap" / "shopping.txt").write_text(TELEGRAM.replace("000417", "000418"), encoding="utf-8")
    outcome = run("ingest", "--retry", "--archive", archive)
    assert (outcome.status, outcome.out.partition(" · not")[0]) == (0, "read 1 · new 1 · known 0")
    assert "empty.txt" in outcome.err
    assert "shopping.txt" not in run("ingest", "--report", "--archive", archive).out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ingest"], "name the files or folders to read"),
        (["ingest", "x", "--csv"], "--csv is for the list of --report"),
        (["ingest", "--report", "--csv", "--json"], "give one of them"),
        (["remove", "09LIMA417"], "nobody confirmed it"),
        (["remove", "09LIMA999", "--yes"], 'no cable "09LIMA999" in this archive; nothing was removed'),
        (["forget", "elsewhere", "--yes"], "names no file that was read"),
        (["editions", "09LIMA999"], "no cable 09LIMA999"),
    ],
)
def test_wrong_use(run: Run, archive: str, arguments: list[str], said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))  # nobody is there
    outcome = run(*arguments, "--archive", archive)
    assert outcome.status == 2
    assert said in " ".join(outcome.err.split())


def test_editions(run: Run, archive: str) -> None:
    said = run("editions", "09 lima 417", "--archive", archive).out
    assert said.startswith("09LIMA417: 2 editions")
    assert "redacted" in said
    found = json.loads(run("editions", "09LIMA417", "--json", "--archive", archive).out)
    (compared,) = found["compared"]
    kinds = [each["kind"] for each in compared["differences"]]
    assert "redacted" in kinds
    assert set(kinds) <= {"redacted", "same"}
    assert len(run("editions", "09LIMA417", "--all", "--archive", archive).out) > len(said)


def test_editions_that_say_the_same(run: Run, tmp_path: Path) -> None:
    text = (
        "R 171512Z MAR 09\nFM AMEMBASSY LIMA\nTO RUEHC/SECSTATE WASHDC\nC O N F I D E N T I A L LIMA 000999\n"
        "TAGS: ECON\nSUBJECT: INVENTED SPECIMEN\n\n1. (C) A lighthouse, or none.\n"
    )
    (tmp_path / "heap").mkdir()
    (tmp_path / "heap" / "one.txt").write_text(text)
    (tmp_path / "heap" / "two.txt").write_text(text.replace("171512Z", "171513Z"))
    shelf = tmp_path / "shelf"
    assert run("ingest", tmp_path / "heap", "-a", shelf).status == 0
    said = run("editions", "09LIMA999", "-a", shelf).out
    assert said.startswith("09LIMA999: 2 editions")
    assert "edition 1 and edition 2: 1 same. Their paragraphs say the same" in " ".join(said.split())
    assert "¶" not in said, "no head of a table without rows"
    assert "lighthouse" in run("editions", "09LIMA999", "--all", "-a", shelf).out


def test_remove_and_forget(run: Run, archive: str, tmp_path: Path) -> None:
    said = run("forget", tmp_path / "heap" / "two.txt", "--yes", "--archive", archive).out
    assert said == "gone: 0 cables, 1 editions, 1 files; 1 cables keep other editions\n"
    assert run("search", "marmalade", "--archive", archive).status == 0
    outcome = run("remove", "09 LIMA 417", "--yes", "--later", "--archive", archive)
    assert outcome.out == "gone: 1 cables, 1 editions\n"
    assert "until reftel reindex" in outcome.err
    assert run("show", "09LIMA417", "--archive", archive).status == 2
    assert run("reindex", "--archive", archive).out == "indexed 0 cables\n"
