"""The National Archives' records of telegrams of 1973–79 as plain text: what ``nara`` reads as PDF, copied from it.

A record is "Message Text" with the telegram, then "Message Attributes" with the catalogue's fields; several may stand
in one file. Of a record whose text the archive has lost only the attributes are there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reftel.sources.content import Content
from reftel.sources.document import Document

LAYOUT = "nara-text"
LOST = (
    "the archive has lost this telegram's text: only its catalogue fields were read. "
    "Ask the archive for it by its message reference number, film number and classification"
)

_TEXT = re.compile(r"^[ \t]{0,8}Message Text[ \t]*$", re.MULTILINE)
_ATTRIBUTES = re.compile(r"^[ \t]{0,8}Message Attributes[ \t]*$", re.MULTILINE)
_NAMES = ("Document Number", "Draft Date", "Film Number", "Capture Date", "Original Classification", "Legacy Key")
_LABELS = tuple(re.compile(rf"^[ \t]{{0,8}}{name}[ \t]?:", re.MULTILINE) for name in _NAMES)
_FEWEST = 3
_STAMP = ("Declassified/Released", "Systematic Review")
_LONGEST_STAMP = 300
"""Characters. The stamp of the review stands above a record: ``Declassified/Released US Department of State …``"""


def claims(content: Content) -> bool:
    """A text with the archive's heading over its own fields."""
    if not has_attributes(content.text):
        return False
    return sum(label.search(content.text) is not None for label in _LABELS) >= _FEWEST


def documents(content: Content) -> Iterator[Document]:
    """Each record of the file."""
    starts = _starts(content.text)
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(content.text)], strict=True), start=1):
        record = content.text[start:end]
        place = content.place if len(starts) == 1 else f"{content.place}#record={number}"
        if is_lost(record):
            content.skip(place, LOST)
        yield Document(record, LAYOUT, place, encoding=content.encoding)


def is_lost(record: str) -> bool:
    """Whether a record holds the catalogue's fields without a text."""
    return has_attributes(record) and not has_text(record)


def has_text(record: str) -> bool:
    """Whether a record has the heading of its text."""
    return _TEXT.search(record) is not None


def has_attributes(record: str) -> bool:
    """Whether a record, or a page of one, has the heading of the catalogue's fields."""
    # The words first: the expression goes through a text line by line, and most files have none of them.
    return "Message Attributes" in record and _ATTRIBUTES.search(record) is not None


def _starts(text: str) -> list[int]:
    """Where each record begins: at its stamp, above the first heading after the fields of the record before it."""
    starts, complete = [0], False
    headings = [(match.start(), False) for match in _TEXT.finditer(text)]
    headings += [(match.start(), True) for match in _ATTRIBUTES.finditer(text)]
    for place, is_fields in sorted(headings):
        if complete:
            starts.append(_above(text, starts[-1], place))
        complete = is_fields
    return starts


def _above(text: str, floor: int, place: int) -> int:
    """Where the stamps and empty lines begin that stand above a heading."""
    while place > floor:
        line = max(text.rfind("\n", floor, place - 1) + 1, floor)
        shown = text[line:place]
        if shown.strip() and (not any(words in shown for words in _STAMP) or len(shown) > _LONGEST_STAMP):
            break
        place = line
    return place
