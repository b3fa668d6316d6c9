"""Files into an archive: walks, reads in several processes, records in batches, lets the index catch up."""

from __future__ import annotations

import hashlib
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from multiprocessing import current_process, get_context
from pathlib import Path
from typing import Any

from reftel import archive as record
from reftel import index, reading, sources
from reftel.archive import Archive, Source
from reftel.errors import ArchiveError, ReftelError, SourceError
from reftel.model import Struct
from reftel.reading import Reading

Progress = Callable[[int, int, str], None]
"""Called with how much is done, of how much, and of what: ``reading`` (files), ``indexing`` (cables), or `WAITING`."""

WAITING = "waiting for another process that writes the index"
_CHUNK = 32
"""Files in one task, and in one transaction."""
_FEW = 200
"""Up to so many new files one process reads: starting others takes about as long as reading 200 files."""
_PATIENCE = 60.0
"""Seconds to wait for another process that writes the index and comes no further; it commits every few seconds."""
_DIED = (
    "the process that read it died, perhaps for want of memory. "
    "Try it alone with reftel parse, and report it if that fails too"
)


class Report(Struct, frozen=True):
    """What came of it."""

    read: int = 0
    """Documents read in this run."""
    new: int = 0
    """Cables that the archive did not hold before."""
    known: int = 0
    """Documents of cables that it held: in files read before, or further editions."""
    unrecognised: tuple[tuple[str, str], ...] = ()
    """(path, reason) of what could not be read or is no cable."""
    seconds: float = 0.0
    notes: tuple[str, ...] = ()
    """What else a person should know: that it went slower than it could, that another process indexes the rest."""


class _File(Struct, frozen=True):
    """A file to be read, with what was seen of its bytes."""

    path: str
    digest: str
    size: int


class _Outcome(Struct, frozen=True):
    """What a process found in a file: readings, or the reason why there are none (or no more)."""

    file: _File
    readings: tuple[Reading, ...] = ()
    reason: str | None = None


class _Tally:
    """The numbers while they grow."""

    def __init__(self) -> None:
        self.read = self.new = self.known = self.done = 0
        self.unrecognised: list[tuple[str, str]] = []
        self.notes: list[str] = []

    def report(self, seconds: float) -> Report:
        unrecognised = tuple(sorted(self.unrecognised))
        return Report(self.read, self.new, self.known, unrecognised, round(seconds, 3), tuple(self.notes))


class _Shelf:
    """The archive, which is made only when there is something to put into it."""

    def __init__(self, path: str | Path) -> None:
        self._path = path
        self.archive: Archive | None = None if record.vacant(path) else record.open(path)

    def __enter__(self) -> _Shelf:
        return self

    def __exit__(self, *_: object) -> None:
        if self.archive is not None:
            self.archive.close()

    def made(self) -> Archive:
        """The archive, to write to. Raises ArchiveError where that is forbidden."""
        if self.archive is None:
            self.archive = record.open(self._path, create=True)
        if self.archive.read_only:
            raise ArchiveError(f"no right to write the archive at {self._path}: ask its owner, or copy it.")
        return self.archive


def ingest(
    paths: Iterable[str | Path] | str | Path,
    archive_path: str | Path,
    *,
    progress: Progress | None = None,
    workers: int | None = None,
) -> Report:
    """Read every file under `paths` into the archive at `archive_path`, which is made when there is a first cable.

    A file that was read before is known by its digest and not read again. What is missing, can't be read or is
    recognised by no source is reported, and the run goes on. Interrupted, it leaves an archive of what was read so
    far; the next run goes on from there. Several runs may fill one archive at once. Raises ArchiveError for an
    unusable archive.
    """
    _not_while_a_worker_starts()
    begun = time.perf_counter()
    tally = _Tally()
    own = Path(archive_path).resolve()
    tell = progress or (lambda done, total, what: None)
    with _Shelf(archive_path) as shelf:
        files = [path for path in _walked(paths, tally) if own not in path.resolve().parents]
        fresh = list(_fresh(files, shelf.archive, tally))
        if fresh and shelf.archive is not None:
            shelf.made()  # that nothing may be written is said before hours of reading
        tell(tally.done, len(files), "reading")
        with closing(_outcomes(fresh, workers or os.cpu_count() or 1, tally)) as found:
            for outcomes in found:
                _take(outcomes, shelf, tally)
                tell(tally.done, len(files), "reading")
        if shelf.archive is not None:
            _index(shelf.archive, tell, tally)
    return tally.report(time.perf_counter() - begun)


