"""Cables that come as named values: an object of JSON, a row of a table. Which name means what, and what is kept.

Every collection calls its fields otherwise (``_id``, ``referenceId``, ``Referenz``); a table of the vocabulary has the
names that are known, without blanks and signs, the surest first.
"""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, TypeVar

import msgspec

from reftel import vocabulary
from reftel.sources import markup
from reftel.sources.decoding import newlines
from reftel.sources.document import PARTIAL, Document, Told
from reftel.sources.telegramlike import is_telegram

T = TypeVar("T")

_ALL_TAKEN = ("sent", "released", "tags", "header")
"""Fields of which every one is taken; of the others the first is, and the rest are kept as attributes."""
_LONGEST_BESIDE = 300
"""Characters of a field that is called like another one that was taken, up to which it is an attribute."""
_FEWEST = 2
"""Fields of a cable that must stand beside a body which does not look like a telegram itself."""
LONGEST_CELL = 32_767
"""Characters that a spreadsheet keeps of a value: the rest of a longer one is cut off without a word."""
_SIGNS = re.compile(r"[\W_]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_WORD = re.compile(r"[^\s,;|]+")
_REFERENCE = re.compile(r"(?:19|20)?\d\d ?[A-Z][A-Z. ]{1,40}?[ .-]?\d{1,8}", re.IGNORECASE)
_BREAK = re.compile(r"<(?:br|/p|/div|/li)\b[^<>]{0,200}>[ \t]*\n?", re.IGNORECASE)
_WRITTEN = re.compile(r"\\r\\n|\\n|\\r")
_FEWEST_BREAKS = 5
"""Line breaks written out (a backslash and n, ``<br>``) that a text of one line must have, to be a telegram's."""
_DATE = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:,?[ T](\d{1,2}):(\d\d)(?::\d\d)?(?: ?([AP])\.?M\.?)?)?", re.I)
_DAY_FIRST = re.compile(r"(\d{1,2})[ -]([A-Z]{3,9})[ ,-]{1,2}(\d{4})(?:,?[ T](\d{1,2}):(\d\d)(?::\d\d)?)?", re.I)
_MONTH_FIRST = re.compile(r"([A-Z]{3,9})\.? (\d{1,2}),? (\d{4})(?:,?[ T](\d{1,2}):(\d\d)(?::\d\d)?)?", re.I)
_SERIAL = re.compile(r"\d{5}(?:[.,]\d{1,12})?")
_SPREADSHEET = dt.datetime(1899, 12, 30, tzinfo=dt.UTC)
"""Day 0 of a spreadsheet's dates: 37795.27 is 2003-06-23 06:28."""
_EARLIEST, _LATEST = 20_000, 45_000
"""Such dates from 1954 to 2023; another number is none."""


def _plain(name: str) -> str:
    """``Reference ID``, ``reference_id`` and ``referenceId`` → ``referenceid``."""
    return _SIGNS.sub("", name).casefold()


def field_of(name: str) -> str | None:
    """``Reference ID`` → ``id``: the field of a cable that is called so; None where none is known to be."""
    return vocabulary.field_named(_plain(name))


def document(fields: Mapping[str, Any], layout: str, place: str, encoding: str) -> Document | None:
    """The cable of these named values; None where they hold no text, or one that is no telegram's."""
    named = _named(fields)
    body = _body(named)
    if body is None:
        return None
    header = _first(named, "header", partial(text_of, fewest=1)) or ""
    text = header + ("\n" if header and not header.endswith("\n") else "") + body
    told = _told(named)
    shown = (told.id, told.level, told.origin, told.subject, body.strip(), header.strip())
    told = msgspec.structs.replace(
        told,
        attributes=_attributes(fields, shown),
        partial=PARTIAL in text or LONGEST_CELL in (len(body), len(header)),
    )
    numbered, levelled = bool(told.id and is_reference(told.id)), _is_level(told.level)
    beside = (numbered, told.sent, levelled, told.origin, header)
    plainly = (numbered or levelled) and sum(bool(value) for value in beside) >= _FEWEST
    if not plainly and not is_telegram(text):
        return None
    return Document(text, layout, place, told, encoding)


