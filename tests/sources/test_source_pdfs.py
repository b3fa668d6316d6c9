"""PDFs: the National Archives' telegram, other prints of one, and what is wrong with the rest."""

from __future__ import annotations

import io

import pypdf
import pytest

from reftel import sources
from reftel.errors import SourceError
from reftel.sources import pdf as pdf_pages

STAMP = " Declassified/Released US Department of State EO Systematic Review 30 JUN 2005 "
TEXT = f"{STAMP}\nMessage Text\n \nUNCLASSIFIED\n \nPAGE 01  LA PAZ 00042  101200Z\n \nR 101200Z JAN 74\nFM LA PAZ"
MORE = f"1. A FAIR WAS\n     HELD IN HALL\n \n2. ALL CAME.\n{STAMP}"
ATTRIBUTES = f"{STAMP}\nMessage Attributes\nCapture Date: 01 JAN 1994\nDocument Number: 1974LAPAZ00042"
REST = "To: STATE\nType: TE"

NARA = [
    ([TEXT, MORE, ATTRIBUTES, REST], [("", 4)], "text and attributes"),
    ([ATTRIBUTES, REST], [("", 2)], "the archive could not convert the text"),
    ([TEXT], [("", 1)], "no attributes"),
    ([TEXT, ATTRIBUTES, TEXT, MORE, ATTRIBUTES, REST], [("", 2), ("#page=3", 4)], "two telegrams joined"),
    ([TEXT, ATTRIBUTES, REST, ATTRIBUTES], [("", 3), ("#page=4", 1)], "the second has no text"),
    ([STAMP, TEXT, ATTRIBUTES], [("", 3)], "a page in front"),
]


@pytest.mark.parametrize(("pages", "expected", "remark"), NARA, ids=[row[-1] for row in NARA])
def test_national_archives(make_pdf, pages, expected, remark):
    found = list(sources.documents_in(make_pdf(pages), "heap/a.pdf"))
    assert [document.layout for document in found] == ["nara-pdf"] * len(expected)
    assert [document.place for document in found] == [f"heap/a.pdf{suffix}" for suffix, _ in expected]
    shown = pdf_pages.pages(make_pdf(pages), "x")
    for document, (_, count) in zip(found, expected, strict=True):
        assert document.text == "\n".join(shown[:count])
        shown = shown[count:]
    assert shown == []


def test_blank_lines_and_indentation_are_kept(make_pdf):
    (document,) = sources.documents_in(make_pdf([TEXT, MORE]), "a.pdf")
    assert "1. A FAIR WAS\n     HELD IN HALL\n \n2. ALL CAME.\n" in document.text


def test_a_print_of_a_telegram(make_pdf, telegram):
    (document,) = sources.documents_in(make_pdf([telegram]), "a.pdf")
    assert document.layout == "pdf-text"
    assert "FM AMEMBASSY MEXICO\nTO SECSTATE WASHDC\n" in document.text


def test_pieces_of_one_line_stay_together(make_pdf):
    split = make_pdf(["E.O. 12958: N/A\nTAGS:\nR 101200Z JAN 08"])
    # the second word of the TAGS line drawn apart, on the same baseline, as links are
    split = split.replace(b"(TAGS:) Tj", b"(TAGS: ) Tj 1 0 0 1 40 800 Tm () Tj 1 0 0 1 90 789 Tm (PREL) Tj")
    assert "TAGS: PREL\nR 1012" in pdf_pages.pages(_with_right_lengths(split), "x")[0]


def test_what_pypdf_cannot_read_pdfium_reads(make_pdf, telegram, monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise RecursionError("a hostile file")

    monkeypatch.setattr(pypdf, "PdfReader", refuse)
    (document,) = sources.documents_in(make_pdf([telegram]), "a.pdf")
    assert document.layout == "pdf-text"
    assert "FM AMEMBASSY MEXICO\nTO SECSTATE WASHDC\n" in document.text


def _with_right_lengths(data: bytes) -> bytes:
    """The same PDF written anew by a library, its streams measured again."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _encrypted(data: bytes) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


BAD = [
    (_encrypted, "the PDF is encrypted.*without password"),
    (lambda data: data[: len(data) // 2], "breaks off"),
    (lambda data: data[:-8], "breaks off"),
    (lambda data: b"%PDF-1.4\n" + b"x" * 500 + b"\n%%EOF", "cannot be opened"),
]


@pytest.mark.parametrize(("damage", "reason"), BAD, ids=["encrypted", "half", "no end", "nothing inside"])
def test_damaged(make_pdf, telegram, damage, reason):
    with pytest.raises(SourceError, match=reason):
        list(sources.documents_in(damage(make_pdf([telegram])), "a.pdf"))


def test_no_text_layer(make_pdf):
    with pytest.raises(SourceError, match="a PDF without a text: its pages are blank"):
        list(sources.documents_in(make_pdf(["", ""]), "a.pdf"))


def test_a_pdf_of_something_else(make_pdf):
    with pytest.raises(SourceError, match="a PDF, but without any mark of a telegram"):
        list(sources.documents_in(make_pdf(["Minutes of the fair's committee"]), "a.pdf"))


def test_no_pages(make_pdf):
    with pytest.raises(SourceError, match=r"a\.pdf: .*(no pages|cannot be opened).*again"):
        list(sources.documents_in(make_pdf([]), "a.pdf"))


SMART = "MRN: 12 KYIV 2100\nDate/DTG: Jun 21, 2012 / 211512Z JUN 12\nFrom: A\nAction: SECSTATE\nSubject: A FAIR"


def test_smart_telegrams_in_a_released_pdf(make_pdf):
    mails = f"From: A\nTo: B\n\n{SMART}\nDrafted By: X\n\nFrom: C\nTo: D\n\n{SMART.replace('2100', '2101')}"
    first, second = sources.documents_in(make_pdf([mails]), "release.pdf")
    assert [each.layout for each in (first, second)] == ["smart-email", "smart-email"]
    assert [each.place for each in (first, second)] == ["release.pdf#telegram=1", "release.pdf#telegram=2"]
    assert second.text.startswith("From: C")
    assert {each.encoding for each in (first, second)} == {"pdf"}
