"""The numbering of a post in a year, out of what an archive holds and what its cables cite."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple, TypeVar

from reftel import telegram, vocabulary
from reftel.analysis.numbering import Dated, Numbering
from reftel.archive import EVERYTHING, Archive, Reader, net
from reftel.archive.keeping import kept

T = TypeVar("T")
_OTHER_DEPARTMENTS = ("department", "command")
_NEAR, _ALIKE = 3, 0.7
"""Posts that may be meant instead of one that is not known, and how like it they must be (as difflib measures it)."""
_HALF = 50
"""Years of half a century."""


class Number(NamedTuple):
    """A message reference number in its parts."""

    year: int
    """Four digits; of two digits, the century is told by who cites it (see `nearest`)."""
    origin: str
    serial: int

    @property
    def beginning(self) -> str:
        """What every number of this post and year begins with: ``74LAPAZ``."""
        return f"{self.year % 100:02d}{self.origin}"


def number_of(text: str, near: int | None = None) -> Number | None:
    """``74LAPAZ5093`` → its parts; None where it is no such number. `near`: a year of the same century."""
    found = telegram.split_id(text.partition("~")[0])
    if found is None:
        return None
    year, origin, serial = found
    return Number(nearest(year, near) if near else year, origin, serial)


def number_here(archive: Archive, key: str, reader: Reader = EVERYTHING) -> Number | None:
    """A key in its parts, its century told by the archive: 36CAIRO34 is of 1936 where 36CAIRO33 is held from then.

    The first cable that cites it tells, else those of this post and year that are held; the usual pivot where they
    tell nothing, or are of both centuries.
    """
    number = number_of(key)
    if number is None:
        return None
    citing = [each.sent for each in net.citations_to(archive, [key], reader) if each.sent]
    if citing:
        return number_of(key, min(map(_year, citing)))
    held = {
        _year(each.sent)
        for each in net.numbers(archive, number.beginning)
        if each.sent and each.reference.removeprefix(number.beginning).isdigit()
    }
    alike = {year for year in held if year % 100 == number.year % 100}
    return number if number.year in alike or not alike else number._replace(year=max(alike))


def _year(sent: str) -> int:
    return int(sent[:4])


def unknown_post(archive: Archive, told: str) -> str | None:
    """What to say of a post that no table knows and no cable comes from, with those that may be meant; None else."""
    code = vocabulary.canonical_post(told) or "".join(told.upper().split())
    held = [each.value for each in archive.overview().by_origin]
    if vocabulary.post(code) or vocabulary.series(code) or code in held:
        return None
    near = [
        *difflib.get_close_matches(code, held, n=_NEAR, cutoff=_ALIKE),
        *difflib.get_close_matches(code, vocabulary.post_codes(), n=_NEAR, cutoff=_ALIKE),
    ]
    meant = f" Did you mean {' or '.join(list(dict.fromkeys(near))[:_NEAR])}?" if near else ""
    return f'"{told}" is no post: the tables do not know it, and no cable comes from it.{meant}'


def nearest(year: int, near: int) -> int:
    """The year with the same last two digits that lies nearest: 36 is 1936 for who cites it in 1937."""
    found = near - near % 100 + year % 100
    if found - near > _HALF:
        return found - 100
    return found + 100 if near - found > _HALF else found


def day_of(sent: str | None) -> dt.date | None:
    """The day of a time of the record."""
    return _day(sent[:10]) if sent else None


_day = lru_cache(65_536)(dt.date.fromisoformat)
"""Days of two centuries: many telegrams are of one day."""


def numbering(archive: Archive, number: Number, reader: Reader = EVERYTHING) -> Numbering:
    """What is known of when the numbers of this post and year were given out."""
    return kept(archive, ("numbering", number.beginning, number.year, reader), lambda: _made(archive, number, reader))


def _made(archive: Archive, number: Number, reader: Reader) -> Numbering:
    beginning = number.beginning
    points = dated(beginning, number.year, net.numbers(archive, beginning))
    cited = () if points else cited_on(_serials(beginning, net.first_citations(archive, reader, beginning=beginning)))
    return made_of(number, points, cited)


def made_of(number: Number, held: Iterable[Dated], cited: Iterable[Dated]) -> Numbering:
    """The numbering of a post and year, by what is known of whether its series runs through the year.

    `cited` need be told only where nothing is `held`.
    """
    series = vocabulary.series(number.origin)
    return Numbering(number.year, held, cited, name=number.origin, in_order=series is None or series.by_year)


def dated(beginning: str, year: int, held: Iterable[net.Numbered]) -> list[Dated]:
    """The numbers that begin so and whose telegrams are dated in their own year."""
    telegrams = ((each.reference, each.sent) for each in held if each.kind != AIRGRAM)
    return sent_on(_serials(beginning, telegrams), year)


def _serials(beginning: str, numbers: Iterable[tuple[str, T]]) -> Iterator[tuple[int, T]]:
    for number, when in numbers:
        if number.startswith(beginning) and (serial := serial_of(number[len(beginning) :])):
            yield serial, when


def sent_on(numbers: Iterable[tuple[int, str | None]], year: int) -> list[Dated]:
    """Numbers with the moments of their telegrams, those of their own year."""
    own = f"{year:04d}"
    # a day and a minute of the day are looked up: there are few of them
    return [
        Dated(serial, _day(sent[:10]).toordinal() + _MINUTES[sent[11:16]])
        for serial, sent in numbers
        if sent is not None and sent[:4] == own
    ]


def cited_on(numbers: Iterable[tuple[int, int]]) -> list[Dated]:
    """Numbers with the days (`date.toordinal`) on which they were first cited; 0 of one that no dated cable cites."""
    return [Dated(serial, float(day)) for serial, day in numbers if day]


_MINUTES = {f"{at // 60:02d}:{at % 60:02d}": at / 1440 for at in range(1440)}
"""Time of day, as the record writes it → share of the day."""


def serial_of(digits: str) -> int:
    """0 where it is none, or longer than any post's."""
    serial = int(digits) if 0 < len(digits) < _MOST_DIGITS and digits.isdecimal() else 0
    return serial if serial <= _LARGEST else 0


def implausible(archive: Archive, number: Number) -> str | None:
    """Why no telegram can bear this number, in words; None where one can. A post that is held here is one."""
    if not number.serial:
        return "numbers begin with 1"
    largest = largest_of(number.origin)
    if largest is None:
        if number.origin not in {each.value for each in archive.overview().by_origin}:
            return f"no table knows a post {number.origin}"
        largest = _LARGEST
    if number.serial > largest:
        return f"no post but the Department numbers beyond {_LARGEST_OF_POST:,} in a year"
    return None


AIRGRAM = "airgram"
"""The kind of a cable whose number is not of its post's telegrams."""
_MOST_DIGITS = 8
_LARGEST_OF_POST = 99_999
_LARGEST = 999_999


@lru_cache(4096)
def largest_of(origin: str) -> int | None:
    """The largest number that may be; None where no table knows the post."""
    kind = vocabulary.post_kind(origin)
    if kind is None and vocabulary.series(origin) is None:
        return None
    return _LARGEST if kind in _OTHER_DEPARTMENTS else _LARGEST_OF_POST
