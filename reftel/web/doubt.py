"""Where a page must say that something is not certain: repairs that are only likely, brought to what they touch.

A certain repair is made and listed. One that is not certain is told where its reader meets it: beside the field that
was taken from the doubtful place, or on the very words of a paragraph, which stand as read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import NamedTuple

from reftel.model import Cable, Place, Repair
from reftel.web.language import _

WIDEST = 80
"""Characters of a doubtful reading that are marked in a text; of a longer one only a sign is shown."""

MOST = 60
"""Doubtful words of one text that are each looked for; a text with more is doubtful as a whole."""


class Doubt(NamedTuple):
    """A repair that is not certain, widened to whole words: ``Michoac n`` is likely ``Michoacán``."""

    read: str
    means: str
    rule: str
    start: int = 0
    """Where it was read, in ``Cable.text``."""

    def sentence(self) -> str:
        """What is said of a value that rests on it."""
        return _(
            "Not certain: “%(read)s” is taken to mean “%(means)s” (rule: %(rule)s).",
            read=self.read,
            means=self.means,
            rule=self.rule,
        )

    def likely(self) -> str:
        """What is said of words that stand as read."""
        return _("Not certain: likely “%(means)s” (rule: %(rule)s).", means=self.means, rule=self.rule)


class Doubtful(NamedTuple):
    """A place in the text of a page at which a doubt stands."""

    start: int
    end: int
    doubt: Doubt


class Noted(NamedTuple):
    """The doubts of one text: those whose words were found in it, and the others."""

    words: tuple[Doubtful, ...] = ()
    rest: tuple[Doubt, ...] = ()

    def sentences(self) -> tuple[str, ...]:
        """What is said of the others, each sentence once."""
        return tuple(dict.fromkeys(each.sentence() for each in self.rest))


def by_field(cable: Cable) -> dict[str, tuple[Doubt, ...]]:
    """The doubts of every field that has some, by the names that ``Cable.spans`` uses, each in the order of the text.

    A repair belongs to the field with the narrowest place that it overlaps: a doubtful date makes ``declassify_on``
    doubtful, not the whole E.O. line. Fields read from one and the same place share it.
    """
    places = sorted((start, end, field) for field, found in cable.spans.items() for start, end in found)
    repairs = sorted((each for each in cable.repairs if not each.certain), key=lambda each: each.start)
    doubts: dict[str, list[Doubt]] = {}
    open_places: list[tuple[int, int, str]] = []
    following = 0
    for repair in repairs:
        while following < len(places) and places[following][0] < repair.end:
            open_places.append(places[following])
            following += 1
        open_places = [each for each in open_places if each[1] > repair.start]
        touched = [each for each in open_places if each[0] < repair.end]
        narrowest = min((end - start for start, end, _ in touched), default=0)
        for field in sorted({field for start, end, field in touched if end - start == narrowest}):
            doubts.setdefault(field, []).append(widened(repair, cable.text))
    return {field: tuple(found) for field, found in doubts.items()}


def widened(repair: Repair, text: str) -> Doubt:
    """The repair of whole words: ``0`` → ``o`` in ``T0ur`` becomes ``T0ur`` → ``Tour``."""
    start, end = repair.start, repair.end
    while start > 0 and repair.start - start < WIDEST and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and end - repair.end < WIDEST and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    before, after = text[start : repair.start], text[repair.end : end]
    return Doubt(f"{before}{repair.read}{after}", f"{before}{repair.means}{after}", repair.rule, start)


def noted(shown: str, doubts: Iterable[Doubt], text: str, places: Iterable[Place]) -> Noted:
    """Where the doubtful words of a field stand in ``shown``, its text on the page.

    ``text`` is the cable's, ``places`` are the field's in it. The third ``the`` that was read is the third ``the`` that
    is shown; where the two do not have equally many, it cannot be told which is meant, unless all are.
    """
    grouped = {read: list(same) for read, same in groupby(sorted(doubts), key=lambda each: each.read)}
    places = tuple(places)
    words: list[Doubtful] = []
    rest: list[Doubt] = []
    for count, (read, same) in enumerate(grouped.items()):
        found = _found(read, same, shown, text, places) if count < MOST else []
        words += found
        if not found:
            rest += same
    return Noted(_apart(words), tuple(sorted(rest, key=lambda each: each.start)))


def _found(read: str, same: list[Doubt], shown: str, text: str, places: tuple[Place, ...]) -> list[Doubtful]:
    pieces = read.split()
    if not pieces or len(read) > WIDEST or not any(letter.isalnum() for letter in read):
        return []
    # A line may have been broken inside the words, so any blank will do; words end where letters and digits end.
    pattern = re.compile(r"(?<![^\W_])" + r"\s+".join(map(re.escape, pieces)) + r"(?![^\W_])")
    seen = [match.span() for match in pattern.finditer(shown)]
    was = [match.start() for start, end in places for match in pattern.finditer(text, start, end)]
    if len(seen) == len(was):
        of_start = {each.start: each for each in same}
        pairs = zip(seen, was, strict=True)
        return [Doubtful(*span, of_start[start]) for span, start in pairs if start in of_start]
    if len(seen) == len(same):
        return [Doubtful(*span, doubt) for span, doubt in zip(seen, same, strict=True)]
    return []


def _apart(words: list[Doubtful]) -> tuple[Doubtful, ...]:
    """In order, without any that begins inside the one before."""
    kept: list[Doubtful] = []
    for each in sorted(words):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return tuple(kept)


def sentences(doubts: Mapping[str, tuple[Doubt, ...]], *fields: str) -> tuple[str, ...]:
    """What is to be said of the doubts of these fields together, each sentence once."""
    return tuple(dict.fromkeys(each.sentence() for field in fields for each in doubts.get(field, ())))
