"""Tables of cables (CSV) in any order of columns: with their names in the first row, or told by what stands in them.

Commas, semicolons, tabs or strokes between the values, quotes doubled or escaped by a backslash, as Excel, LibreOffice,
pandas or a database write them. The one dump that is known to the byte has a module of its own, ``dump``. A catalogue,
which has no texts, is read for what it tells, and told as such.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import BinaryIO, NamedTuple

from reftel import vocabulary
from reftel.sources import fielded, streamed
from reftel.sources.content import Content
from reftel.sources.document import Document, Unreadable
from reftel.sources.streamed import LONGEST, Lost
from reftel.sources.unfolding import stands_alone

LAYOUT = "table"

_SEPARATORS = ",;\t|"
_SAID = re.compile(r"\Asep=([,;\t|])[ \t]*\n")
"""Excel's own first line."""
# The first line of a table begins with a quoted value and another one, or names columns that telegrams are kept in.
_QUOTED = re.compile(r'\A"[^"\n]{0,200}"[,;\t|]["\d]')
_NAMED = re.compile(r"\A[\w\"][\w \"-]{0,40}(?:,[\w\"][\w \"-]{0,40}){2,40}\n")
_NAMES = re.compile(r"\b(?:body|text|subject|reference|origin|classification|date)\b", re.IGNORECASE)
_ESCAPED = re.compile(r'\\"(?![ \t]*(?:[,;\t|\n]|\Z))')
_DOUBLED = re.compile(r'(?<=[^,;\t|\n])""(?=[^,;\t|\n])')
_PARTED = re.compile(r"[,;\t|][\"\w\t;,|-]|^\"")
_FIRST_LINE = 4000
"""Characters of it that are looked at."""
_FEWEST = 2
"""Columns that must be known, the text's among them."""
_MOST = 200
"""Columns of a table."""
_LOOKED_AT = 5
"""Rows by whose values columns without names are told."""
_SENDER = re.compile(r"(?:Embassy|Consulate|Secretary|Mission|American|U\.?S\.?) [A-Z]?")
_OF_A_HEADING = re.compile(r"^(?:VZCZC|FM [A-Z]|TO [A-Z]|[ZOPR]{1,2} \d{6}Z )", re.MULTILINE)
_TODO = "The other rows were read; mend these rows and give the file again"
_ASK = "Give the texts too, or ask the archive for them by their numbers"
_HOW = (
    "Let the first row name the columns: body (the telegram's text), reference, date, origin, classification, subject, "
    "tags, header; or save the telegrams one a file"
)


class _Table(NamedTuple):
    """How a table is written, and what its columns hold."""

    separator: str
    escaped: bool
    names: tuple[str, ...]
    skip: int
    """Rows above the first one of values."""
    preamble: bool
    """Whether a line that names the separator stands above all."""


def claims(content: Content) -> bool:
    """A table with a column of telegrams, or one of another kind that looks like it, to say so."""
    return recognises(content.head)


def documents(content: Content) -> Iterator[Document]:
    """The telegrams of the table, in its order; raises as ``stream`` does."""
    return stream(io.BytesIO(content.data), content.place)


def recognises(head: str) -> bool:
    """Whether a file that begins so is a table of cables, or may be meant as one."""
    if not _may_be(head):  # as nearly every file: a page, a telegram; the rest takes a millisecond
        return False
    if _SAID.match(head) or _QUOTED.match(head) or _table(head) is not None or _table(head, _is_catalogue) is not None:
        return True
    return _NAMED.match(head) is not None and _NAMES.search(head, 0, head.index("\n")) is not None


def _may_be(head: str) -> bool:
    """Whether the first line has values with something between them, or is a text's name alone."""
    if head[:1] in "<{[":
        return False
    line = head[: head.find("\n", 0, _FIRST_LINE) + 1] or head[:_FIRST_LINE]
    return bool(_PARTED.search(line) or _SAID.match(head)) or fielded.field_of(line) == "body"


