"""``reftel find``: every cable that a text mentions."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reftel.cli.options import ARCHIVE, EVERYBODY, ArchiveFolder, AsReader, Json
from reftel.cli.terminal import console, json_line, one_line, path_text, print_indented, styled, visible
from reftel.errors import SourceError

if TYPE_CHECKING:
    from rich.console import Console

    from reftel.search import Found, Mention

STDIN = "-"
AROUND = 50
"""Characters of the text that are shown before and after a mention."""


def find(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A text, web page or PDF, or - for a text on stdin.")],
    archive: ArchiveFolder = ARCHIVE,
    reader: AsReader = EVERYBODY,
    json: Json = False,
) -> None:
    """Find every cable that a text mentions, where in the text, and whether the archive holds it.

    The text may be an article, a memorandum, a history with footnotes or a cable. Numbers are found in any spelling
    and in the addresses of links; "Telegram 5021 from La Paz, August 16, 1973" and the items of a REF line are
    numbers, too. A number without a year is listed with the held cables that it may mean.

    \b
    Example:
        reftel find article.html --archive my-archive
        pdftotext memo.pdf - | reftel find -
        reftel find footnotes.txt --json | jq -r 'select(.held == null) | .target'
    """
    from reftel import archive as record
    from reftel.search import find as ask

    text = text_of(file)
    with record.open(archive) as held:
        found = ask(held, text, reader=record.reader_named(reader))
    if json:
        for each in (*(place for cable in found.cables for place in cable.places), *found.unclear):
            print(json_line(each))
        return
    _render(console(), text, found)


def text_of(file: str) -> str:
    """What a person would read in a text, web page or PDF; ``-`` is stdin. Raises SourceError."""
    from reftel import sources

    if file == STDIN:
        data, name = sys.stdin.buffer.read(), "stdin"
    else:
        path = Path(file)
        if path.is_dir():
            raise SourceError(f"{path_text(path)}: a folder. Name one file of it.")
        try:
            data, name = path.read_bytes(), path_text(path)
        except OSError as error:
            raise SourceError(f"{path_text(path)}: {error.strerror}. Check the name.") from error
    return sources.plain(data, name)


def _render(out: Console, text: str, found: Found) -> None:
    from reftel.cli.search import hit_line

    for each in found.cables:
        if each.hit is not None:
            out.print(hit_line(each.hit), soft_wrap=True)
            if each.hit.subject:
                print_indented(out, styled(one_line(each.hit.subject)))
        else:
            out.print(styled(one_line(each.target), "bold").append("  not in this archive", "dim"), soft_wrap=True)
        for place in each.places:
            _render_place(out, text, place)
    for hit in found.articles:
        out.print(hit_line(hit).append("  appears in an article that the text names", "dim"), soft_wrap=True)
    if found.unclear:
        out.print(styled("Which cable is meant is not clear:", "bold"))
        for mention in found.unclear:
            _render_place(out, text, mention)
            if mention.perhaps:
                print_indented(out, styled("perhaps " + ", ".join(mention.perhaps), "dim"), 6)
    held = sum(each.hit is not None for each in found.cables)
    many = len(found.cables)
    counted = "1 cable is" if many == 1 else f"{many:,} cables are"
    out.print(styled(f"{counted} mentioned, of which the archive holds {held:,}" if many else "no cable is mentioned"))
    if found.cut:
        out.print(styled("The text is very long: its end was not looked through.", "italic"))


def _render_place(out: Console, text: str, mention: Mention) -> None:
    """``line 12: …as LA PAZ 5021 has it…``"""
    line = text.count("\n", 0, mention.start) + 1
    before, after = around(text, mention.start, mention.end)
    shown = styled(f"line {line}: ", "dim").append(visible(before))
    shown.append(one_line(mention.text), "bold").append(visible(after))
    print_indented(out, shown, 4)


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a place, in one line, cut between words."""
    before = re.sub(r"\s+", " ", text[max(0, start - AROUND) : start])
    after = re.sub(r"\s+", " ", text[end : end + AROUND])
    if start > AROUND:
        before = "…" + before[before.find(" ") + 1 :]
    if end + AROUND < len(text):
        after = after[: after.rfind(" ") + 1] + "…"
    return before, after
