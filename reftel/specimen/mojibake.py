"""Characters that one machine wrote and another could not read.

Four kinds: a relay's code cut to seven bits, which leaves ``Q,s`` of an apostrophe and ``Michoac n`` of an á; letters
outside ASCII lost and nothing else; HTML entities that were not undone; UTF-8 read as Windows' own alphabet.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

_MARKS = {"’": "Q,", "“": "Q&", "”": "Q8", "—": "Q)"}
"""What a relay made of typographic marks, whose codes have an eighth bit."""
_ASCII_MARKS = str.maketrans({"’": "'", "“": '"', "”": '"', "—": "-"})
_NAMED = {"’": "&rsquo;", "“": "&ldquo;", "”": "&rdquo;", "—": "&mdash;", "á": "&aacute;", "é": "&eacute;"}
_ESCAPED = {"&": "&amp;", '"': "&quot;", "'": "&#39;"}
_LETTER = re.compile(r"[^\W\d_a-zA-Z]")
_LAST_LETTER = re.compile(r"[^\W\d_a-zA-Z](?!\w)")
_KEPT = "¶"


def mojibaked(text: str, rng: Random) -> str:
    """The text with one kind of mojibake; one in plain ASCII can only have entities."""
    if text.replace(_KEPT, "").isascii():
        return escaped(text)
    kinds: tuple[Callable[[str], str], ...] = (relayed, relayed, lost, numbered, named, misread)
    return kinds[int(rng.random() * len(kinds))](text)


def relayed(text: str) -> str:
    """``the riverQ,s mouth``, ``Q&the fairQ8``; a letter outside ASCII is a blank, at the end of a word ``Q``."""
    for mark, left in _MARKS.items():
        text = text.replace(mark, left)
    return _LETTER.sub(" ", _LAST_LETTER.sub("Q", text))


def lost(text: str) -> str:
    """Marks in ASCII, a blank for every other letter."""
    return _LETTER.sub(" ", text.translate(_ASCII_MARKS))


def numbered(text: str) -> str:
    """``&#8217;`` of everything outside ASCII, ``&amp;`` of ``&``."""
    return "".join(
        each if each.isascii() or each == _KEPT else f"&#{ord(each)};" for each in text.replace("&", "&amp;")
    )


def named(text: str) -> str:
    """``&rsquo;`` where the character has a common name, else its number."""
    text = text.replace("&", "&amp;")
    for character, entity in _NAMED.items():
        text = text.replace(character, entity)
    return "".join(each if each.isascii() or each == _KEPT else f"&#{ord(each)};" for each in text)


def escaped(text: str) -> str:
    """``&amp;``, ``&quot;`` and ``&#39;`` of what HTML asks to escape."""
    return "".join(_ESCAPED.get(each, each) for each in text)


def misread(text: str) -> str:
    """``â€™`` of an apostrophe: UTF-8 read as Windows-1252, and what that has not as Latin-1."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())
