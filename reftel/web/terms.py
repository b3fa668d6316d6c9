"""A query as its reader typed it, cut into terms, only to show some of them as chips that can be taken away.

What a term *means* the search room says. Here it is enough to know where one ends, so that taking one away leaves the
others as typed. Where operators or brackets tie terms together no cut is safe: then the whole query is one term.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from reftel import search
from reftel.search import Field, Not

QUOTED = r'"[^"]*"|“[^“”]*”|„[^„“]*“|«[^«»]*»'

PIECE = re.compile(rf'(?:[^\s"“„«]|{QUOTED})+|["“„«].*', re.DOTALL)
"""A run without blanks, in which quoted stretches may hold blanks: ``subject:"press briefing"``; a quotation mark
that nothing closes takes the rest, as it does when searching."""

BRACKET = re.compile(rf"{QUOTED}|([()])")

OPERATORS = frozenset({"OR", "AND", "NOT"})


class Term(NamedTuple):
    """One term as typed, and whether it narrows by a field (``origin:MEXICO``) rather than looks for words."""

    text: str
    narrows: bool


def split(query: str) -> tuple[Term, ...]:
    """The terms of ``query`` in order; the whole as one where terms are tied together."""
    pieces = PIECE.findall(query)
    tied = any(piece in OPERATORS for piece in pieces) or any(bracket for bracket in BRACKET.findall(query))
    if tied:
        return (Term(query.strip(), False),)
    return tuple(Term(piece, _narrows(piece)) for piece in pieces)


def join(terms: Iterable[Term]) -> str:
    """The terms as a query again."""
    return " ".join(term.text for term in terms)


def _narrows(piece: str) -> bool:
    root = search.understood(piece).root
    if isinstance(root, Not):
        root = root.part
    return isinstance(root, Field) and root.name != "subject"
