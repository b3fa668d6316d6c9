"""``specimen.stream``: the same specimens as on disk, without a disk; as long as they are asked for."""

from __future__ import annotations

import itertools
import re
import statistics
from collections import Counter
from pathlib import Path

import pytest

from reftel import specimen
from reftel.errors import QueryError


def test_the_same_as_on_disk(tmp_path: Path) -> None:
    streamed = list(specimen.stream(24, 3, layouts=specimen.ALONE))
    written = list(specimen.write(tmp_path, 24, 3, specimen.ALONE))
    assert [each.content for each in streamed] == [path.read_bytes() for path in written]
    assert [each.layout for each in streamed] == [*specimen.ALONE] * (24 // len(specimen.ALONE))
    assert all(each.cable.text == each.text for each in streamed)


@pytest.mark.parametrize("size", [2_000, 6_000, 20_000])
def test_sizes_are_those_asked_for_on_the_average(size: int) -> None:
    lengths = [len(each.text) for each in specimen.stream(300, 1, layouts=["raw", "leading"], size=size)]
    assert 0.85 < statistics.mean(lengths) / size < 1.15
    assert statistics.median(lengths) < statistics.mean(lengths)
    assert max(lengths) > 2.2 * size


def test_without_spread_all_are_about_as_long() -> None:
    lengths = [len(each.text) for each in specimen.stream(60, 1, layouts=["raw-1970s"], size=6_000, spread=0)]
    assert max(lengths) < 1.5 * min(lengths)


def test_a_very_long_one_has_longer_paragraphs() -> None:
    (long,) = specimen.stream(1, 1, layouts=["raw"], size=2_000_000)
    assert len(long.text) > 500_000
    assert len(long.cable.paragraphs) < 200


@pytest.mark.parametrize("size", [0, 99, -1, 10**12])
def test_sizes_that_cannot_be_had(size: int) -> None:
    with pytest.raises(QueryError, match=re.escape(f"Specimens of {size:,} characters can't be written. Ask for 100")):
        specimen.stream(1, 1, size=size)


@pytest.fixture(scope="module")
def words() -> list[Counter[str]]:
    """The words of 400 bodies, one counter for each."""
    cables = (each.cable for each in specimen.stream(400, 5, layouts=["raw", "leading"], size=6_000))
    return [
        Counter(re.findall(r"[a-z]+(?:-[a-z]+)*", " ".join(part.text for part in cable.paragraphs).lower()))
        for cable in cables
    ]


def test_words_are_distributed_as_in_english(words: list[Counter[str]]) -> None:
    """Zipf: the frequency falls about as the rank rises; half of the words stand there once or twice."""
    total = sum(words, Counter[str]())
    ranked = [count for _, count in total.most_common()]
    points = [10, 30, 100, 300, 1000]
    falls = [ranked[a] / ranked[b] / (b / a) for a, b in itertools.pairwise(points)]
    assert all(0.25 < fall < 2.5 for fall in falls), falls
    assert total.most_common(1)[0][0] == "the"
    assert 0.04 < total["the"] / total.total() < 0.13
    assert sum(count <= 2 for count in ranked) > len(ranked) / 3


def test_the_vocabulary_grows_with_the_corpus(words: list[Counter[str]]) -> None:
    first, whole = set(sum(words[:100], Counter[str]())), set(sum(words, Counter[str]()))
    assert len(whole) > 1.5 * len(first)


def test_rare_words_come_in_bursts(words: list[Counter[str]]) -> None:
    """A word that stands in few cables stands there several times: more often than chance would have it."""
    total = sum(words, Counter[str]())
    held = Counter(word for body in words for word in body)
    rare = [word for word, count in total.items() if 10 <= count <= 40]
    assert len(rare) > 100
    assert statistics.mean(total[word] / held[word] for word in rare) > 1.5
