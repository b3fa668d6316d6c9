"""The schema of the record, version by version: each file takes a record from the version before it to its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

VERSION = 4
"""Version of the schema, in ``PRAGMA user_version``."""
AS_IT_IS = 4
"""The oldest version that can be read without being brought up, where nothing may be written."""


def bring_up(connection: sqlite3.Connection) -> None:
    """Take the record of this connection from its version (0 for a new file) to `VERSION`, all of it or nothing.

    Of two processes that do so at once, the second finds it done. Raises sqlite3.Error where it can't be written.
    """
    if _version(connection) >= VERSION:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        for step in range(_version(connection) + 1, VERSION + 1):
            for statement in _statements(step):
                connection.execute(statement)
        connection.execute("INSERT OR REPLACE INTO meta VALUES ('schema', ?)", (str(VERSION),))
        connection.execute(f"PRAGMA user_version = {VERSION}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _statements(step: int) -> Iterator[str]:
    """The statements of one step, one at a time: a script run as a whole would end the transaction around it."""
    statement = ""
    for line in Path(__file__).with_name(f"{step}.sql").read_text(encoding="utf-8").splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
