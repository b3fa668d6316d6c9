"""Volumes of *Foreign Relations* as e-books, as several publishers' programs build them; all of it invented."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest

from reftel import reading, sources

TITLE = "Foreign Relations of the Lanterns, 1969–1976, Volume XCIX, Fairs"


def page(body: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "x">\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>1. Telegram'
        f"</title><style>p {{}}</style></head>\n<body>{body}</body></html>"
    )


def book(chapters: Mapping[str, str], volume: str = "frus1969-76v99") -> bytes:
    """An EPUB whose files are stored in another order than that of its spine."""
    items = "".join(f'<item id="i{name}" href="{name}" media-type="application/xhtml+xml"/>' for name in chapters)
    spine = "".join(f'<itemref idref="i{name}"/>' for name in chapters)
    package = (
        f'<?xml version="1.0"?><package><metadata><dc:title>{TITLE}</dc:title><dc:identifier>{volume}</dc:identifier>'
        f"</metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", "<x/>")
        for name in sorted(chapters, reverse=True):
            archive.writestr(f"OEBPS/{name}", page(chapters[name]))
        archive.writestr("OEBPS/content.opf", package)
    return out.getvalue()


FIRST = (
    '<div class="document" id="d1"><h4 class="head">1. Telegram From the Embassy in Chile to the Department of State'
    '<sup><a class="note" href="#fn1" id="fnref1">1</a></sup></h4>\n<p class="dateline">Santiago, January 5, 1970, '
    "1500Z.</p>\n<p>12. Subject: An Invented Lantern. Ref: State 99.</p>\n"
    '<p>1. The lantern was lit<sup><a class="note" href="#fn2" id="fnref2">2</a></sup> at the fair, and many '
    '<span class="tei-pb1">[Page 5]</span> people came &amp; sang.</p>\n<p>2. It went out&nbsp;again.</p>'
    '<p class="signed"><b>Quill</b></p><div class="footnotes">'
    '<p class="footnote" id="fn1"><a href="#fnref1"><sup>1</sup></a> Source: Invented Archives, RG 59. Secret; '
    'Immediate.</p><p class="footnote" id="fn2"><a href="#fnref2">2</a> Not printed. See <a href="d2.html">'
    "Document 2</a>.</p>"
    "</div></div>"
)
SECOND = '<div class="document" id="d2"><h4>2. Memorandum of Conversation</h4><p>They spoke of lanterns.</p></div>'
THIRD = (
    '<h3 id="d3">3. Telegram From the Department of State to the Embassy in Chile'
    '<a epub:type="noteref" href="notes.html#n3" id="r3">1</a></h3><p>Washington, January 7, 1970, 0100Z.</p>'
    '<p>3456. The lantern<a epub:type="noteref" href="#n4" id="r4">*</a> is yours.</p>'
    '<span epub:type="pagebreak" id="page_7" title="7"/><p>Rogers</p>'
    '<dl><dt><a id="n4" href="#r4">*</a></dt><dd>Made of tin.</dd></dl>'
)
NOTES = '<ol><li id="n3"><p>Source: Invented Archives. Confidential. <a href="d3.html#r3">↩</a></p></li></ol>'
MODERN = {"cover.html": "<h1>Cover</h1>", "d1.html": FIRST, "d2.html": SECOND, "d3.html": THIRD, "notes.html": NOTES}


def test_each_telegram_of_a_volume_is_a_cable_with_its_notes_and_pages():
    skipped: list[tuple[str, str]] = []
    found = list(sources.documents_in(book(MODERN), "v.epub", onskip=lambda *told: skipped.append(told)))
    assert [each.place for each in found] == ["v.epub#d1", "v.epub#d3"]
    first, third = found
    assert first.text == (
        "1. Telegram From the Embassy in Chile to the Department of State\n\nSantiago, January 5, 1970, 1500Z.\n\n"
        "12. Subject: An Invented Lantern. Ref: State 99.\n\n"
        "1. The lantern was lit at the fair, and many people came & sang.\n\n2. It went out again.\n\nQuill\n\n"
        "[Footnote 2: Not printed. See Document 2.]"
    )
    assert first.told.attributes["Source"] == "Source: Invented Archives, RG 59. Secret; Immediate."
    assert first.told.attributes["Volume"] == TITLE
    at = first.told.printed.notes["2"]
    assert first.text[:at].endswith("was lit")
    number, _, place = first.told.attributes["Page places"].partition("@")
    assert (number, first.text[int(place) :][:6]) == ("5", "people")
    cable = reading.parsed(first)
    assert (cable.id, cable.classification.level, cable.subject) == ("70SANTIAGO12", "SECRET", "An Invented Lantern.")
    assert [each.number for each in cable.paragraphs] == [1, 2]
    assert third.told.level == "CONFIDENTIAL"
    assert third.text.endswith("3456. The lantern is yours.\n\nRogers\n\n[Footnote *: Made of tin.]")
    assert third.told.attributes["Page places"].startswith("7@")
    assert skipped == [("v.epub#d2", "a memorandum, not a telegram. Only the telegrams of a volume are read")]


def test_an_older_volume_with_several_documents_in_a_chapter():
    def old(number: int, head: str, source: str) -> str:
        return (
            f"<span class='tei-pb'><a class='page' id='pg_{number + 40}'>[Page {number + 40}]</a></span>"
            f"<h4>[{number}] {head}</h4><p class='source'>{source}</p>"
            f"<p>Paris, March {number}, 1936—noon.</p><p>18{number}. The lantern burns.<br/>It is of tin.</p>"
            "<table><tr><td>lamps</td><td>3</td></tr><tr><td>wicks</td><td>4</td></tr></table><p>Straus</p>"
        )

    straus = "The Ambassador in France (Straus) to the Secretary of State"
    chapter = (
        "<h2>Chapter 1: Lanterns</h2>"
        + old(5, straus, "711.90H/49: Telegram")
        + old(6, "Memorandum by Mr. Quill", "711.90H/50")
        + old(7, straus, "711.90H/51: Telegram")
    )
    found = list(sources.documents_in(book({"ch1.html": chapter}, "frus1936v09"), "v.epub", onskip=lambda *told: None))
    assert [each.told.printed.document for each in found] == ["5", "7"]
    assert [each.told.id for each in found] == ["36PARIS185", "36PARIS187"]
    assert [each.told.attributes["Page"] for each in found] == ["45", "47"]
    assert "The lantern burns.\nIt is of tin." in found[0].text
    assert "lamps 3\nwicks 4" in found[0].text
    assert found[0].told.attributes["Source"] == "711.90H/49: Telegram"


@pytest.mark.parametrize("at", range(0, len(FIRST), 97))
def test_a_chapter_that_breaks_off_is_read_as_far_as_it_goes(at):
    broken = {"d1.html": FIRST[:at], "d3.html": THIRD, "notes.html": NOTES}
    found = list(sources.documents_in(book(broken), "v.epub", onskip=lambda *told: None))
    assert found[-1].place == "v.epub#d3"
    assert "The lantern is yours." in found[-1].text


def test_hostile_chapters_take_time_by_their_length():
    for text in ("<a href='#x'>1</a>" * 20_000, "<" * 200_000, "<div>" * 50_000, "<sup><a href='#" * 20_000):
        found = list(sources.documents_in(book({"d3.html": THIRD, "d4.html": text}), "v.epub"))
        assert [each.place for each in found] == ["v.epub#d3"]
