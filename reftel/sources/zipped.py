"""ZIP archives. Office documents are ZIP archives too: those of text are read, the others named for what they are.

The table of contents stands at the end, so one that breaks off has none: its files are found by the headers that each
has of its own (`recovering`).
"""

from __future__ import annotations

import posixpath
import struct
import zipfile
from collections.abc import Callable, Collection, Iterator
from functools import partial
from typing import IO, BinaryIO

from reftel.sources import books, content, decoding, markup, office, recovering, spreadsheet
from reftel.sources.document import Unreadable, shown
from reftel.sources.telegramlike import is_telegram
from reftel.sources.unpacking import LONGEST_NAME, Limits, Member, Stream, buffered, seekable

KIND = "a ZIP archive"

_MARKS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_MOST = 2_000_000
"""Files in one archive. Its table of contents is read as a whole: some 600 bytes of memory for each of them."""
_DOCUMENTS = (
    (spreadsheet.WORKBOOK, "a spreadsheet (.xlsx)", "Save it as CSV, with a column of the texts named body"),
    ("[Content_Types].xml", "an office document (such as .pptx)", "Save it as plain text or PDF"),
)
_TEXTS: tuple[tuple[str, Callable[[str], str]], ...] = (
    (office.WORD, office.of_word),
    (office.OPEN_DOCUMENT, office.of_open_document),
)
_BOOK = "META-INF/container.xml"
"""Stands in every EPUB."""
_CHAPTER = 32 << 20
"""Bytes of a chapter at most."""
_OF_A_DOCUMENT = 2000
"""Files at most in an office document; each picture is one."""
_PASSWORD = ("encrypted", "Unpack the archive with its password, and ingest the folder")
_END = struct.Struct("<4s4H2LH")  # APPNOTE 4.3.16
_END_64 = struct.Struct("<4sQ2H2L4Q")  # APPNOTE 4.3.14
_LOCATOR = struct.Struct("<4sLQL")  # APPNOTE 4.3.15
_TAIL = _END.size + (1 << 16)


def recognises(start: bytes) -> bool:
    """By the signature of a member, or of an empty archive."""
    return start.startswith(_MARKS)


def members(file: BinaryIO, place: str, limits: Limits) -> Iterator[Member]:
    """The files in the order of its table of contents; raises ``Unreadable`` for one that has none."""
    with seekable(file, place) as whole:
        _check_count(whole, place)
        try:
            archive = zipfile.ZipFile(whole)
        except Exception as error:
            yield from _without_contents(whole, place, limits, error)
            return
        with archive:
            names = {info.filename for info in archive.infolist()[:_OF_A_DOCUMENT]}
            if len(archive.infolist()) <= _OF_A_DOCUMENT and (told := _text(archive, names, limits)) is not None:
                yield Member.holding("", told, limits)
                return
            if _BOOK in names:
                yield from _of_book(archive, place, limits)
                return
            if spreadsheet.WORKBOOK in names:
                yield from _of_workbook(archive, place, limits)
                return
            _refuse_documents(place, names)
            for info in archive.infolist():
                if not info.is_dir():
                    yield from _member(info, partial(archive.open, info), limits)


def _without_contents(file: BinaryIO, place: str, limits: Limits, why: Exception) -> Iterator[Member]:
    """The files that are there of an archive without its table of contents; what is lost is told at the end."""
    what = f"a damaged ZIP archive, or one that breaks off (no table of contents: {why})"
    names: list[str] = []
    for found in recovering.members(file, limits):
        names.append(found.info.filename)
        _refuse_documents(place, names[:2])
        if not found.info.is_dir():
            counted = None if found.counted else limits
            yield from _member(found.info, found.open, counted)
    if not names:
        todo = "Get a fresh copy, or mend it: zip -FF damaged.zip --out mended.zip"
        raise Unreadable(place, what, todo)
    found_so = f"{len(names):,} files were found by their own headers, the last one {shown(names[-1][:LONGEST_NAME])}"
    what += f"; {found_so}; what stood behind that is lost"
    raise Unreadable(place, what, "Get a fresh copy for the rest")


def _text(archive: zipfile.ZipFile, names: Collection[str], limits: Limits) -> str | None:
    """The text of an office document; None for an archive that is none, or one of something else."""
    if not {"[Content_Types].xml", "mimetype"} & set(names):
        return None
    for name, text_of in _TEXTS:
        if name not in names or archive.getinfo(name).flag_bits & 1:
            continue
        with archive.open(name) as opened:
            data = content.whole(buffered(Stream(opened, limits)), name)
        text = text_of(data.decode("utf-8", "replace"))
        return text if text.strip() else None
    return None


