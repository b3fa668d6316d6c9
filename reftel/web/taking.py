"""What can be taken along from a search: all hits as a file, its feed, and the command that saves it."""

from __future__ import annotations

import datetime as dt
import shlex
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from reftel import export, search
from reftel.archive import watches
from reftel.errors import ReftelError
from reftel.model import Struct
from reftel.web import keeping, parameters
from reftel.web.addresses import address
from reftel.web.desk import Desk
from reftel.web.language import N_, _
from reftel.web.noted import refusal_words
from reftel.web.pages import answer, both
from reftel.web.problems import Refused
from reftel.web.shelf import Shelf, shelf

FILES: dict[str, tuple[export.Format, str]] = {
    "csv": ("csv", "CSV"),
    "jsonl": ("jsonl", "JSON Lines"),
    "txt": ("ids", N_("numbers only")),
    "bib": ("bibtex", "BibTeX"),
    "ris": ("ris", "RIS"),
    "csl.json": ("csl-json", "CSL-JSON"),
}
"""Ending of the address → format, and how it is called."""
_SENT = 1 << 16
"""Bytes that are sent at a time."""


class Taking(NamedTuple):
    """Where the ways lead, for one query."""

    files: tuple[tuple[str, str], ...]
    """(name, address) of each format."""
    feed: str
    save: str


def ways(query: str) -> Taking:
    """The ways to take the hits of ``query`` along."""
    files = tuple((name, address(f"search.{ending}", q=query)) for ending, (_format, name) in FILES.items())
    save = address("saved", q=query) if query else address("saved") + "?q="
    return Taking(files, address("search.atom", q=query), save)


def hits_file(request: Request) -> Response:
    """``/search.csv?q=``: every hit as the room's reader may see it, streamed, without a limit."""
    ending = request.path_params["ending"]
    if ending not in FILES:
        raise Refused(
            404,
            _("Nothing here is written as “%(ending)s”", ending=ending),
            _("Hits can be taken along as: %(endings)s.", endings=", ".join(FILES)),
        )
    parameters.only(request, "q", "sort")
    format = FILES[ending][0]
    room = shelf(request)
    query = request.query_params.get("q", "").strip()
    base = Desk(request).base
    order = parameters.choice(request, "sort", ("oldest", "newest")) or "oldest"
    found = export.pieces(room.archive, query, format, reader=room.reader, order=order, base=base)  # type: ignore[arg-type]
    return StreamingResponse(
        _gathered(found),
        media_type=export.MEDIA_TYPES[format],
        headers={"Content-Disposition": f'attachment; filename="cables.{ending}"'},
    )


def _gathered(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in fewer pieces."""
    waiting, size = [], 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= _SENT:
            yield b"".join(waiting)
            waiting, size = [], 0
    if waiting:
        yield b"".join(waiting)


class Saved(Struct, frozen=True):
    """A saved search, and where its results and its feed are."""

    name: str
    query: str
    added: dt.datetime
    results: str
    feed: str


def saved(request: Request) -> Response:
    """``/saved``: the saved searches with their feeds; with ``?q=``, the form that saves that one."""
    query = request.query_params.get("q")
    done = request.query_params.get("new", "")
    return _saved(request, query, done=done)


async def save(request: Request) -> Response:
    """``POST /saved``: keep a search under a name, as the archive's owner."""
    form = await keeping.sent(request)
    query, name = form.one("q"), form.one("name")
    room = shelf(request)
    try:
        await run_in_threadpool(search.save, room.archive, name, query, reader=room.reader)
    except ReftelError as problem:
        return await run_in_threadpool(_saved, request, query, name=name, problem=refusal_words(problem))
    return RedirectResponse(address("saved", new=name), status_code=303)


async def forget(request: Request) -> Response:
    """``POST /saved/forget``: a saved search is kept no longer."""
    form = await keeping.sent(request)
    await run_in_threadpool(_forget, shelf(request), form.one("name"))
    return RedirectResponse(address("saved"), status_code=303)


def _forget(room: Shelf, name: str) -> None:
    for watch in watches.kept(room.archive, room.reader):
        if watch.name == name:
            watches.remove(room.archive, watch)


def _saved(request: Request, query: str | None, *, name: str = "", problem: str = "", done: str = "") -> Response:
    room = shelf(request)
    asked = (query or "").strip()
    where = room.archive.folder.name or "archive"
    kept = tuple(
        Saved(
            watch.name,
            watch.query,
            watch.added,
            address("search", q=watch.query),
            address("saved", f"{watch.name}.atom"),
        )
        for watch in watches.kept(room.archive, room.reader)
    )
    return answer(
        request,
        "saved.html",
        {"saved": kept},
        status=409 if problem else 200,
        asked=query is not None,
        query=asked,
        name=name,
        problem=problem,
        done=done if any(each.name == done for each in kept) else "",
        command=f"reftel watch add NAME {shlex.quote(asked)} --archive {shlex.quote(where)}",
        feed=address("search.atom", q=asked),
    )


ROUTES = (
    Route("/search.{ending}", hits_file),
    Route("/saved", save, methods=["POST"]),
    Route("/saved/forget", forget, methods=["POST"]),
    *both("/saved", saved),
)
