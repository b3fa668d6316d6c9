"""Sources and the parser joined: each document that a source finds becomes a cable.

What the text says comes first; what was told beside it (the table of a web page) fills what the text leaves open, and
the cable's ``rules`` say so. The one exception is access: a caveat that either of the two names holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from reftel import sources, telegram, vocabulary
from reftel.model import Addressee, Cable, Classification, Post
from reftel.sources import Document, OnSkip, Told

TOLD = "page table"
"""The rule of every field that comes from beside the text."""
LOCAL = f"{TOLD}, time as it stands, zone not told"
"""The rule of a time from there that is the sender's own."""


class Reading(msgspec.Struct, frozen=True):
    """A document as a source found it, and the cable that it holds."""

    document: Document
    cable: Cable


def readings(path: str | Path, *, ocr: bool = False, onskip: OnSkip | None = None, after: int = 0) -> Iterator[Reading]:
    """Each telegram of a file, of any layout, with the document it was read from.

    They come one by one and, from the same bytes with the same ``ocr``, always in the same order: who has taken 500
    of them and was interrupted goes on with ``after=500``, and those before are found again but not parsed again.
    ``onskip(place, reason)`` is told of what a file holds beside telegrams, or can't be read in it; what stands before
    ``after`` is told again.
    Raises ``SourceError`` for a file that can't be read or that no source recognises, if need be after the last one.
    """
    parts = (part for found in sources.documents(path, ocr=ocr, onskip=onskip) for part in telegrams(found))
    for part in islice(parts, after, None):
        yield Reading(part, parsed(part))


def telegrams(document: Document) -> Iterator[Document]:
    """The telegrams of a document: several where it bundles them, each with its place (RFC 5147, ``#char=0,99``)."""
    places = telegram.split(document.text) if document.told.id is None else [(0, len(document.text))]
    if len(places) == 1:
        yield document
        return
    for start, end in places:
        place = f"{document.place}#char={start},{end}"
        yield msgspec.structs.replace(document, text=document.text[start:end], place=place)


def read(path: str | Path, *, ocr: bool = False) -> Iterator[Cable]:
    """Each telegram of a file, of any layout; with ``ocr``, and raising, as ``readings`` does."""
    return (reading.cable for reading in readings(path, ocr=ocr))


def parsed(document: Document) -> Cable:
    """A document's text parsed, and joined with what was told beside it."""
    told = document.told
    year = told.sent.year if told.sent is not None else None
    cable = merged(telegram.parse(document.text, year=year, reference_id=told.id), told)
    if (printed := told.printed) is None:
        return cable
    if name := telegram.volume_document(printed.volume, printed.document or ""):
        cable = msgspec.structs.replace(cable, aliases=(*cable.aliases, name))
    return telegram.with_citations(
        cable,
        post=printed.post,
        from_department=printed.from_department,
        seats=printed.seats,
        notes=printed.notes,
        volume=printed.volume,
    )


def merged(cable: Cable, told: Told) -> Cable:
    """The cable with what its text leaves open filled from what was told; what the text says stays."""
    canonical = telegram.canonical_id(told.id) if told.id else None
    fields: dict[str, Any] = {
        "id": cable.id or canonical or None,
        "sent": cable.sent or told.sent,
        "released": cable.released or told.released,
        "articles": cable.articles or told.articles,
        "partial": cable.partial or told.partial,
        "attributes": {**told.attributes, **cable.attributes},
        "classification": _classification(cable.classification, told.level),
        "tags": cable.tags or tuple(vocabulary.tag(code) for code in told.tags),
    }
    if (held := fields["classification"]) is not None and any(each.level is None for each in cable.paragraphs):
        fields["paragraphs"] = tuple(
            paragraph if paragraph.level else msgspec.structs.replace(paragraph, level=held.level)
            for paragraph in cable.paragraphs
        )
    if told.origin and (cable.origin is None or cable.origin.name is None):
        fields["origin"] = _origin(cable.origin, told.origin, fields["id"])
    if told.id and told.id != fields["id"] and told.id not in cable.aliases:
        fields["aliases"] = (*cable.aliases, told.id)
    if told.to and not cable.addressees:
        fields["addressees"] = (Addressee("action", told.to),)
    if told.subject and not cable.subject:
        mark, subject = _subject(told.subject)
        fields |= {"subject": subject, "subject_mark": cable.subject_mark or mark}
    changed = {name: value for name, value in fields.items() if value != getattr(cable, name)}
    # What only completes a value of the text does not take over that value's rule.
    parts = {"origin": "origin.name", "classification": "classification.caveats", "paragraphs": "paragraphs.level"}
    told_alone = {parts.get(name, name) if getattr(cable, name) else name for name in changed if name != "aliases"}
    rules = cable.rules | dict.fromkeys(sorted(told_alone), TOLD)
    if told.local and "sent" in told_alone:
        rules["sent"] = LOCAL
    return msgspec.structs.replace(cable, **changed, rules=rules) if changed else cable


def _classification(read: Classification | None, level: str | None) -> Classification | None:
    """``CONFIDENTIAL//NOFORN`` as level and caveats, or its caveats added to what the text says."""
    if not level:
        return read
    marks = [mark.strip().upper() for mark in level.split("//") if mark.strip()]
    levels = [named for mark in marks if (named := vocabulary.level_of_mark(mark)) is not None]
    caveats = tuple(mark for mark in marks if vocabulary.level_of_mark(mark) is None)
    if read is not None:
        missing = tuple(caveat for caveat in caveats if caveat not in read.caveats)
        return Classification(read.level, (*read.caveats, *missing))
    # UNCLASSIFIED//FOR OFFICIAL USE ONLY names two levels, and the higher one holds.
    return Classification(max(levels, key=vocabulary.LEVELS.index), caveats) if levels else None


def _origin(read: Post | None, name: str, reference: str | None) -> Post | None:
    """The post told by name; one that no table knows takes its code from the reference number."""
    if read is not None:
        return msgspec.structs.replace(read, name=name)
    post = vocabulary.post_named(name)
    if post is not None:
        return post
    code = re.fullmatch(r"\d{2}([A-Z]{2,40})\d{1,9}", reference or "")
    if code is None:
        return None
    own = telegram.split_id(reference or "")
    return vocabulary.post(code[1], year=own[0] if own else None) or Post(code[1], name=name)


def _subject(told: str) -> tuple[str | None, str]:
    """Portion mark and subject; the web archive's headings have lost the bracket: ``S/NF) A FAIR IN TULA``."""
    marked = re.match(r"\(?([A-Z][A-Z/ ]{0,12})\)\s{0,5}(?=\S)", told)
    if marked is None or vocabulary.level_of_mark(marked[1]) is None:
        return None, told
    return marked[1], told[marked.end() :]
