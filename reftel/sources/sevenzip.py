"""7-Zip archives.

Their files are packed in one stream, several to a block, and ``py7zr`` unpacks them in one go: into one nameless
scratch file, of which each is a stretch. So memory stays small however many there are.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import IO, BinaryIO

import py7zr
from py7zr.exceptions import PasswordRequired, UnsupportedCompressionMethodError
from py7zr.io import Py7zIO, WriterFactory

from reftel.sources.document import Unreadable
from reftel.sources.unpacking import Limits, Member, Stream, no_room, seekable

KIND = "a 7-Zip archive"

_IN_MEMORY = 16 << 20
_LEADS_OUT = ("a name that leads out of the archive", "Unpack the archive yourself, and ingest the folder")


class _Stretch(Py7zIO):
    """One file's place in the scratch file; written from its beginning to its end, before the next."""

    def __init__(self, scratch: _Scratch, name: str) -> None:
        self.name = name
        self.length = 0
        self._scratch = scratch

    def write(self, s: bytes | bytearray) -> int:
        self._scratch.write(s)
        self.length += len(s)
        return len(s)

    def read(self, size: int | None = None) -> bytes:
        return b""

    def seek(self, offset: int, whence: int = 0) -> int:
        return 0

    def flush(self) -> None:
        """Nothing waits to be written."""

    def size(self) -> int:
        return self.length


class _Scratch(WriterFactory):
    """Where ``py7zr`` unpacks to."""

    def __init__(self, limits: Limits) -> None:
        self.file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  # closed by ``members``
        self.stretches: list[_Stretch] = []
        self._limits = limits

    def create(self, filename: str) -> Py7zIO:
        self.stretches.append(_Stretch(self, filename))
        return self.stretches[-1]

    def write(self, data: bytes | bytearray) -> None:
        self._limits.count(len(data))
        self.file.write(data)


class _Part:
    """A stretch of the scratch file, as a file to read."""

    def __init__(self, file: IO[bytes], length: int) -> None:
        self._file = file
        self._left = length

    def read(self, size: int) -> bytes:
        data = self._file.read(min(size, self._left))
        self._left -= len(data)
        return data


def recognises(start: bytes) -> bool:
    """By its signature."""
    return start.startswith(b"7z\xbc\xaf\x27\x1c")


def members(file: BinaryIO, place: str, limits: Limits) -> Iterator[Member]:
    """The files in their order. Raises ``Unreadable`` for an encrypted archive, and where a damaged one ends."""
    scratch = _Scratch(limits)
    with seekable(file, place) as whole, scratch.file:
        broken: Unreadable | None = None
        outside: list[str] = []
        try:
            with py7zr.SevenZipFile(whole) as archive:
                files = [each for each in archive.files if each.is_file and not each.is_symlink]
                outside = [each.filename for each in files if _leads_out(each.filename)]
                inside = {each.filename for each in files} - set(outside)
                if inside:
                    archive.extract(targets=inside, factory=scratch)
        except PasswordRequired as error:
            todo = "Unpack it with its password, and ingest the folder"
            raise Unreadable(place, "the 7-Zip archive is encrypted", todo) from error
        except UnsupportedCompressionMethodError as error:
            what = f"a 7-Zip archive packed by a method that is not read ({error})"
            raise Unreadable(place, what, "Unpack it with 7z, and ingest the folder") from error
        except OSError as error:
            raise no_room(place, error) from error
        except Unreadable:
            raise
        except Exception as error:  # whatever a hostile or damaged file leads the library into
            what = f"the 7-Zip archive is damaged or breaks off ({error}); what stands before that place was read"
            broken = Unreadable(place, what, "Get a fresh copy for the rest")
            del scratch.stretches[-1:]  # the file that was being unpacked
        start = 0
        for stretch in scratch.stretches:
            scratch.file.seek(start)
            yield Member(stretch.name, Stream(_Part(scratch.file, stretch.length), None))
            start += stretch.length
        for name in outside:
            yield Member(name, None, _LEADS_OUT)
        if broken is not None:
            raise broken


def _leads_out(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or parts[0] == "" or parts[0].endswith(":")
