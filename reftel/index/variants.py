"""The other reading of a repaired text: both the text as read and what it is taken to mean can be looked for.

A field of a cable holds one of the two: what a certain repair means, and what was read where the meaning is only
likely. Here is the other one, with some words around it, so that a phrase over the place is found as well.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from reftel.model import Cable, Repair

_AROUND = 60
"""Characters on each side of a repair: about ten words."""
_LONGEST = 80
"""Characters that a repair of words may span; one of a whole text (doubled blanks) changes no word."""
_WORD = re.compile(r"[^\W_]+")
_BLANK = re.compile(r"\s+")


def variants(cable: Cable) -> dict[str, tuple[str, ...]]:
    """Field of `Cable.spans` (``subject``, ``paragraphs.3``) → the stretches of it that read otherwise."""
    repairs = sorted((each for each in cable.repairs if _of_words(each)), key=lambda each: each.start)
    if not repairs:
        return {}
    starts = [each.start for each in repairs]
    shown = {"subject": cable.subject or ""}
    shown |= {f"paragraphs.{place}": each.text for place, each in enumerate(cable.paragraphs)}
    found: dict[str, tuple[str, ...]] = {}
    for field, text in shown.items():
        stretches: list[str] = []
        for start, end in cable.spans.get(field, ()):
            held = [each for each in repairs[bisect_left(starts, start) : bisect_left(starts, end)] if each.end <= end]
            stretches += _stretches(cable.text, start, end, held)
        if stretches:
            words = _words(text)
            other = dict.fromkeys(each for each in stretches if f" {_words(each)} " not in f" {words} ")
            if other:
                found[field] = tuple(other)
    return found


def _of_words(repair: Repair) -> bool:
    return repair.end - repair.start <= _LONGEST and bool(_WORD.search(repair.read) or _WORD.search(repair.means))


def _stretches(text: str, start: int, end: int, repairs: list[Repair]) -> Iterator[str]:
    """Each stretch with repairs in it, as it was read and as it is meant."""
    groups: list[list[Repair]] = []
    for each in repairs:
        if groups and each.start < groups[-1][-1].end:
            continue  # two rules took the same letters; the first one holds
        if groups and each.start - groups[-1][-1].end < _AROUND:
            groups[-1].append(each)
        else:
            groups.append([each])
    for group in groups:
        first = _cut(text, max(start, group[0].start - _AROUND), start, group[0].start)
        last = group[-1].end + len(_until_blank(text[group[-1].end : min(end, group[-1].end + _AROUND)], end))
        meant, place = [], first
        for each in group:
            meant += [text[place : each.start], each.means]
            place = each.end
        meant.append(text[place:last])
        yield _BLANK.sub(" ", text[first:last])
        yield _BLANK.sub(" ", "".join(meant))


def _cut(text: str, place: int, start: int, before: int) -> int:
    """`place`, moved to where a word begins; no half word is to be found."""
    if place == start:
        return place
    blank = _BLANK.search(text, place, before)
    return blank.end() if blank else before


def _until_blank(rest: str, end: int) -> str:
    """The rest of a stretch without the half word at its end."""
    if len(rest) < _AROUND:
        return rest
    cut = max(rest.rfind(" "), rest.rfind("\n"))
    return rest[:cut] if cut > 0 else rest


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))
