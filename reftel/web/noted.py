"""How a query was read, in the visitor's language: the search says it in English, and knows nothing of pages."""

from __future__ import annotations

import re
from functools import cache

from reftel.web.language import N_, _

NOTES = (
    N_("“%(text)s” is not a field: it is searched as text."),
    N_("“%(text)s” names nothing to look for: “%(again)s” is searched as text."),
    N_("“%(text)s” holds no letter or digit: there is nothing to look for in it."),
    N_("“%(text)s” is too long to be a word: there is nothing to look for in it."),
    N_("“%(text)s” runs backwards: it is read as %(again)s."),
    N_("“%(text)s”: words one edit away are looked for, no more."),
    N_("“%(text)s”: ? stands for exactly one letter or digit."),
    N_("“%(text)s” names nothing to look for."),
    N_("“%(text)s” and what follows it are read together."),
    N_("“%(text)s” is read as one: %(again)s."),
    N_("“or” in small letters is searched as a word; OR means one or the other."),
    N_("“not” in small letters is searched as a word; NOT means without what follows."),
    N_("“!” before a word is read as “-”: without it."),
    N_("The query asks for very much at once: from “%(text)s” on it is left out."),
    N_("A list of %(text)s numbers: these are the cables of that number, and those that cite one."),
    N_("%(text)s is not in this archive."),
    N_("%(text)s is not in this archive: what it cites is not known."),
    N_("OR stands between two things: here it is searched as text."),
    N_("NOT stands before something: here it is searched as text."),
    N_("A closing parenthesis has no opening one: it is left out."),
    N_("A quotation mark is not closed: everything after it is read as one phrase."),
    N_("A parenthesis is not closed: it is closed at the end."),
    N_("Parentheses within parentheses beyond a sensible depth are left out."),
)
"""The sentences of `reftel.search` about a query, with places for what was typed."""


def note_words(note: str) -> str:
    """A note of the search in the visitor's language; one that is not here stays as it is."""
    for pattern, message in _patterns():
        if found := pattern.fullmatch(note):
            return _(message, **found.groupdict())
    return note


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((_pattern(each), each) for each in NOTES)


def _pattern(message: str) -> re.Pattern[str]:
    pieces = re.split(r"%\((\w+)\)s", message)
    told = [f"(?P<{piece}>.+)" if place % 2 else re.escape(piece) for place, piece in enumerate(pieces)]
    return re.compile("".join(told), re.DOTALL)
