"""The first page."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from reftel import vocabulary
from reftel.archive import Count
from reftel.model import Struct
from reftel.web.pages import answer, both
from reftel.web.pictures import Bar, share_bars, year_bars
from reftel.web.presentation import level_name
from reftel.web.shelf import shelf

POSTS_ON_HOME = 12


class First(Struct, frozen=True):
    """What the first page tells of an archive."""

    total: int
    undated: int
    by_year: tuple[Count, ...]
    by_origin: tuple[Count, ...]
    """Every post, the one with the most cables first."""
    by_level: tuple[Count, ...]


def home(request: Request) -> Response:
    """``/``: how much there is, from when and from where, and a box to search it."""
    room = shelf(request)
    overview = room.archive.overview(room.reader)
    data = First(overview.total, overview.undated, overview.by_year, overview.by_origin, overview.by_level)
    return answer(
        request,
        "home.html",
        data,
        total=data.total,
        years=year_bars({year.value: year.count for year in data.by_year}),
        undated=data.undated,
        posts=share_bars([_bar(post) for post in data.by_origin[:POSTS_ON_HOME]]),
        posts_total=len(data.by_origin),
        levels=share_bars([_level_bar(each) for each in data.by_level]),
        archive_path=str(room.path),
    )


def _bar(counted: Count) -> Bar:
    return Bar(counted.label, counted.count, counted.value)


def _level_bar(counted: Count) -> Bar:
    return Bar(level_name(counted.value or None), counted.count, counted.value or vocabulary.NO_LEVEL)


ROUTES = both("/", home)
