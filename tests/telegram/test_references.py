"""The REF line, item by item."""

from __future__ import annotations

import reftel
from reftel.telegram import references

from .tables import table

Item = tuple[str, str | None, str | None]


@table(
    "text, year, expected, remark",
    ("REF: LIMA 115\n\n1.(SBU) Kites", 2010, ["10LIMA115"], "one, year inherited"),
    ("REF: A. LIMA 1579  B. QUITO 1408\n", 2008, ["08LIMA1579", "08QUITO1408"], "two on a line"),
    ("REF: A. STATE 12345 (NOTAL) AND 12346 (NOTAL)", 2008, ["08STATE12345", "08STATE12346"], "NOTAL between"),
    ("Refs: a. Lima 12\n      b. 2006 State 123", 2008, ["08LIMA12", "06STATE123"], "small labels"),
    ("REF(A): LIMA 12\nREF(B): QUITO 34", 2008, ["08LIMA12", "08QUITO34"], "the label says which"),
    ("REF: LIMA 12, 13, AND 14", 2008, ["08LIMA12", "08LIMA13", "08LIMA14"], "comma and AND"),
    ("REF: A. LIMA 1501 B. 1502 AND 1503", 2008, ["08LIMA1501", "08LIMA1502", "08LIMA1503"], "serials alone"),
    ("REF: LIMA 1501/1502, QUITO 34/07", 2008, ["08LIMA1501", "08LIMA1502", "07QUITO34"], "strokes"),
    ("REF: LIMA 12 AND QUITO 34 OF 2007", 2008, ["08LIMA12", "07QUITO34"], "OF and a year"),
    ("REF: LIMA 4567/QUITO 2345/LA PAZ 34", 2008, ["08LIMA4567", "08QUITO2345", "08LAPAZ34"], "strokes before posts"),
    ("REF: LIMA 1501 THROUGH 1503", 2008, ["08LIMA1501", "08LIMA1503"], "through"),
    ("REF: LIMA 1501 (MAY 5), 1502 (MAY 6) AND 1503", 2008, ["08LIMA1501", "08LIMA1502", "08LIMA1503"], "days between"),
    ("REF: A. 'LIMA 12' B. \"QUITO 13\"", 2008, ["08LIMA12", "08QUITO13"], "in quotes"),
    ("REF: 870 LIMA, 871 QUITO", 2008, ["08LIMA870", "08QUITO871"], "serials before posts"),
    ("REF: PORT-AU-PRINCE 12", 2008, ["08PORTAUPRINCE12"], "hyphens in a name"),
    ("REF: LIMA'S 12, STATE TEL 34", 2008, ["08LIMA12", "08STATE34"], "words behind the post"),
    ("REF: LIMA: 12", 2008, ["08LIMA12"], "a colon behind the post"),
    ("REF: LIMA-2347, LIMA-2350; BOGOTA - 112", 1975, ["75LIMA2347", "75LIMA2350", "75BOGOTA112"], "hyphens"),
    ("REF: A. 74-LIMA-23 B. UNSCR-1559 C. ROME A-12 D. F-16 E. H-1B", 1975, ["74LIMA23"], "hyphens of other things"),
    ("REF:A.LIMA 12 B.QUITO 34", 2008, ["08LIMA12", "08QUITO34"], "no blank behind any sign"),
    ("REF: A.) LIMA 12 B.) QUITO 34", 2008, ["08LIMA12", "08QUITO34"], "labels with two signs"),
    ("REF: LIMA 07-1234, QUITO '07 345", 2008, ["07LIMA1234", "07QUITO345"], "the year behind the post"),
    ("REF: LIMA 2007 1234; QUITO (07) 345", 2008, ["07LIMA1234", "07QUITO345"], "the same, whole or in parentheses"),
    ("REF: LIMA 2007, 1234", 2008, ["08LIMA2007", "08LIMA1234"], "a comma: two serials"),
    ("REF: LIMA 44, 22 MAR 08; QUITO 55, 21 MARCH", 2008, ["08LIMA44", "08QUITO55"], "days are no serials"),
    ("REF: LIMA 45/2005, QUITO 1999/2000", 2008, ["05LIMA45", "08QUITO1999", "08QUITO2000"], "years and serials"),
    ("REF: LIMA NUMBER 66", 2008, ["08LIMA66"], "number, written out"),
    ("REF: LIMA 44 AND QUILL E-MAIL OF 3/4, QUITO 55", 2008, ["08LIMA44", "08QUITO55"], "on both sides of an e-mail"),
    ("REF: HERON TELCONS 9/28 AND 29", 2008, [], "days of telephone calls"),
    ("REF: ZURICH A-98, BERN CA-980", 1974, [], "airgrams, and no hyphened telegrams"),
    ("REF: LIMA 07 12", 2008, ["07LIMA12"], "the year with its nought, before a short serial"),
    ("REF: INR ASSESSMENT 33; DRAFT PAPER 12", 2008, [], "numbers of papers"),
    ("REF: LIMA 12-345", 2008, ["08LIMA12"], "no year that this telegram can cite"),
    ("REF: STATE07 345", 2008, ["07STATE345"], "the year glued to the post"),
    ("REF: I. LIMA 12 II. 07 QUITO 34", 2008, ["08LIMA12", "07QUITO34"], "Roman labels are no posts"),
    ("REF: A. BOGOTÁ 12, B. SÃO PAULO 34", 2008, ["08BOGOTA12", "08SAOPAULO34"], "accents"),
    ("REF: A. LIMA 12<br/>B. QUITO 34<BR>C. LA PAZ 5", 2008, ["08LIMA12", "08QUITO34", "08LAPAZ5"], "markup left in"),
    ("E.O. 11652: N/A\nREFLIMA 1234", 1975, ["75LIMA1234"], "label run on into the post"),
    ("E.O. 11652: N/A\nREFORM 1234", 1975, [], "a word that begins like the label"),
    ("R E F S: A. LIMA 12 B. QUITO 34", 1975, ["75LIMA12", "75QUITO34"], "label spaced out"),
    ("R E F A. LIMA 12", 1975, ["75LIMA12"], "the same, without a sign before the item's"),
    (
        "1. SUBJECT: KITES\n2. (U) REF: A. LIMA 12 B. QUITO 34\n3. BERN 5 IS NO PART OF IT.",
        1975,
        ["75LIMA12", "75QUITO34"],
        "a numbered REF line",
    ),
    ("REF  : LIMA 12", 2008, ["08LIMA12"], "blanks before the colon"),
    ("REF: A. STATE 12345B. QUITO 66C. LIMA 7", 2008, ["08STATE12345", "08QUITO66", "08LIMA7"], "no blank"),
    ("REF: A. STATE 12 (SUBJ: KITES 2008) B. LIMA 7", 2008, ["08STATE12", "08LIMA7"], "a subject in parentheses"),
    ("REF: A. UNSCR 1737 B. DIPNOTE 44 C. 22 CFR 40.1 D. INA 212 E. LIMA 7", 2008, ["08LIMA7"], "other numbers"),
    ("REF: A. USCINCSO 311200Z MAY 08 B. LIMA 7", 2008, ["08LIMA7"], "a date-time group is no serial"),
    ("TAGS: PREL\nRE: LIMA 115\n\n1. Kites.", 2010, ["10LIMA115"], "a bare RE: below TAGS"),
    ("1. Kites.\n\nRE: LIMA 115\n\n2. Lamps.", 2010, [], "RE: in the body"),
    ("REF: DEPT 12345", 2008, ["08STATE12345"], "the Department"),
    ("REF: TAIPEI 5262", 1977, ["77TAIPEI5262"], "the embassy of that year"),
    ("REF: TAIPEI 5262", 1987, ["87AITTAIPEI5262"], "and who came after it"),
    ("REF: A. SECSTATE 74879 \n     B. LIMA 43 \n", 2008, ["08STATE74879", "08LIMA43"], "two lines"),
    (
        "REF: A. LIMA 520 \nB. 2007 LIMA 2135 \nC. 06 LIMA 2611 ",
        2008,
        ["08LIMA520", "07LIMA2135", "06LIMA2611"],
        "years",
    ),
    ("\nREF: A. 08 STATE 81854\n\n\nS e c r e t lima 001938", 2009, ["08STATE81854"], "the next heading is no item"),
    (
        "REF: (A)STATE 071143, (B)STATE 073601, (C)QUITO \n5361",
        2007,
        ["07STATE71143", "07STATE73601", "07QUITO5361"],
        "(A), wrapped",
    ),
    ("REF: A) LIMA 20, B) QUITO 227", 2008, ["08LIMA20", "08QUITO227"], "A)"),
    ("Ref: A - Lima 28 ", 2008, ["08LIMA28"], "A -"),
    ("REF: A. A) LIMA 1253 \n \n     B. B) QUITO 1633 \n", 2006, ["06LIMA1253", "06QUITO1633"], "labelled twice"),
    (
        "REF: A. LIMA 1775\n \n     ¶B. LIMA 3422\n     ¶C. QUITO 0951\n",
        2005,
        ["05LIMA1775", "05LIMA3422", "05QUITO951"],
        "¶B",
    ),
    (
        "REFS: (1) 2005 RIO DE JANEIRO 1143, (2) 2005 LIMA 03242 ",
        2006,
        ["05RIODEJANEIRO1143", "05LIMA3242"],
        "numbered",
    ),
    (
        "Ref(s): A) 08 RIO DE JAN 138; B) 08 RIO DE JAN 0044 and previous Sensitive ",
        2008,
        ["08RIODEJANEIRO138", "08RIODEJANEIRO44"],
        "cut names, a notice runs on",
    ),
    (
        "REF: (A) 05 LIMA 405; (B) 05 LIMA 402 (C) 02 QUITO 2670",
        2006,
        ["05LIMA405", "05LIMA402", "02QUITO2670"],
        "mixed",
    ),
    ("REFTELS: A) 2008 LIMA 672, B) 2008 QUITO 593\n", 2009, ["08LIMA672", "08QUITO593"], "REFTELS"),
    ("REF: REF: SECSTATE 58408 \n \n 1. Kites", 2003, ["03STATE58408"], "label twice"),
    ("REF: REFERENCE: 01 LIMA 997 ", 2002, ["01LIMA997"], "label in full"),
    ("REF: SECSTATE 113408 AND SECSTATE 113635 ", 2005, ["05STATE113408", "05STATE113635"], "and"),
    (
        "REF: A. LIMA 2799 AND 2764 ¶B. PORT AU PRINCE 2325 ",
        2004,
        ["04LIMA2799", "04LIMA2764", "04PORTAUPRINCE2325"],
        "post inherited after AND",
    ),
    (
        "Ref: A) LIMA 11657 and 7743, 12155, 13381 B) \nLIMA 14712",
        2006,
        ["06LIMA11657", "06LIMA7743", "06LIMA12155", "06LIMA13381", "06LIMA14712"],
        "a row of serials",
    ),
    (
        "REF: A. LIMA 2969 \n     ¶B. 2962 AND PREVIOUS \n ",
        2006,
        ["06LIMA2969", "06LIMA2962"],
        "post inherited after B.",
    ),
    ("REF: A. LIMA 1856 \n     B. 3 \n\n1. Kites", 2003, ["03LIMA1856", "03LIMA3"], "one digit, post inherited"),
    ("REF: SECSTATE 232089 & USUN 2336 ", 2004, ["04STATE232089", "04USUNNEWYORK2336"], "ampersand"),
    (
        "REF: A. LIMA 701 (08) \n     ¶B. LIMA 338 (07) \n",
        2009,
        ["08LIMA701", "07LIMA338"],
        "year behind, in parentheses",
    ),
    ("REF: A. SECSTATE 51937 B. LIMA 5049-01 ", 2002, ["02STATE51937", "01LIMA5049"], "year behind a hyphen"),
    (
        "REF: LIMA 07718 99, LIMA 05986 00, LIMA 07718 01 ",
        2002,
        ["99LIMA7718", "00LIMA5986", "01LIMA7718"],
        "year behind",
    ),
    (
        "REF: A. 09LIMA 201 B. 09QUITO 1302 C. LIMA 103",
        2010,
        ["09LIMA201", "09QUITO1302", "10LIMA103"],
        "year run into the post",
    ),
    ("REF: (A)05 LIMA 0121, (B)O4 LIMA 0944 ", 2006, ["05LIMA121", "04LIMA944"], "letter O for the zero of a year"),
    (
        "REF: A. STATE 3836 \n     ¶B. 05 SANTIAG0 465 \n",
        2006,
        ["06STATE3836", "05SANTIAGO465"],
        "a zero for the letter O",
    ),
    (
        "REF: A. QXUZBO 5667 AND 2764",
        2007,
        ["07QXUZBO5667", "07QXUZBO2764"],
        "a post that no table knows, and a serial",
    ),
    ("REF: A. QXUZBO 5667 (NOTAL)", 2007, ["07QXUZBO5667"], "and a note"),
    ("REF: A. 3 KITES; AND 4 QXUZBO 5667", 2007, [], "behind other words it is no post"),
    ("REF: A. QXUZBO 5667 on kites", 2007, [], "nor before them"),
    ("REF: A. LIMA   ,   5667   AND   2764", 2007, ["07LIMA5667", "07LIMA2764"], "blanks around everything"),
    ("REF: A) USDOC 05667 B)HK05511 ", 2007, ["07USDOC5667", "07HONGKONG5511"], "serial run into the post"),
    ("Ref: 870 Lima ", 2006, ["06LIMA870"], "serial before the post"),
    ("REFS: A) 377 LIMA, B) 01 QUITO 2383", 2002, ["02LIMA377", "01QUITO2383"], "the same in a list"),
    (
        "REF: LIMA 849, LIMA, 1228, STATE 148476 ",
        2008,
        ["08LIMA849", "08LIMA1228", "08STATE148476"],
        "a comma too many",
    ),
    ("REF: A. 08 HAGUE 468 ¶B. 07 HAGUE 063", 2009, ["08THEHAGUE468", "07THEHAGUE63"], "article left out"),
    ("REF: A. PHNOM PENH 343 ¶B. PHNOM PEN 333", 2009, ["09PHNOMPENH343", "09PHNOMPENH333"], "letter lost"),
    ("REF: A. BA 1485 ¶B. BA 1062 ", 2006, ["06BUENOSAIRES1485", "06BUENOSAIRES1062"], "initials"),
    ("REF: A. N'DJAMENA 511 ¶B. NDJAMENA 520", 2009, ["09NDJAMENA511", "09NDJAMENA520"], "apostrophe"),
    (
        "REF: A. USUN NEW YORK 827 ¶B. USUN NE YORK 609",
        2009,
        ["09USUNNEWYORK827", "09USUNNEWYORK609"],
        "letter lost, three words",
    ),
    (
        "REF: PORT AU PRINCE 01407 PORT AU PR 00002230 001.2 OF 002 Classified By:",
        2006,
        ["06PORTAUPRINCE1407"],
        "furniture run on",
    ),
    (
        "REF: A. STATE 40721 CONFIDENTIAL PAGE 02 LIMA 01196 01 OF 02 082030Z B. LIMA 1098",
        2002,
        ["02STATE40721", "02LIMA1098"],
        "a page head inside",
    ),
    (
        "REF: LIMA 60 (KITES AT THE 9TH PLENUM)  LIMA 330 (THE GENERAL SECRETARY’S KITE)  \n",
        2009,
        ["09LIMA60", "09LIMA330"],
        "titles behind",
    ),
    ("REF: UNCLASS USDA FAS 57863 ", 2002, ["02USDAFAS57863"], "a level before the post"),
    ("REF: UNESCO PARIS FR 000087 \n\n1. K", 2010, ["10UNESCOPARISFR87"], "mission with a suffix"),
    ("REF: STATE 106206 CIRCULAR", 1966, ["66STATE106206"], "circular"),
    ("REF: LA PAZ 5021 (NOTAL)\n", 1974, ["74LAPAZ5021"], "not to all"),
    ("REF: (A) LA PAZ 5021; (B) 73 LA PAZ 7011\n", 1974, ["74LAPAZ5021", "73LAPAZ7011"], "1970s, last year's"),
    (
        "REFS: A. STATE 27026: B. LIMA 27778\n",
        1974,
        ["74STATE27026", "74LIMA27778"],
        "colons between",
    ),
    ("REF: QUILL (S/CT) E-MAIL OF 04/15/2008 ", 2008, [], "no telegram"),
    ("SUBJECT: KITES\n\n1. Kites.", 2008, [], "none"),
    ("REF: \n\n1. Kites.", 2008, [], "empty"),
)
def test_targets(text: str, year: int, expected: list[str], remark: str) -> None:
    found = reftel.parse(text, year=year).references
    assert [each.target for each in found if each.kind == "cable"] == expected


