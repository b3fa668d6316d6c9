"""The heading of an airgram, a report by pouch: labels over what a form asks, its number of the post's own series.

``A-123`` stands beside the level or the sender; ``FROM``, ``TO``, ``INFO`` and ``DATE`` in any order, two on a line
with blanks between. There is no date-time group. From SUBJECT on it is read as a telegram is.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import NamedTuple

from reftel import vocabulary
from reftel.model import Addressee, Classification
from reftel.telegram import captions
from reftel.telegram.findings import Findings
from reftel.telegram.heading import Line
from reftel.telegram.identity import MONTHS, make_id

_LONGEST = 2_000
"""Characters; the head of the form has some hundred."""
_CALLED = re.compile(r"(?:DEPARTMENT OF STATE )?(?:AIRGRAM|A I R G R A M)(?:,? NO)?\W*(?:C?A-\d.*)?", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w-])(?P<series>C?A) ?- ?0*(?P<serial>\d{1,5})(?![\w-])")
_LABEL = re.compile(
    r"(?P<name>FROM|TO|INFO(?:RMATION)?|DATE|CLASSIFICATION|SECURITY|(?:MESSAGE REFERENCE )?NO)[ \t]*[:.]?(?:[ \t]+|$)",
    re.IGNORECASE,
)
_CELLS = re.compile(r"\S(?:[^ \t]|[ \t](?![ \t]{2})|[ \t]{1,12}(?=:))*")
_SENDER = re.compile(r"FROM(?:[ \t]{0,12}:|[ \t]+(?:AM|EMB|US|DEP|THE DEP|SEC))", re.IGNORECASE)
_MONTH = "|".join(f"{month}[A-Z]*" for month in MONTHS)
_DAY = re.compile(
    rf"(?:(?P<month>{_MONTH})\.? (?P<day>\d\d?),?|(?P<first>\d\d?) (?P<named>{_MONTH})\.?,?"
    r"|(?P<number>\d\d?)/(?P<of>\d\d?)/) ?(?P<year>(?:19|20)\d\d|\d\d)(?!\d)",
    re.IGNORECASE,
)
# what the form itself says
_PRINTED = re.compile(r"\bUSE ONLY\b|\bHANDLING\b|\bDISTRIBUTION\b", re.IGNORECASE)
_BETWEEN = re.compile(r"[,;]\s*|\s+AND\s+", re.IGNORECASE)


class _Cell(NamedTuple):
    """Some words that blanks part from the next ones in a line of the form; ``label`` is empty for a value alone."""

    label: str
    value: str
    start: int
    end: int


def begins(lines: Iterable[Line]) -> bool:
    """True where the lines above SUBJECT are an airgram's: it calls itself one or has its number, and a sender."""
    called = sender = False
    for line in lines:
        if line.start > _LONGEST:
            break
        called = (
            called
            or _CALLED.fullmatch(line.text) is not None
            or any(_NUMBER.fullmatch(cell[0]) for cell in _CELLS.finditer(line.text))
        )
        sender = sender or _SENDER.match(line.text) is not None
        if called and sender:
            return True
    return False


def read(lines: Iterable[Line], findings: Findings) -> None:
    """Read the heading's lines: number, level, sender, addressees and day."""
    findings.fields["kind"] = "airgram"
    findings.rules["kind"] = "airgram"
    addressees: list[Addressee] = []
    number: tuple[str, int, int] | None = None
    label = ""
    for line in lines:
        for cell in _cells(line):
            label = cell.label or label
            if found := _NUMBER.search(cell.value) if number is None else None:
                at = cell.start + found.start()
                number = found["serial"], at, at + len(found[0])
            if found and not cell.value[: found.start()].strip():
                continue
            if (level := captions.level_of_banner(cell.value)) and not findings.has("classification"):
                findings.found("classification", Classification(level), cell.start, cell.end, "airgram")
            elif label == "FROM" and not findings.has("origin"):
                _sender(cell, findings)
            elif label == "DATE" and not findings.has("sent"):
                _sent(cell, findings)
            elif label in ("TO", "INFO") and not _PRINTED.search(cell.value):
                for name, start, end in _names(cell):
                    findings.place(f"addressees.{len(addressees)}", start, end)
                    addressees.append(Addressee("action" if label == "TO" else "info", name))
    if not findings.has("classification") and (level := _banner(findings.clean.read[:_LONGEST])):
        findings.fields["classification"] = Classification(level)
        findings.rules["classification"] = "airgram"
    if addressees:
        findings.fields["addressees"] = tuple(addressees)
        findings.rules["addressees"] = "airgram"
    sent, origin = findings.fields.get("sent"), findings.fields.get("origin")
    if number and sent and origin:
        findings.found("id", make_id(sent.year, origin.code, number[0]), number[1], number[2], "airgram")


def _banner(head: str) -> str | None:
    """The level of a banner, which is no part of the clean text, above what the form is about."""
    said = (line.strip() for line in head.splitlines())
    above = takewhile(lambda line: not line.upper().startswith("SUBJ"), said)
    return next(filter(None, map(captions.level_of_banner, above)), None)


def _cells(line: Line) -> Iterator[_Cell]:
    """What blanks part in a line, each with its label: ``FROM : Amembassy BERN          DATE: May 2, 1967``."""
    for cell in _CELLS.finditer(line.text):
        said = _LABEL.match(cell[0])
        at = said.end() if said else 0
        label = said["name"].upper().replace("INFORMATION", "INFO") if said else ""
        value = cell[0][at:].lstrip(": \t")
        end = line.start + cell.end()
        yield _Cell(label, value, end - len(value), end)


def _sender(cell: _Cell, findings: Findings) -> None:
    name = re.sub(r"(?i)^the\s+", "", cell.value)
    if post := vocabulary.post_named(name.upper()):
        findings.found("origin", post, cell.start, cell.end, "airgram")


def _sent(cell: _Cell, findings: Findings) -> None:
    if day := _DAY.search(cell.value):
        month = day["month"] or day["named"]
        year = int(day["year"])
        try:
            sent = dt.datetime(
                year if year > 99 else 1900 + year,
                MONTHS.index(month[:3].upper()) + 1 if month else int(day["number"]),
                int(day["day"] or day["first"] or day["of"]),
                tzinfo=dt.UTC,
            )
        except ValueError:
            return
        findings.found("sent", sent, cell.start + day.start(), cell.start + day.end(), "airgram")


def _names(cell: _Cell) -> Iterator[tuple[str, int, int]]:
    at = 0
    for part in _BETWEEN.split(cell.value):
        at = cell.value.index(part, at)
        if any(map(str.isalpha, part)):
            yield part.strip(" ."), cell.start + at, cell.start + at + len(part)
        at += len(part)
