"""The editions of a cable beside each other, and the cables that are nearly the same."""

from __future__ import annotations

from reftel.archive import access
from reftel.archive.access import EVERYTHING, Reader
from reftel.archive.anchors import anchors
from reftel.archive.comparing import Difference, compare
from reftel.archive.record import Archive
from reftel.archive.views import Alike, Edition
from reftel.model import Cable, Struct


class Compared(Struct, frozen=True):
    """Two editions of one cable, the older first; what the reader may not see is absent from both."""

    one: Edition
    other: Edition
    one_anchors: tuple[str, ...]
    """Names of its paragraphs, by the positions that `differences` tells."""
    other_anchors: tuple[str, ...]
    differences: tuple[Difference, ...]
    withheld: bool = False
    """Whether there are paragraphs in either that the reader may not see."""


class Editions(Struct, frozen=True):
    """All editions of a cable, in the order in which they came, and each other one compared with the one shown."""

    id: str
    editions: tuple[Edition, ...]
    compared: tuple[Compared, ...]
    alike: tuple[Alike, ...] = ()
    """Other cables whose texts are nearly the same."""


def editions(archive: Archive, ref: str, reader: Reader = EVERYTHING) -> Editions | None:
    """The editions of the cable of this number, in any spelling; None where it isn't held."""
    view = archive.view(ref, reader)
    if view is None:
        return None
    shown = next(each for each in view.editions if each.shown)
    cables = {each.number: archive.edition(each.number) for each in view.editions}
    others = (each for each in view.editions if not each.shown)
    pairs = (sorted((shown, each), key=_age) for each in others)
    compared = tuple(_compared(one, other, cables, reader) for one, other in pairs)
    return Editions(view.id, view.editions, compared, view.alike)


def _age(edition: Edition) -> tuple[str, int]:
    return (edition.released.isoformat() if edition.released else "", edition.number)


def _compared(one: Edition, other: Edition, cables: dict[int, Cable], reader: Reader) -> Compared:
    sides = []
    withheld = False
    for edition in (one, other):
        cable = cables[edition.number]
        seen, kept = access.gate(cable, reader)
        names = anchors(cable.paragraphs)
        withheld |= len(kept) < len(cable.paragraphs)
        sides.append((seen.paragraphs, tuple(names[position] for position in kept)))
    (mine, my_names), (theirs, their_names) = sides
    return Compared(one, other, my_names, their_names, compare(mine, theirs), withheld)
