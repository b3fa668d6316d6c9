"""A cable as the lanes and values of the index."""

from __future__ import annotations

import datetime as dt

from reftel.archive import Change, Compartment
from reftel.archive.access import of_message, of_paragraph, of_subject
from reftel.index.engine import NAMES, TO, Entry, lane
from reftel.model import Cable

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_UNREAD = ("unknown",)
"""Kinds of blocks whose text stands in no field; it must be found all the same."""


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
    for text in unread(cable):
        put("body", message, text)
    return texts


def unread(cable: Cable) -> tuple[str, ...]:
    """The stretches of the text of which the reading made nothing; all of it, where it found no paragraph.

    They take the message's level, like a paragraph without a mark.
    """
    if not cable.paragraphs:
        return (cable.text,) if cable.text else ()
    return tuple(cable.text[each.start : each.end] for each in cable.blocks if each.kind in _UNREAD)


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
