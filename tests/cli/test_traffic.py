"""``reftel traffic``, as people use it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path

from archive.invented import cable, put

from reftel import archive as record
from reftel.model import Cable, Post

from .conftest import Run


def test_posts(run: Run, archive: Path) -> None:
    outcome = run("traffic", "-a", archive)
    assert (outcome.status, outcome.err) == (0, "")
    assert "Embassy Lima (LIMA)  1 cable, 2009-03-17 to 2009-03-17" in outcome.out
    assert outcome.out.startswith("no bursts, no silence:\n")


def test_what_stands_out_comes_first(run: Run, tmp_path: Path) -> None:
    days = [dt.date(1974, 1, 1) + dt.timedelta(days=at) for at in range(120)]
    cables = [("LIMA", day, at) for at, day in enumerate(days)]
    cables += [("ZAGREB", day, at) for at, day in enumerate(days)]
    cables += [("ZAGREB", days[60], 1000 + at) for at in range(12)]
    cables += [("DFATNOWHERE", days[at], at) for at in range(2)]
    with record.open(tmp_path / "b", create=True) as made:
        put(made, *(_sent(post, day, serial) for post, day, serial in cables))
    lines = run("traffic", "-a", tmp_path / "b").out.splitlines()
    assert lines[0].startswith("Embassy Zagreb (ZAGREB)  132 cables")
    assert lines[1].startswith("  burst on 1974-03-02: 13 cables, 1.0 expected")
    rest = lines[lines.index("no day stands out of:") + 1 :]
    assert [line.partition("  ")[0] for line in rest] == ["Australia, Nowhere (DFATNOWHERE)", "Embassy Lima (LIMA)"], (
        "whose senders sign has no other name"
    )


def _sent(post: str, day: dt.date, serial: int) -> Cable:
    name = f"Consul {serial}" if post == "DFATNOWHERE" else None
    return cable(
        1,
        post,
        id=f"74{post}{serial + 1}",
        sent=dt.datetime.combine(day, dt.time(12), dt.UTC),
        origin=Post(post, name),
        text=f"SPECIMEN {post} {serial}",
    )


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
