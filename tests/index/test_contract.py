"""The contract of `reftel.index.engine`, for any engine: add, replace, remove, crash and catch-up, every operator,
every facet, every level. A new engine is one more line in `MAKERS`."""

from __future__ import annotations

import ast
import random
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
from archive.invented import cable, put

from reftel import archive
from reftel.archive import Compartment, Reader
from reftel.index import (
    All,
    Any,
    Between,
    Engine,
    Entry,
    Everything,
    Is,
    Like,
    Near,
    Node,
    Not,
    Nothing,
    Pattern,
    Question,
    Similar,
    Words,
    follow,
    lane,
    queries,
    under_any_caveat,
)
from reftel.index import engine as contract
from reftel.index.engine import IndexBusy
from reftel.index.tantivy import TantivyEngine
from reftel.model import Classification, Paragraph
from reftel.search.gate import lanes

from .memory import MemoryEngine, Store

Open = Callable[[], Engine]
"""Opens the engine again on the same storage, as another process would."""


def embedded(folder: Path) -> Open:
    return lambda: TantivyEngine(folder / "index")


def in_memory(folder: Path) -> Open:
    store = Store()
    return lambda: MemoryEngine(store)


MAKERS = {"embedded": embedded, "in memory": in_memory}


CAVEATS = [f"body.s+CAVEAT{number}" for number in range(30)]
"""Lanes of more compartments than an engine may have room for beforehand."""


@pytest.fixture(
    scope="module",
    params=[(maker, crowded) for maker in MAKERS.values() for crowded in (False, True)],
    ids=[f"{name}{after}" for name in MAKERS for after in ("", " after many caveats")],
)
def asked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    maker, crowded = request.param
    engine: Engine = maker(tmp_path_factory.mktemp("contract"))()
    if crowded:
        engine.add([Entry(name, {name: ("gull",)}, {}) for name in CAVEATS])
        engine.commit("archive", 4)
        engine.remove(CAVEATS)
    engine.add(ENTRIES)
    engine.commit("archive", 5)
    engine.release()
    return engine


@pytest.fixture(params=MAKERS.values(), ids=MAKERS.keys())
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Open:
    made: Open = request.param(tmp_path)
    return made


BODY = (("body.c", 1.0),)
NF = (("body.c+NOFORN", 1.0),)
ANY = (("body.c+*", 1.0),)
BOTH = (*BODY, ("subject.c", 4.0))

ENTRIES = [
    Entry(
        "A~2",
        {
            "body.c": ("The ferries met again.", "Harbour of La Paz", "one two three four five"),
            "subject.c": ("Lighthouses",),
            "names": ("S/CT", "Narcotics"),
            "to": ("SECSTATE WASHDC",),
        },
        {"id": ("A~2", "09LAPAZ1"), "origin": ("LAPAZ",), "country": ("BO",), "tag": ("PREL", "MX"), "year": ("2009",),
         "month": ("2009-01",), "level": ("SECRET",), "signer": ("FEELEY",), "fact.c": ("mark=C", "cites=B")},
        20090105, 1_000_000_000, 1,
    ),
    Entry(
        "B",
        {"body.c": ("A ferry meeting in São Tomé", "five four lighthouse")},
        {"id": ("B",), "origin": ("MEXICO",), "country": ("MX",), "tag": ("PREL",), "year": ("2008",),
         "month": ("2008-03",), "level": ("SECRET",), "caption": ("SIPDIS",), "has": ("articles",)},
        20080301, 900_000_000, 2, released=20110901, declassify=20180301,
    ),
    Entry(
        "C",
        {"body.c": ("U.S.-Mexican harbour, la vie; paz", "cease-fire")},
        {"id": ("C",), "origin": ("MEXICO",), "country": ("MX",), "is": ("partial",)},
        change=3,
    ),
    Entry(
        "D",
        {
            "body.c+NOFORN": ("hidden ferry", "second part"),
            "body.c+*": ("hidden ferry", "second part"),
            "body.s+REL_USA_GBR": ("shared lighthouse",),
            "body.s+*": ("shared lighthouse",),
        },
        {"id": ("D", "OTHERNAME"), "source": ("raw",), "addressee": ("LIMA",), "fact.s+REL_USA_GBR": ("mark=S//REL",),
         "year": ("2010",), "month": ("2010-01",)},
        20100101, 1_100_000_000, 4,
    ),
]  # fmt: skip

