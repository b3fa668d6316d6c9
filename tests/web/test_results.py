"""Pages of results: search and listings."""

from __future__ import annotations

import threading
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.testclient import TestClient

from reftel import search
from reftel.web import finding, histogram
from reftel.web.finding import _pages_around
from reftel.web.terms import join, split

from .reading_html import all_said, links, page, said


def test_a_hit_names_and_links_its_paragraph(visitor: TestClient) -> None:
    tree = page(visitor, "/search?q=marmalade")
    assert said(tree, "#count") == "1 cable Narrow"
    assert said(tree, ".hit .ref") == "09MEXICO9134"
    assert said(tree, ".hit-top .chip") == "Confidential"
    assert said(tree, ".hit h2") == "SPECIMEN: THE LIGHTHOUSE KEEPERS MEET ON MISSING COMPASSES"
    assert links(tree, ".snippet .where") == ["/cables/09MEXICO9134?q=marmalade#par2"]
    assert said(tree, ".snippet mark") == "marmalade"
    assert said(tree, ".snippet .where") == "¶2"


def test_a_cable_without_a_subject_has_a_title(visitor: TestClient) -> None:
    tree = page(visitor, "/search?q=paragraph+told+apart")
    assert said(tree, ".hit h2 a") == "Telegram 74LAPAZ15 from Embassy La Paz"


def test_words_of_the_subject_are_marked(visitor: TestClient) -> None:
    assert said(page(visitor, "/search?q=lighthouse+keeper"), ".hit h2 mark") == "LIGHTHOUSE"


def test_facets_narrow_and_chips_widen(visitor: TestClient) -> None:
    tree = page(visitor, "/search?q=lanterns")
    before = int(said(tree, "#count strong"))
    narrower = next(link for link in links(tree, ".facets a") if "origin%3AMEXICO" in link)
    assert _asked(narrower) == "lanterns origin:MEXICO"
    tree = page(visitor, narrower)
    assert int(said(tree, "#count strong")) == 2 < before
    assert all_said(tree, ".chips li > span") == ["lanterns", "origin:MEXICO Embassy Mexico"]
    assert [_asked(link) for link in links(tree, ".chips a")] == ["origin:MEXICO", "lanterns"]
    assert [_asked(link) for link in links(tree, ".facets .chosen")] == ["lanterns"]
    assert said(page(visitor, links(tree, ".chips a")[1]), "#count strong") == str(before)


def test_every_facet_gives_as_many_as_it_promises(visitor: TestClient) -> None:
    tree = page(visitor, "/search?q=lanterns")
    assert all_said(tree, ".facets h2")[:3] == ["From", "Year", "Classification"]
    for choice in tree.css(".facets li a"):
        promised = choice.css_first(".count").text()
        found = page(visitor, choice.attributes["href"] or "")
        assert said(found, "#count strong") == promised, choice.attributes["href"]


def test_every_month_of_the_histogram_leads_to_its_cables(visitor: TestClient) -> None:
    tree = page(visitor, "/search?q=specimen")
    months = tree.css(".months svg a")
    assert len(months) > 1
    table = dict(zip(all_said(tree, ".months th a"), all_said(tree, ".months td"), strict=True))
    for month in months:
        label, _, promised = month.css_first("title").text().partition(": ")
        assert table[label] == promised
        found = page(visitor, month.attributes["href"] or "")
        assert said(found, "#count strong") == promised, label


def test_more_paragraphs_of_a_hit(visitor: TestClient) -> None:
    tree = page(visitor, "/search?q=compasses+OR+keeper+OR+lantern+id:09MEXICO9134")
    (more,) = links(tree, ".hit .more a")
    hidden = int(said(tree, ".hit .more").split()[0])
    shown = len(tree.css(".hit .snippet"))
    tree = page(visitor, more)
    assert len(tree.css(".snippet")) == shown + hidden > 2
    assert "#par" in links(tree, ".where")[0]
    assert visitor.get("/search/paragraphs/09MEXICO1?q=the").status_code == 404


def test_pages_follow_each_other(visitor: TestClient) -> None:
    seen: list[str] = []
    address = "/search?q=ordered"
    while address:
        tree = page(visitor, address)
        seen += all_said(tree, ".hit .hit-top .ref")
        following = tree.css_first(".pages a[rel=next]")
        address = (following.attributes["href"] or "") if following else ""
    total = int(said(tree, "#count strong"))
    assert len(seen) == len(set(seen)) == total == 46
    assert said(tree, ".pages [aria-current]") == "3"


def test_what_could_not_be_read_is_said(visitor: TestClient) -> None:
    tree = page(visitor, "/search?q=flavour:salty+lanterns")
    assert "How this was read" in said(tree, ".notes")
    assert "flavour" in said(tree, ".notes li")


