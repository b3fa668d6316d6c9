"""Names for paragraphs that links can point to (``#par7``).

An anchor comes from the paragraph's own number, so that it survives a better parser; what has no number is named after
the numbered paragraph before it. Anchors are made on the whole cable, before the gate, so that they mean the same
paragraph to every reader.
"""

from __future__ import annotations

from collections.abc import Iterable

from reftel.model import Paragraph


def anchors(paragraphs: Iterable[Paragraph]) -> tuple[str, ...]:
    """One name per paragraph, all different.

    Numbered: ``par7``, the second with the same number ``par7-2``. Unnumbered: ``par7a``, ``par7b`` after ¶7, and
    ``par0a`` before the first number; after ``z`` comes ``aa``.
    """
    names: list[str] = []
    copies: dict[str, int] = {}
    last = 0
    unnumbered = 0
    for paragraph in paragraphs:
        if paragraph.number is not None:
            last, unnumbered = paragraph.number, 0
            name = f"par{last}"
        else:
            unnumbered += 1
            name = f"par{last}{_letters(unnumbered)}"
        copies[name] = copies.get(name, 0) + 1
        names.append(name if copies[name] == 1 else f"{name}-{copies[name]}")
    return tuple(names)


def _letters(count: int) -> str:
    """1 → ``a``, 26 → ``z``, 27 → ``aa``: never a dash, which is kept for copies."""
    letters = ""
    while count:
        count, letter = divmod(count - 1, 26)
        letters = chr(ord("a") + letter) + letters
    return letters
