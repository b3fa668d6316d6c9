"""Files into an archive: what is found is read, recorded and indexed; what is not read is told."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path

from reftel import archive as record
from reftel import index
from reftel.archive import Archive, Sheaf, Source, ledger
from reftel.errors import ArchiveError
from reftel.ingest import arenas, heap, order, team
from reftel.ingest.heap import Choice, Known
from reftel.ingest.order import Heap, Job
from reftel.ingest.progress import INDEXING, WAITING, Pace, Progress
from reftel.ingest.version import reader_version
from reftel.model import Struct

OnProgress = Callable[[Progress], None]

_FEW = 200
"""Up to so many small files one process reads: starting others takes about as long as reading 200 files."""
_TRANSACTION = 512
"""Cables that are recorded in one transaction."""
_FOLLOW = 2_000
"""Cables after which the index takes up what was recorded; processes go on reading meanwhile."""
_PATIENCE = 60.0
"""Seconds to wait for another process that writes the index and comes no further; it commits every few seconds."""
_HOMELESS = 10_000
"""Files that were not read, or not even opened, and are remembered until they can be entered into the archive."""


class Report(Struct, frozen=True):
    """What came of it."""

    read: int = 0
    """Documents read in this run."""
    new: int = 0
    """Cables that the archive did not hold before."""
    known: int = 0
    """Documents that it held: in files read before."""
    further: int = 0
    """Further editions of cables that it held, or that came before in this run."""
    unrecognised: tuple[tuple[str, str], ...] = ()
    """(path, reason) of what could not be read, or is no cable, in this run or before."""
    partly: tuple[tuple[str, int, str], ...] = ()
    """(path, telegrams, reason) of the files from which so many came, and of which not all could be read."""
    passed_over: int = 0
    """Parts of files that are no telegrams, or could not be read, in this run."""
    seconds: float = 0.0
    notes: tuple[str, ...] = ()
    """What else a person should know: that it went slower than it could, that another process indexes the rest."""


class _Shelf:
    """The archive, which is made only when there is something to put into it."""

    def __init__(self, path: str | Path) -> None:
        self._path = path
        self.archive: Archive | None = None if record.vacant(path) else record.open(path, mapped=False)

    def __enter__(self) -> _Shelf:
        return self

    def __exit__(self, *_: object) -> None:
        if self.archive is not None:
            self.archive.close()

    def made(self) -> Archive:
        """The archive, to write to. Raises ArchiveError where that is forbidden."""
        if self.archive is None:
            self.archive = record.open(self._path, create=True, mapped=False)
        if self.archive.read_only:
            raise ArchiveError(f"no right to write the archive at {self._path}: ask its owner, or copy it.")
        return self.archive


def ingest(
    paths: Iterable[str | Path] | str | Path,
    archive_path: str | Path,
    *,
    progress: OnProgress | None = None,
    workers: int | None = None,
    ocr: bool = False,
    retry: bool = False,
    reread: bool = False,
) -> Report:
    """Read every file under `paths` into the archive at `archive_path`, which is made when there is a first cable.

    A file that was read before is known (by path, size and date, else by its digest) and not read again, nor is one
    that was found to be no cable; with `retry` the latter are, and with `reread` those that an older version of reftel
    has read. What is missing, can't be read or is recognised by no source is reported, and the run goes on. Stopped at
    any moment, even by force, it leaves an archive of what was read so far; the next run goes on from there, in the
    middle of a long file too, and the archive becomes what it would have been. Several runs may fill one archive at
    once. With `ocr`, text layers that are garbage are read anew.

    Raises ArchiveError for an unusable archive.
    """
    team.not_while_a_worker_starts()
    arenas.only_one()
    named = [paths] if isinstance(paths, str | Path) else list(paths)
    with _Shelf(archive_path) as shelf:
        run = _Run(shelf, Choice(ocr=ocr, retry=retry, reread=reread, version=reader_version()), progress)
        run.read(named, Path(archive_path).resolve(), workers or os.cpu_count() or 1)
        return run.report()


def retry_paths(archive_path: str | Path) -> list[str]:
    """The files that the archive's ledger knows as not read, or not in whole. Raises ArchiveError."""
    with record.open(archive_path) as held:
        return ledger.to_retry(held)


