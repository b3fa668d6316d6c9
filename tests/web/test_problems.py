"""What is said of an address that cannot be answered: to people as a page, to programs as data."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from reftel.errors import ArchiveError
from reftel.web import create_app

from .reading_html import links, page, said

REF = "09MEXICO9134"
UNREAD = [
    ("/search", "page=abc", "page=2", "no number"),
    ("/search", "page=0", "page=2", "pages begin at 1"),
    ("/search", "page=-1", "page=2", "none before them"),
    ("/search", "sort=sideways", "newest", "no order"),
    ("/search/advanced", "go=1&near=x", "999", "no number of words"),
    ("/search/advanced", "go=1&near=1000", "999", "too far apart"),
    ("/browse/origin/MEXICO", "sort=up", "oldest", "no order of a listing"),
    ("/browse/date/2009", "page=two", "page=2", "a number in words"),
    ("/pictures", "panel=none", "flows", "no picture"),
    ("/declass", "year=abc", "year=2009", "no year"),
    ("/declass", "year=99999", "year=2009", "five digits"),
    ("/declass", "state=none", "overdue", "no state"),
    ("/declass", "post=%00", "09MEXICO2134", "no post, and no text"),
    ("/declass", "state=due&page=x", "page=2", "no page"),
    ("/marks", "kind=none", "caveat", "no kind"),
    ("/marks", "post=zzz", "09MEXICO2134", "no post"),
    ("/traffic", "post=zzz", "09MEXICO2134", "no post"),
    ("/traffic", "post=MEXICO&from=yesterday", "from=2009-01-31", "no day"),
    ("/traffic", "post=MEXICO&to=2009-02-30", "to=2009-01-31", "no such day"),
    ("/traffic", "post=MEXICO&from=2009-03-01&to=2009-02-01", "2009-03-01", "backwards"),
    ("/missing", "year=y", "year=2009", "no year"),
    ("/missing", "origin=zzz", "09MEXICO2134", "no post"),
    ("/missing", "sort=z", "cited", "no order"),
    ("/missing", "page=x", "page=2", "no page"),
    ("/missing", "order=newest", "origin, year, sort, page", "no name that it knows"),
    ("/missing", "request=1", "origin, year, sort, page", "a name of the program's own"),
    ("/missing", "origin=MEXICO&post=STATE", "origin", "two posts"),
    ("/gaps", "order=", "origin, year, page", "no name, and nothing asked"),
    ("/declass", "order=x", "state, year, post, page", "no name that it knows"),
    ("/traffic", "page=2", "post, tag, from, to", "its list has no pages"),
    ("/search", "q=lanterns&order=newest", "q, sort, page", "no name that it knows"),
    ("/browse/origin/MEXICO", "tag=SNAR", "sort, page", "no name that it knows"),
    ("/gaps", "year=2009-01", "year=2009", "a month"),
    ("/gaps", "origin=zzz", "09MEXICO2134", "no post"),
    (f"/graph/{REF}", "depth=-7", "3", "no depth"),
    (f"/graph/{REF}", "depth=9", "3", "too deep"),
    (f"/cables/{REF}/cited-by", "year=abc", "year=2009", "no year"),
    (f"/cables/{REF}/cited-by", "post=zzz", "09MEXICO2134", "no post"),
    (f"/cables/{REF}/editions", "view=round", "side", "no view"),
    (f"/cables/{REF}/editions", "all=yes", "0, 1", "neither yes nor no"),
]


@pytest.mark.parametrize(("place", "query", "instead", "remark"), UNREAD, ids=[f"{row[0]}: {row[3]}" for row in UNREAD])
def test_what_cannot_be_read_is_said(visitor: TestClient, place: str, query: str, instead: str, remark: str) -> None:
    tree = page(visitor, f"{place}?{query}", 400)
    assert "cannot be read" in said(tree, "h1"), remark
    assert instead in said(tree, "main .notice > p")
    without = links(tree, ".notice > p:last-child a")[0]
    assert visitor.get(without).status_code == 200 or without.startswith("/search/advanced?go=1")
    answer = visitor.get(f"{place}.json?{query}")
    told = answer.json()
    assert answer.status_code == told["status"] == 400
    name = query.rpartition("&")[2].partition("=")[0]
    assert told["where"].startswith(f"{name}=")
    assert told["where"] in told["error"]
    assert instead in told["next"]
    assert name not in told["see"]


BEYOND = ["/missing", "/gaps", "/declass", "/declass?state=unclassified", "/marks", "/search", "/browse/origin/MEXICO"]


@pytest.mark.parametrize("place", BEYOND)
def test_a_page_behind_the_last_is_not_there_and_the_last_is_offered(visitor: TestClient, place: str) -> None:
    query = "&page=99999" if "?" in place else "?page=99999"
    tree = page(visitor, place + query, 404)
    assert said(tree, "h1") == "There is no page 99999"
    assert visitor.get(links(tree, ".notice > p:last-child a")[0]).status_code == 200
    path, question, asked = (place + query).partition("?")
    told = visitor.get(f"{path}.json{question}{asked}").json()
    assert (told["status"], told["where"]) == (404, "page=99999")
    assert visitor.get(told["see"]).status_code == 200


def test_a_post_is_asked_for_by_either_name(visitor: TestClient) -> None:
    for place in ("/missing", "/gaps"):
        assert visitor.get(f"{place}.json?post=STATE").json() == visitor.get(f"{place}.json?origin=STATE").json()
    for place in ("/declass", "/traffic"):
        assert visitor.get(f"{place}.json?origin=mexico").json() == visitor.get(f"{place}.json?post=MEXICO").json()


def test_what_other_sites_add_to_a_link_is_passed_over(visitor: TestClient) -> None:
    assert page(visitor, "/missing?utm_source=letter&fbclid=1")


def test_files_read_their_address_too(visitor: TestClient) -> None:
    for address in ("/missing.csv?origin=zzz", "/missing.csv?year=x", "/search.csv?sort=up"):
        assert "cannot be read" in said(page(visitor, address, 400), "h1")


def test_a_long_value_is_not_said_whole(visitor: TestClient) -> None:
    told = visitor.get(f"/declass.json?year={'9' * 5000}").json()
    assert len(told["error"]) < 200
    assert told["where"].endswith("…")


def test_empty_fields_of_a_form_ask_for_nothing(visitor: TestClient) -> None:
    for address in (
        "/declass?post=&year=&state=",
        "/missing?origin=&year=&sort=",
        "/traffic?post=MEXICO&from=&to=&tag=",
    ):
        assert page(visitor, address)


NOT_THERE = [
    ("/nothing.json", 404, "no such page"),
    ("/cables/99NOWHERE1.json", 404, "no such cable"),
    ("/cables/99NOWHERE1/cited-by.json", 404, "nor who cites it"),
    ("/cables/99NOWHERE1/editions.json", 404, "nor its editions"),
    ("/cables/99NOWHERE1/as-sent.json", 404, "nor its text"),
    ("/cite/99NOWHERE1.json", 404, "nor its citation"),
    (f"/cite/{REF}.json?paragraph=par99", 404, "no such paragraph"),
    ("/similar/99NOWHERE1.json", 404, "like none"),
    ("/search/paragraphs/99NOWHERE1.json?q=x", 404, "no paragraphs"),
    ("/thread/99NOWHERE1.json", 404, "no thread"),
    ("/graph/99NOWHERE1.json", 404, "no net"),
    ("/missing/99NOWHERE1.json", 404, "not even missing"),
    ("/gaps/MEXICO/1950.json", 404, "no numbers of that year"),
    ("/gaps/MEXICO/50.json", 404, "no year"),
    ("/browse/origin/ZZZ.json", 404, "no post"),
    ("/browse/tag/NOPE.json", 404, "no TAG"),
    ("/browse/date/2009-13.json", 404, "no month"),
    ("/browse/date/2009-02-30.json", 404, "no day"),
    ("/requests/999.json", 404, "no request"),
    ("/collections/nothing.json", 404, "no collection"),
    ("/shared/nothing.json", 404, "nothing shared"),
    ("/articles/Nobody.json", 404, "no outlet"),
    ("/oembed?url=http://elsewhere.example/", 404, "another site"),
    ("/oembed?format=xml", 501, "no such form"),
    (f"/oembed?url=http://testserver/cables/{REF}&maxwidth=wide", 400, "no width"),
]


@pytest.mark.parametrize(("address", "status", "remark"), NOT_THERE, ids=[row[2] for row in NOT_THERE])
def test_programs_are_told_as_data(visitor: TestClient, address: str, status: int, remark: str) -> None:
    answer = visitor.get(address)
    assert answer.status_code == status, remark
    assert answer.headers["content-type"] == "application/json"
    told = answer.json()
    assert told["status"] == status
    assert told["error"]
    assert told["where"]
    assert told["next"]
    if "see" in told:
        assert visitor.get(told["see"]).status_code == 200


def test_a_missing_cable_leads_to_what_is_known(visitor: TestClient) -> None:
    told = visitor.get("/cables/09STATE99999.json").json()
    assert told["see"] == "/missing/09STATE99999.json"
    assert visitor.get(told["see"]).json()["number"] == "09STATE99999"


def test_the_gate_is_told_as_data(outsider: TestClient) -> None:
    answer = outsider.get(f"/cables/{REF}/as-sent.json")
    assert answer.status_code == answer.json()["status"] == 403
    assert "marmalade" not in answer.text
    sent = outsider.post("/collections.json", data={"title": "x"})
    assert sent.status_code == sent.json()["status"] == 405


def test_what_the_archive_says_is_told_as_data(archive_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = TestClient(create_app(archive_path), raise_server_exceptions=False)
    damaged = ArchiveError(f"the archive at {archive_path} is damaged: restore it")
    for problem, status in ((damaged, 503), (ZeroDivisionError("x"), 500)):

        def fails(*args: object, _problem: Exception = problem, **more: object) -> None:
            raise _problem

        monkeypatch.setattr("reftel.search.search", fails)
        told = visitor.get("/search.json?q=x")
        assert told.status_code == told.json()["status"] == status
        assert "Traceback" not in told.text
        assert str(archive_path.parent) not in told.text, "where it lies is nobody's business"


def test_problems_are_told_in_the_language_asked_for(visitor: TestClient) -> None:
    english, spanish = (
        visitor.get("/declass.json?year=abc", headers={"Accept-Language": code}).json() for code in ("en", "es")
    )
    assert english["where"] == spanish["where"]
    assert english["next"] != spanish["next"]


def test_problems_are_described(visitor: TestClient) -> None:
    described = visitor.get("/openapi.json").json()
    assert set(described["components"]["schemas"]["Problem"]["properties"]) == {
        "status",
        "error",
        "where",
        "next",
        "see",
    }
    answers = described["paths"]["/declass.json"]["get"]["responses"]
    assert answers["400"]["content"]["application/json"]["schema"]["$ref"].endswith("/Problem")
    assert "404" in described["paths"]["/cables/{ref}.json"]["get"]["responses"]


def test_the_search_pages_as_data(visitor: TestClient, outsider: TestClient) -> None:
    told = visitor.get(f"/search/paragraphs/{REF}.json?q=marmalade").json()
    assert (told["id"], told["paragraphs"][0]["anchor"]) == (REF, "par2")
    assert outsider.get(f"/search/paragraphs/{REF}.json?q=marmalade").json()["paragraphs"] == []
    form = visitor.get("/search/advanced.json?q=origin:MEXICO+lanterns").json()
    assert form["filled"] == {"origin": ["MEXICO"], "all": ["lanterns"]}
    assert "CONFIDENTIAL" in form["levels"]
    sent = visitor.get("/search/advanced.json?go=1&all=lanterns")
    assert (sent.status_code, sent.headers["location"]) == (303, "/search.json?q=lanterns")


def test_a_cable_as_data_tells_who_cites_it(visitor: TestClient, outsider: TestClient) -> None:
    cited = visitor.get("/cables/08MEXICO9001.json").json()["cited_by"]
    assert cited["total"] == len(cited["citing"]) > 0
    assert cited["citing"][0]["id"] == REF
    assert visitor.get(f"/cables/{REF}.json").json()["compared"] == []
    assert cited["citing"][0]["places"] == [{"text": "08 MEXICO 9001", "label": "A"}]
    outside = outsider.get("/cables/08MEXICO9001.json").json()["cited_by"]
    assert "marmalade" not in str(outside)
