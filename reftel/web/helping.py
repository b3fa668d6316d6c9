"""Ways on from where one is: suggestions while a query is typed, and cables like the one that is read."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from reftel import search
from reftel.web.addresses import address, path_of
from reftel.web.language import _
from reftel.web.pages import answer, both
from reftel.web.panels import Late, panel
from reftel.web.presentation import title
from reftel.web.problems import Refused
from reftel.web.shelf import shelf


class Likenesses(msgspec.Struct, frozen=True):
    """What is told of the cables like one."""

    id: str
    title: str
    found: tuple[search.Similar, ...]


SUGGESTED = 8
ALIKE = 8
LONGEST = 3.0
"""Seconds that the search for what is like a cable may take."""


def suggestions(request: Request) -> Response:
    """``/suggest?q=``: ways to complete a query, as JSON: a list of ``reftel.search.Suggestion``."""
    room = shelf(request)
    typed = request.query_params.get("q", "")
    found = search.suggest(room.archive, typed, reader=room.reader, limit=SUGGESTED)
    headers = {"Cache-Control": "private, max-age=60"}
    return Response(msgspec.json.encode(found), media_type="application/json", headers=headers)


def similar_page(request: Request) -> Response:
    """``/similar/09MEXICO2134``: cables like this one, a page of its own and the panel of the cable's page."""
    room = shelf(request)
    told = request.path_params["ref"]
    view = room.archive.view(told, room.reader)
    if view is None:
        heading = _("%(reference)s is not in this archive", reference=told)
        raise Refused(404, heading, _("What is not held can’t be compared. Look for its words instead."))
    if view.id != told:
        ending = ".json" if path_of(request).endswith(".json") else ""
        return RedirectResponse(address("similar", view.id) + ending, status_code=301)
    key = view.id
    found = panel(lambda: search.similar(room.archive, key, reader=room.reader, limit=ALIKE), LONGEST)
    if isinstance(found, Late):
        following = _("What is like it takes longer to find than usual just now. Try again in a while.")
        raise Refused(503, _("This took too long to wait for."), following)
    data = Likenesses(view.id, title(view.cable, view.id), found)
    return answer(request, "similar.html", data, key=data.id, title=data.title, found=found)


ROUTES = (
    Route("/suggest", suggestions),
    *both("/similar/{ref:path}", similar_page),
)
