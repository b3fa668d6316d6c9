"""How many cables a post is expected to send on a day, and which days stand out.

Expected on a day is the mean of the middle half of the counts of the same weekday in the six weeks before and after
it: weekday and season are then the same, and a crisis or a lost month in that time does not move it. How far counts
stray by chance is taken from the post itself: the median distance from what was expected, in square roots of it (as
counts of independent events stray by one such root), but one at least.

A **burst** is a day with four such strays more than expected. **Silence** is a run of days without any cable in which
so many were expected that chance leaves it empty once in 150 times or less.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import median

from reftel.model import Struct

WEEKS = 6
"""Weeks before and after a day that its expectation is taken from."""
_ENOUGH = 4
"""Days of the same weekday that it takes to expect anything."""
_BURST = 4.0
"""Strays above what was expected."""
_BURST_AT_LEAST = 4
"""Cables: of a post that sends one a week, three on a day are no burst."""
_SILENT = 5.0
"""Cables expected in the silence, in strays: exp(-5) is 1 in 148."""
_TO_DEVIATION = 1.4826
"""From the median distance to the standard deviation, as of a normal distribution."""


class Day(Struct, frozen=True):
    """A day of a post."""

    day: dt.date
    count: int
    expected: float | None
    """None at the ends of a short series, where nothing can be expected."""


class Silence(Struct, frozen=True):
    """Days without a cable on which some were expected."""

    first: dt.date
    last: dt.date
    expected: float
    """Cables in all."""


class Series(Struct, frozen=True):
    """Every day between the first and the last cable of a post."""

    days: tuple[Day, ...]
    stray: float
    """By how much counts stray, in square roots of what is expected; 1 is chance alone."""
    bursts: tuple[Day, ...]
    silences: tuple[Silence, ...]


def series(
    counts: Mapping[dt.date, int],
    first: dt.date | None = None,
    last: dt.date | None = None,
    within: tuple[dt.date, dt.date] | None = None,
) -> Series:
    """What was sent against what was to be expected, day by day; only `first` to `last` is told, all is looked at.

    `within`: the days from and to which the post sent anything, where `counts` are of a part of that, as of one of its
    TAGS: that nothing of it was sent in the weeks around is expected of a day, too.
    """
    if not counts:
        return Series((), 1.0, (), ())
    begin, end = min(counts), max(counts)
    if within is not None:
        around = dt.timedelta(weeks=WEEKS)
        begin, end = min(begin, max(within[0], begin - around)), max(end, min(within[1], end + around))
    every = [counts.get(begin + dt.timedelta(days=at), 0) for at in range((end - begin).days + 1)]
    expected = [_expected(every, at) for at in range(len(every))]
    stray = _stray(every, expected)
    days = tuple(
        Day(begin + dt.timedelta(days=at), count, None if (e := expected[at]) is None else round(e, 2))
        for at, count in enumerate(every)
    )
    told = tuple(each for each in days if (not first or each.day >= first) and (not last or each.day <= last))
    return Series(
        told,
        round(stray, 2),
        tuple(each for each in told if _is_burst(each, stray)),
        tuple(_within(_silences(days, stray), told)),
    )


def _expected(every: Sequence[int], at: int) -> float | None:
    """The mean of the middle half of the same weekdays around, this day left out."""
    begin = at - 7 * min(WEEKS, at // 7)
    around = [*every[begin:at:7], *every[at + 7 : at + 7 * WEEKS + 1 : 7]]
    if len(around) < _ENOUGH:
        return None
    around.sort()
    cut = len(around) // 4
    middle = around[cut : len(around) - cut]
    return sum(middle) / len(middle)


def _stray(every: Sequence[int], expected: Sequence[float | None]) -> float:
    apart = [abs(count - e) / math.sqrt(max(e, 1.0)) for count, e in zip(every, expected, strict=True) if e]
    return max(1.0, _TO_DEVIATION * median(apart)) if apart else 1.0


def _is_burst(day: Day, stray: float) -> bool:
    if day.expected is None or day.count < _BURST_AT_LEAST:
        return False
    return day.count >= day.expected + _BURST * stray * math.sqrt(max(day.expected, 1.0))


def _within(silences: Iterable[Silence], told: Sequence[Day]) -> Iterator[Silence]:
    """As much of each as lies in the days that are told: whether it is one is told by all of it."""
    for each in silences:
        part = [day for day in told if each.first <= day.day <= each.last]
        if part:
            total = sum(day.expected or 0 for day in part)
            yield Silence(part[0].day, part[-1].day, round(total, 1))


def _silences(days: Sequence[Day], stray: float) -> list[Silence]:
    found: list[Silence] = []
    run: list[Day] = []
    for each in (*days, None):
        if each is not None and not each.count:
            run.append(each)
            continue
        # A weekend at either end, on which nothing is ever sent, is no silence.
        while run and not (run[0].expected or 0) > 0:
            run.pop(0)
        while run and not (run[-1].expected or 0) > 0:
            run.pop()
        total = sum(day.expected or 0 for day in run)
        if run and total >= _SILENT * stray:
            found.append(Silence(run[0].day, run[-1].day, round(total, 1)))
        run = []
    return found
