"""The worked example of docs/adding-a-source.md does what the page says."""

from __future__ import annotations

import datetime as dt
import re
import types
from pathlib import Path

import pytest

import reftel
from reftel import sources
from reftel.errors import SourceError

PAGE = Path(__file__).parents[2] / "docs" / "adding-a-source.md"
BLOCKS = re.findall(r"^```(python|)\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
MODULE = next(block for language, block in BLOCKS if language == "python" and block.startswith('"""Postcards'))
FILE = next(block for language, block in BLOCKS if not language and block.startswith("%% "))


@pytest.fixture
def with_postcards(monkeypatch):
    module = types.ModuleType("postcards")
    exec(compile(MODULE, str(PAGE), "exec"), module.__dict__)  # noqa: S102  # our own page
    before = sources.LAYOUTS.index(sources.unread)
    monkeypatch.setattr(sources, "LAYOUTS", (*sources.LAYOUTS[:before], module, *sources.LAYOUTS[before:]))


@pytest.mark.usefixtures("with_postcards")
def test_the_example_reads_its_file(save):
    path = save(FILE + FILE.replace("MEXICO42", "MEXICO43"))
    first, second = sources.documents(path)
    assert (first.layout, first.place, second.place) == ("postcards", f"{path}#line=1", f"{path}#line=10")
    assert first.told == sources.Told(
        id="08MEXICO42", sent=dt.datetime(2008, 1, 10, 12, 12, tzinfo=dt.UTC), level="UNCLASSIFIED"
    )
    cable = next(reftel.read(path))
    assert (cable.id, cable.subject) == ("08MEXICO42", "SPECIMEN: A FAIR IN TULA")
    assert [(each.number, each.mark, each.text) for each in cable.paragraphs] == [
        (1, "U", "An invented fair was held.")
    ]


@pytest.mark.usefixtures("with_postcards")
def test_the_example_says_what_is_wrong(save):
    with pytest.raises(SourceError, match=r"a postcard without a text at line 10. Get a fresh copy"):
        list(sources.documents(save(FILE + FILE.split("\n")[0] + "\n")))


def test_the_page_names_what_there_is():
    text = PAGE.read_text(encoding="utf-8")
    for name in ("Content", "Document", "Told", "Unreadable", "LAYOUTS", "STREAMED"):
        assert f"`{name}`" in text, name
    assert set(sources.Document.__struct_fields__) <= set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE))
