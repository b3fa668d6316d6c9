"""``reftel request``: the letter that asks for a cable, and how far it is."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from reftel.cli import NOTHING_TO_WRITE
from reftel.cli.options import ARCHIVE, EVERYBODY, ArchiveFolder, AsReader, Json
from reftel.cli.terminal import console, json_line, one_line, path_text, styled, visible
from reftel.errors import QueryError, SourceError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reftel.analysis import Before, Drafted
    from reftel.archive import Archive, Reader
    from reftel.archive.requests import State

STDIN = "-"
VERBS = ("list", "show", "sent", "answered", "drafted", "drop")
"""First words that are no cable."""
Format = Literal["text", "docx", "csv"]
_ENDINGS: dict[str, Format] = {".docx": "docx", ".csv": "csv"}


def request(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="ID...",
            help="Numbers of cables in any spelling (- for a list on stdin); or: list, show N, sent N, answered N, "
            "drafted N, drop N.",
        ),
    ],
    archive: ArchiveFolder = ARCHIVE,
    kind: Annotated[
        Literal["foia", "mdr"],
        typer.Option("--kind", metavar="KIND", help="foia, or mdr: mandatory declassification review."),
    ] = "foia",
    to: Annotated[
        Literal["nara", "state"] | None,
        typer.Option("--to", metavar="OFFICE", help="nara or state; without it, whoever holds that year's telegrams."),
    ] = None,
    format: Annotated[
        Literal["text", "docx", "csv"] | None, typer.Option("--format", metavar="FORMAT", help="text, docx or csv.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="The file to write; of several letters, numbered ones."),
    ] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="Take this day for today: 2026-01-31.")] = None,
    note: Annotated[
        str | None,
        typer.Option("--note", metavar="TEXT", help="With sent, answered: a note to keep, below the earlier ones."),
    ] = None,
    anyway: Annotated[
        bool,
        typer.Option(
            "--anyway", help="Ask even for a number far above those of its post, or that is cited in doubt only."
        ),
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Ask also for what was asked for in the same way already.")
    ] = False,
    reader: AsReader = EVERYBODY,
    json: Json = False,
) -> None:
    """Write the request for cables that are missing, partial, redacted or overdue, and keep it to follow it up.

    The letter names each cable by number, post, date (or an estimate), film number and original classification as far
    as they are known, and the cables that cite it. One letter asks for no more than five rolls of film, as the National
    Archives ask; so there may be several. A cable that is declassified and held in full needs no request, and one that
    a request of the same kind to the same office asks for is left out, and told, unless --again is given. Where nothing
    remains, no letter and no file is written, and the exit status is 3.

    Every request has a number: sent N and answered N note how far it is, show N writes it again, list tells them all.
    A further --note goes below what was noted before, with its day; the day of a state stays as it is unless --on tells
    another.

    \b
    Example:
        reftel request 74LAPAZ5021 '74 LA PAZ 4990' --archive my-archive
        reftel request 08MADRID1092 --kind mdr --to state -o letter.docx
        reftel declass --overdue --json | jq -r .id | reftel request - --format csv -o requests.csv
        reftel request sent 3 --note 'NARA case number RD 70001'
        reftel request list
    """
    from reftel import archive as record

    who = record.reader_named(reader)
    now = _moment(on)
    verb, rest = words[0].lower(), words[1:]
    _check(format, output)
    with record.open(archive) as held:
        if verb in VERBS:
            _follow_up(held, verb, rest, who, now, note, format, output, given=on is not None, as_json=json)
            return
        numbers = sys.stdin.read().split("\n") if words == [STDIN] else words
        _draft(held, numbers, kind, to, who, now, format, output, anyway=anyway, again=again, as_json=json)


def _draft(
    held: Archive,
    numbers: Sequence[str],
    kind: Literal["foia", "mdr"],
    to: str | None,
    who: Reader,
    now: dt.datetime,
    format: Format | None,
    output: Path | None,
    *,
    anyway: bool,
    again: bool,
    as_json: bool,
) -> None:
    from reftel import analysis, vocabulary

    try:
        made = analysis.draft(held, numbers, kind=kind, to=to, now=now, reader=who, anyway=anyway, again=again)
    except analysis.Improbable as error:
        raise QueryError(f"{error}\nTo ask all the same: reftel request --anyway") from error
    for needless in made.needless:
        _say(needless.says)
    for before in made.asked_before:
        _say(_asked(before))
    to_nara = [each for each in made.requests if each.request.addressee == "nara"]
    for wanted in (wanted for each in to_nara for wanted in each.wanted):
        holder = vocabulary.office_for(wanted.year)
        if holder != "nara":
            _say(f"{wanted.id} is of {wanted.year}: the {vocabulary.offices()[holder].name} holds it (--to {holder})")
    if not made.requests:
        _say("no letter was written")
        raise typer.Exit(NOTHING_TO_WRITE)
    if as_json:
        for each in made.requests:
            print(json_line(each))
        return
    _write(made.requests, format, output)
    for each in made.requests:
        many = "1 cable" if len(each.wanted) == 1 else f"{len(each.wanted)} cables"
        _say(
            f"request {each.request.number} to {_office(each)}: {many}; when it is sent: reftel request sent "
            f"{each.request.number}"
        )


def _asked(before: Before) -> str:
    from reftel import vocabulary

    told = "; ".join(
        f"in request {each.number}, {each.kind.upper()} to {vocabulary.offices()[each.addressee].name}, "
        f"{each.state} on {each.since:%Y-%m-%d}"
        for each in before.requests
    )
    last = before.requests[-1].number
    left_out = f". It is left out: reftel request show {last} writes that letter again; --again asks once more"
    return f"{before.cable} is asked for already {told}{left_out if before.left_out else ''}"


def _follow_up(
    held: Archive,
    verb: str,
    rest: Sequence[str],
    who: Reader,
    now: dt.datetime,
    note: str | None,
    format: Format | None,
    output: Path | None,
    *,
    given: bool,
    as_json: bool,
) -> None:
    from reftel import analysis
    from reftel.archive import requests

    if verb == "list":
        if rest:
            raise QueryError(f"reftel request list takes no number; to see one: reftel request show {rest[0]}")
        _list(held, who, format, output, as_json=as_json)
        return
    numbers = [_number(each) for each in rest]
    if not numbers:
        raise QueryError(f"which request? Give its number: reftel request {verb} N; reftel request list tells them.")
    found = []
    for number in numbers:
        one = analysis.drafted(held, number, who)
        if one is None:
            there = ", ".join(str(each.number) for each in requests.kept(held, who)) or "none"
            raise QueryError(f"there is no request {number} (there are: {there}).")
        found.append(one)
    if verb == "show":
        if as_json:
            for one in found:
                print(json_line(one))
        else:
            _write(found, format, output)
        return
    for one in found:
        if verb == "drop":
            requests.drop(held, one.request)
            _say(f"request {one.request.number} is forgotten")
        else:
            requests.follow(held, one.request, _state(verb), now, note or "", on=now if given else None)
            kept = requests.one(held, one.request.number, who) or one.request
            when = now if kept.state == "drafted" else kept.since
            _say(f"request {one.request.number} to {_office(one)}: {verb} on {when:%Y-%m-%d}")


def _state(verb: str) -> State:
    from reftel.archive.requests import STATES

    return next(state for state in STATES if state == verb)


def _list(held: Archive, who: Reader, format: Format | None, output: Path | None, *, as_json: bool) -> None:
    from reftel import analysis
    from reftel.archive import requests

    kept = requests.kept(held, who)
    every = [one for each in kept if (one := analysis.drafted(held, each.number, who))]
    if format == "csv":
        _write(every, format, output)
        return
    if as_json:
        for one in every:
            print(json_line(one))
        return
    out = console()
    for one in every:
        asked = one.request
        head = styled(f"{asked.number:>4}", "bold")
        head.append(f"  {asked.state} {asked.since:%Y-%m-%d}  {asked.kind.upper()} to {_office(one)}")
        out.print(head.append("  " + ", ".join(one_line(each.cable) for each in asked.cables)), soft_wrap=True)
        for line in asked.note.splitlines():
            out.print(styled(f"      {one_line(line)}", "dim"), soft_wrap=True)
        if one.arrived:
            out.print(styled(f"      held since: {', '.join(one.arrived)}", "dim"), soft_wrap=True)
    if not every:
        out.print(styled("no requests; to write one: reftel request ID"))


def _write(requests: Sequence[Drafted], format: Format | None, output: Path | None) -> None:
    """Into one file, or numbered ones where there are several letters; without a file, to stdout."""
    from reftel import analysis

    form = format or (_ENDINGS.get(output.suffix.lower(), "text") if output else "text")
    if form == "csv":
        table = "".join(analysis.as_csv(requests))
        _put(output, table.encode("utf-8")) if output else sys.stdout.write(table)
        return
    for each in requests:
        if output is None:
            print(visible(analysis.as_text(each)), end="" if each is requests[-1] else "\n" + "-" * 76 + "\n\n")
            continue
        several = len(requests) > 1
        file = output.with_stem(f"{output.stem}-{each.request.number}") if several else output
        _put(file, analysis.as_docx(each) if form == "docx" else analysis.as_text(each).encode("utf-8"))


def _check(format: Format | None, output: Path | None) -> None:
    """Refuse what could not be written before anything is kept."""
    if format == "docx" and output is None:
        raise QueryError("a Word document is no text for a terminal: name a file with --output FILE.")
    if output is not None and not output.parent.is_dir():
        raise SourceError(f"{path_text(output)}: there is no such folder. Name a file that can be written.")


def _put(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        raise SourceError(f"{path_text(file)}: {error.strerror}. Name a file that can be written.") from error
    _say(f"{path_text(file)} written")


def _office(each: Drafted) -> str:
    from reftel import vocabulary

    return vocabulary.offices()[each.request.addressee].name


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise QueryError(f'"{one_line(text)}" is no number of a request; reftel request list tells them.')
    return int(text)


def _moment(on: str | None) -> dt.datetime:
    from reftel.cli.declass import a_day

    now = dt.datetime.now(dt.UTC)
    return dt.datetime.combine(a_day(on), dt.time(12), dt.UTC) if on else now


def _say(text: str) -> None:
    print(f"reftel: {one_line(text)}", file=sys.stderr)
