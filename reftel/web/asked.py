"""The cable that an address asks for, or where its reader goes instead."""

from __future__ import annotations

from pathlib import PurePath

import msgspec
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from reftel import analysis
from reftel.archive import Edition, View
from reftel.web.addresses import address
from reftel.web.language import _
from reftel.web.pages import is_data, page
from reftel.web.problems import Refused, Way
from reftel.web.shelf import Shelf


def cable_asked(request: Request, room: Shelf, what: str) -> View | Response:
    """The view of ``/cables/{ref}/what``; a page that says it is not held, or the way to the cable's own number."""
    told = request.path_params["ref"]
    view = room.archive.view(told, room.reader)
    if view is None:
        return not_held(request, room, told)
    if view.id != told:
        ending = ".json" if is_data(request) else ""
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(address("cables", view.id, what) + ending + query, status_code=301)
    return view


def not_held(request: Request, room: Shelf, told: str) -> Response:
    """404, and what is known all the same: who cites it, and when it was probably sent."""
    citing = room.archive.cited_by(told, room.reader)
    found = analysis.missing_one(room.archive, told, room.reader, sentences=False) if citing else None
    airgrams = () if found else analysis.airgrams_meant(room.archive, told, room.reader)
    if not is_data(request):
        return page(request, "missing.html", status=404, told=told, citing=citing, found=found, airgrams=airgrams)
    number = found.number if found else airgrams[0].number if airgrams else None
    raise Refused(
        404,
        _("%(reference)s is not in this archive", reference=told),
        _("Cables held here cite it.") if number else _("Search for its number: perhaps another cable cites it."),
        way=Way(address("missing", f"{number}.json") if number else address("search.json", q=told), ""),
    )


def without_folder(edition: Edition) -> Edition:
    """Where a file lies on the archive's machine is not for whoever reads it: only the file's name is told."""
    return msgspec.structs.replace(
        edition, path=PurePath(edition.path).name, place=PurePath(edition.place).name if edition.place else ""
    )
