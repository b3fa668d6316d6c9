"""What an invented cable says: sentences of the tables with their slots filled.

A story keeps its people and places, so that the cables of a thread speak of the same things; numbers and days are new
in every sentence.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator, Sequence
from random import Random

from reftel import vocabulary
from reftel.specimen.tables import Station, Topic, names, sentences

BOUND = "\x1f"
"""Stands for a blank at which a line may not be broken; in ASCII, since Python sets other texts in capitals slowly.

A wrapped line that began with ``13.`` or ``T.`` would look like the start of a paragraph or of a reference.
"""

SPECIMEN = "This is an invented specimen; no such telegram was sent."
"""Stands as a paragraph of its own in every cable that this room writes."""


class Slots(dict[str, str]):
    """The fixed slots of a story; those that vary are drawn anew at each use."""

    def __init__(self, fixed: dict[str, str], rng: Random) -> None:
        super().__init__(fixed)
        self._rng = rng
        self.today = dt.date(1973, 1, 1)
        """The day on which the cable is sent: it tells of the weeks before, and asks for answers in those after."""

    def __missing__(self, key: str) -> str:
        draw = self._rng.random()
        if key == "n":
            return str(3 + int(draw * 90))
        if key == "pct":
            return str(4 + int(draw * 80))
        if key == "day":
            return spoken_day(self.today.toordinal() - 1 - int(draw * 30))
        if key == "later":
            return spoken_day(self.today.toordinal() + 3 + int(draw * 20))
        if key == "month":
            return vocabulary.MONTHS[(self.today.month - 2 - int(draw * 4)) % 12]
        if key == "nextmonth":
            return vocabulary.MONTHS[(self.today.month + int(draw * 4)) % 12]
        if key == "initialname":
            return f"{pick(self._rng, names('given'))[0]}. {pick(self._rng, names('surname'))}".upper()
        if key == "pass":
            return pick(self._rng, sentences("any", "passagency"))
        raise KeyError(key)


@functools.cache
def spoken_day(ordinal: int) -> str:
    """A day as a sentence names it, from its number in the calendar (``date.toordinal``): ``July 13``."""
    day = dt.date.fromordinal(ordinal)
    return f"{vocabulary.MONTHS[day.month - 1]}{BOUND}{day.day}"


def pick(rng: Random, values: tuple[str, ...]) -> str:
    """One of the values. (``Random.choice`` costs three times as much, and this is the room's hottest line.)"""
    return values[int(rng.random() * len(values))]


def slots(rng: Random, station: Station, topic: Topic, people: Sequence[tuple[str, str]]) -> Slots:
    """The people and places of a new story.

    ``people`` by given and surname: the official whom the post talks to, another, and who visits the Department.
    """
    towns = rng.sample(names("town"), 2)
    (given, surname), (given2, surname2), (given3, surname3) = people
    fixed = {
        "country": station.country,
        "adj": station.adjective,
        "gov": station.government,
        "post": station.spelled.title(),
        "town": towns[0],
        "town2": towns[1],
        "province": pick(rng, names("province")),
        "river": pick(rng, names("river")),
        "paper": pick(rng, names("paper")),
        "party": pick(rng, names("party")),
        "company": pick(rng, names("company")),
        "official": f"{topic.official} {given} {surname}",
        "surname": surname,
        "official2": f"Deputy Governor {given2} {surname2}",
        "surname2": surname2,
        "name": f"{given3} {surname3}",
        "desk": topic.desk,
    }
    return Slots(fixed, rng)


def walk(rng: Random, topic: str, part: str) -> Iterator[str]:
    """The templates of a part without end, each once before the first comes again."""
    known = sentences(topic, part)
    at = int(rng.random() * len(known))
    stride = _stride(len(known))
    while True:
        yield known[at]
        at = (at + stride) % len(known)


@functools.cache
def _stride(length: int) -> int:
    """One that shares no divisor with the length visits every template before it comes back to the first."""
    return next(prime for prime in (7, 5, 11, 3) if length % prime)


def say(templates: Iterator[str], slots: Slots, count: int) -> str:
    """The next so many sentences, joined by blanks."""
    return " ".join([next(templates).format_map(slots) for _ in range(count)])
