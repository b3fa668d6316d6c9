"""``reftel ingest``: files and folders into an archive."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reftel.cli import INTERRUPTED, USAGE, say
from reftel.cli.options import ARCHIVE, ArchiveFolder, Json
from reftel.cli.terminal import console, json_line, one_line, path_text, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import Progress

    from reftel.ingest import Report

SHOWN = 20
"""How many of the files that were not recognised are named before the rest is counted."""


def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", readable=False, help="Files, and folders to walk.")],
    archive: ArchiveFolder = ARCHIVE,
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, metavar="N", help="Processes that read; as many as cores.")
    ] = None,
    json: Json = False,
    verbose: Annotated[bool, typer.Option("--verbose", help="Name every file that was not recognised.")] = False,
) -> None:
    """Read files and folders into an archive, which is made if there is none.

    What the archive already holds is known again and not added twice, so a run that was interrupted is simply
    repeated. What is missing, may not be read or is recognised by no source is named with the reason, and the run
    goes on. The exit status is 2 when nothing at all could be read; then no archive is made.

    \b
    Example:
        reftel ingest ~/cables more/*.pdf --archive my-archive
        reftel ingest ~/cables --archive my-archive --json | jq .unrecognised
    """
    try:
        report = _carried_out(paths, archive, workers)
    except KeyboardInterrupt:
        say(f"interrupted; {_held(archive)}; run the same command again to go on")
        raise typer.Exit(INTERRUPTED) from None
    nothing = not (report.read or report.known)
    if json:
        print(json_line(_as_data(report)))
    else:
        _complain(report, verbose)
        for note in report.notes:
            say(note)
        if not nothing:
            print(_summary(report))
    if nothing:
        _nothing_read(report, archive)
        raise typer.Exit(USAGE)


def _carried_out(paths: list[Path], archive: Path, workers: int | None) -> Report:
    from reftel.ingest import ingest as carry_out

    with _progress() as progress:
        return carry_out(paths, archive, progress=_follow(progress), workers=workers)


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


def _progress() -> Progress:
    """A bar on stderr, and only where somebody watches: in a log it would be noise."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    err = console(stderr=True)
    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=err,
        transient=True,
        disable=not err.is_terminal,
    )


def _follow(progress: Progress) -> Callable[[int, int, str], None]:
    from reftel.ingest import WAITING

    task = progress.add_task("reading", total=None)

    def moved(done: int, total: int, what: str) -> None:
        if what == WAITING and progress.disable:
            say(what)
        progress.update(task, completed=done, total=total, description=what)

    return moved


def _as_data(report: Report) -> dict[str, object]:
    return {
        "read": report.read,
        "new": report.new,
        "known": report.known,
        "unrecognised": [{"path": path_text(path), "reason": reason} for path, reason in report.unrecognised],
        "seconds": round(report.seconds, 3),
        "notes": list(report.notes),
    }


def _summary(report: Report) -> str:
    return (
        f"read {report.read:,} · new {report.new:,} · known {report.known:,} · "
        f"not recognised {len(report.unrecognised):,} · {report.seconds:.1f} s"
    )


def _complain(report: Report, verbose: bool) -> None:
    err = console(stderr=True)
    for line in complaints(report.unrecognised, limit=None if verbose else SHOWN):
        err.print(line, soft_wrap=True)


def complaints(unrecognised: tuple[tuple[Path | str, str], ...], *, limit: int | None) -> Iterator[str]:
    """Lines that name the files by reason, most frequent reason first; at most ``limit`` files, then their number."""
    by_reason: dict[str, list[str]] = {}
    for path, reason in unrecognised:
        name = path_text(path)
        # A reason that begins with the file's own name would make a group of each file.
        by_reason.setdefault(reason.removeprefix(str(path)).lstrip(": "), []).append(name)
    reasons = sorted(by_reason.items(), key=lambda group: -len(group[1]))
    named = reasons[:limit]
    left = len(unrecognised) if limit is None else limit
    shares: dict[str, int] = {}
    # The rarest reason first: 4,000 icons do not hide the one damaged PDF, and what it leaves goes to the others.
    for position, (reason, names) in enumerate(reversed(named)):
        shares[reason] = min(len(names), max(1, left // (len(named) - position)))
        left -= shares[reason]
    for reason, names in named:
        yield f"not recognised: {one_line(reason)}"
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
        f"{what}; {state}. reftel reads telegrams as plain text, saved pages of the web archive, and the National "
        "Archives' PDFs; try one file with: reftel parse FILE"
    )
