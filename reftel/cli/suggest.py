"""``reftel suggest``: ways to complete a query, as the search box offers them."""

from __future__ import annotations

from typing import Annotated

import typer

from reftel.cli.options import ARCHIVE, EVERYBODY, ArchiveFolder, AsReader, Json
from reftel.cli.terminal import console, json_line, one_line, styled


def suggest(
    typed: Annotated[str, typer.Argument(metavar="TYPED", help="What was typed so far; its last term is completed.")],
    archive: ArchiveFolder = ARCHIVE,
    reader: AsReader = EVERYBODY,
    json: Json = False,
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=1, max=1000, metavar="N", help="Suggestions at most.")
    ] = 10,
) -> None:
    """Complete a query: fields and their values, posts, TAGS, numbers, words of the texts; nothing is an error.

    \b
    Example:
        reftel suggest 'lighthouse origin:mex' --archive my-archive
        reftel suggest has: --json | jq -r .query
    """
    from reftel import archive as record
    from reftel.cli.search import offer
    from reftel.search import did_you_mean
    from reftel.search import suggest as ask

    who = record.reader_named(reader)
    with record.open(archive) as held:
        found = ask(held, typed, reader=who, limit=limit)
        meant = did_you_mean(held, typed, reader=who) if not found else ()
    if json:
        for each in found:
            print(json_line(each))
        return
    out = console()
    for each in found:
        count = "" if each.count is None else f", {each.count:,}"
        out.print(
            styled(one_line(each.query), "bold").append(f"  {one_line(each.label)}{count}", "dim"), soft_wrap=True
        )
    if not found:
        out.print(styled("nothing in the archive begins so"))
        offer(out, meant)
