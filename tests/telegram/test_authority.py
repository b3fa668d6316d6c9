"""Who classified the telegram, and why."""

from __future__ import annotations

import reftel
from reftel.telegram.authority import read, read_reasons

from .tables import table

BD = ("1.4(b)", "1.4(d)")


@table(
    "value, name, title, remark",
    ("Undersecretary Ada Quill; 1.4 (b,d)", "Ada Quill", "Undersecretary", "in one word"),
    ("Ambassador Dr. Ada Quill for reasons 1.4 (b,d)", "Ada Quill", "Ambassador Dr.", "a doctor"),
    ("Ambassador to the UN Agencies Ada Quill for reasons 1.4 (b,d)", "Ada Quill", None, "to several offices"),
    ("Amb\nassador Ada Quill for reasons 1.4 (b,d)", "Ada Quill", "Ambassador", "the title cut by the line's end"),
    ("DCM Ada al-Quill for reasons 1.4 (b,d)", "Ada al-Quill", "DCM", "an article before the name"),
    ("Counselor José Quill for reasons 1.4 (b,d)", "José Quill", "Counselor", "accents"),
    ("EUR - Ada Quill, DAS, reasons 1.4 (b,d)", "Ada Quill", "EUR, DAS", "a dash behind the office"),
    ("DCM Ada Quill fro resons 1.4 (b,d)", "Ada Quill", "DCM", "both words misspelt"),
    ("DCM Ada Quill for reasns: 1.4 (b,d)", "Ada Quill", "DCM", "a letter lost"),
    ("DCM Ada Quill in accordance with E.O. 12958, 1.4 (b,d)", "Ada Quill", "DCM", "in accordance with"),
    ("Political Counselor Max Heron, Jr., for reasons 1.4 (b) and (d)", "Max Heron Jr.", "Political Counselor", "Jr."),
    ("Ada B. Quill III, DCM; Reason 1.4 (B), (D)", "Ada B. Quill III", "DCM", "the third"),
    ("SCA A/S Max O. Heron, Jr. Reasons: 1.4 (b,d)", "Max O. Heron Jr.", "SCA A/S", "Jr. before the reason"),
    ("PolOff Ada Quill for reasons 1.4 (b) and (d)", "Ada Quill", "PolOff", "a title run together of two"),
    ("Ambassador to Peru Chase Quill; reasons 1.4 (b,d)", "Chase Quill", "Ambassador to Peru", "no charge misspelt"),
    ("Ada Quill (DCM) for reasons 1.4 (b,d)", "Ada Quill", "DCM", "the title in parentheses"),
    ("DCM Ada dela Quill, reason 1.4 (b,d)", "Ada dela Quill", "DCM", "a particle"),
    ("POLCOUNSELOR ADA QUILL, REASONS 1.4 (B) AND (D)", "ADA QUILL", "POLCOUNSELOR", "likewise, in capitals"),
    ("Econ MC Ada Quill. Reasons 1.4 (b) and (d)", "Ada Quill", "Econ MC", "minister counselor"),
    ("CG Tom Mc Heron for reasons 1.4 (b) and (d)", "Tom Mc Heron", "CG", "and no minister counselor"),
    ("Col. Ada Quill, DATT; 1.4 (b) and (d)", "Ada Quill", "Col., DATT", "a soldier"),
    ("Ambassador Ada Quill due to reasons 1.4 (b) and (d)", "Ada Quill", "Ambassador", "due to"),
    ("Ambassador Ada Quill, reasons l.4(b) and l.4(d)", "Ada Quill", "Ambassador", "l for 1"),
    ("Principal Officer Ada Qui\nll for reasons 1.4 (b) and (d)", "Ada Quill", "Principal Officer", "cut, no blank"),
    ("Charge Ada Quill\nvan Heron for reasons 1.4 (b) and (d)", "Ada Quill van Heron", "Charge", "and not cut"),
    ("Ambassador Ada B. Quill for reasons 1.4 b and d", "Ada B. Quill", "Ambassador", "title and name"),
    ("Ada B. Quill, Acting ASSISTANT SECRETARY, VCI. Reason: 1.4 (b) and (d).", "Ada B. Quill", None, "title after"),
    ("CHARGE MAX HERON; REASON 1.4 (B), (D).", "MAX HERON", "CHARGE", "capitals"),
    ("Charge d'Affaires, a.i., Max Heron, reasons 1.4 (b/d)", "Max Heron", "Charge d'Affaires, a.i.", "ad interim"),
    ("Charge d'Affaires a.i. Max W. Heron, \nreason 1.4 (b) and (d) \n", "Max W. Heron", None, "without comma"),
    ("AMBASSADOR TO ECUADOR MAX HERON.\nREASON 1.4 (B,D).", "MAX HERON", None, "to a country"),
    (
        "AMBASSADOR TO THE SUDAN MAX HERON.\nREASON 1.4 (B,D).",
        "MAX HERON",
        None,
        "to a country with its article",
    ),
    ("AIT Director Max Heron, Reason(s): 1.4 (B/D). ", "Max Heron", "AIT Director", "reason(s)"),
    ("DCM ADA QUILL - 1.4 B,D.", "ADA QUILL", "DCM", "no word of reason"),
    ("CDA MAX HERON BASED UPON REASONS 1.4 (B) AND (D) ", "MAX HERON", "CDA", "based upon"),
    ("DCM ADA QUILL BASED ON E.O.12958 REASONS 1.4 (b) and (d)", "ADA QUILL", "DCM", "the order again"),
    ("Ambassador Ada Quill under Section 1.4 \n b/d ", "Ada Quill", "Ambassador", "section"),
    ("Ambassador Ada Quill for for reasons 1.4 b and d. ", "Ada Quill", "Ambassador", "word said twice"),
    ("Ambassador Ada Quill for reaons 1.4 (b) and (d). ", "Ada Quill", "Ambassador", "reason misspelt"),
    ("CHARGE ADA QUILL F0R REASONS 1.4 (B) AND (D) ", "ADA QUILL", "CHARGE", "a zero for the letter O"),
    ("AMBASSADOR MAX L. HERON II FR REASONS 1.4 (b) AND (d \n). ", "MAX L. HERON II", "AMBASSADOR", "the second"),
    ("Ambassaor Ada Quill for reasons 1.4 (b and d). ", "Ada Quill", "Ambassaor", "title misspelt: letter lost"),
    ("AMBASSSADOR ADA QUILL. \nREASONS 1.4 (B) AND (D). ", "ADA QUILL", "AMBASSSADOR", "letter too many"),
    ("Ambasasdor Ada Quill, Reasons \n1.4 (b) and (d) ", "Ada Quill", "Ambasasdor", "letters exchanged"),
    ("ISN/MTR Direcotr Ada Quill. \nReason:  1.4 (B), (D). ", "Ada Quill", "ISN/MTR Direcotr", "likewise"),
    ("ACTING E/P CIEF ADA QUILL.  REASONS: 1.4(B,D). ", "ADA QUILL", "ACTING E/P CIEF", "chief misspelt"),
    ("Pol/Econ Couns Ada G. Quill for reasons 1.4 (b&d). ", "Ada G. Quill", "Pol/Econ Couns", "abbreviations"),
    ("Acting Pol/C Max A. Heron for reasons 1.4 (b+d). ", "Max A. Heron", "Acting Pol/C", "stroke in the title"),
    ("A/EMIN Ada Quill, Reasons 1.4 (b,d). ", "Ada Quill", "A/EMIN", "office for a title"),
    (
        "Lima Section Chief Ada Quill for reas \nons 1.4(b/d). ",
        "Ada Quill",
        "Lima Section Chief",
        "word cut by the wrap",
    ),
    ("DCM Ada Quill.  REA \nSONS: 1.4 (B,D) ", "Ada Quill", "DCM", "likewise, elsewhere"),
    ("Charge d' Affairs Ada Quill for reasons 1.4 (b) a \nnd (d) ", "Ada Quill", None, "and cut in two"),
    (
        "Acting Counselor for Political-Military Affiars Ada \n H. Quill for reasons 1.4 (b) and (d)",
        "Ada H. Quill",
        None,
        "the name wraps",
    ),
    ("Classified by Ambassador Ada Quill; reasons 1.4 b and d", "Ada Quill", "Ambassador", "the label said twice"),
    ("This message classified by DCM Max Heron for reasons 1.4 (b), (d)", "Max Heron", "DCM", "in a sentence"),
    (
        "Ambassador Frede \nrick Heron, for reasons 1.4(B) and (D). ",
        "Frederick Heron",
        "Ambassador",
        "given name cut by the wrap",
    ),
    ("AMBASSADOR-AT-LARGE JEAN-MARIE HERON \nFOR REASONS 1.4 (B) AND (D) ", "JEAN-MARIE HERON", None, "hyphens"),
    (
        "Pol/Econ Officer Rose Larkspur Ba for reasons 1.4(b) and \n (d) ",
        "Rose Larkspur Ba",
        None,
        "two-letter surname",
    ),
    (
        "Quill, Ada, Ambassador, DOS, EXEC; REASON: 1.4(B), (D)",
        "Ada Quill",
        None,
        "surname first",
    ),
    (
        "AQuill, Charge, state, FO; REASON: 1.4(B), (D)",
        "AQuill",
        None,
        "title, department and office behind",
    ),
    ("DCM AQUILL PER 1.4 (B) AND (D) ", "AQUILL", "DCM", "initial run into the surname"),
    (
        "Ambassador William T.Heron.  Reasons: 1. \n4 (b)(d) ",
        "William T.Heron",
        "Ambassador",
        "initial without a blank",
    ),
    ("Max van der Heron, POLCOUNS. Reasons: 1.4 (B), (D)", "Max van der Heron", "POLCOUNS", "particles"),
    (
        "CAROL V. DE LA HERON, POLCOUNS. REASONS: 1.4 (B), (D)",
        "CAROL V. DE LA HERON",
        "POLCOUNS",
        "particles after an initial",
    ),
)
def test_one_authority(value: str, name: str, title: str | None, remark: str) -> None:
    found = read(value)
    assert [who.name for who in found] == [name]
    assert found[0].reasons == BD
    if title:
        assert found[0].title == title