NODES: list[tuple[Node, str, str]] = [
    (Everything(), "DABC", "newest first, undated last"),
    (Nothing(), "", "none"),
    # words
    (Words("ferry", BODY), "AB", "any inflection"),
    (Words("FERRIES", BODY), "AB", "any case"),
    (Words("ferry", BODY, exact=True), "B", "exactly the word"),
    (Words("sao tome", BODY), "B", "accents fold"),
    (Words("São", BODY), "B", "in the query, too"),
    (Words("la paz", BODY), "A", "several words are a phrase: in order, side by side"),
    (Words("paz la", BODY), "", "not the other way round"),
    (Words("again harbour", BODY), "", "a phrase does not reach into the next text"),
    (Words("U.S.-Mexican", BODY), "C", "split at punctuation, kept together"),
    (Words("ceasefire", BODY), "C", "what is hyphenated is found in one word"),
    (Words("cease fire", BODY), "C", "and as its words"),
    (Words("sct", (("names", 1.0),)), "A", "strokes likewise"),
    (Words("harb", BODY, prefix=True), "AC", "beginnings"),
    (Words("la pa", BODY, prefix=True), "A", "the last word of a phrase may go on"),
    (Words("!?", BODY), "", "no word"),
    (Words("ferry", ()), "", "no lane"),
    (Words("lighthouse", BOTH), "AB", "one of several lanes"),
    (Words("washdc", (("to", 1.0),)), "A", "a lane that is open to everybody"),
    (Words("hidden", BODY), "", "not in this lane"),
    (Words("hidden", NF), "D", "but in that of its caveat"),
    (Words("hidden", ANY), "D", "and in that of any caveat"),
    (Words("hidden ferry", NF, exact=True), "D", "phrases there"),
    (Words("ferry second", NF), "", "and there, too, not across texts"),
    (Words("hid", NF, prefix=True), "D", "beginnings there"),
    (Words("hidden fer", NF, prefix=True), "D", "of the last word of a phrase"),
    (Words("second fer", NF, prefix=True), "", "not across texts"),
    (Words("lighthouses", (("body.s+REL_USA_GBR", 1.0),)), "D", "a caveat of several words"),
    (Words("hidden", (("body.c+NEVERSEEN", 1.0),)), "", "a lane that nothing is in"),
    # patterns
    (Pattern("f?rry", BODY), "B", "one character"),
    (Pattern("f?ry", BODY), "", "exactly one"),
    (Pattern("f*r*s", BODY), "A", "any number of them"),
    (Pattern("*arbour", BODY), "AC", "at the beginning"),
    (Pattern("S?O", BODY), "B", "folded like the text"),
    (Pattern("*", BODY), "", "no letter: nothing"),
    (Pattern("hidd?n", NF), "D", "under a caveat"),
    (Pattern("h*en", NF), "D", "of any length there"),
    (Pattern("hidd?n", BODY), "", "and not beside it"),
    (Pattern("?ighthouse", NF), "", "nor under another"),
    (Pattern("?ighthouse", (("body.s+REL_USA_GBR", 1.0),)), "D", "but there"),
    # one edit
    (Similar("ferrys", BODY), "B", "a letter too many"),
    (Similar("hrbour", BODY), "AC", "one lost"),
    (Similar("hrabour", BODY), "AC", "two exchanged"),
    (Similar("harbour", BODY), "AC", "none"),
    (Similar("hrbor", BODY), "", "two edits"),
    (Similar("hiden", NF), "D", "under a caveat"),
    (Similar("hiden", BODY), "", "and not beside it"),
    # near
    (Near(("one", "five"), 4, BODY), "A", "three words between"),
    (Near(("five", "one"), 4, BODY), "A", "in any order"),
    (Near(("one", "five"), 3, BODY), "", "farther apart"),
    (Near(("four", "five"), 1, BODY), "AB", "side by side, either way round"),
    (Near(("again", "harbour"), 20, BODY), "", "not from one text into the next"),
    (Near(("one", "three", "five"), 4, BODY), "A", "three words"),
    (Near(("one", "three", "five"), 3, BODY), "", "every two of them"),
    (Near(("one", "one"), 20, BODY), "", "twice is two occurrences"),
    (Near(("ferry", "hidden"), 1, NF), "D", "under a caveat"),
    (Near(("ferry", "hidden"), 1, BODY), "", "and not beside it"),
    (Near(("hidden", "hidden"), 20, NF), "", "once is not twice there, too"),
    # values
    (Is("origin", ("MEXICO",)), "BC", "a whole value"),
    (Is("origin", ("MEX",)), "", "not a part of one"),
    (Is("origin", ("MEXICO", "LAPAZ")), "ABC", "one of several"),
    (Is("id", ("OTHERNAME",)), "D", "by another name"),
    (Is("has", ("articles",)), "B", "what it has"),
    (Is("is", ("partial",)), "C", "what it is"),
    (Is("fact.c", ("mark=C",)), "A", "a fact of a compartment"),
    (Is("fact.c", ("mark=S//REL",)), "", "not of another"),
    (Is("fact.s+REL_USA_GBR", ("mark=S//REL",)), "D", "under caveats"),
    (Like("id", "09LA*"), "A", "values that begin so"),
    (Like("origin", "?EX*O"), "BC", "values that a pattern fits"),
    (Like("origin", "[A-Z]*"), "", "no other expression is understood"),
    # numbers
    (Between("day", 20080301, 20090105), "AB", "both ends included"),
    (Between("day", None, 20081231), "B", "open below"),
    (Between("day", 20090000, None), "DA", "open above"),
    (Between("day", None, None), "DAB", "dated at all"),
    (Between("released", 20110000, 20120000), "B", "when published"),
    (Between("declassify", None, 20260000), "B", "when to be declassified"),
    (Between("change", 3, None), "DC", "changed since"),
    # together
    (Not(Words("ferry", BODY)), "DC", "nothing but a refusal"),
    (All((Words("ferry", BODY), Not(Is("origin", ("LAPAZ",))))), "B", "and not"),
    (All((Words("ferry", BODY), Words("harbour", BODY))), "A", "both, wherever they stand"),
    (All(()), "DABC", "all of nothing"),
    (All((Not(Is("id", ("B",))), Not(Is("id", ("C",))))), "DA", "nothing but refusals"),
    (Any((Words("paz", BODY), Is("id", ("D",)))), "DAC", "one of these"),
    (Any(()), "", "one of nothing"),
    (Not(Not(Is("id", ("D",)))), "D", "twice no"),
    (Any((Not(Is("id", ("D",))), Nothing())), "ABC", "a refusal among alternatives"),
]


