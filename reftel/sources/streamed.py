"""Files that are read while they stream: a dump of a whole collection is one file of 1.7 GB.

Memory stays that of one cable however long the file is, a damaged line costs that line alone, and what was lost is
told at the end, by line: a reader who gets 251,286 cables must learn where the last one is.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from reftel.sources import codepages, decoding
from reftel.sources.document import Unreadable

LONGEST = 16 << 20
"""Bytes. The longest cables are below 1 MB; a line or a row that goes on for longer than this is damage, or hostile."""
GLANCE = 1 << 16
"""Bytes at the beginning of a file that every layout is recognised by."""
_CHUNK = 1 << 20
_TOLD = 20
"""Places that are told one by one; of more only the number."""
_WIDE = ("utf-16", "utf-32")
_QUOTED = 60
"""Characters of a damaged line that are shown."""


class Line(NamedTuple):
    """A line of a file, with its line end as ``\\n``."""

    number: int
    """Counted from 1, as an editor does."""
    text: str | None
    """None for a line longer than ``LONGEST``, which is passed over."""
    encoding: str


class Lost:
    """What could not be read of a file, place by place; at the end it becomes the one error that tells all of it."""

    def __init__(self, place: str) -> None:
        self.place = place
        self.read = 0
        """Documents that were read."""
        self.count = 0
        """Places where something was not."""
        self._told: list[str] = []

    @property
    def first(self) -> str | None:
        """The first of them: place and fault."""
        return self._told[0] if self._told else None

    def add(self, where: str, why: str) -> None:
        """Note that ``where`` (``line 7``) could not be read, or not in whole, and ``why``."""
        self.count += 1
        if len(self._told) < _TOLD:
            self._told.append(f"{where}: {why}")

    def complain(self, kind: str, todo: str, lost: str = "damaged places") -> None:
        """Raise ``Unreadable``, if anything was not read.

        ``kind`` says what the file is (``a JSON-lines dump``), ``lost`` what is wrong in it.
        """
        if not self.count:
            return
        more = f"; and {self.count - len(self._told):,} more" if self.count > len(self._told) else ""
        cables = f"{self.read:,} cable{'s were' if self.read != 1 else ' was'} read"
        what = f"{kind} with {lost} ({cables}): {'; '.join(self._told)}{more}"
        raise Unreadable(self.place, what, todo)


def quoted(text: str) -> str:
    """The beginning of a damaged line, safe to print."""
    start = text[:_QUOTED].strip()
    return ascii(start)[1:-1] + ("…" if len(text.strip()) > _QUOTED else "")


def glance(data: bytes) -> str:
    """The first part of a file as text, from its first bytes."""
    return decoding.decode(data[:GLANCE])[0].lstrip()


def lines(file: BinaryIO) -> Iterator[Line]:
    """The lines of a file, each decoded for itself, so that one damaged byte changes the reading of no other line.

    A mark of UTF-16 or UTF-32 (or zeros in every second byte) decides for the whole file, and so does the code page of
    its beginning for lines that show no other.
    """
    told = _told(file)
    if told.startswith(_WIDE):
        yield from _wide_lines(file, told)
        return
    usual = _page(told)
    number, skipping, taken = 0, False, b""
    while piece := taken + file.readline(LONGEST):
        taken = b""
        ended = piece.endswith(b"\n")
        if skipping or (not ended and len(piece) == LONGEST):
            if not skipping:
                number += 1
                yield Line(number, None, "utf-8")
            skipping = not ended
            continue
        number += 1
        if b"\x00" in piece and piece.endswith(b"\n"):  # a line of UTF-16 ends with a zero behind its line feed
            taken = file.read(1)
            if taken == b"\x00":
                piece, taken = piece + taken, b""
        text, encoding = decoded(piece.removeprefix(codecs.BOM_UTF8) if number == 1 else piece, usual)
        if text.count("\n") > 1:  # an old Macintosh ended its lines by a carriage return alone: one line for the count
            yield from (Line(number, part, encoding) for part in text.splitlines(keepends=True))
        else:
            yield Line(number, text, encoding)


def chunks(file: BinaryIO) -> Iterator[bytes]:
    """The file's bytes in pieces of 1 MB, without a byte order mark; what is UTF-16 or UTF-32 comes as UTF-8."""
    wide = wide_encoding(file)
    if wide is not None:
        text = io.TextIOWrapper(file, encoding=wide, errors="replace", newline="")
        try:
            while characters := text.read(_CHUNK):
                yield characters.removeprefix("\ufeff").encode("utf-8", "replace")
        finally:
            text.detach()  # closing the file is for whoever opened it
        return
    first = True
    while data := file.read(_CHUNK):
        yield data.removeprefix(codecs.BOM_UTF8) if first else data
        first = False


def decoded(data: bytes, usual: str = codepages.USUAL) -> tuple[str, str]:
    """Bytes as text with ``\\n`` at line ends, and the encoding that they were read in: where nothing tells another,
    ``usual``.
    """
    if b"\x00" in data:
        return decoding.decode(data, usual)
    try:
        return decoding.newlines(data.decode("utf-8")), "utf-8"
    except UnicodeDecodeError:
        return decoding.decode(data, usual)


def wide_encoding(file: BinaryIO) -> str | None:
    """UTF-16 or UTF-32, if the beginning of the file tells it; the file is at its beginning then."""
    told = _told(file)
    return told if told.startswith(_WIDE) else None


def usual_page(file: BinaryIO) -> str:
    """The code page of the beginning of a file, for what of it is not UTF-8; the file is at its beginning then."""
    return _page(_told(file))


def _page(told: str) -> str:
    return told if told in codepages.PAGES else codepages.USUAL


def _told(file: BinaryIO) -> str:
    encoding = decoding.decode(file.read(GLANCE))[1]
    file.seek(0)
    return encoding.partition(" and ")[0]


def _wide_lines(file: BinaryIO, encoding: str) -> Iterator[Line]:
    text = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline=None)
    number, skipping = 0, False
    try:
        while piece := text.readline(LONGEST):
            ended = piece.endswith("\n")
            if skipping or (not ended and len(piece) == LONGEST):
                if not skipping:
                    number += 1
                    yield Line(number, None, encoding)
                skipping = not ended
                continue
            number += 1
            yield Line(number, piece.removeprefix("\ufeff") if number == 1 else piece, encoding)
    finally:
        text.detach()
