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

BlockKind = Literal["transmission", "heading", "opening", "paragraph", "closing", "furniture", "notice", "unknown"]


class Struct(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """The common base: immutable, compared by value, defaults left out of the JSON."""


class Post(Struct, frozen=True):
    """Where a telegram comes from: an embassy, consulate, mission, or the Department itself."""

    code: str
    """The post as it stands in reference numbers: ``MEXICO``, ``LAPAZ``, ``STATE``."""
    name: str | None = None
    """``Embassy Mexico``, ``Consulate Dubai``, ``Secretary of State``."""
    country: str | None = None
    """ISO 3166-1 alpha-2 code of the country where the post stands (``MX``), or a historic one of ISO 3166-3."""
    latitude: float | None = None
    """Degrees north; of the town, not of the building."""
    longitude: float | None = None
    """Degrees east."""


class Addressee(Struct, frozen=True):
    """One line of TO or INFO (ACP 127, format lines 7 and 8)."""

    role: Literal["action", "info"]
    """``action`` of the TO lines, ``info`` of the INFO lines."""
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


class Classification(Struct, frozen=True):
    """The level of the whole message and what limits its readers further."""

    level: str
    """UNCLASSIFIED, LIMITED OFFICIAL USE, FOR OFFICIAL USE ONLY, SENSITIVE BUT UNCLASSIFIED, CONFIDENTIAL, SECRET,
    TOP SECRET."""
    caveats: tuple[str, ...] = ()
    """``NOFORN`` and its like."""


class Tag(Struct, frozen=True):
    """One of the TAGS: Traffic Analysis by Geography and Subject (5 FAH-3)."""

    code: str
    """As registered: ``PREL``, ``KCRM``, ``MX``; of a person the whole: ``OVIP (CLINTON, HILLARY)``."""
    kind: Literal["subject", "program", "geo", "organization", "person", "unknown"] = "unknown"
    """Which of the handbook's kinds; ``unknown`` when no table knows the code."""
    meaning: str | None = None
    """What the handbook says it stands for: ``External political relations``."""


class Reference(Struct, frozen=True):
    """One item of the REF line, or a citation in the text."""

    text: str
    """What stands there, as read."""
    kind: str = "cable"
    """cable, email, report, airgram, despatch, instruction, document (of a printed volume), book, telephone, memo, fax,
    meeting, web, other."""
    label: str | None = None
    """``A`` of ``A. STATE 62263``."""
    target: str | None = None
    """Canonical id of the cable, only when exactly one reading remains: ``09STATE62263``."""
    rule: str | None = None
    """Which rule resolved it, or why none did."""
    paragraph: int | None = None
    """Index into ``Cable.paragraphs`` for a citation in the text; None for an item of the REF line."""


class Authority(Struct, frozen=True):
    """Who classified the telegram, and on what grounds."""

    name: str
    """``Ada B. Quill``, without the title."""
    title: str | None = None
    """``Charge d'Affaires, a.i.``, ``POLCOUNS``."""
    reasons: tuple[str, ...] = ()
    """Paragraphs of the executive order: ``1.4(b)``."""


class Part(Struct, frozen=True):
    """A sub-paragraph: one item of a list inside a paragraph."""

    label: str
    """As it stands: ``A.``, ``(1)``, ``--``."""
    mark: str | None = None
    """Its own portion mark, as read, without parentheses."""
    text: str = ""
    """Flowed, without label and mark."""


class Paragraph(Struct, frozen=True):
    """A paragraph of the body: the grain of reading, linking, citing and access."""

    text: str
    """Flowed: wrapped lines joined, page furniture gone, repairs made; lists and tables keep their lines."""
    number: int | None = None
    """As numbered in the telegram; None for one without a number."""
    mark: str | None = None
    """Portion mark as read, without parentheses: ``C``, ``S/NF``, ``SBU``; None where there is none."""
    level: str | None = None
    """The level that the mark means, or the message's own where the paragraph has no mark; that of a sub-paragraph
    where it is higher."""
    role: Literal["summary", "comment", "action", "text"] = "text"
    """What it is for: ``summary``, ``comment`` or ``action`` where the text says so, else ``text``."""
    heading: str | None = None
    """The heading that stands above it, if it is the first below one."""
    redacted: bool = False
    """Some of it was replaced by x-runs or a note of deletion before it was published."""
    parts: tuple[Part, ...] = ()
    """Its sub-paragraphs; their text stands in ``text`` too."""


class Article(Struct, frozen=True):
    """A publication in which the cable appears."""

    url: str
    """Where it was published; ``http`` or ``https``."""
    title: str | None = None
    """The words of the link."""


class Block(Struct, frozen=True):
    """A stretch of the text by what it is. All blocks of a cable tile its text without gap or overlap."""

    kind: BlockKind
    """What this stretch is."""
    start: int
    """First character of it in ``Cable.text``."""
    end: int
    """The character after its last; where the next block starts."""


class Repair(Struct, frozen=True):
    """What was read, and what it is taken to mean."""

    start: int
    """First character of what was read, in ``Cable.text``."""
    end: int
    """The character after its last."""
    read: str
    """What stands there: ``Q,s``."""
    means: str
    """What it is taken to mean: ``’s``."""
    rule: str
    """The rule that says so."""
    certain: bool = True
    """False for a likely word only, as where letters are lost."""


class Cable(Struct, frozen=True):
    """One cable, with everything that its text and its layout tell."""

    id: str | None = None
    """Canonical message reference number: year, post, serial without leading zeros (``09MEXICO2134``)."""
    aliases: tuple[str, ...] = ()
    """Every other number it is known by: ``1974LAPAZ00015``, ``09MEXICQ283``."""
    kind: str = "telegram"
    """telegram, airgram, memorandum, …"""
    transmission_id: str | None = None
    """Of the relay, 2000s only: ``VZCZCXRO2893``."""
    sent: dt.datetime | None = None
    """Of the date-time group."""
    released: dt.datetime | None = None
    """When the collection that it comes from published it."""
    precedence: tuple[str, ...] = ()
    """flash, immediate, priority, routine."""
    origin: Post | None = None
    """The post that sent it."""
    addressees: tuple[Addressee, ...] = ()
    """TO first, then INFO, in the order of the lines."""
    distribution: tuple[str, ...] = ()
    """Offices of the Department to whom copies went (1970s ``ACTION``/``INFO``), with the number: ``ARA-20``."""
    classification: Classification | None = None
    """Of the whole message; None where the text tells none."""
    captions: tuple[str, ...] = ()
    """Handling instructions in the order of the text: ``SIPDIS``, ``EXDIS``, ``SENSITIVE``."""
    pass_lines: tuple[str, ...] = ()
    """``DEPT FOR WHA, M, T``: whom else it is for."""
    sections: int | None = None
    """How many parts it was sent in; None when in one."""
    executive_order: str | None = None
    """``12958``."""
    declassify_on: dt.date | None = None
    """The date that the line gives; None where it names an event, a schedule or nothing."""
    declassification: str | None = None
    """What the line says after the order, where it is not (only) a date: ``GDS``, ``AFTER KOREAN REUNIFICATION``."""
    tags: tuple[Tag, ...] = ()
    """In the order of the line."""
    subject: str | None = None
    """Flowed into one line, without its portion mark."""
    subject_mark: str | None = None
    """Portion mark of the subject itself, as read: ``S``."""
    references: tuple[Reference, ...] = ()
    """Items of the REF line in their order, then the citations in the text."""
    classified_by: tuple[Authority, ...] = ()
    """Who classified it, with the reasons."""
    drafted_by: str | None = None
    """1970s: as the line says it, ``ARA/CAR:RBOEHM:JAB``."""
    approved_by: str | None = None
    """1970s: likewise."""
    paragraphs: tuple[Paragraph, ...] = ()
    """The body in its order."""
    summary: str | None = None
    """What the summary paragraphs say, without the words ``SUMMARY`` and ``END SUMMARY``."""
    comment: str | None = None
    """Likewise of the comment."""
    signed_by: tuple[str, ...] = ()
    """Surnames at the foot: ``FEELEY``."""
    attributes: dict[str, str] = {}
    """Catalogue fields that came with it, as labelled there."""
    articles: tuple[Article, ...] = ()
    """Publications that the collection links to it."""
    partial: bool = False
    """The collection says that this is an extract, or the text itself is incomplete."""
    text: str = ""
    """Exactly what was read."""
    blocks: tuple[Block, ...] = ()
    """They tile ``text`` without gap or overlap."""
    spans: dict[str, tuple[Place, ...]] = {}
    """Field name → its places in the text; an item of a list is ``paragraphs.0``, ``tags.2``."""
    rules: dict[str, str] = {}
    """Field name → the rule that found it, named in the same way."""
    repairs: tuple[Repair, ...] = ()
    """Every place where what is meant differs from what was read."""

    @property
    def designation(self) -> str | None:
        """What stands at its head for a number, where that is no message reference number: ``Cablegram P3`` of an
        Australian cablegram, ``Telegram 33`` of one that a volume prints; None where nothing does."""
        printed = self.attributes.get("Telegram number", "").strip()
        named = f"{self.kind.capitalize()} {printed}" if printed else self.attributes.get("Number", "")
        return " ".join(named.split()) or None

    @property
    def local_time(self) -> bool:
        """Whether the hour of ``sent`` is by the sender's own clock, as nothing tells its zone."""
        return self.rules.get("sent", "").endswith("zone not told")
