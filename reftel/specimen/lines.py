"""Lines of a telegram: wrapping, rules under headings, and what a relay put between the lines."""

from __future__ import annotations

from reftel.model import Struct
from reftel.specimen.prose import BOUND

_RULE_RUN = 45
"""Teletype operators' habit: a longer rule has a gap (``--------------------------------------------- --``)."""


class Lines(Struct, frozen=True):
    """Lines with the places where a page may end in mid-paragraph."""

    lines: tuple[str, ...]
    inside: tuple[int, ...]
    """Indices of lines that continue a paragraph."""


def wrap(text: str, width: int, first: str = "", indent: str = "") -> list[str]:
    """The text in lines of at most ``width`` characters (a longer word overflows), the first one after ``first``.

    A line is broken at a blank only, never at a hyphen, so that joining the lines with a blank gives the text back.
    """
    left = first + text
    found = []
    while len(left) > width:
        cut = left.rfind(" ", len(indent) + 1, width + 1)
        if cut < 0:
            cut = left.find(" ", width)
            if cut < 0:
                break
        found.append(left[:cut])
        left = indent + left[cut + 1 :]
    found.append(left)
    return [line.replace(BOUND, " ") for line in found]


def rule(length: int) -> str:
    """A dashed rule as wide as a heading."""
    if length <= _RULE_RUN:
        return "-" * length
    return f"{'-' * _RULE_RUN} {'-' * max(2, length - _RULE_RUN - 1)}"


def spread(inside: tuple[int, ...], total: int, parts: int) -> list[int]:
    """For each of ``parts - 1`` breaks the line that continues a paragraph and lies nearest to an even division."""
    if not inside:
        return []
    wanted = [total * part // parts for part in range(1, parts)]
    return sorted({min(inside, key=lambda index: abs(index - place)) for place in wanted})
