"""The sentence around a place in a text: what a telegram says where it cites another."""

from __future__ import annotations

import re

LONGEST = 360
"""Characters of a sentence that are shown; telegrams know sentences of a page."""
_END = re.compile(r"[.?!][\"'”’)]*\s+|\n+")
_NO_END = re.compile(
    r"(?:\b[A-Z]|\b(?:NOS?|MRS?|MS|DR|GEN|COL|LT|SGT|CAPT|AMB|SEN|REP|ST|PARAS?|REFS?|TEL|CF|E\.G|I\.E|VS|APPROX"
    r"|JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT?|OCT|NOV|DEC))\.$",
    re.IGNORECASE,
)
"""Before a full stop that ends no sentence: an initial, a title, a month cut short."""
_ELLIPSIS = "…"


def find(text: str, words: str) -> tuple[int, int] | None:
    """Where ``words`` stand in a flowed text, whatever its blanks; None where they do not."""
    parts = words.split()
    if not parts:
        return None
    match = re.search(r"\s+".join(map(re.escape, parts)), text, re.IGNORECASE)
    return match.span() if match else None


def around(text: str, start: int, end: int) -> str:
    """The sentence that holds ``text[start:end]``, in one line; cut at words, with ``…``, where it is long."""
    first, last = 0, len(text)
    for match in _END.finditer(text):
        if "\n" not in match[0] and _NO_END.search(text, max(0, match.start() - 8), match.start() + 1):
            continue
        if match.end() <= start:
            first = match.end()
        elif match.start() >= end - 1:
            last = match.end()
            break
    before, after = "", ""
    if last - first > LONGEST:
        room = max(LONGEST - (end - start), 0) // 2
        left, right = max(first, start - room), min(last, end + room)
        if left > first:
            left = text.find(" ", left, start) + 1 or start
            before = _ELLIPSIS
        if right < last:
            blank = text.rfind(" ", end, right)
            right = blank if blank > 0 else end
            after = _ELLIPSIS
        first, last = left, right
    return before + " ".join(text[first:last].split()) + after
