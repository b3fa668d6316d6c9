"""More like this: the cables that share the rare words of one cable.

Its words are weighed by how often it uses them and how few cables do (tf-idf: Spärck Jones, "A statistical
interpretation of term specificity", 1972); the heaviest are asked for, each with its weight. They come from the view
of the reader and are weighed and looked for in what the reader may read, so that nothing else can show through.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator

from reftel import index
from reftel.archive import EVERYTHING, Archive, Reader, View
from reftel.model import Struct
from reftel.search.gate import lanes
from reftel.search.results import Hit, hit_of

_ASKED = 24
"""Words that are asked for; with more, the answer hardly changes and the time does."""
_WEIGHED = 200
"""Words of the cable that are weighed: the ones that it uses most."""
_LONGEST = 60_000
"""Characters of a cable that are looked at."""
_SUBJECT = 3
"""A word of the subject counts as often as this many in the text."""
_LEAST = 3
"""Words that a cable must share to be like this one."""
_LEAST_SHARE = 0.2
"""Of the weight of all that was asked for, what it must share."""
_LOOKED_AT = 20
"""Cables at least that are looked at, of which some share too little."""
_SHOWN = 5
"""Shared words that are told."""
_WORD = re.compile(r"[^\W\d_]{4,40}|\b[A-Z]{3}\b")
"""Short words are acronyms or say nothing: GOM, but not ``and``."""


class Similar(Struct, frozen=True):
    """A cable that is like another one, and what both speak of."""

    hit: Hit
    shared: tuple[str, ...] = ()
    """The rarest words that both hold, heaviest first; as the cable that was asked about has them, in small letters."""


class _Word(Struct, frozen=True):
    text: str
    stem: str
    weight: float


def similar(archive: Archive, ref: str, *, reader: Reader = EVERYTHING, limit: int = 10) -> tuple[Similar, ...]:
    """The cables most like this one, most alike first; none where it is not held or has nothing to compare.

    Raises ArchiveError when the archive can't be read.
    """
    view = archive.view(ref, reader)
    if view is None:
        return ()
    engine = index.engine_of(archive)
    held = archive.compartments()
    bodies = lanes("body", reader, held)
    where = (*bodies, *lanes("subject", reader, held))
    words = _heaviest(engine, view, tuple(name for name, _ in bodies))
    if len(words) < _LEAST:
        return ()
    wanted = index.Any(
        tuple(index.Words(each.text, tuple((name, weight * each.weight) for name, weight in where)) for each in words)
    )
    node = index.All((wanted, index.Not(index.Is("id", (view.id,)))))
    answer = engine.ask(index.Question(node, "relevance", 0, max(limit * 2, _LOOKED_AT)))
    found: list[Similar] = []
    for key in answer.keys:
        if len(found) == limit:
            break
        other = archive.view(key, reader)
        shared = _shared(engine, other, words) if other else ()
        heavy = sum(each.weight for each in shared) >= _LEAST_SHARE * sum(each.weight for each in words)
        if other and len(shared) >= _LEAST and heavy:
            found.append(Similar(hit_of(other), tuple(each.text for each in shared[:_SHOWN])))
    return tuple(found)


def _heaviest(engine: index.Engine, view: View, where: tuple[str, ...]) -> tuple[_Word, ...]:
    """The words that tell this cable from others, heaviest first."""
    counts: Counter[str] = Counter()
    spelt: dict[str, str] = {}
    for text, times in _texts(view):
        for word in engine.words(" ".join(_WORD.findall(text))):
            stem = engine.stem(word)
            spelt.setdefault(stem, word)
            counts[stem] += times
    cables = max(engine.count(index.Everything()), 1)
    weighed = []
    for stem, times in counts.most_common(_WEIGHED):
        # A cable with the word in paragraphs of two levels counts twice: an estimate, as a weight may be.
        many = engine.frequency(spelt[stem], where)
        if 1 < many <= cables / 2:  # a word that no other cable holds leads nowhere, one that most hold anywhere
            weight = (1 + math.log(times)) * math.log(cables / many)
            weighed.append(_Word(spelt[stem], stem, round(weight, 4)))
    weighed.sort(key=lambda each: (-each.weight, each.text))
    return tuple(weighed[:_ASKED])


def _texts(view: View) -> Iterator[tuple[str, int]]:
    """What a cable says, each text with how often it counts."""
    if view.cable.subject:
        yield view.cable.subject, _SUBJECT
    left = _LONGEST
    for text in (*(each.text for each in view.cable.paragraphs), *index.unread(view.cable)):
        yield text[:left], 1
        left -= len(text)
        if left <= 0:
            return


def _shared(engine: index.Engine, view: View, words: tuple[_Word, ...]) -> tuple[_Word, ...]:
    found: set[str] = set()
    for text, _ in _texts(view):
        found.update(map(engine.stem, set(engine.words(text))))
    return tuple(each for each in words if each.stem in found)
