"""Signature, end signs, web-site notices."""

from __future__ import annotations

import reftel
from reftel.telegram import closing

from .tables import table

BODY = "SUBJECT: KITES\n\n1. (C) Kites rose.\n\n2. (C) They fell{}"


@table(
    "end, expected, remark",
    (".\nHERON\n", ("HERON",), "on the next line"),
    (".\n\nHERON\n\nCONFIDENTIAL\n", ("HERON",), "a banner follows"),
    (".\n\n\nHERON", ("HERON",), "the text ends without a line end"),
    (".  HERON\n", ("HERON",), "in the last line of the text"),
    (".\n\nHERON##\n", ("HERON",), "number signs run on"),
    (".\n\nMinister-Counselor Heron\n", ("Heron",), "a title of two words"),
    (".\n\nHERON\nACTING\n", ("HERON",), "as what, in the line below"),
    (".\n\nHERON.\n", ("HERON",), "full stop"),
    (".\nHERON\n\n\nNNNN\n", ("HERON",), "end sign"),
    (".\nHERON\n\n\nNNNN\n\n      2004LIMA01540 - UNCLASSIFIED", ("HERON",), "end sign and number"),
    (".\nHERON\n\n=======================CABLE TEXT============", ("HERON",), "end of the text"),
    (".\nHERON\n\nNOTE: NOT PASSED TO ABOVE ADDRESSEE(S)\n\n                       CONFIDENTIAL", ("HERON",), "note"),
    (".\nHERON\n\nNOTE BY OC/T: PASSED ABOVE ADDRESSEE.\n\nUNCLASSIFIED", ("HERON",), "a note of the relay"),
    (".\n\n\nHERON UNQUOTE QUILL\n", ("QUILL",), "sent on by another"),
    (".\n\nHERON UNQTE:QUILL\n", ("QUILL",), "likewise, cut short"),
    (". Visit Lima’s Classified Website: http://www.example.gov/wiki/Portal:Pe ru HERON", ("HERON",), "in one line"),
    (
        ".\nVisit Lima’s Classified Web Site at http://www.example.gov/wiki/Portal:Pe ru\nHeron",
        ("Heron",),
        "below a notice",
    ),
    (".\n\nHeron\n\n[For the text see the volume on kites, page 12, and so on.]\n", ("Heron",), "an editor's note"),
    (".\n\n[For the text see the volume on kites, page 12, and so on.]\n", (), "the same without a signature"),
    (
        ".\n\n*****************\nVisit Embassy Lima's Classified Website:\n"
        "http://www.example.gov/p/wha/lima\n*****************\nHERON\n",
        ("HERON",),
        "a notice between rows of asterisks",
    ),
    (
        ". ******* **** Visit Embassy Lima's Classified Website: http://www.example.gov/p You can also reach it "
        "through another site. ******* ****\nHERON\n",
        ("HERON",),
        "the same in one line",
    ),
    (".  *************** ***************\nHERON\n", ("HERON",), "asterisks in the last line"),
    (".\n\nSTRAUB-HERON\n", ("STRAUB-HERON",), "hyphen"),
    (".\n\nDE PREY\n", ("DE PREY",), "two words"),
    (".\n\nO'HERON", ("O'HERON",), "apostrophe"),
    (".\n\nMcHERON\n", ("McHERON",), "mixed case"),
    (".\nHeron\n", ("Heron",), "small letters"),
    (".\n\nHERON HERON\n", ("HERON",), "said twice"),
    (".\nHERON.\n", ("HERON",), "full stop, no empty line above"),
    (".\n\nHERON, JR.\n", ("HERON JR",), "junior"),
    (".\n\nAMBASSADOR HERON\n", ("HERON",), "with the title"),
    (".\n\nDEPUTY CHIEF OF MISSION HERON\n", ("HERON",), "with a long one"),
    (".\n\nHERON (ACTING)\n", ("HERON",), "acting"),
    (".\n\nH E R O N\n", ("HERON",), "spaced out"),
    (".\n\nHERON, ACTING\n", ("HERON",), "acting, after a comma"),
    (".\n\nHERON UNQTE\n", ("HERON",), "the end of what was sent on"),
    (".\nWARM REGARDS, HERON\n", ("HERON",), "regards in the same line"),
    (".\n\nHERON-/\n", ("HERON",), "signs run on"),
    (".\n\nHERON AND QUILL\n", ("HERON", "QUILL"), "two"),
    (".\n\nHERON/QUILL\n", ("HERON", "QUILL"), "two, a stroke between"),
    (".  HERON NNNN\n", ("HERON",), "the end sign in the last line"),
    (".\n/S/ HERON\n", ("HERON",), "a sign of the signature"),
    (".\n(SIGNED) HERON\n", ("HERON",), "a word for it"),
    (".\n\n2. LAMPS FELL\n\nSECRET\n", (), "a paragraph behind its number is no signature"),
    (".\nHERON  BT\n", ("HERON",), "BT behind it"),
    (".\nHERON\n\n4\n", ("HERON",), "a page's number below"),
    (".\n\nMINIMIZE CONSIDERED\n\nHERON\n", ("HERON",), "MINIMIZE above"),
    (".\n\nEMBASSY LIMA\n", (), "no name"),
    (".\n\nEXTERNAL AFFAIRS\n", (), "a department"),
    (".\n\nHERON\nNMAFVVZCZ\n", ("HERON",), "the relay's marks run together"),
    (".\n\nHERON\n\n2004LIMA01540 - Classification: UNCLASSIFIED", ("HERON",), "a number with a label"),
    (".\nHERON\n\nSECRET//NOFORN\n", ("HERON",), "a level with its caveat"),
    (".\nHERON\nUNCLAS\n", ("HERON",), "a level cut short"),
    (".\nHERON\n\nSENSITIVE\nBUT UNCLASSIFIED\n", ("HERON",), "a level of two lines"),
    (".\nHERON UNCLASSIFIED\n", ("HERON",), "a level in the same line"),
    (".\nHERON\n\nSIPDIS\n", ("HERON",), "a caption"),
    (".\nHERON\n\nDRAFTED BY POL:MQUILL:ABC\n", ("HERON",), "who drafted it"),
    (".\nHERON\nEND OF MESSAGE\n", ("HERON",), "the end said"),
    (".\n\nHERON NOTE BY OC/T: #AS RECEIVED.\n", ("HERON",), "a note of the relay in the same line"),
    (".\n\nHERON & QUILL\n", ("HERON", "QUILL"), "two, an ampersand between"),
    (".\n\nADA B. QUILL\nAMBASSADOR\n", ("ADA B. QUILL",), "the title below"),
    (" TO THE\nAMBASSADOR\n", (), "no title: the sentence goes on"),
    (".\n\nDECONTROL UPON RECEIPT. HERON\n", ("HERON",), "a sentence above in the same line"),
    (".\n\nWARM REGARDS. HERON\n", ("HERON",), "regards and a full stop"),
    (".\n\nST. HERON\n", ("ST. HERON",), "a short word with a full stop is of the name"),
    (".\n\nEND TEXT HERON\n", ("HERON",), "the end of a text in the same line"),
    (". END COMMENT HERON\n", ("HERON",), "the end of a comment in the last line"),
    (".\n\nHERÓN\n", ("HERÓN",), "an accent"),
    (".\n\nHERON'\n", ("HERON",), "an apostrophe that strayed in"),
    (".\n\nHERON\\\\\n", ("HERON",), "strokes"),
    (".\n\nSAN SALVADOR\n", (), "a post"),
    (".\n\nPLEASE ADVISE.\n", (), "what is asked"),
    (".\n\nNNNNVZCZC\n", (), "the relay's marks alone"),
    (".\n\nSZCZEPAN\n", ("SZCZEPAN",), "a name that holds the relay's letters"),
    (".\nEND COMMENT.\nHERON\n", ("HERON",), "after the end of the comment"),
    (".\nREGARDS \n \nHERON \n", ("HERON",), "after regards"),
    (
        ".  END\n             UNCLASSIFIED\n\nPAGE 04        LIMA  02605  300858Z\n"
        "TEXT.\n\nHERON\n\n         UNCLASSIFIED",
        ("HERON",),
        "a page break before",
    ),
    (
        ".\nHERON\n\n         UNCLASSIFIED\n\n         UNCLASSIFIED\n\n"
        "PAGE 04     LIMA  01569  04 OF 04  071629Z\n\n         UNCLASSIFIED\n\n\nNNNN\n",
        ("HERON",),
        "a page break behind",
    ),
    (
        ".\nHERON\n\nDeclassified/Released US Department of State EO Systematic\nReview 30 JUN 2006\n",
        ("HERON",),
        "review stamp",
    ),
    (
        ".\n\nVisit Lima's Classified Web Site at\nhttp://lima.invalid/index.cfm\n\nHERON\n",
        ("HERON",),
        "web-site notice before",
    ),
    (".\nHERON\n\nVISIT LIMA'S CLASSIFIED WEBSITE: http://lima.invalid\n", ("HERON",), "web-site notice behind"),
    (
        ".\nHERON NNN\n\n*** Current Handling Restrictions ***   n/a\n*** Current Classification ***   SECRET\n",
        ("HERON",),
        "the archives' system",
    ),
    (
        ".  Write to the\nguild of Lima, Ada B. Heron\n",
        (),
        "a name at the end of the text",
    ),
    (".\n", (), "nobody signs"),
    (".\n\nCONFIDENTIAL\n", (), "a banner alone"),
    (".\n\nEND TEXT.\n", (), "the end of a text"),
    (".\n\nNNNN\n", (), "an end sign alone"),
)
def test_signed_by(end: str, expected: tuple[str, ...], remark: str) -> None:
    cable = reftel.parse(BODY.format(end))
    assert cable.signed_by == expected
    assert [p.number for p in cable.paragraphs] == [1, 2]
    assert not any(name in p.text for name in expected for p in cable.paragraphs)
    for name in expected:
        ((start, stop),) = cable.spans["signed_by"]
        shown = cable.text[start:stop]
        shown = shown.replace(" ", "") if remark == "spaced out" else shown.replace(",", "")
        assert shown.startswith(name) if len(expected) == 1 else name in shown


