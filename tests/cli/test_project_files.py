"""The files around the package agree with it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


def test_the_citation_is_of_this_version() -> None:
    """Citation File Format 1.2.0: its required keys, and ours that must agree."""
    keys = dict(re.findall(r"^([a-z-]+): *(.*)$", (ROOT / "CITATION.cff").read_text(encoding="utf-8"), re.MULTILINE))
    assert keys["cff-version"] == "1.2.0"
    assert {"message", "title", "authors"} <= keys.keys()
    assert keys["version"] == metadata.version("reftel")
    assert keys["license"] == metadata.metadata("reftel")["License-Expression"]


@pytest.mark.parametrize(
    ("name", "words", "remark"),
    [
        ("LICENSE", ["Apache License", "Version 2.0, January 2004", "END OF TERMS AND CONDITIONS"], "the full text"),
        ("NOTICE", ["reftel", "Apache License, Version 2.0"], "as section 4(d) of it asks"),
        ("SECURITY.md", ["advisory", "Content-Security-Policy", "Reader"], "how to report, what is protected"),
        ("CONTRIBUTING.md", ["make test", "make docs", "docs/rooms.md", "source"], "where things go"),
    ],
)
def test_what_they_say(name: str, words: list[str], remark: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert [word for word in words if word not in text] == [], remark


def test_contributing_names_places_that_exist() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    places = set(re.findall(r"`((?:reftel|docs|tests)/[\w./]+|\.ci/run)`", text))
    assert places, "it names places"
    assert [place for place in places if not (ROOT / place).exists()] == []


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash to read .ci/run")
def test_the_integration_script_is_sound() -> None:
    script = ROOT / ".ci/run"
    assert os.access(script, os.X_OK)
    assert subprocess.run(["bash", "-n", script], check=False).returncode == 0
    text = script.read_text(encoding="utf-8")
    assert "set -euo pipefail" in text
    assert "export CI=true" in text