def stream(file: BinaryIO, place: str) -> Iterator[Document]:
    """The telegrams of a table of any length, one row in memory at a time.

    A damaged row does not stop it; ``Unreadable`` is raised after the last one with the line of each, and before the
    first one for a table without a column of telegrams.
    """
    head = streamed.glance(file.read(streamed.GLANCE))
    file.seek(0)
    table = _table(head) or _table(head, _is_catalogue)
    if table is None:
        raise another_kind(place, head)
    catalogued = 0
    lost, rows = Lost(place), 0
    for line, values, encoding in _rows(file, table, lost):
        rows += 1
        if len(values) > len(table.names) and any(value.strip() for value in values[len(table.names) :]):
            told = f"a row of {len(values)} columns instead of {len(table.names)}: {streamed.quoted(' '.join(values))}"
            lost.add(f"line {line}", told)
            continue
        fields: dict[str, str] = {}
        for name, value in zip(table.names, values, strict=False):
            fields.setdefault(name, value)
        document = fielded.document(fields, LAYOUT, f"{place}#line={line}", encoding)
        if document is None:
            document = fielded.catalogued(fields, LAYOUT, f"{place}#line={line}", encoding)
            catalogued += document is not None
        if document is None:
            lost.add(f"line {line}", f"a row without a telegram's text: {streamed.quoted(' '.join(values))}")
            continue
        lost.read += 1
        yield document
    if not lost.read:
        what = f"a table (CSV) of {rows:,} rows, none of them a telegram ({lost.first or 'it is empty'})"
        raise Unreadable(place, what, _HOW)
    many = f"{catalogued:,} telegrams" if catalogued > 1 else "one telegram"
    without = f"of {many} only the catalogue's fields, as the text is not in it" if catalogued else ""
    kind = f"a table of cables ({without})" if without else "a table of cables"
    lost.complain(kind, _TODO, "rows that were not read")
    if catalogued:
        kind = "a catalogue" if catalogued == lost.read else "a table of cables"
        raise Unreadable(place, f"{kind}: {without}", _ASK)


def _table(head: str, is_named: Callable[[tuple[str, ...], list[list[str]]], bool] | None = None) -> _Table | None:
    """How the table is written that begins so; None where no column of it holds telegrams.

    With ``is_named`` only a first row of names counts that fulfils it.
    """
    said = _SAID.match(head)
    text = head[said.end() :] if said else head
    escaped = len(_ESCAPED.findall(text)) > len(_DOUBLED.findall(text))
    line = text[: text.find("\n") + 1] or text
    for separator in said[1] if said else sorted(_SEPARATORS, key=line.count, reverse=True):
        rows = _read(text, separator, escaped)
        first = next(rows, [])
        if len(first) > _MOST:
            continue
        names = tuple(name.strip() for name in first)
        below = list(islice(rows, _LOOKED_AT))
        if (is_named or _are_names)(names, below):
            return _Table(separator, escaped, names, 1, said is not None)
        if is_named:
            continue
        told = _by_values([first, *below])
        if told is not None:
            return _Table(separator, escaped, told, 0, said is not None)
        told = _by_values(below, names)
        if told is not None:
            return _Table(separator, escaped, told, 1, said is not None)
    return None


def _are_names(names: tuple[str, ...], rows: list[list[str]]) -> bool:
    """A text's column among them and another that is known; of a text's alone, what stands below must be telegrams."""
    fields = [fielded.field_of(name) for name in names]
    texts = [at for at, field in enumerate(fields) if field == "body"]
    if not texts:
        return False
    if sum(field is not None for field in fields) >= _FEWEST:
        return True
    return any(stands_alone(row[at]) for row in rows for at in texts if at < len(row))


def _is_catalogue(names: tuple[str, ...], rows: list[list[str]]) -> bool:
    """A column of reference numbers, and others that are known of a telegram, none of which is its text."""
    fields = [fielded.field_of(name) for name in names]
    if sum(field is not None for field in fields) <= _FEWEST or "body" in fields:
        return False
    first = [row for row in rows if len(row) == len(names)]
    numbers = [at for at, field in enumerate(fields) if field == "id"]
    return bool(first) and any(all(fielded.is_reference(row[at].strip()) for row in first) for at in numbers)


