"""Collections: cables and paragraphs that people put together, with notes, in an order of their own.

A collection holds numbers and notes, never the text of a cable: what it shows is read through the gate whenever it is
looked at. It belongs to the reader who made it, and is told only to whoever may see as much, since its notes may quote
what stands there; sharing it is that reader's own word that its title, its description and its order may be known.
"""

from __future__ import annotations

import datetime as dt
import re
import secrets
import sqlite3
import unicodedata
from collections.abc import Iterable

from reftel.archive import rows
from reftel.archive.access import EVERYTHING, Reader
from reftel.archive.overview import instant
from reftel.archive.record import Archive
from reftel.errors import QueryError
from reftel.model import Struct

LONGEST_TITLE = 200
LONGEST_NOTE = 20_000
"""Characters of a note or of a description."""
_LONGEST_NAME = 60
_SECRET = 16
"""Bytes of the secret part of an address: 128 bits, which nobody guesses."""
_COLUMNS = "number, name, title, description, level, caveats, share, added, changed"


class Collection(Struct, frozen=True):
    """A collection, without what is in it."""

    number: int
    name: str
    """As it stands in addresses: ``harbour-papers``."""
    title: str
    description: str
    reader: Reader
    """Whose it is: what they may see, its notes may quote."""
    added: dt.datetime
    changed: dt.datetime
    share: str | None = None
    """The secret part of the address under which it is shared for reading; None while it is not."""


class Item(Struct, frozen=True):
    """A cable or a paragraph in a collection."""

    number: int
    """By which it is named in forms, wherever it is moved."""
    position: int
    """From 1."""
    cable: str
    """The key."""
    anchor: str | None
    """``par7``; None for the whole cable."""
    note: str
    added: dt.datetime


def make(
    archive: Archive, title: str, *, name: str | None = None, description: str = "", reader: Reader = EVERYTHING
) -> Collection:
    """A new, empty collection; without `name` it is called after its title.

    Raises QueryError where the title is none, or `name` is taken or can't stand in an address.
    """
    title, description = _title(title), _text(description, "description")
    now = _now()
    level, caveats = rows.reader_columns(reader)
    with archive.writing() as db:
        taken = {each for (each,) in db.execute("SELECT name FROM collections")}
        if name is None:
            name = _free(slug(title), taken)
        elif name != slug(name) or name in taken:
            wrong = f'there is a collection "{name}" already' if name in taken else f'"{name}" is no name'
            raise QueryError(f"{wrong}: choose one of small letters, digits and dashes, as harbour-papers.")
        db.execute(
            "INSERT INTO collections (name, title, description, level, caveats, added, changed) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (name, title, description, level, caveats, now, now),
        )
        found = db.execute(f"SELECT {_COLUMNS} FROM collections WHERE name = ?", (name,)).fetchone()  # noqa: S608
    return _collection(*found)


def kept(archive: Archive, reader: Reader = EVERYTHING) -> tuple[Collection, ...]:
    """The collections that may be told to `reader`, the one changed last first."""
    found = archive.ask(f"SELECT {_COLUMNS} FROM collections ORDER BY changed DESC, name")  # noqa: S608
    return tuple(each for row in found if reader.covers((each := _collection(*row)).reader))


def named(archive: Archive, name: str, reader: Reader = EVERYTHING) -> Collection | None:
    """The collection of this name, or of this title where only one has it; None where `reader` may be told of none."""
    every = kept(archive, reader)
    found = [each for each in every if each.name == name] or [each for each in every if each.title == name]
    return found[0] if len(found) == 1 else None


def shared(archive: Archive, secret: str) -> Collection | None:
    """The collection that is shared under this secret."""
    found = archive.ask(f"SELECT {_COLUMNS} FROM collections WHERE share = ?", (rows.clean(secret),))  # noqa: S608
    return _collection(*found[0]) if found else None


def items(archive: Archive, collection: Collection) -> tuple[Item, ...]:
    """What is in it, in its order."""
    return tuple(_items(archive.ask(_ITEMS, (collection.number,))))


def sizes(archive: Archive) -> dict[int, int]:
    """How many items each collection has, by its number; one that is empty has none here."""
    return dict(archive.ask("SELECT collection, count(*) FROM collected GROUP BY collection"))


def holding(archive: Archive, cable: str, reader: Reader = EVERYTHING) -> tuple[tuple[Collection, str | None], ...]:
    """The collections in which a cable or a paragraph of it (its anchor) is."""
    found = archive.ask("SELECT collection, anchor FROM collected WHERE cable = ? ORDER BY number", (cable,))
    known = {each.number: each for each in kept(archive, reader)} if found else {}
    return tuple((known[number], anchor) for number, anchor in found if number in known)


def describe(archive: Archive, collection: Collection, *, title: str | None = None, text: str | None = None) -> None:
    """Give it another title or description; its name stays, so that addresses do. Raises QueryError."""
    title = collection.title if title is None else _title(title)
    text = collection.description if text is None else _text(text, "description")
    with archive.writing() as db:
        db.execute(
            "UPDATE collections SET title = ?, description = ? WHERE number = ?", (title, text, collection.number)
        )
        _touch(db, collection)


