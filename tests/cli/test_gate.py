"""No command betrays what ``--reader`` may not see: it says the same of twin archives (tests/search/twins.py)."""

from __future__ import annotations

from pathlib import Path

import pytest
from search.twins import build

from reftel.archive import reader_named

from .conftest import Run

READERS = ("unclassified", "sbu/all", "c/noforn", "secret", "ts")


@pytest.mark.parametrize("name", READERS)
def test_no_command_betrays_a_word(run: Run, tmp_path: Path, name: str) -> None:
    one, other, secrets = build(tmp_path, reader_named(name))
    keys = list(one.ids())
    some = secrets[:: max(1, len(secrets) // 5)]
    commands: list[tuple[str, ...]] = [
        ("search", each) for each in ("", "lanterns", "-- -lanterns", "q*", "mark:S", *some)
    ]
    commands += [("search", each, "--json") for each in ("", "lanterns", *some[:2])]
    commands += [("search", "", "--format", kind) for kind in ("ids", "jsonl", "csv")]
    commands += [(command, key) for key in keys[::3] for command in ("show", "explain", "similar")]
    commands += [("show", keys[-1], option) for option in ("--json", "--text")]
    for command in commands:
        arguments = [part for each in command for part in (each.split(" ", 1) if each.startswith("-- ") else (each,))]
        answers = [
            run(*arguments[:1], "--reader", name, "--archive", each.folder, *arguments[1:]) for each in (one, other)
        ]
        said, also = ((each.status, each.out.replace("twin", ""), each.err) for each in answers)
        assert said == also, command
        told = (answers[0].out + answers[0].err).replace(command[1], "")
        assert not [secret for secret in secrets if secret in told], command
