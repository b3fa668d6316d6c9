"""Scans, frequencies and slips: what an engine is asked for besides a page of hits."""

from __future__ import annotations

from pathlib import Path

import pytest

from reftel.index import Between, Entry, Everything, Not, Words
from reftel.index import committed as module
from reftel.index.slips import distance, one_slip
from reftel.index.tantivy import TantivyEngine

BODY = (("body.c", 1.0),)


def entry(number: int, sent: int | None, text: str = "ferry", lane: str = "body.c") -> Entry:
    return Entry(f"K{number}", {lane: (text,)}, {}, None, sent, number)


@pytest.fixture
def engine(tmp_path: Path) -> TantivyEngine:
    return TantivyEngine(tmp_path / "index")


def test_scan_gives_every_key_once_in_order(engine: TantivyEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    # Pages smaller than the number of cables of one minute; some without any date.
    monkeypatch.setattr(module, "_SCANNED", 3)
    entries = [entry(number, None if number % 7 == 0 else number // 5, "ferry harbour") for number in range(1, 41)]
    engine.add([*entries, entry(99, 1, "lighthouse")])
    engine.commit("archive", 99)
    sent = {each.key: each.sent for each in entries}
    dated = sorted((each.key for each in entries if each.sent is not None), key=lambda key: sent[key] or 0)
    undated = [each.key for each in entries if each.sent is None]
    ferries = Words("ferry", BODY)
    oldest, newest = list(engine.scan(ferries, "oldest")), list(engine.scan(ferries, "newest"))
    for found, expected in ((oldest, dated), (newest, dated[::-1])):
        assert [sent[key] for key in found[: len(dated)]] == [sent[key] for key in expected]
        assert found[len(dated) :] == undated, "those without a date last"
        assert len(set(found)) == len(found) == engine.count(ferries) == 40
    latest = list(engine.scan(ferries, "latest"))
    assert latest == [f"K{number}" for number in range(40, 0, -1)]
    assert list(engine.scan(Between("change", 38, None), "latest")) == ["K99", "K40", "K39", "K38"]
    assert list(engine.scan(Not(Everything()))) == []


def test_scan_is_of_one_moment(engine: TantivyEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SCANNED", 2)
    engine.add([entry(number, number) for number in range(1, 11)])
    engine.commit("archive", 10)
    begun = engine.scan(Everything())
    first = next(begun)
    # One of them changes and one comes while the scan is under way: none is given twice, none is missed.
    engine.add([entry(11, 11), Entry("K9", {}, {}, None, 0, 12)])
    engine.commit("archive", 12)
    assert [first, *begun] == [f"K{number}" for number in range(1, 11)]
    assert len(list(engine.scan(Everything()))) == 11


def test_frequency(engine: TantivyEngine) -> None:
    engine.add([entry(1, 1, "ferries"), entry(2, 2, "a ferry, the ferry"), entry(3, 3, "ferry", "body.c+NOFORN")])
    engine.commit("archive", 3)
    assert engine.frequency("ferry", ("body.c",)) == 2
    assert engine.frequency("Ferry", ("body.c", "body.c+NOFORN")) == 3
    assert engine.frequency("ferry", ("body.s",)) == 0
    assert engine.frequency("!", ("body.c",)) == 0


ALIKE = [
    ("lighthuose", ("body.c",), ("lighthouse",), "two letters exchanged"),
    ("ligthouse", ("body.c",), ("lighthouse",), "one left out"),
    ("Lighthousse", ("body.c",), ("lighthouse",), "one too many, and a capital"),
    ("kompass", ("body.c",), ("compass",), "another one, the first"),
    ("lihgthosue", ("body.c",), ("lighthouse",), "two slips in a long word"),
    ("cofee", ("body.c",), ("coffee",), "two slips in a short word are too many"),
    ("cofee", ("body.s",), (), "not of lanes that were not named"),
    ("secrett", ("body.c+NOFORN",), ("secret",), "of a lane under caveats"),
    ("zzzzzz", ("body.c",), (), "nothing like it"),
    ("", ("body.c",), (), "no word"),
    ("two words", ("body.c",), (), "two words"),
]


@pytest.mark.parametrize(("word", "lanes", "expected", "remark"), ALIKE)
def test_alike(
    engine: TantivyEngine, word: str, lanes: tuple[str, ...], expected: tuple[str, ...], remark: str
) -> None:
    engine.add(
        [
            entry(1, 1, "lighthouse compass coffee coffer"),
            entry(2, 2, "coffee"),
            entry(3, 3, "secret", "body.c+NOFORN"),
        ]
    )
    engine.commit("archive", 3)
    assert engine.alike(word, lanes) == expected, remark


DISTANCES = [
    ("ferry", "ferry", 0),
    ("ferry", "fery", 1),
    ("ferry", "feryr", 1),
    ("ferry", "berry", 1),
    ("ferry", "ferries", 3),
    ("ferry", "harbour", 3),
    ("", "ab", 2),
]


@pytest.mark.parametrize(("one", "other", "expected"), DISTANCES)
def test_distance(one: str, other: str, expected: int) -> None:
    assert distance(one, other, 2) == distance(other, one, 2) == expected
    assert (other in set(one_slip(one))) == (expected == 1) or expected == 0
