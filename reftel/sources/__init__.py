"""From paths to documents: one module a layout, each recognising its own by content, never by the file's name.

Nothing here knows how a telegram is parsed. A new layout is a module with ``claims`` and ``documents``, and a row in
``LAYOUTS``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from reftel.sources import decoding, nara, page, printed, raw, unread
from reftel.sources.content import Content, load
from reftel.sources.document import Document, Told, Unreadable
from reftel.sources.walking import walk

__all__ = ["LAYOUTS", "Document", "Told", "Unreadable", "documents", "documents_in", "walk"]


class Layout(Protocol):
    """What the module of a layout offers."""

    def claims(self, content: Content) -> bool:
        """Whether a file is this layout's to read, or to say why not."""

    def documents(self, content: Content) -> Iterator[Document]:
        """The telegrams in it; raises ``Unreadable``."""


LAYOUTS: tuple[Layout, ...] = (nara, page, unread, printed, raw)
"""In the order in which they are asked. ``unread`` stands before those that take any text; ``raw`` is the last."""


def documents(path: str | Path) -> Iterator[Document]:
    """The telegrams that a file holds.

    Raises ``SourceError`` (an ``Unreadable``: ``place``, ``reason``) that says what the file is, where, and what to
    do, for one that can't be read or that no layout recognises.
    """
    return _read(load(path))


def documents_in(data: bytes, place: str) -> Iterator[Document]:
    """The same for bytes that did not come from a file; ``place`` names them in documents and errors."""
    if not data.strip():
        raise Unreadable(place, "there is nothing in it", "Give a telegram's text, a page of the web archive or a PDF")
    return _read(Content(data, place))


def _read(content: Content) -> Iterator[Document]:
    binary = None if content.is_pdf else decoding.binary_kind(content.data)
    if binary is not None:
        what, todo = binary
        raise Unreadable(content.place, what, todo)
    for layout in LAYOUTS:
        if layout.claims(content):
            yield from layout.documents(content)
            return
