"""Sub-paragraphs: ``A. (S/NF) …``, ``-- …``, ``(1) …`` inside a paragraph, each with its own mark where it has one."""

from __future__ import annotations

import re

from reftel import vocabulary
from reftel.model import Part

_PART = re.compile(
    r"(?:¶ ?)?(?P<label>--?(?!-)|[*•]|\((?:[A-Za-z]|\d{1,2}|[ivx]{1,4})\)|(?:[A-Za-z]|\d{1,2})[.)](?=\s|\())[ \t]*"
    r"(?:\((?P<mark>[A-Z]{1,4}(?:[ /,-]{1,3}[A-Z][A-Z ,/&-]{0,80})?)\))?[ \t]*(?=\S)"
)
_FIRST = frozenset("¶-*•(")


def read(text: str) -> tuple[Part, ...]:
    """The sub-paragraphs of a flowed paragraph, in order; each begins a line and runs to the next or an empty one."""
    if "\n" not in text:
        return ()
    found: list[Part] = []
    label: str | None = None
    mark: str | None = None
    lines: list[str] = []  # of the part that is open; each is closed at once, since a list of lists costs the collector
    open_part = False
    for line in text.split("\n"):
        match = _PART.match(line) if line[:1] in _FIRST or line[1:2] in ".)" or line[2:3] in ".)" else None
        if match:
            if label is not None:
                found.append(Part(label, mark, "\n".join(lines)))
            label, mark = match["label"], match["mark"]
            if mark is not None and vocabulary.level_of_mark(mark) is None:
                lines, mark = [line[match.start("mark") - 1 :]], None
            else:
                lines = [line[match.end() :]]
            open_part = True
        elif not line:
            open_part = False
        elif open_part:
            lines.append(line)
    if label is not None:
        found.append(Part(label, mark, "\n".join(lines)))
    return tuple(found)


def highest(own: str | None, parts: tuple[Part, ...]) -> str | None:
    """The highest level of a paragraph and its parts: who may not read a part may not read the paragraph."""
    if not parts:
        return own
    levels = [own, *(vocabulary.level_of_mark(part.mark) for part in parts if part.mark)]
    known = [level for level in levels if level in vocabulary.LEVELS]
    return max(known, key=vocabulary.LEVELS.index) if known else own
