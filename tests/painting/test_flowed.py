"""From places of a text as it was read to places of what is shown of it."""

from __future__ import annotations

import pytest

from reftel import telegram
from reftel.model import Repair
from reftel.painting.flowed import Flowed

READ = """1. (C) The keeperQ,s lamps were
lit at dusk by the old men of the

PAGE 02 LIMA 00417 171512Z

harbour, who saw the Q&MarmaladeQ8 come in.
"""
SHOWN = "The keeper’s lamps were lit at dusk by the old men of the harbour, who saw the “Marmalade” come in."
PLACES = ((0, READ.index("PAGE")), (READ.index("harbour"), len(READ)))
REPAIRS = (
    Repair(READ.index("Q,s"), READ.index("Q,s") + 2, "Q,", "’", "mangled-quote"),
    Repair(READ.index("Q&"), READ.index("Q&") + 2, "Q&", "“", "mangled-quote"),
    Repair(READ.index("Q8"), READ.index("Q8") + 2, "Q8", "”", "mangled-quote"),
)


def flowed() -> Flowed:
    return Flowed(READ, PLACES, REPAIRS, SHOWN)


def test_words_that_were_mended_with_what_was_read() -> None:
    assert [(SHOWN[each.start : each.end], each.read) for each in flowed().mended()] == [
        ("keeper’s", "keeperQ,s"),
        ("“Marmalade”", "Q&MarmaladeQ8"),
    ]


@pytest.mark.parametrize("word", ["lamps", "dusk", "harbour,", "come"])
def test_places(word: str) -> None:
    assert flowed().place(READ.index(word)) == SHOWN.index(word)


def test_a_repair_that_is_not_certain_is_not_made() -> None:
    doubtful = (Repair(READ.index("lamps"), READ.index("lamps") + 5, "lamps", "ships", "lost-letter", False),)
    assert Flowed(READ, PLACES, doubtful, SHOWN).mended() == ()


def test_nothing_is_marked_at_a_guess() -> None:
    assert Flowed(READ, PLACES, REPAIRS, "Something else altogether stands here.").mended() == ()
    assert Flowed("", (), (), "").place(0) is None
    assert Flowed(READ, ((0, 99_999),), REPAIRS, SHOWN).place(99_999) is not None, "places beyond the text"


def test_a_parsed_telegram() -> None:
    cable = telegram.parse(
        "C O N F I D E N T I A L LIMA 000417\nSUBJECT: LAMPS\n\n1. (C) The keeperQ,s lamps, and the portQ,s ships,"
        " were\nlit at dusk.\n"
    )
    (paragraph,) = cable.paragraphs
    found = Flowed(cable.text, cable.spans["paragraphs.0"], cable.repairs, paragraph.text).mended()
    assert [paragraph.text[each.start : each.end] for each in found] == ["keeper’s", "port’s"]
    assert [each.read for each in found] == ["keeperQ,s", "portQ,s"]
