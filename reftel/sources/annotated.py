"""Telegrams in which people marked what is named: ``[[ DNTAC || 3 ]]`` in the text, entity 3 in a list above it.

The marks nest (``[[[[ DNTAC || 3 ]] OFFICIAL WITTE || 5]]``), and some are broken; what they enclose is the telegram's
text, and is handed on without them. The list goes to the attributes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reftel.sources.content import Content
from reftel.sources.document import Document, Told, Unreadable

LAYOUT = "annotated"

_MARK = re.compile(r"\[\[[^\[\]|]{1,200}\|\|\s{0,9}\d{1,5}\s{0,9}\]\]")
_END_OF_LIST = re.compile(r"^@{3,9}[ \t]*$", re.MULTILINE)
_ENTITY = re.compile(
    r"^[ \t\ufeff]{0,9}\d{1,3}(?:\.|[ \t])[ \t]{0,9}(\S[^\n]{0,200}?)[ \t]{1,99}([A-Z]{3}(?:\.[A-Z]{2,9})?)[ \t]*$",
    re.MULTILINE,
)
# `|| 3 ]]` at an entity's end, also broken (`|| 12 [[PUBLICATION`, `|| 9||`), and `[[` at its beginning; the blanks
# inside a mark are the mark's
_CLOSING = re.compile(r"[ \t]{0,3}\|\|?[ \t]{0,3}\d{1,3}(?:[ \t]{0,3}(?:\]{1,2}|\|\|))?|\]\]|\|\|")
_OPENING = re.compile(r"\[\[[ \t]{0,3}")
_CLASSIFICATION = re.compile(
    r"^\*\*\* Current Classification \*\*\*[ \t]{0,9}([A-Z][A-Z /]{2,60}?)[ \t]*$", re.MULTILINE
)
# The National Archives' number of the telegram, by which such files are called: its heading is not in them.
_NUMBER = re.compile(r"(?:^|[/!\\])((?:19|20)\d\d[A-Z]{2,6}\d{4,6})(?:\.[a-z]{1,5})?$")


def claims(content: Content) -> bool:
    """A text with a marked entity."""
    return _MARK.search(content.head) is not None


def documents(content: Content) -> Iterator[Document]:
    """The one telegram of the file."""
    start = _end_of_list(content.text)
    text = _OPENING.sub("", _CLOSING.sub("", content.text[start:]))
    if not text.strip():
        raise Unreadable(content.place, "a list of entities without the telegram they stand in", "Get a fresh copy")
    named = [f"{name} ({sort})" for name, sort in _ENTITY.findall(content.text[:start])]
    level, number = _CLASSIFICATION.search(text), _NUMBER.search(content.place)
    told = Told(
        id=number[1] if number else None,
        level=level[1] if level else None,
        attributes={"Entities": "; ".join(named)} if named else {},
    )
    yield Document(text.strip("\n") + "\n", LAYOUT, content.place, told, content.encoding)


def _end_of_list(text: str) -> int:
    """Where the telegram begins: below the line of ``@`` or, where there is none, below the last entity of the list."""
    divider = _END_OF_LIST.search(text)
    if divider is not None:
        return divider.end()
    listed = [entity.end() for entity in _ENTITY.finditer(text, 0, max(text.find("[["), 0))]
    return listed[-1] if listed else 0
