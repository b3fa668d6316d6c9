"""Classification line, captions, pass lines, subject."""

from __future__ import annotations

import reftel
from reftel.telegram.captions import classification_line, squeeze

from .tables import table


@table(
    "line, expected, remark",
    ("S E C R E T NOFORN", "SECRET NOFORN", "one word spaced out"),
    ("C O N F I D E N T I A L QUITO 000123", "CONFIDENTIAL QUITO 000123", "the longest level"),
    ("U N C L A S SECTION 01 OF 02 LIMA 000045", "UNCLAS SECTION 01 OF 02 LIMA 000045", "the shortest"),
    ("UNCLAS LIMA 000045", "UNCLAS LIMA 000045", "nothing spaced out"),
    ("A B", "A B", "two letters are no word"),
)
def test_squeeze(line: str, expected: str, remark: str) -> None:
    assert squeeze(line) == (expected, line != expected)


@table(
    "line, level, caveats, sections, post, serial, remark",
    ("C O N F I D E N T I A L QUITO 000123", "CONFIDENTIAL", (), None, "QUITO", "123", "spaced out"),
    ("UNCLAS LIMA 000045", "UNCLASSIFIED", (), None, "LIMA", "45", "short word, not spaced out"),
    ("S E C R E T SECTION 01 OF 03 LA PAZ 000071", "SECRET", (), 3, "LA PAZ", "71", "sections, post of two words"),
    ("CONFIDENTIAL SECTION ONE OF TWO LIMA 45", "CONFIDENTIAL", (), 2, "LIMA", "45", "sections in words"),
    ("CONFIDENTIAL ASUNCIÓN 000123", "CONFIDENTIAL", (), None, "ASUNCIÓN", "123", "an accent"),
    ("LIMITED OFFICIAL USE SECTION 1 ON 2 LIMA 45", "LIMITED OFFICIAL USE", (), 2, "LIMA", "45", "ON for OF"),
    ("S E C R E T NOFORN QUITO 000009", "SECRET", ("NOFORN",), None, "QUITO", "9", "caveat in the line"),
    ("UNCLAS SENSITIVE LIMA 000045", "UNCLASSIFIED", ("SENSITIVE",), None, "LIMA", "45", "caption in the line"),
    ("LIMITED OFFICIAL USE LA PAZ 0231", "LIMITED OFFICIAL USE", (), None, "LA PAZ", "231", "1970s, four digits"),
    ("L I M I T E D OFFICIAL USE OSLO 1234", "LIMITED OFFICIAL USE", (), None, "OSLO", "1234", "half spaced out"),
    (
        "C O N F I D E N T I A L FINAL SECTION OF 02 LA PAZ 0231",
        "CONFIDENTIAL",
        (),
        2,
        "LA PAZ",
        "231",
        "final section",
    ),
    ("C O N F I D E N T I A L STATE 123456", "CONFIDENTIAL", (), None, "STATE", "123456", "the Department's"),
    ("U N C L A S SECTION 1 OF 2 RIO DE JANEIRO 000007", "UNCLASSIFIED", (), 2, "RIO DE JANEIRO", "7", "one digit"),
    ("CONFIDENTIAL LA PAZ 5021", "CONFIDENTIAL", (), None, "LA PAZ", "5021", "1970s, not spaced out"),
    ("T O P S E C R E T STATE 000012", "TOP SECRET", (), None, "STATE", "12", "two words spaced out as one"),
)
def test_classification_line(
    line: str, level: str, caveats: tuple[str, ...], sections: int | None, post: str, serial: str, remark: str
) -> None:
    found = classification_line(line)
    assert found
    assert (found.level, found.caveats, found.sections, found.post, found.serial) == (
        level,
        caveats,
        sections,
        post,
        serial,
    )


