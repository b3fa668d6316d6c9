"""The calendar, the marks, the requests and the traffic: what their pages tell, and what they change."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

import docx
import pytest
from httpx import Response
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from reftel import archive
from reftel.model import Cable, Classification, Paragraph, Post
from reftel.web import create_app

from .invented import EARLIER, HARBOUR, LAPAZ, NASTY, build, changed
from .reading_html import all_said, links, page, said

OVERDUE = changed(HARBOUR, id="09MEXICO9135", declassify_on=dt.date(2019, 8, 3), text="overdue")
OVER = changed(
    EARLIER,
    id="08MEXICO9002",
    classification=Classification("SECRET"),
    paragraphs=(Paragraph("Twelve lanterns.", 1, "U", "UNCLASSIFIED"),),
    text="over",
)
HOSTILE = changed(NASTY, id="99MEXICO66", origin=HARBOUR.origin)
BUSY = [
    changed(
        EARLIER,
        id=f"08LAPAZ{1000 + day * 20 + at}",
        origin=LAPAZ,
        references=(),
        sent=dt.datetime(2008, 2, 4, 9, tzinfo=dt.UTC) + dt.timedelta(days=day),
        text=f"lantern {day} {at}",
    )
    for day in range(120)
    for at in range(0 if day in (60, 61) else 15 if day == 40 else 3)
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("ledgers") / "archive", [HARBOUR, OVERDUE, OVER, HOSTILE, EARLIER, *BUSY])


@pytest.fixture(scope="module")
def visitor(folder: Path) -> TestClient:
    return TestClient(create_app(folder, owner=True), follow_redirects=False)


@pytest.fixture(scope="module")
def outsider(folder: Path) -> TestClient:
    reader = archive.Reader(level="UNCLASSIFIED", caveats=frozenset())
    return TestClient(create_app(folder, reader=reader), follow_redirects=False)


def test_every_number_of_the_calendar_leads_to_its_list(visitor: TestClient) -> None:
    tree = page(visitor, "/declass")
    told = visitor.get("/declass.json").json()["calendar"]
    assert told["total"] == len(BUSY) + 5
    numbers = [(link.text(), link.attributes["href"]) for link in tree.css(".tally a, .figures a")]
    assert len(numbers) >= 6
    for text, to in numbers:
        many = int(text.split()[0].replace(",", ""))
        assert to is not None
        assert visitor.get(to.replace("/declass?", "/declass.json?")).json()["listed"]["total"] == many, to


def test_list_says_when_and_by_which_rule(visitor: TestClient) -> None:
    tree = page(visitor, "/declass?state=overdue&post=mexico")
    assert said(tree, "h1") == "Overdue"
    first = next(each for each in all_said(tree, ".releases > li") if each.startswith("09MEXICO9135"))
    assert "3 August 2019" in first
    assert "E.O. 12958 as amended by E.O. 13292, sec. 1.5(a)" in first
    (to,) = links(tree, ".total a")
    assert "09MEXICO9135" in page(visitor, to).css_first("textarea").text()


def test_long_lists_have_pages(visitor: TestClient) -> None:
    tree = page(visitor, "/declass?state=unclassified")
    assert len(tree.css(".releases li")) == 50
    (following,) = links(tree, ".pages a")
    assert len(page(visitor, following).css(".releases li")) == 50
    beyond = page(visitor, "/declass?state=unclassified&page=99999", 404)
    last = links(beyond, ".notice > p:last-child a")[0]
    assert page(visitor, last).css(".releases li")


def test_hostile_words_are_text(visitor: TestClient) -> None:
    tree = page(visitor, "/declass?post=MEXICO&state=overdue")
    assert "99MEXICO66" in tree.body.text()  # type: ignore[union-attr]
    assert [each for each in tree.css("script") if not each.attributes.get("src")] == []
    assert tree.css("img") == []


def test_marks(visitor: TestClient, outsider: TestClient) -> None:
    tree = page(visitor, "/marks?kind=over")
    assert "08MEXICO9002" in said(tree, ".releases")
    assert said(tree, ".tally a[aria-current]") == "1 Over-marked"
    told = outsider.get("/marks.json").json()
    assert told["listed"]["total"] == 0, "what they may not see all of is not compared for them"
    assert "None of the messages" in page(outsider, "/marks").body.text()  # type: ignore[union-attr]


def test_the_gate_of_the_calendar(outsider: TestClient) -> None:
    tree = page(outsider, "/declass?state=overdue")
    assert "09MEXICO9135" in tree.body.text()  # type: ignore[union-attr]
    assert "KEEPERS" not in page(outsider, "/declass?year=2018").html  # type: ignore[operator]
    assert "LANTERNS ORDERED" not in outsider.get("/declass.json?year=2018").text


def test_traffic(visitor: TestClient) -> None:
    posts = page(visitor, "/traffic")
    assert all_said(posts, "tbody th")[0] == "Embassy La Paz"
    tree = page(visitor, "/traffic?post=La+Paz")
    assert "15 cables" in said(tree, ".cited > li")
    assert len(tree.css(".cited > li > ul a.ref")) == 8
    assert "4 April 2008 – 5 April 2008" in " ".join(all_said(tree, ".cited > li"))
    assert tree.css_first("svg[role=img]") is not None
    assert len(tree.css("rect.burst")) == 1
    for row in tree.css("table tbody tr"):
        to = row.css_first("a").attributes["href"] or ""
        many = int(row.css_first("a").text())
        assert said(page(visitor, to), "#count strong") == f"{many}", "the list behind the number"
    told = visitor.get("/traffic.json?post=LAPAZ").json()
    assert (told["total"], len(told["days"]), len(told["bursts"]), len(told["silences"])) == (len(BUSY), 120, 1, 1)


def test_traffic_says_which_cables_it_counts(tmp_path: Path) -> None:
    """Those without a date are told beside, so that the numbers of a post agree with those of the first page."""
    undated = Cable(id="09MEXICO9990", origin=Post("MEXICO"), text="Lanterns.")
    visitor = TestClient(create_app(build(tmp_path / "archive", [HARBOUR, undated])))
    (told,) = visitor.get("/traffic.json").json()["posts"]
    assert (told["total"], told["undated"]) == (1, 1)
    tree = page(visitor, "/traffic")
    assert "1 of this archive’s 2 cables is counted here" in said(tree, "main")
    assert "counted here" not in said(page(visitor, "/traffic?from=2009-01-01"), "main"), "what was asked for is told"
    for link in links(tree, ".figures td a"):
        assert visitor.get(link.replace("/search?", "/search.json?")).json()["total"] == 1, link
    (bar,) = [each for each in all_said(page(visitor, "/"), ".bars li") if "Mexico" in each]
    assert bar.endswith("2")


def test_traffic_of_a_span_and_of_nothing(visitor: TestClient) -> None:
    told = visitor.get("/traffic.json?post=LAPAZ&from=2008-03-01&to=2008-03-31").json()
    assert [told["first"], told["last"]] == ["2008-03-01", "2008-03-31"]
    assert "Nothing of this post" in page(visitor, "/traffic?post=BAMAKO").body.text()  # type: ignore[union-attr]


# ---- requests

OURS = {"Sec-Fetch-Site": "same-origin"}
"""What a browser says of a form of our own."""


@pytest.fixture
def office(tmp_path: Path) -> TestClient:
    """A reading room of one's own, in which requests are kept."""
    app = create_app(build(tmp_path / "archive", [HARBOUR, OVERDUE, EARLIER]), owner=True)
    return TestClient(app, follow_redirects=False)


