"""A small engine that keeps everything in memory: the contract of `reftel.index.engine` in its plainest form.

It shares no code with the embedded one, so that what both do is what the contract says.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from reftel.index import engine as e

WORD = re.compile(r"[^\W_]+")
COMPOUND = re.compile(r"(?<!\w)[^\W_]{1,14}(?:[.\-/&'’(](?!s\b)[^\W_]{1,14})+")


class Store:
    """What survives a process: the committed state, and who may write."""

    def __init__(self) -> None:
        self.entries: dict[str, e.Entry] = {}
        self.checkpoint: tuple[str, int] | None = None
        self.writer: MemoryEngine | None = None


class MemoryEngine:
    """See `engine.Engine`."""

    read_only = False

    def __init__(self, store: Store) -> None:
        self._store = store
        self._pending: dict[str, e.Entry | None] = {}
        self.refresh()

    # -- writing

    def number(self, identity: str) -> int | None:
        return self._checkpoint[1] if self._checkpoint and self._checkpoint[0] == identity else None

    def _write(self) -> None:
        if self._store.writer not in (None, self):
            raise e.IndexBusy("another one writes")
        self._store.writer = self

    def reset(self) -> None:
        self._write()
        self._pending.clear()
        self._store.entries, self._store.checkpoint = {}, None
        self.refresh()

    def add(self, entries: Sequence[e.Entry]) -> None:
        self._write()
        self._pending |= {each.key: each for each in entries}

    def remove(self, keys: Sequence[str]) -> None:
        self._write()
        self._pending |= dict.fromkeys(keys)

    def commit(self, identity: str, number: int) -> None:
        self._write()
        merged = {**self._store.entries, **self._pending}
        self._store.entries = {key: each for key, each in merged.items() if each is not None}
        self._store.checkpoint = (identity, number)
        self._pending.clear()
        self.refresh()

    def release(self) -> None:
        self._pending.clear()
        if self._store.writer is self:
            self._store.writer = None

    def refresh(self) -> None:
        self._entries, self._checkpoint = dict(self._store.entries), self._store.checkpoint

    # -- asking

    def ask(self, question: e.Question) -> e.Answer:
        found = [each for each in self._entries.values() if self._holds(each, question.node)]
        ordered = self._ordered(found, question)
        facets = {}
        for name in question.facets:
            counts = Counter(value for each in found for value in set(self._values(each, name)))
            facets[name] = tuple(sorted(counts.items(), key=lambda each: -each[1])[: question.facet_size])
        keys = tuple(each.key for each in ordered[question.offset : question.offset + question.limit])
        return e.Answer(len(found), keys, facets)

    def _values(self, entry: e.Entry, name: str) -> tuple[str, ...]:
        if name in e.DAYS:
            number = getattr(entry, name)
            return () if number is None else (str(number),)
        return entry.values.get(name, ())

    def cross(self, node: e.Node, rows: e.Axis, columns: e.Axis) -> dict[tuple[str, str], int]:
        return dict(
            Counter(
                (row, column)
                for each in self._entries.values()
                if self._holds(each, node)
                for row in set(self._values(each, rows[0])) & set(rows[1])
                for column in set(self._values(each, columns[0])) & set(columns[1])
            )
        )

    def _ordered(self, found: list[e.Entry], question: e.Question) -> list[e.Entry]:
        if question.sort == "relevance":
            return sorted(found, key=lambda each: (-self._score(each, question.node), each.key))
        sign = 1 if question.sort == "oldest" else -1
        return sorted(found, key=lambda each: (each.sent is None, sign * (each.sent or 0), each.key))

    def count(self, node: e.Node) -> int:
        return sum(self._holds(each, node) for each in self._entries.values())

    def scan(self, node: e.Node, order: e.Order = "oldest") -> Iterator[str]:
        found = [each for each in self._entries.values() if self._holds(each, node)]
        if order == "latest":
            yield from (each.key for each in sorted(found, key=lambda each: -each.change))
            return
        sign = 1 if order == "oldest" else -1
        yield from (
            each.key
            for each in sorted(found, key=lambda each: (each.sent is None, sign * (each.sent or 0), each.change))
        )

    def suggest(self, prefix: str, lanes: Sequence[str], limit: int = 10) -> tuple[tuple[str, int], ...]:
        begun = self.words(prefix)
        if len(begun) != 1:
            return ()
        counts = Counter(word for word in self._all_words(lanes) if word.startswith(begun[0]))
        return tuple(sorted(counts.items(), key=lambda each: (-each[1], each[0]))[:limit])

    def takes(self, pattern: str) -> bool:
        return True

    def frequency(self, word: str, lanes: Sequence[str]) -> int:
        return sum(self.stem(each) == self.stem(word) for each in self._all_words(lanes)) if self.words(word) else 0

    def alike(self, word: str, lanes: Sequence[str], limit: int = 5) -> tuple[str, ...]:
        words = self.words(word)
        if len(words) != 1:
            return ()
        found = Counter(each for each in self._all_words(lanes) if each != words[0] and one_edit(each, words[0]))
        return tuple(each for each, _ in found.most_common(limit))

    def _all_words(self, lanes: Sequence[str]) -> Iterator[str]:
        for each in self._entries.values():
            yield from {word for lane in lanes for text in self._texts(each, lane) for word in text}

    def words(self, text: str) -> tuple[str, ...]:
        apart = unicodedata.normalize("NFKD", text.lower())
        plain = "".join(each for each in apart if not unicodedata.combining(each))
        return tuple(WORD.findall(plain))

    def stem(self, word: str) -> str:
        folded = "".join(self.words(word))
        for ending, instead in (("ies", "y"), ("s", "")):
            if folded.endswith(ending) and len(folded) > len(ending) + 2:
                return folded.removesuffix(ending) + instead
        return folded

    # -- matching

    def _texts(self, entry: e.Entry, lane: str) -> list[tuple[str, ...]]:
        texts = entry.texts.get(lane, ())
        joined = (("".join(self.words(each[0])),) for text in texts for each in COMPOUND.finditer(text))
        return [*map(self.words, texts), *joined]

    def _score(self, entry: e.Entry, node: e.Node) -> float:
        match node:
            case e.All() | e.Any():
                return sum(self._score(entry, part) for part in node.parts)
            case e.Words():
                return sum(weight for lane, weight in node.lanes if self._in_lane(entry, node, lane))
            case _:
                return 0.0

    def _holds(self, entry: e.Entry, node: e.Node) -> bool:
        match node:
            case e.Everything():
                return True
            case e.Nothing():
                return False
            case e.All():
                return all(self._holds(entry, part) for part in node.parts)
            case e.Any():
                return any(self._holds(entry, part) for part in node.parts)
            case e.Not():
                return not self._holds(entry, node.part)
            case e.Is():
                return bool(set(entry.values.get(node.field, ())) & set(node.values))
            case e.Like():
                return any(fits(each, node.text) for each in entry.values.get(node.field, ()))
            case e.Between():
                value = getattr(entry, node.field)
                low, high = node.low, node.high
                return value is not None and (low is None or value >= low) and (high is None or value <= high)
            case e.Words() | e.Pattern() | e.Similar():
                return any(self._in_lane(entry, node, lane) for lane, _ in node.lanes)
            case e.Near():
                return self._near(entry, node)

    def _in_lane(self, entry: e.Entry, node: e.Words | e.Pattern | e.Similar, lane: str) -> bool:
        texts = self._texts(entry, lane)
        match node:
            case e.Pattern():
                letters = "".join(each for each in node.text if each in "?*" or self.words(each))
                folded = "".join(each if each in "?*" else "".join(self.words(each)) for each in letters)
                return bool(folded.strip("?*")) and any(fits(word, folded) for text in texts for word in text)
            case e.Similar():
                (asked,) = self.words(node.text)
                return any(word == asked or one_edit(word, asked) for text in texts for word in text)
        wanted = self.words(node.text)
        if len(wanted) == 1 and not node.exact and not node.prefix:
            return any(self.stem(word) == self.stem(wanted[0]) for text in texts for word in text)
        return bool(wanted) and any(self._phrase(text, wanted, node.prefix) for text in texts)

    @staticmethod
    def _phrase(text: tuple[str, ...], wanted: tuple[str, ...], prefix: bool) -> bool:
        for place in range(len(text) - len(wanted) + 1):
            part = text[place : place + len(wanted)]
            if part[:-1] == wanted[:-1] and (part[-1] == wanted[-1] or (prefix and part[-1].startswith(wanted[-1]))):
                return True
        return False

    def _near(self, entry: e.Entry, node: e.Near) -> bool:
        words = [word for text in node.words for word in self.words(text)]

        def close(one: str, other: str) -> bool:
            for lane, _ in node.lanes:
                for text in self._texts(entry, lane):
                    for (here, a), (there, b) in combinations(enumerate(text), 2):
                        if {(a, b), (b, a)} & {(one, other)} and there - here <= node.distance:
                            return True
            return False

        return all(close(one, other) for one, other in combinations(words, 2))


def fits(word: str, pattern: str) -> bool:
    """Whether a pattern of ``?`` and ``*`` fits a whole word; the time grows with both lengths, no faster."""
    places = {0}
    for sign in pattern:
        if sign == "*":
            places = set(range(min(places), len(word) + 1)) if places else set()
        else:
            places = {at + 1 for at in places if at < len(word) and sign in ("?", word[at])}
    return len(word) in places


def one_edit(one: str, other: str) -> bool:
    """Whether one letter more, less or other, or two neighbours exchanged, makes one word of the other."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    place = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[place:], other[place:]
    return a[1:] == b or a == b[1:] or a[1:] == b[1:] or (a[:2] == b[:2][::-1] and a[2:] == b[2:])
