"""``reftel parse``: what is in this file?"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reftel.cli import say
from reftel.cli.options import Json
from reftel.cli.terminal import console, json_line, one_line, path_text
from reftel.errors import SourceError

if TYPE_CHECKING:
    from reftel.model import Cable

STDIN = "-"
_REASONS = 20
"""How many reasons are named for which something in a file was not read."""


def parse(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A file of any layout, or - for a text on stdin.")],
    json: Json = False,
    show: Annotated[
        bool, typer.Option("--show", help="Paint the text itself by what each stretch of it was recognised as.")
    ] = False,
    html: Annotated[
        bool, typer.Option("--html", help="With --show: as a page that needs nothing else, written to stdout.")
    ] = False,
    ocr: Annotated[
        bool, typer.Option("--ocr", help="Read a PDF anew by OCR (tesseract) where its text layer is garbage.")
    ] = False,
) -> None:
    """Read the cables of one file and show every field.

    No archive is needed or touched. With --json each cable is one line, whose fields docs/fields.md describes.

    The file may hold others: a ZIP or tar archive, a web capture. What is no telegram in it, or can't be read, is named
    on stderr with its place and the reason.

    With --show the text is painted by block and field: what was recognised as what and by which rule, what was
    repaired, and what stayed unknown. Where there is no colour, marks say it: ⟦subject⟧…⟦/⟧.

    \b
    Example:
        reftel parse 09MEXICO2134.txt
        reftel parse saved-page.html --json | jq .subject
        pdftotext scan.pdf - | reftel parse -
        reftel parse --show 09MEXICO2134.txt
        reftel parse --show --html 09MEXICO2134.txt > painted.html
    """
    if json and (show or html):
        raise typer.BadParameter("--json and --show ask for two different things; give one of them")
    if html and not show:
        raise typer.BadParameter("--html is the page of --show; give both: reftel parse --show --html FILE")
    cables = _from_stdin() if file == STDIN else _from_file(Path(file), ocr=ocr)
    if html:
        from reftel.painting.markup import page

        name = "stdin" if file == STDIN else path_text(Path(file).name)
        for part in page(name, cables):
            sys.stdout.write(part)
        return
    if json:
        for cable in cables:
            print(json_line(cable))
        return
    if show:
        from reftel.cli.showing import render_painting as render
    else:
        from reftel.cli.rendering import render_fields as render

    out = console()
    for position, cable in enumerate(cables):
        if position:
            out.rule(style="dim")
        render(out, cable)


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


def _from_file(path: Path, *, ocr: bool) -> Iterator[Cable]:
    if path.is_dir():
        raise SourceError(f"{path}: a folder. To read all that is in it: reftel ingest {path} --archive DIR")
    from reftel import reading

    skipped: dict[str, tuple[str, int]] = {}  # by reason: the first place, and how many there are

    def skip(place: str, reason: str) -> None:
        first, count = skipped.get(reason, (place, 0))
        skipped[reason] = (first, count + 1)

    try:
        for found in reading.readings(path, ocr=ocr, onskip=skip):
            yield found.cable
    finally:
        for reason, (place, count) in islice(skipped.items(), _REASONS):
            more = f" and {count - 1:,} more" if count > 1 else ""
            say(f"not read: {place}{more}: {one_line(reason)}")
        if len(skipped) > _REASONS:
            say(f"not read: more for {len(skipped) - _REASONS:,} other reasons")
