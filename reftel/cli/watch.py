"""``reftel watch``: saved searches, and what is new to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from reftel.cli.options import ARCHIVE, EVERYBODY, ArchiveFolder, AsReader, Json
from reftel.cli.terminal import console, json_line, one_line, print_indented, styled
from reftel.errors import QueryError

if TYPE_CHECKING:
    from reftel.archive import Archive, Reader
    from reftel.archive.watches import Watch

Name = Annotated[str, typer.Argument(metavar="NAME", help="The saved search's name.")]


def add(
    name: Name,
    query: Annotated[
        str, typer.Argument(metavar="QUERY", help="As for reftel search; no query is an error but the empty one.")
    ],
    archive: ArchiveFolder = ARCHIVE,
    reader: AsReader = EVERYBODY,
    from_start: Annotated[
        bool, typer.Option("--from-start", help="Take what the archive already holds for new.")
    ] = False,
) -> None:
    """Save a search under a name; reftel watch run then tells what is new to it.

    It is kept with the reader who saved it: it finds what they may see, and is told to nobody who may see less.

    \b
    Example:
        reftel watch add lighthouses 'lighthouse OR lantern' --archive my-archive
        reftel watch add narcotics 'tag:SNAR origin:MEXICO' --from-start
    """
    from reftel import archive as record
    from reftel.search import save

    with record.open(archive) as held:
        watch, found = save(held, name, query, reader=record.reader_named(reader), from_start=from_start)
    now = "1 cable" if found == 1 else f"{found:,} cables"
    new = "; the next run tells of them" if from_start else ""
    console().print(styled(f"saved: {one_line(watch.name)} finds {now} now{new}"))


def list_(archive: ArchiveFolder = ARCHIVE, reader: AsReader = EVERYBODY, json: Json = False) -> None:
    """List the saved searches: their queries, and when they last told what is new.

    \b
    Example:
        reftel watch list --archive my-archive
    """
    from reftel import archive as record

    with record.open(archive) as held:
        kept = record.watches.kept(held, record.reader_named(reader))
    if json:
        for watch in kept:
            print(json_line(watch))
        return
    out = console()
    for watch in kept:
        head = styled(one_line(watch.name), "bold").append(f"  {_query(watch)}")
        out.print(head, soft_wrap=True)
        held_by = "" if watch.reader == record.EVERYTHING else f", for a reader of {watch.reader.level}"
        print_indented(out, styled(f"last run {watch.run:%Y-%m-%d %H:%M} UTC{held_by}", "dim"))
    if not kept:
        out.print(styled("no saved searches; to save one: reftel watch add NAME QUERY"))


def remove(name: Name, archive: ArchiveFolder = ARCHIVE, reader: AsReader = EVERYBODY) -> None:
    """Forget a saved search, and which cables it has told of.

    \b
    Example:
        reftel watch remove lighthouses --archive my-archive
    """
    from reftel import archive as record

    with record.open(archive) as held:
        (watch,) = _named(held, [name], record.reader_named(reader))
        record.watches.remove(held, watch)


def run(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME...]", help="Which saved searches; all, if none is named.")
    ] = None,
    archive: ArchiveFolder = ARCHIVE,
    reader: AsReader = EVERYBODY,
    json: Json = False,
) -> None:
    """Tell what is new to the saved searches since they were last run; each cable once.

    New is what matches now and did not before: cables that came in, and those of which a better edition came in. With
    --json each cable is one line. Nothing new is no output and exit status 0, so that cron sends no mail.

    \b
    Example:
        reftel watch run --archive my-archive
        reftel watch run lighthouses --json | jq -r .hit.id
    """
    from reftel import archive as record
    from reftel.search import news, told

    who = record.reader_named(reader)
    with record.open(archive) as held:
        for watch in _named(held, names, who) if names else record.watches.kept(held, who):
            what = news(held, watch)
            _tell(held, watch, what.keys, as_json=json)
            told(held, what)


def _tell(held: Archive, watch: Watch, keys: tuple[str, ...], *, as_json: bool) -> None:
    from reftel.cli.search import hit_line
    from reftel.search import hit_of

    out = console()
    if keys and not as_json:
        counted = "1 new cable" if len(keys) == 1 else f"{len(keys):,} new cables"
        out.print(styled(one_line(watch.name), "bold").append(f": {counted} ({_query(watch)})"), soft_wrap=True)
    for key in keys:
        view = held.view(key, watch.reader)
        if view is None:
            continue
        hit = hit_of(view)
        if as_json:
            print(json_line({"watch": watch.name, "hit": hit}))
            continue
        print_indented(out, hit_line(hit))
        if hit.subject:
            print_indented(out, styled(one_line(hit.subject)), 4)


def _query(watch: Watch) -> str:
    return one_line(watch.query) or "everything"


def _named(held: Archive, names: list[str], reader: Reader) -> list[Watch]:
    from reftel.archive import watches

    kept = {watch.name: watch for watch in watches.kept(held, reader)}
    for name in names:
        if name not in kept:
            there = ", ".join(kept) or "none"
            raise QueryError(f'there is no saved search "{name}" (there are: {there}).')
    return [kept[name] for name in names]
