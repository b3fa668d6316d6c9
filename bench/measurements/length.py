"""Text to all fields of ever longer telegrams, tenfold by tenfold from 1,000 characters: time for each thousand
characters against that of the usual length, 10,000. A telegram has a heading and an opening however short it is, so
short ones cost more for each thousand. Of each length a million characters are read, and at least four telegrams.
Memory is what the process holds at its peak above what it held before, on a reading of its own. Processor time, one
core.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from functools import partial

import reftel
from bench import corpus
from bench.clock import memory_of, processor
from bench.measurement import Figure
from bench.picture import Chart, short

TITLE = "Growth with a telegram's length"
UNIT = "characters"
SIZES = (10_000_000,)
QUICK = 1_000_000

_USUAL = 10_000
_IN_ALL = 1_000_000
_FEWEST = 4
"""Telegrams of each length: one in capitals takes another time than one with mangled quotes."""


def measure(size: int, seed: int) -> Iterator[Figure]:
    reftel.parse(next(corpus.telegrams(1, seed)))  # loads the tables
    lengths = list(itertools.takewhile(lambda length: length <= size, (10**power for power in range(3, 9))))
    shown: dict[int, dict[str, float]] = {}
    for length in lengths:
        texts = list(corpus.telegrams(max(_FEWEST, _IN_ALL // length), seed, length=length))
        milliseconds = 1e6 * processor(partial(_parse, texts)) / sum(map(len, texts))
        shown[length] = {"ms a thousand": milliseconds}
        if length > 10 * _USUAL and (memory := memory_of(partial(_parse, texts))) is not None:
            shown[length]["bytes of memory a character"] = memory / len(texts[0])
    for length, numbers in shown.items():
        ratio = None if length == _USUAL else numbers["ms a thousand"] / shown[_USUAL]["ms a thousand"]
        yield Figure(f"{short(length)} characters", ratio, f"{_USUAL:,} characters", shown=numbers, at=length)


def _parse(texts: list[str]) -> None:
    for text in texts:
        reftel.parse(text)


def charts(figures: list[Figure]) -> Iterable[Chart]:
    points = [(figure.at, figure.shown["ms a thousand"]) for figure in figures if figure.at]
    up = "milliseconds for each thousand characters"
    yield Chart("Time grows with a telegram's length, not faster", "characters in a telegram", up, {"": points})
