"""Lines of a postal address, as private persons have below their names in the heading of a telegram."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from reftel import vocabulary

_STREET = re.compile(
    r"\d{1,6}[A-Z]? [A-Z0-9 .'-]{0,40}?\b(?:ST|STREET|AVE|AVENUE|BLVD|BOULEVARD|ROAD|RD|DRIVE|DR|LANE|LN|COURT|CT"
    r"|PLACE|PL|WAY|VILLAGE|CIRCLE|HIGHWAY|HWY|TERRACE|SQUARE|PARKWAY)\b.*"
)
_ROOM = re.compile(
    r"(?:SUITE|APT|APARTMENT|P\. ?O\. ?BOX|PO BOX|BOX|CASILLA|RFD|R\.F\.D|C/O|CARE OF|TEL|PHONE|TELEPHONE)\b[ .:#]*.+"
)
_ZIP = re.compile(r"[A-Z][A-Z .,'-]{2,40} \d{5}(?:-\d{4})?")
_PHONE = re.compile(r"\+?\(?\d[\d() .-]{6,20}")
_TOWN = re.compile(r"[A-Z][A-Z .'-]{1,30}, ?([A-Z][A-Z .]{1,20})")


# above the first paragraph of a telegram to be passed on: `TO: RICHARD HERON` / `12 FERRY ST.`
_BLOCK = re.compile(
    r"\s{0,20}(?P<label>TO|FOR): {0,4}(?P<name>[A-Z][A-Z .,'&-]{2,60}?)[ \t]*\n"
    r"(?P<lines>(?:[ \t]*\S[^\n]{0,80}\n){1,8})[ \t]*\n"
)


class PrivateAddress(NamedTuple):
    """Whom a telegram is to be passed on to: the name, its place, and where the address ends."""

    name: str
    start: int
    end: int
    stop: int


def private_address(text: str, at: int) -> PrivateAddress | None:
    """The name and address that stand at ``at``; None where the lines below the name are no address."""
    match = _BLOCK.match(text, at)
    if match is None or not any(is_postal(" ".join(line.split())) for line in match["lines"].split("\n")):
        return None
    return PrivateAddress(" ".join(match["name"].split()), match.start("label"), match.end("lines"), match.end())


@lru_cache(maxsize=4096)
def is_postal(line: str) -> bool:
    """True for ``12 FERRY ST.``, ``SUITE 400``, ``P.O. BOX 12``, ``OVERTON, TEXAS``, ``808-555-0142``."""
    if any(pattern.fullmatch(line) for pattern in (_STREET, _ROOM, _ZIP, _PHONE)):
        return True
    town = _TOWN.fullmatch(line)
    return bool(town and town[1].replace(".", "").strip() in vocabulary.words("state of the union"))
