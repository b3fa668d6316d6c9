"""Message reference numbers of the invented world, and the references between its cables.

A post numbers its telegrams through the year, so a serial grows with the date. Every number is given once; a number
that is cited although no such cable exists is taken too, so that it stays missing. What is remembered is bounded: a
table of taken numbers for each post and year, and a few recent cables of each post.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from random import Random

from reftel.model import Struct
from reftel.specimen.tables import STATE, Station

_STATE_VOLUME = 130_000
"""Telegrams of the Department in a year (a post has 2,000 to 11,000)."""
_REMEMBERED = 12


class Number(Struct, frozen=True):
    """The number of a cable: year, post, serial."""

    year: int
    station: Station
    serial: int

    @property
    def id(self) -> str:
        """Canonical: ``09MEXICO2134``."""
        return f"{self.year % 100:02}{self.station.code}{self.serial}"

    def spelled(self, year: int | None, *, post: bool = True) -> str:
        """As in a REF line: ``LIMA 233``, ``08 LIMA 233`` when it is not of this year, ``233`` without the post."""
        if not post:
            return str(self.serial)
        written = f"{self.station.spelled} {self.serial}"
        return written if year == self.year else f"{self.year % 100:02} {written}"


class Numbers:
    """Gives out numbers and remembers what may be cited."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._taken: dict[tuple[str, int], bytearray] = {}
        self._sent: dict[str, deque[tuple[dt.datetime, Number]]] = {}

    def give(self, station: Station, sent: dt.datetime) -> Number:
        """The number of a new cable, which later cables may cite."""
        number = self._take(station, sent)
        self._sent.setdefault(station.code, deque(maxlen=_REMEMBERED)).append((sent, number))
        return number

    def missing(self, station: Station, sent: dt.datetime) -> Number:
        """A number of about that time that no cable has nor will have."""
        return self._take(station, sent)

    def earlier(self, station: Station, sent: dt.datetime) -> Number | None:
        """A cable of that post sent before, if one is remembered."""
        before = [number for when, number in self._sent.get(station.code, ()) if when < sent]
        return before[int(self._rng.random() * len(before))] if before else None

    def _take(self, station: Station, sent: dt.datetime) -> Number:
        volume = _volume(station)
        taken = self._taken.get((station.code, sent.year))
        if taken is None:
            taken = self._taken[station.code, sent.year] = bytearray(volume + 1)
            taken[0] = 1
        passed = (sent - dt.datetime(sent.year, 1, 1, tzinfo=dt.UTC)).total_seconds() / (366 * 86_400)
        serial = taken.find(0, 1 + int(passed * volume))
        if serial < 0:
            serial = len(taken)
            taken.extend(bytes(volume))
        taken[serial] = 1
        return Number(sent.year, station, serial)


def _volume(station: Station) -> int:
    if station.code == STATE.code:
        return _STATE_VOLUME
    return 2_000 + 1_000 * (sum(station.code.encode()) % 10)
