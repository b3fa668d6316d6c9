"""The National Archives' PDF of one telegram of 1973–79, and other PDFs with a telegram in their text layer.

The archive's PDF (Access to Archival Databases) holds "Message Text", which is the telegram with its page lines, then
"Message Attributes", some 70 labelled catalogue fields; a stamp of the review stands at the head and foot of each page.
All of it is handed on as it stands: the attributes need places in the text, so reading them is the parser's work. Of a
telegram whose text the archive could not convert, only the attributes are there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reftel.sources import pdf
from reftel.sources.content import Content
from reftel.sources.document import Document, Unreadable
from reftel.sources.telegramlike import why_not_a_telegram

_TEXT = re.compile(r"^[ \t]{0,8}Message Text[ \t]*$", re.MULTILINE)
_ATTRIBUTES = re.compile(r"^[ \t]{0,8}Message Attributes[ \t]*$", re.MULTILINE)
_GLANCE = 3
"""Pages with text that are looked at to recognise a telegram; all begin on their first page."""


def claims(content: Content) -> bool:
    """Any PDF: what is no telegram among them is for this module to say."""
    return content.is_pdf


def documents(content: Content) -> Iterator[Document]:
    """One document for each telegram of the PDF; raises ``Unreadable`` for a PDF that is damaged or something else."""
    head = _head(content)
    if _TEXT.search(head) or _ATTRIBUTES.search(head):
        for first, pages in _telegrams(pdf.pages(content.data, content.place)):
            place = f"{content.place}#page={first}" if first > 1 else content.place
            yield Document("\n".join(pages), "nara-pdf", place, encoding="pdf")
        return
    lacking = why_not_a_telegram(head)
    if lacking is not None:
        todo = "Give a PDF of a telegram, or the telegram's text"
        raise Unreadable(content.place, f"a PDF, but {lacking.removeprefix('a text ')}", todo)
    yield Document("\n".join(pdf.pages(content.data, content.place)), "pdf-text", content.place, encoding="pdf")


def _head(content: Content) -> str:
    found: list[str] = []
    for page in pdf.glance(content.data, content.place):
        if page.strip():
            found.append(page)
        if len(found) == _GLANCE:
            break
    if not found:
        todo = "It needs OCR, which is not done here yet: run it through a program such as ocrmypdf and give the result"
        raise Unreadable(content.place, "a PDF of images, with no text layer", todo)
    return "\n".join(found)


def _telegrams(pages: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """The pages of each telegram, with the number of its first page: several PDFs may have been joined into one."""
    first, group, complete = 1, list[str](), False
    for number, page in enumerate(pages, start=1):
        has_attributes = _ATTRIBUTES.search(page) is not None
        if group and (_TEXT.search(page) or (has_attributes and complete)) and _begun(group):
            yield first, group
            first, group, complete = number, [], False
        group.append(page)
        complete = complete or has_attributes
    yield first, group


def _begun(group: Sequence[str]) -> bool:
    return any(_TEXT.search(page) or _ATTRIBUTES.search(page) for page in group)
