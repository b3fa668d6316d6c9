"""Every page of the reading room, for the tests that look at all of them: a new page is a line here."""

from __future__ import annotations

from starlette.routing import Route

from .conftest import Room

PAGES = {
    "home": "/",
    "search": "/search?q={word}",
    "search of nothing": "/search?q=zzzqqq",
    "paragraphs": "/search/paragraphs/{key}?q={word}",
    "cable": "/cables/{key}",
    "cable as sent": "/cables/{key}/as-sent",
    "who cites it": "/cables/{key}/cited-by",
    "editions": "/cables/{key}/editions",
    "cite": "/cite/{key}",
    "similar": "/similar/{key}",
    "not held": "/cables/09MEXICO1",
    "find": "/find",
    "saved": "/saved?q={word}",
    "browse": "/browse",
    "by origin": "/browse/origin",
    "an origin": "/browse/origin/{origin}",
    "by date": "/browse/date",
    "a year": "/browse/date/{year}",
    "advanced search": "/search/advanced",
    "meant": "/search/meant?q={word}",
    "by release": "/browse/released",
    "by tag": "/browse/tag",
    "by level": "/browse/class",
    "by caption": "/browse/caption",
    "by addressee": "/browse/addressee",
    "by country": "/browse/country",
    "by signer": "/browse/signer",
    "pictures": "/pictures",
    "graph": "/graph/{key}",
    "thread": "/thread/{key}",
    "missing": "/missing",
    "missing airgrams": "/missing/airgrams",
    "gaps": "/gaps",
    "gaps of a post": "/gaps/{origin}/{year}",
    "declassification": "/declass",
    "marks": "/marks",
    "traffic": "/traffic",
    "requests": "/requests",
    "collections": "/collections",
    "articles": "/articles",
    "add an article": "/add-article",
    "help": "/help",
    "understanding": "/help/cables",
    "discussing": "/help/discussing",
    "query language": "/help/query",
    "glossary": "/help/glossary",
    "for programs": "/help/api",
    "about": "/about",
}
"""Name → address, with places for the showpiece's values."""

NOT_PAGES = ("/suggest", "/health", "/oembed", "/card")
"""Ends of paths that answer with something else than a page for people."""


MADE = (
    "{secret}",
    "/collections/{name}",
    "/requests/{number}",
    "/missing/{number:path}",
    "/articles/{outlet:path}",
    "/collect",
)
"""Pages of what somebody made, or of what a chance archive lacks: the tests of those look at them."""


def addresses(room: Room) -> dict[str, str]:
    """The pages of this room."""
    shown = room.showpiece
    assert shown.sent is not None
    assert shown.origin is not None
    words = [word for each in shown.paragraphs for word in each.text.split() if word.isalpha() and len(word) > 8]
    values = {"key": shown.id, "word": words[0].lower(), "origin": shown.origin.code, "year": f"{shown.sent:%Y}"}
    return {name: room.address + address.format(**values) for name, address in PAGES.items()}


def is_page(route: Route) -> bool:
    """Whether a route answers with a page for people."""
    if "." in route.path.rpartition("/")[2]:  # data, a file, a feed
        return False
    return "GET" in (route.methods or ()) and not route.path.endswith((*NOT_PAGES, *MADE, "{value:path}", "{period}"))