def test_a_reference_leads_to_its_cable(visitor: TestClient) -> None:
    tree = page(visitor, "/search?q=09+MEXICO+9134")
    assert links(tree, ".jump a")[0] == "/cables/09MEXICO9134"


def test_a_reference_that_is_not_held_leads_to_what_is_known_of_it(visitor: TestClient) -> None:
    number = visitor.get("/missing.json").json()["missing"][0]["number"]
    tree = page(visitor, f"/search?q={number}")
    assert f"{number} is not in this archive." in said(tree, ".jump")
    known = links(tree, ".jump a")[0]
    cited = len(visitor.get(f"{known}.json").json()["citing"])
    assert said(tree, ".jump strong") == str(cited) > "0"
    assert visitor.get(f"/search.json?q={number}").json()["lacking"] == {"number": number, "citing": cited}
    nobody = said(page(visitor, "/search?q=09MEXICO999999"), ".jump")
    assert "No cable here cites it." in nobody


def test_nothing_found_says_what_to_try(visitor: TestClient) -> None:
    tree = page(visitor, "/search?q=zzyzx")
    assert said(tree, "#count") == "Nothing found"
    assert "Try fewer of them" in said(tree, ".nothing")
    assert tree.css_first("#q").attributes["value"] == "zzyzx"


def test_the_question_is_escaped(visitor: TestClient) -> None:
    answer = visitor.get('/search?q="><script>alert(1)</script>')
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize(
    ("address", "title", "count", "remark"),
    [
        ("/browse/origin/MEXICO", "Embassy Mexico", 2, "a post"),
        ("/browse/date/2009", "2009", 1, "a year"),
        ("/browse/date/2009-07", "July 2009", 1, "a month"),
        ("/browse/date/1950", "1950", None, "an empty year"),
    ],
)
def test_listings(visitor: TestClient, address: str, title: str, count: int | None, remark: str) -> None:
    tree = page(visitor, address)
    assert said(tree, "h1") == title, remark
    assert said(tree, "#count").startswith("Nothing" if count is None else f"{count} cable")
    assert tree.css(".chips") == []


def test_listings_begin_with_the_oldest(visitor: TestClient) -> None:
    assert all_said(page(visitor, "/browse/origin/MEXICO"), ".hit-top .ref") == ["08MEXICO9001", "09MEXICO9134"]


def test_any_spelling_of_a_post(visitor: TestClient) -> None:
    answer = visitor.get("/browse/origin/mexico")
    assert (answer.status_code, answer.headers["location"]) == (301, "/browse/origin/MEXICO")


def test_pages_of_a_listing_keep_its_address(visitor: TestClient) -> None:
    tree = page(visitor, "/browse/origin/LAPAZ")
    assert links(tree, ".pages a[rel=next]") == ["/browse/origin/LAPAZ?page=2"]
    assert len(all_said(page(visitor, "/browse/origin/LAPAZ?page=2"), ".hit")) == 20


@pytest.mark.parametrize(
    ("current", "last", "shown"),
    [
        (1, 1, []),
        (1, 2, [1, 2]),
        (1, 9, [1, 2, 3, None, 9]),
        (5, 9, [1, None, 3, 4, 5, 6, 7, None, 9]),
        (9, 9, [1, None, 7, 8, 9]),
    ],
)
def test_page_numbers_worth_showing(current: int, last: int, shown: list[int | None]) -> None:
    assert _pages_around(current, last) == shown


@pytest.mark.parametrize(
    ("query", "terms", "remark"),
    [
        ("", [], "nothing"),
        ("drug  trafficking", [("drug", False), ("trafficking", False)], "words"),
        ("a origin:MEXICO", [("a", False), ("origin:MEXICO", True)], "a field"),
        ('class:"TOP SECRET" x', [('class:"TOP SECRET"', True), ("x", False)], "a quoted value"),
        ('"press briefing" -tag:SNAR', [('"press briefing"', False), ("-tag:SNAR", True)], "a phrase, an exclusion"),
        ("“press briefing” x", [('"press briefing"', False), ("x", False)], "curly quotes"),
        ("http://example.org", [("http://example.org", False)], "no field"),
        ("flavour:salty", [("flavour:salty", False)], "no field that there is"),
        ("subject:visa", [("subject:visa", False)], "words in the subject are looked for, not chosen from a list"),
        ("a OR origin:MEXICO", [("a OR origin:MEXICO", False)], "alternatives are tied together"),
        ("x (a OR b)", [("x", False), ("a OR b", False)], "in brackets, too"),
        ("tag:(SNAR OR KCRM)", [("tag:SNAR OR tag:KCRM", True)], "alternatives of fields narrow"),
        ('"(a)" origin:MEXICO', [('"(a)"', False), ("origin:MEXICO", True)], "brackets in a phrase tie nothing"),
        ('a "b c', [("a", False), ('"b c"', False)], "a quotation mark that nothing closes"),
        ("09 MEXICO 2134", [("09 MEXICO 2134", False)], "a number is one term"),
    ],
)
def test_terms(query: str, terms: list[tuple[str, bool]], remark: str) -> None:
    found = split(query)
    assert [(term.text, term.narrows) for term in found] == terms, remark
    assert split(join(found)) == found, remark


