"""From where: the posts on a map of the world and by country, and the cables of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from reftel import search, vocabulary
from reftel.model import Struct
from reftel.web import worldmap
from reftel.web.addresses import address, path_of
from reftel.web.browsing import BROWSE, listing
from reftel.web.finding import Listing
from reftel.web.language import N_, _, country_name
from reftel.web.pages import answer, both
from reftel.web.posts import code_of, is_post, name_of
from reftel.web.problems import Refused, Way
from reftel.web.shelf import shelf

ORIGINS = (*BROWSE, (N_("by country and post"), ("browse", "origin")))
"""(name, parts of the address) of the pages that lead to a post's."""


class Post(Struct, frozen=True):
    """A post, and how many cables come from it."""

    code: str
    name: str
    cables: int
    country: str | None = None
    """ISO 3166-1 alpha-2."""
    latitude: float | None = None
    longitude: float | None = None


class Country(Struct, frozen=True):
    """A country and its posts."""

    code: str | None
    name: str
    cables: int
    posts: tuple[Post, ...]


class Origins(Struct, frozen=True):
    """The page of all posts."""

    total: int
    countries: tuple[Country, ...]


class Place(NamedTuple):
    """A post on the map."""

    post: Post
    href: str
    x: float
    y: float
    radius: float


def origins(request: Request) -> Response:
    """``/browse/origin``: every post that cables came from, on a map and by country."""
    room = shelf(request)
    counted = search.counts(room.archive, "", reader=room.reader, facets=("origin",))
    posts = posts_of(counted.facets["origin"])
    data = Origins(counted.total, by_country(posts))
    return answer(
        request,
        "origins.html",
        data,
        world=worldmap.world(),
        places=places(posts, lambda post: address("browse", "origin", post.code)),
        unplaced=sum(each.latitude is None for each in posts),
    )


def posts_of(counted: Iterable[search.Facet]) -> tuple[Post, ...]:
    """The posts that a facet counts, with what the tables know of them."""
    made = []
    for each in counted:
        known = vocabulary.post(each.value)
        where = (known.country, known.latitude, known.longitude) if known else (None, None, None)
        made.append(Post(each.value, each.label, each.count, *where))
    return tuple(made)


def places(posts: Iterable[Post], href: Callable[[Post], str]) -> tuple[Place, ...]:
    """Where the posts lie on the map, large circles first, so that small ones lie on top of them."""
    placed = [each for each in posts if each.latitude is not None and each.longitude is not None]
    most = max((each.cables for each in placed), default=0)
    return tuple(
        Place(
            each,
            href(each),
            *worldmap.place(each.latitude or 0.0, each.longitude or 0.0),
            worldmap.radius(each.cables, most),
        )
        for each in sorted(placed, key=lambda post: (-post.cables, post.code))
    )


def by_country(posts: Iterable[Post]) -> tuple[Country, ...]:
    """Posts under their country's name, in alphabetical order; those without one at the end."""
    groups: dict[str | None, list[Post]] = {}
    for each in posts:
        groups.setdefault(each.country, []).append(each)
    countries = (
        Country(
            code,
            country_name(code, vocabulary.country_name(code) if code else None)
            or code
            or _("Posts whose country is not known"),
            sum(each.cables for each in found),
            tuple(sorted(found, key=lambda each: each.name)),
        )
        for code, found in groups.items()
    )
    return tuple(sorted(countries, key=lambda country: (country.code is None, country.name)))


def origin(request: Request) -> Response:
    """``/browse/origin/MEXICO``: the cables of one post, oldest first; any spelling of the post leads here."""
    told = request.path_params["code"]
    code = code_of(told)
    if code != told:
        ending = ".json" if path_of(request).endswith(".json") else ""
        return RedirectResponse(address("browse", "origin", code + ending), status_code=301)
    post = vocabulary.post(code)
    if not is_post(shelf(request), code):
        raise Refused(
            404,
            _("There is no post %(code)s here", code=code),
            _(
                "No cable comes from it, and the tables of posts do not know it. A post is named as in reference "
                "numbers: MEXICO in 09MEXICO2134. The list by country names every post that cables came from."
            ),
            way=Way(address("browse", "origin"), _("By country and post")),
        )
    country = country_name(post.country, vocabulary.country_name(post.country)) if post and post.country else None
    return listing(request, Listing(name_of(code), search.term("origin", code), country, ORIGINS))


ROUTES = (
    *both("/browse/origin", origins),
    *both("/browse/origin/{code}", origin),
)
