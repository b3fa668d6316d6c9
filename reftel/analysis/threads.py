"""Threads: a cable, what it answers, and all that answers it, as a line of time.

A cable answers another where its REF line names it; to be mentioned in a text is not to be answered.
`REF … AND PREVIOUS` means the whole chain of references behind the one that is named.
"""

from __future__ import annotations

import datetime as dt
import re

from reftel.analysis.edges import Edge, edges_of
from reftel.analysis.missing import estimates
from reftel.analysis.numbering import Estimate
from reftel.analysis.posts import number_of
from reftel.archive import EVERYTHING, Archive, Reader, View, net
from reftel.model import Struct
from reftel.telegram import canonical_id
from reftel.telegram.printed_citations import HEAD

AT_MOST = 300
"""Cables of a thread; a circular telegram is answered by every post."""
_STEPS_BACK = 3
"""Steps that a thread goes back: what is answered, what that answered, and once more."""
_CHAIN = 30
"""Steps, and cables, that ``AND PREVIOUS`` goes back at most."""
_AND_PREVIOUS = re.compile(r"[\s,;]*+(?:\(NOTAL\)[\s,;]*+)?AND\s+PREVIOUS\b", re.IGNORECASE)


class Turn(Struct, frozen=True):
    """A cable of a thread."""

    id: str
    held: bool
    role: str
    """``before``: what the cable that was asked for answers; ``asked``; ``answer``."""
    sent: dt.datetime | None = None
    estimate: Estimate | None = None
    """When a cable that is not held was probably sent."""
    origin: str | None = None
    subject: str | None = None
    level: str | None = None
    answers: tuple[Edge, ...] = ()
    """Its references to other cables of the thread."""

    @property
    def day(self) -> dt.date | None:
        """The day that is known, or the likeliest."""
        if self.sent:
            return self.sent.date()
        return (self.estimate.best or self.estimate.latest) if self.estimate else None


class Thread(Struct, frozen=True):
    """A thread, oldest first; a cable that is not held stands at its estimated date."""

    id: str
    turns: tuple[Turn, ...]
    cut: bool = False
    """Whether more belong to it than are given."""


def thread(archive: Archive, ref: str, reader: Reader = EVERYTHING, *, most: int = AT_MOST) -> Thread | None:
    """The thread of a cable, held or only cited; None where it is neither."""
    number = canonical_id(ref)
    centre = archive.find(ref) or (number if net.citations_to(archive, [number], reader) else None)
    if centre is None:
        return None
    roles = {centre: "asked"}
    cut = _follow(archive, centre, reader, roles, most // 3, back=_STEPS_BACK)
    cut = _follow(archive, centre, reader, roles, most) or cut
    return Thread(centre, _turns(archive, roles, reader), cut)


def chain(archive: Archive, view: View, reader: Reader = EVERYTHING) -> tuple[str, ...]:
    """What ``AND PREVIOUS`` in the cable's REF line means: the cables behind the named ones, nearest first."""
    named = [
        each.target
        for position, each in enumerate(view.cable.references)
        if each.target and each.paragraph is None and says_previous(view, position)
    ]
    if not named:
        return ()
    roles: dict[str, str] = {}
    for key in net.led(archive, named).values():
        roles[key] = "asked"
        _follow(archive, key, reader, roles, _CHAIN, back=_CHAIN)
    return tuple(key for key, role in roles.items() if role == "before")


def says_previous(view: View, position: int) -> bool:
    """Whether ``AND PREVIOUS`` stands behind this item of the REF line; not known where the text is withheld."""
    places = view.cable.spans.get(f"references.{position}", ())
    return bool(places and _AND_PREVIOUS.match(view.cable.text, places[-1][1]))


def _follow(
    archive: Archive,
    centre: str,
    reader: Reader,
    roles: dict[str, str],
    most: int,
    back: int = 0,
) -> bool:
    """Step by step along REF lines, so many steps ``back`` to what is answered, or on to all that answers.

    True where some are left out.
    """
    border, steps = [centre], 0
    while border and (steps < back or not back):
        steps += 1
        rows = (
            net.citations_of(archive, border, reader)
            if back
            else net.citations_to(archive, net.spellings(archive, border), reader)
        )
        border = []
        for edge in _listed(archive, rows, reader):
            end = edge.target if back else edge.source
            if edge.target is None or end is None or end in roles:
                continue
            if len(roles) >= most:
                return True
            roles[end] = "before" if back else "answer"
            border.append(end)
    return False


def _listed(archive: Archive, rows: list[net.Citation], reader: Reader) -> list[Edge]:
    """The edges of REF lines among some references, and of those with which a printed telegram opens."""
    listed = [each for each in rows if each.target and (each.paragraph is None or (each.rule or "").startswith(HEAD))]
    return edges_of(archive, listed, dates=True, reader=reader)


def _turns(archive: Archive, roles: dict[str, str], reader: Reader) -> tuple[Turn, ...]:
    heads = net.heads(archive, roles, reader)
    between = _listed(archive, net.citations_of(archive, heads, reader), reader)
    when = estimates(archive, [key for key in roles if key not in heads], reader)
    turns = []
    for key, role in roles.items():
        answers = tuple(each for each in between if each.source == key and each.target in roles and each.target != key)
        head = heads.get(key)
        if head is not None:
            turns.append(Turn(key, True, role, head.sent, None, head.origin, head.subject, head.level, answers))
            continue
        citing = [heads[each.source] for each in between if each.target == key and each.source in heads]
        days = [each.sent.date() for each in citing if each.sent]
        number = number_of(key, min(days).year if days else None)
        turns.append(Turn(key, False, role, None, when.get(key), number.origin if number else None))
    return tuple(sorted(turns, key=_when))


def _when(turn: Turn) -> tuple[bool, str, str]:
    if turn.sent:
        return (False, turn.sent.isoformat(), turn.id)
    # What is not held comes before what answers it on the same day.
    return (turn.day is None, turn.day.isoformat() if turn.day else "", turn.id)
