"""The cable page: three boxes, links that lead somewhere, hostile text as text, and what a reader may not see."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import msgspec
import pytest
from starlette.testclient import TestClient

from reftel.archive import Reader
from reftel.model import Block, Paragraph, Post
from reftel.web import create_app

from .invented import BARE, HARBOUR, HOSTILE, build
from .reading_html import all_said, links, page, said

CABLE = "/cables/09MEXICO9134"

IN_ITS_BOX = [
    (".top", "09MEXICO9134", "the reference"),
    (".top", "21 July 2009", "created"),
    (".top", "22:30 UTC", "at"),
    (".top", "30 August 2011", "released"),
    (".top", "Confidential", "the level in words"),
    (".top", "NOFORN", "the caveat"),
    (".top", "Embassy Mexico", "the origin"),
    (".middle", "VZCZCXRO0001", "the transmission"),
    (".middle", "O P 212230Z JUL 09", "the date-time group"),
    (".middle", "RUEHC/SECSTATE WASHDC PRIORITY 7541", "an addressee with routing, precedence and number"),
    (".middle", "and 4 more", "a long list is folded"),
    (".middle", "not sent to AMCONSUL NOWHERE", "an exemption"),
    (".middle", "SIPDIS", "a caption"),
    (".middle", "DEPT FOR WHA", "a pass line"),
    (".bottom .opening", "12958, declassify on 3 August 2029", "the order"),
    (".bottom .opening", "SNAR Narcotics", "a TAG with its meaning"),
    (".bottom .opening", "ZQZQ", "a TAG without one"),
    (".bottom .opening", "SPECIMEN: THE LIGHTHOUSE KEEPERS", "the subject"),
    (".bottom .opening", "STATE 99999 not in this archive", "a reference that leads nowhere"),
    (".bottom .opening", "QUILL E-MAIL OF 04/15/2008 (email)", "a reference that is no cable"),
    (".bottom .opening", "Ottilie Brambleworth, Econ Counselor, reasons 1.4(b), 1.4(d)", "who classified it"),
    (".bottom h3", "The Keeper's Marmalade", "a heading"),
    (".bottom .signature", "BRAMBLEWORTH", "the signature"),
    (".beside", "On lanterns", "an article"),
    (".beside", "08MEXICO9001", "the cable before it"),
    (".provenance", "3 repairs", "how many repairs"),
    (".provenance", "Film Number", "the catalogue's record"),
    (".provenance .as-read", "<as it was read>", "the text as it was read"),
]


@pytest.mark.parametrize(("box", "words", "remark"), IN_ITS_BOX, ids=[row[2] for row in IN_ITS_BOX])
def test_everything_stands_in_its_box(visitor: TestClient, box: str, words: str, remark: str) -> None:
    assert words in said(page(visitor, CABLE), box), remark


def test_paragraphs_have_places_numbers_and_marks(visitor: TestClient) -> None:
    tree = page(visitor, CABLE)
    found = [par.attributes["id"] for par in tree.css(".par")]
    assert found == ["par1", "par2", "par2a", "par3", "par4"]
    assert links(tree, ".par .margin a.pilcrow") == [f"#{anchor}" for anchor in found]
    assert said(tree, "#par2 .mark .unseen") == "Marked Sensitive but unclassified."
    assert said(tree, "#par3 .mark .unseen") == "Marked Secret, not releasable to foreign nationals."
    assert "lvl-s" in (tree.css_first("#par3 .mark").attributes["class"] or "")
    assert tree.css_first("#par2a .mark") is None, "no mark, no chip"
    assert said(tree, "#par2 .redaction").startswith("[redacted before publication: xxxxxxxxxxxx")
    assert tree.css_first("#par3 pre.table") is not None, "columns keep their places"
    assert all_said(tree, ".role") == ["Comment"], "the summary says so itself"


def test_repairs_are_listed_equal_ones_together(visitor: TestClient) -> None:
    rows = [[cell.text() for cell in row.css("td")] for row in page(visitor, CABLE).css(".repairs tbody tr")]
    assert rows == [
        ["Q,s", "’s", "mangled quote", "yes", "2"],
        ["compas␣es", "compasses", "lost letter", "no, likely", "1"],
    ]


def test_links_lead_where_they_should(visitor: TestClient) -> None:
    tree = page(visitor, CABLE)
    assert links(tree, ".refs a") == ["/cables/08MEXICO9001", "/cables/09STATE99999"]
    assert links(tree, ".top a") == ["/browse/origin/MEXICO"]
    assert links(tree, ".tags a") == ["/search?q=tag%3ASNAR", "/search?q=tag%3AZQZQ"]
    assert links(tree, ".articles a") == ["https://example.org/lanterns"], "javascript: is no link"
    assert "Press here" in said(tree, ".articles")
    for address in {
        link for link in links(tree, "a") if link.startswith("/") and "99999" not in link and "lang=" not in link
    }:
        assert visitor.get(address).status_code == 200, address


def test_tags_that_no_table_knows_say_so(visitor: TestClient) -> None:
    titles = [link.attributes.get("title") for link in page(visitor, CABLE).css(".tags a")]
    assert titles == ["Narcotics", "Not in the tables of TAGS"]


def test_what_was_looked_for_is_marked(visitor: TestClient) -> None:
    tree = page(visitor, CABLE + "?q=lantern+%22counted+compasses%22+origin:MEXICO")
    marked = [mark.text() for mark in tree.css(".par mark")]
    assert marked == ["counted compasses", "lanterns", "lantern", "lantern"]
    assert tree.css_first(".trail a").attributes["href"].startswith("/search?q=lantern")
    assert page(visitor, CABLE).css(".par mark") == []


def test_cited_by(visitor: TestClient) -> None:
    assert "09MEXICO9134" in said(page(visitor, "/cables/08MEXICO9001"), ".cited")


@pytest.mark.parametrize(
    ("spelling", "remark"),
    [
        ("09%20MEXICO%209134", "with blanks"),
        ("09mexico9134", "small letters"),
        ("09MEXICO009134", "leading zeros"),
        ("2009MEXICO9134", "the whole year"),
    ],
)
def test_any_spelling_leads_to_the_one_address(visitor: TestClient, spelling: str, remark: str) -> None:
    for ending in ("", ".json", ".txt"):
        answer = visitor.get(f"/cables/{spelling}{ending}?q=x")
        assert answer.status_code == 301, remark
        assert answer.headers["location"] == f"/cables/09MEXICO9134{ending}?q=x"


def test_without_paragraphs_the_text_is_still_there(visitor: TestClient) -> None:
    tree = page(visitor, "/cables/74LAPAZ15")
    assert said(tree, "h1") == "Telegram 74LAPAZ15 from Embassy La Paz"
    assert "No paragraphs were found" in said(tree, ".bottom")
    assert said(tree, ".bottom .as-read") == "NO PARAGRAPH CAN BE TOLD APART HERE", "in plain sight"
    assert tree.css("details .as-read") == [], "and not a second time"
    marked = page(visitor, "/cables/74LAPAZ15?q=paragraph")
    assert said(marked, ".bottom .as-read mark") == "PARAGRAPH"


def test_a_missing_cable_that_is_cited(visitor: TestClient) -> None:
    tree = page(visitor, "/cables/09STATE99999", 404)
    assert said(tree, "h1") == "09STATE99999 is not in this archive"
    assert "1 cable held here cites it. 1 more has the number" in said(tree, "main"), "one is of the year before"
    assert links(tree, ".cited a") == ["/cables/08MEXICO9001", "/cables/09MEXICO9134"]
    assert tree.css_first("main input[name=q]").attributes["value"] == "09STATE99999"


def test_a_missing_cable_that_nobody_cites(visitor: TestClient) -> None:
    assert "No cable held here cites it" in said(page(visitor, "/cables/99NOWHERE1", 404), "main")


def test_hostile_text_is_text_in_every_field(visitor: TestClient) -> None:
    answer = visitor.get("/cables/99LAPAZ66?q=script")
    tree = page(visitor, "/cables/99LAPAZ66")
    assert answer.text.count("<script") == answer.text.count('<script src="/static/'), "only our own"
    assert "<img" not in answer.text
    assert "onerror=alert(2)>" not in answer.text
    assert "49" not in said(tree, "h1"), "no template in a template"
    assert said(tree, "h1") == HOSTILE
    assert all(link.startswith(("/", "#")) for link in links(tree, "a"))
    assert [node.tag for node in tree.css("[style], [onerror], [onclick], iframe, object, embed, base")] == []
    for listing in (
        "/",
        "/search",
        "/search?q=script",
        "/browse/origin",
        "/browse/origin/LAPAZ",
        "/browse/date/1999-12",
    ):
        assert "<img" not in visitor.get(listing).text


def test_json_is_the_view(visitor: TestClient) -> None:
    answer = visitor.get(CABLE + ".json")
    assert answer.headers["content-type"] == "application/json"
    view = json.loads(answer.text)
    assert view["cable"]["id"] == "09MEXICO9134"
    assert view["anchors"] == ["par1", "par2", "par2a", "par3", "par4"]
    assert len(view["cable"]["paragraphs"]) == 5
    assert "/somewhere/private" not in answer.text, "where the file lies is nobody's business"
    assert "/somewhere/private" not in visitor.get(CABLE).text


def test_text_is_as_it_was_read(visitor: TestClient) -> None:
    answer = visitor.get(CABLE + ".txt")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text == HARBOUR.text


def test_what_a_reader_may_not_see_is_nowhere(outsider: TestClient) -> None:
    tree = page(outsider, CABLE)
    assert "5 paragraphs are not open to you" in said(tree, ".bottom")
    assert "no mark, so it takes the message’s level" in said(tree, ".bottom .remark")
    because = outsider.get(CABLE + ".json").json()["withheld_because"]
    assert sum(each["count"] for each in because if each["what"] == "paragraph") == 5
    for ending in ("", ".json", ".txt", "?q=compasses"):
        answer = outsider.get(CABLE + ending)
        assert "marmalade" not in answer.text.lower()
        assert "as it was read>" not in answer.text
    assert outsider.get(CABLE + ".txt").status_code == 403
    found = page(outsider, "/search?q=counted")
    assert said(found, "#count") == "Nothing found"
    assert "counted" not in said(found, ".hits") + said(found, ".notes, .nothing")
    assert found.css(".meant") == []


def test_footnotes_of_a_printed_volume_stand_below(tmp_path: Path) -> None:
    said_of_it = "[Footnote 3a: Not printed. See <b>lanterns</b> [sic].]\n[Footnote: The keeper.]\n[Footnote is no note"
    text = f"Lanterns count.\n\n{said_of_it}"
    made = msgspec.structs.replace(
        BARE,
        id="36LIMA1",
        text=text,
        paragraphs=(Paragraph("Lanterns count."),),
        blocks=(Block("paragraph", 0, 17), Block("notice", 17, len(text))),
        attributes={"Page places": "346@5", "Page": "346"},
    )
    visitor = TestClient(create_app(build(tmp_path / "a", [made])))
    tree = page(visitor, "/cables/36LIMA1")
    assert all_said(tree, ".footnotes li") == ["3a Not printed. See <b>lanterns</b> [sic].", "The keeper."]
    assert all_said(tree, ".attributes dt") == ["Page"], "places in the text are for programs"


def test_a_printed_telegram_tells_the_senders_own_time_and_makes_up_no_line(tmp_path: Path) -> None:
    made = msgspec.structs.replace(
        BARE,
        id="36LIMA3",
        sent=dt.datetime(1936, 6, 17, 18, tzinfo=dt.UTC),
        origin=Post("LIMA", "Embassy Lima"),
        rules={"sent": "page table, time as it stands, zone not told", "origin": "post of the number"},
        attributes={"Source": "812.00/1: Telegram (part air)", "Dateline": "Lima, 6 p.m. [Received June 22]"},
    )
    visitor = TestClient(create_app(build(tmp_path / "a", [made])))
    tree = page(visitor, "/cables/36LIMA3")
    assert "18:00, the sender’s own time" in said(tree, ".top")
    assert "UTC" not in said(tree, ".cable")
    assert all_said(tree, ".middle dt") == ["Dateline", "Source note"], "no group, no FM line"
    assert all_said(tree, ".middle dd")[1] == "812.00/1: Telegram (part air)"
    assert "36LIMA3" in visitor.get("/search", params={"q": "812.00/1"}).text, "the file is searched in"


def test_footnotes_are_behind_the_gate(tmp_path: Path) -> None:
    text = "1. (S) Lanterns.\n[Footnote 1: Of marmalade.]"
    made = msgspec.structs.replace(
        BARE,
        id="36LIMA2",
        text=text,
        paragraphs=(Paragraph("Lanterns.", 1, "S", "SECRET"),),
        blocks=(Block("paragraph", 0, 17), Block("notice", 17, len(text))),
    )
    folder = build(tmp_path / "a", [made])
    assert said(page(TestClient(create_app(folder)), "/cables/36LIMA2"), ".footnotes li") == "1 Of marmalade."
    outsider = TestClient(create_app(folder, reader=Reader("UNCLASSIFIED", frozenset())))
    assert "marmalade" not in outsider.get("/cables/36LIMA2").text
