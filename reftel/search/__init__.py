"""Search: what a reader types → a typed tree → the gate → the engine → hits with paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.late import late
from reftel.search.decoding import reference
from reftel.search.results import Facet, Hit, Lacking, Results, Snippet, hit_of
from reftel.search.searching import FEW, Asked, ask_for, label, paragraphs, ranks, scan, search, term, understood
from reftel.search.snippets import Marker
from reftel.search.tree import And, Field, FieldName, Node, Not, Or, Text, texts
from reftel.search.writing import joined, parts, written

if TYPE_CHECKING:
    from reftel.search.correcting import Correction, did_you_mean
    from reftel.search.counting import Counted, Table, counts, crossed
    from reftel.search.finder import Found, Mention, Mentioned, find
    from reftel.search.resembling import Similar, similar
    from reftel.search.suggesting import Suggestion, suggest
    from reftel.search.watching import News, news, save, told
else:  # what helps a reader on is loaded when it is asked for
    __getattr__ = late(
        __name__,
        {
            "correcting": ("Correction", "did_you_mean"),
            "counting": ("Counted", "Table", "counts", "crossed"),
            "finder": ("Found", "Mention", "Mentioned", "find"),
            "resembling": ("Similar", "similar"),
            "suggesting": ("Suggestion", "suggest"),
            "watching": ("News", "news", "save", "told"),
        },
    )

__all__ = [
    "FEW",
    "And",
    "Asked",
    "Correction",
    "Counted",
    "Facet",
    "Field",
    "FieldName",
    "Found",
    "Hit",
    "Lacking",
    "Marker",
    "Mention",
    "Mentioned",
    "News",
    "Node",
    "Not",
    "Or",
    "Results",
    "Similar",
    "Snippet",
    "Suggestion",
    "Table",
    "Text",
    "ask_for",
    "counts",
    "crossed",
    "did_you_mean",
    "find",
    "hit_of",
    "joined",
    "label",
    "news",
    "paragraphs",
    "parts",
    "ranks",
    "reference",
    "save",
    "scan",
    "search",
    "similar",
    "suggest",
    "term",
    "texts",
    "told",
    "understood",
    "written",
]
