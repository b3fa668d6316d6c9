"""The first page."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from reftel.archive import Count
from reftel.web.pages import page
from reftel.web.pictures import Bar, share_bars, year_bars
from reftel.web.presentation import level_name
from reftel.web.shelf import shelf

POSTS_ON_HOME = 12


def home(request: Request) -> Response:
    """How much there is, from when and from where, and a box to search it."""
    room = shelf(request)
    overview = room.archive.overview(room.reader)
    return page(
        request,
        "home.html",
        total=overview.total,
        years=year_bars({year.value: year.count for year in overview.by_year}),
        undated=overview.undated,
        posts=share_bars([_bar(post) for post in overview.by_origin[:POSTS_ON_HOME]]),
        posts_total=len(overview.by_origin),
        levels=share_bars([Bar(level_name(each.value or None), each.count, each.value) for each in overview.by_level]),
        archive_path=str(room.path),
    )


def _bar(counted: Count) -> Bar:
    return Bar(counted.label, counted.count, counted.value)


ROUTES = (Route("/", home),)
