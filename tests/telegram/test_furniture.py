"""Page furniture: found, cut out, and what it cut in two whole again."""

from __future__ import annotations

import pytest

import reftel
from reftel.telegram import furniture, joints

from .tables import table


@table(
    "text, expected, remark",
    ("Kites rose\n\nLIMA 00000869  001.2 OF 004\n\nover.", ["LIMA 00000869  001.2 OF 004"], "section count"),
    ("Kites\nRIO DE JAN 00000045  002 OF 003\nrose", ["RIO DE JAN 00000045  002 OF 003"], "post of three words"),
    ("REF: LIMA 12 LIMA 00000116 001.2 OF 003 CLASS", ["LIMA 00000116 001.2 OF 003"], "in mid-line"),
    ("REF: LIMA 20 LIMA 00000402 \n\n001.2 OF 003 ", ["LIMA 00000402 \n\n001.2 OF 003"], "over an empty line"),
    (
        "Kites\nPAGE 02        LIMA  01059  01 OF 02  281501Z\nrose",
        ["PAGE 02        LIMA  01059  01 OF 02  281501Z"],
        "page head",
    ),
    ("Kites\nPAGE 02  LA PAZ 00231  041601Z\nrose", ["PAGE 02  LA PAZ 00231  041601Z"], "1970s"),
    (
        "Kites\nPAGE 02  LA PAZ 00231  041601Z   POSS DUPE\nrose",
        ["PAGE 02  LA PAZ 00231  041601Z   POSS DUPE"],
        "sent twice, perhaps",
    ),
    ("Kites\nUNCLASSIFIED   POSS DUPE\nrose", ["UNCLASSIFIED   POSS DUPE"], "likewise, behind the level"),
    (
        "A. STATE 40721 CONFIDENTIAL PAGE 02 LIMA 01196 01 OF 02 082030Z B. LIMA 1",
        ["CONFIDENTIAL PAGE 02 LIMA 01196 01 OF 02 082030Z"],
        "with its level, in mid-line",
    ),
    ("Kites\n\n                       UNCLASSIFIED\n\nrose", ["                       UNCLASSIFIED"], "banner"),
    ("Kites\nLIMITED OFFICIAL USE\nrose", ["LIMITED OFFICIAL USE"], "banner of three words"),
    (
        "Kites\nDeclassified/Released US Department of State EO Systematic\nReview 30 JUN 2006\nrose",
        ["Declassified/Released US Department of State EO Systematic\nReview 30 JUN 2006"],
        "review stamp",
    ),
    ("Kites were a secret.\nA confidential one rose.", [], "the words in sentences"),
    ("Kites: 002 of 003 rose.", [], "a count"),
    ("See page 02 of Lima 01059.", [], "a page in a sentence"),
    ("", [], "empty"),
)
def test_find(text: str, expected: list[str], remark: str) -> None:
    assert [text[start:end] for start, end in furniture.find(text, 0, len(text))] == expected


HEAD = "C O N F I D E N T I A L LIMA 000869\n\nE.O. 12958: N/A\nTAGS: PREL, PE\nSUBJECT: KITES\n\n"


