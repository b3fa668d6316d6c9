"""A query as the search understands it, in terms that are shown as chips and can be taken away.

The terms are the parts of the typed tree that must hold together; taking one away writes the others as a query again.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from reftel import search, vocabulary
from reftel.search import Field, Node, Not, Or
from reftel.web import language

_FACETS = {"origin": "origin", "tag": "tag", "country": "country", "class": "level", "addressee": "addressee"}
"""Field → the facet whose labels say what its values mean."""


class Term(NamedTuple):
    """One term, and whether it narrows (``origin:MEXICO``, ``-visa``) rather than looks for words."""

    text: str
    narrows: bool
    node: Node | None = None
    """None of a reference number, which is one term though it may be three words."""


def split(query: str) -> tuple[Term, ...]:
    """The terms of ``query`` in order: its parts that must all hold."""
    query = query.strip()
    if search.reference(query):
        return (Term(query, False),)
    parts = search.parts(search.understood(query).root)
    return tuple(Term(search.written(node), not search.texts(node), node) for node in parts)


def join(terms: Iterable[Term]) -> str:
    """The terms as a query again."""
    terms = tuple(terms)
    if len(terms) == 1 and terms[0].node is None:
        return terms[0].text
    return search.joined(
        tuple(
            node
            for term in terms
            for node in ((term.node,) if term.node else search.parts(search.understood(term.text).root))
        )
    )


def beside(terms: Iterable[Term]) -> str:
    """The terms as they stand before another one: alternatives in brackets, a blank at the end."""
    return "".join(f"({term.text}) " if isinstance(term.node, Or) else f"{term.text} " for term in terms)


def meaning(term: Term) -> str | None:
    """What a term that narrows stands for, where that says more than the term: ``tag:SNAR`` → ``Narcotics``."""
    node = term.node.part if isinstance(term.node, Not) else term.node
    if not isinstance(node, Field) or node.text.prefix or node.text.pattern:
        return None
    value = node.text.text
    if node.name == "date":
        named = vocabulary.month_name(value)
        return named if named != value else None
    facet = _FACETS.get(node.name)
    if facet is None:
        return None
    code = (vocabulary.canonical_post(value) or value) if facet in ("origin", "addressee") else value.upper()
    label = language.meaning(search.label(facet, code))
    return label if label.lower() != value.lower() else None
