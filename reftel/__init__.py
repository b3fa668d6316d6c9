"""reftel: the reading room and laboratory for diplomatic cables.

Four functions do most of the work::

    reftel.parse(text)          one telegram, or any fragment of one → Cable; never raises
    reftel.read(path)           a file of any layout → an iterator of Cables
    reftel.canonical_id(text)   "09 RIO DE JAN 0044" → "09RIODEJANEIRO44"
    reftel.open(path)           an archive made by `reftel ingest` → Archive

``reftel.model`` says what a cable is.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reftel.errors import ArchiveError, QueryError, ReftelError, SourceError
from reftel.model import Cable

if TYPE_CHECKING:
    from reftel.archive import Archive

__version__ = "0.1.0"

__all__ = [
    "ArchiveError",
    "Cable",
    "QueryError",
    "ReftelError",
    "SourceError",
    "canonical_id",
    "open",
    "parse",
    "read",
]


def parse(text: str, *, year: int | None = None, reference_id: str | None = None) -> Cable:
    """Read one telegram, or any fragment of one. Never raises; what is absent is empty.

    ``year`` is inherited by references without one when the text carries no date-time group; ``reference_id`` is the
    number under which a collection keeps the telegram, used when its text tells none.
    """
    from reftel import telegram  # late, here and below, so that `import reftel` costs nothing

    return telegram.parse(text, year=year, reference_id=reference_id)


def canonical_id(text: str) -> str:
    """The canonical spelling of a message reference number: ``"09 RIO DE JAN 0044"`` → ``"09RIODEJANEIRO44"``."""
    from reftel import telegram

    return telegram.canonical_id(text)


def read(path: str | os.PathLike[str]) -> Iterator[Cable]:
    """Read a file of any layout that ``reftel.sources`` knows; raises ``SourceError`` for what is none of them."""
    from pathlib import Path

    from reftel import reading  # late, so that parsing alone loads no PDF or HTML reader

    return reading.read(Path(path))


def open(path: str | os.PathLike[str]) -> Archive:
    """Open an archive; raises ``ArchiveError`` with the next step when there is none, or it is of another version."""
    from pathlib import Path

    from reftel import archive  # late, so that parsing alone loads no index

    return archive.open(Path(path))
