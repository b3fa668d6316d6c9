"""``reftel similar``: more cables like this one."""

from __future__ import annotations

from typing import Annotated

import typer

from reftel.cli.options import ARCHIVE, EVERYBODY, ArchiveFolder, AsReader, Json
from reftel.cli.show import not_held
from reftel.cli.terminal import console, json_line, one_line, print_indented, styled
from reftel.errors import QueryError


def similar(
    reference: Annotated[str, typer.Argument(metavar="ID", help="The cable's number, in any spelling.")],
    archive: ArchiveFolder = ARCHIVE,
    reader: AsReader = EVERYBODY,
    json: Json = False,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=100, metavar="N", help="Cables at most.")] = 10,
) -> None:
    """List the cables that are most like one cable, and the rare words that they share with it.

    \b
    Example:
        reftel similar 09MEXICO2134 --archive my-archive
        reftel similar '09 MEXICO 2134' --json | jq -r .hit.id
    """
    from reftel import archive as record
    from reftel.cli.search import hit_line
    from reftel.search import similar as ask

    who = record.reader_named(reader)
    with record.open(archive) as held:
        if held.find(reference) is None:
            raise QueryError(not_held(held, reference, who))
        found = ask(held, reference, reader=who, limit=limit)
    if json:
        for each in found:
            print(json_line(each))
        return
    out = console()
    for each in found:
        out.print(hit_line(each.hit), soft_wrap=True)
        if each.hit.subject:
            print_indented(out, styled(one_line(each.hit.subject)))
        print_indented(out, styled(f"both: {', '.join(map(one_line, each.shared))}", "dim"), 4)
    if not found:
        out.print(styled("no cable in the archive is like it"))
