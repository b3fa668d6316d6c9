"""What an archive was made of, and what of that could not be read: what its readers must know to trust it."""

from __future__ import annotations

from msgspec import Struct

from reftel.archive.keeping import kept
from reftel.archive.record import Archive


class Layout(Struct, frozen=True):
    """The editions that were read from one layout."""

    name: str
    files: int
    editions: int
    partial: int
    """Of these, how many are not whole."""


class Reason(Struct, frozen=True):
    """Why files, or parts of files, gave no cable."""

    reason: str
    state: str
    """``unread``, ``damaged``, ``reading`` (begun), or ``passed over`` (a part of a file)."""
    times: int


class Repaired(Struct, frozen=True):
    """A rule by which texts were repaired."""

    rule: str
    times: int
    uncertain: int
    """How often it was only likely."""


def layouts(archive: Archive) -> tuple[Layout, ...]:
    """Where the editions come from, the most first; kept until the archive changes."""
    return kept(archive, "layouts", lambda: _layouts(archive))


def _layouts(archive: Archive) -> tuple[Layout, ...]:
    found = archive.ask(
        "SELECT layout, count(DISTINCT source), count(*), sum(partial) FROM editions GROUP BY 1 ORDER BY 3 DESC, 1"
    )
    return tuple(Layout(*row) for row in found)


def reasons(archive: Archive) -> tuple[Reason, ...]:
    """Why what was found in the files was not read, the most frequent first; no name of a file is told."""
    found = archive.ask(
        "SELECT reason, state, count(*) FROM (SELECT coalesce(reason, '') AS reason, state FROM sources "
        "WHERE state NOT IN ('read', 'again') UNION ALL SELECT reason, 'passed over' FROM passed_over) "
        "GROUP BY 1, 2 ORDER BY 3 DESC, 1"
    )
    return tuple(Reason(*row) for row in found)


def repairs(archive: Archive) -> tuple[Repaired, ...]:
    """By which rules the texts that are shown were repaired, the most frequent first."""
    found = archive.ask("SELECT rule, count(*), sum(NOT certain) FROM repairs GROUP BY 1 ORDER BY 2 DESC, 1")
    return tuple(Repaired(*row) for row in found)
