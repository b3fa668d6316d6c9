"""Atom feeds (RFC 4287) of searches: what came into the archive last, first."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import uuid
from itertools import islice
from xml.etree import ElementTree as Xml

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from reftel import search
from reftel.archive import View, lookups, watches
from reftel.archive.lookups import Arrival
from reftel.web.addresses import address, here, site
from reftel.web.language import _, current, day
from reftel.web.presentation import headline, level_name
from reftel.web.shelf import Shelf, shelf

ENTRIES = 50
"""Cables in a feed; readers ask for it often and keep what they saw."""
SUMMARY = 400
"""Characters of a cable's text in its entry."""

_ATOM = "http://www.w3.org/2005/Atom"
_NEVER = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 has no way to write (its production 2)."""


def search_feed(request: Request) -> Response:
    """``/search.atom?q=``: the feed of any search, as the room's reader sees it."""
    query = request.query_params.get("q", "").strip()
    return _feed(request, query, query or _("All cables"), address("search", q=query))


def saved_feed(request: Request) -> Response:
    """``/saved/NAME.atom``: the feed of a saved search, under its name."""
    room = shelf(request)
    name = request.path_params["name"]
    for watch in watches.kept(room.archive, room.reader):
        if watch.name == name:
            return _feed(request, watch.query, watch.name, address("search", q=watch.query))
    raise HTTPException(404)


def _feed(request: Request, query: str, name: str, page: str) -> Response:
    room = shelf(request)
    where = site(request)
    views = [
        view
        for key in islice(search.scan(room.archive, query, reader=room.reader, order="latest"), ENTRIES)
        if (view := room.archive.view(key, room.reader)) is not None
    ]
    arrived = lookups.arrivals(room.archive, [view.id for view in views])
    newest = max((each.last for each in arrived.values()), default=_NEVER)
    feed = Xml.Element("feed", {"xmlns": _ATOM, "xml:lang": current().code})
    _add(feed, "id", _name_of(room, f"search {query}"))
    _add(feed, "title", f"{name} · reftel")
    _add(feed, "updated", _time(newest))
    _add(feed, "link", rel="self", type="application/atom+xml", href=where + here(request))
    _add(feed, "link", rel="alternate", type="text/html", href=where + page)
    _add(Xml.SubElement(feed, "author"), "name", "reftel")
    for view in views:
        _entry(feed, room, view, arrived.get(view.id, Arrival(newest, newest)), where)
    body = Xml.tostring(feed, encoding="utf-8", xml_declaration=True)
    return _unless_known(request, body)


def _entry(feed: Xml.Element, room: Shelf, view: View, arrived: Arrival, where: str) -> None:
    cable = view.cable
    entry = Xml.SubElement(feed, "entry")
    _add(entry, "id", _name_of(room, f"cable {view.id}"))
    _add(entry, "title", headline(view))
    _add(entry, "updated", _time(arrived.last))
    _add(entry, "published", _time(arrived.first))
    _add(entry, "link", rel="alternate", type="text/html", href=where + address("cables", view.id))
    _add(
        Xml.SubElement(entry, "author"), "name", (cable.origin.name or cable.origin.code) if cable.origin else "reftel"
    )
    for tag in cable.tags:
        _add(entry, "category", term=tag.code, **({"label": tag.meaning} if tag.meaning else {}))
    _add(entry, "summary", _summary(view), type="text")


def _summary(view: View) -> str:
    """``Embassy Mexico, 21 July 2009, Confidential. The keepers …``: of the view, so of what the reader may see."""
    cable = view.cable
    said = [
        (cable.origin.name or cable.origin.code) if cable.origin else None,
        day(cable.sent) if cable.sent else None,
        level_name(cable.classification.level) if cable.classification else None,
    ]
    text = next((each.text for each in cable.paragraphs if each.text.strip()), "")
    if len(text) > SUMMARY:
        text = text[:SUMMARY].rsplit(" ", 1)[0] + " …"
    return f"{', '.join(filter(None, said))}. {' '.join(text.split())}".strip()


def _add(parent: Xml.Element, tag: str, text: str | None = None, **attributes: str) -> None:
    cleaned = {name: _NO_XML.sub("�", value) for name, value in attributes.items()}
    Xml.SubElement(parent, tag, cleaned).text = _NO_XML.sub("�", text) if text else text


def _name_of(room: Shelf, what: str) -> str:
    """A name that stays the same wherever the archive is served from."""
    return uuid.uuid5(uuid.UUID(hex=room.archive.identity), what.encode("utf-8", "replace").decode()).urn


def _time(when: dt.datetime) -> str:
    return when.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _unless_known(request: Request, body: bytes) -> Response:
    """The feed; or only that it is the same as what the feed reader has, when it says what that is."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
    headers = {"ETag": tag}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/atom+xml", headers=headers)


ROUTES = (
    Route("/search.atom", search_feed),
    Route("/saved/{name:path}.atom", saved_feed),
)
