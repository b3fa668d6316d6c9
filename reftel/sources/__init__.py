"""From paths to documents: one module a layout, each recognising its own by content, never by the file's name.

Nothing here knows how a telegram is parsed. A new layout is a module with ``claims`` and ``documents``, and a row in
``LAYOUTS``.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO, Protocol

from reftel.sources import (
    annotated,
    containers,
    decoding,
    dfat,
    dump,
    jsonlines,
    nara,
    nara_text,
    ocr_pages,
    page,
    picture,
    printed,
    raw,
    smart,
    streamed,
    table,
    tei,
    unread,
    yaml_records,
)
from reftel.sources.content import Content, OnSkip, cannot_read, check, refuse_empty, whole
from reftel.sources.document import Document, Printed, Told, Unreadable, shown
from reftel.sources.plain import plain
from reftel.sources.unpacking import Limits
from reftel.sources.walking import walk

__all__ = [
    "LAYOUTS",
    "Document",
    "OnSkip",
    "Printed",
    "Told",
    "Unreadable",
    "documents",
    "documents_in",
    "is_streamed",
    "plain",
    "shown",
    "walk",
]


class Layout(Protocol):
    """What the module of a layout offers."""

    def claims(self, content: Content) -> bool:
        """Whether a file is this layout's to read, or to say why not."""

    def documents(self, content: Content) -> Iterator[Document]:
        """The telegrams in it; raises ``Unreadable``."""


class Streamed(Layout, Protocol):
    """What the module of a layout offers whose files may be larger than memory."""

    def recognises(self, head: str) -> bool:
        """Whether a file that begins so is this layout's."""

    def stream(self, file: BinaryIO, place: str) -> Iterator[Document]:
        """The telegrams in it, one in memory at a time; raises ``Unreadable``, if need be after the last of them."""


LAYOUTS: tuple[Layout, ...] = (
    nara,
    nara_text,
    picture,
    page,
    jsonlines,
    dump,
    table,
    tei,
    smart,
    yaml_records,
    dfat,
    annotated,
    ocr_pages,
    unread,
    printed,
    raw,
)
"""In the order in which they are asked. ``unread`` stands before those that take any text; ``raw`` is the last."""

STREAMED: tuple[Streamed, ...] = (jsonlines, dump, table)
"""Dumps of whole collections: they are asked before the file is read, and no limit of size holds for them."""


def documents(path: str | Path, *, ocr: bool = False, onskip: OnSkip | None = None) -> Iterator[Document]:
    """The telegrams that a file holds, found one by one, always in the same order.

    An archive or web capture is read member by member. ``onskip`` is told of what else is in the file: the memoranda
    of a volume, a damaged member. With ``ocr`` a text layer that is garbage is read anew.

    Raises ``SourceError`` (an ``Unreadable``: ``place``, ``reason``) that says what the file is, where, and what to
    do, for one that can't be read or that no layout recognises; if need be after the last telegram of it.
    """
    path = Path(path)
    limits = Limits(shown(path), check(path))
    return _from_path(path, _Finder(limits, ocr, onskip))


def documents_in(data: bytes, place: str, *, ocr: bool = False, onskip: OnSkip | None = None) -> Iterator[Document]:
    """The same for bytes that did not come from a file; ``place`` names them in documents and errors."""
    if not data.strip():
        raise Unreadable(place, "there is nothing in it", "Give a telegram's text, a page of the web archive or a PDF")
    return _Finder(Limits(place, len(data)), ocr, onskip).found(io.BytesIO(data), place)


def is_streamed(path: str | Path) -> bool:
    """Whether a file is a dump or a container: finding the telegrams in it costs little beside parsing them."""
    try:
        check(Path(path))
        with Path(path).open("rb") as file:
            start = file.read(streamed.GLANCE)
    except (OSError, Unreadable):
        return False
    if containers.kind_of(start) is not None:
        return True
    head = streamed.glance(start) if decoding.binary_kind(start) is None else ""
    return any(layout.recognises(head) for layout in STREAMED)


def _from_path(path: Path, finder: _Finder) -> Iterator[Document]:
    try:
        with path.open("rb") as file:
            yield from finder.found(file, shown(path))
    except OSError as error:
        raise cannot_read(path, error) from error


class _Finder:
    """Finds the telegrams of one named file, and of the files inside it."""

    def __init__(self, limits: Limits, ocr: bool, onskip: OnSkip | None) -> None:
        self._limits = limits
        self._ocr = ocr
        self._onskip = onskip

    def found(self, file: BinaryIO, place: str, depth: int = 0) -> Iterator[Document]:
        """The telegrams of an opened file, which stands ``depth`` containers deep."""
        start = file.read(streamed.GLANCE)
        ended = len(start) < streamed.GLANCE and not file.read(1)
        file.seek(0)
        container = containers.kind_of(start)
        if container is not None:
            deeper = partial(self.found, depth=depth + 1)
            yield from containers.documents(container, file, place, self._limits, depth, self._onskip, deeper)
            return
        binary = decoding.binary_kind(start)  # told by what a file begins with, so once for all of it
        content = Content(start, place, ocr=self._ocr, onskip=self._onskip)
        head = ""
        if binary is None:
            head = content.text.lstrip() if ended else streamed.glance(start)
        for dump_layout in STREAMED:
            if dump_layout.recognises(head):
                yield from dump_layout.stream(file, place)
                return
        if ended:  # as every page is: it is read and decoded once
            refuse_empty(start, place)
        else:
            if len(start) == streamed.GLANCE:  # a film or a disk image is not read to its end to learn that it is one
                _refuse_binary(content, binary)
            content = Content(whole(file, place), place, ocr=self._ocr, onskip=self._onskip)
        _refuse_binary(content, binary)
        for layout in LAYOUTS:
            if layout.claims(content):
                yield from layout.documents(content)
                return


def _refuse_binary(content: Content, binary: tuple[str, str] | None) -> None:
    if binary is not None and not content.is_pdf and not content.is_image:
        raise Unreadable(content.place, *binary)
