"""What is held and what is cited of the numbers of a post, year by year and series by series.

A cited number counts where `missing` lists it: both believe the same citations.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import groupby

from reftel.analysis.misdated import misdated
from reftel.analysis.missing import in_short
from reftel.analysis.numbering import Numbering
from reftel.analysis.posts import (
    AIRGRAM,
    Number,
    cited_on,
    day_of,
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


_Place = tuple[str, str | None, str]
"""What numbers of one post, year and series share, and the year of the day by which their century is told."""


class Tally:
    """The numbers of one series in one year."""

    def __init__(self, number: Number, kind: str) -> None:
        self.origin, self.year, self.kind = number.origin, number.year, kind
        self.beginning = number.beginning
        self.held: dict[int, str] = {}
        """Number → the key of its cable."""
        self.cited: dict[int, str | None] = {}
        """Number that is not held → the moment at which it was first cited, as the record has it."""
        self._sent: list[tuple[int, str]] = []

    def take(self, held: Sequence[tuple[str, str, str | None]], cited: Sequence[tuple[str, str | None]]) -> None:
        """Numbers as digits: those held with key and moment, those cited with the moment of the first citation."""
        for digits, key, sent in held:
            serial = serial_of(digits)
            if serial:
                self.held[serial] = min(key, self.held.get(serial, key))
                if sent is not None:
                    self._sent.append((serial, sent))
        if all(0 < len(digits) < _SHORT for digits, _ in cited):
            self.cited.update({serial: first for digits, first in cited if (serial := int(digits))})
        else:
            self.cited.update({serial: first for digits, first in cited if (serial := serial_of(digits))})

    @cached_property
    def numbering(self) -> Numbering:
        """When its numbers were given out."""
        points = sent_on(self._sent, self.year)
        cited = () if points else cited_on(self.cited.items())
        return made_of(Number(self.year, self.origin, 0), points, cited)


def tallies(archive: Archive, reader: Reader = EVERYTHING, number: Number | None = None) -> list[Tally]:
    """All of them; of one post and year with `number`, and what begins like it."""
    if number is None:
        held, lacking = net.held_and_cited(archive, reader)
        found = _gathered(held, lacking)
    else:
        beginning = number.beginning
        numbered = [each for each in net.numbers(archive, beginning) if each.reference.startswith(beginning)]
        found = _gathered(numbered, net.first_citations(archive, reader, beginning=beginning))
    return _credible(archive, found, misdated(archive), reader)


def _gathered(held: Iterable[net.Numbered], lacking: Iterable[tuple[str, str | None]]) -> list[Tally]:
    """Numbers by post, year and kind."""
    # A million rows go through here: they are put together as they are, and what is the same of many is read once.
    of_held: dict[_Place, list[tuple[str, str, str | None]]] = {}
    for key, reference, kind, sent in held:
        beginning = reference.rstrip(_DIGITS)
        place = beginning, sent[:4] if sent else None, AIRGRAMS if kind == AIRGRAM else TELEGRAMS
        row = reference[len(beginning) :], key, sent
        if place in of_held:
            of_held[place].append(row)
        else:
            of_held[place] = [row]
    of_cited: dict[_Place, list[tuple[str, str | None]]] = {}
    for target, first in lacking:
        beginning = target.rstrip(_DIGITS)
        place = beginning, first[:4] if first else None, TELEGRAMS
        cited = target[len(beginning) :], first
        if place in of_cited:
            of_cited[place].append(cited)
        else:
            of_cited[place] = [cited]
    groups: dict[tuple[int, str, str], Tally] = {}
    for place in (*of_held, *(each for each in of_cited if each not in of_held)):
        beginning, year, kind = place
        number = number_of(f"{beginning}1", int(year) if year else None)
        if number is not None:
            where = number.year, number.origin, kind
            tally = groups.get(where) or groups.setdefault(where, Tally(number, kind))
            tally.take(of_held.get(place, ()), of_cited.get(place, ()))
    return list(groups.values())


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
        unlikely = tally.numbering.unlikely(
            (serial, day) for serial, first in tally.cited.items() if (day := _ordinal(first))
        )
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


def _ordinal(first: str | None) -> int | None:
    day = day_of(first)
    return day.toordinal() if day else None
