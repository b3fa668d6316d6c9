"""What is not certain is said where it stands: beside values, on words, and never where nothing is doubtful."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from reftel import archive
from reftel.model import Cable, Classification, Paragraph, Place, Repair
from reftel.web import create_app
from reftel.web.doubt import Doubt, by_field, noted, widened
from reftel.web.presentation import prose

from .invented import HOSTILE, MEXICO, build
from .reading_html import all_said, page, said

ORDER = "E.O. 12958: DECL: 03/08/2029"
FIRST = "1. (C) The keepers of Michoac\nn met. T0ur guides came, and one t0ok Michoac n lamps."
SECOND = "2. (C) the mast, the sail, the oar"
HOSTILE_PART = f"3. {HOSTILE} end"
TEXT = "\n".join([ORDER, FIRST, SECOND, HOSTILE_PART])


def place(words: str, nth: int = 0) -> tuple[int, int]:
    """Where the words stand for the nth time."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return start, start + len(words)


def likely(words: str, means: str, rule: str = "lost-letter", nth: int = 0, certain: bool = False) -> Repair:
    start, end = place(words, nth)
    return Repair(start, end, words, means, rule, certain)


DOUBTFUL = Cable(
    id="09MEXICO9777",
    origin=MEXICO,
    classification=Classification("CONFIDENTIAL", ("NOFORN",)),
    executive_order="12958",
    declassify_on=dt.date(2029, 8, 3),
    subject="LAMPS",
    paragraphs=(
        Paragraph("The keepers of Michoac n met. T0ur guides came, and one t0ok Michoac n lamps.", 1, "C"),
        Paragraph("the mast, the sail, the oar", 2, "S//REL BOLIVIA, COLOMBIA, ECUADOR"),
        Paragraph(HOSTILE, 3, "C"),
    ),
    text=TEXT,
    spans={
        "executive_order": (place(ORDER),),
        "declassify_on": (place("DECL: 03/08/2029"),),
        "paragraphs.0": (place(FIRST),),
        "paragraphs.1": (place(SECOND),),
        "paragraphs.2": (place(HOSTILE_PART),),
    },
    repairs=(
        likely("03/08/2029", "2029-08-03", "day-first-date"),
        likely("Michoac\nn", "Michoacán"),
        likely("0", "o", "ocr-letters", TEXT[: TEXT.index("T0ur") + 1].count("0")),
        likely("the sail", "the snail", "wild guess"),
        likely("2.", "7.", "ocr-paragraph-number"),
        likely(HOSTILE, HOSTILE),
        likely("oar", "roar", certain=True),
    ),
)


@pytest.fixture(scope="module")
def doubter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("doubt") / "archive", [DOUBTFUL])


@pytest.fixture(scope="module")
def visitor(doubter: Path) -> TestClient:
    return TestClient(create_app(doubter), follow_redirects=False)


PAGE = "/cables/09MEXICO9777"


def test_a_value_that_is_not_certain_says_so(visitor: TestClient) -> None:
    tree = page(visitor, PAGE)
    signs = tree.css(".opening .doubt")
    assert len(signs) == 1, "the order itself is certain"
    sentence = "Not certain: “03/08/2029” is taken to mean “2029-08-03” (rule: day-first-date)."
    assert signs[0].attributes["title"] == sentence
    assert said(tree, ".opening .doubt .likely") == sentence, "for those who hear the page"
    assert signs[0].attributes["tabindex"] == "0", "to be reached by keyboard and by touch"
    assert tree.css(".top .doubt") == []


def test_words_that_are_not_certain_are_marked_where_they_stand(visitor: TestClient) -> None:
    tree = page(visitor, PAGE)
    assert all_said(tree, "#par1 .words bdi") == ["Michoac n", "T0ur"], "the second Michoac n was not doubted"
    assert all_said(tree, "#par1 .likely") == [
        "Not certain: likely “Michoacán” (rule: lost-letter).",
        "Not certain: likely “Tour” (rule: ocr-letters).",
    ]
    assert all_said(tree, "#par2 .words bdi") == ["the sail"]
    assert all_said(tree, "#par2 .margin .likely") == [
        "Not certain: “2.” is taken to mean “7.” (rule: ocr-paragraph-number)."
    ], "what is not in the text stands beside the number"
    assert len(all_said(tree, "#par3 .margin .likely")) == 1, "too long to be underlined, and told all the same"


def test_hostile_doubts_are_text(visitor: TestClient) -> None:
    answer = visitor.get(PAGE)
    assert answer.text.count("<script") == answer.text.count('<script src="/static/'), "only our own"
    assert "<img" not in answer.text
    assert page(visitor, PAGE).css("[style], [onerror]") == []


def test_words_looked_for_are_marked_inside_doubtful_ones(visitor: TestClient) -> None:
    tree = page(visitor, PAGE + "?q=sail")
    assert said(tree, "#par2 .words mark") == "sail"


def test_repairs_stay_listed(visitor: TestClient) -> None:
    assert "7 repairs" in said(page(visitor, PAGE), ".provenance")


