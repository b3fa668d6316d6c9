"""On which roll of film a telegram stands, as far as those that are held tell it.

From July 1973 on the Department filmed telegrams of all posts together, in the order in which they came in, and
numbered the rolls through the year: D740219 holds some of 9 August 1974, whoever sent them.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left

from reftel import vocabulary
from reftel.analysis.posts import Number
from reftel.archive import EVERYTHING, Archive, Reader, releases
from reftel.archive.keeping import kept

_ROLL = 7
"""Characters of a film number that name the roll: ``D740123`` of ``D740123-0456``."""
_SERIES = 3
"""Characters of it that name the series and the year: ``D74``."""
_ROLLS_A_DAY = 3
"""At most: some 370 rolls were filmed in 1974, and 600 in 1979."""
_LATE = 2
"""Rolls by which a telegram is often filmed later than its neighbours."""
_WIDE = 14
"""Days: of a date that is known less exactly, no roll is told; nor by neighbours that are further apart."""
_DAY = dt.timedelta(days=1)


def rolls(
    archive: Archive, number: Number | None, days: tuple[dt.date, dt.date, dt.date], reader: Reader
) -> tuple[str, ...]:
    """The likeliest rolls of a telegram that was sent within some days (the first, the likeliest, the last).

    Best tell the telegrams of its post that are held with the numbers next to its own, else whatever was sent next
    before and after it. A reader who may not see those film numbers is told none, rather than others.
    """

    def told_to(who: Reader) -> tuple[str, ...]:
        return (_by_number(archive, number, who) if number else ()) or _by_days(archive, days, who)

    found = told_to(EVERYTHING)
    return found if reader == EVERYTHING or found == told_to(reader) else ()


def _by_number(archive: Archive, number: Number, reader: Reader) -> tuple[str, ...]:
    """The rolls around those of the next lower and the next higher number of the post; none where they tell nothing."""
    beginning = number.beginning
    numbered = kept(
        archive,
        ("films", beginning, reader),
        lambda: [
            each
            for each in releases.films_numbered(archive, beginning, reader)
            if each[1].film[1:_SERIES] == beginning[: _SERIES - 1]
        ],
    )
    place = bisect_left(numbered, number.serial, key=lambda each: each[0])
    if not 0 < place < len(numbered):
        return ()
    (below, before), (above, after) = numbered[place - 1], numbered[place]
    if not _in_order(before, after) or abs(after.sent - before.sent) > _WIDE * _DAY:
        return ()
    low, high = _roll(before), _roll(after)
    at = low + (high - low) * (number.serial - below) / max(above - below, 1)
    return _likeliest(before.film[:_SERIES], range(low - 1, high + _LATE + 1), at)


def _by_days(archive: Archive, days: tuple[dt.date, dt.date, dt.date], reader: Reader) -> tuple[str, ...]:
    """The rolls between those of what was sent next before and after it; none where they tell nothing."""
    first, best, last = days
    before, after = releases.films(archive, best, reader)
    if before is None or after is None or (last - first).days > _WIDE or not _in_order(before, after):
        return ()
    low, high = _roll(before), _roll(after)
    apart = max((after.sent - before.sent) / _DAY, 0.5)

    def at(day: dt.date, hour: int = 0) -> float:
        moment = dt.datetime.combine(day, dt.time(hour), dt.UTC)
        return low + (high - low) * min(max((moment - before.sent) / _DAY / apart, 0.0), 1.0)

    span = range(int(at(first)) - 1, int(at(last + _DAY)) + _LATE + 1)
    return _likeliest(before.film[:_SERIES], span, at(best, 12))


def _in_order(before: releases.Filmed, after: releases.Filmed) -> bool:
    """Whether two telegrams stand on film as they were sent: one that was filmed weeks late tells nothing."""
    apart = max(abs(after.sent - before.sent) / _DAY, 0.5)
    alike = before.film[:_SERIES] == after.film[:_SERIES]
    return alike and 0 <= _roll(after) - _roll(before) <= 1 + _ROLLS_A_DAY * apart


def _roll(filmed: releases.Filmed) -> int:
    return int(filmed.film[_SERIES:_ROLL])


def _likeliest(series: str, span: range, at: float) -> tuple[str, ...]:
    """Of these rolls those nearest to `at`, as many as every office takes in a request."""
    most = min(office.rolls for office in vocabulary.offices().values() if office.rolls)
    first = min(max(round(at) - most // 2, span.start), max(span.stop - most, span.start))
    return tuple(f"{series}{roll:04d}" for roll in span if first <= roll < first + most and roll > 0)


def roll_of(film: str) -> str:
    """``D740219-0119`` → ``D740219``."""
    return film[:_ROLL]