@table(
    "line, remark",
    ("CONFIDENTIAL", "a banner"),
    ("SECRET TALKS OPENED 12", "a sentence"),
    ("Confidential sources in Lima said so.", "another"),
    ("QUITO 000123", "no level"),
    ("1. UNCLAS LIMA 000045", "a paragraph"),
    ("C O N F I D E N T I A L " + "X" * 300, "longer than any line"),
    ("", "empty"),
)
def test_no_classification_line(line: str, remark: str) -> None:
    assert classification_line(line) is None


OPENING = "R 041530Z MAY 08\nFM AMEMBASSY LIMA\nTO RUEHC/SECSTATE WASHDC 0417\n{level}\n{captions}\nE.O. 12958: N/A\n"
OPENING += "TAGS: ECON, PE\nSUBJECT: A KITE FAIR\n\n1. Kites rose.\n"


@table(
    "level, captions, expected, remark",
    ("UNCLAS LIMA 000045", "SIPDIS", ("SIPDIS",), "alone"),
    ("UNCLAS LIMA 000045", "NOFORN SIPDIS", ("NOFORN", "SIPDIS"), "two on a line"),
    ("UNCLAS LIMA 000045", "SENSITIVE\n\nSIPDIS", ("SENSITIVE", "SIPDIS"), "two lines"),
    ("UNCLAS SENSITIVE LIMA 000045", "SIPDIS", ("SENSITIVE", "SIPDIS"), "one in the classification line"),
    ("UNCLAS LIMA 000045", "CORRECTED COPY", ("CORRECTED COPY",), "two words"),
    (
        "UNCLAS LIMA 000045",
        "C O R R E C T E D  C O P Y",
        ("CORRECTED COPY",),
        "spaced out",
    ),
    (
        "UNCLAS LIMA 000045",
        "C O R R E C T E D COPY (SUBJECT LINE)",
        ("CORRECTED COPY",),
        "with what was corrected",
    ),
    ("UNCLAS LIMA 000045", "SIPDIS\n\nSIPDIS", ("SIPDIS",), "said twice"),
    ("UNCLAS LIMA 000045", "EXDIS", ("EXDIS",), "exclusive distribution"),
    ("UNCLAS LIMA 000045", "(LIMDIS)", ("LIMDIS",), "in parentheses"),
    ("S E C R E T (NODIS) LIMA 000045", "(HERON)", ("NODIS",), "the same in the classification line; a code word"),
    ("UNCLAS LIMA 000045", "DEPT FOR WHA/AND", (), "a pass line is none"),
    ("UNCLAS LIMA 000045", "", (), "none"),
)
def test_captions(level: str, captions: str, expected: tuple[str, ...], remark: str) -> None:
    assert reftel.parse(OPENING.format(level=level, captions=captions)).captions == expected


@table(
    "between, remark",
    ("\n\nEXDIS\n\n", "after an empty line"),
    ("\nEXDIS\n\n", "on the next line"),
)
def test_captions_may_follow_the_labels(between: str, remark: str) -> None:
    text = f"C O N F I D E N T I A L QUITO 000123\nE.O. 11652: GDS\nTAGS: PFOR, EC\nSUBJECT: A LAMP{between}1. Light.\n"
    cable = reftel.parse(text)
    assert (cable.captions, cable.subject) == (("EXDIS",), "A LAMP")


@table(
    "above, expected, first, remark",
    ("TO: ADA QUILL\n12 FERRY ST.\nOVERTON, OHIO 44199\n\n", ["ADA QUILL"], "LIGHT CAME.", "name and address"),
    ("FOR: QUILL LAMPS\nSUITE 4\n\n", ["QUILL LAMPS"], "LIGHT CAME.", "a house"),
    ("TO: ALL WHO READ\nTHIS LETTER\n\n", [], "TO: ALL WHO READ THIS LETTER", "no address"),
)
def test_whom_a_telegram_is_to_be_passed_on_to(above: str, expected: list[str], first: str, remark: str) -> None:
    cable = reftel.parse(
        f"UNCLAS QUITO 0123\nE.O. 11652: N/A\nTAGS: CASC, EC\nSUBJECT: A LAMP\n\n{above}LIGHT CAME.\nHERON\n"
    )
    assert [each.name for each in cable.addressees] == expected
    assert cable.paragraphs[0].text.startswith(first)


