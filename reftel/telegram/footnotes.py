"""Footnotes of edited cablegrams: their marks in the text, and the notes behind it with the archive's reference.

Three styles are known: marks ``[1]`` with notes ``1 Text`` between two lone ``_``, marks ``[1](#f1)`` with a list
``* 1 Text``, and the same marks with plain notes. Notes that were run together on one line are taken apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from reftel.model import Place

_MOST_SKIPPED = 2
"""How far a mark's number may be ahead of the one before it: a scan loses some."""
_MARK = re.compile(r"\[(\d{1,3})\](\(#f\d{1,3}\))?")
_BEGIN = re.compile(
    r"^ ?_[ \t]*$|^ {0,3}_?\[[A-Z]{2,5} ?: ?[^\n]{0,400}\]_?[ \t]*$|^ {0,3}\* 1 ",
    re.MULTILINE,
)
_NUMBER = re.compile(r"(?P<head>^[ \t]{0,4}(?:\* )?)?(?<![^\s*])(?P<number>\d{1,3})\\?\.? (?=\S)", re.MULTILINE)
_SOURCE = re.compile(r"^ {0,3}_?(\[[A-Z]{2,5} ?: ?[^\n]{0,400}\])_?[ \t]*$", re.MULTILINE)


class Note(NamedTuple):
    """A note, flowed, and its place with the number before it."""

    number: int
    text: str
    place: Place


def begin(text: str, start: int) -> int:
    """Where the notes begin: at a lone ``_``, the archive's reference, or the list; the text's end without any."""
    match = _BEGIN.search(text, start)
    return match.start() if match else len(text)


class Mark(NamedTuple):
    """A mark in the text: the note's number, and its place with the blank before it."""

    number: int
    place: Place


def marks(text: str, start: int, end: int) -> Iterator[Mark]:
    """The marks of notes in the text, in order; ``[25]``, out of the order of notes, is none."""
    last = 0
    for match in _MARK.finditer(text, start, end):
        if match[2] or 0 < int(match[1]) <= last + _MOST_SKIPPED:
            last = max(last, int(match[1]))
            blank = not match[2] and text[match.start() - 1 : match.start()] == " "
            yield Mark(int(match[1]), (match.start() - blank, match.end()))


def source(text: str, start: int) -> tuple[str, Place] | None:
    """The archive's reference among the notes, the last one: ``[AA:A981, JAPAN 178]``."""
    found = None
    for match in _SOURCE.finditer(text, start):
        found = match[1], match.span(1)
    return found


def read(text: str, start: int, last: int) -> list[Note]:
    """The notes from ``start`` to the end, in the order of their numbers, each running on to the next.

    ``last`` is the highest number of a mark in the text: ``on 5 February`` in the fourth and last note is no fifth one.
    """
    where: dict[int, list[tuple[bool, int, int]]] = {}
    for match in _NUMBER.finditer(text, start):
        heads = match["head"] is not None
        if heads or (int(match["number"]) <= last and text[match.end()].isupper()):
            where.setdefault(int(match["number"]), []).append((heads, match.start(), match.end()))
    begins: list[tuple[int, int, int]] = []
    reached = start
    while following := where.get(len(begins) + 1):
        later = [each for each in following if each[1] >= reached]
        # a line that begins with the number, else the number in mid-line where the line of the next is not passed
        found = next((each for each in later if each[0]), None) or next(iter(later), None)
        if found is None:
            break
        begins.append((len(begins) + 1, found[1], found[2]))
        reached = found[2]
    sources = [match.start() for match in _SOURCE.finditer(text, start)]
    notes: list[Note] = []
    for i, (number, at, value) in enumerate(begins):
        end = begins[i + 1][1] if i + 1 < len(begins) else len(text)
        end = min([end, *(place for place in sources if place > at)])
        said = text[value:end].rstrip(" \t\n_")
        if said:
            notes.append(Note(number, " ".join(said.split()), (at, value + len(said))))
    return notes