@pytest.mark.parametrize(("node", "keys", "remark"), NODES)
def test_every_operator(asked: Engine, node: Node, keys: str, remark: str) -> None:
    answer = asked.ask(Question(node, "newest"))
    assert "".join(key[0] for key in answer.keys) == keys, remark
    assert answer.total == asked.count(node) == len(keys) == len(list(asked.scan(node)))


def test_every_operator_is_here() -> None:
    assert {type(node) for node, *_ in NODES} == set(contract.Node.__args__)


def test_order_and_pages(asked: Engine) -> None:
    assert asked.ask(Question(Everything(), "oldest")).keys == ("B", "A~2", "D", "C")
    assert asked.ask(Question(Everything(), "newest", offset=1, limit=2)).keys == ("A~2", "B")
    assert asked.ask(Question(Everything(), "newest", offset=100, limit=2)).keys == ()
    assert asked.ask(Question(Words("lighthouse", BOTH))).keys == ("A~2", "B"), "the heavier lane first"


FACETS = {
    "origin": {"MEXICO": 2, "LAPAZ": 1},
    "country": {"MX": 2, "BO": 1},
    "year": {"2008": 1, "2009": 1, "2010": 1},
    "month": {"2008-03": 1, "2009-01": 1, "2010-01": 1},
    "level": {"SECRET": 2},
    "tag": {"PREL": 2, "MX": 1},
    "caption": {"SIPDIS": 1},
    "addressee": {"LIMA": 1},
    "signer": {"FEELEY": 1},
    "source": {"raw": 1},
}


def test_every_facet(asked: Engine) -> None:
    assert tuple(FACETS) == contract.FACETS
    whole = asked.ask(Question(Everything(), facets=contract.FACETS))
    assert {name: dict(counts) for name, counts in whole.facets.items()} == FACETS
    for name, counts in whole.facets.items():
        assert [many for _, many in counts] == sorted((many for _, many in counts), reverse=True)
        for value, many in counts:
            assert asked.count(Is(name, (value,))) == many, "each narrows to its count"
    some = asked.ask(Question(Words("ferry", BODY), facets=("origin", "tag"), facet_size=1))
    assert (some.total, len(some.facets["origin"]), some.facets["tag"]) == (2, 1, (("PREL", 2),))