@table(
    "below, expected, body, remark",
    ("FOR: ARA/KX", ("FOR: ARA/KX",), "Light", "to whom"),
    ("PASS USDOC WASHDC", ("PASS USDOC WASHDC",), "Light", "pass"),
    ("DEPT FOR EB/TPP", ("DEPT FOR EB/TPP",), "Light", "the Department"),
    ("FOR: ADA QUILLENBERG", (), "FOR: ADA QUILLENBERG", "a private person"),
)
def test_pass_lines_may_follow_the_labels(below: str, expected: tuple[str, ...], body: str, remark: str) -> None:
    text = (
        "C O N F I D E N T I A L QUITO 000123\nE.O. 11652: GDS\nTAGS: PFOR, EC\nSUBJECT: A LAMP\n\n"
        f"{below}\n\nLight came to the town.\n"
    )
    cable = reftel.parse(text)
    assert (cable.pass_lines, cable.subject) == (expected, "A LAMP")
    assert (cable.paragraphs[0].heading or cable.paragraphs[0].text).startswith(body)


@table(
    "captions, expected, remark",
    ("DEPT FOR WHA/AND, M, T", ("DEPT FOR WHA/AND, M, T",), "one"),
    ("STATE PASS USTR\nTREASURY FOR A. LARKSPUR", ("STATE PASS USTR", "TREASURY FOR A. LARKSPUR"), "two"),
    (
        "NSC FOR QUILL; DEPT FOR WHA LARKSPUR\nAND MEX DIRECTOR HERON.",
        ("NSC FOR QUILL; DEPT FOR WHA LARKSPUR AND MEX DIRECTOR HERON.",),
        "wrapped before AND",
    ),
    ("STATE FOR NEA/ARP,\nS/CT\nNSC FOR QUILL", ("STATE FOR NEA/ARP, S/CT", "NSC FOR QUILL"), "wrapped behind a comma"),
    ("SIPDIS\n\nSTATE ALSO FOR EB/TPP", ("STATE ALSO FOR EB/TPP",), "after a caption"),
    ("SIPDIS", (), "none"),
)
def test_pass_lines(captions: str, expected: tuple[str, ...], remark: str) -> None:
    assert reftel.parse(OPENING.format(level="UNCLAS LIMA 000045", captions=captions)).pass_lines == expected


@table(
    "level, captions, expected, remark",
    ("S E C R E T LIMA 000045", "NOFORN", ("SECRET", ("NOFORN",)), "a caveat on a line of its own"),
    ("S E C R E T NOFORN LIMA 000045", "SIPDIS", ("SECRET", ("NOFORN",)), "in the classification line"),
    ("S E C R E T LIMA 000045", "SIPDIS", ("SECRET", ()), "none"),
    ("UNCLAS LIMA 000045", "SENSITIVE", ("UNCLASSIFIED", ()), "a caption is no level"),
)
def test_classification(level: str, captions: str, expected: tuple[str, tuple[str, ...]], remark: str) -> None:
    found = reftel.parse(OPENING.format(level=level, captions=captions)).classification
    assert found
    assert (found.level, found.caveats) == expected


