"""All hits of a search, written to a file or to stdout."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

from reftel.cli.terminal import path_text
from reftel.errors import QueryError

if TYPE_CHECKING:
    from reftel.archive import Reader
    from reftel.export import Format


def write_all(
    archive: Path,
    query: str,
    format: Format,
    output: Path | None,
    *,
    reader: Reader,
    order: Literal["newest", "oldest"],
    base: str | None = None,
) -> None:
    """Write every hit; into a file all of it or nothing, so that half an export is never taken for a whole one."""
    from reftel import archive as record
    from reftel.cli.search import tell_aside
    from reftel.export import export
    from reftel.search import ask_for

    if output is None and format == "parquet" and sys.stdout.isatty():
        raise QueryError("Parquet is no text for a terminal: name a file with --output FILE.")
    with record.open(archive) as held:
        tell_aside(ask_for(held, query, reader))
        if output is None:
            export(held, query, sys.stdout.buffer, format, reader=reader, order=order, base=base)
            sys.stdout.buffer.flush()
            return
        count = whole_file(output, lambda out: export(held, query, out, format, reader=reader, order=order, base=base))
    counted = "1 cable" if count == 1 else f"{count:,} cables"
    print(f"reftel: {counted} written to {path_text(output)}", file=sys.stderr)


def whole_file(output: Path, write: Callable[[BinaryIO], int]) -> int:
    """Let `write` fill the file `output`, which stays as it was until all of it is there."""
    if output.exists() and not output.is_file():  # a pipe, /dev/stdout: nothing to put in place
        with output.open("wb") as out:
            return write(out)
    draft = output.with_name(f".{output.name}.{os.getpid()}.part")
    try:
        with draft.open("wb") as out:
            count = write(out)
        draft.replace(output)
    finally:
        draft.unlink(missing_ok=True)
    return count
