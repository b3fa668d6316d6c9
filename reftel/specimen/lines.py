"""Lines of a telegram: wrapping, rules under headings, and what a relay put between the lines."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left

from reftel.model import Struct

_RULE_RUN = 45
"""Teletype operators' habit: a longer rule has a gap (``--------------------------------------------- --``)."""


class Lines(Struct, frozen=True):
    """Lines with the places where a page may end in mid-paragraph."""

    lines: tuple[str, ...]
    inside: tuple[int, ...]
    """Indices of lines that continue a paragraph."""


def wrap(text: str, width: int, first: str = "", indent: str = "") -> list[str]:
    """The text in lines of at most ``width`` characters (a longer word overflows), the first one after ``first``.

    A line is broken at a blank only, never at a hyphen or at ``prose.BOUND``, so that joining the lines with a blank
    gives the text back.
    """
    whole = first + text
    if not indent:
        return _at_blanks(width).findall(whole)
    (line, *_), rest = _at_blanks(width).findall(whole), _at_blanks(width - len(indent))
    return [line, *(indent + each for each in rest.findall(whole, len(line) + 1))]


@functools.cache
def _at_blanks(width: int) -> re.Pattern[str]:
    return re.compile(rf"(.{{1,{width}}}|[^ ]+)(?: |$)")


def rule(length: int) -> str:
    """A dashed rule as wide as a heading."""
    if length <= _RULE_RUN:
        return "-" * length
    return f"{'-' * _RULE_RUN} {'-' * max(2, length - _RULE_RUN - 1)}"


def spread(inside: tuple[int, ...], total: int, parts: int) -> list[int]:
    """For each of ``parts - 1`` breaks the line that continues a paragraph and lies nearest to an even division."""
    if not inside:
        return []
    found = set[int]()
    for part in range(1, parts):
        place = total * part // parts
        after = min(bisect_left(inside, place), len(inside) - 1)
        found.add(min(inside[max(after - 1, 0)], inside[after], key=lambda index: abs(index - place)))
    return sorted(found)
