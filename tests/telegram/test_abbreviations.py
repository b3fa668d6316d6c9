"""Short forms that a cable explains itself."""

from __future__ import annotations

import time

import pytest

from reftel.telegram.abbreviations import defined


@pytest.mark.parametrize(
    ("text", "short", "meaning", "remark"),
    [
        ("officials of the Government of Ruritania (GOR) met", "GOR", "Government of Ruritania", "initials"),
        ("the Public Safety Secretariat (PSS), and", "PSS", "Public Safety Secretariat", "three words"),
        ("Secretaría de Luz Pública (SLP) said", "SLP", "Secretaría de Luz Pública", "accents"),
        ("the Secretaria de Gobernacion (SEGOB)", "SEGOB", "Secretaria de Gobernacion", "letters inside words"),
        ("MBR (Ministry of Bridges and Roads) said", "MBR", "Ministry of Bridges and Roads", "the other way round"),
        ("Third Country Nationals (TCNs) came", "TCNs", "Third Country Nationals", "a plural"),
        ('the "Lamp Keepers Union" ("LKU") said', "LKU", "Lamp Keepers Union", "in quotation marks"),
        ("THE MARMALADE EXPORT BOARD (MEB) SAYS", "MEB", "MARMALADE EXPORT BOARD", "all in capitals"),
        ("the World Lamp Program's (WLP) ship", "WLP", "World Lamp Program", "a possessive"),
        ("the Lamp Party (LP, in power since 1970) won", "LP", "Lamp Party", "more in the bracket"),
    ],
)
def test_explained(text: str, short: str, meaning: str, remark: str) -> None:
    assert {name: each.meaning for name, each in defined([text]).items()} == {short: meaning}, remark


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("He came (NOTAL) and went", "nothing before it says so"),
        ("the chairman and Lower Plain Minister-President Hugo Wulff (CDU)", "too many words for the letters"),
        ("It fell. Many rain gauges (GOM) broke", "letters that are not there"),
        ("(GOR)", "alone"),
        ("MUST BE ASSESSED AND TURNED AT A RURAL PIER (MATARALI)", "a town, whose last letters are of no last word"),
        ("MEN WERE LED HOME BY NIGHT AVILA (MAVILA)", "most words lend it nothing"),
        ("the ship (The Lamp)", "no short form"),
        ("", "nothing"),
    ],
)
def test_not_explained(text: str, remark: str) -> None:
    assert defined([text]) == {}, remark


@pytest.mark.parametrize(
    ("text", "short", "meaning", "remark"),
    [
        ("the Secretariat of Lamps and Wicks (SWL)", "SWL", "Secretariat of Lamps and Wicks", "another order"),
        ("the Keeper General's Office (PGF) met. PGF men left", "PGF", "Keeper General's Office", "another language"),
        ("In the National Lamp Institute (IFE), IFE men sat", "IFE", "National Lamp Institute", "what leads to it"),
        ("Director of the Wick Agency (GTZ) fell. GTZ rose", "GTZ", "Wick Agency", "his title is none of it"),
        ("PM Heron's Lamp and Wick Party (ABC) won. ABC men", "ABC", "Lamp and Wick Party", "whose it is"),
        ("Heron’s Lamp and Wick Party (ABC) won. ABC men", "ABC", "Lamp and Wick Party", "without a title"),
        ("the Women's Lamp Union (ABC) won. ABC rose", "ABC", "Women's Lamp Union", "no person's"),
        ("the Prosecutor General's Lamp Agency (ABC) and ABC", "ABC", "Prosecutor General's Lamp Agency", "an office"),
        ("its president, the Lamp Workers' Union (SLT), and SLT", "SLT", "Lamp Workers' Union", "after a comma"),
    ],
)
def test_letters_of_another_language(text: str, short: str, meaning: str, remark: str) -> None:
    assert {name: each.meaning for name, each in defined([text]).items()} == {short: meaning}, remark


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("Senator Max Heron (PRI) met Deputy Ada Quill (PAN). PRI and PAN are parties", "a person's party"),
        ("the Wick Agency (XYZ) fell", "not used again"),
        ("a wick agency (XYZ) fell, and XYZ rose", "no name"),
        ("the Agency (XYZ) fell, and XYZ rose", "of one word"),
        ("THE WICK AGENCY (XYZ) FELL, AND XYZ ROSE", "no name can be told in capitals"),
        ("the Lamp Commission (SBU) sat. (SBU) It rose", "a mark"),
    ],
)
def test_no_letters_of_another_language(text: str, remark: str) -> None:
    assert defined([text]) == {}, remark


def test_the_first_explanation_holds() -> None:
    found = defined(["no word of it", "Lamp Keepers Union (LKU)", "Late Kings of Utopia (LKU)"])
    assert found["LKU"] == ("Lamp Keepers Union", 1)


@pytest.mark.parametrize(
    "text", ["(" * 50_000, "AB (" * 20_000, "A " * 50_000 + "(AB)", "(ABCDEF) " * 12_000, "x" * 200_000]
)
def test_hostile_texts_take_no_longer(text: str) -> None:
    begun = time.process_time()
    defined([text])
    assert time.process_time() - begun < 5
