"""docs/searching.md: every query of the page is understood as the page says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
from archive.invented import cable, put

from reftel import archive, search
from reftel.archive import Archive
from reftel.search.tree import FieldName

PAGE = (Path(__file__).parents[2] / "docs" / "searching.md").read_text(encoding="utf-8")
QUERIES = [query.replace("\\|", "|") for query in re.findall(r"`([^`]+)`", PAGE)]
NO_QUERIES = ("tests/", "reftel ", "--reader", "OR", "NOT", "or", "?", "*")
MEANT = [query for query in QUERIES if not query.startswith(NO_QUERIES) or query in ("ref:09MEXICO2134",)]


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    made = archive.open(tmp_path_factory.mktemp("page") / "X", create=True)
    put(made, cable(1), cable(2134))
    return made


@pytest.mark.parametrize("query", MEANT)
def test_the_page_s_queries_are_understood(held: Archive, query: str) -> None:
    notes = " ".join(search.search(held, query).notes)
    assert "searched as text" not in notes
    assert "not a field" not in notes
    told = ("exactly one letter", "not in this archive", "may end a question")
    assert not notes or any(each in notes for each in told)


def test_the_page_names_every_field() -> None:
    told = {query.partition(":")[0] for query in QUERIES if ":" in query}
    assert set(get_args(FieldName)) <= told


def test_numbers_jump(held: Archive) -> None:
    for query in ("09 MEXICO 2134", "09MEXICO02134", "mexico 2134 date:2009", "mexico 2134"):
        assert query in QUERIES
        assert search.search(held, query).jump == "09MEXICO2134"
