"""Options that several commands share, so that they mean and say the same everywhere."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

ARCHIVE = Path("archive")
"""Where an archive is looked for when neither ``--archive`` nor ``REFTEL_ARCHIVE`` says."""


def a_path(told: str) -> Path:
    """A path that was named. An empty one is a variable of the shell that holds nothing: it means no folder at all,
    and would be taken for the current one.
    """
    if not str(told):
        raise typer.BadParameter('"" names no file or folder; for the current folder write a dot (.)')
    return Path(told)


ArchiveFolder = Annotated[
    Path,
    # Whether it may be read is the archive's to say, with what to do about it.
    typer.Option(
        "--archive", "-a", envvar="REFTEL_ARCHIVE", metavar="DIR", parser=a_path, help="The archive: a folder."
    ),
]
"""``--archive DIR``, else the environment's ``REFTEL_ARCHIVE``, else ``archive`` in the current folder."""

Json = Annotated[bool, typer.Option("--json", help="JSON lines for programs, in place of text for people.")]
"""``--json``."""

Origin = Annotated[
    str | None,
    typer.Option("--origin", "--post", metavar="POST", help="Only this post, in any spelling: LAPAZ, 'la paz'."),
]
"""``--origin POST``."""


def post_code(told: str) -> str:
    """The code of a post in any spelling; of one that no table knows, what was typed."""
    from reftel import vocabulary

    return vocabulary.canonical_post(told) or "".join(told.upper().split())


def a_year(told: str) -> int:
    """A year of four digits."""
    text = str(told).strip()
    if not (text.isascii() and text.isdigit() and FIRST_YEAR <= int(text[:9]) <= LAST_YEAR):
        raise typer.BadParameter(f'"{text}" is no year of a cable: write its four digits, as in 2009.')
    return int(text)


FIRST_YEAR, LAST_YEAR = 1800, 2199
Year = Annotated[int | None, typer.Option("--year", metavar="YYYY", parser=a_year, help="Only this year.")]
"""``--year YYYY``."""

AsReader = Annotated[
    str,
    typer.Option(
        "--reader",
        envvar="REFTEL_READER",
        metavar="LEVEL",
        help="Read as somebody who may see no more than this: sbu, secret/noforn, …; all sees everything.",
    ),
]
"""``--reader LEVEL[/CAVEAT…]``, else the environment's ``REFTEL_READER``, else the local reader who sees all."""
EVERYBODY = "all"

BaseUrl = Annotated[
    str | None,
    typer.Option(
        "--base-url",
        envvar="REFTEL_BASE_URL",
        metavar="URL",
        help="The address of the archive's reading room, for the addresses in citations.",
        callback=lambda told: _http(told),
    ),
]
"""``--base-url https://cables.example``, else the environment's ``REFTEL_BASE_URL``."""


def _http(told: str | None) -> str | None:
    if told and not re.fullmatch(r"https?://[^\s/?#\\{}]+(/[^\s?#\\{}]*)?", told):
        raise typer.BadParameter(f'"{told}" is no address; give one as https://cables.example')
    return told or None
