"""What is taken out of an archive, with everything that was made of it.

The rows go, and the bytes of what they held are overwritten in the file (`secure_delete`); the index learns of it by
the sequence of changes. A cable that was removed does not come back when its file is read again; a source that was
forgotten does.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from reftel.archive import collections
from reftel.archive.intake import Intake
from reftel.archive.record import Archive
from reftel.model import Struct


class Removed(Struct, frozen=True):
    """What went."""

    cables: tuple[str, ...] = ()
    """Cables that are no longer held."""
    editions: int = 0
    sources: int = 0
    kept: int = 0
    """Cables that lost an edition and have others."""


def remove(archive: Archive, keys: Iterable[str]) -> Removed:
    """Take cables out, with all their editions, and the notes on them, which may quote them.

    In collections and articles their numbers stay. Raises ArchiveError where nothing may be written.
    """
    with archive.taking() as intake:
        db = _overwriting(intake)
        editions: list[tuple[int, int, str]] = []
        for key in keys:
            editions += db.execute(
                "SELECT e.number, e.source, e.place FROM cables c JOIN editions e ON e.cable = c.number WHERE c.id = ?",
                (key,),
            ).fetchall()
        db.executemany("INSERT OR IGNORE INTO withdrawn VALUES (?, ?)", [each[1:] for each in editions])
        gone = intake.drop(number for number, *_ in editions)
        collections.forget_notes(db, gone)
    _done(archive)
    return Removed(tuple(sorted(gone)), len(editions))


def forget(archive: Archive, sources: Iterable[int]) -> Removed:
    """Take sources out, with all that came from them; cables that came from others, too, keep those editions."""
    with archive.taking() as intake:
        db = _overwriting(intake)
        editions: list[tuple[int, int]] = []
        count = 0
        for source in sources:
            editions += db.execute("SELECT number, cable FROM editions WHERE source = ?", (source,)).fetchall()
            count += 1
        gone = intake.drop(number for number, _ in editions)
        for source in sources:
            for table in ("passed_over", "withdrawn"):
                db.execute(f"DELETE FROM {table} WHERE source = ?", (source,))  # noqa: S608
            db.execute("DELETE FROM sources WHERE number = ?", (source,))
    _done(archive)
    return Removed(tuple(sorted(gone)), len(editions), count, len({cable for _, cable in editions}) - len(gone))


def sources_named(archive: Archive, named: str) -> list[tuple[int, str]]:
    """Numbers and paths of the sources that a path, a folder or the beginning of a digest names."""
    digits = named.lower() if len(named) >= _DIGITS and not named.strip("0123456789abcdefABCDEF") else ""
    folder = named.rstrip("/") + "/"
    return [
        (number, path)
        for number, path in archive.ask(
            "SELECT number, path FROM sources WHERE path = ? OR substr(path, 1, ?) = ? "
            "OR (? <> '' AND substr(digest, 1, ?) = ?) ORDER BY path",
            (named, len(folder), folder, digits, len(digits), digits),
        )
    ]


_DIGITS = 8
"""Of a digest, at least; fewer may be a file's name."""


def _overwriting(intake: Intake) -> sqlite3.Connection:
    intake.db.execute("PRAGMA secure_delete = ON")
    return intake.db


def _done(archive: Archive) -> None:
    """Take the log over into the file, so that what was removed stands in neither."""
    archive.ask("PRAGMA wal_checkpoint(TRUNCATE)")
    archive.ask("PRAGMA secure_delete = OFF")
