"""Nothing that a reader may not see is betrayed by any way out: search, counts, facets, snippets, views, citations.

Every portion of the cables below holds a word that stands nowhere else. For each reader, every way out is driven with
every word; what answers to a forbidden word exactly as to a word that is nowhere, betrays nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest
from archive.invented import cable, put

from reftel import archive, index, search
from reftel.archive import Archive, Reader
from reftel.archive.access import of_mark, of_message
from reftel.index import Words, lane
from reftel.index.engine import GATED
from reftel.model import Cable, Classification, Paragraph, Reference, Repair

LEVELS = ("UNCLASSIFIED", "SENSITIVE BUT UNCLASSIFIED", "CONFIDENTIAL", "SECRET", "TOP SECRET")
MARKS = ("U", "SBU", "SBU/NF", "C", "C/NF", "C//REL USA, GBR", "S", "S/NF", "S/OC/NF", "TS", "ZZZ", None)
CAVEATS = (frozenset(), frozenset({"NOFORN"}), frozenset({"NOFORN", "ORCON"}))
READERS = [*(Reader(level) for level in LEVELS), *(Reader("SECRET", caveats) for caveats in CAVEATS)]


def word(cable: int, what: str) -> str:
    """A word that stands nowhere else; letters only, and nothing that a stemmer would touch."""
    return f"zq{'abcdefghij'[cable]}x{what}q"


def portions(number: int, level: str, caveats: tuple[str, ...]) -> Iterator[tuple[str, str | None]]:
    """(word, mark) of every portion of a cable."""
    yield word(number, "subject"), None
    for place, mark in enumerate(MARKS):
        for kind in ("text", "heading", "cited"):
            yield word(number, f"{kind}{'abcdefghijkl'[place]}"), mark
    yield word(number, "leftover"), None


def made(number: int, level: str, caveats: tuple[str, ...]) -> Cable:
    paragraphs, references = [], []
    for place, mark in enumerate(MARKS):
        letter = "abcdefghijkl"[place]
        text = f"open {word(number, 'text' + letter)} and {word(number, 'cited' + letter)}"
        role = "summary" if place % 2 else "text"
        paragraphs.append(
            Paragraph(text, place + 1, mark, role=role, heading=word(number, "heading" + letter))  # type: ignore[arg-type]
        )
        references.append(Reference(word(number, "cited" + letter), target="09MEXICO1", paragraph=place))
    everything = " ".join(each for each, _ in portions(number, level, caveats))
    return cable(
        number + 1,
        subject=word(number, "subject"),
        classification=Classification(level, caveats),
        paragraphs=tuple(paragraphs),
        references=tuple(references),
        summary=everything,
        comment=everything,
        text=everything,
        attributes={"Subject": everything},
        repairs=(Repair(0, 1, everything, everything, "rule"),),
        rules={everything: everything},
    )


MESSAGES = [(number, level, ()) for number, level in enumerate(LEVELS)] + [(5, "CONFIDENTIAL", ("NOFORN",))]


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    opened = archive.open(tmp_path_factory.mktemp("gate") / "X", create=True)
    put(opened, *(made(*message) for message in MESSAGES))
    return opened


def forbidden(reader: Reader) -> Iterator[tuple[str, bool]]:
    """Every word, and whether the reader may not see it."""
    for message in MESSAGES:
        whole = of_message(made(*message))
        for text, mark in portions(*message):
            needed = of_mark(mark) if mark else whole
            if "leftover" in text:
                continue
            yield text, not reader.sees(needed)


@pytest.mark.parametrize(
    "reader", READERS, ids=lambda reader: f"{reader.level}-{reader.caveats and len(reader.caveats)}"
)
def test_views(held: Archive, reader: Reader) -> None:
    said = b""
    for key in held.ids():
        view = held.view(key, reader)
        assert view is not None
        said += msgspec.json.encode(view)
        assert view.withheld == len(MARKS) - len(view.cable.paragraphs)
        assert len(view.anchors) == len(view.cable.paragraphs)
        assert [f"par{each.number}" for each in view.cable.paragraphs] == list(view.anchors), "stable under the gate"
        said += msgspec.json.encode(held.cited_by(key, reader))
    said += msgspec.json.encode(held.overview(reader))
    for text, hidden in forbidden(reader):
        assert (text.encode() in said) is not hidden, text


@pytest.mark.parametrize(
    "reader", READERS, ids=lambda reader: f"{reader.level}-{reader.caveats and len(reader.caveats)}"
)
def test_search(held: Archive, reader: Reader) -> None:
    words = list(forbidden(reader))
    hidden = {text for text, away in words if away}
    nowhere = search.search(held, "zqnowhereq", reader=reader)
    # Of what may be seen, a sample shows that the test would find something; of what may not, every word counts.
    for text, away in [each for place, each in enumerate(words) if each[1] or place % 5 == 0]:
        for query in (text, f"{text[:-1]}*") if away else (text,):
            results = search.search(held, query, reader=reader)
            assert results.total == (0 if away else 1), query
            if away:
                assert (results.facets, results.notes, results.hits) == (nowhere.facets, nowhere.notes, ())
    for query in ("open", "-zqnowhereq", "zq*", "open OR " + " OR ".join(sorted(hidden)[:40])):
        results = search.search(held, query, reader=reader, size=50)
        said = msgspec.json.encode((results.hits, results.facets, results.notes))
        assert not [text for text in hidden if text.encode() in said], query


def test_refusing_a_hidden_word_refuses_nothing(held: Archive) -> None:
    reader = Reader("UNCLASSIFIED", frozenset())
    hidden = [text for text, away in forbidden(reader) if away]
    assert len(hidden) > 100
    for text in hidden[::7]:
        assert search.search(held, f"-{text}", reader=reader).total == len(MESSAGES)


def test_suggestions_come_from_named_lanes_only(held: Archive) -> None:
    engine = index.engine_of(held)
    reader = Reader("CONFIDENTIAL", frozenset())
    lanes = [lane(kind, each) for each in held.compartments() if reader.sees(each) for kind in GATED]
    seen = {text for text, _ in engine.suggest("zq", lanes, 1000)}
    hidden = {text for text, away in forbidden(reader) if away}
    assert seen
    assert not seen & hidden


def test_the_text_as_a_whole_is_in_no_lower_lane(held: Archive) -> None:
    """`leftover` stands in the text alone, never in a paragraph: no reader finds it, since the reading found all."""
    engine = index.engine_of(held)
    lanes = tuple((lane(kind, each), 1.0) for each in held.compartments() for kind in GATED)
    assert engine.count(Words(word(0, "leftover"), lanes)) == 0
