"""The index follows the record.

It holds the number of the change that it goes up to, committed together with what it took up; to catch up is to take
the changes after that number. After a crash, a lost folder or a damaged file it is the same: the index begins again at
the number it has, or at none.
"""

from __future__ import annotations

import threading
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import suppress

from reftel.archive import Archive, Change, Removal
from reftel.errors import ArchiveError, ReftelError
from reftel.index.engine import Engine, IndexBusy, IndexDamaged, IndexRefused
from reftel.index.tantivy import TantivyEngine

Progress = Callable[[int, int], None]
"""Called with how many changes were taken up, and how many there are."""

_FETCH = 500
"""Cables taken from the record at a time."""
_COMMIT = 20_000
"""Cables between two commits: a commit costs about 15 ms, a crash loses what came after the last one."""

_POLL = 0.2
"""Seconds between two attempts at an index that another process writes to."""

_AGAIN = 1.0
"""Seconds until the next attempt beside the questions: while another process writes, each would be refused."""
_AT_ONCE = 100
"""Changes that a question waits for; more are taken up beside it, and it is answered from what the index holds."""

_SOON = 5_000
"""Changes that are taken up in some seconds: for no more, the first question waits where there is no index at all."""

_engines: weakref.WeakKeyDictionary[Archive, Engine] = weakref.WeakKeyDictionary()
_beside: weakref.WeakKeyDictionary[Archive, threading.Thread] = weakref.WeakKeyDictionary()
_looked: weakref.WeakKeyDictionary[Archive, float] = weakref.WeakKeyDictionary()
_tried: weakref.WeakKeyDictionary[Archive, float] = weakref.WeakKeyDictionary()
"""When a thread beside the questions last began to catch up."""
_table = threading.Lock()
"""Guards the two tables, and is held for no longer than that."""
_lock = threading.RLock()
"""Held by the thread that catches up, however long that takes."""


def engine_of(archive: Archive) -> Engine:
    """The engine of this archive, caught up with the record.

    Where another process writes to the index at this moment, or nothing may be written to it here, what it holds has
    to do; `behind` tells how much is missing. Raises IndexRefused where there is no index and none can be made.
    """
    engine = _known(archive)
    number = engine.number(archive.identity) if engine is not None else None
    if engine is None or number is None:
        return catch_up(archive)
    missing = archive.last_change() - number
    if missing == 0:
        return engine
    if missing > _AT_ONCE:
        _catch_up_beside(archive)
        _look_again(archive, engine)
        return engine
    if not _lock.acquire(blocking=False):
        return engine  # another thread is at it
    try:
        return catch_up(archive)
    finally:
        _lock.release()


def begin(archive: Archive) -> None:
    """Have an index that can be asked at once, for whoever cannot wait: where there is none that fits and it takes long
    to make one, an empty one, which the first question lets a thread fill. What fails here fails again at a question.
    """
    if _known(archive) is not None or archive.last_change() <= _SOON:
        return
    with _lock, suppress(ReftelError):
        engine = _opened(archive)
        try:
            if engine.number(archive.identity) is None and not engine.read_only:
                engine.reset()
                engine.commit(archive.identity, 0)
        finally:
            engine.release()
        with _table:
            _engines[archive] = engine


def _known(archive: Archive) -> Engine | None:
    with _table:
        return _engines.get(archive)


def _look_again(archive: Archive, engine: Engine) -> None:
    """See what another process committed; not at every question, for it costs as much as one."""
    now = time.monotonic()
    if now - _looked.get(archive, 0.0) >= _POLL:
        _looked[archive] = now
        engine.refresh()


def _catch_up_beside(archive: Archive) -> None:
    """Catch up in a thread of its own, unless one is at it. What fails there fails again where one waits for it."""

    def work() -> None:
        with suppress(ReftelError):
            catch_up(archive)

    with _table:
        thread, now = _beside.get(archive), time.monotonic()
        if (thread is not None and thread.is_alive()) or now - _tried.get(archive, -_AGAIN) < _AGAIN:
            return
        _tried[archive] = now
        thread = _beside[archive] = threading.Thread(target=work, name="reftel-index", daemon=True)
    thread.start()


def behind(archive: Archive) -> int:
    """How many changes of the record the index does not hold; 0 when it is current."""
    engine = _known(archive)
    number = engine.number(archive.identity) if engine is not None else None
    return max(0, archive.last_change() - (number or 0))


def catch_up(
    archive: Archive,
    *,
    progress: Progress | None = None,
    patience: float = 0.0,
    waiting: Callable[[], None] | None = None,
) -> Engine:
    """Take up every change of the record that the index has not seen; make it anew where it is missing or damaged.

    One process writes to an index at a time. Where another one does, this one waits for its turn, and calls `waiting`
    as it begins to; when the other has come no further for `patience` seconds, the index stays as far as that one has
    come, and `behind` tells how much is missing.
    """
    number, since, told = None, time.monotonic(), False
    while True:
        with _lock:
            engine, busy = _attempt(archive, progress)
        if not busy:
            return engine
        reached, now = engine.number(archive.identity), time.monotonic()
        if reached != number:
            number, since = reached, now
        if now - since >= patience:
            return engine
        if waiting and not told:
            waiting()
            told = True
        time.sleep(_POLL)


