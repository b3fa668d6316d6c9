"""Traffic by post: a picture of its days, the table beneath it, bursts and silence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from reftel import analysis, search, vocabulary
from reftel.analysis import Day, Sender, Span, Traffic
from reftel.analysis.expecting import WEEKS
from reftel.archive import holdings
from reftel.model import Struct
from reftel.web import parameters
from reftel.web.addresses import address
from reftel.web.language import _
from reftel.web.pages import answer, both
from reftel.web.posts import name_of
from reftel.web.shelf import Shelf, shelf

COLUMNS = 400
"""At most so many columns has the picture: of days, of weeks, or of months."""
HEIGHT = 160
"""Of the picture, in its own units; it is as wide as it has columns."""
AROUND = dt.timedelta(weeks=WEEKS)
"""The days around one by which it is told what was to be expected of it."""
ROWS = 60
"""Months that the table shows; of a longer time it shows years."""


class Posts(Struct, frozen=True, tag=True):
    """The posts that sent anything, the busiest first."""

    posts: tuple[Sender, ...] = ()
    cables: int = 0
    """Those that are counted: with a post and a date."""
    held: int = 0
    """All that the archive holds, where neither a TAG nor a time was asked for."""
    left_out: int = 0
    """Dated ones that are not counted, since only volumes print them, whose editors chose."""


class Column(NamedTuple):
    """A day, week or month of the picture."""

    first: dt.date
    last: dt.date
    cables: int
    expected: float
    burst: bool
    silent: bool
    height: float
    """Of its count, in units of the picture."""
    usual: float
    """Of what was expected."""


class Row(NamedTuple):
    """A month or year of the table."""

    period: str
    cables: int
    expected: float
    bursts: int
    silent: int
    """Days of silence."""
    href: str
    """Of the list of its cables."""
    days: str
    """Of this page with its days alone."""


def traffic_page(request: Request) -> Response:
    """``/traffic``: every post with its count; with ``?post=`` its days against what was to be expected."""
    parameters.only(request, "post", "tag", "from", "to")
    room = shelf(request)
    query = request.query_params
    span = _span(request, room)
    others = _others(room)
    also = others if analysis.left_out(room.archive, analysis.Span()) else ""
    if span.post is None:
        posts = analysis.senders(room.archive, span)
        counted = sum(each.total for each in posts)
        held = room.archive.overview(room.reader).total if span == analysis.Span() else 0
        chosen = analysis.left_out(room.archive, span)
        return answer(
            request,
            "traffic.html",
            Posts(tuple(posts), counted, held, chosen),
            told=None,
            post=None,
            left_out=chosen,
            left_out_list=_chosen(span, others),
            dated=lambda each: _list_of(msgspec.structs.replace(span, post=each.post), each.first, each.last, also),
            undated=lambda each: _search(msgspec.structs.replace(span, post=each.post), "-date:>=1000"),
            query=query,
            as_json=address("traffic.json", **dict(query)),
        )
    told = analysis.of_post(room.archive, span, room.reader)
    chosen = analysis.left_out(room.archive, span)
    return answer(
        request,
        "traffic.html",
        told if told is not None else Posts(left_out=chosen),
        told=told,
        post=span.post,
        left_out=chosen,
        left_out_list=_chosen(span, others),
        name=told.name if told else name_of(span.post),
        columns=columns(told) if told else [],
        rows=rows(told, span, also) if told else [],
        height=HEIGHT,
        line=line(columns(told)) if told else "",
        behind=lambda first, last, tag=None: _list_of(
            msgspec.structs.replace(span, tag=tag or span.tag), first, last, also
        ),
        around=lambda first, last: _page_of(span, first - AROUND, last + AROUND) + "#figures",
        query=query,
        as_json=address("traffic.json", **dict(query)),
    )


def columns(told: Traffic) -> list[Column]:
    """The columns of the picture: days where they find room, else weeks, else months."""
    size = 1 if len(told.days) <= COLUMNS else 7 if len(told.days) <= COLUMNS * 7 else 30
    bursts = {each.day for each in told.bursts}
    grouped = [told.days[at : at + size] for at in range(0, len(told.days), size)]
    sums = [(sum(day.count for day in days), sum(day.expected or 0 for day in days)) for days in grouped]
    top = max([1.0, *(max(count, expected) for count, expected in sums)])
    return [
        Column(
            days[0].day,
            days[-1].day,
            count,
            round(expected, 1),
            any(day.day in bursts for day in days),
            any(quiet.first <= days[-1].day and days[0].day <= quiet.last for quiet in told.silences),
            round(count / top * HEIGHT, 1),
            round(expected / top * HEIGHT, 1),
        )
        for days, (count, expected) in zip(grouped, sums, strict=True)
    ]


def rows(told: Traffic, span: Span, also: str) -> list[Row]:
    """The table: by month, or by year where there are many months; `also` as in `_list_of`."""
    months = len({(day.day.year, day.day.month) for day in told.days})
    width = 7 if months <= ROWS else 4
    found: dict[str, list[Day]] = {}
    for day in told.days:
        found.setdefault(day.day.isoformat()[:width], []).append(day)
    bursts = [each.day.isoformat()[:width] for each in told.bursts]
    silent = [
        (quiet.first + dt.timedelta(days=at)).isoformat()[:width]
        for quiet in told.silences
        for at in range((quiet.last - quiet.first).days + 1)
    ]
    return [
        Row(
            period,
            sum(day.count for day in days),
            round(sum(day.expected or 0 for day in days), 1),
            bursts.count(period),
            silent.count(period),
            _list_of(span, days[0].day, days[-1].day, also),
            _page_of(span, days[0].day, days[-1].day),
        )
        for period, days in found.items()
    ]


def _list_of(span: Span, first: dt.date, last: dt.date, also: str) -> str:
    """The address of the list of cables of these days; `also` leaves out of it what only volumes print."""
    when = f"date:{first.isoformat() if first == last else f'{first}..{last}'}"
    return _search(span, f"{when} ({also})" if also else when)


def _others(room: Shelf) -> str:
    """What finds the cables that are held from anything but a printed volume."""
    found = [each.name for each in holdings.layouts(room.archive) if each.name not in vocabulary.selections()]
    return " OR ".join(search.term("source", each) for each in found)


def _page_of(span: Span, first: dt.date, last: dt.date) -> str:
    """The address of this page with these days alone."""
    query = {"post": span.post, "tag": span.tag, "from": first.isoformat(), "to": last.isoformat()}
    return address("traffic", **query)


def _chosen(span: Span, others: str) -> str:
    """The address of the list of those that only volumes print."""
    printed = " OR ".join(search.term("source", each) for each in vocabulary.selections())
    when = f"date:{span.first or ''}..{span.last or ''}" if span.first or span.last else "date:>=1000"
    return _search(span, f"{when} ({printed})" + (f" -({others})" if others else ""))


def _search(span: Span, when: str) -> str:
    terms = [search.term("origin", span.post), when] if span.post else [when]
    if span.tag:
        terms.append(search.term("tag", span.tag))
    return address("search", q=" ".join(terms), sort="oldest")


def _span(request: Request, room: Shelf) -> Span:
    """What the address asks for."""
    first, last = parameters.day(request, "from"), parameters.day(request, "to")
    if first and last and last < first:
        raise parameters.unread(
            request, "to", _("The last day is not before the first, %(day)s.", day=first.isoformat())
        )
    return Span(parameters.post(request, room), parameters.text(request, "tag").upper() or None, first, last)


def line(drawn: Iterable[Column]) -> str:
    """The line of what was expected, as the points of an SVG polyline."""
    return " ".join(f"{at + 0.5},{HEIGHT - each.usual:g}" for at, each in enumerate(drawn))


ROUTES = (*both("/traffic", traffic_page),)
