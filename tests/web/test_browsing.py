"""The ways through the archive: every count leads to as many cables; calendars, the map, pictures."""

from __future__ import annotations

import datetime as dt
import gzip
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from reftel import vocabulary
from reftel.model import Addressee, Cable, Classification, Paragraph, Tag
from reftel.search import Facet, Table
from reftel.web import create_app, worldmap
from reftel.web.browsing import KINDS
from reftel.web.calendars import by_month
from reftel.web.origins import by_country, posts_of
from reftel.web.picturing import by_level, heat, stacked

from .invented import LAPAZ, MEXICO, build
from .reading_html import all_said, links, page, said

ODD = ("SMITH, JOHN", 'O\'BRIEN "JACK"', "A/B (ACTING)", "..", "Ünsal", "<b>", "50%", "A~1", "X*")
"""Signers as damaged archives hold them."""


LEVELS = ("UNCLASSIFIED", "SECRET", "CONFIDENTIAL")
TO = (Addressee("action", "SECSTATE WASHDC"), Addressee("action", "AMEMBASSY LIMA"))


def cables() -> list[Cable]:
    return [
        Cable(
            id=f"0{number % 4}{'MEXICO' if number % 3 else 'LAPAZ'}{100 + number}",
            sent=dt.datetime(2000 + number % 4, 1 + number % 5, 1 + number, 12, tzinfo=dt.UTC) if number else None,
            released=dt.datetime(2011, 8, 1 + number, tzinfo=dt.UTC) if number % 2 else None,
            origin=MEXICO if number % 3 else LAPAZ,
            classification=Classification(("UNCLASSIFIED", "SECRET", "CONFIDENTIAL")[number % 3])
            if number % 5
            else None,
            captions=("NODIS",) if number % 4 == 1 else (),
            tags=(Tag("SNAR", "subject", "Narcotics"), Tag("BL", "geo", "Bolivia"), Tag("ZQZQ"))[: 1 + number % 3],
            addressees=(Addressee("action", "SECSTATE WASHDC"), Addressee("action", "AMEMBASSY LIMA"))[
                : 1 + number % 2
            ],
            subject=f"SPECIMEN {number}",
            paragraphs=(Paragraph("Lanterns.", 1, "U", "UNCLASSIFIED"),),
            signed_by=(ODD[number % len(ODD)],),
            text="Lanterns.",
        )
        for number in range(20)
    ]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    return TestClient(
        create_app(build(tmp_path_factory.mktemp("browsing") / "archive", cables())), follow_redirects=False
    )


def test_the_ways_say_how_much_there_is(browser: TestClient) -> None:
    tree = page(browser, "/browse")
    assert {f"/browse/{kind}" for kind in KINDS} | {"/browse/origin", "/browse/date", "/browse/released"} <= set(
        links(tree, ".ways a")
    )
    told = browser.get("/browse.json").json()
    assert (told["total"], told["posts"], told["years"], told["counts"]["tag"]) == (20, 2, 4, 3)
    assert told["counts"]["signer"] == len(ODD)


@pytest.mark.parametrize("kind", KINDS)
def test_every_value_leads_to_as_many_cables_as_it_says(browser: TestClient, kind: str) -> None:
    told = browser.get(f"/browse/{kind}.json").json()
    tree = page(browser, f"/browse/{kind}")
    shown = tree.css(".values li")
    assert len(shown) == told["many"] == len(told["values"]) > 0
    counted = sorted(each["cables"] for each in told["values"])
    assert sorted(int(each.css_first(".count").text()) for each in shown) == counted
    for each in shown:
        found = page(browser, each.css_first("a").attributes["href"] or "")
        assert said(found, "#count strong") == each.css_first(".count").text(), each.text()
        address = each.css_first("a").attributes["href"] or ""
        if address.startswith("/browse"):
            assert browser.get(f"{address}.json").json()["total"] == int(each.css_first(".count").text())


@pytest.mark.parametrize("field", ["date", "released"])
def test_every_period_leads_to_as_many_cables_as_it_says(browser: TestClient, field: str) -> None:
    tree = page(browser, f"/browse/{field}")
    undated = 20 - sum(int(each) for each in all_said(tree, ".calendar .sum"))
    assert said(tree, "main p.quiet").startswith(f"{undated} of 20 without")
    for year in links(tree, ".calendar th a"):
        above = page(browser, year)
        months = above.css(".twelve a")
        assert sum(int(each.css_first("b").text()) for each in months) == int(said(above, "#count strong"))
        for month in months:
            within = page(browser, month.attributes["href"] or "")
            days = within.css(".month a")
            counts = [int(day.css_first("b").text()) for day in days]
            assert sum(counts) == int(said(within, "#count strong")) == int(month.css_first("b").text())
            one = page(browser, days[0].attributes["href"] or "")
            assert int(said(one, "#count strong")) == counts[0]
            assert one.css_first(".month [aria-current]").attributes["href"] == days[0].attributes["href"]
            assert len(all_said(one, ".trail a")) == 4


