"""When a number of a post was given out: serials run in order within post and year, so dated neighbours bracket it.

A date is never stated more exactly than it is known. It is written as EDTF, the archivists' notation for uncertain
dates (Library of Congress; ISO 8601-2): ``1974-08-14~`` about that day, ``1974-08-10/1974-08-16`` within these days.
"""

from __future__ import annotations

import datetime as dt
import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from statistics import quantiles

from reftel.model import Struct
from reftel.telegram.identity import JULY_COUNTS

SLACK = 2.0
"""Days by which numbers and dates of neighbours may disagree: a number is given out before the telegram goes."""
_AT_LEAST_IN_ORDER = 0.6
"""Share of a post's dated numbers that must rise with the date, or its numbers tell nothing."""
_PLAINLY_IN_ORDER = 0.95
"""The same where numbers may have begun anew in July: of two counts, the longer one alone rises."""
NOT_IN_ORDER = "its numbers do not run in order of date here"
ANEW = "in these years numbers began anew each July: two telegrams of one year may bear the same"
_JULY = 7
_FEW = 4
"""With fewer dated numbers than this, order can't be judged, and is believed."""
_SPREAD = 1.3
"""Days by which a number strays from the straight line, for each square root of a day that the neighbours are apart
(times √(f(1-f)), as for a path tied at both ends); chosen so that nine of ten hidden numbers lie within."""
_ENOUGH_STRAYS = 6
"""Dated numbers between others from which a post's own spread is told; with fewer, ``_SPREAD`` holds."""
_WIDEST = 6.0
_AHEAD = 0.25
"""Beyond the last dated number the line is believed less: by this share of the days it is drawn out."""
_ENOUGH_CITED = 5
"""Citations from which a post's pace is told where none of its own telegrams is held."""
_PACE_QUANTILE = 8
"""Of ten: the pace below which eight of ten citations lie. Most telegrams are cited late; nearly the fastest tells."""
_FASTEST = 1.3
"""Times that pace: no number is believed to have come sooner."""
_ABOUT = 1
"""Days on either side that ``~`` may stand for."""
_FAR_OFF = 2.0
"""Times the spread by which a citation may come before the likeliest day of the number that it cites."""
_TOO_EARLY = 4.0
"""Days by which a citation may come before the number, by its neighbours, was given out: drafts name each other."""
_ROOM_DAYS = 3
"""Days of numbers that a post may be ahead of its pace in the first days of a year."""
_ENOUGH_DAYS = 14
"""Days into the year from which a pace tells the year's total."""
_WEEK = 7
_PRIOR = (1.0, 1.0, 1.0, 1.0, 1.0, 0.3, 0.2)
"""Telegrams of a day against those of a working day, Monday first, before a post's own are counted."""
_PRIOR_WEIGHT = 20


class Estimate(Struct, frozen=True):
    """When a telegram that is not held was probably sent."""

    edtf: str
    """``1974-08-14~``, ``1974-08-10/1974-08-16``, ``1974``."""
    earliest: dt.date
    latest: dt.date
    best: dt.date | None
    """The likeliest day; None where nothing makes one likelier than another."""
    rule: str
    """What it rests on, in words: ``between 74LAPAZ5093 (9 August) and …``."""


class Dated(Struct, frozen=True, order=True):
    """A number of the post and the moment of its telegram, in days since the year 1 (as ``date.toordinal``)."""

    serial: int
    at: float


