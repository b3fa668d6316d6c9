"""``reftel request``, as people use it."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import docx
import pytest

from .conftest import Run

ON = ("--on", "2026-01-31")


@pytest.fixture
def shelf(archive: Path, tmp_path: Path) -> Path:
    """A copy of the archive, to be changed."""
    return Path(shutil.copytree(archive, tmp_path / "shelf"))


def test_letter_for_what_is_missing(run: Run, shelf: Path) -> None:
    outcome = run("request", "08 LIMA 1999", "-a", shelf, *ON)
    assert outcome.status == 0
    assert "31 January 2026" in outcome.out
    assert "1. Embassy Lima, telegram 1999 of 2008" in outcome.out
    assert "09LIMA417" in outcome.out, "who cites it"
    assert outcome.err == (
        "reftel: request 1 to Department of State: 1 cable; when it is sent: reftel request sent 1\n"
    )
    again = run("request", "08LIMA1999", "09LIMA417", "--kind", "mdr", "-a", shelf, *ON)
    told = "08LIMA1999 is asked for already in request 1, FOIA to Department of State, drafted on 2026-01-31"
    assert f"reftel: {told}\n" in again.err
    assert "mandatory declassification review" in again.out


def test_nothing_is_asked_for_twice_without_a_word(run: Run, shelf: Path) -> None:
    run("request", "08LIMA1999", "-a", shelf, *ON)
    run("request", "sent", "1", "--on", "2026-02-03", "-a", shelf)
    again = run("request", "08 LIMA 1999", "-a", shelf, *ON)
    assert (again.status, again.out) == (3, ""), "a script must not go on as if there were a letter"
    assert again.err == (
        "reftel: 08LIMA1999 is asked for already in request 1, FOIA to Department of State, sent on 2026-02-03. "
        "It is left out: reftel request show 1 writes that letter again; --again asks once more\n"
        "reftel: no letter was written\n"
    )
    assert run("request", "08LIMA1999", "--json", "-o", "letter.docx", "-a", shelf, *ON).status == 3
    both = run("request", "08LIMA1999", "74LAPAZ5021", "-a", shelf, *ON)
    assert (both.status, "request 2 to National Archives" in both.err) == (0, True), "a letter for what remains"
    run("request", "drop", "2", "-a", shelf)
    assert len(run("request", "list", "--json", "-a", shelf).out.splitlines()) == 1
    once_more = run("request", "08LIMA1999", "--again", "-a", shelf, *ON)
    assert "telegram 1999 of 2008" in once_more.out
    assert "request 3 to Department of State" in once_more.err


def test_state(run: Run, shelf: Path) -> None:
    assert "no requests; to write one" in run("request", "list", "-a", shelf).out
    run("request", "08LIMA1999", "-a", shelf, *ON)
    assert run("request", "list", "-a", shelf).out.split() == (
        ["1", "drafted", "2026-01-31", "FOIA", "to", "Department", "of", "State", "08LIMA1999"]
    )
    sent = run("request", "sent", "1", "--on", "2026-02-03", "--note", "case 7", "-a", shelf)
    assert "sent on 2026-02-03" in sent.err
    early = run("request", "answered", "1", "--on", "2026-02-02", "-a", shelf)
    assert early.status != 0
    assert "was sent on 2026-02-03, and can't have been answered on 2026-02-02" in early.err
    for verb in ("sent", "answered", "drafted"):
        future = run("request", verb, "1", "--on", "2999-01-01", "-a", shelf)
        assert future.status == 2
        assert f"can't be noted as {verb} on 2999-01-01, which is yet to come" in future.err
    assert "answered on" in run("request", "answered", "1", "--on", "2026-03-01", "--note", "B", "-a", shelf).err
    again = run("request", "answered", "1", "--note", "C", "-a", shelf)
    assert "answered on 2026-03-01" in again.err, "the day stays"
    (line,) = run("request", "list", "--json", "-a", shelf).out.splitlines()
    told = json.loads(line)["request"]
    told["note"], _, later = told["note"].rpartition("\n")
    assert later.endswith(": C")
    notes = "sent 2026-02-03: case 7\nanswered 2026-03-01: B"
    assert (told["state"], told["sent"][:10], told["note"]) == ("answered", "2026-02-03", notes)
    assert "Embassy Lima" in run("request", "show", "1", "-a", shelf).out
    assert "is forgotten" in run("request", "drop", "1", "-a", shelf).err
    assert "no requests" in run("request", "list", "-a", shelf).out
    assert "request 2 to" in run("request", "08LIMA1999", "-a", shelf, *ON).err, "no number is another's"


def test_files(run: Run, shelf: Path, tmp_path: Path) -> None:
    run("request", "08LIMA1999", "-o", "letter.docx", "-a", shelf, *ON)
    assert "Dear Sir or Madam:" in [each.text for each in docx.Document(str(tmp_path / "letter.docx")).paragraphs]
    run("request", "08LIMA1999", "74LAPAZ5021", "--again", "-o", "two.txt", "-a", shelf, *ON)
    assert sorted(path.name for path in tmp_path.glob("two*")) == ["two-2.txt", "two-3.txt"]
    table = run("request", "list", "--format", "csv", "-a", shelf).out
    assert [row["id"] for row in csv.DictReader(io.StringIO(table))] == ["08LIMA1999", "74LAPAZ5021", "08LIMA1999"]


def test_who_holds_it_is_told(run: Run, shelf: Path) -> None:
    outcome = run("request", "08LIMA1999", "--to", "nara", "-a", shelf, *ON)
    assert "08LIMA1999 is of 2008: the Department of State holds it" in outcome.err
    assert "holds it" not in run("request", "74LAPAZ5021", "--to", "nara", "-a", shelf, *ON).err


def test_numbers_on_stdin(run: Run, shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("08LIMA1999\n\n74 LA PAZ 5021\n"))
    lines = run("request", "-", "--json", "-a", shelf, *ON).out.splitlines()
    assert [json.loads(line)["wanted"][0]["id"] for line in lines] == ["74LAPAZ5021", "08LIMA1999"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("nonsense",), '"NONSENSE" is no message reference number'),
        (("show", "7"), "there is no request 7 (there are: none)"),
        (("sent",), "which request? Give its number"),
        (("sent", "x"), '"x" is no number of a request'),
        (("list", "1"), "takes no number"),
        (("08LIMA1999", "--format", "docx"), "name a file with --output"),
        (("08LIMA1999", "--on", "tomorrow"), "is no date"),
        (("08LIMA1999", "-o", "no/such/folder/x.txt"), "Name a file that can be written"),
    ],
)
def test_what_cannot_be_asked(run: Run, shelf: Path, arguments: tuple[str, ...], says: str) -> None:
    outcome = run("request", *arguments, "-a", shelf)
    assert outcome.status == 2
    assert says in outcome.err
    assert "Traceback" not in outcome.err
    assert "no requests" in run("request", "list", "-a", shelf).out, "nothing was kept"
