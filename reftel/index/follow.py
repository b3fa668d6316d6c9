"""The index follows the record.

It holds the number of the change that it goes up to, committed together with what it took up; to catch up is to take
the changes after that number. After a crash, a lost folder or a damaged file it is the same: the index begins again at
the number it has, or at none.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable

from reftel.archive import Archive
from reftel.errors import ArchiveError
from reftel.index.engine import Engine, IndexBusy, IndexDamaged
from reftel.index.entries import entry
from reftel.index.tantivy import TantivyEngine

Progress = Callable[[int, int], None]
"""Called with how many changes were taken up, and how many there are."""

_FETCH = 500
"""Cables taken from the record at a time."""
_COMMIT = 20_000
"""Cables between two commits: a commit costs about 15 ms, a crash loses what came after the last one."""

_engines: weakref.WeakKeyDictionary[Archive, Engine] = weakref.WeakKeyDictionary()
_lock = threading.RLock()


def engine_of(archive: Archive) -> Engine:
    """The engine of this archive, caught up with the record.

    Where another process writes to the index at this moment, what that one has committed so far has to do.
    Raises ArchiveError where there is no index and none can be made.
    """
    with _lock:
        engine = _engines.get(archive)
    if engine is not None and engine.number(archive.identity) == archive.last_change():
        return engine
    return catch_up(archive)


def catch_up(archive: Archive, *, progress: Progress | None = None, wait: bool = False) -> Engine:
    """Take up every change of the record that the index has not seen; make it anew where it is missing or damaged.

    With `wait`, another writer is an error; without, the index is used as far as that one has come.
    """
    with _lock:
        engine = _opened(archive)
        try:
            _follow(archive, engine, progress)
        except IndexDamaged:
            engine = _anew(archive)
            _follow(archive, engine, progress)
        except IndexBusy as error:
            if wait:
                raise ArchiveError(str(error)) from error
        finally:
            engine.release()
        _engines[archive] = engine
        return engine


def rebuild(archive: Archive) -> Engine:
    """Make the index anew: what is to be done when it turns out damaged while it is asked."""
    with _lock:
        _engines[archive] = _anew(archive)
        return catch_up(archive)


def _opened(archive: Archive) -> Engine:
    engine = _engines.get(archive)
    try:
        if engine is None:
            engine = TantivyEngine(archive.index_folder)
        engine.refresh()
        return engine
    except IndexDamaged:
        return _anew(archive)
    except OSError as error:
        raise ArchiveError(f"can't open the index at {archive.index_folder}: {error.strerror}.") from error


def _anew(archive: Archive) -> Engine:
    """Throw the files of a damaged index away."""
    _engines.pop(archive, None)
    TantivyEngine.discard(archive.index_folder)
    try:
        return TantivyEngine(archive.index_folder)
    except IndexDamaged as error:
        raise ArchiveError(
            f"no index can be made at {archive.index_folder} ({error.__cause__}): check the rights of the folder."
        ) from error


def _follow(archive: Archive, engine: Engine, progress: Progress | None) -> None:
    last = archive.last_change()
    number = engine.number(archive.identity)
    if number is None or number > last:
        # Of another archive, of another format, or of a record that was put back from a copy.
        if last == 0 and number is None:
            return
        engine.reset()
        number = 0
    if number == last:
        return
    begun, pending = number, 0
    while changes := archive.changes(number, _FETCH):
        engine.add([entry(change) for change in changes])
        number = changes[-1].number
        pending += len(changes)
        if pending >= _COMMIT:
            engine.commit(archive.identity, number)
            pending = 0
        if progress:
            progress(number - begun, max(last, number) - begun)
    engine.commit(archive.identity, number)