def test_classifications_go_up(browser: TestClient) -> None:
    told = [each["value"] for each in browser.get("/browse/class.json").json()["values"]]
    assert told == ["UNCLASSIFIED", "CONFIDENTIAL", "SECRET", "NONE"], "those without one behind them all"


def test_months_in_spanish(browser: TestClient) -> None:
    year = page(browser, "/browse/date?lang=es").css_first(".calendar tbody th a").attributes["href"] or ""
    tree = page(browser, f"{year}?lang=es")
    assert [each.text() for each in tree.css(".twelve li span:not(.none)")][:3] == ["enero", "febrero", "marzo"]
    months = page(browser, "/search?q=&lang=es")
    told = [each.text() for each in (*months.css(".months svg title"), *months.css(".months th a"))]
    assert told
    assert all(re.match(r"[a-z]+ de \d{4}", each) for each in told)


def test_days_follow_each_other(browser: TestClient) -> None:
    held = [each["value"] for each in _days(browser)]
    address, seen = f"/browse/date/{held[0]}", [held[0]]
    for _ in range(100):
        following = page(browser, address).css_first(".around a[rel=next]")
        if following is None:
            break
        address = following.attributes["href"] or ""
        if len(address) < len("/browse/date/2009-07-21"):  # to the next month that has cables, and into it
            address = page(browser, address).css_first(".month a").attributes["href"] or ""
        seen.append(address.rpartition("/")[2])
    assert seen == held


def _days(browser: TestClient) -> list[dict[str, str]]:
    found = browser.get("/search.jsonl?q=").text.splitlines()
    days = sorted(set(re.findall(r'"sent":"(\d{4}-\d\d-\d\d)', "".join(found))))
    return [{"value": day} for day in days]


@pytest.mark.parametrize(
    ("address", "status", "remark"),
    [
        ("/browse/date/2009-02-31", 404, "no such day"),
        ("/browse/date/2009-13", 404, "no such month"),
        ("/browse/date/0000", 404, "no such year"),
        ("/browse/date/1950-01-01", 200, "a day without cables"),
        ("/browse/tag/NOPE", 404, "no such TAG"),
        ("/browse/tag/KPAO", 200, "a TAG of the tables, on no cable"),
        ("/browse/signer/NOBODY", 404, "nobody of this name"),
        ("/browse/class/secret", 301, "another spelling"),
        ("/browse/tag/snar.json", 301, "likewise, as data"),
        ("/browse/nothing", 404, "no such way"),
    ],
)
def test_addresses(browser: TestClient, address: str, status: int, remark: str) -> None:
    answer = browser.get(address)
    assert answer.status_code == status, remark
    if status == 301:
        assert browser.get(answer.headers["location"]).status_code == 200


def test_many_signers_are_listed_by_their_letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reftel.web.browsing.MOST", 3)
    browser = TestClient(create_app(build(tmp_path / "archive", cables())))
    tree = page(browser, "/browse/signer")
    assert len(tree.css(".values li")) == 3
    assert "The 3 most frequent of 9" in said(tree, "main")
    assert links(tree, ".letters a")[:2] == ["/browse/signer?begins=5", "/browse/signer?begins=A"]
    assert "ÜNSAL 2" in all_said(page(browser, "/browse/signer?begins=u"), ".values li")
    assert "No cable of this archive has one that begins so." in said(page(browser, "/browse/signer?begins=qq"), "main")


def test_pictures_are_of_the_search(browser: TestClient) -> None:
    told = browser.get("/pictures.json?q=class:SECRET").json()
    total = browser.get("/search.json?q=class:SECRET").json()["total"]
    assert told["total"] == total == sum(each["cables"] for each in told["posts"])
    assert sum(map(sum, told["months"]["cells"])) == total
    assert [each["value"] for each in told["months"]["columns"]] == ["SECRET"]
    rows = dict(
        zip((row["value"] for row in told["correspondence"]["rows"]), told["correspondence"]["cells"], strict=True)
    )
    place = [each["value"] for each in told["correspondence"]["columns"]].index("STATE")
    tree = page(browser, "/pictures?q=class:SECRET")
    for address in links(tree, ".heat td a, #months svg a, #map .world a"):
        assert browser.get(address).status_code == 200
    (cell,) = [each for each in links(tree, ".heat td a") if "MEXICO" in each and "STATE" in each]
    assert int(said(page(browser, cell), "#count strong")) == rows["MEXICO"][place]


