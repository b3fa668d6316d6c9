"""A result against its floors: what fails, what passes, what is only named."""

from __future__ import annotations

import msgspec
import pytest

from bench import comparing, floors
from bench.measurement import Figure


def _figure(ratio: float | None, better: str = "less", limit: float | None = None) -> Figure:
    told = {"name": "raw", "ratio": ratio, "against": "a bare pass", "better": better, "limit": limit}
    return msgspec.convert(told, type=Figure)


@pytest.mark.parametrize(
    ("ratio", "floor", "better", "fails", "remark"),
    [
        (100.0, 100.0, "less", False, "as it was"),
        (60.0, 100.0, "less", False, "faster"),
        (133.0, 100.0, "less", False, "a third longer is a quarter slower: just allowed"),
        (134.0, 100.0, "less", True, "more than a quarter of the speed lost"),
        (76.0, 100.0, "more", False, "24 % less of what should be more"),
        (74.0, 100.0, "more", True, "26 % less"),
        (150.0, 100.0, "more", False, "better than ever"),
    ],
)
def test_a_fall_of_more_than_a_quarter_fails(ratio: float, floor: float, better: str, fails: bool, remark: str) -> None:
    compared = comparing.compared("telegrams", [_figure(ratio, better)], {"raw": floor})
    assert bool(compared.fallen) is fails, remark
    assert compared.new == []
    if fails:
        assert compared.fallen[0].startswith(f"telegrams, raw: {ratio:,.3g}, floor {floor:,.3g}")


def test_what_has_a_floor_and_is_gone_fails_and_is_named() -> None:
    compared = comparing.compared("telegrams", [_figure(None)], {"raw": 100.0, "leading": 90.0})
    assert compared.fallen == [
        "telegrams, leading: has a floor and is not measured any more",
        "telegrams, raw: has a floor and is not measured any more",
    ]


def test_what_is_new_passes_and_is_named() -> None:
    compared = comparing.compared("telegrams", [_figure(3.0)], {})
    assert compared.fallen == []
    assert compared.new == ["telegrams, raw: has no floor yet (--raise stores one)"]


@pytest.mark.parametrize(
    ("ratio", "floor", "better", "kept"),
    [
        (80.0, 100.0, "less", 80.0),
        (120.0, 100.0, "less", 100.0),
        (120.0, 100.0, "more", 120.0),
        (80.0, 100.0, "more", 100.0),
        (1.23456, None, "less", 1.235),
    ],
)
def test_floors_are_lifted_and_never_lowered(ratio: float, floor: float | None, better: str, kept: float) -> None:
    before: dict[str, object] = {"gone": 3.0} | ({} if floor is None else {"raw": floor})
    assert comparing.lifted([_figure(ratio, better)], before) == {"gone": 3.0, "raw": kept}


@pytest.mark.parametrize(
    ("ratio", "better", "broken"),
    [(11.9, "less", False), (12.1, "less", True), (11.9, "more", True), (12.1, "more", False), (None, "less", False)],
)
def test_a_limit_is_a_promise(ratio: float | None, better: str, broken: bool) -> None:
    assert bool(comparing.beyond_limit("hostile", [_figure(ratio, better, limit=12.0)])) is broken


def test_scores_and_ratios_share_one_file(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("floors") / "floors.toml"
    kept: floors.Floors = {
        "specimens": {"digest": "ff7b", "layout raw": 1.0},
        comparing.table("telegrams"): {"raw, beside a tree": 23.07},
    }
    floors.store(kept, path)
    assert floors.load(path) == kept


def test_a_first_run_has_no_floors(tmp_path_factory: pytest.TempPathFactory) -> None:
    assert floors.load(tmp_path_factory.mktemp("floors") / "floors.toml") == {}
