"""Dates in queries: as precise as they are written, never more."""

from __future__ import annotations

import datetime as dt
import re

from reftel import vocabulary
from reftel.model import Struct

_DATE = re.compile(r"(\d{4})(?:[-/](\d{1,2}))?(?:[-/](\d{1,2})(?:T[\d:.,Z+-]{0,30})?)?")
_NAMED = (
    re.compile(r"(?:(?P<day>\d{1,2})[ -]?)?(?P<month>[A-Za-z]{3,10})\.?,?[ -]?(?P<year>\d{4})"),
    re.compile(r"(?P<month>[A-Za-z]{3,10})\.? (?P<day>\d{1,2})(?:, ?| )(?P<year>\d{4})"),
)
"""``May 2009``, ``21 May 2009``, ``21MAY2009``; ``May 21, 2009``."""
_SPANISH = ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre")
_SPANISH_MONTHS = (*_SPANISH, "noviembre", "diciembre")
_IN_FIGURES = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
"""``21/07/2009``, ``7/21/2009``: read where only one of the two can be the month."""
_COMPARED = re.compile(r"(>=|<=|>|<)(.*)", re.DOTALL)
_SIGNS = str.maketrans({**dict.fromkeys("–—−‒‑", "-"), "…": ".."})
"""Strokes and points as typesetters write them."""
_ORDINAL = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)\b", re.IGNORECASE)
_SPOKEN = re.compile(r"^\s*(?:on\s+)?the\s+(?=\d)|(?<=\s)(?:of|del?)\s", re.IGNORECASE)
_FROM_TO = re.compile(r"(\d{4}(?:-\d{1,2}){0,2}) ?- ?(\d{4}(?:-\d{1,2}){0,2})")
"""``2009-2010``, ``2009-01 - 2009-06``."""


class Range(Struct, frozen=True):
    """From `low` to `high`, both included, as YYYYMMDD; None: open."""

    low: int | None
    high: int | None
    turned: bool = False
    """The later end stood first; the two were exchanged."""


def read(text: str) -> Range | None:
    """``2009``, ``2009-07``, ``2009-07-21``, ``2008..2009-06``, ``2008..``, ``>2008``, ``<=2009-07``; None: no date.

    Also as people write them: ``July 2009``, ``21 July 2009``, ``2008–2009``. The ends need not be days of the calendar
    (20090700, 20090799): they only bound numbers that are.
    """
    text = _plainly(text)
    compared = _COMPARED.fullmatch(text)
    if compared:
        sign, rest = compared.groups()
        found = _span(rest.strip())
        if found is None:
            return None
        low, high = found
        return {
            ">": Range(high + 1, None),
            ">=": Range(low, None),
            "<": Range(None, low - 1),
            "<=": Range(None, high),
        }[sign]
    if from_to := _FROM_TO.fullmatch(text):
        text = f"{from_to[1]}..{from_to[2]}"
    first, dots, last = text.partition("..")
    if not dots:
        found = _span(text)
        return Range(*found) if found and _in_the_calendar(found[0], found[1]) else None
    start, end = _span(first.strip()), _span(last.strip(" ."))
    if (first.strip() and start is None) or (last.strip(" .") and end is None) or (start is None and end is None):
        return None
    turned = bool(start and end and start[0] > end[1])
    if turned:
        start, end = end, start
    return Range(start[0] if start else None, end[1] if end else None, turned)


def written(text: str) -> str | None:
    """A month or a day written in words or figures, in ISO 8601: ``21 July 2009`` → ``2009-07-21``; None: no such date.

    A year alone, and a span, are none: as words they may mean anything.
    """
    text = _plainly(text)
    if not text.isascii():
        return None
    year, month, day = _parts(text) or (0, None, None)
    if month is None or read(text) is None:
        return None
    return f"{year:04}-{month:02}" + (f"-{day:02}" if day else "")


def spoken(text: str, day: str) -> tuple[str, ...]:
    """A day or month in ISO 8601 as texts may write it: as it was typed, ``21 July 2009``, ``July 21 2009``."""
    year, month, *days = day.split("-")
    name, number = vocabulary.MONTHS[int(month) - 1], " ".join(str(int(each)) for each in days)
    forms = (text, f"{number} {name} {year}", f"{name} {number} {year}")
    return tuple(dict.fromkeys(" ".join(each.split()) for each in forms))


def _plainly(text: str) -> str:
    """Without what people write around the parts of a date: ``the 21st of July, 2009``, ``21 de julio de 2009``."""
    return " ".join(_SPOKEN.sub(" ", _ORDINAL.sub(r"\1", text.translate(_SIGNS))).split())


def _span(text: str) -> tuple[int, int] | None:
    """First and last possible day of a date of any precision."""
    if not text.isascii():
        return None
    year, month, day = _parts(text) or (None, None, None)
    if year is None:
        return None
    low = high = year
    for part, top in ((month, 12), (day, 31)):
        if part is not None and not 1 <= part <= top:
            return None
        low = low * 100 + (part or 0)
        high = high * 100 + (part or 99)
    return low, high


def _parts(text: str) -> tuple[int, int | None, int | None] | None:
    """Year, month and day as far as they are told."""
    if found := _DATE.fullmatch(text):
        year, month, day = found.groups()
        return int(year), int(month) if month else None, int(day) if day else None
    if figures := _IN_FIGURES.fullmatch(text):
        one, two, four = map(int, figures.groups())
        if one == two or (one > 12) != (two > 12):
            return four, min(one, two), max(one, two)
        return None
    for pattern in _NAMED:
        if (named := pattern.fullmatch(text)) and (number := _month(named["month"])):
            return int(named["year"]), number, int(named["day"]) if named["day"] else None
    return None


def _month(name: str) -> int | None:
    """The number of a month by its name or the beginning of it, in English or Spanish."""
    for names in (vocabulary.MONTHS, _SPANISH_MONTHS):
        for number, each in enumerate(names, start=1):
            if each.lower().startswith(name.lower()):
                return number
    return None


def _in_the_calendar(low: int, high: int) -> bool:
    """Whether a single day is one; of an end of a range nobody needs it to be."""
    if low != high:
        return True
    try:
        dt.date(low // 10000, low // 100 % 100, low % 100)
    except ValueError:
        return False
    return True
