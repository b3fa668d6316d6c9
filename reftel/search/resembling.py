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
_LEAST_SHARE_OF_COMMON = 0.33
"""The same where none of what it shares is rare: a short note without a subject of its own ("copies", "commission",
"urges") is like nothing, though long cables hold all its words."""
_RARE = 50
"""A word is rare that at most one cable of so many holds."""
_CHANCE = 4.0
"""How many times as much it must share as chance would give a cable of its length. In 730 cables of eight collections
those that a reader called alike had 4 to 30, those that only were long 1.3 to 3."""
_USUAL = 250
"""Different words of a usual cable."""
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
    share: float
    """Of the cables, how many hold it."""


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
        stems = _stems(engine, other) if other else set()
        shared = tuple(each for each in words if each.stem in stems)
        if other and _enough(shared, words, len(stems)):
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
            weighed.append(_Word(spelt[stem], stem, round(weight, 4), many / cables))
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


def _stems(engine: index.Engine, view: View) -> set[str]:
    found: set[str] = set()
    for text, _ in _texts(view):
        found.update(map(engine.stem, set(engine.words(text))))
    return found


def _enough(shared: tuple[_Word, ...], words: tuple[_Word, ...], length: int) -> bool:
    """Whether a cable of ``length`` different words shares more than it would by being a cable."""
    if len(shared) < _LEAST:
        return False
    weight = sum(each.weight for each in shared)
    rare = any(each.share * _RARE <= 1 for each in shared)
    chance = sum(each.weight * min(1.0, each.share * length / _USUAL) for each in words)
    least = _LEAST_SHARE if rare else _LEAST_SHARE_OF_COMMON
    return weight >= least * sum(each.weight for each in words) and weight >= _CHANCE * chance