def _of_book(archive: zipfile.ZipFile, place: str, limits: Limits) -> Iterator[Member]:
    """A volume of *Foreign Relations* as one file of TEI; of another e-book the chapters in which telegrams are to be
    recognised. Raises ``Unreadable`` where there is none.
    """
    names = [info.filename for info in archive.infolist() if not info.flag_bits & 1]
    package = next((name for name in names if name.lower().endswith(".opf")), "")
    told = _chapter(archive, package, limits) if package else ""
    chapters = [name for name in names if name.lower().endswith((".xhtml", ".html", ".htm"))]
    ordered = books.spine(told, chapters, posixpath.dirname(package))
    read = [books.Chapter(name, _chapter(archive, name, limits)) for name in ordered]
    volume = books.volume(read, f"{told}\n{place}")
    if volume is not None:
        yield Member.holding("", volume, None)
        return
    found = 0
    for chapter in read:
        text = markup.lines(chapter.source)
        if is_telegram(text):
            found += 1
            yield Member.holding(chapter.name, text, None)
    if not found:
        todo = "Of a volume of Foreign Relations give the TEI (XML); of another book, the telegrams as text"
        raise Unreadable(place, "an e-book (EPUB) in which no telegram is to be recognised", todo)


def _of_workbook(archive: zipfile.ZipFile, place: str, limits: Limits) -> Iterator[Member]:
    """The sheets of a spreadsheet as tables; raises ``Unreadable`` where nothing stands in them."""
    found = False
    try:
        for name, table in spreadsheet.sheets(
            archive, lambda name: buffered(Stream(archive.open(name), limits)), place
        ):
            found = True
            yield Member.holding(name, table, None)
    except (RuntimeError, NotImplementedError, zipfile.BadZipFile) as error:  # encrypted, packed otherwise, damaged
        raise Unreadable(place, f"a spreadsheet (.xlsx) that can't be unpacked ({error})", "Save it as CSV") from None
    if not found:
        raise Unreadable(place, "a spreadsheet (.xlsx) in which nothing stands", "Give one that holds telegrams")


def _chapter(archive: zipfile.ZipFile, name: str, limits: Limits) -> str:
    with archive.open(name) as opened:
        return decoding.decode(buffered(Stream(opened, limits)).read(_CHAPTER))[0]


def _refuse_documents(place: str, names: Collection[str]) -> None:
    for name, what, todo in _DOCUMENTS:
        if name in names:
            raise Unreadable(place, what, todo)


def _member(
    info: zipfile.ZipInfo, opened: Callable[[], IO[bytes] | zipfile.ZipExtFile], limits: Limits | None
) -> Iterator[Member]:
    if info.flag_bits & 1:
        yield Member(info.filename, None, _PASSWORD)
        return
    try:
        source = opened()
    except NotImplementedError:
        what = f"packed by a method that is not read (number {info.compress_type})"
        yield Member(info.filename, None, (what, "Unpack the archive with 7z, and ingest the folder"))
        return
    except Exception as error:  # whatever a hostile entry leads the library into
        yield Member(info.filename, None, (f"damaged in the archive ({error})", "Get a fresh copy of the archive"))
        return
    with source:
        yield Member(info.filename, Stream(source, limits))


def _check_count(file: BinaryIO, place: str) -> None:
    """Refuse a table of contents that would fill the memory, before it is read."""
    size = file.seek(0, 2)
    file.seek(max(size - _TAIL, 0))
    tail = file.read(_TAIL)
    at = tail.rfind(b"PK\x05\x06")
    if 0 <= at <= len(tail) - _END.size:
        count = _END.unpack_from(tail, at)[4]
        if count == 0xFFFF and at >= _LOCATOR.size and tail[at - _LOCATOR.size :].startswith(b"PK\x06\x07"):
            file.seek(min(_LOCATOR.unpack_from(tail, at - _LOCATOR.size)[2], size))
            record = file.read(_END_64.size)
            count = _END_64.unpack(record)[7] if len(record) == _END_64.size else count
        if count > _MOST:
            what = f"a ZIP archive of {count:,} files, and {_MOST:,} is the limit"
            raise Unreadable(place, what, "Unpack it yourself and ingest the folder")
    file.seek(0)
