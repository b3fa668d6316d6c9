"""A scanner's eye: characters taken for others, blanks lost or doubled, the ¶ read as a figure or letter."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Mapping
from random import Random

from reftel.model import Struct
from reftel.specimen.tables import rows

_NUMBERED = re.compile(r"¶(?=\d)")
_FIRST = re.compile(r"¶1(?=\.)")
_SINGLE_BLANK = re.compile(r"(?<=\S) (?=\S)")
_PASSED_ON = 4
"""Characters."""
_BLANK_SIGN = "␣"
"""Stands for a blank in the table."""


class Confusion(Struct, frozen=True):
    """What is written, and what a scanner reads."""

    written: str
    read: str
    weight: int


@functools.cache
def confusions() -> Mapping[str, tuple[Confusion, ...]]:
    """The table ``confusions.csv``, by the first character that is written."""
    found: dict[str, tuple[Confusion, ...]] = {}
    for row in rows("confusions.csv"):
        written, read = (row[name].replace(_BLANK_SIGN, " ") for name in ("written", "read"))
        found[written[0]] = (*found.get(written[0], ()), Confusion(written, read, int(row["weight"])))
    return found


def scanned(text: str, share: float, rng: Random) -> str:
    """The text with that share of its characters misread, evenly over the whole of it; line breaks stay.

    A character that no scanner takes for another lets the misreading pass to one of the next few (the rule under a
    heading to none, or all of its misreadings would fall on the line below it). ``share`` is between 0 and 1, both
    excluded.
    """
    found: list[str] = []
    done = due = 0
    while True:
        # A misreading is due after a geometric number of characters: the same as one draw for each character.
        due += 1 + int(math.log(1.0 - rng.random()) / math.log(1.0 - share))
        if due > len(text):
            return "".join((*found, text[done:]))
        for place in range(max(due - 1, done), min(due + _PASSED_ON, len(text))):
            if possible := _possible(text, place):
                chosen = rng.choices(possible, [each.weight for each in possible])[0]
                found += (text[done:place], chosen.read)
                done = place + len(chosen.written)
                break


def _possible(text: str, place: int) -> list[Confusion]:
    return [each for each in confusions().get(text[place], ()) if text.startswith(each.written, place)]


def pilcrows_misread(text: str, rng: Random) -> str:
    """``¶12.`` as ``112.``, ``I12.``, ``1.12.`` or ``I. 12.``, and ``¶1.`` as ``IQ.``: its alphabet has no ¶."""
    text = _FIRST.sub(lambda _: _drawn(rng, ("IQ", "I1", "11")), text)
    return _NUMBERED.sub(lambda _: _drawn(rng, ("1", "1", "I", "1.", "I. ")), text)


def _drawn(rng: Random, known: tuple[str, ...]) -> str:
    return known[int(rng.random() * len(known))]


def blanks_doubled(text: str) -> str:
    """Every gap between words twice as wide, as in the printed pages."""
    return _SINGLE_BLANK.sub("  ", text)