class Numbering:
    """The numbers of one post in one year: what is known of when each was given out."""

    def __init__(
        self, year: int, held: Iterable[Dated], cited: Iterable[Dated] = (), *, name: str = "", in_order: bool = True
    ) -> None:
        """``held`` are dated telegrams of the series; ``cited`` its numbers with the day on which another cites them.

        ``in_order=False`` says that the series is known not to run through the year.
        """
        self.year, self.name = year, name
        points = sorted(held)
        self._points = points
        self.chain = rising(points)
        self.runs_in_order = in_order and (len(points) < _FEW or len(self.chain) >= _AT_LEAST_IN_ORDER * len(points))
        self.why = NOT_IN_ORDER
        if year in JULY_COUNTS and not self._runs_through_july():
            self.runs_in_order, self.why = False, ANEW
        self._serials = [each.serial for each in self.chain]
        self._moments = [each.at for each in self.chain]
        self._begin = float(dt.date(year, 1, 1).toordinal())
        self._end = float(dt.date(year, 12, 31).toordinal())
        self._paces = sorted(
            each.serial / (each.at - self._begin + 1) for each in cited if self._begin <= each.at <= self._end
        )

    def _runs_through_july(self) -> bool:
        """Whether the dated numbers of both halves of the year are plainly of one count."""
        july = dt.date(self.year, _JULY, 1).toordinal()
        of_second = sum(each.at >= july for each in self._points)
        enough = min(of_second, len(self._points) - of_second) >= _FEW
        return enough and len(self.chain) >= _PLAINLY_IN_ORDER * len(self._points)

    @cached_property
    def _clock(self) -> Workdays:
        return Workdays(self._points)

    @cached_property
    def _spread(self) -> float:
        """Told when it is first needed: most citations are judged without it."""
        return self._strays()

    def estimate(self, serial: int, cited: Sequence[dt.date] = ()) -> Estimate:
        """The likely date of number ``serial``, which telegrams of the days ``cited`` cite."""
        bound = min((day.toordinal() for day in cited), default=None)
        until = min(self._end, bound) if bound is not None else self._end
        if bound is not None and bound < self._begin:
            until = self._end  # cited before its own year: one of the two is misread
            bound = None
        if not self.runs_in_order:
            return self._stated(self._begin, until, None, _cited_words(bound, self.why))
        if not self.chain:
            return self._by_citations(serial, until, bound)
        place = bisect_left(self._serials, serial)
        lower = self.chain[place - 1] if place else Dated(0, self._begin)
        if place == len(self.chain):
            return self._beyond(serial, lower, until, bound)
        upper = self.chain[place]
        best, within = self._clock.between(lower, upper, serial)
        spread = self._spread * within + 0.5
        earliest = max(lower.at - SLACK * (place > 0), best - spread)
        latest = min(upper.at + SLACK, best + spread)
        words = f"between {self._number(lower, place > 0)} and {self._number(upper)}"
        if int(latest) > int(upper.at) or (place and int(earliest) < int(lower.at)):
            words += f", give or take {SLACK:.0f} days"
        return self._stated(earliest, latest, best, words, bound)

    def total(self, highest: int) -> tuple[int, str] | None:
        """How many numbers were probably given out in the year, and how that is told; None where nothing tells it.

        The last dated number's pace goes on to 31 December; ``highest`` is known to have been given out.
        """
        if not self.runs_in_order:
            return None
        if not self.chain:
            pace = self._pace()
            reached = round((pace or 0) * (self._end + 1 - self._begin))
            words = f"at about {pace or 0:.0f} a day, as {len(self._paces)} citations of its numbers tell"
            return (max(reached, highest), words) if pace else None
        last = self.chain[-1]
        days = last.at - self._begin
        if days < _ENOUGH_DAYS:
            return None
        reached = round(last.serial * (self._end + 1 - self._begin) / days)
        words = f"{last.serial / days:.1f} a day until {self._number(last)}"
        if reached >= highest:
            return reached, f"{words}, carried on to 31 December"
        return highest, f"{highest:,} is the highest that is cited; {words}"

    def unlikely(self, cited: Mapping[int, int]) -> list[int]:
        """Of numbers with the day of a citation (`date.toordinal`, or 0) those that it contradicts."""
        serials, moments, beyond = self._serials, self._moments, len(self._serials)
        found = []
        for serial, day in cited.items():
            if not day:
                continue
            # most lie between two dated numbers, of which the earlier had gone by then, and the later too
            place = bisect_right(serials, serial)
            if (
                self._begin <= day
                and place < beyond
                and moments[place] <= day + 1
                and (not place or moments[place - 1] <= day)
            ):
                continue
            if self.contradicts(serial, dt.date.fromordinal(day)):
                found.append(serial)
        return found

    def contradicts(self, serial: int, day: dt.date) -> str | None:
        """Why a telegram of ``day`` can hardly cite number ``serial``, in words; None where it can."""
        at = float(day.toordinal())
        if at < self._begin - SLACK:
            return f"cited before {self.year} began"
        if not self.runs_in_order:
            return None
        place = bisect_right(self._serials, serial)
        lower = self.chain[place - 1] if place else None
        if lower and lower.at - _TOO_EARLY > at + 1:
            return f"by {_day(at)} its numbers had not reached it: {self._number(lower)}"
        if place < len(self.chain):
            upper = self.chain[place]
            if upper.at <= at + 1:  # a later number had gone by then: so most citations end here
                return None
            best, within = self._clock.between(lower or Dated(0, self._begin), upper, serial)
            early = best - 0.5 * _FAR_OFF - _TOO_EARLY - (at + 1)
            # by the narrowest spread first: a post's own takes all its numbers to tell
            if early > _FAR_OFF * _SPREAD * within and early > _FAR_OFF * self._spread * within:
                return f"by {_day(at)} its numbers had hardly reached it: {self._number(upper)}"
        pace = self._pace()
        reach = (at - self._begin + _ROOM_DAYS) * pace * 2 if pace else None
        if reach is not None and serial > reach and serial > (self._serials[-1] if self._serials else 0):
            return f"by {_day(at)} its numbers, about {pace:.0f} a day, had hardly reached {serial:,}"
        return None

    def _strays(self) -> float:
        """How far this post's numbers stray: its own dated numbers hidden one at a time, nine of ten within.

        A post in a war numbers unevenly: of ADDIS ABABA in May 1936 as many in a week as else in two months.
        """
        strays = []
        for lower, each, upper in zip(self.chain, self.chain[1:], self.chain[2:], strict=False):
            at, within = self._clock.between(lower, upper, each.serial)
            strays.append(max(abs(at - each.at) - 0.5, 0.0) / max(within, 0.5))
        if len(strays) < _ENOUGH_STRAYS:
            return _SPREAD
        return min(max(quantiles(strays, n=10)[-1], _SPREAD), _WIDEST)

    def _pace(self) -> float | None:
        """Numbers a day, over the year so far."""
        if self.chain:
            last = self.chain[-1]
            return last.serial / max(last.at - self._begin, 1.0)
        if len(self._paces) < _ENOUGH_CITED:
            return None
        return quantiles(self._paces, n=10)[_PACE_QUANTILE - 1]

    def _beyond(self, serial: int, lower: Dated, until: float, bound: float | None) -> Estimate:
        pace = lower.serial / max(lower.at - self._begin, 1.0)
        ahead = (serial - lower.serial) / pace
        spread = 1.0 + _AHEAD * ahead + self._spread * math.sqrt(ahead) / 2
        best = min(lower.at + ahead, self._end)
        words = f"after {self._number(lower)}, at {pace:.0f} numbers a day"
        return self._stated(max(lower.at - SLACK, best - spread), min(until, best + spread), best, words, bound)

    def _by_citations(self, serial: int, until: float, bound: float | None) -> Estimate:
        pace = self._pace()
        if pace is None:
            return self._stated(
                self._begin, until, None, _cited_words(bound, "no number of its post and year is dated here")
            )
        earliest = self._begin + serial / (pace * _FASTEST) - 1
        best = min(self._begin + serial / pace, until)
        words = f"at about {pace:.0f} numbers a day, as {len(self._paces)} citations of its numbers tell"
        return self._stated(min(earliest, until), until, best, _cited_words(bound, words))

    def _stated(
        self, earliest: float, latest: float, best: float | None, words: str, bound: float | None = None
    ) -> Estimate:
        """Clipped to the year and to the day on which it was first cited."""
        if bound is not None and bound < latest:
            already = bound < earliest
            if already:  # the line was drawn too late: it is moved, as wide as it was
                earliest = bound - (latest - earliest)
            latest = bound
            words = f"{words}; {'cited already' if already else 'cited'} on {_day(bound)}"
        first = _date(max(min(earliest, self._end), self._begin))
        last = max(first, _date(max(min(latest, self._end), self._begin)))
        day = None if best is None else min(max(_date(best), first), last)
        return Estimate(edtf(first, last, day), first, last, day, words)

    def _number(self, point: Dated, held: bool = True) -> str:
        if not held:
            return f"the beginning of {self.year}"
        return f"{self.year % 100:02d}{self.name}{point.serial} ({_day(point.at)})"


