"""The application: which pages there are, what stands around them, and how static files are kept."""

from __future__ import annotations

import os

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from reftel import archive
from reftel.web import (
    about,
    absent,
    around,
    as_sent,
    asking,
    browsing,
    cables,
    calendars,
    cited_by,
    citing,
    collecting,
    crawling,
    declassifying,
    editions,
    embedding,
    explaining,
    feeds,
    finding,
    health,
    helping,
    home,
    mentions,
    openapi,
    origins,
    picturing,
    problems,
    publishing,
    requesting,
    taking,
    traffic,
)
from reftel.web.access_log import AccessLog
from reftel.web.freshness import Validators
from reftel.web.headers import LOOPBACK_NAMES, KnownHosts, SecurityHeaders
from reftel.web.language import Languages
from reftel.web.pages import STATIC
from reftel.web.shelf import Shelf

PAGES = (
    home,
    explaining,
    about,
    health,
    openapi,
    embedding,
    crawling,
    finding,
    asking,
    helping,
    mentions,
    feeds,
    taking,  # /search.{ending}, behind /search.json and /search.atom
    browsing,
    origins,
    calendars,
    picturing,
    declassifying,
    requesting,
    traffic,
    absent,
    around,
    as_sent,
    cited_by,
    editions,
    citing,
    collecting,
    publishing,
    cables,  # /cables/{ref:path}, which takes whatever those before it have left
)
"""The modules with pages, each with its ``ROUTES``; the first route that fits an address answers it."""

COMPRESSION = 5
"""Of gzip: pages become a sixth of their size, in 1 ms for 60 kB. No page holds a secret that its length could tell."""

FOREVER = "public, max-age=31536000, immutable"


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
    base_url: str | None = None,
) -> Starlette:
    """The reading room over the archive at ``archive_path``, as one reader sees it.

    Args:
        archive_path: the archive's folder.
        reader: what the room's visitors may see.
        hosts: host names to answer to (``headers.LOOPBACK_NAMES`` for a local server); None answers to any.
        log: which access log is written to standard error (``access_log.LOGS``).
        owner: whether visitors are the archive's owner, who makes collections (where ``reader`` sees everything and
            they do not come by way of a proxy); None: where it answers to names of this machine alone.
        base_url: the address under which the room is known, for citations; None: the one that is asked for, where that
            leads to it from other machines.

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
            *(route for module in PAGES for route in module.ROUTES),
            Mount("/static", Statics(directory=STATIC), name="static"),
        ],
        middleware=middleware,
        exception_handlers=problems.HANDLERS,
    )
    app.state.shelf = Shelf(archive_path, reader)
    app.state.base_url = base_url
    app.state.owner = hosts is not None and set(hosts) <= set(LOOPBACK_NAMES) if owner is None else owner
    return app
