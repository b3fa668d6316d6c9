"""Telling specimens from telegrams: an invented cable says so of itself, and the pages say so beside it.

The sentence is the one that ``reftel specimen`` writes into every cable; a test holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import islice

from reftel.model import Cable

SENTENCE = "This is an invented specimen; no such telegram was sent."

ANCHORS = ("ninvent", "tedspec", "imennosuch", "uchtele", "legramwas")
"""Letters of the sentence over its whole length: where a scan has kept any of them, the rest is compared."""

ALIKE = 0.85
"""Share of letters in common from which a damaged sentence is still this one: ``Ihis is an invented specirnen; …``."""

MOST = 20
"""Places looked at for each of the anchors: a cable on inventions is no reason to take long."""

NO_LETTER = bytes(set(range(128)) - set(b"abcdefghijklmnopqrstuvwxyz"))


def is_specimen(cable: Cable) -> bool:
    """Whether the cable says of itself that it is invented, in capitals or small, run together or a little damaged."""
    wanted = _letters(SENTENCE)
    said, flowed = _letters(cable.text), _letters(" ".join(each.text for each in cable.paragraphs))
    if wanted in said or wanted in flowed:  # a page break may divide it in the text, and a slip in a paragraph
        return True
    said = said or flowed
    matcher = SequenceMatcher(None, "", wanted, autojunk=False)
    for start in _candidates(said, wanted):
        matcher.set_seq1(said[start : start + len(wanted)])
        if matcher.ratio() >= ALIKE:
            return True
    return False


def _candidates(said: str, wanted: str) -> Iterator[int]:
    """Where the sentence would begin, if an anchor belonged to it."""
    for anchor in ANCHORS:
        for found in islice(re.finditer(anchor, said), MOST):
            yield max(0, found.start() - wanted.index(anchor))


def _letters(text: str) -> str:
    return text.lower().encode("ascii", "ignore").translate(None, NO_LETTER).decode()