def catalogued(fields: Mapping[str, Any], layout: str, place: str, encoding: str) -> Document | None:
    """What a catalogue tells of a telegram whose text is not there, as the National Archives write it: ``Message
    Attributes``, then a line for each field; None where no number of a telegram stands in it, or nothing beside it.
    """
    named = _named(fields)
    told = _told(named)
    if not told.id or not is_reference(told.id):
        return None
    to, attributes = text_of(named.get("to")), _attributes(fields, ())
    told = msgspec.structs.replace(told, to=to, attributes=attributes, partial=True)
    if sum(bool(value) for value in (told.sent, told.level, told.origin, told.subject, told.tags)) < _FEWEST:
        return None
    said = {name: " ".join(value.split()) for name, value in fields.items() if isinstance(value, str) and value.strip()}
    # a subject may go on for lines, so it is the last
    lines = sorted((f"{name}: {value}" for name, value in said.items()), key=lambda line: line.startswith("Subject"))
    return Document("\n".join(("Message Attributes", "", *lines, "")), layout, place, told, encoding)


def is_reference(text: str) -> bool:
    """Whether it is written like a reference number, well or badly: ``08MEXICO42``, ``2008 MEXICO 42``."""
    return _REFERENCE.fullmatch(text) is not None


def text_of(value: object, fewest: int = _FEWEST_BREAKS) -> str | None:
    """A text that is not empty, or a list of lines as one; half of a surrogate pair becomes U+FFFD.

    Line breaks that were written out, as a backslash and n or as ``<br>``, are line breaks again if ``fewest``.
    """
    if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
        value = "\n".join(value)
    if not isinstance(value, str) or not value.strip():
        return None
    text = newlines(_SURROGATE.sub("\ufffd", value))
    if "<" in text and len(_BREAK.findall(text)) >= fewest:
        return markup.shown(_BREAK.sub("\n", text))
    text = with_breaks(text, fewest)
    if "&" in text and ("&#" in text or "&quot;" in text or "&lt;" in text):
        return newlines(html.unescape(text))
    return text


def with_breaks(text: str, fewest: int = _FEWEST_BREAKS) -> str:
    """A text on one line, or a row of a table, that has line breaks written out (a backslash and n), with breaks."""
    if "\\" not in text or text.strip().count("\n") or len(_WRITTEN.findall(text)) < fewest:
        return text
    return _WRITTEN.sub("\n", text).replace("\\t", "\t")


def moment_of(value: object) -> dt.datetime | None:
    """``2004-01-20 12:12``, ``6/23/2003 6:27``, ``23.06.2003 06:27``, a spreadsheet's number; UTC where no zone is.

    Of two numbers with strokes the first is the month, as in the dump, unless it is none. MongoDB exports a date as
    ``{"$date": …}``.
    """
    if isinstance(value, dict):
        value = value.get("$date")
    if not isinstance(value, str):
        return None
    written = value.strip()
    try:
        moment = dt.datetime.fromisoformat(written)
        return moment.astimezone(dt.UTC) if moment.tzinfo is not None else moment.replace(tzinfo=dt.UTC)
    except (ValueError, OverflowError):
        pass
    if _SERIAL.fullmatch(written):
        days = float(written.replace(",", "."))
        return _SPREADSHEET + dt.timedelta(days=days) if _EARLIEST < days < _LATEST else None
    found = _DATE.fullmatch(written)
    if found is None:
        return _of_month_by_name(written)
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    month, day = (first, second) if found[2] == "/" and first <= 12 else (second, first)
    hour, minute = int(found[5] or 0), int(found[6] or 0)
    if found[7]:
        hour = hour % 12 + (12 if found[7].upper() == "P" else 0)
    try:
        return dt.datetime(year, month, day, hour, minute, tzinfo=dt.UTC)
    except ValueError:
        return None


