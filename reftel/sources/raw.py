"""The telegram's bare text, with or without six leading lines (reference, subject, date, classification, origin)."""

from __future__ import annotations

from collections.abc import Iterator

from reftel.sources import telegramlike, undressing, unread
from reftel.sources.content import Content
from reftel.sources.document import Document, Unreadable

_HEAD = 1 << 16


def claims(content: Content) -> bool:
    """Any text: this is the last of the layouts, and says why a text is no telegram."""
    return True


def documents(content: Content) -> Iterator[Document]:
    """The whole text as one document, without what others put around it; raises ``Unreadable`` for no telegram."""
    broken = undressing.without_letter(undressing.printable(undressing.with_breaks(content.text)))
    head = content.head if broken is content.text else broken[:_HEAD]
    text: str | None = undressing.unwrapped(broken)
    lacking = unread.table(head) or telegramlike.why_not_a_telegram(head)
    if lacking is not None:
        text = undressing.telegram(broken)
    if text is None:
        todo = "Give a telegram's text, a page of the web archive or a National Archives PDF"
        raise Unreadable(content.place, unread.resemblance(content.head) or f"{lacking}", todo)
    yield Document(text, "raw", content.place, encoding=content.encoding)
