"""What is held and what is cited of the numbers of a post, year by year and series by series.

A cited number counts where `missing` lists it: both believe the same citations.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from itertools import groupby
from operator import itemgetter

from reftel.analysis.misdated import misdated
from reftel.analysis.missing import in_short
from reftel.analysis.numbering import Numbering
from reftel.analysis.posts import (
    AIRGRAM,
    Number,
    cited_on,
    implausible,
    made_of,
    number_of,
    sent_on,
    serial_of,
)
from reftel.archive import EVERYTHING, Archive, Reader, net

TELEGRAMS, AIRGRAMS = "telegrams", "airgrams"
_DIGITS = "0123456789"
_SHORT = 6
"""Numbers of fewer digits are never too large."""


class Tally:
    """The numbers of one series in one year."""

    def __init__(self, number: Number, kind: str) -> None:
        self.origin, self.year, self.kind = number.origin, number.year, kind
        self.beginning = number.beginning
        self.held: dict[int, str] = {}
        """Number → the key of its cable."""
        self.cited: dict[int, int] = {}
        """Number that is not held → the day (`date.toordinal`) on which it was first cited; 0 where none is told."""
        self.sent: list[tuple[int, str | None]] = []
        """Numbers held, with the moment of their telegrams as the record has it."""

    @cached_property
    def numbering(self) -> Numbering:
        """When its numbers were given out."""
        self.sent.sort(key=_serial)
        points = sent_on(self.sent, self.year)
        cited = () if points else cited_on(self.cited.items())
        return made_of(Number(self.year, self.origin, 0), points, cited)


_serial = itemgetter(0)


def tallies(archive: Archive, reader: Reader = EVERYTHING, number: Number | None = None) -> list[Tally]:
    """All of them; of one post and year with `number`, and what begins like it."""
    if number is None:
        found = _gathered(net.every_number(archive), net.first_citations(archive, reader))
        return _credible(archive, found, misdated(archive), reader)
    beginning = number.beginning
    numbered = [each for each in net.numbers(archive, beginning) if each.reference.startswith(beginning)]
    found = _gathered(numbered, net.first_citations(archive, reader, beginning=beginning))
    citing = {each.source for each in net.lacking(archive, reader, beginning=beginning)}
    return _credible(archive, found, misdated(archive, citing), reader)


def _gathered(held: Iterable[net.Numbered], lacking: Iterable[tuple[str, int]]) -> list[Tally]:
    """Numbers by post, year and kind."""
    found = _Places()
    for key, reference, kind, sent in held:
        tally, serial = found.place(reference, sent[:4] if sent else None, AIRGRAMS if kind == AIRGRAM else TELEGRAMS)
        if tally is not None and serial:
            known = tally.held.get(serial)
            tally.held[serial] = key if known is None or key < known else known
            tally.sent.append((serial, sent))
    for target, day in lacking:
        tally, serial = found.place(target, _year(day), TELEGRAMS)
        if tally is not None and serial:
            tally.cited[serial] = day
    return list(found.tallies.values())


class _Places(dict[tuple[str, str | None, str], Tally | None]):
    """A number's beginning, the year of who bears or cites it, and the kind → its tally; None where it is no number.

    A million numbers come here one by one: what is the same of many is read once.
    """

    def __init__(self) -> None:
        super().__init__()
        self.tallies: dict[tuple[int, str, str], Tally] = {}
        """By year, post and kind: several beginnings may come to the same."""

    def place(self, reference: str, year: str | None, kind: str) -> tuple[Tally | None, int]:
        """Where a number belongs, and its serial, 0 where it has none."""
        beginning = reference.rstrip(_DIGITS)
        digits = reference[len(beginning) :]
        return self[beginning, year, kind], int(digits) if 0 < len(digits) < _SHORT else serial_of(digits)

    def __missing__(self, at: tuple[str, str | None, str]) -> Tally | None:
        beginning, year, kind = at
        number = number_of(f"{beginning}1", int(year) if year else None)
        tally = None
        if number is not None:
            where = number.year, number.origin, kind
            tally = self.tallies.get(where) or self.tallies.setdefault(where, Tally(number, kind))
        self[at] = tally
        return tally


@lru_cache(65_536)
def _year(day: int) -> str | None:
    """Of a day (`date.toordinal`), as the record writes it; None for 0."""
    return f"{dt.date.fromordinal(day).year:04d}" if day else None


def _credible(archive: Archive, found: list[Tally], doubted: Mapping[str, str], reader: Reader) -> list[Tally]:
    """Without cited numbers that the post can hardly have given out, or not by the days on which they are cited."""
    also = {each.target for each in net.citations_of(archive, doubted, reader)} if doubted else set()
    suspects: dict[str, tuple[Tally, int]] = {}
    for tally in found:
        number = Number(tally.year, tally.origin, max(tally.cited, default=0))
        if tally.cited and implausible(archive, number):
            tally.cited = {
                serial: first
                for serial, first in tally.cited.items()
                if not implausible(archive, number._replace(serial=serial))
            }
        unlikely = tally.numbering.unlikely(tally.cited)
        named = (serial for serial in tally.cited if f"{tally.beginning}{serial}" in also) if also else ()
        suspects.update({f"{tally.beginning}{serial}": (tally, serial) for serial in (*unlikely, *named)})
    # A later citation may be believed where the first is not: all of them are asked where there is a doubt at all.
    citations = net.citations_to(archive, suspects, reader) if suspects else []
    for target, group in groupby(sorted(citations, key=_target), key=_target):
        tally, serial = suspects[target]
        own = tally.numbering
        if in_short(archive, target, group, lambda _, own=own: own, doubted) is None:  # type: ignore[misc]
            del tally.cited[serial]
    return found


def _target(citation: net.Citation) -> str:
    return citation.target or ""