@table(
    "body, expected, remark",
    (
        "1. (C) Kites rose \n \nLIMA 00000869  001.2 OF 004 \n \nover Lima.\n",
        ["Kites rose over Lima."],
        "in mid-sentence",
    ),
    (
        "1. KITES ROSE OVER\n\nCONFIDENTIAL\n\nCONFIDENTIAL\n\n"
        "PAGE 02  LIMA 00869  041601Z\n\nTHE TOWN OF LIMA.\nHERON\n",
        ["KITES ROSE OVER THE TOWN OF LIMA."],
        "banners and page head",
    ),
    (
        "1. (C) Kites rose. \n \nLIMA 00000869  001.2 OF 004 \n \n2. (C) They fell.\n",
        ["Kites rose.", "They fell."],
        "between two",
    ),
    (
        "1. THE CONFER-\n\nUNCLASSIFIED\n\nUNCLASSIFIED\n\n"
        "PAGE 02  LIMA 00869  041601Z\n\nENCE OF KITES ENDED IN LIMA.\n",
        ["THE CONFERENCE OF KITES ENDED IN LIMA."],
        "in mid-word",
    ),
    (
        "1. (C) Kites rose \nover Lima LIMA 00000869  001.2 OF 004 again.\n",
        ["Kites rose over Lima again."],
        "in mid-line",
    ),
    (
        "1. (C) Kites rose over the \n\nVZCZCXRO1235\nPP RUEHAO\n"
        "DE RUEHPE #0869/02 1251530\nZNY CCCCC ZZH\nP 041530Z MAY 08\n"
        "FM AMEMBASSY LIMA\nTO RUEHC/SECSTATE WASHDC PRIORITY 0417\n"
        "C O N F I D E N T I A L SECTION 02 OF 02 LIMA 000869 \n\n"
        "SIPDIS\n\nE.O. 12958: N/A\nTAGS: PREL, PE\nSUBJECT: KITES\n\nold town.\n\n2. (C) They fell.\n",
        ["Kites rose over the old town.", "They fell."],
        "the heading again, for section 2",
    ),
    (
        "1. THE TOWN PAID AND THE\n\n"
        "UNCLAS SECTION 2 OF 2 LIMA 869\n\nEMBASSY ASKED FOR FERRIES\nAND NETS.\n\n2. THEY FELL.\n",
        ["THE TOWN PAID AND THE EMBASSY ASKED FOR FERRIES AND NETS.", "THEY FELL."],
        "a sentence with FOR below it is no pass line",
    ),
    (
        "1. FERRIES PROMISED\nTO LIMA ROSE, AND\nWELL-KNOWN NETS\nCONFIDENTIAL\n\nCONFIDENTIAL\n\n"
        "PAGE 01  LIMA 00869  02 OF 02  041601Z\nACTION ARA-10\nINFO  OCT-01\nP 041530Z MAY 78\n"
        "FM AMEMBASSY LIMA\nTO SECSTATE WASHDC 417\n\n"
        "C O N F I D E N T I A L SECTION 2 OF 2 LIMA 869\n\nTHE REST.\n\n2. THEY FELL.\n",
        ["FERRIES PROMISED TO LIMA ROSE, AND WELL-KNOWN NETS THE REST.", "THEY FELL."],
        "a line above it that begins with TO is the text's",
    ),
    (
        "1. THE TOWN\n\nUNCLAS SECTION 2 OF 2 LIMA 869\n\nFELL FOR WANT OF KITES.\n\n2. THEY FELL.\n",
        ["THE TOWN FELL FOR WANT OF KITES.", "THEY FELL."],
        "one that begins with it neither",
    ),
    (
        "1. KITES ROSE OVER THE \n\n"
        "UNCLAS SECTION 2 OF 2 LIMA 869\n\nDEPT FOR ARA\nLA PAZ FOR DEA\n\nTOWN.\n\n2. THEY FELL.\n",
        ["KITES ROSE OVER THE TOWN.", "THEY FELL."],
        "pass lines",
    ),
    (
        "1. NETS FELL.\n\nLIMA 00000869  001.2 OF 004\n\n\nROADS AND KITES\n---------------\n\n2. KITES ROSE.\n",
        ["NETS FELL.", "KITES ROSE."],
        "a heading below it",
    ),
    (
        "1. NETS FELL.\nUNCLASSIFIED\n\nUNCLASSIFIED\n\nPAGE 02  LIMA 00869  041601Z\n\nKITES ROSE.\n\n2. THEY FELL.\n",
        ["NETS FELL. KITES ROSE.", "THEY FELL."],
        "one line of a paragraph alone below it",
    ),
    (
        '1. "WE HAVE NETS,"\n\nLIMA 00000869  001.2 OF 004\n\n\nSAID HERON, "BUT NO KITES."\n\n2. THEY FELL.\n',
        ['"WE HAVE NETS," SAID HERON, "BUT NO KITES."', "THEY FELL."],
        "speech that goes on",
    ),
)
def test_what_was_cut_in_two_is_whole_again(body: str, expected: list[str], remark: str) -> None:
    cable = reftel.parse(HEAD + body)
    assert [p.text for p in cable.paragraphs] == expected
    assert any(block.kind == "furniture" for block in cable.blocks)
    assert cable.subject == "KITES"


def test_caption_of_a_page_head_is_none_of_the_text() -> None:
    body = "1. KITES ROSE OVER\nUNCLASSIFIED\n\nSIPDIS\n\nTHE TOWN OF LIMA.\nHERON\n"
    assert [p.text for p in reftel.parse(HEAD + body).paragraphs] == ["KITES ROSE OVER THE TOWN OF LIMA."]


@pytest.mark.parametrize("length", [0, 60_000])
def test_a_word_is_cut_in_two_by_a_page_however_long_the_text_is(length: int) -> None:
    read = "THE GRANARY OF THE FERRY\n\nPAGE 02        MEXICO 02134  041601Z\n\nMAN STOOD OPEN.\n"
    text = f"{read}{'THE FAIR WAS HELD. ' * (length // 19)}\nFERRYMAN\n"
    places = furniture.find(text, 0, len(text))
    assert len(places) == 1
    (cut,) = joints.edits(text, places)
    assert (text[: cut.start] + cut.means + text[cut.end :]).startswith("THE GRANARY OF THE FERRYMAN STOOD OPEN.")


def test_a_sentence_at_the_head_of_a_section_is_no_pass_line() -> None:
    heading = "R 041530Z MAY 08\nFM AMEMBASSY LIMA\nTO SECSTATE WASHDC 0417\n"
    text = (
        f"{heading}C O N F I D E N T I A L SECTION 1 OF 2 LIMA 0045\n\nSUBJECT: KITES\n\n1. THE MAYOR THANKED THE\n\n"
        f"{heading}C O N F I D E N T I A L SECTION 2 OF 2 LIMA 0045\n\n"
        "EMBASSY FOR ITS KITES AND ASKED FOR MORE.\n\n2. KITES FELL.\n"
    )
    paragraphs = reftel.parse(text).paragraphs
    assert [each.text for each in paragraphs] == [
        "THE MAYOR THANKED THE EMBASSY FOR ITS KITES AND ASKED FOR MORE.",
        "KITES FELL.",
    ]


