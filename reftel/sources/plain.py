"""The text of any file, telegram or not: what a person would read in an article, a memorandum or a book."""

from __future__ import annotations

import re

from reftel.sources import decoding, pdf
from reftel.sources.content import Content
from reftel.sources.document import Unreadable
from reftel.sources.markup import shown, without_hidden

_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|p|div|a|h1|article)\b", re.IGNORECASE)
_DECLARED = re.compile(r"<!doctype\b[^<>]{0,500}>", re.IGNORECASE)
_HEAD = 4096
"""Characters in which a page says that it is one."""
_LINKED = re.compile(r"<a\b[^<>]{0,300}?\bhref\s{0,3}=\s{0,3}[\"']?(https?://[^\s\"'<>]{1,2000})[\"']?", re.IGNORECASE)


def plain(data: bytes, place: str) -> str:
    """The text of a file of text, HTML (with the addresses of its links, each before its words) or PDF.

    Raises ``Unreadable``, with what to do, for what is none of them; ``place`` names the file in it.
    """
    content = Content(data, place)
    if content.is_pdf:
        return "\n\n".join(pdf.glance(data, place))
    binary = decoding.binary_kind(data)
    if binary is not None:
        raise Unreadable(place, *binary)
    text = content.text
    if not _PAGE.search(text[:_HEAD]):
        return text
    return shown(_LINKED.sub(r" (\1) \g<0>", without_hidden(_DECLARED.sub("", text, count=1))))