def test_days_are_counted(asked: Engine) -> None:
    counts = asked.ask(Question(Everything(), facets=contract.DAYS)).facets
    assert {name: dict(found) for name, found in counts.items()} == {
        "day": {"20080301": 1, "20090105": 1, "20100101": 1},
        "released": {"20110901": 1},
        "declassify": {"20180301": 1},
    }


def test_two_facets_against_each_other(asked: Engine) -> None:
    table = asked.cross(Everything(), ("tag", ("PREL", "MX", "NONE")), ("origin", ("MEXICO", "LAPAZ", "LIMA")))
    assert table == {("PREL", "MEXICO"): 1, ("PREL", "LAPAZ"): 1, ("MX", "LAPAZ"): 1}
    for (tag, origin), many in table.items():
        assert asked.count(All((Is("tag", (tag,)), Is("origin", (origin,))))) == many
    assert asked.cross(Is("origin", ("LAPAZ",)), ("tag", ("PREL",)), ("origin", ("MEXICO", "LAPAZ"))) == {
        ("PREL", "LAPAZ"): 1
    }
    assert asked.cross(Everything(), ("tag", ()), ("origin", ("MEXICO",))) == {}


def test_facets_of_many_values_are_exact(opened: Open) -> None:
    engine = opened()
    for part in range(3):  # several commits: an engine may keep them apart
        engine.add(
            [
                Entry(f"{part}-{number}", {}, {"tag": (f"T{part}{number}", "ALL", f"SOME{number % 7}")}, change=number)
                for number in range(60)
            ]
        )
        engine.commit("archive", part)
    counts = dict(engine.ask(Question(Everything(), facets=("tag",), facet_size=8)).facets["tag"])
    assert counts == {"ALL": 180} | {f"SOME{rest}": 27 if rest < 4 else 24 for rest in range(7)}


COMPARTMENTS = tuple(
    Compartment(band, caveats)
    for band in ("u", "sbu", "c", "s", "ts")
    for caveats in ((), ("NOFORN",), ("NOFORN", "ORCON"))
)
READERS = [
    *(Reader(level, None) for level in ("UNCLASSIFIED", "SENSITIVE BUT UNCLASSIFIED", "CONFIDENTIAL", "SECRET")),
    *(Reader("SECRET", frozenset(caveats)) for caveats in ((), ("NOFORN",), ("NOFORN", "ORCON"))),
    Reader("TOP SECRET", None),
]


@pytest.mark.parametrize("reader", READERS, ids=lambda each: f"{each.level} {each.caveats and sorted(each.caveats)}")
def test_every_level(opened: Open, reader: Reader) -> None:
    """Of one word in every compartment, the lanes of a reader find exactly those that the reader sees."""
    engine = opened()
    entries = []
    for number, where in enumerate(COMPARTMENTS):
        own, anyone = lane("body", where), lane("body", under_any_caveat(where))
        texts = {own: ("buoy",)} | ({anyone: ("buoy",)} if where.caveats else {})
        entries.append(Entry(where.name, texts, {lane("fact", where): ("mark=X",)}, sent=number, change=number))
    engine.add(entries)
    engine.commit("archive", 1)
    seen = {where.name for where in COMPARTMENTS if reader.sees(where)}
    mine = lanes("body", reader, COMPARTMENTS)
    for node in (Words("buoys", mine), Pattern("b?oy", mine), Similar("bouy", mine), Words("buoy", mine, exact=True)):
        assert set(engine.scan(node)) == seen
    assert {word for word, _ in engine.suggest("b", [name for name, _ in mine])} == ({"buoy"} if seen else set())


def test_replace_and_remove(opened: Open) -> None:
    engine = opened()
    engine.add([Entry("A~2", {"body.c": ("first",)}, {}, sent=1), Entry("B", {"body.c": ("first",)}, {}, sent=2)])
    engine.commit("archive", 1)
    engine.add([Entry("A~2", {"body.c": ("second",)}, {}, sent=3)])
    engine.remove(["B", "nobody"])
    assert engine.count(Everything()) == 2, "nothing is seen before the commit"
    engine.commit("archive", 3)
    assert engine.ask(Question(Everything())).keys == ("A~2",)
    assert engine.count(Words("first", BODY)) == 0
    assert (engine.number("archive"), engine.number("another")) == (3, None)
    engine.reset()
    assert (engine.number("archive"), engine.count(Everything())) == (None, 0)


