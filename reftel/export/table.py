"""Cables as rows of a table: the main fields of a view, one row a cable."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from reftel.analysis.tables import SEPARATOR, guarded
from reftel.archive import View
from reftel.model import Cable

COLUMNS = (
    "id",
    "reference",
    "kind",
    "sent",
    "released",
    "level",
    "caveats",
    "captions",
    "origin",
    "origin_name",
    "country",
    "tags",
    "subject",
    "to",
    "info",
    "references",
    "signed_by",
    "classified_by",
    "executive_order",
    "declassify_on",
    "partial",
    "paragraphs",
    "withheld",
    "summary",
)
"""In the order of the table; docs/exports.md says what each holds."""


def clean(text: str) -> str:
    """A text that UTF-8 can hold: half a character of a broken file becomes a question mark."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def row(view: View) -> dict[str, Any]:
    """The values of `COLUMNS`: texts, datetimes, numbers, lists; None where the cable tells none."""
    cable = view.cable
    origin, stamp = cable.origin, cable.classification
    values = {
        "id": view.id,
        "reference": cable.id,
        "kind": cable.kind,
        "sent": cable.sent,
        "released": cable.released,
        "level": stamp.level if stamp else None,
        "caveats": list(stamp.caveats) if stamp else [],
        "captions": list(cable.captions),
        "origin": origin.code if origin else None,
        "origin_name": origin.name if origin else None,
        "country": origin.country if origin else None,
        "tags": [each.code for each in cable.tags],
        "subject": cable.subject,
        "to": [each.name for each in cable.addressees if each.role == "action"],
        "info": [each.name for each in cable.addressees if each.role == "info"],
        "references": _references(cable),
        "signed_by": list(cable.signed_by),
        "classified_by": [each.name for each in cable.classified_by],
        "executive_order": cable.executive_order,
        "declassify_on": cable.declassify_on,
        "partial": cable.partial,
        "paragraphs": len(cable.paragraphs),
        "withheld": view.withheld,
        "summary": cable.summary,
    }
    return {name: _cleaned(value) for name, value in values.items()}


def _references(cable: Cable) -> list[str]:
    """The cables of the REF line and of the text, each once, where one is meant."""
    return list(dict.fromkeys(each.target for each in cable.references if each.target))


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    return [clean(each) for each in value] if isinstance(value, list) else value


class Csv:
    """RFC 4180, UTF-8, with a line of names; lists joined, times as ISO 8601 in UTC, truth as 1 or 0.

    A cell that begins as a formula does stands behind an apostrophe, so that no spreadsheet carries it out.
    """

    def begin(self) -> bytes:
        """The line of names."""
        return _csv(COLUMNS)

    def row(self, view: View) -> bytes:
        """One line (of more, where a text has line ends)."""
        return _csv(tuple(_cell(value) for value in row(view).values()))

    def end(self) -> bytes:
        """Nothing."""
        return b""


def csv_line(values: Iterable[Any]) -> bytes:
    """One line of CSV of any values, guarded in the same way: for tables that are not of cables."""
    return _csv(tuple(_cell(_cleaned(value)) for value in values))


def _csv(cells: tuple[str, ...]) -> bytes:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue().encode("utf-8")


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(int(value))
        case list():
            return guarded(SEPARATOR.join(value))
        case str():
            return guarded(value)
        case int():
            return str(value)
    return str(value.isoformat().replace("+00:00", "Z"))
