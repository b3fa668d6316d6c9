"""A cable as rows of the record's tables, and back."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
import zstandard

from reftel.archive import access, identity
from reftel.archive.anchors import anchors
from reftel.model import Cable

CHILDREN = ("paragraphs", "addressees", "tags", '"references"', "articles", "repairs")
"""Tables that hold the parts of a cable, each with the columns `cable` and `position`."""

Row = tuple[Any, ...]
_LARGEST = 2**63 - 1
"""SQLite's integers have 64 bits; a paragraph "number" in a damaged text may have more."""

_STRENGTH = 5
"""Of zstd: the blobs are 4 % smaller than with 3, for 60 µs a telegram of 6 kB; 6 gains 1 % more for 80 µs."""

PLAIN, AFTER_TEXT = 1, 2
"""How a body is packed: as it is; or as what goes on from `_SAMPLE` and the text, of which it repeats nearly all, so
that it takes a third of the room."""
_SAMPLE = Path(__file__).with_name("sample.txt").read_bytes()
"""The body of two invented cables without their prose: the words that every body repeats. Never to be changed, since
bodies can't be unpacked without it; another one is another packing."""

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Cable)
_packer = zstandard.ZstdCompressor(level=_STRENGTH)


def encode(cable: Cable) -> tuple[bytes, bytes, int]:
    """The two blobs of an edition, its text and everything else as JSON, and how the second is packed."""
    bare = msgspec.structs.replace(cable, text="")
    try:
        body = _encoder.encode(bare)
    except UnicodeEncodeError:  # JSON has no lone surrogates; the text, which is what was read, keeps them
        body = _encoder.encode(_clean_all(msgspec.to_builtins(bare)))
    text = cable.text.encode("utf-8", "surrogatepass")
    before = _before(text)
    return (
        _packer.compress(text),
        zstandard.ZstdCompressor(level=_STRENGTH, dict_data=before).compress(body),
        AFTER_TEXT,
    )


def decode(text: bytes, body: bytes, packing: int) -> Cable:
    """The cable of two blobs. Raises zstandard.ZstdError, UnicodeDecodeError or msgspec.DecodeError on damaged ones."""
    plain = zstandard.decompress(text)
    unpacker = zstandard.ZstdDecompressor(dict_data=_before(plain) if packing == AFTER_TEXT else None)
    cable = _decoder.decode(unpacker.decompress(body))
    return msgspec.structs.replace(cable, text=plain.decode("utf-8", "surrogatepass"))


def _before(text: bytes) -> zstandard.ZstdCompressionDict:
    return zstandard.ZstdCompressionDict(_SAMPLE + text, dict_type=zstandard.DICT_TYPE_RAWCONTENT)


def moment(when: dt.datetime | None) -> str | None:
    """ISO 8601 in UTC, to the minute or the second as known: sorts as text."""
    return when.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if when else None


def clean(text: str | None) -> str | None:
    """A text that SQLite can store: lone surrogates become the replacement character."""
    if text is None or text.isascii():
        return text
    return text.encode("utf-8", "replace").decode("utf-8")


def line(text: str | None) -> str:
    """What somebody typed for a title: in one line, without control characters."""
    return " ".join(re.sub(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]", "", clean(text) or "").split())


def cable_row(cable: Cable) -> Row:
    """One row of `cables` from the column `reference` on."""
    origin, stamp = cable.origin, cable.classification
    row = (
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


def child_rows(cable: Cable) -> dict[str, list[Row]]:
    """Table → rows without the column `cable`, for every table of `CHILDREN` that has any."""
    names = anchors(cable.paragraphs)
    message = cable.classification.level if cable.classification else None
    found: dict[str, Iterable[Row]] = {
        "paragraphs": (
            (name, _int(p.number), p.mark, p.level if p.level != message else None, p.role, p.heading)
            for name, p in zip(names, cable.paragraphs, strict=True)
        ),
        "addressees": ((a.role, a.name, a.routing, a.precedence, a.number) for a in cable.addressees),
        "tags": ((t.code, t.kind, t.meaning) for t in cable.tags),
        '"references"': ((r.label, r.kind, r.text, r.target, r.rule, r.paragraph) for r in cable.references),
        "articles": ((a.url, a.title) for a in cable.articles),
        "repairs": ((r.start, r.end, r.read, r.means, r.rule, int(r.certain)) for r in cable.repairs),
    }
    rows = {table: [_clean((at, *row)) for at, row in enumerate(values)] for table, values in found.items()}
    return {table: values for table, values in rows.items() if values}


def aliases(cable: Cable) -> tuple[str, ...]:
    """Every spelling under which the cable can be asked for."""
    found = (identity.spelling(text) for text in (cable.id or "", *cable.aliases))
    return tuple(sorted({clean(alias) or "" for alias in found if alias}))


def compartment_rows(cable: Cable) -> tuple[Row, ...]:
    """The compartments that the cable opens (see `access.Compartment`)."""
    return tuple((each.name, each.band, json.dumps(each.caveats)) for each in access.compartments(cable))


def _clean(row: Row) -> Row:
    return tuple(clean(value) if isinstance(value, str) and not value.isascii() else value for value in row)


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


def reader_columns(reader: access.Reader) -> tuple[str, str | None]:
    """A reader as two columns, `level` and `caveats`."""
    return reader.level, None if reader.caveats is None else json.dumps(sorted(reader.caveats))


def reader_of(level: str, caveats: str | None) -> access.Reader:
    """The reader of two columns again."""
    return access.Reader(level, None if caveats is None else frozenset(json.loads(caveats)))
