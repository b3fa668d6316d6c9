"""Tables of comma-separated values, for programs and for spreadsheets."""

from __future__ import annotations

import csv
import datetime as dt
import io
import itertools
from collections.abc import Iterable, Iterator

SEPARATOR = "; "
"""Between the values of a list, where a cell has to hold all of them."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would carry out (OWASP, "CSV Injection"): the cables come from strangers."""
_GUARD = "'"


def cell(value: object) -> str:
    """A value as a cell: times as ISO 8601, truth as 1 or 0, lists joined; text that begins as a formula guarded."""
    match value:
        case None:
            return ""
        case bool():
            return str(int(value))
        case dt.datetime() | dt.date():
            return value.isoformat().replace("+00:00", "Z")
        case tuple() | list():
            return cell(SEPARATOR.join(map(str, value)))
        case str():
            return guarded(value.encode("utf-8", "replace").decode("utf-8"))
    return str(value)


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    text = text.replace("\0", "")
    return _GUARD + text if text.startswith(_FORMULA) else text


def lines(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """The lines of a table (RFC 4180), the first with the names."""
    for row in itertools.chain((columns,), rows):
        line = io.StringIO()
        csv.writer(line, lineterminator="\r\n").writerow([cell(value) for value in row])
        yield line.getvalue()
