"""Did you mean: the same query with words that are in the archive in the place of words that are not.

A word is only ever replaced by one that stands in what the reader may read, and a query is only offered when it finds
more than the one that was asked, counted by the same gate.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from itertools import islice

from reftel import index
from reftel.archive import EVERYTHING, Archive, Reader
from reftel.index.engine import NAMES, TO
from reftel.index.slips import distance
from reftel.model import Struct
from reftel.search.gate import lanes
from reftel.search.searching import FEW, ask_for
from reftel.search.tree import And, Field, Node, Not, Or, Text

_OFFERED = 3
_LOOKED_AT = 12
"""Words of a query; who pastes a page has not mistyped one."""
_TRIED = 12
"""Queries that are counted, at most."""
_TIMES = 10
"""A word that is there is taken for a slip only of one that stands in so many times as many cables."""
_SHORTEST = 4
"""Letters; shorter words are one slip from too many others."""
_SLIPS, _SLIPS_OF_WHAT_FINDS = 2, 1
"""Slips by which a word may differ from what is offered for it; fewer where the query finds something as it is."""
_VALUES = {"origin": "origin", "tag": "tag", "caption": "caption"}
"""Field of the query → facet that lists the values which are there."""


class Correction(Struct, frozen=True):
    """A query that may have been meant."""

    query: str
    total: int
    """How many cables it finds."""
    replaced: tuple[tuple[str, str], ...]
    """(as typed, what stands in its place)."""


def did_you_mean(
    archive: Archive, query: str, *, reader: Reader = EVERYTHING, total: int | None = None
) -> tuple[Correction, ...]:
    """What may have been meant by a query that found nothing or little: likeliest first, often nothing.

    `total` is what the query found, where that is known. Raises ArchiveError when the archive can't be read.
    """
    engine = index.engine_of(archive)
    asked = ask_for(archive, query, reader)
    if total is None:
        total = engine.count(asked.node)
    if total > FEW or asked.jump or asked.lacking:
        return ()
    words = dict.fromkeys(islice(_doubtful(asked.parsed.root), _LOOKED_AT))
    slips = _SLIPS_OF_WHAT_FINDS if total else _SLIPS
    choices = [near for word in words if (near := _instead(archive, engine, word, reader, slips))]
    found: list[Correction] = []
    for replaced in _combined(choices):
        meant = asked.query
        for written, instead in replaced:
            meant = _put(meant, written, instead)
        if meant == asked.query or any(meant == each.query for each in found):
            continue
        many = engine.count(ask_for(archive, meant, reader).node)
        if many > total:
            found.append(Correction(meant, many, replaced))
        if len(found) == _OFFERED:
            break
    return tuple(found)


class _Doubtful(Struct, frozen=True):
    """A word of a query, and the field in which it was looked for."""

    text: str
    field: str | None = None


def _doubtful(node: Node | None) -> Iterator[_Doubtful]:
    """What was asked for (nothing that was to be left out), word by word."""
    match node:
        case Text():
            yield from (_Doubtful(word) for word in _words(node))
        case Field(name="subject" | "to" as name):
            yield from (_Doubtful(word, name) for word in _words(node.text))
        case Field():
            if node.name in _VALUES:
                yield _Doubtful(node.value, node.name)
        case And() | Or():
            for part in node.parts:
                yield from _doubtful(part)
        case Not() | None:
            return


def _words(text: Text) -> list[str]:
    """The words of a text; none of a pattern, which says itself that it is not sure."""
    return [] if text.prefix or text.pattern or text.similar else re.findall(r"[^\W_]+", text.text)


def _instead(
    archive: Archive, engine: index.Engine, doubtful: _Doubtful, reader: Reader, slips: int
) -> tuple[tuple[str, str], ...]:
    """(as typed, what may have been meant), likeliest first."""
    if doubtful.field in _VALUES:
        return _values(engine, doubtful)
    word = doubtful.text
    if len(word) < _SHORTEST or any(character.isdigit() for character in word):
        return ()
    held = archive.compartments()
    kinds = ("subject",) if doubtful.field == "subject" else ("subject", "body")
    where = [name for kind in kinds for name, _ in lanes(kind, reader, held)]
    if doubtful.field is None:
        where.append(NAMES)
    if doubtful.field == "to":
        where = [TO]
    there = engine.frequency(word, where)
    if there > FEW:
        return ()
    folded = "".join(engine.words(word))
    by_stem: dict[str, str] = {}  # `meeting` and `meets` would find the same
    for each in engine.alike(word, where):
        if distance(folded, each, slips) <= slips and engine.frequency(each, where) > there * _TIMES:
            by_stem.setdefault(engine.stem(each), each)
    return tuple((word, each) for each in by_stem.values())


def _values(engine: index.Engine, doubtful: _Doubtful) -> tuple[tuple[str, str], ...]:
    facet = _VALUES[doubtful.field or ""]
    answer = engine.ask(index.Question(index.Everything(), limit=0, facets=(facet,), facet_size=10_000))
    values = dict(answer.facets[facet])
    typed = "".join(doubtful.text.upper().split())
    if typed in values:
        return ()
    near = difflib.get_close_matches(typed, values, n=3, cutoff=0.72)
    return tuple((doubtful.text, each) for each in near)


def _combined(choices: list[tuple[tuple[str, str], ...]]) -> Iterator[tuple[tuple[str, str], ...]]:
    """First the likeliest of every word together; then one word at a time with what else it may be; then each alone."""
    if not choices:
        return
    best = tuple(each[0] for each in choices)
    candidates = (
        best,
        *((*best[:place], other, *best[place + 1 :]) for place, each in enumerate(choices) for other in each[1:]),
        *((each[0],) for each in choices if len(choices) > 1),
    )
    yield from candidates[:_TRIED]


def _put(query: str, written: str, instead: str) -> str:
    """The query with one word replaced wherever it stands as a whole word."""
    value = f'"{instead}"' if not re.fullmatch(r"[\w.~-]+", instead) else instead
    return re.sub(rf"(?<![^\W_]){re.escape(written)}(?![^\W_])", lambda _: value, query)
