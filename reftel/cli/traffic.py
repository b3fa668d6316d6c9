"""``reftel traffic``: how many cables each post sent, bursts, and silence."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from reftel.cli.options import ARCHIVE, EVERYBODY, ArchiveFolder, AsReader, Json, Origin, post_code
from reftel.cli.terminal import console, json_line, one_line, print_indented, styled
from reftel.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console
    from rich.text import Text

    from reftel.analysis import Burst, Quiet, Span, Traffic

COLUMNS = ("post", "name", "tag", "day", "count", "expected", "unusual")
"""Of the table that ``--csv`` writes, one row a day."""


def traffic(
    archive: ArchiveFolder = ARCHIVE,
    origin: Origin = None,
    tag: Annotated[str | None, typer.Option("--tag", metavar="TAG", help="Only cables with one of the TAGS.")] = None,
    first: Annotated[str | None, typer.Option("--from", metavar="DATE", help="From this day on: 2009-01-31.")] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="DATE", help="Until this day.")] = None,
    each_tag: Annotated[bool, typer.Option("--each-tag", help="Each of a post's TAGS by itself.")] = False,
    reader: AsReader = EVERYBODY,
    json: Json = False,
    csv: Annotated[bool, typer.Option("--csv", help="Every day as a row of comma-separated values.")] = False,
) -> None:
    """Tell how many cables each post sent, on which days far more than usual, and when it was silent.

    Usual is the mean of the middle half of the counts of the same weekday in the six weeks before and after. A burst is
    a day four strays above it (a stray: the square root of what is usual, times how far the post strays as a rule).
    Silence is a run of days without any cable in which five strays were usual: chance would leave it empty once in 150
    times. Days are those of the date-time group, in UTC, from the post's first cable to its last. What only printed
    volumes hold is left out: their editors chose it.

    \b
    Example:
        reftel traffic --archive my-archive
        reftel traffic --origin 'La Paz' --from 1979-10-01 --to 1979-12-31
        reftel traffic --origin MEXICO --tag SNAR --csv > traffic.csv
        reftel traffic --json | jq -c '.bursts[]'
    """
    from reftel import analysis
    from reftel import archive as record

    if json and csv:
        raise typer.BadParameter("--json and --csv ask for two different things; give one of them")
    span = _span(origin, tag, first, last)
    who = record.reader_named(reader)
    with record.open(archive) as held:
        found = analysis.traffic(held, span, who, each_tag=each_tag)
        if json:
            for each in found:
                print(json_line(each))
        elif csv:
            for line in analysis.table(COLUMNS, _rows(found)):
                sys.stdout.write(line)
        else:
            some = _render(console(), found)
            if chosen := analysis.left_out(held, span):
                console().print(styled(_left_out(chosen), "dim"), soft_wrap=True)
            if not some:
                unknown = analysis.unknown_post(held, origin) if origin else None
                if unknown:
                    raise QueryError(f"{unknown} What there is: reftel traffic")
                console().print(styled(f"{_nothing(span)} What there is: reftel traffic"))


def _left_out(many: int) -> str:
    one, it = (f"{many:,} cable is", "it") if many == 1 else (f"{many:,} cables are", "them")
    return f"{one} left out that only printed volumes hold: their editors chose {it}, which tells no traffic."


def _nothing(span: Span) -> str:
    """``no dated cable of LAPAZ with the tag SNAR since 1975-01-01 is held.``"""
    said = [f"of {span.post}" if span.post else "", f"with the tag {span.tag}" if span.tag else ""]
    said += [f"since {span.first}" if span.first else "", f"until {span.last}" if span.last else ""]
    return f"no dated cable {' '.join([each for each in said if each] + ['is held.'])}"


def _span(origin: str | None, tag: str | None, first: str | None, last: str | None) -> Span:
    from reftel import analysis
    from reftel.cli.declass import a_day

    post = post_code(origin) if origin else None
    begin, end = a_day(first) if first else None, a_day(last) if last else None
    if begin and end and begin > end:
        raise QueryError(f"--from {begin} is after --to {end}: exchange them.")
    return analysis.Span(post, tag.upper() if tag else None, begin, end)


def _rows(found: Iterable[Traffic]) -> Iterable[tuple[object, ...]]:
    for each in found:
        bursts = {burst.day for burst in each.bursts}
        for day in each.days:
            silent = any(quiet.first <= day.day <= quiet.last for quiet in each.silences)
            unusual = "burst" if day.day in bursts else "silence" if silent else None
            yield each.post, each.name, each.tag, day.day, day.count, day.expected, unusual


def _render(out: Console, found: Iterable[Traffic]) -> bool:
    """Whether there was any. Posts of which something stands out come first; of the others a line each is enough."""
    usual: list[Text] = []
    some = False
    for each in found:
        head = styled(one_line(each.name), "bold").append(f" ({one_line(each.post)})")
        if each.tag:
            head.append(f" {one_line(each.tag)}")
        many = "1 cable" if each.total == 1 else f"{each.total:,} cables"
        head.append(f"  {many}, {each.first} to {each.last}")
        if not each.bursts and not each.silences:
            usual.append(head)
            continue
        some = True
        out.print(head, soft_wrap=True)
        for burst in each.bursts:
            _render_burst(out, burst)
        for quiet in each.silences:
            print_indented(out, styled(_silence(quiet)))
    if usual:
        out.print(styled("no day stands out of:" if some else "no bursts, no silence:", "dim"))
    for head in usual:
        out.print(head, soft_wrap=True)
    return some or bool(usual)


def _render_burst(out: Console, burst: Burst) -> None:
    tags = ", ".join(f"{one_line(code)} {many}" for code, many in burst.tags)
    said = f"burst on {burst.day}: {burst.count} cables, {burst.expected:.1f} expected"
    print_indented(out, styled(f"{said}{f' ({tags})' if tags else ''}"))
    for each in burst.cables:
        print_indented(out, styled(one_line(each.id), "dim").append(f"  {one_line(each.subject or '')}"), 4)
    if burst.count > len(burst.cables):
        print_indented(out, styled(f"and {burst.count - len(burst.cables)} more", "dim"), 4)


def _silence(quiet: Quiet) -> str:
    days = f"on {quiet.first}" if quiet.first == quiet.last else f"from {quiet.first} to {quiet.last}"
    why = f" ({'; '.join(quiet.reasons)})" if quiet.reasons else ""
    return f"silence {days}: nothing held, {quiet.expected:.1f} expected{why}"
