"""Cables as records of YAML: the telegram as a block of lines under a name, its number and date beside it.

::

    - reference: 08MEXICO42
      body: |
        R 101200Z JAN 08
        FM AMEMBASSY MEXICO

No parser of YAML is needed for it, and none could be trusted with a telegram: its lines are taken as they stand.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from reftel.sources import fielded
from reftel.sources.content import Content
from reftel.sources.document import Document
from reftel.sources.telegramlike import is_telegram

LAYOUT = "table"

_BLOCK = re.compile(r"^([ ]{0,40}(?:- )?)([A-Za-z_][\w -]{0,40}):[ ]{1,9}[|>][+-]?\d?[+-]?[ \t]{0,9}\n", re.MULTILINE)
_FIELD = re.compile(r"^[ ]{0,40}(?:- )?([A-Za-z_][\w -]{0,40}):[ \t]{1,9}([^\s|>][^\n]{0,500})$", re.MULTILINE)


def claims(content: Content) -> bool:
    """A text that begins with a record in which a telegram stands as a block."""
    return ": |" in content.head and any(is_telegram(text) for _, _, _, text in _blocks(content.head))


def documents(content: Content) -> Iterator[Document]:
    """The telegrams of the records, in their order."""
    number = reached = 0
    for start, end, name, text in list(_blocks(content.text)):
        if not is_telegram(text):
            continue
        number += 1
        fields = {key: value.strip().strip("\"'") for key, value in _FIELD.findall(content.text, reached, start)}
        body = name if fielded.field_of(name) == "body" else "body"
        place = f"{content.place}#record={number}"
        found = fielded.document({**fields, body: text}, LAYOUT, place, content.encoding)
        yield found or Document(text, LAYOUT, place, encoding=content.encoding)
        reached = end


def _blocks(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Where each block begins and ends, what it is called, and its lines without their margin."""
    at = 0
    while (found := _BLOCK.search(text, at)) is not None:
        margin, at = len(found[1]), found.end()
        while at < len(text):
            end = text.find("\n", at) + 1 or len(text)
            line = text[at:end]
            if line.strip() and len(line) - len(line.lstrip(" ")) <= margin:  # the next name of the record
                break
            at = end
        yield found.start(), at, found[2], textwrap.dedent(text[found.end() : at])
