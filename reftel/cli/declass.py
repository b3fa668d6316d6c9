"""``reftel declass``: when cables were to be declassified, and which are overdue."""

from __future__ import annotations

import datetime as dt
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from reftel.cli.options import ARCHIVE, EVERYBODY, ArchiveFolder, AsReader, Json, Origin, a_year, post_code
from reftel.cli.terminal import console, json_line, one_line, print_block, print_indented, styled
from reftel.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

    from reftel.analysis import Calendar, Entry, Marking, State

COLUMNS = (
    "id",
    "sent",
    "origin",
    "level",
    "executive_order",
    "says",
    "state",
    "own",
    "due",
    "rule",
    "source",
    "highest",
    "marking",
    "redacted",
    "partial",
    "subject",
)
"""Of the table that ``--csv`` writes."""
PATIENCE = 5.0
"""Seconds after which it is told how many cables are still to be looked at."""
WORDS: dict[State, str] = {
    "overdue": "overdue",
    "due": "due this year",
    "later": "due later",
    "event": "on an event",
    "exempt": "exempt, or never by itself",
    "declassified": "declassified",
    "unclassified": "never classified",
    "unknown": "not to be told",
}
MARKINGS: dict[Marking, str] = {
    "over": "over-marked: the message is higher than any of its paragraphs",
    "under": "under-marked: a paragraph is higher than the message",
    "caveat": "a paragraph has a caveat that the message lacks",
}


def declass(
    query: Annotated[
        str, typer.Argument(metavar="[QUERY]", help="Only the cables that this search finds; as for reftel search.")
    ] = "",
    archive: ArchiveFolder = ARCHIVE,
    year: Annotated[
        int | None, typer.Option("--year", metavar="YYYY", parser=a_year, help="Only what is due in this year.")
    ] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="Only what should be open by now.")] = False,
    state: Annotated[
        str | None, typer.Option("--state", metavar="STATE", help=f"Only these: {', '.join(WORDS)}.")
    ] = None,
    origin: Origin = None,
    marks: Annotated[
        bool, typer.Option("--marks", help="Only messages whose level differs from their portion marks.")
    ] = False,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="Take this day for today: 2026-01-31.")] = None,
    reader: AsReader = EVERYBODY,
    json: Json = False,
    csv: Annotated[bool, typer.Option("--csv", help="A table of comma-separated values.")] = False,
) -> None:
    """Tell when each cable was to be declassified, and which are overdue for release.

    The day (or event) comes from the cable's own E.O. line, by the rules of the order that governs it: dates, the ten
    years of E.O. 12958 and 13526, the schedules of E.O. 11652, the groups of E.O. 10501. Records of 25 years are opened
    by E.O. 13526 sec. 3.3, whatever their line says. Without a query, state or year it prints the
    calendar in numbers: of all cables, or of those of --origin.

    \b
    Example:
        reftel declass --archive my-archive
        reftel declass 'origin:MADRID class:secret' --overdue
        reftel declass --origin 'LA PAZ'
        reftel declass --year 2019 --csv > due-2019.csv
        reftel declass --marks --json | jq -r .id
    """
    from reftel import analysis
    from reftel import archive as record

    if json and csv:
        raise typer.BadParameter("--json and --csv ask for two different things; give one of them")
    states = _states(state, overdue)
    today = a_day(on) if on else _today()
    who = record.reader_named(reader)
    with record.open(archive) as held:
        while left := analysis.follow_declassification(held, PATIENCE):
            print(f"reftel: {left:,} cables are still to be looked at", file=sys.stderr)
        keys = analysis.of_query(held, query, who)
        if keys == () and not (json or csv):
            raise QueryError(
                f"the search finds no cable: {one_line(query)}. To try it: reftel search '{one_line(query)}'"
            )
        if origin and (unknown := analysis.unknown_post(held, origin)):
            raise QueryError(f"{unknown} Posts that sent anything: reftel traffic")
        posts = (post_code(origin),) if origin else ()
        asked = analysis.Asked(states, year, posts, ("over", "under", "caveat") if marks else (), keys)
        listing = bool(query.strip() or states or year is not None or marks)
        found = analysis.entries(held, asked, today, who)
        if json:
            for each in found:
                print(json_line(each))
        elif csv:
            _table(found)
        elif listing:
            _list(console(), found, marks, today)
        else:
            _calendar(console(), analysis.calendar(held, asked, today, who))


