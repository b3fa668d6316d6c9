"""What a scanner misreads, and what it must have been: mended where exactly one reading remains."""

from __future__ import annotations

import reftel
from reftel import vocabulary
from reftel.telegram import misnumbered, misread

from .tables import table

SOUND = """VZCZCXRO6414
PP RUEHRC
DE RUEHC #0249 1140734
ZNR UUUUU ZZH
P 240734Z APR 07
FM SECSTATE WASHDC
TO RUEHEG/AMEMBASSY CAIRO PRIORITY
INFO RUEHRB/AMEMBASSY RABAT PRIORITY 2444
UNCLAS SECTION 01 OF 02 STATE 040249

SIPDIS

DEPT FOR NEA/ELA

E.O. 12958: DECL: 04/24/2017
TAGS: PGOV KDEM EG
SUBJECT: KITES OVER CAIRO

REF: CAIRO 2326

1. (U) A kite fell.
"""


def mended(read: str, sound: str) -> reftel.Cable:
    """The sound telegram with one of its lines as a scanner read it."""
    assert sound in SOUND
    return reftel.parse(SOUND.replace(sound, read))


def test_a_sound_telegram_is_left_alone() -> None:
    assert misread.find(SOUND) == []
    assert reftel.parse(SOUND).repairs == ()


@table(
    "read, sound, remark",
    ("VZCZCXR06A14", "VZCZCXRO6414", "the transmission identifier"),
    ("P 24O734Z APR O7", "P 240734Z APR 07", "figures of the date-time group"),
    ("F 240734Z 4PR 07", "P 240734Z APR 07", "its prosign and its month"),
    ("PM SECSTATE WASHDC", "FM SECSTATE WASHDC", "FM"),
    ("FM SECSTAIE WASHDC", "FM SECSTATE WASHDC", "a name in the FM line"),
    ("IO RUEHEG/AMEMBASSY CAIRO PRIORITY", "TO RUEHEG/AMEMBASSY CAIRO PRIORITY", "TO"),
    ("TO RUEHEG/AMEMBA5SY CAIRO PRI0RITY", "TO RUEHEG/AMEMBASSY CAIRO PRIORITY", "words of an address"),
    ("TO RUEHEGlAMEMBASSY CAIRO PRIORITY", "TO RUEHEG/AMEMBASSY CAIRO PRIORITY", "the slash"),
    ("INFO RUFHRB/AMEMBASSY RA8AT PRIORITY 2A44", "INFO RUEHRB/AMEMBASSY RABAT PRIORITY 2444", "routing and number"),
    ("INFO RUEHRB/AMEMBASSYRABAT PRIORITY 2444", "INFO RUEHRB/AMEMBASSY RABAT PRIORITY 2444", "a lost blank"),
    ("UNCIAS SECTION 0I OF 02 STATE 04O249", "UNCLAS SECTION 01 OF 02 STATE 040249", "the classification line"),
    ("5IPDIS", "SIPDIS", "a caption"),
    ("DEPI FOR NEA/ELA", "DEPT FOR NEA/ELA", "a pass line"),
    ("F.O, I2958; DECI: 04l24/2O17", "E.O. 12958: DECL: 04/24/2017", "label, order, date"),
    ("TAG5; PGOV KDFM EG", "TAGS: PGOV KDEM EG", "a label and a code"),
    ("SUBIECT: KITES OVER CAIRO", "SUBJECT: KITES OVER CAIRO", "SUBJECT"),
    ("RFF: CAIR0 Z326", "REF: CAIRO 2326", "a reference"),
    ("1. (O) A kite", "1. (U) A kite", "a portion mark"),
    ("I1. (U) A kite", "1. (U) A kite", "the sign of a paragraph taken for a figure"),
)
def test_mended(read: str, sound: str, remark: str) -> None:
    truth, found = reftel.parse(SOUND), mended(read, sound)
    places = ("text", "blocks", "spans", "rules", "repairs")
    differ = [n for n in truth.__struct_fields__ if n not in places and getattr(truth, n) != getattr(found, n)]
    assert differ == []
    assert found.text == SOUND.replace(sound, read), "what was read is never overwritten"
    assert found.repairs, "each repair is noted"
    assert all(found.text[r.start : r.end] == r.read for r in found.repairs)