def test_a_mark_of_many_words_stands_above_its_paragraph(visitor: TestClient) -> None:
    tree = page(visitor, PAGE)
    assert "wide" in (tree.css_first("#par2").attributes["class"] or "").split()
    assert "wide" not in (tree.css_first("#par1").attributes["class"] or "").split()
    assert said(tree, "#par2 .mark .unseen") == "Marked Secret, releasable to Bolivia, Colombia, Ecuador."
    hit = page(visitor, "/search?q=mast")
    assert said(hit, ".snippet .said .mark.wide .unseen").startswith("Marked Secret")


def test_who_may_not_see_all_is_told_no_doubts(doubter: Path) -> None:
    outsider = TestClient(create_app(doubter, reader=archive.Reader(level="UNCLASSIFIED", caveats=frozenset())))
    answer = outsider.get(PAGE)
    assert answer.status_code == 200
    assert "Michoac" not in answer.text
    assert "doubt" not in answer.text


SPANS: dict[str, tuple[Place, ...]] = {
    "tags": ((10, 30),),
    "tags.0": ((10, 14),),
    "sent": ((40, 50),),
    "precedence": ((40, 50),),
    "id": ((60, 70),),
}


@pytest.mark.parametrize(
    ("start", "end", "certain", "fields", "remark"),
    [
        (11, 13, False, {"tags.0"}, "the narrowest field"),
        (20, 22, False, {"tags"}, "of the wider, where the narrow ones do not reach"),
        (40, 42, False, {"precedence", "sent"}, "two fields from one place share it"),
        (49, 61, False, {"id", "precedence", "sent"}, "across two of equal width"),
        (51, 55, False, set(), "between fields"),
        (50, 60, False, set(), "touching is not overlapping"),
        (11, 13, True, set(), "a certain repair is no doubt"),
    ],
)
def test_doubts_belong_to_fields(start: int, end: int, certain: bool, fields: set[str], remark: str) -> None:
    cable = Cable(text=" " * 100, spans=SPANS, repairs=(Repair(start, end, "x", "y", "rule", certain),))
    assert set(by_field(cable)) == fields, remark


@pytest.mark.parametrize(
    ("text", "repair", "read", "means", "remark"),
    [
        ("a T0ur b", Repair(3, 4, "0", "o", "r", False), "T0ur", "Tour", "to the whole word"),
        ("Michoac n.", Repair(0, 9, "Michoac n", "Michoacán", "r", False), "Michoac n", "Michoacán", "whole already"),
        ("a - b", Repair(2, 3, "-", "—", "r", False), "-", "—", "no word"),
        ("0", Repair(0, 1, "0", "O", "r", False), "0", "O", "the whole text"),
    ],
)
def test_repairs_are_widened_to_words(text: str, repair: Repair, read: str, means: str, remark: str) -> None:
    assert widened(repair, text)[:2] == (read, means), remark


@pytest.mark.parametrize(
    ("shown", "text", "starts", "words", "rest", "remark"),
    [
        ("a tne b", "a tne b", [2], [(2, 5)], 0, "as it was"),
        ("tne or tne", "tne or tne", [7], [(7, 10)], 0, "the second of two"),
        ("tne or tne", "tne or\ntne", [0, 7], [(0, 3), (7, 10)], 0, "both, over a broken line"),
        ("tne or the", "tne or tne", [7], [(0, 3)], 0, "as many as are doubted"),
        ("tne, tne, tne", "tne, tne", [0, 5], [], 2, "not to be told which"),
        ("the", "tne", [0], [], 1, "not there"),
        ("tnes", "tnes tne", [5], [], 1, "inside another word"),
    ],
)
def test_words_are_found_again(
    shown: str, text: str, starts: list[int], words: list[tuple[int, int]], rest: int, remark: str
) -> None:
    doubts = [Doubt("tne", "the", "rule", start) for start in starts]
    found = noted(shown, doubts, text, [(0, len(text))])
    assert [each[:2] for each in found.words] == words, remark
    assert len(found.rest) == rest, remark


def test_many_doubts_take_no_longer_than_the_text() -> None:
    text = "w0rd " * 20_000
    repairs = tuple(Repair(at, at + 1, "0", "o", "ocr-letters", False) for at in range(1, len(text), 5))
    cable = Cable(text=text, spans={f"paragraphs.{n}": ((n * 50, n * 50 + 50),) for n in range(2000)}, repairs=repairs)
    doubts = by_field(cable)
    assert len(doubts) == 2000
    assert len(noted(text[:50], doubts["paragraphs.0"], text, [(0, 50)]).words) == 10


def test_redactions_go_before_doubts() -> None:
    text = "Mr. xxxxxxxx n said"
    doubt = noted(text, [Doubt("xxxxxxxx n", "someone", "rule", 4)], text, [(0, len(text))]).words
    markup = prose(text, None, True, doubt)
    assert "redaction" in markup
    assert "someone" not in markup