def a_day(text: str) -> dt.date:
    """A date as people type it. Raises QueryError."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise QueryError(f'"{text}" is no date: write it as year, month and day, 2026-01-31.') from error


def _states(state: str | None, overdue: bool) -> tuple[State, ...]:
    named = tuple(each for each in WORDS if each == state or (overdue and each == "overdue"))
    if state is not None and state not in named:
        raise QueryError(f'"{state}" is none of the states of a cable; they are: {", ".join(WORDS)}.')
    return named


def _table(found: Iterable[Entry]) -> None:
    from reftel.analysis import table

    for line in table(COLUMNS, ([getattr(each, name) for name in COLUMNS] for each in found)):
        sys.stdout.write(line)


def _list(out: Console, found: Iterable[Entry], marks: bool, on: dt.date) -> None:
    from reftel.cli.rendering import level_text

    count = 0
    for each in found:
        count += 1
        head = styled(one_line(each.id), "bold")
        head.append(f"  {each.sent:%Y-%m-%d}" if each.sent else "  undated")
        head.append("  " + one_line(each.origin_name or each.origin or "") + "  ").append_text(level_text(each.level))
        out.print(head.append(f"  {_standing(each, on)}"), soft_wrap=True)
        if each.subject:
            print_indented(out, styled(one_line(each.subject)))
        if marks and each.marking:
            print_indented(out, styled(f"{MARKINGS[each.marking]} (highest: {each.highest})"))
            continue
        print_indented(out, styled(f"{one_line(each.says)}: " if each.says else "").append(one_line(_why(each)), "dim"))
    many = f"{count:,} cable{'' if count == 1 else 's'}" if count else "no cable"
    out.print(styled(many if on == _today() or not count else f"{many}, {_as_of(on, count)}"))


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()


def _as_of(on: dt.date, many: int) -> str:
    """``as they stood on 2005-01-01``: what is known of them is known today."""
    who = "as it" if many == 1 else "as they"
    if on == _today():
        return f"{who} {'stands' if many == 1 else 'stand'} on {on}"
    return f"{who} {'stood' if on < _today() else 'will stand'} on {on}, by what is known today"


def _word(state: State, on: dt.date) -> str:
    return f"due in {on.year}, after that day" if state == "due" and on != _today() else WORDS[state]


def _standing(each: Entry, on: dt.date) -> str:
    """``overdue since 2019-08-03``."""
    if each.state == "overdue":
        return f"overdue since {each.due}"
    if each.state == "exempt" and each.due:
        return f"exempt until {each.due}"
    if each.state in {"due", "later"}:
        return f"due on {each.due}"
    if each.state == "event" and each.due:
        return f"on an event, or on {each.due}"
    return _word(each.state, on)


def _why(each: Entry) -> str:
    own = f"{each.why}{f': {each.own}' if each.own else ''} ({each.source})"
    return f"{own}. {each.also}" if each.also else own


def _calendar(out: Console, told: Calendar) -> None:
    from rich import box
    from rich.table import Table

    out.print(styled(f"{told.total:,} cable{'' if told.total == 1 else 's'}, {_as_of(told.on, told.total)}"))
    for state, many in told.states.items():
        if many:
            out.print(styled(f"{many:>9,}  {_word(state, told.on)}"))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    columns = [state for state in WORDS if any(year.states.get(state) for year in told.years)]
    for name in ("due in", *columns, "all"):
        table.add_column(name, justify="right")
    for year in told.years:
        cells = [f"{year.states.get(state, 0):,}" if year.states.get(state) else "" for state in columns]
        table.add_row(str(year.year), *cells, f"{year.total:,}")
    if told.years:
        print_block(out, table)
