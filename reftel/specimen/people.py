"""People, places and firms without end, each with a name of its own, and the careers of those who serve.

Names are put together of two halves that no one is known to bear (``tables/halves.txt``).
"""

from __future__ import annotations

import datetime as dt
import functools
from random import Random

from reftel.model import Struct
from reftel.specimen.tables import Station, listed, names, stations

_MIDDLE = 0.5
"""How often a name has a middle; with it there are tens of thousands."""
_TOUR = 3
"""Years that an officer stays at a post; everyone moves in the summer."""
_FIRST = 1955
_TERM = 4
_KNOWN = 0.4
"""How many officials have one of the surnames that are written down, and not one that is put together."""
_RANKS = ("officer", "counselor", "deputy", "chief")
"""A career: a tour in each, at another post each time."""
_STEPS = (0, 12, 18, 30)
"""How far a career has moved on in the list of posts, by rank: to posts that change in the same summer."""


class Officer(Struct, frozen=True):
    """One who serves abroad."""

    given: str
    middle: str
    surname: str
    """In capitals, as in a signature."""


@functools.cache
def _halves(kind: str) -> tuple[str, ...]:
    return tuple(" ".join(listed("halves.txt")[kind]).split())


def surname(rng: Random) -> str:
    """``Thornarrow``, or with a middle ``Thornelarrow``."""
    return _joined(rng, "surname", "surname-end", _MIDDLE)


def place(rng: Random) -> str:
    """``Lindermouth``."""
    return _joined(rng, "place", "place-end", _MIDDLE)


def firm(rng: Random) -> str:
    """``Thornquarry Packers``."""
    kinds = _halves("firm")
    return f"{surname(rng)} {kinds[int(rng.random() * len(kinds))]}"


def name(rng: Random) -> str:
    """``Adalric Thornquarry``."""
    given = names("given")
    return f"{given[int(rng.random() * len(given))]} {surname(rng)}"


def _joined(rng: Random, first: str, last: str, often: float) -> str:
    firsts, middles, lasts = _halves(first), _halves("middle"), _halves(last)
    middle = middles[int(rng.random() * len(middles))] if rng.random() < often else ""
    return firsts[int(rng.random() * len(firsts))] + middle + lasts[int(rng.random() * len(lasts))]


def serving(seed: int, station: Station, rank: str, day: dt.date) -> Officer:
    """Who held a rank at a post on a day. The same person is found at other posts in the ranks before and after.

    A tour is three years; a third of the posts changes each summer. Who is chief at one post was deputy at another the
    tour before, and so on down; the next tour finds somebody else there.
    """
    places = _places()
    post = places.get(station.code, len(places))
    at = _RANKS.index(rank)
    changed = day.year - (1 if (day.month, day.day) < (8, 1) else 0)
    tour = (changed - _FIRST + post % _TOUR) // _TOUR
    return _officer(seed, (post - _STEPS[at]) % (len(places) + 1), tour - at)


@functools.cache
def _places() -> dict[str, int]:
    """Where each post stands in the list; the Department is behind the last."""
    return {station.code: at for at, station in enumerate(stations())}


def official(seed: int, country: str, office: str, year: int) -> tuple[str, str]:
    """Given and surname of who holds an office of a country in a year. Terms are of four years.

    Who will hold it in the next term is its deputy in this one.
    """
    return _official(seed, country, office, year // _TERM)


@functools.lru_cache(16_384)
def _official(seed: int, country: str, office: str, term: int) -> tuple[str, str]:
    rng = Random(f"{seed} {country} {office} {term}")  # noqa: S311 - invented texts, no secrets
    given, surnames = names("given"), names("surname")
    family = surnames[int(rng.random() * len(surnames))] if rng.random() < _KNOWN else surname(rng)
    return given[int(rng.random() * len(given))], family


@functools.lru_cache(4096)
def _officer(seed: int, line: int, cohort: int) -> Officer:
    rng = Random(f"{seed} {line} {cohort}")  # noqa: S311 - invented texts, no secrets
    given, initials = names("given"), names("initial")
    first = given[int(rng.random() * len(given))]
    middle = initials[int(rng.random() * len(initials))] if rng.random() < 0.6 else ""
    return Officer(first, middle, _joined(rng, "surname", "officer-end", 0).upper())