def post(office: TestClient, to: str, headers: dict[str, str] | None = None, **fields: str) -> Response:
    """Send a form as a browser does that shows the page."""
    secret = page(office, "/requests").css_first("input[name=token]").attributes["value"]
    return office.post(to, data={"token": secret, **fields}, headers=headers or OURS)


def test_from_numbers_to_the_letter(office: TestClient) -> None:
    assert "09MEXICO9135" in page(office, "/requests?ids=09MEXICO9135").css_first("textarea").text()
    sent = post(office, "/requests", ids="09 STATE 99999\r\n09MEXICO9135", kind="foia")
    assert (sent.status_code, sent.headers["Location"]) == (303, "/requests/1")
    tree = page(office, "/requests/1")
    assert "telegram 99999 of 2009" in said(tree, "pre.letter")
    assert "09MEXICO9134" in said(tree, ".cited"), "who cites it"
    text, word, table = (office.get(to) for to in links(tree, ".files a"))
    assert "Freedom of Information Act" in text.text
    assert text.headers["Content-Disposition"] == 'attachment; filename="request-1.txt"'
    assert docx.Document(io.BytesIO(word.content)).paragraphs
    rows = {row["id"]: row["why"] for row in csv.DictReader(io.StringIO(table.text))}
    assert rows == {"09STATE99999": "missing", "09MEXICO9135": "redacted"}
    assert office.get("/requests/1.json").json()["drafted"]["request"]["state"] == "drafted"


