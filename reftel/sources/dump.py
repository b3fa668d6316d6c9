"""The eight-column dump of a collection: one CSV without a header row, 1.7 GB when it is whole.

======  ==============  ===============================================
column  what            as written
======  ==============  ===============================================
1       number          ``1``, of the row
2       date            ``12/28/1966 18:48``: month first, no zone; UTC
3       reference       ``66BUENOSAIRES2481``
4       origin          ``Embassy Buenos Aires``
5       classification  ``SECRET//NOFORN``
6       references      ``66STATE106206|66STATE3400``
7       header          the transmission and the addressees
8       body            the telegram from its classification line on
======  ==============  ===============================================

Every value stands in quotes, a quote inside it is escaped by a backslash. Since a quote inside a body is escaped, the
beginning of a row (a quoted number, a quoted date) cannot stand at the beginning of a body's line: rows are cut
there, before their quotes are looked at, and a quote that is never closed costs its own row alone.
"""

from __future__ import annotations

import csv
import datetime as dt
import heapq
import io
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from reftel.sources import fielded, streamed, table
from reftel.sources.content import Content
from reftel.sources.document import PARTIAL, Document, Told
from reftel.sources.streamed import LONGEST, Lost

LAYOUT = "dump-csv"

_COLUMNS = 8
_ROW = re.compile(r'"?\d{1,9}"?,"?\d{1,2}/\d{1,2}/\d{4} \d{1,2}:\d\d(?::\d\d)?"?,')
_NEXT_ROW = re.compile(rf"\n(?={_ROW.pattern})")
_QUOTED_ROW = re.compile(r'"\d{1,9}","\d{1,2}/\d{1,2}/\d{4} \d{1,2}:\d\d(?::\d\d)?",')
_NAMED = re.compile(r"\A\w[\w -]{0,40}(?:,\w[\w -]{0,40}){2,40}\n")
_FRONT = re.compile(r'"([^"\n]{0,99})"' + r',"([^"\n]{0,99})"' * 4 + r',"([^"\n]*)","')
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_UNCLOSED = "a row with a quote that is not closed; its text was taken up to the next row"
_BEGINNING = 64
"""Bytes that the beginning of a row may take, which may stand across the end of what is in memory."""
_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}) (\d{1,2}):(\d\d)(?::\d\d)?")
_TODO = "The other rows were read; mend these rows and give the file again, or get a fresh copy of it"


class _Row(NamedTuple):
    """What stands from one row's beginning to the next one's."""

    line: int
    data: bytes
    whole: bool
    """False where it was too long, and its end is not there."""


def claims(content: Content) -> bool:
    """The dump, with or without a row of names above it."""
    return recognises(content.head)


def documents(content: Content) -> Iterator[Document]:
    """The telegrams of the dump, in its order; raises as ``stream`` does."""
    return stream(io.BytesIO(content.data), content.place)


def recognises(head: str) -> bool:
    """Whether a file begins with a row of the dump, at once or below a line of column names."""
    start = 0 if _ROW.match(head) else head.index("\n") + 1 if _is_named(head) else len(head)
    if _ROW.match(head, start) is None:
        return False
    following = _NEXT_ROW.search(head, start)
    values, _ = _values(head[start : following.end() if following else len(head)])
    return len(values) == _COLUMNS or not table.is_of_cables(head)  # another table may begin alike


def stream(file: BinaryIO, place: str) -> Iterator[Document]:
    """The telegrams of a dump of any length, one row in memory at a time.

    Rows that are damaged do not stop it; ``Unreadable`` is raised after the last row with the line of each, or that
    none was a row of the dump.
    """
    head = streamed.glance(file.read(streamed.GLANCE))
    file.seek(0)
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST))
    lost, wide, page = Lost(place), streamed.wide_encoding(file), streamed.usual_page(file)
    for row in _rows(file, head, lost):
        document = _document(row, place, wide, page, lost)
        if document is not None:
            lost.read += 1
            yield document
    if not lost.read:
        raise table.another_kind(place, head)
    lost.complain("an eight-column dump", _TODO)


def _is_named(head: str) -> bool:
    first = head[: head.find("\n") + 1].lower().replace('"', "")
    return _NAMED.match(first) is not None and head[:1] != " "


