"""What the archive lacks: cables that are cited and not held, and the gaps in the numbering of each post."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import msgspec
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from reftel import analysis, export, telegram
from reftel.web import parameters
from reftel.web.addresses import address, path_of
from reftel.web.asked import not_held
from reftel.web.counting import counted
from reftel.web.language import _
from reftel.web.narrowing import Narrowed, narrowed, ways
from reftel.web.pages import answer, both
from reftel.web.posts import code_of, name_of
from reftel.web.problems import Refused, Way
from reftel.web.shelf import Shelf, shelf

SIZE = 50
"""Missing cables on a page."""
ROWS = 200
"""Posts and years on a page."""
SORTS = ("cited", "number")
CELLS = 160
"""Stretches of a strip."""
HEIGHT = 9
"""Of a stretch of the strip of which all numbers are held."""
LEAST = 0.7
"""Of one of which any is held: four pixels."""
RUNS = 500
"""Runs of a page; the data has all of them."""
NUMBERS = 2000
"""Numbers held of a page; the data has all of them."""


class Listed(msgspec.Struct, frozen=True):
    """A missing cable in the list."""

    number: str
    origin: str
    year: int
    cables: int
    times: int
    estimate: analysis.Estimate | None
    citing: tuple[str, ...]


class Absent(Narrowed, frozen=True):
    """A page of missing cables."""

    sort: str
    airgrams: int
    """Airgrams that are cited and not held, of the same post and year; they are listed apart."""
    missing: tuple[Listed, ...]


class Airgrams(Narrowed, frozen=True):
    """A page of missing airgrams."""

    airgrams: tuple[analysis.Airgram, ...]


class Numberings(Narrowed, frozen=True):
    """A page of posts and years."""

    gaps: tuple[analysis.Gap, ...]


class Bar(NamedTuple):
    """A stretch of the strip as it is drawn: place and width in hundredths of its length, height in its own units."""

    x: float
    width: float
    numbers: int
    """How many it stands for."""
    height: float
    """As much of the strip as is held of them; what is held at all is to be seen."""
    cell: analysis.Cell


def missing_page(request: Request) -> Response:
    """``/missing?origin=LAPAZ&year=1974&sort=cited&page=2``."""
    parameters.only(request, "origin", "year", "sort", "page")
    room = shelf(request)
    sort = parameters.choice(request, "sort", SORTS) or SORTS[0]
    by_number = sort == "number"
    everything = counted(request, "missing", lambda: analysis.counted(room.archive, room.reader))
    fields, shown = narrowed(request, room, everything, SIZE, _by_number if by_number else None)
    apart = counted(
        request,
        "airgrams",
        lambda: analysis.airgrams(room.archive, reader=room.reader, origin=fields["origin"], year=fields["year"]),
    )
    missing = tuple(_listed(room, each) for each in shown)
    data = Absent(**fields, sort=sort, airgrams=len(apart), missing=missing)
    return answer(request, "absent.html", data, name=_named(data), ways=ways("missing", data, sort=sort))


def airgrams_page(request: Request) -> Response:
    """``/missing/airgrams?origin=LAPAZ&year=1974``: numbered apart from telegrams, and listed apart."""
    parameters.only(request, "origin", "year", "page")
    room = shelf(request)
    everything = counted(request, "airgrams", lambda: analysis.airgrams(room.archive, reader=room.reader))
    fields, shown = narrowed(request, room, everything, SIZE)
    data = Airgrams(**fields, airgrams=tuple(shown))
    return answer(request, "airgrams.html", data, name=_named(data), ways=ways("missing/airgrams", data))


def missing_file(request: Request) -> Response:
    """``/missing.csv``: all of them, as narrowed, with the sentences."""
    parameters.only(request, "origin", "year")
    room = shelf(request)
    origin, year = parameters.post(request, room, "origin"), parameters.year(request)
    found = analysis.missing(room.archive, reader=room.reader, origin=origin, year=year, sentences=True)
    return _table(export.missing_csv(found), "missing.csv")


def airgrams_file(request: Request) -> Response:
    """``/missing/airgrams.csv``: all of them, as narrowed, with the sentences."""
    parameters.only(request, "origin", "year")
    room = shelf(request)
    origin, year = parameters.post(request, room, "origin"), parameters.year(request)
    found = analysis.airgrams(room.archive, reader=room.reader, origin=origin, year=year)
    return _table(export.airgrams_csv(found), "airgrams.csv")


def _table(lines: Iterator[bytes], name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(lines, media_type="text/csv; charset=utf-8", headers=headers)


def missing_one(request: Request) -> Response:
    """``/missing/74LAPAZ5021``: who cites it, in which words, and when it was sent."""
    room = shelf(request)
    told = request.path_params["number"]
    ending = ".json" if path_of(request).endswith(".json") else ""
    if airgrams := analysis.airgrams_meant(room.archive, told, room.reader):
        one = airgrams[0]
        where = address("missing", f"airgrams{ending}", origin=one.origin, year=one.year)
        return RedirectResponse(where, status_code=302)
    key = room.archive.find(told)
    if key is not None:
        return RedirectResponse(address("cables", key) + ending, status_code=302)  # it may be removed again
    number = telegram.canonical_id(told)
    if number != told:
        return RedirectResponse(address("missing", number) + ending, status_code=301)
    found = analysis.missing_one(room.archive, number, room.reader)
    if found is None:
        return not_held(request, room, number)
    parts = analysis.Number(found.year, found.origin, found.serial)
    return answer(request, "absent_one.html", found, name=name_of(found.origin), beginning=parts.beginning)


def gaps_page(request: Request) -> Response:
    """``/gaps?origin=LAPAZ&year=1974``: posts and years, those of which most is held first."""
    parameters.only(request, "origin", "year", "page")
    room = shelf(request)
    everything = counted(request, "gaps", lambda: analysis.gaps(room.archive, reader=room.reader))
    best_first = None if parameters.post(request, room, "origin") else _most_held
    fields, shown = narrowed(request, room, everything, ROWS, best_first)
    data = Numberings(**fields, gaps=tuple(shown))
    return answer(request, "gaps.html", data, name=_named(data), ways=ways("gaps", data))


def gap_page(request: Request) -> Response:
    """``/gaps/LAPAZ/1974``: its strip and its runs; ``?series=airgrams`` for those; ``?first=1&last=9``."""
    parameters.only(request, "series", "first", "last")
    room = shelf(request)
    told, digits = request.path_params["post"], request.path_params["year"]
    code = code_of(told)
    if not (digits.isascii() and digits.isdigit() and len(digits) == 4):
        raise _no_numbers(code, digits)
    ending = ".json" if path_of(request).endswith(".json") else ""
    series = request.query_params.get("series")
    if code != told:
        return RedirectResponse(address("gaps", code, f"{digits}{ending}", **request.query_params), status_code=301)
    found = analysis.detail(room.archive, code, int(digits), reader=room.reader, series=series or None, cells=CELLS)
    if found is None:
        raise _no_numbers(code, digits)
    bars = _bars(found)
    stretch = _stretch(request, found.strip[-1].last)
    if stretch is not None:
        found = analysis.within(found, *stretch)
    others = [
        each.series
        for each in analysis.gaps(room.archive, reader=room.reader, origin=code, year=int(digits))
        if each.series != found.gap.series
    ]
    beginning = analysis.Number(found.gap.year, code, 1).beginning
    return answer(
        request,
        "gap.html",
        found,
        bars=bars,
        stretch=stretch,
        own=lambda **query: address("gaps", code, digits, series=series or None, **query),
        as_json=address("gaps", code, f"{digits}.json", **request.query_params),
        height=HEIGHT,
        beginning=beginning,
        keys=dict(found.held),
        most=NUMBERS,
        runs=found.runs[:RUNS],
        others=others,
    )


def _stretch(request: Request, last: int) -> tuple[int, int] | None:
    """The numbers of which alone to tell; None for all, up to the ``last`` of the strip."""
    found = parameters.number(request, "first", 1, last), parameters.number(request, "last", 1, last, default=last)
    return found if found != (1, last) else None


def _no_numbers(code: str, year: str) -> Refused:
    return Refused(
        404,
        _("No numbers of %(post)s in %(year)s are known here", post=name_of(code), year=year),
        _("None is held and none is cited. The list names every post and year of which there are any."),
        way=Way(address("gaps"), _("Gaps in the numbering")),
    )


def _bars(found: analysis.Detail) -> list[Bar]:
    """The stretches of the strip of which something is held or cited."""
    total = max(found.strip[-1].last, 1)
    return [
        Bar(
            round(100 * (cell.first - 1) / total, 3),
            round(100 * (cell.last - cell.first + 1) / total, 3),
            cell.last - cell.first + 1,
            round(max(LEAST, HEIGHT * cell.held / (cell.last - cell.first + 1)), 2) if cell.held else 0,
            cell,
        )
        for cell in found.strip
        if cell.held or cell.cited
    ]


def _listed(room: Shelf, each: analysis.Counted) -> Listed:
    found = analysis.missing_one(room.archive, each.number, room.reader, sentences=False)
    citing = tuple(cable.id for cable in found.citing if cable.doubt is None) if found else ()
    estimate = found.estimate if found else None
    return Listed(each.number, each.origin, each.year, each.cables, each.times, estimate, citing)


def _named(data: Narrowed) -> str | None:
    return name_of(data.origin) if data.origin else None


def _by_number(each: analysis.Counted) -> tuple[int, str, int]:
    return each.year, each.origin, each.serial


def _most_held(each: analysis.Gap) -> tuple[int, int, str, int]:
    return -each.held, -each.cited, each.origin, each.year


ROUTES = (
    Route("/missing.csv", missing_file),
    Route("/missing/airgrams.csv", airgrams_file),
    *both("/missing/airgrams", airgrams_page),
    *both("/missing", missing_page),
    *both("/missing/{number:path}", missing_one),
    *both("/gaps", gaps_page),
    *both("/gaps/{post}/{year}", gap_page),
)
