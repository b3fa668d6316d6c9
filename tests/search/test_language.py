"""The query language as docs/searching.md describes it: every operator and every field, on invented cables."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from archive.invented import cable, put, reading

from reftel import archive, index, search
from reftel.archive import Archive, Source
from reftel.model import Addressee, Article, Authority, Classification, Paragraph, Reference, Repair, Tag
from reftel.search import Text


def day(year: int, month: int, of_month: int = 1) -> dt.datetime:
    return dt.datetime(year, month, of_month, tzinfo=dt.UTC)


def body(*texts: str, mark: str = "C") -> tuple[Paragraph, ...]:
    return tuple(Paragraph(text, place + 1, mark) for place, text in enumerate(texts))


READ = "the governor of Michoac n spoke"
"""A letter is lost; the parser keeps what it read and notes the likely word."""

CABLES = (
    cable(
        1,
        sent=day(2009, 1, 5),
        subject="Cease-fire talks",
        paragraphs=body("The ferry met the U.S. delegation of S/CT and the P-reel under E.O. 12958, reason 1.4(b)."),
        signed_by=("FEELEY",),
        classified_by=(Authority("Ada B. Quill", "Political Counselor"),),
        references=(Reference("LAPAZ 2", target="09LAPAZ2"), Reference("STATE 99", target="09STATE99")),
        declassify_on=dt.date(2019, 1, 5),
        executive_order="13526",
        declassification="OR UPON REUNIFICATION OF THE LAMPS",
    ),
    cable(
        2,
        "LAPAZ",
        subject="A keeper's day",
        sent=day(2009, 3, 1),
        tags=(Tag("SNAR", "subject", "Narcotics"), Tag("BL", "geo", "Bolivia")),
        addressees=(Addressee("action", "SECSTATE WASHDC"), Addressee("info", "AMEMBASSY LIMA")),
        paragraphs=(
            Paragraph("Summary: the lighthouse keeper praised the harbour.", 1, "S/NF", "SECRET", "summary"),
            Paragraph("The harbour has one old lighthouse and no keeper.", 2, "U", redacted=True),
        ),
        classification=Classification("SECRET", ("NOFORN",)),
    ),
    cable(
        3,
        "CIUDADJUAREZ",
        subject="Numbers",
        sent=day(2008, 7, 1),
        paragraphs=body("alpha one two three four five omega", "omega", "six seven"),
        tags=(Tag("OVIP (CLINTON, HILLARY)", "person"), Tag("KCRM", "subject", "Criminal activity")),
        articles=(Article("https://example.org/x"),),
        captions=("SIPDIS", "CORRECTED COPY"),
        partial=True,
    ),
    cable(
        4,
        subject="A speech",
        sent=day(2010, 2, 2),
        paragraphs=body(READ, "The ceasefire held. The colour of the harbor; naïve São Tomé."),
        text=READ,
        spans={"paragraphs.0": ((0, len(READ)),)},
        repairs=(Repair(16, 25, "Michoac n", "Michoacán", "lost-letter", certain=False),),
        released=day(2011, 9, 1),
        references=(Reference("09 MEXICO 1", target="09MEXICO1", paragraph=0),),
        classified_by=(Authority("Otto Wick", "Consul", ("1.4(d)",)),),
    ),
)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    made = archive.open(tmp_path_factory.mktemp("language") / "X", create=True)
    put(made, *CABLES)
    made.add([reading(CABLES[1], "other.txt")], Source("/heaps/second-copy.txt", "again"))
    return made


FOUND = [
    # words
    ("ferry delegation", "1", "both"),
    ("ferry OR lighthouse", "1 2", "either"),
    ("harbour -lighthouse", "", "without"),
    ("harbor NOT lighthouse", "4", "without, said so"),
    ("(ferry OR keeper) harbour", "2", "grouped"),
    ("ferries", "1", "any inflection"),
    ('"ferries"', "", "in quotes exactly"),
    ("Tome naive", "4", "accents and case"),
    # near
    ('"one omega"~5', "3", "four words between them"),
    ('"omega one"~5', "3", "in any order"),
    ('"one omega"~4', "", "farther apart"),
    ('"omega six"~20', "", "not across paragraphs"),
    ('"alpha three omega"~6', "3", "three words"),
    ('"alpha three omega"~5', "", "the outer ones are too far apart"),
    ('"omega omega"~20', "", "one occurrence is not two"),
    ('"lighthouse harbour"~4', "2", "beside a caveat"),
    # patterns and slips
    ("lightho*", "2", "a beginning"),
    ("l*thouse", "2", "anything between"),
    ("ferr?", "1", "one letter"),
    ("fer?", "", "exactly one"),
    ("lighthuose~", "2", "two letters exchanged"),
    ("lihtouse~", "", "two edits are too many"),
    ("keeeper~", "2", "a letter too many"),
    # what is written with points and strokes
    ("1.4(b)", "1", "a reason"),
    ('"E.O. 12958"', "1", "an order"),
    ("E.O. 12958", "1", "without quotes"),
    ("EO 12958", "1", "without points"),
    ("P-reel", "1", "a hyphen"),
    ("preel", "1", "without it"),
    ("p reel", "1", "as words"),
    ("S/CT", "1", "a stroke"),
    ("sct", "1", "without it"),
    ("U.S.", "1", "points"),
    ("u s", "1", "as words"),
    ("cease-fire", "1 4", "both ways of writing it"),
    ("ceasefire", "1 4", "and back"),
    ("keeper's", "2", "a possessive is the word"),
    # repairs and meanings
    ("Michoacan", "4", "what is meant"),
    ('"Michoac n"', "4", "what was read"),
    ('"governor of Michoacan spoke"', "4", "a phrase over the place"),
    ("narcotics", "2", "what a TAG means"),
    # fields
    ("id:09MEXICO1", "1", "number"),
    ("id:09MEXICO0001", "1", "leading zeros"),
    ("id:09mexico*", "1 4", "numbers that begin so"),
    ("origin:MEXICO", "1 4", "post"),
    ("origin:mex*", "1 4", "post that begins so"),
    ('origin:"Ciudad Juárez"', "3", "post by its name, with accents"),
    ('origin:"la paz"', "2", "in small letters"),
    ("country:MX", "1 3 4", "country by code"),
    ("country:mexico", "1 3 4", "by name"),
    ("country:bolivia,mexico", "1 2 3 4", "one of two"),
    ("tag:SNAR", "2", "TAG"),
    ("tag:narcotics", "2", "by meaning"),
    ('tag:"criminal activities"', "3", "by several words, in any inflection"),
    ("tag:bolivia", "2", "a country among the TAGS"),
    ("tag:clinton", "3", "a person"),
    ('tag:"OVIP (CLINTON, HILLARY)"', "3", "as it stands"),
    ("tag:S*", "2", "TAGS that begin so"),
    ("class:secret", "2", "level"),
    ("class:c,s", "1 2 3 4", "levels"),
    ("class:>c", "2", "above one"),
    ("class:<=c", "1 3 4", "up to one"),
    ("class:none", "", "without a level: none is"),
    ("-class:none", "1 2 3 4", "with one, all are"),
    ("class:none,s", "2", "without a level, or of one"),
    ("country:USA", "", "an abbreviation that is no part of another's name"),
    ("date:2008,2010", "3 4", "one of two years"),
    ("is:partial,corrected", "3", "one of two"),
    ("mark:S/NF,U", "2", "one of two marks"),
    ('has:"missing refs"', "1", "in words"),
    ('source:"plain text"', "1 2 3 4", "a layout by its name"),
    ("origin:Ciudad Juárez", "3", "a post of two words without quotes"),
    ("ref:09 MEXICO 1", "4", "a number of three words without quotes"),
    ("'old lighthouse'", "2", "single quotes"),
    ("ferry,delegation", "1", "a comma without a blank"),
    ("https://cables.example/cable/2009/01/09MEXICO1.html", "1 4", "an address that holds a number"),
    ("(09MEXICO1).", "1 4", "what stands around a number"),
    ("1.4(d)", "4", "a reason of the line of classification"),
    ("13526", "1", "its order"),
    ('"REUNIFICATION OF THE LAMPS"', "1", "its event"),
    ("caption:sipdis", "1 2 3 4", "caption"),
    ('caption:"corrected copy"', "3", "of several words"),
    ("subject:talks", "1", "subject"),
    ("subject:(talks OR ferry)", "1", "a group"),
    ("from:juarez", "3", "who sent it"),
    ('from:"Embassy Mexico"', "1 4", "by name"),
    ("to:secstate", "2", "who is to act"),
    ("to:lima", "", "not who is to know"),
    ("info:lima", "2", "who is to know"),
    ("addressee:STATE", "2", "exactly, by its post"),
    ('addressee:"SECSTATE WASHDC"', "2", "or by its line"),
    ("ref:09LAPAZ2", "1", "what cites it"),
    ('ref:"LA PAZ 0002"', "", "without a year no number"),
    ('ref:"09 LA PAZ 0002"', "1", "in another spelling"),
    ("ref:09STATE99", "1", "not held"),
    ("ref:09MEXICO1", "4", "cited in a paragraph"),
    ("citedby:09MEXICO1", "2", "what it cites"),
    ("citedby:09MEXICO4", "1", "also in a paragraph"),
    ("signed:feeley", "1", "who signed"),
    ("signed:fee*", "1", "who begins so"),
    ("by:quill", "1", "who classified it"),
    ('by:"political counselor"', "1", "by office"),
    ("mark:U", "2", "a paragraph's mark"),
    ("mark:S/NF", "2", "with a caveat"),
    ("mark:s//nf", "2", "in another spelling"),
    ("mark:secret", "2", "by the level's name"),
    ("mark:confidential -mark:secret", "1 3 4", "another"),
    ("mark:ts", "", "none"),
    ("date:2009", "1 2", "year"),
    ("date:2009-01..2009-02", "1", "range"),
    ("date:>2009", "4", "after"),
    ("date:(2008 OR 2010)", "3 4", "a group"),
    ("released:2011-09", "4", "publication"),
    ("declassify:<2019-01-06", "1 3", "by its own line, or ten years after it was sent"),
    ("declassify:2020", "4", "by rule alone"),
    ("declassify:>=2021", "", "none"),
    ("has:summary", "2", "summary"),
    ("has:redaction", "2", "redaction"),
    ("has:articles", "3", "articles"),
    ("has:editions", "2", "editions"),
    ("has:missing-refs", "1", "refers to what is not held"),
    ("is:partial", "3", "partial"),
    ("is:corrected", "3", "corrected"),
    ("source:raw", "1 2 3 4", "layout"),
    ("source:second-copy", "2", "file"),
    ('-has:summary -is:partial "cease-fire"', "1", "all together"),
]


@pytest.mark.parametrize(("query", "expected", "remark"), FOUND, ids=[each[0] for each in FOUND])
def test_found(held: Archive, query: str, expected: str, remark: str) -> None:
    results = search.search(held, query)
    numbers = sorted(hit.id[-1] for hit in results.hits)
    assert " ".join(numbers) == expected, (remark, results.notes)
    assert results.total == len(numbers)
    for name in ("origin", "country", "year", "month", "level"):
        assert sum(facet.count for facet in results.facets[name]) == results.total, "facets agree with the total"


NOTED = [
    ("is:lost", "can't be read as one of partial, corrected"),
    ("has:wings", "can't be read as one of summary"),
    ("ref:soon", "can't be read as a reference number"),
    ("released:soon", "can't be read as a date"),
    ("citedby:09STATE99", "is not in this archive"),
    ("ferry?", "may end a question"),
    ("fer?y", "? stands for exactly one"),
    ("4 July 2009", "is read as date:2009-07-04"),
    ("10 Downing 2", "no such post is known"),
    ('"ferry"~5', "is one word"),
    ('"a b c d e f g h i"~20', "the first 8 are looked for"),
    ("colour:red", "is not a field"),
]


@pytest.mark.parametrize(("query", "note"), NOTED)
def test_what_is_no_syntax_is_said(held: Archive, query: str, note: str) -> None:
    assert note in " ".join(search.search(held, query).notes)


JUMPS = [
    ("09 MEXICO 1", "09MEXICO1"),
    ("09MEXICO0001", "09MEXICO1"),
    ("2009MEXICO00001", "09MEXICO1"),
    ("mexico 1 date:2009", "09MEXICO1"),
    ("date:2009-01 mexico 0001", "09MEXICO1"),
    ("origin:mexico 1", "09MEXICO1"),
    ("ciudad juarez 3", "09CIUDADJUAREZ3"),
    ("mexico 1 date:2008", None),
    ("mexico 77", None),
    ("mexico ferry", None),
]


@pytest.mark.parametrize(("query", "key"), JUMPS)
def test_jump(held: Archive, query: str, key: str | None) -> None:
    results = search.search(held, query)
    assert results.jump == key
    if key:
        assert key in [hit.id for hit in results.hits]


MUCH = [
    ("ferry " * 600, "1", False, "the same word again costs nothing"),
    ("ferry OR " + " OR ".join(f"*{letter}q" for letter in "abcdef"), "1", True, "patterns tried on every word"),
    ("ferry OR " + " OR ".join(f"w{number}" for number in range(400)), "1", True, "more words than anybody types"),
    ("ferry OR " + " OR ".join(f'"x{number} y"' for number in range(25)), "1", False, "a list of names"),
]


@pytest.mark.parametrize(("query", "expected", "noted", "remark"), MUCH, ids=[each[-1] for each in MUCH])
def test_a_query_that_asks_for_very_much(held: Archive, query: str, expected: str, noted: bool, remark: str) -> None:
    results = search.search(held, query)
    assert " ".join(sorted(hit.id[-1] for hit in results.hits)) == expected, remark
    assert any("very much at once" in note for note in results.notes) == noted, remark


def test_a_list_of_numbers(held: Archive) -> None:
    results = search.search(held, "09 MEXICO 1, 09LAPAZ2 and 09 STATE 99")
    assert sorted(hit.id for hit in results.hits) == ["09LAPAZ2", "09MEXICO1", "09MEXICO4"], "4 cites the first"
    assert results.notes[1:] == ("09STATE99 is not in this archive.",)
    assert search.search(held, "09MEXICO1 ferry").notes == ()


MARKED = [
    ('"one omega"~5', ["one", "omega"]),
    ("l?ghthouse", ["lighthouse", "lighthouse"]),
    ("harbuor~", ["harbour", "harbour"]),
    ("cease-fire id:09mexico4", ["ceasefire"]),
    ("1.4(b)", ["1.4(b"]),
]


@pytest.mark.parametrize(("query", "words"), MARKED)
def test_marked(held: Archive, query: str, words: list[str]) -> None:
    hit = search.search(held, query).hits[0]
    assert [text for snippet in hit.snippets for text, matched in snippet.parts if matched] == words


SAID = "The harbour, the Harbor and São Tomé's harbours: a_harbour2, rabhour, arbour; 1.4(b) of hárbour."
FITTING = [
    (Text("harbour", similar=True), "harbour Harbor harbours harbour2 arbour hárbour", "one edit"),
    (Text("rahbour", similar=True), "rabhour", "two exchanged in the middle"),
    (Text("th", similar=True), "The the", "too short to be looked for by a part"),
    (Text("h?rb*", pattern=True), "harbour Harbor harbours harbour2 hárbour", "by its longest letters"),
    (Text("*our", pattern=True), "harbour rabhour arbour hárbour", "by its end"),
    (Text("?e", pattern=True), "", "exactly one letter before"),
    (Text("t*e", pattern=True), "The the Tomé", "hardly any letters to go by"),
]


@pytest.mark.parametrize(("text", "expected", "remark"), FITTING)
def test_words_that_a_pattern_or_an_edit_fits(held: Archive, text: Text, expected: str, remark: str) -> None:
    engine = index.engine_of(held)
    marker = search.Marker([text], engine.words, engine.stem)
    assert [SAID[start:end] for start, end, _ in marker.matches(SAID)] == expected.split(), remark


def test_more_paragraphs_are_counted(tmp_path_factory: pytest.TempPathFactory) -> None:
    with archive.open(tmp_path_factory.mktemp("more") / "X", create=True) as made:
        put(made, cable(1, paragraphs=body("gull one", "gull two", "none", "gull three gull", "gull four")))
        (hit,) = search.search(made, "gull").hits
        assert (len(hit.snippets), hit.more) == (2, 2)
        assert hit.snippets[0].anchor == "par4", "the best first"


ALPHABET = [
    *"abcxyz019 .,;:!?*~-+'\"“”()[]{}<>/\\|&^%$#@=_\n\t\x00é中\U0001f600\u202e",
    *(" OR ", " AND ", " NOT ", "date:", "mark:", "has:", "ref:09", "citedby:", "is:", "tag:", "id:", "country:"),
    *("source:", "released:", "~5", '"~9', "ferry", "origin:(", "signed:", "class:", "mexico 1", "2009-", ">", ".."),
]


def test_ten_thousand_random_strings(held: Archive) -> None:
    """No input whatever is an error, and each total is that of the facets."""
    dice = random.Random(2009)  # noqa: S311
    kinds = [ALPHABET, [chr(point) for point in range(0x20, 0x250)], ["\\", "*", "?", "(", ")", "a", ".", "["]]
    for _ in range(10_000):
        query = "".join(dice.choices(dice.choice(kinds), k=dice.randint(0, 24)))
        results = search.search(held, query, size=5)
        assert sum(facet.count for facet in results.facets["level"]) == results.total == len(results.hits), query
