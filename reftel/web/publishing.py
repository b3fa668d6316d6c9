"""Articles in which cables appear: by outlet, and the form that adds one with the cables that its text mentions."""

from __future__ import annotations

import hashlib

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from reftel import search
from reftel.archive import articles
from reftel.archive.articles import Cited, Outlet
from reftel.errors import QueryError
from reftel.model import Struct
from reftel.search import Hit
from reftel.web import keeping, parameters
from reftel.web.addresses import address
from reftel.web.language import _
from reftel.web.noted import refusal_words
from reftel.web.pages import answer, both, page
from reftel.web.shelf import Shelf, shelf

PAGE_SIZE = 25
"""Articles on a page."""
CABLES = 20
"""Cables shown below an article; some are said to have been published with hundreds."""


class Shown(Struct, frozen=True):
    """An article with its cables, as lists show them."""

    url: str
    title: str
    published: str | None
    by_hand: bool
    cables: tuple[Hit, ...]
    others: tuple[str, ...]
    """Numbers of cables that are not held."""
    more: int
    """Held cables that are not shown here."""


class OfOutlet(Struct, frozen=True):
    """A page of an outlet's articles."""

    outlet: str
    total: int
    page: int
    pages: int
    articles: tuple[Shown, ...]


class Outlets(Struct, frozen=True):
    """Every outlet."""

    outlets: tuple[Outlet, ...]


class Proposal(Struct, frozen=True):
    """A cable that a text mentions: a box to tick."""

    key: str
    held: bool
    hit: Hit | None
    places: int


async def articles_page(request: Request) -> Response:
    """``/articles``: the outlets; a form sent there adds an article, or first looks through its text."""
    if request.method == "POST":
        return await run_in_threadpool(_sent, request, await keeping.sent(request))
    room = shelf(request)
    data = Outlets(await run_in_threadpool(articles.outlets, room.archive))
    return await run_in_threadpool(answer, request, "articles.html", data)


def outlet_page(request: Request) -> Response:
    """``/articles/Der%20Spiegel``: the articles of one outlet, each with its cables."""
    parameters.only(request, "page")
    room = shelf(request)
    name = request.path_params["outlet"]
    found = articles.of_outlet(room.archive, name)
    if not found:
        raise HTTPException(404)
    pages = (len(found) + PAGE_SIZE - 1) // PAGE_SIZE
    wanted = parameters.page_of(request, pages)
    shown = found[(wanted - 1) * PAGE_SIZE : wanted * PAGE_SIZE]
    data = OfOutlet(name, len(found), wanted, pages, tuple(_shown(room, each) for each in shown))
    return answer(request, "outlet.html", data)


def add_page(request: Request) -> Response:
    """``/add-article``: the empty form; ``?cable=`` ticks one from the start."""
    if not keeping.may_write(request):
        raise HTTPException(404)
    room = shelf(request)
    told = parameters.text(request, "cable")
    key = room.archive.find(told) if told else None
    if told and key is None:
        raise parameters.unread(request, "cable", _("No cable of this number is in this archive."))
    return _form(request, keeping.Fields({}), [_proposal(room, key, 0)] if key else [])


def _sent(request: Request, fields: keeping.Fields) -> Response:
    room = shelf(request)
    do = fields.one("do")
    match do:
        # Who adds it with a text that nobody looked through yet wants the cables that it mentions.
        case "find" | "add" if do == "find" or (fields.one("text") and fields.one("seen") != _digest(fields)):
            found = search.find(room.archive, fields.one("text"), reader=room.reader)
            proposals = [
                Proposal(each.target, each.hit is not None, each.hit, len(each.places)) for each in found.cables
            ]
            known = {each.key for each in proposals}
            ticked = [_proposal(room, key, 0) for key in _ticked(room, fields) if key not in known]
            return _form(request, fields, [*ticked, *proposals], looked=True)
        case "remove":
            articles.remove(room.archive, fields.one("url"))
            outlet = fields.one("outlet")
            left = any(each.name == outlet for each in articles.outlets(room.archive))
            return RedirectResponse(address("articles", outlet) if left else address("articles"), 303)
    keys = _ticked(room, fields)
    if unread := _unread(room, fields.one("cables")):
        said = _("“%(words)s” is no number of a cable: mend it, or leave it out.") % {"words": unread[:80]}
        return _form(request, fields, [_proposal(room, key, 0) for key in keys], said)
    try:
        added = articles.add(
            room.archive,
            fields.one("url"),
            fields.one("title"),
            keys,
            outlet=fields.one("outlet") or None,
            published=fields.one("published") or None,
        )
    except QueryError as problem:
        return _form(request, fields, [_proposal(room, key, 0) for key in keys], refusal_words(problem))
    return RedirectResponse(address("articles", added.outlet), 303)


def _digest(fields: keeping.Fields) -> str:
    """By what a form that comes back tells that its text is the one that was looked through."""
    return hashlib.sha256(fields.one("text").encode()).hexdigest()[:16]


def _unread(room: Shelf, typed: str) -> str:
    """What was typed among the cables and names none that can be told."""
    rest = list(typed)
    for cable in search.find(room.archive, typed, reader=room.reader).cables:
        for place in cable.places:
            rest[place.start : place.end] = " " * (place.end - place.start)
    return " ".join(word for word in "".join(rest).replace(",", " ").replace(";", " ").split() if word.isalnum())


def _ticked(room: Shelf, fields: keeping.Fields) -> list[str]:
    """The cables that were ticked or typed, by the keys of those that are held."""
    typed = search.find(room.archive, fields.one("cables"), reader=room.reader).cables
    wanted = [*fields.every("cable"), *(each.target for each in typed)]
    held = room.archive.held(wanted)
    return list(dict.fromkeys(held.get(each, each) for each in wanted if each.strip()))


def _proposal(room: Shelf, key: str, places: int) -> Proposal:
    view = room.archive.view(key, room.reader)
    return Proposal(key, view is not None, search.hit_of(view) if view else None, places)


def _form(
    request: Request,
    fields: keeping.Fields,
    proposals: list[Proposal],
    problem: str | None = None,
    looked: bool = False,
) -> Response:
    return page(
        request,
        "article_form.html",
        400 if problem else 200,
        filled={
            **{name: fields.one(name) for name in ("url", "title", "outlet", "published", "text")},
            # what was understood of them has a box to tick by now, which must be the only word on it
            "cables": _unread(shelf(request), fields.one("cables")) if fields.one("cables") else "",
        },
        proposals=proposals,
        ticked=set(fields.every("cable")),
        looked=looked,
        seen=_digest(fields) if looked else fields.one("seen"),
        problem=problem,
    )


def _shown(room: Shelf, article: Cited) -> Shown:
    held = room.archive.held(article.cables)
    keys = list(dict.fromkeys(held[each] for each in article.cables if each in held))
    views = (room.archive.view(key, room.reader) for key in keys[:CABLES])
    return Shown(
        article.url,
        article.title,
        article.published,
        article.added is not None,
        tuple(search.hit_of(view) for view in views if view is not None),
        tuple(each for each in article.cables if each not in held),
        max(0, len(keys) - CABLES),
    )


ROUTES = (
    Route("/add-article", add_page),
    *both("/articles", articles_page, forms=True),
    *both("/articles/{outlet:path}", outlet_page),
)
