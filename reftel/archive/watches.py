"""Saved searches, as the record keeps them: a name, a query, whose it is, and what it has already told of."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable

from reftel.archive import rows
from reftel.archive.access import Reader
from reftel.archive.overview import instant
from reftel.archive.record import Archive
from reftel.errors import QueryError
from reftel.model import Struct

_COLUMNS = "name, query, level, caveats, added, run, change"
_LONGEST_NAME = 80


class Watch(Struct, frozen=True):
    """A saved search."""

    name: str
    query: str
    """As typed; whatever it is, no query is an error."""
    reader: Reader
    """Whose it is: it finds what they may see, and is told only to whoever may see as much."""
    added: dt.datetime
    run: dt.datetime
    """When it last told what is new; at first, when it was added."""
    change: int = 0
    """The newest change of the record that it has seen."""


def add(archive: Archive, watch: Watch, told: Iterable[str] = ()) -> None:
    """Keep a saved search; `told` are the cables that are not new to it.

    Raises QueryError where the name is taken, or is none.
    """
    if not watch.name.strip() or len(watch.name) > _LONGEST_NAME or not watch.name.isprintable():
        raise QueryError(f"a saved search needs a name of 1 to {_LONGEST_NAME} characters in one line.")
    row = (
        rows.clean(watch.name),
        rows.clean(watch.query),
        *rows.reader_columns(watch.reader),
        rows.moment(watch.added),
        rows.moment(watch.run),
        watch.change,
    )
    with archive.writing() as db:
        if db.execute("SELECT 1 FROM watches WHERE name = ?", row[:1]).fetchone():
            raise QueryError(
                f'there is a saved search "{watch.name}" already: choose another name, or take that one away with '
                f"reftel watch remove {watch.name}"
            )
        db.execute("INSERT INTO watches VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        db.executemany("INSERT OR IGNORE INTO watched VALUES (?, ?)", ((row[0], key) for key in told))


def kept(archive: Archive, reader: Reader) -> tuple[Watch, ...]:
    """The saved searches that may be told to `reader`, by name."""
    found = (_watch(*row) for row in archive.ask(f"SELECT {_COLUMNS} FROM watches ORDER BY name"))  # noqa: S608
    return tuple(watch for watch in found if reader.covers(watch.reader))


def told(archive: Archive, name: str, keys: Iterable[str]) -> set[str]:
    """Of these cables, the ones that the saved search has told of already."""
    wanted = json.dumps(list(keys))
    sql = "SELECT cable FROM watched WHERE watch = ? AND cable IN (SELECT value FROM json_each(?))"
    return {cable for (cable,) in archive.ask(sql, (name, wanted))}


def tell(archive: Archive, watch: Watch, keys: Iterable[str], change: int) -> None:
    """Note that the saved search has told of these cables, and has seen the changes up to `change`."""
    now = rows.moment(dt.datetime.now(dt.UTC))
    with archive.writing() as db:
        db.execute("UPDATE watches SET run = ?, change = ? WHERE name = ?", (now, change, watch.name))
        # Somebody may have taken the saved search away meanwhile.
        if db.execute("SELECT 1 FROM watches WHERE name = ?", (watch.name,)).fetchone():
            db.executemany("INSERT OR IGNORE INTO watched VALUES (?, ?)", ((watch.name, key) for key in keys))


def remove(archive: Archive, watch: Watch) -> None:
    """Forget a saved search."""
    with archive.writing() as db:
        db.execute("DELETE FROM watches WHERE name = ?", (watch.name,))


def _watch(name: str, query: str, level: str, caveats: str | None, added: str, run: str, change: int) -> Watch:
    now = dt.datetime.now(dt.UTC)
    return Watch(name, query, rows.reader_of(level, caveats), instant(added) or now, instant(run) or now, change)
