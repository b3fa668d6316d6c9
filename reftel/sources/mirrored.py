"""Pages on which others show a cable: mirrors of the web archive with labels, classes and tables of their own.

What its table is called and in which language, is found by the values: a reference number, dates, a level, a post. A
page without a table is read as text, if that is a telegram's.
"""

from __future__ import annotations

import re
from itertools import islice

from reftel import vocabulary
from reftel.sources import fielded, markup
from reftel.sources.document import Told
from reftel.sources.telegramlike import is_telegram

LAYOUT = "mirror-page"

_TITLE = re.compile(r"<(?:title|h[1-3])\b[^<>]{0,300}>([^<>]{0,500})", re.IGNORECASE)
_REFERENCE = re.compile(r"\b\d{2}(?:\d\d)?[A-Z]{4,30}\d{1,7}\b")
_NAMES = {
    "id": "reference id",
    "sent": "created",
    "released": "released",
    "level": "classification",
    "origin": "origin",
}
"""A field, and what the web archive calls it."""
_TITLES = 20
_LOOKED_AT = 1 << 16


def fields(rows: list[list[str]]) -> dict[str, str]:
    """What a table tells of a cable, by the web archive's own names; {} for a table of something else.

    The names stand in a row above the values, or each before its value; of a name in a language that is not known,
    the value tells what it is.
    """
    for names, values in _pairs(rows):
        if not any(fielded.is_reference(value) for value in values):
            continue
        told: dict[str, str] = {}
        for name, value in zip(names, values, strict=False):
            called = _called(name, value, told)
            if called is not None and value:
                told.setdefault(called, value)
        if "reference id" in told and len(told) > 1:
            return told
    return {}


def _pairs(rows: list[list[str]]) -> list[tuple[list[str], list[str]]]:
    across = [(rows[0], rows[1])] if len(rows) > 1 and len(rows[0]) > 2 else []
    beside = [row for row in rows if len(row) == 2]
    return [*across, ([row[0] for row in beside], [row[1] for row in beside])]


def _called(name: str, value: str, told: dict[str, str]) -> str | None:
    known = _NAMES.get(fielded.field_of(name) or "")
    if known is not None:
        return known
    if _REFERENCE.fullmatch(value):
        return "reference id"
    if fielded.moment_of(value) is not None:
        return "released" if "created" in told else "created"
    if vocabulary.level_of_mark(value.partition("//")[0].strip().upper()) is not None:
        return "classification"
    return "origin" if vocabulary.post_named(value) is not None else None


def text(page: str, boxes: list[str]) -> str | None:
    """The telegram that a page without a cable's table shows, in ``<pre>`` or anywhere; None where it shows none."""
    shown = [each for each in ("\n".join(boxes), markup.lines(page)) if each.strip()]
    return next((each for each in shown if is_telegram(each[:_LOOKED_AT])), None)


def told(page: str) -> Told:
    """What title and headings tell: the number, where they name one and no other."""
    said = [found[1] for found in islice(_TITLE.finditer(page), _TITLES)]
    numbers = {number for each in said for number in _REFERENCE.findall(each)}
    return Told(id=numbers.pop()) if len(numbers) == 1 else Told()
