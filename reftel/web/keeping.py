"""Forms that change something: who may send them, and that nobody is made to.

The archive's owner alone writes: somebody on this machine, who sees everything, not by way of a proxy. That a form was
sent by one of our own pages two things tell: what the browser says of where it came from (``Sec-Fetch-Site``,
``Origin``), and a token that stands in the page, which no page of another site can read.
"""

from __future__ import annotations

import hmac
import secrets
from urllib.parse import parse_qs

from starlette.exceptions import HTTPException
from starlette.requests import Request

from reftel.archive import EVERYTHING
from reftel.web.addresses import site
from reftel.web.shelf import shelf

LARGEST = 8_000_000
"""Bytes of a form that are taken."""
FIELD = "token"
"""The field of a form in which its token stands."""
_REMEMBERED = "forms"
"""Under which name the record remembers what tokens are made of, so that all workers of a server know them."""
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
_FIELDS = 5_000
_TOKEN = 32
"""Bytes of a token without its padding."""


def may_write(request: Request) -> bool:
    """Whether whoever asks is the archive's owner."""
    room = shelf(request)
    return (
        bool(request.app.state.owner)
        and room.reader == EVERYTHING
        and not room.archive.read_only
        and not any(name in request.headers for name in _FORWARDED)
    )


def token(request: Request) -> str:
    """What a form of ours has in it, hidden; another one each time, lest the length of a packed page tell it."""
    pad = secrets.token_bytes(_TOKEN)
    return (pad + _crossed(pad, _secret(request))).hex()


def _is_ours(request: Request, told: str) -> bool:
    try:
        given = bytes.fromhex(told)
    except ValueError:
        return False
    return hmac.compare_digest(_crossed(given[:_TOKEN], given[_TOKEN:]), _secret(request))


def _crossed(pad: bytes, told: bytes) -> bytes:
    return bytes(one ^ other for one, other in zip(pad, told, strict=False))


def _secret(request: Request) -> bytes:
    record = shelf(request).archive
    kept = record.remembered(_REMEMBERED)
    if kept is None:
        record.remember(_REMEMBERED, secrets.token_urlsafe(32))
        kept = record.remembered(_REMEMBERED) or ""
    return hmac.digest(kept.encode(), b"a form of the reading room", "sha256")


class Fields:
    """What was filled in."""

    def __init__(self, found: dict[str, list[str]]) -> None:
        self._found = found

    def one(self, name: str) -> str:
        """The value of a field; empty where it was left so."""
        return self._found.get(name, [""])[0].replace("\r\n", "\n").strip()

    def every(self, name: str) -> list[str]:
        """The values of a field that can be there more than once: ticked boxes."""
        return self._found.get(name, [])


async def sent(request: Request) -> Fields:
    """The fields of a form that the owner sent from one of our pages.

    Raises HTTPException: 403 where it was not so, 413 where it is too large.
    """
    if not may_write(request) or not _from_here(request):
        raise HTTPException(403)
    data = b""
    async for piece in request.stream():
        data += piece
        if len(data) > LARGEST:
            raise HTTPException(413)
    try:
        found = parse_qs(data.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=_FIELDS)
    except ValueError as error:
        raise HTTPException(413) from error
    fields = Fields(found)
    if not _is_ours(request, fields.one(FIELD)):
        raise HTTPException(403)
    return fields


def _from_here(request: Request) -> bool:
    """What the browser says of where the form stood; one that says nothing is left to the token."""
    where = request.headers.get("sec-fetch-site")
    if where is not None:
        return where == "same-origin"
    # Our own pages send no referrer, and so "null" as their origin.
    return request.headers.get("origin", "null") in ("null", site(request))


def local(path: str) -> str | None:
    """A place of this site to go back to; None for anything that may lead elsewhere."""
    good = path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable()
    return path if good else None
