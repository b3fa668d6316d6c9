"""Answers that are kept: made once, also when several ask at the same time."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from archive.invented import cable, put
from reftel import archive
from reftel.archive.keeping import kept


def test_made_once_until_the_archive_changes(tmp_path: Path) -> None:
    made = archive.open(tmp_path / "X", create=True)
    put(made, cable(1))
    asked: list[str] = []
    for _ in range(2):
        assert kept(made, "fairs", lambda: asked.append("fairs") or len(asked)) == 1
    put(made, cable(2))
    assert kept(made, "fairs", lambda: asked.append("fairs") or len(asked)) == 2


def test_who_asks_meanwhile_waits_for_the_same_answer(tmp_path: Path) -> None:
    made = archive.open(tmp_path / "X", create=True)
    begun, go_on = threading.Event(), threading.Event()
    asked: list[int] = []

    def slowly() -> int:
        asked.append(1)
        begun.set()
        assert go_on.wait(30)
        return 5

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(kept, made, "fairs", slowly)
        assert begun.wait(30)
        second = threads.submit(kept, made, "fairs", slowly)
        go_on.set()
        assert (first.result(30), second.result(30)) == (5, 5)
    assert len(asked) == 1


def test_what_fails_is_not_kept(tmp_path: Path) -> None:
    made = archive.open(tmp_path / "X", create=True)

    def broken() -> int:
        raise ValueError("no fairs")

    with pytest.raises(ValueError, match="no fairs"):
        kept(made, "fairs", broken)
    assert kept(made, "fairs", lambda: 5) == 5


def test_an_answer_made_of_many_others_outlives_them(tmp_path: Path) -> None:
    made = archive.open(tmp_path / "X", create=True)
    asked: list[int] = []

    def part(number: int) -> int:
        asked.append(number)
        return number

    def every() -> int:
        return sum(kept(made, number, lambda number=number: part(number)) for number in range(200))

    for _ in range(2):
        assert kept(made, "all fairs", every) == sum(range(200))
    assert len(asked) == 200
    kept(made, 0, lambda: part(0))  # the least of them made room meanwhile
    assert len(asked) == 201
