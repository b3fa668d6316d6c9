"""One file, compressed: ``.gz``, ``.bz2``, ``.xz``, ``.zst``. What is in it takes its place, read as what it is."""

from __future__ import annotations

import bz2
import gzip
import lzma
import sys
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from reftel.sources.unpacking import Limits, Member, Stream

# Both notice a file that breaks off, as the reader of `zstandard` does not.
if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

KIND = "a compressed file"

_OPENERS: tuple[tuple[bytes, Callable[[BinaryIO], Any]], ...] = (
    (b"\x1f\x8b\x08", lambda file: gzip.GzipFile(fileobj=file)),
    (b"BZh", bz2.BZ2File),
    (b"\xfd7zXZ\x00", lzma.LZMAFile),
    (b"\x28\xb5\x2f\xfd", zstd.ZstdFile),
)


def recognises(start: bytes) -> bool:
    """By the signature of gzip, bzip2, xz or Zstandard."""
    return start.startswith(tuple(mark for mark, _ in _OPENERS))


def members(file: BinaryIO, place: str, limits: Limits) -> Iterator[Member]:
    """The one content, which has no name of its own; several streams in a row are one."""
    start = file.read(8)
    file.seek(0)
    opener = next(opener for mark, opener in _OPENERS if start.startswith(mark))
    with opener(file) as source:
        yield Member("", Stream(source, limits))
