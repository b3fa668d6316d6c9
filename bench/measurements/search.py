"""300 mixed queries (words, phrases, near words, patterns, slips, fields) over an archive of specimens, each with 20
hits, their snippets, all facets and the exact total, warm, on the wall, one at a time. The engine's part (hits, total,
eight facets) stands against Tantivy alone, which keeps the same texts in one field without levels and answers the same
with the same facets. Then 16 readers, who each think for a second between two questions, ask without and with an ingest
beside them. Growth is against a tenth of the archive. Where the environment's REFTEL_BENCH_ARCHIVES names a folder,
the archives are kept there for the next run.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from bench.measurement import Figure
from bench.searching import FACETS, Asked, Bare, held, queries
from reftel import index, search, specimen
from reftel.archive import EVERYTHING, Archive
from reftel.archive import open as open_archive
from reftel.search.searching import ask_for

TITLE = "Search"
UNIT = "telegrams"
SIZES = (20_000, 200_000)
QUICK = None

_Q = TypeVar("_Q")
_READERS = 16
_THINKING = 1.0
_QUESTIONS = 20


def measure(size: int, seed: int) -> Iterator[Figure]:
    with held(size // 10, seed) as small:
        before = _each(queries(small, seed), lambda asked: search.search(small, asked.text))
    with held(size, seed) as made:
        mix = queries(made, seed)
        whole = _each(mix, lambda asked: search.search(made, asked.text))
        yield _promised("query, half of them within", _at(whole, 50), 20)
        yield _promised("query, 95 of 100 within", _at(whole, 95), 60)
        yield Figure(
            "growth of the 95th, from a tenth", _at(whole, 95) / _at(before, 95), "a tenth of the archive", limit=6
        )
        typed = [text[:letters] for text in _typed(mix) for letters in range(1, len(text) + 1)]
        yield _promised(
            "suggestion, 95 of 100 within", _at(_each(typed, lambda text: search.suggest(made, text)), 95), 10
        )
        yield _engine(made, mix)
        yield _promised("open and first answer", _opening(made.folder), 300)
        yield _readers(made.folder, mix, seed)


def _engine(made: Archive, mix: list[Asked]) -> Figure:
    engine = index.engine_of(made)
    with tempfile.TemporaryDirectory() as folder:
        bare = Bare(made, Path(folder))
        nodes = {asked.text: ask_for(made, asked.text, EVERYTHING).node for asked in mix}
        # the facets may still be counted when the hits are there: they are waited for
        ours = _each(mix, lambda asked: dict(engine.ask(index.Question(nodes[asked.text], facets=FACETS)).facets))
        raw = _each(mix, bare.ask)
    shown = {"ms": statistics.median(ours), "ms alone": statistics.median(raw)}
    ratio = statistics.median(ours) / statistics.median(raw)
    return Figure("the engine's part, half of them", ratio, "Tantivy alone", limit=1.5, shown=shown)


def _promised(name: str, milliseconds: float, limit: float) -> Figure:
    return Figure(name, milliseconds / limit, f"{limit:g} ms", limit=1.0, shown={"ms": milliseconds})


def _typed(mix: list[Asked]) -> list[str]:
    """What a reader types letter by letter: words of the texts, and fields."""
    words = dict.fromkeys(asked.words[0] for asked in mix if asked.kind == "one word")
    return [*words, "origin:mexico", "tag:pgov", "caption:sipdis", "class:confidential", "09mexico21"]


def _each(mix: Sequence[_Q], ask: Callable[[_Q], object]) -> list[float]:
    """Milliseconds of each question, when all have been asked once before."""
    for asked in mix:
        ask(asked)
    return [_time(lambda: ask(asked)) for asked in mix]  # noqa: B023 - called at once


def _time(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def _at(times: list[float], percent: int) -> float:
    return sorted(times)[min(len(times) - 1, len(times) * percent // 100)]


def _opening(folder: Path) -> float:
    def opened() -> None:
        with open_archive(folder) as again:
            search.search(again, "telegram")

    return _time(opened)


def _readers(folder: Path, mix: list[Asked], seed: int) -> Figure:
    with tempfile.TemporaryDirectory() as place:
        copy, heap = Path(place) / "archive", Path(place) / "heap"
        shutil.copytree(folder, copy)
        list(specimen.write(heap, 2_000, seed + 1))
        with open_archive(copy) as made:
            search.search(made, "telegram")
            quiet = _together(made, mix)
            ingest = subprocess.Popen(
                [sys.executable, "-m", "reftel", "ingest", str(heap), "--archive", str(copy), "--workers", "1"],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            busy = _together(made, mix)
            ingest.kill()
            ingest.wait()
    shown = {"ms quiet": _at(quiet, 95), "ms beside an ingest": _at(busy, 95)}
    ratio = _at(busy, 95) / _at(quiet, 95)
    return Figure("16 readers, 95 of 100, beside an ingest", ratio, "the same readers in quiet", limit=3, shown=shown)


def _together(made: Archive, mix: list[Asked]) -> list[float]:
    """Milliseconds of every question of all readers. Raises what any of them met."""
    times: list[float] = []

    def read(number: int) -> None:
        time.sleep(_THINKING * number / _READERS)
        for asked in mix[number * 17 :][:_QUESTIONS]:
            times.append(_time(lambda: search.search(made, asked.text)))  # noqa: B023 - called at once
            time.sleep(_THINKING)

    with ThreadPoolExecutor(_READERS) as readers:
        list(readers.map(read, range(_READERS)))
    return times
