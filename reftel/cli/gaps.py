"""``reftel gaps``: which numbers of a post are missing."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from reftel.cli.options import ARCHIVE, EVERYBODY, ArchiveFolder, AsReader, Json, Origin, Year
from reftel.cli.terminal import console, json_line, one_line, print_block, print_indented, styled
from reftel.errors import QueryError

if TYPE_CHECKING:
    from rich.console import Console

    from reftel.analysis import Cell, Detail, Gap

CELLS = 72
"""Characters of a strip."""
RUNS = 40


def gaps(
    archive: ArchiveFolder = ARCHIVE,
    origin: Origin = None,
    year: Year = None,
    reader: AsReader = EVERYBODY,
    json: Json = False,
    csv: Annotated[bool, typer.Option("--csv", help="CSV for spreadsheets, in place of text for people.")] = False,
) -> None:
    """Show the gaps in the numbering: of each post and year the numbers held, the runs missing, the likely total.

    The likely total is what the post's pace until its last dated number comes to on 31 December, and never less than
    the highest number that is held or credibly cited. With --origin and --year the runs are listed, and a strip of the
    year is drawn: a full block where most numbers are held, a dot where one is cited and missing.

    \b
    Example:
        reftel gaps --archive my-archive --origin 'LA PAZ'
        reftel gaps --origin LAPAZ --year 1974
        reftel gaps --csv > gaps.csv
    """
    from reftel import analysis
    from reftel import archive as record
    from reftel.export import gaps_csv

    if json and csv:
        raise typer.BadParameter("--json and --csv ask for two different things; give one of them")
    who = record.reader_named(reader)
    with record.open(archive) as held:
        found = analysis.gaps(held, reader=who, origin=origin, year=year)
        unknown = analysis.unknown_post(held, origin) if origin else None
        one = origin is not None and year is not None
        details = [
            detail
            for each in (found if one and not csv else ())
            if (detail := analysis.detail(held, each.origin, each.year, reader=who, series=each.series, cells=CELLS))
        ]
    if not found and origin and unknown:
        raise QueryError(f"{unknown} What there is: reftel gaps")
    if not found and (origin or year):
        where = " ".join(str(each) for each in (origin, year) if each)
        raise QueryError(f"no number of {where} is held or cited. What there is: reftel gaps")
    if csv:
        for line in gaps_csv(found):
            sys.stdout.buffer.write(line)
    elif json:
        for each in details or found:
            print(json_line(each))
    elif details:
        for detail in details:
            _render(console(), detail)
    else:
        _table(console(), found)


def _table(out: Console, found: tuple[Gap, ...]) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, show_header=True, header_style="dim")
    for name in ("post", "year", "series"):
        table.add_column(name, no_wrap=True)
    for name in ("held", "from", "to", "cited", "runs", "missing", "likely total"):
        table.add_column(name, justify="right", no_wrap=True)
    for each in found:
        table.add_row(
            one_line(each.origin),
            str(each.year),
            each.series,
            f"{each.held:,}",
            _number(each.first),
            _number(each.last),
            f"{each.cited:,}",
            f"{each.runs:,}",
            f"{each.absent:,}",
            _number(each.likely),
        )
    print_block(out, table)
    out.print(styled("to see one with its runs: reftel gaps --origin POST --year YEAR", "dim"))


def _render(out: Console, detail: Detail) -> None:
    gap = detail.gap
    out.print(styled(f"{one_line(gap.name)}, {gap.year}", "bold").append(f"  {gap.series}"))
    span = f", from {gap.first:,} to {gap.last:,}" if gap.first is not None and gap.last is not None else ""
    print_indented(
        out, styled(f"{gap.held:,} held{span}; {gap.cited:,} more {'is' if gap.cited == 1 else 'are'} cited")
    )
    likely = f"about {gap.likely:,} in the year ({gap.rule})" if gap.likely else gap.rule
    print_indented(
        out,
        styled(
            f"{gap.absent:,} of {gap.highest:,} missing, in {gap.runs:,} run{'' if gap.runs == 1 else 's'}; {likely}"
        ),
    )
    if detail.strip:
        print_indented(out, styled("".join(_block(cell) for cell in detail.strip)))
        ends = f"{detail.strip[-1].last:,}"
        print_indented(out, styled(f"1{ends:>{max(len(detail.strip) - 1, len(ends) + 1)}}", "dim"))
    if gap.printed:
        chose = f"{gap.printed:,} of those held: only in printed volumes, whose editors chose: the rest may exist"
        print_indented(out, styled(chose, "dim"))
    for loss in gap.losses:
        print_indented(out, styled(f"{loss.says} ({loss.source})", "dim"))
    for run in detail.runs[:RUNS]:
        line = styled(f"{run.first:,}–{run.last:,}" if run.count > 1 else f"{run.first:,}")
        line.append(f"  {run.count:,}", "dim")
        if run.earliest and run.latest:
            days = f"{run.earliest}" if run.earliest == run.latest else f"{run.earliest} to {run.latest}"
            line.append(f"  about {days}", "dim")
        if run.cited:
            line.append(f"  cited: {', '.join(map(str, run.cited[:8]))}{' …' if len(run.cited) > 8 else ''}")
        print_indented(out, line, 4)
    if len(detail.runs) > RUNS:
        print_indented(out, styled(f"and {len(detail.runs) - RUNS:,} more runs: --json gives all", "dim"), 4)


def _block(cell: Cell) -> str:
    if not cell.held:
        return "·" if cell.cited else " "
    share = cell.held / (cell.last - cell.first + 1)
    return "░▒▓█"[min(int(share * 4), 3)]


def _number(value: int | None) -> str:
    return "–" if value is None else f"{value:,}"
