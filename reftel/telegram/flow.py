"""Wrapped lines made one again; lists, tables and letters keep their lines."""

from __future__ import annotations

import re

# lines that begin something of their own: `-- ROAD`, `* item`, `A. (C)`, `(1) first`, `¶A. (S/NF)`
_ITEM = re.compile(r"(?:[-*•o] |--|- -|¶|\(?[A-Za-z\d]{1,2}[.)] |\([ivx]{1,4}\) )")
_COLUMNS = re.compile(r"\S {3,}\S.* {3,}\S|\S {8,}\S")
_RULE = re.compile(r"[-=_*](?:\s*[-=_*]){3,}")


def flow(text: str) -> str:
    """Join the lines of each run of text; an empty line, a list item or a table row begins a new one.

    In a telegram all in capitals a hyphen at the end of a line cuts a word, and goes; in mixed case it is the word's own.
    """
    capitals = text.isupper()
    out: list[str] = []
    current = ""
    gap = table = False
    for raw in text.split("\n"):
        line = raw.strip()
        if not line:
            gap = bool(current or out)
            continue
        # a page break in mid-sentence leaves an empty line that is none of the writer's
        if gap and not (current and line[0].islower() and current[-1] not in ".:;!?"):
            if current:
                out.append(current)
                current = ""
            out.append("")
        gap = False
        row = bool(_COLUMNS.search(raw.rstrip())) and not line[-1] == "."
        if current and not (row or table or _ITEM.match(line) or _RULE.fullmatch(line)):
            current = _join(current, line, capitals)
        else:
            if current:
                out.append(current)
            current = raw.rstrip() if row else line
        table = row or bool(_RULE.fullmatch(line))
    if current:
        out.append(current)
    while out and not out[-1]:
        out.pop()
    return _spaces("\n".join(out))


def _join(current: str, line: str, capitals: bool) -> str:
    if current.endswith("-") and len(current) > 1 and current[-2].isalpha() and line[0].isalpha():
        return (current[:-1] if capitals else current) + line
    return current + " " + line


def _spaces(text: str) -> str:
    return re.sub(r"(?<=\S)  (?=\S)", " ", text)
