"""``reftel refs`` and ``reftel graph``: what refers to what."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from reftel.cli.options import ARCHIVE, EVERYBODY, ArchiveFolder, AsReader, Json
from reftel.cli.terminal import console, json_line, one_line, path_text, print_indented, styled
from reftel.errors import QueryError, ReftelError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from reftel.analysis import Edge, Net, Node, Part, Series, Thread
    from reftel.archive import Archive, Reader

DEEPEST = 6


def refs(
    reference: Annotated[str, typer.Argument(metavar="ID", help="The cable's number, in any spelling.")],
    archive: ArchiveFolder = ARCHIVE,
    depth: Annotated[int, typer.Option("--depth", min=1, max=DEEPEST, metavar="N", help="Steps both ways.")] = 1,
    thread: Annotated[
        bool, typer.Option("--thread", help="The thread as a line of time: what it answers, and all that answers it.")
    ] = False,
    reader: AsReader = EVERYBODY,
    json: Json = False,
) -> None:
    """Show what a cable refers to and what refers to it, held or not; a number is led to what is held today.

    A reference whose number can hardly be meant (it had not been given out on that day) leads nowhere and says why.
    With "AND PREVIOUS" the chain behind a reference is followed; of a cable that says it is one of a series, the others
    are looked for.

    \b
    Example:
        reftel refs 09MEXICO2134 --archive my-archive
        reftel refs 09MEXICO2134 --depth 2 --json | jq -r '.nodes[] | select(.held | not) | .id'
        reftel refs 74LAPAZ5346 --thread
    """
    from reftel import analysis
    from reftel import archive as record

    who = record.reader_named(reader)
    with record.open(archive) as held:
        if thread:
            line = analysis.thread(held, reference, who)
            if line is None:
                raise QueryError(_unknown(held, reference, who))
            _print_thread(line, analysis.series(held, line.id, who), json=json)
            return
        found = analysis.around(held, reference, who, depth=depth, dates=True)
        if found is None:
            raise QueryError(_unknown(held, reference, who))
        view = held.view(found.id, who)
        chain = analysis.chain(held, view, who) if view else ()
        series = analysis.series(held, found.id, who)
    if json:
        whole = {"id": found.id, "nodes": found.nodes, "edges": found.edges, "cut": found.cut}
        print(json_line(whole | {"previous": chain, "series": series}))
        return
    _render(console(), found, chain, series)


def graph(
    query: Annotated[
        str, typer.Argument(metavar="[QUERY]", help="Only what this search finds, with what it refers to.")
    ] = "",
    archive: ArchiveFolder = ARCHIVE,
    format: Annotated[
        Literal["graphml", "gexf", "json"], typer.Option("--format", "-f", help="GraphML, GEXF, or node-link JSON.")
    ] = "graphml",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to write; stdout without it.")
    ] = None,
    others: Annotated[
        bool,
        typer.Option("--others", help="What is cited without the number of a cable, too: e-mails, airgrams, books."),
    ] = False,
    reader: AsReader = EVERYBODY,
    json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """Write the graph of references, for Gephi, Cytoscape, networkx and their like.

    A node is a cable with its subject, date, post and level; what is cited and not held is a node whose held is
    false. An edge is one reference with its label, kind, text, rule and paragraph. One that can hardly mean the
    number that was read is no edge; JSON lists those under graph.in_doubt. Only references that name a cable by its
    number are edges, unless --others is given: then an e-mail, an airgram, a report, a book, a telephone call or a
    telegram that is not named is a node, too, whose kind says what it is.

    What is around one cable, some steps both ways: reftel refs ID --depth 2.

    \b
    Example:
        reftel graph --archive my-archive --output cables.graphml
        reftel graph 'origin:MEXICO date:2009' --format gexf > mexico.gexf
        reftel graph --others --json | jq -r '.nodes[] | select(.kind == "email") | .subject'
    """
    from reftel import archive as record
    from reftel.analysis import graphs

    chosen: graphs.Format = "json" if json else format
    who = record.reader_named(reader)
    with record.open(archive) as held:
        made = graphs.graph(held, query or None, reader=who, others=others)
    if output is None:
        graphs.write(made, sys.stdout.buffer, chosen)
        sys.stdout.buffer.flush()
        return
    draft = output.with_name(f".{output.name}.{os.getpid()}.part")
    try:
        with draft.open("wb") as out:
            graphs.write(made, out, chosen)
        draft.replace(output)
    except OSError as error:
        raise ReftelError(f"{path_text(output)}: {error.strerror}. Name a file that can be written.") from error
    finally:
        draft.unlink(missing_ok=True)
    many = graphs.held(made)
    counted = f"{many:,} cables held, {made.num_nodes() - many:,} only cited, and {made.num_edges():,} references"
    doubted = len(graphs.doubted(made))
    left_out = f"; references in doubt that lead nowhere: {doubted:,}" if doubted else ""
    print(f"reftel: {counted} written to {path_text(output)}{left_out}", file=sys.stderr)


def _unknown(held: Archive, reference: str, who: Reader) -> str:
    from reftel.cli.show import not_held

    return not_held(held, reference, who)


def _render(out: Console, found: Net, chain: tuple[str, ...], series: Series | None) -> None:
    nodes = {each.id: each for each in found.nodes}
    out.print(_node_line(nodes[found.id]), soft_wrap=True)
    if nodes[found.id].held:
        out.print(styled(f"refers to {_counted(found.out, {each.target for each in found.out if each.target})}"))
    else:
        out.print(styled("what it refers to is not known", "dim"))
    for edges in _together(found.out, "target"):
        _edges(out, edges, nodes.get(edges[0].target or ""), edges[0].target)
    if chain:
        out.print(styled(f"and previous: {', '.join(map(one_line, chain))}"))
    out.print(styled(f"is referred to by {_counted(found.into, {each.source for each in found.into})}"))
    for edges in _together(found.into, "source"):
        _edges(out, edges, nodes.get(edges[0].source), edges[0].source)
    further = [each for each in found.nodes if each.distance > 1]
    for distance in sorted({each.distance for each in further}):
        out.print(styled(f"{distance} steps away"))
        for each in further:
            if each.distance == distance:
                print_indented(out, _node_line(each))
    if found.cut:
        out.print(styled(f"there are more than the {len(found.nodes):,} cables shown"))
    if series:
        _series(out, series)


def _counted(edges: tuple[Edge, ...], cables: set[str]) -> str:
    """``2 cables (5 references)``: a cable may name another more than once, or name what is no cable."""
    if not edges:
        return "nothing"
    many = "1 cable" if len(cables) == 1 else f"{len(cables):,} cables" if cables else "no cable by its number"
    return f"{many} ({len(edges):,} reference{'' if len(edges) == 1 else 's'})"


def _together(edges: tuple[Edge, ...], end: Literal["source", "target"]) -> list[list[Edge]]:
    """The references of and to one cable together, where the first stands; one that leads nowhere stands alone."""
    groups: dict[object, list[Edge]] = {}
    for at, each in enumerate(edges):
        groups.setdefault(getattr(each, end) or at, []).append(each)
    return list(groups.values())


def _edges(out: Console, edges: list[Edge], node: Node | None, end: str | None) -> None:
    edge = edges[0]
    line = styled(f"{edge.label}. " if edge.label else "")
    if end is None:
        line.append(one_line(edge.text)).append(f"  {edge.doubt or edge.rule or edge.kind}", "dim")
    else:
        line.append_text(_node_line(node) if node else styled(one_line(end), "bold"))
    places = dict.fromkeys(each.anchor or "REF line" for each in edges)
    line.append(f"  {', '.join(places)}", "dim")
    print_indented(out, line)


def _node_line(node: Node) -> Text:
    line = styled(one_line(node.id), "bold")
    if node.sent:
        line.append(f"  {node.sent:%Y-%m-%d}")
    elif node.estimate:
        line.append(f"  {node.estimate.edtf}", "dim")
    if not node.held:
        return line.append("  not in this archive", "dim")
    return line.append(f"  {one_line(node.subject)}" if node.subject else "")


def _series(out: Console, series: Series) -> None:
    out.print(styled(f"it says it is “{one_line(series.statement.text)}”"))
    for each in series.parts:
        part = each.statement.part if each.statement else None
        line = styled(f"part {part}  " if part else "").append_text(_part_line(each))
        print_indented(out, line)
    if series.lacking:
        looked = ""
        if series.post and series.first and series.last:
            looked = f"; looked for among what {one_line(series.post)} sent from {series.first} to {series.last}"
        print_indented(out, styled(f"{series.lacking} of them not found in this archive{looked}", "dim"))


def _part_line(each: Part) -> Text:
    line = styled(one_line(each.id), "bold").append(f"  {each.sent:%Y-%m-%d}" if each.sent else "")
    line.append(f"  {one_line(each.subject or '')}")
    return line.append(f"  ({'; '.join(map(one_line, each.why))})", "dim")


def _print_thread(found: Thread, series: Series | None, *, json: bool) -> None:
    if json:
        for turn in found.turns:
            print(json_line(turn))
        return
    out = console()
    days = [
        f"{turn.sent:%Y-%m-%d}" if turn.sent else turn.estimate.edtf if turn.estimate else "undated"
        for turn in found.turns
    ]
    width = max(map(len, days))
    for turn, day in zip(found.turns, days, strict=True):
        line = styled(f"{day:<{width}}").append(" > " if turn.role == "asked" else "   ", "bold")
        line.append(one_line(turn.id), "bold").append(f"  {one_line(turn.subject)}" if turn.subject else "")
        line.append("" if turn.held else "  not in this archive", "dim")
        out.print(line, soft_wrap=True)
        if turn.answers:
            answered = dict.fromkeys(each.target or "" for each in turn.answers)
            print_indented(out, styled(f"refers to {', '.join(map(one_line, answered))}", "dim"), width + 3)
    if found.cut:
        out.print(styled(f"there are more than the {len(found.turns):,} shown"))
    if series:
        _series(out, series)
