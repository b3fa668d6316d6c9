"""The advanced form, and saving a search."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from starlette.testclient import TestClient

from reftel.search import understood
from reftel.web import create_app
from reftel.web.asking import fields_of, query_of

from .invented import HARBOUR, HOSTILE, build
from .reading_html import all_said, links, page, said

FORMS = [
    ({"all": ["extradit* border"]}, "extradit* border", "words as they are written in a query"),
    ({"all": ['visa "press briefing"']}, 'visa "press briefing"', "a phrase among words"),
    ({"phrase": ["press briefing"]}, '"press briefing"', "side by side"),
    ({"phrase": ["mayor cartel"], "near": ["5"]}, '"mayor cartel"~5', "near"),
    ({"phrase": ["mayor cartel"], "near": ["x"]}, '"mayor cartel"', "no number"),
    ({"any": ["cartel smuggling"], "none": ["visa"]}, "(cartel OR smuggling) -visa", "one of these, none of those"),
    ({"any": ["cartel"]}, "cartel", "one of one"),
    ({"origin": ["Embassy Mexico"], "tag": ["SNAR"]}, 'origin:"Embassy Mexico" tag:SNAR', "values"),
    ({"to": ["secstate lima"]}, "to:secstate to:lima", "words of addressees"),
    ({"class": ["SECRET", "TOP SECRET"]}, 'class:SECRET OR class:"TOP SECRET"', "one of two levels"),
    ({"has": ["summary", "articles"], "is": ["partial"]}, "has:summary has:articles is:partial", "all of these"),
    ({"sent_from": ["2009-01"], "sent_to": ["2009-06"]}, "date:2009-01..2009-06", "from and to"),
    ({"sent_from": ["2009-01"]}, "date:2009-01..", "open"),
    ({"released_from": ["2011"], "released_to": ["2011"]}, "released:2011", "one year"),
    ({"all": ["x"], "rest": ["(a OR tag:B)"]}, "x (a OR tag:B)", "the query language besides"),
    ({}, "", "nothing"),
]


@pytest.mark.parametrize(("given", "query", "remark"), FORMS)
def test_the_form_writes_a_query_and_is_filled_in_from_it(given: dict[str, list[str]], query: str, remark: str) -> None:
    assert query_of(given) == query, remark
    again = query_of({name: list(values) for name, values in fields_of(query).items()})
    assert understood(again).root == understood(query).root, remark


@settings(max_examples=300)
@given(
    some.lists(some.sampled_from([*'()"“”-~*:', " ", "a", "OR", "tag:", "date:2009", "to:", "has:", "1"]), max_size=12)
)
def test_no_query_loses_anything_in_the_form(pieces: list[str]) -> None:
    def leaves(node: object) -> list[str]:
        if isinstance(node, str):
            return re.findall(r"\w+", node.lower())
        inner = [*getattr(node, "parts", ()), *(getattr(node, name, None) for name in ("part", "text"))]
        return sorted(leaf for each in inner if each is not None for leaf in leaves(each))

    query = "".join(pieces)
    filled = {name: list(values) for name, values in fields_of(query).items()}
    assert leaves(understood(query_of(filled)).root) == leaves(understood(query).root)


def test_the_form_in_the_browser(visitor: TestClient) -> None:
    tree = page(visitor, "/search/advanced?q=lanterns+class:SECRET+date:2009+(origin:MEXICO+OR+tag:SNAR)")
    value = lambda name: tree.css_first(f"[name={name}]").attributes["value"]  # noqa: E731
    assert (value("all"), value("sent_from"), value("sent_to")) == ("lanterns", "2009", "2009")
    assert value("rest") == "(origin:MEXICO OR tag:SNAR)"
    assert [each.attributes["value"] for each in tree.css("input[checked]")] == ["SECRET"]
    answer = visitor.get("/search/advanced?go=1&all=lanterns&origin=MEXICO&none=&class=UNCLASSIFIED")
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        "/search?q=lanterns+origin%3AMEXICO+class%3AUNCLASSIFIED",
    )
    hostile = page(visitor, f"/search/advanced?{urlencode({'q': HOSTILE})}")
    assert tree.css("script[src]"), "our own"
    assert "alert(1)" not in "".join(each.text() for each in hostile.css("script"))


SAME = {"Sec-Fetch-Site": "same-origin", "Origin": "null"}


def form_of(visitor: TestClient) -> dict[str, str]:
    """The hidden fields of the form that saves a search."""
    found = page(visitor, "/saved?q=lanterns").css("form.save input[type=hidden]")
    return {each.attributes["name"] or "": each.attributes["value"] or "" for each in found}


@pytest.fixture
def keeper(tmp_path: Path) -> TestClient:
    """The owner of an archive."""
    return TestClient(create_app(build(tmp_path / "archive", [HARBOUR]), owner=True), follow_redirects=False)


def test_a_search_is_saved_by_a_form(keeper: TestClient) -> None:
    tree = page(keeper, "/search?q=lanterns")
    (way,) = [link for link in links(tree, ".taking a") if link.startswith("/saved")]
    form = page(keeper, way).css_first("form.save")
    assert (form.attributes["action"], form.attributes["method"]) == ("/saved", "post")
    fields = {**form_of(keeper), "name": "Lamps & co"}
    answer = keeper.post("/saved", data=fields, headers=SAME)
    assert (answer.status_code, answer.headers["location"]) == (303, "/saved?new=Lamps+%26+co")
    tree = page(keeper, answer.headers["location"])
    assert all_said(tree, ".saved li a bdi") == ["Lamps & co"]
    assert "Lamps & co" in said(tree, "[role=status]")
    taken = keeper.post("/saved", data=fields, headers=SAME)
    assert taken.status_code == 409
    assert "there is a saved search" in taken.text.lower()
    assert 'value="Lamps &amp; co"' in taken.text, "what was typed is kept"
    assert keeper.get("/saved.json").json()["saved"][0]["query"] == "lanterns"
    assert keeper.post("/saved/forget", data=fields, headers=SAME).status_code == 303
    assert keeper.get("/saved.json").json() == {"saved": []}


@pytest.mark.parametrize(
    ("headers", "token", "remark"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, True, "a page elsewhere"),
        ({"Sec-Fetch-Site": "same-site"}, True, "another port of this host"),
        ({"Origin": "http://evil.example"}, True, "an older browser, elsewhere"),
        (SAME, False, "without what stands in our page"),
        ({}, False, "nothing told"),
    ],
)
def test_only_our_own_forms_write(keeper: TestClient, headers: dict[str, str], token: bool, remark: str) -> None:
    fields = form_of(keeper) | ({} if token else {"token": ""})
    answer = keeper.post("/saved", data={**fields, "name": "n"}, headers=headers)
    assert answer.status_code == 403, remark
    assert keeper.get("/saved.json").json() == {"saved": []}


def test_others_are_told_the_command(visitor: TestClient) -> None:
    tree = page(visitor, "/saved?q=x")
    assert tree.css("form.save") == []
    assert said(tree, ".command").startswith("reftel watch add NAME x")
    assert visitor.post("/saved", data={"q": "x", "name": "n"}, headers=SAME).status_code == 403
