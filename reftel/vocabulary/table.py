"""The tables: facts as comma-separated files with a header row and a ``source`` column.

A table is read when it is first asked for, never at import; ``tables/TABLES.md`` says what each holds and where it
is from.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from importlib import resources

Row = dict[str, str]


def rows(name: str) -> Iterator[Row]:
    """The rows of ``tables/<name>.csv`` as dictionaries by column; an empty cell is ``""``."""
    text = resources.files(__package__).joinpath("tables", f"{name}.csv").read_text(encoding="utf-8")
    yield from csv.DictReader(io.StringIO(text))


def names() -> tuple[str, ...]:
    """The names of all tables, in order."""
    folder = resources.files(__package__).joinpath("tables")
    return tuple(sorted(file.name[:-4] for file in folder.iterdir() if file.name.endswith(".csv")))