def _walked(paths: Iterable[str | Path] | str | Path, tally: _Tally) -> Iterator[Path]:
    """The files under those of `paths` that are there."""
    good = []
    for path in [paths] if isinstance(paths, str | Path) else paths:
        try:
            sources.walk([path])  # looks at the named path at once, at what is in it only when asked for it
            good.append(path)
        except SourceError as error:
            tally.unrecognised.append((str(path), str(getattr(error, "reason", error))))
    yield from sources.walk(good, onerror=lambda path, reason: tally.unrecognised.append((str(path), reason)))


def _fresh(paths: Iterable[Path], archive: Archive | None, tally: _Tally) -> Iterator[_File]:
    """The files that were not read before, with their digests."""
    for path in paths:
        try:
            with path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
                size = stream.tell()
        except OSError as error:
            tally.done += 1
            tally.unrecognised.append((str(path), f"it can't be opened ({error.strerror}). Check its rights"))
            continue
        held = archive.known(digest) if archive is not None else None
        if held is None:
            yield _File(str(path), digest, size)
        else:
            tally.done += 1
            tally.known += held


def _take(outcomes: list[_Outcome], shelf: _Shelf, tally: _Tally) -> None:
    """Record what was read, in one transaction."""
    tally.done += len(outcomes)
    tally.unrecognised += [(each.file.path, each.reason) for each in outcomes if each.reason]
    good = [each for each in outcomes if each.readings]
    if not good:
        return
    added = shelf.made().add_all(
        (each.readings, Source(each.file.path, each.file.digest, size=each.file.size)) for each in good
    )
    for each in added:
        tally.read += each.editions
        tally.new += each.new
        tally.known += each.known


def _index(archive: Archive, tell: Progress, tally: _Tally) -> None:
    """Let the index catch up, in turn with other processes that let it."""
    wanted = archive.last_change()  # what others add from here on, they index themselves
    engine = index.catch_up(
        archive,
        progress=lambda done, total: tell(done, total, "indexing"),
        patience=_PATIENCE,
        waiting=lambda: tell(0, 1, WAITING),
    )
    missing = wanted - (engine.number(archive.identity) or 0)
    if missing > 0:
        tally.notes.append(
            f"another process writes the index and goes on with what it still lacks ({missing:,} changes); "
            "should it be stopped, the next search takes them up."
        )


def _outcomes(files: list[_File], workers: int, tally: _Tally) -> Generator[list[_Outcome], None, None]:
    chunks = [files[start : start + _CHUNK] for start in range(0, len(files), _CHUNK)]
    if workers <= 1 or len(files) <= _FEW:
        yield from map(read_files, chunks)
    else:
        yield from _in_processes(chunks, workers, tally)


def _in_processes(chunks: list[list[_File]], workers: int, tally: _Tally) -> Iterator[list[_Outcome]]:
    """Chunks read by a pool; a file that kills its process is found out, and the others are read all the same."""
    waiting = deque(chunks)
    while waiting:
        running: dict[Future[list[_Outcome]], list[_File]] = {}
        pool = _started(workers, tally)
        if pool is None:
            yield from map(read_files, waiting)
            return
        try:
            while waiting or running:
                # Twice as many as can run: nobody waits for work, and memory stays bounded.
                while waiting and len(running) < 2 * workers:
                    running[_submit(pool, read_files, waiting[0])] = waiting[0]
                    waiting.popleft()
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    outcomes = future.result()
                    del running[future]
                    yield outcomes
        except BrokenProcessPool:
            yield from _one_by_one([file for chunk in running.values() for file in chunk])
        finally:
            _end(pool)


