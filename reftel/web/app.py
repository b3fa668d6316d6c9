"""The application: which address leads where, and what is said when something goes wrong."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, cast

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from reftel import archive
from reftel.errors import ReftelError
from reftel.web import (
    about,
    absent,
    around,
    as_sent,
    asking,
    browsing,
    cables,
    calendars,
    collecting,
    crawling,
    declassifying,
    explaining,
    feeds,
    finding,
    helping,
    home,
    mentions,
    origins,
    picturing,
    publishing,
    requesting,
    taking,
    traffic,
)
from reftel.web.access_log import AccessLog
from reftel.web.cited_by import card, cited_by_page
from reftel.web.citing import FILES as CITATIONS
from reftel.web.citing import citation_file, cite_page
from reftel.web.editions import editions_page
from reftel.web.embedding import oembed
from reftel.web.freshness import Validators
from reftel.web.headers import LOOPBACK_NAMES, SECURITY, KnownHosts, SecurityHeaders
from reftel.web.health import health
from reftel.web.language import N_, Languages, _
from reftel.web.openapi import openapi
from reftel.web.pages import STATIC, page
from reftel.web.presentation import sentence
from reftel.web.shelf import Shelf

NEXT = {
    403: N_("Only whoever keeps this archive, on its own machine, can change it. If that is you: open the page anew."),
    413: N_("That is too much to be sent at once. Send a part of it."),
    404: N_("Perhaps the address was cut off or mistyped. Search for it, or begin at the first page."),
    405: N_("Nothing can be sent to it. Follow a link, or search."),
}
"""Status → what to do next, under the heading that says what is wrong."""

COMPRESSION = 5
"""Of gzip: pages become a sixth of their size, in 1 ms for 60 kB. No page holds a secret that its length could tell."""

FOREVER = "public, max-age=31536000, immutable"


def both(path: str, endpoint: Callable[[Request], Any], *, forms: bool = False) -> tuple[Route, Route]:
    """The routes of a page made by ``pages.answer``: the page, and its data at the same address + ``.json``.

    ``forms``: what is filled in on it is sent to the page itself.
    """
    return Route(path + ".json", endpoint), Route(path, endpoint, methods=["GET", "POST"] if forms else None)


class Statics(StaticFiles):
    """Static files; one asked for with its digest (``?v=``) never changes, so it may be kept for ever."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        kept = response.status_code == 200 and b"v=" in scope["query_string"]
        response.headers["Cache-Control"] = FOREVER if kept else "no-cache"
        return response


