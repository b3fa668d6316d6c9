"""``reftel traffic``, as people use it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from .conftest import Run


def test_posts(run: Run, archive: Path) -> None:
    outcome = run("traffic", "-a", archive)
    assert (outcome.status, outcome.err) == (0, "")
    assert "Embassy Lima (LIMA)  1 cable, 2009-03-17 to 2009-03-17" in outcome.out


def test_one_post_in_any_spelling(run: Run, archive: Path) -> None:
    (line,) = run("traffic", "--origin", "lima", "--json", "-a", archive).out.splitlines()
    told = json.loads(line)
    assert told["post"] == "LIMA"
    assert told["days"] == [{"day": "2009-03-17", "count": 1, "expected": None}]
    nothing = run("traffic", "--origin", "LIMA", "--tag", "SNAR", "-a", archive).out
    assert nothing == "no dated cable of LIMA with the tag SNAR is held. What there is: reftel traffic\n"


def test_as_a_table(run: Run, archive: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("traffic", "--csv", "--each-tag", "-a", archive).out)))
    lima = [row for row in rows if row["post"] == "LIMA"]
    assert [(row["tag"], row["day"], row["count"]) for row in lima] == [
        (tag, "2009-03-17", "1") for tag in ("EAGR", "ECON", "PE")
    ]


def test_what_cannot_be_asked(run: Run, archive: Path) -> None:
    assert "exchange them" in run("traffic", "--from", "2009-02-01", "--to", "2009-01-01", "-a", archive).err
    assert "is no date" in run("traffic", "--from", "yesterday", "-a", archive).err
    assert run("traffic", "--json", "--csv", "-a", archive).status == 2
