"""Dates in queries: as precise as they are written, never more."""

from __future__ import annotations

import re

from reftel.model import Struct

_DATE = re.compile(r"(\d{4})(?:[-/](\d{1,2}))?(?:[-/](\d{1,2}))?")
_COMPARED = re.compile(r"(>=|<=|>|<)(.*)", re.DOTALL)


class Range(Struct, frozen=True):
    """From `low` to `high`, both included, as YYYYMMDD; None: open."""

    low: int | None
    high: int | None
    turned: bool = False
    """The later end stood first; the two were exchanged."""


def read(text: str) -> Range | None:
    """``2009``, ``2009-07``, ``2009-07-21``, ``2008..2009-06``, ``2008..``, ``>2008``, ``<=2009-07``; None: no date.

    The ends need not be days of the calendar (20090700, 20090799): they only bound numbers that are.
    """
    text = text.strip()
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
    first, dots, last = text.partition("..")
    if not dots:
        found = _span(text)
        return Range(*found) if found else None
    start, end = _span(first.strip()), _span(last.strip(" ."))
    if (first.strip() and start is None) or (last.strip(" .") and end is None) or (start is None and end is None):
        return None
    turned = bool(start and end and start[0] > end[1])
    if turned:
        start, end = end, start
    return Range(start[0] if start else None, end[1] if end else None, turned)


def _span(text: str) -> tuple[int, int] | None:
    """First and last possible day of a date of any precision."""
    found = _DATE.fullmatch(text)
    if not found or not text.isascii():
        return None
    year, month, day = found.groups()
    low = high = int(year)
    for part, top in ((month, 12), (day, 31)):
        if part is not None and not 1 <= int(part) <= top:
            return None
        low = low * 100 + int(part or 0)
        high = high * 100 + int(part or 99)
    return low, high
