"""What E.O. lines and marks come to, cable by cable: a table that follows the record, and the questions to it.

The rules stand elsewhere (`reftel.analysis`): this keeps what they said, so that a calendar of two million cables is a
question to SQLite. Dates, levels and E.O. lines of a message are open to every reader; comparisons with the marks of
its portions only to who may see all of them.
"""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal

from reftel import vocabulary
from reftel.archive import access, rows
from reftel.archive.access import Compartment, Reader
from reftel.archive.overview import instant
from reftel.archive.record import Archive
from reftel.model import Cable, Struct

State = Literal["overdue", "due", "later", "event", "exempt", "declassified", "unclassified", "unknown"]
"""How a cable stands on a day: past its day; in the year of its day; before it; waiting for an event; exempt, or never
by itself; open already; never classified; not to be told."""
STATES: tuple[State, ...] = ("overdue", "due", "later", "event", "exempt", "declassified", "unclassified", "unknown")
Marking = Literal["over", "under", "caveat"]

_RULES = "releases"
"""Name of the note that says by which rules the table was made."""
_BATCH = 200
_COLUMNS = (
    "c.id, c.sent, c.origin, c.origin_name, r.level, r.executive_order, r.says, r.rule, r.outcome, r.own, r.due, "
    "r.aged, r.highest, r.marking, r.redacted, r.film, c.partial"
)
# today stands twice: as a day and as its year
_STATE = (
    "CASE WHEN r.outcome IN ('declassified', 'unclassified') THEN r.outcome WHEN r.due < ? THEN 'overdue' "
    "WHEN substr(r.due, 1, 4) = ? THEN 'due' WHEN r.outcome IN ('automatic', 'review') THEN 'later' "
    "WHEN r.outcome IN ('exempt', 'kept', 'excluded') THEN 'exempt' WHEN r.outcome = 'event' THEN 'event' "
    "ELSE 'unknown' END"
)


class Judged(Struct, frozen=True):
    """What the rules say of one cable; docs/record.md describes the columns."""

    rule: str
    outcome: str
    own: dt.date | None = None
    due: dt.date | None = None
    aged: bool = False
    executive_order: str | None = None
    says: str | None = None
    level: str | None = None
    highest: str | None = None
    marking: Marking | None = None
    redacted: bool = False
    film: str | None = None


class Release(Judged, frozen=True, kw_only=True):
    """A judged cable, as it stands on a day."""

    id: str
    state: State
    sent: dt.datetime | None = None
    origin: str | None = None
    origin_name: str | None = None
    partial: bool = False


class Asked(Struct, frozen=True):
    """Which cables are meant: what is not given is not asked for."""

    states: tuple[State, ...] = ()
    year: int | None = None
    """Of the day on which they are due."""
    posts: tuple[str, ...] = ()
    marking: tuple[Marking, ...] = ()
    keys: tuple[str, ...] | None = None
    """These, and no others."""


class Filmed(Struct, frozen=True):
    """When a cable was sent, and where it stands on film."""

    sent: dt.datetime
    film: str


Judge = Callable[[Cable, Sequence[str]], Judged]
"""What the rules say of a cable and the layouts of its editions."""


def follow(archive: Archive, judge: Judge, rules: str, patience: float | None = None) -> int:
    """Judge the cables that are new or have changed, or all of them where the rules did; how many are left.

    `rules` names the rules' version. After `patience` seconds the rest is left for the next time.
    """
    _ready(archive, rules)
    until = None if patience is None else time.monotonic() + patience
    while True:
        reached = archive.ask("SELECT coalesce(max(change), 0) FROM releases")[0][0]
        lacking = archive.ask(
            "SELECT number, change, id FROM cables WHERE change > ? ORDER BY change LIMIT ?", (reached, _BATCH)
        )
        if not lacking:
            return 0
        if until is not None and time.monotonic() > until:
            return unjudged(archive)
        _keep(archive, [row for each in lacking if (row := _row(archive, judge, *each))])


def unjudged(archive: Archive) -> int:
    """How many cables are left for `follow`."""
    sql = "SELECT count(*) FROM cables WHERE change > (SELECT coalesce(max(change), 0) FROM releases)"
    return int(archive.ask(sql)[0][0])


def _ready(archive: Archive, rules: str) -> None:
    """A table made by these rules; of a record that may not be written, one beside it for as long as it is open."""
    current = archive.remembered(_RULES) == rules
    if archive.read_only:
        if not archive.ask("SELECT 1 FROM sqlite_temp_master WHERE name = 'releases'"):
            # Of the connection, not of the record: SQLite looks for a table's name here first.
            (made,) = archive.ask("SELECT sql FROM sqlite_master WHERE name = 'releases'")[0]
            archive.ask(str(made).replace("CREATE TABLE", "CREATE TEMP TABLE", 1))
            if current:
                archive.ask("INSERT INTO temp.releases SELECT * FROM main.releases")
    elif not current:
        with archive.writing() as db:
            db.execute("DELETE FROM releases")
        archive.remember(_RULES, rules)


