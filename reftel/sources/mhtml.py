"""A page that a browser saved with all that belongs to it, as one file: ``.mhtml`` (RFC 2557)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from reftel.sources import content, mime
from reftel.sources.document import Unreadable
from reftel.sources.unpacking import Limits, Member
from reftel.sources.warc import is_read

KIND = "a saved page (MHTML)"

_HEADERS = re.compile(rb"\A\s{0,9}(?:[A-Za-z-]{1,60}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n){0,50}){1,60}\r?\n")
_RELATED = re.compile(rb"^Content-Type:\s{0,9}multipart/related\b", re.IGNORECASE | re.MULTILINE)

_SAVED = re.compile(rb"^(?:From:\s{0,9}\"?<?Saved by|Snapshot-Content-Location:)", re.IGNORECASE | re.MULTILINE)


def recognises(start: bytes) -> bool:
    """By the headers of a message whose parts belong together, or of a page that a browser says it has saved."""
    headers = _HEADERS.match(start)
    return headers is not None and bool(_RELATED.search(headers[0]) or _SAVED.search(headers[0]))


def members(file: BinaryIO, place: str, limits: Limits) -> Iterator[Member]:
    """Pages and documents in it, each by its address; the images and style sheets of the page are not read."""
    data = content.whole(file, place)
    message = mime.message(data, place, KIND, "Save the page again, as HTML only")
    parts = [part for part in message.walk() if not part.is_multipart()]
    if not parts:
        raise Unreadable(place, f"{KIND} that breaks off before the page", "Save the page again")
    for part in parts:
        if is_read(part.get_content_type()):
            name = str(part.get("Content-Location") or part.get_filename() or part.get("Content-ID") or "page")
            yield Member.holding(name, mime.payload(part), limits)
