"""When: the years, months and days on which cables were sent, and on which they were published."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from reftel import search
from reftel.model import Struct
from reftel.search import Facet
from reftel.web.addresses import address, path_of
from reftel.web.browsing import BROWSE, listing
from reftel.web.finding import Listing
from reftel.web.language import N_, _, current, day, month_name, month_names
from reftel.web.pages import answer, both
from reftel.web.problems import Refused, Way
from reftel.web.shelf import shelf

PERIOD = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")
"""``2009``, ``2009-07`` or ``2009-07-21``."""


class Field(NamedTuple):
    """A date of a cable: the facet of its months or days, and what its calendar is called."""

    facet: str
    title: str
    trail: str
    undated: str


FIELDS = {
    "date": Field("month", N_("By date"), N_("by date"), N_("%(n)s of %(total)s without a date that could be read.")),
    "released": Field(
        "released", N_("By release date"), N_("by release date"), N_("%(n)s of %(total)s without a known release date.")
    ),
}
"""Field of the query, and part of the address → its calendar."""


class Year(Struct, frozen=True):
    """A year of the calendar: its count, and its months' (twelve)."""

    year: str
    total: int
    months: tuple[tuple[str, int], ...]


class Calendar(Struct, frozen=True):
    """The page of all years."""

    field: str
    total: int
    undated: int
    years: tuple[Year, ...]


class Around(NamedTuple):
    """What stands above the cables of a year, a month or a day: its neighbours, and its months or days."""

    field: str
    previous: str | None
    following: str | None
    months: tuple[tuple[str, int], ...] = ()
    weeks: tuple[tuple[tuple[str, int] | None, ...], ...] = ()
    """Monday to Sunday; None outside of the month."""
    here: str = ""
    weekdays: tuple[tuple[str, str], ...] = ()
    """Monday to Sunday, each whole and short, in the visitor's language."""


def dates(request: Request) -> Response:
    """``/browse/date``, ``/browse/released``: years and months as a table of counts."""
    name = _field_of(request)
    room = shelf(request)
    field = FIELDS[name]
    counted = search.counts(room.archive, "", reader=room.reader, facets=(field.facet,))
    found = counted.facets[field.facet]
    data = Calendar(name, counted.total, counted.total - sum(each.count for each in found), by_month(found))
    return answer(
        request,
        "dates.html",
        data,
        heading=_(field.title),
        undated=field.undated,
        months=list(zip(month_names(), month_names("abbreviated"), strict=True)),
    )


def _field_of(request: Request) -> str:
    return path_of(request).split("/")[2].removesuffix(".json")


def by_month(counts: Iterable[Facet]) -> tuple[Year, ...]:
    """Counts of ``2009-07`` or of days in it → rows of twelve months, newest year first; others are left out."""
    months: dict[str, int] = {}
    for each in counts:
        if PERIOD.fullmatch(each.value):
            months[each.value[:7]] = months.get(each.value[:7], 0) + each.count
    rows = []
    for year in sorted({month[:4] for month in months}, reverse=True):
        cells = tuple((f"{year}-{month:02d}", months.get(f"{year}-{month:02d}", 0)) for month in range(1, 13))
        rows.append(Year(year, sum(count for _month, count in cells), cells))
    return tuple(rows)


def period(request: Request) -> Response:
    """``/browse/date/2009``, ``/2009-07``, ``/2009-07-21``: the cables of a year, a month or a day, oldest first."""
    told = request.path_params["period"]
    field = _field_of(request)
    matched = PERIOD.fullmatch(told)
    if matched is None or int(matched[1]) == 0:
        raise _no_period(field, told)
    title = month_name(told)
    if matched[3]:
        try:
            title = day(dt.date(int(matched[1]), int(matched[2]), int(matched[3])))
        except ValueError as problem:
            raise _no_period(field, told) from problem
    trail = [*BROWSE, (FIELDS[field].trail, ("browse", field))]
    trail += [(month_name(told[:end]), ("browse", field, told[:end])) for end in (4, 7) if len(told) > end]
    what = Listing(title, search.term(field, told), None, tuple(trail), "around.html", _around(request, field, told))
    return listing(request, what)


def _no_period(field: str, told: str) -> Refused:
    return Refused(
        404,
        _("“%(text)s” is no year, month or day", text=told),
        _("Write a year as 2009, a month as 2009-07, a day as 2009-07-21."),
        way=Way(address("browse", field), _(FIELDS[field].title)),
    )


def _around(request: Request, field: str, told: str) -> Around:
    room = shelf(request)
    facet = FIELDS[field].facet
    found = search.counts(room.archive, "", reader=room.reader, facets=(facet,)).facets[facet]
    width = min(len(told), 7)
    held = sorted({each.value[:width] for each in found if PERIOD.fullmatch(each.value)})
    before = [each for each in held if each < told[:width]]
    after = [each for each in held if each > told[:width]]
    around = Around(field, before[-1] if before else None, after[0] if after else None, here=told)
    if len(told) == 4:
        (year,) = [each for each in by_month(found) if each.year == told] or [Year(told, 0, ())]
        return around._replace(months=year.months)
    name = "day" if field == "date" else "released"
    month = search.counts(room.archive, search.term(field, told[:7]), reader=room.reader, facets=(name,))
    days = {each.value: each.count for each in month.facets[name]}
    if len(told) == 10:
        sent = sorted({*days, told})
        place = sent.index(told)
        around = around._replace(
            previous=sent[place - 1] if place else around.previous,
            following=sent[place + 1] if place + 1 < len(sent) else around.following,
        )
    return around._replace(weeks=_weeks(told[:7], days), weekdays=_weekdays())


def _weeks(month: str, days: dict[str, int]) -> tuple[tuple[tuple[str, int] | None, ...], ...]:
    rows = calendar.Calendar().monthdayscalendar(int(month[:4]), int(month[5:]))
    return tuple(
        tuple((f"{month}-{number:02}", days.get(f"{month}-{number:02}", 0)) if number else None for number in row)
        for row in rows
    )


def _weekdays() -> tuple[tuple[str, str], ...]:
    names = current().locale.days["stand-alone"]
    return tuple((names["wide"][number], names["abbreviated"][number]) for number in range(7))


ROUTES = tuple(
    route
    for field in FIELDS
    for route in (*both(f"/browse/{field}", dates), *both(f"/browse/{field}/{{period}}", period))
)
