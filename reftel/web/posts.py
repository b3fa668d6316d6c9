"""Posts as addresses name them: any spelling of a code, the name that goes with it, and whether it is one at all."""

from __future__ import annotations

from reftel import search, vocabulary
from reftel.web.shelf import Shelf


def code_of(told: str) -> str:
    """The code that any spelling of a post means: ``la paz`` → ``LAPAZ``; one that no table knows in capitals."""
    return vocabulary.canonical_post(told) or "".join(told.upper().split())


def name_of(code: str) -> str:
    """``LAPAZ`` → ``Embassy La Paz``; the code itself where no table names it."""
    post = vocabulary.post(code)
    return (post.name if post else None) or code


def is_post(room: Shelf, code: str) -> bool:
    """Whether the tables know the post, or any cable comes from it, as the room's reader sees them."""
    if vocabulary.post(code) is not None:
        return True
    found = search.counts(room.archive, search.term("origin", code), reader=room.reader, facets=("origin",))
    return any(each.value == code for each in found.facets["origin"])