def rebuild(archive: Archive) -> Engine:
    """Make the index anew: what is to be done when it turns out damaged while it is asked."""
    with _lock:
        engine = _anew(archive)
        with _table:
            _engines[archive] = engine
        return catch_up(archive)


_ANEW = "index is made anew"
"""Noted in the record while `reindex` is under way."""


def reindex(archive: Archive, *, progress: Progress | None = None) -> Engine:
    """Make the index anew from the record; stopped in the middle, it goes on there when it is called again.

    Raises IndexBusy where another process writes it.
    """
    with _lock:
        if archive.remembered(_ANEW) is None:
            archive.remember(_ANEW, "1")
            _engines[archive] = _anew(archive)
    engine = catch_up(archive, progress=progress)
    if engine.number(archive.identity) == archive.last_change():
        archive.remember(_ANEW, None)
    return engine


def _attempt(archive: Archive, progress: Progress | None) -> tuple[Engine, bool]:
    """Catch up, if nobody else is at it: the engine, and whether somebody is."""
    engine = _opened(archive)
    busy = False
    try:
        try:
            _follow(archive, engine, progress)
        except IndexDamaged:
            engine.release()
            engine = _anew(archive)
            _follow(archive, engine, progress)
    except IndexBusy:
        busy = True
    finally:
        engine.release()
    with _table:
        _engines[archive] = engine
    return engine, busy


def _opened(archive: Archive) -> Engine:
    engine = _known(archive)
    try:
        if engine is None:
            return TantivyEngine(archive.index_folder)
        engine.refresh()
        return engine
    except IndexDamaged:
        return _anew(archive)


def _anew(archive: Archive) -> Engine:
    """Throw the files of a damaged index away. Raises IndexRefused where nothing may be written, and IndexBusy."""
    with _table:
        _engines.pop(archive, None)
    TantivyEngine.discard(archive.index_folder)
    try:
        return TantivyEngine(archive.index_folder)
    except IndexDamaged as error:
        raise ArchiveError(
            f"no index can be made at {archive.index_folder} ({error.__cause__}): "
            "check the disk, or work with a copy of the archive."
        ) from error


class Follower:
    """Lets the index follow while the record grows, step by step, by the one who writes it; `end` must be called.

    Where another process writes the index, it does nothing: `catch_up` comes later.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._engine: Engine | None = None
        self._reached: int | None = None
        self._pending = 0

    def go_on(self) -> None:
        """Take up what the record has gained. It is seen, and safe, from the next commit on."""
        with _lock:
            try:
                if self._engine is None:
                    self._engine = _opened(self._archive)
                    self._reached = _begin(self._archive, self._engine)
                if self._reached is None or self._engine.read_only:
                    return
                for changes in _changes(self._archive, self._reached):
                    _take(self._engine, changes)
                    self._reached = changes[-1].number
                    self._pending += len(changes)
                if self._pending >= _COMMIT:
                    self._engine.commit(self._archive.identity, self._reached)
                    self._pending = 0
            except IndexBusy:
                self._reached = None
            except IndexDamaged:
                if self._engine is not None:
                    self._engine.release()
                self._engine = _anew(self._archive)
                self._reached = None

    def end(self) -> None:
        """Make all that was taken up safe, and let others write."""
        with _lock:
            if self._engine is None:
                return
            try:
                if self._pending and self._reached is not None:
                    self._engine.commit(self._archive.identity, self._reached)
            except (IndexBusy, IndexDamaged):
                pass  # `catch_up` finds it out again, and has the patience for it
            finally:
                self._engine.release()
            _engines[self._archive] = self._engine


def _begin(archive: Archive, engine: Engine) -> int | None:
    """The number from which the index goes on, which is made anew where it does not fit; None: it holds nothing."""
    last = archive.last_change()
    number = engine.number(archive.identity)
    if number is None or number > last:
        # Of another archive, of another format, or of a record that was put back from a copy.
        if last == 0 and number is None:
            return None
        if engine.read_only:
            raise IndexRefused(
                f"the index at {archive.index_folder} does not fit the record, and no right to make it anew: ask the "
                "archive's owner to run reftel search on it once, or work with a copy of the archive."
            )
        engine.reset()
        number = 0
    return number


def _changes(archive: Archive, number: int) -> Iterator[tuple[Change | Removal, ...]]:
    while changes := archive.changes(number, _FETCH):
        yield changes
        number = changes[-1].number


def _take(engine: Engine, changes: tuple[Change | Removal, ...]) -> None:
    from reftel.index.entries import entry  # with the rules of declassification; who only asks needs none of them

    engine.remove([change.id for change in changes if isinstance(change, Removal)])
    engine.add([entry(change) for change in changes if isinstance(change, Change)])


def _follow(archive: Archive, engine: Engine, progress: Progress | None) -> None:
    number = _begin(archive, engine)
    last = archive.last_change()
    if number is None or number == last or engine.read_only:
        return
    engine.add(())  # takes the right to write, or raises IndexBusy before anything is read
    begun, pending = number, 0
    for changes in _changes(archive, begun):
        _take(engine, changes)
        number = changes[-1].number
        pending += len(changes)
        if pending >= _COMMIT:
            engine.commit(archive.identity, number)
            pending = 0
        if progress:
            progress(number - begun, max(last, number) - begun)
    engine.commit(archive.identity, number)
