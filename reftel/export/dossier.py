"""A collection as it is read: its items with what the reader may see of them, their notes and citations."""

from __future__ import annotations

import datetime as dt

from reftel import vocabulary
from reftel.archive import EVERYTHING, Archive, Reader, View, collections
from reftel.archive.collections import Collection, Item
from reftel.export import notes
from reftel.export.citation import Cited, cited, day_of_access
from reftel.model import Paragraph, Struct


class Passage(Struct, frozen=True):
    """A paragraph that is open to the reader."""

    anchor: str
    number: int | None
    mark: str | None
    level: str | None
    heading: str | None
    text: str


class Entry(Struct, frozen=True):
    """An item of a collection, as far as the reader may see it."""

    item: int
    """By which forms name it."""
    position: int
    cable: str
    anchor: str | None
    held: bool
    """False where the archive does not hold the cable (any more): its number and its place are all that is left."""
    note: str | None = None
    """None where what it stands at is not open to the reader: it may quote it."""
    title: str | None = None
    where: str | None = None
    """``¶ 7``."""
    sent: dt.datetime | None = None
    origin: str | None = None
    level: str | None = None
    called: str | None = None
    """By what people name the cable."""
    citation: str | None = None
    """The National Archives' note."""
    address: str | None = None
    passages: tuple[Passage, ...] = ()
    withheld: int = 0
    """Paragraphs of the item that are not open to the reader, or are no longer found."""


class Dossier(Struct, frozen=True):
    """A collection, read."""

    name: str
    title: str
    description: str
    made: dt.date
    total: int = 0
    """Items of the collection, of which `entries` may be some."""
    entries: tuple[Entry, ...] = ()


def dossier(
    archive: Archive,
    collection: Collection,
    *,
    reader: Reader = EVERYTHING,
    base: str | None = None,
    paragraphs: int | None = None,
    first: int = 1,
    most: int | None = None,
) -> Dossier:
    """Read a collection as `reader` may see it.

    `base` is the address of the reading room, for addresses and citations. `paragraphs` is how many paragraphs of a
    whole cable are given at most, `most` how many items from the `first` on (counted from 1); None gives all of them.
    """
    every = collections.items(archive, collection)
    entries = tuple(
        _entry(archive, collection, item, reader, base, paragraphs)
        for item in every[first - 1 : None if most is None else first - 1 + most]
    )
    made = dt.datetime.now(dt.UTC).date()
    return Dossier(collection.name, collection.title, collection.description, made, len(every), entries)


def all_cited(archive: Archive, collection: Collection, *, reader: Reader, base: str | None) -> list[Cited]:
    """What citations say of every item that is open to the reader."""
    found = []
    for item in collections.items(archive, collection):
        view = archive.view(item.cable, reader)
        if view is not None and (item.anchor is None or item.anchor in view.anchors):
            found.append(cited(view, anchor=item.anchor, base=base, accessed=day_of_access(base)))
    return found


def _entry(
    archive: Archive,
    collection: Collection,
    item: Item,
    reader: Reader,
    base: str | None,
    paragraphs: int | None,
) -> Entry:
    # Whoever may see all that its author may is told every note; others those on what is wholly open to them.
    trusted = reader.covers(collection.reader)
    view = archive.view(item.cable, reader)
    if view is None:
        return Entry(item.number, item.position, item.cable, item.anchor, False, item.note if trusted else None)
    every = [_passage(*each) for each in zip(view.anchors, view.cable.paragraphs, strict=True)]
    if item.anchor is None:
        passages, withheld = tuple(every[:paragraphs]), view.withheld
    else:
        passages = tuple(each for each in every if each.anchor == item.anchor)
        withheld = 0 if passages else 1
    told = cited(view, anchor=item.anchor if passages else None, base=base, accessed=day_of_access(base))
    return Entry(
        item.number,
        item.position,
        item.cable,
        item.anchor,
        True,
        note=item.note if trusted or not withheld else None,
        title=_title(view, told),
        where=told.passage,
        sent=view.cable.sent,
        origin=told.sender,
        level=view.cable.classification.level if view.cable.classification else None,
        called=view.called,
        citation=notes.note(told),
        address=told.address,
        passages=passages,
        withheld=withheld,
    )


def _title(view: View, told: Cited) -> str:
    return told.title or f"{told.described}{f', {view.id}' if told.number is None and view.called == view.id else ''}"


def _passage(anchor: str, paragraph: Paragraph) -> Passage:
    level = paragraph.level or (vocabulary.level_of_mark(paragraph.mark) if paragraph.mark else None)
    return Passage(anchor, paragraph.number, paragraph.mark, level, paragraph.heading, paragraph.text)