@table(
    "value, expected, remark",
    ("", [], "empty"),
    ("Reason: 1.4 (b)", [], "only a reason"),
    ("AF ADA QUILL, ACTING AND S/CT DAS MAX HERON ; E.O. 12958 REASON: 1.4 (B)", ["ADA QUILL", "MAX HERON"], "two"),
    ("CONSUL GENERAL MAX HERON", ["MAX HERON"], "no reason"),
    ("DOS CLASSIFICATION GUIDE BY ADA QUILL", ["ADA QUILL"], "by the guide"),
)
def test_authorities(value: str, expected: list[str], remark: str) -> None:
    assert [who.name for who in read(value)] == expected


@table(
    "value, expected, remark",
    ("Reasons: 1.4 (b) and (d)", BD, "and"),
    ("1.4 (b/d)", BD, "stroke"),
    ("1.4 (B,D)", BD, "capitals, comma"),
    ("1.4 b and d", BD, "no parentheses"),
    ("1.4 (b&d)", BD, "ampersand"),
    ("1.4 (b+d)", BD, "plus"),
    ("1.4(b)(d)", BD, "nothing between"),
    ("1.4 ( \nb) and (d)", BD, "parenthesis cut off"),
    ("1.5 (B) AND (D)", ("1.5(b)", "1.5(d)"), "the numbers before 2003"),
    ("1.4 (b), (d) and (e)", (*BD, "1.4(e)"), "three"),
    ("1.4 B AN D D", BD, "and cut, in capitals"),
    ("1.4(b) an d (d)", BD, "and cut elsewhere"),
    ("1.4 (b), 1.5 (d)", ("1.4(b)", "1.5(d)"), "of two paragraphs"),
    ("1.4 (b) and (b)", ("1.4(b)",), "said twice"),
    ("1.4", (), "no letter"),
    ("2.4 (b)", (), "no such paragraph"),
    ("", (), "empty"),
)
def test_reasons(value: str, expected: tuple[str, ...], remark: str) -> None:
    assert read_reasons(value) == expected


