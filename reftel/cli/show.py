"""``reftel show``: read one cable."""

from __future__ import annotations

import difflib
import re
import shlex
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from reftel.cli.options import ARCHIVE, EVERYBODY, ArchiveFolder, AsReader, Json
from reftel.cli.terminal import console, json_line, visible
from reftel.errors import QueryError

if TYPE_CHECKING:
    from reftel.analysis import Airgram, Edge
    from reftel.archive import Archive, Reader, View

_NUMBER = re.compile(r"(?P<year>\d{2})(?P<post>[A-Z]+)(?P<serial>\d{1,9})")

NEAR = 5
"""How many near matches are offered for a number that is not held."""


def show(
    reference: Annotated[str, typer.Argument(metavar="ID", help="The cable's number, in any spelling.")],
    archive: ArchiveFolder = ARCHIVE,
    json: Json = False,
    text: Annotated[bool, typer.Option("--text", help="The text exactly as it was read.")] = False,
    reader: AsReader = EVERYBODY,
) -> None:
    """Show one cable of the archive, to read.

    --text writes exactly what was read; on a terminal its control characters are shown instead of obeyed.

    \b
    Example:
        reftel show 09MEXICO2134 --archive my-archive
        reftel show '09 MEXICO 2134' --text > cable.txt
        reftel show 09MEXICO2134 --json | jq '.paragraphs[] | select(.mark == "C") | .text'
    """
    from reftel import archive as record

    if json and text:
        raise typer.BadParameter("--json and --text ask for two different things; give one of them")
    who = record.reader_named(reader)
    with record.open(archive) as held:
        view = held.view(reference, who)
        if view is None:
            raise QueryError(not_held(held, reference, who))
        edges = _edges(held, view, who) if view.cable.references and not (json or text) else ()
    if text and not view.cable.text and who != record.EVERYTHING:
        raise QueryError(
            f"the text of {view.id} as a whole is above this reader: what is open is shown without --text."
        )
    if json:
        print(json_line(view.cable))
    elif text:
        sys.stdout.write(visible(view.cable.text) if sys.stdout.isatty() else view.cable.text)
    else:
        from reftel.cli.rendering import render_reading

        render_reading(console(), view.cable, view.id, withheld=view.withheld, edges=edges)


def _edges(held: Archive, view: View, who: Reader) -> tuple[Edge, ...]:
    """What its references lead to in this archive."""
    from reftel.analysis import references_of

    return references_of(held, view.id, who)


def not_held(held: Archive, reference: str, reader: Reader) -> str:
    """What is said where a number is not held: who cites it, and which held ones are near it."""
    from reftel import analysis, telegram

    if airgrams := analysis.airgrams_meant(held, reference, reader):
        return " ".join(map(_airgram, airgrams[:NEAR]))
    number = telegram.canonical_id(reference)
    parts = _NUMBER.fullmatch(number)
    if parts is None:
        return f'"{reference}" is no reference number (as 09MEXICO2134). To look for words: reftel search WORDS'
    lines = [f"no cable {number} in this archive."]
    citing = held.cited_by(number, reader)
    if citing:
        lines.append(f"It is cited by {_listed([each.id for each in citing])}.")
    near = _near(held, parts)
    if near:
        lines.append(f"Near it: {', '.join(near)}.")
    lines.append("To look for it by its words: reftel search WORDS")
    return " ".join(lines)


def _airgram(found: Airgram) -> str:
    citing = _listed([each.id for each in found.citing])
    more = f"reftel missing {shlex.quote(found.number)}"
    return f"{found.number} is an airgram, which is not in this archive. It is cited by {citing}. More of it: {more}"


def _listed(ids: list[str]) -> str:
    return ", ".join(ids[:NEAR]) + (f" and {len(ids) - NEAR:,} more" if len(ids) > NEAR else "")


def _near(held: Archive, number: re.Match[str]) -> list[str]:
    """Held numbers that a slip could have turned into this one: of its post and year, else of its serial."""
    year, post, serial = number.groups()
    of_post, of_serial = [], []
    for each in held.ids():
        if each.startswith(year + post):
            of_post.append(each)
        elif each.endswith(serial) and not each[: -len(serial)][-1:].isdigit():
            of_serial.append(each)
    close = sorted(of_post, key=lambda each: abs(_serial(each) - int(serial)))[:NEAR]
    return close or difflib.get_close_matches(number[0], of_serial, n=NEAR, cutoff=0.5)


def _serial(number: str) -> int:
    parts = _NUMBER.match(number)
    return int(parts["serial"]) if parts else 0
