"""Counting what a query finds, without its hits: for overviews, calendars, maps and other pictures.

The numbers come from the same path as the hits (`searching.ask_for`: parsed, rewritten for the reader, asked of the
engine), so a count is what the list that it leads to will say.
"""

from __future__ import annotations

from reftel import index
from reftel.archive import EVERYTHING, Archive, Reader
from reftel.archive.keeping import kept
from reftel.index.engine import DAYS
from reftel.model import Struct
from reftel.search.results import Facet
from reftel.search.searching import ask_for, label

ALL = 50_000
"""Values of one facet; an archive of two million cables has about 20,000 signers."""


class Counted(Struct, frozen=True):
    """How many cables a query finds, in all and by the values of some facets."""

    query: str
    total: int
    facets: dict[str, tuple[Facet, ...]]
    """Facet → its values, most cables first; days and months in their order."""
    notes: tuple[str, ...] = ()


class Table(Struct, frozen=True):
    """Two facets against each other."""

    rows: tuple[Facet, ...]
    """With all cables of the row, also those that stand in no column shown."""
    columns: tuple[Facet, ...]
    cells: tuple[tuple[int, ...], ...]
    """Row by row, column by column."""


def counts(
    archive: Archive, query: str = "", *, reader: Reader = EVERYTHING, facets: tuple[str, ...], size: int = ALL
) -> Counted:
    """How many cables `query` finds as `reader`, in all and by each value of `facets`.

    `facets`: of `reftel.index.FACETS`, or ``day``, ``released``, ``declassify``, whose values are written as
    ``2009-07-21``. No query is an error. Raises ArchiveError when the archive can't be read.
    """
    asked = ask_for(archive, query, reader)
    answer = index.engine_of(archive).ask(index.Question(asked.node, limit=0, facets=facets, facet_size=size))
    found = {name: _facets(name, counted) for name, counted in answer.facets.items()}
    return Counted(asked.query, answer.total, found, asked.notes)


def crossed(
    archive: Archive,
    query: str,
    rows: tuple[str, int],
    columns: tuple[str, int],
    *,
    reader: Reader = EVERYTHING,
) -> Table:
    """The commonest values of two facets against each other, each with how many of them are wanted.

    ``crossed(archive, "", ("month", 2000), ("level", 10))``: cables per month by level. Kept until the archive changes.
    Raises as `counts` does.
    """
    node = ask_for(archive, query, reader).node
    engine = index.engine_of(archive)
    question = ("crossed", node, rows, columns, engine.number(archive.identity))
    return kept(archive, question, lambda: _crossed(engine, node, rows, columns))


def _crossed(engine: index.Engine, node: index.Node, rows: tuple[str, int], columns: tuple[str, int]) -> Table:
    most = max(rows[1], columns[1])
    found = engine.ask(index.Question(node, limit=0, facets=(rows[0], columns[0]), facet_size=most)).facets
    across, down = (_facets(name, found[name][:size]) for name, size in (columns, rows))
    cells = engine.cross(
        node, (rows[0], tuple(each.value for each in down)), (columns[0], tuple(each.value for each in across))
    )
    return Table(
        down, across, tuple(tuple(cells.get((row.value, column.value), 0) for column in across) for row in down)
    )


def _facets(name: str, counted: tuple[tuple[str, int], ...]) -> tuple[Facet, ...]:
    if name in DAYS:
        return tuple(Facet(day, day, many) for day, many in sorted((_day(value), many) for value, many in counted))
    facets = [Facet(value, label(name, value), many) for value, many in counted]
    if name in ("month", "year"):
        return tuple(sorted(facets, key=lambda each: each.value))
    return tuple(sorted(facets, key=lambda each: (-each.count, each.value)))


def _day(number: str) -> str:
    """``20090721`` → ``2009-07-21``."""
    padded = number.zfill(8)
    return f"{padded[:-4]}-{padded[-4:-2]}-{padded[-2:]}"
