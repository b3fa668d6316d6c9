"""Damage that the characters show, and what they are taken to mean."""

from __future__ import annotations

import reftel
from reftel.telegram.repair import is_doubled, repairs

from .tables import table

Made = list[tuple[str, str, bool]]


@table(
    "text, expected, remark",
    ("The heronQ,s nest", [("Q,", "’", True)], "apostrophe before s"),
    ("The guildsQ, nests, itQ,s", [("Q,", "’", True), ("Q,", "’", True)], "apostrophe at a word's end"),
    ("The Q&GuildQ8 met", [("Q&", "“", True), ("Q8", "”", True)], "quotes"),
    ("It fell Q)at last", [("Q)", "—", True)], "dash"),
    ("dQ,Affaires", [("Q,", "’", True)], "in a title"),
    ("IRAQ, IRAN AND OTHERS saw the heronQ,s nest", [("Q,", "’", True)], "a country's last letter is its own"),
    ("HQ, as they say, saw itQ,s nest", [("Q,", "’", True)], "so is an abbreviation's"),
    ("Iraq, Iran", [], "no damage at all"),
    ("QUITO, LIMA", [], "a capital letter that begins a word"),
    ("The heron,s nest", [(",", "’", True)], "a comma for the apostrophe"),
    ("The LKU,s nest, and MPs, too", [(",", "’", True)], "behind capitals"),
    ("The LKUQ,s nest", [("Q,", "’", True)], "behind capitals, once only"),
    ("A,s and LKU,sold", [], "a letter alone; a word behind"),
    ("herons,sparrows", [], "a comma without a blank behind"),
    ("Kite&#8217;s &amp; lamps", [("&#8217;", "’", True), ("&amp;", "&", True)], "character references"),
    ("R&D", [], "an ampersand"),
    ("&#x27;Kite&#x27;", [("&#x27;", "'", True), ("&#x27;", "'", True)], "by their number in sixteens"),
    (
        "The communiquQ came with the heronQ,s",
        [("communiquQ", "communiqué", False), ("Q,", "’", True)],
        "a lost letter",
    ),
    ("", [], "empty"),
)
def test_repairs(text: str, expected: Made, remark: str) -> None:
    found = sorted(repairs(text), key=lambda each: each.start)
    assert [(each.read, each.means, each.certain) for each in found] == expected
    assert all(text[each.start : each.end] == each.read for each in found)


def sorted_by_place(cable_text: str) -> Made:
    found = sorted(repairs(cable_text), key=lambda each: each.start)
    return [(each.read, each.means, each.certain) for each in found]


def test_a_lost_letter_with_its_likely_word() -> None:
    made = sorted_by_place("From Ayacchán the heronQ,s flew to Ayacch n again")
    assert ("Ayacch n", "Ayacchán", False) in made


def test_without_the_whole_word_nothing_is_guessed() -> None:
    assert sorted_by_place("The heronQ,s flew to Ayacch n again") == [("Q,", "’", True)]


def test_certain_repairs_reach_the_text_and_others_do_not() -> None:
    cable = reftel.parse("SUBJECT: KITES\n\n1. (C) The heronQ,s communiquQ was Q&shortQ8.\n")
    assert cable.paragraphs[0].text == "The heron’s communiquQ was “short”."
    assert cable.text.count("Q") == 4, "what was read is never overwritten"
    assert {(r.read, r.certain) for r in cable.repairs} == {
        ("Q,", True),
        ("communiquQ", False),
        ("Q&", True),
        ("Q8", True),
    }


@table(
    "text, expected, remark",
    ("kites  rose  over  the  town  " * 20, True, "every gap doubled"),
    ("kites rose over the town " * 20, False, "single blanks"),
    ("Kites rose over the old town of Lima.  They fell.  " * 20, False, "two blanks after a sentence"),
    ("kites  rose", False, "too little to tell"),
    ("", False, "empty"),
)
def test_is_doubled(text: str, expected: bool, remark: str) -> None:
    assert is_doubled(text) is expected


def test_doubled_blanks_are_set_single() -> None:
    text = "SUBJECT:  KITES\n\n1.  (C)  " + "Kites  rose  over  the  town.  " * 20
    cable = reftel.parse(text)
    assert "  " not in cable.paragraphs[0].text
    assert ("  ", " ", "doubled-blanks") in {(r.read, r.means, r.rule) for r in cable.repairs}


def test_heading_that_runs_into_the_classification_line() -> None:
    text = (
        "R 041530Z MAY 08\nFM AMEMBASSY LIMA\nTO RUEHC/SECSTATE WASHDC 0417\nINFO RHEHAAA/NSC WASHINGTON DC"
        "C O N F I D E N T I A L SECTION 01 OF 02 LIMA 000045\n"
        "\nSIPDIS\n\nE.O. 12958: N/A\nTAGS: PREL\nSUBJECT: KITES\n"
    )
    cable = reftel.parse(text)
    assert cable.id == "08LIMA45"
    assert cable.addressees[-1].name == "NSC WASHINGTON DC"
    assert [(r.read, r.means, r.rule) for r in cable.repairs] == [("", "\n", "lost-line-break")]