def _rows(file: BinaryIO, head: str, lost: Lost) -> Iterator[_Row]:
    """The file cut wherever a line begins a row."""
    quoted = head.startswith('"') if _ROW.match(head) else head[head.index("\n") + 1] == '"'
    # Two patterns, since one that begins with a literal is looked for ten times as quickly as one with a choice.
    begins = [re.compile(end + (_QUOTED_ROW if quoted else _ROW).pattern.encode()) for end in (rb"\n", rb"\r")]
    # A line end in front, so that the first row begins as the others do; ``start`` is where the open row begins,
    # and None where none does: before the first row, and after one that was too long.
    buffer, line, start, searched = b"\n", 0, None, 0
    for chunk in streamed.chunks(file):
        buffer += chunk
        found_in = [each.finditer(buffer, searched) for each in begins]
        for match in heapq.merge(*found_in, key=re.Match.start):
            found, begun = buffer[start or 0 : match.start() + 1], match.start() + 1
            if start is not None:
                yield _Row(line, found, True)
            elif line == 0 and found.strip() and not _is_named(head):
                lost.add("line 1", "something before the first row, which was not read")
            line += found.count(b"\n")
            start = begun
            searched = match.end()
        kept = start or 0
        if start is not None and len(buffer) - kept > LONGEST:
            lost.add(f"line {line}", f"a row of more than {LONGEST >> 20} MB; its end was not read")
            yield _Row(line, buffer[kept : kept + LONGEST], False)
            start = None
        if start is None:
            kept, before = max(len(buffer) - _BEGINNING, kept), kept
            line += buffer.count(b"\n", before, kept)
        buffer = buffer[kept:]
        start = None if start is None else 0
        searched = max(len(buffer) - _BEGINNING, 0)
    if start is not None:
        yield _Row(line, buffer, True)


def _document(row: _Row, place: str, wide: str | None, page: str, lost: Lost) -> Document | None:
    where = f"line {row.line}"
    text, encoding = streamed.decoded(row.data, page)
    if "\x00" in text:
        lost.add(where, f"a row with {text.count(chr(0)):,} NUL bytes, shown as \ufffd")
        text = text.replace("\x00", "\ufffd")
    values, fault = _values(fielded.with_breaks(text))
    if fault is not None and row.whole:
        lost.add(where, fault)
    if len(values) != _COLUMNS:
        if fault is None:
            found = f"{len(values)} columns instead of {_COLUMNS}: {streamed.quoted(text)}"
            lost.add(where, f"a row with {found}")
        return None
    number, date, reference, origin, level, references, header, body = values
    told = Told(
        id=reference.strip() or None,
        sent=_moment(date),
        level=level.strip() or None,
        origin=origin.strip() or None,
        attributes={
            name: value for name, value in (("Number", number.strip()), ("References", references.strip())) if value
        },
        partial=fault is _UNCLOSED or not row.whole or PARTIAL in header or PARTIAL in body,
    )
    break_ = "\n" if header and not header.endswith("\n") else ""
    return Document(f"{header}{break_}{body}", LAYOUT, f"{place}#line={row.line}", told, wide or encoding)


def _values(text: str) -> tuple[list[str], str | None]:
    """The columns of one row, and what is wrong with it, if anything is."""
    # A body that a spreadsheet has saved again has its quotes doubled instead of escaped.
    for doubled in (False, True):
        try:
            rows = list(_reader(text, doubled=doubled, strict=True))
        except csv.Error:
            continue
        if len(rows[0]) == _COLUMNS and not any(rows[1:]):
            return rows[0], None
    # A quote in a body that is not escaped ends it for a reader of CSV, and the rest would be lost. The six columns
    # in front hold no quotes; the two texts are what stands between the header's first quote and the next row.
    found = _FRONT.match(text)
    header, between, body = text[found.end() :].partition('","') if found else ("", "", "")
    if found and between:
        bare = body.rstrip("\n")
        ended = bare.endswith('"') and (len(bare[:-1]) - len(bare[:-1].rstrip("\\"))) % 2 == 0
        fault = "a row with a quote that is not escaped, or something behind it" if ended else _UNCLOSED
        texts = (_ESCAPED.sub(r"\1", value) for value in (header, bare[:-1] if ended else bare))
        return [*found.groups(), *texts], fault
    try:
        return next(_reader(text, doubled=False, strict=False), []), None
    except csv.Error as error:
        return [], f"a row that is no CSV ({error})"


def _reader(text: str, *, doubled: bool, strict: bool) -> Iterator[list[str]]:
    lines = io.StringIO(text, newline="")
    return csv.reader(lines, escapechar=None if doubled else "\\", doublequote=doubled, strict=strict)


def _moment(written: str) -> dt.datetime | None:
    """``12/28/1966 18:48``, month first, as UTC: the dump names no zone."""
    found = _DATE.fullmatch(written.strip())
    if found is None:
        return None
    month, day, year, hour, minute = map(int, found.groups())
    try:
        return dt.datetime(year, month, day, hour, minute, tzinfo=dt.UTC)
    except ValueError:
        return None
