"""Citations of a cable: a page of all styles, and files for citation managers."""

from __future__ import annotations

import re
from typing import Literal

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from reftel import export
from reftel.archive import View
from reftel.web.addresses import address, path_of
from reftel.web.asked import not_held
from reftel.web.desk import STYLES, Desk
from reftel.web.language import _
from reftel.web.pages import answer, both
from reftel.web.presentation import passage_words, title
from reftel.web.problems import Refused, Way
from reftel.web.shelf import shelf

File = Literal["bibtex", "ris", "csl-json"]
FILES: dict[str, File] = {"bib": "bibtex", "ris": "ris", "csl.json": "csl-json"}
"""Ending of a file's address → style."""


def cite_page(request: Request) -> Response:
    """``/cite/09MEXICO2134?paragraph=par7``: the cable or one of its paragraphs in every style."""
    view = _view(request)
    if isinstance(view, Response):
        return view
    anchor = _anchor(request, view)
    written = Desk(request).citations(view, anchor)
    data = {
        "cable": view.id,
        "paragraph": anchor,
        "citations": {each.style: each.text for each in written},
    }
    return answer(
        request,
        "cite.html",
        data,
        view=view,
        written=written,
        title=title(view.cable, view.id),
        passages=[(each, passage_words(each)) for each in view.anchors],
        files=[(STYLES[each], address("cables", f"{view.id}.{end}", paragraph=anchor)) for end, each in FILES.items()],
    )


def citation_file(request: Request) -> Response:
    """``/cables/09MEXICO2134.bib?paragraph=par7``, ``.ris``, ``.csl.json``: for a citation manager."""
    ending = next(each for each in FILES if path_of(request).endswith("." + each))
    view = _view(request, ending)
    if isinstance(view, Response):
        return view
    style = FILES[ending]
    anchor = _anchor(request, view)
    desk = Desk(request)
    text = export.cite(view, style, anchor=anchor, base=desk.base, accessed=desk.accessed)
    return sent(text, style, f"{view.id}-{anchor}" if anchor else view.id, ending)


def sent(text: str | bytes, style: File, name: str, ending: str) -> Response:
    """A file to be saved under a name that is safe on every disk."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", name)
    headers = {"Content-Disposition": f'attachment; filename="{plain}.{ending}"'}
    return Response(text, media_type=export.MEDIA_TYPES[style], headers=headers)


def _view(request: Request, ending: str = "") -> View | Response:
    room = shelf(request)
    told = request.path_params["ref"]
    view = room.archive.view(told, room.reader)
    if view is None:
        return not_held(request, room, told)
    if view.id == told:
        return view
    query = request.url.query
    where = address("cables", f"{view.id}.{ending}") if ending else address("cite", view.id)
    return RedirectResponse(where + (f"?{query}" if query else ""), status_code=301)


def _anchor(request: Request, view: View) -> str | None:
    """The paragraph that is asked for; 404 where the reader sees none of that name."""
    wanted = request.query_params.get("paragraph", "").strip()
    if not wanted:
        return None
    anchor = export.anchor_named(wanted)
    if anchor not in view.anchors:
        raise Refused(
            404,
            _("%(reference)s has no paragraph “%(text)s”", reference=view.id, text=wanted),
            _("A paragraph is named by its number: %(example)s.", example="paragraph=par7"),
            where=f"paragraph={wanted}",
            way=Way(address("cables", view.id), view.id),
        )
    return anchor


ROUTES = (
    *(Route("/cables/{ref:path}." + ending, citation_file) for ending in FILES),
    *both("/cite/{ref:path}", cite_page),
)
