"""The record: takes readings in, gives views out."""

from __future__ import annotations

import datetime as dt
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import zstandard

from reftel import telegram
from reftel.archive import access, database, identity, overview, rows
from reftel.archive.access import EVERYTHING, Compartment, Reader
from reftel.archive.anchors import anchors
from reftel.archive.views import Added, Change, Citing, Edition, Overview, Source, View
from reftel.errors import ArchiveError
from reftel.model import Cable

if TYPE_CHECKING:
    from reftel.reading import Reading

_CHUNK = 500
"""Values in one SQL statement; SQLite takes 32,766, older builds 999."""


class Archive:
    """An archive on disk. Safe to use from several threads: each gets a connection of its own.

    Every method raises ArchiveError when the record can't be read or written.
    """

    def __init__(self, folder: Path) -> None:
        """Use `open` instead, which tells what is wrong with a folder."""
        self.folder = folder
        self.index_folder = folder / database.INDEX
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        self._overview: tuple[int, Overview] | None = None
        self._lacking: tuple[int, tuple[str, ...]] | None = None
        self.read_only = False
        with database.explained(folder):
            self.identity = str(self._db.execute("SELECT value FROM meta WHERE key = 'identity'").fetchone()[0])

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection; the archive can't be used afterwards."""
        with self._lock:
            for connection in self._connections:
                connection.close()
            self._connections.clear()
        self._local = threading.local()

    @property
    def _db(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is not None and self.read_only and self._local.state != database.state(self.folder):
            self._drop(connection)
            connection = None
        if connection is None:
            state = database.state(self.folder)
            connection, self.read_only = database.connect(self.folder)
            self._local.connection, self._local.state = connection, state
            with self._lock:
                self._connections.append(connection)
        return connection

    def _drop(self, connection: sqlite3.Connection) -> None:
        """Close one connection: of a record that may only be read, it sees nothing of what its owner writes."""
        with self._lock:
            if connection in self._connections:
                self._connections.remove(connection)
        connection.close()

    def ask(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """All rows that a statement gives, for the modules of this room; no other room speaks SQL."""
        with database.explained(self.folder):
            return self._db.execute(sql, values).fetchall()

    def _one(self, sql: str, values: Sequence[Any] = ()) -> Any:
        with database.explained(self.folder):
            return self._db.execute(sql, values).fetchone()

    # -- in ------------------------------------------------------------------------------------------------------

    def known(self, digest: str) -> int | None:
        """How many documents came from the file with this SHA-256; None where it was never read."""
        found = self._one("SELECT number FROM sources WHERE digest = ?", (digest,))
        return self._one("SELECT count(*) FROM editions WHERE source = ?", found)[0] if found else None

    def add(self, readings: Iterable[Reading], source: Source) -> Added:
        """Take in every document of one file, in one transaction; a file whose digest is known adds nothing."""
        with self.writing():
            return self._add(readings, source)

    def add_all(self, batch: Iterable[tuple[Iterable[Reading], Source]]) -> list[Added]:
        """`add` for many files in one transaction, which is what makes a big ingest quick."""
        with self.writing():
            return [self._add(readings, source) for readings, source in batch]

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, for the modules of this room: all of it or nothing."""
        with database.explained(self.folder):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def _add(self, readings: Iterable[Reading], source: Source) -> Added:
        db = self._db
        found = db.execute("SELECT number FROM sources WHERE digest = ?", (source.digest,)).fetchone()
        if found:
            held = db.execute("SELECT count(*) FROM editions WHERE source = ?", found).fetchone()[0]
            return Added(known=held)
        now = rows.moment(dt.datetime.now(dt.UTC))
        number = db.execute(
            "INSERT INTO sources (digest, path, layout, size, added) VALUES (?, ?, '', ?, ?)",
            (source.digest, rows.clean(source.path), source.size, now),
        ).lastrowid
        new = editions = 0
        layouts: dict[str, None] = {}
        for reading in readings:
            layouts.setdefault(reading.document.layout)
            key, fresh = self._place(reading.cable)
            edition = self._edition(key, int(number or 0), reading)
            if fresh:
                self._write(key, edition, reading.cable, rows.alias_rows(key, reading.cable))
            else:
                self._show(key)
            new += fresh
            editions += 1
        layout = source.layout or ",".join(layouts)
        db.execute("UPDATE sources SET layout = ? WHERE number = ?", (layout, number))
        return Added(new=new, known=editions - new, editions=editions)

    def _place(self, cable: Cable) -> tuple[str, bool]:
        """The key under which a cable belongs, and whether it is new."""
        first = key = identity.key_of(cable)
        count = 1
        while (held := self.whole(key)) is not None:
            if identity.same_message(held, cable):
                return key, False
            count += 1
            key = identity.another(first, count)
        return key, True

    def _edition(self, key: str, source: int, reading: Reading) -> int:
        cable, document = reading.cable, reading.document
        text, body = rows.encode(cable)
        told = msgspec.json.encode(document.told).decode("utf-8") if document.told is not None else "{}"
        partial = cable.partial or not cable.paragraphs
        number = self._db.execute(
            "INSERT INTO editions (cable, source, place, layout, told, released, partial, doubts, text, body) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                key,
                source,
                rows.clean(str(document.place)),
                document.layout,
                told,
                rows.moment(cable.released),
                int(partial),
                identity.doubts(cable),
                text,
                body,
            ),
        ).lastrowid
        self._db.executemany("INSERT OR IGNORE INTO compartments VALUES (?, ?, ?)", rows.compartment_rows(cable))
        return int(number or 0)

    def _show(self, key: str) -> None:
        """Decide anew which edition of a cable is shown, and write its rows again."""
        db = self._db
        standings = db.execute(
            "SELECT number, partial, doubts, coalesce(released, '') FROM editions WHERE cable = ?", (key,)
        ).fetchall()
        shown = identity.best(identity.Standing(*standing) for standing in standings)
        cables = {number: self._cable_of(number) for number, *_ in standings}
        db.execute("PRAGMA defer_foreign_keys = ON")
        for table in (*rows.CHILDREN, "cables"):
            column = "id" if table == "cables" else "cable"
            db.execute(f"DELETE FROM {table} WHERE {column} = ?", (key,))  # noqa: S608
        aliases = {alias for each in cables.values() for alias in rows.alias_rows(key, each)}
        self._write(key, shown, cables[shown], aliases)

    def _write(self, key: str, edition: int, cable: Cable, aliases: set[rows.Row]) -> None:
        """The rows of a cable that has none, with the next number in the sequence of changes."""
        db = self._db
        change = db.execute(
            "UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'change' RETURNING CAST(value AS INTEGER)"
        ).fetchone()[0]
        row = rows.cable_row(key, change, edition, cable)
        # Into these statements go only the names of our own tables and question marks.
        db.execute(f"INSERT INTO cables VALUES ({_marks(row)})", row)  # noqa: S608
        for table, children in rows.child_rows(key, cable).items():
            if children:
                db.executemany(f"INSERT INTO {table} VALUES ({_marks(children[0])})", children)  # noqa: S608
        db.executemany("INSERT OR IGNORE INTO aliases VALUES (?, ?)", aliases)

    # -- out -----------------------------------------------------------------------------------------------------

    def view(self, ref: str, reader: Reader = EVERYTHING) -> View | None:
        """The cable of this number in any spelling, as `reader` may see it; None where it isn't held."""
        key = self.find(ref)
        if key is None:
            return None
        cable = self.whole(key)
        if cable is None:
            return None
        seen, kept = access.gate(cable, reader)
        names = anchors(cable.paragraphs)
        return View(
            id=key,
            cable=seen,
            anchors=tuple(names[position] for position in kept),
            withheld=len(cable.paragraphs) - len(kept),
            editions=self._editions(key),
        )

    def find(self, ref: str) -> str | None:
        """The key of the cable of this number, in any spelling; None where none or more than one answers to it."""
        written = identity.spelling(ref)
        for text in (ref, written, telegram.canonical_id(ref)):
            found = self._held(text)
            if found:
                return found
        return None

    def _held(self, text: str | None) -> str | None:
        if not text:
            return None
        text = rows.clean(text) or ""
        if self._one("SELECT 1 FROM cables WHERE id = ?", (text,)):
            return text
        found = self.ask("SELECT cable FROM aliases WHERE alias = ? LIMIT 2", (text,))
        return str(found[0][0]) if len(found) == 1 else None

    def held(self, ids: Iterable[str]) -> dict[str, str]:
        """Of these numbers, the ones that the archive holds → the key under which it holds them."""
        wanted = {text: rows.clean(identity.spelling(text)) or "" for text in ids}
        found: dict[str, str] = {}
        spellings = sorted(set(wanted.values()))
        for start in range(0, len(spellings), _CHUNK):
            part = spellings[start : start + _CHUNK]
            marks = _marks(part)
            for alias, key, many in self.ask(
                f"SELECT alias, min(cable), count(*) FROM aliases WHERE alias IN ({marks}) GROUP BY alias",  # noqa: S608
                part,
            ):
                if many == 1:
                    found[alias] = key
            for (key,) in self.ask(f"SELECT id FROM cables WHERE id IN ({marks})", part):  # noqa: S608
                found[key] = key
        result = {text: found[spelt] for text, spelt in wanted.items() if spelt in found}
        for text in wanted.keys() - result.keys():
            if key := self.find(text):
                result[text] = key
        return result

    def neighbours(self, id: str, reader: Reader = EVERYTHING) -> tuple[str | None, str | None]:
        """The keys of the cables of the same post before and after this one, by date."""
        # Numbers and dates are open to every reader; `reader` stands here for the day on which whole cables aren't.
        here = self._one("SELECT origin, coalesce(sent, ''), id FROM cables WHERE id = ?", (self.find(id),))
        if here is None or here[0] is None or not here[1]:
            return None, None
        origin, sent, key = here
        before = self._one(
            "SELECT id FROM cables WHERE origin = ? AND sent IS NOT NULL AND (sent, id) < (?, ?) "
            "ORDER BY sent DESC, id DESC LIMIT 1",
            (origin, sent, key),
        )
        after = self._one(
            "SELECT id FROM cables WHERE origin = ? AND sent IS NOT NULL AND (sent, id) > (?, ?) "
            "ORDER BY sent, id LIMIT 1",
            (origin, sent, key),
        )
        return (before[0] if before else None), (after[0] if after else None)

    def cited_by(self, id: str, reader: Reader = EVERYTHING) -> tuple[Citing, ...]:
        """The cables that refer to this one, oldest first; citations in what the reader may not see don't count."""
        targets = {id, self.find(id) or id}
        found = self.ask(
            f'SELECT DISTINCT cable FROM "references" WHERE target IN ({_marks(targets)})',  # noqa: S608
            tuple(targets),
        )
        citing = []
        for (key,) in found:
            cable = self.whole(key)
            seen = access.gate(cable, reader)[0] if cable else None
            if seen and any(each.target in targets for each in seen.references):
                citing.append(Citing(key, seen.subject, seen.sent, access.level_of(seen.classification)))
        # ISO text, because an undated cable has nothing to compare; it goes last.
        return tuple(sorted(citing, key=lambda each: (rows.moment(each.sent) or "~", each.id)))

    def overview(self, reader: Reader = EVERYTHING) -> Overview:
        """What the archive holds, in numbers: dates, origins and levels of the message are open to every reader."""
        change = self.last_change()
        if self._overview is None or self._overview[0] != change:
            self._overview = (change, overview.count(self.ask))
        return self._overview[1]

    def ids(self) -> Iterator[str]:
        """The key of every cable, oldest first, undated last."""
        for (key,) in self.ask("SELECT id FROM cables ORDER BY sent IS NULL, sent, id"):
            yield str(key)

    def last_change(self) -> int:
        """The number of the newest change; 0 in an empty archive."""
        return int(self._one("SELECT value FROM meta WHERE key = 'change'")[0])

    def changes(self, after: int = 0, limit: int = 1000) -> tuple[Change, ...]:
        """The next cables that changed after number `after`, in order, each only at its newest number.

        For the index, which stands above the gate: whoever else takes a cable from here goes around it.
        """
        found = self.ask(
            "SELECT c.change, c.id, e.text, e.body FROM cables c JOIN editions e ON e.number = c.edition "
            "WHERE c.change > ? ORDER BY c.change LIMIT ?",
            (after, limit),
        )
        return tuple(
            Change(number, key, self._decoded(key, text, body), self._aliases(key), self._editions(key))
            for number, key, text, body in found
        )

    def lacking_references(self) -> tuple[str, ...]:
        """The keys of the cables whose REF line names a cable that the archive does not hold; open to every reader."""
        change = self.last_change()
        if self._lacking is None or self._lacking[0] != change:
            found = self.ask(
                'SELECT DISTINCT cable FROM "references" r WHERE target IS NOT NULL AND paragraph IS NULL '
                "AND NOT EXISTS (SELECT 1 FROM cables WHERE id = r.target) "
                "AND NOT EXISTS (SELECT 1 FROM aliases WHERE alias = r.target)"
            )
            self._lacking = (change, tuple(str(key) for (key,) in found))
        return self._lacking[1]

    def compartments(self) -> tuple[Compartment, ...]:
        """Every combination of band and caveats in which the archive holds something."""
        found = self.ask("SELECT band, caveats FROM compartments ORDER BY name")
        return tuple(Compartment(band, tuple(msgspec.json.decode(caveats))) for band, caveats in found)

    # -- inner -----------------------------------------------------------------------------------------------------

    def _aliases(self, key: str) -> tuple[str, ...]:
        return tuple(alias for (alias,) in self.ask("SELECT alias FROM aliases WHERE cable = ? ORDER BY alias", (key,)))

    def whole(self, key: str) -> Cable | None:
        """The cable as it is shown to who sees all: for the modules of this room, which stand below the gate."""
        found = self._one(
            "SELECT e.text, e.body FROM cables c JOIN editions e ON e.number = c.edition WHERE c.id = ?", (key,)
        )
        return self._decoded(key, *found) if found else None

    def _cable_of(self, edition: int) -> Cable:
        text, body = self._one("SELECT text, body FROM editions WHERE number = ?", (edition,))
        return self._decoded(f"edition {edition}", text, body)

    def _decoded(self, what: str, text: bytes, body: bytes) -> Cable:
        try:
            return rows.decode(text, body)
        except (zstandard.ZstdError, msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise ArchiveError(
                f"the archive at {self.folder} is damaged at {what} ({error}): restore {database.RECORD} from a copy, "
                f"or ingest the files into a new archive."
            ) from error

    def _editions(self, key: str) -> tuple[Edition, ...]:
        found = self.ask(
            "SELECT e.number, s.path, e.layout, e.place, e.released, e.partial, e.number = c.edition "
            "FROM editions e JOIN sources s ON s.number = e.source JOIN cables c ON c.id = e.cable "
            "WHERE e.cable = ? ORDER BY e.number",
            (key,),
        )
        return tuple(
            Edition(number, path, layout, place, overview.instant(released), bool(partial), bool(shown))
            for number, path, layout, place, released, partial, shown in found
        )


def _marks(values: Iterable[Any]) -> str:
    return ", ".join("?" for _ in values)


def vacant(path: str | Path) -> bool:
    """Whether `open` with `create` would make an archive in the folder `path`. Raises ArchiveError if it could not."""
    return database.vacant(Path(path))


def open_archive(path: str | Path, *, create: bool = False) -> Archive:
    """Open the archive in the folder `path`, made first where it is missing and `create` says so.

    Raises ArchiveError, with the next step, where there is none, or one that this version can't read.
    """
    folder = Path(path)
    if create:
        database.create(folder)
    return Archive(folder)
