"""A cable that was read from a text raised to capitals, with the words of the text as they stand."""

from __future__ import annotations

import re
from typing import Any

from msgspec import structs

from reftel.model import Cable, Paragraph, Part, Reference, Repair

RULE = "small-letters"

_WORD = re.compile(r"\w+")


def as_read(cable: Cable, text: str) -> Cable:
    """The cable with the text as it was read; what is names and codes in it stays in capitals, as others have it."""
    words = _Words(text)
    repairs = (
        structs.replace(each, read=text[each.start : each.end]) if _is_local(each, cable.text) else each
        for each in cable.repairs
    )
    return structs.replace(
        cable,
        text=text,
        subject=words.of(cable.subject),
        summary=words.of(cable.summary),
        comment=words.of(cable.comment),
        paragraphs=tuple(_paragraph(each, words) for each in cable.paragraphs),
        references=tuple(_reference(each, words) for each in cable.references),
        repairs=(Repair(0, len(text), "a", "A", RULE), *repairs),
    )


class _Words:
    """The few words of the text that have capitals, of which no other spelling stands there."""

    def __init__(self, text: str) -> None:
        found: dict[str, set[str]] = {}
        for word in _WORD.findall(text) if text != text.lower() else ():
            found.setdefault(word.lower(), set()).add(word)
        self._spelled = {small: next(iter(kinds)) for small, kinds in found.items() if len(kinds) == 1}

    def of(self, value: Any) -> Any:
        """A text of the cable as it was read."""
        if not value:
            return value
        if not self._spelled:
            return value.lower()
        return _WORD.sub(lambda word: self._spelled.get(word[0].lower(), word[0].lower()), value)


def _paragraph(paragraph: Paragraph, words: _Words) -> Paragraph:
    parts = tuple(Part(words.of(each.label), each.mark, words.of(each.text)) for each in paragraph.parts)
    return structs.replace(paragraph, text=words.of(paragraph.text), heading=words.of(paragraph.heading), parts=parts)


def _reference(reference: Reference, words: _Words) -> Reference:
    return structs.replace(reference, text=words.of(reference.text))


def _is_local(repair: Repair, text: str) -> bool:
    return text[repair.start : repair.end] == repair.read
