"""Requests for cables, as the record keeps them: what was asked of whom, and how far it is.

A request is shown only to whoever may see as much as the reader who drafted it: a number that only a withheld paragraph
cites is no news for the others.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable
from typing import Literal, cast

from reftel.archive import rows
from reftel.archive.access import Reader
from reftel.archive.overview import instant
from reftel.archive.record import Archive
from reftel.errors import QueryError
from reftel.model import Struct

Kind = Literal["foia", "mdr"]
State = Literal["drafted", "sent", "answered"]
STATES: tuple[State, ...] = ("drafted", "sent", "answered")
_COLUMNS = "number, kind, addressee, state, level, caveats, drafted, sent, answered, note"
_LONGEST_NOTE = 2000
_HIGHEST = "requests"
"""Name of the note that keeps the highest number given."""
_EASTERNMOST = dt.timedelta(hours=14)
"""How far ahead of UTC the day begins where it begins first."""


class Requested(Struct, frozen=True):
    """A cable that is asked for."""

    cable: str
    """The key, or the number of a cable that is not held."""
    why: str
    """``missing``, ``partial``, ``redacted``, ``overdue``, ``classified``."""


class Request(Struct, frozen=True):
    """A request, and how far it is."""

    number: int
    kind: Kind
    addressee: str
    """``nara``, ``state``."""
    state: State
    reader: Reader
    """Whose it is."""
    drafted: dt.datetime
    sent: dt.datetime | None = None
    answered: dt.datetime | None = None
    note: str = ""
    cables: tuple[Requested, ...] = ()

    @property
    def since(self) -> dt.datetime:
        """When its state began."""
        return {"drafted": None, "sent": self.sent, "answered": self.answered}[self.state] or self.drafted


def add(
    archive: Archive, kind: Kind, addressee: str, reader: Reader, cables: Iterable[Requested], now: dt.datetime
) -> Request:
    """Keep a request as drafted; it gets the next number, never one that another had."""
    asked = tuple(cables)
    with archive.writing() as db:
        caveats = None if reader.caveats is None else json.dumps(sorted(reader.caveats))
        number = _highest(db) + 1
        _note_highest(db, number)
        db.execute(
            "INSERT INTO requests (number, kind, addressee, state, level, caveats, drafted, note) "
            "VALUES (?, ?, ?, 'drafted', ?, ?, ?, '')",
            (number, kind, addressee, reader.level, caveats, rows.moment(now)),
        )
        db.executemany(
            "INSERT INTO requested VALUES (?, ?, ?, ?)",
            [(number, at, rows.clean(each.cable), each.why) for at, each in enumerate(asked)],
        )
    # to the second, as it is kept
    return Request(number, kind, addressee, "drafted", reader, now.replace(microsecond=0), cables=asked)


def kept(archive: Archive, reader: Reader) -> tuple[Request, ...]:
    """The requests that may be shown to `reader`, the newest first."""
    found = archive.ask(f"SELECT {_COLUMNS} FROM requests ORDER BY number DESC")  # noqa: S608
    return tuple(each for row in found if reader.covers((each := _request(archive, *row)).reader))


def one(archive: Archive, number: int, reader: Reader) -> Request | None:
    """The request of this number; None where there is none, or it is not for `reader`."""
    for row in archive.ask(f"SELECT {_COLUMNS} FROM requests WHERE number = ?", (number,)):  # noqa: S608
        found = _request(archive, *row)
        return found if reader.covers(found.reader) else None
    return None


def asking_for(archive: Archive, cables: Iterable[str], reader: Reader) -> dict[str, tuple[Request, ...]]:
    """Of these cables, those that were asked for already → the requests that may be shown, oldest first."""
    found: dict[str, tuple[Request, ...]] = {}
    sql = "SELECT cable, request FROM requested WHERE cable IN (SELECT value FROM json_each(?)) ORDER BY cable, request"
    for cable, number in archive.ask(sql, (json.dumps(list(cables)),)):
        if request := one(archive, number, reader):
            found[cable] = (*found.get(cable, ()), request)
    return found


def follow(
    archive: Archive, request: Request, state: State, now: dt.datetime, note: str = "", *, on: dt.datetime | None = None
) -> None:
    """Note that a request was sent or answered, or is a draft again, on the day `on`; today, where that is not told.

    A state that it has already keeps its day, unless `on` tells another. What was noted before stays: the new note is
    a line below it, with its day. Raises QueryError for a note that is too long, for a day that
    is yet to come, and for an answer before the sending.
    """
    note = note.strip()
    if len(note) > _LONGEST_NOTE:
        raise QueryError(f"a note holds up to {_LONGEST_NOTE:,} characters; this one has {len(note):,}.")
    had = {"drafted": None, "sent": request.sent, "answered": request.answered}[state]
    stays = state == request.state and on is None
    when = (had or now) if stays else (on or now)
    if on is not None and on.date() > (dt.datetime.now(dt.UTC) + _EASTERNMOST).date():
        raise QueryError(
            f"request {request.number} can't be noted as {state} on {on:%Y-%m-%d}, which is yet to come: check the day."
        )
    if state == "answered" and request.sent and when.date() < request.sent.date():
        raise QueryError(
            f"request {request.number} was sent on {request.sent:%Y-%m-%d}, and can't have been answered on "
            f"{when:%Y-%m-%d}: check the day."
        )
    moment = rows.moment(when)
    values = {"drafted": (None, None), "sent": (moment, None), "answered": (rows.moment(request.sent), moment)}[state]
    line = f"{now:%Y-%m-%d}: {note}" if stays else f"{state} {when:%Y-%m-%d}: {note}"
    notes = "\n".join(each for each in (request.note, line if note else "") if each)
    with archive.writing() as db:
        db.execute(
            "UPDATE requests SET state = ?, sent = ?, answered = ?, note = ? WHERE number = ?",
            (state, *values, rows.clean(notes), request.number),
        )


def drop(archive: Archive, request: Request) -> None:
    """Forget a request."""
    with archive.writing() as db:
        _note_highest(db, _highest(db))
        db.execute("DELETE FROM requested WHERE request = ?", (request.number,))
        db.execute("DELETE FROM requests WHERE number = ?", (request.number,))


def _highest(db: sqlite3.Connection) -> int:
    """The highest number that a request ever had: of one that was dropped, too, whose letter may be under way."""
    sql = (
        "SELECT max(coalesce((SELECT max(number) FROM requests), 0), "
        "coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE key = ?), 0))"
    )
    return int(db.execute(sql, (_HIGHEST,)).fetchone()[0])


def _note_highest(db: sqlite3.Connection, number: int) -> None:
    db.execute("DELETE FROM meta WHERE key = ?", (_HIGHEST,))
    db.execute("INSERT INTO meta VALUES (?, ?)", (_HIGHEST, str(number)))


def _request(
    archive: Archive,
    number: int,
    kind: str,
    addressee: str,
    state: str,
    level: str,
    caveats: str | None,
    drafted: str,
    sent: str | None,
    answered: str | None,
    note: str,
) -> Request:
    cables = archive.ask("SELECT cable, why FROM requested WHERE request = ? ORDER BY position", (number,))
    return Request(
        number=number,
        kind=cast(Kind, kind),
        addressee=addressee,
        state=cast(State, state),
        reader=Reader(level, None if caveats is None else frozenset(json.loads(caveats))),
        drafted=instant(drafted) or dt.datetime.now(dt.UTC),
        sent=instant(sent),
        answered=instant(answered),
        note=note,
        cables=tuple(Requested(*row) for row in cables),
    )