@table(
    "text, expected, mark, remark",
    ("SUBJECT: A KITE FAIR IN LIMA\n\n1. Kites.", "A KITE FAIR IN LIMA", None, "one line"),
    ("SUBJECT: A KITE FAIR \nIN LIMA \n \n1. Kites.", "A KITE FAIR IN LIMA", None, "wrapped"),
    ("SUBJECT: FAIR OF THE \n\nKITES - A START \n\nREF: LIMA 12", "FAIR OF THE KITES - A START", None, "cut in two"),
    ("SUBJECT: A KITE FAIR\n\nLIMA FOR KITE OFFICER\nREF: LIMA 12", "A KITE FAIR", None, "a pass line below"),
    ("SUBJECT: A KITE FAIR\n\nNOT FOR INTERNET USE\n\nREF: LIMA 12", "A KITE FAIR", None, "a handling line below"),
    ("SUBJECT: A KITE FAIR\n\nTHE KITES FLEW\n\n1. THEY DID.", "A KITE FAIR", None, "text below"),
    ("SUBJECT:A KITE FAIR\n", "A KITE FAIR", None, "no blank after the colon"),
    ("SUBJECT:\n\nA Kite Fair\n1.(SBU) Kites", "A Kite Fair", None, "below its label"),
    ("SUBJ: A KITE FAIR\n\n1. Kites.", "A KITE FAIR", None, "short label"),
    ("TAGS: PGOV PE\nUBJECT: A KITE FAIR\n\n", "A KITE FAIR", None, "first letter of the label lost"),
    ("TAGS: PE\nSUBJET: A KITE FAIR\n\n", "A KITE FAIR", None, "a letter of it lost"),
    ("TAGS: PE\nSUBECT: A KITE FAIR\n\n", "A KITE FAIR", None, "another"),
    ("TAGS: PE\nSUJECT: A KITE FAIR\n\n", "A KITE FAIR", None, "a third"),
    ("TAGS: PE\nSUBJEECT: A KITE FAIR\n\n", "A KITE FAIR", None, "a letter too many"),
    ("TAGS: PE\nSUB: A KITE FAIR\n\n", "A KITE FAIR", None, "shorter still"),
    ("TAGS: PE\nSUBJECT -- A KITE FAIR\n\n", "A KITE FAIR", None, "two hyphens for the colon"),
    (
        "SUBJECT: A KITE FAIR\nTHIS CABLE IS SENSITIVE BUT UNCLASSIFIED.\n\n1. Kites.",
        "A KITE FAIR",
        None,
        "a notice in the line below",
    ),
    ("SUBJECT: A KITE FAIR\nINTRODUCTION\n------------\n1. Kites.", "A KITE FAIR", None, "a heading in the line below"),
    ("SUBJECT: A KITE FAIR (REF: LIMA 12)\n\n1. Kites.", "A KITE FAIR (REF: LIMA 12)", None, "a parenthesis"),
    ("TAGS: PE\nSUBJECT - A KITE FAIR\n\n", "A KITE FAIR", None, "a hyphen for the colon"),
    ("SUBJECT: A KITE FAIR AND THE\nSUBJECT OF LAMPS\n\n", "A KITE FAIR AND THE SUBJECT OF LAMPS", None, "in it"),
    ("TAGS: PE\nSUBJECT: KITES:\n \nA FAIR\n \nREF: LIMA 12\n", "KITES: A FAIR", None, "a blank line behind a colon"),
    ("SUBJECT: (S) THE LANTERN MATTER\n\n", "THE LANTERN MATTER", "S", "with a portion mark"),
    ("SUBJECT: (S/NF) THE LANTERN MATTER\n\n", "THE LANTERN MATTER", "S/NF", "with a caveat in the mark"),
    ("SUBJECT: (CORRECTED) LANTERNS\n\n", "(CORRECTED) LANTERNS", None, "parentheses that are no mark"),
    ("SUBJECT: (C-NF) LANTERNS\n\n", "LANTERNS", "C-NF", "a hyphen in the mark"),
    ("SUBJECT: [U] LANTERNS\n\n", "LANTERNS", "U", "brackets"),
    ("SUBJECT: ( C ) LANTERNS\n\n", "LANTERNS", "C", "blanks in the mark"),
    ("SUBJECT: (UNCLASSIFIED) LANTERNS\n\n", "LANTERNS", "UNCLASSIFIED", "in full"),
    ("SUBJECT: [EU] LANTERNS\n\n", "[EU] LANTERNS", None, "brackets that are no mark"),
    (
        "SUBJECT: STAFFDEL HERON VISIT (MAY 3 - MAY 5)\n\nREF: LIMA 12 ",
        "STAFFDEL HERON VISIT (MAY 3 - MAY 5)",
        None,
        "()",
    ),
    ("SUBJECT: A KITE FAIR REF: A. LIMA 12 B. LIMA 13\n", "A KITE FAIR", None, "the references run on"),
    ("SUBJECT: TOO LATE? REFS: (A) LIMA 1839\n\n1. (SBU) No.", "TOO LATE?", None, "so they do in the plural"),
    ("SUBJECT: A KITE Ref(s): A) 08 LIMA 138\n\n", "A KITE", None, "or in doubt about it"),
    ("SUBJECT: KITES Classified By: DCM Ada Quill, Reasons 1.4 (b).\n", "KITES", None, "the authority runs on"),
    ("SUBJECT: KITES\nCLASSIFIED BY: Ada Quill", "KITES", None, "or follows directly"),
    (
        "TAGS: TBIO\nSUBJECT:LIMA'S 5th KITE, ANOTHER Sensitive but ",
        "LIMA'S 5th KITE, ANOTHER",
        None,
        "a notice runs on",
    ),
    (
        "SUBJECT: KITE NOTES 11-09-2009 \n------- \n1. SUMMARY\n-------\n",
        "KITE NOTES 11-09-2009",
        None,
        "a rule follows",
    ),
    (
        "SUBJECT: PART 2 OF 3: THE KITE'S \nTAIL\nLIMA 00000954 001.2 OF 004\n",
        "PART 2 OF 3: THE KITE'S TAIL",
        None,
        "furniture",
    ),
    (
        "E.o. 12958: decl: 01/07/2014 Tags: prel, pe Subject: kite makers meet: how high?\n\n(U) Classifi",
        "kite makers meet: how high?",
        None,
        "labels in small letters on one line",
    ),
    ("SUBJECT: Kite&#8217;s &#8220;tail&#8221; ", "Kite’s “tail”", None, "character references"),
    ("SUBJECT: KITES \\\n \\\nREF: A. A) LIMA 1253 \\\n", "KITES", None, "backslashes at the line ends"),
    ("SUBJECT...KITES\nREF: LIMA 12\n", "KITES", None, "full stops for the colon"),
    ("SUBJECT- KITES\nREF- LIMA 12\n", "KITES", None, "hyphens for the colons"),
    ("SUBJECT: KITES - (U)\nREF: LIMA 12\n", "KITES", None, "a mark behind a hyphen"),
    ("SUBJECT: KITES\nACTION REQUEST - SEE PARA 4\nREF: LIMA 12\n", "KITES", None, "what is asked below it"),
    ("S U B J E C T: KITE SALE\nR E F: LIMA 12\n", "KITE SALE", None, "label spaced out"),
    ("S U B J E C T A KITE SALE\nR E F: LIMA 12\n", "A KITE SALE", None, "the same without a sign"),
    ("E.O. 11652: GDS\nSUBJMEETING WITH QUILL\nREF: LIMA 12", "MEETING WITH QUILL", None, "label run on"),
    ("1. (U) SUBJECT: KITES\n2. (C) Kites rose.\n", "KITES", "U", "numbered as a paragraph"),
    ("1. SUBJECT: KITES\n\n2. SUBJ: LAMPS\n", "KITES", None, "the first of two"),
    ("TAGS: PE\nSUBJECT: KITES\n\n1. SUBJECT: LAMPS\n", "KITES", None, "the opening's own comes first"),
    ("SUBJECT: \n \n", None, None, "empty"),
    ("TAGS: PE\nREF: LIMA 12\n", None, None, "absent"),
)
def test_subject(text: str, expected: str | None, mark: str | None, remark: str) -> None:
    cable = reftel.parse(text)
    assert (cable.subject, cable.subject_mark) == (expected, mark)


