"""Telegrams cited in the text."""

from __future__ import annotations

import reftel
from reftel.telegram import citations

from .tables import table


@table(
    "text, year, expected, remark",
    ("This message supplements 05 LIMA 2886 of last week.", 2006, [("05 LIMA 2886", "05LIMA2886")], "year and post"),
    ("The fair was described (09 QUITO 417).", 2009, [("09 QUITO 417", "09QUITO417")], "in parentheses"),
    ("Kites were first reported in LA PAZ 5021.", 1974, [("LA PAZ 5021", "74LAPAZ5021")], "cue, year inherited"),
    ("SEE LA PAZ 5021 OF AUGUST 16, 1973.", 1974, [("LA PAZ 5021", "73LAPAZ5021")], "year from the date behind"),
    ("SEE ALSO RIO DE JANEIRO 0311.", 2004, [("RIO DE JANEIRO 0311", "04RIODEJANEIRO311")], "post of three words"),
    (
        "KITES (CONFIDENTIAL--LIMA 5021) LAMPS (LIMITED OFFICIAL USE LIMA 5022) AND BELLS (SECRET---LIMA 5023, 5024)",
        1975,
        [("LIMA 5021", "75LIMA5021"), ("LIMA 5022", "75LIMA5022"), ("LIMA 5023", "75LIMA5023"), ("5024", "75LIMA5024")],
        "a summary of telegrams names the level of each",
    ),
    ("KITES--LIMA 5021 OF THEM--ROSE.", 1975, [], "a dash alone is no cue"),
    (
        "REF STATE 123456; PER STATE 123457, NONE",
        1975,
        [("STATE 123456", "75STATE123456"), ("STATE 123457", "75STATE123457")],
        "two",
    ),
    (
        "PARA 4 OF STATE 123456 ASKS FOR KITES.",
        1975,
        [("STATE 123456", "75STATE123456")],
        "para of, a verb behind",
    ),
    (
        "The fair (LIMA 417) was fine.",
        2009,
        [("LIMA 417", "09LIMA417")],
        "the parenthesis is a cue",
    ),
    (
        "The fair (LIMA 417 (08)) was fine.",
        2009,
        [("LIMA 417 (08)", "08LIMA417")],
        "year behind, in parentheses",
    ),
    (
        "The fair of last year, see LIMA 417 (08), was fine.",
        2009,
        [("LIMA 417 (08)", "08LIMA417")],
        "year behind, after a cue",
    ),
    ("IN LIMA 250 PEOPLE CAME.", 1974, [], "people are counted"),
    ("IN LIMA 25 KITES", 1974, [], "two digits"),
    ("He flew from Lima 417 times.", 2009, [], "small letters, no year"),
    ("LIMA 417 KITES ROSE", 1974, [], "no cue"),
    ("SEE NOWHERESVILLE 417.", 1974, [], "no post"),
    ("SEE LIMA 417.", None, [], "no year known"),
    ("LIMA 5.5 PERCENT; SEE LIMA 417%", 1974, [], "per cent"),
    (
        "FOR QUITO: REFS QUITO 4840, 4774\nAND 4649: KITES ROSE.",
        1977,
        [("QUITO 4840", "77QUITO4840"), ("4774", "77QUITO4774"), ("4649", "77QUITO4649")],
        "several of one post, behind a word that cites",
    ),
    (
        "SEE 05 LIMA 417 AND 419.",
        2006,
        [("05 LIMA 417", "05LIMA417"), ("419", "05LIMA419")],
        "of one post and year",
    ),
    ("SEE LIMA 417, 500 KITES ROSE.", 1977, [("LIMA 417", "77LIMA417")], "kites are counted"),
    ("SEE LIMA-4567 OF MARCH 3.", 1977, [("LIMA-4567", "77LIMA4567")], "a hyphen before the number"),
    ("SEE STATE CA-3400 AND ZURICH A-980.", 1977, [("A-980", None)], "airgrams"),
    ("SEE UNSCR-1559 AND AN F-117.", 1977, [], "hyphens of other things"),
    ("RE LIMA 417: KITES ROSE.", 1977, [("LIMA 417", "77LIMA417")], "RE before it"),
    ("SEE BOGOTÁ 417.", 1977, [("BOGOTÁ 417", "77BOGOTA417")], "an accent"),
    ("SEE LIMA 417, 1975.", 1977, [("LIMA 417", "77LIMA417")], "a year"),
    ("SEE LIMA 417 AND 250,000 KITES", 1977, [("LIMA 417", "77LIMA417")], "a long count"),
    (
        "YOU HAVE PASSED LIMA  4179 RE KITES FOR THE FAIR AND LIMA  4115 REGARDING BELLS",
        1976,
        [("LIMA 4179", "76LIMA4179"), ("LIMA 4115", "76LIMA4115")],
        "a subject behind",
    ),
    ("KITES OF LIMA 1972 RE-APPEARED; LIMA 1972 RE KITES; LIMA 4179 RE-ENTERED", 1976, [], "a year; a hyphen"),
    (
        "KITES WERE RAISED BY STATE\n85136 DURING THE FAIR.",
        1974,
        [("STATE 85136", "74STATE85136")],
        "a telegram that did something",
    ),
    ("EMPLOYED BY STATE 45000 IN MAY; PROPOSED BY STATE 4500 KITES", 1974, [], "people and kites are counted"),
    (
        "See also Lima 4396, Quito 14444 (notal) and La Paz 5021.",
        2009,
        [("Lima 4396", "09LIMA4396"), ("Quito 14444", "09QUITO14444"), ("La Paz 5021", "09LAPAZ5021")],
        "mixed case, and others directly behind",
    ),
    ("The fair (Lima 417; ref: Quito 12) was fine.", 2009, [("Lima 417", "09LIMA417")], "mixed case, in parentheses"),
    ("As Lima 4396 reported, kites rose.", 2009, [("Lima 4396", "09LIMA4396")], "as it said"),
    ("Lima 4396 and previous told of kites.", 2009, [("Lima 4396", "09LIMA4396")], "and previous"),
    ("LIMA 4396 (NOTAL) TOLD OF KITES.", 1975, [("LIMA 4396", "75LIMA4396")], "not to all"),
    ("STATE 109422 CIRCULAR ASKED.", 1975, [("STATE 109422", "75STATE109422")], "a circular"),
    ("In Lima 4396 kites; (Lima 1815); see Lima 1996; from Lima 396.", 2009, [], "counts and years"),
    ("See Boeing 747, Law 1234 and Resolution 1701.", 2009, [], "numbers of other things"),
    (
        "Embassy Quito's telegram 1234, the Department's cable no. 23456, LIMA TEL 417",
        1975,
        [
            ("Embassy Quito's telegram 1234", "75QUITO1234"),
            ("Department's cable no. 23456", "75STATE23456"),
            ("LIMA TEL 417", "75LIMA417"),
        ],
        "that it is one is said",
    ),
    ("The town's telegram 1234 and a cable 500 feet long", 1975, [], "of no post"),
    (
        "WE DELIVERED STATE 123456 POINTS PURSUANT TO STATE 98765 TODAY.",
        1975,
        [("STATE 123456", "75STATE123456"), ("STATE 98765", "75STATE98765")],
        "what was done with it",
    ),
    ("", 2009, [], "empty"),
)
def test_find(text: str, year: int | None, expected: list[tuple[str, str]], remark: str) -> None:
    found = list(citations.find(text, 0, len(text), year))
    assert [(each.reference.text, each.reference.target) for each in found] == expected
    for each in found:
        assert " ".join(text[each.start : each.end].split()) == each.reference.text