def _row(archive: Archive, judge: Judge, number: int, change: int, key: str) -> rows.Row | None:
    cable = archive.whole(key)
    if cable is None:  # taken out meanwhile
        return None
    layouts = [each for (each,) in archive.ask("SELECT DISTINCT layout FROM editions WHERE cable = ?", (number,))]
    judged = judge(cable, layouts)
    needs = sorted({each.name for each in access.compartments(cable)})
    row: rows.Row = (
        number,
        change,
        judged.rule,
        judged.outcome,
        judged.own.isoformat() if judged.own else None,
        judged.due.isoformat() if judged.due else None,
        int(judged.aged),
        judged.executive_order,
        judged.says,
        judged.level,
        judged.highest,
        judged.marking,
        int(judged.redacted),
        judged.film,
        json.dumps(needs),
    )
    return tuple(rows.clean(value) if isinstance(value, str) else value for value in row)


def _keep(archive: Archive, made: Sequence[rows.Row]) -> None:
    sql = "INSERT OR REPLACE INTO releases VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    if archive.read_only:
        for row in made:
            archive.ask(sql, row)
        return
    with archive.writing() as db:
        db.executemany(sql, made)


def counted(archive: Archive, asked: Asked, today: dt.date, reader: Reader) -> dict[State, int]:
    """How many cables stand how."""
    where, values = _where(archive, asked, today, reader)
    sql = f"SELECT {_STATE} AS state, count(*) {_FROM} WHERE {where} GROUP BY 1"
    return dict(archive.ask(sql, (*_days(today), *values)))


def by_year(archive: Archive, asked: Asked, today: dt.date, reader: Reader) -> list[tuple[int, State, int]]:
    """How many are due in which year, by how they stand."""
    where, values = _where(archive, asked, today, reader)
    sql = (
        f"SELECT CAST(substr(r.due, 1, 4) AS INTEGER), {_STATE} AS state, count(*) {_FROM} "
        f"WHERE r.due IS NOT NULL AND {where} GROUP BY 1, 2 ORDER BY 1, 2"
    )
    return [(year, state, many) for year, state, many in archive.ask(sql, (*_days(today), *values))]


def by_post(archive: Archive, asked: Asked, today: dt.date, reader: Reader) -> list[tuple[str, str, int]]:
    """How many are of which post: code, name, number; most first."""
    where, values = _where(archive, asked, today, reader)
    sql = f"SELECT c.origin, count(*) {_FROM} WHERE c.origin IS NOT NULL AND {where} GROUP BY 1 ORDER BY 2 DESC, 1"
    return [(code, vocabulary.post_label(code), many) for code, many in archive.ask(sql, values)]


def by_marking(archive: Archive, asked: Asked, today: dt.date, reader: Reader) -> list[tuple[Marking, int]]:
    """How many are marked too high, too low, or without a caveat of theirs."""
    where, values = _where(archive, asked, today, reader, marks=True)
    sql = f"SELECT r.marking, count(*) {_FROM} WHERE r.marking IS NOT NULL AND {where} GROUP BY 1"
    return [(marking, many) for marking, many in archive.ask(sql, values)]


def listed(
    archive: Archive, asked: Asked, today: dt.date, reader: Reader, *, limit: int | None = None, offset: int = 0
) -> list[Release]:
    """The cables, those first that were due first; undated last."""
    where, values = _where(archive, asked, today, reader, marks=bool(asked.marking))
    sql = f"SELECT {_STATE} AS state, {_COLUMNS}, r.needs {{}} ORDER BY {{}}c.sent, c.id LIMIT ? OFFSET ?"
    given = (*_days(today), *values)
    many = -1 if limit is None else limit
    if asked.keys is not None or asked.marking:
        found = archive.ask(sql.format(f"{_FROM} WHERE {where}", "r.due IS NULL, r.due, "), (*given, many, offset))
    else:  # one list behind the other: SQLite need not sort what the days lead to in their order
        dated = f"{_FROM} WHERE r.due IS NOT NULL AND {where}"
        found = archive.ask(sql.format(dated, "r.due, "), (*given, many, offset))
        left = -1 if limit is None else limit - len(found)
        if left:
            begin = 0 if found or not offset else offset - archive.ask(f"SELECT count(*) {dated}", values)[0][0]
            most = not asked.posts and asked.states in ((), ("unclassified",))
            undated = f"{_BY_SENT if most else _FROM} WHERE r.due IS NULL AND {where}"
            found += archive.ask(sql.format(undated, ""), (*given, left, begin))
    may = _open_to(archive, reader, {row[-1] for row in found})
    return [_release(may, *row[:-1], needs=row[-1]) for row in found]


def of_cables(archive: Archive, keys: Iterable[str], today: dt.date, reader: Reader) -> dict[str, Release]:
    """What is known of these cables, by key."""
    return {each.id: each for each in listed(archive, Asked(keys=tuple(keys)), today, reader)}


