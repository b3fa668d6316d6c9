"""Search: what a reader types → a typed tree → the gate → the engine → hits with paragraphs."""

from reftel.search.results import Facet, Hit, Results, Snippet
from reftel.search.searching import label, search, term, understood

__all__ = ["Facet", "Hit", "Results", "Snippet", "label", "search", "term", "understood"]
