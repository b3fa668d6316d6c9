"""A text as markup, with what is to be said of its words: escaped first, so that nothing from a file is markup.

Notes are stretches of the text that get an element around them; they never overlap (the weightier one is kept). What
was looked for lies over them in ``<mark>``, and every match has its own place to go to, ``match1``, ``match2`` …
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from reftel.search import Marker
from reftel.web.doubt import Doubtful
from reftel.web.language import _

REDACTION_RUN = re.compile(r"[xX]{5,}")
"""``xxxxxxxxxxxx``: what the publishers put in the place of a name. Five at least: ``XXX`` may be an office."""

DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Characters that turn the direction of what follows: shown by their number, so that no word reads as another."""

REDACTION, CITATION, DOUBT, MENDED, TERM = range(5)
"""Weights of notes, the weightiest first."""


class Note(NamedTuple):
    """An element around a stretch of the text."""

    start: int
    end: int
    weight: int
    before: Markup
    after: Markup


class Point(NamedTuple):
    """Something that stands between two characters: the beginning of a printed page."""

    at: int
    markup: Markup


class Matches:
    """Counts what a query finds on a page, so that each match has a number, and marks it."""

    def __init__(self, marker: Marker | None) -> None:
        self.marker = marker
        self.total = 0

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """The stretches of the text that match, each with its number on the page; those that overlap are one."""
        found: list[tuple[int, int, int]] = []
        for start, end, _which in self.marker.matches(text) if self.marker else ():
            if found and start < found[-1][1]:
                found[-1] = (found[-1][0], max(end, found[-1][1]), found[-1][2])
            else:
                self.total += 1
                found.append((start, end, self.total))
        return found


def redactions(text: str) -> list[Note]:
    """Every run of x as a redaction, said in words to those who hear the page."""
    hidden = _("redacted before publication:")
    before = Markup('<span class="redaction"><span class="unseen">[{} </span>').format(hidden)
    after = Markup('<span class="unseen">]</span></span>')
    return [Note(*run.span(), REDACTION, before, after) for run in REDACTION_RUN.finditer(text)]


def doubtful(words: Iterable[Doubtful]) -> list[Note]:
    """Words that stand as read, with what they are likely to mean."""
    before = Markup('<span class="doubt words" tabindex="0" role="note"><bdi>')
    return [
        Note(
            each.start,
            each.end,
            DOUBT,
            before,
            Markup('</bdi><span class="likely"> {}</span></span>').format(each.doubt.likely()),
        )
        for each in words
    ]


def annotated(
    text: str,
    notes: Iterable[Note] = (),
    found: Sequence[tuple[int, int, int]] = (),
    points: Iterable[Point] = (),
    numbered: bool = True,
) -> Markup:
    """The text with its notes, matches and points; ``numbered`` matches can be gone to."""
    out: list[str] = []
    position = 0
    waiting = sorted(points)
    marks = _Marks(text, found, numbered)

    def passed(end: int) -> None:
        """The text up to there, with the points in it."""
        nonlocal position
        while waiting and waiting[0].at <= end:
            point = waiting.pop(0)
            if point.at > position:
                out.append(marks.between(position, point.at))
                position = point.at
            out.append(point.markup)
        out.append(marks.between(position, end))
        position = end

    for note in apart(notes, len(text)):
        passed(note.start)
        out.append(note.before)
        out.append(marks.between(note.start, note.end))
        out.append(note.after)
        position = note.end
    passed(len(text))
    return Markup("".join(out))  # noqa: S704 (every part was escaped)


def apart(notes: Iterable[Note], length: int) -> list[Note]:
    """In order, and of those that overlap the weightiest."""
    taken: list[Note] = []
    for note in sorted(notes, key=lambda each: (each.start, each.weight)):
        if not 0 <= note.start < note.end <= length:
            continue
        while taken and taken[-1].end > note.start and taken[-1].weight > note.weight:
            taken.pop()
        if not taken or taken[-1].end <= note.start:
            taken.append(note)
    return taken


class _Marks:
    """Lays the matches over stretches of the text that come in order."""

    def __init__(self, text: str, found: Sequence[tuple[int, int, int]], numbered: bool) -> None:
        self._text, self._found, self._numbered = text, found, numbered
        self._next = 0

    def between(self, start: int, end: int) -> str:
        """The stretch, escaped, with as much of the matches as stands in it in ``<mark>``."""
        out: list[str] = []
        position = start
        while self._next < len(self._found):
            first, last, number = self._found[self._next]
            if first >= end:
                break
            begin, stop = max(first, position), min(last, end)
            if begin < stop:
                place = f' id="match{number}"' if self._numbered and begin == first else ""
                out.append(f"{safe(self._text[position:begin])}<mark{place}>{safe(self._text[begin:stop])}</mark>")
                position = stop
            if last > end:
                break
            self._next += 1
        out.append(safe(self._text[position:end]))
        return "".join(out)


def safe(text: str) -> str:
    """Escaped; characters that turn its direction are shown by their number."""
    escaped = str(escape(text))
    return DIRECTIONS.sub(_by_number, escaped) if not escaped.isascii() else escaped


def _by_number(match: re.Match[str]) -> str:
    return f'<span class="control">U+{ord(match[0]):04X}</span>'
