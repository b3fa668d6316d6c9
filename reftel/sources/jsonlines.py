"""Cables as JSON, one object a line, or the same objects in an array or indented over several lines.

In the one collection that is known, every line break of the telegrams is lost: fields run into one another
(``000348SIPDISE.O. 12958: DECL:``) and reading them is the parser's work. The text is handed on as it stands.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Literal, NamedTuple

from reftel.sources import streamed
from reftel.sources.content import Content
from reftel.sources.decoding import newlines
from reftel.sources.document import Document, Told, Unreadable
from reftel.sources.page import PARTIAL
from reftel.sources.streamed import LONGEST, Lost
from reftel.sources.telegramlike import why_not_a_telegram

LAYOUT = "json-lines"

_JSON = re.compile(r"\A\s{0,99}(?:\{\s{0,99}[\"}]|(?:\[\s{0,9}){1,9}[{\"\]\d-])")
# What a field is called, the surest name first: "_id" may be a number that a database made.
_ID = ("reference_id", "reference", "_id", "id")
_SENT = ("date_time", "created", "date", "sent")
_BODY = ("body", "content", "text")
_TAKEN = frozenset((*_ID, *_SENT, *_BODY, "released", "classification", "origin", "subject", "tags", "header"))
"""Fields that have their place; every other one is kept as an attribute."""
_FEWEST = 2
"""Fields of a cable that must stand beside a body which does not look like a telegram itself."""
_DECODER = json.JSONDecoder()
_BETWEEN = re.compile(r"[\s,\[\]]*")
"""What stands between the objects of a file, whether it is lines or an array."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_WORD = re.compile(r"[^\s,;]+")
_TODO = "The other objects were read; mend these lines (one object a line: jq -c '.[]' makes them of an array)"


class _Found(NamedTuple):
    """An object of the file, and the line on which it begins."""

    line: int
    value: dict[str, Any]
    encoding: str


class _Begun(NamedTuple):
    """An object whose end is still to come, as in indented JSON; or, if it never comes, a broken line."""

    line: int
    indent: int
    parts: list[str]
    fault: str


def claims(content: Content) -> bool:
    """Any JSON: what holds no cables among it is for this module to say."""
    return recognises(content.head)


def documents(content: Content) -> Iterator[Document]:
    """The telegrams of the file, in its order; raises as ``stream`` does."""
    return stream(io.BytesIO(content.data), content.place)


def recognises(head: str) -> bool:
    """Whether a file that begins so is JSON with objects in it."""
    return _JSON.match(head) is not None


def stream(file: BinaryIO, place: str) -> Iterator[Document]:
    """The telegrams of a file of any length, one object in memory at a time.

    A line that is broken does not stop it; ``Unreadable`` is raised after the last one, with each line and its fault,
    and at the end of a file that holds no cable at all.
    """
    lost = Lost(place)
    for found in _objects(file, lost):
        document = _document(found, place)
        if document is None:
            names = ", ".join(streamed.quoted(name) for name in list(found.value)[:8]) or "none"
            lost.add(f"line {found.line}", f"an object without a cable's text (its fields: {names})")
        else:
            lost.read += 1
            yield document
    if not lost.read:
        what = f"a JSON file, but not one of cables ({lost.first or 'it holds no objects'})"
        raise Unreadable(
            place, what, "Give an object for each cable, with reference_id (or _id) and body, or give a telegram's text"
        )
    error = lost.error("a JSON-lines dump", _TODO)
    if error is not None:
        raise error


def _objects(file: BinaryIO, lost: Lost) -> Iterator[_Found]:
    """Every object at the top of the file, or in its outermost array."""
    begun: _Begun | None = None
    size = number = 0
    for number, text, encoding in streamed.lines(file):
        if text is None:
            lost.add(f"line {number}", f"longer than {LONGEST >> 20} MB, and not read")
            continue
        line, ends = number, False
        if begun is not None:
            step = _continued(begun, text)
            if step == "goes on":
                size += len(text)
                if size <= LONGEST:  # a longer one is left incomplete, and told as broken at its end
                    begun.parts.append(text)
                continue
            ends = step == "ends"
            if ends:
                line, text = begun.line, "".join((*begun.parts, text))
            else:
                lost.add(_lines(begun.line, number - 1), begun.fault)
        objects, rest, fault = _split(text)
        yield from (_Found(line, value, encoding) for value in objects)
        last = text.rstrip("\n").rpartition("\n")[2]
        size = len(rest)
        begun = _Begun(number, len(last) - len(last.lstrip(" \t")), [rest], fault) if rest.startswith("{") else None
        # What remains of an object that had its end is broken, unless the next one begins behind it: "}, {"
        if rest and (begun is None or (ends and not objects)):
            lost.add(_lines(line, number), fault)
            begun = None
    if begun is not None:
        lost.add(_lines(begun.line, number), begun.fault)


