"""A typed tree as a query again: what is shown as chips, and what a form writes."""

from __future__ import annotations

from reftel.search.parsing import parse
from reftel.search.tree import OPERATORS, And, Field, Node, Not, Or, Text

_QUOTES = (('"', '"'), ("“", "”"), ("„", "“"), ("«", "»"))


def parts(node: Node | None) -> tuple[Node, ...]:
    """What must hold together: the parts of an And at the top, or the one thing that was asked."""
    match node:
        case None:
            return ()
        case And():
            return node.parts
        case _:
            return (node,)


def written(node: Node | None) -> str:
    """The tree as a query that means the same: ``parse(written(node)).root == node`` of whatever `parse` made.

    One exception: an operator that stood where it could be none (a single ``OR``) is written in small letters, which
    looks for the same word.
    """
    match node:
        case None:
            return ""
        case And():
            return " ".join(_inner(part) for part in node.parts)
        case Or() if asked := _asked(node):
            return asked
        case Or():
            return " OR ".join(_inner(part) for part in node.parts)
        case _:
            return _inner(node)


def joined(nodes: tuple[Node, ...]) -> str:
    """Several things that must hold together, as a query."""
    return written(And(nodes)) if len(nodes) > 1 else written(nodes[0] if nodes else None)


def _inner(node: Node) -> str:
    match node:
        case Or() if asked := _asked(node):
            return asked
        case And() | Or():
            return _tied(node)
        case Not():
            inner = _tied(node.part) if isinstance(node.part, Not) else _inner(node.part)
            return f"-{inner}" if inner[:1].isalnum() or inner[:1] in '("“„«' else f"NOT {inner}"
        case Field():
            return _readable(node, f"{node.name}:{_text(node.text)}", f"{node.name}:{_quoted(node.text)}")
        case Text():
            plain = _text(node).lower() if node.text in OPERATORS and not node.phrase else _text(node)
            return _readable(node, plain, _quoted(node)) if node.text not in OPERATORS else plain


def _asked(node: Or) -> str | None:
    """A word that ended with a question mark is read as itself or a pattern: as it was typed."""
    match node.parts:
        case (Text() as word, Text(pattern=True) as pattern) if Text(pattern.text.rstrip("?")) == word:
            return pattern.text
        case _:
            return None


def _tied(node: Node) -> str:
    return f"({written(node)})"


def _readable(node: Node, *ways: str) -> str:
    """The first way of writing that is read as `node`; the last where none is."""
    return next((way for way in ways[:-1] if parse(way).root == node), ways[-1])


def _text(text: Text) -> str:
    if text.phrase or text.near is not None:
        return _quoted(text)
    return text.text + "*" * text.prefix + "~" * text.similar


def _quoted(text: Text) -> str:
    return quoted(text.text) + ("" if text.near is None else f"~{text.near}")


def quoted(value: str) -> str:
    """In quotation marks that do not stand in it."""
    for opening, closing in _QUOTES:
        if closing not in value:
            return f"{opening}{value}{closing}"
    return '"' + value.replace('"', " ") + '"'
