"""The declassification calendar, and levels compared with marks."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import Response

from reftel import analysis
from reftel.analysis import Asked, Entry, Marking, State
from reftel.model import Struct
from reftel.web import parameters
from reftel.web.addresses import address, here
from reftel.web.language import N_
from reftel.web.pages import answer, both
from reftel.web.panels import Late, panel
from reftel.web.shelf import Shelf, shelf

Value = TypeVar("Value", bound=str)

SIZE = 50
"""Cables on a page."""
PATIENCE = 1.0
"""Seconds for which a page waits until new cables are looked at; it is gone on with beside it."""
STATES: dict[State, str] = {
    "overdue": N_("Overdue"),
    "due": N_("Due this year"),
    "later": N_("Due later"),
    "event": N_("On an event"),
    "exempt": N_("Exempt or never by itself"),
    "declassified": N_("Declassified"),
    "unclassified": N_("Never classified"),
    "unknown": N_("Not to be told"),
}
MARKINGS: dict[Marking, tuple[str, str]] = {
    "over": (N_("Over-marked"), N_("The message is marked higher than any of its paragraphs.")),
    "under": (N_("Under-marked"), N_("A paragraph is marked higher than the message.")),
    "caveat": (N_("Caveat missing"), N_("A paragraph bears a caveat that the message lacks.")),
}


class Listed(Struct, frozen=True):
    """One page of a list of cables."""

    total: int
    page: int
    pages: int
    cables: tuple[Entry, ...]


class Told(Struct, frozen=True):
    """What the page of the calendar tells."""

    calendar: analysis.Calendar
    asked: Asked
    listed: Listed | None = None
    """None where the calendar as a whole is asked for."""


class Marks(Struct, frozen=True):
    """What the page of the marks tells."""

    on: dt.date
    counts: dict[Marking, int]
    asked: Asked
    listed: Listed
    waiting: int = 0


def calendar_page(request: Request) -> Response:
    """``/declass``: the calendar; with ``?state=`` or ``?year=`` the cables behind a number, by ``?post=``."""
    parameters.only(request, "state", "year", "post", "page")
    room = shelf(request)
    asked = Asked(
        states=_alone(parameters.choice(request, "state", STATES)),
        year=parameters.year(request),
        posts=_alone(parameters.post(request, room)),
    )
    waiting = _waiting(room)
    today = dt.datetime.now(dt.UTC).date()
    calendar = analysis.calendar(room.archive, Asked(posts=asked.posts), today, room.reader, waiting)
    listing = bool(asked.states) or asked.year is not None
    if not listing:
        parameters.page_of(request, 1)
    listed = _listed(request, room, asked, today, _count(calendar, asked)) if listing else None
    return answer(
        request,
        "declass.html",
        Told(calendar, asked, listed),
        states=STATES,
        columns=[state for state in STATES if any(state in year.states for year in calendar.years)],
        post=_post(asked),
        to=lambda **query: address("declass", **{"post": _post(asked), **query}),
        to_page=lambda page: here(request, page=page),
        requests=_to_requests(listed),
        as_json=address("declass.json", **dict(request.query_params)),
    )


def marks_page(request: Request) -> Response:
    """``/marks``: messages whose level differs from their portion marks."""
    parameters.only(request, "kind", "post", "page")
    room = shelf(request)
    waiting = _waiting(room)
    today = dt.datetime.now(dt.UTC).date()
    kind = parameters.choice(request, "kind", MARKINGS)
    wanted: tuple[Marking, ...] = _alone(kind) or tuple(MARKINGS)
    posts = _alone(parameters.post(request, room))
    asked = Asked(posts=posts, marking=wanted)
    counts = analysis.marked(room.archive, Asked(posts=posts), today, room.reader)
    listed = _listed(request, room, asked, today, sum(counts[each] for each in wanted))
    return answer(
        request,
        "marks.html",
        Marks(today, counts, asked, listed, waiting),
        markings=MARKINGS,
        kind=kind,
        states=STATES,
        to=lambda **query: address("marks", **{"post": _post(asked), **query}),
        to_page=lambda page: here(request, page=page),
        as_json=address("marks.json", **dict(request.query_params)),
    )


def _waiting(room: Shelf) -> int:
    """Cables that have not been looked at yet; a thread goes on with them while the page says so."""
    if room.archive.read_only:  # what is judged then is the thread's own, and lost with it
        return analysis.follow_declassification(room.archive, PATIENCE)
    left = panel(lambda: analysis.follow_declassification(room.archive), PATIENCE, once=("declassify", room))
    return analysis.unjudged(room.archive) if isinstance(left, Late) else left


def _alone(value: Value | None) -> tuple[Value, ...]:
    return () if value is None else (value,)


def _post(asked: Asked) -> str | None:
    return asked.posts[0] if asked.posts else None


def _count(calendar: analysis.Calendar, asked: Asked) -> int:
    """How many cables a list of the calendar has."""
    state = asked.states[0] if asked.states else None
    if asked.year is None:
        return calendar.states[state] if state else calendar.total
    year = next((each for each in calendar.years if each.year == asked.year), None)
    if year is None:
        return 0
    return year.states.get(state, 0) if state else year.total


def _listed(request: Request, room: Shelf, asked: Asked, today: dt.date, total: int) -> Listed:
    pages = max(1, -(-total // SIZE))
    page = parameters.page_of(request, pages)
    found = analysis.entries(room.archive, asked, today, room.reader, limit=SIZE, offset=(page - 1) * SIZE)
    return Listed(total, page, pages, tuple(found))


def _to_requests(listed: Listed | None) -> str | None:
    """Where the overdue cables of the list can be asked for."""
    overdue = [each.id for each in listed.cables if each.state == "overdue"] if listed else []
    return address("requests", ids=",".join(overdue)) if overdue else None


ROUTES = (
    *both("/declass", calendar_page),
    *both("/marks", marks_page),
)
