"""Headings that divide a body where its numbers do not: lettered ones, below which they begin anew, and ruled ones."""

from __future__ import annotations

import re
from typing import NamedTuple


class Division(NamedTuple):
    """A part of the body: its heading begins at ``heading``, what stands below it at ``text``."""

    heading: int
    text: int


_WORDS = r"[ \t]+[A-Z](?![^\n]*[.;,:][ \t]*\n)[^\n]{2,80}\n"
# `A. THE SETTING`, `I. INTRODUCTION`
_FIRST = re.compile(rf"(?:\A|\n)[ \t]*(?P<label>A|I)[.)]{_WORDS}\s*\Z")
_LETTERED = re.compile(rf"\n[ \t]*\n[ \t]*(?P<label>[A-Z]|[IVX]{{2,4}})[.)]{_WORDS}[ \t\n]*")
_NUMBER_ONE = re.compile(r"¶?1[.)](?!\d)")
_LONGEST_HEADING = 120
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "")
_LETTERS = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")

_LINE = r"[ \t]*(?=[^\n]{0,80}[A-Za-z]{3})(?![^\n]*\S {3})[^\n¶]{3,80}\n"
_DASHES = r"[ \t]*-{4,}[ \t]*\n"
# a line of prose: a row of a table, an item of a list are none
_PROSE = r"(?=[ \t]*(?=[A-Z\"“'])(?![A-Z][.)])(?![^\n]*\S {3})(?:\S+ +){5})"
_RULED = re.compile(rf"\n(?:{_DASHES}(?:{_LINE}){{1,4}}{_DASHES}|[ \t]*\n{_LINE}{_DASHES})(?:[ \t]*\n)+{_PROSE}")

_AT_HEAD = re.compile(rf"{_DASHES}(?:{_LINE}){{1,3}}{_DASHES}\s*|{_LINE}{_DASHES}\s*")


def anew(text: str, first: int, end: int) -> list[Division]:
    """The parts under lettered headings, where paragraph 1 at ``first`` stands under the first of them.

    Empty unless the numbers begin anew below one of the others: ``B. BILATERAL ISSUES`` and below it again ``1.``.
    """
    near = max(0, first - _LONGEST_HEADING)
    above = _FIRST.search(text[near:first])
    if above is None:
        return []
    labels = iter((_ROMAN if above["label"] == "I" else _LETTERS)[1:])
    expected = next(labels)
    found: list[Division] = []
    for match in _LETTERED.finditer(text, first, end):
        if match["label"] == expected:
            found.append(Division(match.start("label"), match.end()))
            expected = next(labels, "")
    return found if any(_NUMBER_ONE.match(text, each.text) for each in found) else []


_ROMAN_MARKED = re.compile(r"\n[ \t]*(?P<label>[IVX]{1,5})\.[ \t]*\((?P<mark>[A-Z]{1,4}(?:/{1,2}[A-Z]{2,6})?)\)[ \t]*")


def roman(text: str, start: int, end: int) -> list[re.Match[str]]:
    """The headings ``I. (U) Demonstrations``, ``II. (S) Conditions``, ``III. …`` in order: no scan of ¶1 and ¶2."""
    if text.find("\nIII.", start, end) < 0:
        return []
    found: list[re.Match[str]] = []
    for match in _ROMAN_MARKED.finditer(text, max(0, start - 1), end):
        label = match["label"]
        after = _ROMAN.index(found[-1]["label"]) + 1 if found else 0
        if label == _ROMAN[min(after, len(_ROMAN) - 1)] or (
            not found and label == "II"
        ):  # the first may lack its number
            found.append(match)
    return found if len(found) > 1 and found[-1]["label"] not in ("I", "II") else []


def below_ruled(text: str, start: int, end: int) -> int:
    """Where what stands below a ruled heading at the head of ``text[start:end]`` begins; ``start`` where none does."""
    heading = _AT_HEAD.match(text, start, end)
    return heading.end() if heading else start


def ruled(text: str, start: int, end: int) -> list[Division]:
    """The parts of ``text[start:end]``, one paragraph by its numbers, that stand under ruled headings of their own."""
    if text.find("----", start, end) < 0:
        return []
    return [Division(match.start() + 1, match.end()) for match in _RULED.finditer(text, start, end)]
