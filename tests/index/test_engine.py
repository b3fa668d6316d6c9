"""The embedded engine: what stands in which lane is found there, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from reftel.index import All, Any, Between, Entry, Everything, Is, Node, Not, Nothing, Question, Words
from reftel.index.tantivy import TantivyEngine

BODY = (("body.c", 1.0),)
NF = (("body.c+NOFORN", 1.0),)
RELEASE = (("body.s+REL_USA_GBR", 1.0),)


def entry(key: str, day: int | None, *texts: str, **values: tuple[str, ...]) -> Entry:
    return Entry(key, {"body.c": texts}, {"id": (key,), **values}, day, day)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> TantivyEngine:
    made = TantivyEngine(tmp_path_factory.mktemp("index"))
    made.add(
        [
            entry(
                "A~2", 20090105, "The ferries met again.", "Harbour of La Paz", origin=("LAPAZ",), tag=("PREL", "MX")
            ),
            entry("B", 20080301, "A ferry meeting in São Tomé", origin=("MEXICO",), tag=("PREL",)),
            entry("C", None, "U.S.-Mexican harbour, la vie; paz", origin=("MEXICO",)),
            Entry(
                "D",
                {"body.c+NOFORN": ("hidden ferry", "second part"), "body.s+REL_USA_GBR": ("shared lighthouse",)},
                {"id": ("D", "OTHERNAME")},
                20100101,
                20100101,
            ),
        ]
    )
    made.commit("archive", 4)
    made.release()
    return made


NODES: list[tuple[Node, str, str]] = [
    (Everything(), "DABC", "newest first, undated last, without the checkpoint"),
    (Nothing(), "", "none"),
    (Words("ferry", BODY), "AB", "any inflection"),
    (Words("FERRIES", BODY), "AB", "any case"),
    (Words("ferry", BODY, exact=True), "B", "exactly the word"),
    (Words("sao tome", BODY), "B", "accents fold"),
    (Words("São", BODY), "B", "in the query, too"),
    (Words("la paz", BODY), "A", "several words are a phrase: in order, side by side"),
    (Words("paz la", BODY), "", "not the other way round"),
    (Words("again harbour", BODY), "", "a phrase does not reach into the next paragraph"),
    (Words("U.S.-Mexican", BODY), "C", "split at punctuation, kept together"),
    (Words("harb", BODY, prefix=True), "AC", "beginnings"),
    (Words("la pa", BODY, prefix=True), "A", "the last word of a phrase may go on"),
    (Words("!?", BODY), "", "no word"),
    (Words("ferry", ()), "", "no lane"),
    (Words("hidden", BODY), "", "not in this lane"),
    (Words("hidden", NF), "D", "but in that of its caveat"),
    (Words("hidden ferry", NF, exact=True), "D", "phrases there"),
    (Words("ferry second", NF), "", "and there, too, not across paragraphs"),
    (Words("hid", NF, prefix=True), "D", "beginnings there"),
    (Words("lighthouses", RELEASE), "D", "a caveat of several words"),
    (Words("hidden", (("body.c+NEVERSEEN", 1.0),)), "", "a lane that nothing is in"),
    (Is("origin", ("MEXICO",)), "BC", "a whole value"),
    (Is("origin", ("MEX",)), "", "not a part of one"),
    (Is("origin", ("MEXICO", "LAPAZ")), "ABC", "one of several"),
    (Is("id", ("OTHERNAME",)), "D", "by another name"),
    (Between("day", 20080301, 20090105), "AB", "both ends included"),
    (Between("day", None, 20081231), "B", "open below"),
    (Between("day", 20090000, None), "DA", "open above"),
    (Between("day", None, None), "DAB", "dated at all"),
    (Not(Words("ferry", BODY)), "DC", "nothing but a refusal"),
    (All((Words("ferry", BODY), Not(Is("origin", ("LAPAZ",))))), "B", "and not"),
    (All(()), "DABC", "all of nothing"),
    (Any((Words("paz", BODY), Is("id", ("D",)))), "DAC", "one of these"),
    (Any(()), "", "one of nothing"),
    (Not(Not(Is("id", ("D",)))), "D", "twice no"),
]


@pytest.mark.parametrize(("node", "keys", "remark"), NODES)
def test_ask(engine: TantivyEngine, node: Node, keys: str, remark: str) -> None:
    answer = engine.ask(Question(node, "newest"))
    assert "".join(key[0] for key in answer.keys) == keys, remark
    assert answer.total == engine.count(node) == len(keys)


def test_order_and_pages(engine: TantivyEngine) -> None:
    assert engine.ask(Question(Everything(), "oldest")).keys == ("B", "A~2", "D", "C")
    assert engine.ask(Question(Everything(), "newest", offset=1, limit=2)).keys == ("A~2", "B")
    assert engine.ask(Question(Everything(), "newest", offset=100, limit=2)).keys == ()


def test_facets_agree_with_the_total(engine: TantivyEngine) -> None:
    answer = engine.ask(Question(Words("ferry", BODY), facets=("origin", "tag", "year")))
    assert answer.total == 2
    assert answer.facets == {"origin": (("LAPAZ", 1), ("MEXICO", 1)), "tag": (("PREL", 2), ("MX", 1)), "year": ()}


def test_suggest(engine: TantivyEngine) -> None:
    assert engine.suggest("Fer", ("body.c",)) == (("ferries", 1), ("ferry", 1))
    assert engine.suggest("hid", ("body.c",)) == (), "not from lanes that were not named"
    assert engine.suggest("", ("body.c",)) == ()


def test_replace_and_remove(tmp_path: Path) -> None:
    engine = TantivyEngine(tmp_path / "index")
    engine.add([entry("A~2", 1, "first"), entry("B", 2, "first")])
    engine.commit("archive", 1)
    engine.add([entry("A~2", 3, "second")])
    engine.remove(["B", "nobody"])
    assert engine.count(Everything()) == 2, "nothing is seen before the commit"
    engine.commit("archive", 3)
    assert engine.ask(Question(Everything())).keys == ("A~2",)
    assert engine.count(Words("first", BODY)) == 0
    assert (engine.number("archive"), engine.number("another")) == (3, None)
    engine.reset()
    assert (engine.number("archive"), engine.count(Everything())) == (None, 0)


def test_hostile_text(tmp_path: Path) -> None:
    engine = TantivyEngine(tmp_path / "index")
    engine.add([entry("A\ud800", 1, "lone \ud800 surrogate", "x" * 100_000, "\x00", tag=("\ud800",))])
    engine.commit("archive", 1)
    assert engine.count(Words("lone surrogate", BODY)) == 1, "what is no letter separates words, as a comma does"
    assert engine.count(Words("surrogate", BODY)) == 1
