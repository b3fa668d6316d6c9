"""Line breaks that a dump has lost: ``000348SipdisE.o. 12958: decl: 01/07/2014 Tags: prel, pgov Subject: …¶1. (C) …``.

Every line of an opening begins with a word that can be told, so the breaks can be put back before them.
"""

from __future__ import annotations

import re

_FIRST = 400  # characters; an opening that has its line breaks has one here

_BREAKS = re.compile(
    # after the serial of the classification line, which a caption or a label runs into
    r"(?<=\d{5})(?=[ ]*(?:SIPDIS|NOFORN|EXDIS|NODIS|LIMDIS|STADIS|SENSITIVE|E\.? ?O\.|[A-Z]{2,}[ /]))"
    r"|(?<=\S)(?=[ ]*(?:E\.? ?O\.? ?1\d{4}\b|TAGS?:|SUBJ(?:ECT)?:|REFS?:|REFTELS?:"
    r"|(?:\((?:U|C|S|SBU)\) ?)?CLASSIFIED BY\b|¶ ?\d{1,3}[.)]|¶ ?[A-Z][.)]))",
    re.IGNORECASE,
)
_AFTER_CAPTION = re.compile(r"(?:SIPDIS|NOFORN|SENSITIVE)(?=[A-Z ])", re.IGNORECASE)
# paragraphs without their sign: `… (b), (d)  1.(C)  The long-standing split …`
_NUMBER = re.compile(r"(?<=[.)?!\"”\w]) {1,4}(?=\d{1,2}\. ?\((?:U|SBU|LOU|C|S|TS|C/NF|S/NF)\) )")


def find(text: str, start: int, end: int) -> list[int]:
    """Where line breaks were lost in the telegram ``text[start:end]``; nothing where it has them."""
    if end - start < _FIRST or "\n" in text[start : start + _FIRST].strip():
        return []
    body = text.find("¶", start, end)
    opening = body if body >= 0 else min(end, start + 1500)
    found = {match.start() for match in _BREAKS.finditer(text, start, opening)}
    if len(found) < 2:
        return []
    found |= {match.end() for match in _AFTER_CAPTION.finditer(text, start, opening)}
    found |= {match.end() for match in _NUMBER.finditer(text, start, end)}
    while 0 <= body < end:
        found.add(body)
        body = text.find("¶", body + 1, end)
    return sorted(found - {start})