@table(
    "text, expected, remark",
    (
        "Classified By: Ambassador Ada Quill for reasons 1.4 b and d\n\n1. (C) Kites.",
        ["Ada Quill"],
        "a line of its own",
    ),
    ("Classfied By: DCM Ada Quill for reasons 1.4 b and d\n\n1. (C) Kites.", ["Ada Quill"], "label misspelt"),
    ("CLASSIFIED BY DCM ADA QUILL. REASON: 1.5 (D).\n\n1. (C) Kites.", ["ADA QUILL"], "no colon"),
    ("REF: 10 LIMA 231 CLASSIFIED BY: Ada Quill, Acting, VCI; REASON: 1.4(B), (D) ", ["Ada Quill"], "after references"),
    (
        "1. CONFIDENTIAL - ENTIRE TEXT.  CLASSIFIED BY:\nADA QUILL, DCM.  REASON: 1.5 (D) .\n\n2. K",
        ["ADA QUILL"],
        "in ¶1",
    ),
    ("1. (U)  CLASSIFIED BY CHARGE MAX HERON; REASON 1.5 (D).\n\n2. (C) ", ["MAX HERON"], "as ¶1"),
    ("1. Classified by Bureau Assistant Secretary Max H. Heron. Reason: 1.4 (d)\n2. (U) K", ["Max H. Heron"], "no gap"),
    (
        "Classified By: AREQUIPA 222 \nCUSCO 216 \n \nClassified by DCM Ada Quill; reasons 1.4 b and d. ",
        ["Ada Quill"],
        "references strayed in",
    ),
    ("Classified By: CONSUL GENERAL MAX HERON \n \n1. In a December 19 m", ["MAX HERON"], "the text follows"),
    ("Classified By: DOS CLASSIFICATION GUIDE BY ADA QUILL \n \n1.  (C)  Summary.  K", ["ADA QUILL"], "by the guide"),
    ("SUBJECT: KITES\n\n1. (U) The matter is not classified by anyone.", [], "in a sentence"),
    ("SUBJECT: KITES\n\n1. (U) Kites.", [], "none"),
)
def test_in_a_telegram(text: str, expected: list[str], remark: str) -> None:
    assert [who.name for who in reftel.parse(text).classified_by] == expected


