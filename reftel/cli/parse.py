"""``reftel parse``: what is in this file?"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reftel.cli.options import Json
from reftel.cli.terminal import console, json_line
from reftel.errors import SourceError

if TYPE_CHECKING:
    from reftel.model import Cable

STDIN = "-"


def parse(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A file of any layout, or - for a text on stdin.")],
    json: Json = False,
) -> None:
    """Read the cables of one file and show every field.

    No archive is needed or touched. With --json each cable is one line, whose fields docs/fields.md describes.

    \b
    Example:
        reftel parse 09MEXICO2134.txt
        reftel parse saved-page.html --json | jq .subject
        pdftotext scan.pdf - | reftel parse -
    """
    cables = _from_stdin() if file == STDIN else _from_file(Path(file))
    if json:
        for cable in cables:
            print(json_line(cable))
        return
    from reftel.cli.rendering import render_fields

    out = console()
    for position, cable in enumerate(cables):
        if position:
            out.rule(style="dim")
        render_fields(out, cable)


def _from_stdin() -> Iterator[Cable]:
    from reftel import telegram

    read = sys.stdin.buffer.read()
    try:
        text = read.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = read.decode("latin-1")  # every byte has a meaning there: nothing is lost, and nothing fails
    if not text.strip():
        raise SourceError("stdin: nothing there to read. Pipe a telegram's text in: reftel parse - < cable.txt")
    if "\0" in text:
        raise SourceError("stdin: binary data, not a text. Save it as a file and name that: reftel parse FILE")
    yield telegram.parse(text.replace("\r\n", "\n").replace("\r", "\n"))


def _from_file(path: Path) -> Iterator[Cable]:
    if path.is_dir():
        raise SourceError(f"{path}: a folder. To read all that is in it: reftel ingest {path} --archive DIR")
    from reftel import reading

    for found in reading.readings(path):
        yield found.cable
