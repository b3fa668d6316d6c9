"""What a query was after, found again on a page: the same words are marked in results and in the cable."""

from __future__ import annotations

from reftel import index, search
from reftel.archive import Archive
from reftel.search import Marker, texts


def marker_for(record: Archive, query: str) -> Marker | None:
    """What finds the texts of ``query`` in a text, comparing words as the index does; None where it has no words."""
    looked_for = texts(search.understood(query).root) if query else ()
    if not looked_for:
        return None
    engine = index.engine_of(record)
    return Marker(looked_for, engine.words, engine.stem)
