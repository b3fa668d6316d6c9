"""The embedded engine: Tantivy, in a folder beside the record.

Traps, each met while measuring: a key must be a raw text field (deleting by an unsigned field deletes nothing, and
says so nowhere); a Python int given to an unsigned field kills the writer; a phrase of one word is a panic; only one
writer can be open; a boolean query of nothing but MustNot finds nothing; commits are dear, so they are batched.
"""

from __future__ import annotations

import errno
import functools
import os
import shutil
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
import tantivy

from reftel.index import engine as e
from reftel.index.borrowed import Borrowed, locked, share, writable
from reftel.index.faults import explained, refused
from reftel.index.fields import Fields, analyzer, clean, document, schema, stemmed
from reftel.index.queries import Compiler
from reftel.index.slips import distance, one_slip
from reftel.model import Struct

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

FORMAT = 8
"""Goes up when the schema or what is put into it changes, the rules of declassification among it; an index of another
format is made anew."""
_HEAP = 96_000_000
_CHECKPOINT = "checkpoint"
_MERGED = 0.05
"""Seconds until another process that is merging its files will have written its new list."""
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


class _Checkpoint(Struct, frozen=True):
    """How far the index follows, stored as a document of its own and so committed in one step with the others."""

    format: int
    archive: str
    number: int
    slots: dict[str, int] = msgspec.field(default_factory=dict)
    """Compartment → the slot that holds its lanes; see `fields`."""


class _Seen(NamedTuple):
    """One committed state of the index; all that is asked of it agrees."""

    searcher: tantivy.Searcher
    checkpoint: _Checkpoint | None
    compiler: Compiler


