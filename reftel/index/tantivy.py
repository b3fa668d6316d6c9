"""The embedded engine: Tantivy, in a folder beside the record.

Traps, each met while measuring: a key must be a raw text field (deleting by an unsigned field deletes nothing, and
says so nowhere); a Python int given to an unsigned field kills the writer; a phrase of one word is a panic; only one
writer can be open; a boolean query of nothing but MustNot finds nothing; commits are dear, so they are batched.
"""

from __future__ import annotations

import errno
import functools
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any as Anything

import msgspec
import tantivy

from reftel.archive.access import BANDS
from reftel.index import engine as e
from reftel.index.borrowed import Borrowed, locked, share, writable
from reftel.index.faults import explained, refused
from reftel.index.slips import distance, one_slip
from reftel.model import Struct

FORMAT = 3
"""Goes up when the schema below or what is put into it changes; an index of another format is made anew."""
_STEMMED = "_stem"
_CAVEATED = "caveated"
"""Texts under caveats: a JSON field with a path for each lane, because nobody can list all caveats beforehand."""
_LONGEST_WORD = 255
"""Bytes; longer "words" are encoded attachments."""
_HEAP = 96_000_000
_CHECKPOINT = "checkpoint"
_MERGED = 0.05
"""Seconds until another process that is merging its files will have written its new list."""
_SCANNED = 5_000
"""Keys that a scan takes at a time."""
_LONG_ENOUGH = 6
"""Letters of a word in which two slips still leave enough to know it by."""
_KEPT = 2
"""Letters at its beginning that must then be right."""
_OPEN_LANES = (e.NAMES, e.TO)


class _Checkpoint(Struct, frozen=True):
    """How far the index follows, stored as a document of its own and so committed in one step with the others."""

    format: int
    archive: str
    number: int


def _gated(band: str) -> Iterator[str]:
    for kind in e.GATED:
        yield f"{kind}_{band}"


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("kind", tokenizer_name="raw", index_option="basic")
    builder.add_text_field(_CHECKPOINT, stored=True, tokenizer_name="raw", index_option="basic")
    for field in e.VALUES:
        builder.add_text_field(field, fast=field in e.FACETS, tokenizer_name="raw", index_option="basic")
    for field in (*e.NUMBERS, "sent"):
        builder.add_integer_field(field, indexed=True, fast=True)
    for name in (*_OPEN_LANES, *(name for band in BANDS for name in _gated(band))):
        builder.add_text_field(name, tokenizer_name="words", index_option="position")
        builder.add_text_field(name + _STEMMED, tokenizer_name="stems", index_option="freq")
    builder.add_json_field(_CAVEATED, tokenizer_name="words", index_option="position")
    builder.add_json_field(_CAVEATED + _STEMMED, tokenizer_name="stems", index_option="freq")
    return builder.build()


