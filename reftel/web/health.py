"""Whether the room can answer: for those who keep it running, and for the programs that watch it for them."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from reftel import __version__
from reftel.errors import ReftelError
from reftel.web.shelf import shelf


class Health(msgspec.Struct, frozen=True):
    """What ``/health`` tells."""

    status: str
    """``ok``, or ``unreadable`` (with 503)."""
    version: str
    change: int = 0
    """The record's last change."""


def health(request: Request) -> Response:
    """``/health``: 200 while the record can be read, else 503. Nothing of what it holds is told."""
    room = shelf(request)
    try:
        told = Health("ok", __version__, room.archive.last_change())
    except (ReftelError, OSError):
        told = Health("unreadable", __version__)
    body = msgspec.json.encode(told)
    headers = {"Cache-Control": "no-store"}
    return Response(body, 200 if told.status == "ok" else 503, headers, media_type="application/json")


ROUTES = (Route("/health", health),)