def test_a_slip_before_the_transmission_is_no_opening() -> None:
    text = (
        "Ada Quill  12/02/2009 11:08:08 AM\n\nS E C R E T        LIMA 00214\nCXLIMA:\n    ACTION: AMB\n\nVZCZCLMI155\n"
        "RR RUEHC\nDE RUEHPE #0214/01 0851341\nZNY SSSSS ZZH\nR 261341Z MAR 09\nFM AMEMBASSY LIMA\n"
        "TO RUEHC/SECSTATE WASHDC 8904\nS E C R E T SECTION 01 OF 05 LIMA 000214\n\nSUBJECT: KITES\n\n1. (C) Kites.\n"
    )
    cable = reftel.parse(text)
    assert [each.name for each in cable.addressees] == ["SECSTATE WASHDC"]
    assert cable.sections == 5


def test_subject_is_read_across_a_page_break() -> None:
    text = (
        "E.O. 11652: GDS\nTAGS: PFOR, BL\nSUBJECT: LANTERN MAKERS ASK FOR\n\nCONFIDENTIAL\n\nCONFIDENTIAL\n\n"
        "PAGE 02  LA PAZ 00231  041601Z\n\nGLASS\n\n1. GLASS IS SCARCE.\n"
    )
    cable = reftel.parse(text)
    assert cable.subject == "LANTERN MAKERS ASK FOR GLASS"


