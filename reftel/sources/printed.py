"""The web archive's page as print: printed to paper and OCR'd, or copied from the browser as text.

The whole text is handed on. The table of the print stands in the middle of it, often twice and damaged, and its fields
need places in the text: reading it is the parser's work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reftel.sources.content import Content
from reftel.sources.document import Document

# Any two of them, with blanks doubled by the OCR: an article about the archive has at most one.
_WORDS = (
    re.compile(r"\bViewing\s{1,4}cable\s{1,4}\d{2}"),
    re.compile(r"\bUnderstanding\s{1,4}cables\b"),
    re.compile(r"\bDiscussing\s{1,4}cables\b"),
    re.compile(r"\bReference\s{1,4}ID\s{1,8}(?:Created|Date)\s{1,8}(?:Released\s{1,8})?Classification\s{1,8}Origin\b"),
    re.compile(r"\bEvery\s{1,4}cable\s{1,4}message\s{1,4}consists\s{1,4}of\s{1,4}three\s{1,4}parts\b"),
)


def claims(content: Content) -> bool:
    """A text with the words that the archive's page puts around every cable."""
    return sum(word.search(content.head) is not None for word in _WORDS) >= 2


def documents(content: Content) -> Iterator[Document]:
    """The whole text as one document."""
    yield Document(content.text, "printed-page", content.place, encoding=content.encoding)
