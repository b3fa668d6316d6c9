"""What of a cable's text stands in none of its fields; it must be found, and shown, all the same."""

from __future__ import annotations

from reftel.model import Cable

_UNREAD = ("unknown",)
"""Kinds of blocks whose text stands in no field; it must be found all the same."""
_NO_TELEGRAM = ("notice", "furniture")
"""Kinds of blocks that others put around the telegram: the National Archives' attributes and stamps, page heads."""


def unread(cable: Cable) -> tuple[str, ...]:
    """The stretches of the text of which the reading made nothing; where it found no paragraph, the whole telegram.

    They take the message's level, like a paragraph without a mark. What a collection printed around the telegram is
    none of it.
    """
    if cable.paragraphs:
        return tuple(cable.text[each.start : each.end] for each in cable.blocks if each.kind in _UNREAD)
    if not cable.blocks:
        return (cable.text,) if cable.text else ()
    # Side by side they are one text, so that a phrase may reach over the end of a block; around a page's head, two.
    places: list[list[int]] = []
    for each in cable.blocks:
        if each.kind in _NO_TELEGRAM:
            continue
        if places and places[-1][1] == each.start:
            places[-1][1] = each.end
        else:
            places.append([each.start, each.end])
    return tuple(text for start, end in places if (text := cable.text[start:end]).strip())
