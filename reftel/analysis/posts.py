"""The numbering of a post in a year, out of what an archive holds and what its cables cite."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from reftel import telegram, vocabulary
from reftel.analysis.numbering import Dated, Numbering, moment
from reftel.archive import EVERYTHING, Archive, Reader, net
from reftel.archive.keeping import kept

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
    held = dated(beginning, number.year, net.numbers(archive, beginning))
    cited = []
    if not held:
        for each in net.lacking(archive, reader, beginning=beginning):
            other = number_of(each.target or "", number.year)
            if other and other.origin == number.origin and each.sent:
                cited.append(Dated(other.serial, moment(dt.datetime.fromisoformat(each.sent))))
    series = vocabulary.series(number.origin)
    return Numbering(number.year, held, cited, name=number.origin, in_order=series is None or series.by_year)


def dated(beginning: str, year: int, held: Iterable[net.Numbered]) -> list[Dated]:
    """The numbers that begin so and whose telegrams are dated in their own year."""
    points = []
    for each in held:
        serial = each.reference[len(beginning) :]
        if each.reference.startswith(beginning) and serial.isdigit() and each.sent and each.kind != "airgram":
            sent = dt.datetime.fromisoformat(each.sent)
            if sent.year == year:
                points.append(Dated(int(serial), moment(sent)))
    return points


def implausible(number: Number) -> str | None:
    """Why no telegram can bear this number, in words; None where one can."""
    if not number.serial:
        return "numbers begin with 1"
    largest = largest_of(number.origin)
    if largest is None:
        return f"no table knows a post {number.origin}"
    if number.serial > largest:
        return f"no post but the Department numbers beyond {_LARGEST_OF_POST:,} in a year"
    return None


_LARGEST_OF_POST = 99_999
_LARGEST = 999_999


@lru_cache(4096)
def largest_of(origin: str) -> int | None:
    """The largest number that may be; None where no table knows the post."""
    kind = vocabulary.post_kind(origin)
    if kind is None and vocabulary.series(origin) is None:
        return None
    return _LARGEST if kind in _OTHER_DEPARTMENTS else _LARGEST_OF_POST
