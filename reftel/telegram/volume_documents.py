"""Documents that an edited volume cites by their numbers in it: ``see Document 45``, ``Documents 45 and 47–49``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from reftel.model import Reference

KIND = "document"
"""The kind of a reference to a document by its number in a volume, be it a telegram or not."""
_FIRST = re.compile(r"\bDocuments? (?P<first>\d{1,4})\b(?:[–-](?P<last>\d{1,4})\b)?")
_MORE = re.compile(r"(?:,|,? and) (?P<first>\d{1,4})\b(?!\.\d)(?:[–-](?P<last>\d{1,4})\b)?")
_VOLUME = re.compile(r"\b[Vv]ol(?:ume|\.) [\w–, -]{1,20}$")
_LOOKED_BACK = 40
_LONGEST_RANGE = 30


class Cited(NamedTuple):
    """A citation and its place in the text that was looked at."""

    reference: Reference
    start: int
    end: int


def find(text: str, start: int, end: int, named: Callable[[int], str | None] | None) -> Iterator[Cited]:
    """The documents that a stretch of a text cites; ``vol. XXIV, Document 45`` is of another volume.

    Args:
        text: what is looked at, from ``start`` to ``end``.
        start: where the stretch begins.
        end: where it ends.
        named: the number of a document of this volume → the name by which it is found; None of a volume unknown.
    """
    for first in _FIRST.finditer(text, start, end):
        other = _VOLUME.search(text[max(start, first.start() - _LOOKED_BACK) : first.start()].rstrip(" ,"))
        rule = "a document of another volume" if other else "a document of the volume"
        match: re.Match[str] | None = first
        while match:
            begins = match.start() + len(match[0]) - len(match[0].lstrip(" ,"))
            begins += len("and ") * text.startswith("and ", begins)
            shown = " ".join(text[begins : match.end()].split())
            own = None if other else named
            for number in numbers(match["first"], match["last"]) if own else (0,):
                target = own(number) if own else None
                yield Cited(Reference(shown, KIND, None, target, rule), begins, match.end())
            plural = text.startswith("Documents", first.start())
            match = _MORE.match(text, match.end(), end) if plural else None


def numbers(first: str, last: str | None) -> Iterable[int]:
    """``259–267`` is nine numbers; ``1234–36`` three."""
    low = int(first)
    high = int(first[: -len(last)] + last) if last and len(last) < len(first) else int(last or first)
    return range(low, high + 1) if low < high <= low + _LONGEST_RANGE else (low,)
