"""A query as tokens. Any string whatever has tokens: what is no syntax is text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, get_args

from reftel.model import Struct
from reftel.search.tree import FieldName

TokenKind = Literal["text", "phrase", "field", "fields", "and", "or", "not", "open", "close"]

_QUOTES = {'"': '"', "“": "”", "„": "”", "«": "»"}
_SINGLE = {"‘": "’", "'": "'"}
"""Quotes that are apostrophes, too: they count where they stand around words, with blanks outside."""
_OPERATORS: dict[str, TokenKind] = {"AND": "and", "OR": "or", "NOT": "not"}
_SIGNS = {"&": "AND", "&&": "AND", "|": "OR", "||": "OR"}
"""As other programs write the operators, when they stand alone."""
_FIELDS: dict[str, FieldName] = {name: name for name in get_args(FieldName)} | {
    "post": "origin",
    "tags": "tag",
    "classification": "class",
    "level": "class",
    "cites": "ref",
    "refs": "ref",
    "signer": "signed",
    "sent": "date",
    "year": "date",
    "month": "date",
    "sender": "from",
    "embassy": "from",
    "title": "subject",
    "subj": "subject",
    "number": "id",
    "mrn": "id",
    "layout": "source",
}
"""What may stand before a colon; the second half are other names that people try."""
_NEAR = re.compile(r"~(\d{1,6})")
_APART = re.compile(r"[ \t]{1,2}(?=[\w<>=\"“„«(.])(?!(?:AND|OR|NOT)\b)(?![A-Za-z]{2,12}:)")
"""A blank between a field and its value."""
_ITEM = re.compile(r"\([A-Za-z0-9]{1,3}\)")
"""Of a reason or a list, right behind a letter or digit: ``1.4(b)``. It opens no group."""


class Token(Struct, frozen=True):
    """One piece of a query."""

    kind: TokenKind
    text: str
    field: FieldName | None = None
    quoted: bool = False
    near: int | None = None
    """The number behind a phrase: ``"a b"~5``."""
    note: str | None = None
    """What to tell the reader about it."""


def field_named(name: str) -> FieldName | None:
    """The field that is meant by what stands before a colon, in any case; None where none is."""
    return _FIELDS.get(name.lower())


def tokens(query: str) -> Iterator[Token]:
    """The tokens of `query`, in order; never fails."""
    place, end = 0, len(query)
    while place < end:
        character = query[place]
        if character.isspace():
            place += 1
        elif character in "()":
            yield Token("open" if character == "(" else "close", character)
            place += 1
        elif character in _QUOTES:
            text, place, note = _quoted(query, place)
            near, place = _distance(query, place)
            yield Token("phrase", text, quoted=True, near=near, note=note)
        elif character in _SINGLE and (single := _single(query, place)) is not None:
            text, place = single
            yield Token("phrase", text, quoted=True)
        elif character in "-!" and place + 1 < end and _begins(query[place + 1]):
            note = "“!” before a word is read as “-”: without it." if character == "!" else None
            yield Token("not", "-", note=note)
            place += 1
        else:
            token, place = _word(query, place)
            yield token


def _begins(character: str) -> bool:
    return character.isalnum() or character in _QUOTES or character == "("


def _quoted(query: str, place: int) -> tuple[str, int, str | None]:
    """The text in the quotes that open at `place`, where it ends, and a note when nothing closes them."""
    closing = _QUOTES[query[place]]
    close = query.find(closing, place + 1)
    if close < 0 and closing != '"':
        close = query.find('"', place + 1)
    if close < 0:
        return (
            query[place + 1 :],
            len(query),
            "A quotation mark is not closed: everything after it is read as one phrase.",
        )
    return query[place + 1 : close], close + 1, None


def _single(query: str, place: int) -> tuple[str, int] | None:
    """The text in the single quotes that open at `place`, and where it ends; None where it is an apostrophe."""
    closing = _SINGLE[query[place]]
    close = query.find(closing, place + 1)
    while close >= 0:
        text, after = query[place + 1 : close], query[close + 1 : close + 2]
        if not text or text[0].isspace() or (place and not (query[place - 1].isspace() or query[place - 1] in "(-!")):
            return None
        if (not after or after.isspace() or after == ")") and not text[-1].isspace():
            return text, close + 1
        close = query.find(closing, close + 1)
    return None


def _distance(query: str, place: int) -> tuple[int | None, int]:
    """The distance behind a closing quotation mark, and where it ends."""
    found = _NEAR.match(query, place)
    return (int(found[1]), found.end()) if found else (None, place)


def _word(query: str, place: int) -> tuple[Token, int]:
    end = place
    while end < len(query) and not (query[end].isspace() or query[end] in _QUOTES):
        if query[end] in ",;" and query[end + 1 : end + 2].isalpha() and ":" not in query[place:end] and end > place:
            return Token("text", query[place:end]), end + 1  # visa,passport
        if query[end] in "()":
            item = _ITEM.match(query, end) if end > place and query[end - 1].isalnum() else None
            if item is None or query[place:end] in _OPERATORS:
                break
            end = item.end()
        else:
            end += 1
    word = query[place:end]
    word = _SIGNS.get(word, word)
    if word in _OPERATORS:
        return Token(_OPERATORS[word], word), end
    name, colon, value = word.partition(":")
    if not colon or not name.isalpha():
        return Token("text", word), end
    field = field_named(name)
    if field is None:
        note = None if value.startswith("//") or not value else f"“{name}:” is not a field: it is searched as text."
        return Token("text", word, note=note), end
    note = None
    if not value and (apart := _APART.match(query, end)):
        end = apart.end()  # `tag: SNAR`
        note = f"“{name}:” and what follows it are read together."
        if query[end] not in _QUOTES and query[end] != "(":
            value, end = _value(query, end)
    if not value and end < len(query) and query[end] in _QUOTES:
        text, end, unclosed = _quoted(query, end)
        note = unclosed or note
        near, end = _distance(query, end)
        return Token("field", text, field=field, quoted=True, near=near, note=note), end
    if not value and end < len(query) and query[end] == "(":
        return Token("fields", name, field=field, note=note), end
    if not value:
        return Token("text", name, note=f"“{name}:” names nothing to look for: “{name}” is searched as text."), end
    return Token("field", value, field=field, note=note), end


def _value(query: str, place: int) -> tuple[str, int]:
    """What stands from `place` to the next blank or bracket."""
    end = place
    while end < len(query) and not (query[end].isspace() or query[end] in _QUOTES or query[end] in "()"):
        end += 1
    return query[place:end], end