@table(
    "end, kinds, remark",
    (".\nHERON\n", ["opening", "paragraph", "paragraph", "closing"], "signature"),
    (".\nHERON\n\nNNNN\n", ["opening", "paragraph", "paragraph", "closing"], "signature and end sign"),
    (".\n", ["opening", "paragraph", "paragraph"], "none"),
)
def test_blocks(end: str, kinds: list[str], remark: str) -> None:
    assert [block.kind for block in reftel.parse(BODY.format(end)).blocks] == kinds


@table(
    "end, remark",
    (".\nHERON\n\nVisit Lima's Classified Web Site at\nhttp://lima.invalid/index.cfm\n", "behind the signature"),
    (".\n\nVisit Lima'5 Classified Web Sitc:\nhttp:/lima.invalid/p\n\nHERON\n", "before it, and misread by a scanner"),
)
def test_notice_is_a_block_of_its_own(end: str, remark: str) -> None:
    cable = reftel.parse(BODY.format(end))
    assert cable.signed_by == ("HERON",), remark
    (notice,) = (cable.text[b.start : b.end] for b in cable.blocks if b.kind == "notice")
    assert notice.startswith("Visit Lima")
    assert "lima.invalid" in notice
    assert "Visit" not in cable.paragraphs[-1].text


@table(
    "text, remark",
    ("", "empty"),
    ("Kites rose over the town and fell.", "a sentence"),
    ("\n\n\n", "empty lines"),
)
def test_no_closing(text: str, remark: str) -> None:
    found = closing.read(text, 0, len(text))
    assert found is None or not found.signed_by


@table(
    "end, group, remark",
    (".\n\nGP-3\n\nHERON\n", "GP-3", "alone above the signature"),
    (".  \nGP-4.\nHERON\n", "GP-4", "full stop, no blank line"),
    (".\n\nGROUP 1\n\nHERON\n\nCONFIDENTIAL", "GROUP 1", "written out"),
    (".\n\nHERON\n", None, "none"),
    (" IN GROUP 3.\n\nHERON\n", None, "the end of a sentence"),
)
def test_group_of_the_order_before_1972(end: str, group: str | None, remark: str) -> None:
    cable = reftel.parse(BODY.format(end))
    assert cable.declassification == group
    assert cable.executive_order == ("10501" if group else None)
    assert cable.signed_by == ("HERON",)
    assert group is None or all(group not in each.text for each in cable.paragraphs)


def test_a_word_behind_a_portion_mark_is_no_signature() -> None:
    cable = reftel.parse("1. (U) KITES.\n\n2. (U) LAMPS\n")
    assert cable.signed_by == ()
    assert [each.text for each in cable.paragraphs] == ["KITES.", "LAMPS"]