def test_a_late_picture_says_so(browser: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    from reftel import search

    slow = threading.Event()
    whole = search.crossed

    def waits(*given: object, **named: object) -> Table:
        slow.wait(20)
        return whole(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(search, "crossed", waits)
    monkeypatch.setattr("reftel.web.picturing.BUDGET", 0.01)
    tree = page(browser, "/pictures?q=lanterns")
    assert links(tree, ".late a") == ["/pictures?q=lanterns&panel=months", "/pictures?q=lanterns&panel=flows"]
    assert tree.css(".world a"), "the others are there"
    slow.set()
    alone = page(browser, "/pictures?q=lanterns&panel=flows")
    assert alone.css(".heat td a")
    assert not alone.css("#months")


def test_pages_are_small(browser: TestClient) -> None:
    for address in ("/browse/origin", "/pictures", "/search"):
        answer = browser.get(address)
        files = [browser.get(each).content for each in re.findall(r'(?:src|href)="(/static/[^"]+)"', answer.text)]
        assert sum(len(gzip.compress(each)) for each in (answer.content, *files)) < 80_000, address


def test_the_world_is_drawn_once_and_whole() -> None:
    world = worldmap.world()
    assert world is worldmap.world()
    assert world.width / world.height == pytest.approx(2.3, abs=0.1)
    xs = [int(each) for each in re.findall(r"M(-?\d+) ", world.land)]
    assert min(xs) >= 0
    assert max(xs) <= world.width
    # No step leaps over the map, as one across 180 degrees would.
    steps = [abs(int(each)) for each in re.findall(r"(?<=[ l-])(\d+)(?=[ -])", world.land)]
    assert max(steps) < world.width / 2


@pytest.mark.parametrize(
    ("code", "x", "y", "remark"),
    [("QUITO", 282, 253, "on the equator"), ("SUVA", 988, 311, "near the edge"), ("LONDON", 500, 90, "near Greenwich")],
)
def test_posts_lie_where_they_are(code: str, x: int, y: int, remark: str) -> None:
    post = vocabulary.post(code)
    assert post is not None
    assert worldmap.place(post.latitude or 0, post.longitude or 0) == pytest.approx((x, y), abs=15), remark


def test_circles_are_as_large_as_their_counts() -> None:
    assert worldmap.radius(100, 100) == 26.0
    assert worldmap.radius(25, 100) == 13.0
    assert worldmap.radius(1, 100_000) == worldmap.LEAST
    assert worldmap.radius(0, 0) == 0.0


def test_posts_by_country() -> None:
    counts = (
        Facet("MEXICO", "Embassy Mexico", 3),
        Facet("TIJUANA", "Consulate Tijuana", 1),
        Facet("NOWHERE", "NOWHERE", 9),
    )
    countries = by_country(posts_of(counts))
    assert [(country.name, country.cables) for country in countries] == [
        ("Mexico", 4),
        ("Posts whose country is not known", 9),
    ]
    assert countries[0].posts[0].name == "Consulate Tijuana"


def test_months_as_rows() -> None:
    rows = by_month(
        [Facet("2009-07", "", 3), Facet("2008-01-31", "", 1), Facet("2008-01-02", "", 1), Facet("odd", "", 5)]
    )
    assert [(row.year, row.total, len(row.months)) for row in rows] == [("2009", 3, 12), ("2008", 2, 12)]
    assert rows[0].months[6] == ("2009-07", 3)


MONTHS = Table(
    (Facet("2008-12", "", 5), Facet("2009-02", "", 2)),
    (Facet("SECRET", "", 5), Facet("UNCLASSIFIED", "", 1)),
    ((4, 0), (1, 1)),
)


def test_levels_are_stacked_from_the_lowest() -> None:
    table = by_level(MONTHS)
    assert [each.value for each in table.columns] == ["UNCLASSIFIED", "SECRET", ""]
    assert table.cells == ((0, 4, 1), (1, 1, 0))
    stack = stacked(table, lambda *pairs: str(pairs))
    assert stack is not None
    assert (stack.width, stack.most, stack.fullest) == (3, 5, "December 2008")
    assert [each.label for each in stack.columns] == ["December 2008", "February 2009"]
    assert stack.layers[0].path == "M2.06 100.00h.88v-20.00h-.88z"
    assert stack.layers[1].path == "M0.06 100.00h.88v-80.00h-.88zM2.06 80.00h.88v-20.00h-.88z"


def test_of_many_months_years_are_pointed_at() -> None:
    table = Table((Facet("1970-01", "", 1), Facet("2009-02", "", 2)), (Facet("SECRET", "", 3),), ((1,), (2,)))
    stack = stacked(table, lambda *pairs: str(pairs))
    assert stack is not None
    assert [(each.label, each.cables, each.place, each.width) for each in stack.columns] == [
        ("1970", 1, 0, 12),
        ("2009", 2, 468, 2),
    ]


def test_shades_tell_small_from_large() -> None:
    table = Table((Facet("A", "", 0),), tuple(Facet(x, "", 0) for x in "abcd"), ((0, 1, 30, 1000),))
    assert [shade for _column, _count, shade in heat(table)[0][1]] == [0, 1, 3, 5]
    single = Table((Facet("A", "", 0),), (Facet("a", "", 0),), ((1,),))
    assert heat(single)[0][1][0][2] == 5
