"""``reftel find``, ``reftel similar``, and "did you mean" of ``reftel search``."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from .conftest import Run

MEMO = """Dear Ottilie,
the lighthouse stands in 09 LIMA 417, and so it does in \x1b[2J 08LIMA1999.
"""


def test_find(run: Run, archive: Path, tmp_path: Path) -> None:
    (tmp_path / "memo.txt").write_text(MEMO)
    outcome = run("find", tmp_path / "memo.txt", "-a", archive)
    assert (outcome.status, outcome.err) == (0, "")
    assert "09LIMA417  2009-03-17  Embassy Lima  CONFIDENTIAL" in outcome.out
    assert "line 2: Dear Ottilie, the lighthouse stands in 09 LIMA 417, and so it" in outcome.out
    assert "08LIMA1999  not in this archive" in outcome.out
    assert "2 cables are mentioned, of which the archive holds 1" in outcome.out
    assert "\x1b" not in outcome.out, "nothing of the text reaches the terminal as a command"


def test_find_as_data(run: Run, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(MEMO.encode())))
    told = [json.loads(line) for line in run("find", "-", "--json", "-a", archive).out.splitlines()]
    assert [(each["target"], each.get("held")) for each in told] == [("09LIMA417", "09LIMA417"), ("08LIMA1999", None)]
    assert MEMO[told[0]["start"] : told[0]["end"]] == "09 LIMA 417"


BAD = [("nowhere.txt", "No such file"), (".", "a folder")]


@pytest.mark.parametrize(("name", "says"), BAD)
def test_find_in_nothing(run: Run, archive: Path, name: str, says: str) -> None:
    outcome = run("find", name, "-a", archive)
    assert (outcome.status, outcome.out) == (2, "")
    assert says in outcome.err


def test_find_in_a_text_that_mentions_none(run: Run, archive: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    assert run("find", tmp_path / "empty.txt", "-a", archive).out == "no cable is mentioned\n"


def test_similar(run: Run, archive: Path) -> None:
    first = json.loads(run("search", "", "--json", "--limit", "1", "-a", archive).out)["id"]
    outcome = run("similar", first, "-a", archive)
    assert (outcome.status, outcome.err) == (0, "")
    assert "both: " in outcome.out or "no cable in the archive is like it" in outcome.out
    for line in run("similar", first, "--json", "-a", archive).out.splitlines():
        told = json.loads(line)
        assert told["hit"]["id"] != first
        assert len(told["shared"]) >= 3


def test_suggest(run: Run, archive: Path) -> None:
    outcome = run("suggest", "anything has:mis", "-a", archive)
    assert outcome.status == 0
    assert outcome.out == "anything has:missing-refs  whose REF line names a cable that is not held\n"
    (found,) = [json.loads(line) for line in run("suggest", "is:c", "--json", "-a", archive).out.splitlines()]
    assert (found["query"], found["kind"]) == ("is:corrected", "state")
    assert run("suggest", "zzzzzz", "-a", archive).out == "nothing in the archive begins so\n"
    assert "did you mean marmalade?" in run("suggest", "marmalaed", "-a", archive).out


def test_similar_to_what_is_not_there(run: Run, archive: Path) -> None:
    outcome = run("similar", "09LIMA1", "-a", archive)
    assert (outcome.status, outcome.out) == (2, "")
    assert "no cable 09LIMA1" in outcome.err


def test_did_you_mean(run: Run, archive: Path) -> None:
    outcome = run("search", "quilfeather", "-a", archive)
    assert outcome.out.splitlines()[-1] == "did you mean quillfeather? (1 cable)"
    assert "did you mean" not in run("search", "quilfeather", "--reader", "u", "-a", archive).out, "¶3 is SBU"
