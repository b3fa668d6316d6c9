"""Web captures: WARC files (ISO 28500) and the older ARC; ``.warc.gz`` is a ``compressed`` file around one.

Of what was fetched, pages and documents are read; style sheets, scripts and the images of a page are not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

import zstandard
from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]  # it has no types
from warcio.bufferedreaders import BufferedReader  # type: ignore[import-untyped]

from reftel.sources.document import Unreadable
from reftel.sources.unpacking import Limits, Member, Stream

try:  # it comes with py7zr, for CPython
    import brotli  # type: ignore[import-untyped]
except ImportError:  # pragma: no cover
    brotli = None

KIND = "a web capture (WARC)"

_HELD = ("response", "resource", "conversion")
"""Records that hold what was fetched; the others tell of the fetching."""
_READ = (
    "application/gzip",
    "application/json",
    "application/octet-stream",
    "application/pdf",
    "application/xhtml",
    "application/xml",
    "application/zip",
    "application/x-",
    "image/tiff",
    "text/html",
    "text/markdown",
    "text/plain",
    "text/xml",
)
_LEFT_OUT = ("application/x-javascript", "application/x-font", "application/x-shockwave")


_MOST_AT_ONCE = 64 << 20
"""Bytes that a piece of 16 kB may unpack to."""


class _Brotli:
    """What ``warcio`` expects of a decompressor; its own for this encoding fails with ``brotli`` 1.2."""

    unused_data = b""

    def __init__(self) -> None:
        self._unpacker = brotli.Decompressor()

    def decompress(self, data: bytes) -> bytes:
        unpacked: bytes = self._unpacker.process(data, output_buffer_limit=_MOST_AT_ONCE)
        if len(unpacked) >= _MOST_AT_ONCE:
            raise ValueError("it unpacks to too much")
        return unpacked

    def flush(self) -> bytes:
        return b""


if brotli is not None:
    BufferedReader.DECOMPRESSORS["br"] = _Brotli
BufferedReader.DECOMPRESSORS["zstd"] = lambda: zstandard.ZstdDecompressor().decompressobj()


class _Body:
    """What was fetched, which must be as long as its record says."""

    def __init__(self, record: Any) -> None:
        self._raw = record.raw_stream
        self._shown = record.content_stream()

    def read(self, size: int) -> bytes:
        data: bytes = self._shown.read(size)
        if not data and not self._raw.read(1) and self._raw.limit > 0:
            raise EOFError
        return data


class _Records(ArchiveIterator):  # type: ignore[misc]
    INC_RECORD = ""
    """Nothing to standard error, in the middle of a progress bar."""


def recognises(start: bytes) -> bool:
    """By the version line of its first record."""
    return start.startswith((b"WARC/0.", b"WARC/1.", b"filedesc://"))


def members(file: BinaryIO, place: str, limits: Limits) -> Iterator[Member]:
    """What was fetched, each by its address, in the order of the capture; raises ``Unreadable`` where it is damaged."""
    records = iter(_Records(file, arc2warc=True))
    while True:
        try:
            record = next(records)
            body = _Body(record) if _is_read(record) else None
        except StopIteration:
            return
        except Exception as error:  # whatever a hostile or damaged file leads the library into
            said = " ".join(str(error).split())[:200]
            what = f"the web capture is damaged or breaks off ({said}); what stands before that place was read"
            raise Unreadable(place, what, "Get a fresh copy for the rest") from error
        if body is not None:
            yield Member(record.rec_headers.get_header("WARC-Target-URI") or "?", Stream(body, limits))


def is_read(media_type: str) -> bool:
    """Whether a captured thing of this type may hold telegrams; one without a type may."""
    media_type = media_type.strip().lower()
    return not media_type or (media_type.startswith(_READ) and not media_type.startswith(_LEFT_OUT))


def _is_read(record: Any) -> bool:
    if record.rec_type not in _HELD:
        return False
    http = record.http_headers
    if http is None:
        return is_read(record.rec_headers.get_header("Content-Type") or "")
    return str(http.get_statuscode()) == "200" and is_read(http.get_header("Content-Type") or "")
