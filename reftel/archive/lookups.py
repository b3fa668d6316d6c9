"""Small questions to the record whose answers are open to every reader: numbers, articles, and when a cable came in."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable

from reftel.archive import articles, identity, rows
from reftel.archive.overview import instant
from reftel.archive.record import Archive
from reftel.model import Struct


class Arrival(Struct, frozen=True):
    """When a cable came into the archive."""

    first: dt.datetime
    """When its first edition was taken in."""
    last: dt.datetime
    """When its newest one was."""


def beginning(archive: Archive, text: str, limit: int) -> tuple[str, ...]:
    """Keys that begin so, in their order: ``09 mex`` → ``09MEXICO283``, …"""
    begun = rows.clean(identity.spelling(text)) or ""
    sql = "SELECT id FROM cables WHERE id >= ? AND id < ? ORDER BY id LIMIT ?"
    return tuple(key for (key,) in archive.ask(sql, (begun, f"{begun}~~", limit)))


def published_in(archive: Archive, addresses: Iterable[str]) -> tuple[str, ...]:
    """The cables that were published with one of these articles, or that one added by hand cites, by its address."""
    wanted = json.dumps([rows.clean(one) for each in addresses for one in articles.spellings_of(each)])
    sql = (
        "SELECT c.id FROM articles a JOIN cables c ON c.number = a.cable "
        "WHERE a.url IN (SELECT value FROM json_each(?1)) "
        "UNION SELECT c.id FROM added_articles a JOIN article_cables t ON t.article = a.number "
        "JOIN cables c ON c.id = t.cable WHERE a.url IN (SELECT value FROM json_each(?1)) ORDER BY 1"
    )
    return tuple(key for (key,) in archive.ask(sql, (wanted,)))


def arrivals(archive: Archive, keys: Iterable[str]) -> dict[str, Arrival]:
    """When each of these cables came in."""
    sql = (
        "SELECT c.id, min(s.added), max(s.added) FROM cables c JOIN editions e ON e.cable = c.number "
        "JOIN sources s ON s.number = e.source WHERE c.id IN (SELECT value FROM json_each(?)) GROUP BY c.id"
    )
    found = archive.ask(sql, (json.dumps(list(keys)),))
    times = ((key, instant(first), instant(last)) for key, first, last in found)
    return {key: Arrival(first, last) for key, first, last in times if first and last}
