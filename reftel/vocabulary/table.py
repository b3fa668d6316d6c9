"""The tables: facts as comma-separated files with a header row and a ``source`` column.

A table is read when it is first asked for, never at import; ``tables/TABLES.md`` says what each holds and where it
is from.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

Row = dict[str, str]

_TABLES = Path(__file__).with_name("tables")  # importlib.resources takes longer to load than a table does


def rows(name: str) -> Iterator[Row]:
    """The rows of ``tables/<name>.csv`` as dictionaries by column; an empty cell is ``""``."""
    text = (_TABLES / f"{name}.csv").read_text(encoding="utf-8")
    read = csv.reader(io.StringIO(text))
    columns = next(read)
    # csv.DictReader does the same in three times the time: the first answer of a process waits for its tables.
    yield from (dict(zip(columns, row, strict=True)) for row in read if row)


def names() -> tuple[str, ...]:
    """The names of all tables, in order."""
    return tuple(sorted(file.stem for file in _TABLES.glob("*.csv")))
