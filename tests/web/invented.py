"""Invented cables, and an archive of them. No such people, events or telegrams: harbours and compasses only."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import msgspec

from reftel import archive
from reftel.model import (
    Addressee,
    Article,
    Authority,
    Cable,
    Classification,
    Paragraph,
    Post,
    Reference,
    Repair,
    Tag,
)
from reftel.reading import Reading
from reftel.sources import Document

HOSTILE = """<script>alert(1)</script><img src=x onerror=alert(2)>&lt;b&gt; "quoted' {{ 7*7 }} \u202eevil"""
"""What a file may hold in any of its fields; ``\u202e`` turns the direction of what follows."""

MEXICO = Post("MEXICO", "Embassy Mexico", "MX", 19.43, -99.13)
LAPAZ = Post("LAPAZ", "Embassy La Paz", "BO", -16.5, -68.15)

HARBOUR = Cable(
    id="09MEXICO9134",
    aliases=("09 MEXICO 9134",),
    transmission_id="VZCZCXRO0001",
    sent=dt.datetime(2009, 7, 21, 22, 30, tzinfo=dt.UTC),
    released=dt.datetime(2011, 8, 30, 1, 44, tzinfo=dt.UTC),
    precedence=("immediate", "priority"),
    origin=MEXICO,
    addressees=(
        Addressee("action", "SECSTATE WASHDC", "RUEHC", "PRIORITY", "7541"),
        *(Addressee("info", f"AMEMBASSY INVENTED {number}", "RUEHXX") for number in range(15)),
        Addressee("info", "ALL INVENTED CONSULATES", None, None, None, ("AMCONSUL NOWHERE",)),
    ),
    classification=Classification("CONFIDENTIAL", ("NOFORN",)),
    captions=("SIPDIS",),
    pass_lines=("DEPT FOR WHA",),
    sections=2,
    executive_order="12958",
    declassify_on=dt.date(2029, 8, 3),
    tags=(Tag("SNAR", "subject", "Narcotics"), Tag("ZQZQ")),
    subject="SPECIMEN: THE LIGHTHOUSE KEEPERS MEET ON MISSING COMPASSES",
    subject_mark="U",
    references=(
        Reference("08 MEXICO 9001", label="A", target="08MEXICO9001"),
        Reference("STATE 99999", label="B", target="09STATE99999"),
        Reference("QUILL E-MAIL OF 04/15/2008", kind="email", label="C"),
    ),
    classified_by=(Authority("Ottilie Brambleworth", "Econ Counselor", ("1.4(b)", "1.4(d)")),),
    paragraphs=(
        Paragraph("Summary: The keepers counted compasses. End summary.", 1, "C", "CONFIDENTIAL", "summary"),
        Paragraph(
            "A keeper, xxxxxxxxxxxx, asked for marmalade & lanterns.",
            2,
            "SBU",
            "SENSITIVE BUT UNCLASSIFIED",
            heading="The Keeper's Marmalade",
            redacted=True,
        ),
        Paragraph("-- a first lantern\n-- a second lantern", level="CONFIDENTIAL"),
        Paragraph("Port    1998   1999\nNorth     12     14\nSouth    120      9", 3, "S/NF", "SECRET"),
        Paragraph("The compasses point nowhere.", 4, "C", "CONFIDENTIAL", "comment"),
    ),
    signed_by=("BRAMBLEWORTH",),
    attributes={"Film Number": "D990001-0001"},
    articles=(Article("https://example.org/lanterns", "On lanterns"), Article("javascript:alert(1)", "Press here")),
    text="VZCZCXRO0001\n<as it was read>\n",
    repairs=(
        Repair(0, 1, "Q,s", "’s", "mangled quote"),
        Repair(2, 3, "Q,s", "’s", "mangled quote"),
        Repair(4, 5, "compas es", "compasses", "lost letter", certain=False),
    ),
)

EARLIER = Cable(
    id="08MEXICO9001",
    sent=dt.datetime(2008, 1, 2, 3, 4, tzinfo=dt.UTC),
    origin=MEXICO,
    classification=Classification("UNCLASSIFIED"),
    subject="SPECIMEN: LANTERNS ORDERED",
    references=(Reference("09 STATE 99999", target="09STATE99999"),),
    paragraphs=(Paragraph("Twelve lanterns were ordered.", 1, "U", "UNCLASSIFIED"),),
    text="Twelve lanterns were ordered.",
)

BARE = Cable(id="74LAPAZ15", origin=LAPAZ, text="NO PARAGRAPH CAN BE TOLD APART HERE")

NASTY = Cable(
    id="99LAPAZ66",
    transmission_id=HOSTILE,
    sent=dt.datetime(1999, 12, 31, 23, 59, tzinfo=dt.UTC),
    origin=Post("LAPAZ", HOSTILE, "BO"),
    addressees=(Addressee("action", HOSTILE, HOSTILE, HOSTILE, HOSTILE, (HOSTILE,)),),
    distribution=(HOSTILE,),
    classification=Classification("SECRET", (HOSTILE,)),
    captions=(HOSTILE,),
    pass_lines=(HOSTILE,),
    executive_order=HOSTILE,
    declassification=HOSTILE,
    tags=(Tag(HOSTILE, meaning=HOSTILE),),
    subject=HOSTILE,
    subject_mark=HOSTILE,
    references=(Reference(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE),),
    classified_by=(Authority(HOSTILE, HOSTILE, (HOSTILE,)),),
    drafted_by=HOSTILE,
    approved_by=HOSTILE,
    paragraphs=(Paragraph(HOSTILE, 1, HOSTILE, "SECRET", "comment", HOSTILE, True),),
    signed_by=(HOSTILE,),
    attributes={HOSTILE: HOSTILE},
    articles=(Article("data:text/html,<script>alert(1)</script>", HOSTILE), Article(HOSTILE)),
    text=HOSTILE,
    repairs=(Repair(0, 1, HOSTILE, HOSTILE, HOSTILE),),
)


def many(count: int) -> list[Cable]:
    """Cables that differ only in number and year, for paging."""
    return [
        changed(
            EARLIER, id=f"0{number % 7}LAPAZ{500 + number}", origin=LAPAZ, references=(), sent=_new_year(number % 7)
        )
        for number in range(count)
    ]


def changed(cable: Cable, **fields: Any) -> Cable:
    """The cable with some fields replaced."""
    return msgspec.structs.replace(cable, **fields)


def build(folder: Path, cables: list[Cable]) -> Path:
    """An archive of these cables in ``folder``."""
    with archive.open(folder, create=True) as made:
        readings = [Reading(Document(cable.text, "raw", "/somewhere/private/invented.txt"), cable) for cable in cables]
        if readings:
            made.add(readings, archive.Source("/somewhere/private/invented.txt", "0" * 64))
    return folder


def _new_year(year: int) -> dt.datetime:
    return dt.datetime(2000 + year, 1, 1, tzinfo=dt.UTC)
