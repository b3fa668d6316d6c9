"""Behind a proxy, below a prefix: every link, form, redirect and file leads below it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from reftel.web import create_app
from reftel.web.pages import STATIC

from .reading_html import page

PREFIX = "/archive/cables"
PAGES = [
    "/",
    "/help",
    "/search?q=lanterns",
    "/search?q=nothingofthekind",
    "/browse",
    "/browse/origin",
    "/browse/origin/MEXICO",
    "/browse/date",
    "/browse/date/2009",
    "/find",
    "/declass?state=overdue",
    "/marks",
    "/requests?ids=09MEXICO9134",
    "/traffic",
    "/traffic?post=LAPAZ",
    "/saved?q=lanterns",
    "/similar/09MEXICO9134",
    "/cables/09MEXICO9134",
    "/cables/99NOWHERE1",
    "/nothing",
]
LOCAL = re.compile(r"^/(?!/)")


@pytest.fixture(scope="module")
def proxied(archive_path: Path) -> TestClient:
    return TestClient(create_app(archive_path), root_path=PREFIX, follow_redirects=False)


@pytest.mark.parametrize("address", PAGES)
def test_everything_leads_below_the_prefix(proxied: TestClient, address: str) -> None:
    tree = page(proxied, address, proxied.get(address).status_code)
    found = [
        (node.tag, name, value)
        for node in tree.css("*")
        for name in ("href", "src", "action", "hx-get", "hx-post", "data-root")
        if (value := node.attributes.get(name)) and LOCAL.match(value)
    ]
    assert found
    assert [each for each in found if not each[2].startswith(PREFIX + "/")] == []
    assert [each for each in found if each[2].startswith(PREFIX * 2)] == []


def test_redirects_and_feeds_too(proxied: TestClient) -> None:
    assert proxied.get("/cables/09%20MEXICO%209134").headers["Location"] == f"{PREFIX}/cables/09MEXICO9134"
    assert proxied.get("/browse/origin/mexico").headers["Location"] == f"{PREFIX}/browse/origin/MEXICO"
    feed = proxied.get("/search.atom?q=lanterns").text
    links = re.findall(r'href="([^"]*)"', feed)
    assert links
    assert all(link.startswith(f"http://testserver{PREFIX}/") for link in links), links
    assert f"{PREFIX}{PREFIX}" not in feed


def test_the_language_is_kept_below_it_alone(proxied: TestClient) -> None:
    assert f"Path={PREFIX};" in proxied.get("/?lang=es").headers["Set-Cookie"]


def test_a_path_that_comes_with_its_prefix(archive_path: Path) -> None:
    """uvicorn puts the prefix before the path that it was asked for (ASGI)."""
    visitor = TestClient(create_app(archive_path), root_path=PREFIX, follow_redirects=False)
    tree = page(visitor, f"{PREFIX}/browse")
    assert tree.css_first("nav a[aria-current]").attributes["href"] == f"{PREFIX}/browse"


@pytest.mark.parametrize("path", sorted((STATIC.parent / "templates").glob("*.html")), ids=lambda path: path.name)
def test_templates_write_no_address_by_hand(path: Path) -> None:
    assert re.findall(r"""(?:href|src|action|hx-[a-z]+)=["'](/[^"']*)""", path.read_text()) == []