class Workdays:
    """Time as a post's telegrams measure it: a Sunday is shorter than a Monday."""

    def __init__(self, points: Sequence[Dated]) -> None:
        counts = [0] * _WEEK
        for each in points:
            counts[(int(each.at) - 1) % _WEEK] += 1  # ordinal 1 was a Monday
        usual = max((sum(sorted(counts)[-5:]) + _PRIOR_WEIGHT) / 5, 1.0)
        self.weights = tuple(
            min((count + _PRIOR_WEIGHT / 5 * prior) / usual, 1.5) for count, prior in zip(counts, _PRIOR, strict=True)
        )
        self._sums = (0.0, *accumulate(self.weights))

    def between(self, lower: Dated, upper: Dated, serial: int) -> tuple[float, float]:
        """The likeliest moment of ``serial`` between two dated numbers, and how far it may stray (see ``_SPREAD``)."""
        share = (serial - lower.serial) / (upper.serial - lower.serial)
        apart = max(upper.at - lower.at, 0.0)
        begin, end = self._measure(lower.at), self._measure(upper.at)
        at = self._moment(begin + share * (end - begin))
        return min(max(at, lower.at), upper.at), math.sqrt(apart * share * (1 - share))

    def _measure(self, at: float) -> float:
        """The weight of all days from the year 1 until a moment."""
        day = int(at)
        week, weekday = divmod(day - 1, _WEEK)
        return week * self._sums[-1] + self._sums[weekday] + (at - day) * self.weights[weekday]

    def _moment(self, weight: float) -> float:
        """The moment until which all days weigh so much."""
        week, rest = divmod(weight, self._sums[-1])
        weekday = min(bisect_right(self._sums, rest) - 1, _WEEK - 1)
        return 1 + week * _WEEK + weekday + (rest - self._sums[weekday]) / self.weights[weekday]


