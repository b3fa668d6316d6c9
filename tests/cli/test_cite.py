"""``reftel cite``, as people use it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Run

NOTE = "Embassy Lima to Department of State, Telegram 417, March 17, 2009, "


def test_cite(run: Run, archive: Path) -> None:
    outcome = run("cite", "09 lima 417#par3", "-a", archive, "--accessed", "2014-05-01")
    assert outcome == (0, f"{NOTE}¶ 3, 09LIMA417 (accessed May 1, 2014).\n", "")
    with_address = run("cite", "#09LIMA417", "-a", archive, "--base-url", "https://cables.example/room/").out
    assert with_address.startswith(f"{NOTE}09LIMA417, https://cables.example/room/cables/09LIMA417 (accessed ")
    assert run("cite", "09LIMA417", "-a", archive).out == f"{NOTE}09LIMA417.\n", (
        "what was accessed, if no address is told?"
    )
    (item,) = json.loads(run("cite", "09LIMA417 ¶ 3", "-a", archive, "--format", "csl-json").out)
    assert (item["id"], item["note"]) == ("09LIMA417-par3", "¶ 3")
    both = run("cite", "09LIMA417", "09LIMA417#3", "-a", archive, "--format", "bibtex").out
    assert both.count("@misc{") == 2


WRONG = [
    (("09LIMA9999",), "no cable 09LIMA9999 in this archive."),
    (("09LIMA417#par77",), "09LIMA417 has no paragraph par77 that is open to you"),
    (("09LIMA417#par2", "--reader", "sbu"), "09LIMA417 has no paragraph par2 that is open to you"),
    (("09LIMA417", "--base-url", "ftp://x"), '"ftp://x" is no address'),
    (("09LIMA417", "--format", "apa"), "apa"),
]


@pytest.mark.parametrize(("arguments", "message"), WRONG, ids=[" ".join(each[0]) for each in WRONG])
def test_what_cannot_be_cited(run: Run, archive: Path, arguments: tuple[str, ...], message: str) -> None:
    outcome = run("cite", *arguments, "-a", archive)
    assert (outcome.status, outcome.out) == (2, "")
    assert message in outcome.err


def test_search_in_citations(run: Run, archive: Path) -> None:
    found = run("search", "marmalade", "--format", "ris", "-a", archive, "--base-url", "https://cables.example")
    assert "UR  - https://cables.example/cables/09LIMA417" in found.out
