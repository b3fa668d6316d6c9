"""File to all fields, layout by layout: the bytes of each specimen through recognition, decoding and parsing, as
`reftel.read` does it, without the disk. Beside it a bare pass over the same bytes (decode, split into lines) and, for
the web archive's pages, selectolax alone (page to tree, text of the telegram taken out). The layouts take turns of a
few hundred. What grows with the number read is seen by measuring the last tenth against the first. The lengths of the
specimens vary as those of real telegrams do, with 6,000 characters on the average. Processor time, one core; memory is
the peak of the process, which also writes the specimens.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from functools import partial

from bench import corpus
from bench.clock import peak_memory, processor
from bench.measurement import Figure
from bench.passes import bare, tree
from bench.picture import Chart
from reftel import reading, sources, specimen

TITLE = "By layout"
UNIT = "telegrams"
SIZES = (20_000, 200_000)
QUICK = 1_200

# Of layouts on paper, what is measured would be the package that reads the paper.
_PAPER = ("nara-pdf", "pdf-text", "page-image")
_LAYOUTS = tuple(name for name in specimen.LAYOUTS if name not in _PAPER)
_TENTHS = 10
_DRAWN = (1, 2, 5, 10)
_CHUNK = 200


class _Sums:
    """What one layout, or one tenth, took: seconds, and bytes."""

    read = passed = tree = 0.0
    size = 0

    def add(self, other: _Sums) -> None:
        self.read += other.read
        self.passed += other.passed
        self.tree += other.tree
        self.size += other.size


def measure(size: int, seed: int) -> Iterator[Figure]:
    turn = max(1, size // _TENTHS // len(_LAYOUTS))
    streams = {layout: corpus.files(turn * _TENTHS, seed, layout) for layout in _LAYOUTS}
    whole = {layout: _Sums() for layout in _LAYOUTS}
    tenths = [_Sums() for _ in range(_TENTHS)]
    memory: list[int] = []
    for tenth in tenths:
        for layout, stream in streams.items():
            for start in range(0, turn, _CHUNK):
                took = _taken(layout, list(itertools.islice(stream, min(_CHUNK, turn - start))))
                whole[layout].add(took)
                tenth.add(took)
        memory.append(peak_memory())
    count = turn * _TENTHS
    for layout, sums in whole.items():
        shown = {"a second": count / sums.read, "bytes each": sums.size / count}
        yield Figure(layout, sums.read / sums.passed, "a bare pass", shown=shown)
    for layout in corpus.PAGES:
        sums = whole[layout]
        yield Figure(
            f"{layout}, beside a tree", sums.read / sums.tree, "selectolax alone", shown={"a second": count / sums.tree}
        )
    first, last = (each.read / each.passed for each in (tenths[0], tenths[-1]))
    yield Figure("time, the last tenth", last / first, "the first tenth")
    yield Figure("memory, after all", memory[-1] / memory[0], "the first tenth")
    for at in _DRAWN:
        read = turn * len(_LAYOUTS) * at
        numbers = {
            "ms each": 1000 * tenths[at - 1].read / (turn * len(_LAYOUTS)),
            "MB at the peak": memory[at - 1] / 1e6,
        }
        yield Figure(f"after {read:,}", shown=numbers, at=read)


def charts(figures: list[Figure]) -> Iterable[Chart]:
    # where the sizes of two runs meet, the longer one is drawn
    for title, unit in (("Time for each", "ms each"), ("Memory of the process", "MB at the peak")):
        points = {figure.at: figure.shown[unit] for figure in figures if figure.at is not None}
        yield Chart(f"{title}, as more telegrams are read", "telegrams read", unit, {"": list(points.items())})


def _taken(layout: str, data: list[bytes]) -> _Sums:
    _read(data[:1])  # loads the tables
    took = _Sums()
    took.size = sum(map(len, data))
    took.passed = bare(data)
    took.read = processor(partial(_read, data))
    took.tree = tree(data) if layout in corpus.PAGES else 0.0
    return took


def _read(data: list[bytes]) -> None:
    """The cables in each file's bytes; what they hold is scored elsewhere (``make score``)."""
    for each in data:
        for document in sources.documents_in(each, "specimen"):
            for part in reading.telegrams(document):
                reading.parsed(part)
