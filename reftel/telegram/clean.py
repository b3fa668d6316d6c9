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


_Piece = tuple[int, int, int, int, bool]
"""Where a piece begins and ends in the clean text, where in the read one, and whether it is the same in both."""


class Clean:
    """A text after its edits, with the map back.

    ``text`` is the clean text. ``at(offset)`` is the place in the text as read that an offset of the clean text came
    from, ``offset(place)`` the way there, ``places(start, end)`` the stretches that a stretch of it came from.
    """

    __slots__ = ("_pieces", "_starts", "read", "text")

    def __init__(self, read: str, edits: list[Edit]) -> None:
        self.read = read
        self._starts: list[int] = []
        self._pieces: list[_Piece] = []
        if not edits:
            self.text = read
            self._piece(0, len(read), 0, len(read), exact=True)
            return
        pieces: list[str] = []
        offset = reached = 0
        for edit in without_overlaps(edits):
            if edit.start > reached:
                pieces.append(read[reached : edit.start])
                offset = self._piece(offset, edit.start - reached, reached, edit.start, exact=True)
            if edit.means:
                pieces.append(edit.means)
                offset = self._piece(offset, len(edit.means), edit.start, edit.end, exact=False)
            reached = edit.end
        if reached < len(read) or not pieces:
            pieces.append(read[reached:])
            self._piece(offset, len(read) - reached, reached, len(read), exact=True)
        self.text = "".join(pieces)

    def _piece(self, offset: int, length: int, start: int, end: int, *, exact: bool) -> int:
        self._starts.append(offset)
        self._pieces.append((offset, offset + length, start, end, exact))
        return offset + length

    def _is_cut(self, piece: _Piece) -> bool:
        """True for a piece of white space that was put in for something else that was cut out, as page furniture."""
        begin, stop, start, end, _ = piece
        return self.text[begin:stop].isspace() and bool(self.read[start:end].strip())

    def at(self, offset: int) -> int:
        """Where in the text as read the character at ``offset`` stood (the end of the text for its end)."""
        begin, _, start, end, exact = self._pieces[bisect_right(self._starts, offset) - 1]
        if not exact:
            return start
        place = start + offset - begin
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
        first = bisect_right(self._starts, start) - 1
        begin, stop, read_from, _, exact = self._pieces[first]
        if exact and (start < end <= stop or len(self._pieces) == 1):
            shift = read_from - begin
            return ((start + shift, end + shift),)
        found: list[Place] = []
        for piece in self._pieces[first : bisect_left(self._starts, end, first)]:
            begin, stop, a, b, exact = piece
            if exact:
                if end < stop:
                    b = a + end - begin
                if start > begin:
                    a += start - begin
            elif self._is_cut(piece):
                continue
            if b <= a:
                continue
            if found and found[-1][1] == a:
                found[-1] = (found[-1][0], b)
            else:
                found.append((a, b))
        return tuple(found)
