"""What can be taken along from a search: all hits as a file, its feed, and the command that saves it."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from reftel import export
from reftel.archive import watches
from reftel.web.addresses import address
from reftel.web.desk import Desk
from reftel.web.language import N_
from reftel.web.pages import page
from reftel.web.shelf import shelf

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
    files = tuple((name, address(f"search.{ending}", q=query)) for ending, (_, name) in FILES.items())
    return Taking(files, address("search.atom", q=query), address("saved", q=query))


def hits_file(request: Request) -> Response:
    """``/search.csv?q=``: every hit as the room's reader may see it, streamed, without a limit."""
    ending = request.path_params["ending"]
    if ending not in FILES:
        raise HTTPException(404)
    format, _ = FILES[ending]
    room = shelf(request)
    query = request.query_params.get("q", "").strip()
    base = Desk(request).base
    order = "newest" if request.query_params.get("sort") == "newest" else "oldest"
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


def saved(request: Request) -> Response:
    """``/saved``: the saved searches with their feeds; with ``?q=``, how to save that one."""
    room = shelf(request)
    query = request.query_params.get("q", "").strip()
    where = room.archive.folder.name or "archive"
    command = f"reftel watch add NAME {shlex.quote(query)} --archive {shlex.quote(where)}"
    return page(
        request,
        "saved.html",
        query=query,
        command=command,
        feed=address("search.atom", q=query),
        kept=[
            (watch, address("search", q=watch.query), address("saved", f"{watch.name}.atom"))
            for watch in watches.kept(room.archive, room.reader)
        ],
    )
