"""Wrapped lines made one again; lists, tables and letters keep their lines."""

from __future__ import annotations

import re

from reftel import vocabulary

# lines that begin something of their own: `-- ROAD`, `* item`, `A. (C)`, `(1) first`, `¶A. (S/NF)`
_ITEM = re.compile(r"(?:[-*•]{1,2} ?(?=\S)|- -|¶|\((?:[A-Za-z]|\d{1,2}|[ivx]{1,4})\) |(?:[A-Za-z]|\d{1,2})[.)] )")
_COLUMNS = re.compile(r"\S {3,}\S.* {3,}\S|\S {8,}\S")
_RULE = re.compile(r"[-=_*](?:\s*[-=_*]){3,}")
_ENDS = (".", ":", ";", "!", "?", '"', "”", ")")


def flow(text: str) -> str:
    """Join the lines of each run of text; an empty line, a list item or a table row begins a new one.

    In a telegram all in capitals a hyphen at the end of a line cuts a word, and goes, unless it is a compound's:
    ``SHORT-`` / ``TERM``; in mixed case it is the word's.
    """
    if plain := _plain(text):
        return plain
    capitals = text.isupper()
    out: list[str] = []
    current: list[str] = []  # the pieces of the line that is growing; joined once, so that a long one costs no more
    gap = table = item = False
    for raw in text.split("\n"):
        line = raw.strip()
        if not line:
            gap = bool(current or out)
            continue
        last = current[-1] if current else ""
        if gap and not (last and goes_on(last, line, alone=len(current) == 1 and bool(out))):
            _end(current, out)
            out.append("")
            last = ""
        gap = False
        row = "   " in line and bool(_COLUMNS.search(raw.rstrip())) and line[-1] != "."
        # `it.` at the head of a wrapped line is a word; an item follows an item, or the end of a sentence
        begins = (not last or item or last.endswith(_ENDS)) and bool(_ITEM.match(line))
        rule = line[0] in "-=_*" and bool(_RULE.fullmatch(line))
        if last and not (row or table or begins or rule):
            _join(current, line, capitals)
        else:
            _end(current, out)
            current.append(raw.rstrip() if row else line)
            item = begins
        table = row or rule
    _end(current, out)
    while out and not out[-1]:
        out.pop()
    flowed = "\n".join(out)
    return re.sub(r"(?<=\S)  (?=\S)", " ", flowed) if "  " in flowed else flowed


def goes_on(before: str, line: str, *, alone: bool = False) -> bool:
    """True where a line below an empty one is in mid-sentence: a page's end left an empty line, and not the writer.

    In capitals that is told by the word, or the piece of one, above it: ``MAY BE HAD FROM`` / / ``PRIVATE BANKS``; or
    by the length of the line, unless it stands ``alone`` between empty ones, as a heading does.
    """
    if line[0].islower():
        return before[-1] not in ".:;!?"
    if before.endswith(_TITLES):
        return True
    if before[-1] == "$" or before[-1].isdigit():  # `US$ 48.0` / / `MILLION`, `US$` / / `48.0 MILLION`
        return line[0].isdigit() if before[-1] == "$" else of_an_amount(line, 0)
    if not line[0].isupper() or not (before[-1].isupper() or before[-1] in "-,"):
        return False
    if len(before) >= _FULL_LINE and not alone and before.isupper() and line.isupper():
        return before[-1] != "-" or before[-2:-1] != "-"
    word = before[-_LONGEST_LAST:].split()[-1]
    if word[-1] == ",":
        return False
    if word[-1] == "-":
        return len(word) >= _SHORTEST_END and word[-2].isupper() and line[:2].isupper()
    return word in vocabulary.words("never last") and len(before) > _SHORTEST_CUT


def of_an_amount(text: str, at: int) -> bool:
    """Whether a figure goes on there: ``MILLION``, ``percent``; no ``million-dollar``."""
    return text[at : at + 1] in _OF_AMOUNTS and _AMOUNT.match(text, at) is not None


_AMOUNT = re.compile(r"(?:[MBT]R?ILLION|PER ?CENT)\b(?!-)", re.IGNORECASE)
_OF_AMOUNTS = frozenset("MBTPmbtp")
"""The letters with which it begins: most words need not be tried."""
_TITLES = (" Mr.", " Mrs.", " Dr.", " MR.", " MRS.", " DR.")
_FULL_LINE = 60
"""Characters: as many as a line of a telegram has, or nearly; one that is longer was given an empty line below it."""
_LONGEST_LAST = 20
_SHORTEST_CUT = 30
"""Characters of a line that is cut; a shorter one is of a table or a form."""

# what makes a text more than wrapped prose: an empty line, a hyphen at a line's end, columns, a line that is an item
_NOT_PLAIN = re.compile(r"\n[ \t]*+(?![A-Za-z][^.)])(?:[\n\-*•¶=_(\d]|[A-Za-z][.)] )")


def _plain(text: str) -> str | None:
    """Wrapped prose, joined at once; None for anything else. Most paragraphs are prose: this halves the time of all."""
    bare = text.strip()
    if "   " in bare or "-\n" in bare or "- \n" in bare or _NOT_PLAIN.search(bare):
        return None
    joined = " ".join(map(str.strip, bare.split("\n")))
    return joined.replace("  ", " ") if "  " in joined else joined


def _end(current: list[str], out: list[str]) -> None:
    if current:
        out.append("".join(current))
        current.clear()


def _join(current: list[str], line: str, capitals: bool) -> None:
    last = current[-1]
    if last.endswith("-") and len(last) > 1 and last[-2].isalpha() and line[0].isalpha():
        if capitals and not _is_compound(last.rpartition(" ")[2][:-1], line):
            current[-1] = last[:-1]
    else:
        current.append(" ")
    current.append(line)


_LETTERS = re.compile(r"[A-Z]*")
_SHORTEST_END = 4


def _is_compound(first: str, line: str) -> bool:
    """True where a word keeps its hyphen: ``SHORT-TERM``, ``FOREIGN-SUPPORTED``, ``DAY-TO-DAY``; not SHORT-COMINGS."""
    second = _LETTERS.match(line)[0]  # type: ignore[index]  # matches anything
    if "-" in first or second in vocabulary.words("ends a compound"):
        return True
    return (
        first.strip("(\"'") in vocabulary.words("begins a compound")
        and len(second) >= _SHORTEST_END
        and second not in vocabulary.words("ends no compound")
    )
