"""Numbers of paragraphs as a scanner reads them: ``IQ.`` = ¶1, ``12. (5BU)`` = ¶2, ``1,4.`` = ¶4, ``110.`` = ¶10.

One such number may be several; the order 1 … n in which they stand settles which it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from reftel import vocabulary


class Head(NamedTuple):
    """What may begin a paragraph at ``at``: its text begins at ``text``, its number is one of ``readings``."""

    at: int
    text: int
    readings: tuple[int, ...]
    mark: str | None
    lettered: bool = False
    """No figure is in it: ``B.`` may be 8, or the second item of a list."""


_SIGNS = r"[\dIlT|!QOoZzASsGBgqH]"
_HEAD = (
    r"[ \t]*+(?![A-Za-z][a-fh-kmnprt-yD-FJ-NPRU-Y])"  # a word, as most lines begin with
    rf"(?:-[ \t]*)?(?P<number>¶?{_SIGNS}(?:[., ]{{0,2}}{_SIGNS}){{0,4}}?)[ \t]?"
    r"(?:(?P<stop>[.,;:](?: {0,2}\.)?)(?:[ \t]+(?!\d{1,2} ?[.,])|(?=[(¶]))|(?=[(C{]))"
    r"(?:(?P<mark>[(C{][A-Z0-9]{1,4}(?:/{1,2}[A-Z0-9]{2,6})?[)\]}J])[ \t]*)?(?=[A-Za-z0-9\"'(“])"
)
_FIRST_HEAD = re.compile(_HEAD)
# With the line end in front the engine goes from line to line without looking at what stands between.
_HEADS = re.compile(r"\n" + _HEAD)
# what no sound telegram has at the head of a line: a letter for a figure, a stray point, a comma for the full stop
_DAMAGED = re.compile(
    r"\n[ \t]*+(?![A-Za-z][A-GJ-PRSU-Za-km-z])"  # a word, as most lines begin with
    r"(?:[IlT|!][IlTHQ|!. ,\d]{0,5}[.,;] {0,2}\S|1[., ]{1,2}\d{1,2}[.,] |¶ ?[^\d\s]"
    r"|¶?\d{0,2}[OoZzASsGBgqQIl]\d{0,2}[.,] |¶?\d{1,2}(?:[,;:]|\. ?\.) {0,2}[A-Z(]"
    r"|1?\d{1,2}[.,] {0,2}\((?:[A-Z]?[0-9G][A-Z0-9]?U?|O|Q|D|[A-Z0-9]{1,3}/?[A-Z0-9]{0,3}[\]}J])[)\]}J]? )"
)
_FIRST_SIGNED = frozenset(
    {"IQ", "1Q", "lQ", "TQ", "I1", "l1", "11", "II", "Il", "lI", "ll", "I", "l", "|", "H", "1", "IO", "lO", "1O"}
)
# a letter and a figure in one number: a scanner's work, so that `II.` may be 11 and is no numeral of a list
_SCAN = re.compile(r"\n[ \t]*(?:[IlT|!][., ]{0,2}\d{1,2}|\d[IlO]|[1IlT]Q|1\.\d{1,2})[.,] ")
_MOST_AHEAD = 3
_MARKS = ("U", "LOU", "FOUO", "SBU", "C", "S", "TS", "C/NF", "S/NF", "SBU/NF", "TS/NF")
_LATE = 4
"""From this number on, a letter below the last paragraph that has a sound number is the next one's: ``G.`` is 6."""
_LONGEST_ITEM = 2_000  # characters; what is further above belongs to another list


def seen(text: str, start: int, end: int) -> bool:
    """True when some line begins with a number that a scanner may have misread."""
    return _DAMAGED.search(text, start, end) is not None


def find(text: str, start: int, end: int) -> list[tuple[Head, int]]:
    """The paragraphs of ``text[start:end]``, each with its number: every number in its turn, up to two lacking."""
    heads = list(_heads(text, start, end))
    found: list[tuple[Head, int]] = []
    expected = 1
    for i, head in enumerate(heads):
        soon = heads[i + 1 : i + 1 + _MOST_AHEAD]
        if expected in head.readings:
            number = expected
        else:
            number = next((n for n in range(expected + 1, expected + _MOST_AHEAD) if n in head.readings), 0)
            if not number or any(expected in each.readings for each in soon):
                continue
            if not found and not any(number + 1 in each.readings for each in soon):
                continue
        if head.lettered and not _stands_for_number(text, head, found[-1][0].at if found else start, number, soon):
            continue
        found.append((head, number))
        expected = number + 1
    return found


