"""The ledger: which files were read, how far, and what was not read of them and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reftel.archive.intake import AGAIN, DAMAGED, READ, READING, UNREAD
from reftel.archive.overview import instant
from reftel.archive.record import Archive
from reftel.archive.views import Standing, Unread

_COLUMNS = "s.number, s.digest, s.state, s.documents, s.reason, r.version"
_UNREAD = (
    "SELECT path, '', size, layout, "
    "CASE WHEN state IN ('reading', 'again') THEN 'interrupted after ' || documents || ' telegrams. Run ingest again' "
    "ELSE reason END, CASE state WHEN 'again' THEN 'reading' ELSE state END, added "
    "FROM sources WHERE state <> 'read' "
    "UNION ALL SELECT s.path, p.place, s.size, s.layout, p.reason, 'passed over', s.added "
    "FROM passed_over p JOIN sources s ON s.number = p.source ORDER BY 1, 2"
)


def at(archive: Archive, path: str, size: int, modified: int) -> Standing | None:
    """What the ledger knows of this path, if the file there is still of this size and date."""
    found = archive.ask(
        f"SELECT {_COLUMNS} FROM sources s LEFT JOIN readers r ON r.number = s.reader "  # noqa: S608
        "WHERE s.size = ? AND s.modified = ? AND s.path = ? ORDER BY s.number DESC LIMIT 1",
        (size, modified, path),
    )
    return _standing(archive, found)


def of(archive: Archive, digest: str) -> Standing | None:
    """What the ledger knows of the file of this digest, wherever it lay."""
    found = archive.ask(
        f"SELECT {_COLUMNS} FROM sources s LEFT JOIN readers r ON r.number = s.reader "  # noqa: S608
        "WHERE substr(s.digest, 1, 16) = ? AND +s.digest = ? ORDER BY s.state = ? LIMIT 1",  # as in intake.find_source
        (digest[:16], digest, UNREAD),
    )
    return _standing(archive, found)


def _standing(archive: Archive, found: list[Any]) -> Standing | None:
    if not found:
        return None
    number, digest, state, documents, reason, version = found[0]
    (held,) = archive.ask("SELECT count(*) FROM editions WHERE source = ?", (number,))[0]
    return Standing(
        number=number,
        digest=digest,
        finished=state in (READ, DAMAGED),
        begun=documents if state in (READING, AGAIN) else 0,
        editions=held,
        reason=reason,
        read=state != UNREAD,
        reader=version,
    )


def begin_again(archive: Archive, number: int) -> None:
    """Let a file that was read be read once more; its editions stay until they are read anew."""
    with archive.writing() as db:
        db.execute("DELETE FROM passed_over WHERE source = ?", (number,))
        db.execute("UPDATE sources SET state = ?, documents = 0 WHERE number = ?", (AGAIN, number))


def known_now(archive: Archive, path: str) -> None:
    """Strike out what could not be read under a path, where the file there is one that was read at another place."""
    # The index is of those that are not read, which has to be said in the words of its definition.
    sql = "SELECT number FROM sources WHERE state <> 'read' AND state = ? AND path = ?"
    numbers = [number for (number,) in archive.ask(sql, (UNREAD, path))]
    if numbers and not archive.read_only:
        with archive.writing() as db:
            for number in numbers:
                db.execute("DELETE FROM passed_over WHERE source = ?", (number,))
                db.execute("DELETE FROM sources WHERE number = ?", (number,))


def unread(archive: Archive) -> Iterator[Unread]:
    """What was not read, or not in whole, or passed over, by path; the parts of a file after it."""
    for path, place, size, layout, reason, state, seen in archive.ask(_UNREAD):
        yield Unread(path, place, reason or "", state, size, layout, instant(seen))


def to_retry(archive: Archive) -> list[str]:
    """Paths of the files that were not read, or not in whole, or of which something could not be read."""
    found = archive.ask(
        "SELECT path FROM sources WHERE state IN (?, ?, ?, ?) UNION "
        "SELECT s.path FROM passed_over p JOIN sources s ON s.number = p.source ORDER BY 1",
        (UNREAD, DAMAGED, READING, AGAIN),
    )
    return [path for (path,) in found]
