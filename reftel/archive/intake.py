"""What was read goes into the record: one transaction, in which rows are gathered and written table by table."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, Literal

from reftel.archive import blobs, identity, likeness, rows
from reftel.archive.misreading import misread
from reftel.archive.packing import Packed, Sheaf, Shown, shown
from reftel.archive.views import Added, Source
from reftel.model import Cable

Whole = Callable[[str], Cable | None]
"""The cable that is shown under a key."""

READING, AGAIN, READ, DAMAGED, UNREAD = "reading", "again", "read", "damaged", "unread"
"""States of a source: begun; begun anew; read; read, but not in whole; not read."""
_CHUNK = 500
"""Values in one SQL statement; SQLite takes 32,766, older builds 999."""
_CANDIDATES = 8
"""Cables that are compared with a new one at most; more share a band only where a form letter is in the heap."""

_COPIES = 100
"""Copies of a file that was not read, among which one that was moved is looked for."""


class Intake:
    """One transaction's work. `finish` must be called in the same transaction."""

    def __init__(self, db: sqlite3.Connection, whole: Whole, version: str) -> None:
        self.db = db
        db.execute("PRAGMA defer_foreign_keys = ON")  # a cable and its edition point at each other
        db.executemany("INSERT OR IGNORE INTO meta VALUES (?, ?)", blobs.preset())
        self._whole = whole
        self._change = int(self._value("SELECT value FROM meta WHERE key = 'change'"))
        self._cable = int(self._value("SELECT coalesce(max(number), 0) FROM cables"))
        self._edition = int(self._value("SELECT coalesce(max(number), 0) FROM editions"))
        self._reader = self._reader_number(version)
        self._now = rows.moment(dt.datetime.now(dt.UTC))
        self._waiting: defaultdict[str, list[rows.Row]] = defaultdict(list)
        self._fresh: dict[str, tuple[int, Packed]] = {}
        """Keys of the cables whose rows are waiting to be written: their numbers, and what they were made of."""
        self._further: dict[int, int] = {}
        """Cables to which an edition came, or from which one went: number → the change that this is. They are shown
        anew when the rows that wait are written."""
        self._bands: dict[int, tuple[int, ...]] = {}
        self._places: dict[int, dict[str, int]] = {}

    def _value(self, sql: str, values: tuple[Any, ...] = ()) -> Any:
        return self.db.execute(sql, values).fetchone()[0]

    def _reader_number(self, version: str) -> int:
        self.db.execute("INSERT OR IGNORE INTO readers (version) VALUES (?)", (version,))
        return int(self._value("SELECT number FROM readers WHERE version = ?", (version,)))

    # -- sources -------------------------------------------------------------------------------------------------

    def take(self, sheaf: Sheaf) -> Added:
        """One sheaf of a file, where it is the next of it; one that was taken before adds nothing."""
        number, state, documents = self._source(sheaf.source)
        if state in (READ, DAMAGED):
            return Added(known=len(self._editions_of(number)))
        if sheaf.changed:
            self.drop(self._editions_of(number))
            self._close(number, sheaf, 0)
            return Added()
        if sheaf.first > documents:
            return Added()  # another process forgot the source meanwhile
        new = further = editions = 0
        for packed in sheaf.packed[documents - sheaf.first :]:
            if packed is not None:
                came = self._add(packed, number, sheaf.source.path, again=state == AGAIN)
                new += came == "new"
                further += came == "further"
                editions += 1
        documents = max(documents, sheaf.first + len(sheaf.packed))
        self._note(number, sheaf)
        if sheaf.ended:
            if state == AGAIN:
                self._drop_former(number)
            self._close(number, sheaf, documents)
        else:
            self.db.execute("UPDATE sources SET documents = ? WHERE number = ?", (documents, number))
        return Added(new=new, known=editions - new - further, editions=editions, further=further)

    def _source(self, source: Source) -> tuple[int, str, int]:
        """Number, state and documents read of a source; entered where it is new, begun where it was not read."""
        found = find_source(self.db, source.digest)
        if found is None or found[1] == UNREAD:
            found = self._unread(source) or self._moved(source)
        else:  # what could not be read under this path has been read at another place
            self._strike_unread(source)
        if found is None or found[1] == UNREAD:
            row = (source.digest or None, rows.clean(source.path), "", source.size, source.modified, self._now, READING)
            number = found[0] if found else None
            self.db.execute("DELETE FROM passed_over WHERE source = ?", (number,))
            number = self.db.execute(
                "INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, NULL, ?)",
                (number, *row, self._reader),
            ).lastrowid
            return int(number or 0), READING, 0
        return found

    def _unread(self, source: Source) -> tuple[int, str, int] | None:
        """What could not be read under this path, or was no cable: it may have come to be one."""
        found: tuple[int, str, int] | None = self.db.execute(
            # The index is of those that are not read, which has to be said in the words of its definition.
            "SELECT number, state, documents FROM sources WHERE state <> 'read' AND state = ? AND path = ?",
            (UNREAD, rows.clean(source.path)),
        ).fetchone()
        return found

    def _moved(self, source: Source) -> tuple[int, str, int] | None:
        """What could not be read at another path, and has gone from there; of copies that stay, each is told."""
        copies = self.db.execute(
            "SELECT number, state, documents, path FROM sources "
            "WHERE substr(digest, 1, 16) = ? AND +digest = ? LIMIT ?",
            (source.digest[:16], source.digest, _COPIES),
        )
        return next((row[:3] for row in copies.fetchall() if not os.path.lexists(row[3])), None)

    def _strike_unread(self, source: Source) -> None:
        if (unread := self._unread(source)) is not None:
            self.db.execute("DELETE FROM passed_over WHERE source = ?", (unread[0],))
            self.db.execute("DELETE FROM sources WHERE number = ?", (unread[0],))

    def _note(self, number: int, sheaf: Sheaf) -> None:
        """Layouts met, and what was passed over."""
        layouts = dict.fromkeys(each.layout for each in sheaf.packed if each is not None)
        if layouts:
            held = str(self._value("SELECT layout FROM sources WHERE number = ?", (number,)))
            joined = ",".join(dict.fromkeys([*(held.split(",") if held else ()), *layouts]))
            if joined != held:
                self.db.execute("UPDATE sources SET layout = ? WHERE number = ?", (joined, number))
        if sheaf.passed_over:
            count = self._value("SELECT coalesce(max(position) + 1, 0) FROM passed_over WHERE source = ?", (number,))
            path = sheaf.source.path
            self.db.executemany(
                "INSERT INTO passed_over VALUES (?, ?, ?, ?)",
                (
                    (number, count + at, rows.clean(place.removeprefix(path)), rows.clean(reason))
                    for at, (place, reason) in enumerate(sheaf.passed_over)
                ),
            )

    def _close(self, number: int, sheaf: Sheaf, documents: int) -> None:
        state = READ if sheaf.reason is None else DAMAGED if documents else UNREAD
        digest = None if sheaf.changed else sheaf.source.digest or None
        self.db.execute(
            "UPDATE sources SET state = ?, documents = ?, reason = ?, reader = ?, digest = ? WHERE number = ?",
            (state, documents, rows.clean(sheaf.reason), self._reader, digest, number),
        )

    def _editions_of(self, source: int) -> list[int]:
        self.flush()
        return [number for (number,) in self.db.execute("SELECT number FROM editions WHERE source = ?", (source,))]

    def _drop_former(self, source: int) -> None:
        """Take away the editions that an older reader found in a source and this one does not."""
        self.flush()
        former = self.db.execute(
            "SELECT number FROM editions WHERE source = ? AND reader IS NOT ?", (source, self._reader)
        )
        self.drop([number for (number,) in former.fetchall()])

    # -- cables --------------------------------------------------------------------------------------------------

    def _add(self, packed: Packed, source: int, path: str, *, again: bool) -> Literal["new", "further", "known"]:
        """One reading: a new cable, a further edition of one, or a document that was there."""
        place = packed.place.removeprefix(rows.clean(path) or "")
        if again and self._seen_before(packed, source, place):
            return "known"
        key, number = self._place(packed)
        fresh = number is None
        self._edition += 1
        self._change += 1
        if number is None:
            self._cable += 1
            number = self._cable
            self._fresh[key] = number, packed
            self._write(number, key, self._change, self._edition, packed.shown, packed.aliases)
        else:
            self._further[number] = self._change
        self._waiting["editions"].append((self._edition, number, source, place, *self._reading(packed)))
        self._waiting["compartments"].extend(packed.compartments)
        return "new" if fresh else "further"

    def _reading(self, packed: Packed) -> rows.Row:
        """The columns of an edition from `layout` on."""
        return (
            packed.layout,
            packed.encoding,
            packed.told,
            packed.released,
            int(packed.partial),
            packed.doubts,
            self._reader,
            packed.packing,
            packed.text,
            packed.body,
        )

    def _seen_before(self, packed: Packed, source: int, place: str) -> bool:
        """Put a new reading in the place of an older one of the same document, if there is one; or was removed."""
        if source not in self._places:
            found = self.db.execute("SELECT place, number FROM editions WHERE source = ?", (source,))
            self._places[source] = dict(found.fetchall())
        if self.db.execute("SELECT 1 FROM withdrawn WHERE source = ? AND place = ?", (source, place)).fetchone():
            return True
        edition = self._places[source].get(place)
        if edition is None:
            return False
        cable, key = self.db.execute(
            "SELECT c.number, c.id FROM editions e JOIN cables c ON c.number = e.cable WHERE e.number = ?", (edition,)
        ).fetchone()
        if key.partition("~")[0] != packed.key:
            self.drop([edition])  # its number was misread
            return False
        self.flush()
        columns = "layout, encoding, told, released, partial, doubts, reader, packing, text, body"
        self.db.execute(
            f"UPDATE editions SET ({columns}) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE number = ?",  # noqa: S608
            (*self._reading(packed), edition),
        )
        self._waiting["compartments"].extend(packed.compartments)
        self.show(cable)
        return True

    def _place(self, packed: Packed) -> tuple[str, int | None]:
        """The key under which a reading belongs, and the number of the cable that has it; None: it is a new one."""
        key, count, cable = packed.key, 1, None
        while (number := self._number(key)) is not None:
            if number in self._further:
                self.flush()  # which of its editions is shown is not decided yet
            fresh = self._fresh.get(key)
            held = _unpacked(fresh[1]) if fresh else self._whole(key)
            cable = cable or _unpacked(packed)
            if held is not None and identity.same_message(held, cable):
                break
            count += 1
            key = identity.another(packed.key, count)
        return key, number

    def _number(self, key: str) -> int | None:
        """The number of the cable of this key, whether its rows are written or waiting; None where there is none."""
        if key in self._fresh:
            return self._fresh[key][0]
        found = self.db.execute("SELECT number FROM cables WHERE id = ?", (key,)).fetchone()
        return int(found[0]) if found else None

    def _write(self, number: int, key: str, change: int, edition: int, seen: Shown, aliases: Iterable[str]) -> None:
        """The rows of a cable that has none, with its number in the sequence of changes."""
        self._waiting["cables"].append((number, key, change, edition, *seen.cable))
        for table, children in seen.children.items():
            self._waiting[table].extend([(number, *row) for row in children])
        self._waiting["aliases"].extend([(alias, number) for alias in aliases if alias != key])
        self._waiting["removals"].append((key,))
        if seen.bands:
            self._bands[number] = seen.bands

    def show(self, number: int) -> None:
        """Decide anew which edition of a cable is shown, and write its rows again: a change."""
        self._change += 1
        self._further[number] = self._change
        self.flush()

    def _show(self, number: int, change: int) -> None:
        db = self.db
        standings = db.execute(
            "SELECT number, partial, doubts, coalesce(released, '') FROM editions WHERE cable = ?", (number,)
        ).fetchall()
        key = self._value("SELECT id FROM cables WHERE number = ?", (number,))
        cables = {
            each: blobs.decode(*packed)
            for each, *packed in db.execute(
                "SELECT number, text, body, packing FROM editions WHERE cable = ?", (number,)
            )
        }
        slips = misread(cables)
        best = identity.best(
            identity.Standing(each, partial, doubts + slips[each], released)
            for each, partial, doubts, released in standings
        )
        aliases = {alias for each in cables.values() for alias in rows.aliases(each)}
        self._erase(number)
        self._write(number, key, change, best, shown(cables[best]), sorted(aliases))

    def _erase(self, number: int) -> None:
        """Take away the rows of a cable; its editions stay."""
        for table in (*rows.CHILDREN, "aliases", "bands", "likenesses", "releases"):
            self.db.execute(f"DELETE FROM {table} WHERE cable = ?", (number,))  # noqa: S608
        self.db.execute("DELETE FROM likenesses WHERE other = ?", (number,))
        self.db.execute("DELETE FROM cables WHERE number = ?", (number,))
        self._bands.pop(number, None)

    def drop(self, editions: Iterable[int]) -> set[str]:
        """Take editions away, and the cables that have no other; the keys of these."""
        self.flush()
        gone: set[str] = set()
        touched: set[int] = set()
        for edition in editions:
            found = self.db.execute("DELETE FROM editions WHERE number = ? RETURNING cable", (edition,)).fetchone()
            touched |= {found[0]} if found else set()
        for number in sorted(touched):
            if self.db.execute("SELECT 1 FROM editions WHERE cable = ?", (number,)).fetchone():
                self.show(number)
                continue
            key = str(self._value("SELECT id FROM cables WHERE number = ?", (number,)))
            self._erase(number)
            self._change += 1
            self.db.execute("INSERT OR REPLACE INTO removals VALUES (?, ?)", (self._change, key))
            self.db.execute("DELETE FROM watched WHERE cable = ?", (key,))
            gone.add(key)
        return gone

    # -- to the disk ---------------------------------------------------------------------------------------------

    def flush(self) -> None:
        """Write the rows that were gathered, and those of cables that are to be shown anew."""
        self._write_waiting()
        further, self._further = self._further, {}
        for number, change in further.items():
            self._show(number, change)
        if further:
            self._write_waiting()
        self._link()

    def _write_waiting(self) -> None:
        waiting, self._waiting, self._fresh = self._waiting, defaultdict(list), {}
        removed = waiting.pop("removals", [])
        for table in ("editions", "cables"):  # first, since the others point at them
            self._insert(table, waiting.pop(table, []))
        self._insert("compartments", sorted(set(waiting.pop("compartments", []))), "OR IGNORE ")
        self._insert("aliases", sorted(waiting.pop("aliases", [])), "OR IGNORE ")
        for table, values in waiting.items():
            self._insert(table, values)
        self.db.executemany("DELETE FROM removals WHERE id = ?", removed)

    def _insert(self, table: str, values: list[rows.Row], mode: str = "") -> None:
        if values:
            marks = ", ".join("?" for _ in values[0])
            # Into this statement go only the names of our own tables and question marks.
            self.db.executemany(f"INSERT {mode}INTO {table} VALUES ({marks})", values)  # noqa: S608

    def _link(self) -> None:
        """Find the cables that the new ones are like."""
        new, self._bands = self._bands, {}
        # In order of the bands, not of the cables: the table is larger than what SQLite keeps in memory.
        found = sorted((band, number) for number, bands in new.items() for band in bands)
        self._insert("bands", found)
        sharing: defaultdict[int, list[int]] = defaultdict(list)
        shared = self._shared([band for band, _ in found])
        for band, number in found:
            if band not in shared:
                continue
            for (other,) in self.db.execute("SELECT cable FROM bands WHERE band = ? LIMIT ?", (band, _CANDIDATES)):
                if other < number or (other > number and other not in new):
                    sharing[number].append(other)
        for number, others in sharing.items():
            one = self._numbered(number)
            for other in sorted(set(others))[:_CANDIDATES]:
                share = likeness.share(one, self._numbered(other))
                if share >= likeness.ALIKE:
                    later, earlier = max(number, other), min(number, other)
                    self.db.execute("INSERT INTO likenesses VALUES (?, ?, ?)", (later, earlier, round(share, 3)))

    def _shared(self, bands: list[int]) -> set[int]:
        """Those that more than one cable has: hardly any, so that it is not asked for each by itself."""
        shared: set[int] = set()
        for start in range(0, len(bands), _CHUNK):
            part = bands[start : start + _CHUNK]
            values = ", ".join("(?)" for _ in part)
            second = "SELECT cable FROM bands WHERE band = asked.band LIMIT 1 OFFSET 1"
            found = self.db.execute(
                f"WITH asked (band) AS (VALUES {values}) SELECT band FROM asked WHERE ({second}) IS NOT NULL",  # noqa: S608
                part,
            )
            shared.update(band for (band,) in found)
        return shared

    def _numbered(self, number: int) -> Cable:
        return blobs.decode(
            *self.db.execute(
                "SELECT e.text, e.body, e.packing FROM cables c JOIN editions e ON e.number = c.edition "
                "WHERE c.number = ?",
                (number,),
            ).fetchone()
        )

    def finish(self) -> None:
        """Write what is left, and the number that the sequence of changes has reached."""
        self.flush()
        self.db.execute("UPDATE meta SET value = ? WHERE key = 'change'", (str(self._change),))


def _unpacked(packed: Packed) -> Cable:
    return blobs.decode(packed.text, packed.body, packed.packing)


def find_source(db: sqlite3.Connection, digest: str) -> tuple[int, str, int] | None:
    """Number, state and documents read of the source of this digest: of several copies that were not read, of one.

    The ``+`` keeps SQLite from putting the digest's value into ``substr`` too, and then seeing no index for it.
    """
    found: tuple[int, str, int] | None = db.execute(
        "SELECT number, state, documents FROM sources WHERE substr(digest, 1, 16) = ? AND +digest = ? "
        "ORDER BY state = ? LIMIT 1",
        (digest[:16], digest, UNREAD),
    ).fetchone()
    return found
