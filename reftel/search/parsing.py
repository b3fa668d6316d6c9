"""Tokens to a tree. Tolerant: whatever people type means something, and the notes say what was made of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reftel import index
from reftel.search.lexing import Token, tokens
from reftel.search.tree import And, Field, FieldName, Node, Not, Or, Query, Text

_SIMILAR = re.compile(r"(.+)~(\d{0,3})")
_WILD = re.compile(r"[?*]")
LONGEST = 4_000
"""Characters of a query that are read; what people type is shorter, what programs send may not be."""
_DEEPEST = 40
"""Parentheses within parentheses; deeper ones are left out."""


def parse(query: str) -> Query:
    """The query as a tree, with notes on what was no syntax. Never raises.

    Words stand together by AND; ``OR`` binds weaker; ``-`` and ``NOT`` take what follows; parentheses group.
    """
    notes: list[str] = []
    if len(query) > LONGEST:
        notes.append(f"The query is very long: only its first {LONGEST:,} characters are read.")
        query = query[:LONGEST]
    parser = _Parser(tuple(tokens(query)), notes)
    root = parser.whole()
    return Query(root, tuple(dict.fromkeys(notes)))


class _Parser:
    """Recursive descent over the tokens, one method per rule of the grammar."""

    def __init__(self, found: Sequence[Token], notes: list[str]) -> None:
        self.tokens = found
        self.notes = notes
        self.place = 0
        self.depth = 0

    def whole(self) -> Node | None:
        parts: list[Node] = []
        while self.place < len(self.tokens):
            node = self.alternatives()
            if node is not None:
                parts.append(node)
            if self.place < len(self.tokens):  # only a closing parenthesis stops the rule above
                self.place += 1
                self.notes.append("A closing parenthesis has no opening one: it is left out.")
        return _joined(parts)

    def alternatives(self) -> Node | None:
        parts: list[Node] = []
        part = self.conjunction()
        while self.kind() == "or":
            token = self.next()
            other = self.conjunction()
            if part is None or other is None:
                self.notes.append("OR stands between two things: here it is searched as text.")
                part = _joined([each for each in (part, Text(token.text), other) if each is not None])
            else:
                parts.append(part)
                part = other
        if part is not None:
            parts.append(part)
        return Or(tuple(parts)) if len(parts) > 1 else (parts[0] if parts else None)

    def conjunction(self) -> Node | None:
        parts: list[Node] = []
        while self.kind() not in ("", "or", "close"):
            if self.kind() == "and":
                self.next()  # what stands side by side is joined by AND anyway
                continue
            part = self.part()
            if part is not None:
                parts.append(part)
        return _joined(parts)

    def part(self) -> Node | None:
        refused, last = False, None
        while self.kind() == "not":
            last = self.next()
            refused = not refused
        if self.kind() in ("", "or", "and", "close"):
            if last is None or last.text == "-":
                return None
            self.notes.append("NOT stands before something: here it is searched as text.")
            return Text(last.text)
        node = self.group() if self.kind() == "open" else self.leaf(self.next())
        return Not(node) if refused and node is not None else node

    def group(self) -> Node | None:
        self.next()
        if self.depth >= _DEEPEST:
            self.notes.append("Parentheses within parentheses beyond a sensible depth are left out.")
            return None
        self.depth += 1
        node = self.alternatives()
        self.depth -= 1
        if self.kind() == "close":
            self.next()
        else:
            self.notes.append("A parenthesis is not closed: it is closed at the end.")
        return node

    def leaf(self, token: Token) -> Node | None:
        if token.note:
            self.notes.append(token.note)
        if token.kind == "fields":
            return _in_field(self.group(), token.field) if token.field is not None else self.group()
        text = self.quoted(token) if token.quoted else self.plain(token)
        return Field(token.field, text) if token.field is not None else text

    def quoted(self, token: Token) -> Text:
        if token.near is None:
            return Text(token.text, phrase=True)
        near = min(max(token.near, 1), index.WIDEST)
        if near != token.near:
            self.notes.append(
                f"~{token.near}: words are looked for within 1 to {index.WIDEST} of each other; here {near}."
            )
        return Text(token.text, near=near)

    def plain(self, token: Token) -> Text:
        text = token.text
        similar = _SIMILAR.fullmatch(text)
        if similar and any(map(str.isalnum, similar[1])):
            if similar[2] not in ("", "1"):
                self.notes.append(f"“{text}”: words one edit away are looked for, no more.")
            return Text(similar[1], similar=True)
        if not any(map(str.isalnum, text)) or not _WILD.search(text):
            return Text(text)
        if "?" in text and token.field is None:
            self.notes.append(f"“{text}”: ? stands for exactly one letter or digit.")
        head = text.rstrip("*")
        if not _WILD.search(head):
            return Text(head, prefix=True)
        return Text(text, pattern=True)

    def kind(self) -> str:
        return self.tokens[self.place].kind if self.place < len(self.tokens) else ""

    def next(self) -> Token:
        token = self.tokens[self.place]
        self.place += 1
        return token


def _joined(parts: list[Node]) -> Node | None:
    if len(parts) > 1:
        return And(tuple(parts))
    return parts[0] if parts else None


def _in_field(node: Node | None, name: FieldName) -> Node | None:
    """Every text of a group as a condition on one field: ``subject:(visa OR passport)``."""
    match node:
        case Text():
            return Field(name, node)
        case And():
            return And(tuple(part for each in node.parts if (part := _in_field(each, name))))
        case Or():
            return Or(tuple(part for each in node.parts if (part := _in_field(each, name))))
        case Not():
            part = _in_field(node.part, name)
            return Not(part) if part else None
        case _:
            return node
