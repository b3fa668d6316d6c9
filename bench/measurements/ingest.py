"""From one file to an archive that can be searched: an eight-column dump of telegrams of 6 kB (specimens) through
`reftel.ingest` with two processes, text to parsed, recorded, linked and indexed. Beside it the parser alone: every
telegram found and parsed, nothing kept. Both in processor time of all processes, so that a busy machine harms neither.
Memory is what the whole tree of processes holds for itself at its peak, against a dump of a tenth of the size in a run
of its own; what it holds with the pages of the index's files, which are mapped while parts of it are merged and which
the system takes back at need, is shown beside it. Time does not grow when the last tenth of the telegrams costs what
the first one did.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from bench import corpus
from bench.clock import Memory, Tree, with_children
from bench.measurement import Figure
from bench.picture import Chart
from reftel import ingest, reading, specimen
from reftel.ingest import READING, Progress

TITLE = "Ingest"
UNIT = "telegrams"
SIZES = (20_000, 200_000)
QUICK = 400

_WORKERS = 2
_ALONE = 1_000
"""Telegrams up to which one process does it: to start others would be the better part of the time."""
_SETTLED = 200_000
"""Telegrams of which a tenth fill the buffers of the index and of the record."""
_SAMPLE = 2_000
"""Telegrams that the parser reads alone; its time for each does not depend on their number."""


def measure(size: int, seed: int) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        small, large, sample = (Path(folder) / f"{name}.csv" for name in ("small", "large", "sample"))
        raw = _written(large, size, seed)
        _written(small, max(1, size // 10), seed)
        _written(sample, min(size, _SAMPLE), seed)
        parsing = _parsing(sample, min(size, _SAMPLE), _workers(size))
        peak = _ingested(small, Path(folder) / "X", size).peak.own
        run = _ingested(large, Path(folder) / "Y", size)
        held = sum(file.stat().st_size for file in (Path(folder) / "Y").rglob("*") if file.is_file())
    each = run.processor / size
    shown = {"a second": size / run.wall, "a second and core": 1 / each}
    yield Figure("end to end", each / parsing, "the parser alone", limit=2.0, shown=shown)
    held_at_peak = {"MB": run.peak.own / 2**20, "MB with mapped files": run.peak.resident / 2**20}
    yield Figure("memory", run.peak.own / peak, "a tenth of the size", limit=_growth(size), shown=held_at_peak)
    if run.tenths:
        yield Figure("last tenth", run.tenths[-1] / run.tenths[0], "the first tenth", limit=1.25)
    yield Figure("archive on disk", held / raw, "the raw text", limit=1.5, shown={"MB": held / 2**20})


def charts(figures: list[Figure]) -> Iterable[Chart]:
    return ()


class _Run:
    """What an ingest took, while it went on."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._begun = time.perf_counter()
        self._marks: list[float] = []
        self._tree = Tree()
        self.processor = self.wall = 0.0
        self.peak = Memory()
        self.tenths: list[float] = []

    def progress(self, state: Progress) -> None:
        """Looks at the tree of processes, at every tenth also at its clock."""
        self.peak = Memory(*map(max, self.peak, self._tree.memory()))
        if state.what == READING and state.cables >= len(self._marks) * self._size // 10:
            self._marks.append(self._tree.processor())

    def ended(self, took: float) -> _Run:
        self.processor, self.wall = took, time.perf_counter() - self._begun
        if len(self._marks) == 11:
            self.tenths = [after - before for before, after in zip(self._marks, self._marks[1:], strict=False)]
        return self


def _ingested(file: Path, archive: Path, size: int) -> _Run:
    """In a process of its own: what an earlier one has freed is not always given back to the system."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as fresh:
        return fresh.submit(_watched, file, archive, size).result()


def _watched(file: Path, archive: Path, size: int) -> _Run:
    run = _Run(size)
    workers = _workers(size)
    return run.ended(with_children(lambda: ingest.ingest([file], archive, workers=workers, progress=run.progress)))


def _growth(size: int) -> float | None:
    """How much more memory may be held than for a tenth, where that is enough to fill what is filled up to a limit."""
    return 1.15 if size >= _SETTLED else None


def _workers(size: int) -> int:
    return _WORKERS if size > _ALONE else 1


def _parsing(file: Path, count: int, workers: int) -> float:
    """Processor time for a telegram, where as many processes parse at once: two share the caches of a core."""

    def parse() -> None:
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            list(pool.map(_parsed, [file] * workers))

    def start() -> None:
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            list(pool.map(_parsed, [None] * workers))

    return (with_children(parse) - with_children(start)) / count / workers


def _parsed(file: Path | None) -> int:
    return sum(1 for _ in reading.readings(file)) if file else 0


def _written(file: Path, count: int, seed: int) -> int:
    """The dump of so many telegrams; the bytes of their texts."""
    size = 0
    with file.open("wb") as stream:
        for each in specimen.stream(count, seed, layouts=["dump-csv"], size=corpus.USUAL, spread=0):
            stream.write(each.content)
            size += len(each.text.encode())
    return size
