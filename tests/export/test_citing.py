"""Citations: the models that styles are held against, and files that citation managers' own readers read back."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import bibtexparser
import msgspec
import pytest
import rispy
from archive.invented import cable, put
from citeproc.source.json import CiteProcJSON
from search.twins import READERS, build

from reftel import archive, vocabulary
from reftel.archive import Archive, Edition, Reader, View
from reftel.archive.anchors import anchors
from reftel.errors import QueryError
from reftel.export import STYLES, anchor_named, cite, cited, coins, joined, passage, pieces
from reftel.model import Addressee, Cable, Paragraph, Tag

BASE = "https://cables.example"
DAY = dt.date(2014, 5, 1)
STATE = Addressee("action", "SECSTATE WASHDC")
ODD = 'Keys & 50% {of} "the" #1 lantern_s \\ ~ ^ $ } — Ünïcödé – 燈台 \u202eover'
"""What TeX, BibTeX and RIS would obey, and what is no ASCII."""


def view(made: Cable, layout: str = "raw") -> View:
    key = made.id or "unnumbered-0123456789ab"
    names = anchors(made.paragraphs)
    return View(id=key, cable=made, anchors=names, editions=(Edition(1, "x", layout, "", shown=True),))


def catalogued(**fields: Any) -> View:
    made = cable(
        id="74MANILA7657",
        aliases=("1974MANILA07657",),
        origin=vocabulary.post("MANILA"),
        sent=dt.datetime(1974, 6, 27, 9, 30, tzinfo=dt.UTC),
        addressees=(STATE,),
    )
    return view(msgspec.structs.replace(made, **fields), "nara-pdf")


def test_the_national_archives_model() -> None:
    """Word for word as the National Archives gives it for Access to Archival Databases."""
    assert cite(catalogued(), accessed=DAY) == (
        "Embassy Manila to Department of State, Telegram 07657, June 27, 1974, 1974MANILA07657, Central Foreign Policy "
        "Files, 1973-79/Electronic Telegrams, RG 59: General Records of the Department of State, National Archives "
        "(accessed May 1, 2014)."
    )


PRINTED = {"Volume": "An invented volume", "Document": "45", "Page": "346–347", "Page places": "347@5"}
NOTES = [
    (
        catalogued(attributes={"Film Number": "D740172-0419"}),
        None,
        "1974MANILA07657, film D740172-0419, Central Foreign Policy Files",
        "the film, where it is known",
    ),
    (catalogued(attributes={"Film Number": "n/a"}), None, "1974MANILA07657, Central Foreign", "no film is none"),
    (
        catalogued(),
        "par2",
        "June 27, 1974, ¶ 2, 1974MANILA07657, ",
        "a paragraph stands behind the date, as in a printed note",
    ),
    (
        view(cable(1, addressees=(STATE, Addressee("action", "AMEMBASSY LA PAZ"))), "raw"),
        None,
        "Embassy Mexico to Department of State et al., Telegram 1, January 31, 2009, 09MEXICO1.",
        "several addressees; no collection that the table knows",
    ),
    (view(cable(1)), None, "Embassy Mexico, Telegram 1, January 31, 2009, 09MEXICO1.", "no addressee"),
    (
        view(cable(1, id=None, origin=None, sent=None, addressees=(STATE,))),
        None,
        "To Department of State, Telegram.",
        "next to nothing known: the key is none of the cable's own",
    ),
    (
        view(
            cable(
                1,
                id=None,
                origin=None,
                attributes={"Number": "Cablegram 167", "vol_full_title": "Volume 1: 1937–1938", "doc_num": "246"},
            ),
            "dfat-markdown",
        ),
        None,
        "Cablegram 167, January 31, 2009, Documents on Australian Foreign Policy, Volume 1: 1937–1938, document 246.",
        "an edition in print",
    ),
    (
        view(cable(1, attributes=PRINTED), "frus-tei"),
        None,
        "09MEXICO1, An invented volume, document 45, pp. 346–347.",
        "the pages of a printed volume",
    ),
    (
        view(cable(1, attributes=PRINTED), "frus-tei"),
        "page347",
        "January 31, 2009, 09MEXICO1, An invented volume, document 45, p. 347.",
        "one of its pages",
    ),
    (
        view(cable(1, attributes={"doc_num": "246"}), "dfat-markdown"),
        None,
        "09MEXICO1, document 246.",
        "what its catalogue does not tell is left out",
    ),
]


@pytest.mark.parametrize(("what", "anchor", "expected", "remark"), NOTES, ids=[each[-1] for each in NOTES])
def test_notes(what: View, anchor: str | None, expected: str, remark: str) -> None:
    assert expected in cite(what, anchor=anchor)


STYLED = [
    (
        "chicago",
        "Embassy Mexico to Department of State, “FERRY NUMBER 1 OF THE SPECIMENS,” telegram 1, January 31, 2009, ¶ 2, "
        "09MEXICO1, accessed May 1, 2014, https://cables.example/cables/09MEXICO1#par2.",
    ),
    (
        "chicago-bibliography",
        "Embassy Mexico. “FERRY NUMBER 1 OF THE SPECIMENS.” Telegram 1 to Department of State, January 31, 2009. "
        "09MEXICO1. Accessed May 1, 2014. https://cables.example/cables/09MEXICO1.",
    ),
    (
        "mla",
        "Embassy Mexico. “FERRY NUMBER 1 OF THE SPECIMENS.” Telegram 1 to Department of State, 31 Jan. 2009. "
        "09MEXICO1, par. 2. https://cables.example/cables/09MEXICO1#par2. Accessed 1 May 2014.",
    ),
]


@pytest.mark.parametrize(("style", "expected"), STYLED, ids=[each[0] for each in STYLED])
def test_styles(style: Any, expected: str) -> None:
    made = view(cable(1, addressees=(STATE,)))
    assert cite(made, style, anchor="par2", base=BASE + "/", accessed=DAY) == expected


def test_titles_in_quotation_marks() -> None:
    said = cite(view(cable(1, subject='“NO” SAYS THE "KEEPER"?')), "chicago-bibliography")
    assert "“‘NO’ SAYS THE 'KEEPER'?” Telegram" in said, "one stop, and other marks within"


PASSAGES = [
    ("par7", "¶ 7"),
    ("par7-2", "¶ 7 (no. 2 so numbered)"),
    ("par7b", "unnumbered ¶ 2 after ¶ 7"),
    ("par0a", "unnumbered ¶ 1"),
    ("par0ag", "unnumbered ¶ 33"),
]


@pytest.mark.parametrize(("anchor", "expected"), PASSAGES)
def test_passages(anchor: str, expected: str) -> None:
    assert passage(anchor) == expected


@pytest.mark.parametrize("text", ["par7", "#par7", "7", "¶ 7", "¶7", " #7 "])
def test_anchors_as_people_write_them(text: str) -> None:
    assert anchor_named(text) == "par7"


def test_no_such_paragraph() -> None:
    with pytest.raises(QueryError, match="has no paragraph par9 that is open to you; reftel show"):
        cited(view(cable(1)), anchor="par9")


def odd() -> View:
    return view(
        cable(
            7,
            subject=ODD,
            addressees=(Addressee("action", ODD),),
            tags=(Tag("PREL"), Tag("OVIP (QUILL, ADA)")),
            paragraphs=(Paragraph("x", 7), Paragraph("y")),
        )
    )


def test_bibtex_is_read_back() -> None:
    plain = view(cable(2, addressees=(STATE,)))
    text = joined("bibtex", [cited(odd(), anchor="par7", base=BASE, accessed=DAY), cited(plain)])
    library = bibtexparser.parse_string(text, append_middleware=[bibtexparser.middlewares.LatexDecodingMiddleware()])
    assert not library.failed_blocks, "whatever stands in one entry, the next is read too"
    first, second = library.entries
    assert (first.entry_type, first.key, second.key) == ("misc", "09MEXICO7-par7", "09MEXICO2")
    fields = {name: field.value for name, field in first.fields_dict.items()}
    # It reads \textasciicircum as another circumflex.
    assert fields["title"].strip("{}").replace("ˆ", "^").split() == ODD.split()
    assert fields["author"].strip("{}") == "Embassy Mexico"
    assert (fields["year"], fields["month"], fields["day"]) == ("2009", "jul", "30")
    assert fields["note"] == "¶ 7"
    assert fields["url"] == f"{BASE}/cables/09MEXICO7#par7"
    assert fields["urldate"] == "2014-05-01"
    raw = bibtexparser.parse_string(text).entries[0]["keywords"]
    assert raw == "PREL, {OVIP (QUILL, ADA)}", "a comma of its own divides nothing"


def test_ris_is_read_back() -> None:
    text = joined("ris", [cited(odd(), anchor="par7", base=BASE, accessed=DAY), cited(view(cable(2)))])
    assert "\r\n".join(text.splitlines()) + "\r\n" == text, "every line ends as RIS wants it, and no value has two"
    first, second = rispy.loads(text)
    assert (first["type_of_reference"], first["id"], second["id"]) == ("PCOMM", "09MEXICO7-par7", "09MEXICO2")
    assert first["title"] == ODD
    assert first["authors"] == ["Embassy Mexico"]
    assert (first["year"], first["date"]) == ("2009", "2009/07/30/")
    assert first["keywords"] == ["PREL", "OVIP (QUILL, ADA)"]
    assert first["urls"] == [f"{BASE}/cables/09MEXICO7#par7"]
    assert first["notes"] == ["¶ 7"]


def test_ris_takes_no_second_record_from_a_text() -> None:
    text = cite(view(cable(1, subject="LANTERNS\r\nER  - \r\nTY  - BOOK\nTI  - Another")), "ris")
    (only,) = rispy.loads(text)
    assert only["title"] == "LANTERNS ER - TY - BOOK TI - Another"


def test_csl_json_is_read_back() -> None:
    items = json.loads(joined("csl-json", [cited(odd(), anchor="par7", base=BASE, accessed=DAY), cited(catalogued())]))
    first, second = items
    assert first["title"] == ODD
    assert first["author"] == [{"literal": "Embassy Mexico"}]
    assert first["issued"] == {"date-parts": [[2009, 7, 30]]}
    assert first["accessed"] == {"date-parts": [[2014, 5, 1]]}
    assert (second["archive"], second["number"]) == ("National Archives", "1974MANILA07657")
    read = CiteProcJSON(items)  # it knows the types and the fields of the Citation Style Language
    assert [each.type for each in read.values()] == ["personal_communication"] * 2
    assert read["74manila7657"].author[0].literal == "Embassy Manila"


def test_coins() -> None:
    told = parse_qs(coins(cited(odd(), base=BASE)))
    assert told["rft_val_fmt"] == ["info:ofi/fmt:kev:mtx:dc"]
    assert told["rft.type"] == ["letter"]
    assert told["rft.title"] == [ODD]
    assert told["rft.aucorp"] == ["Embassy Mexico"]
    assert told["rft.date"] == ["2009-07-30"]
    assert told["rft.identifier"] == [f"{BASE}/cables/09MEXICO7"]
    assert told["rft.subject"] == ["PREL", "OVIP (QUILL, ADA)"]


@pytest.fixture
def held(tmp_path: Path) -> Archive:
    made = archive.open(tmp_path / "X", create=True)
    put(made, *(cable(number) for number in range(1, 40)), cable(1, post="LAPAZ", id=None, sent=None, subject=ODD))
    return made


def test_all_hits(held: Archive) -> None:
    """As one file each, which its reader reads as so many entries."""

    def written(style: Any, query: str = "") -> str:
        return b"".join(pieces(held, query, style, base=BASE)).decode()

    assert len(bibtexparser.parse_string(written("bibtex")).entries) == 40
    assert len(rispy.loads(written("ris"))) == 40
    items = json.loads(written("csl-json"))
    assert len(items) == 40
    assert {each["URL"].removeprefix(f"{BASE}/cables/") for each in items} == set(held.ids())
    assert json.loads(written("csl-json", "zqnowhere")) == []
    assert written("ris", "zqnowhere") == written("bibtex", "zqnowhere") == ""


def test_a_lone_half_of_a_character(held: Archive) -> None:
    put(held, cable(50, subject="LANTERN \ud800 X"))
    assert "LANTERN ? X" in b"".join(pieces(held, "id:09MEXICO50", "ris")).decode()


@pytest.mark.parametrize("reader", READERS, ids=lambda each: f"{each.level}-{each.caveats and len(each.caveats)}")
def test_nothing_above_the_reader(tmp_path: Path, reader: Reader) -> None:
    one, other, secrets = build(tmp_path, reader)
    for key in one.ids():
        views = [each.view(key, reader) for each in (one, other)]
        for style in STYLES:
            said, also = (cite(each, style, accessed=DAY) for each in views if each)
            assert said == also
            assert not [secret for secret in secrets if secret in said]


CAPTURED = "http://archive.example/cable/2009/01/09MEXICO1.html"


def captured(place: str, layout: str = "page-2011") -> View:
    made = view(cable(1, addressees=(STATE,)), layout)
    return msgspec.structs.replace(made, editions=(Edition(1, "week.warc.gz", layout, place, shown=True),))


def test_a_page_of_the_web_archive_names_it_and_its_address() -> None:
    told = captured(f"week.warc.gz!{CAPTURED}")
    expected = "Telegram 1, January 31, 2009, 09MEXICO1, Cablegate, WikiLeaks, "
    assert f"{expected}read from {CAPTURED}, {BASE}/cables/09MEXICO1" in cite(told, base=BASE)
    assert f"Cablegate, WikiLeaks, read from {CAPTURED}" in cite(told, "mla")
    (item,) = json.loads(joined("csl-json", [cited(told)]))
    assert (item["archive"], item["archive_location"]) == ("WikiLeaks", "Cablegate")
    assert item["note"] == f"read from {CAPTURED}"
    assert f"N1  - Cablegate, WikiLeaks\r\nN1  - read from {CAPTURED}" in cite(told, "ris")


@pytest.mark.parametrize(
    ("place", "remark"),
    [
        ("", "a file of its own"),
        ("heap.zip!a.html", "a member that is no address"),
        ("week.warc.gz!javascript:alert(1)", "an address that is none"),
        ("week.warc.gz!http://a.example/x y", "with a blank in it"),
    ],
)
def test_an_address_that_is_not_told_is_not_made_up(place: str, remark: str) -> None:
    assert "read from" not in cite(captured(place)), remark
    assert "Cablegate, WikiLeaks" in cite(captured(place))
    assert "WikiLeaks" not in cite(captured(place, "raw")), "the layout tells the archive"


def test_layouts_of_the_table_are_layouts() -> None:
    from reftel.export.citation import _holdings

    known = {"annotated", "dfat-markdown", "frus-tei", "nara-pdf", "nara-text", "smart-email"}
    known |= {"page-2010-11", "page-2010-12", "page-2011", "printed-page", "dump-csv"}
    assert set(_holdings()) == known


def test_a_page_that_does_not_begin_there_is_refused() -> None:
    with pytest.raises(QueryError, match=r"no page 9 begins in 09MEXICO1: it stands on pp\. 346–347"):
        cited(view(cable(1, attributes=PRINTED), "frus-tei"), anchor="page9")
    with pytest.raises(QueryError, match="no printed volume tells its pages"):
        cited(view(cable(1)), anchor="page9")
