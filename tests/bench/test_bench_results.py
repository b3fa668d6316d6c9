"""Rounds become medians, medians a file, files a page with curves."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import msgspec
import pytest

from bench import corpus, measurement, page, picture, result
from bench.measurement import Figure, Round
from reftel import parse

_SVG = "{http://www.w3.org/2000/svg}"


def _round(ratio: float, rate: float) -> Round:
    return Round([Figure("raw", ratio, "a bare pass", shown={"a second": rate}), Figure("only shown", at=10.0)])


def test_the_median_of_each_figure_counts_and_the_spread_is_told() -> None:
    raw, shown = result.medians([_round(400.0, 10.0), _round(900.0, 30.0), _round(410.0, 20.0)])
    assert (raw.ratio, raw.spread, raw.shown) == (410.0, (400.0, 900.0), {"a second": 20.0})
    assert (shown.name, shown.ratio, shown.spread, shown.at) == ("only shown", None, None, 10.0)


def test_a_result_tells_on_what_it_was_measured(tmp_path: Path) -> None:
    done = result.result("telegrams", "telegrams", 600, 2009, [_round(400.0, 10.0)] * 3)
    path = result.store(done, tmp_path)
    assert path.name == "telegrams-600.json"
    told = json.loads(path.read_bytes())
    assert {key: told[key] for key in ("measurement", "size", "unit", "seed", "rounds")} == {
        "measurement": "telegrams",
        "size": 600,
        "unit": "telegrams",
        "seed": 2009,
        "rounds": 3,
    }
    assert told["machine"]["cores"] >= 1
    assert told["machine"]["memory_bytes"] > 1 << 28
    assert told["machine"]["processor"]
    assert told["versions"]["python"].startswith("3.")
    assert told["versions"]["reftel"]
    assert told["revision"]
    assert told["measured"].endswith("+00:00")
    assert told["figures"][0] == {
        "name": "raw",
        "ratio": 400.0,
        "against": "a bare pass",
        "better": "less",
        "limit": None,
        "shown": {"a second": 10.0},
        "at": None,
        "spread": [400.0, 400.0],
    }


def test_quick_results_are_no_part_of_the_page(tmp_path: Path) -> None:
    for size, suffix in ((600, "quick"), (200_000, None), (20_000, None)):
        done = result.result("telegrams", "telegrams", size, 2009, [_round(400.0, 10.0)])
        result.store(done, tmp_path, suffix)
    assert [each.size for each in result.load(tmp_path)] == [20_000, 200_000]


def test_the_page_tells_each_result_and_keeps_what_stands_around(tmp_path: Path) -> None:
    results, pictures = tmp_path / "results", tmp_path / "pictures"
    figures = [
        Figure(f"{at:,} characters", at / 1e4, "10,000", shown={"ms a thousand": 0.5}, at=at) for at in (1e3, 1e4)
    ]
    result.store(result.result("length", "characters", 10_000, 7, [Round(figures)] * 3), results)
    path = tmp_path / "README.md"
    path.write_text("before\n<!-- measurements -->\nwhat stood here\n<!-- end of measurements -->\nafter\n", "utf-8")
    page.write(path, results, pictures)
    first = path.read_text("utf-8")
    assert first.startswith("before\n<!-- measurements -->\n\n### Growth with a telegram's length\n")
    assert first.endswith("<!-- end of measurements -->\nafter\n")
    assert "what stood here" not in first
    assert "| 1,000.0 characters | 0.5 | 0.1 | 0.1 to 0.1 |" in first
    assert "seed 7, medians of 3 rounds" in first
    assert "](pictures/length.svg)" in first
    page.write(path, results, pictures)
    assert path.read_text("utf-8") == first


def test_a_picture_is_whole_and_follows_light_and_dark() -> None:
    chart = picture.Chart(
        "A < B & C", "telegrams", "ms", {"a": [(10, 1), (1000, 3)], "b": [(10, 1), (1000, 3)], "c": []}
    )
    drawn = ElementTree.fromstring(picture.svg(chart))  # noqa: S314 - made here
    assert drawn.findtext(f"{_SVG}title") == "A < B & C"
    assert len(drawn.findall(f"{_SVG}polyline")) == 2
    assert "prefers-color-scheme:dark" in (drawn.findtext(f"{_SVG}style") or "")
    names = [each for each in drawn.iter(f"{_SVG}text") if each.get("class", "").startswith("name")]
    heights = sorted(float(each.get("y", "0")) for each in names)
    assert heights[1] - heights[0] >= 15, "names of lines that end together stand apart"
    places = [
        float(value) for each in drawn.iter(f"{_SVG}circle") for value in (each.get("cx"), each.get("cy")) if value
    ]
    assert all(0 <= place <= 760 for place in places)


@pytest.mark.parametrize("name", measurement.names())
def test_every_measurement_says_what_it_is(name: str) -> None:
    module = measurement.named(name)
    assert module.TITLE
    assert module.UNIT
    assert all(size > 0 for size in module.SIZES)
    assert module.QUICK is None or max(module.SIZES) > module.QUICK
    assert len((module.__doc__ or "").split()) > 20, "the docstring is printed on the page: how it is measured"


def test_there_is_no_measurement_of_another_name() -> None:
    with pytest.raises(KeyError):
        measurement.named("os")


def test_a_round_runs_in_a_process_of_its_own() -> None:
    (done,) = result.rounds("telegrams", 3, 2009, 1)
    (figure,) = done.figures
    assert figure.name == "text to all fields"
    assert figure.ratio
    assert figure.ratio > 1
    assert figure.shown["characters each"] > 4_000


def test_a_round_that_lacks_something_here_says_what() -> None:
    (done,) = result.rounds("saved_pages", 1, 2009, 1)
    assert bool(done.figures) is (done.absent is None)
    assert done.absent is None or done.absent.startswith("there are no saved pages in ../shared/data")


@pytest.mark.parametrize("layout", corpus.TEXTS)
def test_telegrams_have_the_length_of_real_ones_and_read_as_one(layout: str) -> None:
    texts = list(corpus.telegrams(6, 2009, layout))
    assert len(texts) == 6
    for text in texts:
        assert 0.85 * corpus.USUAL <= len(text) <= 1.25 * corpus.USUAL
        numbers = [paragraph.number for paragraph in parse(text).paragraphs if paragraph.number]
        assert numbers == list(range(1, len(numbers) + 1))
        assert len(numbers) > 6


def test_the_corpus_is_the_same_for_the_same_seed() -> None:
    assert list(corpus.telegrams(3, 1)) == list(corpus.telegrams(3, 1))
    assert list(corpus.telegrams(3, 1)) != list(corpus.telegrams(3, 2))


def test_results_at_hand_are_readable() -> None:
    for each in result.load():
        assert each.measurement in measurement.names()
        assert each.rounds >= 3, "a median of fewer rounds is none"
        assert msgspec.json.encode(each)
