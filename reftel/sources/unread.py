"""Layouts that are known and not read yet, so that a file of one is named for what it is and not half-read.

Some of them hold telegrams that the raw layout would take for its own: a SMART cable inside an e-mail, a telegram with
marks of annotators in its sentences. A row moves out of the table when its layout gets a module.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reftel.sources import undressing
from reftel.sources.content import Content
from reftel.sources.document import Document, Unreadable

_NOT_YET = "This layout is not read yet; give a telegram's text, a page of the web archive or a National Archives PDF"

# What it is, and the patterns that must all be found in the first part of the text.
_KNOWN: tuple[tuple[str, tuple[re.Pattern[str], ...]], ...] = (
    ("an XML document", (re.compile(r"\A\s{0,99}<(?:\?xml|[A-Za-z][\w:.-]{0,60})\b[^<>]{0,500}>"),)),
    (
        "a Markdown document with a front matter",
        (re.compile(r"\A---[ \t]*\n[A-Za-z_][\w-]{0,60}:"),),
    ),
)
_MARKDOWN_HEADING = re.compile(r"^#{1,6} \S", re.MULTILINE)
_SAMPLE_LINES = 40
_FEWEST = 5
"""Lines from which a table or list can be told."""
_LONGEST_ITEM = 40
"""Characters. Lists of words and codes have shorter lines: ``AEMR``, ``AEROLINEAS ARGENTINAS``."""


def claims(content: Content) -> bool:
    """A text of one of the known layouts, and no telegram with something around it."""
    return _known(content.head) is not None and undressing.telegram(content.head) is None


def documents(content: Content) -> Iterator[Document]:
    """Raises ``Unreadable`` with the layout's name."""
    raise Unreadable(content.place, f"{_known(content.head)}", _NOT_YET)


def table(head: str) -> str | None:
    """That a text is a table, when every line of its beginning has the same separator. No telegram is like that."""
    lines = _sample(head)
    if len(lines) >= _FEWEST:
        for separator, name in ((",", "commas"), ("\t", "tabs"), (";", "semicolons")):
            if all(separator in line for line in lines):
                return f"a table (values separated by {name}), not a telegram"
    return None


def resemblance(head: str) -> str | None:
    """What a text that is no telegram seems to be: a table, a list, a Markdown document; None when nothing tells."""
    if (tabular := table(head)) is not None:
        return tabular
    lines = _sample(head)
    if len(lines) >= _FEWEST and all(len(line) <= _LONGEST_ITEM and not _ends(line) for line in lines):
        return "a list of words or codes, not a telegram"
    if _MARKDOWN_HEADING.search(head):
        return "a Markdown document without any mark of a telegram"
    return None


def _ends(line: str) -> bool:
    """It ends a sentence, or begins a list: ``End of the list.`` but not ``A.M.B.A.R.``"""
    return " " in line and line.endswith((".", ":"))


def _sample(head: str) -> list[str]:
    lines = head.split("\n", _SAMPLE_LINES + 1)[:_SAMPLE_LINES]
    return [line.strip() for line in lines if line.strip()]


def _known(head: str) -> str | None:
    for name, patterns in _KNOWN:
        if all(pattern.search(head) for pattern in patterns):
            return name
    return None
