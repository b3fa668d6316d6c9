"""Why a reader sees a portion of a cable, or does not: the gate's own reasons, portion by portion, without its text."""

from __future__ import annotations

from collections import Counter

from reftel import vocabulary
from reftel.archive.access import BANDS, Compartment, Reader, of_mark, of_message, of_paragraph, of_subject
from reftel.archive.anchors import anchors
from reftel.archive.record import Archive
from reftel.model import Cable, Struct

_BAND_NAMES = dict(
    zip(
        BANDS,
        ("unclassified", "sensitive but unclassified", "confidential", "secret", "top secret"),
        strict=True,
    )
)

MARK = "its mark"
"""Why a portion with a mark is withheld."""


class Portion(Struct, frozen=True):
    """A subject line or a paragraph, and what the gate says of it."""

    what: str
    """``subject`` or ``paragraph``."""
    anchor: str | None
    """``par7``; None for the subject."""
    number: int | None
    mark: str | None
    """As read."""
    needs: str
    """What it takes to read it, in words: ``secret, NOFORN``."""
    source: str
    """Where that comes from: ``its mark``, ``the message``, …"""
    visible: bool
    lacks: tuple[str, ...] = ()
    """What the reader lacks: a level, caveats; empty where it is visible."""


class Because(Struct, frozen=True):
    """Why portions of a cable are withheld from a reader."""

    what: str
    """``subject`` or ``paragraph``."""
    source: str
    """As in a portion: ``no mark, so it takes the message’s level``; of marks that they are the reason, no more."""
    count: int


class Explanation(Struct, frozen=True):
    """What a reader may see of one cable, and why."""

    id: str
    reader: Reader
    message: str
    """What it takes to read the message as a whole: ``confidential, NOFORN``."""
    whole: bool
    """Whether the reader sees all of it, and so also the text as it was read, its repairs and its catalogue fields."""
    portions: tuple[Portion, ...]


def explain(archive: Archive, ref: str, reader: Reader) -> Explanation | None:
    """Why `reader` sees each portion of this cable or not; None where the archive does not hold it."""
    key = archive.find(ref)
    cable = archive.whole(key) if key else None
    if key is None or cable is None:
        return None
    message = of_message(cable)
    portions = []
    if cable.subject is not None:
        needs = of_subject(cable, message)
        source = _source(cable.subject_mark, needs, message, cable)
        portions.append(_portion("subject", None, None, cable.subject_mark, needs, source, reader))
    for anchor, each in zip(anchors(cable.paragraphs), cable.paragraphs, strict=True):
        needs = of_paragraph(each, message)
        source = _source(each.mark, needs, message, cable)
        portions.append(_portion("paragraph", anchor, each.number, each.mark, needs, source, reader))
    whole = reader.sees(message) and all(each.visible for each in portions)
    return Explanation(key, reader, words(message), whole, tuple(portions))


def withheld(archive: Archive, ref: str, reader: Reader) -> tuple[Because, ...]:
    """Why `reader` does not see what is withheld of this cable; empty where nothing is, or where it is not held.

    No mark of a withheld portion is told: it is a part of what is withheld.
    """
    told = explain(archive, ref, reader)
    hidden = [each for each in told.portions if not each.visible] if told else []
    counts = Counter((each.what, MARK if each.mark else each.source) for each in hidden)
    return tuple(Because(what, source, many) for (what, source), many in counts.items())


def words(needs: Compartment) -> str:
    """``secret, NOFORN``."""
    return ", ".join((_BAND_NAMES[needs.band], *needs.caveats))


def _portion(
    what: str,
    anchor: str | None,
    number: int | None,
    mark: str | None,
    needs: Compartment,
    source: str,
    reader: Reader,
) -> Portion:
    lacks: list[str] = []
    if not reader.sees(Compartment(needs.band)):
        lacks.append(_BAND_NAMES[needs.band])
    lacks += [each for each in needs.caveats if not reader.sees(Compartment(BANDS[0], (each,)))]
    return Portion(what, anchor, number, mark, words(needs), source, not lacks, tuple(lacks))


def _source(mark: str | None, needs: Compartment, message: Compartment, cable: Cable) -> str:
    if mark:
        if vocabulary.level_of_mark(mark) is None and needs.band == BANDS[-1]:
            return f"its mark ({mark}), which no table knows, so it counts as the highest"
        if of_mark(mark) != needs:
            return f"its mark ({mark}), and a part of it that is marked higher"
        return f"its mark ({mark})"
    if needs != message:
        return "no mark; a part of it is marked higher than the message"
    if cable.classification is None:
        return "no mark, and the message tells no level, so it counts as the highest"
    return "no mark, so it takes the message’s level"
