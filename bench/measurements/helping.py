"""What helps a reader on, over an archive of specimens of 6 kB: a suggestion for each letter that is typed (the first
letters of words that stand in the texts, and of fields), "did you mean" for words with a letter left out, more like
this, and all cables written as JSON lines. Processor time of one core for each answer; the archive and its index are
made outside the timed part, and the first answer of each kind, which loads tables, is not counted. Exports must not
grow with what they write: the memory at the end is measured against that after the first tenth.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from bench import corpus
from bench.clock import peak_memory, processor
from bench.measurement import Figure
from reftel import archive, export, index, search, telegram
from reftel.archive import Archive, Source
from reftel.reading import Reading
from reftel.sources import Document

TITLE = "What helps a reader on"
UNIT = "telegrams"
SIZES = (20_000, 200_000)
QUICK = None

_CHUNK = 500
_ASKED = 100
_FIELDS = ("ori", "origin:", "origin:m", "tag:", "tag:p", "caption:s", "09m", 'origin:"embassy l')


def measure(size: int, seed: int) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder, archive.open(Path(folder) / "archive", create=True) as held:
        words, keys = _fill(held, size, seed)
        index.catch_up(held)
        typed = [word[:letters] for word in words for letters in (1, 2, 3, 4, 6)] + [*_FIELDS]
        yield _figure("a suggestion", typed, lambda text: search.suggest(held, text))
        slips = [word[:2] + word[3:] for word in words if len(word) > 5]
        yield _figure("did you mean", slips, lambda text: search.did_you_mean(held, text))
        yield _figure("more like this", keys, lambda key: search.similar(held, key))
        yield _export(held, size)


def _fill(held: Archive, size: int, seed: int) -> tuple[list[str], list[str]]:
    """Put the specimens in; some of their words, and some of their keys."""
    draw = random.Random(seed)  # noqa: S311 (a measurement's draw, no secret)
    texts = corpus.telegrams(size, seed)
    words: list[str] = []
    count = 0
    while chunk := list(islice(texts, _CHUNK)):
        cables = [telegram.parse(text) for text in chunk]
        readings = [Reading(Document(cable.text, "raw", "specimen"), cable) for cable in cables]
        held.add(readings, Source("specimens", f"chunk {count}"))
        count += 1
        words += draw.sample([word for word in cables[0].text.lower().split() if word.isalpha() and len(word) > 4], 5)
    keys = list(held.ids())
    return draw.sample(words, min(_ASKED, len(words))), draw.sample(keys, min(_ASKED, len(keys)))


def _figure(name: str, asked: Sequence[str], answer: Callable[[str], object]) -> Figure:
    answer(asked[0])
    times = sorted(processor(lambda each=each: answer(each)) for each in asked)  # type: ignore[misc]
    middle, high = times[len(times) // 2], times[int(len(times) * 0.95)]
    return Figure(name, shown={"ms at p50": 1000 * middle, "ms at p95": 1000 * high})


def _export(held: Archive, size: int) -> Figure:
    early = 0

    def written() -> None:
        nonlocal early
        for count, _ in enumerate(export.pieces(held, "", "jsonl")):
            if count == size // 10:
                early = peak_memory()

    took = processor(written)
    ratio = peak_memory() / early
    return Figure(
        "memory of an export, after all", ratio, "the first tenth", limit=1.15, shown={"a second": size / took}
    )
