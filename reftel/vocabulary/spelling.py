"""How the names of posts are spelled, cut and misspelt: text in, text out, no tables."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterable, Iterator

LONGEST_NAME = 60
"""Nothing longer is the name of a post; ``SECRETARY OF STATE WASHINGTON DC`` has 32 characters."""

SHORTEST_CUT = 5
"""The National Archives cut ``ADDIS ABABA`` to ``ADDIS`` (six characters with the blank)."""

SHORTEST_GUESS = 6
"""Codes shorter than this have too many words one letter away: ``PARIS`` and ``PARTS``, ``TUNIS`` and ``TUNES``."""

_SIGNS = re.compile(r"[^A-Z0-9]+")
_LETTER_OF = str.maketrans("015", "OIS")
_ACCENTS_WITHOUT_PARTS = str.maketrans({"Ø": "O", "ø": "o", "Ł": "L", "ł": "l", "Đ": "D", "ı": "i", "ß": "ss"})


def squeeze(text: str) -> str:
    """Capital letters and digits only, accents gone: ``N'Djamena`` → ``NDJAMENA``, ``São Paulo`` → ``SAOPAULO``.

    Empty for a text too long to be a name.
    """
    if len(text) > LONGEST_NAME:
        return ""
    if text.isascii():
        return _SIGNS.sub("", text.upper())
    apart = unicodedata.normalize("NFKD", text.translate(_ACCENTS_WITHOUT_PARTS))
    return "".join(char for char in apart.upper() if char in string.ascii_uppercase or char in string.digits)


def letters_for_digits(word: str) -> str:
    """What a typist or a scanner meant by a digit inside a name: ``SANTIAG0`` → ``SANTIAGO``, ``PAR1S`` → ``PARIS``."""
    return word.translate(_LETTER_OF)


def completed(word: str, codes: Iterable[str]) -> str | None:
    """The one code that a cut name begins: ``NEWDE`` → ``NEWDELHI``; None when several do, or none."""
    if len(word) < SHORTEST_CUT:
        return None
    found = [code for code in codes if code.startswith(word)]
    return found[0] if len(found) == 1 else None


def nearest(word: str, codes: Iterable[str]) -> str | None:
    """The one code of six letters or more that is one slip away: ``MONTEVIDIO`` → ``MONTEVIDEO``.

    A slip is a letter too many, too few, another one, or two neighbours swapped. The first letter must be right:
    people misspell the middle of a name, and ``OATHENS`` is more often a line that lost its blank.
    """
    lengths = range(max(SHORTEST_GUESS, len(word) - 1), len(word) + 2)
    found = {code for code in codes if len(code) in lengths and word[:1] == code[0] and one_slip(word, code)}
    return found.pop() if len(found) == 1 else None


def one_slip(word: str, code: str) -> bool:
    """Whether one insertion, deletion, substitution or swap of neighbours makes ``code`` of ``word``."""
    if abs(len(word) - len(code)) > 1 or word == code:
        return False
    start = next((i for i, (a, b) in enumerate(zip(word, code, strict=False)) if a != b), min(len(word), len(code)))
    rest, want = word[start:], code[start:]
    if len(word) > len(code):
        return rest[1:] == want
    if len(word) < len(code):
        return rest == want[1:]
    return rest[1:] == want[1:] or (rest[:2] == want[:2][::-1] and rest[2:] == want[2:])


def without(prefixes: Iterable[str], word: str) -> Iterator[str]:
    """What remains of a word after each prefix that it has: ``AMEMBASSYPARIS`` → ``PARIS``."""
    return (word[len(prefix) :] for prefix in prefixes if word.startswith(prefix) and len(word) > len(prefix))