def films(archive: Archive, day: dt.date, reader: Reader) -> tuple[Filmed | None, Filmed | None]:
    """The held cables with a film number that were sent last before the noon of `day`, and first after it."""
    noon = dt.datetime.combine(day, dt.time(12), dt.UTC)
    may = _every_open(archive, reader)

    def nearest(begin: dt.datetime, end: dt.datetime, order: str) -> Filmed | None:
        found = archive.ask(
            f"SELECT c.sent, r.film {_FROM} WHERE r.film IS NOT NULL AND c.sent >= ? AND c.sent < ? "  # noqa: S608
            f"AND r.needs IN (SELECT value FROM json_each(?)) ORDER BY c.sent {order} LIMIT 1",
            (rows.moment(begin), rows.moment(end), may),
        )
        return next((Filmed(when, film) for sent, film in found if (when := instant(sent))), None)

    return nearest(noon - _NEAR, noon, "DESC"), nearest(noon, noon + _NEAR, "ASC")


def films_numbered(archive: Archive, beginning: str, reader: Reader) -> list[tuple[int, Filmed]]:
    """The held telegrams of a post and year (``74LAPAZ``) with a film number, by their serials."""
    found = archive.ask(
        f"SELECT c.id, c.sent, r.film {_FROM} WHERE r.film IS NOT NULL AND c.id >= ? AND c.id < ? "  # noqa: S608
        "AND r.needs IN (SELECT value FROM json_each(?))",
        (beginning, beginning + ":", _every_open(archive, reader)),
    )
    told = ((key.removeprefix(beginning), instant(sent), film) for key, sent, film in found)
    return sorted(
        ((int(serial), Filmed(when, film)) for serial, when, film in told if serial.isdecimal() and when),
        key=lambda each: each[0],
    )


_NEAR = dt.timedelta(days=45)
_FROM = "FROM releases r JOIN cables c ON c.number = r.cable AND c.change = r.change"
_BY_SENT = "FROM cables c CROSS JOIN releases r ON c.number = r.cable AND c.change = r.change"
"""In the order in which they were sent: for lists of which most cables are."""


def _days(today: dt.date) -> tuple[str, str]:
    return today.isoformat(), f"{today.year:04d}"


def _where(
    archive: Archive, asked: Asked, today: dt.date, reader: Reader, *, marks: bool = False
) -> tuple[str, list[Any]]:
    """Conditions, all of which must hold, and their values."""
    conditions, values = ["1"], list[Any]()
    if asked.states:
        conditions.append(f"{_STATE} IN (SELECT value FROM json_each(?))")  # noqa: S608
        values += [*_days(today), json.dumps(asked.states)]
    if asked.year is not None:
        conditions.append("substr(r.due, 1, 4) = ?")
        values.append(f"{asked.year:04d}")
    for column, wanted in (("c.origin", asked.posts), ("r.marking", asked.marking), ("c.id", asked.keys)):
        if wanted or (wanted is not None and column == "c.id"):
            conditions.append(f"{column} IN (SELECT value FROM json_each(?))")  # noqa: S608
            values.append(json.dumps(wanted))
    if marks and reader != access.EVERYTHING:
        conditions.append("r.needs IN (SELECT value FROM json_each(?))")
        values.append(_every_open(archive, reader))
    return " AND ".join(conditions), values


def _every_open(archive: Archive, reader: Reader) -> str:
    """All combinations of compartments that the reader may see all of, for SQLite."""
    every = archive.ask("SELECT DISTINCT needs FROM releases")
    return json.dumps(sorted(_open_to(archive, reader, {needs for (needs,) in every})))


def _open_to(archive: Archive, reader: Reader, every: Iterable[str]) -> set[str]:
    """Of these combinations of compartments, those that the reader may see all of."""
    if reader == access.EVERYTHING:
        return set(every)
    band_of = {each.name: each for each in archive.compartments()}
    found = set()
    for needs in every:
        parts = (band_of.get(name) or Compartment("ts", (name,)) for name in json.loads(needs))
        if all(reader.sees(part) for part in parts):
            found.add(needs)
    return found


def _release(
    may: set[str],
    state: State,
    key: str,
    sent: str | None,
    origin: str | None,
    origin_name: str | None,
    level: str | None,
    order: str | None,
    says: str | None,
    rule: str,
    outcome: str,
    own: str | None,
    due: str | None,
    aged: int,
    highest: str | None,
    marking: Marking | None,
    redacted: int,
    film: str | None,
    partial: int,
    *,
    needs: str,
) -> Release:
    whole = needs in may
    return Release(
        id=key,
        state=state,
        sent=instant(sent),
        origin=origin,
        origin_name=origin_name,
        partial=bool(partial),
        rule=rule,
        outcome=outcome,
        own=dt.date.fromisoformat(own) if own else None,
        due=dt.date.fromisoformat(due) if due else None,
        aged=bool(aged),
        executive_order=order,
        says=says,
        level=level,
        highest=highest if whole else None,
        marking=marking if whole else None,
        redacted=bool(redacted) and whole,
        film=film if whole else None,
    )
