"""``reftel declass``, as people use it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from .conftest import Run

ON = ("--on", "2025-01-01")


def test_calendar_in_numbers(run: Run, archive: Path) -> None:
    outcome = run("declass", "-a", archive, *ON)
    assert (outcome.status, outcome.err) == (0, "")
    assert "as they stood on 2025-01-01, by what is known today" in outcome.out
    assert "overdue" in outcome.out


def test_one_cable(run: Run, archive: Path) -> None:
    outcome = run("declass", "09LIMA417", "-a", archive, *ON)
    assert outcome.out.splitlines()[0] == "09LIMA417  2009-03-17  Embassy Lima  CONFIDENTIAL  overdue since 2019-03-17"
    assert "E.O. 12958 as amended by E.O. 13292, sec. 1.5(a)" in outcome.out
    assert outcome.out.splitlines()[-1] == "1 cable, as it stood on 2025-01-01, by what is known today"
    assert run("declass", "09LIMA417", "-a", archive, "--on", "2019-01-01", "--overdue").out == "no cable\n"


def test_as_data(run: Run, archive: Path) -> None:
    lines = [json.loads(line) for line in run("declass", "-a", archive, "--json", *ON).out.splitlines()]
    total = len(run("search", "", "--format", "ids", "-a", archive).out.splitlines())
    assert len(lines) == total
    assert all(each["id"] and each["why"] and each["source"] for each in lines)
    table = list(csv.DictReader(io.StringIO(run("declass", "--year", "2019", "-a", archive, "--csv", *ON).out)))
    assert [each["due"] for each in table] == sorted(each["due"] for each in table)
    assert {each["due"][:4] for each in table} == {"2019"}
    assert "09LIMA417" in {each["id"] for each in table}


def test_of_one_post(run: Run, archive: Path) -> None:
    found, told = (
        [json.loads(line) for line in run("declass", *asked, "-a", archive, "--json", *ON).out.splitlines()]
        for asked in (("origin:LIMA",), ("--origin", "lima"))
    )
    assert told == found
    assert {each["origin"] for each in told} == {"LIMA"}
    calendar = run("declass", "--post", "LIMA", "-a", archive, *ON).out.splitlines()
    assert calendar[0].startswith(f"{len(told):,} cable")
    assert run("declass", "--origin", "LIMA", "--state", "overdue", "-a", archive, *ON).out.count("Embassy Lima") == 1
    unknown = run("declass", "--origin", "ZZZ", "-a", archive)
    assert unknown.status == 2
    assert '"ZZZ" is no post' in unknown.err


def test_as_a_reader(run: Run, archive: Path) -> None:
    (line,) = run("declass", "09LIMA417", "-a", archive, "--json", "--reader", "u", *ON).out.splitlines()
    assert "subject" not in json.loads(line)


def test_what_cannot_be_asked(run: Run, archive: Path) -> None:
    assert "is no date: write it as year, month and day" in run("declass", "-a", archive, "--on", "1.2.25").err
    assert "none of the states" in run("declass", "-a", archive, "--state", "open").err
    assert run("declass", "-a", archive, "--json", "--csv").status == 2
