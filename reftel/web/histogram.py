"""The histogram of a page of results: its months, each a way to narrow it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from reftel import search
from reftel.search import Field
from reftel.web.addresses import narrowed_by
from reftel.web.language import month_name
from reftel.web.terms import Term, beside

POINTED = 120
"""Months that can be pointed at one by one; of more, years are."""
MONTHS_SHOWN = 1200
"""A century: a telegram of the year 9 is a slip of the scanner, and no reason to draw 24,000 columns."""


class Month(NamedTuple):
    """A month of the histogram that has cables."""

    label: str
    cables: int
    href: str
    place: int
    """How many months after the first."""
    value: str


class Year(NamedTuple):
    """A year of the histogram, where there are too many months to point at."""

    label: str
    cables: int
    href: str
    place: int
    width: int
    months: tuple[Month | None, ...]
    """Twelve."""


class Histogram(NamedTuple):
    """Cables by month: one unit wide each, 100 high."""

    width: int
    path: str
    """All columns as one."""
    months: tuple[Month, ...]
    years: tuple[Year, ...]
    """Empty where the months themselves can be pointed at."""


def drawn(found: dict[str, tuple[search.Facet, ...]], terms: Iterable[Term], sort: str | None) -> Histogram | None:
    """The months of a result from the first to the last; None where there are fewer than two.

    ``terms`` are those of the query, ``sort`` is what the addresses of its months tell of the order.
    """
    counts = {each.value: each.count for each in found.get("month", ())}
    if len(counts) < 2:
        return None
    narrowed = narrowed_by(beside(each for each in terms if not _whole_months(each)), sort)
    most = max(counts.values())
    first = _number(min(counts))
    last = min(_number(max(counts)), first + MONTHS_SHOWN)
    months, path = [], []
    for number in range(first, last + 1):
        name = f"{number // 12:04}-{number % 12 + 1:02}"
        if name in counts:
            months.append(
                Month(month_name(name), counts[name], narrowed(search.term("month", name)), number - first, name)
            )
            height = max(2, round(100 * counts[name] / most))
            path.append(f"M{number - first + 0.08:.2f} 100v-{height}h.84v{height}z")
    by_year = last - first >= POINTED
    return Histogram(
        last - first + 1, "".join(path), tuple(months), tuple(_years(months, first, last, narrowed)) if by_year else ()
    )


def _years(months: list[Month], first: int, last: int, narrowed: Callable[[str], str]) -> Iterator[Year]:
    """Months of one year together, each in its place of twelve."""
    for year, found in groupby(months, key=lambda each: each.value[:4]):
        cells: list[Month | None] = [None] * 12
        for each in found:
            cells[int(each.value[5:]) - 1] = each
        start, end = max(int(year) * 12, first), min(int(year) * 12 + 11, last)
        total = sum(each.cables for each in cells if each)
        yield Year(year, total, narrowed(search.term("year", year)), start - first, end - start + 1, tuple(cells))


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


_ENDS = re.compile(r"(\d{4}(?:-\d\d)?)?(\.\.)?(\d{4}(?:-\d\d)?)?")
"""``2009``, ``2009-07``, ``2009-01..2009-06``, ``..2009``: whole months."""


def _whole_months(term: Term) -> bool:
    """Whether a term is a span of whole months: then each of its months is as it is without the term."""
    node = term.node
    return isinstance(node, Field) and node.name == "date" and _ENDS.fullmatch(node.text.text) is not None


def narrowed_to(terms: tuple[Term, ...]) -> tuple[str, str]:
    """The months from and to which the query is narrowed already; empty where it is not."""
    for term in terms:
        if isinstance(term.node, Field) and term.node.name == "date":
            ends = _ENDS.fullmatch(term.node.text.text)
            if ends:
                first, last = ends[1] or "", (ends[3] or "") if ends[2] else (ends[1] or "")
                return (f"{first}-01" if len(first) == 4 else first), (f"{last}-12" if len(last) == 4 else last)
    return "", ""
