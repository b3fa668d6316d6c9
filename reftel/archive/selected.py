"""Cables that are held only as volumes print them, whose editors chose what to print.

How many of them there are of a day, or which numbers, tells of the choice and not of what was sent.
"""

from __future__ import annotations

from functools import cache

from reftel import vocabulary
from reftel.archive.keeping import kept
from reftel.archive.record import Archive


@cache
def only_chosen() -> str:
    """A query for the numbers of these cables in the record, to stand in another query."""
    of_volumes = " OR ".join(f"instr(s.layout, '{each}')" for each in vocabulary.selections())
    return (
        "SELECT e.cable FROM sources s JOIN editions e ON e.source = s.number "  # noqa: S608
        f"WHERE ({of_volumes}) AND e.layout IN ({_named()}) AND {is_chosen('e.cable')}"
    )


@cache
def is_chosen(cable: str) -> str:
    """A condition for one of these, `cable` being its number in the other query: where few are looked at."""
    return f"NOT EXISTS (SELECT 1 FROM editions o WHERE o.cable = {cable} AND o.layout NOT IN ({_named()}))"  # noqa: S608


def _named() -> str:
    return ", ".join(f"'{each}'" for each in vocabulary.selections())


def keys_chosen(archive: Archive) -> frozenset[str]:
    """The keys of these cables; open to every reader, kept until the archive changes."""
    sql = f"SELECT id FROM cables WHERE number IN ({only_chosen()})"  # noqa: S608
    return kept(archive, "keys chosen", lambda: frozenset(key for (key,) in archive.ask(sql)))
