"""From the reader's tree to the engine's: fields decoded, every text bound to the lanes that the reader may read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from reftel import index, vocabulary
from reftel.archive import Archive, Compartment, Reader, View, net
from reftel.archive.access import BANDS
from reftel.index import Engine
from reftel.index import engine as e
from reftel.search import dates, decoding
from reftel.search.tree import And, Field, Node, Not, Or, Text
from reftel.telegram import airgrams

Lanes = tuple[tuple[str, float], ...]

_WEIGHTS = {"subject": 4.0, "body": 1.0, e.FACTS: 1.0}
"""The drafter's own choice of what matters: the subject line first; that the summary counts more than the rest of the
body, the index sees to."""
_NAMES_WEIGHT = 2.0
_WORD_AND_WILD = re.compile(r"[\w?*]+")
_OPEN = Compartment(BANDS[0])
_MOST = 300
"""What a query may cost, in words: on 200,000 cables the commonest word takes 10 ms."""
_COSTS = {"pattern": 10, "phrase": 10, "prefix": 5, "similar": 5}
"""What else costs as many words: a phrase looks at every place of its words."""
_HELD_BY = 40_000
"""Cables of each lane in which both words of a pair stand, for it to cost as much as a word: most are counted in two
lanes, so that a pair of common words costs as much as a phrase where there are 200,000."""
_MOST_TOGETHER = 100
"""What words that are to stand together may cost: of frequent ones in a large archive, fewer are looked for."""
_EVERY_WORD = 80
"""Likewise, a pattern that begins with a wildcard: it is tried on every word of the archive."""
_SHORTEST_JOINED = 3
"""Letters of a compound in one word that may be looked for instead: ``ceasefire`` of cease-fire, but not ``us`` of
U.S., which is another word."""


def lanes(kind: str, reader: Reader, compartments: Iterable[Compartment]) -> Lanes:
    """The lanes of one kind of text that `reader` may read, of those that the archive has."""
    seen = [each for each in compartments if reader.sees(each)]
    if reader.caveats is None:  # whoever holds every caveat reads a band's in one lane
        seen = list(dict.fromkeys(index.under_any_caveat(each) if each.caveats else each for each in seen))
    return tuple((index.lane(kind, each), _WEIGHTS[kind]) for each in seen)


class Rewriter:
    """Rewrites one query for one reader, and collects what to tell them about it."""

    def __init__(self, archive: Archive, engine: Engine, reader: Reader) -> None:
        held = archive.compartments()
        self._archive, self._engine, self._reader = archive, engine, reader
        self._subject = lanes("subject", reader, held)
        self._all = (*lanes("body", reader, held), *self._subject, (e.NAMES, _NAMES_WEIGHT))
        self._facts = tuple(lane for lane, _ in lanes(e.FACTS, reader, {*held, _OPEN}))
        self.notes: list[str] = []
        self._left = _MOST
        self._known: dict[tuple[Text, Lanes], index.Node | None] = {}
        """What was asked for already costs nothing more."""

    def whole(self, root: Node | None) -> index.Node:
        """The engine's tree for a query; everything when nothing was asked, nothing when nothing could be read."""
        if root is None:
            return index.Everything()
        return self.node(root) or index.Nothing()

    def mentions(self, written: str, reference: str) -> index.Node:
        """The cables that name this one: as written, by its id, or without the year (``MEXICO 2134``)."""
        phrases = {written, reference, written.strip().lstrip("0123456789").strip()}
        return self.phrases(*sorted(phrases))

    def phrases(self, *texts: str) -> index.Node:
        """The cables in which one of these texts stands word by word."""
        return index.Any(tuple(index.Words(text, self._all, exact=True) for text in texts))

    def citing(self, *numbers: str) -> index.Node:
        """The cables that cite one of these numbers, in canonical form, where the reader may see it."""
        return self._fact(f"cites={each}" for each in numbers)

    def node(self, node: Node) -> index.Node | None:
        """None where nothing of it can be looked for: then the rest of the query decides alone."""
        match node:
            case Text():
                return self._text(node, self._all)
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
        return tuple(dict.fromkeys(part for each in nodes if (part := self.node(each)) is not None))

    # -- words -----------------------------------------------------------------------------------------------------

    def _text(self, text: Text, where: Lanes) -> index.Node | None:
        if (text, where) not in self._known:
            self._known[text, where] = self._found(text, where)
        return self._known[text, where]

    def _pairs(self, words: tuple[str, ...], where: Lanes) -> list[int]:
        """What each word costs to be looked for near those before it; rare words cost little."""
        lanes = [lane for lane, _ in where]
        held = [self._engine.frequency(word, lanes) for word in words]
        return [sum(1 + min(many, held[place]) // _HELD_BY for many in held[:place]) for place in range(len(words))]

    def _together(self, words: tuple[str, ...], where: Lanes) -> tuple[str, ...]:
        """The words that are looked for near each other: eight, or as many as cost not too much, but two at least."""
        costs = self._pairs(words[:_MOST_NEAR], where)
        fit = sum(sum(costs[: place + 1]) <= _MOST_TOGETHER for place in range(len(costs)))
        if (taken := max(fit, 2)) < len(words):
            self.notes.append(f"Of the words that are to stand together, the first {taken} are looked for.")
        return words[:taken]

    def _affordable(self, text: Text, words: tuple[str, ...], where: Lanes) -> bool:
        """Whether the query may ask for this, too; a page of one letter and blanks would take a minute."""
        if text.near is not None:
            cost = sum(self._pairs(words, where))
        else:
            kinds = ("pattern", "similar", "prefix", "phrase")
            kind = next((each for each in kinds if getattr(text, each)), "phrase" if len(words) > 1 else None)
            cost = _EVERY_WORD if text.pattern and text.text[:1] in "?*" else _COSTS[kind] if kind else 1
        if self._left < 0:
            return False
        self._left -= cost
        if self._left < 0:
            self.notes.append(f"The query asks for very much at once: from “{_short(text.text)}” on it is left out.")
        return self._left >= 0

    def _found(self, text: Text, where: Lanes) -> index.Node | None:
        words = self._engine.words(text.text)
        if not words:
            if text.text.strip():
                held = any(map(str.isalnum, text.text))  # then the engine took it away for its length
                why = "is too long to be a word" if held else "holds no letter or digit"
                self.notes.append(f"“{_short(text.text)}” {why}: there is nothing to look for in it.")
            return None
        if text.near is not None:
            words = self._together(words, where)
        if not self._affordable(text, words, where):
            return None
        if text.near is not None:
            return self._near(words, text.near, where)
        if text.pattern and _WORD_AND_WILD.fullmatch(text.text):
            return index.Pattern(text.text, where) if self._simple(text.text) else None
        if text.similar:
            return index.Similar(text.text, where)
        if text.phrase or text.prefix:
            return index.Words(text.text, where, exact=text.phrase, prefix=text.prefix)
        return self._plain(text.text, words, where)

    def _simple(self, pattern: str) -> bool:
        """Whether the engine takes a pattern; if not, the reader is told."""
        if taken := self._engine.takes(pattern):
            return taken
        self.notes.append(
            f"“{_short(pattern)}” leaves too much open to be looked for: give more of its letters, or fewer ?."
        )
        return False

    def _near(self, words: tuple[str, ...], distance: int, where: Lanes) -> index.Node:
        if len(words) < 2:
            self.notes.append(f"“{_short(words[0])}” is one word: ~{distance} asks for nothing more.")
        return index.Near(words, distance, where)

    def _plain(self, text: str, words: tuple[str, ...], where: Lanes) -> index.Node:
        if len(words) == 2 and words[1] == "s" and text[-2:-1] in "'’":
            text, words = text[:-2], words[:1]  # who looks for the mayor's looks for the mayor
        joined = "".join(words)
        if len(words) == 1 or len(joined) < _SHORTEST_JOINED or joined.isdigit() or len(words) > _MOST_NEAR:
            return index.Words(text, where)
        return index.Any((index.Words(text, where), index.Words(joined, where)))

    # -- fields ----------------------------------------------------------------------------------------------------

    def _field(self, field: Field) -> index.Node | None:
        value = field.text.text.strip()
        if not value:
            return None
        made = self._condition(field, value) or self._list(field, value)
        if made is not None:
            return made
        if field.name in decoding.EXPECTED:
            self.notes.append(
                f"“{_short(value)}” can't be read as {decoding.EXPECTED[field.name]}: it is searched as text."
            )
        return self._text(field.text, self._all)

    def _list(self, field: Field, value: str) -> index.Node | None:
        """Any of several values between commas; None where one of them can't be read."""
        values = [each.strip() for each in value.split(",") if each.strip()]
        if len(values) < 2 or field.name not in decoding.EXPECTED:
            return None
        made = [self._condition(Field(field.name, Text(each)), each) for each in values]
        parts = tuple(each for each in made if each is not None)
        return index.Any(parts) if len(parts) == len(values) else None

    def _condition(self, field: Field, value: str) -> index.Node | None:
        """None where the value can't be read as one of this field."""
        text = field.text
        match field.name:
            case "subject":
                return self._text(text, self._subject) or index.Nothing()
            case "to" | "info" | "by":
                return self._in_lane(text, field.name)
            case "from":
                return index.Any((self._values("origin", text, decoding.origins), self._in_lane(text, e.FROM)))
            case "origin":
                return self._values("origin", text, decoding.origins, e.FROM)
            case "country":
                return self._values("country", text, decoding.countries)
            case "tag":
                return self._values("tag", text, decoding.tags, e.TAGS)
            case "caption":
                return self._values("caption", text, decoding.captions)
            case "signed":
                return self._values("signer", text, decoding.capitals, e.SIGNED)
            case "addressee":
                return self._values("addressee", text, decoding.addressees, e.TO)
            case "id":
                return self._values("id", text, decoding.ids)
            case "source":
                return self._source(text, value)
            case "class":
                return self._level(value)
            case "date" | "released" | "declassify":
                return self._days(field.name, value)
            case "mark":
                return self._fact(mark for each in {value, *value.split(",")} for mark in decoding.marks(each))
            case "has":
                return self._has(value)
            case "is":
                known = decoding.STATES.get(value.lower())
                return index.Is("is", (known,)) if known else None
            case "ref":
                return self._cites(value)
            case "citedby":
                return self._cited_by(value)

    def _level(self, value: str) -> index.Node | None:
        found: list[index.Node] = []
        if levels := decoding.levels(value):
            found.append(index.Is("level", tuple(sorted(levels))))
        if decoding.asks_for_no_level(value):
            found.append(index.Not(index.Is("level", vocabulary.LEVELS)))
        return index.Any(tuple(found)) if len(found) > 1 else found[0] if found else None

    def _in_lane(self, text: Text, *where: str) -> index.Node:
        """All words of a value in lanes that are open to everybody."""
        weighted = tuple((lane, 1.0) for lane in where)
        if text.phrase or text.pattern or text.similar or text.near is not None:
            return self._text(text, weighted) or index.Nothing()
        return index.Words(text.text, weighted, exact=True, prefix=text.prefix)

    def _values(self, field: str, text: Text, spellings: Callable[[str], set[str]], *where: str) -> index.Node:
        """One value, or several that are joined by commas (any of them).

        What the archive holds as it stands is taken so; else what it may mean; else, in `where`, words of it.
        """
        if text.pattern or text.prefix:
            pattern = (text.text + "*" * text.prefix).upper()
            return index.Like(field, pattern) if self._simple(pattern) else index.Nothing()
        value = text.text.strip()
        if "," in value and self._engine.count(exact := index.Is(field, tuple(sorted({value, value.upper()})))):
            return exact  # `SMITH, JOHN` is one signer
        whole = self._value(field, value, spellings, where)
        parts = [part.strip() for part in value.split(",")] if "," in value and "(" not in value else []
        others = [self._value(field, part, spellings, where) for part in parts if part]
        return index.Any((whole, *others)) if others else whole

    def _value(
        self, field: str, value: str, spellings: Callable[[str], set[str]], where: tuple[str, ...]
    ) -> index.Node:
        written = index.Is(field, tuple(sorted({value, " ".join(value.upper().split())})))
        if self._engine.count(written):
            return written
        meant = spellings(value)
        known = index.Is(field, tuple(sorted(meant)))
        if not where or (meant and self._engine.count(known)):
            return known
        words = self._engine.words(value)
        if not words:
            return index.Nothing()
        lanes = tuple((lane, 1.0) for lane in where)
        return index.Any((known, index.All(tuple(index.Words(word, lanes) for word in words))))

    def _source(self, text: Text, value: str) -> index.Node:
        exact = index.Is("source", (value.lower(),))
        if self._engine.count(exact):
            return exact
        plain = "*".join(self._engine.words(value)) or "?"
        called = index.Is("source", tuple(sorted(decoding.layouts(value))))
        return index.Any((called, index.Like("source", f"*{plain}*"), self._in_lane(text, e.FILES)))

    def _days(self, name: str, value: str) -> index.Node | None:
        found = dates.read(value)
        if found is None:
            return None
        if found.turned:
            first, _, last = value.partition("..")
            self.notes.append(f"“{_short(value)}” runs backwards: it is read as {last.strip(' .')}..{first.strip()}.")
        return index.Between("day" if name == "date" else name, found.low, found.high)

    def _fact(self, values: Iterable[str]) -> index.Node:
        wanted = tuple(sorted(values))
        return index.Any(tuple(index.Is(lane, wanted) for lane in self._facts))

    def _has(self, value: str) -> index.Node | None:
        known = decoding.HOLDINGS.get(value.lower())
        match known:
            case None:
                return None
            case "missing-refs":
                return index.Is("id", self._archive.lacking_references())
            case "articles" | "editions" | "references":
                return index.Is("has", (known,))
            case _:
                return self._fact((f"has={known}",))

    def _cites(self, value: str) -> index.Node | None:
        if (airgram := airgrams.meant(value)) is not None:
            return self.citing(airgram.number)
        found = decoding.reference(value)
        key = self._archive.find(value)
        if found is None and key is None:
            return None
        numbers = {each for each in (found, key) if each}
        if key is not None and (view := self._archive.view(key, self._reader)) is not None:
            numbers |= {each for each in (view.cable.id, *view.cable.aliases) if each}
        return self.citing(*numbers)

    def _cited_by(self, value: str) -> index.Node | None:
        airgram = airgrams.meant(value)
        view = self._archive.view(value, self._reader) if airgram is None else self._airgram(airgram)
        if view is not None:
            targets = {each.target for each in view.cable.references if each.target}
            cited = (each.airgram.joined for _, each in airgrams.cited(view.cable))
            targets |= {key for each in cited if each and (key := net.airgram_held(self._archive, each))}
            return index.Is("id", tuple(sorted(targets)))
        found = airgram.number if airgram is not None else decoding.reference(value)
        if found is None:
            return None
        self.notes.append(f"{found} is not in this archive: what it cites is not known.")
        return index.Nothing()

    def _airgram(self, airgram: airgrams.AirgramNumber) -> View | None:
        key = net.airgram_held(self._archive, airgram.joined) if airgram.joined else None
        return self._archive.view(key, self._reader) if key is not None else None


_MOST_NEAR = 8
"""Words that `near` looks for together: of 8, 28 pairs."""


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:60] + "…"
