"""7-Zip archives.

Their files are packed in one stream, several to a block, and ``py7zr`` unpacks them in one go, into whatever it is
given to write to. So it does that in a thread of its own, which waits whenever it is a block ahead of who reads:
memory stays small however large the archive is, and nothing is unpacked that nobody asks for.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator
from queue import Empty, Queue
from typing import BinaryIO

import py7zr
from py7zr.exceptions import PasswordRequired, UnsupportedCompressionMethodError
from py7zr.io import Py7zIO, WriterFactory

from reftel.sources.document import Unreadable
from reftel.sources.unpacking import Limits, Member, Stream, no_room, seekable

KIND = "a 7-Zip archive"

_LEADS_OUT = ("a name that leads out of the archive", "Unpack the archive yourself, and ingest the folder")
_BLOCK = 1 << 20
_PATIENCE = 0.02


class _Abandoned(Exception):
    """Nobody reads on."""


class _Begins(str):
    """Its name, where a file begins."""

    __slots__ = ()


class _Ended(Exception):
    """That was all."""


_Item = bytes | _Begins | Exception
"""What the thread hands over: a file begins, a piece of it, how it ended."""


class _Unpacking(WriterFactory):
    """An archive being unpacked, file by file, in a thread."""

    def __init__(self, archive: py7zr.SevenZipFile, targets: Collection[str]) -> None:
        self._items: Queue[_Item] = Queue(1)
        self._ahead: _Item | None = None
        """What was taken from there and was not read."""
        self._abandoned = False
        self._thread = threading.Thread(target=self._unpack, args=(archive, targets), daemon=True, name="reftel-7z")
        self._thread.start()

    # -- in the thread -------------------------------------------------------------------------------------------

    def _unpack(self, archive: py7zr.SevenZipFile, targets: Collection[str]) -> None:
        ended: Exception = _Ended()
        try:
            archive.extract(targets=targets, factory=self)
        except Exception as error:  # raised again by who reads
            ended = error
        self._items.put(ended)

    def create(self, filename: str) -> Py7zIO:
        self.hand_over(_Begins(filename))
        return _Writer(self)

    def hand_over(self, item: bytes | _Begins) -> None:
        if self._abandoned:
            raise _Abandoned
        self._items.put(item)

    # -- in the thread of who reads ------------------------------------------------------------------------------

    def next_file(self, limits: Limits) -> str | None:
        """The name of the next file, when the rest of the one before is passed over; None after the last one.

        Raises what ended the unpacking.
        """
        while True:
            item = self._look()
            if isinstance(item, _Ended):
                return None
            if isinstance(item, Exception):
                raise item
            self._ahead = None
            if isinstance(item, _Begins):
                return item
            limits.count(len(item))

    def read(self, size: int) -> bytes:
        """More of the file; ``b""`` at its end. Raises what ended it too early."""
        item = self._look()
        if isinstance(item, _Begins | _Ended):
            return b""
        if isinstance(item, Exception):
            raise item
        self._ahead = item[size:] or None
        return item[:size]

    def _look(self) -> _Item:
        if self._ahead is None:
            self._ahead = self._items.get()
        return self._ahead

    def end(self) -> None:
        """Let the thread stop, wherever it is."""
        self._abandoned = True
        while self._thread.is_alive():
            try:
                self._items.get(timeout=_PATIENCE)
            except Empty:
                continue
        self._thread.join()


class _Writer(Py7zIO):
    """Where ``py7zr`` unpacks a file to."""

    def __init__(self, unpacking: _Unpacking) -> None:
        self._unpacking = unpacking
        self._size = 0

    def write(self, s: bytes | bytearray) -> int:
        for start in range(0, len(s), _BLOCK):
            self._unpacking.hand_over(bytes(s[start : start + _BLOCK]))
        self._size += len(s)
        return len(s)

    def read(self, size: int | None = None) -> bytes:
        return b""

    def seek(self, offset: int, whence: int = 0) -> int:
        return 0

    def flush(self) -> None:
        """Nothing waits to be written."""

    def size(self) -> int:
        return self._size


def recognises(start: bytes) -> bool:
    """By its signature."""
    return start.startswith(b"7z\xbc\xaf\x27\x1c")


def members(file: BinaryIO, place: str, limits: Limits) -> Iterator[Member]:
    """The files in their order. Raises ``Unreadable`` for an encrypted archive, and where a damaged one ends."""
    with seekable(file, place) as whole:
        broken: Unreadable | None = None
        outside: list[str] = []
        try:
            with py7zr.SevenZipFile(whole) as archive:
                files = [each for each in archive.files if each.is_file and not each.is_symlink]
                outside = [each.filename for each in files if _leads_out(each.filename)]
                inside = {each.filename for each in files} - set(outside)
                if inside:
                    yield from _unpacked(archive, inside, limits)
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
        for name in outside:
            yield Member(name, None, _LEADS_OUT)
        if broken is not None:
            raise broken


def _unpacked(archive: py7zr.SevenZipFile, names: Collection[str], limits: Limits) -> Iterator[Member]:
    unpacking = _Unpacking(archive, names)
    try:
        while (name := unpacking.next_file(limits)) is not None:
            yield Member(name, Stream(unpacking, limits))
    finally:
        unpacking.end()


def _leads_out(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or parts[0] == "" or parts[0].endswith(":")
