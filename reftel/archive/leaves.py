"""The pages of a printed volume: where in a cable, and in which of its paragraphs, each begins.

A volume's reader keeps them among the attributes: ``Page``, ``114–115``, and ``Page places``, ``115@806``: page 115
begins at character 806 of the text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from reftel.model import Cable

_LEAF = re.compile(r"(?<!\S)([\w.-]{1,12})@(\d{1,9})")
_VOLUME = frozenset({"Volume", "Volume id"})
"""Attributes of which a cable from a volume has one: in other collections ``Page`` may be anything."""
_ANCHOR = re.compile(r"page([\w.-]{1,12})")


class Leaf(NamedTuple):
    """A page that begins inside a cable."""

    name: str
    """``115``, ``xiv``: as it is printed."""
    place: int
    """The character with which it begins."""

    @property
    def anchor(self) -> str:
        """``page115``, by which links find it."""
        return f"page{self.name}"


def leaves(cable: Cable) -> tuple[Leaf, ...]:
    """The pages that begin inside the cable, in their order; none of one that no volume printed, or on one page."""
    return tuple(Leaf(name, int(at)) for name, at in _LEAF.findall(cable.attributes.get("Page places", "")))


def page_named(anchor: str) -> str | None:
    """``page115`` → ``115``; None for what is no page's anchor."""
    found = _ANCHOR.fullmatch(anchor)
    return found[1] if found else None


def pages(cable: Cable, position: int | None = None) -> str | None:
    """On which pages of its volume a cable stands, or one of its paragraphs: ``114–115``; None where none tells it."""
    whole = cable.attributes.get("Page") if _VOLUME & cable.attributes.keys() else None
    if not whole or position is None:
        return whole or None
    places = cable.spans.get(f"paragraphs.{position}", ())
    if not places:
        return whole
    first = last = whole.partition("–")[0]
    for leaf in leaves(cable):
        if leaf.place <= places[0][0]:
            first = leaf.name
        if leaf.place < places[-1][1]:
            last = leaf.name
    return first if first == last else f"{first}–{last}"


def within(cable: Cable, position: int) -> tuple[tuple[int, str], ...]:
    """The pages that begin inside a paragraph: the place in the paragraph's text, and the page."""
    start, end = next(iter(cable.spans.get(f"paragraphs.{position}", ())), (0, 0))
    begun = [leaf for leaf in leaves(cable) if start < leaf.place < end]
    if not begun:
        return ()
    text = cable.paragraphs[position].text
    words, shown = cable.text[start:end].split(), text.split()
    before = len(words) - len(shown)  # a number, a portion mark, before the first word
    if before < 0 or words[before:] != shown:
        return ()  # what is shown was mended: which of its words is which is not told
    counts = (max(len(cable.text[start : leaf.place].split()) - before, 0) for leaf in begun)
    return tuple((_of_word(text, count), leaf.name) for count, leaf in zip(counts, begun, strict=True))


def _of_word(text: str, count: int) -> int:
    """Where in a text so many words are over, and the next one begins."""
    at = 0
    for number, word in enumerate(re.finditer(r"\S+", text)):
        at = word.start()
        if number == count:
            return at
    return len(text)
