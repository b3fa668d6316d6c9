"""A telegram of 1973–79 as the National Archives hand it out: "Message Text", then "Message Attributes".

The text is the Department's, with the stamp of the review at the head and foot of each printed page; the attributes are
the archive's own record of it. Of some telegrams only the record is there, because their text could not be converted.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from random import Random

from msgspec.structs import replace

from reftel.model import Cable, Classification
from reftel.specimen.draft import Draft
from reftel.specimen.modern import MONTHS, hand
from reftel.specimen.printing import as_pdf
from reftel.specimen.prose import SPECIMEN
from reftel.specimen.seventies import write_seventies
from reftel.specimen.tables import STATE, listed
from reftel.specimen.written import Specimen, told

_LOST = 0.04
"""How many have no text."""
_PAGE = 57
"""Lines of a printed page."""
_STAMP = "Declassified/Released US Department of State EO Systematic Review"
_REVIEWER = "Orla Q. Vey"
"""Invented; the stamps of the telegrams from 1978 on name one."""
_LETTERS = 6
"""To which the archive cuts the name of a post."""


def catalogued(draft: Draft, rng: Random) -> Specimen:
    """Text and attributes, or the attributes alone."""
    cable, telegram = write_seventies(draft, hand(rng, draft.era), rng)
    lost = rng.random() < _LOST
    number = f"{draft.sent.year}{draft.station.code[:_LETTERS]}{draft.serial:05}"
    message = telegram.split("\n")
    attributes = _attributes(draft, cable, number, len(message) - 1, rng)
    lines = [] if lost else ["Message Text", *message]
    lines += ["Message Attributes", *map(": ".join, attributes.items())]
    stamp, released = _review(draft.sent.year)
    pages = (lines[at : at + _PAGE] for at in range(0, len(lines), _PAGE))
    text = "".join("\n".join((stamp, *page, stamp, "")) for page in pages)
    if lost:
        cable = _recorded(cable, draft)
    fields = replace(told(cable), aliases=(number,), attributes=attributes, released=released)
    return Specimen("nara-text", fields, text)


def catalogued_pdf(draft: Draft, rng: Random) -> Specimen:
    """The same as the archive's PDF, with its text layer."""

    def printed(text: str) -> bytes:
        stamp, _ = _review(draft.sent.year)
        return as_pdf(text.replace(f"{stamp}\n{stamp}\n", f"{stamp}\f{stamp}\n"))

    return replace(catalogued(draft, rng), layout="nara-pdf", printed=printed, suffix=".pdf")


@cache
def _review(year: int) -> tuple[str, dt.datetime]:
    """The stamp of the review on each printed page, and the day of the release: the telegrams came in two parts."""
    if year < 1978:
        return f" {_STAMP} 30 JUN 2005 ", dt.datetime(2005, 6, 30, tzinfo=dt.UTC)
    return f" {_REVIEWER}  {_STAMP} 20 Mar 2014 ", dt.datetime(2014, 3, 20, tzinfo=dt.UTC)


def _attributes(draft: Draft, cable: Cable, number: str, lines: int, rng: Random) -> dict[str, str]:
    """The labels in the archive's order; most say nothing."""
    level, departing = draft.level, draft.station is STATE
    day = f"{draft.sent.day:02} {MONTHS[draft.sent.month - 1]} {draft.sent.year}"
    said = {
        "Current Classification": "UNCLASSIFIED",
        "Concepts": SPECIMEN,
        "Draft Date": day,
        "Document Number": number,
        "Executive Order": draft.order.line,
        "Film Number": f"D{draft.sent.year % 100:02}{int(rng.random() * 10_000):04}-{int(rng.random() * 1200):04}",
        "From": draft.station.spelled,
        "Line Count": str(lines),
        "Office": f"{'ORIGIN' if departing else 'ACTION'} {cable.distribution[0].partition('-')[0]}",
        "Original Classification": level,
        "Original Handling Restrictions": ", ".join(cable.captions) or "n/a",
        "Page Count": str(1 + lines // 50),
        "Previous Classification": level if level != "UNCLASSIFIED" else "n/a",
        "Reference": ", ".join(each.text for each in cable.references if each.paragraph is None) or "n/a",
        "Subject": cable.subject or "n/a",
        "TAGS": ", ".join(tag.code for tag in cable.tags) or "n/a",
        "To": cable.addressees[0].name.partition(" ")[2] if departing else "STATE",
    }
    return {**_unsaid(), **said}


@cache
def _unsaid() -> dict[str, str]:
    """Every label in its order, with what stands behind it where nothing is known."""
    known = (line.partition(":") for line in listed("attributes.txt")["attributes"])
    return {label: value.strip() for label, _, value in known}


def _recorded(cable: Cable, draft: Draft) -> Cable:
    """What the record alone tells."""
    return Cable(
        id=cable.id,
        sent=draft.sent.replace(hour=0, minute=0),
        origin=cable.origin,
        classification=Classification(draft.level),
        tags=cable.tags,
        subject=cable.subject,
        partial=True,
    )
