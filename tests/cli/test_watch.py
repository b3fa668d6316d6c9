"""``reftel watch`` and ``reftel search --format``, as people use them."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from .conftest import Run


@pytest.fixture
def shelf(archive: Path, tmp_path: Path) -> Path:
    """A copy of the archive, to be changed."""
    return Path(shutil.copytree(archive, tmp_path / "shelf"))


def test_watch(run: Run, shelf: Path, tmp_path: Path) -> None:
    assert "no saved searches" in run("watch", "list", "-a", shelf).out
    assert run("watch", "add", "lamps", "lighthouse OR (", "-a", shelf).out.startswith("saved: lamps finds ")
    assert run("watch", "run", "-a", shelf) == (0, "", ""), "nothing new: cron sends no mail"
    new = tmp_path / "new.txt"
    new.write_text(
        "R 171512Z MAR 09\nFM AMEMBASSY LIMA\nTO RUEHC/SECSTATE WASHDC\nC O N F I D E N T I A L LIMA 000999\n"
        "TAGS: ECON\nSUBJECT: INVENTED SPECIMEN OF A LIGHTHOUSE\n\n1. (C) A lighthouse, or none.\n"
    )
    assert run("ingest", new, "-a", shelf).status == 0
    outcome = run("watch", "run", "-a", shelf)
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out.splitlines()[0] == "lamps: 1 new cable (lighthouse OR ()"
    assert "09LIMA999  2009-03-17  Embassy Lima  CONFIDENTIAL" in outcome.out
    assert run("watch", "run", "-a", shelf).out == ""
    assert "lamps  lighthouse OR (" in run("watch", "list", "-a", shelf).out
    assert run("watch", "remove", "lamps", "-a", shelf).status == 0
    assert "no saved searches" in run("watch", "list", "-a", shelf).out


def test_watch_as_data(run: Run, shelf: Path) -> None:
    for empty in ("", "  "):
        refused = run("watch", "add", "all", empty, "-a", shelf)
        assert refused.status == 2
        assert "needs something to look for" in refused.err
    run("watch", "add", "all", "*", "--from-start", "-a", shelf)
    (listed,) = run("watch", "list", "--json", "-a", shelf).out.splitlines()
    assert json.loads(listed)["name"] == "all"
    told = [json.loads(line) for line in run("watch", "run", "all", "--json", "-a", shelf).out.splitlines()]
    total = len(run("search", "", "--format", "ids", "-a", shelf).out.splitlines())
    assert len(told) == total > 20
    assert {each["watch"] for each in told} == {"all"}
    assert all(each["hit"]["id"] for each in told)


def test_watches_are_told_to_whoever_may_see_as_much(run: Run, shelf: Path) -> None:
    run("watch", "add", "mine", "marmalade", "-a", shelf)
    run("watch", "add", "open", "marmalade", "--reader", "u", "--from-start", "-a", shelf)
    listed = run("watch", "list", "--reader", "sbu", "-a", shelf).out
    assert "open" in listed
    assert "mine" not in listed
    assert run("watch", "run", "--reader", "sbu", "-a", shelf).out == "", "it finds what its own reader may see"
    outcome = run("watch", "remove", "mine", "--reader", "sbu", "-a", shelf)
    assert (outcome.status, outcome.err) == (2, 'reftel: there is no saved search "mine" (there are: open).\n')


def test_format(run: Run, archive: Path, tmp_path: Path) -> None:
    total = json.loads(run("search", "", "--json", "--limit", "1", "-a", archive).out) and len(
        run("search", "", "--format", "ids", "-a", archive).out.split()
    )
    outcome = run("search", "", "--format", "csv", "--output", tmp_path / "all.csv", "-a", archive)
    assert (outcome.status, outcome.out) == (0, "")
    assert outcome.err == f"reftel: {total} cables written to {tmp_path / 'all.csv'}\n"
    rows = list(csv.DictReader(io.StringIO((tmp_path / "all.csv").read_text("utf-8"), newline="")))
    assert len(rows) == total
    lines = run("search", "marmalade", "--format", "jsonl", "--reader", "sbu", "-a", archive).out.splitlines()
    (found,) = [json.loads(line) for line in lines]
    assert [each["number"] for each in found["paragraphs"]] == [1, 3], "as the reader may see it"
    assert not list(tmp_path.glob(".*part")), "nothing is left lying about"


def test_format_tells_aside_how_a_query_was_read(run: Run, archive: Path) -> None:
    plain = run("search", "marmalade", "--format", "ids", "-a", archive)
    odd = run("search", "(marmalade date:2009-13", "--format", "ids", "-a", archive)
    assert (plain.err, odd.status) == ("", 0)
    assert "A parenthesis is not closed" in odd.err
    assert "can't be read as a date" in odd.err
    assert "09LIMA1 is not in this archive" in run("search", "09 LIMA 1", "--format", "ids", "-a", archive).err


def test_format_that_breaks_off_leaves_no_file(run: Run, archive: Path, tmp_path: Path) -> None:
    outcome = run("search", "", "--format", "csv", "-o", tmp_path / "nowhere" / "x.csv", "-a", archive)
    assert outcome.status == 2
    assert "No such file or directory" in outcome.err


@pytest.mark.parametrize("options", [["--output", "x"], ["--format", "xml"], ["--format", "csv", "--json"]])
def test_wrong_use(run: Run, archive: Path, options: list[str]) -> None:
    assert run("search", "x", *options, "-a", archive).status == 2
