"""What a search answers."""

from __future__ import annotations

import datetime as dt

import msgspec

from reftel.archive import View
from reftel.model import Struct


class Snippet(Struct, frozen=True):
    """A stretch of one paragraph of a hit."""

    anchor: str | None
    """``par7``; None for text in which the reading found no paragraph."""
    number: int | None
    mark: str | None
    parts: tuple[tuple[str, bool], ...]
    """The stretch in pieces, each with whether it matched; plain text, to be escaped."""


class Hit(Struct, frozen=True):
    """One cable, as far as the reader may see it."""

    id: str
    """The archive's key, for links."""
    called: str | None = None
    """What stands at its head for a number, where it has no message reference number: ``Cablegram P3``."""
    sent: dt.datetime | None = None
    origin: str | None = None
    origin_name: str | None = None
    level: str | None = None
    subject: str | None = None
    tags: tuple[str, ...] = ()
    snippets: tuple[Snippet, ...] = ()
    """Its best paragraphs."""
    more: int = 0
    """How many other paragraphs of it match."""


def hit_of(view: View, snippets: tuple[Snippet, ...] = (), more: int = 0) -> Hit:
    """A cable as lists show it: of its view, so that nothing forbidden can stand in it."""
    cable = view.cable
    return Hit(
        id=view.id,
        called=view.called if view.called != view.id else None,
        sent=cable.sent,
        origin=cable.origin.code if cable.origin else None,
        origin_name=(cable.origin.name or cable.origin.code) if cable.origin else None,
        level=cable.classification.level if cable.classification else None,
        subject=cable.subject,
        tags=tuple(each.code for each in cable.tags),
        snippets=snippets,
        more=more,
    )


class Facet(Struct, frozen=True):
    """A value by which the results can be narrowed."""

    value: str
    label: str
    count: int


class Lacking(Struct, frozen=True):
    """A number that was asked for and is not held."""

    number: str
    """Canonical: ``74LAPAZ3504``."""
    citing: int
    """How many cables cite it, where the reader may see it."""


class Results(Struct, frozen=True):
    """One page of hits, and the numbers over all of them."""

    query: str
    total: int = 0
    hits: tuple[Hit, ...] = ()
    facets: dict[str, tuple[Facet, ...]] = msgspec.field(default_factory=dict)
    """``origin``, ``country``, ``year``, ``month``, ``level``, ``tag``, ``caption``, ``addressee``, ``signer``,
    ``source``; most hits first, but years newest first and months oldest first."""
    notes: tuple[str, ...] = ()
    """What the reader should know about how the query was read."""
    jump: str | None = None
    """The key of the cable, when the query is a reference number that the archive holds."""
    lacking: Lacking | None = None
    """The number that the query is, when the archive does not hold it; the cables that cite it are among the hits."""
    page: int = 1
    pages: int = 1
    milliseconds: float = 0.0
