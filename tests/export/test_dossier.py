"""Dossiers: all of a collection, in a page and a PDF that stand for themselves, and nothing above their reader."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pypdf
import pytest
from archive.invented import cable, put
from search.twins import READERS, build
from selectolax.lexbor import LexborHTMLParser

from reftel import archive
from reftel.archive import EVERYTHING, Archive, Reader, collections, removing
from reftel.archive.collections import Collection
from reftel.export import all_cited, as_html, as_pdf, dossier
from reftel.model import Paragraph

SBU = Reader("SENSITIVE BUT UNCLASSIFIED", frozenset())
BASE = "https://cables.example"
HOSTILE = '<script>alert(1)</script><img src=x> & </p><a href="javascript:alert(2)">{{ 7*7 }}</a> \u202eover 燈台'
LONG = "ferries and lanterns " * 2_000


@pytest.fixture
def held(tmp_path: Path) -> Archive:
    made = archive.open(tmp_path / "X", create=True)
    body = (Paragraph(LONG, 1, "C", "CONFIDENTIAL"), Paragraph("open\n  columns   of a table", 2, "U", "UNCLASSIFIED"))
    put(made, cable(1), cable(2, subject=HOSTILE, paragraphs=(Paragraph(HOSTILE, 7, heading=HOSTILE),)))
    put(made, cable(3, paragraphs=body), cable(4))
    return made


@pytest.fixture
def harbour(held: Archive) -> Collection:
    made = collections.make(held, f"Harbour {HOSTILE}"[:150], description=HOSTILE)
    collections.put(held, made, "09MEXICO1", "par2", note="on the mayor")
    collections.put(held, made, "09MEXICO2", note=HOSTILE)
    collections.put(held, made, "09MEXICO3", note="on all of it")
    collections.put(held, made, "09MEXICO4", note="goes")
    removing.remove(held, ["09MEXICO4"])
    return made


def test_entries(held: Archive, harbour: Collection) -> None:
    read = dossier(held, harbour, base=BASE)
    first, second, third, gone = read.entries
    assert (first.where, first.note, [each.anchor for each in first.passages]) == ("¶ 2", "on the mayor", ["par2"])
    assert first.address == f"{BASE}/cables/09MEXICO1#par2"
    assert first.citation is not None
    assert first.citation.startswith("Embassy Mexico, Telegram 1, January 31, 2009, ¶ 2, 09MEXICO1, https://")
    assert second.title == HOSTILE
    assert [each.number for each in third.passages] == [1, 2]
    assert (gone.held, gone.cable, gone.note, gone.citation) == (False, "09MEXICO4", "", None)
    teaser = dossier(held, harbour, paragraphs=1)
    assert [len(each.passages) for each in teaser.entries] == [1, 1, 1, 0]
    assert [each.name for each in all_cited(held, harbour, reader=EVERYTHING, base=None)] == [
        "09MEXICO1-par2",
        "09MEXICO2",
        "09MEXICO3",
    ]


def test_for_whoever_may_see_less(held: Archive, harbour: Collection) -> None:
    """A note is told where all that it stands at is open: it may quote it."""
    first, second, third, gone = dossier(held, harbour, reader=SBU).entries
    assert (first.note, len(first.passages)) == ("on the mayor", 1), "the paragraph is open"
    assert (second.note, second.title, second.passages) == (None, "Telegram 2", ())
    assert (third.note, [each.number for each in third.passages], third.withheld) == (None, [2], 1)
    assert gone.note is None
    hidden = collections.make(held, "Hidden")
    collections.put(held, hidden, "09MEXICO1", "par1", note="on the summary")
    (entry,) = dossier(held, hidden, reader=SBU).entries
    assert (entry.note, entry.where, entry.passages, entry.withheld) == (None, None, (), 1)
    assert all_cited(held, hidden, reader=SBU, base=None) == []


def test_page(held: Archive, harbour: Collection) -> None:
    text = as_html(dossier(held, harbour, base=BASE)).decode("utf-8")
    tree = LexborHTMLParser(text)
    assert not tree.css("script, img, link, iframe, object, [onerror], [style]"), "nothing runs, nothing is fetched"
    policy = tree.css_first("meta[http-equiv]")
    assert policy is not None
    assert policy.attributes["content"] == "default-src 'none'; style-src 'unsafe-inline'"
    assert all((each.attributes["href"] or "").startswith(("#item-", f"{BASE}/cables/")) for each in tree.css("a")), (
        "and no link leads elsewhere"
    )
    said = tree.body.text() if tree.body else ""
    assert said.count(HOSTILE) >= 5, "hostile text is text"
    assert LONG.strip() in said
    assert "Removed: the archive does not hold this cable." in said
    assert [each.attributes["id"] for each in tree.css("article")] == ["item-1", "item-2", "item-3", "item-4"]


def test_pdf(held: Archive, harbour: Collection) -> None:
    read = pypdf.PdfReader(io.BytesIO(as_pdf(dossier(held, harbour, base=BASE))))
    said = " ".join(" ".join(page.extract_text() for page in read.pages).split())
    for words in ("<script>alert(1)</script>", "on the mayor", "praised the ferries.", "{{ 7*7 }}", "Removed:"):
        assert words in said, words
    assert said.count("lanterns") >= 2_000 <= said.count("ferries"), "a paragraph of many pages is there in whole"
    assert "[U+202E]over" in said, "what only turns the others is shown"
    assert "\u202e" not in said
    assert "¶2 (U) open columns of a table" in said
    assert [each["/Title"][:2] for each in read.outline if isinstance(each, dict)] == ["1.", "2.", "3.", "4."]
    links = [
        str(annotation.get_object()["/A"]["/URI"])
        for page in read.pages
        for annotation in page.get("/Annots", ())
        if "/URI" in annotation.get_object().get("/A", {})
    ]
    assert set(links) == {f"{BASE}/cables/09MEXICO{part}" for part in ("1#par2", "2", "3")}


def test_empty(held: Archive) -> None:
    nothing = dossier(held, collections.make(held, "Nothing yet"))
    assert b"0 items" in as_html(nothing)
    assert as_pdf(nothing).startswith(b"%PDF")


@pytest.mark.parametrize("reader", READERS, ids=lambda each: f"{each.level}-{each.caveats and len(each.caveats)}")
def test_nothing_above_the_reader(tmp_path: Path, reader: Reader) -> None:
    """Of twin archives, which differ only in what is above the reader, the same dossier is made."""
    one, other, secrets = build(tmp_path, reader)
    said: list[Any] = []
    for held in (one, other):
        made = collections.make(held, "Twins")
        for key in sorted(held.ids()):
            view = held.view(key)
            assert view is not None
            for anchor in (None, *view.anchors):
                collections.put(held, made, key, anchor, note=f"quotes {secrets[0]}" if anchor is None else None)
        read = dossier(held, made, reader=reader)
        notes = [each.note for each in read.entries if each.note]
        assert all(not each.withheld for each in read.entries if each.note)
        page = as_html(read).decode()
        for note in notes:
            page = page.replace(note, "")
        assert not [secret for secret in secrets if secret in page]
        said.append(page.split("<main>")[1])
    assert said[0] == said[1]
