"""Collections in the reading room: what the owner does, what others may not, and what is shared."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from reftel import archive
from reftel.archive import Reader, collections, removing
from reftel.web import create_app

from .invented import BARE, EARLIER, HARBOUR, HOSTILE, NASTY, build
from .reading_html import all_said, links, page, said

SITE = {"Sec-Fetch-Site": "same-origin", "Origin": "null"}
"""What a browser says of a form on one of our pages."""
PAPERS = "/collections/harbour-papers"
Send = Callable[..., str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return build(tmp_path / "archive", [HARBOUR, EARLIER, BARE, NASTY])


@pytest.fixture
def owner(folder: Path) -> TestClient:
    return TestClient(create_app(folder, owner=True), follow_redirects=False)


@pytest.fixture
def stranger(folder: Path) -> TestClient:
    """Of the same archive, in a reading room for those who may see what is unclassified."""
    return TestClient(
        create_app(folder, reader=Reader("UNCLASSIFIED", frozenset()), owner=True), follow_redirects=False
    )


def token(visitor: TestClient) -> str:
    found = page(visitor, "/collections").css_first("input[name=token]")
    assert found is not None
    return found.attributes["value"] or ""


@pytest.fixture
def send(owner: TestClient) -> Send:
    """Send a form as a browser does; where it leads."""
    secret = token(owner)

    def to(address: str, **fields: str) -> str:
        answer = owner.post(address, data={"token": secret, **fields}, headers=SITE)
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    return to


@pytest.fixture
def papers(send: Send) -> list[str]:
    """A collection of a cable, one of its paragraphs, and a cable of hostile text; their numbers."""
    assert send("/collections", title="Harbour papers", description="Ports.\nAnd ferries.") == PAPERS
    for cable, paragraph, note in (
        ("09MEXICO9134", "", "all of it"),
        ("09 MEXICO 9134", "par2", "on marmalade"),
        ("99LAPAZ66", "", HOSTILE),
    ):
        where = send("/collections", cable=cable, paragraph=paragraph, note=note, collection="harbour-papers")
        assert where.startswith(f"{PAPERS}#item-")
    return ["1", "2", "3"]


def numbers(visitor: TestClient, address: str = PAPERS) -> list[str]:
    return [(each.attributes["id"] or "").removeprefix("item-") for each in page(visitor, address).css("li.item")]


def test_a_collection(owner: TestClient, papers: list[str]) -> None:
    tree = page(owner, PAPERS)
    assert said(tree, "h1") == "Harbour papers"
    assert said(tree, ".about") == "Ports. And ferries."
    assert all_said(tree, ".item .note")[:2] == ["all of it", "on marmalade"]
    assert links(tree, ".item h2 a")[:2] == ["/cables/09MEXICO9134", "/cables/09MEXICO9134#par2"]
    assert "A keeper, xxxxxxxxxxxx, asked for marmalade & lanterns." in all_said(tree, ".item .said")[1]
    assert len(tree.css("span.Z3988")) == 3, "Zotero takes them all"
    listed = page(owner, "/collections")
    assert said(listed, ".shelf li") == "Harbour papers 3 items Ports. And ferries."


def test_a_collection_as_data(owner: TestClient, papers: list[str]) -> None:
    data = owner.get(f"{PAPERS}.json").json()
    assert data["title"] == "Harbour papers"
    assert [each.get("where") for each in data["entries"]] == [None, "¶ 2", None]
    assert data["entries"][1]["passages"][0]["anchor"] == "par2"
    listed = owner.get("/collections.json").json()["collections"]
    assert [(each["name"], each["items"]) for each in listed] == [("harbour-papers", 3)]


def test_order_notes_and_out(owner: TestClient, send: Send, papers: list[str]) -> None:
    one, two, three = papers
    assert send(PAPERS, do="down", item=one) == f"{PAPERS}#item-{one}"
    assert numbers(owner) == [two, one, three]
    send(PAPERS, do="up", item=three)
    assert numbers(owner) == [two, three, one]
    send(PAPERS, do="up", item=two)
    send(PAPERS, do="down", item="9" * 40)
    send(PAPERS, do="nonsense")
    assert numbers(owner) == [two, three, one]
    send(PAPERS, do="note", item=two, note="another\r\nline")
    assert all_said(page(owner, PAPERS), ".item .note")[0] == "another line"
    send(PAPERS, do="remove", item=three)
    assert numbers(owner) == [two, one]
    send(PAPERS, do="describe", title="Ports", description="")
    assert said(page(owner, PAPERS), "h1") == "Ports"
    assert send(PAPERS, do="delete") == "/collections"
    assert page(owner, PAPERS, 404)


def test_from_a_cable(owner: TestClient, send: Send, papers: list[str]) -> None:
    tree = page(owner, "/cables/08MEXICO9001")
    form = tree.css_first(".collecting form")
    assert form is not None
    options = [each.attributes["value"] for each in form.css("select[name=paragraph] option")]
    assert options == ["", "par1"]
    back = form.css_first("input[name=back]")
    assert back is not None
    assert back.attributes["value"] == "/cables/08MEXICO9001"
    assert send("/collections", cable="08MEXICO9001", title="Lanterns", back="/cables/08MEXICO9001") == (
        "/cables/08MEXICO9001#added"
    )
    assert all_said(page(owner, "/cables/08MEXICO9001"), ".collecting li") == ["Lanterns"]
    send("/collections", cable="08MEXICO9001", title="Lamps", collection="harbour-papers")
    assert all_said(page(owner, "/cables/08MEXICO9001"), ".collecting li") == ["Lanterns", "Lamps"]
    assert all_said(page(owner, "/cables/09MEXICO9134"), ".collecting li") == ["Harbour papers the whole cable, ¶ 2"]


def test_it_is_told_what_became_of_it(owner: TestClient, send: Send, papers: list[str]) -> None:
    form = {"cable": "08MEXICO9001", "collection": "harbour-papers", "back": "/search?q=lanterns"}
    assert send("/collections", **form, paragraph="par1") == "/search?q=lanterns#added"
    assert send("/collections", **form, paragraph="par1") == "/search?q=lanterns#there-already"
    assert all_said(page(owner, "/cables/08MEXICO9001"), ".collecting li") == ["Harbour papers ¶ 1"]
    assert send("/collections", **form) == "/search?q=lanterns#added"
    tree = page(owner, "/cables/08MEXICO9001")
    assert all_said(tree, ".collecting li") == ["Harbour papers the whole cable, ¶ 1"]
    assert {each.attributes["id"] for each in tree.css(".became")} == {"added", "there-already"}


def test_from_a_hit(owner: TestClient, papers: list[str]) -> None:
    hits = page(owner, "/search?q=lanterns")
    ways = links(hits, ".hit-collect a:last-child")
    assert len(ways) == len(hits.css("li.hit"))
    form = page(owner, ways[0])
    back = form.css_first("input[name=back]")
    assert back is not None
    assert back.attributes["value"] == "/search?q=lanterns"


BACK = ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "x"]


@pytest.mark.parametrize("back", BACK)
def test_back_leads_nowhere_else(send: Send, papers: list[str], back: str) -> None:
    assert send("/collections", cable="08MEXICO9001", collection="harbour-papers", back=back).startswith(PAPERS)


def test_problems_are_told_and_nothing_is_lost(owner: TestClient, send: Send, papers: list[str]) -> None:
    secret = token(owner)

    def told(address: str, **fields: str) -> str:
        answer = owner.post(address, data={"token": secret, **fields}, headers=SITE)
        assert answer.status_code == 400
        return said(LexborHTMLParser(answer.text), ".problem")

    assert told("/collections", title=" ") == "A collection needs a title of 1 to 200 characters."
    assert told("/collections", cable="08MEXICO9001", title="").startswith("A collection needs a title")
    assert told(PAPERS, do="note", item="1", note="x" * 20_001).startswith("That note is too long")
    assert told(PAPERS, do="describe", title="", description="").startswith("A collection needs a title")
    for fields in ({"cable": "09NOWHERE1", "title": "x"}, {"cable": "08MEXICO9001", "collection": "none"}):
        assert owner.post("/collections", data={"token": secret, **fields}, headers=SITE).status_code == 404


FORGED = [
    ({"Sec-Fetch-Site": "cross-site"}, True, "a form of another site"),
    ({"Sec-Fetch-Site": "same-site"}, True, "of a neighbour"),
    ({"Origin": "https://evil.example"}, True, "by an old browser"),
    (SITE, False, "without the token"),
    ({**SITE, "X-Forwarded-For": "192.0.2.1"}, True, "by way of a proxy"),
]


@pytest.mark.parametrize(("headers", "with_token", "remark"), FORGED, ids=[each[-1] for each in FORGED])
def test_nobody_is_made_to_send_a_form(
    owner: TestClient, papers: list[str], headers: dict[str, str], with_token: bool, remark: str
) -> None:
    secret = token(owner) if with_token else "0" * 64
    for address, fields in (("/collections", {"title": "x"}), (PAPERS, {"do": "delete"}), ("/articles", {"do": "add"})):
        assert owner.post(address, data={"token": secret, **fields}, headers=headers).status_code == 403, remark
    assert len(numbers(owner)) == 3


def test_a_huge_form(owner: TestClient) -> None:
    answer = owner.post("/collections", content=b"title=" + b"x" * 8_100_000, headers=SITE)
    assert answer.status_code == 413
    many = "&".join(f"a{number}=" for number in range(6_000))
    assert owner.post("/collections", content=many, headers=SITE).status_code == 413


def test_others_only_read(owner: TestClient, stranger: TestClient, folder: Path, papers: list[str]) -> None:
    secret = token(owner)
    public = TestClient(create_app(folder), follow_redirects=False)
    proxied = TestClient(create_app(folder, owner=True), headers={"X-Forwarded-For": "192.0.2.1"})
    for visitor in (stranger, public, proxied):
        assert visitor.post("/collections", data={"token": secret, "title": "x"}, headers=SITE).status_code == 403
        for address in ("/collections", "/cables/08MEXICO9001", "/search?q=lanterns", "/articles"):
            assert not page(visitor, address).css("form[method=post]"), address
        assert page(visitor, "/collect?cable=08MEXICO9001", 404)
        assert page(visitor, "/add-article", 404)
    assert not page(public, PAPERS).css("form[method=post]")
    assert page(stranger, PAPERS, 404), "it is the owner's, who may see more"
    assert stranger.get("/collections.json").json() == {"collections": []}
    assert not page(stranger, "/cables/09MEXICO9134").css(".collecting")


def test_shared(owner: TestClient, stranger: TestClient, send: Send, papers: list[str]) -> None:
    assert send(PAPERS, do="share") == f"{PAPERS}#sharing"
    address = said(page(owner, PAPERS), ".address").removeprefix("http://testserver")
    assert address.startswith("/shared/")
    tree = page(owner, address)
    assert all_said(tree, ".item .note")[:2] == ["all of it", "on marmalade"]
    assert not tree.css("form[method=post]"), "for reading"
    assert stranger.get(address).headers["X-Robots-Tag"] == "noindex"
    theirs = page(stranger, address)
    assert said(theirs, "h1") == "Harbour papers"
    assert not theirs.css(".note, .item .said"), "no note on what is not open, and no text of it"
    assert "THE LIGHTHOUSE KEEPERS" in said(theirs, ".item h2"), "the subject is open"
    whole = stranger.get(f"{address}.json").text + stranger.get(f"{address}.html").text + stranger.get(address).text
    for secret in ("marmalade", "all of it", "counted compasses", "D990001-0001"):
        assert secret not in whole, secret
    send(PAPERS, do="unshare")
    assert page(owner, address, 404)
    assert owner.get(f"{address}.pdf").status_code == 404
    assert page(owner, "/shared/", 404)


FILES = [
    ("html", "text/html; charset=utf-8"),
    ("pdf", "application/pdf"),
    ("bib", "application/x-bibtex; charset=utf-8"),
    ("ris", "application/x-research-info-systems; charset=utf-8"),
    ("csl.json", "application/vnd.citationstyles.csl+json"),
]


@pytest.mark.parametrize(("ending", "kind"), FILES, ids=[each[0] for each in FILES])
def test_files(owner: TestClient, send: Send, papers: list[str], ending: str, kind: str) -> None:
    send(PAPERS, do="share")
    shared = said(page(owner, PAPERS), ".address").removeprefix("http://testserver")
    for place in (PAPERS, shared):
        assert f"{place}.{ending}" in links(page(owner, place), ".files a")
        answer = owner.get(f"{place}.{ending}")
        assert (answer.status_code, answer.headers["content-type"]) == (200, kind)
        assert answer.headers["content-disposition"] == f'attachment; filename="harbour-papers.{ending}"'
        if ending == "csl.json":
            assert [each["id"] for each in json.loads(answer.content)] == [
                "09MEXICO9134",
                "09MEXICO9134-par2",
                "99LAPAZ66",
            ]


def test_hostile_text_is_text(owner: TestClient, send: Send, papers: list[str]) -> None:
    send(PAPERS, do="describe", title=HOSTILE, description=HOSTILE)
    for address in (PAPERS, "/collections", "/cables/99LAPAZ66", f"{PAPERS}.html"):
        text = owner.get(address).text
        assert "<script>alert" not in text
        assert "<img src=x" not in text
    assert HOSTILE in page(owner, PAPERS).css_first(".about").text()  # type: ignore[union-attr]


def test_a_removed_cable(owner: TestClient, folder: Path, papers: list[str]) -> None:
    with archive.open(folder) as held:
        removing.remove(held, ["09MEXICO9134"])
        assert len(collections.items(held, collections.kept(held)[0])) == 3
    tree = page(owner, PAPERS)
    assert all_said(tree, ".item h2")[:2] == ["09MEXICO9134", "09MEXICO9134"]
    assert "Removed: the archive does not hold this cable." in said(tree, ".item")
    assert "marmalade" not in owner.get(PAPERS).text


def test_pages(owner: TestClient, folder: Path, send: Send, papers: list[str]) -> None:
    with archive.open(folder) as held:
        (made,) = collections.kept(held)
        for number in range(60):
            collections.put(held, made, f"09LAPAZ{number}")
    assert said(page(owner, PAPERS), ".files").startswith("63 items")
    assert [len(numbers(owner, f"{PAPERS}?page={each}")) for each in (1, 2, 3)] == [25, 25, 13]
    assert owner.get(f"{PAPERS}?page=4").status_code == 404
    assert links(page(owner, PAPERS), ".pages a") == [f"{PAPERS}?page=2"]
    last = numbers(owner, f"{PAPERS}?page=3")[-1]
    assert send(PAPERS, do="up", item=last) == f"{PAPERS}?page=3#item-{last}", "where it is now"
    assert owner.get(f"{PAPERS}.json?page=2").json()["total"] == 63
    assert owner.get(f"{PAPERS}.html").text.count("<article") == 63, "the dossier has all"
