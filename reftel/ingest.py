"""Files into an archive: walks, reads in several processes, records in batches, lets the index catch up."""

from __future__ import annotations

import hashlib
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

from reftel import archive as record
from reftel import index, reading, sources
from reftel.archive import Archive, Source
from reftel.errors import ReftelError
from reftel.model import Struct
from reftel.reading import Reading

Progress = Callable[[int, int, str], None]
"""Called with how much is done, of how much, and of what: ``reading`` (files) or ``indexing`` (cables)."""

_CHUNK = 32
"""Files in one task, and in one transaction."""
_FEW = 200
"""Up to so many new files one process reads: starting others takes about as long as reading 200 files."""
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


def ingest(
    paths: Iterable[str | Path] | str | Path,
    archive_path: str | Path,
    *,
    progress: Progress | None = None,
    workers: int | None = None,
) -> Report:
    """Read every file under `paths` into the archive at `archive_path`, which is made if there is none.

    A file that was read before is known by its digest and not read again. What can't be read or is recognised by no
    source is reported, and the run goes on. Interrupted, it leaves an archive of what was read so far; the next run
    goes on from there. Raises SourceError for a named path that is missing, ArchiveError for an unusable archive.
    """
    begun = time.perf_counter()
    tally = _Tally()
    named = [paths] if isinstance(paths, str | Path) else list(paths)
    own = Path(archive_path).resolve()
    walked = sources.walk(named, onerror=lambda path, reason: tally.unrecognised.append((str(path), reason)))
    files = [path for path in walked if own not in path.resolve().parents]
    with record.open(archive_path, create=True) as archive:
        tell = progress or (lambda done, total, what: None)
        fresh = list(_fresh(files, archive, tally))
        tell(tally.done, len(files), "reading")
        for outcomes in _outcomes(fresh, workers or os.cpu_count() or 1):
            _take(outcomes, archive, tally)
            tell(tally.done, len(files), "reading")
        index.catch_up(archive, progress=lambda done, total: tell(done, total, "indexing"), wait=True)
    return Report(
        tally.read, tally.new, tally.known, tuple(sorted(tally.unrecognised)), round(time.perf_counter() - begun, 3)
    )


def _fresh(paths: Iterable[Path], archive: Archive, tally: _Tally) -> Iterator[_File]:
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
        held = archive.known(digest)
        if held is None:
            yield _File(str(path), digest, size)
        else:
            tally.done += 1
            tally.known += held


def _take(outcomes: list[_Outcome], archive: Archive, tally: _Tally) -> None:
    """Record what was read, in one transaction."""
    tally.done += len(outcomes)
    tally.unrecognised += [(each.file.path, each.reason) for each in outcomes if each.reason]
    good = [each for each in outcomes if each.readings]
    added = archive.add_all(
        (each.readings, Source(each.file.path, each.file.digest, size=each.file.size)) for each in good
    )
    for each in added:
        tally.read += each.editions
        tally.new += each.new
        tally.known += each.known


def _outcomes(files: list[_File], workers: int) -> Iterator[list[_Outcome]]:
    chunks = [files[start : start + _CHUNK] for start in range(0, len(files), _CHUNK)]
    if workers <= 1 or len(files) <= _FEW:
        yield from map(read_files, chunks)
    else:
        yield from _in_processes(chunks, workers)


def _in_processes(chunks: list[list[_File]], workers: int) -> Iterator[list[_Outcome]]:
    """Chunks read by a pool; a file that kills its process is found out, and the others are read all the same."""
    waiting = deque(chunks)
    while waiting:
        running: dict[Future[list[_Outcome]], list[_File]] = {}
        pool = _pool(workers)
        try:
            while waiting or running:
                # Twice as many as can run: nobody waits for work, and memory stays bounded.
                while waiting and len(running) < 2 * workers:
                    running[pool.submit(read_files, waiting[0])] = waiting[0]
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
                yield pool.submit(read_files, [file]).result()
            except BrokenProcessPool:
                _end(pool)
                pool = _pool(1)
                yield [_Outcome(file, reason=_DIED)]
    finally:
        _end(pool)


def _pool(workers: int) -> ProcessPoolExecutor:
    # Spawned, not forked: the parent has threads (the engine's, the progress bar's), and a fork may catch their locks.
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_leave_interrupts_to_the_parent)


def _leave_interrupts_to_the_parent() -> None:
    # A terminal sends Ctrl-C to all of them; a traceback of each would bury what the parent has to say.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


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
