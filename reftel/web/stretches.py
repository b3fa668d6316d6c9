"""A long cable in parts: as much of its text on a page as one reads at a time, all of it reachable.

Nearly every cable is one part. A text of a megabyte would make a page that no phone opens; its parts have an address
each (``?part=2``), and ``?at=par77`` leads to the one that holds a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from reftel.archive import View
from reftel.search import Marker

LONGEST = 120_000
"""Characters of a part: about 50 kB of compressed page."""
MOST = 400
"""Paragraphs of a part; the longest of a hundred thousand cables has some 150."""
_BLANK = re.compile(r"\s\S*\Z")


class Stretch(NamedTuple):
    """A paragraph, or a piece of one that is too long for a part."""

    position: int
    """Of the paragraph; -1 of a text in which no paragraph was found."""
    start: int
    end: int


class Parts(NamedTuple):
    """The parts of one cable, and the one that is shown."""

    all: tuple[tuple[Stretch, ...], ...]
    names: tuple[str, ...]
    """From which paragraph to which: ``¶1–¶40``."""
    number: int
    """Of the part shown, from 1."""

    @property
    def shown(self) -> tuple[Stretch, ...]:
        """The stretches of the part shown."""
        return self.all[self.number - 1]


def divided(view: View, number: int = 1) -> Parts:
    """The cable's parts, with this one shown; the last where there are not so many."""
    cable = view.cable
    texts = [each.text for each in cable.paragraphs]
    found = _filled(enumerate(texts)) if texts else _filled([(-1, cable.text)])
    return Parts(found, tuple(_name(view, each) for each in found), min(number, len(found)))


def part_of(parts: Parts, view: View, anchor: str) -> int | None:
    """In which part a paragraph begins."""
    if anchor not in view.anchors:
        return None
    position = view.anchors.index(anchor)
    return next(number for number, part in enumerate(parts.all, 1) if any(each.position == position for each in part))


def following_match(parts: Parts, view: View, marker: Marker | None) -> int | None:
    """The next part in which something is found, behind the one shown."""
    for number in range(parts.number, len(parts.all)) if marker else ():
        for position, start, end in parts.all[number]:
            paragraph = view.cable.paragraphs[position] if position >= 0 else None
            text = paragraph.text if paragraph else view.cable.text
            if marker and any(True for _found in marker.matches(text[start:end])):
                return number + 1
    return None


def _filled(texts: Iterable[tuple[int, str]]) -> tuple[tuple[Stretch, ...], ...]:
    parts: list[tuple[Stretch, ...]] = []
    waiting: list[Stretch] = []
    room = LONGEST

    def close() -> None:
        nonlocal waiting, room
        parts.append(tuple(waiting))
        waiting, room = [], LONGEST

    for position, text in texts:
        if waiting and (len(text) > room or len(waiting) == MOST):
            close()
        start = 0
        while len(text) - start > LONGEST:
            end = _cut(text, start)
            waiting.append(Stretch(position, start, end))
            start = end
            close()
        waiting.append(Stretch(position, start, len(text)))
        room -= len(text) - start
    close()
    return tuple(parts)


def _cut(text: str, start: int) -> int:
    """Where a piece ends: behind the last word that has room; anywhere in a word that is longer than a part."""
    end = start + LONGEST
    blank = _BLANK.search(text, max(start + 1, end - 200), end)
    return blank.start() if blank else end


def _name(view: View, part: tuple[Stretch, ...]) -> str:
    ends = (part[0].position, part[-1].position)
    if ends[0] < 0:
        return ""
    first, last = (view.cable.paragraphs[each].number for each in ends)
    if first is None or last is None:
        return ""
    return f"¶{first}" if first == last else f"¶{first}–¶{last}"
