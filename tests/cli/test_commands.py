"""The commands over the real rooms: specimens and an invented telegram, from file to archive to answer."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from pathlib import Path
from typing import Any

import msgspec
import pytest

from reftel.archive import Reader
from reftel.model import Cable
from reftel.sources import Document

from .conftest import TELEGRAM, Run


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


# parse


def test_parse_shows_the_fields(run: Run, cable: Path) -> None:
    outcome = run("parse", cable)
    assert (outcome.status, outcome.err) == (0, "")
    for words in ("09LIMA417", "CONFIDENTIAL", "2009-03-17 15:12 UTC", "SECSTATE WASHDC", "09STATE4711", "08LIMA1999"):
        assert words in outcome.out
    assert "THE ANCHOVY LIGHTHOUSE [bold]OPENS[/bold]" in outcome.out, "markup in a subject is only text"


def test_parse_json_is_the_cable(run: Run, cable: Path) -> None:
    outcome = run("parse", "--json", cable)
    (line,) = outcome.out.splitlines()
    read = msgspec.json.decode(line, type=Cable)
    assert read.text == TELEGRAM, "nothing lost"
    assert [(each.number, each.mark) for each in read.paragraphs] == [(1, "U"), (2, "C"), (3, "SBU"), (4, "C")]


@pytest.mark.parametrize(
    ("data", "remark"),
    [
        (TELEGRAM.encode(), "UTF-8"),
        (b"\xef\xbb\xbf" + TELEGRAM.encode(), "a byte order mark"),
        (TELEGRAM.replace("\n", "\r\n").encode(), "line ends of another system"),
        (TELEGRAM.replace("marmalade", "caf\xe9").encode("latin-1"), "bytes that are no UTF-8"),
    ],
)
def test_parse_stdin(run: Run, monkeypatch: pytest.MonkeyPatch, data: bytes, remark: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    outcome = run("parse", "-", "--json")
    (read,) = lines(outcome.out)
    assert (outcome.status, read["id"]) == (0, "09LIMA417"), remark
    assert "\r" not in str(read["text"])


# specimen


def test_specimen_says_how_many(run: Run, tmp_path: Path) -> None:
    outcome = run("specimen", "--count", 3, "--seed", 5, "new/place")
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out.startswith("3 invented cables in new/place")
    assert len(list((tmp_path / "new/place").rglob("*.json"))) == 3


def test_specimen_of_one_layout(run: Run, tmp_path: Path) -> None:
    assert run("specimen", "--count", 2, "--layout", "page-2011", "pages").status == 0
    files = [path for path in (tmp_path / "pages").rglob("*") if path.is_file() and path.suffix != ".json"]
    assert len(files) == 2
    assert all("<pre>" in path.read_text(encoding="utf-8") for path in files)


def test_specimen_of_no_layout(run: Run) -> None:
    outcome = run("specimen", "--layout", "papyrus", "x")
    assert outcome.status == 2
    assert "papyrus" in outcome.err
    assert "raw-1970s" in outcome.err, "names those there are"


# ingest


def test_ingest_reports_and_a_second_run_adds_nothing(run: Run, heap: Path) -> None:
    first = run("ingest", heap, "--archive", "a")
    assert first.status == 0
    assert "read 24 · new 24 · known 0" in first.out
    second = run("ingest", heap, "--archive", "a")
    assert second.status == 0
    assert "new 0 · known 24" in second.out


def test_ingest_names_what_it_did_not_recognise(run: Run, cable: Path, tmp_path: Path) -> None:
    (tmp_path / "shopping.txt").write_text("eggs, a lamp, two oranges\n", encoding="utf-8")
    outcome = run("ingest", cable, "shopping.txt", "--archive", "a")
    assert outcome.status == 0, "the run goes on"
    assert "not recognised 1" in outcome.out
    assert "shopping.txt" in outcome.err
    assert "Traceback" not in outcome.err


def test_ingest_json(run: Run, cable: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    outcome = run("ingest", cable, "empty.txt", "--archive", "a", "--json")
    (report,) = lines(outcome.out)
    assert {key: report[key] for key in ("read", "new", "known")} == {"read": 1, "new": 1, "known": 0}
    (unrecognised,) = report["unrecognised"]
    assert unrecognised["path"].endswith("empty.txt")
    assert unrecognised["reason"]


@pytest.mark.parametrize(("many", "said"), [(0, "0 cables are"), (1, "1 cable is"), (2, "2 cables are")])
def test_ingest_interrupted(
    run: Run, cable: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: int, said: str
) -> None:
    """The files are read one by one here, and Ctrl-C comes while the last one is read."""
    from reftel import reading
    from reftel.ingest import heap

    (tmp_path / "zoo").mkdir()
    for number in range(many):
        text = TELEGRAM.replace("LIMA 000417", f"LIMA 00042{number}").replace("#0417", f"#042{number}")
        (tmp_path / "zoo" / f"{number}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "zoo" / "last.txt").write_text(TELEGRAM, encoding="utf-8")
    real = reading.parsed

    def parsed(document: Document) -> object:
        if document.place.endswith("last.txt"):
            raise KeyboardInterrupt
        return real(document)

    monkeypatch.setattr(heap, "_TOGETHER", 1)
    monkeypatch.setattr(reading, "parsed", parsed)
    outcome = run("ingest", "zoo", "--archive", "a")
    assert (outcome.status, outcome.out) == (130, "")
    assert outcome.err == f"reftel: interrupted; {said} in the archive; run the same command again to go on\n"
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    assert f"new 1 · known {many}" in run("ingest", "zoo", "--archive", "a").out


def test_ingest_passes_on_what_else_there_is_to_know(run: Run, cable: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from reftel import ingest

    report = ingest.Report(read=1, new=1, notes=("it took long.",))
    waiting = ingest.Progress(ingest.WAITING, 0, 1)
    monkeypatch.setattr(ingest, "ingest", lambda *_, **named: named["progress"](waiting) or report)
    outcome = run("ingest", cable, "--archive", "a")
    assert (outcome.status, outcome.err) == (0, f"reftel: {ingest.WAITING}\nreftel: it took long.\n")
    assert lines(run("ingest", cable, "--archive", "a", "--json").out)[0]["notes"] == ["it took long."]


def test_ingest_shows_no_bar_without_a_terminal(run: Run, cable: Path) -> None:
    assert run("ingest", cable, "--archive", "a").err == ""


# search


@pytest.mark.parametrize(
    ("query", "expected", "remark"),
    [
        ("marmalade quillfeather", ["09LIMA417"], "all words"),
        ('"lantern is not yet a harbour"', ["09LIMA417"], "a phrase"),
        ("origin:LIMA marmalade", ["09LIMA417"], "a field"),
        ("marmalade zzyzx", [], "one word is not there"),
        ('marmalade "(([[ :', ["09LIMA417"], "punctuation is no error"),
    ],
)
def test_search_json(run: Run, archive: Path, query: str, expected: list[str], remark: str) -> None:
    outcome = run("search", query, "--archive", archive, "--json")
    assert outcome.status == 0
    assert [hit["id"] for hit in lines(outcome.out)] == expected, remark


def test_search_names_the_paragraph(run: Run, archive: Path) -> None:
    out = run("search", "marmalade", "--archive", archive).out
    assert "09LIMA417  2009-03-17" in out
    assert "CONFIDENTIAL" in out
    assert "[bold]OPENS[/bold]" in out, "markup in a subject is only text"
    assert "¶3 (SBU) " in out
    assert out.rstrip().endswith("1 cable")


def test_nothing_found_is_an_answer(run: Run, archive: Path) -> None:
    outcome = run("search", "zzyzx", "--archive", archive)
    assert (outcome.status, outcome.err) == (0, "")
    assert "no cable found" in outcome.out


def test_pages_of_hits_are_disjoint_and_complete(run: Run, archive: Path) -> None:
    ids: list[object] = []
    for page in (1, 2, 3):
        out = run("search", "specimen", "--limit", 10, "--page", page, "--sort", "oldest", "-a", archive, "--json").out
        ids += [hit["id"] for hit in lines(out)]
    assert len(ids) == len(set(ids)) == 25
    shown = run("search", "specimen", "--limit", 10, "--archive", archive).out
    assert "25 cables, page 1 of 3; --page 2 shows more" in shown


def test_sorting(run: Run, archive: Path) -> None:
    def dates(sort: str) -> list[object]:
        return [each["sent"] for each in lines(run("search", "specimen", "--sort", sort, "-a", archive, "--json").out)]

    assert dates("oldest") == sorted(dates("oldest"), key=str)
    assert dates("newest") == sorted(dates("newest"), key=str, reverse=True)


def test_a_bare_number_leads_to_the_cable(run: Run, archive: Path) -> None:
    assert "reftel show 09LIMA417" in run("search", "09 LIMA 417", "--archive", archive).out


def test_the_environment_names_the_archive(run: Run, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REFTEL_ARCHIVE", str(archive))
    assert "09LIMA417" in run("search", "marmalade").out


# show


@pytest.mark.parametrize("spelling", ["09LIMA417", "09 LIMA 417", "09lima417", "2009LIMA00417"])
def test_show_takes_any_spelling(run: Run, archive: Path, spelling: str) -> None:
    outcome = run("show", spelling, "--archive", archive)
    assert (outcome.status, outcome.err) == (0, "")
    assert "¶3. (SBU) The keeper, Mr. Quillfeather, said that the marmalade was excellent." in outcome.out


def test_show_text_is_exactly_what_was_read(run: Run, archive: Path) -> None:
    assert run("show", "09LIMA417", "--text", "--archive", archive).out == TELEGRAM


def test_show_json_is_a_cable(run: Run, archive: Path) -> None:
    shown = msgspec.json.decode(run("show", "09LIMA417", "--json", "--archive", archive).out, type=Cable)
    assert (shown.id, shown.text) == ("09LIMA417", TELEGRAM)


@pytest.mark.parametrize(
    ("asked", "said", "remark"),
    [
        ("09LIMA471", "Near it: 09LIMA417", "digits exchanged"),
        ("09LIMP417", "Near it: 09LIMA417", "a slip in the post"),
        ("09STATE4711", "cited by 09LIMA417", "not held, but cited"),
        ("the lighthouse", "reftel search", "no number at all: what to do instead"),
        ("\x1b[2J", "␛[2J", "nothing hostile comes back"),
    ],
)
def test_show_what_is_not_held(run: Run, archive: Path, asked: str, said: str, remark: str) -> None:
    outcome = run("show", asked, "--archive", archive)
    assert (outcome.status, outcome.out) == (2, ""), remark
    assert said in outcome.err
    assert "\x1b" not in outcome.err


# serve


def test_serve_hands_over_to_the_web_room(run: Run, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from reftel import web

    handed: list[object] = []
    monkeypatch.setattr(web, "serve", lambda *arguments, **more: handed.append((*arguments, more)))
    told = ("--workers", 2, "--root-path", "/cables", "--name", "archive.example", "--log", "queries")
    assert run("serve", "--archive", archive, "--port", 8123, "--browser", "--reader", "sbu", *told).status == 0
    more = {
        "workers": 2,
        "root_path": "/cables",
        "names": ("archive.example",),
        "proxies": "127.0.0.1",
        "log": "queries",
        "base_url": None,
    }
    assert handed == [(archive, "127.0.0.1", 8123, True, Reader("SENSITIVE BUT UNCLASSIFIED", frozenset()), more)]


# readers


READERS = [("all", True), ("confidential", True), ("c/noforn", True), ("sbu", False), ("U", False)]


@pytest.mark.parametrize(("reader", "opened"), READERS)
def test_a_reader_sees_what_is_open_to_them(run: Run, archive: Path, reader: str, opened: bool) -> None:
    shown = run("show", "09LIMA417", "--archive", archive, "--reader", reader)
    found = run("search", "lantern", "--archive", archive, "--reader", reader)
    assert ("lantern" in shown.out.lower()) is opened
    assert ("09LIMA417" in found.out) is opened
    assert "09LIMA417" in shown.out
    text = run("show", "09LIMA417", "--text", "--archive", archive, "--reader", reader)
    assert (text.out == TELEGRAM) is opened
    assert ("above this reader" in text.err) is not opened


def test_a_reader_of_no_level(run: Run, archive: Path) -> None:
    outcome = run("search", "lantern", "--archive", archive, "--reader", "boss")
    assert (outcome.status, outcome.out) == (2, "")
    assert '"boss" names no level' in outcome.err


def test_parse_reads_an_archive_and_says_what_it_left(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "heap.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("week/1.txt", TELEGRAM)
        archive.writestr("week/notes\x1b[2J", "Buy milk.\n")
        archive.writestr("more notes", "And bread.\n")
    done = run("parse", str(path), "--json")
    assert done.status == 0
    assert json.loads(done.out)["id"] == "09LIMA417"
    (line,) = done.err.splitlines()
    assert line.startswith(f"reftel: not read: {path}!week/notes\\x1b[2J and 1 more: a text without any mark")


@pytest.mark.parametrize(
    "told", [("-anchovy",), ("-anchovy", "--sort", "oldest"), ("--sort", "oldest", "--", "-anchovy")]
)
def test_a_query_may_begin_with_a_minus(run: Run, archive: Path, told: tuple[str, ...]) -> None:
    def found(*query: str) -> set[str]:
        done = run("search", "--archive", archive, "--format", "ids", *query)
        assert done.status == 0
        return set(done.out.split())

    assert found(*told) == found("") - found("anchovy")
    assert found("anchovy")


def test_a_misspelt_option_is_no_query(run: Run, archive: Path) -> None:
    done = run("search", "--archive", archive, "--formt", "ids", "anchovy")
    assert done.status == 2
    assert "--formt" in done.err
    assert run("suggest", "--archive", archive, "-tag:E").status == 0
