"""``reftel missing``: what is cited and not held."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from reftel.cli.options import ARCHIVE, EVERYBODY, ArchiveFolder, AsReader, Json, Origin, Year
from reftel.cli.terminal import console, json_line, one_line, print_indented, styled
from reftel.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rich.console import Console

    from reftel.analysis import Airgram, CitedBy, Missing
    from reftel.archive import Archive, Reader

SHOWN = 50
Given = TypeVar("Given", "Missing", "Airgram")


def missing(
    number: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="Only this number, with every sentence that cites it.")
    ] = None,
    archive: ArchiveFolder = ARCHIVE,
    origin: Origin = None,
    year: Year = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=0, metavar="N", help="Numbers at most; 0: all.")] = SHOWN,
    doubtful: Annotated[
        bool, typer.Option("--doubtful", help="What is hardly a number instead, and why it is left out.")
    ] = False,
    airgrams: Annotated[
        bool, typer.Option("--airgrams", help="Airgrams instead, which have numbers of their own.")
    ] = False,
    reader: AsReader = EVERYBODY,
    json: Json = False,
    csv: Annotated[bool, typer.Option("--csv", help="CSV for spreadsheets, in place of text for people.")] = False,
) -> None:
    """List the cables that are cited and not in the archive: who cites them, how often, and when they were sent.

    The date is an estimate from the numbers of the same post around it and from the cables that cite it, as exactly as
    it is known, in EDTF: 1974-08-14~ is about that day, 1974-08-10/1974-08-16 within these days. The most cited come
    first; --json and --csv give all of them, by year, post and number, with the sentences.

    Airgrams (LA PAZ A-23) are numbered apart from telegrams, and listed apart: below the telegrams, or with --airgrams
    alone, which --json and --csv need for them. Their dates are those that the citing cables name, or /1974-05-14:
    before that day.

    \b
    Example:
        reftel missing --archive my-archive --origin 'LA PAZ' --year 1974
        reftel missing 74LAPAZ5021
        reftel missing --csv > missing.csv
        reftel missing 'LA PAZ A-23'
        reftel missing --airgrams --json
        reftel missing --json | jq -r 'select(.citing | length > 2) | .number'
    """
    from reftel import analysis
    from reftel import archive as record

    if json and csv:
        raise typer.BadParameter("--json and --csv ask for two different things; give one of them")
    who = record.reader_named(reader)
    with record.open(archive) as held:
        if number is not None and _airgram_asked(number):
            _one_airgram(held, number, who, json=json, csv=csv)
        elif airgrams:
            _all_airgrams(held, who, origin, year, limit, json=json, csv=csv)
        elif number is not None:
            _one(held, number, who, json=json, csv=csv)
        elif json or csv:
            _all(held, who, origin, year, doubtful=doubtful, json=json)
        else:
            _list(console(), held, who, origin, year, limit, doubtful=doubtful)
            if not doubtful:
                _list_airgrams(console(), analysis.airgrams(held, reader=who, origin=origin, year=year), limit)


def _one(held: Archive, number: str, who: Reader, *, json: bool, csv: bool) -> None:
    from reftel import analysis, telegram
    from reftel.export import missing_csv

    found = analysis.missing_one(held, number, who)
    if found is None and analysis.number_of(telegram.canonical_id(number)) is None:
        raise QueryError(
            f'"{one_line(number)}" is no reference number: write year, post and serial, as in 74LAPAZ5021, or an '
            "airgram's, as in 'LA PAZ A-23'. What is cited and missing: reftel missing"
        )
    if found is None:
        key = held.find(number)
        if key:
            raise QueryError(f"{key} is in the archive; to read it: reftel show {key}")
        raise QueryError(
            f"no cable of the archive cites {telegram.canonical_id(number)}. What is cited and missing: reftel missing"
        )
    if json or csv:
        _give([found], missing_csv, json=json)
    else:
        _render(console(), found)


def _all(held: Archive, who: Reader, origin: str | None, year: int | None, *, doubtful: bool, json: bool) -> None:
    from reftel import analysis
    from reftel.export import missing_csv

    found = analysis.missing(held, reader=who, origin=origin, year=year, sentences=True, doubtful=doubtful)
    _give(found, missing_csv, json=json)


def _give(found: Iterable[Given], table: Callable[[Iterable[Given]], Iterable[bytes]], *, json: bool) -> None:
    """As JSON lines, or as the lines of a table."""
    if json:
        for each in found:
            print(json_line(each))
        return
    for line in table(found):
        sys.stdout.buffer.write(line)


def _list(
    out: Console, held: Archive, who: Reader, origin: str | None, year: int | None, limit: int, *, doubtful: bool
) -> None:
    from reftel import analysis

    found = sorted(
        analysis.missing(held, reader=who, origin=origin, year=year, doubtful=doubtful),
        key=lambda each: (-len(each.citing), -each.times, each.year, each.origin, each.serial),
    )
    if not found and origin and (unknown := analysis.unknown_post(held, origin)):
        raise QueryError(f"{unknown} What is missing of all posts: reftel missing")
    shown = found[:limit] if limit else found
    for each in shown:
        line = styled(one_line(each.number), "bold")
        line.append(f"  {_when(each)}", "" if each.estimate else "dim")
        line.append(f"  cited by {_listed(each.citing)}", "dim")
        out.print(line, soft_wrap=True)
        if each.doubt:
            print_indented(out, styled(one_line(each.doubt), "dim"))
    what = "doubtful numbers" if doubtful else "cited and not in the archive"
    more = f"; the {len(shown)} most cited are shown, --limit 0 shows all" if len(shown) < len(found) else ""
    out.print(styled(f"{len(found):,} {what}{more}"))


def _when(each: Missing) -> str:
    return each.estimate.edtf if each.estimate else "no date"


def _listed(citing: tuple[CitedBy, ...]) -> str:
    ids = [one_line(each.id) for each in citing]
    return ", ".join(ids[:3]) + (f" and {len(ids) - 3:,} more" if len(ids) > 3 else "")


def _airgram_asked(number: str) -> bool:
    from reftel.telegram.airgrams import meant

    return meant(number) is not None


def _one_airgram(held: Archive, number: str, who: Reader, *, json: bool, csv: bool) -> None:
    from reftel import analysis
    from reftel.export import airgrams_csv

    found = analysis.airgrams_meant(held, number, who)
    if not found:
        raise QueryError(
            f"no cable of the archive cites an airgram {one_line(number)}. What is cited: reftel missing --airgrams"
        )
    if json or csv:
        _give(found, airgrams_csv, json=json)
        return
    for each in found:
        _render_airgram(console(), each)


def _all_airgrams(
    held: Archive, who: Reader, origin: str | None, year: int | None, limit: int, *, json: bool, csv: bool
) -> None:
    from reftel import analysis
    from reftel.export import airgrams_csv

    found = analysis.airgrams(held, reader=who, origin=origin, year=year)
    if json or csv:
        _give(found, airgrams_csv, json=json)
    else:
        _list_airgrams(console(), found, limit)
        if not found:
            console().print(styled("no airgram is cited and not in the archive", "dim"))


def _list_airgrams(out: Console, found: tuple[Airgram, ...], limit: int) -> None:
    if not found:
        return
    out.print()
    for each in found[:limit] if limit else found:
        line = styled(one_line(each.number), "bold").append(f"  {each.date}")
        out.print(line.append(f"  cited by {_listed(each.citing)}", "dim"), soft_wrap=True)
    more = f"; {limit} are shown, --limit 0 shows all" if limit and len(found) > limit else ""
    many = "1 airgram" if len(found) == 1 else f"{len(found):,} airgrams"
    out.print(styled(f"{many} cited and not in the archive, numbered apart from telegrams{more}"))


def _render_airgram(out: Console, found: Airgram) -> None:
    head = styled(one_line(found.number), "bold").append("  an airgram, not in this archive")
    out.print(head, soft_wrap=True)
    when = f"of {found.date}, as is said there" if found.named else f"sent before it was cited first ({found.date})"
    print_indented(out, styled(f"{one_line(found.name or 'its post is not named')}; {when}"))
    _citing(out, found.citing)


def _render(out: Console, found: Missing) -> None:
    out.print(styled(one_line(found.number), "bold").append("  not in this archive"), soft_wrap=True)
    if found.estimate:
        print_indented(out, styled(f"sent {found.estimate.edtf} ({one_line(found.estimate.rule)})"))
    if found.doubt:
        print_indented(out, styled(f"hardly a number: {one_line(found.doubt)}"))
    for loss in found.losses:
        print_indented(out, styled(f"{loss.says} ({loss.source})", "dim"))
    _citing(out, found.citing)


def _citing(out: Console, citing: tuple[CitedBy, ...]) -> None:
    for each in citing:
        head = styled(f"cited by {one_line(each.id)}", "bold")
        head.append(f"  {each.sent:%Y-%m-%d}" if each.sent else "  undated")
        out.print(head, soft_wrap=True)
        if each.subject:
            print_indented(out, styled(one_line(each.subject)))
        if each.doubt:
            print_indented(out, styled(f"hardly this number: {one_line(each.doubt)}", "dim"))
        for place in each.places:
            where = f"{place.anchor}: " if place.anchor else "REF line: "
            print_indented(out, styled(where, "dim").append(one_line(place.sentence or place.text)), 4)
