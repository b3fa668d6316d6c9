"""Invented cables for the tests of archive, index, search and ingest: SPECIMENS, about nothing that ever happened."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec

from reftel.archive import Archive, Source
from reftel.model import Cable, Classification, Paragraph, Post, Tag
from reftel.reading import Reading
from reftel.sources import Document, Told

POSTS = {
    "MEXICO": Post("MEXICO", "Embassy Mexico", "MX"),
    "LAPAZ": Post("LAPAZ", "Embassy La Paz", "BO"),
    "CIUDADJUAREZ": Post("CIUDADJUAREZ", "Consulate Ciudad Juarez", "MX"),
}
BODY = (
    Paragraph("Summary. The specimen ferry reached the invented harbour.", 1, "C", "CONFIDENTIAL", "summary"),
    Paragraph("The mayor, who never lived, praised the ferries.", 2, "U", "UNCLASSIFIED"),
)


def cable(number: int = 1, post: str = "MEXICO", **fields: Any) -> Cable:
    """A complete little cable; `fields` replace what it has."""
    made = Cable(
        id=f"09{post}{number}",
        sent=dt.datetime(2009, 1, 1, 12, 30, tzinfo=dt.UTC) + dt.timedelta(days=30 * (number % 12)),
        origin=POSTS.get(post, Post(post)),
        classification=Classification("CONFIDENTIAL"),
        captions=("SIPDIS",),
        tags=(Tag("PREL"), Tag("MX", "geo")),
        subject=f"FERRY NUMBER {number} OF THE SPECIMENS",
        paragraphs=BODY,
        text=f"SPECIMEN {post} {number}",
    )
    return msgspec.structs.replace(made, **fields)


def reading(made: Cable, place: str = "specimen.txt", layout: str = "raw") -> Reading:
    """The cable as if it had been read from a file."""
    return Reading(Document(made.text, layout, place, Told()), made)


def put(archive: Archive, *cables: Cable, digest: str = "", layout: str = "raw") -> None:
    """Add cables as if from one file."""
    name = digest or f"digest-{archive.last_change()}"
    archive.add([reading(each, layout=layout) for each in cables], Source(f"/specimens/{name}.txt", name))
