"""A body without any numbers: its paragraphs are parted by empty lines, as in cablegrams and press reviews."""

from __future__ import annotations

import re

from reftel.model import Paragraph, Place
from reftel.telegram import body, roles
from reftel.telegram.findings import Findings
from reftel.telegram.flow import flow

_CHUNK = re.compile(r"\S[^\n]*(?:\n[ \t]*\S[^\n]*)*")
_LONGEST_HEADING = 100
_ENCLOSED = re.compile(r"\((\d{1,3})\)[ \t]+(?=\S)")
_FIRST = 2
"""Chunks among which ``(1)`` must be: an opening sentence may stand before it."""


def read(text: str, start: int, end: int, findings: Findings, level: str | None) -> list[int]:
    """The paragraphs of ``text[start:end]``; gives where each begins, with its heading, as ``body.read`` does.

    A text with numbers or marks goes to ``body.read``. ``level`` is what all of these paragraphs take.
    """
    if found := body.starts(text, start, end):
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
        value = flow(text[words:stop])
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
    """Stretches without an empty line; one that goes on in mid-sentence after a page's end is of the one before."""
    found: list[Place] = []
    for match in _CHUNK.finditer(text, start, end):
        if found and text[match.start()].islower() and text[found[-1][1] - 1] not in ".:;!?":
            found[-1] = (found[-1][0], match.end())
        else:
            found.append(match.span())
    return found


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
    return shown[0].isalpha() and shown[0].isupper() and shown[-1].isalnum() and len(shown.split()) <= 12
