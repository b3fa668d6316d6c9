"""Search: what a reader types → a typed tree → the gate → the engine → hits with paragraphs."""

from reftel.search.results import Facet, Hit, Results, Snippet
from reftel.search.searching import label, search, term, understood
from reftel.search.snippets import Marker
from reftel.search.tree import Field, Not, texts

__all__ = [
    "Facet",
    "Field",
    "Hit",
    "Marker",
    "Not",
    "Results",
    "Snippet",
    "label",
    "search",
    "term",
    "texts",
    "understood",
]
