"""Tokens to a tree. Tolerant: whatever people type means something, and the notes say what was made of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reftel import index
from reftel.search import decoding
from reftel.search.lexing import Token, tokens
from reftel.search.tree import OPERATORS, And, Field, FieldName, Node, Not, Or, Query, Text

_SIMILAR = re.compile(r"(.+)~(\d{0,3}(?:\.\d{1,3})?)")
_WILD = re.compile(r"[?*]")
_ASKED = re.compile(r"¿?([^\s?*]*\w)(\?{1,5})[!.,;:…]*")
"""A word that ends with a question mark: ``Tshombe?``."""
LONGEST = 4_000
"""Characters of a query that are read; what people type is shorter, what programs send may not be."""
_INVISIBLE = {0x200B: " ", 0x200C: None, 0x200D: None, 0x2060: None, 0xFEFF: None, 0xAD: None}
"""What pages put between letters and nobody sees: pasted with the words."""
_MOST_WORDS = 4
"""Of a name or a number that stands without quotation marks behind its field: ``id:09 PORT AU PRINCE 12`` has five."""
_CAPITALS = {
    "or": "“or” in small letters is searched as a word; OR means one or the other.",
    "not": "“not” in small letters is searched as a word; NOT means without what follows.",
}
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
    parser = _Parser(tuple(tokens(query.translate(_INVISIBLE))), notes)
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
        if not parts and self.tokens and all(token.kind == "and" for token in self.tokens):
            return Text(self.tokens[0].text)  # whoever asks for AND alone means the word
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
            self.small_letters(bool(parts))
            part = self.part()
            if part is not None:
                parts.append(part)
        return _joined(parts)

    def small_letters(self, behind: bool) -> None:
        """Say of an ``or`` between two things, and of a ``not`` before one, that it is a word."""
        token, after = self.tokens[self.place], self.tokens[self.place + 1 : self.place + 2]
        small = token.text.lower()
        joins = any(each.kind in ("text", "phrase", "field", "fields", "open") for each in after)
        if token.kind == "text" and small in _CAPITALS and joins and (behind or small == "not"):
            self.notes.append(_CAPITALS[small])

    def part(self) -> Node | None:
        refused, last = False, None
        while self.kind() == "not":
            last = self.next()
            refused = not refused
            if last.note:
                self.notes.append(last.note)
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
            group = self.group()
            if group is None:
                self.notes.append(f"“{token.text}:” names nothing to look for.")
            return _in_field(group, token.field) if token.field is not None else group
        if not token.quoted and token.field is None and not token.text.strip("*"):
            return None  # everything, as other programs write it
        if token.field is not None and not token.quoted:
            token = self.with_its_words(token, token.field)
        node = self.quoted(token) if token.quoted else self.plain(token)
        return _in_field(node, token.field) if token.field is not None else node

    def with_its_words(self, token: Token, field: FieldName) -> Token:
        """A name or a number of several words that stands without quotation marks: ``origin:La Paz``."""
        words = [token.text]
        for each in self.tokens[self.place : self.place + _MOST_WORDS]:
            if each.kind != "text" or each.note:
                break
            words.append(each.text)
        for many in range(len(words), 1, -1):
            whole = " ".join(words[:many])
            if decoding.is_one(field, whole):
                self.place += many - 1
                self.notes.append(f'“{field}:{whole}” is read as one: {field}:"{whole}".')
                return Token("field", whole, field=field, quoted=True)
        return token

    def quoted(self, token: Token) -> Text:
        if token.near is None:
            return Text(token.text, phrase=True)
        near = min(max(token.near, 1), index.WIDEST)
        if near != token.near:
            self.notes.append(
                f"~{token.near}: words are looked for within 1 to {index.WIDEST} of each other; here {near}."
            )
        return Text(token.text, near=near)

    def plain(self, token: Token) -> Node:
        text = token.text
        asked = _ASKED.fullmatch(text) if token.field is None else None
        if asked and asked[1] not in OPERATORS:
            return self.asked(asked[1], asked[1] + asked[2])
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

    def asked(self, word: str, pattern: str) -> Node:
        """A word with nothing but ``?`` at its end: people end questions so. Nothing that the word finds is lost."""
        self.notes.append(
            f"“{pattern}” may end a question: “{word}” is searched, and words with one letter or digit more for each ?."
        )
        return Or((Text(word), Text(pattern, pattern=True)))

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
