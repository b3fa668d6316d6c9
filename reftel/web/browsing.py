"""By country and post, and by month: the ways through an archive for those who do not search."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from reftel import search, vocabulary
from reftel.archive import Count
from reftel.web.addresses import address
from reftel.web.finding import SORTS, Listing, results_page
from reftel.web.pages import page
from reftel.web.shelf import Shelf, shelf

PERIOD = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]))?")
"""``2009`` or ``2009-07``."""

ELSEWHERE = "Posts whose country is not known"


class Country(NamedTuple):
    """A country and its posts, each with its code, name and count of cables."""

    name: str
    total: int
    posts: tuple[tuple[str, str, int], ...]


class Year(NamedTuple):
    """A year of the table: its count, and its months' (twelve)."""

    year: str
    total: int
    months: tuple[tuple[str, int], ...]


def browse(request: Request) -> Response:
    """Which ways there are."""
    room = shelf(request)
    overview = room.archive.overview(room.reader)
    return page(
        request,
        "browse.html",
        total=overview.total,
        posts=len(overview.by_origin),
        years=len(overview.by_year),
    )


def origins(request: Request) -> Response:
    """Every post that cables came from, by country."""
    room = shelf(request)
    overview = room.archive.overview(room.reader)
    return page(request, "origins.html", countries=by_country(overview.by_origin), total=overview.total)


def by_country(counts: Iterable[Count]) -> tuple[Country, ...]:
    """Posts grouped under their country's name, in alphabetical order; posts without one at the end."""
    groups: dict[str, list[tuple[str, str, int]]] = {}
    for each in counts:
        groups.setdefault(country_of(each.value) or ELSEWHERE, []).append((each.value, each.label, each.count))
    countries = (
        Country(name, sum(count for _, _, count in posts), tuple(sorted(posts, key=lambda each: each[1])))
        for name, posts in groups.items()
    )
    return tuple(sorted(countries, key=lambda country: (country.name == ELSEWHERE, country.name)))


def country_of(code: str) -> str | None:
    """The name of the country in which a post stands, where the tables know it."""
    post = vocabulary.post(code)
    return vocabulary.country_name(post.country) if post and post.country else None


def origin(request: Request) -> Response:
    """The cables of one post, in the order in which they were sent; any spelling of the post leads here."""
    told = request.path_params["code"]
    code = vocabulary.canonical_post(told) or told.upper()
    if code != told:
        return RedirectResponse(address("browse", "origin", code), status_code=301)
    post = vocabulary.post(code)
    if post is None and not _sends(shelf(request), code):
        return _no_such_post(request, code)
    name = post.name if post and post.name else code
    return _listing(request, Listing(name, search.term("origin", code), country_of(code)))


def _sends(room: Shelf, code: str) -> bool:
    """Whether any cable comes from this post, which may be one that no table knows."""
    return any(each.value == code for each in room.archive.overview(room.reader).by_origin)


def _no_such_post(request: Request, code: str) -> Response:
    return page(
        request,
        "notice.html",
        status=404,
        heading=f"There is no post {code} here",
        message="No cable comes from it, and the tables of posts do not know it. A post is named as in reference "
        "numbers: MEXICO in 09MEXICO2134. The list by country names every post that cables came from.",
        way=("/browse/origin", "By country and post"),
    )


def dates(request: Request) -> Response:
    """Years and months as a table of counts."""
    room = shelf(request)
    overview = room.archive.overview(room.reader)
    years = by_month(overview.by_month)
    return page(
        request,
        "dates.html",
        years=years,
        months=vocabulary.MONTHS,
        undated=overview.undated,
        total=overview.total,
    )


def by_month(counts: Iterable[Count]) -> tuple[Year, ...]:
    """Counts of ``2009-07`` → rows of twelve months, newest year first; what is no month is left out."""
    months = {each.value: each.count for each in counts if PERIOD.fullmatch(each.value)}
    years = sorted({period[:4] for period in months}, reverse=True)
    rows = []
    for year in years:
        cells = tuple((f"{year}-{month:02d}", months.get(f"{year}-{month:02d}", 0)) for month in range(1, 13))
        rows.append(Year(year, sum(count for _, count in cells), cells))
    return tuple(rows)


def period(request: Request) -> Response:
    """The cables of one year or month, in the order in which they were sent."""
    told = request.path_params["period"]
    if not PERIOD.fullmatch(told):
        raise HTTPException(404)
    return _listing(request, Listing(vocabulary.month_name(told), search.term("date", told)))


def _listing(request: Request, listing: Listing) -> Response:
    sort = request.query_params.get("sort", "")
    return results_page(request, listing.base, sort if sort in SORTS else "oldest", listing)
