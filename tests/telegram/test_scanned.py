"""A telegram as a scanner read it: what can only be one thing is mended, wherever it stands."""

from __future__ import annotations

import reftel
from reftel.model import Cable

from .tables import table

_HEADING = "VZCZCXRO1234\nRR RUEHC\nDE RUEHEG #3627/01 1662225\nZNR UUUUU ZZH\n"
_BODY = "\n\n1. (C) The mill at Quietwater was shut.\n\n2. (C) It will open in May.\n\nHERONAMBY\n"


def read(
    heading: str = "R 152225Z JUN 02\nFM AMEMBASSY CAIRO\nTO RUEHC/SECSTATE WASHDC 9610\n",
    line: str = "C O N F I D E N T I A L CAIRO 003627\n",
    opening: str = "\nE.O. 12958: DECL: 06/15/2012\nTAGS: ECON EG\nSUBJECT: MILL\n",
    body: str = _BODY,
) -> Cable:
    return reftel.parse(_HEADING + heading + line + opening + body)


@table(
    "line, sections, remark",
    ("C O N F I D E N T I A L . CAIRO 003627\n", None, "a speck"),
    ("C . O N F I D. E N T I A L CAIRO 003627\n", None, "several"),
    ("C O N F I D E N T I A L SECTION O1 OF 03 CAIRO 003627\n", 3, "O for 0"),
    ("C O N F I D E N T I A L SECT1ON 01 OF 02 CAIRO 003627\n", 2, "1 for I"),
    ("C O N F I D E N T I A L SFCTION 1 OF 2 CAIRO 003627\n", 2, "F for E"),
)
def test_classification_line(line: str, sections: int | None, remark: str) -> None:
    cable = read(line=line)
    assert (cable.id, cable.sections) == ("02CAIRO3627", sections)
    assert cable.classification is not None
    assert cable.classification.level == "CONFIDENTIAL"


@table(
    "line, sections, remark",
    ("UNCLAS SECTION 01 OF 02 CAIRO 0O3627\n", 2, "O for 0 in the number"),
    ("UNCLAS SECTION 01 OF 02 CAIRO003627\n", 2, "and no blank before it"),
    ("UNCLAS  CAIRO  003627\n", None, "blanks doubled"),
)
def test_classification_line_run_on(line: str, sections: int | None, remark: str) -> None:
    """After the last addressee, whose line end was lost."""
    heading = "R 152225Z JUN 02\nFM AMEMBASSY CAIRO\nTO RUEHC/SECSTATE WASHDC 9610\nINFO RUEHTU/AMEMBASSY TUNIS 2367"
    cable = read(heading, line)
    assert (cable.id, cable.sections) == ("02CAIRO3627", sections)
    assert [each.name for each in cable.addressees] == ["SECSTATE WASHDC", "AMEMBASSY TUNIS"]
    assert [each.code for each in cable.tags] == ["ECON", "EG"]


@table(
    "line, precedence, remark",
    ("K 152225Z JUN 02", ("routine",), "K for R"),
    ("0 152225Z JUN 02", ("immediate",), "zero for O"),
    ("F 152225Z JUN 02", ("priority",), "F for P"),
    ("0 K 152225Z JUN 02", ("immediate", "routine"), "both"),
)
def test_prosign(line: str, precedence: tuple[str, ...], remark: str) -> None:
    assert read(f"{line}\nFM AMEMBASSY CAIRO\nTO RUEHC/SECSTATE WASHDC 9610\n").precedence == precedence


def test_specks_before_addresses() -> None:
    heading = (
        "R 152225Z JUN 02\nFM AMEMBASSY CAIRO\nTO RUEHC/SECSTATE WASHDC 9610\n"
        "INFO. RUEHTU/AMEMBASSY TUNIS 2367\n. RUEHWL/AMEMBASSY WELLINGTON 0012\n"
    )
    assert [(each.role, each.routing, each.name) for each in read(heading).addressees] == [
        ("action", "RUEHC", "SECSTATE WASHDC"),
        ("info", "RUEHTU", "AMEMBASSY TUNIS"),
        ("info", "RUEHWL", "AMEMBASSY WELLINGTON"),
    ]


