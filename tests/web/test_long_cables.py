"""A cable of a megabyte: a page of it is as long as one reads at a time, and every part of it is reached."""

from __future__ import annotations

import gzip
from pathlib import Path

import msgspec
import pytest
from starlette.testclient import TestClient

from reftel import archive
from reftel.model import Cable, Paragraph, Reference
from reftel.web import create_app, stretches

from .invented import HARBOUR, build
from .reading_html import all_said, links, page, said

SHORT, LONG, WORD, UNREAD = "09MEXICO9801", "09MEXICO9802", "09MEXICO9803", "09MEXICO9804"
WEIGHT = 100_000
"""Bytes of a compressed page; with what all pages load it stays below 150,000."""


def _cable(key: str, *texts: str, subject: str = "LANTERNS") -> Cable:
    found = tuple(Paragraph(text, number, "C", "CONFIDENTIAL") for number, text in enumerate(texts, 1))
    text = "\n\n".join(f"{each.number}. (C) {each.text}" for each in found)
    last = len(found) - 1
    cited = (Reference("08 MEXICO 9001", target="08MEXICO9001", paragraph=last),) if found else ()
    return msgspec.structs.replace(
        HARBOUR, id=key, subject=subject, paragraphs=found, references=cited, text=text, spans={}, repairs=(), blocks=()
    )


MANY = [f"Keeper {number} counted compasses." for number in range(1, 16_000)]


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    cables = [
        _cable(SHORT, *MANY, "They asked for a zeppelin, see 08 MEXICO 9001."),
        _cable(LONG, "The first of two.", "compasses and lanterns " * 43_000 + "zeppelin", "The last."),
        _cable(WORD, "x" * 300_000),
        msgspec.structs.replace(_cable(UNREAD), text="lanterns without paragraphs\n" * 20_000, references=()),
    ]
    folder = build(tmp_path_factory.mktemp("long") / "archive", cables)
    return TestClient(create_app(folder), follow_redirects=False)


@pytest.mark.parametrize("key", [SHORT, LONG, WORD, UNREAD])
def test_every_word_is_on_some_page_and_no_page_is_heavy(visitor: TestClient, key: str) -> None:
    whole: list[str] = []
    where = f"/cables/{key}"
    while True:
        assert len(gzip.compress(visitor.get(where).content, 5)) < WEIGHT, where
        tree = page(visitor, where)
        whole += [each.text() for each in tree.css(".said, .bottom .as-read")]
        following = links(tree, ".parts a[rel=next]")
        if not following:
            break
        where = following[0]
    told = visitor.get(f"/cables/{key}.json").json()["cable"]
    expected = [each["text"] for each in told["paragraphs"]] if told.get("paragraphs") else [told["text"]]
    letters = "".join("".join(expected).split())
    assert "".join("".join(whole).replace("[redacted before publication:", "").replace("]", "").split()) == letters


def test_parts_are_named_and_lead_to_each_other(visitor: TestClient) -> None:
    tree = page(visitor, f"/cables/{SHORT}?part=2")
    assert said(tree, ".parts span") == "Part 2 of 40: ¶401–¶800"
    assert len(tree.css(".par")) == stretches.MOST
    assert all_said(tree, ".parts li")[-1] == "¶15601–¶16000"
    assert tree.css_first(".signature") is None, "it stands at the end"
    assert page(visitor, f"/cables/{SHORT}?part=999").css_first(".signature") is not None
    assert page(visitor, f"/cables/{SHORT}?part=x", 400)


@pytest.mark.parametrize(
    ("at", "where"),
    [("par1", f"/cables/{SHORT}#par1"), ("par401", f"/cables/{SHORT}?part=2#par401")],
)
def test_a_paragraph_is_found_by_its_name(visitor: TestClient, at: str, where: str) -> None:
    answer = visitor.get(f"/cables/{SHORT}?at={at}")
    assert (answer.status_code, answer.headers["location"]) == (302, where)
    assert page(visitor, where.partition("#")[0]).css_first(f"#{at}") is not None
    assert page(visitor, f"/cables/{SHORT}?at=nowhere", 400)


def test_a_paragraph_goes_on_in_the_next_part(visitor: TestClient) -> None:
    tree = page(visitor, f"/cables/{LONG}?part=3")
    assert said(tree, ".goes-on") == "¶2 goes on"
    assert tree.css_first("#par2") is None, "it has one beginning"
    assert links(tree, ".goes-on") == [f"/cables/{LONG}?part=2"]


def test_matches_in_other_parts_are_told(visitor: TestClient) -> None:
    tree = page(visitor, f"/cables/{SHORT}?q=zeppelin")
    assert links(tree, ".parts a[href*=match1]") == [f"/cables/{SHORT}?part=40&q=zeppelin#match1"]
    last = page(visitor, f"/cables/{SHORT}?part=40&q=zeppelin")
    assert said(last, "#match1") == "zeppelin"
    assert links(last, ".said a.cites") == ["/cables/08MEXICO9001"]


def test_a_usual_cable_has_no_parts(visitor: TestClient, tmp_path: Path) -> None:
    usual = TestClient(create_app(build(tmp_path / "a", [HARBOUR])))
    assert page(usual, "/cables/09MEXICO9134").css_first(".parts") is None


def test_the_gate_of_parts(visitor: TestClient) -> None:
    room = visitor.app.state.shelf  # type: ignore[attr-defined]
    outsider = TestClient(create_app(room.path, reader=archive.Reader("UNCLASSIFIED", frozenset())))
    tree = page(outsider, f"/cables/{SHORT}?q=zeppelin")
    assert "15,999" in said(tree, ".remark") or "16,000" in said(tree, ".remark")
    assert tree.css(".parts, .par") == []
