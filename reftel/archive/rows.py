"""A cable as rows of the record's tables, and back."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any

import msgspec
import zstandard

from reftel.archive import access, identity
from reftel.archive.anchors import anchors
from reftel.model import Cable

CHILDREN = ("paragraphs", "addressees", "tags", '"references"', "articles", "repairs", "aliases")
"""Tables that hold the parts of a cable, each with a column `cable`."""

Row = tuple[Any, ...]
_LARGEST = 2**63 - 1
"""SQLite's integers have 64 bits; a paragraph "number" in a damaged text may have more."""

_STRENGTH = 3
"""Of zstd; 6 makes the blobs 4 % smaller and takes twice as long."""

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Cable)


def pack(text: str) -> bytes:
    """Compress a text for storage; lone surrogates (they come from broken files) survive."""
    return zstandard.compress(text.encode("utf-8", "surrogatepass"), _STRENGTH)


def unpack(blob: bytes) -> str:
    """The text again. Raises zstandard.ZstdError on a damaged blob."""
    return zstandard.decompress(blob).decode("utf-8", "surrogatepass")


def encode(cable: Cable) -> tuple[bytes, bytes]:
    """The two blobs of an edition: its text, and everything else as JSON."""
    bare = msgspec.structs.replace(cable, text="")
    try:
        body = _encoder.encode(bare)
    except UnicodeEncodeError:  # JSON has no lone surrogates; the text, which is what was read, keeps them
        body = _encoder.encode(_clean_all(msgspec.to_builtins(bare)))
    return pack(cable.text), zstandard.compress(body, _STRENGTH)


def decode(text: bytes, body: bytes) -> Cable:
    """The cable of two blobs. Raises zstandard.ZstdError or msgspec.DecodeError on damaged ones."""
    cable = _decoder.decode(zstandard.decompress(body))
    return msgspec.structs.replace(cable, text=unpack(text))


def moment(when: dt.datetime | None) -> str | None:
    """ISO 8601 in UTC, to the minute or the second as known: sorts as text."""
    return when.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if when else None


def clean(text: str | None) -> str | None:
    """A text that SQLite can store: lone surrogates become the replacement character."""
    if text is None or text.isascii():
        return text
    return text.encode("utf-8", "replace").decode("utf-8")


def cable_row(key: str, change: int, edition: int, cable: Cable) -> Row:
    """One row of `cables`."""
    origin, stamp = cable.origin, cable.classification
    row = (
        key,
        change,
        edition,
        cable.id,
        cable.kind,
        moment(cable.sent),
        moment(cable.released),
        origin.code if origin else None,
        origin.name if origin else None,
        origin.country if origin else None,
        stamp.level if stamp else None,
        json.dumps(stamp.caveats if stamp else ()),
        json.dumps(cable.captions),
        cable.subject,
        cable.subject_mark,
        int(cable.partial),
    )
    return _clean(row)


def child_rows(key: str, cable: Cable) -> dict[str, list[Row]]:
    """Table → rows, for every table of `CHILDREN` but aliases (which all editions share)."""
    names = anchors(cable.paragraphs)
    return {
        "paragraphs": _rows(
            key,
            (
                (name, _int(p.number), p.mark, p.level, p.role, p.heading, p.text)
                for name, p in zip(names, cable.paragraphs, strict=True)
            ),
        ),
        "addressees": _rows(key, ((a.role, a.name, a.routing, a.precedence, a.number) for a in cable.addressees)),
        "tags": _rows(key, ((t.code, t.kind, t.meaning) for t in cable.tags)),
        '"references"': _rows(
            key, ((r.label, r.kind, r.text, r.target, r.rule, r.paragraph) for r in cable.references)
        ),
        "articles": _rows(key, ((a.url, a.title) for a in cable.articles)),
        "repairs": _rows(key, ((r.start, r.end, r.read, r.means, r.rule, int(r.certain)) for r in cable.repairs)),
    }


def alias_rows(key: str, cable: Cable) -> set[Row]:
    """Every spelling under which the cable can be asked for."""
    spellings = (cable.id or "", *cable.aliases)
    return {(clean(alias), key) for text in spellings if (alias := identity.spelling(text)) and alias != key}


def compartment_rows(cable: Cable) -> set[Row]:
    """The compartments that the cable opens (see `access.Compartment`)."""
    return {(each.name, each.band, json.dumps(each.caveats)) for each in access.compartments(cable)}


def _rows(key: str, values: Iterable[Row]) -> list[Row]:
    return [_clean((key, position, *row)) for position, row in enumerate(values)]


def _clean(row: Row) -> Row:
    return tuple(clean(value) if isinstance(value, str) else value for value in row)


def _clean_all(value: Any) -> Any:
    match value:
        case str():
            return clean(value)
        case dict():
            return {clean(key): _clean_all(each) for key, each in value.items()}
        case list() | tuple():
            return [_clean_all(each) for each in value]
    return value


def _int(number: int | None) -> int | None:
    return number if number is not None and abs(number) <= _LARGEST else None