class TantivyEngine:
    """See `engine.Engine`."""

    def __init__(self, folder: Path) -> None:
        """Open the index in `folder`, made where it is missing; where nothing may be written, to read only.

        Raises IndexDamaged, or IndexRefused where it may not even be read.
        """
        self._folder = folder
        self._borrowed: Borrowed | None = None
        self._writer: tantivy.IndexWriter | None = None
        self._lock = threading.RLock()
        self._words = analyzer(stemmed=False)
        self._stems = analyzer(stemmed=True)
        self._pending = Fields({})
        """The slots as they will be after the next commit."""
        self.stem = functools.lru_cache(65536)(self._stem)
        self._open()

    @staticmethod
    def discard(folder: Path) -> None:
        """Throw away the files of an index that can't even be opened.

        Raises IndexRefused where that is forbidden, IndexBusy where another process writes to it.
        """
        if not writable(folder):
            raise e.IndexRefused(
                f"the index at {folder} is damaged, and no right to make it anew: ask the archive's owner to run "
                "reftel search on it once, or work with a copy of the archive."
            )
        if locked(folder):
            raise e.IndexBusy(f"the index at {folder} is being written by another process: wait until that is done.")
        try:
            shutil.rmtree(folder)
        except FileNotFoundError:
            pass
        except OSError as error:
            raise refused(folder, error.errno or 0) from error

    @property
    def read_only(self) -> bool:
        """See `engine.Engine`."""
        return self._borrowed is not None

    def _open(self) -> None:
        with explained(self._folder):
            place = self._folder
            if place.exists() and not place.is_dir():
                raise refused(place, errno.EEXIST)
            if writable(place):
                place.mkdir(parents=True, exist_ok=True)
            else:
                self._borrowed = Borrowed(place)
                place = self._borrowed.folder
            self._schema = schema()
            self._index = tantivy.Index(self._schema, path=str(place))
            self._index.register_tokenizer("words", self._words)
            self._index.register_tokenizer("stems", self._stems)
            # Reloaded by hand: a watching thread for each archive is one more thing that can go wrong.
            self._index.config_reader("manual")
            self.refresh()

    # -- writing -------------------------------------------------------------------------------------------------

    def number(self, identity: str) -> int | None:
        """See `engine.Engine`."""
        checkpoint = self._seen.checkpoint
        return checkpoint.number if checkpoint is not None and checkpoint.archive == identity else None

    def _look(self) -> None:
        """Take the newest committed state for all that is asked from now on."""
        self._index.reload()
        searcher = self._index.searcher()
        checkpoint = _checkpoint(searcher, self._schema)
        fields = Fields(checkpoint.slots if checkpoint else {})
        self._seen = _Seen(searcher, checkpoint, Compiler(self._schema, fields, self.words, self.stem))

    def reset(self) -> None:
        """See `engine.Engine`."""
        with self._lock, explained(self._folder):
            # Never by removing the files: another process may get the right to write in that very moment.
            writer = self._writing()
            writer.delete_all_documents()
            writer.commit()
            self._pending = Fields({})
            self._look()

    def add(self, entries: Sequence[e.Entry]) -> None:
        """See `engine.Engine`."""
        with self._lock, explained(self._folder):
            writer = self._writing()
            for entry in entries:
                writer.delete_documents_by_term("key", clean(entry.key))
                writer.add_document(document(entry, self._pending))
            share(self._folder)  # threads that merge write the lists anew at any time

    def remove(self, keys: Sequence[str]) -> None:
        """See `engine.Engine`."""
        with self._lock, explained(self._folder):
            writer = self._writing()
            for key in keys:
                writer.delete_documents_by_term("key", clean(key))

    def commit(self, identity: str, number: int) -> None:
        """See `engine.Engine`."""
        with self._lock, explained(self._folder):
            writer = self._writing()
            writer.delete_documents_by_term("kind", _CHECKPOINT)
            checkpoint = tantivy.Document()
            checkpoint.add_text("kind", _CHECKPOINT)
            reached = _Checkpoint(FORMAT, identity, number, self._pending.slots)
            checkpoint.add_text(_CHECKPOINT, msgspec.json.encode(reached).decode("utf-8"))
            writer.add_document(checkpoint)
            writer.commit()
            share(self._folder)
            self._look()

    def release(self) -> None:
        """See `engine.Engine`."""
        with self._lock:
            writer, self._writer = self._writer, None
            if writer is None:
                return
            # Tantivy frees its lock when the writer's merging threads are done; a merge that failed loses nothing.
            with suppress(e.IndexDamaged, e.IndexRefused, e.IndexBusy), explained(self._folder):
                writer.wait_merging_threads()
            del writer
            share(self._folder)

    def refresh(self) -> None:
        """See `engine.Engine`."""
        with explained(self._folder):
            if self._borrowed is None:
                self._look()
                return
            for again in (True, True, False):
                # Between the list and the files that it names, the owner may have merged them into others.
                try:
                    self._borrowed.refresh()
                    self._look()
                    return
                except (ValueError, e.IndexDamaged):
                    if not again:
                        raise
                    time.sleep(_MERGED)

    def _writing(self) -> tantivy.IndexWriter:
        if self.read_only:
            raise refused(self._folder, errno.EACCES)
        if self._writer is None:
            with explained(self._folder):
                self._writer = self._index.writer(_HEAP, 1)  # two make twice as many segments, a tenth larger
                # Another process may have committed, and given slots away, until this one got the right to write.
                self._look()
                self._pending = Fields(self._seen.compiler.fields.slots)
        return self._writer

    # -- asking --------------------------------------------------------------------------------------------------

    def ask(self, question: e.Question) -> e.Answer:
        """See `engine.Engine`."""
        seen = self._seen
        query = seen.compiler.query(question.node)
        with explained(self._folder):
            # Tantivy counts without Python's lock: beside each other these take as long as the longer. Each runs the
            # query anew, so that more than two are dearer for all who ask, and hardly faster for one.
            counting = _helpers().submit(_facets, seen.searcher, query, question) if question.facets else None
            found = seen.searcher.search(
                query,
                max(question.limit, 1),
                offset=question.offset,
                # Cables without a date come last both ways.
                order_by_field=None if question.sort == "relevance" else "sent",
                order=tantivy.Order.Asc if question.sort == "oldest" else tantivy.Order.Desc,
                weight_by_field="tie" if question.sort == "relevance" else None,
            )
            total: int = found.count  # type: ignore[attr-defined]  # missing in tantivy's stubs
            hits = found.hits[: question.limit]
            keys = tuple(str(seen.searcher.doc(address).get_first("key")) for _, address in hits)
            return e.Answer(total, keys, counting.result() if counting else {})

    def count(self, node: e.Node) -> int:
        """See `engine.Engine`."""
        return self.ask(e.Question(node, limit=0)).total

    def cross(self, node: e.Node, rows: e.Axis, columns: e.Axis) -> dict[tuple[str, str], int]:
        """See `engine.Engine`."""
        if not rows[1] or not columns[1]:
            return {}
        seen = self._seen
        across = {"columns": _only(columns)}
        with explained(self._folder):
            asked = {"rows": {**_only(rows), "aggs": across}}
            found = seen.searcher.aggregate(seen.compiler.query(node), asked)["rows"]["buckets"]
        return {
            (str(row["key"]), str(cell["key"])): int(cell["doc_count"])
            for row in found
            for cell in row["columns"]["buckets"]
        }

    def scan(self, node: e.Node, order: e.Order = "oldest") -> Iterator[str]:
        """See `engine.Engine`."""
        seen = self._seen  # held to the end: what is committed meanwhile is of another moment
        if order == "latest":
            yield from self._pages(seen, node, "change", tantivy.Order.Desc)
            return
        dated = e.Between("sent", None, None)
        ascending = tantivy.Order.Asc if order == "oldest" else tantivy.Order.Desc
        yield from self._pages(seen, e.All((node, dated)), "sent", ascending)
        yield from self._pages(seen, e.All((node, e.Not(dated))), "change", tantivy.Order.Asc)

    def _pages(self, seen: _Seen, node: e.Node, field: str, order: tantivy.Order) -> Iterator[str]:
        """Keys in the order of a number; each page goes on where the last one ended, so that none costs more."""
        last: int | None = None
        at_last: set[str] = set()
        """What was given already of those that share the last number: 40 telegrams of one minute."""
        while True:
            bounds = (last, None) if order == tantivy.Order.Asc else (None, last)
            rest = node if last is None else e.All((node, e.Between(field, *bounds)))
            size = _SCANNED + len(at_last)
            query = seen.compiler.query(rest)
            with explained(self._folder):
                hits = seen.searcher.search(query, size, count=False, order_by_field=field, order=order).hits
                found = [(int(value), str(seen.searcher.doc(address).get_first("key"))) for value, address in hits]
            for value, key in found:
                if value == last and key in at_last:
                    continue
                if value != last:
                    last, at_last = value, set()
                at_last.add(key)
                yield key
            if len(found) < size:
                return

    def frequency(self, word: str, lanes: Sequence[str]) -> int:
        """See `engine.Engine`."""
        stem = self.stem(word)
        with explained(self._folder):
            seen = self._seen
            if not stem:
                return 0
            plain = "".join(self.words(word))
            fields = [seen.compiler.fields.of(lane) for lane in lanes]
            asked = [(also, stem) if (also := stemmed(field)) else (field, plain) for field in fields]
            return sum(seen.searcher.doc_freq(field, text) for field, text in asked)

    def alike(self, word: str, lanes: Sequence[str], limit: int = 5) -> tuple[str, ...]:
        """See `engine.Engine`."""
        words = self.words(word)
        if len(words) != 1:
            return ()
        asked = words[0]
        with explained(self._folder):
            searcher = self._seen.searcher
            fields = [self._seen.compiler.fields.of(lane) for lane in lanes]
            counts = {
                each: many
                for each in set(one_slip(asked)) - {asked, ""}
                if (many := sum(searcher.doc_freq(field, each) for field in fields))
            }
            found = sorted(counts, key=lambda each: (-counts[each], each))[:limit]
            if len(found) < limit and len(asked) >= _LONG_ENOUGH:
                counts = {}
                for field in fields:
                    if "." in field:
                        continue  # of a JSON field no terms are listed
                    for each, many in searcher.terms_with_prefix(field, asked[:_KEPT]):
                        if each in counts or distance(each, asked, 2) == 2:
                            counts[each] = counts.get(each, 0) + many
                found += sorted(counts, key=lambda each: (-counts[each], each))[: limit - len(found)]
        return tuple(found)

    def suggest(self, prefix: str, lanes: Sequence[str], limit: int = 10) -> tuple[tuple[str, int], ...]:
        """See `engine.Engine`."""
        begun = self.words(prefix)
        if len(begun) != 1:
            return ()
        counts: dict[str, int] = {}
        with explained(self._folder):
            searcher = self._seen.searcher
            for lane in lanes:
                field = self._seen.compiler.fields.of(lane)
                if "." not in field:
                    for word, many in searcher.terms_with_prefix(field, begun[0], limit=200):
                        counts[word] = counts.get(word, 0) + many
        return tuple(sorted(counts.items(), key=lambda each: (-each[1], each[0]))[:limit])

    def words(self, text: str) -> tuple[str, ...]:
        """See `engine.Engine`."""
        return tuple(self._words.analyze(clean(text)))

    def _stem(self, word: str) -> str:
        return "".join(self._stems.analyze(clean(word)))


def _checkpoint(searcher: tantivy.Searcher, schema: tantivy.Schema) -> _Checkpoint | None:
    """How far the index follows; None where nothing says so, or in another format."""
    found = searcher.search(tantivy.Query.term_query(schema, "kind", _CHECKPOINT), 1).hits
    if not found:
        return None
    try:
        read = msgspec.json.decode(str(searcher.doc(found[0][1]).get_first(_CHECKPOINT)), type=_Checkpoint)
    except msgspec.MsgspecError:
        return None
    return read if read.format == FORMAT else None


@functools.cache
def _helpers() -> ThreadPoolExecutor:
    """Threads that count facets, made when the first are asked for."""
    from concurrent.futures import ThreadPoolExecutor  # with all of logging

    return ThreadPoolExecutor(max_workers=min(4, os.cpu_count() or 1), thread_name_prefix="reftel-facets")


def _facets(
    searcher: tantivy.Searcher, query: tantivy.Query, question: e.Question
) -> dict[str, tuple[tuple[str, int], ...]]:
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