def _of_month_by_name(written: str) -> dt.datetime | None:
    """``02 JAN 1974``, ``2-Jan-1974 06:27``, ``January 2, 1974``."""
    if found := _DAY_FIRST.fullmatch(written):
        day, name, year, hour, minute = found.groups()
    elif found := _MONTH_FIRST.fullmatch(written):
        name, day, year, hour, minute = found.groups()
    else:
        return None
    months = [month for month in vocabulary.MONTHS if month.lower().startswith(name.lower())]
    if len(months) != 1:
        return None
    month = vocabulary.MONTHS.index(months[0]) + 1
    try:
        return dt.datetime(int(year), month, int(day), int(hour or 0), int(minute or 0), tzinfo=dt.UTC)
    except ValueError:
        return None


def _named(fields: Mapping[str, Any]) -> dict[str, Any]:
    """By their plain names; of two alike the first holds."""
    return {_plain(name): value for name, value in reversed(list(fields.items()))}


def _told(named: Mapping[str, Any]) -> Told:
    """The fields that have a place of their own."""
    return Told(
        id=_id(named),
        sent=_first(named, "sent", moment_of),
        released=_first(named, "released", moment_of),
        level=_first(named, "level", text_of),
        origin=_first(named, "origin", text_of),
        subject=_first(named, "subject", text_of),
        tags=_first(named, "tags", _tags) or (),
    )


def _body(named: Mapping[str, Any]) -> str | None:
    """The text; of several the first that is a telegram by its own marks."""
    found = list(_each(named, "body", text_of))
    if len(found) > 1:
        return next((text for text in found if is_telegram(text)), found[0])
    return found[0] if found else None


def _is_level(level: str | None) -> bool:
    return bool(level) and vocabulary.level_of_mark(str(level).partition("//")[0].strip().upper()) is not None


def _id(named: Mapping[str, Any]) -> str | None:
    """The first that is written like a reference number; where none is, the first of all."""
    found = list(_each(named, "id", _line))
    return next(filter(is_reference, found), found[0] if found else None)


def _line(value: object) -> str | None:
    return value.strip() if isinstance(value, str) and value.strip() else None


def _each(named: Mapping[str, Any], field: str, read: Callable[[object], T | None]) -> Iterator[T]:
    """What stands under the names of a field, the surest first, as far as it is to be read so."""
    return (found for name in vocabulary.field_names(field) if (found := read(named.get(name))) is not None)


def _first(named: Mapping[str, Any], field: str, read: Callable[[object], T | None]) -> T | None:
    return next(_each(named, field, read), None)


def _tags(value: object) -> tuple[str, ...] | None:
    """A list of codes, or one text of them: ``PREL, PGOV``."""
    if isinstance(value, list):
        return tuple(text for item in value if (text := text_of(item)) is not None) or None
    return tuple(_WORD.findall(text_of(value) or "")) or None


def _attributes(fields: Mapping[str, Any], told: tuple[str | None, ...]) -> dict[str, str]:
    """Every other field that is a text, a number or a list of them; also one that is called like what was ``told``.

    A second text of the telegram is none: it would be kept twice.
    """
    kept = {}
    for name, value in fields.items():
        field = field_of(name)
        if field in _ALL_TAKEN or (field and (not isinstance(value, str) or len(value) > _LONGEST_BESIDE)):
            continue
        items = value if isinstance(value, list) else [value]
        texts = [_SURROGATE.sub("\ufffd", str(item)) for item in items if isinstance(item, str | int | float)]
        if texts and len(texts) == len(items) and any(texts) and not (field and texts[0].strip() in told):
            kept[_SURROGATE.sub("\ufffd", name).strip()] = "|".join(texts)
    return {name: value for name, value in kept.items() if name}
