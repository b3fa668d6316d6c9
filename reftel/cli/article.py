"""``reftel article``: publications in which cables appear."""

from __future__ import annotations

from typing import Annotated

import typer

from reftel.cli.options import ARCHIVE, EVERYBODY, ArchiveFolder, AsReader, Json
from reftel.cli.terminal import console, json_line, one_line, print_indented, styled
from reftel.errors import QueryError


def add(
    url: Annotated[str, typer.Argument(metavar="URL", help="The article's address.")],
    references: Annotated[
        list[str] | None, typer.Argument(metavar="[ID...]", help="Numbers of the cables that it cites.")
    ] = None,
    archive: ArchiveFolder = ARCHIVE,
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="The article's title.")] = "",
    text: Annotated[
        str | None,
        typer.Option("--text", metavar="FILE", help="Its text, web page or PDF (- for stdin): cites all it mentions."),
    ] = None,
    outlet: Annotated[
        str | None, typer.Option("--outlet", metavar="NAME", help="Who published it; else from the address.")
    ] = None,
    published: Annotated[
        str | None, typer.Option("--published", metavar="DATE", help="2010-12-03, or 2010-12, or 2010.")
    ] = None,
    reader: AsReader = EVERYBODY,
) -> None:
    """Add an article with the cables that it cites: those that are named, and those that its text mentions.

    Cables that are not held are kept by their numbers. An address that was added before gets the new title, and the
    cables besides those that it has. reftel search has:articles finds the cables.

    \b
    Example:
        reftel article add https://press.example/lanterns --title 'On lanterns' 09MEXICO2134 --archive my-archive
        reftel article add https://press.example/ports --title 'Ports' --text ports.html --published 2010-12-03
    """
    from reftel import archive as record
    from reftel import search
    from reftel.archive import articles
    from reftel.cli.find import text_of

    mentioned = text_of(text) if text else ""
    who = record.reader_named(reader)
    with record.open(archive) as held:
        wanted = []
        for each in references or []:
            found = search.find(held, each, reader=who).cables
            if len(found) != 1:
                raise QueryError(f'"{each}" is no reference number (as 09MEXICO2134); nothing was added.')
            wanted.append(found[0].target)
        wanted += [each.target for each in search.find(held, mentioned, reader=who).cables]
        keys = held.held(wanted)
        added = articles.add(
            held, url, title, [keys.get(each, each) for each in wanted], outlet=outlet, published=published
        )
        many = len(held.held(added.cables))
    cited = f"cites {_counted(len(added.cables), 'cable')}, of which {many:,} held"
    console().print(styled(f"{one_line(added.outlet)}: {one_line(added.title)} {cited}"))


def list_(
    archive: ArchiveFolder = ARCHIVE,
    outlet: Annotated[str | None, typer.Option("--outlet", metavar="NAME", help="The articles of this one.")] = None,
    json: Json = False,
) -> None:
    """List the outlets with their articles, or the articles of one with the cables that they cite.

    Those that came with saved pages and those that were added stand together.

    \b
    Example:
        reftel article list --archive my-archive
        reftel article list --outlet 'Der Spiegel' --json | jq -r .url
    """
    from reftel import archive as record
    from reftel.archive import articles

    out = console()
    with record.open(archive) as held:
        if outlet is None:
            for name in articles.outlets(held):
                if json:
                    print(json_line(name))
                else:
                    told = f"{_counted(name.articles, 'article')}, {_counted(name.cables, 'cable')}"
                    out.print(styled(one_line(name.name), "bold").append(f"  {told}"), soft_wrap=True)
            return
        found = articles.of_outlet(held, outlet)
    for each in found:
        if json:
            print(json_line(each))
            continue
        out.print(styled(one_line(each.title), "bold").append(f"  {each.published or ''}"), soft_wrap=True)
        print_indented(out, styled(one_line(each.url), "dim"))
        if each.cables:
            print_indented(out, styled(", ".join(each.cables)))
    if not found:
        raise QueryError(f'no article of "{outlet}" is known; reftel article list names the outlets.')


def remove(
    url: Annotated[str, typer.Argument(metavar="URL", help="The address of an article that was added.")],
    archive: ArchiveFolder = ARCHIVE,
) -> None:
    """Forget an article that was added; those that came with saved pages stay with them.

    \b
    Example:
        reftel article remove https://press.example/lanterns --archive my-archive
    """
    from reftel import archive as record
    from reftel.archive import articles

    with record.open(archive) as held:
        if not articles.remove(held, url):
            raise QueryError(f'no article "{url}" was added; nothing was removed.')


def _counted(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number:,} {what}s"
