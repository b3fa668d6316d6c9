"""``reftel remove``, ``reftel forget``, ``reftel reindex``: what goes out of an archive, and its index anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from reftel.cli import say
from reftel.cli.options import ARCHIVE, ArchiveFolder
from reftel.cli.terminal import console, path_text, visible
from reftel.errors import QueryError

if TYPE_CHECKING:
    from reftel.archive import Archive
    from reftel.archive.removing import Removed

Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]
"""``--yes``."""
Later = Annotated[bool, typer.Option("--later", help="Do not make the index anew now; reftel reindex is to follow.")]
"""``--later``."""
SHOWN = 10


def remove(
    references: Annotated[list[str], typer.Argument(metavar="ID...", help="The cables' numbers, in any spelling.")],
    archive: ArchiveFolder = ARCHIVE,
    yes: Yes = False,
    later: Later = False,
) -> None:
    """Take cables out of the archive, with all their editions and everything that was made of them.

    They do not come back when their files are read again. Their bytes are overwritten in the record, and the index is
    made anew, since words of theirs would stay in its files otherwise; --later leaves that to reftel reindex (no
    search finds them any more, either way).

    \b
    Example:
        reftel remove 09MEXICO2134 --archive my-archive
        reftel remove 09MEXICO2134 09MEXICO283 --yes --later
    """
    from reftel import archive as record
    from reftel.archive import removing

    with record.open(archive) as held:
        keys: list[str] = []
        for reference in references:
            key = held.find(reference)
            if key is None:
                raise QueryError(f'no cable "{reference}" in this archive; nothing was removed.')
            keys.append(key)
        keys = list(dict.fromkeys(keys))
        _ask(f"remove {_listed(keys)} for good", yes)
        _gone(held, removing.remove(held, keys), later)


def forget(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE...", help="Files or folders as they were read, or digests of files.")
    ],
    archive: ArchiveFolder = ARCHIVE,
    yes: Yes = False,
    later: Later = False,
) -> None:
    """Take files out of the archive, with every cable that came from them alone.

    A cable that came from another file, too, keeps that edition. The files themselves are not touched; to read them
    again is to take them in again. --later as with reftel remove.

    \b
    Example:
        reftel forget ~/cables/2009 --archive my-archive
        reftel forget 3f1c6a0b --yes
    """
    from pathlib import Path

    from reftel import archive as record
    from reftel.archive import removing

    with record.open(archive) as held:
        found: dict[int, str] = {}
        for source in sources:
            named = removing.sources_named(held, source) or removing.sources_named(held, str(Path(source).absolute()))
            if not named:
                raise QueryError(f'"{source}" names no file that was read into this archive; nothing was forgotten.')
            found |= dict(named)
        _ask(f"forget {_listed([path_text(path) for path in found.values()])} and what came from it alone", yes)
        _gone(held, removing.forget(held, list(found)), later)


def reindex(archive: ArchiveFolder = ARCHIVE) -> None:
    """Make the index anew from the record. Stopped in the middle, it goes on there when it is run again.

    An index that is missing, damaged or behind is noticed and mended by every command that asks it; this is for one
    that is to be made anew all the same, as after reftel remove --later.

    \b
    Example:
        reftel reindex --archive my-archive
    """
    from reftel import archive as record

    with record.open(archive) as held:
        _index_anew(held)
        print(f"indexed {held.overview().total:,} cables")


def _ask(what: str, yes: bool) -> None:
    if yes:
        return
    try:
        agreed = typer.confirm(f"{what[0].upper()}{what[1:]}?", err=True)
    except typer.Abort:  # the end of the input, too
        raise QueryError(f"nobody confirmed it: {what}. Give --yes to do it without asking.") from None
    if not agreed:
        raise QueryError("nothing was taken out.")


def _listed(names: list[str]) -> str:
    shown = ", ".join(visible(name) for name in names[:SHOWN])
    return f"{shown} and {len(names) - SHOWN:,} more" if len(names) > SHOWN else shown


def _gone(held: Archive, removed: Removed, later: bool) -> None:
    from reftel import index

    said = [f"{len(removed.cables):,} cables", f"{removed.editions:,} editions"]
    if removed.sources:
        said.append(f"{removed.sources:,} files")
    print(f"gone: {', '.join(said)}" + (f"; {removed.kept:,} cables keep other editions" if removed.kept else ""))
    if later:
        index.catch_up(held)
        say("no search finds them any more; words of theirs stay in the files of the index until reftel reindex")
    else:
        _index_anew(held)


def _index_anew(held: Archive) -> None:
    from rich.progress import Progress

    from reftel import index

    err = console(stderr=True)
    with Progress(console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("indexing", total=None)
        index.reindex(held, progress=lambda done, total: bar.update(task, completed=done, total=total))
