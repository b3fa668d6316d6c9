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
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec
import tantivy

from reftel.index import engine as e
from reftel.index.borrowed import Borrowed, locked, share, writable
from reftel.index.committed import CHECKPOINT, FORMAT, Checkpoint, Committed
from reftel.index.faults import explained, refused
from reftel.index.fields import Fields, analyzer, clean, document, schema

_HEAP = 96_000_000
_MERGED = 0.05
"""Seconds until another process that is merging its files will have written its new list."""


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
        self._seen = Committed(
            self._index.searcher(), self._schema, self.words, self.stem, functools.partial(explained, self._folder)
        )

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
            writer.delete_documents_by_term("kind", CHECKPOINT)
            checkpoint = tantivy.Document()
            checkpoint.add_text("kind", CHECKPOINT)
            reached = Checkpoint(FORMAT, identity, number, self._pending.slots)
            checkpoint.add_text(CHECKPOINT, msgspec.json.encode(reached).decode("utf-8"))
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
                self._pending = Fields(self._seen.fields.slots)
        return self._writer

    # -- asking --------------------------------------------------------------------------------------------------

    def ask(self, question: e.Question) -> e.Answer:
        """See `engine.Engine`."""
        with explained(self._folder):
            return self._seen.ask(question)

    def count(self, node: e.Node) -> int:
        """See `engine.Engine`."""
        return self.ask(e.Question(node, limit=0)).total

    def cross(self, node: e.Node, rows: e.Axis, columns: e.Axis) -> dict[tuple[str, str], int]:
        """See `engine.Engine`."""
        with explained(self._folder):
            return self._seen.cross(node, rows, columns) if rows[1] and columns[1] else {}

    def scan(self, node: e.Node, order: e.Order = "oldest") -> Iterator[str]:
        """See `engine.Engine`."""
        batches = self._seen.batches(node, order)  # held to the end: what is committed meanwhile is of another moment
        while True:
            with explained(self._folder):
                batch = next(batches, None)
            if batch is None:
                return
            yield from batch

    def takes(self, pattern: str) -> bool:
        """See `engine.Engine`."""
        return self._seen.takes(pattern)

    def frequency(self, word: str, lanes: Sequence[str]) -> int:
        """See `engine.Engine`."""
        with explained(self._folder):
            return self._seen.frequency(word, lanes)

    def alike(self, word: str, lanes: Sequence[str], limit: int = 5) -> tuple[str, ...]:
        """See `engine.Engine`."""
        with explained(self._folder):
            return self._seen.alike(word, lanes, limit)

    def suggest(self, prefix: str, lanes: Sequence[str], limit: int = 10) -> tuple[tuple[str, int], ...]:
        """See `engine.Engine`."""
        with explained(self._folder):
            return self._seen.suggest(prefix, lanes, limit)

    def words(self, text: str) -> tuple[str, ...]:
        """See `engine.Engine`."""
        return tuple(self._words.analyze(clean(text)))

    def _stem(self, word: str) -> str:
        return "".join(self._stems.analyze(clean(word)))
