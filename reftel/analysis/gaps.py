"""Gaps in the numbering: of each post and year the numbers held, the runs that are missing, the likely total.

Airgrams and series such as SECTO have numbers of their own and are kept apart. The likely total is what the post's pace
comes to on 31 December, and never less than the highest number that is held or credibly cited.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import pairwise

from reftel import vocabulary
from reftel.analysis.missing import known_losses, post_meant
from reftel.analysis.numbering import Dated, Numbering
from reftel.analysis.posts import day_of, largest_of, number_of
from reftel.archive import EVERYTHING, Archive, Reader, net
from reftel.archive.keeping import kept
from reftel.archive.selected import keys_chosen
from reftel.model import Struct

TELEGRAMS, AIRGRAMS = "telegrams", "airgrams"
_DIGITS = "0123456789"
_MOST_DIGITS = 8
_LONGEST = 1_000_000
"""No post numbers beyond this: a longer number is misread."""


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


class _Numbers:
    """What is held and cited of one series in one year."""

    def __init__(self, origin: str, year: int, kind: str) -> None:
        self.origin, self.year, self.kind = origin, year, kind
        self.held: dict[int, str] = {}
        self.dates: dict[int, dt.date] = {}
        self.cited: dict[int, dt.date | None] = {}
        """Number → the day on which it was first cited."""


def gaps(
    archive: Archive, *, reader: Reader = EVERYTHING, origin: str | None = None, year: int | None = None
) -> tuple[Gap, ...]:
    """Every post, year and series of which a number is held or cited, by year, post and series; kept until a change."""
    found = kept(archive, ("gaps", reader), lambda: tuple(_all(archive, reader)))
    code = post_meant(origin) if origin else None
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
    beginning = f"{year % 100:02d}{code}"
    held = (each for each in net.numbers(archive, beginning) if each.reference.startswith(beginning))
    printed = keys_chosen(archive)
    for each in _gathered(held, net.first_citations(archive, reader, beginning=beginning)):
        own = _numbering(each)
        gap = _gap(each, own, printed) if (each.origin, each.year) == (code, year) else None
        if gap is not None and series in (None, gap.series):
            runs = tuple(_run(first, last, each, own) for first, last in _runs(each, gap.highest))
            return Detail(gap, runs, tuple(sorted(each.held.items())), strip(each.held, each.cited, gap, cells))
    return None


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


def _all(archive: Archive, reader: Reader) -> Iterator[Gap]:
    found = _gathered(net.numbers(archive), net.first_citations(archive, reader))
    printed = keys_chosen(archive)
    for each in sorted(found, key=lambda each: (each.year, each.origin, each.kind)):
        gap = _gap(each, _numbering(each), printed)
        if gap is not None:
            yield gap


def _gathered(held: Iterable[net.Numbered], lacking: Iterable[tuple[str, str | None]]) -> Iterator[_Numbers]:
    """Numbers by post, year and kind."""
    # A million rows go through here: what is the same of many is looked up once.
    groups: dict[tuple[int, str, str], _Numbers] = {}
    places: dict[tuple[str, str | None, str], _Numbers | None] = {}

    def place(beginning: str, year: str | None, kind: str) -> _Numbers | None:
        number = number_of(f"{beginning}1", int(year) if year else None)
        if number is None:
            return None
        return groups.setdefault((number.year, number.origin, kind), _Numbers(number.origin, number.year, kind))

    for key, reference, kind, sent in held:
        at = _cut(reference, sent, AIRGRAMS if kind == "airgram" else TELEGRAMS)
        if at not in places:
            places[at] = place(*at)
        group = places[at]
        serial = _serial(reference[len(at[0]) :])
        if group is not None and serial:
            group.held.setdefault(serial, key)
            if (day := day_of(sent)) and day.year == group.year:
                group.dates[serial] = day
    for target, first in lacking:
        at = _cut(target, first, TELEGRAMS)
        if at not in places:
            places[at] = place(*at)
        group = places[at]
        serial = _serial(target[len(at[0]) :])
        if group is not None and serial:
            group.cited[serial] = day_of(first)
    yield from groups.values()


def _cut(number: str, sent: str | None, kind: str) -> tuple[str, str | None, str]:
    """What numbers of one post, year and series share, and the year of the day by which their century is told."""
    return number.rstrip(_DIGITS), sent[:4] if sent else None, kind


def _serial(digits: str) -> int:
    """0 where it is none, or longer than any post's."""
    serial = int(digits) if 0 < len(digits) < _MOST_DIGITS else 0
    return serial if serial < _LONGEST else 0


def _numbering(numbers: _Numbers) -> Numbering:
    known = vocabulary.series(numbers.origin)
    return Numbering(
        numbers.year,
        [Dated(serial, day.toordinal() + 0.5) for serial, day in numbers.dates.items()],
        [Dated(serial, float(day.toordinal())) for serial, day in numbers.cited.items() if day],
        name=numbers.origin,
        in_order=known is None or known.by_year,
    )


def _gap(numbers: _Numbers, own: Numbering, printed: frozenset[str]) -> Gap | None:
    """None where nothing is held and what is cited is not credible."""
    origin, year = numbers.origin, numbers.year
    for serial in _incredible(numbers, own):
        del numbers.cited[serial]
    if not numbers.held and not numbers.cited:
        return None
    last = max(numbers.held, default=None)
    highest = max(*numbers.held, *numbers.cited, 0)
    total = own.total(highest) if numbers.kind == TELEGRAMS else None
    post = vocabulary.post(origin)
    return Gap(
        origin=origin,
        name=(post.name if post else None) or origin,
        year=year,
        series=_series(numbers),
        held=len(numbers.held),
        first=min(numbers.held, default=None),
        last=last,
        cited=len(numbers.cited),
        highest=highest,
        absent=highest - len(numbers.held),
        runs=sum(1 for _ in _runs(numbers, highest)),
        likely=total[0] if total else None,
        rule=total[1] if total else "its numbers tell no pace",
        losses=known_losses(dt.date(year, 1, 1), dt.date(year, 12, 31)),
        printed=sum(key in printed for key in numbers.held.values()) if printed else 0,
    )


def _incredible(numbers: _Numbers, own: Numbering) -> list[int]:
    """Cited numbers that the post can hardly have given out, or not by the day on which they are cited."""
    largest = largest_of(numbers.origin) or 0
    contradicts = own.contradicts
    return [serial for serial, day in numbers.cited.items() if serial > largest or (day and contradicts(serial, day))]


def _series(numbers: _Numbers) -> str:
    known = vocabulary.series(numbers.origin)
    return known.name if known and numbers.kind == TELEGRAMS else numbers.kind


def _runs(numbers: _Numbers, highest: int) -> Iterator[tuple[int, int]]:
    """Stretches of numbers from 1 to the highest of which none is held."""
    edges = [0, *sorted(numbers.held), highest + 1]
    for before, after in pairwise(edges):
        if after - before > 1:
            yield before + 1, after - 1


def _run(first: int, last: int, numbers: _Numbers, own: Numbering) -> Run:
    cited = tuple(sorted(each for each in numbers.cited if first <= each <= last))
    if numbers.kind != TELEGRAMS:
        return Run(first, last, cited, None, None)
    days = [own.estimate(each).best for each in (first, last)]
    known = known_losses(days[0], days[1]) if days[0] and days[1] else ()
    return Run(first, last, cited, days[0], days[1], known)
