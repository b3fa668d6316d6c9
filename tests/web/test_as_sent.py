"""As sent: the text as it came, tinted, at an address of its own; never for a reader who may not see all of it."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from reftel import archive, telegram
from reftel.painting import lines, style
from reftel.web import create_app

from .invented import build
from .reading_html import links, page, said

TEXT = """VZCZCXRO0001
RR RUEHCD
DE RUEHME #9134/01 2022230
R 212230Z JUL 09
FM AMEMBASSY MEXICO
TO RUEHC/SECSTATE WASHDC 7541
C O N F I D E N T I A L MEXICO 009134

SIPDIS

E.O. 12958: DECL: 08/03/2029
TAGS: PREL, SNAR, MX
SUBJECT: SPECIMEN: <script>alert(1)</script> LAMPS

1. (C) Summary: The lamps \u202eOCIXEM of the harbour. End summary.

2. (U) All are lit.
BRAMBLEWORTH
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    cable = telegram.parse(TEXT)
    return str(build(tmp_path_factory.mktemp("sent") / "archive", [cable]))


@pytest.fixture(scope="module")
def visitor(folder: str) -> TestClient:
    return TestClient(create_app(folder), follow_redirects=False)


def test_it_is_the_text_and_nothing_but_the_text(visitor: TestClient) -> None:
    tree = page(visitor, "/cables/09MEXICO9134/as-sent")
    read = "".join(each.text() for each in tree.css(".painted code"))
    assert read.replace("\\u202e", "\u202e") == TEXT
    assert not tree.css(".painted script"), "hostile text is text"
    assert {each.text() for each in tree.css(".painted .k-paragraph h3")} == {"paragraph"}
    assert "tags.0–2" in said(tree, ".painted .block.k-opening"), "fields are named beside their lines"


def test_the_same_words_as_the_command_says_them(visitor: TestClient) -> None:
    from reftel.painting import markup

    body = visitor.get("/cables/09MEXICO9134/as-sent").text
    assert "".join(markup.painted(telegram.parse(TEXT), "line")) in body
    told = visitor.get(next(href for href in [*page_styles(body)] if "painted" in href))
    assert told.text == style.PAINTED
    assert told.headers["content-type"].startswith("text/css")


def page_styles(body: str) -> list[str]:
    return [part.split('"')[0] for part in body.split('href="') if ".css" in part.split('"')[0]]


def test_as_data_the_blocks_tile_the_text(visitor: TestClient) -> None:
    data = visitor.get("/cables/09MEXICO9134/as-sent.json").json()
    assert "".join(data["text"][each["start"] : each["end"]] for each in data["blocks"]) == TEXT
    assert data["blocks"][0]["kind"] == lines.filled(telegram.parse(TEXT))[0].kind


def test_the_two_ways_to_look_lead_to_each_other(visitor: TestClient) -> None:
    assert "/cables/09MEXICO9134/as-sent" in links(page(visitor, "/cables/09MEXICO9134"), ".views a")
    assert "/cables/09MEXICO9134" in links(page(visitor, "/cables/09MEXICO9134/as-sent"), ".views a")


def test_a_reader_who_may_not_see_all_has_no_full_text(folder: str) -> None:
    reader = archive.Reader(level="UNCLASSIFIED", caveats=frozenset())
    outsider = TestClient(create_app(folder, reader=reader), follow_redirects=False)
    told = outsider.get("/cables/09MEXICO9134/as-sent")
    assert told.status_code == 403
    assert "is not open to you" in told.text
    assert "harbour" not in told.text
    assert "lamps" not in outsider.get("/cables/09MEXICO9134/as-sent.json").text.lower()
    assert "/cables/09MEXICO9134/as-sent" not in links(page(outsider, "/cables/09MEXICO9134"), ".views a")


def test_other_spellings_and_what_is_not_held(visitor: TestClient) -> None:
    other = visitor.get("/cables/09 MEXICO 9134/as-sent.json")
    assert (other.status_code, other.headers["location"]) == (301, "/cables/09MEXICO9134/as-sent.json")
    assert visitor.get("/cables/09NOWHERE1/as-sent").status_code == 404