def test_offices_of_the_distribution() -> None:
    text = (
        "PAGE 01  CAIRO 03627  152227Z\nACTION NEA-20\n\nINFO  OCT-01  KMB-10  PN-08  CONE-09  CLAE-17  /052 W\n"
        "                    ------------------064548  152227Z /36\n"
        "R 152225Z JUN 77\nFM AMEMBASSY CAIRO\nTO SECSTATE WASHDC 1500\n\nUNCLAS CAIRO 3627\n\n1. HAY.\n"
    )
    assert reftel.parse(text).distribution == ("NEA-20", "OCT-01", "XMB-10", "PM-08", "COME-09", "CIAE-17")


@table(
    "line, on, name, remark",
    (
        "E.O. 12065: GDS 09/21/8S (TANSY0BY, A.) OR-M",
        "1985-09-21",
        "A. TANSYOBY",
        "a figure in a name, a letter in a year",
    ),
    ("E.O. 12065: GDS 09/14/85 (HERONAMBY.  Y.  W.) OR-M", "1985-09-14", "Y. W. HERONAMBY", "a stop for a comma"),
)
def test_originator(line: str, on: str, name: str, remark: str) -> None:
    heading = "R 152225Z SEP 79\nFM AMEMBASSY CAIRO\nTO SECSTATE WASHDC 9610\n"
    cable = read(heading, "C O N F I D E N T I A L CAIRO 3627\n", f"\n{line}\nTAGS: ECON, EG\nSUBJECT: MILL\n")
    assert str(cable.declassify_on) == on
    assert [each.name for each in cable.classified_by] == [name]


@table(
    "line, codes, remark",
    ("TAGS: ECON E6", ["ECON", "EG"], "6 for G"),
    ("TAGS: ECON NX", ["ECON", "NX"], "MX or NK: not known"),
    ("TAGS: EAID SOCI T5", ["EAID", "SOCI", "TS"], "5 for S"),
)
def test_a_country_misread(line: str, codes: list[str], remark: str) -> None:
    assert [each.code for each in read(opening=f"\n{line}\nSUBJECT: MILL\n").tags] == codes


@table(
    "body, numbers, marks, remark",
    (
        "1. (S) A mill.\n\n2. (S) A dam.\n\n3.  (() A team.\n\n4. (S) An end.",
        [1, 2, 3, 4],
        ["S", "S", "C", "S"],
        "(() is (C)",
    ),
    ("1. HAY.\n\n2. RYE.\n\n3. OATS.\n\nA. MAIZE.\n\n5. END.", [1, 2, 3, 4, 5], [None] * 5, "A. is 4."),
    ("1. HAY.\n\n2. RYE.\n\n3. THREE SORTS:\n\nA. OATS.\n\nB. MAIZE.\n\n4. END.", [1, 2, 3, 4], [None] * 4, "a list"),
    (
        "1. HAY.\n\n2. RYE.\n\n3. OATS.\n\n4. MAIZE.\n\nS. END.\n\nG. THE END.",
        [1, 2, 3, 4, 5, 6],
        [None] * 6,
        "S. and G.",
    ),
    (
        "IQ. (U) Hay.\n\n12. (C)Rye.\n\nI. 3. (C)Oats.\n\n14. . (U) Maize.",
        [1, 2, 3, 4],
        ["U", "C", "C", "U"],
        "no blank",
    ),
)
def test_paragraphs(body: str, numbers: list[int], marks: list[str | None], remark: str) -> None:
    cable = read(body=f"\n\n{body}\n")
    assert [each.number for each in cable.paragraphs] == numbers
    assert [each.mark for each in cable.paragraphs] == marks


def test_first_paragraph_below_a_page_line() -> None:
    cable = read(
        body="\n\nCAIRO  00003627  001.2  OF  002\n\n\nIQ. SUMMARY: A mill.\nEND SUMMARY.\n\n12. It is shut.\n"
    )
    assert [each.number for each in cable.paragraphs] == [1, 2]
    assert cable.summary == "A mill."


@table(
    "line, remark",
    ("ACTION REQUFSTED: Post asks for hay.", "F for E"),
    ("Action reqnested: Post asks for hay.", "n for u"),
    ("4ction requested: Post asks for hay.", "4 for A"),
)
def test_action_requested(line: str, remark: str) -> None:
    assert [each.role for each in read(body=f"\n\n1. (C) Hay.\n\n2. (C) {line}\n").paragraphs] == ["text", "action"]