def test_crash(opened: Open) -> None:
    """What was not committed is lost whole; the number says where to go on; nothing is doubled."""
    engine = opened()
    engine.add([Entry("A", {"body.c+NOFORN": ("kept",)}, {})])
    engine.commit("archive", 1)
    engine.add([Entry("B", {"body.s+ORCON": ("lost",)}, {}), Entry("A", {"body.c": ("changed",)}, {})])
    engine.release()
    del engine
    again = opened()
    assert (again.number("archive"), again.count(Everything())) == (1, 1)
    assert again.count(Words("kept", NF)) == 1
    again.add([Entry("B", {"body.s+PROPIN": ("found",)}, {}), Entry("A", {"body.c": ("changed",)}, {})])
    again.commit("archive", 2)
    assert (again.number("archive"), again.count(Everything())) == (2, 2)
    assert again.count(Words("lost", (("body.s+ORCON", 1.0),))) == 0
    assert again.count(Words("found", (("body.s+ORCON", 1.0),))) == 0, "a lane never stands for another"
    assert again.count(Words("found", (("body.s+PROPIN", 1.0),))) == 1


def test_one_writes_and_others_see_it(opened: Open) -> None:
    writer, other = opened(), opened()
    writer.add([Entry("A", {"body.c+NOFORN": ("seen",)}, {})])
    with pytest.raises(IndexBusy):
        other.add([Entry("B", {}, {})])
    writer.commit("archive", 1)
    writer.release()
    assert other.count(Everything()) == 0, "of the moment at which it last looked"
    other.refresh()
    assert (other.number("archive"), other.count(Words("seen", NF))) == (1, 1)
    other.add([Entry("B", {"body.c+ORCON": ("seen",)}, {})])
    other.commit("archive", 2)
    assert other.count(Words("seen", NF)) == 1


def test_follows_a_record(opened: Open, tmp_path: Path) -> None:
    """The same catch-up that the embedded engine has, on any engine; and again after a crash in its midst."""
    engine = opened()
    with archive.open(tmp_path / "X", create=True) as held:
        put(held, *(cable(number) for number in range(1, 8)))
        follow._follow(held, engine, None)
        engine.release()
        assert (engine.count(Everything()), engine.number(held.identity)) == (7, held.last_change())
        put(
            held,
            cable(8, classification=Classification("SECRET", ("NOFORN",)), paragraphs=(Paragraph("pelican", 1),)),
            cable(3, subject="A lighthouse", released=cable(1).sent),
        )
        engine.add([Entry("half", {}, {})])
        engine.release()  # killed before its commit
        engine = opened()
        follow._follow(held, engine, None)
        assert (engine.count(Everything()), engine.number(held.identity)) == (8, held.last_change())
        assert engine.count(Words("lighthouse", (("subject.c", 1.0),))) == 1
        for reader, many in ((Reader("SECRET"), 1), (Reader("SECRET", frozenset()), 0), (Reader("CONFIDENTIAL"), 0)):
            assert engine.count(Words("pelicans", lanes("body", reader, held.compartments()))) == many


ODD = ("body.s+REL_U.S.", "body.s+A\\B", "body.s+\N{GREEK SMALL LETTER OMEGA}%41", f"body.s+{'REL_TO_EVERYBODY_' * 30}")
"""Caveats as damage and long lists make them."""


def test_more_caveats_than_slots(opened: Open) -> None:
    """However many caveats an archive holds, every operator finds what is under each, and only under it."""
    engine = opened()
    names = [*CAVEATS, *ODD]
    texts = {name: (f"gull number{place} gull", "gull") for place, name in enumerate(names)}
    engine.add(
        [Entry(str(place), {name: texts[name], "body.s+*": texts[name]}, {}) for place, name in enumerate(names)]
    )
    engine.commit("archive", 1)
    for place, name in enumerate(names):
        here, key = ((name, 1.0),), (str(place),)
        other = ((names[place - 1], 1.0),)
        for node in (
            Words("gulls", here),
            Words(f"gull number{place}", here, exact=True),
            Words("gull numb", here, prefix=True),
            Similar("gul", here),
            Pattern(f"n?mber{place}", here),
            Pattern("*umbe*", here),
            Near(("gull", "gull"), 2, here),
            Near((f"number{place}", "gull"), 1, here),
        ):
            assert engine.ask(Question(node)).keys == key, (name, node)
        assert engine.count(Pattern(f"n?mber{place}", other)) == engine.count(Words(f"number{place}", other)) == 0
        assert engine.count(Near(("gull", "gull"), 1, here)) == 0
        assert engine.suggest("num", (name,)) == ((f"number{place}", 1),)
        assert engine.alike(f"numbre{place}", (name,)) == (f"number{place}",)


