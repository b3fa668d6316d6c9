"""Text to all fields of the worst lines that could be thought of (`bench/hostile.py`): a telegram's beginning, and then
one kind of line without end. What is told is how many times longer ten times the text takes; proportional is 10, and a
full run fails above 12. Found by search: patterns' own samples and random pieces of the grammar, repeated; what grew
faster was mended and stays here. Processor time, one core.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import reftel
from bench import hostile
from bench.clock import processor
from bench.measurement import Figure

TITLE = "Growth with hostile lines"
UNIT = "characters"
SIZES = (1_000_000, 10_000_000)
QUICK = 100_000

_TIMES = 10
_PROMISED = 12
_TENTH = "a tenth of it"
_AGAIN = 5
"""Tenths that are read, so that the clock's noise weighs on both sides alike: each of a seed of its own, since one that
is read again is answered by what was kept of its words, and the whole never is."""
_PATIENCE = 600
"""Seconds a kind may take if it grew with the square of its length; one that might take longer is told from a smaller
pair, or a run that should name it would never come back."""
_STEADY = 1_000_000
"""Characters from which on the ratio of one kind is more than the clock's noise; below, that of all together is."""


def measure(size: int, seed: int) -> Iterator[Figure]:
    reftel.parse(hostile.text("paragraphs", 6_000, seed))  # loads the tables
    before = after = 0.0
    for kind in hostile.KINDS:
        long = size
        while (
            first := processor(partial(reftel.parse, hostile.text(kind, long // _TIMES, seed)))
        ) * _TIMES**2 > _PATIENCE:
            long //= _TIMES
        tenths = (hostile.text(kind, long // _TIMES, seed + other) for other in range(1, _AGAIN))
        once = (first + sum(processor(partial(reftel.parse, tenth)) for tenth in tenths)) / _AGAIN
        longer = processor(partial(reftel.parse, hostile.text(kind, long, seed + _AGAIN)))
        before += once
        after += longer
        ratio = longer / once if size >= _STEADY else None
        yield Figure(kind, ratio, _TENTH, limit=_PROMISED, shown={"ms a thousand": 1e6 * longer / long})
    shown = {"ms a thousand": 1e6 * after / size / len(hostile.KINDS)}
    yield Figure("all together", after / before, _TENTH, limit=_PROMISED, shown=shown)