FIRST = (
    "O 041530Z MAY 08\nFM AMEMBASSY LIMA\nTO SECSTATE WASHDC IMMEDIATE 0417\n"
    "C O N F I D E N T I A L SECTION 01 OF 02 LIMA 000869\nSIPDIS\nLONDON FOR HERON\n"
    "EO 12958 DECL: 05/04/18\nTAGS PGOV, PREL, PE\nSUBJECT: THE MAYOR MEETS THE KITE\n CONFIDENTIAL\n"
    "PAGE 02 LIMA 00869 01 OF 02 041531Z MAKERS OF LIMA\n\n"
)
JOINED = (
    "THE MAYOR SAID THAT THE KITES OF THE TOWN WOULD RISE AGAIN IN THE SPRING AND THAT THE MAKERS OF NETS WOULD THEN"
)


@table(
    "body, expected, remark",
    (
        f"1. (C) {JOINED}\n CONFIDENTIAL\n CONFIDENTIAL PTQ1865\nPAGE 01 LIMA 00869 02 OF 02 041532Z ACTION ARA-00\n"
        "INFO LOG-00 NP-00 AID-00  H-01 INR-00 /012W  ------------------A54E56 041532Z /38 O 041530Z MAY 08 "
        "FM AMEMBASSY LIMA TO SECSTATE WASHDC IMMEDIATE 0418 INFO AMEMBASSY QUITO\n"
        "C O N F I D E N T I A L SECTION 02 OF 02 LIMA 000869\nSIPDIS\nLONDON FOR HERON\n"
        "E.O. 12958: DECL: 05/04/18 TAGS: PGOV PREL PE\nPAGE 02 LIMA 00869 02 OF 02 041532Z MAKERS OF LIMA\n"
        f"HAVE “NOTHING TO SELL”. {JOINED} REST.\n\n2. (C) KITES FELL.\n",
        [f"{JOINED} HAVE “NOTHING TO SELL”. {JOINED} REST.", "KITES FELL."],
        "a heading without line ends, an opening cut by a page",
    ),
    (
        "1. (C) THE MAYOR THANKED THE\n\nNNN\n\n   CONFIDENTIAL\n\n"
        "PAGE 01        LIMA  00869  02 OF 02  041532Z\nACTION ARA-05\n\n"
        "INFO  OCT-01  ADS-00  SS-15\n      /140 W\n                    ------------------129455  041532Z /75\n"
        "O 041530Z MAY 08\nFM AMEMBASSY LIMA\nTO SECSTATE WASHDC IMMEDIATE 0418\n\n"
        "C O N F I D E N T I A L SECTION 02 OF 02 LIMA 000869\n\nTAGS: PGOV\n"
        "PAGE 02        LIMA  00869  02 OF 02  041532Z\nMAKERS OF KITES.\n\n2. (C) KITES FELL.\n",
        ["THE MAYOR THANKED THE MAKERS OF KITES.", "KITES FELL."],
        "the total of the distribution on a line of its own; no empty line below the page",
    ),
    (
        f"1. (C) {JOINED}\nFM AMEMBASSY LIMA\nTO SECSTATE WASHDC 0418\n"
        "C O N F I D E N T I A L SECTION 2 OF 2 LIMA 869 HAVE REST.)\n\n2. (C) KITES FELL.\n",
        [f"{JOINED} HAVE REST.)", "KITES FELL."],
        "the sentence behind the section's own line",
    ),
    (
        "1. (C) AFTER INITIALLY  CONFIDENTIAL\nPAGE 04 LIMA 00869 01 OF 02 041531Z SHOWING KITES, HE WAS DISTANT.  "
        "CONFIDENTIAL\nPAGE 05 LIMA 00869 01 OF 02 041531Z\n\n2. (C) KITES FELL.\n",
        ["AFTER INITIALLY SHOWING KITES, HE WAS DISTANT.", "KITES FELL."],
        "a level at the end of a line of text",
    ),
)
def test_a_sentence_goes_on_behind_a_later_section_s_heading(body: str, expected: list[str], remark: str) -> None:
    cable = reftel.parse(FIRST + body)
    assert [p.text for p in cable.paragraphs] == expected
    assert cable.subject == "THE MAYOR MEETS THE KITE MAKERS OF LIMA"


def test_a_fragment_that_begins_with_its_first_paragraph_has_a_later_section_too() -> None:
    text = (
        "1. THE MAYOR THANKED THE\nFM AMEMBASSY LIMA\nTO SECSTATE WASHDC 0418\nUNCLAS SECTION 02 OF 02 LIMA 0869\n\n"
        "KITE MAKERS.\n\n2. KITES FELL.\n"
    )
    cable = reftel.parse(text, reference_id="08LIMA869")
    assert [p.text for p in cable.paragraphs] == ["THE MAYOR THANKED THE KITE MAKERS.", "KITES FELL."]
