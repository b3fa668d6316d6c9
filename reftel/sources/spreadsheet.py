"""Spreadsheets (``.xlsx``, ECMA-376): each sheet told as the table (CSV) that the program would save it as.

``expat`` reads the sheets in steps and builds no tree; a document that declares entities is refused.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import BinaryIO
from xml.parsers import expat

from reftel.sources.document import Unreadable

WORKBOOK = "xl/workbook.xml"
"""Stands in every one."""
_SHARED = "xl/sharedStrings.xml"
_SHEET = re.compile(r"xl/worksheets/([^/]{1,100})\.xml")
_STEP = 1 << 16
_CODE = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""A character that XML may not hold, as a carriage return: ``_x000D_``."""
_COLUMN = re.compile(r"[A-Z]{1,3}")
_MOST = 256
"""Columns of a sheet that are read; a sheet may have 16,384, and a hostile one names the last of them in each row."""

Open = Callable[[str], BinaryIO]
"""Opens a file of the archive by its name."""


def sheets(archive: zipfile.ZipFile, opened: Open, place: str) -> Iterator[tuple[str, str]]:
    """Name and CSV of each sheet in which something stands; raises ``Unreadable`` for a broken one."""
    names = archive.namelist()
    try:
        strings = _strings(opened(_SHARED)) if _SHARED in names else []
        for name in sorted(names, key=lambda name: (len(name), name)):  # sheet2 before sheet10
            if (sheet := _SHEET.fullmatch(name)) is not None:
                written = io.StringIO()
                csv.writer(written).writerows(_rows(opened(name), strings))
                if written.getvalue().strip(', \r\n"'):
                    yield f"{sheet[1]}.csv", written.getvalue()
    except (expat.ExpatError, ValueError, IndexError) as error:
        what = f"a spreadsheet (.xlsx) that is damaged ({error})"
        raise Unreadable(place, what, "Save it as CSV, with a column of the texts named body") from None


def _strings(file: BinaryIO) -> list[str]:
    """The texts that cells name by their number."""
    found: list[str] = []
    for name, text, _ in _elements(file, {"si"}):
        if name == "si":
            found.append(text)
    return found


def _rows(file: BinaryIO, strings: list[str]) -> Iterator[list[str]]:
    row: list[str] = []
    for name, text, told in _elements(file, {"c", "row"}):
        if name == "row":
            yield row
            row = []
            continue
        at = _column(told.get("r", ""), len(row))
        if at >= _MOST:
            continue
        row += [""] * (at - len(row))
        row.append(strings[int(text)] if told.get("t") == "s" and text else text)


def _column(reference: str, following: int) -> int:
    """``C7`` → 2; a cell that does not say where it stands follows the one before it."""
    letters = _COLUMN.match(reference)
    if letters is None:
        return following
    number = 0
    for letter in letters[0]:
        number = number * 26 + ord(letter) - 64
    return max(following, number - 1)


def _elements(file: BinaryIO, wanted: set[str]) -> Iterator[tuple[str, str, dict[str, str]]]:
    """The elements of these names as they end: name, the text of their values, attributes."""
    done: list[tuple[str, str, dict[str, str]]] = []
    told: dict[str, str] = {}
    text: list[str] = []
    state = {"value": False, "reading": 0}  # in <t> or <v>; in <rPh>, which says how a word is spoken

    def start(prefixed: str, attributes: dict[str, str]) -> None:
        name = prefixed.rpartition(":")[2]
        if name in wanted and name != "row":
            told.clear()
            told.update(attributes)
            text.clear()
        elif name in ("t", "v"):
            state["value"] = True
        elif name == "rPh":
            state["reading"] += 1

    def end(prefixed: str) -> None:
        name = prefixed.rpartition(":")[2]
        if name in ("t", "v"):
            state["value"] = False
        elif name == "rPh":
            state["reading"] -= 1
        elif name in wanted:
            said = _CODE.sub(lambda code: chr(int(code[1], 16)), "".join(text))
            done.append((name, said, dict(told)))
            text.clear()

    def characters(data: str) -> None:
        if state["value"] and not state["reading"]:
            text.append(data)

    def refuse(*_: object) -> None:
        raise ValueError("it declares entities")

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.EntityDeclHandler = characters, refuse
    while data := file.read(_STEP):
        parser.Parse(data, False)
        yield from done
        done.clear()
    parser.Parse(b"", True)
    yield from done