def test_state_is_changed_by_the_form(office: TestClient) -> None:
    post(office, "/requests", ids="09MEXICO9135")
    done = post(office, "/requests/1", state="sent", on="2026-02-03", note="case 7")
    assert done.status_code == 303
    assert "Sent 3 February 2026" in said(page(office, "/requests/1"), ".lede")
    assert "case 7" in said(page(office, "/requests"), ".figures")
    assert post(office, "/requests/1", state="sent", note="they called").status_code == 303
    tree = page(office, "/requests/1")
    assert "Sent 3 February 2026" in said(tree, ".lede"), "its day stays"
    today = dt.datetime.now(dt.UTC).date().isoformat()
    assert [each.text() for each in tree.css(".notes li")] == ["sent 2026-02-03: case 7", f"{today}: they called"]
    assert tree.css_first("textarea[name=note]").text() == ""
    wrong = post(office, "/requests/1", state="sent", on="soon")
    assert wrong.status_code == 400
    assert "is no date" in wrong.text
    assert post(office, "/requests/1", state="drop").headers["Location"] == "/requests"
    assert office.get("/requests/1").status_code == 404


def test_a_number_that_a_post_hardly_reached_is_asked_for_anyway(office: TestClient) -> None:
    post(office, "/requests", ids="09MEXICO9135")
    told = post(office, "/requests", ids="09MEXICO99998")
    assert told.status_code == 400
    assert "ask for it anyway" in told.text
    assert "--anyway" not in told.text
    done = post(office, "/requests", ids="09MEXICO99998", anyway="1")
    assert done.status_code == 303
    assert "telegram 99998 of 2009" in said(page(office, done.headers["Location"]), "pre.letter")


def test_what_was_asked_for_already_is_told_and_asked_for_once_more_by_a_button(office: TestClient) -> None:
    post(office, "/requests", ids="09MEXICO9135")
    told = post(office, "/requests", ids="09 MEXICO 9135")
    assert told.status_code == 200
    tree = LexborHTMLParser(told.text)
    assert said(tree, "h1") == "No letter was written"
    assert "09MEXICO9135 is left out: it was asked for in the same way." in said(tree, ".cited")
    assert "/requests/1" in links(tree, ".cited a")
    assert len(office.get("/requests.json").json()["requests"]) == 1
    form = {each.attributes["name"]: each.attributes["value"] or "" for each in tree.css("form.drafting input")}
    assert "is asked for once more" in office.post("/requests", data=form, headers=OURS).text
    assert len(office.get("/requests.json").json()["requests"]) == 2


def test_several_letters_and_needless_ones_are_told(office: TestClient) -> None:
    tree = post(office, "/requests", ids="09STATE99999, 74LAPAZ5021, 08MEXICO9001")
    assert tree.status_code == 200
    assert "2 letters were written" in tree.text
    assert "08MEXICO9001 was never classified, and is held in full: no request is needed." in tree.text


@pytest.mark.parametrize("ids", ["", "nonsense", "40MEXICO1", "x" * 5000])
def test_bad_numbers_are_told_beside_the_form(office: TestClient, ids: str) -> None:
    sent = post(office, "/requests", ids=ids)
    assert sent.status_code == 400
    assert 'role="alert"' in sent.text
    assert ids[:100] in sent.text, "what was typed is still there"
    assert office.get("/requests.json").json() == {"requests": []}


def test_forms_of_other_sites_change_nothing(office: TestClient) -> None:
    theirs = {"Sec-Fetch-Site": "cross-site"}
    assert office.post("/requests", data={"ids": "09MEXICO9135"}, headers=OURS).status_code == 403, "no token"
    assert post(office, "/requests", headers=theirs, ids="09MEXICO9135").status_code == 403
    assert office.get("/requests.json").json() == {"requests": []}
    assert post(office, "/requests", ids="09MEXICO9135").status_code == 303
    assert post(office, "/requests/1", headers=theirs, state="drop").status_code == 403
    assert office.get("/requests/1").status_code == 200


def test_requests_of_one_reader_are_not_told_to_another(tmp_path: Path) -> None:
    path = build(tmp_path / "archive", [HARBOUR, OVERDUE])
    post(TestClient(create_app(path, owner=True)), "/requests", ids="09MEXICO9135")
    outsider = TestClient(create_app(path, reader=archive.Reader("UNCLASSIFIED", frozenset()), owner=True))
    assert outsider.get("/requests.json").json() == {"requests": []}
    assert outsider.get("/requests/1").status_code == 404
    assert outsider.get("/requests/1.docx").status_code == 404
    assert outsider.post("/requests/1", data={"state": "drop"}, headers=OURS).status_code == 403
    assert "<textarea" not in outsider.get("/requests").text, "who may not write is shown no form"


@pytest.mark.parametrize("to", ["/requests/x", "/requests/0", "/requests/99999999999999999999", "/requests/1.exe"])
def test_no_such_request(office: TestClient, to: str) -> None:
    assert office.get(to).status_code == 404
