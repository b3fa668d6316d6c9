"""The command itself: what ends with status 1, and what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import floors, result, run
from bench.measurement import Figure, Round


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Round]:
    """What every round reports; floors and results are kept elsewhere."""
    reported: list[Round] = []
    monkeypatch.setattr(result, "rounds", lambda *_: list(reported))
    monkeypatch.setattr(result, "FOLDER", tmp_path)
    monkeypatch.setattr(floors, "load", lambda: {"ratio telegrams": {"text to all fields": 80.0}})
    return reported


def _round(ratio: float) -> Round:
    return Round([Figure("text to all fields", ratio, "a bare pass")])


@pytest.mark.parametrize(
    ("ratio", "status", "remark"), [(80.0, 0, "as fast"), (105.0, 0, "a little slower"), (110.0, 1, "27 % slower")]
)
def test_a_fall_of_more_than_a_quarter_ends_with_status_1(
    measured: list[Round], capsys: pytest.CaptureFixture[str], ratio: float, status: int, remark: str
) -> None:
    measured += [_round(ratio)] * 3
    assert run.main(["telegrams", "--quick", "--show"]) == status, remark
    told = capsys.readouterr()
    assert ("below its floor: telegrams, text to all fields" in told.err) is bool(status)
    assert ("measured again" in told.out) is bool(status), "one bad moment fails nobody"


def test_what_is_not_here_is_skipped_and_said(measured: list[Round], capsys: pytest.CaptureFixture[str]) -> None:
    measured.append(Round(absent="there are no saved pages"))
    assert run.main(["telegrams", "--quick", "--show"]) == 0
    assert "telegrams: skipped, there are no saved pages" in capsys.readouterr().out


def test_a_measurement_that_has_floors_and_is_gone_is_named(
    measured: list[Round], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    measured += [_round(80.0)] * 3
    monkeypatch.setattr(floors, "load", lambda: {"ratio telegraphs": {"text to all fields": 80.0}})
    assert run.main(["telegrams", "--quick", "--show"]) == 1
    told = capsys.readouterr()
    assert "has “ratio telegraphs”, and there is no such measurement" in told.err
    assert "telegrams, text to all fields: has no floor yet" in told.out


def test_a_full_run_fails_beyond_a_limit(measured: list[Round], capsys: pytest.CaptureFixture[str]) -> None:
    measured += [Round([Figure("blanks", 13.0, "a tenth of it", limit=12.0)])] * 3
    assert run.main(["hostile", "--show"]) == 1
    assert "beyond its limit: hostile, blanks: 13, limit 12" in capsys.readouterr().err


@pytest.mark.parametrize(("arguments", "says"), [(["telegraphs"], "there is no measurement"), (["--raise"], "--quick")])
def test_what_cannot_be_done_is_said(arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        run.main(arguments)
    assert left.value.code == 2
    assert says in capsys.readouterr().err
