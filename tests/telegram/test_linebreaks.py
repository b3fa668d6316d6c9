"""Telegrams in one line: the line breaks are put back before what can only begin a line."""

from __future__ import annotations

import pytest

import reftel
from reftel.sources import telegramlike
from reftel.telegram import linebreaks

from .tables import table

HEADING = (
    "VZCZCXRO3220RR RUEHARDE RUEHLS #0113/01 2001301ZNY CCCCC ZZHP R 200113Z JUN 08FM AMEMBASSY LUSAKA"
    "TO RUEHC/SECSTATE WASHDC PRIORITY 7906INFO RUEHBS/AMEMBASSY BRUSSELS PRIORITY 5386"
    "RUEHZO/AFRICAN UNION COLLECTIVEXMT AMEMBASSY ACCRARHEHAAA/NSC WASHINGTON DC"
)
OPENING = (
    "C O N F I D E N T I A L SECTION 01 OF 02 LUSAKA 000113SIPDISSENSITIVEDEPT PASS USTRSTATE FOR AF/S"
    "E.O. 12958: DECL: 06/20/2018TAGS: PREL, PGOV, ZASUBJECT: KITES OVER LUSAKAREF: A. LUSAKA 98B. 07 LUSAKA 771"
    "Classified By: Ambassador Ada Quill. Reason: 1.4 (b)."
)
BODY = (
    "1. (C) Summary: Kites were seen. End Summary.---------The Kites---------2. (C) They fell on May 3. "
    "Nobody was hurt.3. (U) It was noted.QUILL"
)
SEVENTIES = (
    " CONFIDENTIAL PAGE 01  LIMA 02519  031731Z 21ACTION ARA-10INFO  OCT-01  RSC-13  NSAE-00SP-02  /107 W"
    "---------------------     079041R 031444Z JUN 73FM AMEMBASSY LIMATO SECSTATE WASHDC 3416INFO AMEMBASSY BOGOTA"
    "AMCONSUL GUAYAQUILCIA WASHINGTON DCC O N F I D E N T I A L LIMA 2519E.O. 11652: GDSTAGS: PFOR, PE"
    "SUBJECT: KITES AGAIN1.  A KITE FELL ON THE PLAZA AND 2 BOYS RAN. NOBODY WAS HURT.THE STRING2.  IT WAS LONG.QUILL "
    "CONFIDENTIAL NNN"
)


@pytest.fixture(scope="module")
def modern() -> reftel.Cable:
    return reftel.parse(HEADING + OPENING + BODY)


@table(
    "field, expected, remark",
    ("transmission_id", "VZCZCXRO3220", "the routing line runs on"),
    ("id", "08LUSAKA113", "captions run into the number"),
    ("precedence", ("priority", "routine"), "after the security warning"),
    ("captions", ("SIPDIS", "SENSITIVE"), "one behind the other"),
    ("pass_lines", ("DEPT PASS USTR", "STATE FOR AF/S"), "lines without a label"),
    ("sections", 2, "of the classification line"),
    ("executive_order", "12958", "behind a pass line"),
    ("subject", "KITES OVER LUSAKA", "between two labels"),
    ("summary", "Kites were seen.", "of a body without line breaks"),
    ("signed_by", ("QUILL",), "glued to the last sentence"),
)
def test_fields(modern: reftel.Cable, field: str, expected: object, remark: str) -> None:
    assert getattr(modern, field) == expected


@table(
    "rule, heading, remark",
    ("-----------", "The Lamps", "longer than the heading"),
    ("--------", "The Lamps", "shorter"),
    ("--------------------------------------------- ----", "The Long Night of the Lamps", "a whole line of dashes"),
)
def test_heading_above_a_rule_of_another_length(rule: str, heading: str, remark: str) -> None:
    body = f"1. (C) Kites were seen.{heading}{rule}2. (C) They fell. 3. (U) It was noted.*****QUILL"
    cable = reftel.parse(HEADING + OPENING + body)
    assert [(p.number, p.heading) for p in cable.paragraphs] == [(1, None), (2, heading), (3, None)]
    assert cable.paragraphs[0].text == "Kites were seen."
    assert cable.signed_by == ("QUILL",)


