"""A cable at the terminal: every field is there, and nothing of it is obeyed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from reftel.cli import rendering
from reftel.cli.ingest import complaints
from reftel.cli.rendering import render_fields, render_reading
from reftel.cli.terminal import console
from reftel.model import (
    Addressee,
    Article,
    Authority,
    Cable,
    Classification,
    Paragraph,
    Post,
    Reference,
    Repair,
    Tag,
)

FULL = Cable(
    id="09LIMA417",
    aliases=("2009LIMA00417",),
    kind="airgram",
    transmission_id="VZCZCXYZ0007",
    sent=dt.datetime(2009, 3, 17, 15, 12, tzinfo=dt.UTC),
    released=dt.datetime(2011, 8, 30, 1, 44, tzinfo=dt.UTC),
    precedence=("immediate", "priority"),
    origin=Post("LIMA", "Embassy Lima", "PE"),
    addressees=(
        Addressee("action", "SECSTATE WASHDC", "RUEHC", "PRIORITY", "0231"),
        Addressee("info", "ALL RIVER POSTS COLLECTIVE", exempt=("AMEMBASSY SOFIA",)),
    ),
    distribution=("ARA-20",),
    classification=Classification("SECRET", ("NOFORN",)),
    captions=("SIPDIS", "EXDIS"),
    pass_lines=("DEPT FOR WHA",),
    sections=3,
    executive_order="12958",
    declassify_on=dt.date(2019, 3, 17),
    declassification="AFTER THE LAMPS ARE OUT",
    tags=(Tag("ECON", "subject", "Economic affairs"), Tag("XXYY")),
    subject="THE ANCHOVY\nLIGHTHOUSE [bold]OPENS[/bold] \x1b[31m",
    subject_mark="S",
    references=(
        Reference("A. STATE 4711", label="A", target="09STATE4711"),
        Reference("LIMA 9", rule="two years possible"),
        Reference("BRAMBLEWORTH E-MAIL", kind="email"),
        Reference("08 LIMA 5", target="08LIMA5", paragraph=1),
    ),
    classified_by=(Authority("Ottilie Brambleworth", "Econ Counselor", ("1.4(b)", "1.4(d)")),),
    drafted_by="ECON:OBRAMBLEWORTH",
    approved_by="DCM:QFEATHER",
    paragraphs=(
        Paragraph("SUMMARY: It opened on time. END SUMMARY.", 1, "C", "CONFIDENTIAL", "summary"),
        Paragraph("The keeper \x1b]0;x\x07 spoke. " + "word " * 20, 2, "S/NF", "SECRET", heading="The Keeper"),
        Paragraph("Nobody xxxxxx knows.", None, None, "SECRET", redacted=True),
    ),
    signed_by=("BRAMBLEWORTH",),
    attributes={"Film Number": "D740001-0001", "Enclosure": "n/a", "Concepts": ""},
    articles=(Article("https://example.org/a", "Lamps"),),
    partial=True,
    repairs=(
        *(Repair(at, at + 3, "Q,s", "’s", "mangled apostrophe") for at in (3, 13, 23, 33)),
        Repair(9, 10, "n", "án", "lost letter", False),
        Repair(40, 41, "\n", "-", "break"),
    ),
    text="…",
)

SHOWN = [
    ("09LIMA417  SECRET NOFORN  airgram  extract or incomplete", "number, level, caveat, kind, partial"),
    ("subject  (S) THE ANCHOVY LIGHTHOUSE [bold]OPENS[/bold] ␛[31m", "one line, markup and escape only shown"),
    ("also known as  2009LIMA00417", "aliases"),
    ("transmission  VZCZCXYZ0007", "transmission"),
    ("sent  2009-03-17 15:12 UTC", "sent"),
    ("released  2011-08-30 01:44 UTC", "released"),
    ("precedence  immediate, priority", "both precedences"),
    ("from  Embassy Lima (LIMA), Peru", "origin with its country"),
    ("to  SECSTATE WASHDC PRIORITY 0231  RUEHC", "action addressee"),
    ("info  ALL RIVER POSTS COLLECTIVE  not to AMEMBASSY SOFIA", "info addressee with exemption"),
    ("distribution  ARA-20", "distribution"),
    ("captions  SIPDIS, EXDIS", "captions"),
    ("pass to  DEPT FOR WHA", "pass lines"),
    ("sections  3", "sections"),
    ("E.O.  12958", "executive order"),
    ("declassify  2019-03-17, AFTER THE LAMPS ARE OUT", "date and words"),
    ("TAGS  ECON  Economic affairs", "a tag with its meaning"),
    ("XXYY  unknown", "a tag that no table knows"),
    ("references  A. STATE 4711  → 09STATE4711", "resolved; the label once"),
    ("LIMA 9  not resolved: two years possible", "honestly unresolved, and why"),
    ("BRAMBLEWORTH E-MAIL  email", "no cable at all"),
    ("cited  08 LIMA 5  → 08LIMA5", "a citation in the text"),
    ("classified by  Ottilie Brambleworth, Econ Counselor for reasons 1.4(b), 1.4(d)", "authority"),
    ("drafted by  ECON:OBRAMBLEWORTH", "drafter"),
    ("approved by  DCM:QFEATHER", "approver"),
    ("articles  Lamps: https://example.org/a", "article"),
    ("signed by  BRAMBLEWORTH", "signature"),
    ("Film Number  D740001-0001", "catalogue field"),
    ("empty or n/a  Enclosure, Concepts", "and those that say nothing"),
]


def shown(capsys: pytest.CaptureFixture[str]) -> str:
    """What was printed, without the alignment."""
    return "\n".join(line.strip() for line in capsys.readouterr().out.splitlines())


@pytest.mark.parametrize(("line", "remark"), SHOWN)
def test_every_field_is_shown(capsys: pytest.CaptureFixture[str], line: str, remark: str) -> None:
    render_fields(console(), FULL)
    assert line in shown(capsys), remark


@pytest.mark.parametrize(
    ("words", "remark"),
    [
        (["1", "(C)", "summary", "SUMMARY:", "It", "opened", "on", "time.", "END", "SUMMARY."], "with its role"),
        (["The", "Keeper"], "the heading above its paragraph"),
        (["2", "(S/NF)", "The", "keeper", "␛]0;x␇", "spoke.", *["word"] * 8, "…"], "first words only, harmless"),
        (["Nobody", "xxxxxx", "knows.", "[redacted]"], "no number, no mark"),
        (["Q,s", "’s", "mangled", "apostrophe", "3–6,", "13–16,", "23–26", "and", "1", "more"], "a repair, four times"),
        (["n", "án", "lost", "letter", "not", "certain", "9–10"], "one that is not certain"),
        (["⏎", "-", "break", "40–41"], "a line feed is to be seen"),
    ],
)
def test_tables(capsys: pytest.CaptureFixture[str], words: list[str], remark: str) -> None:
    render_fields(console(), FULL)
    assert words in [line.split() for line in capsys.readouterr().out.splitlines()], remark


def test_no_blanks_at_line_ends(capsys: pytest.CaptureFixture[str]) -> None:
    render_fields(console(), FULL)
    render_reading(console(), FULL, "09LIMA417")
    assert [line for line in capsys.readouterr().out.splitlines() if line != line.rstrip()] == []


def test_reading_shows_whole_paragraphs(capsys: pytest.CaptureFixture[str]) -> None:
    render_reading(console(), FULL, "09LIMA417", withheld=2)
    text = shown(capsys)
    assert "¶1. (C) SUMMARY: It opened on time. END SUMMARY." in text
    assert "The Keeper\n\n¶2. (S/NF) The keeper ␛]0;x␇ spoke." in text
    assert text.count("word") == 20
    assert "2 paragraphs are withheld from this reader" in text
    assert text.endswith("BRAMBLEWORTH")


@pytest.mark.parametrize("render", [render_fields, lambda out, cable: render_reading(out, cable, "unnumbered-1")])
def test_an_empty_cable_is_no_error(capsys: pytest.CaptureFixture[str], render: Callable[..., None]) -> None:
    render(console(), Cable())
    assert "no level told" in capsys.readouterr().out


MANY = tuple((f"icons/{n}.png", "an image") for n in range(100))

COMPLAINTS = [
    ((), 20, [], "nothing to complain of"),
    ((("a.txt", "a.txt: empty. Give a text"),), 20, ["not recognised: empty. Give a text", "  a.txt"], "named once"),
    (
        (("a", "no text"), ("b", "no text")),
        None,
        ["not recognised: no text", "  a", "  b"],
        "grouped by reason",
    ),
    (
        (*MANY, ("scan.pdf", "truncated")),
        2,
        ["not recognised: an image", "  icons/0.png", "  … and 99 more (--verbose names them all)",
         "not recognised: truncated", "  scan.pdf"],
        "100 icons do not hide the one damaged PDF",
    ),
    (
        (("a", "x"), ("b", "y"), ("c", "z")),
        2,
        ["not recognised: x", "  a", "not recognised: y", "  b",
         "… and 1 more for other reasons (--verbose names them all)"],
        "more reasons than room",
    ),
    ((("\x1b[2Ja", "b\x07ad"),), 20, ["not recognised: b␇ad", "  ␛[2Ja"], "a hostile file name"),
]  # fmt: skip


@pytest.mark.parametrize(("unrecognised", "limit", "expected", "remark"), COMPLAINTS)
def test_complaints(
    unrecognised: tuple[tuple[str, str], ...], limit: int | None, expected: list[str], remark: str
) -> None:
    assert list(complaints(unrecognised, limit=limit)) == expected, remark


def test_verbose_names_all() -> None:
    assert len(list(complaints(MANY, limit=None))) == 101


def test_a_release_by_the_day_has_no_hour() -> None:
    assert rendering._released(dt.datetime(2015, 11, 30, tzinfo=dt.UTC)) == "2015-11-30"
    assert rendering._released(dt.datetime(2011, 8, 30, 1, 44, tzinfo=dt.UTC)) == "2011-08-30 01:44 UTC"
    assert rendering._released(None) is None


def test_files_that_were_read_in_part_are_told_with_what_came_from_them() -> None:
    files = (("a.zip", "a ZIP archive with files that were not read"), ("b.csv", "a damaged row"))
    told = list(complaints(files, limit=20, what="read in part", telegrams={"a.zip": 1, "b.csv": 1200}))
    assert told == [
        "read in part: a ZIP archive with files that were not read",
        "  a.zip (1 telegram)",
        "read in part: a damaged row",
        "  b.csv (1,200 telegrams)",
    ]
