"""Articles in the reading room: by outlet, beside their cables, and the form that adds one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from reftel.web import create_app

from .invented import EARLIER, HARBOUR, HOSTILE, NASTY, build
from .reading_html import all_said, links, page, said
from .test_collecting import SITE, token


@pytest.fixture
def owner(tmp_path: Path) -> TestClient:
    folder = build(tmp_path / "archive", [HARBOUR, EARLIER, NASTY])
    return TestClient(create_app(folder, owner=True), follow_redirects=False)


def send(owner: TestClient, language: str = "en", **fields: Any) -> Any:
    return owner.post(
        "/articles", data={"token": token(owner), **fields}, headers={**SITE, "Accept-Language": language}
    )


def test_outlets(owner: TestClient) -> None:
    tree = page(owner, "/articles")
    assert "example.org 1 article · 1 cable" in all_said(tree, ".shelf li")
    outlet = page(owner, "/articles/example.org")
    assert links(outlet, ".item h2 a") == ["https://example.org/lanterns"]
    assert links(outlet, ".cited a.ref") == ["/cables/09MEXICO9134"]
    data = owner.get("/articles/example.org.json").json()
    assert [each["url"] for each in data["articles"]] == ["https://example.org/lanterns"]
    assert {each["name"] for each in owner.get("/articles.json").json()["outlets"]} == {"example.org", "unknown"}
    assert page(owner, "/articles/Nobody", 404)
    assert "/articles" in links(page(owner, "/browse"), "a")


def test_add_with_the_cables_that_its_text_mentions(owner: TestClient) -> None:
    filled = {"url": "https://www.theguardian.com/lanterns", "title": "Lanterns & compasses", "published": "2010-12"}
    looked = send(owner, do="find", text="As 08MEXICO9001 and 09STATE99999 say, and 09MEXICO9134.", **filled)
    tree = LexborHTMLParser(looked.text)
    boxes = [each.attributes["value"] for each in tree.css("input[type=checkbox]")]
    assert boxes == ["08MEXICO9001", "09STATE99999", "09MEXICO9134"]
    assert all("checked" in each.attributes for each in tree.css("input[type=checkbox]"))
    assert said(tree, ".ticks li:nth-child(2)") == "09STATE99999 not in this archive"
    title = tree.css_first("#title")
    assert title is not None
    assert title.attributes["value"] == "Lanterns & compasses", "what was filled in stays"
    answer = send(owner, do="add", cable=boxes[:2], cables="09 MEXICO 9134", **filled)
    assert answer.headers["location"] == "/articles/The%20Guardian"
    shown = page(owner, "/articles/The%20Guardian")
    assert said(shown, ".item .quiet").startswith("2010-12 · https://www.theguardian.com/lanterns")
    assert all_said(shown, ".cited a.ref") == ["08MEXICO9001", "09MEXICO9134"]
    assert "09STATE99999 not in this archive" in all_said(shown, ".cited li")
    beside = page(owner, "/cables/09MEXICO9134")
    assert "Lanterns & compasses" in all_said(beside, ".articles li")
    assert "On lanterns" in all_said(beside, ".articles li"), "with those that came with it"
    assert page(owner, "/search?q=has:articles").css("li.hit")[0] is not None
    assert int(said(page(owner, "/search?q=has:articles"), "#count strong")) == 3
    assert send(owner, do="remove", url=filled["url"], outlet="The Guardian").headers["location"] == "/articles"
    assert page(owner, "/articles/The%20Guardian", 404)


def test_a_text_is_looked_through_before_it_is_added(owner: TestClient) -> None:
    filled = {"url": "https://example.net/a", "title": "A", "do": "add"}
    first = LexborHTMLParser(send(owner, text="See 08MEXICO9001.\r\nAnd more.", **filled).text)
    assert [each.attributes["value"] for each in first.css("input[type=checkbox]")] == ["08MEXICO9001"]
    assert said(first, "p[role=status]").startswith("Nothing is saved yet.")
    assert page(owner, "/articles/example.net", 404)
    seen = first.css_first("input[name=seen]").attributes["value"]
    again = send(owner, text="See 09MEXICO9134 instead.", seen=seen, cable=["08MEXICO9001"], **filled)
    boxes = LexborHTMLParser(again.text).css("input[type=checkbox]")
    assert [each.attributes["value"] for each in boxes] == ["08MEXICO9001", "09MEXICO9134"], "another text"
    saved = send(owner, text="See 08MEXICO9001.\r\nAnd more.", seen=seen, cable=["08MEXICO9001"], **filled)
    assert saved.headers["location"] == "/articles/example.net"
    assert all_said(page(owner, "/articles/example.net"), ".cited a.ref") == ["08MEXICO9001"]


def test_from_a_cable(owner: TestClient) -> None:
    assert "/add-article?cable=08MEXICO9001" in links(page(owner, "/cables/08MEXICO9001"), "aside a")
    tree = page(owner, "/add-article?cable=08MEXICO9001")
    assert [each.attributes["value"] for each in tree.css("input[type=checkbox]")] == ["08MEXICO9001"]


def test_problems(owner: TestClient) -> None:
    answer = send(owner, do="add", url="javascript:alert(1)", title="x", cable=["08MEXICO9001"])
    assert answer.status_code == 400
    tree = LexborHTMLParser(answer.text)
    assert said(tree, ".problem").startswith('"javascript:alert(1)" is no address of the web')
    assert [each.attributes["value"] for each in tree.css("input[type=checkbox]")] == ["08MEXICO9001"]
    filled = {"url": "https://example.org/a", "title": "x"}
    for refused, words in (
        (
            {"url": "ftp://a"},
            "«ftp://a» no es una dirección de la web: escriba una que empiece por https:// o http://.",
        ),
        ({"published": "03/12/2010"}, "«03/12/2010» no es una fecha: escriba 2010-12-03, 2010-12 o 2010."),
        ({"title": ""}, "Un artículo necesita un título de 1 a 500 caracteres."),
    ):
        spanish = send(owner, "es", do="add", **{**filled, **refused})
        assert said(LexborHTMLParser(spanish.text), ".problem") == words
    nothing = LexborHTMLParser(send(owner, do="find", text="no number").text)
    assert said(nothing, "p[role=status]") == "No cable is mentioned in this text."


def test_hostile_text_is_text(owner: TestClient) -> None:
    send(owner, do="add", url="https://evil.example/x", title=HOSTILE, outlet=HOSTILE, cables="99LAPAZ66")
    for address in ("/articles", *links(page(owner, "/articles"), ".shelf a"), "/cables/99LAPAZ66"):
        answer = owner.get(address)
        assert answer.status_code == 200, address
        assert "<script>alert" not in answer.text
        assert 'href="javascript' not in answer.text
        assert 'href="data:' not in answer.text


def test_what_is_no_number_among_the_cables_is_told(owner: TestClient) -> None:
    filled = {"url": "https://example.org/unread", "title": "The fair", "outlet": "The Fair"}
    answer = send(owner, do="add", cables="09 MEXICO 9134, nonsense", **filled)
    assert "“nonsense” is no number of a cable" in answer.text
    assert "/articles/The%20Fair" not in links(page(owner, "/articles"), ".shelf a")
    form = LexborHTMLParser(answer.text)
    assert [each.attributes["value"] for each in form.css("[name=cable], #cables")] == ["09MEXICO9134", "nonsense"]
    assert send(owner, do="add", cables="09 MEXICO 9134; 99LAPAZ77", **filled).status_code == 303
