"""A result in pictures: its months by level, its posts on the map, and who wrote to whom. Each with its table.

The pictures are SVG made here: they need no script, print, and follow the theme (docs/decisions says why). Each is a
panel with a budget of time; one that is late is asked for on its own.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple, TypeVar

from starlette.requests import Request
from starlette.responses import Response

from reftel import search, vocabulary
from reftel.model import Struct
from reftel.search import Facet, Table
from reftel.web import parameters, worldmap
from reftel.web.addresses import address, path_of
from reftel.web.language import month_name
from reftel.web.origins import Post, places, posts_of
from reftel.web.pages import answer, both
from reftel.web.panels import BUDGET, Late, panel
from reftel.web.presentation import level_name
from reftel.web.shelf import shelf
from reftel.web.terms import beside, meaning, split

T = TypeVar("T")

PATIENCE = 20.0
"""Seconds for a panel that is asked for on its own, and for the data."""
LEVELS = 12
MONTHS = 2_000
"""A century and a half."""
DRAWN = 1_200
"""Months from the first to the last that are drawn; a telegram of the year 9 is a slip of the scanner."""
CORRESPONDENTS = 14
"""Senders and addressees of the table: those in most cables."""
PANELS = ("months", "map", "flows")
HEATS = 5
"""Shades of the table of who wrote to whom."""


class Pictures(Struct, frozen=True):
    """The page; what was late is None."""

    query: str
    total: int
    notes: tuple[str, ...]
    months: Table | None
    """Months against levels; the last column, of no value, counts cables that tell no level."""
    posts: tuple[Post, ...] | None
    correspondence: Table | None
    """Senders against addressees, of those in most cables."""


class Layer(NamedTuple):
    """A level in the stacked columns: all of its months as one path."""

    level: str
    label: str
    path: str


class Column(NamedTuple):
    """A month, or a year where there are too many months to point at, as a place to click."""

    label: str
    cables: int
    href: str
    place: int
    width: int


class Stack(NamedTuple):
    """The columns of all months: 100 high, one unit wide each."""

    width: int
    layers: tuple[Layer, ...]
    columns: tuple[Column, ...]
    most: int
    """Cables of the fullest month."""
    ticks: tuple[tuple[int, float], ...]
    """Numbers of the scale, the highest first, each with its distance from the top in hundredths of the height."""
    fullest: str
    first: str
    last: str


def pictures(request: Request) -> Response:
    """``/pictures?q=``: any search, or everything, in pictures; ``panel=`` asks for one of them alone."""
    room = shelf(request)
    query = request.query_params.get("q", "").strip()
    alone = parameters.choice(request, "panel", PANELS) or ""
    patience = PATIENCE if alone or path_of(request).endswith(".json") else BUDGET
    counted = search.counts(room.archive, query, reader=room.reader, facets=("origin",))

    def made(name: str, make: Callable[[], T]) -> T | Late | None:
        return panel(make, patience) if alone in ("", name) and counted.total else None

    months = made(
        "months",
        lambda: by_level(search.crossed(room.archive, query, ("month", MONTHS), ("level", LEVELS), reader=room.reader)),
    )
    flows = made(
        "flows",
        lambda: search.crossed(
            room.archive, query, ("origin", CORRESPONDENTS), ("addressee", CORRESPONDENTS), reader=room.reader
        ),
    )
    posts = posts_of(counted.facets["origin"]) if alone in ("", "map") else ()
    terms = split(query)

    before = beside(terms)

    def narrowed(*more: tuple[str, str]) -> str:
        """The search narrowed by values of facets."""
        return address("search", q=before + " ".join(search.term(facet, value) for facet, value in more))

    data = Pictures(
        query,
        counted.total,
        counted.notes,
        months if isinstance(months, Table) else None,
        posts,
        flows if isinstance(flows, Table) else None,
    )
    return answer(
        request,
        "pictures.html",
        data,
        alone=alone,
        terms=[(term.text, meaning(term)) for term in terms],
        late=lambda name: isinstance({"months": months, "flows": flows}.get(name), Late),
        stack=stacked(data.months, narrowed) if data.months else None,
        world=worldmap.world(),
        places=places(posts, lambda post: narrowed(("origin", post.code))),
        heat=heat(data.correspondence) if data.correspondence else None,
        narrowed=narrowed,
    )


def by_level(table: Table) -> Table:
    """The levels from the lowest to the highest, and behind them what tells none."""
    order = sorted(range(len(table.columns)), key=lambda place: _height(table.columns[place].value))
    rest = [row.count - sum(cells) for row, cells in zip(table.rows, table.cells, strict=True)]
    cells = tuple(tuple(row[place] for place in order) for row in table.cells)
    columns = tuple(table.columns[place] for place in order)
    if any(rest):
        untold = Facet("", search.label("level", ""), sum(rest))
        columns = (*columns, untold)
        cells = tuple((*row, left) for row, left in zip(cells, rest, strict=True))
    return Table(table.rows, columns, cells)


def _height(level: str) -> int:
    return vocabulary.LEVELS.index(level) if level in vocabulary.LEVELS else len(vocabulary.LEVELS)


def stacked(table: Table, narrowed: Callable[..., str]) -> Stack | None:
    """The columns of a table of months by level; None where there is no month."""
    months = {_number(row.value): (row, cells) for row, cells in zip(table.rows, table.cells, strict=True)}
    if not months:
        return None
    first = min(months)
    last = min(max(months), first + DRAWN)
    most = max(row.count for row, _cells in months.values())
    paths: list[list[str]] = [[] for _column in table.columns]
    for number in sorted(each for each in months if each <= last):
        top = 100.0
        for place, count in enumerate(months[number][1]):
            height = 100 * count / most
            if count:
                paths[place].append(f"M{number - first + 0.06:.2f} {top:.2f}h.88v{-height:.2f}h-.88z")
            top -= height
    fullest = max((row for row, _cells in months.values()), key=lambda row: row.count)
    return Stack(
        last - first + 1,
        tuple(
            Layer(column.value, level_name(column.value or None), "".join(path))
            for column, path in zip(table.columns, paths, strict=True)
        ),
        tuple(_columns([row for row, _cells in months.values()], first, last, narrowed)),
        most,
        tuple((each, round(100 - 100 * each / most, 2)) for each in ticks(most)),
        month_name(fullest.value),
        month_name(_month(first)),
        month_name(_month(last)),
    )


def ticks(most: int) -> list[int]:
    """Round numbers for a scale that ends at ``most``, the highest first: 1,380 → 1,000, 500, 0."""
    power = 10 ** max(0, len(str(most)) - 2)
    step = next(each * power for each in (1, 2, 5, 10, 20, 50) if most <= 5 * each * power)
    return list(range(most - most % step, -1, -step))


POINTED = 240
"""Months that can be pointed at one by one; of more, years are."""


def _columns(rows: list[Facet], first: int, last: int, narrowed: Callable[..., str]) -> list[Column]:
    if last - first < POINTED:
        return [
            Column(month_name(row.value), row.count, narrowed(("month", row.value)), _number(row.value) - first, 1)
            for row in rows
            if _number(row.value) <= last
        ]
    years: dict[str, int] = {}
    for row in rows:
        if _number(row.value) <= last:
            years[row.value[:4]] = years.get(row.value[:4], 0) + row.count
    made = []
    for year, count in years.items():
        start = max(int(year) * 12, first)
        made.append(
            Column(year, count, narrowed(("year", year)), start - first, min(int(year) * 12 + 11, last) - start + 1)
        )
    return made


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _month(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"


def heat(table: Table) -> list[tuple[Facet, list[tuple[Facet, int, int]]]]:
    """Row by row, of each cell its column, its count and its shade: 0 for none, else 1 to `HEATS` by its logarithm."""
    most = max((count for row in table.cells for count in row), default=0)

    def shade(count: int) -> int:
        return 0 if count == 0 else 1 + round((HEATS - 1) * (math.log(count) / math.log(most) if most > 1 else 1.0))

    return [
        (row, [(column, count, shade(count)) for column, count in zip(table.columns, cells, strict=True)])
        for row, cells in zip(table.rows, table.cells, strict=True)
    ]


ROUTES = (*both("/pictures", pictures),)
