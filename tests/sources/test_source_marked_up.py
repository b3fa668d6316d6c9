"""Texts with the marks of others in them: entities, the pages of an OCR, the National Archives' headings."""

from __future__ import annotations

import datetime as dt

import pytest

from reftel import sources
from reftel.errors import SourceError

Skipped = list[tuple[str, str]]


def read(text: str, place: str = "heap/1973MEXICO00042.txt") -> tuple[list[sources.Document], Skipped]:
    told: Skipped = []
    found = list(sources.documents_in(text.encode(), place, onskip=lambda *what: told.append(what)))
    return found, told


MARKED = [
    ("[[WE || 1]] MET", "WE MET", "one"),
    ("1.[[ BRANIFF OFFICE || 2]] ASKS", "1.BRANIFF OFFICE ASKS", "blanks inside"),
    ("[[[[ DNTAC || 3 ]] OFFICIAL WITTE ||  5]] SAID", "DNTAC OFFICIAL WITTE SAID", "one in another"),
    ("[[WE || 1]] TOLD [[ HIM || 9|| AGAIN", "WE TOLD HIM AGAIN", "an end that is bars"),
    ("[[WE || 1]] OF [[PERONIST || 12 [[PAPER || 11]]", "WE OF PERONIST PAPER", "an end without brackets"),
    ("[[WE || 1]] A] [B] | C", "WE A] [B] | C", "brackets of the telegram's own"),
]


@pytest.mark.parametrize(("marked", "bare", "remark"), MARKED, ids=[row[-1] for row in MARKED])
def test_marks_are_taken_out(marked, bare, remark):
    (found,), _ = read(f"1. DNTAC\t  ORG.GOV\n2. FULANO   PER.IND \n@@@@\n\n{marked}\n")
    assert found.text == f"{bare}\n"
    assert found.layout == "annotated"
    assert found.told == sources.Told(
        id="1973MEXICO00042", attributes={"Entities": "DNTAC (ORG.GOV); FULANO (PER.IND)"}
    )


def test_the_level_below_the_text():
    (found,), _ = read("[[WE || 1]] MET.\n*** Current Classification *** LIMITED OFFICIAL USE\n", "notes.txt")
    assert (found.told.level, found.told.id) == ("LIMITED OFFICIAL USE", None)


def test_a_list_without_a_text():
    with pytest.raises(SourceError, match="a list of entities without the telegram"):
        read("1. A [[B || 1]]   PER.IND\n@@@\n")


FORM = (
    "JFK ASSASSINATION SYSTEM\n\nIDENTIFICATION FORM\n\nAGENCY : NARA\n\nRECORD NUMBER : 100-10001-10001\n\n"
    "FROM : Brussels\n\nTO : Rusk\n\nDATE : 8/11/1962\n\nPAGES : 1\n"
)
HEAD = "INCOMING TELEGRAM\n\nDepartment of Stave\n\nControl: 8681\n\nRec'd: August 11, 1962\n\nFROM: Brussels\n"


def scanned(*pages: str) -> str:
    return "# 100-10001-10001\n" + "\n---\n".join(f"\n## Page {n}\n\n{page}\n" for n, page in enumerate(pages, 1))


def test_pages_of_an_ocr():
    (found,), told = read(scanned(FORM, HEAD, "An invented fair was held.\n"), "scan.md")
    assert (found.layout, found.place) == ("ocr-pages", "scan.md")
    assert found.text == f"{HEAD.strip()}\nAn invented fair was held."
    assert found.told == sources.Told(
        origin="Embassy Brussels",
        sent=dt.datetime(1962, 8, 11, tzinfo=dt.UTC),
        attributes={
            "Agency": "NARA",
            "Record Number": "100-10001-10001",
            "From": "Brussels",
            "To": "Rusk",
            "Date": "8/11/1962",
        },
    )
    assert not told


def test_a_bundle_of_scans(telegram):
    found, told = read(scanned("A LETTER", HEAD, "one", telegram, "two"), "scan.md")
    assert [(each.place, each.text.rsplit("\n", 1)[-1]) for each in found] == [
        ("scan.md#page=2", "one"),
        ("scan.md#page=4", "two"),
    ]
    assert told == [("scan.md#page=1", "a page before the first telegram. Give the pages of one telegram, or its text")]


def test_scans_of_something_else():
    with pytest.raises(SourceError, match="the OCR of 2 scanned pages, none of which shows a telegram's heading"):
        read(scanned("DISPATCH", "Chief of Station"), "scan.md")


STAMP = " Declassified/Released US Department of State EO Systematic Review 30 JUN 2005 \n"
ATTRIBUTES = "Message Attributes\nCapture Date: 01 JAN 1994\nDraft Date: 10 JAN 1974\nDocument Number: 1974MEXICO{}\n"


def test_national_archives_as_text(telegram):
    record = f"{STAMP}Message Text\n\n{telegram}\n{ATTRIBUTES}"
    lost = f"\n{STAMP}{ATTRIBUTES.format('00043')}"
    text = record.format("00042") + lost + record.format("00044") + record.format("00045")
    found, told = read(text, "a.txt")
    assert [each.layout for each in found] == ["nara-text"] * 4
    assert "".join(each.text for each in found) == text
    assert [each.text.lstrip().startswith(STAMP.strip()) for each in found] == [True] * 4
    assert [each.text.rsplit("1974MEXICO", 1)[-1].strip() for each in found] == ["00042", "00043", "00044", "00045"]
    ((place, reason),) = told
    assert place == found[1].place == "a.txt#record=2"
    assert reason.startswith("the archive has lost this telegram's text: only its catalogue fields were read. Ask")


def test_one_record_alone_keeps_its_place(telegram):
    (found,), told = read(f"Message Text\n{telegram}\n{ATTRIBUTES.format('00042')}", "a.txt")
    assert found.place == "a.txt"
    assert not told