def put(
    archive: Archive, collection: Collection, cable: str, anchor: str | None = None, note: str | None = None
) -> Item:
    """Put a cable or a paragraph at its end; one that is in it already stays where it is.

    `note` takes the place of the note that it has; None leaves that. Raises QueryError for a note that is too long.
    """
    text = None if note is None else _text(note, "note")
    with archive.writing() as db:
        found = db.execute(
            "SELECT number FROM collected WHERE collection = ? AND cable = ? AND anchor IS ?",
            (collection.number, cable, anchor),
        ).fetchone()
        if found is None:
            last = db.execute(
                "SELECT coalesce(max(position), 0) FROM collected WHERE collection = ?", (collection.number,)
            ).fetchone()[0]
            found = db.execute(
                "INSERT INTO collected (collection, position, cable, anchor, note, added) VALUES (?, ?, ?, ?, ?, ?) "
                "RETURNING number",
                (collection.number, last + 1, cable, anchor, text or "", _now()),
            ).fetchone()
        elif text is not None:
            db.execute("UPDATE collected SET note = ? WHERE number = ?", (text, found[0]))
        _touch(db, collection)
        return next(each for each in _items(db.execute(_ITEMS, (collection.number,))) if each.number == found[0])


def annotate(archive: Archive, collection: Collection, item: int, note: str) -> None:
    """Write another note to an item. Raises QueryError for one that is too long."""
    text = _text(note, "note")
    with archive.writing() as db:
        db.execute("UPDATE collected SET note = ? WHERE collection = ? AND number = ?", (text, collection.number, item))
        _touch(db, collection)


def take_out(archive: Archive, collection: Collection, item: int) -> None:
    """Take an item out; one that is gone already is no error."""
    with archive.writing() as db:
        order = [each for each in _order(db, collection) if each != item]
        db.execute("DELETE FROM collected WHERE collection = ? AND number = ?", (collection.number, item))
        _arrange(db, order)
        _touch(db, collection)


def move(archive: Archive, collection: Collection, item: int, position: int) -> None:
    """Put an item at a position, from 1; the others make room. One beyond the end is the end."""
    with archive.writing() as db:
        order = _order(db, collection)
        if item not in order:
            return
        order.remove(item)
        order.insert(max(1, min(position, len(order) + 1)) - 1, item)
        _arrange(db, order)
        _touch(db, collection)


def share(archive: Archive, collection: Collection) -> str:
    """Share it for reading: the secret part of its address, the same as before where it is shared already."""
    if collection.share:
        return collection.share
    secret = secrets.token_urlsafe(_SECRET)
    with archive.writing() as db:
        db.execute("UPDATE collections SET share = ? WHERE number = ?", (secret, collection.number))
    return secret


def unshare(archive: Archive, collection: Collection) -> None:
    """No longer share it: its address leads nowhere, for good."""
    with archive.writing() as db:
        db.execute("UPDATE collections SET share = NULL WHERE number = ?", (collection.number,))


def delete(archive: Archive, collection: Collection) -> None:
    """Forget a collection with its notes; the cables in it stay in the archive."""
    with archive.writing() as db:
        db.execute("DELETE FROM collected WHERE collection = ?", (collection.number,))
        db.execute("DELETE FROM collections WHERE number = ?", (collection.number,))


def forget_notes(db: sqlite3.Connection, cables: Iterable[str]) -> None:
    """Empty the notes on cables that are removed for good, which may quote them; their numbers stay in their places."""
    db.executemany("UPDATE collected SET note = '' WHERE cable = ?", ((cable,) for cable in cables))


def slug(title: str) -> str:
    """A title as it can stand in an address: ``Harbour papers, 1974`` → ``harbour-papers-1974``."""
    plain = re.sub(r"[\u0300-\u036f]", "", unicodedata.normalize("NFKD", title)).lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_NAME].strip("-") or "collection"


_ITEMS = "SELECT number, cable, anchor, note, added FROM collected WHERE collection = ? ORDER BY position, number"


def _items(found: Iterable[tuple[int, str, str | None, str, str]]) -> Iterable[Item]:
    for position, (number, cable, anchor, note, added) in enumerate(found, start=1):
        yield Item(number, position, cable, anchor, note, _instant(added))


def _order(db: sqlite3.Connection, collection: Collection) -> list[int]:
    found = db.execute(
        "SELECT number FROM collected WHERE collection = ? ORDER BY position, number", (collection.number,)
    )
    return [number for (number,) in found]


def _arrange(db: sqlite3.Connection, order: list[int]) -> None:
    db.executemany("UPDATE collected SET position = ? WHERE number = ?", enumerate(order, start=1))


def _touch(db: sqlite3.Connection, collection: Collection) -> None:
    db.execute("UPDATE collections SET changed = ? WHERE number = ?", (_now(), collection.number))


def _free(name: str, taken: set[str]) -> str:
    if name not in taken:
        return name
    return next(each for count in range(2, len(taken) + 3) if (each := f"{name}-{count}") not in taken)


def _title(text: str) -> str:
    title = rows.line(text)
    if not title or len(title) > LONGEST_TITLE:
        raise QueryError(f"a collection needs a title of 1 to {LONGEST_TITLE} characters.")
    return title


def _text(text: str, what: str) -> str:
    cleaned = (rows.clean(text) or "").replace("\r\n", "\n").strip()
    if len(cleaned) > LONGEST_NOTE:
        raise QueryError(f"that {what} is too long: {len(cleaned):,} characters, and {LONGEST_NOTE:,} are kept.")
    return cleaned


def _now() -> str:
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _instant(text: str) -> dt.datetime:
    return instant(text) or dt.datetime.now(dt.UTC)


def _collection(
    number: int,
    name: str,
    title: str,
    description: str,
    level: str,
    caveats: str | None,
    share: str | None,
    added: str,
    changed: str,
) -> Collection:
    reader = rows.reader_of(level, caveats)
    return Collection(number, name, title, description, reader, _instant(added), _instant(changed), share)