def _one_by_one(files: list[_File]) -> Iterator[list[_Outcome]]:
    """Every file of the chunks that were under way when a process died, each alone in its process."""
    pool = _pool(1)
    try:
        for file in files:
            try:
                yield _submit(pool, read_files, [file]).result()
            except BrokenProcessPool:
                _end(pool)
                pool = _pool(1)
                yield [_Outcome(file, reason=_DIED)]
    finally:
        _end(pool)


def _started(workers: int, tally: _Tally) -> ProcessPoolExecutor | None:
    """A pool of which one process has answered; None, and a note, where none can be started."""
    main = sys.modules.get("__main__")
    file = getattr(main, "__file__", None)
    if file is not None and getattr(main, "__spec__", None) is None and not Path(file).is_file():
        _alone(tally, f"they can't load the program that asks for them, {file}")
        return None
    pool = None
    try:
        pool = _pool(workers)
        _submit(pool, _ready).result()
        return pool
    except BrokenProcessPool:
        _alone(tally, 'the first one ended at once; a script must call ingest below: if __name__ == "__main__":')
    except (OSError, ImportError, NotImplementedError) as error:
        _alone(tally, str(error))
    except BaseException:
        if pool is not None:
            _end(pool)
        raise
    if pool is not None:
        _end(pool)
    return None


def _alone(tally: _Tally, why: str) -> None:
    note = f"no other processes could be started to read the files ({why}): this one reads them alone."
    if note not in tally.notes:
        tally.notes.append(note)


def _ready() -> None:
    """The first task of a pool: whoever carries it out is alive and has loaded this module."""


def _not_while_a_worker_starts() -> None:
    # A worker begins by loading the program that asked for it. Where that program calls ingest without
    # `if __name__ == "__main__":`, the call comes here again, in the worker: it ends without a word, and the parent,
    # which notices, says what is wrong and reads the files alone.
    if getattr(current_process(), "_inheriting", False):
        raise SystemExit(1)


def _pool(workers: int) -> ProcessPoolExecutor:
    # Spawned, not forked: the parent has threads (the engine's, the progress bar's), and a fork may catch their locks.
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_leave_interrupts_to_the_parent)


def _submit(pool: ProcessPoolExecutor, task: Callable[..., Any], *arguments: object) -> Future[Any]:
    with _uninterrupted():  # a pool starts its processes when it is given tasks
        return pool.submit(task, *arguments)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let an interrupt wait until the block is done; processes started in it begin with interrupts blocked.

    Otherwise Ctrl-C, which a terminal sends to all of them, meets processes that are half started, in the parent and
    in themselves, and each of them prints a traceback.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    caught: list[Any] = []
    handler = signal.signal(signal.SIGINT, lambda *what: caught.append(what))
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if hasattr(signal, "pthread_sigmask") else None
    try:
        yield
    finally:
        if blocked is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
        signal.signal(signal.SIGINT, handler if handler is not None else signal.SIG_DFL)
        if caught and callable(handler):
            handler(*caught[0])


def _leave_interrupts_to_the_parent() -> None:
    # A terminal sends Ctrl-C to all of them; a traceback of each would bury what the parent has to say.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _end(pool: ProcessPoolExecutor) -> None:
    """End the pool at once, whatever its processes are at: after an interrupt nobody waits for a slow file."""
    processes = list((getattr(pool, "_processes", None) or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.terminate()


def read_files(files: list[_File]) -> list[_Outcome]:
    """What each of these files holds. Runs in a worker; never raises."""
    return [_read(file) for file in files]


def _read(file: _File) -> _Outcome:
    found: list[Reading] = []
    reason: str | None = None
    try:
        found.extend(reading.readings(file.path))
        reason = None if found else "there is no telegram in it"
    except ReftelError as error:
        reason = str(getattr(error, "reason", error))
    except Exception as error:  # a defect of ours in one file must not stop 300,000 others
        reason = f"reftel failed on it ({type(error).__name__}: {error}). Please report it"
    return _Outcome(file, tuple(found), reason)
