"""From the reader's tree to the engine's: fields decoded, every text bound to the lanes that the reader may read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from reftel import index, telegram, vocabulary
from reftel.archive import Compartment, Reader
from reftel.index.engine import NAMES, TO
from reftel.search import dates
from reftel.search.tree import And, Field, Node, Not, Or, Text

Lanes = tuple[tuple[str, float], ...]

_WEIGHTS = {"subject": 4.0, "body": 1.0}
"""The drafter's own choice of what matters: the subject line first; that the summary counts more than the rest of the
body, the index sees to."""
_NAMES_WEIGHT = 2.0

_BARE = re.compile(r"\s*\d{2,4}\s*[A-Za-z][A-Za-z .'-]*\d{1,7}\s*")
"""A reference number and nothing else: ``09MEXICO2134``, ``09 MEXICO 2134``, ``1974LAPAZ00015``."""


def lanes(kind: str, reader: Reader, compartments: Iterable[Compartment]) -> Lanes:
    """The lanes of one kind of text that `reader` may read, of those that the archive has."""
    seen = [each for each in compartments if reader.sees(each)]
    if reader.caveats is None:  # whoever holds every caveat reads a band's in one lane
        seen = list(dict.fromkeys(index.under_any_caveat(each) if each.caveats else each for each in seen))
    return tuple((index.lane(kind, each), _WEIGHTS[kind]) for each in seen)


def bare_reference(text: str) -> str | None:
    """The canonical id, when `text` is a reference number and nothing else."""
    return (telegram.canonical_id(text) or None) if _BARE.fullmatch(text) else None


class Rewriter:
    """Rewrites one query for one reader, and collects what to tell them about it."""

    def __init__(
        self, reader: Reader, compartments: Iterable[Compartment], words: Callable[[str], tuple[str, ...]]
    ) -> None:
        """`words` splits a text as the engine does: what holds no word can't be looked for."""
        held = tuple(compartments)
        self._subject = lanes("subject", reader, held)
        self._all = (*lanes("body", reader, held), *self._subject, (NAMES, _NAMES_WEIGHT))
        self._words = words
        self.notes: list[str] = []

    def whole(self, root: Node | None) -> index.Node:
        """The engine's tree for a query; everything when nothing was asked, nothing when nothing could be read."""
        if root is None:
            return index.Everything()
        return self.node(root) or index.Nothing()

    def mentions(self, written: str, reference: str) -> index.Node:
        """The cables that name this one: as written, by its id, or without the year (``MEXICO 2134``)."""
        phrases = {written, reference, written.strip().lstrip("0123456789").strip()}
        return index.Any(tuple(index.Words(phrase, self._all, exact=True) for phrase in sorted(phrases)))

    def node(self, node: Node) -> index.Node | None:
        """None where nothing of it can be looked for: then the rest of the query decides alone."""
        match node:
            case Text():
                return self._text(node.text, node.phrase, node.prefix, self._all)
            case Field():
                return self._field(node)
            case Not():
                part = self.node(node.part)
                return index.Not(part) if part is not None else None
            case And():
                parts = self._parts(node.parts)
                return index.All(parts) if len(parts) > 1 else (parts[0] if parts else None)
            case Or():
                parts = self._parts(node.parts)
                return index.Any(parts) if len(parts) > 1 else (parts[0] if parts else None)

    def _parts(self, nodes: tuple[Node, ...]) -> tuple[index.Node, ...]:
        return tuple(part for each in nodes if (part := self.node(each)) is not None)

    def _text(self, text: str, phrase: bool, prefix: bool, where: Lanes) -> index.Node | None:
        if not self._words(text):
            if text.strip():
                self.notes.append(f"“{_short(text)}” holds no letter or digit: there is nothing to look for in it.")
            return None
        return index.Words(text, where, exact=phrase, prefix=prefix)

    def _field(self, field: Field) -> index.Node | None:
        value = field.value.strip()
        match field.name:
            case "subject":
                return self._text(value, field.phrase, field.prefix, self._subject)
            case "to":
                return self._text(value, True, field.prefix, ((TO, 1.0),))
            case "date":
                found = dates.read(value)
                if found is not None:
                    if found.turned:
                        first, _, last = value.partition("..")
                        self.notes.append(
                            f"“{_short(value)}” runs backwards: it is read as {last.strip(' .')}..{first.strip()}."
                        )
                    return index.Between("day", found.low, found.high)
            case "class":
                level = level_named(value)
                if level is not None:
                    return index.Is("level", (level,))
            case "origin":
                return self._values("origin", value, _origins)
            case "tag":
                return self._values("tag", value, lambda text: {text.upper()})
            case "caption":
                return self._values("caption", value, lambda text: {text.upper()})
            case "id":
                return self._values("id", value, _ids)
        self.notes.append(f"“{_short(value)}” can't be read as {_EXPECTED[field.name]}: it is searched as text.")
        return self._text(value, field.phrase, field.prefix, self._all)

    def _values(self, field: str, value: str, spellings: Callable[[str], set[str]]) -> index.Node | None:
        """One value, or several that are joined by commas (any of them)."""
        whole = spellings(value) if value else set()
        parts = [part.strip() for part in value.split(",")] if "(" not in value else []
        found = whole | {each for part in parts if part for each in spellings(part)}
        return index.Is(field, tuple(sorted(each for each in found if each))) if found else None


_EXPECTED = {
    "date": "a date (2009, 2009-07, 2009-07-21, 2008..2009-06, >2008)",
    "class": "a level (unclassified, sbu, confidential, secret, …)",
}


def level_named(text: str) -> str | None:
    """A level by name, beginning of a name, or portion mark: ``confidential``, ``conf``, ``c``, ``sbu``."""
    name = " ".join(text.upper().split())
    if not name:
        return None
    if name in vocabulary.LEVELS:
        return name
    marked = vocabulary.level_of_mark(name)
    if marked is not None:
        return marked
    begun = [level for level in vocabulary.LEVELS if level.startswith(name)]
    return begun[0] if len(begun) == 1 else None


def _origins(text: str) -> set[str]:
    plain = "".join(character for character in text.upper() if character.isalnum())
    return {vocabulary.canonical_post(text) or plain}


def _ids(text: str) -> set[str]:
    return {text, "".join(text.upper().split()), telegram.canonical_id(text) or ""}


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:60] + "…"
