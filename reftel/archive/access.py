"""The gate: what a reader may see of a cable.

Classification of the whole and of each portion follows E.O. 13526 section 1.6 and 5 FAH-2: a portion mark governs its
paragraph; a portion without a mark takes the level and the caveats of the message. What can't be told counts as the
highest. Everything forbidden is *absent* from what comes out, not blanked, so that nothing above this room can leak it.
"""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from reftel import vocabulary
from reftel.errors import QueryError
from reftel.model import Cable, Classification, Paragraph, Reference, Struct

BANDS = ("u", "sbu", "c", "s", "ts")
"""Lowest to highest; what `vocabulary.band` answers. The highest stands for everything that can't be told, too."""

_SEPARATORS = re.compile(r"[/,;()–—-]|\s(?=NF\b|NOFORN\b|REL\b|OC\b)", re.IGNORECASE)
"""Between the parts of a portion mark: ``C//NF``, ``S - ENTIRE TEXT``, ``C NF``, ``S/REL USA, GBR``."""
_NO_CAVEATS = {"", "ENTIRE TEXT", "ENTIRE", "TEXT"}

_CAVEAT_MARKS = {"NF": "NOFORN", "OC": "ORCON", "PR": "PROPIN", "FI": "FOREIGN"}
"""Short forms of caveats in portion marks (``C/NF``)."""


class Reader(Struct, frozen=True):
    """Who reads: the highest level that they may see, and the caveats they hold (None: all of them)."""

    level: str = "TOP SECRET"
    caveats: frozenset[str] | None = None

    def sees(self, compartment: Compartment) -> bool:
        """Whether a portion of this band with these caveats is open to the reader."""
        if BANDS.index(compartment.band) > BANDS.index(_reader_band(self.level)):
            return False
        return self.caveats is None or set(compartment.caveats) <= {caveat(text) for text in self.caveats}

    def covers(self, other: Reader) -> bool:
        """Whether this reader may see all that the other one may."""
        if BANDS.index(_reader_band(other.level)) > BANDS.index(_reader_band(self.level)):
            return False
        if self.caveats is None or other.caveats is None:
            return self.caveats is None
        return {caveat(text) for text in other.caveats} <= {caveat(text) for text in self.caveats}


class Compartment(Struct, frozen=True):
    """What it takes to read a portion: a band and every caveat of `caveats`."""

    band: str
    caveats: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """A key for tables and for fields of an index: ``c``, ``s+NOFORN``."""
        return "+".join((self.band, *self.caveats))


EVERYTHING = Reader()
"""The local reader, who sees all."""


def reader_named(text: str) -> Reader:
    """A reader by level and caveats: ``sbu``, ``secret/noforn``, ``ts/all``; ``all`` sees everything.

    A caveat that is not named is not held, so that a slip never opens more than was meant. Raises QueryError.
    """
    level, _, caveats = text.strip().partition("/")
    if level.strip().lower() == "all" and not caveats:
        return EVERYTHING
    known = vocabulary.level(level) or vocabulary.level_of_mark(level)
    if not level.strip() or known is None:
        raise QueryError(
            f'"{text}" names no level: give one of {", ".join(each.lower() for each in vocabulary.LEVELS)}, or its '
            "mark (u, sbu, c, s, ts), with the caveats held after a stroke: secret/noforn. all sees everything."
        )
    held = frozenset(caveat(each) for each in re.split(r"[/,+]", caveats) if each.strip())
    return Reader(known, None if "ALL" in held else held)


@lru_cache(maxsize=256)
def _reader_band(level: str) -> str:
    # A reader's own level that no table knows must not open everything: vocabulary.band errs upwards, which is right
    # for a paper and wrong for a person.
    known = vocabulary.level_of_mark(level) or (level if level in vocabulary.LEVELS else None)
    return vocabulary.band(known) if known else BANDS[0]


def caveat(text: str) -> str:
    """One caveat in one spelling: ``NF`` → ``NOFORN``; ``Rel USA, GBR`` → ``REL USA GBR``."""
    plain = " ".join(re.findall(r"[A-Z0-9]+", text.upper()))
    return _CAVEAT_MARKS.get(plain, plain)


