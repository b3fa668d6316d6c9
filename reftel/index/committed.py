"""One committed state of the embedded index: all that is asked of it agrees, whatever is written meanwhile."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

import msgspec
import tantivy

from reftel.index import engine as e
from reftel.index.fields import Fields, stemmed
from reftel.index.queries import Compiler
from reftel.index.slips import distance, one_slip
from reftel.index.terms import Terms
from reftel.model import Struct

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

FORMAT = 13
"""Goes up when the schema or what is put into it changes, the rules of declassification among it; an index of another
format is made anew."""
CHECKPOINT = "checkpoint"
"""Field, and kind, of the document that says how far the index follows."""
_CALENDAR = 2_000
"""Months of a century and a half: of a calendar nothing may be missing."""
_DAYS = 60_000
"""Days of a century and a half, likewise."""
_MORE = 4
"""How many times as many values as asked for are counted in each segment."""
_SCANNED = 5_000
"""Keys that a scan takes at a time."""
_LONG_ENOUGH = 6
"""Letters of a word in which two slips still leave enough to know it by."""
_KEPT = 2
"""Letters at its beginning that must then be right."""


class Checkpoint(Struct, frozen=True):
    """How far the index follows, stored as a document of its own and so committed in one step with the others."""

    format: int
    archive: str
    number: int
    slots: dict[str, int] = msgspec.field(default_factory=dict)
    """Compartment → the slot that holds its lanes; see `fields`."""


Counts = dict[str, tuple[tuple[str, int], ...]]


class Counting(Mapping[str, tuple[tuple[str, int], ...]]):
    """Facets that a thread still counts: who asks waits, and who has hits to read does that meanwhile."""

    def __init__(self, counting: Future[Counts]) -> None:
        self._counting = counting

    def __getitem__(self, facet: str) -> tuple[tuple[str, int], ...]:
        return self._counting.result()[facet]

    def __iter__(self) -> Iterator[str]:
        return iter(self._counting.result())

    def __len__(self) -> int:
        return len(self._counting.result())


class Committed:
    """What `engine.Engine` says of asking, of one state; raises what Tantivy raises."""

    def __init__(
        self,
        searcher: tantivy.Searcher,
        schema: tantivy.Schema,
        words: Callable[[str], tuple[str, ...]],
        stem: Callable[[str], str],
        explained: Callable[[], AbstractContextManager[None]],
    ) -> None:
        """`words` and `stem` are the engine's; within `explained`, what Tantivy raises says what it means."""
        self._searcher, self._words, self._stem, self._explained = searcher, words, stem, explained
        self.checkpoint = _checkpoint(searcher, schema)
        """None where nothing says how far it follows, or in another format."""
        self.fields = Fields(self.checkpoint.slots if self.checkpoint else {})
        self._terms = Terms(searcher)
        self._compiler = Compiler(schema, self.fields, words, stem, self._terms)

    def ask(self, question: e.Question) -> e.Answer:
        """See `engine.Engine`."""
        query = self._compiler.query(question.node)
        # Tantivy counts without Python's lock: beside each other these take as long as the longer. Each runs the
        # query anew, so that more than two are dearer for all who ask, and hardly faster for one.
        counting = _helpers().submit(self._facets, query, question) if question.facets else None
        found = self._searcher.search(
            query,
            max(question.limit, 1),
            offset=question.offset,
            # Cables without a date come last both ways.
            order_by_field=None if question.sort == "relevance" else "sent",
            order=tantivy.Order.Asc if question.sort == "oldest" else tantivy.Order.Desc,
            weight_by_field="tie" if question.sort == "relevance" else None,
        )
        total: int = found.count  # type: ignore[attr-defined]  # missing in tantivy's stubs
        keys = tuple(self._key(address) for _, address in found.hits[: question.limit])
        return e.Answer(total, keys, Counting(counting) if counting else {})

    def _facets(self, query: tantivy.Query, question: e.Question) -> Counts:
        with self._explained():
            return _facets(self._searcher, query, question)

    def _key(self, address: tantivy.DocAddress) -> str:
        return str(self._searcher.doc(address).get_first("key"))

    def cross(self, node: e.Node, rows: e.Axis, columns: e.Axis) -> dict[tuple[str, str], int]:
        """See `engine.Engine`."""
        asked = {"rows": {**_only(rows), "aggs": {"columns": _only(columns)}}}
        found = self._searcher.aggregate(self._compiler.query(node), asked)["rows"]["buckets"]
        return {
            (str(row["key"]), str(cell["key"])): int(cell["doc_count"])
            for row in found
            for cell in row["columns"]["buckets"]
        }

    def batches(self, node: e.Node, order: e.Order) -> Iterator[list[str]]:
        """What `engine.Engine.scan` gives, some thousand keys at a time."""
        if order == "latest":
            yield from self._pages(node, "change", tantivy.Order.Desc)
            return
        dated = e.Between("sent", None, None)
        ascending = tantivy.Order.Asc if order == "oldest" else tantivy.Order.Desc
        yield from self._pages(e.All((node, dated)), "sent", ascending)
        yield from self._pages(e.All((node, e.Not(dated))), "change", tantivy.Order.Asc)

    def _pages(self, node: e.Node, field: str, order: tantivy.Order) -> Iterator[list[str]]:
        """Keys in the order of a number; each page goes on where the last one ended, so that none costs more."""
        last: int | None = None
        at_last: set[str] = set()
        """What was given already of those that share the last number: 40 telegrams of one minute."""
        while True:
            bounds = (last, None) if order == tantivy.Order.Asc else (None, last)
            rest = node if last is None else e.All((node, e.Between(field, *bounds)))
            size = _SCANNED + len(at_last)
            query = self._compiler.query(rest)
            hits = self._searcher.search(query, size, count=False, order_by_field=field, order=order).hits
            page = []
            for value, address in hits:
                number, key = int(value), self._key(address)
                if number == last and key in at_last:
                    continue
                if number != last:
                    last, at_last = number, set()
                at_last.add(key)
                page.append(key)
            yield page
            if len(hits) < size:
                return

    def takes(self, pattern: str) -> bool:
        """See `engine.Engine`."""
        return self._compiler.takes(pattern)

    def frequency(self, word: str, lanes: Sequence[str]) -> int:
        """See `engine.Engine`."""
        stem = self._stem(word)
        if not stem:
            return 0
        plain = "".join(self._words(word))
        fields = [self.fields.of(lane) for lane in lanes]
        asked = [(also, stem) if (also := stemmed(field)) else (field, plain) for field in fields]
        return sum(self._terms.frequency(field, text) for field, text in asked)

    def alike(self, word: str, lanes: Sequence[str], limit: int) -> tuple[str, ...]:
        """See `engine.Engine`."""
        words = self._words(word)
        if len(words) != 1:
            return ()
        asked = words[0]
        fields = [self.fields.of(lane) for lane in lanes]
        counts = {
            each: many
            for each in set(one_slip(asked)) - {asked, ""}
            if (many := sum(self._terms.frequency(field, each) for field in fields))
        }
        found = sorted(counts, key=lambda each: (-counts[each], each))[:limit]
        if len(found) < limit and len(asked) >= _LONG_ENOUGH:
            counts = {}
            for each, many in self._beginning(asked[:_KEPT], fields, None):
                if each in counts or distance(each, asked, 2) == 2:
                    counts[each] = counts.get(each, 0) + many
            found += sorted(counts, key=lambda each: (-counts[each], each))[: limit - len(found)]
        return tuple(found)

    def suggest(self, prefix: str, lanes: Sequence[str], limit: int) -> tuple[tuple[str, int], ...]:
        """See `engine.Engine`."""
        begun = self._words(prefix)
        if len(begun) != 1:
            return ()
        counts: dict[str, int] = {}
        for word, many in self._beginning(begun[0], [self.fields.of(lane) for lane in lanes], 200):
            counts[word] = counts.get(word, 0) + many
        return tuple(sorted(counts.items(), key=lambda each: (-each[1], each[0]))[:limit])

    def _beginning(self, prefix: str, fields: list[str], limit: int | None) -> Iterator[tuple[str, int]]:
        """Words of each field that begin so, and in how many cables."""
        for field in fields:
            yield from self._terms.beginning(field, prefix, limit)


