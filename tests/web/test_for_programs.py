"""What is there for programs: the OpenAPI document, oEmbed, the sitemap, and each page's data."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as Xml

import msgspec
import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

from reftel.web import crawling
from reftel.web.openapi import ANSWERS, ASKED, PLACE
from reftel.web.pages import FOR_PROGRAMS

from .invented import NASTY
from .reading_html import page

REF = "09MEXICO9134"
FILLED = {
    "/.json": "/.json",
    "/help.json": "/help.json",
    "/help/{name}.json": "/help/discussing.json",
    "/help/glossary.json": "/help/glossary.json?q=noforn",
    "/cables/{ref}.json": f"/cables/{REF}.json",
    "/similar/{ref}.json": f"/similar/{REF}.json",
    "/cables/{ref}/cited-by.json": "/cables/08MEXICO9001/cited-by.json",
    "/cables/{ref}/editions.json": f"/cables/{REF}/editions.json",
    "/search.json": "/search.json?q=lanterns+marmelade",
    "/search/advanced.json": "/search/advanced.json?q=lanterns",
    "/search/paragraphs/{ref}.json": f"/search/paragraphs/{REF}.json?q=marmalade",
    "/suggest": "/suggest?q=mex",
    "/find.json": f"/find.json?text=See+{REF}",
    "/missing.json": "/missing.json?origin=STATE",
    "/missing/airgrams.json": "/missing/airgrams.json?year=2009",
    "/missing/{number}.json": "/missing/09STATE99999.json",
    "/gaps.json": "/gaps.json?year=2009",
    "/gaps/{post}/{year}.json": "/gaps/MEXICO/2009.json",
    "/thread/{ref}.json": f"/thread/{REF}.json",
    "/graph/{ref}.json": f"/graph/{REF}.json?depth=2",
    "/health": "/health",
    "/oembed": f"/oembed?url=http://testserver/cables/{REF}%23par1",
    "/declass.json": "/declass.json?state=later",
    "/marks.json": "/marks.json",
    "/requests.json": "/requests.json",
    "/traffic.json": "/traffic.json?post=MEXICO",
}


@pytest.fixture(scope="module")
def described(visitor: TestClient) -> dict[str, Any]:
    answer = visitor.get("/openapi.json")
    assert answer.headers["content-type"] == "application/json"
    told: dict[str, Any] = answer.json()
    return told


def test_every_route_for_programs_is_described(visitor: TestClient, described: dict[str, Any]) -> None:
    paths = {PLACE.sub(r"{\1}", route.path) for route in visitor.app.routes if isinstance(route, Route)}  # type: ignore[attr-defined]
    wanted = {path for path in paths if path.endswith((".json", ".atom", ".txt", ".xml"))}
    assert wanted
    assert wanted <= set(described["paths"])
    assert described["openapi"].startswith("3.1")
    for path, told in described["paths"].items():
        get = told["get"]
        assert get["summary"], path
        assert "``" not in get["summary"]
        named = {each["name"] for each in get["parameters"] if each["in"] == "path"}
        assert named == set(re.findall(r"\{(\w+)\}", path)), path


def test_every_reference_in_the_document_leads_somewhere(described: dict[str, Any]) -> None:
    found = set(re.findall(r'"#/components/schemas/([^"]+)"', msgspec.json.encode(described).decode()))
    assert {"Whole", "Cable", "Paragraph"} <= found
    assert found <= set(described["components"]["schemas"])


@pytest.mark.parametrize("path", sorted(ASKED.keys() & FILLED.keys()))
def test_what_can_be_asked_is_what_is_described(visitor: TestClient, path: str) -> None:
    """A page that tells what it can be asked by tells the names of the document, and takes each of them."""
    place = FILLED[path].partition("?")[0]
    for name in ASKED[path]:
        assert "can be asked by" not in visitor.get(place, params={name: ""}).text, name
    refused = visitor.get(place, params={"lantern": "1"})
    if refused.status_code == 400:
        (told,) = re.findall(r"can be asked by: ([^.]*)\.", refused.json()["next"])
        undescribed = {"from", "to"} if path == "/search.json" else set[str]()  # they lead on to a query that says so
        assert set(told.split(", ")) - undescribed == set(ASKED[path])


@pytest.mark.parametrize("path", sorted(ANSWERS))
def test_what_is_answered_has_the_shape_that_is_described(visitor: TestClient, path: str) -> None:
    answer = visitor.get(FILLED[path])
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert msgspec.json.decode(answer.content, type=ANSWERS[path]) is not None


def test_the_finder_for_programs(visitor: TestClient) -> None:
    for answer in (
        visitor.get("/find.json", params={"text": f"See {REF}."}),
        visitor.post("/find.json", data={"text": f"See {REF}."}),
    ):
        told = answer.json()
        assert told["held"] == 1
        assert told["found"]["cables"][0]["target"] == REF


EMBEDDED = [
    (f"http://testserver/cables/{REF}", 200, "a cable"),
    (f"http://testserver/cables/{REF}#par1", 200, "a paragraph"),
    (f"http://testserver/cables/{REF}#nowhere", 200, "a fragment that leads nowhere: the cable"),
    (f"https://elsewhere.example/cables/{REF}", 404, "another site"),
    ("http://testserver/cables/99NOWHERE1", 404, "no such cable"),
    ("http://testserver/search?q=x", 404, "no cable"),
    ("http://[broken", 404, "no address"),
    ("", 404, "nothing"),
]


@pytest.mark.parametrize(("url", "status", "remark"), EMBEDDED, ids=[row[2] for row in EMBEDDED])
def test_oembed(visitor: TestClient, url: str, status: int, remark: str) -> None:
    answer = visitor.get(f"/oembed?url={quote(url, safe='')}")
    assert answer.status_code == status, remark
    if status == 200:
        told = answer.json()
        assert told["type"] == "rich"
        assert told["version"] == "1.0"
        assert told["width"] == 600
        assert told["height"] is None
        assert f'href="http://testserver/cables/{REF}' in told["html"]
        assert ("¶1" in told["html"]) == url.endswith("#par1")


def test_a_cable_s_page_names_its_embedding(visitor: TestClient) -> None:
    link = page(visitor, f"/cables/{REF}").css_first("link[type='application/json+oembed']")
    assert visitor.get(link.attributes["href"]).json()["title"].startswith(REF)


def test_oembed_keeps_to_what_is_asked_and_open(visitor: TestClient, outsider: TestClient) -> None:
    where = quote(f"http://testserver/cables/{REF}#par1", safe="")
    assert visitor.get(f"/oembed?url={where}&format=xml").status_code == 501
    assert visitor.get(f"/oembed?url={where}&maxwidth=320").json()["width"] == 320
    told = outsider.get(f"/oembed?url={where}")
    assert told.status_code == 404 or "¶1" not in told.json()["html"], "the gate"


def test_oembed_of_hostile_text_is_text(visitor: TestClient) -> None:
    told = visitor.get(f"/oembed?url=http://testserver/cables/{NASTY.id}").json()
    assert "<script>" not in told["html"]
    assert "&lt;script&gt;" in told["html"]


def locations(text: str) -> list[str]:
    return [found.text or "" for found in Xml.fromstring(text).iter(f"{{{crawling.SPACE}}}loc")]  # noqa: S314 (our own)


def test_the_sitemap_lists_every_cable(
    visitor: TestClient, outsider: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crawling, "MOST", 20)
    monkeypatch.setattr(crawling, "PIECE", 7)
    for who in (visitor, outsider):
        parts = locations(who.get("/sitemap.xml").text)
        found = [each for part in parts for each in locations(who.get(part.removeprefix("http://testserver")).text)]
        cables = [each for each in found if "/cables/" in each]
        assert len(cables) == len(set(cables))
        assert "http://testserver/browse/date" in found
        assert who.get(f"/sitemap/{len(parts) + 1}.xml").status_code == 404
        total = int(page(who, "/").css_first(".figure").text().replace(",", ""))
        assert len(cables) == total, "as the gate counts them"
    assert visitor.get("/sitemap/0.xml").status_code == 404


def test_robots(visitor: TestClient) -> None:
    told = visitor.get("/robots.txt").text
    assert "Disallow: /search\n" in told
    assert told.endswith("Sitemap: http://testserver/sitemap.xml\n")


FORMS = {"/collect", "/add-article", "/saved/forget"}
"""Pages to fill in, and where they are sent: they tell nothing of the archive."""


def test_every_page_has_its_data(visitor: TestClient) -> None:
    paths = {route.path for route in visitor.app.routes if isinstance(route, Route)}  # type: ignore[attr-defined]
    pages = {path for path in paths if "." not in path.rpartition("/")[2] and path not in FOR_PROGRAMS}
    assert {path for path in pages if f"{path}.json" not in paths} - FORMS == {"/cables/{ref:path}/card"}
