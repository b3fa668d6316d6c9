"""For search engines: which addresses there are, and which are not worth their while."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from xml.sax.saxutils import escape

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from reftel import search
from reftel.web.addresses import address, site
from reftel.web.shelf import shelf

MOST = 5_000
"""Addresses in one file: sitemaps.org lets there be 50,000, which take a second."""
WAYS = ((), ("browse",), ("browse", "origin"), ("browse", "date"), ("help",), ("about",))
"""Pages that lead to the others."""
NOT_WORTH = ("search", "suggest", "find", "saved", "similar", "oembed", "collect", "shared")
"""First parts of addresses without end, or with nothing of their own."""
SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
PIECE = 500


def robots(request: Request) -> Response:
    """``/robots.txt`` (RFC 9309): what not to follow, and where the list of cables is."""
    lines = ["User-agent: *", *(f"Disallow: {address(each)}" for each in NOT_WORTH)]
    return PlainTextResponse("\n".join([*lines, "", f"Sitemap: {site(request)}{address('sitemap.xml')}", ""]))


def sitemap(request: Request) -> Response:
    """``/sitemap.xml``: the index of the files that list every cable which this room's reader may see."""
    room = shelf(request)
    total = room.archive.overview(room.reader).total
    where = [address("sitemap", f"{number}.xml") for number in range(1, max(1, -(-total // MOST)) + 1)]
    listed = "".join(f"<sitemap><loc>{escape(site(request) + each)}</loc></sitemap>" for each in where)
    return Response(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="{SPACE}">{listed}</sitemapindex>\n',
        media_type="application/xml",
    )


def sitemap_part(request: Request) -> Response:
    """``/sitemap/1.xml``: 5,000 addresses at most, streamed, as the room's reader may see them."""
    number = request.path_params["number"]
    room = shelf(request)
    keys = islice(search.scan(room.archive, "", reader=room.reader), max(0, number - 1) * MOST, number * MOST)
    first = next(keys, None)
    if number < 1 or (first is None and number > 1):
        raise HTTPException(404)
    cables = (address("cables", key) for key in chain([first] if first else [], keys))
    ways = (address(*way) for way in WAYS) if number == 1 else ()
    return StreamingResponse(_written(site(request), chain(ways, cables)), media_type="application/xml")


def _written(host: str, paths: Iterable[str]) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{SPACE}">\n'
    waiting = iter(paths)
    while piece := "".join(f"<url><loc>{escape(host + path)}</loc></url>\n" for path in islice(waiting, PIECE)):
        yield piece
    yield "</urlset>\n"


ROUTES = (
    Route("/robots.txt", robots),
    Route("/sitemap.xml", sitemap),
    Route("/sitemap/{number:int}.xml", sitemap_part),
)
