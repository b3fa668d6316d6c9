"""Every number of the pages of the net leads to the list behind it, and the list is as long, for each reader."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from analysis.invented import listed, net, said, sent, telegram
from archive.invented import put
from selectolax.lexbor import LexborHTMLParser, LexborNode
from starlette.testclient import TestClient

from reftel.archive import EVERYTHING, Reader
from reftel.model import Reference
from reftel.web import create_app

from .reading_html import page

NO_MORE = Reader("CONFIDENTIAL", frozenset())
READERS = (EVERYTHING, NO_MORE)
BEGIN = dt.datetime(2008, 2, 4, 9, tzinfo=dt.UTC)
PAGES = (
    *("/missing", "/missing?origin=QUITO", "/missing/airgrams", "/gaps", "/gaps?origin=LAPAZ", "/gaps/LAPAZ/1974"),
    *("/gaps/LAPAZ/1974?first=1&last=600", "/missing/74LAPAZ500", "/declass", "/marks"),
    *("/traffic", "/traffic?post=LAPAZ", "/traffic?post=MEXICO", "/thread/74LAPAZ640", "/graph/74LAPAZ601"),
    "/requests",
)
NUMBER = re.compile(r"(?<![\w.,/-])\d[\d.,]*\d|(?<![\w.,/-])\d")
QUIET = ("option", "time", "code", "bdi", "pre", "title", "q", "textarea", "select", "h1", "h2", "th")
"""What may hold a number that no list stands behind: a day, a choice, a title, what a cable says; a heading or a
line that opens a list is the list's own number."""
MAY_STAND = (
    r"\d+ of \d+|page \d+ of \d+",  # pages of a list
    r".*\d{1,2} [A-Z][a-z]+ \d{4}.*",  # days
    r"[A-Z].*, \d{4}|\d{4}",  # a post and its year
    r"31 December.*|.*\b31 December\b.*",
    r"silence\. Expected is the mean .* A column is \d+ days?\.",
    r"\d[\d,]*(?: [–-] \d[\d,]*)?",  # how many numbers a run has, beside the run itself
    r"\d+ (?:cables?|airgrams?) (?:cites? it:|(?:is|are) cited here and not in this archive\..*)",  # the list follows
    r"\d+ cables?, \d+ references?",
    r".*E\.O\. 13526.*|.*25 years.*",
    r".*\(\d{4}-\d\d-\d\d\).*|.* of 1973-79 .*|\(.* RG 59, 2020\)",  # the rule of an estimate, a loss and its source
    r"Of the numbers \d+ to \d+ alone\.|.* once in 150 times or less\.|.*reference such as 09MEXICO2134",
    r"\d+ of the held numbers (?:is|are) known only from printed volumes: .*",  # they follow
    r".*\d+ days? apart",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    doubted = telegram(800, listed("74LAPAZ1070"), id="74QUITO800", post="QUITO", sent=sent(13))
    part = {"subject": "SPECIMEN: THE HARBOURS, PART ONE OF THREE"}
    cables = (
        telegram(601, listed("74LAPAZ500", "A"), said("LA PAZ 500", "74LAPAZ500", 0)),
        telegram(620, listed("74LAPAZ601"), said("LA PAZ 555", "74LAPAZ555", 1)),
        telegram(640, listed("74LAPAZ601"), **part),
        telegram(130, listed("74LAPAZ960"), Reference("QUITO A-12 OF NOVEMBER 9, 1973", "airgram"), Reference("A-7")),
        telegram(1075, listed("74LAPAZ1070"), listed("74LAPAZ500")),
        doubted,
        *(telegram(725 + number, listed(f"74QUITO{40 + number}")) for number in range(9)),
        *(
            telegram(
                1000 + day * 20 + at,
                id=f"08MEXICO{1000 + day * 20 + at}",
                post="MEXICO",
                sent=BEGIN + dt.timedelta(days=day),
            )
            for day in range(120)
            for at in range(0 if day in (55, 56, 57, 58) else 15 if day == 40 else 3)
        ),
    )
    with net(tmp_path_factory.mktemp("numbers"), *cables) as made:
        put(made, telegram(700), telegram(701), layout="frus-tei")
        return made.folder


@pytest.fixture(scope="module", params=READERS, ids=("everything", "no more than CONFIDENTIAL"))
def visitor(request: pytest.FixtureRequest, folder: Path) -> Iterator[TestClient]:
    with TestClient(create_app(folder, reader=request.param, owner=True), follow_redirects=True) as client:
        yield client


def texts(tree: LexborHTMLParser) -> Iterator[tuple[str, LexborNode | None]]:
    """Every text of the page's own part with the link that it stands in."""

    def walk(node: LexborNode, link: LexborNode | None) -> Iterator[tuple[str, LexborNode | None]]:
        for child in node.iter(include_text=True):
            if child.tag == "-text":
                yield " ".join((child.text_content or "").split()), link
            elif child.tag not in QUIET:
                yield from walk(child, child if child.tag == "a" else link)

    main = tree.css_first("main")
    assert main is not None
    return walk(main, None)


@pytest.mark.parametrize("where", PAGES)
def test_no_number_stands_alone(visitor: TestClient, where: str) -> None:
    alone = [
        text
        for text, link in texts(page(visitor, where))
        if link is None and NUMBER.search(text) and not any(re.fullmatch(each, text) for each in MAY_STAND)
    ]
    assert not alone, "a number without a list behind it"


def behind(visitor: TestClient, to: str) -> int | None:
    """How long the list is that an address leads to; None where it leads to a page of another kind."""
    path, _, place = to.partition("#")
    name, mark, query = path.partition("?")
    if name.startswith("/gaps/"):
        tree = page(visitor, path)
        if place == "held":
            return len(tree.css(".numbers a"))
        found = visitor.get(f"{name}.json{mark}{query}").json()
        return {"runs": sum(each["last"] - each["first"] + 1 for each in found["runs"])}.get(place)
    if name.startswith("/traffic"):
        found = visitor.get(f"{name}.json{mark}{query}").json()
        if place == "bursts":
            return len(found["bursts"])
        if place == "silence":
            days = [
                (dt.date.fromisoformat(each["first"]), dt.date.fromisoformat(each["last"]))
                for each in found["silences"]
            ]
            return sum((last - first).days + 1 for first, last in days)
        return None
    listed_in: dict[str, Callable[[dict[str, object]], object]] = {
        "/missing": lambda told: told["total"],
        "/missing/airgrams": lambda told: told["total"],
        "/search": lambda told: told["total"],
        "/declass": lambda told: (told["listed"] or {}).get("total"),  # type: ignore[attr-defined]
        "/marks": lambda told: told["listed"]["total"],  # type: ignore[index]
    }
    if name in listed_in:
        total = listed_in[name](visitor.get(f"{name}.json{mark}{query}").json())
        return total if isinstance(total, int) else None
    return None


@pytest.mark.parametrize(
    ("where", "selector", "least"),
    [
        ("/missing", "p > a[href^='/missing/airgrams']", 1),
        ("/gaps", "td.num:nth-of-type(2) a, td.num:nth-of-type(4) a, td.num:nth-of-type(6) a", 8),
        ("/gaps/LAPAZ/1974", ".facts a[href$='#held'], .facts a[href^='/missing'], .facts a[href$='#runs']", 3),
        ("/gaps/LAPAZ/1974", ".strip td a[href$='#held']", 10),
        ("/declass", ".tally a, .figures a", 2),
        ("/marks", ".tally a", 3),
        ("/traffic", ".figures td a", 2),
        ("/traffic?post=MEXICO", ".lede a, .figures td a:not([href$='#figures'])", 5),
        ("/traffic?post=MEXICO", ".cited > li > a:first-child:not([href$='#figures'])", 1),
    ],
)
def test_each_list_is_as_long_as_its_number(visitor: TestClient, where: str, selector: str, least: int) -> None:
    found = 0
    for link in page(visitor, where).css(selector):
        to = link.attributes["href"] or ""
        numbers = NUMBER.findall(link.text().rpartition(":")[2])
        many = behind(visitor, to)
        if many is not None and len(numbers) == 1:
            assert many == int(numbers[0].replace(",", "")), f"{link.text().strip()} on {where}: {to}"
            found += 1
    assert found >= least, "links were followed"


def test_what_a_stretch_of_the_strip_cites(visitor: TestClient) -> None:
    """The last column of the strip's table leads to runs among which the cited numbers stand."""
    cells = page(visitor, "/gaps/LAPAZ/1974").css(".strip td a[href$='#runs']")
    assert len(cells) >= 2
    for link in cells:
        cited = page(visitor, (link.attributes["href"] or "").partition("#")[0]).css("td a.ref")
        assert len(cited) == int(link.text()), "as many as the strip says"
