"""How many cables were sent when, by whom and about what: dates, posts and TAGS are open to every reader.

What is held only as volumes print it is not counted: their editors chose it, and how many they chose of a day tells
nothing of what was sent on it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from reftel import vocabulary
from reftel.archive.record import Archive
from reftel.archive.selected import is_chosen, keys_chosen, only_chosen
from reftel.model import Struct


class Counts(Struct, frozen=True):
    """What one post sent (with one of the TAGS, where that was asked for), day by day."""

    post: str
    name: str
    tag: str | None
    days: dict[dt.date, int]
    """Only days on which something was sent."""


class Sender(Struct, frozen=True):
    """A post in a list of them."""

    post: str
    name: str
    total: int
    """Its cables with a date."""
    first: dt.date
    last: dt.date
    undated: int = 0
    """Those without one, where no time was asked for."""


class Span(Struct, frozen=True):
    """Which cables are counted: what is not given is not asked for."""

    post: str | None = None
    tag: str | None = None
    first: dt.date | None = None
    last: dt.date | None = None


ALL = Span()


def senders(archive: Archive, span: Span = ALL) -> list[Sender]:
    """The posts that sent anything dated, the busiest first."""
    where, values = _where(archive, span)
    sql = (
        "SELECT c.origin, count(*), min(c.sent), max(c.sent) "  # noqa: S608
        f"FROM cables c WHERE {where} GROUP BY c.origin ORDER BY 2 DESC, 1"
    )
    undated = {} if span.first or span.last else dict(_undated(archive, span))
    return [
        Sender(
            post,
            vocabulary.post_label(post),
            many,
            dt.date.fromisoformat(first[:10]),
            dt.date.fromisoformat(last[:10]),
            undated.get(post, 0),
        )
        for post, many, first, last in archive.ask(sql, values)
    ]


def _undated(archive: Archive, span: Span) -> list[tuple[str, int]]:
    """How many cables of each post tell no date."""
    where, values = _where(archive, span, dated=False)
    return archive.ask(f"SELECT c.origin, count(*) FROM cables c WHERE {where} GROUP BY c.origin", values)  # noqa: S608


def left_out(archive: Archive, span: Span = ALL) -> int:
    """How many dated cables are not counted, since only a selection prints them; those of no known post among them."""
    where, values = _where(archive, span, chosen=True)
    return int(archive.ask(f"SELECT count(*) FROM cables c WHERE {where}", values)[0][0])  # noqa: S608


def counts(archive: Archive, span: Span = ALL, *, each_tag: bool = False) -> Iterator[Counts]:
    """What each post sent, day by day; with `each_tag` once for every one of its TAGS."""
    where, values = _where(archive, span)
    tag, tags = ("t.code", "JOIN tags t ON t.cable = c.number") if each_tag else ("NULL", "")
    sql = (
        f"SELECT c.origin, {tag}, substr(c.sent, 1, 10), count(DISTINCT c.number) "  # noqa: S608
        f"FROM cables c {tags} WHERE {where} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
    )
    for (post, code), rows in groupby(archive.ask(sql, values), key=lambda row: (row[0], row[1])):
        listed = list(rows)
        days = {dt.date.fromisoformat(day): many for *_, day, many in listed}
        yield Counts(post, vocabulary.post_label(post), code or span.tag, days)


def sent_on(archive: Archive, span: Span, limit: int) -> list[str]:
    """The keys of the cables of a span, oldest first."""
    where, values = _where(archive, span)
    sql = f"SELECT c.id FROM cables c WHERE {where} ORDER BY c.sent, c.id LIMIT ?"  # noqa: S608
    return [key for (key,) in archive.ask(sql, (*values, limit))]


def tags_on(archive: Archive, span: Span, limit: int) -> list[tuple[str, int]]:
    """The commonest TAGS of the cables of a span."""
    where, values = _where(archive, span)
    sql = (
        "SELECT t.code, count(DISTINCT c.number) FROM cables c JOIN tags t ON t.cable = c.number "  # noqa: S608
        f"WHERE {where} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?"
    )
    return [(code, many) for code, many in archive.ask(sql, (*values, limit))]


def _where(archive: Archive, span: Span, *, dated: bool = True, chosen: bool = False) -> tuple[str, list[Any]]:
    among = _among_chosen(archive, span)
    conditions = [
        "TRUE" if chosen else "c.origin IS NOT NULL",
        f"c.sent IS {'NOT ' if dated else ''}NULL",
        among if chosen else f"NOT ({among})",
    ]
    values = list[Any]()
    if span.post:
        conditions.append("c.origin = ?")
        values.append(span.post)
    if span.first:
        conditions.append("c.sent >= ?")
        values.append(span.first.isoformat())
    if span.last:
        conditions.append("c.sent < ?")
        values.append((span.last + dt.timedelta(days=1)).isoformat())
    if span.tag:
        conditions.append("EXISTS (SELECT 1 FROM tags x WHERE x.cable = c.number AND x.code = ?)")
        values.append(span.tag)
    return " AND ".join(conditions), values


def _among_chosen(archive: Archive, span: Span) -> str:
    """The condition for what only volumes print: of one day each cable is looked at, else their list is made once."""
    if not keys_chosen(archive):
        return "FALSE"
    if span.first is not None and span.first == span.last:
        return is_chosen("c.number")
    return f"c.number IN ({only_chosen()})"
