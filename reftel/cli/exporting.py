"""All hits of a search, written to a file or to stdout."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from reftel.cli.terminal import path_text
from reftel.errors import QueryError

if TYPE_CHECKING:
    from reftel.archive import Archive, Reader
    from reftel.export import Format


def write_all(
    archive: Path,
    query: str,
    format: Format,
    output: Path | None,
    *,
    reader: Reader,
    order: Literal["newest", "oldest"],
) -> None:
    """Write every hit; into a file all of it or nothing, so that half an export is never taken for a whole one."""
    from reftel import archive as record

    if output is None and format == "parquet" and sys.stdout.isatty():
        raise QueryError("Parquet is no text for a terminal: name a file with --output FILE.")
    with record.open(archive) as held:
        if output is None:
            from reftel.export import export

            export(held, query, sys.stdout.buffer, format, reader=reader, order=order)
            sys.stdout.buffer.flush()
            return
        count = _to_file(held, query, format, output, reader, order)
    counted = "1 cable" if count == 1 else f"{count:,} cables"
    print(f"reftel: {counted} written to {path_text(output)}", file=sys.stderr)


def _to_file(
    held: Archive, query: str, format: Format, output: Path, reader: Reader, order: Literal["newest", "oldest"]
) -> int:
    from reftel.export import export

    if output.exists() and not output.is_file():  # a pipe, /dev/stdout: nothing to put in place
        with output.open("wb") as out:
            return export(held, query, out, format, reader=reader, order=order)
    draft = output.with_name(f".{output.name}.{os.getpid()}.part")
    try:
        with draft.open("wb") as out:
            count = export(held, query, out, format, reader=reader, order=order)
        draft.replace(output)
    finally:
        draft.unlink(missing_ok=True)
    return count
