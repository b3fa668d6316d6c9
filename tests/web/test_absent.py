"""Pages of what is missing: cited and not held, gaps, threads, nets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from analysis.invented import listed, net, said, telegram
from starlette.testclient import TestClient

from reftel.archive import Reader
from reftel.model import Paragraph, Reference
from reftel.web import create_app
from reftel.web.absent import HEIGHT, LEAST

from .invented import HOSTILE
from .reading_html import page

CONFIDENTIAL = Reader("CONFIDENTIAL", frozenset())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    citing = (
        telegram(601, listed("74LAPAZ500", "A"), said("LA PAZ 500", "74LAPAZ500", 0), subject=HOSTILE),
        telegram(620, listed("74LAPAZ601"), said("LA PAZ 555", "74LAPAZ555", 1)),
        telegram(
            130,
            listed("74LAPAZ960"),
            listed("74LAPAZ970"),
            Reference("QUITO A-12 OF NOVEMBER 9, 1973", "airgram", None, None, "not a telegram"),
            Reference("A-7", "airgram"),
        ),
        *(telegram(725 + number, listed(f"74QUITO{40 + number}")) for number in range(70)),
    )
    with net(tmp_path_factory.mktemp("absent"), *citing) as made:
        return made.folder


@pytest.fixture(scope="module")
def reader(folder: Path) -> Iterator[TestClient]:
    with TestClient(create_app(folder), follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="module")
def lesser(folder: Path) -> TestClient:
    return TestClient(create_app(folder, reader=CONFIDENTIAL), follow_redirects=False)


def test_the_list_is_narrowed_sorted_and_paged(reader: TestClient) -> None:
    first = reader.get("/missing.json").json()
    assert (first["total"], first["page"], first["pages"]) == (72, 1, 2)
    assert first["missing"][0]["number"] == "74LAPAZ500", "cited twice"
    assert [each["label"] for each in first["origins"]] == ["Embassy La Paz", "Embassy Quito"]
    narrowed = reader.get("/missing.json?origin=la+paz&year=1974&sort=number").json()
    assert [each["number"] for each in narrowed["missing"]] == ["74LAPAZ500", "74LAPAZ555"]
    assert reader.get("/missing.json?year=1973").json()["total"] == 0
    beyond = reader.get("/missing.json?page=99")
    assert (beyond.status_code, beyond.json()["see"]) == (404, "/missing.json?page=2")
    tree = page(reader, "/missing?origin=QUITO")
    assert tree.css_first("select[name=origin] option[selected]").attributes["value"] == "QUITO"
    assert "page=2&" in tree.css_first(".pages a[rel=next]").attributes["href"] + "&"
    assert len(tree.css("table.list tbody tr")) == 50


def test_every_number_leads_to_the_list_behind_it(reader: TestClient) -> None:
    tree = page(reader, "/gaps?origin=LAPAZ")
    cells = [link.attributes["href"] for link in tree.css("table.list td.num a")]
    assert len(cells) == 5
    for where in cells:
        assert reader.get(where.partition("#")[0]).status_code == 200, where
    tree = page(reader, "/gaps/LAPAZ/1974")
    held = tree.css_first(".facts dd a")
    assert (held.attributes["href"], held.text()) == ("/gaps/LAPAZ/1974#held", "82")
    assert len(tree.css(".numbers a")) == 82


def test_one_says_who_cites_it_and_when_it_was_sent(reader: TestClient) -> None:
    tree = page(reader, "/missing/74LAPAZ500")
    assert tree.css_first("a[href='/requests?ids=74LAPAZ500']") is not None
    assert "As LA PAZ 500 said, the lamp was lit." in tree.css_first("q").parent.parent.text()
    assert [link.attributes["href"] for link in tree.css(".citing .where")] == [
        "/cables/74LAPAZ601",
        "/cables/74LAPAZ601#par1",
    ]
    assert "1974-02-" in tree.css_first(".edtf").text()
    data = reader.get("/missing/74LAPAZ500.json").json()
    assert data["estimate"]["edtf"] == tree.css_first(".edtf").text()
    assert tree.css_first("script:not([src])") is None


@pytest.mark.parametrize(
    ("address", "status", "leads", "remark"),
    [
        ("/missing/74 la paz 500", 301, "/missing/74LAPAZ500", "another spelling"),
        ("/missing/74LAPAZ601", 302, "/cables/74LAPAZ601", "held"),
        ("/missing/74LAPAZ601.json", 302, "/cables/74LAPAZ601.json", "held, for programs"),
        ("/missing/74LAPAZ599", 404, None, "neither"),
        ("/missing/74LAPAZ599.json", 404, None, "neither, for programs"),
        ("/gaps/la paz/1974", 301, "/gaps/LAPAZ/1974", "another spelling"),
        ("/gaps/LAPAZ/1975", 404, None, "nothing of that year"),
        ("/gaps/LAPAZ/74", 404, None, "no year"),
        ("/thread/74 LA PAZ 601", 301, "/thread/74LAPAZ601", "another spelling"),
        ("/thread/74LAPAZ599", 404, None, "neither held nor cited"),
        ("/graph/74lapaz601?depth=2", 301, "/graph/74LAPAZ601?depth=2", "another spelling, the depth kept"),
        ("/graph/lamps.json", 404, None, "no number"),
    ],
)
def test_addresses(reader: TestClient, address: str, status: int, leads: str | None, remark: str) -> None:
    answer = reader.get(address)
    assert answer.status_code == status, remark
    assert answer.headers.get("location") == leads, remark


def test_the_page_of_a_cable_that_is_not_held_tells_its_date(reader: TestClient) -> None:
    tree = page(reader, "/cables/74LAPAZ500", 404)
    assert tree.css_first(".edtf") is not None
    assert tree.css_first("a[href='/missing/74LAPAZ500']") is not None


def test_the_page_of_an_airgram_that_is_not_held_tells_who_cites_it(reader: TestClient) -> None:
    tree = page(reader, "/cables/quito a-12", 404)
    assert "it is an airgram that cables held here cite" in tree.css_first(".notice").text()
    assert tree.css_first(".citing a[href='/cables/74LAPAZ130']") is not None
    assert tree.css_first("a[href='/requests?ids=73QUITO+A-12']") is not None
    told = reader.get("/cables/73QUITO A-12.json")
    assert (told.status_code, told.json()["next"]) == (404, "Cables held here cite it.")
    nobody = page(reader, "/cables/QUITO A-99", 404)
    assert nobody.css_first(".citing") is None
    assert reader.get("/search.json?q=QUITO A-12").json()["lacking"] == {"number": "QUITO A-12", "citing": 1}


def test_every_page_counts_cables_alike(reader: TestClient) -> None:
    assert "1 cable held here cites it. It is named 2 times there." in " ".join(
        page(reader, "/missing/74LAPAZ500").css_first(".lede").text().split()
    )
    assert "1 cable held here cites it." in page(reader, "/cables/74LAPAZ500", 404).css_first(".notice p").text()
    around = page(reader, "/graph/74LAPAZ500")
    first, second = around.css(".twin section")
    assert "That is not known: it is not in this archive." in first.text()
    assert "1 cable, 2 references" in second.text()
    doubtful = page(reader, "/cables/74LAPAZ970", 404).css_first(".notice p").text()
    assert "What cites it can hardly mean it." in doubtful, "it had not been reached by then"


def test_the_strip_and_its_table_say_the_same(reader: TestClient) -> None:
    tree = page(reader, "/gaps/LAPAZ/1974")
    assert tree.css_first("figure svg[role=img]").attributes["aria-label"]
    data = reader.get("/gaps/LAPAZ/1974.json").json()
    assert len(tree.css("figure rect.cited")) == sum(1 for each in data["strip"] if each.get("cited"))
    assert len(tree.css("#runs + .scroll tbody tr")) == data["gap"]["runs"]
    assert [link.text() for link in tree.css("#runs + .scroll td a")] == ["500", "555"]
    assert not tree.css("[style]")


def test_the_thread_stands_in_time(reader: TestClient) -> None:
    tree = page(reader, "/thread/74LAPAZ601")
    lines = [(item.attributes["class"], item.css_first(".what a").text()) for item in tree.css("ol.line > li")]
    assert lines == [("before absent", "74LAPAZ500"), ("asked", "74LAPAZ601"), ("answer", "74LAPAZ620")]


def test_the_series_stands_below_the_thread(tmp_path: Path) -> None:
    name = "SPECIMEN: HARBOURS OF THE LAKE"
    first = telegram(601, subject=f"{name}: LAMPS", paragraphs=(Paragraph("The first in a series of four cables.", 1),))
    second = telegram(603, subject=f"{name}: KEEPERS", paragraphs=(Paragraph("The second of four cables.", 1),))
    with net(tmp_path, first, second) as made, TestClient(create_app(made.folder)) as client:
        told = " ".join(page(client, "/thread/74LAPAZ601").css_first("#series").text().split())
        assert told.startswith("It says it is “first in a series of four cables” Part 2 74LAPAZ603")
        assert "2 others were not found in this archive. They were looked for among what Embassy La Paz sent" in told
        series = client.get("/thread/74LAPAZ601.json").json()["series"]
        assert ([each["id"] for each in series["parts"]], series["lacking"]) == (["74LAPAZ603"], 2)
        assert "#series" not in page(client, "/thread/74LAPAZ602", 404).html  # type: ignore[operator]


def test_the_net_is_a_list_too(reader: TestClient) -> None:
    tree = page(reader, "/graph/74LAPAZ620?depth=2")
    assert {link.text() for link in tree.css("ol.edges a.ref")} == {"74LAPAZ601", "74LAPAZ555"}
    assert {link.text() for link in tree.css("ul.edges a.ref")} == {"74LAPAZ500"}
    place = tree.css_first("#picture").attributes["data-from"]
    net = reader.get(place).json()
    assert {each["id"] for each in net["nodes"]} == {"74LAPAZ620", "74LAPAZ601", "74LAPAZ555", "74LAPAZ500"}
    assert "was sent only on" in page(reader, "/graph/74LAPAZ130").css_first("ol.edges").text()


def test_a_net_of_one_has_no_picture(reader: TestClient) -> None:
    """An empty frame tells nothing; the list beneath says that there is nothing."""
    for number, pictures in (("74LAPAZ240", 0), ("74LAPAZ601", 1)):
        tree = page(reader, f"/graph/{number}")
        assert (len(tree.css("#picture")), len(tree.css("script[src*=cytoscape]"))) == (pictures, pictures), number


def test_all_of_them_as_a_table(reader: TestClient) -> None:
    answer = reader.get("/missing.csv?origin=LAPAZ")
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.text.count("\r\n") == 3
    assert answer.text.startswith("number,origin,year,serial,cables,times,date")


def test_what_is_not_open_neither_counts_nor_shows(lesser: TestClient) -> None:
    assert lesser.get("/missing.json").json()["total"] == 71
    assert lesser.get("/missing/74LAPAZ555").status_code == 404
    for address in (
        "/missing?origin=LAPAZ",
        "/gaps/LAPAZ/1974",
        "/graph/74LAPAZ620",
        "/thread/74LAPAZ620",
        "/missing.csv",
    ):
        assert "74LAPAZ555" not in lesser.get(address).text, address
        assert ">555<" not in lesser.get(address).text, address


@pytest.mark.parametrize("address", ["/missing", "/gaps"])
def test_an_empty_archive_has_nothing_missing(empty: TestClient, address: str) -> None:
    assert empty.get(address).status_code == 200


def test_airgrams_have_a_list_of_their_own(reader: TestClient) -> None:
    assert reader.get("/missing.json").json()["airgrams"] == 2
    data = reader.get("/missing/airgrams.json").json()
    assert [(each["number"], each["date"]) for each in data["airgrams"]] == [
        ("73QUITO A-12", "1973-11-09"),
        ("74 A-7", "/1974-01-11"),
    ]
    assert [each["value"] for each in data["origins"]] == ["QUITO"], "one names no post"
    tree = page(reader, "/missing/airgrams?origin=QUITO")
    assert tree.css_first(".citing h2").text() == "A-12 Embassy Quito, 1973"
    assert tree.css_first(".citing .citing a.ref").attributes["href"] == "/cables/74LAPAZ130"
    assert tree.css_first(".citing a[href*=requests]").attributes["href"] == "/requests?ids=73QUITO+A-12"
    assert tree.css_first(".taking a").attributes["href"] == "/missing/airgrams.csv?origin=QUITO"
    assert "73QUITO A-12,A-12,QUITO" in reader.get("/missing/airgrams.csv").text
    assert reader.get("/missing/Quito A-12").headers["location"] == "/missing/airgrams?origin=QUITO&year=1973"
    assert page(reader, "/missing?origin=QUITO&year=1973").css_first("a[href*=airgrams]") is not None
    assert page(reader, "/missing?origin=LAPAZ").css_first("a[href*=airgrams]") is None


def test_a_strip_is_as_full_as_its_numbers(reader: TestClient) -> None:
    """One number held of fifty fills a fiftieth of its stretch, and the table beneath tells it in figures."""
    gap = next(each for each in reader.get("/gaps.json").json()["gaps"] if each["held"])
    post, year = gap["origin"], gap["year"]
    cells = reader.get(f"/gaps/{post}/{year}.json").json()["strip"]
    tree = page(reader, f"/gaps/{post}/{year}")
    drawn = [float(bar.attributes["height"] or 0) for bar in tree.css(".strip rect.held")]
    wanted = [max(LEAST, HEIGHT * each["held"] / (each["last"] - each["first"] + 1)) for each in cells if each["held"]]
    assert drawn == pytest.approx(wanted, abs=0.01)
    figures = [[cell.text() for cell in row.css("td")] for row in tree.css(".strip tbody tr")]
    assert sum(int(held.replace(",", "")) for held, _numbers, _cited in figures) == sum(each["held"] for each in cells)
    assert len(figures) == sum(bool(each["held"] or each["cited"]) for each in cells)
