"""The shape of a text: one byte a character, telling only what kind of character it is.

To look for *any digit* costs an engine of regular expressions some fifteen nanoseconds a character, to look for one
known byte less than one. So stages that look for digits behind a word, or behind the end of a sentence, look for them
in the shape, and try their expressions only where it calls for them. The shape is made once a text and costs about as
much as finding one word in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import AnyStr

UPPER, LOWER, DIGIT, BLANK, STOP = b"A", b"a", b"1", b" ", b"."


def _kind(code: int) -> bytes:
    letter = chr(code)
    if letter in "0123456789":
        return DIGIT
    if letter.isalpha():
        return UPPER if letter.isupper() else LOWER
    if letter in " \t\n#":
        return BLANK
    return STOP if letter in '.!?")' else bytes([code])


_KINDS = b"".join(map(_kind, range(256)))

KEPT = 3
"""Texts whose shapes are kept: several stages look at the same text, the one as read or the clean one."""


@lru_cache(maxsize=KEPT)
def shape(text: str) -> bytes:
    """``The fair. 2. (C) BERN #12`` → ``Aaa aaaa. 1. (A. AAAA  11``, of the same length as the text.

    What Latin-1 does not have, as a curly quote, counts as the end of a sentence.
    """
    return text.encode("latin-1", "replace").translate(_KINDS)


@lru_cache(maxsize=KEPT)
def capitals(text: str) -> bytes:
    """The text in capitals, of the same length: what is outside ASCII stays as it is, or is a question mark.

    Labels are told in any case by what they say; an expression that need not mind the case is several times as fast.
    """
    return text.encode("latin-1", "replace").upper()


def occurrences(text: AnyStr, words: Iterable[AnyStr], start: int, end: int) -> list[int]:
    """Where in ``text[start:end]`` one of some words begins, in order.

    Each is looked for on its own: for a few words that is several times as fast as one expression for all.
    """
    found: list[int] = []
    for word in words:
        at = text.find(word, start, end)
        while at >= 0:
            found.append(at)
            at = text.find(word, at + 1, end)
    found.sort()
    return found
