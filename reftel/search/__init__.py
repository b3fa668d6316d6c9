"""Search: what a reader types → a typed tree → the gate → the engine → hits with paragraphs."""

from reftel.search.correcting import Correction, did_you_mean
from reftel.search.finder import Found, Mention, Mentioned, find
from reftel.search.results import Facet, Hit, Results, Snippet
from reftel.search.searching import label, scan, search, term, understood
from reftel.search.similar import Similar, similar
from reftel.search.snippets import Marker
from reftel.search.suggesting import Suggestion, suggest
from reftel.search.tree import Field, Not, texts

__all__ = [
    "Correction",
    "Facet",
    "Field",
    "Found",
    "Hit",
    "Marker",
    "Mention",
    "Mentioned",
    "Not",
    "Results",
    "Similar",
    "Snippet",
    "Suggestion",
    "did_you_mean",
    "find",
    "label",
    "scan",
    "search",
    "similar",
    "suggest",
    "term",
    "texts",
    "understood",
]