def test_a_guide_is_no_person() -> None:
    assert read("DERIVED FROM DSCG 05-1 B, D") == ()


def test_two_lines_name_two() -> None:
    cable = reftel.parse(
        "C O N F I D E N T I A L LIMA 000012\n\nSUBJECT: HAY\n\n"
        "Classified By: Ambassador Ada Quill, reason: 1.4 (b), (d)  Classified By: DCM Max Heron, reason 1.4 (b)\n\n"
        "1. (C) It is late.\n"
    )
    assert [(each.name, each.reasons) for each in cable.classified_by] == [("Ada Quill", BD), ("Max Heron", BD[:1])]


@table(
    "label, remark",
    ("CLASSIFIED  BY:", "two blanks"),
    ("Classified-By:", "a hyphen"),
    ("Classsified by", "a letter too many"),
    ("Clasified by:", "a letter lost"),
    ("Classified 8y:", "a scanner's 8"),
    ("CLASSIFIED 8Y:", "likewise, in capitals"),
)
def test_the_label_misspelt(label: str, remark: str) -> None:
    opening = "E.O. 12958: DECL: 01/02/2019\nSUBJECT: HAY\n\n"
    cable = reftel.parse(f"{opening}{label} Ambassador Ada Quill, reasons 1.4 (b) and (d)\n\n1. (C) Hay.\n")
    assert [(each.name, each.reasons) for each in cable.classified_by] == [("Ada Quill", BD)]
    assert [each.number for each in cable.paragraphs] == [1]


@table(
    "line, name, title, reasons, remark",
    ("Classified By: AM8ASSADOR ADA QUILL, REASON 1.5 (B)", "ADA QUILL", "AMBASSADOR", ("1.5(b)",), "title"),
    ("Classified By: EGONCOUNS ADA QUILL, REASON 1.5 (B)", "ADA QUILL", "ECONCOUNS", ("1.5(b)",), "title, C for G"),
    ("Classified By: Consul Ada Quill. Reosons 1.4 (b), (d)", "Ada Quill", "Consul", BD, "reasons, o for a"),
    ("Classified By: Consul Ada Quill, teason 1.4 (cl)", "Ada Quill", "Consul", ("1.4(d)",), "reason, and d"),
    ("Classified By: Consul Ada Quill, reasons 1.5 (h), (d)", "Ada Quill", "Consul", ("1.5(b)", "1.5(d)"), "no 1.5(h)"),
)
def test_misread_by_a_scanner(line: str, name: str, title: str, reasons: tuple[str, ...], remark: str) -> None:
    cable = reftel.parse(f"E.O. 12958: DECL: 01/02/2009\nSUBJECT: HAY\n\n{line}\n\n1. (C) Hay.\n")
    assert [(each.name, each.title, each.reasons) for each in cable.classified_by] == [(name, title, reasons)]
