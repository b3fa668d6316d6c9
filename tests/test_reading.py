"""Sources and parser joined: the text comes first, what was told beside it fills what is open."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from reftel import reading
from reftel.errors import SourceError
from reftel.model import Article, Cable, Classification, Paragraph, Post, Tag
from reftel.sources import Told

EARLY = dt.datetime(2008, 1, 10, 11, 11, tzinfo=dt.UTC)
LATE = dt.datetime(2010, 12, 1, 21, 9, tzinfo=dt.UTC)
MEXICO = Post("MEXICO", "Embassy Mexico", "MX", 19.43, -99.13)
ARTICLE = Article("http://paper.example", "A fair")


MERGED = [
    (Cable(), Told(), Cable(), "nothing told, nothing changed"),
    (
        Cable(id="08MEXICO42"),
        Told(id="08MEXICO42"),
        {"id": "08MEXICO42", "aliases": (), "rules": {}},
        "the same number",
    ),
    (Cable(), Told(id="08MEXICO42"), {"id": "08MEXICO42", "aliases": (), "rules": {"id": "page table"}}, "told alone"),
    (Cable(), Told(id="08MEXICO00042"), {"id": "08MEXICO42", "aliases": ("08MEXICO00042",)}, "spelled differently"),
    (
        Cable(id="75LIBREVILLE1895", rules={"id": "classification line"}),
        Told(id="7575LIBREVILLE1895"),
        {"id": "75LIBREVILLE1895", "aliases": ("7575LIBREVILLE1895",), "rules": {"id": "classification line"}},
        "malformed on the page",
    ),
    (
        Cable(id="08MEXICO42", aliases=("08 MEXICO 42",)),
        Told(id="08 MEXICO 42"),
        {"aliases": ("08 MEXICO 42",)},
        "an alias once",
    ),
    (Cable(sent=EARLY), Told(sent=LATE), {"sent": EARLY, "rules": {}}, "the date-time group comes first"),
    (Cable(), Told(sent=LATE), {"sent": LATE, "rules": {"sent": "page table"}}, "no date-time group"),
    (Cable(), Told(released=LATE, articles=(ARTICLE,)), {"released": LATE, "articles": (ARTICLE,)}, "the collection's"),
    (Cable(), Told(partial=True), {"partial": True}, "an extract"),
    (Cable(partial=True), Told(), {"partial": True}, "known to the text alone"),
    (
        Cable(attributes={"Type": "TE"}),
        Told(attributes={"Type": "?", "Copy": "SINGLE"}),
        {"attributes": {"Type": "TE", "Copy": "SINGLE"}},
        "attributes of both",
    ),
    (Cable(), Told(tags=("PREL",)), {"rules": {"tags": "page table"}}, "TAGS of the links"),
    (Cable(tags=(Tag("MX"),)), Told(tags=("PREL",)), {"tags": (Tag("MX"),)}, "TAGS of the line"),
    (Cable(), Told(subject="A FAIR"), {"subject": "A FAIR", "subject_mark": None}, "subject"),
    (
        Cable(),
        Told(subject="S/NF) A FAIR"),
        {"subject": "A FAIR", "subject_mark": "S/NF"},
        "a mark without its bracket",
    ),
    (Cable(), Told(subject="(C) A FAIR"), {"subject": "A FAIR", "subject_mark": "C"}, "a mark"),
    (Cable(), Told(subject="A) B) FAIRS"), {"subject": "A) B) FAIRS", "subject_mark": None}, "no mark at all"),
    (
        Cable(subject="A FAIR IN TULA", subject_mark="U"),
        Told(subject="S) A FAIR"),
        {"subject": "A FAIR IN TULA", "subject_mark": "U"},
        "the page shows the first line only",
    ),
]


@pytest.mark.parametrize(("cable", "told", "expected", "remark"), MERGED, ids=[row[-1] for row in MERGED])
def test_merged(cable, told, expected, remark):
    merged = reading.merged(cable, told)
    if isinstance(expected, Cable):
        assert merged == expected
    else:
        assert {name: getattr(merged, name) for name in expected} == expected


LEVELS = [
    ("CONFIDENTIAL", None, Classification("CONFIDENTIAL"), "level alone"),
    ("SECRET//NOFORN", None, Classification("SECRET", ("NOFORN",)), "with a caveat"),
    ("UNCLASSIFIED//FOR OFFICIAL USE ONLY", None, Classification("FOR OFFICIAL USE ONLY"), "two levels: the higher"),
    ("MOST CURIOUS", None, None, "no level that anyone knows"),
    ("SECRET//NOFORN", Classification("SECRET"), Classification("SECRET", ("NOFORN",)), "a caveat is never lost"),
    ("SECRET", Classification("CONFIDENTIAL", ("NOFORN",)), Classification("CONFIDENTIAL", ("NOFORN",)), "text first"),
    (None, Classification("SECRET"), Classification("SECRET"), "nothing told"),
]


@pytest.mark.parametrize(("told", "read", "expected", "remark"), LEVELS, ids=[row[-1] for row in LEVELS])
def test_classification(told, read, expected, remark):
    assert reading.merged(Cable(classification=read), Told(level=told)).classification == expected


ORIGINS = [
    (None, None, "Embassy Mexico", "MEXICO", "a post by its name"),
    (None, "08XANADU42", "Embassy Xanadu", "XANADU", "a post that no table knows: its code from the number"),
    (None, None, "Embassy Xanadu", None, "nor a number"),
    (MEXICO, "08TULA42", "Consulate Tula", "MEXICO", "the text first"),
    (Post("XANADU"), None, "Embassy Xanadu", "XANADU", "a code without a name"),
]


@pytest.mark.parametrize(("read", "number", "told", "code", "remark"), ORIGINS, ids=[row[-1] for row in ORIGINS])
def test_origin(read, number, told, code, remark):
    origin = reading.merged(Cable(id=number, origin=read), Told(origin=told)).origin
    assert (origin.code if origin else None) == code
    assert origin is None or origin.name == (read.name if read and read.name else told)


RULES = [
    (Cable(), Told(level="SECRET"), {"classification": "page table"}, "all told"),
    (
        Cable(classification=Classification("SECRET"), rules={"classification": "classification line"}),
        Told(level="SECRET//NOFORN"),
        {"classification": "classification line", "classification.caveats": "page table"},
        "a caveat added",
    ),
    (Cable(origin=Post("XANADU")), Told(origin="Embassy Xanadu"), {"origin.name": "page table"}, "a name added"),
    (Cable(origin=MEXICO), Told(origin="Embassy Tula"), {}, "nothing taken"),
]


@pytest.mark.parametrize(("cable", "told", "rules", "remark"), RULES, ids=[row[-1] for row in RULES])
def test_rules_say_what_was_told(cable, told, rules, remark):
    assert reading.merged(cable, told).rules == rules


def test_read_hands_the_parser_what_was_told(tmp_path, monkeypatch):
    asked = []

    def parse(text, *, year=None, reference_id=None):
        asked.append((text, year, reference_id))
        return Cable(text=text)

    monkeypatch.setattr(reading.telegram, "parse", parse, raising=False)
    raw = tmp_path / "raw.txt"
    raw.write_text("R 101200Z JAN 08\r\nFM AMEMBASSY MEXICO\r\n")
    page = tmp_path / "page.html"
    page.write_text(
        "<html><table class='cable'><tr><th>Reference ID</th><th>Created</th></tr>"
        "<tr><td>08MEXICO42</td><td>2008-01-10 12:12</td></tr></table><pre>A</pre><pre>B</pre></html>"
    )
    (found,) = reading.readings(raw)
    assert (found.document.layout, found.cable.text) == ("raw", "R 101200Z JAN 08\nFM AMEMBASSY MEXICO\n")
    (cable,) = reading.read(page)
    assert (cable.id, cable.text, cable.sent) == ("08MEXICO42", "A\nB", dt.datetime(2008, 1, 10, 12, 12, tzinfo=dt.UTC))
    assert asked == [("R 101200Z JAN 08\nFM AMEMBASSY MEXICO\n", None, None), ("A\nB", 2008, "08MEXICO42")]


def test_an_unreadable_file_says_so(tmp_path):
    with pytest.raises(SourceError, match="no such file"):
        list(reading.read(tmp_path / "gone"))


def test_a_bundle_is_read_telegram_by_telegram(tmp_path: Path) -> None:
    one = (
        "R 212230Z JUL 09\nFM AMEMBASSY LIMA\nTO RUEHC/SECSTATE WASHDC 0101\nUNCLAS LIMA 000045\n\n"
        "SUBJECT: KITES\n\n1. (U) Kites.\n"
    )
    bundle = one + "\n" + one.replace("000045", "000046").replace("212230Z", "221114Z")
    path = tmp_path / "bundle.txt"
    path.write_text(bundle, "utf-8")
    found = list(reading.readings(path))
    assert [each.cable.id for each in found] == ["09LIMA45", "09LIMA46"]
    assert "".join(each.document.text for each in found) == bundle
    assert [each.document.place.partition("#char=")[2].split(",")[0] for each in found] == ["0", str(len(one) + 1)]


def test_reading_goes_on_where_it_was_left(tmp_path, monkeypatch):
    telegram = (
        "R 10120{0}Z JAN 08\nFM AMEMBASSY MEXICO\nTO SECSTATE WASHDC\nUNCLAS MEXICO 00004{0}\n\n1. SPECIMEN.\nNNNN\n"
    )
    path = tmp_path / "several.txt"
    path.write_text("".join(f"{telegram.format(number)}NNNN\n" for number in range(5)))
    every = list(reading.readings(path))
    assert [each.cable.id for each in every] == [f"08MEXICO4{number}" for number in range(5)]
    assert list(reading.readings(path, after=3)) == every[3:]
    assert list(reading.readings(path, after=5)) == []
    parsed = []
    monkeypatch.setattr(reading, "parsed", lambda document: parsed.append(document))
    list(reading.readings(path, after=4))
    assert len(parsed) == 1, "what was taken before is not parsed again"


def test_paragraphs_without_a_level_of_their_own_have_that_of_the_message():
    cable = Cable(paragraphs=(Paragraph("Kites."), Paragraph("Nets.", mark="U", level="UNCLASSIFIED")))
    merged = reading.merged(cable, Told(level="SECRET//NOFORN"))
    assert [each.level for each in merged.paragraphs] == ["SECRET", "UNCLASSIFIED"]
    assert merged.rules["paragraphs.level"] == "page table"
