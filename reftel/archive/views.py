"""What comes out of an archive: values without a connection behind them."""

from __future__ import annotations

import datetime as dt

from reftel.model import Cable, Struct


class Source(Struct, frozen=True):
    """A file that was read."""

    path: str
    digest: str
    """SHA-256 of its bytes, hexadecimal: the same file is not read twice, wherever it lies."""
    layout: str = ""
    """Of its documents; several are joined with a comma."""
    size: int = 0
    """In bytes."""
    modified: int = 0
    """Nanoseconds since 1970; with path and size it tells that a file is the one that was read."""


class Added(Struct, frozen=True):
    """What one source brought."""

    new: int = 0
    """Cables that the archive did not hold."""
    known: int = 0
    """Documents that were there: of a source that is known, or read anew."""
    editions: int = 0
    """Documents read: all of the source, or 0 where the source itself was already known."""
    further: int = 0
    """Further editions of cables that were there."""


class Edition(Struct, frozen=True):
    """One document in which a cable came."""

    number: int
    path: str
    layout: str
    place: str
    """Where in the file: ``#page=7``; empty where the file is the document."""
    released: dt.datetime | None = None
    partial: bool = False
    doubts: int = 0
    """Repairs that are not certain, and unreadable characters."""
    shown: bool = False
    """Whether the view shows this one."""


class Alike(Struct, frozen=True):
    """A cable whose text is nearly that of another: a retransmission, a corrected copy, a page scanned twice."""

    id: str
    share: float
    """How much of both is the same, 0 to 1."""
    sent: dt.datetime | None = None


class View(Struct, frozen=True):
    """A cable as a reader may see it."""

    id: str
    """The archive's key: the canonical id; ``09MEXICO2134~2`` for a second cable with one number; ``unnumbered-…``."""
    cable: Cable
    """With all that is forbidden absent."""
    anchors: tuple[str, ...] = ()
    """`anchors[i]` names `cable.paragraphs[i]`: ``par7``."""
    withheld: int = 0
    """How many paragraphs are absent because of the reader's level or caveats."""
    editions: tuple[Edition, ...] = ()
    alike: tuple[Alike, ...] = ()
    """Other cables whose texts are nearly the same, the likest first."""

    @property
    def called(self) -> str:
        """By what people name it: its number; one without a number as its head does, else the archive's key."""
        return self.id if self.cable.id else self.cable.designation or self.id


class Citing(Struct, frozen=True):
    """A cable that refers to another one."""

    id: str
    subject: str | None = None
    """None where there is none, or where the reader may not see it."""
    sent: dt.datetime | None = None
    level: str | None = None


class Count(Struct, frozen=True):
    """How many cables share a value."""

    value: str
    label: str
    count: int


class Overview(Struct, frozen=True):
    """What the archive holds, in numbers."""

    total: int = 0
    undated: int = 0
    by_year: tuple[Count, ...] = ()
    """``2009``, oldest first; undated cables are in none."""
    by_month: tuple[Count, ...] = ()
    """``2009-07``, oldest first."""
    by_origin: tuple[Count, ...] = ()
    """Most cables first."""
    by_level: tuple[Count, ...] = ()
    """Lowest level first; the value of cables without one is ``""``."""
    sources: int = 0
    """Files read."""
    editions: int = 0
    first: dt.datetime | None = None
    last: dt.datetime | None = None


class Change(Struct, frozen=True):
    """What the index must take up: the newest state of a cable, with its number in the sequence of changes."""

    number: int
    id: str
    cable: Cable
    aliases: tuple[str, ...] = ()
    """Every spelling under which it can be asked for."""
    editions: tuple[Edition, ...] = ()
    cited_by_articles: bool = False
    """Whether an article that was added by hand cites it."""


class Removal(Struct, frozen=True):
    """What the index must forget: a cable that is no longer held, with the number of that change."""

    number: int
    id: str


class Standing(Struct, frozen=True):
    """What the ledger knows of a file."""

    number: int
    digest: str | None
    """None where it could not be opened, or changed while it was read."""
    finished: bool
    """Whether it was read to its end."""
    begun: int
    """Otherwise, how many of its documents were."""
    editions: int
    """How many editions came from it."""
    reason: str | None
    read: bool
    """False where nothing of it was."""
    reader: str | None
    """The version of the reader that read it."""


class Unread(Struct, frozen=True):
    """A file, or a part of one, of which no cable came."""

    path: str
    place: str
    """Of the part in the file: ``#d3``, ``/inner.txt``; empty for the whole."""
    reason: str
    state: str
    """``unread``; ``reading``, begun; ``damaged``, read but not in whole; ``passed over``, a part."""
    size: int
    layout: str
    seen: dt.datetime | None