def _analyzer(*, stemmed: bool) -> tantivy.TextAnalyzer:
    builder = (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(_LONGEST_WORD))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
    )
    return (builder.filter(tantivy.Filter.stemmer("english")) if stemmed else builder).build()


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
        self._words = _analyzer(stemmed=False)
        self._stems = _analyzer(stemmed=True)
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
            self._schema = _schema()
            self._index = tantivy.Index(self._schema, path=str(place))
            self._index.register_tokenizer("words", self._words)
            self._index.register_tokenizer("stems", self._stems)
            # Reloaded by hand: a watching thread for each archive is one more thing that can go wrong.
            self._index.config_reader("manual")
            self.refresh()

    # -- writing -------------------------------------------------------------------------------------------------

    def number(self, identity: str) -> int | None:
        """See `engine.Engine`."""
        with explained(self._folder):
            searcher = self._index.searcher()
            found = searcher.search(tantivy.Query.term_query(self._schema, "kind", _CHECKPOINT), 1).hits
            if not found:
                return None
            text = str(searcher.doc(found[0][1]).get_first(_CHECKPOINT))
        try:
            checkpoint = msgspec.json.decode(text, type=_Checkpoint)
        except msgspec.MsgspecError:
            return None
        return checkpoint.number if (checkpoint.format, checkpoint.archive) == (FORMAT, identity) else None

    def reset(self) -> None:
        """See `engine.Engine`."""
        with self._lock, explained(self._folder):
            # Never by removing the files: another process may get the right to write in that very moment.
            writer = self._writing()
            writer.delete_all_documents()
            writer.commit()
            self._index.reload()

    def add(self, entries: Sequence[e.Entry]) -> None:
        """See `engine.Engine`."""
        with self._lock, explained(self._folder):
            writer = self._writing()
            for entry in entries:
                writer.delete_documents_by_term("key", _clean(entry.key))
                writer.add_document(_document(entry))
            share(self._folder)  # threads that merge write the lists anew at any time

    def remove(self, keys: Sequence[str]) -> None:
        """See `engine.Engine`."""
        with self._lock, explained(self._folder):
            writer = self._writing()
            for key in keys:
                writer.delete_documents_by_term("key", _clean(key))

    def commit(self, identity: str, number: int) -> None:
        """See `engine.Engine`."""
        with self._lock, explained(self._folder):
            writer = self._writing()
            writer.delete_documents_by_term("kind", _CHECKPOINT)
            checkpoint = tantivy.Document()
            checkpoint.add_text("kind", _CHECKPOINT)
            checkpoint.add_text(_CHECKPOINT, msgspec.json.encode(_Checkpoint(FORMAT, identity, number)).decode("utf-8"))
            writer.add_document(checkpoint)
            writer.commit()
            share(self._folder)
            self._index.reload()

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
                self._index.reload()
                return
            for again in (True, True, False):
                # Between the list and the files that it names, the owner may have merged them into others.
                try:
                    self._borrowed.refresh()
                    self._index.reload()
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
                self._writer = self._index.writer(_HEAP, 2)
        return self._writer

    # -- asking --------------------------------------------------------------------------------------------------

    def ask(self, question: e.Question) -> e.Answer:
        """See `engine.Engine`."""
        with explained(self._folder):
            query = self._query(question.node)
            searcher = self._index.searcher()
            found = searcher.search(
                query,
                max(question.limit, 1),
                offset=question.offset,
                # Cables without a date come last both ways.
                order_by_field=None if question.sort == "relevance" else "sent",
                order=tantivy.Order.Asc if question.sort == "oldest" else tantivy.Order.Desc,
            )
            total: int = found.count  # type: ignore[attr-defined]  # missing in tantivy's stubs
            hits = found.hits[: question.limit]
            keys = tuple(str(searcher.doc(address).get_first("key")) for _, address in hits)
            return e.Answer(total, keys, self._facets(searcher, query, question))

    def _facets(
        self, searcher: tantivy.Searcher, query: tantivy.Query, question: e.Question
    ) -> dict[str, tuple[tuple[str, int], ...]]:
        if not question.facets:
            return {}
        terms = {name: {"terms": {"field": name, "size": question.facet_size}} for name in question.facets}
        found = searcher.aggregate(query, terms)
        return {
            name: tuple((str(bucket["key"]), int(bucket["doc_count"])) for bucket in found[name]["buckets"])
            for name in question.facets
        }

    def count(self, node: e.Node) -> int:
        """See `engine.Engine`."""
        return self.ask(e.Question(node, limit=0)).total

    def scan(self, node: e.Node, order: e.Order = "oldest") -> Iterator[str]:
        """See `engine.Engine`."""
        with explained(self._folder):
            searcher = self._index.searcher()  # held to the end: what is committed meanwhile is of another moment
        if order == "latest":
            yield from self._pages(searcher, node, "change", tantivy.Order.Desc)
            return
        dated = e.Between("sent", None, None)
        ascending = tantivy.Order.Asc if order == "oldest" else tantivy.Order.Desc
        yield from self._pages(searcher, e.All((node, dated)), "sent", ascending)
        yield from self._pages(searcher, e.All((node, e.Not(dated))), "change", tantivy.Order.Asc)

    def _pages(self, searcher: tantivy.Searcher, node: e.Node, field: str, order: tantivy.Order) -> Iterator[str]:
        """Keys in the order of a number; each page goes on where the last one ended, so that none costs more."""
        last: int | None = None
        at_last: set[str] = set()
        """What was given already of those that share the last number: 40 telegrams of one minute."""
        while True:
            bounds = (last, None) if order == tantivy.Order.Asc else (None, last)
            rest = node if last is None else e.All((node, e.Between(field, *bounds)))
            size = _SCANNED + len(at_last)
            with explained(self._folder):
                hits = searcher.search(self._query(rest), size, count=False, order_by_field=field, order=order).hits
                found = [(int(value), str(searcher.doc(address).get_first("key"))) for value, address in hits]
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
            searcher = self._index.searcher()
            return sum(searcher.doc_freq(_stemmed(_field(lane)), stem) for lane in lanes) if stem else 0

    def alike(self, word: str, lanes: Sequence[str], limit: int = 5) -> tuple[str, ...]:
        """See `engine.Engine`."""
        words = self.words(word)
        if len(words) != 1:
            return ()
        asked = words[0]
        with explained(self._folder):
            searcher = self._index.searcher()
            fields = [_field(lane) for lane in lanes]
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
            searcher = self._index.searcher()
            for lane in lanes:
                field = _field(lane)
                if "." not in field:
                    for word, many in searcher.terms_with_prefix(field, begun[0], limit=1000):
                        counts[word] = counts.get(word, 0) + many
        return tuple(sorted(counts.items(), key=lambda each: (-each[1], each[0]))[:limit])

    def words(self, text: str) -> tuple[str, ...]:
        """See `engine.Engine`."""
        return tuple(self._words.analyze(_clean(text)))

    def _stem(self, word: str) -> str:
        return "".join(self._stems.analyze(_clean(word)))

    def _query(self, node: e.Node) -> tantivy.Query:
        """The query for a tree; never finds the checkpoint."""
        cables = tantivy.Query.const_score_query(tantivy.Query.term_query(self._schema, "kind", "cable"), 0.0)
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, cables), (tantivy.Occur.Must, self._compile(node))])

    def _compile(self, node: e.Node) -> tantivy.Query:
        query = tantivy.Query
        match node:
            case e.Everything():
                return query.const_score_query(query.all_query(), 0.0)
            case e.Nothing():
                return query.empty_query()
            case e.Words():
                return self._compile_words(node)
            case e.Is():
                found = query.term_set_query(self._schema, node.field, [_clean(value) for value in node.values])
                return query.const_score_query(found, 0.0)
            case e.Between():
                if node.low is None and node.high is None:
                    return query.const_score_query(query.exists_query(node.field), 0.0)
                found = query.range_query(self._schema, node.field, tantivy.FieldType.Integer, node.low, node.high)
                return query.const_score_query(found, 0.0)
            case e.Not():
                everything = query.const_score_query(query.all_query(), 0.0)
                return query.boolean_query(
                    [(tantivy.Occur.Must, everything), (tantivy.Occur.MustNot, self._compile(node.part))]
                )
            case e.All():
                return self._join(node.parts, tantivy.Occur.Must)
            case e.Any():
                return self._join(node.parts, tantivy.Occur.Should)

    def _join(self, parts: tuple[e.Node, ...], occur: tantivy.Occur) -> tantivy.Query:
        if not parts:
            return self._compile(e.Everything() if occur == tantivy.Occur.Must else e.Nothing())
        return tantivy.Query.boolean_query([(occur, self._compile(part)) for part in parts])

    def _compile_words(self, node: e.Words) -> tantivy.Query:
        words = list(self.words(node.text))
        if not words or not node.lanes:
            return self._compile(e.Nothing())
        make = self._matcher(words, node)
        weighted = [tantivy.Query.boost_query(make(_field(lane)), weight) for lane, weight in node.lanes]
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, each) for each in weighted])

    def _matcher(self, words: list[str], node: e.Words) -> Callable[[str], tantivy.Query]:
        query, schema = tantivy.Query, self._schema
        if node.prefix and len(words) == 1:
            return lambda field: query.fuzzy_term_query(schema, field, words[0], 0, True, True)
        if node.prefix:
            return lambda field: query.phrase_prefix_query(schema, field, list(words))
        if len(words) > 1:
            return lambda field: query.phrase_query(schema, field, list(words))
        if node.exact:
            return lambda field: query.term_query(schema, field, words[0])
        stem = self.stem(words[0])
        return lambda field: query.term_query(schema, _stemmed(field), stem)


