"""``reftel cite``: cables and paragraphs as they are cited."""

from __future__ import annotations

import datetime as dt
import sys
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from reftel.cli.options import ARCHIVE, EVERYBODY, ArchiveFolder, AsReader, BaseUrl
from reftel.cli.terminal import visible
from reftel.errors import QueryError

if TYPE_CHECKING:
    from reftel.archive import Archive, Reader
    from reftel.export import Cited

Style = Literal["note", "chicago", "chicago-bibliography", "mla", "bibtex", "ris", "csl-json"]


def cite(
    references: Annotated[
        list[str],
        typer.Argument(metavar="ID...", help="Numbers, with #par7 for a paragraph, #page115 for a page of a volume."),
    ],
    archive: ArchiveFolder = ARCHIVE,
    format: Annotated[
        Style,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="note (National Archives), chicago, chicago-bibliography, mla, bibtex, ris or csl-json.",
        ),
    ] = "note",
    base_url: BaseUrl = None,
    accessed: Annotated[
        dt.datetime | None,
        typer.Option(
            "--accessed",
            metavar="DATE",
            formats=["%Y-%m-%d"],
            help="When it was read; where citations tell an address: today.",
        ),
    ] = None,
    reader: AsReader = EVERYBODY,
) -> None:
    """Cite cables or paragraphs: as a note, or for a bibliography or a citation manager.

    note follows the National Archives' model for electronic telegrams, with document and film number where they are
    known. All hits of a search are cited by reftel search --format bibtex, ris or csl-json.

    \b
    Example:
        reftel cite 09MEXICO2134 --archive my-archive --base-url https://cables.example
        reftel cite '09 MEXICO 2134#par7' --format chicago
        reftel cite 09MEXICO2134 09MEXICO283 --format bibtex > cables.bib
    """
    from reftel import archive as record
    from reftel.export import day_of_access, joined

    who = record.reader_named(reader)
    day = accessed.date() if accessed else day_of_access(base_url)
    with record.open(archive) as held:
        told = [_cited(held, each, who, base_url, day) for each in references]
    text = joined(format, told).rstrip("\n") + "\n"
    sys.stdout.write(visible(text.replace("\r\n", "\n")) if sys.stdout.isatty() else text)


def named(reference: str) -> tuple[str, str | None]:
    """The number and the anchor of ``09MEXICO2134#par7``; a ``#`` before the number is that of a hash tag."""
    from reftel.export.citation import anchor_named

    number, mark, anchor = reference.strip().lstrip("#").partition("#")
    if not mark:
        number, mark, anchor = number.partition("¶")
    return number.strip(), anchor_named(anchor) if mark and anchor.strip() else None


def _cited(held: Archive, reference: str, who: Reader, base: str | None, day: dt.date | None) -> Cited:
    from reftel.cli.show import not_held
    from reftel.export import cited

    number, anchor = named(reference)
    view = held.view(number, who)
    if view is None:
        raise QueryError(not_held(held, number, who))
    return cited(view, anchor=anchor, base=base, accessed=day)
