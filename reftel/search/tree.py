"""What a reader asked, as a typed tree: no engine, no gate yet."""

from __future__ import annotations

from typing import Literal

from reftel.model import Struct

FieldName = Literal["origin", "tag", "class", "caption", "subject", "to", "id", "date"]


class Text(Struct, frozen=True, tag=True):
    """Words to be found: one word in any inflection, or a phrase."""

    text: str
    phrase: bool = False
    """It stood in quotes: these words, in this order."""
    prefix: bool = False
    """It ended with ``*``: the last word may go on."""


class Field(Struct, frozen=True, tag=True):
    """A condition on one field: ``origin:MEXICO``."""

    name: FieldName
    value: str
    phrase: bool = False
    prefix: bool = False


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
            return (Text(node.value, node.phrase, node.prefix),) if within else ()
        case And() | Or():
            return tuple(text for part in node.parts for text in texts(part, within=within))
        case Not():
            return texts(node.part, within=not within)
        case _:
            return ()
