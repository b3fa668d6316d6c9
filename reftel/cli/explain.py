"""``reftel explain``: what a reader may see of one cable, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from reftel.cli.options import ARCHIVE, EVERYBODY, ArchiveFolder, AsReader, Json
from reftel.cli.show import not_held
from reftel.cli.terminal import console, json_line, one_line, print_block, styled
from reftel.errors import QueryError

if TYPE_CHECKING:
    from rich.console import Console

    from reftel.archive import Explanation, Portion


def explain(
    reference: Annotated[str, typer.Argument(metavar="ID", help="The cable's number, in any spelling.")],
    archive: ArchiveFolder = ARCHIVE,
    reader: AsReader = EVERYBODY,
    json: Json = False,
) -> None:
    """Say for each paragraph of a cable whether a reader may see it, and why; the paragraphs' text is not shown.

    A portion mark governs its paragraph; a paragraph without one takes the level and the caveats of the message; a
    mark that no table knows counts as the highest. A reader holds no caveats unless --reader names them.

    \b
    Example:
        reftel explain --reader sbu 09MEXICO2134
        reftel explain --reader secret/noforn '09 MEXICO 2134' --json
    """
    from reftel import archive as record

    who = record.reader_named(reader)
    with record.open(archive) as held:
        told = record.explain(held, reference, who)
        if told is None:
            raise QueryError(not_held(held, reference, who))
    if json:
        print(json_line(told))
        return
    _render(console(), told)


def _render(out: Console, told: Explanation) -> None:
    from rich import box
    from rich.table import Table

    seen = sum(each.visible for each in told.portions if each.what == "paragraph")
    paragraphs = sum(each.what == "paragraph" for each in told.portions)
    out.print(styled(told.id, "bold").append(f", to a reader of {_reader(told)}", ""))
    out.print(styled(f"The message as a whole asks for {told.message}."))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("", "mark", "asks for", "because of", "visible"):
        table.add_column(name, overflow="fold")
    for each in told.portions:
        table.add_row(
            styled(_name(each)),
            styled(one_line(each.mark or "")),
            styled(each.needs),
            styled(one_line(each.source)),
            styled("yes", "green") if each.visible else styled(f"no: lacks {', '.join(each.lacks)}", "red"),
        )
    print_block(out, table)
    if told.whole:
        out.print(styled(f"All of it is visible: {paragraphs} paragraphs and the text as it was read."))
    else:
        out.print(styled(f"{seen} of {paragraphs} paragraphs are visible; the text as it was read is not."))


def _reader(told: Explanation) -> str:
    caveats = told.reader.caveats
    with_caveats = "all caveats" if caveats is None else ", ".join(sorted(caveats)) or "no caveats"
    return f"{told.reader.level} with {with_caveats}"


def _name(portion: Portion) -> str:
    if portion.what == "subject":
        return "subject"
    return f"¶{portion.number}" if portion.number is not None else f"¶ ({portion.anchor})"
