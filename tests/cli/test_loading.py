"""What a command loads: a question is answered before one has looked up, so it loads what it needs and no more."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from archive.invented import cable, put

from reftel import archive

_UNWANTED = {
    "reftel.sources": "reads files",
    "reftel.reading": "reads files",
    "reftel.specimen": "writes invented cables",
    "reftel.ingest": "takes files in",
    "reftel.export": "writes all hits",
    "reftel.web": "the reading room",
    "reftel.telegram.parsing": "reads telegrams, with hundreds of expressions to compile",
    "reftel.release": "the rules of declassification, for the index",
    "reftel.archive.intake": "takes readings in",
    "reftel.archive.collating": "compares editions",
    "rensa": "finds likenesses at ingest",
    "PIL": "pictures",
    "pypdf": "PDF",
    "pypdfium2": "PDF",
    "reportlab": "PDF",
    "docx": "Word",
    "py7zr": "7z",
    "warcio": "web captures",
    "babel": "languages",
    "jinja2": "pages",
    "starlette": "the server",
    "uvicorn": "the server",
    "asyncio": "the server",
    "rustworkx": "graphs",
    "pyarrow": "Parquet",
    "pydantic": "0.2 s; typer loads it from 0.29 on",
    "importlib.metadata": "--version",
    "importlib.resources": "as long as a table takes to read",
    "rich.table": "tables",
}
_ASKED = """
import sys
from reftel.cli import run
assert run(sys.argv[1:]) == 0
print(*sorted(sys.modules), file=sys.stderr)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("loading") / "archive"
    with archive.open(made, create=True) as held:
        put(held, cable())
    return made


def _loaded(*arguments: str) -> set[str]:
    environment = {**os.environ, "PYTHONWARNINGS": "", "COVERAGE_PROCESS_START": ""}
    asked = [sys.executable, "-c", _ASKED, *arguments]
    ended = subprocess.run(asked, capture_output=True, text=True, check=True, env=environment)
    return set(ended.stderr.split())


@pytest.mark.parametrize("more", [(), ("--json",), ("--reader", "sbu"), ("--sort", "newest")])
def test_a_question_loads_only_what_answers_it(folder: Path, more: tuple[str, ...]) -> None:
    _loaded("search", "first", "--archive", str(folder))  # makes the index
    found = _loaded("search", "ferry", "--archive", str(folder), *more)
    assert "reftel.search.searching" in found
    assert {name: why for name, why in _UNWANTED.items() if name in found} == {}
