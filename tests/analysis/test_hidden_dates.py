"""Dates told from others, on telegrams that are hidden in their turn."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.invented import listed, net, telegram
from bench import hidden_dates, score


def test_each_is_told_from_the_others(tmp_path: Path) -> None:
    with net(tmp_path, telegram(1000, listed("74LAPAZ960"))) as made:
        off, held = hidden_dates.hidden(made, "LAPAZ", 1974)
    assert len(off) == 10
    assert max(off) <= 3
    assert held >= 9


def test_the_floors_of_real_telegrams_hold() -> None:
    files = sorted((score.SHARED / "data" / "nara-aad").glob("*.pdf"))
    if not files:
        pytest.skip(f"{score.SHARED / 'data'} is not here")
    right = score.estimated_dates().right
    assert right["median within 2 days"] == (1, 1)
    held, total = right["within the stated days"]
    assert held / total >= 0.9
