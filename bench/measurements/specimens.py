"""Invented cables as `reftel specimen` writes them, 3,000 characters on the average: made, laid out and encoded, their
truth beside them, each layout that is plain text for itself. Beside it a bare pass over what was written: decode and
split into lines. Before that all layouts by turns, in one stream of which none is kept: the memory that the process
holds at its peak after a tenth of them, and after all. Processor time, one core.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import islice

from bench.clock import peak_memory, processor
from bench.measurement import Figure
from bench.passes import bare
from reftel import specimen

TITLE = "Specimens"
UNIT = "telegrams"
SIZES = (20_000, 200_000)
QUICK = None

_WARM = 300
"""Specimens after which the tables of words are made."""
_AT_MOST = 2_000
"""Of one layout; the time of each does not depend on their number."""
_SETTLED = 200_000
"""Specimens of which a tenth have seen nearly all posts, people and words there are: from here on memory stays."""


def measure(size: int, seed: int) -> Iterator[Figure]:
    for _ in specimen.stream(_WARM, seed):
        pass
    peaks = []
    stream = specimen.stream(size, seed)
    for many in (size // 10, size):
        for _ in islice(stream, many - size // 10 * len(peaks)):
            pass
        peaks.append(peak_memory())
    limit = 1.15 if size >= _SETTLED else None
    shown = {"MB": peaks[1] / 2**20}
    yield Figure("memory, after all", peaks[1] / peaks[0], "the first tenth", limit=limit, shown=shown)
    each = min(_AT_MOST, max(1, size // len(specimen.USUAL)))
    for layout in specimen.USUAL:
        made: list[bytes] = []
        writing = processor(partial(_write, made, each, seed, layout))
        shown = {"a second": each / writing, "bytes each": sum(map(len, made)) / each}
        yield Figure(layout, writing / bare(made), "a bare pass", shown=shown)


def _write(made: list[bytes], count: int, seed: int, layout: str) -> None:
    made += [each.content for each in specimen.stream(count, seed, layouts=[layout])]