def rising(points: Sequence[Dated]) -> list[Dated]:
    """The longest part of some numbers, in their order, in which the dates never fall: what is misread drops out."""
    tails: list[float] = []
    ends: list[int] = []
    before: list[int] = [-1] * len(points)
    for place, point in enumerate(points):
        length = bisect_right(tails, point.at)
        before[place] = ends[length - 1] if length else -1
        tails[length : length + 1] = [point.at]
        ends[length : length + 1] = [place]
    chain: list[Dated] = []
    place = ends[-1] if ends else -1
    while place >= 0:
        chain.append(points[place])
        place = before[place]
    chain.reverse()
    return [each for each, after in pairwise([*chain, Dated(0, 0)]) if each.serial != after.serial]


def edtf(first: dt.date, last: dt.date, best: dt.date | None) -> str:
    """An uncertain date in EDTF: ``1974-08-14~`` where a day on either side holds it, else an interval, or the year."""
    if best is not None and (last - best).days <= _ABOUT and (best - first).days <= _ABOUT:
        return f"{best.isoformat()}~"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return str(first.year)
    return f"{first.isoformat()}/{last.isoformat()}"


def moment(sent: dt.datetime) -> float:
    """A moment in days, as ``Dated.at``."""
    return sent.toordinal() + (sent.hour * 60 + sent.minute) / 1440


def _date(at: float) -> dt.date:
    return dt.date.fromordinal(int(at))


def _day(at: float) -> str:
    return _date(at).isoformat()


def _cited_words(bound: float | None, words: str) -> str:
    return f"{words}; cited on {_day(bound)}" if bound is not None else words
