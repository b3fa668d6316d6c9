"""Which eight-bit code page a text is in, told by where its signs stand: an accent in a word, a quote before one.

A telegram that was saved under DOS has é as 0x82 (code pages 437 and 850), one from an old Macintosh as 0x8E; read as
Windows-1252 they are ``caf‚`` and ``cafŽ``. Every page gives each byte some meaning; only in the right one do letters
stand in words, quotation marks before and behind them, and signs of money before figures.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

USUAL = "windows-1252"
PAGES = (USUAL, "mac-roman", "cp437", "cp850")
"""Of two that fit alike, the first is taken."""

_HIGH = re.compile(rb"[\x80-\xff]")
_LOOKED_AT = 4_000
"""Bytes above ASCII by which a page is judged."""
_DOUBTFUL = 0.3
"""Share of signs out of place from which the usual page is doubted; another must have at most half as many."""

_OPENING = frozenset("“‘„‚«‹¿¡")
_CLOSING = frozenset("”»›")
_MONEY = frozenset("£¥€¢ƒ₧")
_OF_FIGURES = frozenset("°ºª¼½¾¹²³±")
_STANDING = frozenset("§¶•·®©™†‡")
"""They stand before or behind a word, never in one."""
_ALONE = frozenset("ÀÉÓÚàéó")
"""Letters that are words."""
_BAD, _ODD, _GOOD = 1.0, 0.2, 0.0


def guessed(data: bytes, usual: str = USUAL) -> str:
    """The name of the page that the bytes were written in, which are not UTF-8; ``usual`` where nothing speaks
    against it."""
    begun = [match.start() for match in islice(_HIGH.finditer(data), _LOOKED_AT)]
    if not begun:
        return usual
    doubt = _doubt(data, begun, usual)
    if doubt < _DOUBTFUL * len(begun):
        return usual
    others = [page for page in PAGES if page != usual]
    doubts = {page: _doubt(data, begun, page) for page in others}
    best = min(others, key=doubts.__getitem__)
    return best if doubts[best] <= doubt / 2 else usual


@lru_cache(maxsize=8)
def signs(page: str) -> str:
    """The 256 signs of a page; what has no meaning there is the control character that Latin-1 has."""
    return "".join(bytes([byte]).decode(page, "ignore") or bytes([byte]).decode("latin-1") for byte in range(256))


def _doubt(data: bytes, places: list[int], page: str) -> float:
    meant = signs(page)
    total = _GOOD
    for at in places:
        before = meant[data[at - 1]] if at else " "
        behind = meant[data[at + 1]] if at + 1 < len(data) else " "
        total += _out_of_place(before, meant[data[at]], behind)
    return total


def _out_of_place(before: str, sign: str, behind: str) -> float:
    """How badly a sign stands between its neighbours."""
    if sign.isalpha() and sign not in _OF_FIGURES and sign not in _MONEY:
        return _letter_out_of_place(before, sign, behind)
    inside = before.isalpha() and behind.isalpha()
    if sign in _OPENING:
        return _BAD if before.isalnum() or behind.isspace() else _GOOD
    if sign in _CLOSING:
        return _BAD if before.isspace() or behind.isalnum() else _GOOD
    if sign == "’":
        return _BAD if before.isspace() and behind.isspace() else _GOOD
    if sign in "–—\xad":
        return _ODD if sign == "–" and before.islower() and behind.islower() else _GOOD
    if sign in _MONEY:
        return _GOOD if before.isdigit() or behind.isdigit() else _ODD if behind.isspace() and sign != "¥" else _BAD
    if sign in _OF_FIGURES or sign in _STANDING or sign in "…\xa0":
        return _BAD if inside else _GOOD
    if "\u2500" <= sign <= "\u25ff":  # lines and boxes, drawn with signs
        drawn = "\u2500" <= before <= "\u25ff" or "\u2500" <= behind <= "\u25ff"
        return _GOOD if drawn or not (before.isalpha() or behind.isalpha()) else _BAD
    return _BAD


def _letter_out_of_place(before: str, sign: str, behind: str) -> float:
    if ord(sign) > 0x17F and sign not in "ﬁﬂ":  # Greek, for mathematics
        return _BAD
    if before == sign == behind:  # a line that was drawn
        return _BAD
    if not (before.isalpha() or behind.isalpha()):
        if behind.isdigit():
            return _BAD
        return _GOOD if sign in _ALONE else _ODD if sign.islower() else _BAD
    if sign.isupper():
        return _BAD if before.islower() else _GOOD
    return _ODD if before.isupper() and not behind.islower() else _GOOD
