"""Tar archives, read as they stream; a compressed one is a ``compressed`` file around it."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from typing import BinaryIO

from reftel.sources.document import Unreadable
from reftel.sources.unpacking import Limits, Member, Stream

KIND = "a tar archive"

_BLOCK = 512
_NAMES = (tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK, tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE)
_LONGEST_HEADER = 1 << 20


class _Info(tarfile.TarInfo):
    """Refuses a header of gigabytes, which would be read into memory as a name."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> _Info:
        info = super().frombuf(buf, encoding, errors)
        if info.type in _NAMES and info.size > _LONGEST_HEADER:
            raise tarfile.ReadError(f"a header of {info.size:,} bytes")
        return info


def recognises(start: bytes) -> bool:
    """By the checksum of the first header, which every kind of tar has had since 1979."""
    header = start[:_BLOCK]
    if len(header) < _BLOCK or not header[0]:
        return False
    try:
        tarfile.TarInfo.frombuf(header, "utf-8", "surrogateescape")
    except tarfile.TarError:
        return False
    return True


def members(file: BinaryIO, place: str, limits: Limits) -> Iterator[Member]:
    """The regular files in their order; links lead to files that are read anyway, or out of the archive.

    Raises ``Unreadable`` where it breaks off.
    """
    try:
        with tarfile.open(fileobj=file, mode="r|", tarinfo=_Info, errorlevel=0) as archive:
            while (info := archive.next()) is not None:
                archive.members.clear()  # type: ignore[attr-defined]  # else it remembers every one of 300,000
                if info.isreg():
                    source = archive.extractfile(info)
                    # only a file with holes in it unpacks to more than was read
                    yield Member(info.name, Stream(source, limits if info.issparse() else None))
    except tarfile.TarError as error:
        what = f"the tar archive is damaged or breaks off ({error}); what stands before that place was read"
        raise Unreadable(place, what, "Get a fresh copy for the rest") from error