def test_chips_take_any_term_away(visitor: TestClient) -> None:
    tree = page(visitor, "/search?q=(lanterns+OR+compasses)+keepers+-visa+tag:SNAR")
    chips = all_said(tree, ".chips li > span")
    assert chips == ["lanterns OR compasses", "keepers", "-visa", "tag:SNAR Social Affairs: Narcotics"]
    assert [_asked(link) for link in links(tree, ".chips a")] == [
        "keepers -visa tag:SNAR",
        "(lanterns OR compasses) -visa tag:SNAR",
        "(lanterns OR compasses) keepers tag:SNAR",
        "(lanterns OR compasses) keepers -visa",
    ]


def test_a_span_of_months_becomes_a_query(visitor: TestClient) -> None:
    answer = visitor.get("/search?q=lanterns+date:2003&from=2001-01&to=2005-12&sort=oldest")
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        "/search?q=lanterns+date%3A2001-01..2005-12&sort=oldest",
    )
    tree = page(visitor, answer.headers["location"])
    found = visitor.get("/search.json?q=lanterns").json()
    years = {each["value"]: each["count"] for each in found["facets"]["year"]}
    assert int(said(tree, "#count strong")) == sum(years[str(year)] for year in range(2001, 2006))
    assert tree.css_first("input[name=from]").attributes["value"] == "2001-01"
    assert tree.css_first("input[name=to]").attributes["value"] == "2005-12"
    odd = visitor.get("/search?q=lanterns&from=some+day")
    assert "searched as text" in said(page(visitor, odd.headers["location"]), ".notes")


def test_the_page_as_data(visitor: TestClient, outsider: TestClient) -> None:
    told = visitor.get("/search.json?q=marmalade").json()
    assert (told["total"], told["cables"][0]["hit"]["id"]) == (1, "09MEXICO9134")
    assert told["cables"][0]["hit"]["snippets"][0]["anchor"] == "par2"
    assert "marmalade" not in outsider.get("/search.json?q=keepers").text.lower()
    assert outsider.get("/search.json?q=marmalade").json()["total"] == 0


def test_did_you_mean_never_holds_the_page(visitor: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    assert said(page(visitor, "/search?q=marmelade"), ".meant bdi") == "marmalade"
    slow = threading.Event()
    whole = search.did_you_mean

    def waits(*given: Any, **named: Any) -> Any:
        slow.wait(20)
        return whole(*given, **named)

    monkeypatch.setattr(search, "did_you_mean", waits)
    monkeypatch.setattr(finding, "MEANT_BUDGET", 0.001)
    tree = page(visitor, "/search?q=lantarns")
    assert tree.css_first(".meant") is None
    assert links(tree, ".late a") == ["/search/meant?q=lantarns"]
    slow.set()
    assert said(page(visitor, "/search/meant?q=lantarns"), ".panel .meant bdi") == "lanterns"
    assert visitor.get("/search/meant.json?q=lantarns").json()["meant"][0]["query"] == "lanterns"


def _asked(address: str) -> str:
    return parse_qs(urlsplit(address).query)["q"][0]


def test_of_many_months_years_are_pointed_at(visitor: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    few = page(visitor, "/search?q=lanterns")
    told = visitor.get("/search.json?q=lanterns").json()["facets"]
    months = {each["value"]: each["count"] for each in told["month"]}
    monkeypatch.setattr(histogram, "POINTED", 0)
    many = page(visitor, "/search?q=lanterns")
    years = {each["value"]: each["count"] for each in told["year"]}
    titles = all_said(many, ".months svg title")
    assert titles == [f"{year}: {count}" for year, count in sorted(years.items())]
    table = many.css_first(".months table")
    assert len(table.css("thead th")) == 14
    cells = [int(each.text()) for each in table.css("tbody td a")]
    assert cells == [count for _month, count in sorted(months.items())]
    paths = [each.css_first(".months svg > path").attributes["d"] for each in (few, many)]
    assert paths[0] == paths[1]
    assert (paths[0] or "").count("M") == len(months)
    for link in table.css("tbody th a"):
        found = page(visitor, link.attributes["href"] or "")
        assert int(said(found, "#count strong")) == years[link.text()]
