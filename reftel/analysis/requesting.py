"""Requests for cables: what is asked of whom, batched as the offices ask, with its state kept in the record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from reftel import vocabulary
from reftel.analysis.wanted import Needless, Wanted, again, gather, roll
from reftel.archive import EVERYTHING, Archive, Reader, requests
from reftel.archive.requests import Kind, Request, Requested
from reftel.errors import QueryError
from reftel.model import Struct

KINDS: dict[Kind, str] = {"foia": "Freedom of Information Act request", "mdr": "Mandatory declassification review"}


class Drafted(Struct, frozen=True):
    """A request with all that is told of its cables."""

    request: Request
    wanted: tuple[Wanted, ...]

    @property
    def arrived(self) -> tuple[str, ...]:
        """What was missing and has come in since."""
        asked = {each.cable: each.why for each in self.request.cables}
        return tuple(each.id for each in self.wanted if each.held and asked.get(each.id) == "missing")


class Drafts(Struct, frozen=True):
    """What became of the numbers given."""

    requests: tuple[Drafted, ...]
    needless: tuple[Needless, ...]
    asked_before: dict[str, tuple[int, ...]]
    """Cables that another request asks for already → its number."""


def draft(
    archive: Archive,
    numbers: Iterable[str],
    *,
    kind: Kind = "foia",
    to: str | None = None,
    now: dt.datetime,
    reader: Reader = EVERYTHING,
) -> Drafts:
    """Draft requests for these cables, and keep them: one for each office and batch.

    Without `to` each cable is asked of the office that holds the telegrams of its year. Raises QueryError for what is
    no number, ArchiveError where the record may not be written.
    """
    if to is not None and to not in vocabulary.offices():
        raise QueryError(f'there is no office "{to}": ask {" or ".join(vocabulary.offices())}.')
    wanted, needless = gather(archive, numbers, now.date(), reader)
    before = requests.asking_for(archive, (each.id for each in wanted), reader)
    made = []
    for office, asked in _by_office(wanted, to):
        for batch in batches(asked, vocabulary.offices()[office].rolls):
            kept = requests.add(archive, kind, office, reader, [Requested(each.id, each.why) for each in batch], now)
            made.append(Drafted(kept, batch))
    return Drafts(tuple(made), needless, before)


def _by_office(wanted: Iterable[Wanted], to: str | None) -> Iterator[tuple[str, list[Wanted]]]:
    offices: dict[str, list[Wanted]] = {}
    for each in wanted:
        offices.setdefault(to or vocabulary.office_for(each.year), []).append(each)
    yield from sorted(offices.items())


def batches(wanted: Iterable[Wanted], rolls: int | None) -> list[tuple[Wanted, ...]]:
    """As many requests as it takes to ask for no more than so many rolls of film in each.

    Cables of one roll stay together. One whose roll nobody knows counts as a roll of its own.
    """
    by_roll: dict[str, list[Wanted]] = {}
    for each in sorted(wanted, key=lambda each: (roll(each) is None, roll(each) or "", each.year, each.date or "")):
        by_roll.setdefault(roll(each) or f"unknown {each.id}", []).append(each)
    groups = list(by_roll.values())
    size = rolls or max(len(groups), 1)
    return [
        tuple(each for group in groups[start : start + size] for each in group) for start in range(0, len(groups), size)
    ]


def drafted(archive: Archive, number: int, reader: Reader = EVERYTHING, on: dt.date | None = None) -> Drafted | None:
    """A request that is kept, with what is known of its cables today; None where there is none for this reader."""
    request = requests.one(archive, number, reader)
    if request is None:
        return None
    day = on or request.drafted.date()
    return Drafted(request, tuple(again(archive, each.cable, each.why, day, reader) for each in request.cables))