def _caveats(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({found for text in texts if (found := caveat(text))}))


def _highest(*levels: str | None) -> str:
    return max((vocabulary.band(level) for level in levels), key=BANDS.index)


def of_message(cable: Cable) -> Compartment:
    """What it takes to read the message as a whole, and every portion of it without a mark."""
    return Compartment(BANDS[-1]) if cable.classification is None else of_stamp(cable.classification)


@lru_cache(4096)
def of_stamp(stamp: Classification) -> Compartment:
    """What the level and the caveats on the message ask for."""
    return Compartment(_highest(stamp.level), _caveats(stamp.caveats))


@lru_cache(maxsize=4096)
def of_mark(mark: str, level: str | None = None) -> Compartment:
    """What a portion mark asks for (``C/NF`` → c with NOFORN), and no less than `level` where one is given."""
    levels = [vocabulary.level_of_mark(mark)]
    limits = []
    for part in _SEPARATORS.split(mark.strip(" ()"))[1:]:
        # SBU/FOUO names two levels, and the higher one holds; all else limits the readers.
        also = vocabulary.level_of_mark(part)
        if also:
            levels.append(also)
        elif caveat(part) not in _NO_CAVEATS:
            limits.append(part)
    if level:
        levels.append(level)
    return Compartment(_highest(*levels), _caveats(tuple(limits)))


def of_paragraph(paragraph: Paragraph, message: Compartment) -> Compartment:
    """What it takes to read `paragraph` of a cable whose whole asks for `message`."""
    if paragraph.mark:
        return of_mark(paragraph.mark, paragraph.level)
    if paragraph.level is None:
        return message
    return _at_least(paragraph.level, message)


@lru_cache(4096)
def _at_least(level: str, message: Compartment) -> Compartment:
    return Compartment(max(_highest(level), message.band, key=BANDS.index), message.caveats)


def of_subject(cable: Cable, message: Compartment) -> Compartment:
    """What it takes to read the subject line: its own mark, or the message's level."""
    return of_mark(cable.subject_mark) if cable.subject_mark else message


def compartments(cable: Cable) -> set[Compartment]:
    """Every compartment in which `cable` holds something."""
    message = of_message(cable)
    return {message, of_subject(cable, message), *(of_paragraph(each, message) for each in cable.paragraphs)}


def gate(cable: Cable, reader: Reader) -> tuple[Cable, tuple[int, ...]]:
    """`cable` as `reader` may see it, and the positions of the paragraphs that remain.

    When anything is withheld, or the message as a whole is above the reader, all that quotes the whole text goes too:
    text, blocks, spans, rules, repairs, catalogue attributes, the texts of summary and comment.
    """
    if reader == EVERYTHING:
        return cable, tuple(range(len(cable.paragraphs)))
    message = of_message(cable)
    open_subject = reader.sees(of_subject(cable, message))
    kept = tuple(position for position, each in enumerate(cable.paragraphs) if reader.sees(of_paragraph(each, message)))
    if open_subject and len(kept) == len(cable.paragraphs) and reader.sees(message):
        return cable, kept
    paragraphs = tuple(cable.paragraphs[position] for position in kept)
    return (
        msgspec.structs.replace(
            cable,
            subject=cable.subject if open_subject else None,
            paragraphs=paragraphs,
            references=_references(cable.references, kept),
            # Their own paragraphs, where the reader may see all of them, still tell what they say.
            summary=None,
            comment=None,
            attributes={},
            text="",
            blocks=(),
            spans={},
            rules={},
            repairs=(),
        ),
        kept,
    )


def _references(references: tuple[Reference, ...], kept: tuple[int, ...]) -> tuple[Reference, ...]:
    """Citations of withheld paragraphs go; the others point at the new position of their paragraph."""
    place = {old: new for new, old in enumerate(kept)}
    return tuple(
        each if each.paragraph is None else msgspec.structs.replace(each, paragraph=place[each.paragraph])
        for each in references
        if each.paragraph is None or each.paragraph in place
    )


def level_of(stamp: Classification | None) -> str | None:
    """The level as it stands on the message, None where it has none."""
    return stamp.level if stamp else None
