"""The pages that explain: texts in both languages, the glossary, and what is told of the archive."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bench.packaged import FLOORS, SCORES, packaged
from reftel import archive, vocabulary
from reftel.archive import holdings
from reftel.web import about, explaining

from .invented import build
from .reading_html import all_said, page, said

ROOT = Path(__file__).parents[2]
TEXTS = sorted(path.stem for path in (explaining.TEXTS / "en").glob("*.md"))


def test_every_text_is_there_in_every_language_and_offered() -> None:
    assert set(TEXTS) | {"glossary"} == set(explaining.PAGES)
    assert sorted(path.stem for path in (explaining.TEXTS / "es").glob("*.md")) == TEXTS


def test_the_query_language_is_told_once() -> None:
    """``make docs`` copies it into the package."""
    held = (explaining.TEXTS / "en" / "query.md").read_text(encoding="utf-8")
    assert held == (ROOT / "docs" / "searching.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", TEXTS)
def test_translations_have_the_same_parts(name: str) -> None:
    """The same sections, tables and pieces of cables; every query and address as it is."""
    english, spanish = ((explaining.TEXTS / code / f"{name}.md").read_text(encoding="utf-8") for code in ("en", "es"))
    for pattern in (r"(?m)^#+ ", r"(?m)^\| ", r"(?m)^- ", r"(?m)^```"):
        assert len(re.findall(pattern, english)) == len(re.findall(pattern, spanish)), pattern
    assert re.findall(r"```.*?```", english, re.DOTALL) == re.findall(r"```.*?```", spanish, re.DOTALL)
    queries = [re.findall(r"(?m)^\| (`.*?`) +\|", each) for each in (english, spanish)]
    assert queries[0] == queries[1]


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("code", ["en", "es"])
def test_a_text_as_a_page(visitor: TestClient, name: str, code: str) -> None:
    tree = page(visitor, f"/help/{name}", headers={"Accept-Language": code})
    assert tree.css_first("html").attributes["lang"] == code
    assert len(tree.css("h1")) == 1
    assert said(tree, "title").startswith(said(tree, "h1"))
    assert said(tree, ".help-ways [aria-current]")
    assert {each.attributes.get("lang") for each in tree.css(".explains pre")} <= {"en"}
    for link in tree.css(".explains a"):
        href = link.attributes["href"] or ""
        where = f"/help/{href}" if not href.startswith(("/", "#", "http")) else href
        assert visitor.get(where).status_code == 200, where


def test_no_such_text(visitor: TestClient) -> None:
    assert visitor.get("/help/nothing").status_code == 404
    assert visitor.get("/help/..%2f..%2fabout").status_code == 404


def test_the_glossary(visitor: TestClient) -> None:
    words = {each.term: each.meaning for each in vocabulary.glossary()}
    assert "Narcotics" in words["SNAR"]
    assert words["1.4(b)"] == "foreign government information"
    tree = page(visitor, "/help/glossary")
    assert set(words) <= set(all_said(tree, "dt"))
    found = page(visitor, "/help/glossary?q=narcot")
    assert "SNAR" in all_said(found, "dt")
    assert "NODIS" not in all_said(found, "dt")
    assert "do not know" in said(page(visitor, "/help/glossary?q=%3Cscript%3E"), ".explains")
    assert visitor.get("/help/glossary.json?q=narcot").json()[0]["words"]


def test_about(visitor: TestClient) -> None:
    told = visitor.get("/about.json").json()
    assert told["total"] == sum(each["count"] for each in told["by_year"]) + told["undated"]
    assert [each["name"] for each in told["layouts"]] == ["raw"]
    assert told["editions"] == sum(each["editions"] for each in told["layouts"])
    tree = page(visitor, "/about")
    assert str(told["editions"]) in said(tree, ".lede")
    assert "/somewhere/private" not in visitor.get("/about").text, "no folder of the archive's machine"
    uncertain = sum(each["uncertain"] for each in told["repairs"])
    assert 0 < uncertain <= sum(each["times"] for each in told["repairs"])


def test_about_nothing(empty: TestClient) -> None:
    assert "Nothing was read" in said(page(empty, "/about"), ".explains")


def test_scores_are_those_that_the_tests_hold() -> None:
    """``make docs`` writes them into the package."""
    assert SCORES.read_text(encoding="utf-8") == packaged(FLOORS.read_text(encoding="utf-8"))
    assert set(about.CORPORA) <= set(about.scores())
    assert all(0 <= share <= 1 for fields in about.scores().values() for share in fields.values())


def test_what_was_not_read_is_counted(tmp_path: Path) -> None:
    with archive.open(build(tmp_path / "archive", [])) as record:
        assert holdings.reasons(record) == ()
        with record.writing() as db:
            db.execute(
                "INSERT INTO sources (path, layout, size, modified, added, state, documents, reason) "
                "VALUES ('/private/a.pdf', '', 1, 0, '2026-01-01', 'unread', 0, 'needs OCR')"
            )
        assert holdings.reasons(record) == (holdings.Reason("needs OCR", "unread", 1),)
