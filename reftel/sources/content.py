"""The file as it is shown to each layout in turn: bytes, text, pages, each made once and only when asked for."""

from __future__ import annotations

import errno
import io
import stat
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from reftel.sources import decoding
from reftel.sources.document import Unreadable

LARGEST = 512 * 1024 * 1024
"""Bytes. A telegram is 6 kB; a larger file is a dump of a whole collection, read as it streams or not at all."""


_PIECE = 1 << 20
_PADDED = 100
"""Characters to a zero, on the average, of a text that is padded with zeros; a teletype leaves one here and there."""
_EMPTY = b" \t\r\n\x00\xef\xbb\xbf\xfe\xff"
"""Blanks, zeros and byte order marks: a file of nothing else is empty."""

OnSkip = Callable[[str, str], None]
"""Is told of what a file holds and that did not become a document: its place, and why with what to do."""


class Content:
    """One file's bytes, and what they are."""

    def __init__(self, data: bytes, place: str, *, ocr: bool = False, onskip: OnSkip | None = None) -> None:
        self.data = data
        self.place = place
        self.ocr = ocr
        """A text layer that is garbage is to be read anew by OCR."""
        self._onskip = onskip

    def skip(self, place: str, reason: str) -> None:
        """Tell of a part of the file that is passed over: ``volume.xml#d3``, and why."""
        if self._onskip is not None:
            self._onskip(place, reason)

    @cached_property
    def is_pdf(self) -> bool:
        # Blank lines before the header are a common download damage, and every reader forgives them.
        return self.data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\x00").startswith(b"%PDF-")

    @cached_property
    def _decoded(self) -> tuple[str, str]:
        text, encoding = decoding.decode(self.data)
        zeros = text.count("\x00") if "\x00" in text else 0
        if zeros * _PADDED > len(text):  # what tapes and disks filled their lines or their last block with
            text = text.replace("\x00", "")
        return text.rstrip("\x1a"), encoding

    @cached_property
    def is_image(self) -> bool:
        return decoding.is_image(self.data)

    @property
    def text(self) -> str:
        """The whole file as text, line ends as ``\\n``."""
        return self._decoded[0]

    @property
    def encoding(self) -> str:
        return self._decoded[1]

    @cached_property
    def head(self) -> str:
        """The first part of the text, long enough to recognise any layout by."""
        return self.text[: 1 << 16]


def check(path: Path) -> int:
    """The size of a file; raises ``Unreadable`` for one that is missing, no file, or not to be read."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise Unreadable(path, "a folder, not a file", "Name a file in it, or ingest the folder")
        if not stat.S_ISREG(status.st_mode):  # opening a pipe would wait for its other end
            raise Unreadable(path, "not a regular file (a device, pipe or socket)", "Save its content to a file first")
        with path.open("rb", 0):
            return status.st_size
    except OSError as error:
        raise cannot_read(path, error) from error


def whole(file: BinaryIO, place: str) -> bytes:
    """All that is in an opened file; raises ``Unreadable`` for one that is empty or too large to be read as a whole."""
    kept = io.BytesIO()  # it hands out its content without a second copy
    while piece := file.read(_PIECE):
        if kept.write(piece) and kept.tell() > LARGEST:
            what = f"too large: more than {LARGEST >> 20} MB, which is the limit for one file of its kind"
            raise Unreadable(place, what, "Split it into one file a telegram")
    data = kept.getvalue()
    refuse_empty(data, place)
    return data


def refuse_empty(data: bytes, place: str) -> None:
    """Raise ``Unreadable`` for a file that says nothing."""
    if not data[:_PIECE].strip(_EMPTY) and not data.strip(_EMPTY):
        raise Unreadable(place, "the file is empty", "Download or save it again")


def cannot_read(path: str | Path, error: OSError) -> Unreadable:
    """The clear error for what the operating system refused."""
    if isinstance(error, FileNotFoundError):
        return Unreadable(path, "there is no such file or folder", "Check the spelling of the path")
    if isinstance(error, PermissionError):
        return Unreadable(path, "no permission to read it", "Change its rights (chmod u+rX) or run as its owner")
    if error.errno == errno.ELOOP:
        return Unreadable(path, "a link that leads to itself", "Remove the link")
    if error.errno == errno.ENAMETOOLONG:
        return Unreadable(path, "the path is too long for this system", "Rename it")
    return Unreadable(path, f"it cannot be read ({error.strerror or error})", "Check the disk, or copy it elsewhere")