@table(
    "read, sound, field, expected, remark",
    ("TAGS: PGOV XQZW EG", "TAGS: PGOV KDEM EG", "tags", ["PGOV", "XQZW", "EG"], "no known code is near"),
    ("TAGS: PGOV PIMX EG", "TAGS: PGOV KDEM EG", "tags", ["PGOV", "PIMX", "EG"], "no scanner reads M for N"),
    ("REF: CAIRN 2326", "REF: CAIRO 2326", "references", ["07CAIRN2326"], "no scanner reads N for O"),
)
def test_not_mended(read: str, sound: str, field: str, expected: list[object], remark: str) -> None:
    found = getattr(mended(read, sound), field)
    assert [each.code if field == "tags" else each.target for each in found] == expected


@table(
    "text, expected, remark",
    ("IQ. A.\n\n12. B.\n\nI3. C.\n\n1.4. D.\n\nI. 5. E.", [1, 2, 3, 4, 5], "the sign taken for 1 or I"),
    ("1. A.\n\n2. B.\n\n3, C.\n\n4. D.", [1, 2, 3, 4], "a comma for the full stop"),
    ("1. A.\n\nZ. B.\n\n3. C.", [1, 2, 3], "a letter for a figure, between its neighbours"),
    ("1. A.\n\n2. B.\n\n3. C.\n\nA. D.\n\nB. E.\n\n4. F.", [1, 2, 3, 4], "a list with letters is a list"),
    ("19. (U) A.\n\n110. (U) B.", [19], "no beginning, no order"),
    ("1. (U) A.\n\n2. (5BU) B.\n\n3. (G) C.", [1, 2, 3], "misread marks"),
)
def test_paragraph_numbers(text: str, expected: list[int], remark: str) -> None:
    cable = reftel.parse(f"SUBJECT: KITES\n\n{text}\n")
    assert [p.number for p in cable.paragraphs if p.number is not None] == expected


@table(
    "read, expected, remark",
    ("5BU", "SBU", "a figure"),
    ("O", "U", "a letter"),
    ("S/NP", "S/NF", "in the second part"),
    ("C", "C", "a sound one"),
    ("Q7", None, "none"),
)
def test_marks(read: str, expected: str | None, remark: str) -> None:
    assert misnumbered.mark_meant(read) == expected


@table(
    "read, expected, remark",
    ("SUMMARV", "summary", "one letter"),
    ("5ummary", "summary", "a figure"),
    ("COMMENI", "comment", "the last letter"),
    ("Cornment", "comment", "one letter read as two"),
)
def test_roles(read: str, expected: str, remark: str) -> None:
    cable = reftel.parse(f"SUBJECT: KITES\n\n1. (U) {read}: A kite fell. END {read.upper()}.\n\n2. (U) More.\n")
    assert cable.paragraphs[0].role == expected
    assert getattr(cable, expected) == "A kite fell."


@table(
    "foot, remark",
    ("QUILL\n\n\nCONFIDENTIAL\n\nNHNN", "the end sign"),
    ("QUILL\n\n\nGONFIDENTIAI\n\nNNNN", "the banner"),
    ("QUILL\n\n\nCONFIDENTIAL\n\nHNN", "a short end sign"),
)
def test_signature(foot: str, remark: str) -> None:
    assert reftel.parse(f"SUBJECT: KITES\n\n1. (U) A kite fell.\n\n2. (U) More.\n\n{foot}\n").signed_by == ("QUILL",)


@table(
    "read, among, expected, remark",
    ("AMEMBA5SY", ("AMEMBASSY", "AMCONSUL"), "AMEMBASSY", "one letter"),
    ("vvest", ("west", "vest"), "west", "one letter read as two"),
    ("SE0UI", ("SEOUL", "SEOUT"), None, "two words are as near"),
    ("TO", ("IO", "TQ"), None, "too short for any letter to be wrong"),
    ("HAVANA", ("HAVANA",), "HAVANA", "itself"),
)
def test_meant(read: str, among: tuple[str, ...], expected: str | None, remark: str) -> None:
    assert vocabulary.meant(read, vocabulary.outlines(among)) == expected


@table(
    "read, expected, remark",
    ("453O", "4530", "a letter"),
    ("O6", "06", "a leading zero"),
    ("SEOUL", None, "a word"),
    ("", None, "nothing"),
)
def test_digits(read: str, expected: str | None, remark: str) -> None:
    assert vocabulary.digits(read) == expected
