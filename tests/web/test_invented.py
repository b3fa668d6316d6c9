"""Specimens are not to be taken for telegrams, however they were written or damaged."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from reftel import specimen
from reftel.errors import SourceError
from reftel.model import Cable, Paragraph
from reftel.reading import read
from reftel.specimen.prose import SPECIMEN
from reftel.web import create_app
from reftel.web.invented import SENTENCE, is_specimen

from .invented import EARLIER, HARBOUR, build, changed
from .reading_html import page, said


def test_the_sentence_is_the_one_that_is_written() -> None:
    assert SENTENCE == SPECIMEN


@pytest.mark.parametrize(
    ("text", "is_one", "remark"),
    [
        (SENTENCE, True, "as written"),
        (SENTENCE.upper(), True, "in capitals"),
        (SENTENCE.replace(" ", "\n"), True, "over many lines"),
        (SENTENCE.replace(" ", ""), True, "run together"),
        ("Ihis is an invenfed specirnen; no sueh telegram was sent,", True, "scanned"),
        ("No such telegram was sent.", False, "a real one may say so"),
        ("This is an invented story; a telegram was sent.", False, "another sentence"),
        ("A specimen of the invented seal was sent by telegram.", False, "the same words"),
        ("legramwas " * 10_000, False, "hostile"),
        ("", False, "nothing"),
    ],
)
def test_telling_specimens(text: str, is_one: bool, remark: str) -> None:
    assert is_specimen(Cable(text=f"1. (U) Fish.\n{text}\n3. (U) More.")) is is_one, remark
    assert is_specimen(Cable(paragraphs=(Paragraph("Fish."), Paragraph(text)))) is is_one, f"{remark}, without the text"


@pytest.mark.parametrize("damage", [None, *specimen.DAMAGES])
def test_every_specimen_is_told(tmp_path: Path, damage: str | None) -> None:
    seen = 0
    for path in specimen.write(tmp_path, 24, 3, damage=damage):
        try:
            cables = list(read(path))
        except SourceError:  # too damaged to be taken for a telegram at all
            continue
        seen += len(cables)
        assert [cable.id for cable in cables if not is_specimen(cable)] == []
    assert seen >= 12


def test_pages_say_so(tmp_path: Path) -> None:
    spoken = changed(HARBOUR, text=f"{HARBOUR.text}\n{SENTENCE}\n")
    visitor = TestClient(create_app(build(tmp_path / "archive", [spoken, EARLIER])), follow_redirects=False)
    assert said(page(visitor, "/cables/09MEXICO9134"), ".cable-head .specimen") == "Specimen: an invented cable"
    assert page(visitor, "/cables/08MEXICO9001").css(".specimen") == [], "says nothing of the kind"
    hits = {hit.css_first(".ref").text(): hit.css(".specimen") for hit in page(visitor, "/search").css(".hit")}
    assert {key: len(chips) for key, chips in hits.items()} == {"09MEXICO9134": 1, "08MEXICO9001": 0}
