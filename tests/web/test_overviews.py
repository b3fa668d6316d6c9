"""The first page and the ways through the archive."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from reftel.model import Classification
from reftel.web import create_app, picturing
from reftel.web.pages import STATIC

from .invented import HARBOUR, build, changed
from .reading_html import all_said, links, page, said


def test_home_says_how_many_and_from_when(visitor: TestClient) -> None:
    tree = page(visitor, "/")
    assert said(tree, "h1") == "49 cables to read"
    rows = dict(zip(all_said(tree, ".counts th[scope=row]"), all_said(tree, ".counts td"), strict=True))
    assert rows["2009"] == "1"
    assert len(tree.css(".years rect.bar")) == len(range(1999, 2010)), "empty years have their place"
    assert "1 without a date" in said(tree, "main")
    assert links(tree, ".bars a")[:2] == ["/browse/origin/LAPAZ", "/browse/origin/MEXICO"]


def test_levels_on_home_lead_to_as_many(visitor: TestClient) -> None:
    tree = page(visitor, "/")
    card = tree.css(".twin .card")[1]
    for line in card.css("li"):
        link = line.css_first("a")
        if link is not None:
            found = page(visitor, link.attributes["href"] or "")
            assert said(found, "#count strong") == line.css_first(".count").text()


def test_an_empty_archive_says_what_to_do(empty: TestClient) -> None:
    tree = page(empty, "/")
    assert said(tree, "h1") == "This archive is empty"
    assert "reftel ingest FOLDER-OF-CABLES --archive" in said(tree, ".command")


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/search?q=x", "Nothing found"),
        ("/browse", "0 posts"),
        ("/browse/origin", "No cable in this archive names the post"),
        ("/browse/date", "No cable in this archive has a date"),
    ],
)
def test_an_empty_archive_everywhere(empty: TestClient, address: str, words: str) -> None:
    assert words in said(page(empty, address), "main")


def test_by_country(visitor: TestClient) -> None:
    tree = page(visitor, "/browse/origin")
    assert "Mexico 2" in all_said(tree, ".countries h2")
    assert {"/browse/origin/MEXICO", "/browse/country/MX"} <= set(links(tree, ".countries a"))
    circles = {node.attributes["aria-label"]: node.attributes["href"] for node in tree.css(".world a")}
    assert circles["Embassy Mexico: 2 cables"] == "/browse/origin/MEXICO"


def test_by_month(visitor: TestClient) -> None:
    tree = page(visitor, "/browse/date")
    assert "/browse/date/2009-07" in links(tree, ".calendar a")
    assert tree.css_first("a[href='/browse/date/2009-07']").attributes["aria-label"] == "July 2009: 1"


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/help",
        "/search?q=lanterns",
        "/search/advanced",
        "/saved?q=x",
        "/pictures",
        "/browse",
        "/browse/origin",
        "/browse/date",
        "/browse/date/2009",
        "/browse/date/2009-07",
        "/browse/released",
        "/browse/tag",
        "/browse/class/SECRET",
        "/cables/09MEXICO9134",
    ],
)
def test_every_page_can_be_found_one_s_way_in(visitor: TestClient, address: str) -> None:
    tree = page(visitor, address)
    assert len(tree.css("h1")) == 1
    assert len(tree.css("main")) == 1
    assert links(tree, ".skip") == ["#main"]
    assert tree.css_first("html").attributes["lang"] == "en"
    assert tree.css_first("title").text().endswith("· reftel")
    ids = [node.attributes["id"] for node in tree.css("[id]")]
    assert len(ids) == len(set(ids)), "no id twice"
    labelled = {node.mem_id for node in tree.css("label input")}
    for node in tree.css("input:not([type=hidden]), select"):
        name = node.attributes.get("id")
        assert (
            node.mem_id in labelled
            or node.attributes.get("aria-label")
            or tree.css_first(f"label[for='{name}']") is not None
        )


@pytest.mark.parametrize(
    ("most", "expected", "remark"),
    [
        (0, [0], "nothing"),
        (1, [1, 0], "one"),
        (3, [3, 2, 1, 0], "every number"),
        (12, [10, 5, 0], "fives"),
        (104, [100, 50, 0], "the height is the fullest month, not a round number"),
        (1380, [1000, 500, 0], "thousands"),
        (99_999, [80_000, 60_000, 40_000, 20_000, 0], "twenties"),
    ],
)
def test_a_scale_has_few_round_numbers(most: int, expected: list[int], remark: str) -> None:
    found = picturing.ticks(most)
    assert found == expected, remark


def test_the_picture_of_months_has_its_scale(visitor: TestClient) -> None:
    scale = all_said(page(visitor, "/pictures"), ".stack .scale text")
    assert scale[-1] == "0"
    assert len(scale) >= 2


def test_levels_of_one_band_have_colours_of_their_own_in_the_picture(tmp_path: Path) -> None:
    """Where colours alone tell levels, three of them cannot share one."""
    levels = ("LIMITED OFFICIAL USE", "FOR OFFICIAL USE ONLY", "SENSITIVE BUT UNCLASSIFIED")
    cables = [
        changed(HARBOUR, id=f"09MEXICO{number}", classification=Classification(level), text=level)
        for number, level in enumerate(levels, 9800)
    ]
    tree = page(TestClient(create_app(build(tmp_path / "archive", cables))), "/pictures")
    dots, layers = (
        [(node.attributes["class"] or "").removeprefix("dot ") for node in tree.css(place)]
        for place in ("#months .dot", "#months path[class*=lvl-]")
    )
    assert dots == layers
    assert sorted(dots) == sorted(f"lvl-sbu {level.lower().replace(' ', '-')}" for level in levels)
    style = (STATIC / "pictures.css").read_text("utf-8")
    assert all(style.count(f".lvl-sbu.{name} {{ --level:") == 2 for name in (each.split()[1] for each in dots[:2]))


PLACES = ("/pictures", "/articles", "/missing", "/gaps", "/declass", "/traffic", "/saved", "/about")


@pytest.mark.parametrize("address", ["/", "/search?q=lanterns", "/nothing", *PLACES])
def test_every_page_leads_to_every_place(visitor: TestClient, address: str) -> None:
    tree = page(visitor, address, visitor.get(address).status_code)
    assert links(tree, "header nav .more a") == list(PLACES)
    here = links(tree, "header nav .more a[aria-current]")
    assert here == ([address] if address in PLACES else [])
    assert (tree.css_first(".more summary.within") is not None) == bool(here)


def test_about_leads_to_what_is_missing(visitor: TestClient) -> None:
    assert links(page(visitor, "/about"), ".lacks a") == ["/missing", "/gaps", "/declass", "/requests"]