@table(
    "text, expected, remark",
    ("REF: LIMA 115", [("cable", "LIMA 115", None)], "no label"),
    ("REF: A. LIMA 115 B. QUITO 9", [("cable", "LIMA 115", "A"), ("cable", "QUITO 9", "B")], "labels"),
    ("REF: QUILL (S/CT) E-MAIL OF 04/15/2008 ", [("email", "QUILL (S/CT) E-MAIL OF 04/15/2008", None)], "e-mail"),
    (
        "REF: A. QUILL-HERON EMAIL 10/9 \n\nB. LIMA 12",
        [("email", "QUILL-HERON EMAIL 10/9", "A"), ("cable", "LIMA 12", "B")],
        "email",
    ),
    ("REF: E-mails J. Quill-K. Heron ", [("email", "E-mails J. Quill-K. Heron", None)], "initials are no labels"),
    (
        "REF: QUILL - OPS CENTER TELCONS 9/28 AND 29 ",
        [("telephone", "QUILL - OPS CENTER TELCONS 9/28 AND 29", None)],
        "telephone",
    ),
    (
        "REF: LIMA 12; E-Mail Kites; 05 LIMA 13",
        [("cable", "LIMA 12", None), ("email", "E-Mail Kites", None), ("cable", "05 LIMA 13", None)],
        "semicolons",
    ),
    (
        "REF: A. LIMA 12\n     ¶B. 2004 HUMAN RIGHTS REPORT FOR PERU \n",
        [("cable", "LIMA 12", "A"), ("report", "2004 HUMAN RIGHTS REPORT FOR PERU", "B")],
        "report",
    ),
    (
        "REF: A) LIMA 7 B) EXP.LIC. D328589 C) QUITO \n03591",
        [("cable", "LIMA 7", "A"), ("other", "EXP.LIC. D328589", "B"), ("cable", "QUITO 03591", "C")],
        "a licence",
    ),
    (
        "REF: A. LIMA 12 B. QUILL-HERON FAX OF 9/2",
        [("cable", "LIMA 12", "A"), ("fax", "QUILL-HERON FAX OF 9/2", "B")],
        "fax",
    ),
    ("REF: QUILL-HERON MEMCON OF 9/2", [("memo", "QUILL-HERON MEMCON OF 9/2", None)], "memorandum"),
    (
        "REF: STATE 106206 CIRCULAR; STATE CA-3400 NOV 2, 1966",
        [("cable", "STATE 106206", None), ("airgram", "STATE CA-3400 NOV 2, 1966", None)],
        "airgram",
    ),
    ("REFS: (A) ROME A-9: (B) ROME A-14", [("airgram", "ROME A-9", "A"), ("airgram", "ROME A-14", "B")], "a colon"),
    ("REF: LA PAZ A-112", [("airgram", "LA PAZ A-112", None)], "airgram of a post"),
    ("REF: ROME A-9, ROME A-14", [("airgram", "ROME A-9", None), ("airgram", "ROME A-14", None)], "two airgrams"),
    ("REF: ROME A-9 AND A-14", [("airgram", "ROME A-9", None), ("airgram", "A-14", None)], "and"),
    (
        "REF: (A) ROME A-9; A-12; STATE 33421",
        [("airgram", "ROME A-9", "A"), ("airgram", "A-12", None), ("cable", "STATE 33421", None)],
        "airgrams and a telegram",
    ),
    ("REF: ROME A-9 OF NOV 2, 1966", [("airgram", "ROME A-9 OF NOV 2, 1966", None)], "a date is none"),
    ("REF: LIMA 115, ROME A-14", [("cable", "LIMA 115", None), ("airgram", "ROME A-14", None)], "behind a telegram"),
    ("REF A: LIMA 115\nREF B: QUITO 9", [("cable", "LIMA 115", "A"), ("cable", "QUITO 9", "B")], "a label each"),
    ("REF: 1) LIMA 115 2) QUITO 9", [("cable", "LIMA 115", "1"), ("cable", "QUITO 9", "2")], "1)"),
    ("REF: SEPTEL", [("cable", "SEPTEL", None)], "a separate telegram"),
    ("REF: LIMA 115 AND SEPTEL", [("cable", "LIMA 115", None), ("cable", "SEPTEL", None)], "and a separate one"),
    ("REF: LIMA-115", [("cable", "LIMA-115", None)], "a hyphen"),
    ("REF: None.", [], "none"),
)
def test_kinds_and_labels(text: str, expected: list[Item], remark: str) -> None:
    found = reftel.parse(text, year=2008).references
    assert [(each.kind, each.text, each.label) for each in found] == expected


