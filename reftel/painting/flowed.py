"""From a text as it was read to the text that a page shows of it: where a place of the one stands in the other.

A paragraph is shown flowed: lines joined, page furniture gone, repairs made. Its letters are still those of the text in
their order, so a place is found by the letters around it, near to where the last one was found. What cannot be found
with certainty is not found: nothing is marked at a guess.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable
from typing import NamedTuple

from reftel.model import Place, Repair
from reftel.painting.lines import is_local

_KEY = 24
"""Letters around a place by which it is known again."""
_SHORTEST = 6
_WITHIN = 600
"""Letters that may have gone or come between two places: a page's foot and head."""
_LONGEST = 400_000
"""Characters of a text that is followed; of a longer one no place is found."""


class Mended(NamedTuple):
    """Words of the shown text that were read otherwise."""

    start: int
    end: int
    read: str
    """The same words as they were read."""
    rules: tuple[str, ...]


class Flowed:
    """A field as it was read (``places`` of ``text``, with its certain repairs made) beside ``shown``."""

    def __init__(self, text: str, places: Iterable[Place], repairs: Iterable[Repair], shown: str) -> None:
        """``repairs`` are those that lie in the field, in their order; only certain ones of one place are made."""
        self._text, self.shown = text, shown
        self._letters: list[str] = []
        self._from: list[int] = []
        """Of each letter, where it was read."""
        self._made: list[tuple[Repair, int, int]] = []
        waiting = [each for each in repairs if each.certain and is_local(each, text)]
        total = 0
        for start, end in places:
            total += end - start
            if total > _LONGEST:
                break
            at = start
            for each in (one for one in waiting if start <= one.start and one.end <= end):
                if each.start < at:
                    continue
                self._take(at, text[at : each.start])
                first = len(self._letters)
                for letter in each.means:
                    if not letter.isspace():
                        self._letters.append(letter)
                        self._from.append(each.start)
                self._made.append((each, first, len(self._letters)))
                at = each.end
            self._take(at, text[at:end])
        self._read = "".join(self._letters)
        self._places = [at for at, letter in enumerate(shown) if not letter.isspace()] if self._read else []
        self._seen = "".join(shown[at] for at in self._places)
        self._drift = 0

    def _take(self, at: int, piece: str) -> None:
        for offset, letter in enumerate(piece):
            if not letter.isspace():
                self._letters.append(letter)
                self._from.append(at + offset)

    def place(self, at: int) -> int | None:
        """Where the character at ``at`` of the text stands in ``shown``; its end where the next is the next letter."""
        found = self._find(bisect.bisect_left(self._from, at))
        if found is None or not self._places:
            return None
        return self._places[found] if found < len(self._places) else len(self.shown)

    def _find(self, letter: int) -> int | None:
        """Which letter of what is shown the letter of this number is."""
        near = max(0, letter + self._drift - _WITHIN), letter + self._drift + _WITHIN + _KEY
        after, before = self._read[letter : letter + _KEY], self._read[max(0, letter - _KEY) : letter]
        keys = [(after, 0), (before, len(before)), (after[: _KEY // 2], 0), (before[-_KEY // 2 :], _KEY // 2)]
        for key, offset in keys:
            if len(key) < _SHORTEST or (found := self._seen.find(key, *near)) < 0:
                continue
            if self._seen.find(key, found + 1, near[1]) >= 0 and len(key) < _KEY // 2:
                continue  # twice nearby: it cannot be told which
            self._drift = found + offset - letter
            return found + offset
        return None

    def mended(self) -> tuple[Mended, ...]:
        """The words of ``shown`` in which a repair changed a letter, in order, those of one word together."""
        found: list[Mended] = []
        for repair, first, last in self._made:
            if first == last or "".join(repair.read.split()) == "".join(repair.means.split()):
                continue
            at = self._find(first)
            if at is None or self._seen[at : at + last - first] != self._read[first:last]:
                continue
            start, end = _word(self.shown, self._places[at], self._places[at + last - first - 1] + 1)
            read = " ".join(self._text[slice(*_word(self._text, repair.start, repair.end))].split())
            if found and start < found[-1].end:
                joined = dict.fromkeys((*found[-1].rules, repair.rule))
                found[-1] = found[-1]._replace(end=max(end, found[-1].end), rules=tuple(joined))
            else:
                found.append(Mended(start, end, read, (repair.rule,)))
        return tuple(found)


def _word(text: str, start: int, end: int) -> Place:
    """Widened to the blanks around it."""
    floor, ceiling = max(0, start - 60), min(len(text), end + 60)
    while start > floor and not text[start - 1].isspace():
        start -= 1
    while end < ceiling and not text[end].isspace():
        end += 1
    return start, end
