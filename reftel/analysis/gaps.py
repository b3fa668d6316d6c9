"""Gaps in the numbering: of each post and year the numbers held, the runs that are missing, the likely total.

Airgrams and series such as SECTO have numbers of their own and are kept apart. The likely total is what the post's pace
comes to on 31 December, and never less than the highest number that is held or credibly cited.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import pairwise

import msgspec

from reftel import vocabulary
from reftel.analysis.missing import known_losses, post_meant
from reftel.analysis.numbering import ANEW
from reftel.analysis.posts import Number
from reftel.analysis.tallies import TELEGRAMS, Tally, tallies
from reftel.archive import EVERYTHING, Archive, Reader
from reftel.archive.keeping import kept
from reftel.archive.selected import keys_chosen
from reftel.model import Struct


class Gap(Struct, frozen=True):
    """The numbering of one post in one year, as far as the archive tells it."""

    origin: str
    name: str
    """``Embassy La Paz``; the code where no table knows it."""
    year: int
    series: str
    """``telegrams``, ``airgrams``, or what the series is called: ``Secto``."""
    held: int
    """Numbers held."""
    first: int | None
    """The lowest and the highest number held."""
    last: int | None
    cited: int
    """Numbers that are cited and not held."""
    highest: int
    """The highest number known to have been given out: held, or credibly cited."""
    absent: int
    """Numbers from 1 to `highest` that are not held."""
    runs: int
    """Stretches in which they lie."""
    likely: int | None
    """How many numbers were probably given out in the year; None where the numbers tell no pace."""
    rule: str
    """How that was told, in words."""
    losses: tuple[vocabulary.Loss, ...] = ()
    """Known losses of the year."""
    printed: int = 0
    """Of the numbers held, those that only printed volumes hold, whose editors chose what to print."""

    @property
    def share(self) -> float | None:
        """How much of the likely total is held."""
        return self.held / self.likely if self.likely else None


class Run(Struct, frozen=True):
    """Numbers that follow each other, none of which is held."""

    first: int
    last: int
    cited: tuple[int, ...]
    """Which of them are cited."""
    earliest: dt.date | None
    """When the first and the last of them were probably sent."""
    latest: dt.date | None
    losses: tuple[vocabulary.Loss, ...] = ()
    """Known losses in those days."""

    @property
    def count(self) -> int:
        """How many numbers."""
        return self.last - self.first + 1


class Cell(Struct, frozen=True):
    """A stretch of the strip."""

    first: int
    last: int
    held: int
    cited: int
    """Numbers of it that are cited and not held."""


class Detail(Struct, frozen=True):
    """One post and year in full."""

    gap: Gap
    runs: tuple[Run, ...]
    held: tuple[tuple[int, str], ...]
    """Number and key of each cable held."""
    strip: tuple[Cell, ...]
    printed: tuple[int, ...] = ()
    """Of the numbers held, those that only printed volumes hold."""


def gaps(
    archive: Archive, *, reader: Reader = EVERYTHING, origin: str | None = None, year: int | None = None
) -> tuple[Gap, ...]:
    """Every post, year and series of which a number is held or cited, by year, post and series; kept until a change.

    Of one post and year nothing but its own numbers is gone through.
    """
    code = post_meant(origin) if origin else None
    if code and year is not None:
        found = kept(archive, ("gaps", reader, code, year), lambda: tuple(_all(archive, reader, Number(year, code, 0))))
    else:
        found = kept(archive, ("gaps", reader), lambda: tuple(_all(archive, reader)))
    return tuple(each for each in found if code in (None, each.origin) and year in (None, each.year))


def detail(
    archive: Archive,
    origin: str,
    year: int,
    *,
    reader: Reader = EVERYTHING,
    series: str | None = None,
    cells: int = 120,
) -> Detail | None:
    """One post and year with its runs and its strip of so many cells; None where none of its numbers is held or cited.

    `series`: ``airgrams`` for those; its telegrams, or a series' own, otherwise.
    """
    code = post_meant(origin)
    found = tallies(archive, reader, Number(year, code, 0))
    printed = keys_chosen(archive)
    for each in found:
        gap = _gap(each, printed) if (each.origin, each.year) == (code, year) else None
        if gap is not None and series in (None, gap.series):
            runs = tuple(_run(first, last, each) for first, last in _runs(each.held, gap.highest))
            numbers = tuple(sorted(each.held.items()))
            alone = tuple(serial for serial, key in numbers if key in printed)
            return Detail(gap, runs, numbers, strip(each.held, each.cited, gap, cells), alone)
    return None


def within(found: Detail, first: int, last: int) -> Detail:
    """The same with only those runs and numbers that lie from ``first`` to ``last``, runs cut off there."""
    runs = (
        msgspec.structs.replace(
            each,
            first=max(each.first, first),
            last=min(each.last, last),
            cited=tuple(serial for serial in each.cited if first <= serial <= last),
        )
        for each in found.runs
        if each.first <= last and first <= each.last
    )
    return msgspec.structs.replace(
        found,
        runs=tuple(runs),
        held=tuple(each for each in found.held if first <= each[0] <= last),
        printed=tuple(each for each in found.printed if first <= each <= last),
    )


def strip(held: Iterable[int], cited: Iterable[int], gap: Gap, cells: int) -> tuple[Cell, ...]:
    """The numbers from 1 to the likely total, cut into equal stretches."""
    total = max(gap.likely or 0, gap.highest, 1)
    cells = min(cells, total)
    bounds = [total * at // cells for at in range(cells + 1)]
    counts = [[0, 0] for _ in range(cells)]
    for place, numbers in enumerate((held, cited)):
        for number in numbers:
            if 1 <= number <= total:
                counts[_cell(number, total, cells, bounds)][place] += 1
    return tuple(
        Cell(low + 1, high, have, want) for (low, high), (have, want) in zip(pairwise(bounds), counts, strict=True)
    )


def _cell(number: int, total: int, cells: int, bounds: list[int]) -> int:
    at = min((number - 1) * cells // total, cells - 1)
    while number > bounds[at + 1]:
        at += 1
    while number <= bounds[at]:
        at -= 1
    return at


def _all(archive: Archive, reader: Reader, number: Number | None = None) -> Iterator[Gap]:
    printed = keys_chosen(archive)
    for each in sorted(tallies(archive, reader, number), key=lambda each: (each.year, each.origin, each.kind)):
        gap = _gap(each, printed)
        if gap is not None:
            yield gap


def _gap(tally: Tally, printed: frozenset[str]) -> Gap | None:
    """None where nothing is held and what is cited is not credible."""
    if not tally.held and not tally.cited:
        return None
    origin, year = tally.origin, tally.year
    last = max(tally.held, default=None)
    highest = max(last or 0, max(tally.cited, default=0))
    total = tally.numbering.total(highest) if tally.kind == TELEGRAMS else None
    post = vocabulary.post(origin)
    return Gap(
        origin=origin,
        name=(post.name if post else None) or origin,
        year=year,
        series=_series(tally),
        held=len(tally.held),
        first=min(tally.held, default=None),
        last=last,
        cited=len(tally.cited),
        highest=highest,
        absent=highest - len(tally.held),
        runs=sum(1 for _ in _runs(tally.held, highest)),
        likely=total[0] if total else None,
        rule=total[1] if total else tally.numbering.why if tally.numbering.why == ANEW else "its numbers tell no pace",
        losses=known_losses(dt.date(year, 1, 1), dt.date(year, 12, 31)),
        printed=sum(key in printed for key in tally.held.values()) if printed else 0,
    )


def _series(tally: Tally) -> str:
    known = vocabulary.series(tally.origin)
    return known.name if known and tally.kind == TELEGRAMS else tally.kind


def _runs(held: Iterable[int], highest: int) -> Iterator[tuple[int, int]]:
    """Stretches of numbers from 1 to the highest of which none is held."""
    edges = [0, *sorted(held), highest + 1]
    return ((before + 1, after - 1) for before, after in pairwise(edges) if after - before > 1)


def _run(first: int, last: int, tally: Tally) -> Run:
    cited = tuple(sorted(each for each in tally.cited if first <= each <= last))
    if tally.kind != TELEGRAMS:
        return Run(first, last, cited, None, None)
    days = [tally.numbering.estimate(each).best for each in (first, last)]
    known = known_losses(days[0], days[1]) if days[0] and days[1] else ()
    return Run(first, last, cited, days[0], days[1], known)