def test_citations_come_after_the_list_and_name_their_paragraph() -> None:
    text = (
        "R 041530Z MAY 08\nFM AMEMBASSY LIMA\n\nUNCLAS LIMA 000045\n\nE.O. 12958: N/A\nTAGS: PREL\nSUBJECT: KITES\n"
        "REF: A. LIMA 12\n     B. QUITO 13\n\n1. (U) Kites rose.\n\n2. (U) They fell, as 07 QUITO 99 had said.\n"
    )
    found = reftel.parse(text).references
    assert [(each.target, each.label, each.paragraph) for each in found] == [
        ("08LIMA12", "A", None),
        ("08QUITO13", "B", None),
        ("07QUITO99", None, 1),
    ]


def test_the_same_telegram_cited_over_a_line_end() -> None:
    text = "SUBJECT: KITES\n\n1. The fair, described in 07 RIO DE\nJANEIRO 311, was fine.\n"
    assert [each.target for each in reftel.parse(text).references] == ["07RIODEJANEIRO311"]


@table(
    "words, expected, remark",
    ("Refs A-C", "ABC", "a hyphen"),
    ("refs B - D", "BC", "the list ends before the range"),
    ("Refs A through C", "ABC", "in words"),
    ("Refs A\nthrough C", "ABC", "over a line's end"),
    ("REFS (A) THROUGH (C)", "ABC", "labels in parentheses"),
    ("(refs A to B)", "AB", "all in parentheses"),
    ("Refs A-B and C", "ABC", "a range and another"),
    ("Refs A, B and C", "ABC", "no range"),
    ("Refs A and C", "AC", "two ends, no range"),
    ("Ref A - I saw it -", "A", "one, and a dash"),
    ("Refs A-169", "A", "a number"),
    ("Refs A-US files", "A", "a word"),
    ("Reftels B-C", "BC", "reftels"),
    ("Refs X-Z", "XZ", "none of them is listed: what is named"),
    ("Refs C-A", "CA", "backwards"),
)
def test_every_label_of_a_range_leads_to_its_reference(words: str, expected: str, remark: str) -> None:
    text = (
        "R 041530Z MAY 08\nFM AMEMBASSY LIMA\n\nUNCLAS LIMA 000045\n\nE.O. 12958: N/A\nTAGS: PREL\nSUBJECT: KITES\n"
        f"REF: A. LIMA 12\n     B. QUITO 13\n     C. LIMA 14\n\n1. (U) Kites rose. {words} told of them.\n"
    )
    targets = {"A": "08LIMA12", "B": "08QUITO13", "C": "08LIMA14"}
    found = [each for each in reftel.parse(text).references if each.paragraph is not None]
    assert [(each.label, each.target) for each in found] == [(label, targets.get(label)) for label in expected]