def _lines(first: int, last: int) -> str:
    """Where a broken object stands: with it goes what follows up to the next one, as nothing tells where it ends."""
    return f"line {first}" if first == last else f"lines {first} to {last}"


def _continued(begun: _Begun, text: str) -> Literal["goes on", "ends", "is broken"]:
    """What a line means for an object that was begun above it, told by what the line begins with, and how deep.

    Only a brace as little indented as the object's own line can close it; so its end is tried once, and the time
    stays that of reading the file.
    """
    bare = text.lstrip(" \t")
    if len(text) - len(bare) > begun.indent or bare[:1] not in ("{", "}"):
        return "goes on"
    return "ends" if bare[0] == "}" else "is broken"


def _split(text: str) -> tuple[list[dict[str, Any]], str, str]:
    """The objects that stand in a text one after the other, the rest that is none, and what is wrong with the rest."""
    found: list[dict[str, Any]] = []
    at = _after_blanks(text, 0)
    while at < len(text):
        if text[at] != "{":
            return found, text[at:], f"no JSON object: {streamed.quoted(text[at : at + 99])}"
        try:
            value, end = _DECODER.raw_decode(text, at)
        except json.JSONDecodeError as error:
            return found, text[at:], f"broken JSON ({error.msg.lower()}, character {error.pos + 1})"
        except RecursionError:
            return found, text[at:], "JSON that is nested too deeply"
        except ValueError:  # Python refuses numbers of more than 4300 digits
            return found, text[at:], "JSON with a number that is too long"
        found.append(value)
        at = _after_blanks(text, end)
    return found, "", ""


def _after_blanks(text: str, at: int) -> int:
    between = _BETWEEN.match(text, at)
    return between.end() if between is not None else at


def _document(found: _Found, place: str) -> Document | None:
    fields = found.value
    body, header = _first(fields, _BODY), _string(fields.get("header")) or ""
    if body is None:
        return None
    text = header + ("\n" if header and not header.endswith("\n") else "") + body
    told = Told(
        id=_first(fields, _ID),
        sent=next((moment for name in _SENT if (moment := _moment(fields.get(name))) is not None), None),
        released=_moment(fields.get("released")),
        level=_string(fields.get("classification")),
        origin=_string(fields.get("origin")),
        subject=_string(fields.get("subject")),
        tags=_tags(fields.get("tags")),
        attributes=_attributes(fields),
        partial=PARTIAL in text,
    )
    beside = (told.id, told.sent, told.level, told.origin, header)
    if sum(bool(value) for value in beside) < _FEWEST and why_not_a_telegram(body) is not None:
        return None
    return Document(text, LAYOUT, f"{place}#line={found.line}", told, found.encoding)


def _string(value: object) -> str | None:
    """A text that is not empty; half of a surrogate pair, which is no character, becomes U+FFFD."""
    if not isinstance(value, str) or not value.strip():
        return None
    return newlines(_SURROGATE.sub("\ufffd", value))


def _first(fields: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    return next((text for name in names if (text := _string(fields.get(name))) is not None), None)


def _tags(value: object) -> tuple[str, ...]:
    """A list of codes, or one text of them: ``PREL, PGOV``."""
    if isinstance(value, list):
        return tuple(text for item in value if (text := _string(item)) is not None)
    return tuple(_WORD.findall(_string(value) or ""))


def _attributes(fields: Mapping[str, Any]) -> dict[str, str]:
    """Every other field that is a text, a number or a list of them."""
    kept = {}
    for name, value in fields.items():
        items = value if isinstance(value, list) else [value]
        texts = [_SURROGATE.sub("\ufffd", str(item)) for item in items if isinstance(item, str | int | float)]
        if name not in _TAKEN and texts and len(texts) == len(items) and any(texts):
            kept[_SURROGATE.sub("\ufffd", name)] = "|".join(texts)
    return kept


def _moment(value: object) -> dt.datetime | None:
    """``2004-01-20 12:12`` or another form of ISO 8601, UTC where it names no zone."""
    if isinstance(value, dict):  # as MongoDB exports a date
        value = value.get("$date")
    try:
        moment = dt.datetime.fromisoformat(value.strip()) if isinstance(value, str) else None
        if moment is None:
            return None
        return moment.astimezone(dt.UTC) if moment.tzinfo is not None else moment.replace(tzinfo=dt.UTC)
    except (ValueError, OverflowError):
        return None