@table(
    "value, year, own, expected, rule, remark",
    (
        "A) 6307 B) STATE 285773",
        2003,
        "LIMA",
        ["03LIMA6307", "03STATE285773"],
        "post inherited",
        "the telegram's own post",
    ),
    ("A) 6307 B) STATE 285773", 2003, None, [None, "03STATE285773"], "no post known", "no post to inherit"),
    ("LIMA 12", None, None, [None], "no year known", "no year to inherit"),
    ("09 LIMA 12", None, None, ["09LIMA12"], "year and post", "its own year is enough"),
)
def test_inheritance(
    value: str, year: int | None, own: str | None, expected: list[str | None], rule: str, remark: str
) -> None:
    found = references.read(value, 0, len(value), year=year, own_post=own)
    assert [each.reference.target for each in found] == expected
    assert found[0].reference.rule == rule


def test_each_reference_knows_its_place() -> None:
    text = "REF: A. LIMA 1579  B. QUILL-HERON E-MAIL 9/2\n     C. 07 QUITO 12 AND 13\n"
    cable = reftel.parse(text, year=2008)
    assert len(cable.references) == 4
    for at, each in enumerate(cable.references):
        assert " ".join("".join(text[a:b] for a, b in cable.spans[f"references.{at}"]).split()) == each.text


@table(
    "text, expected, remark",
    ("REF: [A] LIMA 1 [B] QUITO 2", ["A", "B"], "brackets"),
    ("REF: A/ LIMA 1 B/ QUITO 2", ["A", "B"], "strokes"),
    ("REF: A- LIMA 1; B- QUITO 2", ["A", "B"], "hyphens"),
    ("REF: A -- LIMA 1\nB -- QUITO 2", ["A", "B"], "dashes"),
    ("REF(A): LIMA 1\nREF(B): QUITO 2", ["A", "B"], "within the label of the line"),
    ("REF: A. (U) LIMA 1 B. (C) QUITO 2", ["A", "B"], "a portion mark behind it"),
    ("Refs: a) Lima 1; b) Quito 2", ["A", "B"], "small letters"),
)
def test_labels_of_the_list(text: str, expected: list[str], remark: str) -> None:
    assert [each.label for each in reftel.parse(text, year=2008).references] == expected
