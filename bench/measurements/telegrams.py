"""Text to all fields (`reftel.parse`) of specimens as long as real telegrams, all of about 6,000 characters, in three
layouts by turns. Beside it, over the same bytes, a bare pass: decode and split into lines, which any reader has to do.
Processor time, one core.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import reftel
from bench import corpus
from bench.clock import processor
from bench.measurement import Figure
from bench.passes import bare

TITLE = "Telegrams of 6 kB"
UNIT = "telegrams"
SIZES = (20_000,)
QUICK = 600

_CHUNK = 100


def measure(size: int, seed: int) -> Iterator[Figure]:
    each = max(1, size // len(corpus.TEXTS))
    parsing = passing = 0.0
    count = characters = 0
    for layout in corpus.TEXTS:
        texts = corpus.telegrams(each, seed, layout)
        while chunk := [text for _, text in zip(range(_CHUNK), texts, strict=False)]:
            if not count:
                reftel.parse(chunk[0])  # loads the tables
            passing += bare([text.encode() for text in chunk])
            parsing += processor(partial(_parse, chunk))
            count += len(chunk)
            characters += sum(map(len, chunk))
    shown = {"a second": count / parsing, "characters each": characters / count}
    yield Figure("text to all fields", parsing / passing, "a bare pass", shown=shown)


def _parse(texts: list[str]) -> None:
    for text in texts:
        reftel.parse(text)
