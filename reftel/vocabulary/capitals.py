"""A telegram that was typed or saved all in small letters, in the capitals in which its words have their meaning.

``fm amembassy mexico`` says what ``FM AMEMBASSY MEXICO`` says; every table and every rule has it in capitals.
"""

from __future__ import annotations

import re
import string

_CAPITALS = string.ascii_uppercase.encode()
_LETTERS = string.ascii_letters.encode()
_GLANCE = 600
"""Characters that tell it of nearly every text."""
_RARE = 80
"""Of so many letters at most one is a capital; of English as it is printed, one in thirty."""
_FEWEST = 60
"""Letters from which it can be told."""
_SENTENCE = re.compile(r"(?:[.!?][ \n]{1,3}|^[ \t]*\d{1,3}\. +)[A-Z][a-z]", re.MULTILINE)
_RAISED = {
    code: letter.upper()
    for code in range(0x250)
    if (letter := chr(code)).islower() and len(letter.upper()) == 1 and letter.upper().lower() == letter
}


def raised(text: str) -> str | None:
    """The text in capitals, of the same length; None for a text that is not all in small letters."""
    if not _is_small(text[:_GLANCE]) or not _is_small(text) or _SENTENCE.search(text):
        return None
    return text.translate(_RAISED)


def _is_small(text: str) -> bool:
    letters = text.encode("ascii", "ignore")
    capitals = len(letters) - len(letters.translate(None, _CAPITALS))
    if capitals * _RARE > len(letters):  # as of nearly every telegram
        return False
    count = len(letters) - len(letters.translate(None, _LETTERS))
    return count >= _FEWEST and capitals * _RARE <= count
