"""A cable as the lanes and values of the index."""

from __future__ import annotations

import datetime as dt

from reftel.archive import Change, Compartment
from reftel.archive.access import BANDS, compartments, of_message, of_paragraph, of_subject
from reftel.index.engine import NAMES, TO, Entry, lane
from reftel.model import Cable

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_UNREAD = ("unknown",)
"""Kinds of blocks whose text stands in no field; it must be found all the same."""
_NO_TELEGRAM = ("notice", "furniture")
"""Kinds of blocks that others put around the telegram: the National Archives' attributes and stamps, page heads."""
_TOLD = ("Subject", "TAGS", "Concepts")
"""Catalogue fields that say what a telegram is about; of one whose text is lost, all there is to find it by."""


def entry(change: Change) -> Entry:
    """What an engine is to know of the cable of `change`."""
    cable = change.cable
    sent = cable.sent
    return Entry(
        key=change.id,
        texts={name: tuple(texts) for name, texts in _texts(change).items() if texts},
        values=_values(change),
        day=sent.year * 10000 + sent.month * 100 + sent.day if sent else None,
        sent=int((sent - _EPOCH).total_seconds()) if sent else None,
        change=change.number,
    )


def _texts(change: Change) -> dict[str, list[str]]:
    cable = change.cable
    message = of_message(cable)
    texts: dict[str, list[str]] = {NAMES: _names(change), TO: [each.name for each in cable.addressees]}

    def put(kind: str, where: Compartment, text: str | None) -> None:
        if text:
            texts.setdefault(lane(kind, where), []).append(text)

    put("subject", of_subject(cable, message), cable.subject)
    for paragraph in cable.paragraphs:
        where = of_paragraph(paragraph, message)
        put("body", where, paragraph.heading)
        put("body", where, paragraph.text)
        if paragraph.role == "summary":
            put("summary", where, paragraph.text)
    for reference in cable.references:
        # Under the id, too, however the drafter wrote it: who asks for a number finds the cables that cite it.
        if reference.paragraph is not None and reference.paragraph < len(cable.paragraphs):
            put("body", of_paragraph(cable.paragraphs[reference.paragraph], message), reference.target)
    for text in (*unread(cable), *_told(cable, message)):
        put("body", message, text)
    return texts


def _told(cable: Cable, message: Compartment) -> tuple[str, ...]:
    """What the catalogue says the telegram is about, for the lane of the whole message.

    The gate gives catalogue fields only to who may read everything; so they are indexed only where whoever reads that
    lane may.
    """
    told = tuple(cable.attributes[name] for name in _TOLD if cable.attributes.get(name))
    return told if not told or all(_within(each, message) for each in compartments(cable)) else ()


def _within(part: Compartment, whole: Compartment) -> bool:
    return BANDS.index(part.band) <= BANDS.index(whole.band) and set(part.caveats) <= set(whole.caveats)


def unread(cable: Cable) -> tuple[str, ...]:
    """The stretches of the text of which the reading made nothing; where it found no paragraph, the whole telegram.

    They take the message's level, like a paragraph without a mark. What a collection printed around the telegram is
    none of it.
    """
    if cable.paragraphs:
        return tuple(cable.text[each.start : each.end] for each in cable.blocks if each.kind in _UNREAD)
    if not cable.blocks:
        return (cable.text,) if cable.text else ()
    # Side by side they are one text, so that a phrase may reach over the end of a block; around a page's head, two.
    places: list[list[int]] = []
    for each in cable.blocks:
        if each.kind in _NO_TELEGRAM:
            continue
        if places and places[-1][1] == each.start:
            places[-1][1] = each.end
        else:
            places.append([each.start, each.end])
    return tuple(text for start, end in places if (text := cable.text[start:end]).strip())


def _names(change: Change) -> list[str]:
    cable = change.cable
    people = [text for each in cable.classified_by for text in (each.name, each.title)]
    # What a paragraph cites stands behind that paragraph's mark; only the REF line is open.
    open_references = [each for each in cable.references if each.paragraph is None]
    references = [text for each in open_references for text in (each.text, each.target)]
    found = [
        change.id,
        cable.transmission_id,
        *cable.captions,
        *cable.pass_lines,
        *(each.code for each in cable.tags),
        *cable.signed_by,
        *people,
        cable.drafted_by,
        cable.approved_by,
        *references,
    ]
    return [text for text in found if text]


def _values(change: Change) -> dict[str, tuple[str, ...]]:
    cable = change.cable
    sent = cable.sent
    found = {
        "id": (change.id, *change.aliases),
        "origin": (cable.origin.code,) if cable.origin else (),
        "year": (f"{sent.year:04}",) if sent else (),
        "month": (f"{sent.year:04}-{sent.month:02}",) if sent else (),
        "level": (cable.classification.level,) if cable.classification else (),
        "tag": tuple(dict.fromkeys(each.code.upper() for each in cable.tags)),
        "caption": tuple(dict.fromkeys(each.upper() for each in cable.captions)),
    }
    return {field: values for field, values in found.items() if values}
