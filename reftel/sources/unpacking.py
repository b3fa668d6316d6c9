"""Files inside files: what stands in an archive or a web capture, each as a stream that hostile input cannot abuse.

A member is read from a stream and never written to disk under its name. What is unpacked is counted for the whole of
the file that somebody named, however deep archives stand in archives in it, so that a few kilobytes cannot become
terabytes; a member that breaks off is read as far as it goes, and told.
"""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, NamedTuple, cast

from reftel.sources.document import Unreadable, shown
from reftel.sources.streamed import GLANCE

FREE = 256 << 20
"""Bytes that anything may unpack to, whatever its size: a few pages of zeros are no bomb."""
RATIO = 200
"""Beyond that, times the size of the file. Cables pack 3 to 5 times, 71,000 saved pages (90 kB of the same navigation
around each) as one .tar.xz some 50 times; bombs reach 1,000 (deflate) to millions."""
TOTAL = 256 << 30
"""Bytes beyond which a folder is asked for: the whole dump is 1.7 GB, 2,000,000 PDFs of the National Archives 20 GB."""
DEEPEST = 6
"""Archives inside archives: ``heap.zip!week.tar.gz!page.mhtml`` are four, since .gz and .tar count apart."""
LONGEST_NAME = 500
"""Characters of a member's name that its place keeps."""
_KEPT = 8 * GLANCE
"""Bytes at the beginning of a member that can be read again, after it was recognised by them."""
_IN_MEMORY = 16 << 20
_BLOCK = 1 << 20


class TooMuch(Unreadable):
    """A file that unpacks to more than can be meant: it ends the reading of the whole file, not of a member."""


class Limits:
    """What one named file may still unpack to."""

    def __init__(self, place: str, size: int) -> None:
        self._place = place
        self._ratio = max(FREE, RATIO * size)
        self._unpacked = 0

    def count(self, size: int) -> None:
        """Note ``size`` bytes more; raises ``TooMuch`` where that is beyond reason."""
        self._unpacked += size
        if self._unpacked > self._ratio:
            what = f"it unpacks to more than {RATIO} times its size and {FREE >> 20} MB: a zip bomb, or much the same"
            raise TooMuch(self._place, what, "If you trust it, unpack it yourself and ingest the folder")
        if self._unpacked > TOTAL:
            what = f"it unpacks to more than {TOTAL >> 30} GB, which is the limit for one file"
            raise TooMuch(self._place, what, "Unpack it yourself and ingest the folder")


class Member(NamedTuple):
    """A file inside another, to be read before the next one is asked for."""

    name: str
    """As the container spells it; empty for the one content of a compressed file."""
    stream: Stream | None
    """None for one that can't be read."""
    why: tuple[str, str] = ("", "")
    """Of one that can't be read: what is wrong, and what to do."""

    @classmethod
    def holding(cls, name: str, held: str | bytes, limits: Limits | None) -> Member:
        """One of bytes that are in memory, or of a text that was taken out of a document."""
        data = held.encode("utf-8", "replace") if isinstance(held, str) else held
        return cls(name, Stream(io.BytesIO(data), limits))


class Stream(io.RawIOBase):
    """The bytes of a member, whose beginning can be read twice, and which ends where the member is damaged."""

    def __init__(self, source: Any, limits: Limits | None) -> None:
        """``source`` has ``read(size)``; without ``limits`` nothing is counted (its bytes were counted before)."""
        # One read of what lies below at a time: where that breaks off, what came before is not lost with it.
        self._read = getattr(source, "read1", source.read)
        self._limits = limits
        self._start = b""
        self._at = self._end = 0
        self.fault: str | None = None
        """Why it ended too early, once that was met: ``it breaks off``."""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        place = {io.SEEK_SET: 0, io.SEEK_CUR: self._at}.get(whence, -1) + offset
        if not (0 <= place <= len(self._start) or place == self._at):
            raise io.UnsupportedOperation("only the beginning of a member can be read again")
        if place != self._at and self._end > len(self._start):
            raise io.UnsupportedOperation("the member was read too far to be read again")
        self._at = place
        return place

    def readinto(self, buffer: Any) -> int:
        if self._at < self._end:
            data = self._start[self._at : self._at + len(buffer)]
        else:
            data = self._next(min(len(buffer), _BLOCK))
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)

    def _next(self, size: int) -> bytes:
        if self.fault is not None:
            return b""
        try:
            data: bytes = self._read(size)
        except Unreadable:
            raise
        except Exception as error:  # each library has its own for what hostile or damaged bytes lead it into
            self.fault = _damage(error)
            return b""
        if self._limits is not None:
            self._limits.count(len(data))
        if self._end == len(self._start) < _KEPT:
            self._start += data
        self._end += len(data)
        return data


def _damage(error: Exception) -> str:
    if isinstance(error, EOFError):
        return "it breaks off"
    said = str(error).strip().rstrip(".")[:200]
    return f"it is damaged ({said or type(error).__name__})"


def buffered(stream: io.RawIOBase) -> BinaryIO:
    """A stream to read lines from; its beginning can be read again as the stream's own."""
    return io.BufferedReader(stream, GLANCE)


@contextmanager
def seekable(file: BinaryIO, place: str) -> Iterator[BinaryIO]:
    """The file so that it can be read from any place: itself, or a copy in memory, or nameless on disk if it is large.

    Raises ``Unreadable`` where there is no room for a copy.
    """
    if not isinstance(getattr(file, "raw", None), Stream):
        yield file
        return
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as copy:
        try:
            shutil.copyfileobj(file, copy, _BLOCK)
            copy.seek(0)
        except OSError as error:
            raise no_room(place, error) from error
        yield cast(BinaryIO, copy)


def no_room(place: str, error: OSError) -> Unreadable:
    """The clear error for a disk that is full."""
    todo = f"Free some space in {tempfile.gettempdir()}, or name another folder: TMPDIR=/path reftel …"
    return Unreadable(place, f"it cannot be unpacked ({error.strerror or error})", todo)


def inside(place: str, name: str) -> str:
    """The place of a member: ``heap.zip!folder/a.html``. It leads nowhere else, whatever the member is called."""
    if not name:
        return place
    if "://" not in name:  # the address of a captured page stays as it is
        parts = (part for part in name.replace("\\", "/").split("/") if part not in ("", "."))
        name = "/".join("%2E%2E" if part == ".." else part for part in parts)
    name = shown(name[:LONGEST_NAME])
    printable = "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in name)
    return f"{place}!{printable or '?'}"


def is_hidden(name: str) -> bool:
    """True for what a folder's walk passes over too, and for what Macintosh computers put beside each file."""
    parts = name.replace("\\", "/").split("/")
    return any((part.startswith(".") and part not in (".", "..")) or part == "__MACOSX" for part in parts)
