"""Citations in the reading room: the panel, the page of styles, files, and what citation managers read of a page."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs

import pytest
import rispy
from starlette.testclient import TestClient

from reftel.web import create_app

from .invented import HARBOUR, HOSTILE
from .reading_html import all_said, page, said

CABLE = "/cables/09MEXICO9134"
SITE = "http://testserver"


def test_panel(visitor: TestClient) -> None:
    tree = page(visitor, CABLE)
    assert all_said(tree, ".citing .citation .style") == [
        "Note (National Archives)",
        "Chicago, note",
        "Chicago, bibliography",
        "MLA",
        "BibTeX",
        "RIS",
        "CSL-JSON",
    ]
    note = all_said(tree, ".citing .citation pre")[0]
    assert note.startswith("Embassy Mexico to Department of State, Telegram 9134, July 21, 2009, 09MEXICO9134, film ")
    assert f"{SITE}{CABLE} (accessed " in note
    for link in tree.css(".citing a"):
        assert visitor.get(link.attributes["href"] or "").status_code == 200


def told_at(archive_path: Path, asked: str, base_url: str | None = None) -> str:
    """All that a room, asked by this address, writes of a cable that others would cite."""
    visitor = TestClient(create_app(archive_path, base_url=base_url), base_url=asked)
    tree = page(visitor, CABLE)
    told = [*all_said(tree, ".citing .citation pre"), tree.css_first("span.Z3988").attributes["title"] or ""]
    told += [
        each.attributes["content"] or "" for each in tree.css("head meta[name^='citation_'], head meta[name^='DC.']")
    ]
    told += [all_said(tree, "#par1 .tells dd")[1]]
    told += [visitor.get(CABLE + ending).text for ending in (".bib", ".ris", ".csl.json")]
    told += [visitor.get("/search" + ending, params={"q": "lanterns"}).text for ending in (".bib", ".ris")]
    told += visitor.get("/cite/09MEXICO9134.json").json()["citations"].values()
    return "\n".join(told)


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000", "192.168.1.5", "desk.local"])
def test_an_address_that_leads_nowhere_else_is_not_cited(archive_path: Path, host: str) -> None:
    told = told_at(archive_path, f"http://{host}")
    assert "http" not in told
    assert "accessed" not in told.lower(), "what was accessed, if no address is told?"
    known = told_at(archive_path, f"http://{host}", "https://archive.example/cables")
    assert host not in known
    assert known.count(f"https://archive.example/cables{CABLE}") >= 12


def test_the_address_that_was_asked_is_cited(archive_path: Path) -> None:
    assert f"https://cables.example{CABLE}" in told_at(archive_path, "https://cables.example")


def test_what_zotero_reads(visitor: TestClient) -> None:
    tree = page(visitor, CABLE)
    (span,) = tree.css("span.Z3988")
    told = parse_qs(span.attributes["title"] or "")
    assert told["rft.title"] == [HARBOUR.subject]
    assert told["rft.identifier"] == [SITE + CABLE]
    meta = {each.attributes.get("name"): each.attributes.get("content") for each in tree.css("head meta")}
    assert meta["citation_title"] == meta["DC.title"] == HARBOUR.subject
    assert meta["citation_publication_date"] == "2009/07/21"
    hits = page(visitor, "/search?q=lanterns")
    assert len(hits.css("span.Z3988")) == len(hits.css("li.hit")) > 1
    assert not said(hits, "span.Z3988"), "nothing of it is seen"


def test_a_paragraph(visitor: TestClient) -> None:
    tree = page(visitor, "/cite/09MEXICO9134?paragraph=par2")
    assert ", July 21, 2009, ¶ 2, 09MEXICO9134, " in said(tree, ".citation pre.note")
    assert f"{CABLE}#par2" in said(tree, ".citation pre.bibtex")
    chosen = tree.css_first("option[selected]")
    assert chosen is not None
    assert chosen.text() == "¶ 2"
    data = visitor.get("/cite/09MEXICO9134.json?paragraph=2").json()
    assert data["paragraph"] == "par2"
    assert data["citations"]["note"] == said(tree, ".citation pre.note")
    assert page(visitor, "/cite/09MEXICO9134?paragraph=par99", 404)


def test_files(visitor: TestClient) -> None:
    answer = visitor.get(f"{CABLE}.ris?paragraph=par2")
    assert answer.headers["content-disposition"] == 'attachment; filename="09MEXICO9134-par2.ris"'
    (read,) = rispy.loads(answer.text)
    assert read["urls"] == [f"{SITE}{CABLE}#par2"]
    assert visitor.get(f"{CABLE}.bib").text.startswith("@misc{09MEXICO9134,")
    (item,) = visitor.get(f"{CABLE}.csl.json").json()
    assert item["URL"] == SITE + CABLE
    moved = visitor.get("/cables/09 mexico 9134.csl.json?paragraph=par2")
    assert (moved.status_code, moved.headers["location"]) == (301, f"{CABLE}.csl.json?paragraph=par2")
    assert visitor.get("/cables/09NOWHERE1.bib").status_code == 404


@pytest.mark.parametrize("ending", ["bib", "ris", "csl.json"])
def test_all_hits_as_a_file(visitor: TestClient, ending: str) -> None:
    text = visitor.get(f"/search.{ending}?q=compasses").text
    assert f"{SITE}{CABLE}" in text


def test_hostile_text_is_text(visitor: TestClient) -> None:
    answer = visitor.get("/cite/99LAPAZ66")
    assert "<script>alert" not in answer.text
    assert HOSTILE in str(visitor.get("/cables/99LAPAZ66.csl.json").json()[0]["title"])


def test_nothing_above_the_reader(outsider: TestClient) -> None:
    for address in ("/cite/99LAPAZ66", "/cables/99LAPAZ66.bib", "/cables/99LAPAZ66.ris", "/cite/99LAPAZ66.json"):
        said_there = outsider.get(address)
        assert said_there.status_code == 200
    tree = page(outsider, "/cite/09MEXICO9134")
    assert all("par" not in (each.attributes.get("value") or "") for each in tree.css("option")), "no ¶ is open"
    assert page(outsider, "/cite/09MEXICO9134?paragraph=par2", 404)
    assert "film" not in said(tree, ".citation pre.note"), "the catalogue is not open either"
