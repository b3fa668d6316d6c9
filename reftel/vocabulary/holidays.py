"""Federal holidays, on which posts send little."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping
from functools import cache

from .table import rows

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def holiday(day: dt.date) -> str | None:
    """The federal holiday of a day (5 U.S.C. 6103): ``Christmas Day``; one of a Saturday or Sunday is not moved."""
    return next((row["holiday"] for row in _of_month().get(day.month, ()) if _is(row, day)), None)


def _is(row: Mapping[str, str], day: dt.date) -> bool:
    if row["from"] and day.year < int(row["from"]):
        return False
    if row["day"]:
        return day.day == int(row["day"])
    number, _, name = row["weekday"].partition(" ")
    if day.weekday() != _WEEKDAYS.index(name):
        return False
    if int(number) > 0:
        return (day.day - 1) // 7 + 1 == int(number)
    return day.day + 7 > calendar.monthrange(day.year, day.month)[1]


@cache
def _of_month() -> dict[int, list[dict[str, str]]]:
    found: dict[int, list[dict[str, str]]] = {}
    for row in rows("holidays"):
        found.setdefault(int(row["month"]), []).append(row)
    return found