def _by_values(rows: list[list[str]], given: tuple[str, ...] = ()) -> tuple[str, ...] | None:
    """Names for the columns of a table by what stands in its first rows; where nothing tells it, the ``given`` name.

    None where no text stands there, or no reference number: a telegram with commas in it is no table.
    """
    rows = [row for row in rows if len(row) == len(given or rows[0])]
    columns = list(zip(*rows, strict=True))
    if len(columns) < _FEWEST:
        return None
    texts = [at for at, values in enumerate(columns) if any(stands_alone(value) for value in values)]
    if not texts:
        return None
    body = max(texts, key=lambda at: max(map(len, columns[at])))
    names: list[str] = []
    for at, values in enumerate(columns):
        name = "body" if at == body else _called(values)
        names.append(name if name and name not in names else "".join(given[at : at + 1]) or f"Column {at + 1}")
    return tuple(names) if "reference" in names else None


def _called(values: tuple[str, ...]) -> str | None:
    filled = [value.strip() for value in values if value.strip()]
    if not filled:
        return None
    for name, holds in (
        ("reference", fielded.is_reference),
        ("classification", lambda value: vocabulary.level_of_mark(value.partition("//")[0]) is not None),
        ("date", lambda value: not value.isdigit() and fielded.moment_of(value) is not None),
        ("origin", lambda value: "\n" not in value and _SENDER.match(value) is not None),
        ("header", lambda value: "\n" in value and _OF_A_HEADING.search(value) is not None),
    ):
        if all(holds(value) for value in filled):
            return name
    return None


def is_of_cables(head: str) -> bool:
    """Whether a column of the table that begins so holds telegrams."""
    return _table(head) is not None


def another_kind(place: str, head: str) -> Unreadable:
    """The error for a table without such a column: what its first row is."""
    found = next(_read(head, ",", False), [])
    values = ", ".join(streamed.quoted(value) for value in found[:8])
    what = f"a table (CSV) of another kind: its first row has {len(found)} columns ({values}), none a telegram's text"
    return Unreadable(place, what, _HOW)


def _rows(file: BinaryIO, table: _Table, lost: Lost) -> Iterator[tuple[int, list[str], str]]:
    """Each row of values: the line on which it begins, the values, and how its lines were read."""
    lines = _Lines(file, lost)
    skip = table.skip
    if table.preamble:
        next(lines)
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST))
    reader = _reader(lines, table.separator, table.escaped)
    while True:
        lines.begin()
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error as error:  # a quote that is never closed, mostly
            lost.add(f"lines {lines.first} to {lines.number}", f"a row that is no CSV ({error})")
            reader = _reader(lines, table.separator, table.escaped)
            continue
        if skip:
            skip -= 1
        elif any(value.strip() for value in values):
            yield lines.first, values, lines.encoding


class _Lines:
    """The lines of a file, for a reader of CSV, and which of them it took for a row."""

    def __init__(self, file: BinaryIO, lost: Lost) -> None:
        self._lines = streamed.lines(file)
        self._lost = lost
        self._begins = True
        self.first = self.number = 0
        self.encoding = "utf-8"

    def begin(self) -> None:
        """What is read next begins a row."""
        self._begins = True

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        for number, text, encoding in self._lines:
            if text is None:
                self._lost.add(f"line {number}", f"longer than {LONGEST >> 20} MB, and not read")
                continue
            if self._begins:
                self.first, self.encoding, self._begins = number, "utf-8", False
            if encoding != "utf-8":
                self.encoding = encoding
            self.number = number
            return text.replace("\x00", "\ufffd")
        raise StopIteration


def _read(text: str, separator: str, escaped: bool) -> Iterator[list[str]]:
    reader = _reader(iter(io.StringIO(text, newline="")), separator, escaped)
    while True:
        try:
            yield next(reader)
        except (StopIteration, csv.Error):
            return


def _reader(lines: Iterator[str], separator: str, escaped: bool) -> Iterator[list[str]]:
    return csv.reader(
        lines, delimiter=separator, escapechar="\\" if escaped else None, doublequote=not escaped, strict=False
    )
