"""Search: what a reader types → a typed tree → the gate → the engine → hits with paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.late import late
from reftel.search.results import Facet, Hit, Results, Snippet, hit_of
from reftel.search.searching import label, paragraphs, scan, search, term, understood
from reftel.search.snippets import Marker
from reftel.search.tree import Field, Not, texts

if TYPE_CHECKING:
    from reftel.search.correcting import Correction, did_you_mean
    from reftel.search.finder import Found, Mention, Mentioned, find
    from reftel.search.resembling import Similar, similar
    from reftel.search.suggesting import Suggestion, suggest
    from reftel.search.watching import News, news, save, told
else:  # what helps a reader on is loaded when it is asked for
    __getattr__ = late(
        __name__,
        {
            "correcting": ("Correction", "did_you_mean"),
            "finder": ("Found", "Mention", "Mentioned", "find"),
            "resembling": ("Similar", "similar"),
            "suggesting": ("Suggestion", "suggest"),
            "watching": ("News", "news", "save", "told"),
        },
    )

__all__ = [
    "Correction",
    "Facet",
    "Field",
    "Found",
    "Hit",
    "Marker",
    "Mention",
    "Mentioned",
    "News",
    "Not",
    "Results",
    "Similar",
    "Snippet",
    "Suggestion",
    "did_you_mean",
    "find",
    "hit_of",
    "label",
    "news",
    "paragraphs",
    "save",
    "scan",
    "search",
    "similar",
    "suggest",
    "term",
    "texts",
    "told",
    "understood",
]
