"""The text as it is meant, and the way back to the text as it was read.

Fields are looked for in a *clean* text: page furniture cut out, repairs made. Every edit is remembered, so that any
stretch of the clean text leads back to the place, or the several places, it came from.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from reftel.model import Place


class Edit(NamedTuple):
    """Replace ``read[start:end]`` by ``means``; ``end`` may equal ``start`` (something is put in)."""

    start: int
    end: int
    means: str


def without_overlaps(edits: list[Edit]) -> list[Edit]:
    """The edits in order; of two that overlap the earlier one stays, and of two that begin together the longer."""
    edits.sort(key=lambda edit: (edit.start, -edit.end))
    kept: list[Edit] = []
    reached = -1
    for edit in edits:
        if edit.start < reached or (edit.start == reached and kept and edit.end == edit.start == kept[-1].start):
            continue
        kept.append(edit)
        reached = edit.end
    return kept


class Clean:
    """A text after its edits, with the map back.

    ``text`` is the clean text. ``at(offset)`` is the place in the text as read that an offset of the clean text came
    from, ``offset(place)`` the way there, ``places(start, end)`` the stretches that a stretch of it came from.
    """

    __slots__ = ("_ends", "_exact", "_froms", "_starts", "_stops", "read", "text")

    def __init__(self, read: str, edits: list[Edit]) -> None:
        self.read = read
        if not edits:
            self.text = read
            self._starts, self._stops, self._froms, self._ends, self._exact = [0], [len(read)], [0], [len(read)], [True]
            return
        # parallel lists, one entry a piece: where it begins and ends in the clean text, where in the read one
        self._starts, self._stops, self._froms, self._ends, self._exact = [], [], [], [], []
        pieces: list[str] = []
        offset = reached = 0
        for edit in without_overlaps(edits):
            if edit.start > reached:
                offset += self._piece(pieces, offset, read[reached : edit.start], reached, edit.start, exact=True)
            if edit.means:
                offset += self._piece(pieces, offset, edit.means, edit.start, edit.end, exact=False)
            reached = edit.end
        if reached < len(read) or not pieces:
            self._piece(pieces, offset, read[reached:], reached, len(read), exact=True)
        self.text = "".join(pieces)

    def _piece(self, pieces: list[str], offset: int, text: str, start: int, end: int, *, exact: bool) -> int:
        pieces.append(text)
        length = len(text)
        self._starts.append(offset)
        self._stops.append(offset + length)
        self._froms.append(start)
        self._ends.append(end)
        self._exact.append(exact)
        return length

    def _is_cut(self, i: int) -> bool:
        """True for a piece of white space that was put in for something else that was cut out, as page furniture."""
        put_in = self.text[self._starts[i] : self._stops[i]]
        return put_in.isspace() and bool(self.read[self._froms[i] : self._ends[i]].strip())

    def at(self, offset: int) -> int:
        """Where in the text as read the character at ``offset`` stood (the end of the text for its end)."""
        i = bisect_right(self._starts, offset) - 1
        if not self._exact[i]:
            return self._froms[i]
        place, end = self._froms[i] + offset - self._starts[i], self._ends[i]
        return place if place < end else end

    def offset(self, place: int) -> int:
        """The offset in the clean text of a place in the text as read that no edit covers."""
        low, high = 0, len(self.text)
        while low < high:
            middle = (low + high) // 2
            if self.at(middle) < place:
                low = middle + 1
            else:
                high = middle
        return low

    def places(self, start: int, end: int) -> tuple[Place, ...]:
        """The stretches of the text as read that ``text[start:end]`` came from, in order, adjacent ones joined."""
        starts, stops, froms, exact = self._starts, self._stops, self._froms, self._exact
        first = bisect_right(starts, start) - 1
        if exact[first] and (start < end <= stops[first] or len(starts) == 1):
            shift = froms[first] - starts[first]
            return ((start + shift, end + shift),)
        found: list[Place] = []
        for i in range(first, bisect_left(starts, end, first)):
            a, b = froms[i], self._ends[i]
            if exact[i]:
                if i == first:
                    a += start - starts[i]
                if end < stops[i]:
                    b = froms[i] + end - starts[i]
            elif self._is_cut(i):
                continue
            if b <= a:
                continue
            if found and found[-1][1] == a:
                found[-1] = (found[-1][0], b)
            else:
                found.append((a, b))
        return tuple(found)
