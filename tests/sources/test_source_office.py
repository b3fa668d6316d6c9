"""Telegrams in documents of word processors, in e-books and in what Safari saves; all of it invented."""

from __future__ import annotations

import html
import io
import plistlib
import zipfile
from collections.abc import Mapping

import brotli
import docx
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

import reftel
from reftel import sources
from reftel.errors import SourceError
from reftel.sources import rtf

TEXT = (
    "R 101200Z JAN 08\nFM AMEMBASSY MEXICO\nTO SECSTATE WASHDC\nUNCLAS MEXICO 000042\n\nSUBJECT: SPECIMEN: A FAIR\n\n"
    "1. (U) An invented  fair & a race \u2013 the caf\u00e9\u2019s {own} \\ were held.\n\n2. (U) Ends.\n"
)


def zipped(files: Mapping[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


def word(*, breaks: bool = False) -> bytes:
    made, out = docx.Document(), io.BytesIO()
    for line in [TEXT] if breaks else TEXT.split("\n"):
        made.add_paragraph(line)
    made.save(out)
    return out.getvalue()


def open_document() -> str:
    lines = (html.escape(line, quote=False).replace("  ", ' <text:s text:c="1"/>') for line in TEXT.split("\n"))
    note = "<office:annotation><text:p>SUBJECT: not of it</text:p></office:annotation>"
    body = "".join(f"<text:p>{line}</text:p>" if line else "<text:p/>" for line in lines)
    return f'<?xml version="1.0"?>\n<office:x><office:text>{note}{body}</office:text></office:x>'


def rich() -> bytes:
    signs = {"\n": "\\par\r\n", "\u2019": "\\u8217?", "\u2013": "\\endash ", "\u00e9": "\\'e9"}
    text = "".join(signs.get(sign, f"\\{sign}" if sign in "\\{}" else sign) for sign in TEXT)
    tables = "{\\fonttbl{\\f0 Courier;}}{\\colortbl;\\red0;}{\\*\\generator X;}{\\info{\\title SUBJECT: X}}"
    return f"{{\\rtf1\\ansi\\ansicpg1252\\uc1{tables}\\pard\\f0\\fs20 {text}}}".encode("ascii")


MADE = [
    (word(), "Word"),
    (word(breaks=True), "Word, breaks in one paragraph"),
    (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": open_document()}), "OpenDocument"),
    (rich(), "RTF"),
]


@pytest.mark.parametrize(("data", "remark"), MADE, ids=[case[-1] for case in MADE])
def test_the_telegram_in_a_document(save, data, remark):
    path = save(data)
    (document,) = sources.documents(path)
    (cable,) = reftel.read(path)
    assert document.place == str(path)
    assert (cable.id, cable.subject) == ("08MEXICO42", "SPECIMEN: A FAIR")
    said = "An invented fair & a race \u2013 the caf\u00e9\u2019s {own} \\ were held."
    assert " ".join(cable.paragraphs[0].text.split()) == said
    assert document.text.split() == TEXT.split()


BOOK = {"mimetype": "application/epub+zip", "META-INF/container.xml": "<x/>"}
OTHERS = [
    (zipped({"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x/>"}), "a spreadsheet .* in which nothing stands"),
    (zipped({"[Content_Types].xml": "<x/>", "ppt/presentation.xml": "<x/>"}), "an office document"),
    (
        zipped(BOOK | {"a.xhtml": "<p>Of kites"}),
        "EPUB.*TEI",
    ),
    (b"{\\rtf1 Of kites.}", "without any mark of a telegram"),
    (b"{\\rtf1 " + b"{" * 200_000, "empty|without any mark"),
    (b"bplist00garbage", "a damaged property list"),
    (plistlib.dumps({"a": 1}, fmt=plistlib.FMT_BINARY), "a property list, and not a page"),
    (b"AT&TFORM" + bytes(99), "a DjVu document"),
    (b"MZ" + bytes(99), "a program for Windows"),
    (bytes(4) + b"ftypheic" + bytes(99), "a photograph .*PNG"),
]


@pytest.mark.parametrize(("data", "reason"), OTHERS)
def test_other_documents_are_named(save, data, reason):
    with pytest.raises(SourceError, match=reason):
        list(sources.documents(save(data)))


def test_the_chapters_of_a_book(save):
    page = f"<html><body>{''.join(f'<p>{html.escape(line)}</p>' for line in TEXT.split(chr(10)))}</body></html>"
    path = save(zipped(BOOK | {"a/1.xhtml": page, "2.html": "x"}))
    (document,) = sources.documents(path)
    assert document.place == f"{path}!a/1.xhtml"
    assert document.text.split() == TEXT.split()


def test_signs_of_rich_text():
    assert rtf.shown("{\\rtf1 a\\tab b\\~c\\uc2\\u-3913 ??d{\\*\\x y}{\\pict ff}\\'93e}") == "a\tb c\uf0b7d\u201ce"


def test_a_page_that_safari_saved(save, make_page):
    page = {"WebResourceData": make_page().encode(), "WebResourceURL": "https://a.example/1"}
    framed = {
        "WebMainResource": {**page, "WebResourceData": b"<html>frames"},
        "WebSubframeArchives": [{"WebMainResource": page}],
    }
    path = save(plistlib.dumps({"WebMainResource": page}, fmt=plistlib.FMT_BINARY))
    (document,) = sources.documents(path)
    assert (document.place, document.told.id) == (str(path), "08MEXICO42")
    (inner,) = sources.documents_in(plistlib.dumps(framed, fmt=plistlib.FMT_BINARY), "x", onskip=lambda *_: None)
    assert inner.told.id == "08MEXICO42"


def captured(*bodies: tuple[bytes, str]) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False)
    for number, (body, encoding) in enumerate(bodies):
        headers = [("Content-Type", "text/html"), ("Content-Encoding", encoding)]
        http = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
        address = f"https://a.example/{number}"
        writer.write_record(writer.create_warc_record(address, "response", payload=io.BytesIO(body), http_headers=http))
    return out.getvalue()


def test_a_capture_of_packed_pages(make_page):
    import zstandard

    page = make_page().encode()
    bodies = [(brotli.compress(page), "br"), (zstandard.compress(page), "zstd"), (b"garbage", "br"), (page, "identity")]
    told: list[str] = []
    found = list(sources.documents_in(captured(*bodies), "x", onskip=lambda place, why: told.append(place)))
    assert [document.place for document in found] == [f"x!https://a.example/{number}" for number in (0, 1, 3)]
    assert told == ["x!https://a.example/2"]
    assert len({document.text for document in found}) == 1


def test_a_packed_page_that_unpacks_to_too_much():
    bomb = brotli.compress(b"x" * (200 << 20), quality=1)
    with pytest.raises(SourceError, match=r"files that were not read|unpacks to"):
        list(sources.documents_in(captured((bomb, "br")), "x"))