def _stands_for_number(text: str, head: Head, after: int, number: int, soon: list[Head]) -> bool:
    """True for ``B.`` = 8 between 7 and 9, and not for the second item of a list ``A.``, ``B.``."""
    letter = text[head.at : head.text].lstrip(" \t-¶")[:1]
    before = text[max(after, head.at - _LONGEST_ITEM) : head.at]
    listed = any(f"\n{sign}{chr(ord(letter) - 1)}{stop}" in before for sign in ("", "¶") for stop in ".)")
    if letter == "A":  # 4, or the first item
        after_it = text[head.text : soon[0].at if soon else head.text + _LONGEST_ITEM]
        listed = any(item in after_it for item in ("\nB.", "\nB)", " B. "))
    followed = any(number + 1 in each.readings for each in soon) if soon else number >= _LATE
    return not listed and (bool(head.mark) or followed)


def first(text: str, start: int, end: int) -> int | None:
    """Where paragraph 1 begins, if its number was misread and paragraph 2 follows."""
    heads = list(_heads(text, start, end))
    for i, head in enumerate(heads):
        if 1 in head.readings and any(2 in each.readings for each in heads[i + 1 : i + 4]):
            return head.at
    return None


_MARK = re.compile(r"[(C{](?P<mark>\(|[A-Z0-9]{1,4}(?:/{1,2}[A-Z0-9]{2,6})?)[)\]}J][ \t]*(?=[A-Z\"“])")


def mark_at(text: str, at: int) -> tuple[str, int] | None:
    """The misread portion mark that stands at ``at``, and where the text after it begins: ``(5BU) `` → SBU."""
    match = _MARK.match(text, at)
    known = mark_meant(match["mark"]) if match and not match["mark"].isdigit() else None
    return (known, match.end()) if match and known else None


def mark_meant(mark: str) -> str | None:
    """The one portion mark that a misread one can be: ``5BU`` → SBU, ``G`` → C, ``S/NP`` → S/NF."""
    if mark in vocabulary.marks():
        return mark
    known = vocabulary.outlines(_MARKS).get(vocabulary.outline(mark), ())
    return known[0] if len(known) == 1 else None


def _heads(text: str, start: int, end: int) -> Iterator[Head]:
    """Heads that stand below an empty line, or carry a mark."""
    roman = not _SCAN.search(text, max(0, start - 1), end)
    first = _FIRST_HEAD.match(text, 0, end) if start <= 1 else None
    for match in chain([first] if first else [], _HEADS.finditer(text, max(0, start - 1), end)):
        at = match.start() + (text[match.start()] == "\n")
        if at < start:
            continue
        mark = mark_meant(match["mark"][1:-1]) if match["mark"] else None
        if match["mark"] and mark is None:
            continue
        if mark is None and (not match["stop"] or not _after_gap(text, at, start)):
            continue
        number = match["number"].lstrip("¶ ")
        lettered = not any(map(str.isdigit, number))
        if lettered and (
            (number[0] == "A" and len(number) > 1) or (roman and not mark and set(number) <= set("IlT|!H"))
        ):
            continue
        readings = _readings(match["number"])
        if readings:
            yield Head(at, match.end(), readings, mark, lettered and number[0] in "ABGHSZOQz")


def _after_gap(text: str, at: int, start: int) -> bool:
    before = text[max(start, at - 40) : at].rstrip(" \t")
    return at <= start or before.endswith("\n\n") or before[:-1].rstrip(" \t").endswith(("\n", "--"))


@lru_cache(maxsize=4096)
def _readings(read: str) -> tuple[int, ...]:
    """The numbers that this can be, the likeliest first."""
    packed = re.sub(r"[., ¶]", "", read)
    if "¶" in read and packed.isdigit():
        return (int(packed),)
    found: list[int] = []
    if packed in _FIRST_SIGNED:
        found.append(1)
    digits = vocabulary.digits(packed.replace("H", "11"))
    if digits and len(digits) <= 4:
        found.append(int(digits))
        if digits[0] == "1" and len(digits) > 1 and digits[1] != "0":
            found.append(int(digits[1:]))
    return tuple(dict.fromkeys(n for n in found if 0 < n < 300))
