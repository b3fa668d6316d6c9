"""A cable as the lanes and values of the index."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from pathlib import PurePath

from reftel import release, vocabulary
from reftel.archive import Change, Compartment
from reftel.archive.access import BANDS, compartments, of_mark, of_message, of_paragraph, of_subject
from reftel.index import engine as e
from reftel.index.engine import Entry, lane, under_any_caveat
from reftel.index.unread import unread
from reftel.index.values import addressee_value, mark_value
from reftel.index.variants import variants
from reftel.model import Addressee, Cable, Paragraph
from reftel.telegram import airgrams

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_CORRECTED = "CORRECTED"
"""In the caption of a telegram that replaces a faulty one: ``CORRECTED COPY``, ``CORRECTED CAPTION``."""
_TOLD = ("Subject", "TAGS", "Concepts", "Title", "Source", "Dateline")
"""Fields from beside the text that are searched in: what a catalogue says a telegram is about, which of one whose text
is lost is all there is to find it by; what editors print above it: between whom, the file, where, when it came in."""


_LONGEST_LINE = 200
"""Characters of an E.O. line that are indexed: one that was never ended may bring half a telegram."""
OPEN = Compartment(BANDS[0])
"""What every reader may see."""
SUMMARY_WEIGHT = 2
"""How many times a summary stands in the lane of the body: what the drafter put first counts as if said so often (so
weighs BM25F; Robertson, Zaragoza & Taylor 2004)."""


def entry(change: Change) -> Entry:
    """What an engine is to know of the cable of `change`."""
    cable = change.cable
    sent = cable.sent
    return Entry(
        key=change.id,
        texts={name: tuple(texts) for name, texts in _texts(change).items() if texts},
        values=_values(change) | _facts(cable),
        day=_day(sent),
        sent=int((sent - _EPOCH).total_seconds()) if sent else None,
        change=change.number,
        released=_day(cable.released),
        declassify=_day(release.judge(cable).due),
    )


def _day(date: dt.date | None) -> int | None:
    return date.year * 10000 + date.month * 100 + date.day if date else None


def _texts(change: Change) -> dict[str, list[str]]:
    cable = change.cable
    message = of_message(cable)
    tags = [text for each in cable.tags for text in (each.code, each.meaning or vocabulary.tag(each.code).meaning)]
    origin, people = cable.origin, [text for each in cable.classified_by for text in (each.name, each.title)]
    sender = origin.code if origin else None
    where_from = [origin.code, origin.name, vocabulary.country_name(origin.country or "")] if origin else []
    texts: dict[str, list[str]] = {
        e.NAMES: [*_names(change), *filter(None, people), *filter(None, tags)],
        e.FROM: [text for text in where_from if text],
        e.TO: [text for each in cable.addressees if each.role == "action" for text in _addressee(each, sender)],
        e.INFO: [text for each in cable.addressees if each.role == "info" for text in _addressee(each, sender)],
        e.SIGNED: list(cable.signed_by),
        e.BY: [text for text in people if text],
        e.TAGS: [text for text in tags if text],
        e.FILES: [PurePath(each.path).name for each in change.editions],
    }

    def put(kind: str, where: Compartment, *found: str | None) -> None:
        for text in found:
            for place in _lanes(kind, where) if text else ():
                texts.setdefault(place, []).append(text or "")

    other = variants(cable)
    about = of_subject(cable, message)
    put("subject", about, cable.subject, *other.get("subject", ()))
    for place, paragraph in enumerate(cable.paragraphs):
        where = of_paragraph(paragraph, message)
        times = SUMMARY_WEIGHT if paragraph.role == "summary" else 1
        put("body", where, paragraph.heading, *(paragraph.text,) * times, *other.get(f"paragraphs.{place}", ()))
    for reference in cable.references:
        # Under the id, too, however the drafter wrote it: who asks for a number finds the cables that cite it.
        cited_in = _paragraph(cable, reference.paragraph)
        if cited_in is not None:
            put("body", of_paragraph(cited_in, message), reference.target)
    put("body", message, *unread(cable), *_told(cable, message))
    return texts


@lru_cache(4096)
def _lanes(kind: str, where: Compartment) -> tuple[str, ...]:
    """Where a text of this compartment goes: its own lane, and under caveats also that of all under any caveat."""
    own = lane(kind, where)
    return (own, lane(kind, under_any_caveat(where))) if where.caveats else (own,)


def _paragraph(cable: Cable, place: int | None) -> Paragraph | None:
    return cable.paragraphs[place] if place is not None and place < len(cable.paragraphs) else None


def _addressee(line: Addressee, sender: str | None) -> tuple[str, ...]:
    """An addressee as it stands and as its post is called: ``AMEMBASSY MEXICO``, ``Embassy Mexico``."""
    post = vocabulary.post_addressed(line.name, sender)
    return (line.name, post.code, post.name or post.code) if post else (line.name,)


def _facts(cable: Cable) -> dict[str, tuple[str, ...]]:
    """Lane of facts → what is so in its compartment."""
    message = of_message(cable)
    facts: dict[str, dict[str, None]] = {}

    def put(where: Compartment, *found: str) -> None:
        for place in _lanes(e.FACTS, where):
            facts.setdefault(place, {}).update(dict.fromkeys(found))

    for paragraph in cable.paragraphs:
        where = of_paragraph(paragraph, message)
        put(where, *_marks(paragraph.mark))
        if paragraph.role != "text":
            put(where, f"has={paragraph.role}")
        if paragraph.redacted:
            put(where, "has=redaction")
    for reference in cable.references:
        cited_in = _paragraph(cable, reference.paragraph)
        if reference.target and (cited_in is not None or reference.paragraph is None):
            put(of_paragraph(cited_in, message) if cited_in else OPEN, f"cites={reference.target}")
    for reference, cited in airgrams.cited(cable):
        cited_in = _paragraph(cable, reference.paragraph)
        if cited_in is not None or reference.paragraph is None:
            where = of_paragraph(cited_in, message) if cited_in else OPEN
            put(where, *(f"cites={number}" for number in cited.airgram.numbers))
    return {name: tuple(found) for name, found in facts.items() if found}


@lru_cache(4096)
def _marks(mark: str | None) -> tuple[str, ...]:
    """A portion mark as it stands, and the level that it means."""
    if not mark:
        return ("mark=NONE",)
    level = vocabulary.level_of_mark(mark)
    written = mark_value(mark)
    return (written, f"mark={level}", *(f"mark={each}" for each in of_mark(mark).caveats)) if level else (written,)


def _told(cable: Cable, message: Compartment) -> tuple[str, ...]:
    """What the catalogue says the telegram is about, for the lane of the whole message.

    The gate gives catalogue fields only to who may read everything; so they are indexed only where whoever reads that
    lane may.
    """
    told = tuple(cable.attributes[name] for name in _TOLD if cable.attributes.get(name))
    return told if not told or all(_within(each, message) for each in compartments(cable)) else ()


def _within(part: Compartment, whole: Compartment) -> bool:
    return BANDS.index(part.band) <= BANDS.index(whole.band) and set(part.caveats) <= set(whole.caveats)


def _names(change: Change) -> list[str]:
    cable = change.cable
    # What a paragraph cites stands behind that paragraph's mark; only the REF line is open.
    open_references = [each for each in cable.references if each.paragraph is None]
    references = [text for each in open_references for text in (each.text, each.target)]
    # The line of classification stands in no paragraph: `E.O. 12958`, `XGDS-2`, `1.4(b)`.
    order = [f"E.O. {cable.executive_order}"] if cable.executive_order else []
    reasons = [reason for each in cable.classified_by for reason in each.reasons]
    found = [
        change.id,
        # Where there is no number, people ask by what stands at its head: `Cablegram P3`.
        *(() if cable.id else cable.aliases),
        cable.transmission_id,
        *cable.captions,
        *cable.pass_lines,
        *cable.signed_by,
        cable.drafted_by,
        cable.approved_by,
        *references,
        *order,
        cable.declassification[:_LONGEST_LINE] if cable.declassification else None,
        *reasons,
    ]
    return [text for text in found if text]


def _values(change: Change) -> dict[str, tuple[str, ...]]:
    cable = change.cable
    sent, origin = cable.sent, cable.origin
    found: dict[str, tuple[str | None, ...]] = {
        "id": (change.id, *change.aliases),
        "origin": (origin.code,) if origin else (),
        "country": (origin.country,) if origin else (),
        "year": (f"{sent.year:04}",) if sent else (),
        "month": (f"{sent.year:04}-{sent.month:02}",) if sent else (),
        "level": (cable.classification.level,) if cable.classification else (),
        "tag": tuple(each.code.upper() for each in cable.tags),
        "caption": tuple(each.upper() for each in cable.captions),
        "addressee": tuple(
            addressee_value(each.name, origin.code if origin else None)
            for each in cable.addressees
            if each.role == "action"
        ),
        "signer": tuple(" ".join(each.upper().split()) for each in cable.signed_by),
        "source": tuple(each.layout for each in change.editions),
        "has": (
            "articles" if cable.articles or change.cited_by_articles else None,
            "editions" if len(change.editions) > 1 else None,
            "references" if any(each.paragraph is None for each in cable.references) else None,
        ),
        "is": (
            "partial" if cable.partial else None,
            "corrected" if any(_CORRECTED in each.upper() for each in cable.captions) else None,
        ),
    }
    kept = {field: tuple(dict.fromkeys(value for value in values if value)) for field, values in found.items()}
    return {field: values for field, values in kept.items() if values}
