"""Lists of what is not held, narrowed by post and year, a page at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, Protocol, TypeVar

import msgspec
from starlette.requests import Request

from reftel.web import parameters
from reftel.web.addresses import address
from reftel.web.posts import name_of
from reftel.web.shelf import Shelf


class Choice(msgspec.Struct, frozen=True):
    """A post or a year to narrow a list to."""

    value: str
    label: str
    count: int


class Narrowed(msgspec.Struct, frozen=True):
    """What every page of such a list tells."""

    total: int
    page: int
    pages: int
    origin: str | None
    year: int | None
    origins: tuple[Choice, ...]
    years: tuple[Choice, ...]


class OfPost(Protocol):
    """What has a post and a year."""

    @property
    def origin(self) -> str | None: ...
    @property
    def year(self) -> int: ...


Item = TypeVar("Item", bound=OfPost)


def narrowed(
    request: Request, room: Shelf, everything: Iterable[Item], size: int, order: Callable[[Item], Any] | None = None
) -> tuple[dict[str, Any], list[Item]]:
    """The fields of `Narrowed` for ``?origin=LAPAZ&year=1974&page=2``, and what stands on the page.

    `order` sorts what was found; without it, it stays as it is.
    """
    origin, year = parameters.post(request, room, "origin"), parameters.year(request)
    all_of_it = list(everything)
    found = [each for each in all_of_it if origin in (None, each.origin) and year in (None, each.year)]
    if order is not None:
        found.sort(key=order)
    pages = max(1, -(-len(found) // size))
    page = parameters.page_of(request, pages)
    fields = {
        "total": len(found),
        "page": page,
        "pages": pages,
        "origin": origin,
        "year": year,
        "origins": _posts(each.origin for each in all_of_it if year in (None, each.year)),
        "years": _years(each.year for each in all_of_it if origin in (None, each.origin)),
    }
    return fields, found[(page - 1) * size : page * size]


def ways(where: str, data: Narrowed, **more: str) -> dict[str, str | None]:
    """The addresses of the pages before and after; None where there is none."""

    def way(number: int) -> str | None:
        if not 1 <= number <= data.pages:
            return None
        return address(*where.split("/"), origin=data.origin, year=data.year, page=number, **more)

    return {"before": way(data.page - 1), "after": way(data.page + 1)}


def _posts(codes: Iterable[str | None]) -> tuple[Choice, ...]:
    counts = Counter(code for code in codes if code)
    choices = (Choice(code, name_of(code), count) for code, count in counts.items())
    return tuple(sorted(choices, key=lambda each: each.label))


def _years(years: Iterable[int]) -> tuple[Choice, ...]:
    return tuple(Choice(str(year), str(year), count) for year, count in sorted(Counter(years).items()))
