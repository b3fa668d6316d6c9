"""``reftel ingest``: files and folders into an archive."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reftel.cli import INTERRUPTED, USAGE, say
from reftel.cli.options import ARCHIVE, ArchiveFolder, Json, a_path
from reftel.cli.terminal import console, json_line, one_line, path_text, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reftel.ingest import Report

SHOWN = 20
"""How many of the files that were not read are named before the rest is counted."""


def ingest(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="PATH...", parser=a_path, help="Files, and folders to walk.")
    ] = None,
    archive: ArchiveFolder = ARCHIVE,
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, metavar="N", help="Processes that read; as many as cores.")
    ] = None,
    ocr: Annotated[
        bool, typer.Option("--ocr", help="Read PDFs anew by OCR (tesseract) where their text layer is garbage.")
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on until Ctrl-C: read what is added to the folders as it comes.")
    ] = False,
    retry: Annotated[
        bool,
        typer.Option("--retry", help="Read again what was not read, or not in whole; without PATH, all that is known."),
    ] = False,
    reread: Annotated[
        bool, typer.Option("--reread", help="Read again the files that an older version of reftel has read.")
    ] = False,
    report: Annotated[bool, typer.Option("--report", help="Read nothing; list what was not read, by reason.")] = False,
    json: Json = False,
    csv: Annotated[bool, typer.Option("--csv", help="With --report: as CSV.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", help="Name every file that was not read, or in part.")] = False,
) -> None:
    """Read files and folders into an archive, which is made if there is none.

    What the archive already holds is known again and not added twice, and neither is what was found to be no cable; the
    same cable from another file is kept as a further edition of it. A run that was interrupted, or killed, is simply
    repeated: it goes on where it was, in the middle of a long file too. What is missing, may not be read or is
    recognised by no source is named with the reason, and the run goes on.
    The exit status is 2 when nothing at all could be read; then no archive is made.

    \b
    Example:
        reftel ingest ~/cables more/*.pdf --archive my-archive
        reftel ingest ~/cables --archive my-archive --json | jq .unrecognised
        reftel ingest --report --archive my-archive
        reftel ingest --retry --ocr --archive my-archive
    """
    if report:
        _list(archive, json=json, csv=csv)
        return
    if csv:
        raise typer.BadParameter("--csv is for the list of --report; give both")
    if not paths and not retry:
        raise typer.BadParameter("name the files or folders to read (or --retry for those that were not read)")
    if paths and Path("-") in paths and not Path("-").exists():
        raise typer.BadParameter(
            "ingest reads files and folders; save what is piped to it, or read it with reftel parse -"
        )
    try:
        found = _carried_out(paths, archive, workers, ocr=ocr, retry=retry, reread=reread)
        _told(found, archive, json=json, verbose=verbose)
        if watch and paths:
            _follow_folders(paths, archive, workers, ocr=ocr, json=json, verbose=verbose)
    except KeyboardInterrupt:
        say(f"interrupted; {_held(archive)}; run the same command again to go on")
        raise typer.Exit(INTERRUPTED) from None
    if not (found.read or found.known) and not retry:
        raise typer.Exit(USAGE)


def _told(found: Report, archive: Path, *, json: bool, verbose: bool) -> None:
    """Say what came of it."""
    nothing = not (found.read or found.known)
    if json:
        print(json_line(_as_data(found)), flush=True)
    else:
        _complain(found, verbose)
        for note in found.notes:
            say(note)
        if not nothing:
            print(_summary(found), flush=True)
    if nothing:
        _nothing_read(found, archive)


def _carried_out(
    paths: list[Path] | None,
    archive: Path,
    workers: int | None,
    *,
    ocr: bool,
    retry: bool = False,
    reread: bool = False,
) -> Report:
    from reftel.cli.ingest_progress import shown
    from reftel.ingest import ingest as carry_out
    from reftel.ingest import retry_paths

    wanted: list[str] | list[Path] = paths if paths else retry_paths(archive)
    with shown() as progress:
        return carry_out(wanted, archive, progress=progress, workers=workers, ocr=ocr, retry=retry, reread=reread)


def _follow_folders(
    paths: list[Path], archive: Path, workers: int | None, *, ocr: bool, json: bool, verbose: bool
) -> None:
    """Read what comes into the folders, until an interrupt."""
    from watchfiles import Change, watch

    say(f"watching {', '.join(path_text(path) for path in paths)}; Ctrl-C ends it")
    for changes in watch(*paths, raise_interrupt=True, recursive=True, watch_filter=None):
        come = sorted({Path(path) for kind, path in changes if kind != Change.deleted})
        come = [path for path in come if path.is_file() and not _hidden(path, paths)]
        if come:
            found = _carried_out(come, archive, workers, ocr=ocr)
            if found.read or found.unrecognised or found.partly:
                _told(found, archive, json=json, verbose=verbose)


def _hidden(path: Path, below: list[Path]) -> bool:
    """Whether a walk through the folders would pass it over."""
    for folder in below:
        if path.is_relative_to(folder.absolute()):
            return any(part.startswith(".") for part in path.relative_to(folder.absolute()).parts)
    return False


def _list(archive: Path, *, json: bool, csv: bool) -> None:
    """What was not read, by reason."""
    from reftel import archive as record
    from reftel.archive import ledger
    from reftel.cli.ingest_report import as_csv, as_json, as_table, held_so_far

    if json and csv:
        raise typer.BadParameter("--json and --csv ask for two different things; give one of them")
    with record.open(archive) as held:
        unread = list(ledger.unread(held))
        so_far = held_so_far(held.overview())
    if json or csv:
        say(so_far)  # not among the lines that a program reads
    else:
        print(so_far)
    for line in as_csv(unread) if csv else as_json(unread) if json else as_table(unread):
        print(line)


def _held(archive: Path) -> str:
    """How many cables are in the archive, as far as that can be told."""
    from reftel import archive as record
    from reftel.errors import ArchiveError

    try:
        with record.open(archive) as held:
            many = held.overview().total
    except ArchiveError:  # none yet, or none that can be read
        many = 0
    return "1 cable is in the archive" if many == 1 else f"{many:,} cables are in the archive"


def _as_data(report: Report) -> dict[str, object]:
    return {
        "read": report.read,
        "new": report.new,
        "further_editions": report.further,
        "known": report.known,
        "unrecognised": [{"path": path_text(path), "reason": reason} for path, reason in report.unrecognised],
        "partly_read": [
            {"path": path_text(path), "telegrams": telegrams, "reason": reason}
            for path, telegrams, reason in report.partly
        ],
        "passed_over": report.passed_over,
        "seconds": round(report.seconds, 3),
        "notes": list(report.notes),
    }


def _summary(report: Report) -> str:
    further = f"further editions {report.further:,} · " if report.further else ""
    partly = f"read in part {len(report.partly):,} · " if report.partly else ""
    passed = f"parts passed over {report.passed_over:,} · " if report.passed_over else ""
    return (
        f"read {report.read:,} · new {report.new:,} · {further}known {report.known:,} · "
        f"not recognised {len(report.unrecognised):,} · {partly}{passed}{report.seconds:.1f} s"
    )


def _complain(report: Report, verbose: bool) -> None:
    err = console(stderr=True)
    limit = None if verbose else SHOWN
    partly = tuple((path, reason) for path, _, reason in report.partly)
    telegrams = {path_text(path): count for path, count, _ in report.partly}
    for line in (
        *complaints(report.unrecognised, limit=limit),
        *complaints(partly, limit=limit, what="read in part", telegrams=telegrams),
    ):
        err.print(line, soft_wrap=True)


def complaints(
    files: tuple[tuple[Path | str, str], ...],
    *,
    limit: int | None,
    what: str = "not recognised",
    telegrams: Mapping[str, int] | None = None,
) -> Iterator[str]:
    """Lines that name the files by reason, most frequent reason first; at most ``limit`` files, then their number.

    ``telegrams``: how many came from each.
    """
    by_reason: dict[str, list[str]] = {}
    for path, reason in files:
        name = path_text(path)
        many = f" ({telegrams[name]:,} telegram{'s' if telegrams[name] != 1 else ''})" if telegrams else ""
        # A reason that begins with the file's own name would make a group of each file.
        by_reason.setdefault(reason.removeprefix(str(path)).lstrip(": "), []).append(name + many)
    reasons = sorted(by_reason.items(), key=lambda group: -len(group[1]))
    named = reasons[:limit]
    left = len(files) if limit is None else limit
    shares: dict[str, int] = {}
    # The rarest reason first: 4,000 icons do not hide the one damaged PDF, and what it leaves goes to the others.
    for position, (reason, names) in enumerate(reversed(named)):
        shares[reason] = min(len(names), max(1, left // (len(named) - position)))
        left -= shares[reason]
    for reason, names in named:
        yield f"{what}: {one_line(reason)}"
        yield from (f"  {visible(name)}" for name in names[: shares[reason]])
        if len(names) > shares[reason]:
            yield f"  … and {len(names) - shares[reason]:,} more (--verbose names them all)"
    rest = sum(len(names) for _, names in reasons[len(named) :])
    if rest:
        yield f"… and {rest:,} more for other reasons (--verbose names them all)"


def _nothing_read(report: Report, archive: Path) -> None:
    what = "no file was found there" if not report.unrecognised else "nothing that was found could be read as a cable"
    state = f"the archive {path_text(archive)} is as it was" if archive.exists() else "no archive was made"
    say(
        f"{what}; {state}. reftel reads telegrams as text, saved pages, PDFs, tables and e-mail; try one file with: "
        "reftel parse FILE"
    )
