"""What to paint of a cable, and with what: its text cut into lines and pieces, each with its block, fields and repairs.

Pure functions; the command line brings them to a terminal, ``markup`` to a page. A cable of any making is taken: a
text that no block covers counts as unknown, a place beyond the text is cut to it.
"""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Generic, NamedTuple, Protocol, TypeVar, get_args

from reftel.model import Block, BlockKind, Cable, Place, Repair

KINDS: tuple[BlockKind, ...] = get_args(BlockKind)

_BLANK = " \n"


class Field(NamedTuple):
    """A stretch of the text that was recognised as something."""

    start: int
    end: int
    names: tuple[str, ...]
    """The fields that were read from just this stretch: ``classification`` and ``sections`` of one line."""


class Piece(NamedTuple):
    """Characters that are all of the same fields and repairs; without text where only a line feed or nothing stands."""

    start: int
    end: int
    text: str
    """As read; the line feed at the end of a line is left out."""
    fields: tuple[Field, ...]
    """From the widest to the narrowest: the last one gives the paint."""
    opens: tuple[Repair, ...]
    """Repairs that begin here."""
    repaired: bool
    """What stands here is not what is meant."""
    closes: tuple[Repair, ...]
    """Repairs that end here: what they mean is told behind the piece."""


class Line(NamedTuple):
    """A line, or the part of one that belongs to one block."""

    number: int
    """Counted in line feeds, from 1."""
    continues: bool
    """A block begins in the middle of the line, and this is the part from there."""
    ended: bool
    """A line feed stands at its end in the text."""
    kind: BlockKind
    first: bool
    """It is the first of its block."""
    pieces: tuple[Piece, ...]
    beyond: tuple[Field, ...]
    """Fields that go on in the next line."""

    def begun(self) -> tuple[str, ...]:
        """Names of the fields that begin in this line, in the order of the text, the widest first."""
        begin = [field for piece in self.pieces for field in piece.fields if field.start == piece.start]
        return tuple(dict.fromkeys(name for field in begin for name in field.names))


def lines(cable: Cable) -> Iterator[Line]:
    """The whole text in lines; the pieces, with the line feeds of the lines that have one, are the text again."""
    text = cable.text
    repairs = [each for each in cable.repairs if is_local(each, text)]
    fields = _Sweep(_fields(cable))
    touched = _Sweep(sorted((each for each in repairs if each.end > each.start), key=lambda each: each.start))
    added: dict[int, tuple[Repair, ...]] = {}
    for each in repairs:
        if each.end == each.start:
            added[each.start] = (*added.get(each.start, ()), each)
    places = [*((each.start, each.end) for each in fields.ordered), *((each.start, each.end) for each in repairs)]
    edges = sorted({edge for place in places for edge in place})
    number = 1
    for block in _to_the_eye(filled(cable), text):
        start = block.start
        while start < block.end:
            found = text.find("\n", start, block.end)
            end = block.end if found < 0 else found + 1
            inner = edges[bisect.bisect_right(edges, start) : bisect.bisect_left(edges, end)]
            pieces: list[Piece] = []
            for left, right in pairwise((start, *inner, end)):
                over = fields.at(left)
                if left in added:
                    pieces.append(Piece(left, left, "", over, added[left], True, added[left]))
                under = touched.at(left)
                opens = tuple(each for each in under if each.start == left)
                closes = tuple(each for each in under if each.end == right)
                read = text[left:right].removesuffix("\n")
                pieces.append(Piece(left, right, read, over, opens, bool(under), closes))
            if end == len(text) and end in added:
                pieces.append(Piece(end, end, "", (), added[end], True, added[end]))
            beyond = tuple(field for field in pieces[-1].fields if field.end > end)
            middle = start > 0 and text[start - 1] != "\n"
            yield Line(number, middle, found >= 0, block.kind, start == block.start, tuple(pieces), beyond)
            number += found >= 0
            start = end


def is_local(repair: Repair, text: str) -> bool:
    """It says of just this place what was read; ``doubled-blanks`` speaks of all the text at once instead."""
    return 0 <= repair.start <= repair.end <= len(text) and text[repair.start : repair.end] == repair.read


def filled(cable: Cable) -> list[Block]:
    """The blocks, with what they leave open filled as unknown: they tile the text, whoever made them."""
    tiles: list[Block] = []
    at, size = 0, len(cable.text)
    for block in sorted(cable.blocks, key=lambda each: each.start):
        start, end = max(block.start, at), min(block.end, size)
        if start >= end:
            continue
        if start > at:
            tiles.append(Block("unknown", at, start))
        tiles.append(Block(block.kind, start, end))
        at = end
    return [*tiles, Block("unknown", at, size)] if at < size else tiles


def _to_the_eye(tiles: list[Block], text: str) -> Iterator[Block]:
    """A block that begins with the line feed of the line before begins, to the eye, with the next line."""
    starts = [
        tile.start + 1 if tile.start and text[tile.start] == "\n" and text[tile.start - 1] != "\n" else tile.start
        for tile in tiles
    ]
    for tile, start, end in zip(tiles, starts, [*starts, len(text)][1:], strict=True):
        if start < end:
            yield Block(tile.kind, start, end)


def _fields(cable: Cable) -> list[Field]:
    """Every place that has a name, one each, in order of their start."""
    names: dict[Place, list[str]] = {}
    for name, places in cable.spans.items():
        for start, end in places:
            start, end = max(start, 0), min(end, len(cable.text))
            while end > start and cable.text[end - 1] in _BLANK:  # the blank line below a paragraph shows no paint
                end -= 1
            while start < end and cable.text[start] in _BLANK:
                start += 1
            if start < end:
                names.setdefault((start, end), []).append(name)
    return sorted(Field(start, end, tuple(each)) for (start, end), each in names.items())


class _Stretch(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


_S = TypeVar("_S", bound=_Stretch)


class _Sweep(Generic[_S]):
    """Which stretches lie over a place, asked from left to right."""

    def __init__(self, ordered: Sequence[_S]) -> None:
        self.ordered = ordered
        self._next = 0
        self._over: list[_S] = []

    def at(self, place: int) -> tuple[_S, ...]:
        """Those over the character at this place, from the widest to the narrowest."""
        self._over = [each for each in self._over if each.end > place]
        came = self._next
        while self._next < len(self.ordered) and self.ordered[self._next].start <= place:
            self._next += 1
        if self._next > came:
            self._over += (each for each in self.ordered[came : self._next] if each.end > place)
            self._over.sort(key=lambda each: (each.start - each.end, each.start))
        return tuple(self._over)


class Ruler:
    """Places of a text as line numbers, as ``lines`` counts them."""

    def __init__(self, text: str) -> None:
        self._feeds = [at for at, character in enumerate(text) if character == "\n"]

    def line(self, place: int) -> int:
        """The line of the character at this place, from 1."""
        return bisect.bisect_left(self._feeds, place) + 1


def characters(cable: Cable) -> dict[BlockKind, int]:
    """How many characters are in blocks of each kind; every kind is named."""
    found: Counter[BlockKind] = Counter()
    for block in filled(cable):
        found[block.kind] += block.end - block.start
    return {kind: found[kind] for kind in KINDS}
