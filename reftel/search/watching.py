"""Saved searches: what of a query is new since it was last asked.

New is what matches now and has not been told of: a cable that came in, or one of which a better edition came in that
holds the words. Each cable is told of once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import islice

from reftel import index
from reftel.archive import Archive, Reader, watches
from reftel.archive.watches import Watch
from reftel.errors import QueryError
from reftel.model import Struct
from reftel.search.searching import ask_for, scan

_CHUNK = 500


class News(Struct, frozen=True):
    """What is new to a saved search."""

    watch: Watch
    keys: tuple[str, ...]
    """The cables, oldest first."""
    change: int
    """The newest change of the record that was looked at."""


def save(archive: Archive, name: str, query: str, *, reader: Reader, from_start: bool = False) -> tuple[Watch, int]:
    """Keep a search under a name: it, and how many cables it finds now.

    Those are not new to it, unless `from_start` says so. No query is an error but the empty one. Raises QueryError for
    that and where the name is taken or is none, ArchiveError where the record can't be written.
    """
    if not query.strip():
        raise QueryError(
            "a saved search needs something to look for: an empty one would find everything. "
            "To be told of every cable: reftel watch add NAME '*'"
        )
    now = dt.datetime.now(dt.UTC)
    watch = Watch(name.strip(), query, reader, now, now, 0 if from_start else _reached(archive))
    found = list(scan(archive, query, reader=reader))
    watches.add(archive, watch, () if from_start else found)
    return watch, len(found)


def news(archive: Archive, watch: Watch) -> News:
    """What is new to `watch`; nothing is noted until `told`. Raises ArchiveError when the archive can't be read."""
    reached = _reached(archive)
    return News(watch, tuple(_new(archive, watch)), reached)


def told(archive: Archive, what: News) -> None:
    """Note that this was told: it won't be new again."""
    watches.tell(archive, what.watch, what.keys, what.change)


def _reached(archive: Archive) -> int:
    """The change up to which the index can answer; what comes later is still to be looked at."""
    return index.engine_of(archive).number(archive.identity) or 0


def _new(archive: Archive, watch: Watch) -> Iterator[str]:
    asked = ask_for(archive, watch.query, watch.reader)
    since = index.Between("change", watch.change + 1, None)
    found = index.engine_of(archive).scan(index.All((asked.node, since)))
    while keys := tuple(islice(found, _CHUNK)):
        known = watches.told(archive, watch.name, keys)
        yield from (key for key in keys if key not in known)
