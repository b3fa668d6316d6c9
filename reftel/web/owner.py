"""Who may write to the record from a page, and that it was a page of ours that asked.

The record has one owner. Their pages write to it on a server that only this machine reaches, or where the reader sees
everything; everybody else reads. A page elsewhere that makes the owner's browser send a form here is refused: browsers
say where a form comes from (``Sec-Fetch-Site``, or ``Origin``), and what says nothing is no browser of today.
"""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from starlette.requests import Request

from reftel.archive import EVERYTHING
from reftel.web.language import _
from reftel.web.shelf import shelf

FORM_PAGE = {"Referrer-Policy": "same-origin"}
"""A header for every page with a form that writes: under ``no-referrer`` a browser hides where the form comes from."""


LARGEST = 64_000
"""Bytes of a form that are read."""


def may_write(request: Request) -> bool:
    """Whether whoever asks may change the record."""
    return bool(getattr(request.app.state, "local", False)) or shelf(request).reader == EVERYTHING


def refusal(request: Request) -> str | None:
    """Why this request may not write; None where it may."""
    if not may_write(request):
        return _("Whoever keeps this archive writes to it; here it is only read.")
    if not from_here(request):
        return _("This form was not sent from a page of this reading room. Open the page again and send it from there.")
    return None


async def form_of(request: Request) -> dict[str, str]:
    """The fields of a small form, each once; nothing where more is sent than such a form can hold."""
    data = b""
    async for piece in request.stream():
        data += piece
        if len(data) > LARGEST:
            return {}
    fields = parse_qs(data.decode("utf-8", "replace"), keep_blank_values=True)
    return {name: values[-1].strip() for name, values in fields.items()}


def from_here(request: Request) -> bool:
    """Whether the browser says that a page of this site sent the request."""
    told = request.headers.get("sec-fetch-site")
    if told is not None:
        return told == "same-origin"
    origin = request.headers.get("origin", "")
    return bool(origin) and urlsplit(origin).netloc == request.headers.get("host")
