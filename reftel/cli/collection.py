"""``reftel collection``: cables and paragraphs put together, with notes, to share and to hand on."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from reftel.cli.citing import named
from reftel.cli.options import ARCHIVE, EVERYBODY, ArchiveFolder, AsReader, BaseUrl, Json
from reftel.cli.terminal import console, json_line, one_line, path_text, print_indented, styled
from reftel.errors import QueryError

if TYPE_CHECKING:
    from reftel.archive import Archive, Reader
    from reftel.archive.collections import Collection, Item

Name = Annotated[str, typer.Argument(metavar="NAME", help="The collection's name, or its title.")]
What = Annotated[
    str, typer.Argument(metavar="ITEM", help="A number in it, with #par7 for a paragraph; or 3, its place.")
]
STDIN = "-"
Kind = Literal["html", "pdf", "bibtex", "ris", "csl-json"]


def list_(archive: ArchiveFolder = ARCHIVE, reader: AsReader = EVERYBODY, json: Json = False) -> None:
    """List the collections, the one changed last first.

    \b
    Example:
        reftel collection list --archive my-archive
    """
    from reftel import archive as record
    from reftel.archive import collections

    with record.open(archive) as held:
        kept = collections.kept(held, record.reader_named(reader))
        sizes = collections.sizes(held)
    out = console()
    for each in kept:
        size = sizes.get(each.number, 0)
        if json:
            print(json_line({"name": each.name, "title": each.title, "items": size, "shared": bool(each.share)}))
            continue
        counted = "1 item" if size == 1 else f"{size:,} items"
        line = styled(each.name, "bold").append(f"  {one_line(each.title)}  {counted}")
        out.print(line.append("  shared" if each.share else ""), soft_wrap=True)
    if not kept and not json:
        out.print(styled("no collections; to make one: reftel collection add NAME ID"))


def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The collection; made where there is none of the name.")],
    references: Annotated[
        list[str], typer.Argument(metavar="ID...", help="Numbers, with #par7 for a paragraph; - reads them from stdin.")
    ],
    archive: ArchiveFolder = ARCHIVE,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="A note on each of them.")] = None,
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="The collection's title.")] = None,
    description: Annotated[
        str | None, typer.Option("--description", metavar="TEXT", help="What the collection is about.")
    ] = None,
    reader: AsReader = EVERYBODY,
) -> None:
    """Put cables or paragraphs at the end of a collection; what is in it already stays in its place.

    A collection holds numbers and notes, no texts: what it shows is read through the gate each time. It is kept with
    the reader who made it, and told to nobody who may see less.

    \b
    Example:
        reftel collection add harbour-papers 09MEXICO2134 '09MEXICO283#par3' --note 'On ports'
        reftel search 'subject:lighthouse' --format ids | reftel collection add lighthouses -
    """
    from reftel import archive as record
    from reftel.archive import collections

    who = record.reader_named(reader)
    wanted = [line for each in references for line in (sys.stdin.read().splitlines() if each == STDIN else [each])]
    with record.open(archive) as held:
        found = [_found(held, each, who) for each in wanted if each.strip()]
        collection = collections.named(held, name, who)
        if collection is None:
            chosen = name if collections.slug(name) == name else None
            collection = collections.make(held, title or name, name=chosen, description=description or "", reader=who)
        elif title is not None or description is not None:
            collections.describe(held, collection, title=title, text=description)
        for key, anchor in found:
            collections.put(held, collection, key, anchor, note)
        many = len(collections.items(held, collection))
    console().print(styled(f"{collection.name} holds {'1 item' if many == 1 else f'{many:,} items'} now"))


def show(name: Name, archive: ArchiveFolder = ARCHIVE, reader: AsReader = EVERYBODY, json: Json = False) -> None:
    """Show what is in a collection, in its order, with the notes.

    \b
    Example:
        reftel collection show harbour-papers --archive my-archive
        reftel collection show harbour-papers --json | jq -r '.entries[].citation'
    """
    from reftel.export import dossier

    with _opened(archive, name, reader) as (held, collection, who):
        read = dossier(held, collection, reader=who)
    if json:
        print(json_line(read))
        return
    out = console()
    out.print(styled(one_line(read.title), "bold"), soft_wrap=True)
    if read.description:
        print_indented(out, styled(read.description))
    for each in read.entries:
        head = styled(f"{each.position}. ").append(each.cable, "bold").append(f"  {each.where}" if each.where else "")
        if each.anchor and not each.where:
            head.append(f"  {each.anchor}")
        head.append(f"  {one_line(each.title)}" if each.title else "  removed")
        out.print(head, soft_wrap=True)
        if each.note:
            print_indented(out, styled(each.note), 4)
        if each.anchor and each.passages:
            print_indented(out, styled(one_line(each.passages[0].text), "dim"), 4)


def note(
    name: Name,
    item: What,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The note; an empty one takes it away.")],
    archive: ArchiveFolder = ARCHIVE,
    reader: AsReader = EVERYBODY,
) -> None:
    """Write a note to an item, in place of the one that it has.

    \b
    Example:
        reftel collection note harbour-papers '09MEXICO283#par3' 'Compare ¶ 7'
    """
    from reftel.archive import collections

    with _opened(archive, name, reader) as (held, collection, _):
        collections.annotate(held, collection, _item(held, collection, item).number, text)


def remove(
    name: Name,
    items: Annotated[list[str] | None, typer.Argument(metavar="[ITEM...]", help="What to take out of it.")] = None,
    archive: ArchiveFolder = ARCHIVE,
    whole: Annotated[bool, typer.Option("--whole", help="Forget the collection itself, with its notes.")] = False,
    reader: AsReader = EVERYBODY,
) -> None:
    """Take items out of a collection, or forget all of it; the cables stay in the archive.

    \b
    Example:
        reftel collection remove harbour-papers '09MEXICO283#par3'
        reftel collection remove harbour-papers --whole
    """
    from reftel.archive import collections

    if bool(items) == whole:
        raise typer.BadParameter("name what to take out, or give --whole to forget the collection itself")
    with _opened(archive, name, reader) as (held, collection, _):
        if whole:
            collections.delete(held, collection)
        for each in [_item(held, collection, each) for each in items or []]:
            collections.take_out(held, collection, each.number)


def move(
    name: Name,
    item: What,
    position: Annotated[int, typer.Argument(metavar="PLACE", min=1, help="Its new place; 1 is the first.")],
    archive: ArchiveFolder = ARCHIVE,
    reader: AsReader = EVERYBODY,
) -> None:
    """Move an item to another place; the others make room.

    \b
    Example:
        reftel collection move harbour-papers '09MEXICO283#par3' 1
    """
    from reftel.archive import collections

    with _opened(archive, name, reader) as (held, collection, _):
        collections.move(held, collection, _item(held, collection, item).number, position)


def share(
    name: Name,
    archive: ArchiveFolder = ARCHIVE,
    stop: Annotated[bool, typer.Option("--stop", help="No longer: the address leads nowhere from now on.")] = False,
    base_url: BaseUrl = None,
    reader: AsReader = EVERYBODY,
) -> None:
    """Share a collection for reading, under an address that only those find who are given it.

    Its page shows the title, the description and the order, and of cables and paragraphs what the reader of that
    reading room may see; a note only where all that it stands at is open.

    \b
    Example:
        reftel collection share harbour-papers --base-url https://cables.example
        reftel collection share harbour-papers --stop
    """
    from reftel.archive import collections

    with _opened(archive, name, reader) as (held, collection, _):
        if stop:
            collections.unshare(held, collection)
            return
        print(f"{(base_url or '').rstrip('/')}/shared/{collections.share(held, collection)}")


def export(
    name: Name,
    archive: ArchiveFolder = ARCHIVE,
    format: Annotated[
        Kind, typer.Option("--format", metavar="FORMAT", help="html, pdf, bibtex, ris or csl-json.")
    ] = "html",
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="The file to write.")] = None,
    base_url: BaseUrl = None,
    reader: AsReader = EVERYBODY,
) -> None:
    """Write a collection as a dossier: one web page or a PDF with texts, notes and citations; or its citations alone.

    \b
    Example:
        reftel collection export harbour-papers --format pdf --output harbour.pdf
        reftel collection export harbour-papers --format bibtex > harbour.bib
    """
    from reftel import export as files
    from reftel.cli.exporting import whole_file

    if output is None and format == "pdf" and sys.stdout.isatty():
        raise QueryError("a PDF is no text for a terminal: name a file with --output FILE.")
    with _opened(archive, name, reader) as (held, collection, who):
        if format == "html" or format == "pdf":
            read = files.dossier(held, collection, reader=who, base=base_url)
            data = files.as_html(read) if format == "html" else files.as_pdf(read)
        else:
            told = files.all_cited(held, collection, reader=who, base=base_url)
            data = files.joined(format, told).encode("utf-8", "replace")
    if output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    whole_file(output, lambda out: out.write(data))
    print(f"reftel: {collection.name} written to {path_text(output)}", file=sys.stderr)


@contextmanager
def _opened(archive: Path, name: str, reader: str) -> Iterator[tuple[Archive, Collection, Reader]]:
    """The archive, the collection of that name in it, and who reads."""
    from reftel import archive as record

    who = record.reader_named(reader)
    with record.open(archive) as held:
        yield held, _named(held, name, who), who


def _named(held: Archive, name: str, who: Reader) -> Collection:
    from reftel.archive import collections

    found = collections.named(held, name, who)
    if found is None:
        there = ", ".join(each.name for each in collections.kept(held, who)) or "none"
        raise QueryError(f'there is no collection "{name}" (there are: {there}).')
    return found


def _found(held: Archive, reference: str, who: Reader) -> tuple[str, str | None]:
    from reftel.cli.show import not_held

    number, anchor = named(reference)
    view = held.view(number, who)
    if view is None:
        raise QueryError(not_held(held, number, who))
    if anchor is not None and anchor not in view.anchors:
        raise QueryError(f"{view.id} has no paragraph {anchor} that is open to you; nothing was put anywhere.")
    return view.id, anchor


def _item(held: Archive, collection: Collection, text: str) -> Item:
    """The item at a place, or of a number; of a cable that is no longer held, by the number as the list has it."""
    from reftel.archive import collections

    every = collections.items(held, collection)
    number, anchor = named(text)
    key = held.find(number) or number
    for each in every:
        if text.strip() == str(each.position) or (each.cable, each.anchor) == (key, anchor):
            return each
    raise QueryError(f'"{text}" is not in {collection.name}; reftel collection show {collection.name} lists what is.')
