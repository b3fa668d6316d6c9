"""A body without any numbers: its paragraphs are parted by empty lines, as in cablegrams and press reviews."""

from __future__ import annotations

import re

from reftel.model import Paragraph, Place
from reftel.telegram import body, roles, starts
from reftel.telegram.findings import Findings
from reftel.telegram.flow import flow, goes_on

_CHUNK = re.compile(r"\S[^\n]*(?:\n[ \t]*\S[^\n]*)*")
_LONGEST_HEADING = 100
_SHORT, _FEW = 3, 5
_ENCLOSED = re.compile(r"\((\d{1,3})\)\s+(?=\S)")
# a number alone in its line, also as the last line of what it does not number: `… no more.` / `(3)`
_ALONE = re.compile(r"(?:\A|\n)[ \t]*(?P<number>\(\d{1,3}\))[ \t]*\Z")
_WIDEST_NUMBER = 40
_LINE = 90
# an editor's sign of words left out: `. . . . . . .`
_OMITTED = re.compile(r"[.*…](?:[ \t]*[.*…]){2,}[ \t]*")
_NUMBER_ABOVE = re.compile(r"\A(\(\d{1,3}\))\s+")
_FIRST = 2
"""Chunks among which ``(1)`` must be: an opening sentence may stand before it."""


def read(text: str, start: int, end: int, findings: Findings, level: str | None) -> list[int]:
    """The paragraphs of ``text[start:end]``; gives where each begins, with its heading, as ``body.read`` does.

    A text with numbers or marks goes to ``body.read``. ``level`` is what all of these paragraphs take.
    """
    if found := starts.starts(text, start, end):
        return body.read(text, start, end, findings, level, found)
    paragraphs: list[Paragraph] = []
    blocks: list[int] = []
    heading: tuple[int, int] | None = None
    chunks = _chunks(text, start, end)
    numbers = _numbers(text, chunks)
    for i, (at, stop) in enumerate(chunks):
        if heading is None and i + 1 < len(chunks) and _is_heading(text[at:stop]):
            heading = at, stop
            continue
        number, words = numbers.get(at, (None, at))
        value = flow(_NUMBER_ABOVE.sub(r"\1 ", text[words:stop]))
        findings.place(f"paragraphs.{len(paragraphs)}", at, stop)
        shown = None
        if heading:
            shown = " ".join(text[slice(*heading)].split())
            findings.place(f"paragraphs.{len(paragraphs)}.heading", *heading)
        blocks.append(heading[0] if heading else at)
        paragraphs.append(
            Paragraph(text=value, number=number, level=level, heading=shown, redacted=body.is_redacted(value))
        )
        heading = None
    if paragraphs:
        findings.rules["paragraphs"] = "empty lines"
    roles.settle(paragraphs, findings)
    return blocks


def _chunks(text: str, start: int, end: int) -> list[Place]:
    """Stretches without an empty line.

    One that goes on in mid-sentence after a page's end is of the one before, and so is a row of dots, the sign that an
    editor left something out; a number alone in its line is of the one below.
    """
    found: list[Place] = []
    number: int | None = None  # where one stands that waits for its words
    for match in _CHUNK.finditer(text, start, end):
        at, stop = match.span()
        if number is None and found and (_goes_on(text, found[-1], at) or _OMITTED.fullmatch(text, at, stop)):
            at = found.pop()[0]
        at, number = at if number is None else number, None
        near = max(at, stop - _WIDEST_NUMBER)
        if alone := _ALONE.search(text[near:stop]):
            number = near + alone.start("number")
            stop = near + alone.start()
        if at < stop:
            found.append((at, stop))
    if number is not None:
        found.append((number, end))
    return found


def _goes_on(text: str, before: Place, at: int) -> bool:
    _, line_end, last = text[max(before[0], before[1] - _LINE) : before[1]].rpartition("\n")
    return goes_on(last.rstrip(), text[at : at + _LINE].partition("\n")[0], alone=not line_end)


def _numbers(text: str, chunks: list[Place]) -> dict[int, tuple[int, int]]:
    """Chunks that begin with ``(1)``, ``(2)`` … in order → the number and where the words begin.

    Only where half of them do from the first or second on: elsewhere they are items of a list in the text.
    """
    found: dict[int, tuple[int, int]] = {}
    for i, (at, stop) in enumerate(chunks):
        match = _ENCLOSED.match(text, at, stop)
        if match and int(match[1]) == len(found) + 1 and (found or i < _FIRST):
            found[at] = int(match[1]), match.end()
    return found if len(found) * 2 >= len(chunks) else {}


def _is_heading(chunk: str) -> bool:
    """A short line alone that ends neither like a sentence nor like a salutation: ``Urdu Editorials``."""
    if "\n" in chunk or len(chunk) > _LONGEST_HEADING:
        return False
    shown = chunk.strip()
    words = shown.split()
    if shown[-1] == ":":  # `Urdu Editorials:`, and not `Following is the text:`
        titled = all(word[0].isupper() for word in words if len(word) > _SHORT)
        return titled and not shown.isupper() and words[0] != "Dear" and len(words) <= _FEW
    return shown[0].isalpha() and shown[0].isupper() and shown[-1].isalnum() and len(words) <= 12