def _field(lane: str) -> str:
    """``body.c`` → ``body_c``; ``body.c+NOFORN`` → ``caveated.body_c+NOFORN``."""
    kind, _, compartment = lane.partition(".")
    if not compartment:
        return kind
    return f"{_CAVEATED}.{kind}_{compartment}" if "+" in compartment else f"{kind}_{compartment}"


def _stemmed(field: str) -> str:
    name, dot, path = field.partition(".")
    return name + _STEMMED + dot + path


def _document(entry: e.Entry) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("kind", "cable")
    document.add_text("key", _clean(entry.key))
    caveated: dict[str, Anything] = {}
    for lane, texts in entry.texts.items():
        field, _, path = _field(lane).partition(".")
        if path:
            caveated[path] = [_clean(text) for text in texts]
            continue
        for text in map(_clean, texts):
            document.add_text(field, text)
            document.add_text(_stemmed(field), text)
    if caveated:
        document.add_json(_CAVEATED, caveated)
        document.add_json(_CAVEATED + _STEMMED, caveated)
    for name, values in entry.values.items():
        for value in values:
            document.add_text(name, _clean(value))
    document.add_integer("change", entry.change)
    if entry.day is not None:
        document.add_integer("day", entry.day)
    if entry.sent is not None:
        document.add_integer("sent", entry.sent)
    return document


def _clean(text: str) -> str:
    """A text without the lone surrogates that broken files hold and that no UTF-8 can."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