def create_app(
    archive_path: str | os.PathLike[str],
    *,
    reader: archive.Reader = archive.EVERYTHING,
    hosts: tuple[str, ...] | None = None,
    log: str = "none",
    owner: bool | None = None,
) -> Starlette:
    """The reading room over the archive at ``archive_path``, as one reader sees it.

    Args:
        archive_path: the archive's folder.
        reader: what the room's visitors may see.
        hosts: host names to answer to (``headers.LOOPBACK_NAMES`` for a local server); None answers to any.
        log: which access log is written to standard error (``access_log.LOGS``).
        owner: whether visitors are the archive's owner, who makes collections (where ``reader`` sees everything and
            they do not come by way of a proxy); None: where it answers to names of this machine alone.

    Raises:
        ArchiveError: the archive is missing, damaged or of another version.
    """
    middleware = [Middleware(SecurityHeaders)]
    if log != "none":
        middleware.insert(0, Middleware(AccessLog, queries=log == "queries"))
    if hosts is not None:
        middleware.append(Middleware(KnownHosts, hosts=hosts))
    middleware += [Middleware(Languages), Middleware(Validators), Middleware(GZipMiddleware, compresslevel=COMPRESSION)]
    app = Starlette(
        routes=[
            Route("/", home.home),
            Route("/help", explaining.help_page),
            *both("/help/glossary", explaining.glossary_page),
            Route("/help/{name}", explaining.text_page),
            *both("/about", about.about_page),
            Route("/health", health),
            Route("/openapi.json", openapi),
            Route("/oembed", oembed),
            Route("/robots.txt", crawling.robots),
            Route("/sitemap.xml", crawling.sitemap),
            Route("/sitemap/{number:int}.xml", crawling.sitemap_part),
            *both("/search", finding.search_page),
            Route("/search/advanced", asking.advanced),
            *both("/search/meant", finding.meant_page),
            Route("/search/paragraphs/{ref:path}", finding.paragraphs_page),
            Route("/search.atom", feeds.search_feed),
            Route("/search.{ending}", taking.hits_file),
            Route("/suggest", helping.suggestions),
            Route("/find.json", mentions.find_page, methods=["GET", "POST"]),
            Route("/find", mentions.find_page, methods=["GET", "POST"]),
            Route("/saved", taking.save, methods=["POST"]),
            Route("/saved/forget", taking.forget, methods=["POST"]),
            *both("/saved", taking.saved),
            Route("/saved/{name:path}.atom", feeds.saved_feed),
            *both("/similar/{ref:path}", helping.similar_page),
            *both("/browse", browsing.browse),
            *both("/browse/origin", origins.origins),
            *both("/browse/origin/{code}", origins.origin),
            *(
                route
                for field in calendars.FIELDS
                for route in (
                    *both(f"/browse/{field}", calendars.dates),
                    *both(f"/browse/{field}/{{period}}", calendars.period),
                )
            ),
            *(
                route
                for kind in browsing.KINDS
                for route in (
                    *both(f"/browse/{kind}", browsing.values),
                    *both(f"/browse/{kind}/{{value:path}}", browsing.value),
                )
            ),
            *both("/pictures", picturing.pictures),
            *both("/declass", declassifying.calendar_page),
            *both("/marks", declassifying.marks_page),
            Route("/requests.json", requesting.requests_page),
            Route("/requests", requesting.requests_page, methods=["GET", "POST"]),
            Route("/requests/{number}.json", requesting.request_page),
            Route("/requests/{number}.{ending}", requesting.letter_file),
            Route("/requests/{number}", requesting.request_page, methods=["GET", "POST"]),
            *both("/traffic", traffic.traffic_page),
            Route("/missing.csv", absent.missing_file),
            *both("/missing", absent.missing_page),
            *both("/missing/{number:path}", absent.missing_one),
            *both("/gaps", absent.gaps_page),
            *both("/gaps/{post}/{year}", absent.gap_page),
            *both("/thread/{ref:path}", around.thread_page),
            *both("/graph/{ref:path}", around.graph_page),
            Route("/painted.css", as_sent.painted_style),
            *both("/cables/{ref:path}/as-sent", as_sent.as_sent_page),
            *both("/cables/{ref:path}/cited-by", cited_by_page),
            *both("/cables/{ref:path}/editions", editions_page),
            Route("/cables/{ref:path}/card", card),
            *(Route("/cables/{ref:path}." + ending, citation_file) for ending in CITATIONS),
            *both("/cite/{ref:path}", cite_page),
            Route("/collect", collecting.collect_page),
            *(Route("/collections/{name}." + ending, collecting.collection_file) for ending in collecting.FILES),
            *(Route("/shared/{secret}." + ending, collecting.shared_file) for ending in collecting.FILES),
            *both("/collections", collecting.collections_page, forms=True),
            *both("/collections/{name}", collecting.collection_page, forms=True),
            *both("/shared/{secret}", collecting.shared_page),
            Route("/add-article", publishing.add_page),
            *both("/articles", publishing.articles_page, forms=True),
            *both("/articles/{outlet:path}", publishing.outlet_page),
            Route("/cables/{ref:path}.json", cables.as_json),
            Route("/cables/{ref:path}.txt", cables.as_text),
            Route("/cables/{ref:path}", cables.cable_page),
            Mount("/static", Statics(directory=STATIC), name="static"),
        ],
        middleware=middleware,
        exception_handlers={HTTPException: _refused, ReftelError: _told, Exception: _broken},
    )
    app.state.shelf = Shelf(archive_path, reader)
    app.state.owner = hosts is not None and set(hosts) <= set(LOOPBACK_NAMES) if owner is None else owner
    return app


def _refused(request: Request, problem: Exception) -> Response:
    """404 and its like, as a page that helps."""
    refused = cast(HTTPException, problem)
    headings = {404: _("There is no such page"), 405: _("This address is for reading only")}
    following = NEXT.get(refused.status_code)
    response = page(
        request,
        "notice.html",
        status=refused.status_code,
        heading=headings.get(refused.status_code, _("This cannot be answered")),
        message=_(following) if following else None,
    )
    response.headers.update(refused.headers or {})
    return response


def _told(request: Request, problem: Exception) -> Response:
    """What the archive or the search says is wrong, with its own next step."""
    heading = _("The archive cannot be read just now")
    return page(request, "notice.html", status=503, heading=heading, message=sentence(str(problem)))


def _broken(request: Request, problem: Exception) -> Response:
    """A fault of ours: the details go to the server's log, never to the page."""
    response = page(
        request,
        "notice.html",
        status=500,
        heading=_("Something in the reading room broke"),
        message=_(
            "This is a fault of the program, not of your request. What happened is written where the program was "
            "started; please report it with this page’s address."
        ),
    )
    response.headers.update(SECURITY)  # this handler stands outside the middleware that adds them
    return response
