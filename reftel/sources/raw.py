"""The telegram's bare text, with or without six leading lines (reference, subject, date, classification, origin)."""

from __future__ import annotations

from collections.abc import Iterator

from reftel.sources import telegramlike, undressing, unread
from reftel.sources.content import Content
from reftel.sources.document import Document, Unreadable


def claims(content: Content) -> bool:
    """Any text: this is the last of the layouts, and says why a text is no telegram."""
    return True


def documents(content: Content) -> Iterator[Document]:
    """The whole text as one document, without what others put around it; raises ``Unreadable`` for no telegram."""
    text: str | None = undressing.unwrapped(content.text)
    lacking = unread.table(content.head) or telegramlike.why_not_a_telegram(content.head)
    if lacking is not None:
        text = undressing.telegram(content.text)
    if text is None:
        todo = "Give a telegram's text, a page of the web archive or a National Archives PDF"
        raise Unreadable(content.place, unread.resemblance(content.head) or f"{lacking}", todo)
    yield Document(text, "raw", content.place, encoding=content.encoding)