def _checkpoint(searcher: tantivy.Searcher, schema: tantivy.Schema) -> Checkpoint | None:
    """How far the index follows; None where nothing says so, or in another format."""
    found = searcher.search(tantivy.Query.term_query(schema, "kind", CHECKPOINT), 1).hits
    if not found:
        return None
    try:
        read = msgspec.json.decode(str(searcher.doc(found[0][1]).get_first(CHECKPOINT)), type=Checkpoint)
    except msgspec.MsgspecError:
        return None
    return read if read.format == FORMAT else None


@functools.cache
def _helpers() -> ThreadPoolExecutor:
    """Threads that count facets, made when the first are asked for."""
    from concurrent.futures import ThreadPoolExecutor  # with all of logging

    return ThreadPoolExecutor(max_workers=min(4, os.cpu_count() or 1), thread_name_prefix="reftel-facets")


def _facets(searcher: tantivy.Searcher, query: tantivy.Query, question: e.Question) -> Counts:
    """Each segment tells only its commonest values; where one may be missing in another's list, it is counted again."""
    size = question.facet_size
    found = searcher.aggregate(query, {name: _terms(name, size) for name in question.facets})
    again = {
        name: {"terms": {**_terms(name, size)["terms"], "include": [each["key"] for each in found[name]["buckets"]]}}
        for name in question.facets
        if found[name].get("doc_count_error_upper_bound")
    }
    if again:
        found |= searcher.aggregate(query, again)
    return {
        name: tuple((str(bucket["key"]), int(bucket["doc_count"])) for bucket in found[name]["buckets"])
        for name in question.facets
    }


def _only(axis: e.Axis) -> dict[str, dict[str, Any]]:
    """The count of these values and no others: what is asked for by name, no segment leaves out."""
    field, values = axis
    return {"terms": {"field": field, "size": len(values), "segment_size": len(values), "include": list(values)}}


def _terms(name: str, size: int) -> dict[str, dict[str, Any]]:
    size = max(size, _CALENDAR) if name in ("year", "month") else max(size, _DAYS) if name in e.DAYS else size
    return {"terms": {"field": name, "size": size, "segment_size": size * _MORE}}
