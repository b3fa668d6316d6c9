"""Sentences whose words vary: the words of invented cables are distributed as in English.

Three things make it so. A word's place in its list (``tables/words.txt``) is its rank, and it is drawn as often as
Zipf's law says; phrases are made of words once and drawn again and again in the same way. What belongs to one story,
its people, places and matters with their rare words, comes in bursts. And there is no end of names: the longer the
corpus, the more words it has.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Mapping, Sequence
from random import Random

from reftel import vocabulary
from reftel.specimen import people
from reftel.specimen.prose import Slots, spoken_day
from reftel.specimen.tables import listed

_DRAWS = 4096
"""Entries of a table from which a word or phrase is drawn; the common ones stand in it many times."""
_RARE = 16_384
"""The same of words that have many more members."""
_FLAT = 2.7
"""Mandelbrot's correction: the very first words of a list are not that much more frequent."""
_FLATTER = 60
"""The same of words of which there are very many."""
_SLOT = re.compile(r"\{(\w+)\}")
_BEFORE_VOWEL = re.compile(r"\ba(?= [aeiou])")

_OWN = frozenset(("topic", "who", "where", "firm", "name", "day", "later"))
"""Slots that a story or a cable fills."""

Line = tuple[str, tuple[str, ...]]
"""A sentence with ``%s`` in place of its slots, and their names."""


def _zipf(values: Sequence[str], size: int = _DRAWS) -> tuple[str, ...]:
    """So many draws, a value of rank r as often as 1 / (r + 2.7), or a little flatter."""
    flat = _FLAT if size == _DRAWS else _FLATTER
    weights = [1 / (rank + flat) for rank in range(1, len(values) + 1)]
    return tuple(Random(len(values)).choices(values, weights, k=size))  # noqa: S311 - invented texts, no secrets


@functools.cache
def _words() -> Mapping[str, tuple[str, ...]]:
    """The classes of words, verbs in two: ``verb`` and ``verbed``."""
    found: dict[str, tuple[str, ...]] = {}
    for name, text in listed("words.txt").items():
        words = " ".join(text).split()
        if name in ("verb", "say"):
            found[name] = tuple(word.partition("/")[0] for word in words)
            found["verbed" if name == "verb" else "said"] = tuple(_past(word) for word in words)
        else:
            found[name] = tuple(word.replace("_", " ") for word in words)
    found["month"] = vocabulary.MONTHS
    found["n"] = tuple(str(number) for number in range(2, 400))
    found["pct"] = tuple(str(number) for number in (*range(3, 30), *range(30, 96, 5), *range(31, 98)))
    rng = Random(2)  # noqa: S311 - invented texts, no secrets
    found["stranger"] = tuple(dict.fromkeys(people.surname(rng) for _ in range(_RARE)))
    found["village"] = tuple(dict.fromkeys(people.place(rng) for _ in range(_RARE)))
    found["roles"] = tuple(_plural(role) for role in found["role"])
    found["term"] = _terms(found)
    return found


def _past(word: str) -> str:
    infinitive, _, past = word.partition("/")
    return past or (f"{infinitive}d" if infinitive.endswith("e") else f"{infinitive}ed".replace("ifyed", "ified"))


def _plural(word: str) -> str:
    if word.endswith("man"):
        return f"{word[:-2]}en"
    return f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"


def _terms(words: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Technical words, thousands of them, as every trade has its own: ``silt``, ``siltage``, ``underdredging``."""
    found = [*words["stem"]]
    found += [stem.rstrip("e") + end for stem in words["stem"] for end in words["after"]]
    found += [before + stem for before in words["before"] for stem in words["stem"]]
    found += [before + word for before in words["before"] for word in found[150:1500]]
    return tuple(Random(1).sample(found, len(found)))  # noqa: S311 - invented texts, no secrets


@functools.cache
def _lines(name: str) -> tuple[Line, ...]:
    return tuple((_SLOT.sub("%s", line), tuple(_SLOT.findall(line))) for line in listed("grammar.txt")[name])


@functools.cache
def _table(name: str) -> tuple[str, ...]:
    """Draws of a class of words or phrases; of a name with a capital, the same with capitals."""
    if name[0].isupper():
        return tuple(map(_capital, _table(name.lower())))
    if name in _words():
        values = _words()[name]
        return _zipf(values, _RARE if len(values) > _DRAWS else _DRAWS)
    rng = Random(name)  # noqa: S311 - invented texts, no secrets
    made = dict.fromkeys(_filled(rng, _lines(name)) for _ in range(_DRAWS // 2))
    return _zipf(tuple(made), _RARE)


@functools.cache
def _tables() -> dict[str, Sequence[str]]:
    """The table of each slot of a sentence that no story fills."""
    slots = {name for _, names in _lines("sentence") for name in names}
    return {name: _table(name) for name in slots if name.lower() not in _OWN}


def _filled(rng: Random, lines: Sequence[Line]) -> str:
    line, names = lines[int(rng.random() * len(lines))]
    return _BEFORE_VOWEL.sub("an", line % tuple([_drawn(rng, _table(name)) for name in names]))


def _drawn(rng: Random, table: Sequence[str]) -> str:
    return table[int(rng.random() * len(table))]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


class Teller:
    """Says things about one story, without end."""

    def __init__(self, rng: Random, slots: Slots) -> None:
        self._random = rng.random
        self._days: list[str] = [""]
        self._later: list[str] = [""]
        towns = [slots["town"], slots["town2"], *(people.place(rng) for _ in range(2))]
        firms = [slots["company"], people.firm(rng)]
        persons = [slots["surname"], slots["surname2"], slots["name"], people.name(rng)]
        terms = [_drawn(rng, _table("term")) for _ in range(3)]
        topics = [f"the {term} {_drawn(rng, _table('doc'))}" for term in terms]
        topics += [f"the {towns[at]} {terms[at]}" for at in range(2)]
        own: dict[str, Sequence[str]] = {
            "topic": topics,
            "who": persons[:2],
            "where": towns,
            "firm": firms,
            "name": persons[2:],
            "day": self._days,
            "later": self._later,
        }
        own |= {_capital(name): [_capital(value) for value in values] for name, values in own.items()}
        self._tables = _tables() | own

    def today(self, day: dt.date) -> None:
        """The day on which the next cable is sent: it tells of the weeks before, and of plans for those after."""
        today = day.toordinal()
        self._days[:] = [spoken_day(today - int(1 + self._random() * 30)) for _ in range(5)]
        self._later[:] = [spoken_day(today + int(3 + self._random() * 20)) for _ in range(2)]

    def say(self, count: int) -> str:
        """So many sentences, joined by blanks."""
        random, tables, lines = self._random, self._tables, _lines("sentence")
        size = len(lines)
        found = []
        for _ in range(count):
            line, names = lines[int(random() * random() * size)]
            found.append(line % tuple([(table := tables[name])[int(random() * len(table))] for name in names]))
        return " ".join(found)
