"""Every hit of a query as a file, piece by piece: however many there are, memory stays the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO, Literal, Protocol, get_args

import msgspec

from reftel.archive import EVERYTHING, Archive, Reader, View
from reftel.errors import ReftelError
from reftel.export import table
from reftel.export.cite import Citations
from reftel.index.engine import Order
from reftel.search import scan

Format = Literal["ids", "jsonl", "csv", "parquet", "bibtex", "ris", "csl-json"]
FORMATS: tuple[Format, ...] = get_args(Format)
MEDIA_TYPES: dict[Format, str] = {
    "ids": "text/plain; charset=utf-8",
    "jsonl": "application/jsonl",
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "bibtex": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "csl-json": "application/vnd.citationstyles.csl+json",
}

Progress = Callable[[int], None]
"""Called with how many cables are written so far."""


class Unavailable(ReftelError):
    """A format that needs a library which is not installed; the message says how to install it."""


class Writer(Protocol):
    """A format, as it is written."""

    def begin(self) -> bytes:
        """What stands before the first cable."""

    def row(self, view: View) -> bytes:
        """A cable, or nothing yet."""

    def end(self) -> bytes:
        """What was held back, and what stands after the last cable."""


def pieces(
    archive: Archive,
    query: str,
    format: Format,
    *,
    reader: Reader = EVERYTHING,
    order: Order = "oldest",
    base: str | None = None,
    progress: Progress | None = None,
) -> Iterator[bytes]:
    """Every hit of `query`, as `reader` may see it, in the bytes of a file.

    ``ids``: a key a line. ``jsonl``: a Cable a line (docs/fields.md), as `reftel show --json` gives it. ``csv``
    (RFC 4180) and ``parquet``: see `table`. ``bibtex``, ``ris``, ``csl-json``: citations, with addresses where `base`
    tells that of the archive's reading room (``https://cables.example``). All text is UTF-8. What is written is the
    archive of one moment, also while an ingest runs.

    Raises Unavailable, at once, where Parquet's library is not installed; ArchiveError when the archive can't be read.
    """
    writer = _writer(format, base)
    return _pieces(archive, scan(archive, query, reader=reader, order=order), writer, reader, progress)


def _pieces(
    archive: Archive, keys: Iterator[str], writer: Writer | None, reader: Reader, progress: Progress | None
) -> Iterator[bytes]:
    if writer:
        yield writer.begin()
    count = 0
    for key in keys:
        if writer is None:
            yield key.encode("utf-8", "replace") + b"\n"
        else:
            view = archive.view(key, reader)
            if view is None:  # taken out since the scan began
                continue
            yield writer.row(view)
        count += 1
        if progress:
            progress(count)
    if writer:
        yield writer.end()


def export(
    archive: Archive,
    query: str,
    out: BinaryIO,
    format: Format,
    *,
    reader: Reader = EVERYTHING,
    order: Order = "oldest",
    base: str | None = None,
    progress: Progress | None = None,
) -> int:
    """Write `pieces` to `out`: how many cables. Raises as it does, and OSError when `out` can't be written."""
    written = 0

    def count(many: int) -> None:
        nonlocal written
        written = many
        if progress:
            progress(many)

    for piece in pieces(archive, query, format, reader=reader, order=order, base=base, progress=count):
        out.write(piece)
    return written


class JsonLines:
    """A Cable a line."""

    def begin(self) -> bytes:
        """Nothing."""
        return b""

    def row(self, view: View) -> bytes:
        """The cable as JSON."""
        cable = view.cable
        try:
            return msgspec.json.encode(cable) + b"\n"
        except UnicodeEncodeError:  # half a character in a broken file's text, which JSON can't hold
            whole = msgspec.structs.replace(cable, text=table.clean(cable.text))
            return msgspec.json.encode(whole) + b"\n"

    def end(self) -> bytes:
        """Nothing."""
        return b""


def _writer(format: Format, base: str | None) -> Writer | None:
    """None for ids, which need no view."""
    if format in ("bibtex", "ris", "csl-json"):
        return Citations(format, base)
    if format == "jsonl":
        return JsonLines()
    if format == "csv":
        return table.Csv()
    if format == "parquet":
        try:
            from reftel.export.parquet import Parquet
        except ImportError as error:
            raise Unavailable(
                "Parquet needs the library pyarrow, which is not installed: pip install 'reftel[parquet]' installs "
                "it. Or choose csv or jsonl."
            ) from error
        return Parquet()
    return None
