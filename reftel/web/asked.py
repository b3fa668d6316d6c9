"""The cable that an address asks for, or where its reader goes instead."""

from __future__ import annotations

from pathlib import PurePath

import msgspec
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from reftel.archive import Edition, View
from reftel.web.addresses import address
from reftel.web.language import _
from reftel.web.pages import page
from reftel.web.shelf import Shelf


def cable_asked(request: Request, room: Shelf, what: str) -> View | Response:
    """The view of ``/cables/{ref}/what``; a page that says it is not held, or the way to the cable's own number."""
    told = request.path_params["ref"]
    view = room.archive.view(told, room.reader)
    if view is None:
        heading = _("%(reference)s is not in this archive", reference=told)
        message = _("Search for its number: perhaps another cable cites it.")
        return page(request, "notice.html", status=404, heading=heading, message=message)
    if view.id != told:
        ending = ".json" if request.url.path.endswith(".json") else ""
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(address("cables", view.id, what) + ending + query, status_code=301)
    return view


def without_folder(edition: Edition) -> Edition:
    """Where a file lies on the archive's machine is not for whoever reads it: only the file's name is told."""
    return msgspec.structs.replace(
        edition, path=PurePath(edition.path).name, place=PurePath(edition.place).name if edition.place else ""
    )
