"""What a reader asked, as a typed tree: no engine, no gate yet."""

from __future__ import annotations

from typing import Literal

from reftel.model import Struct

FieldName = Literal[
    "id",
    "origin",
    "country",
    "tag",
    "class",
    "caption",
    "subject",
    "from",
    "to",
    "info",
    "addressee",
    "ref",
    "citedby",
    "signed",
    "by",
    "mark",
    "date",
    "released",
    "declassify",
    "has",
    "is",
    "source",
]


OPERATORS = frozenset({"OR", "AND", "NOT"})


class Text(Struct, frozen=True, tag=True):
    """Words to be found: one word in any inflection, a phrase, or what a pattern fits."""

    text: str
    phrase: bool = False
    """It stood in quotes: these words, in this order."""
    prefix: bool = False
    """It ended with ``*``: the last word may go on."""
    pattern: bool = False
    """It holds ``?`` or ``*`` elsewhere: one character, or any number of them."""
    similar: bool = False
    """It ended with ``~``: the word, or one that is one edit away."""
    near: int | None = None
    """``"a b"~5``: the words within so many of each other, in any order."""


class Field(Struct, frozen=True, tag=True):
    """A condition on one field: ``origin:MEXICO``."""

    name: FieldName
    text: Text

    @property
    def value(self) -> str:
        """What was asked of the field, with the ``*`` that stood at its end."""
        return self.text.text + "*" * self.text.prefix


class And(Struct, frozen=True, tag=True):
    """All of these."""

    parts: tuple[Node, ...]


class Or(Struct, frozen=True, tag=True):
    """One of these."""

    parts: tuple[Node, ...]


class Not(Struct, frozen=True, tag=True):
    """None of this."""

    part: Node


Node = Text | Field | And | Or | Not


class Query(Struct, frozen=True):
    """A query as it was understood."""

    root: Node | None = None
    """None: nothing was asked, so everything is meant."""
    notes: tuple[str, ...] = ()
    """What could not be read as syntax, and what was done instead; for the reader's eyes."""


def texts(node: Node | None, *, within: bool = True) -> tuple[Text, ...]:
    """The texts that a hit holds (not the ones it must not hold), for marking them in snippets."""
    match node:
        case Text():
            return (node,) if within else ()
        case Field(name="subject"):
            return (node.text,) if within else ()
        case And() | Or():
            return tuple(text for part in node.parts for text in texts(part, within=within))
        case Not():
            return texts(node.part, within=not within)
        case _:
            return ()
