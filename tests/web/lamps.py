"""Invented cables that have most of what a cable's page explains: two editions of one, and one that cites it."""

from __future__ import annotations

from pathlib import Path

from reftel import archive, telegram
from reftel.reading import Reading
from reftel.sources import Document

HEADING = """R 212230Z JUL 09
FM AMEMBASSY MEXICO
TO RUEHC/SECSTATE WASHDC 7541
C O N F I D E N T I A L MEXICO 00{number}

SIPDIS

E.O. 12958: DECL: 08/03/2029
TAGS: PREL, SNAR, MX
SUBJECT: SPECIMEN: {subject}
{ref}
Classified By: Lamp Counselor Ada B. Quill. Reason: 1.4 (b), (d).

"""
LAMPS = (
    HEADING.format(number="9501", subject="LAMPS", ref="")
    + """1. (C) Summary: The Lamp Keepers Union (LKU) met the DCM. The
keeperQ,s lamps and xxxxxxxxxxxx were lit. End summary.

2. (U) All LKU members came; the LKU sang. Lanterns and lanterns again, said the LKU.

3. (S) Nobody knows of the marmalade of \u202eOCIXEM.
QUILL
"""
)
CITING = (
    HEADING.format(
        number="9502", subject="MORE LAMPS", ref="REF: A. MEXICO 9501 B. 08 LIMA 12 C. QUILL E-MAIL OF 07/01/2009\n"
    )
    + """1. (C) Nothing was new. As ref A said, the lamps were lit. Ref C does not say it.

2. (S) The marmalade of ref A is gone.
QUILL
"""
)
LATER = LAMPS.replace("met the DCM", "met xxxxxxxxxxxx").replace("came; the", "came, and the")


def take(made: archive.Archive, name: str, text: str, layout: str = "raw") -> None:
    made.add(
        [Reading(Document(text, layout, name), telegram.parse(text))], archive.Source(f"/private/{name}", name * 4)
    )


def lamps(folder: Path) -> Path:
    """An archive of them in ``folder``."""
    with archive.open(folder, create=True) as made:
        for name, text in (("one.txt", LAMPS), ("two.txt", LATER), ("three.txt", CITING)):
            take(made, name, text)
    return folder