class _Run:
    """One ingest while it is under way."""

    def __init__(self, shelf: _Shelf, choice: Choice, progress: OnProgress | None) -> None:
        self._shelf = shelf
        self._choice = choice
        self._tell = progress or (lambda state: None)
        self._pace = Pace()
        self._begun = time.perf_counter()
        self._read = self._new = self._known = self._further = self._passed_over = 0
        self._unrecognised: list[tuple[str, str]] = []
        self._partly_read: list[tuple[str, int, str]] = []
        self._notes: list[str] = []
        self._waiting: list[Sheaf] = []
        self._weight = 0
        self._homeless: list[Sheaf] = []
        self._closed: list[Sheaf] = []
        """Files that could not even be opened."""
        self._follower: index.Follower | None = None
        self._unindexed = 0
        self._here = ""
        """The folder that paths were named from, if they were."""
        self._partly = 0
        """Bytes counted of a long file."""

    def read(self, paths: list[str | Path], own: Path, workers: int) -> None:
        """Read, record and index."""
        # The ledger is asked from other folders, too; whoever named a file from here is told of it from here.
        self._here = f"{Path.cwd()}{os.sep}" if any(not Path(path).is_absolute() for path in paths) else ""
        paths = [Path(path).absolute() for path in paths]
        files, size = heap.surveyed(heap.walked(paths, own))
        self._pace.of_files, self._pace.total = files, size
        found = heap.fresh(
            heap.walked(paths, own, self._unread, self._not_opened),
            lambda: self._shelf.archive,
            self._choice,
            self._not_opened,
        )
        jobs = heap.jobs(found, self._choice.ocr, self._is_known)
        first, many = _peeked(jobs)
        if first and self._shelf.archive is not None:
            self._shelf.made()  # that nothing may be written is said before hours of reading
        self._tell(self._pace.reading())
        try:
            with closing(self._sheaves(chain(first, jobs), workers if many else 1)) as sheaves:
                for each in sheaves:
                    self._take(each)
            self._waiting += self._closed  # at the end, so that the numbers of the others depend on nobody's pace
            self._record()
        except KeyboardInterrupt:
            self._record()  # what was read is not read again
            raise
        finally:
            if self._follower is not None:
                self._follower.end()
        self._tell(self._pace.reading())
        if self._shelf.archive is not None:
            self._index(self._shelf.archive)

    def _sheaves(self, jobs: Iterator[Job], workers: int) -> Generator[list[Sheaf]]:
        if workers <= 1:
            yield from order.alone(jobs)
            return
        try:
            readers = team.Team(workers)
        except team.NoTeam as why:
            self._notes.append(
                f"no other processes could be started to read the files ({why}): this one reads them alone."
            )
            yield from order.alone(jobs)
            return
        try:
            yield from order.together(jobs, readers)
        finally:
            readers.end()

    def _unread(self, path: str, reason: str, telegrams: int = 0) -> None:
        """Tell of a file that was not read, or of which only so many telegrams were."""
        name = path.removeprefix(self._here)
        if telegrams:
            self._partly_read.append((name, telegrams, reason))
        else:
            self._unrecognised.append((name, reason))
        self._pace.unread(reason)

    def _not_opened(self, path: str, reason: str) -> None:
        """Tell, and enter into the ledger, a file that was found and can't be opened."""
        self._unread(path, reason)
        if len(self._closed) < _HOMELESS:
            self._closed.append(Sheaf(Source(path, ""), reason=reason))

    def _is_known(self, file: Known) -> None:
        self._known += file.editions
        self._pace.files += 1
        self._pace.done += file.size
        if file.reason is not None:
            self._unread(file.path, file.reason, file.editions)

    def _take(self, sheaves: list[Sheaf]) -> None:
        for each in sheaves:
            if each.ended:
                self._pace.files += 1
                self._pace.done += each.source.size - self._partly
                self._partly = 0
                if each.reason is not None:
                    self._unread(each.source.path, each.reason, 0 if each.changed else each.first + len(each.packed))
            else:
                # Of a file that is under way no more is known than the texts that were found in it.
                more = min(each.characters, each.source.size - self._partly)
                self._partly += more
                self._pace.done += more
            self._passed_over += len(each.passed_over)
            self._pace.cables += len(each.packed)
            self._waiting.append(each)
            self._weight += len(each.packed) + 1
        if self._weight >= _TRANSACTION:
            self._record()
        self._tell(self._pace.reading())

    def _record(self) -> None:
        """Write what is waiting, in one transaction, and let the index follow now and then."""
        waiting, self._waiting, self._weight = self._waiting, [], 0
        if self._shelf.archive is None and not any(any(each.packed) for each in waiting):
            self._homeless = (self._homeless + waiting)[:_HOMELESS]
            return
        waiting, self._homeless = self._homeless + waiting, []
        if not waiting:
            return
        archive = self._shelf.made()
        for each in archive.take(waiting, self._choice.version):
            self._read += each.editions
            self._new += each.new
            self._known += each.known
            self._further += each.further
            self._unindexed += each.editions
        if self._unindexed >= _FOLLOW:
            self._unindexed = 0
            self._follower = self._follower or index.Follower(archive)
            self._follower.go_on()

    def _index(self, archive: Archive) -> None:
        """Let the index catch up, in turn with other processes that let it."""
        wanted = archive.last_change()  # what others add from here on, they index themselves
        engine = index.catch_up(
            archive,
            progress=lambda done, total: self._tell(Progress(INDEXING, done, total, cables=self._read)),
            patience=_PATIENCE,
            waiting=lambda: self._tell(Progress(WAITING, 0, 1, cables=self._read)),
        )
        missing = wanted - (engine.number(archive.identity) or 0)
        if missing > 0:
            self._notes.append(
                f"another process writes the index and goes on with what it still lacks ({missing:,} changes); "
                "should it be stopped, the next search takes them up."
            )

    def report(self) -> Report:
        """What came of it."""
        return Report(
            read=self._read,
            new=self._new,
            known=self._known,
            further=self._further,
            unrecognised=tuple(sorted(self._unrecognised)),
            partly=tuple(sorted(self._partly_read)),
            passed_over=self._passed_over,
            seconds=round(time.perf_counter() - self._begun, 3),
            notes=tuple(self._notes),
        )


def _peeked(jobs: Iterator[Job]) -> tuple[list[Job], bool]:
    """The first jobs, and whether there is so much to do that other processes are to help."""
    first: list[Job] = []
    files = 0
    for job in jobs:
        first.append(job)
        files += len(job.files) if isinstance(job, Heap) else _FEW
        if files > _FEW or not isinstance(job, Heap):
            return first, True
    return first, False
