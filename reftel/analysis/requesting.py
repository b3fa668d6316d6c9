"""Requests for cables: what is asked of whom, batched as the offices ask, with its state kept in the record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from reftel import vocabulary
from reftel.analysis.wanted import Needless, Wanted, again, gather, rolls_of
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
    asked_before: tuple[Before, ...]
    """Cables that earlier requests ask for."""


class Before(Struct, frozen=True):
    """A cable that was asked for already."""

    cable: str
    requests: tuple[Request, ...]
    """Which ask for it, oldest first."""
    left_out: bool
    """Whether one of them is of the same kind and to the same office, so that it is not asked for again."""


def draft(
    archive: Archive,
    numbers: Iterable[str],
    *,
    kind: Kind = "foia",
    to: str | None = None,
    now: dt.datetime,
    reader: Reader = EVERYTHING,
    anyway: bool = False,
    again: bool = False,
) -> Drafts:
    """Draft requests for these cables, and keep them: one for each office and batch.

    Without `to` each cable is asked of the office that holds the telegrams of its year. What was asked for
    in the same way (kind and office) is left out, unless it is to be asked for `again`; `anyway` asks even
    for numbers that the post hardly reached. Raises QueryError for what is
    no number, ArchiveError where the record may not be written.
    """
    if to is not None and to not in vocabulary.offices():
        raise QueryError(f'there is no office "{to}": ask {" or ".join(vocabulary.offices())}.')
    wanted, needless = gather(archive, numbers, now.date(), reader, anyway=anyway)
    asking = requests.asking_for(archive, (each.id for each in wanted), reader)
    before = []
    for each in (each for each in wanted if each.id in asking):
        same = any((one.kind, one.addressee) == (kind, _office_of(each, to)) for one in asking[each.id])
        before.append(Before(each.id, asking[each.id], left_out=same and not again))
    left_out = {each.cable for each in before if each.left_out}
    made = []
    for office, asked in _by_office((each for each in wanted if each.id not in left_out), to):
        for batch in batches(asked, vocabulary.offices()[office].rolls):
            kept = requests.add(archive, kind, office, reader, [Requested(each.id, each.why) for each in batch], now)
            made.append(Drafted(kept, batch))
    return Drafts(tuple(made), needless, tuple(before))


def _by_office(wanted: Iterable[Wanted], to: str | None) -> Iterator[tuple[str, list[Wanted]]]:
    offices: dict[str, list[Wanted]] = {}
    for each in wanted:
        offices.setdefault(_office_of(each, to), []).append(each)
    yield from sorted(offices.items())


def _office_of(wanted: Wanted, to: str | None) -> str:
    return to or vocabulary.office_for(wanted.year)


def batches(wanted: Iterable[Wanted], rolls: int | None) -> list[tuple[Wanted, ...]]:
    """As many requests as it takes to ask for no more than so many rolls of film in each.

    Cables of one roll stay together. All the rolls on which one may stand count, and one of which nobody knows any
    counts as a roll of its own; one that may stand on more than so many is asked for alone. Paper counts as none.
    """
    made: list[tuple[Wanted, ...]] = []
    asked: set[str] = set()
    for each in sorted(wanted, key=lambda each: (not rolls_of(each), rolls_of(each), each.year, each.date or "")):
        own = set() if each.paper else set(rolls_of(each) or (f"unknown {each.id}",))
        if made and (rolls is None or len(asked | own) <= rolls or own <= asked):
            made[-1] = (*made[-1], each)
            asked |= own
        else:
            made.append((each,))
            asked = own
    return made


def drafted(archive: Archive, number: int, reader: Reader = EVERYTHING, on: dt.date | None = None) -> Drafted | None:
    """A request that is kept, with what is known of its cables today; None where there is none for this reader."""
    request = requests.one(archive, number, reader)
    if request is None:
        return None
    day = on or request.drafted.date()
    return Drafted(request, tuple(again(archive, each.cable, each.why, day, reader) for each in request.cables))
