"""Documents on Australian Foreign Policy, as Markdown with a front matter; of them the cablegrams are telegrams.

A volume holds letters, minutes, submissions and speeches beside them: each is refused by name. The text of a cablegram
is handed on whole, with front matter and footnotes, which the parser reads and keeps as notices.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reftel.sources.content import Content
from reftel.sources.document import Document, Unreadable

_FRONT = re.compile(r"\A---[ \t]*\n(?P<lines>(?:[^\n]{0,2000}\n){1,80}?)---[ \t]*\n")
_OURS = re.compile(r"^(?:doc_num|vol_title|vol_full_title|naa_refs) ?:", re.MULTILINE)
_TITLE = re.compile(r"^title:[ \t]*(?P<title>[^\n]{0,300}(?:\n  [^\n]{0,300}){0,4})", re.MULTILINE)
# `Cablegram 83 KUYBYSHEV, 8 February 1942`, `Circular Cablegram D19 LONDON, …`
_CABLEGRAM = re.compile(
    r"(?:(?:Circular|Inward|Outward|Joint|Unnumbered)\s+){0,2}(?:Cablegrams?|Telegrams?|Teleprinter message)\b",
    re.IGNORECASE,
)
# `634\. Confidential Priority`, `O.JA3326 SECRET`: number and level below place and date
_NUMBER_AND_LEVEL = re.compile(
    r"(?:\d{1,6}\\?\.|[A-Z]{1,2}\.[A-Z]{2}\d{2,7})\s+"
    r"(?:MOST SECRET|TOP SECRET|SECRET|CONFIDENTIAL|RESTRICTED|UNCLASSIFIED)\b",
    re.IGNORECASE,
)
_KINDS = (
    (re.compile(r"\b(?:letters?|my dear)\b", re.IGNORECASE), "a letter"),
    (re.compile(r"\b(?:savingrams?)\b", re.IGNORECASE), "a savingram (sent by bag)"),
    (re.compile(r"\b(?:memorandum|memoranda|aide-memoire)\b", re.IGNORECASE), "a memorandum"),
    (re.compile(r"\b(?:submissions?|agendum)\b", re.IGNORECASE), "a submission"),
    (re.compile(r"\bcabinet (?:decision|minute)\b", re.IGNORECASE), "a decision of the Cabinet"),
    (re.compile(r"\b(?:record of|conversation|talks)\b", re.IGNORECASE), "a record of a conversation"),
    (re.compile(r"\b(?:minutes of|meeting|conference)\b", re.IGNORECASE), "the record of a meeting"),
    (re.compile(r"\bminute\b", re.IGNORECASE), "a minute"),
    (re.compile(r"\b(?:appreciation|report|paper)\b", re.IGNORECASE), "a report"),
    (re.compile(r"\b(?:statement|speech|communiqu[eé])\b", re.IGNORECASE), "a statement"),
    (re.compile(r"\bdespatch\b", re.IGNORECASE), "a despatch"),
    (re.compile(r"\bnotes?\b", re.IGNORECASE), "a note"),
)
"""What a document is by its first word or its title; the first that fits holds."""
_TODO = "Only the cablegrams of such a volume are telegrams; leave this file out"


def claims(content: Content) -> bool:
    """A front matter with the fields of a volume's document, or a text that begins like a cablegram."""
    front = _FRONT.match(content.head)
    if front:
        return sum(1 for _ in _OURS.finditer(front["lines"])) >= 2
    return _is_dated(_first_lines(content.head, 0)[:1])


def documents(content: Content) -> Iterator[Document]:
    """The cablegram, or ``Unreadable`` with what the document is instead."""
    head = content.head
    front = _FRONT.match(head)
    title = _title(front["lines"]) if front else ""
    lines = _first_lines(head, front.end() if front else 0)
    if not _is_cablegram(title, lines):
        raise Unreadable(content.place, f"not a telegram: {_kind(title, lines)}", _TODO)
    yield Document(content.text, "dfat-markdown", content.place, encoding=content.encoding)


def _title(front: str) -> str:
    match = _TITLE.search(front)
    return " ".join(match["title"].split()).strip("'\"") if match else ""


def _first_lines(head: str, start: int) -> list[str]:
    """The first lines that say something, without the signs of a heading."""
    lines = (line.strip().lstrip("#*_ ") for line in head[start : start + 2000].split("\n"))
    return [line for line in lines if line][:4]


def _is_cablegram(title: str, lines: list[str]) -> bool:
    """By its first word, by its number and level under place and date, or by the title that the editors gave it."""
    if not lines:
        return False
    if _CABLEGRAM.match(lines[0]):
        return True
    if _word(lines[0]):
        return False
    return any(_NUMBER_AND_LEVEL.match(line) for line in lines[1:3]) or bool(_CABLEGRAM.match(title))


def _is_dated(lines: list[str]) -> bool:
    return bool(lines and _CABLEGRAM.match(lines[0]) and re.search(r"\b\d{1,2} [A-Z][a-z]{2,8} \d{4}\b", lines[0]))


def _word(line: str) -> str | None:
    """What the first word says when the volume puts the kind before the date: ``Letter 4 April 1946``."""
    first = re.match(r"(?:[A-Z]\w+ )?[A-Z]\w+(?=,? (?:\[|\d|[A-Z]{2,}))", line)
    return next((kind for pattern, kind in _KINDS if first and pattern.search(first[0])), None)


def _kind(title: str, lines: list[str]) -> str:
    first = _word(lines[0]) if lines else None
    if first:
        return first
    said = next((kind for pattern, kind in _KINDS if pattern.search(title)), None)
    if said:
        return said
    said = next((kind for pattern, kind in _KINDS if pattern.search(" ".join(lines)[:300])), None)
    return said or (f"a document of another kind ({title})" if title else "a document of another kind")
