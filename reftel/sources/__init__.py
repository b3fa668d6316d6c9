"""From paths to documents: one module a layout, each recognising its own by content, never by the file's name.

Nothing here knows how a telegram is parsed. A new layout is a module with ``claims`` and ``documents``, and a row in
``LAYOUTS``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Protocol

from reftel.sources import decoding, dfat, dump, jsonlines, nara, page, printed, raw, smart, streamed, tei, unread
from reftel.sources.content import Content, OnSkip, cannot_read, load
from reftel.sources.document import Document, Told, Unreadable, shown
from reftel.sources.walking import walk

__all__ = ["LAYOUTS", "Document", "OnSkip", "Told", "Unreadable", "documents", "documents_in", "walk"]


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


LAYOUTS: tuple[Layout, ...] = (nara, page, jsonlines, dump, tei, smart, dfat, unread, printed, raw)
"""In the order in which they are asked. ``unread`` stands before those that take any text; ``raw`` is the last."""

STREAMED: tuple[Streamed, ...] = (jsonlines, dump)
"""Dumps of whole collections: they are asked before the file is read, and no limit of size holds for them."""


def documents(path: str | Path, *, ocr: bool = False, onskip: OnSkip | None = None) -> Iterator[Document]:
    """The telegrams that a file holds, found one by one, always in the same order.

    ``onskip`` is told of what else is in it: the memoranda of a volume, a damaged page. With ``ocr`` a text layer that
    is garbage is read anew.

    Raises ``SourceError`` (an ``Unreadable``: ``place``, ``reason``) that says what the file is, where, and what to
    do, for one that can't be read or that no layout recognises; if need be after the last telegram of it.
    """
    return _streamed(Path(path)) or _read(load(path, ocr=ocr, onskip=onskip))


def documents_in(data: bytes, place: str, *, ocr: bool = False, onskip: OnSkip | None = None) -> Iterator[Document]:
    """The same for bytes that did not come from a file; ``place`` names them in documents and errors."""
    if not data.strip():
        raise Unreadable(place, "there is nothing in it", "Give a telegram's text, a page of the web archive or a PDF")
    return _read(Content(data, place, ocr=ocr, onskip=onskip))


def _read(content: Content) -> Iterator[Document]:
    binary = None if content.is_pdf else decoding.binary_kind(content.data)
    if binary is not None:
        what, todo = binary
        raise Unreadable(content.place, what, todo)
    for layout in LAYOUTS:
        if layout.claims(content):
            yield from layout.documents(content)
            return


def _streamed(path: Path) -> Iterator[Document] | None:
    """The telegrams of a dump, read as they stream; None for any other file, and for one that can't be opened."""
    try:
        if not path.is_file():  # opening a pipe would wait for its other end
            return None
        with path.open("rb") as file:
            start = file.read(streamed.GLANCE)
    except OSError:
        return None  # ``load`` says why
    head = streamed.glance(start) if decoding.binary_kind(start) is None else ""
    return next((_from_file(layout, path) for layout in STREAMED if layout.recognises(head)), None)


def _from_file(layout: Streamed, path: Path) -> Iterator[Document]:
    try:
        with path.open("rb") as file:
            yield from layout.stream(file, shown(path))
    except OSError as error:
        raise cannot_read(path, error) from error