def test_comma_for_the_stop_behind_summary() -> None:
    cable = read(body="\n\n1. (U) Hay.\n\n2. (C) SUMMARY, RYE IS SHORT. END SUMMARY.\n")
    assert [each.role for each in cable.paragraphs] == ["text", "summary"]
    assert cable.summary == "RYE IS SHORT."


@table(
    "closing, signed, remark",
    ("0RCHARDETTE", "ORCHARDETTE", "zero for O"),
    ("HERONAM8Y", "HERONAMBY", "8 for B"),
    ("EMBERED6E\n\n\nLIMITED 0FFICIAL USE\n\n\nNNN", "EMBEREDGE", "and a banner below"),
    ("EMBERED6E\n\n\nGONFIOENTIAL\n\n\nHNN", "EMBEREDGE", "another"),
)
def test_signature(closing: str, signed: str, remark: str) -> None:
    cable = read(body=f"\n\n1. (C) Hay.\n\n{closing}\n")
    assert cable.signed_by == (signed,)
    assert [each.text for each in cable.paragraphs] == ["Hay."]
    assert "ocr-letters" in {each.rule for each in cable.repairs}


def test_a_number_is_no_signature() -> None:
    assert read(body="\n\n1. (C) Hay.\n\n2345\n").signed_by == ()


@table(
    "furniture, remark",
    ("PAGE  02        BUENOS  AIRES  00916  01  OF  02  252245Z", "blanks doubled"),
    ("PA6E 02        BUENOS AIRES 00916  01 OF 02  2522452", "6 for G, 2 for Z"),
    ("FAGE 02        BUENOS AIRES 00916  O1 OF 0Z  252245Z", "F for P, letters in the count"),
    ("GONFIDENTIAL\n\nPAGE 02        BUENOS AIRES 00916  252245Z", "a banner above"),
    ("LIMITED. OFFICIAL USE\n\nPAGE 02        BUENOS AIRES 00916  252245Z", "a speck in the banner"),
)
def test_page_lines(furniture: str, remark: str) -> None:
    cable = read(body=f"\n\n1. HAY IS SHORT IN THE\n\n{furniture}\n\nNORTH OF THE COUNTRY.\n\n2. RYE IS NOT.\n")
    assert [each.text for each in cable.paragraphs] == ["HAY IS SHORT IN THE NORTH OF THE COUNTRY.", "RYE IS NOT."]
    assert cable.references == ()


def test_a_later_section_misread() -> None:
    text = (
        "CONFIDENTIAL\n\nPAGE 01        ANKARA 00439  01 OF 02  220924Z\n\n43\n"
        "ACTION EB-14\n\nINFO  OCT-01  PM-07  /168 W\n"
        "                    ------------------043636  220924Z /36\nR 220433Z MAR 73\nFM AMEMBASSY ANKARA\n"
        "TO SECSTATE WASHDC 1494\n\nC O N F I D E N T I A L SECTION 1 OF 2 ANKARA 0439\n\nSUBJECT: HAY\n\n"
        "1. THE MODERATE\n\nCONFIDENTIAL\n\n\n\nNNN\n\n\nGONFIDENTIAL\n\n"
        "PAGE 01        ANKARA 00439  02 OF 02  220733Z\n\n52\n"
        "ACTION EB-14\n\nINFO  OCT-01  PM-07  /168 W\n                    ------------------043637  220733Z /36\n"
        "R 220433Z MAR 73\nFM AMEMBASSY ANKARA\nTO SECSTATE WASHDC 1495\n\n"
        "C O N F I D E N T I A L SECT1ON 2 OF 2 ANKARA 0439\n\nCOMMISSION HAS MET.\n\n2. IT IS LATE.\n\nHERON\n\n"
        "CONFIDENTIAL\n"
    )
    assert [each.text for each in reftel.parse(text).paragraphs] == ["THE MODERATE COMMISSION HAS MET.", "IT IS LATE."]


def test_codes_around_a_colon() -> None:
    preamble = "DRAFTED BY NEA/RA: HERON :KX\nAPPROVED BY NEA: QUILL\n"
    text = f"{preamble}R 220433Z MAR 73\nFM SECSTATE WASHDC\n\nUNCLAS STATE 1234\n"
    cable = reftel.parse(text)
    assert (cable.drafted_by, cable.approved_by) == ("NEA/RA:HERON:KX", "NEA:QUILL")
