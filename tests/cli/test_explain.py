"""``reftel explain``."""

from __future__ import annotations

import json
from pathlib import Path

from .conftest import Run


def test_explain(run: Run, archive: Path) -> None:
    outcome = run("explain", "--reader", "sbu", "09 lima 417", "-a", archive)
    assert (outcome.status, outcome.err) == (0, "")
    assert "to a reader of SENSITIVE BUT UNCLASSIFIED with no caveats" in outcome.out
    rows = {line.split()[0]: line for line in outcome.out.splitlines() if line.strip().startswith(("¶", "subject"))}
    assert "yes" in rows["¶1"]
    assert "no: lacks confidential" in rows["¶2"]
    assert "yes" in rows["¶3"]
    assert "no mark, so it takes the message’s level" in rows["subject"]
    assert "2 of 4 paragraphs are visible; the text as it was read is not." in outcome.out
    assert "marmalade" not in outcome.out, "the text is not shown, not even what is visible"


def test_explain_as_data(run: Run, archive: Path) -> None:
    told = json.loads(run("explain", "09LIMA417", "--json", "-a", archive).out)
    assert told["whole"] is True
    assert [each["number"] for each in told["portions"]] == [None, 1, 2, 3, 4]


def test_explain_what_is_not_there(run: Run, archive: Path) -> None:
    outcome = run("explain", "09LIMA1", "-a", archive)
    assert (outcome.status, outcome.out) == (2, "")
    assert "no cable 09LIMA1 in this archive" in outcome.err
