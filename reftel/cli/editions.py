"""``reftel editions``: the editions of one cable side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from reftel.cli.options import ARCHIVE, EVERYBODY, ArchiveFolder, AsReader, Json
from reftel.cli.terminal import console, json_line, one_line, path_text, visible
from reftel.errors import QueryError

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from reftel.archive import Compared, Edition, Editions


def editions(
    reference: Annotated[str, typer.Argument(metavar="ID", help="The cable's number, in any spelling.")],
    archive: ArchiveFolder = ARCHIVE,
    every: Annotated[bool, typer.Option("--all", help="Show the paragraphs that are the same, too.")] = False,
    json: Json = False,
    reader: AsReader = EVERYBODY,
) -> None:
    """Show the editions of one cable side by side, and what differs between them.

    Each edition is compared with the one that the archive shows, the older on the left. A paragraph is the same,
    redacted (text gave way to x-runs), restored, corrected, or partial: it stands in one of the two only, or breaks
    off. Cables with nearly the same text, as retransmissions, are named below.

    \b
    Example:
        reftel editions 09ANKARA226 --archive my-archive
        reftel editions 09ANKARA226 --json | jq '.compared[].differences[] | select(.kind == "redacted")'
    """
    from reftel import archive as record
    from reftel.cli.show import not_held

    who = record.reader_named(reader)
    with record.open(archive) as held:
        found = record.editions(held, reference, who)
        if found is None:
            raise QueryError(not_held(held, reference, who))
    if json:
        print(json_line(found))
        return
    out = console()
    for line in _heading(found):
        out.print(line, soft_wrap=True, markup=False, highlight=False)
    for each in found.compared:
        out.print()
        table = _side_by_side(each, every)
        if table.row_count:
            out.print(table)
        else:
            out.print(f"{table.title}. {_NOTHING_TO_SHOW if each.differences else ''}".rstrip(), markup=False)
        if each.withheld:
            out.print("Some paragraphs are withheld from this reader.", markup=False)
    for alike in found.alike:
        when = f" of {alike.sent:%Y-%m-%d}" if alike.sent else ""
        out.print(f"{alike.share:.0%} the same: {visible(alike.id)}{when}", markup=False, highlight=False)


_NOTHING_TO_SHOW = "Their paragraphs say the same, letter by letter; --all shows them."


def _heading(found: Editions) -> Iterator[str]:
    number = "1 edition" if len(found.editions) == 1 else f"{len(found.editions)} editions"
    yield f"{visible(found.id)}: {number}"
    yield from (f"  {_named(each)}" for each in found.editions)


def _named(edition: Edition) -> str:
    said = [edition.layout]
    if edition.released:
        said.append(f"released {edition.released:%Y-%m-%d}")
    if edition.partial:
        said.append("an extract or incomplete")
    if edition.doubts:
        said.append("1 doubtful place" if edition.doubts == 1 else f"{edition.doubts} doubtful places")
    if edition.shown:
        said.append("shown")
    return f"{edition.number}  {visible(path_text(edition.path) + edition.place)} ({', '.join(said)})"


def _side_by_side(compared: Compared, every: bool) -> Table:
    from rich import box
    from rich.table import Table

    counts = Counter(each.kind for each in compared.differences)
    summary = ", ".join(f"{many} {kind}" for kind, many in counts.most_common())
    table = Table(
        box=box.SIMPLE_HEAD,
        title=f"edition {compared.one.number} and edition {compared.other.number}: {summary or 'no paragraphs'}",
        title_justify="left",
        show_lines=True,
        expand=True,
    )
    table.add_column("¶", no_wrap=True)
    table.add_column("what", no_wrap=True)
    table.add_column(f"edition {compared.one.number}", ratio=1)
    table.add_column(f"edition {compared.other.number}", ratio=1)
    for each in compared.differences:
        if each.kind == "same" and not every:
            continue
        name = compared.other_anchors[each.other] if each.other is not None else compared.one_anchors[each.one or 0]
        table.add_row(name, each.kind, _painted(each.one_parts), _painted(each.other_parts))
    return table


def _painted(parts: tuple[tuple[str, bool], ...]) -> Text:
    """What differs stands in bold between brackets, so that it is told without colour, too."""
    from rich.text import Text

    text = Text()
    for stretch, differs in parts:
        if text:
            text.append(" ")
        shown = one_line(stretch)
        text.append(f"⟦{shown}⟧" if differs else shown, style="bold" if differs else "")
    return text
