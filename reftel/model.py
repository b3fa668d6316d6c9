"""What a cable is.

Frozen, comparable structs that go to JSON and back without loss (``msgspec``). The names are a contract with
tools outside the project; they are the field's own words. Nothing here does anything: readers build these values,
every room to the right of them takes them.

Conventions: an absent text is ``None``, an absent list is ``()``. A place in a text is ``(start, end)``, counted in
characters of ``Cable.text``, end exclusive. Datetimes are aware, in UTC.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

Place = tuple[int, int]
"""``(start, end)`` in characters of ``Cable.text``, end exclusive."""

BlockKind = Literal[
    "transmission", "heading", "opening", "paragraph", "closing", "furniture", "notice", "unknown"
]


class Struct(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=False):
    """The common base: immutable, compared by value, defaults left out of the JSON."""


class Post(Struct):
    """Where a telegram comes from: an embassy, consulate, mission, or the Department itself."""

    code: str
    """The post as it stands in reference numbers: ``MEXICO``, ``LAPAZ``, ``STATE``."""
    name: str | None = None
    """``Embassy Mexico``, ``Consulate Dubai``, ``Secretary of State``."""
    country: str | None = None
    """ISO 3166-1 alpha-2 code of the country where the post stands (``MX``), or a historic one of ISO 3166-3."""
    latitude: float | None = None
    longitude: float | None = None


class Addressee(Struct):
    """One line of TO or INFO (ACP 127, format lines 7 and 8)."""

    role: Literal["action", "info"]
    name: str
    """``SECSTATE WASHDC``, ``ALL US CONSULATES IN MEXICO COLLECTIVE``."""
    routing: str | None = None
    """Routing indicator of the relay station: ``RUEHC``."""
    precedence: str | None = None
    """As written for this addressee: ``PRIORITY``, ``NIACT IMMEDIATE``."""
    number: str | None = None
    """Continuity number, as written: ``7541``, ``0121``."""
    exempt: tuple[str, ...] = ()
    """Members of a collective to whom it was not sent (``XMT AMEMBASSY SOFIA``)."""


class Classification(Struct):
    """The level of the whole message and what limits its readers further."""

    level: str
    """UNCLASSIFIED, LIMITED OFFICIAL USE, FOR OFFICIAL USE ONLY, SENSITIVE BUT UNCLASSIFIED, CONFIDENTIAL, SECRET, TOP SECRET."""
    caveats: tuple[str, ...] = ()
    """``NOFORN`` and its like."""


class Tag(Struct):
    """One of the TAGS: Traffic Analysis by Geography and Subject (5 FAH-3)."""

    code: str
    kind: Literal["subject", "program", "geo", "organization", "person", "unknown"] = "unknown"
    meaning: str | None = None


class Reference(Struct):
    """One item of the REF line, or a citation in the text."""

    text: str
    """What stands there, as read."""
    kind: str = "cable"
    """cable, email, report, airgram, book, telephone, memo, fax, meeting, web, other."""
    label: str | None = None
    """``A`` of ``A. STATE 62263``."""
    target: str | None = None
    """Canonical id of the cable, only when exactly one reading remains: ``09STATE62263``."""
    rule: str | None = None
    """Which rule resolved it, or why none did."""
    paragraph: int | None = None
    """Index into ``Cable.paragraphs`` for a citation in the text; None for an item of the REF line."""


class Authority(Struct):
    """Who classified the telegram, and on what grounds."""

    name: str
    title: str | None = None
    reasons: tuple[str, ...] = ()
    """Paragraphs of the executive order: ``1.4(b)``."""


class Paragraph(Struct):
    """A paragraph of the body: the grain of reading, linking, citing and access."""

    text: str
    """Flowed: wrapped lines joined, page furniture gone, repairs made; lists and tables keep their lines."""
    number: int | None = None
    mark: str | None = None
    """Portion mark as read, without parentheses: ``C``, ``S/NF``, ``SBU``; None where there is none."""
    level: str | None = None
    """The level that the mark means, or the message's own where the paragraph has no mark."""
    role: Literal["summary", "comment", "action", "text"] = "text"
    heading: str | None = None
    """The heading that stands above it, if it is the first below one."""
    redacted: bool = False
    """Some of it was replaced by x-runs or a note of deletion before it was published."""


class Article(Struct):
    """A publication in which the cable appears."""

    url: str
    title: str | None = None


class Block(Struct):
    """A stretch of the text by what it is. All blocks of a cable tile its text without gap or overlap."""

    kind: BlockKind
    start: int
    end: int


class Repair(Struct):
    """What was read, and what it is taken to mean."""

    start: int
    end: int
    read: str
    means: str
    rule: str
    certain: bool = True


class Cable(Struct):
    """One cable, with everything that its text and its layout tell."""

    id: str | None = None
    """Canonical message reference number: year, post, serial without leading zeros (``09MEXICO2134``)."""
    aliases: tuple[str, ...] = ()
    kind: str = "telegram"
    """telegram, airgram, memorandum, …"""
    transmission_id: str | None = None
    sent: dt.datetime | None = None
    """Of the date-time group."""
    released: dt.datetime | None = None
    """When the collection that it comes from published it."""
    precedence: tuple[str, ...] = ()
    """flash, immediate, priority, routine."""
    origin: Post | None = None
    addressees: tuple[Addressee, ...] = ()
    distribution: tuple[str, ...] = ()
    """Offices of the Department to whom copies went (1970s ``ACTION``/``INFO``), with the number: ``ARA-20``."""
    classification: Classification | None = None
    captions: tuple[str, ...] = ()
    pass_lines: tuple[str, ...] = ()
    """``DEPT FOR WHA, M, T``: whom else it is for."""
    sections: int | None = None
    executive_order: str | None = None
    """``12958``."""
    declassify_on: dt.date | None = None
    declassification: str | None = None
    """What the line says after the order, where it is not (only) a date: ``GDS``, ``AFTER KOREAN REUNIFICATION``."""
    tags: tuple[Tag, ...] = ()
    subject: str | None = None
    subject_mark: str | None = None
    references: tuple[Reference, ...] = ()
    classified_by: tuple[Authority, ...] = ()
    drafted_by: str | None = None
    approved_by: str | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    summary: str | None = None
    comment: str | None = None
    signed_by: tuple[str, ...] = ()
    attributes: dict[str, str] = {}
    """Catalogue fields that came with it, as labelled there."""
    articles: tuple[Article, ...] = ()
    partial: bool = False
    """The collection says that this is an extract, or the text itself is incomplete."""
    text: str = ""
    """Exactly what was read."""
    blocks: tuple[Block, ...] = ()
    spans: dict[str, tuple[Place, ...]] = {}
    """Field name → its places in the text; an item of a list is ``paragraphs.0``, ``tags.2``."""
    rules: dict[str, str] = {}
    """Field name → the rule that found it, named in the same way."""
    repairs: tuple[Repair, ...] = ()
