"""A reading as the record takes it: packed where it was read, so that the one process that writes has little to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from reftel.archive import blobs, identity, likeness, rows
from reftel.archive.views import Source
from reftel.model import Cable

if TYPE_CHECKING:
    from reftel.reading import Reading


class Shown(NamedTuple):
    """The rows by which a cable is shown."""

    cable: rows.Row
    """Of `cables`, from the column `reference` on."""
    children: dict[str, list[rows.Row]]
    """Table → rows without the column `cable`."""
    bands: tuple[int, ...]
    """Of its likeness."""


def shown(cable: Cable) -> Shown:
    """The rows of a cable."""
    return Shown(rows.cable_row(cable), rows.child_rows(cable), likeness.bands(cable))


class Packed(NamedTuple):
    """One reading as rows and blobs; cheap to hand from one process to another."""

    key: str
    """The cable's number, or the name made from its text."""
    place: str
    layout: str
    encoding: str
    told: str
    released: str | None
    partial: bool
    doubts: int
    text: bytes
    body: bytes
    packing: int
    shown: Shown
    aliases: tuple[str, ...]
    compartments: tuple[rows.Row, ...]


def pack(reading: Reading) -> Packed:
    """Everything that the record will hold of this reading."""
    return pack_all([reading])[0]


def pack_all(readings: Sequence[Reading]) -> list[Packed]:
    """The same of many, in a third of the time less.

    One kind of work is done for all of them before the next one: a compressor, a parser, a sketch of the likeness each
    fill a processor's cache with what they look up, and who takes turns finds it empty every time.
    """
    cables = [each.cable for each in readings]
    texts = [blobs.encode_text(each) for each in cables]
    bodies = [blobs.encode_body(each) for each in cables]
    likenesses = [likeness.bands(each) for each in cables]
    return [
        Packed(
            key=identity.key_of(cable),
            place=rows.clean(str(document.place)) or "",
            layout=document.layout,
            encoding=document.encoding,
            told=msgspec.json.encode(document.told).decode("utf-8"),
            released=rows.moment(cable.released),
            partial=cable.partial or not cable.paragraphs,
            doubts=identity.doubts(cable),
            text=text,
            body=body,
            packing=blobs.AFTER_WORDS,
            shown=Shown(rows.cable_row(cable), rows.child_rows(cable), bands),
            aliases=rows.aliases(cable),
            compartments=rows.compartment_rows(cable),
        )
        for cable, document, text, body, bands in zip(
            cables, (each.document for each in readings), texts, bodies, likenesses, strict=True
        )
    ]


class Sheaf(NamedTuple):
    """What was read of one file, from one document of it on: all of it, or a stretch of a long one."""

    source: Source
    packed: tuple[Packed | None, ...] = ()
    """In their order; None for one that could not be parsed, or killed the process that tried (`passed_over` says)."""
    first: int = 0
    """How many documents stand before these."""
    ended: bool = True
    """Whether that was the last of the file."""
    reason: str | None = None
    """Why nothing more could be read of it."""
    changed: bool = False
    """It changed while it was read: nothing of it counts."""
    passed_over: tuple[tuple[str, str], ...] = ()
    """Place and reason of what did not become a cable."""
    characters: int = 0
    """Of the texts."""
