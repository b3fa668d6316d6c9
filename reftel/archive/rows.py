"""A cable as rows of the record's tables."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable
from typing import Any

from reftel.archive import access, identity
from reftel.archive.anchors import anchors
from reftel.model import Cable

CHILDREN = ("paragraphs", "addressees", "tags", '"references"', "articles", "repairs")
"""Tables that hold the parts of a cable, each with the columns `cable` and `position`."""

Row = tuple[Any, ...]
_LARGEST = 2**63 - 1
"""SQLite's integers have 64 bits; a paragraph "number" in a damaged text may have more."""


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
    return tuple([clean(value) if isinstance(value, str) and not value.isascii() else value for value in row])


def _int(number: int | None) -> int | None:
    return number if number is not None and abs(number) <= _LARGEST else None


def reader_columns(reader: access.Reader) -> tuple[str, str | None]:
    """A reader as two columns, `level` and `caveats`."""
    return reader.level, None if reader.caveats is None else json.dumps(sorted(reader.caveats))


def reader_of(level: str, caveats: str | None) -> access.Reader:
    """The reader of two columns again."""
    return access.Reader(level, None if caveats is None else frozenset(json.loads(caveats)))