def test_addressees(modern: reftel.Cable) -> None:
    found = [(a.role, a.routing, a.name, a.precedence, a.number, a.exempt) for a in modern.addressees]
    assert found == [
        ("action", "RUEHC", "SECSTATE WASHDC", "PRIORITY", "7906", ()),
        ("info", "RUEHBS", "AMEMBASSY BRUSSELS", "PRIORITY", "5386", ()),
        ("info", "RUEHZO", "AFRICAN UNION COLLECTIVE", None, None, ("AMEMBASSY ACCRA",)),
        ("info", "RHEHAAA", "NSC WASHINGTON DC", None, None, ()),
    ]


def test_lists_and_paragraphs(modern: reftel.Cable) -> None:
    assert [tag.code for tag in modern.tags] == ["PREL", "PGOV", "ZA"]
    assert [(r.label, r.target) for r in modern.references] == [("A", "08LUSAKA98"), ("B", "07LUSAKA771")]
    assert [(p.number, p.mark, p.heading) for p in modern.paragraphs] == [
        (1, "C", None),
        (2, "C", "The Kites"),
        (3, "U", None),
    ]
    assert {r.rule for r in modern.repairs} == {"lost-line-break"}
    assert all(r.read == "" and not r.means.strip() for r in modern.repairs), "nothing read is changed"


def test_seventies() -> None:
    cable = reftel.parse(SEVENTIES)
    assert cable.id == "73LIMA2519"
    assert cable.distribution == ("ARA-10", "OCT-01", "RSC-13", "NSAE-00", "SP-02")
    assert [a.name for a in cable.addressees] == [
        "SECSTATE WASHDC",
        "AMEMBASSY BOGOTA",
        "AMCONSUL GUAYAQUIL",
        "CIA WASHINGTON DC",
    ]
    assert [(p.number, p.heading) for p in cable.paragraphs] == [(1, None), (2, "THE STRING")]
    assert cable.subject == "KITES AGAIN"
    assert cable.signed_by == ("QUILL",)


@table(
    "references, expected, remark",
    ("Ref: a. Lusaka 98b. Lusaka 77", [("A", "08LUSAKA98"), ("B", "08LUSAKA77")], "labels in small letters"),
    ("REF: LUSAKA 9771", [(None, "08LUSAKA977")], "¶1 runs into the number of a reference"),
    ("REF: (A) LUSAKA 98, (B) LUSAKA 77", [("A", "08LUSAKA98"), ("B", "08LUSAKA77")], "labels in parentheses"),
)
def test_references(references: str, expected: object, remark: str) -> None:
    number = ". (C) " if references.endswith("9771") else "1. (C) "
    opening = "CONFIDENTIAL LUSAKA 001113SIPDISE.O. 12958: N/ATAGS: PRELSUBJECT: KITES"
    cable = reftel.parse(f"{HEADING}{opening}{references}{number}Kites.2. (C) More.QUILL")
    assert [(r.label, r.target) for r in cable.references] == expected
    assert [p.number for p in cable.paragraphs] == [1, 2]


@table(
    "text, remark",
    ("", "empty"),
    ("REF: A. LIMA 12 B. LIMA 13", "a short fragment of one line"),
    ("TAGS: PREL\nSUBJECT: KITES\n" * 20, "a text that has its line breaks"),
    ("A letter of one long line. " * 40, "no telegram"),
)
def test_nothing_to_put_back(text: str, remark: str) -> None:
    assert linebreaks.find(text, 0, len(text)) == []


@table(
    "text, known, remark",
    (HEADING + OPENING + BODY, True, "the whole in one line"),
    (SEVENTIES, True, "one of the 1970s"),
    (OPENING + "¶" + BODY, True, "from the classification line on"),
    (
        "The clerk wrote R 212230Z JUL 09 at the head, then FM AMEMBASSY LIMA, and went to lunch. " + "He ate. " * 900,
        False,
        "a book in one line that speaks of telegrams",
    ),
    ("A letter of one long line. " * 40, False, "no mark at all"),
)
def test_recognised(text: str, known: bool, remark: str) -> None:
    assert telegramlike.is_telegram(text) is known


def test_the_group_of_the_order_runs_into_the_signature() -> None:
    heading = "R 041530Z MAY 68FM AMEMBASSY LIMATO SECSTATE WASHDC 417"
    cable = reftel.parse(f"{heading}CONFIDENTIAL LIMA 869SUBJECT: KITES1. KITES ROSE.2. THEY FELL.GP-3HERON")
    assert (cable.executive_order, cable.declassification, cable.signed_by) == ("10501", "GP-3", ("HERON",))
    assert [each.text for each in cable.paragraphs] == ["KITES ROSE.", "THEY FELL."]
