"""Ways on from a search or a cable: feeds, files, saved searches, suggestions, similar cables, the cable finder."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree as Xml

import pytest
from search.twins import build as twins
from starlette.testclient import TestClient

from reftel import archive, search
from reftel.archive import Reader
from reftel.web import create_app
from reftel.web.mentions import LARGEST

from .invented import HARBOUR, HOSTILE, build, changed
from .reading_html import all_said, links, page, said

ATOM = "{http://www.w3.org/2005/Atom}"


def feed(visitor: TestClient, address: str) -> Xml.Element:
    answer = visitor.get(address)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/atom+xml"
    return Xml.fromstring(answer.content)  # noqa: S314 (our own server's answer)


def check(root: Xml.Element) -> list[Xml.Element]:
    """What RFC 4287 asks of a feed (4.1.1) and its entries (4.1.2); the entries."""
    assert root.tag == f"{ATOM}feed"
    entries = root.findall(f"{ATOM}entry")
    for each in (root, *entries):
        for name in ("id", "title", "updated"):
            assert len(each.findall(f"{ATOM}{name}")) == 1, name
            assert each.findtext(f"{ATOM}{name}"), name
        for name in ("updated", "published"):
            for time in each.findall(f"{ATOM}{name}"):
                assert dt.datetime.fromisoformat(time.text or "").tzinfo is not None
        assert (each.findtext(f"{ATOM}id") or "").startswith("urn:uuid:")
        assert each.findtext(f"{ATOM}author/{ATOM}name")
        kinds = [(link.get("rel"), link.get("type")) for link in each.findall(f"{ATOM}link")]
        assert len(kinds) == len(set(kinds)), "at most one alternate of a type"
        assert all((link.get("href") or "").startswith("http://") for link in each.findall(f"{ATOM}link"))
        assert all(category.get("term") for category in each.findall(f"{ATOM}category"))
    ids = [each.findtext(f"{ATOM}id") for each in entries]
    assert len(ids) == len(set(ids))
    known = {"id", "title", "updated", "published", "link", "author", "category", "summary", "entry", "name"}
    assert {each.tag.removeprefix(ATOM) for each in root.iter()} <= known | {"feed"}
    return entries


def test_feed(visitor: TestClient) -> None:
    root = feed(visitor, "/search.atom?q=marmalade")
    (entry,) = check(root)
    assert root.findtext(f"{ATOM}title") == "marmalade · reftel"
    assert [link.get("href") for link in root.findall(f"{ATOM}link")] == [
        "http://testserver/search.atom?q=marmalade",
        "http://testserver/search?q=marmalade",
    ]
    assert entry.findtext(f"{ATOM}title") == f"09MEXICO9134: {HARBOUR.subject}"
    assert [link.get("href") for link in entry.findall(f"{ATOM}link")] == ["http://testserver/cables/09MEXICO9134"]
    summary = entry.findtext(f"{ATOM}summary") or ""
    assert summary.startswith("Embassy Mexico, 21 July 2009, Confidential. Summary: The keepers counted")
    assert [each.get("term") for each in entry.findall(f"{ATOM}category")] == ["SNAR", "ZQZQ"]


@pytest.mark.parametrize("query", ["", "zqnowhere", "%22unclosed+((", "%00%ed%a0%80", "alert", "a" * 3000])
def test_every_feed_is_valid(visitor: TestClient, query: str) -> None:
    root = feed(visitor, f"/search.atom?q={query}")
    assert len(check(root)) <= 50


def test_the_feed_begins_with_what_came_last(tmp_path: Path) -> None:
    path = build(tmp_path / "archive", [HARBOUR])
    visitor = TestClient(create_app(path))
    before = feed(visitor, "/search.atom?q=keepers")
    late = changed(HARBOUR, id="01MEXICO7", aliases=(), sent=dt.datetime(2001, 1, 1, tzinfo=dt.UTC))
    with archive.open(path) as made:
        from archive.invented import put

        put(made, late)
    after = feed(visitor, "/search.atom?q=keepers")
    titles = [(each.findtext(f"{ATOM}title") or "").partition(":")[0] for each in check(after)]
    assert titles == ["01MEXICO7", "09MEXICO9134"], "though it was sent first"
    assert before.findtext(f"{ATOM}id") == after.findtext(f"{ATOM}id")
    known = visitor.get("/search.atom?q=keepers").headers["etag"]
    assert visitor.get("/search.atom?q=keepers", headers={"If-None-Match": known}).status_code == 304
    assert visitor.get("/search.atom?q=lanterns", headers={"If-None-Match": known}).status_code == 200


def test_saved_searches(tmp_path: Path) -> None:
    path = build(tmp_path / "archive", [HARBOUR])
    with archive.open(path) as made:
        search.save(made, "Lamps & co", "lanterns <b>", reader=Reader("UNCLASSIFIED", frozenset()))
        search.save(made, "mine", "compasses", reader=archive.EVERYTHING)
    visitor = TestClient(create_app(path))
    tree = page(visitor, "/saved")
    assert all_said(tree, ".saved li a bdi") == ["Lamps & co", "mine"]
    for address in links(tree, ".saved li a"):
        assert visitor.get(address).status_code == 200
    assert feed(visitor, "/saved/Lamps%20%26%20co.atom").findtext(f"{ATOM}title") == "Lamps & co · reftel"
    outsider = TestClient(create_app(path, reader=Reader("SENSITIVE BUT UNCLASSIFIED", frozenset())))
    assert all_said(page(outsider, "/saved"), ".saved li a bdi") == ["Lamps & co"], "not told to who sees less"
    assert outsider.get("/saved/mine.atom").status_code == 404


def test_how_to_save_one(visitor: TestClient) -> None:
    tree = page(visitor, "/saved?q=it%27s+%22a+ferry%22")
    assert said(tree, ".command") == "reftel watch add NAME 'it'\"'\"'s \"a ferry\"' --archive archive"


def test_results_can_be_taken_along(visitor: TestClient) -> None:
    tree = page(visitor, "/search?q=lanterns")
    total = int(said(tree, "#count strong").replace(",", ""))
    addresses = links(tree, ".taking a")
    assert len(addresses) == 10
    assert links(tree, "link[type='application/atom+xml']")[-1] == "/search.atom?q=lanterns"
    for address in addresses:
        answer = visitor.get(address)
        assert answer.status_code == 200
        if "csv" in address:
            assert "attachment" in answer.headers["content-disposition"]
            assert answer.text.count("\r\n") >= total + 1
        if "jsonl" in address:
            assert len([json.loads(line) for line in answer.text.splitlines()]) == total
        if "txt" in address:
            assert len(answer.text.splitlines()) == total


def test_did_you_mean(visitor: TestClient) -> None:
    tree = page(visitor, "/search?q=marmelade")
    assert said(tree, ".meant") == "Did you mean marmalade (1 cable)?"
    assert links(tree, ".meant a") == ["/search?q=marmalade"]
    assert not page(visitor, "/search?q=marmalade").css(".meant")


def test_suggestions(visitor: TestClient) -> None:
    found = visitor.get("/suggest?q=lanterns origin:mex").json()
    assert found[0] == {
        "query": "lanterns origin:MEXICO",
        "label": "Embassy Mexico",
        "kind": "post",
        "count": 2,
    }


def test_similar(visitor: TestClient) -> None:
    tree = page(visitor, "/cables/09MEXICO9134")
    assert links(tree, ".similar a") == ["/similar/09MEXICO9134"], "without JavaScript, a link"
    alike = page(visitor, "/similar/09MEXICO9134")
    assert said(alike, "h1") == "Cables like this one"
    assert alike.css_first("#alike") is not None, "which the cable's page takes over"


def found_in(visitor: TestClient, text: str) -> str:
    answer = visitor.post("/find", data={"text": text})
    assert answer.status_code == 200
    return answer.text


def test_finder(visitor: TestClient) -> None:
    from selectolax.lexbor import LexborHTMLParser

    text = f"As 09MEXICO9134 says.\nAnd 08 BERN 77, {HOSTILE}\nMEXICO 9001."
    tree = LexborHTMLParser(found_in(visitor, text))
    assert said(tree, "#count") == "3 cables are mentioned, of which this archive holds 2"
    assert links(tree, ".mentioned > li > a") == [
        "/cables/09MEXICO9134",
        "/cables/08BERN77",
        "/cables/08MEXICO9001",
    ]
    assert all_said(tree, ".places mark") == ["09MEXICO9134", "08 BERN 77", "MEXICO 9001"]
    assert links(tree, ".pasted a.held") == ["/cables/09MEXICO9134", "/cables/08MEXICO9001"]
    assert not tree.css("main script, main img"), "the pasted text is text"
    pasted = tree.css_first(".pasted")
    assert pasted is not None
    assert pasted.text().replace("\r", "") == text, "all of it, to the character"
    for target in links(tree, ".places a"):
        assert tree.css_first(target) is not None, "each place leads into the text"


@pytest.mark.parametrize("text", ["", "nothing of the kind", "\x00 � ", "&text=&&&=%%%"])
def test_finder_finds_nothing(visitor: TestClient, text: str) -> None:
    assert "No cable is mentioned in this text" in found_in(visitor, text)


def test_finder_takes_no_more_than_it_reads(visitor: TestClient) -> None:
    answer = visitor.post("/find", content=b"text=" + b"x" * LARGEST)
    assert answer.status_code == 413
    assert "too large" in answer.text
    assert visitor.post("/find", content=b"\xff\xfe=%zz&a" * 30).status_code == 200, "no form at all"


READER = Reader("SENSITIVE BUT UNCLASSIFIED", frozenset())


def test_nothing_above_the_reader_on_any_of_these_pages(tmp_path: Path) -> None:
    """Of twin archives, which differ only in what is above the reader, the same is said."""
    one, other, secrets = twins(tmp_path, READER)
    visitors = [TestClient(create_app(each.folder, reader=READER)) for each in (one, other)]
    keys = list(one.ids())
    asked = [
        "/search.csv",
        "/search.jsonl",
        "/search.txt?q=-lanterns",
        *(f"/similar/{key}" for key in keys[::3]),
        *(f"/suggest?q={quote(secret[:4])}" for secret in secrets[::25]),
        *(f"/search.atom?q={secret}" for secret in secrets[::60]),
        *(f"/search?q={secret[:4]}{secret[5:]}" for secret in secrets[::60]),
    ]
    for address in asked:
        said_by = [_without_names(visitor.get(address).text) for visitor in visitors]
        assert said_by[0] == said_by[1], address
        typed = address.partition("?q=")[2]
        assert not [secret for secret in secrets if secret in said_by[0] and secret != typed], address
    for visitor in visitors:
        entries = check(feed(visitor, "/search.atom"))
        assert len(entries) == len(keys)
        assert not [secret for secret in secrets for each in entries if secret in Xml.tostring(each, "unicode")]


def _without_names(text: str) -> str:
    """Without the names that an archive gives by its own identity, and the times at which it was made."""
    import re

    return re.sub(r"urn:uuid:[0-9a-f-]{36}|\d{4}-\d\d-\d\dT[\d:]+Z(?=</(?:updated|published)>)", "", text)
