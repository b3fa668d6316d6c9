"""Forms that change something: their fields, and that they come from our own pages."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request

LARGEST = 300_000
"""Bytes of a form that are taken."""


async def fields(request: Request) -> dict[str, list[str]]:
    """The fields of a form that one of our own pages has sent.

    Another site can make a visitor's browser send a form here; the browser then says whence (Fetch Metadata, or, of
    old browsers, ``Origin``), and it is refused. Raises HTTPException: 403, or 413 for one that is too large.
    """
    if not own(request):
        raise HTTPException(403)
    data = b""
    async for piece in request.stream():
        data += piece
        if len(data) > LARGEST:
            raise HTTPException(413)
    return parse_qs(data.decode("utf-8", "replace"))


def own(request: Request) -> bool:
    """Whether a request that changes something comes from a page of this site, or from a program."""
    told = request.headers.get("sec-fetch-site")
    if told is not None:
        return told in {"same-origin", "none"}
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")