@pytest.mark.parametrize("most", [16_000, 7])
@pytest.mark.parametrize("lane_", ["body.s", "body.s+*", CAVEATS[-1]])
def test_the_last_word_of_a_phrase_may_be_any_of_many(
    opened: Open, monkeypatch: pytest.MonkeyPatch, lane_: str, most: int
) -> None:
    monkeypatch.setattr(queries, "_MOST_ENDS", most)
    engine = opened()
    engine.add([Entry(name, {name: ("gull",)}, {}) for name in CAVEATS])
    engine.commit("archive", 1)
    many = [f"cease fire{number}" for number in range(300)]
    engine.add([Entry(text, {lane_: (text,), "body.s+*": (text,)}, {}) for text in (*many, "no fire1")])
    engine.commit("archive", 2)
    engine.add([Entry("later", {lane_: ("cease fire", "cease fore"), "body.s+*": ("cease fire",)}, {})])
    engine.commit("archive", 3)
    where = ((lane_, 1.0),)
    assert engine.count(Words("cease fire", where, prefix=True)) == 301
    assert engine.count(Words("cease fire1", where, prefix=True)) == 111


@pytest.mark.parametrize("span", [1, 2, 3, 4, 5, 19, 20])
@pytest.mark.parametrize("words", ["a b", "a x", "x a", "a a", "x x", "a b x", "a a b", "x x x"])
def test_near_is_exact(texts: tuple[Engine, list[list[str]]], span: int, words: str) -> None:
    engine, held = texts

    def close(text: list[str], one: str, other: str) -> bool:
        places = [place for place, word in enumerate(text) if word == one]
        others = [place for place, word in enumerate(text) if word == other]
        return any(0 < abs(here - there) <= span for here in places for there in others)

    pairs = list(combinations(words.split(), 2))
    expected = {f"K{number}" for number, text in enumerate(held) if all(close(text, *pair) for pair in pairs)}
    assert set(engine.scan(Near(tuple(words.split()), span, BODY))) == expected


@pytest.fixture(scope="module", params=MAKERS.values(), ids=MAKERS.keys())
def texts(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Engine, list[list[str]]]:
    """Texts of a few letters each, rare ones and common ones, in no order."""
    drawn = random.Random(7)  # noqa: S311
    held = [drawn.choices("abcxyzxyzqrs", k=drawn.randint(1, 30)) for _ in range(400)]
    engine: Engine = request.param(tmp_path_factory.mktemp("near"))()
    engine.add([Entry(f"K{number}", {"body.c": (" ".join(text),)}, {}) for number, text in enumerate(held)])
    engine.commit("archive", 1)
    return engine, held


def test_hostile_text(opened: Open) -> None:
    engine = opened()
    entry = Entry("A\ud800", {"body.c": ("lone \ud800 surrogate", "x" * 100_000, "\x00")}, {"tag": ("\ud800",)}, sent=1)
    engine.add([entry])
    engine.commit("archive", 1)
    assert engine.count(Words("surrogate", BODY)) == 1
    for text in ("\ud800", "\x00", "*?*?" * 500, "[" * 300, "\\", "é" * 5000, "(", ".*", "a" * 1000):
        for node in (Words(text, BODY), Pattern(text + "a", BODY), Like("tag", text), Similar(f"a{text}"[:90], BODY)):
            assert engine.count(node) in (0, 1)


ROOT = Path(__file__).parents[2]


def test_nobody_outside_the_index_knows_an_engine_by_name() -> None:
    """Neither the library nor the class of the embedded engine is imported anywhere else."""
    known = {"tantivy", "reftel.index.tantivy", "reftel.index.fields", "reftel.index.queries", "reftel.index.borrowed"}
    wrong = []
    for path in sorted((ROOT / "reftel").rglob("*.py")):
        if path.parent == ROOT / "reftel" / "index":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module, *(f"{node.module}.{each.name}" for each in node.names)]
            wrong += [f"{path}: {name}" for name in names if name in known or name.startswith("tantivy.")]
    assert not wrong
