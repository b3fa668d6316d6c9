"""The file of the record: a connection to each thread, statements, transactions."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from reftel.archive import database


class Store:
    """The record's database. Safe to use from several threads: each gets a connection of its own.

    Every method raises ArchiveError when the record can't be read or written.
    """

    def __init__(self, folder: Path, *, mapped: bool) -> None:
        self._mapped = mapped
        self.folder = folder
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        self.read_only = False

    def close(self) -> None:
        """Close every connection; it can't be used afterwards."""
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
            connection, self.read_only = database.connect(self.folder, mapped=self._mapped)
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

    def each(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Any]:
        """The same rows one by one, where there are many: all at once they would take memory, and the time for it."""
        with database.explained(self.folder):
            yield from self._db.execute(sql, values)

    def _one(self, sql: str, values: Sequence[Any] = ()) -> Any:
        with database.explained(self.folder):
            return self._db.execute(sql, values).fetchone()

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
