"""The files of a ZIP archive that has lost its table of contents, found by the headers before each of them.

APPNOTE 4.3.7. Where a header does not tell how long its file is packed, since that was not known when it was written
(bit 3 of its flags), the packed data says where it ends, if it is deflated.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from reftel.sources.unpacking import Limits

_HEADER = struct.Struct("<4s5H3L2H")
_MARK = b"PK\x03\x04"
_DESCRIPTOR = b"PK\x07\x08"
_LATER, _UTF8 = 1 << 3, 1 << 11
"""Flags: sizes and checksum stand behind the data; the name is in UTF-8."""
_WIDE = 0xFFFFFFFF
"""A size that stands in the extra field instead."""
_BLOCK = 1 << 20


class Found(NamedTuple):
    """A file by its own header."""

    info: zipfile.ZipInfo
    start: int
    """Where its data begins."""
    file: BinaryIO
    counted: bool
    """Whether it was unpacked already, to find its end, and counted."""

    def open(self) -> zipfile.ZipExtFile:
        """What is in it. Raises NotImplementedError for a method that is not read."""
        self.file.seek(self.start)
        return zipfile.ZipExtFile(self.file, "r", self.info)


def members(file: BinaryIO, limits: Limits) -> Iterator[Found]:
    """From the first one to the one that breaks off, or behind which nothing is to be recognised."""
    size, at = file.seek(0, 2), 0
    while (header := _header(file, at)) is not None:
        info, start = header
        end, counted = start + info.compress_size, False
        if info.flag_bits & _LATER and not info.compress_size:
            if info.compress_type != zipfile.ZIP_DEFLATED or info.flag_bits & 1:
                return
            end, whole = _end(file, start, limits)
            counted = True
            info.compress_size = end - start + (not whole)  # more than there is: so it is told that it breaks off
        yield Found(info, start, file, counted)
        at = end
        if info.flag_bits & _LATER:
            at = _behind_descriptor(file, end)
        if at >= size:
            return


def _header(file: BinaryIO, at: int) -> tuple[zipfile.ZipInfo, int] | None:
    file.seek(at)
    head = file.read(_HEADER.size)
    if len(head) < _HEADER.size or not head.startswith(_MARK):
        return None
    _, _, flags, method, _, _, checksum, packed, unpacked, named, more = _HEADER.unpack(head)
    name, extra = file.read(named), file.read(more)
    if len(name) < named or len(extra) < more:
        return None
    if _WIDE in (packed, unpacked):
        packed, unpacked = _wide(extra, packed, unpacked)
    info = zipfile.ZipInfo(name.decode("utf-8" if flags & _UTF8 else "cp437", "replace"))
    info.flag_bits, info.compress_type = flags, method
    info.compress_size, info.file_size = packed, unpacked
    if flags & _LATER and not packed:
        info.file_size = _WIDE << 16  # unknown; the data tells
    else:
        info.CRC = checksum
    return info, at + _HEADER.size + named + more


def _wide(extra: bytes, packed: int, unpacked: int) -> tuple[int, int]:
    """Sizes of 64 bits, APPNOTE 4.5.3: the unpacked one first, each where the header has no room for it."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        values = iter(struct.unpack_from(f"<{min(length, len(extra) - at - 4) // 8}Q", extra, at + 4))
        if kind == 1:
            unpacked = next(values, 0) if unpacked == _WIDE else unpacked
            packed = next(values, 0) if packed == _WIDE else packed
        at += 4 + length
    return packed, unpacked


def _end(file: BinaryIO, start: int, limits: Limits) -> tuple[int, bool]:
    """Where deflated data ends, or the file does; whether it is whole."""
    file.seek(start)
    unpacker = zlib.decompressobj(-15)
    at = start
    while data := file.read(_BLOCK):
        at += len(data)
        while data and not unpacker.eof:
            try:
                limits.count(len(unpacker.decompress(data, _BLOCK)))
            except zlib.error:
                return at, False  # told when it is read
            data = unpacker.unconsumed_tail
        if unpacker.eof:
            return at - len(unpacker.unused_data), True
    return at, False


def _behind_descriptor(file: BinaryIO, at: int) -> int:
    """Where the next header may stand: sizes of 32 or 64 bits lie between, after a mark or without one."""
    file.seek(at)
    between = file.read(len(_DESCRIPTOR) + 20 + len(_MARK))
    marked = len(_DESCRIPTOR) if between.startswith(_DESCRIPTOR) else 0
    for length in (12, 20):
        if between[marked + length :].startswith(b"PK"):
            return at + marked + length
    return at + marked + 12
