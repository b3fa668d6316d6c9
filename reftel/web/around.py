"""What stands around a cable: its thread as a line of time, and its net as a picture with a list beneath."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from reftel import analysis, archive, search, telegram
from reftel.model import Struct
from reftel.web import parameters, posts
from reftel.web.addresses import address, path_of
from reftel.web.asked import not_held
from reftel.web.pages import answer, both
from reftel.web.shelf import Shelf, shelf

DEEPEST = 3
LISTED = 300
"""References each way that are listed; the data has all of them."""
PICTURED = 150
"""Cables of a picture; more can't be told apart."""


class Threaded(Struct, frozen=True):
    """A thread, oldest first, and the series that its cable says it is part of."""

    id: str
    turns: tuple[analysis.Turn, ...]
    cut: bool
    series: analysis.Series | None
    post: str | None = None
    """Name of the post among whose cables the others of the series were looked for."""


def thread_page(request: Request) -> Response:
    """``/thread/09MEXICO2134``: what it answers, and all that answers it."""
    room = shelf(request)
    told = request.path_params["ref"]
    found = analysis.thread(room.archive, told, room.reader)
    if found is None:
        return not_held(request, room, telegram.canonical_id(told))
    if found.id != told:
        return _to(request, "thread", found.id)
    series = analysis.series(room.archive, found.id, room.reader)
    post = posts.name_of(series.post) if series and series.post else None
    data = Threaded(found.id, found.turns, found.cut, series, post)
    return answer(request, "thread.html", data, looked_through=_looked_through(series))


def _looked_through(series: analysis.Series | None) -> str | None:
    """The address of the list of cables among which the others of a series were looked for."""
    if series is None or not (series.post and series.first and series.last):
        return None
    query = f"{search.term('origin', series.post)} date:{series.first}..{series.last}"
    return address("search", q=query, sort="oldest")


def graph_page(request: Request) -> Response:
    """``/graph/09MEXICO2134?depth=2``: the net around it; the data alone at ``.json``."""
    parameters.only(request, "depth")
    room = shelf(request)
    told = request.path_params["ref"]
    depth = parameters.number(request, "depth", 1, DEEPEST)
    found = analysis.around(room.archive, told, room.reader, depth=depth, dates=True, most=PICTURED)
    if found is None:
        return not_held(request, room, telegram.canonical_id(told))
    if found.id != told:
        return _to(request, "graph", found.id)
    nodes = {each.id: each for each in found.nodes}
    return answer(
        request,
        "graph.html",
        found,
        depth=depth,
        most=LISTED,
        depths=range(1, DEEPEST + 1),
        nodes=nodes,
        previous=_previous(room, found, room.reader),
    )


def _previous(room: Shelf, found: analysis.Net, reader: archive.Reader) -> tuple[str, ...]:
    """What ``AND PREVIOUS`` of its REF line means."""
    view = room.archive.view(found.id, reader)
    return analysis.chain(room.archive, view, reader) if view else ()


def _to(request: Request, place: str, key: str) -> Response:
    ending = ".json" if path_of(request).endswith(".json") else ""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(address(place, key) + ending + query, status_code=301)


ROUTES = (
    *both("/thread/{ref:path}", thread_page),
    *both("/graph/{ref:path}", graph_page),
)