def test_places_of_a_field_leave_the_page_break_out() -> None:
    text = (
        "E.O. 11652: GDS\nTAGS: PFOR, BL\nSUBJECT: LANTERN MAKERS ASK FOR\n\nCONFIDENTIAL\n\nCONFIDENTIAL\n\n"
        "PAGE 02  LA PAZ 00231  041601Z\n\nGLASS\n\n1. GLASS IS SCARCE.\n"
    )
    cable = reftel.parse(text)
    shown = [text[a:b].strip() for a, b in cable.spans["subject"]]
    assert shown == ["LANTERN MAKERS ASK FOR", "GLASS"]


@table(
    "first, remark",
    ("", "from the E.O. line on"),
    ("C O N F I D E N T I A L LIMA 000045\n", "after the classification line"),
    ("C O N F I D E N T I A L LIMA 000045 ", "all of it"),
)
def test_fields_on_one_line_when_line_breaks_are_lost(first: str, remark: str) -> None:
    text = f"{first}E.O. 12958: DECL: 05/04/2018 TAGS: PREL PE SUBJECT: KITES REF: LIMA 12"
    cable = reftel.parse(text, year=2008)
    assert cable.executive_order == "12958"
    assert [tag.code for tag in cable.tags] == ["PREL", "PE"]
    assert cable.subject == "KITES"
    assert [each.target for each in cable.references] == ["08LIMA12"]


@table(
    "text, subject, paragraphs, remark",
    ("SUBJECT: KITES 1. (C) Kites fell.\n", "KITES", ["Kites fell."], "paragraph 1 in the same line"),
    ("SUBJECT: KITES\nSUMMARY\n-------\n1. (C) Kites fell.\n", "KITES", ["Kites fell."], "a heading below it"),
    ("SUBJECT: KITES\nSUMMARY: Kites fell.\n", "KITES", ["SUMMARY: Kites fell."], "a summary below it"),
    ("SUJBECT: KITES\n", "KITES", [], "letters of the label exchanged"),
    ("SUBJEC: KITES\n", "KITES", [], "the last letter lost"),
    ("SUBJECT- KITES\n", "KITES", [], "a hyphen for the colon"),
    ("SUBJECT: KITES DERIVED FROM: DSCG 05-1\n", "KITES", ["DERIVED FROM: DSCG 05-1"], "another label"),
)
def test_subject_and_what_follows(text: str, subject: str, paragraphs: list[str], remark: str) -> None:
    cable = reftel.parse(text)
    assert cable.subject == subject
    assert [each.text for each in cable.paragraphs] == paragraphs


def test_sipdis_below_the_subject_is_a_caption_the_first_time() -> None:
    cable = reftel.parse("SUBJECT: KITES\nSIPDIS\n\n1. (C) Kites fell over\nSIPDIS\nLima.\n")
    assert cable.captions == ("SIPDIS",)
    assert [each.text for each in cable.paragraphs] == ["Kites fell over Lima."]
