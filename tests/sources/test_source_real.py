"""Every real document at hand: exactly one telegram where the layout is read, a reason by name where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from reftel import sources
from reftel.errors import SourceError

DATA = Path(__file__).parents[3] / "shared" / "data"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=f"the real documents are not here ({DATA.name} is absent)")

READ = [
    ("seeds/09MEXICO2134.txt", 1, {"raw"}, "six leading lines"),
    ("seeds/09MEXICO283-ocr.txt", 1, {"printed-page"}, "OCR of the printed page"),
    ("cablegate-html-2010-11/*", 10, {"page-2010-11"}, "first build"),
    ("cablegate-html-2010-12/*", 71, {"page-2010-12"}, "second build"),
    ("cablegate-html-2011/*", 5, {"page-2011"}, "third build"),
    ("frus-tei/2002*", 1, {"frus-tei"}, "TEI of one telegram"),
    ("nara-aad/*.pdf", 93, {"nara-pdf"}, "National Archives"),
    ("entities-gold/*", 67, {"annotated"}, "entities marked by hand"),
    ("pdf-printouts/*.pdf", 2, {"pdf-text"}, "other prints"),
]


@pytest.mark.parametrize(("pattern", "count", "layouts", "remark"), READ, ids=[row[-1] for row in READ])
def test_each_file_is_one_telegram(pattern, count, layouts, remark):
    found = [list(sources.documents(path)) for path in sorted(DATA.glob(pattern))]
    assert [len(documents) for documents in found] == [1] * count
    assert {documents[0].layout for documents in found} == layouts


SEVERAL = [
    ("cablegate-json/sample.jsonl", 12, "json-lines", "one a line"),
    ("cables-csv/cables_sample.csv", 2, "dump-csv", "the eight-column dump"),
    ("frus-tei/frus1936v03.xml", 436, "frus-tei", "a volume of 586 documents"),
]


@pytest.mark.parametrize(("file", "count", "layout", "remark"), SEVERAL, ids=[row[-1] for row in SEVERAL])
def test_several_telegrams_in_a_file(file, count, layout, remark):
    found = list(sources.documents(DATA / file))
    assert len(found) == count
    assert len({document.place for document in found}) == count
    assert {document.layout for document in found} == {layout}
    assert all(document.text.strip() and document.told.sent for document in found)


UNREAD = [
    ("ocr-scans/104-*", 1, "the OCR of 209 scanned pages, none of which shows a telegram's heading"),
    ("vocabulary/*", 6, "a table|a list"),
    ("peer-cases.json", 1, "JSON"),
    ("README.md", 1, "Markdown"),
]


@pytest.mark.parametrize(("pattern", "count", "reason"), UNREAD, ids=[row[0] for row in UNREAD])
def test_the_others_are_named(pattern, count, reason):
    paths = sorted(DATA.glob(pattern))
    assert len(paths) == count
    for path in paths:
        with pytest.raises(SourceError, match=reason):
            list(sources.documents(path))


def test_scans_of_others():
    found = [list(sources.documents(path)) for path in sorted(DATA.glob("ocr-scans/*.md"))[1:]]
    assert [{document.layout for document in documents} for documents in found] == [{"ocr-pages"}] * 3
    told = [documents[0].told for documents in found]
    assert [(each.origin, each.sent and each.sent.date().isoformat()) for each in told] == [
        ("Consulate Elisabethville", "1962-07-17"),
        ("Embassy Brussels", "1962-08-11"),
        ("Embassy Dublin", None),
    ]
    assert all("INCOMING TELEGRAM" in documents[0].text for documents in found)


def test_nothing_of_the_annotators_is_left():
    listed = 0
    for path in sorted(DATA.glob("entities-gold/*")):
        (document,) = sources.documents(path)
        listed += "Entities" in document.told.attributes
        assert not {"[[", "]]", "||"} & {document.text[at : at + 2] for at in range(len(document.text))}
        assert document.told.id == path.stem
    assert listed == 63, "four of the files have no list"


def test_a_lost_text_is_told():
    told: list[str] = []
    lost = [
        document.place
        for path in sorted(DATA.glob("nara-aad/*.pdf"))
        for document in sources.documents(path, onskip=lambda place, reason: told.append(f"{place}: {reason}"))
        if "Message Text" not in document.text
    ]
    assert len(lost) == 1
    assert [line.split(":")[0] for line in told] == lost
    assert "the archive has lost this telegram's text" in told[0]


def test_the_pages_of_a_volume_have_places():
    pages = 0
    for document in sources.documents(DATA / "frus-tei/frus1936v03.xml"):
        for begins in document.told.attributes.get("Page places", "").split():
            page, place = begins.split("@")
            assert page.isdecimal()
            assert 0 < int(place) < len(document.text)
            pages += 1
    assert pages > 150


def test_what_the_pages_tell():
    for path in sorted(DATA.glob("cablegate-html-*/*.html")):
        (document,) = sources.documents(path)
        told = document.told
        assert told.id == path.stem
        assert told.sent is not None
        assert told.level is not None
        assert told.origin is not None
        assert (told.released is None) == (document.layout == "page-2010-11")


def test_the_cut_is_exact():
    """What is cut out of the page without parsing all of it is what an HTML parser shows."""
    for path in sorted(DATA.glob("cablegate-html-*/*.html")):
        (document,) = sources.documents(path)
        boxes = LexborHTMLParser(path.read_bytes()).css("pre")
        assert document.text == "\n".join(box.text(deep=True) for box in boxes), path.name


TOLD = [
    ("cablegate-html-2011/7575LIBREVILLE1895.html", "subject", None),
    ("cablegate-html-2010-12/09SAOPAULO663.html", "level", "CONFIDENTIAL//NOFORN"),
    ("cablegate-html-2010-12/08ISLAMABAD3010.html", "articles", (("http://www.spiegel.de", None),)),
    ("cablegate-html-2010-12/05PARIS8462.html", "partial", True),
    ("cablegate-html-2010-11/79TEHRAN8980.html", "partial", False),
]


@pytest.mark.parametrize(("file", "field", "value"), TOLD, ids=[f"{row[0][15:]} {row[1]}" for row in TOLD])
def test_told(file, field, value):
    (document,) = sources.documents(DATA / file)
    told = getattr(document.told, field)
    assert (tuple((item.url, item.title) for item in told) if field == "articles" else told) == value
