"""Small questions to the record whose answers are open to every reader: numbers, articles, and when a cable came in."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable

from reftel.archive import identity, rows
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
    """The cables that were published with one of these articles, by its address."""
    wanted = json.dumps([rows.clean(each) for each in addresses])
    sql = "SELECT DISTINCT cable FROM articles WHERE url IN (SELECT value FROM json_each(?)) ORDER BY cable"
    return tuple(key for (key,) in archive.ask(sql, (wanted,)))


def arrivals(archive: Archive, keys: Iterable[str]) -> dict[str, Arrival]:
    """When each of these cables came in."""
    sql = (
        "SELECT e.cable, min(s.added), max(s.added) FROM editions e JOIN sources s ON s.number = e.source "
        "WHERE e.cable IN (SELECT value FROM json_each(?)) GROUP BY e.cable"
    )
    found = archive.ask(sql, (json.dumps(list(keys)),))
    times = ((key, instant(first), instant(last)) for key, first, last in found)
    return {key: Arrival(first, last) for key, first, last in times if first and last}
