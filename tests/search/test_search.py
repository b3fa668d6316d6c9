"""Search from end to end, on invented cables."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from archive.invented import BODY, cable, put
from hypothesis import given, settings
from hypothesis import strategies as st

from reftel import archive, search
from reftel.archive import EVERYTHING, Archive
from reftel.index import committed
from reftel.model import Addressee, Authority, Block, Classification, Paragraph, Reference, Tag
from reftel.search import gate

LONG = "word " * 200 + "then the pelican landed " + "word " * 200


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    made = archive.open(tmp_path_factory.mktemp("search") / "X", create=True)
    put(
        made,
        cable(1),
        cable(2, classification=Classification("SECRET"), tags=(Tag("SNAR"), Tag("OVIP (CLINTON, HILLARY)", "person"))),
        cable(3, "CIUDADJUAREZ", addressees=(Addressee("action", "SECSTATE WASHDC"),), captions=("SIPDIS", "NOFORN")),
        cable(4, subject="The pelican's return", paragraphs=(Paragraph(LONG, 4, "C", "CONFIDENTIAL"), *BODY)),
        cable(
            5,
            sent=dt.datetime(2008, 5, 5, tzinfo=dt.UTC),
            aliases=("7575MEXICO5", "FRUS2008V01/D5"),
            signed_by=("WINDMILLER",),
        ),
        cable(6, sent=None, references=(Reference("09 MEXICO 777", target="09MEXICO777"),)),
        cable(7, "LAPAZ", paragraphs=(Paragraph("Visits to São Tomé; (pelicans) & <b>bold</b>", None, "C"),)),
        cable(8, "LAPAZ", paragraphs=(), text="A scrap about an albatross."),
        cable(9, "LAPAZ", text="xx heron yy", blocks=(Block("unknown", 3, 8),)),
        cable(
            10,
            "LAPAZ",
            classified_by=(Authority("Quentin Invented", "Consul"),),
            references=(
                Reference("08 CIUDAD JUAREZ 888", target="08CIUDADJUAREZ888"),
                Reference("09 CIUDAD JUAREZ 888", target="09CIUDADJUAREZ888"),
                Reference("LA PAZ 999", target="09LAPAZ999", paragraph=0),
            ),
        ),
    )
    return made


FOUND = [
    ("", "1 2 3 4 5 6 7 8 9 10", "nothing asked: everything"),
    ("pelican", "4 7", "a word, in any number"),
    ("PELICANS sao", "7", "both words, folded"),
    ("pelican albatross", "", "both: none"),
    ("pelican OR albatross", "4 7 8", "either"),
    ("pelican -subject:return", "7", "without"),
    ('"pelican landed"', "4", "a phrase"),
    ('"landed pelican"', "", "in that order only"),
    ('"harbour. The mayor"', "", "not across paragraphs"),
    ('subject:"pelican s return"', "4", "in the subject only"),
    ("pelican subject:ferry", "7", "a field and a word"),
    ("albat*", "8", "a beginning"),
    ("heron", "9", "what the reading left over"),
    ("windmiller", "5", "who signed"),
    ("quentin", "10", "who classified"),
    ("sipdis -origin:mexico", "3 7 8 9 10", "a caption as a word"),
    ("origin:mexico", "1 2 4 5 6", "a post"),
    ('origin:"Ciudad Juarez"', "3", "a post by its name"),
    ("origin:mexico,ciudadjuarez", "1 2 3 4 5 6", "one of two posts"),
    ("origin:nowhere", "", "a post that isn't there"),
    ("from:LAPAZ", "7 8 9 10", "by another name of the field"),
    ("to:secstate", "3", "an addressee"),
    ("tag:snar", "2", "a TAG"),
    ('tag:"OVIP (CLINTON, HILLARY)"', "2", "a TAG with a person"),
    ("caption:noforn", "3", "a caption"),
    ("class:secret", "2", "a level"),
    ("class:s", "2", "by its letter"),
    ("class:conf", "1 3 4 5 6 7 8 9 10", "by its beginning"),
    ("class:unclassified", "", "a level that isn't there"),
    ("date:2008", "5", "a year"),
    ("date:2008-05-05", "5", "a day"),
    ("date:<2009", "5", "before"),
    ("date:2009-01..2009-03 origin:mexico", "1 2", "a range"),
    ("id:09mexico5", "5", "a number"),
    ('id:"7575 MEXICO 5"', "5", "another number of it"),
    ("09 MEXICO 5", "5", "a bare number"),
    ("-subject:ferry", "4", "all but"),
    ("-class:confidential", "2", "all but a level"),
    ("origin:mexico !!!", "1 2 4 5 6", "what holds no word is left out"),
    ("!!!", "", "nothing else was asked: nothing"),
]


@pytest.mark.parametrize(("query", "expected", "remark"), FOUND)
def test_found(held: Archive, query: str, expected: str, remark: str) -> None:
    results = search.search(held, query, size=50)
    numbers = sorted(int("".join(filter(str.isdigit, hit.id[2:]))) for hit in results.hits)
    assert " ".join(map(str, numbers)) == expected, remark
    assert results.total == len(numbers)
    for name in ("origin", "level"):
        assert sum(facet.count for facet in results.facets[name]) == results.total, "facets agree with the total"


NOTED = [
    ("date:2009-03..2008", "“2009-03..2008” runs backwards: it is read as 2008..2009-03.", "exchanged, and said"),
    ("date:2008..2009-03", None, "in order"),
    ("date:2009..2009", None, "one year"),
    ("date:..2009", None, "open"),
    ("date:soon", "“soon” can't be read as a date (2009, 2009-07, 2009-07-21, 2008..2009-06, >2008): "
     "it is searched as text.", "no date"),
    ("a" * 500, f"“{'a' * 60}…” is too long to be a word: there is nothing to look for in it.", "no such word"),
    ("--- ", "“---” holds no letter or digit: there is nothing to look for in it.", "only marks"),
]  # fmt: skip


def test_frequent_words_near_each_other_have_a_bound(held: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = '"the specimen ferry reached invented"~20'
    assert search.search(held, asked).notes == ()
    assert search.search(held, asked).total == (together := search.search(held, '"the specimen ferry"~20').total) > 0
    monkeypatch.setattr(gate, "_HELD_BY", 1)
    monkeypatch.setattr(gate, "_MOST_TOGETHER", 75)
    few = search.search(held, asked)
    assert few.notes == ("Of the words that are to stand together, the first 3 are looked for.",)
    assert few.total == together
    monkeypatch.setattr(gate, "_MOST_TOGETHER", 0)
    assert search.search(held, asked).notes == ("Of the words that are to stand together, the first 2 are looked for.",)
    assert search.search(held, '"pelican landed unheard rare"~20').notes[-1].endswith("first 2 are looked for.")
    monkeypatch.setattr(gate, "_MOST_TOGETHER", 20)
    assert search.search(held, '"pelican landed unheard rare seldom"~20').notes == (), "rare words cost little"


def test_a_pattern_that_is_too_much_is_left_out_and_told(held: Archive) -> None:
    found = search.search(held, "pelican *a????????")
    assert found.notes[-1] == (
        "“*a????????” leaves too much open to be looked for: give more of its letters, or fewer ?."
    )
    assert found.total == search.search(held, "pelican").total > 0
    assert search.search(held, "id:*a????????").total == 0
    assert "leaves too much open" in search.search(held, "id:*a????????").notes[-1]


@pytest.mark.parametrize(("query", "note", "remark"), NOTED)
def test_notes(held: Archive, query: str, note: str | None, remark: str) -> None:
    assert search.search(held, query).notes == ((note,) if note else ()), remark
    if "backwards" in (note or ""):
        assert search.search(held, query).total == search.search(held, "date:2008..2009-03").total > 0


def test_what_others_put_around_a_telegram_is_no_snippet(tmp_path: Path) -> None:
    told = {"Concepts": "LANDLOCKED COUNTRIES", "Handling": "n/a"}
    lost = cable(11, paragraphs=(), text="Handling: n/a", blocks=(Block("notice", 0, 13),), attributes=told)
    with archive.open(tmp_path / "X", create=True) as made:
        put(made, lost)
        (hit,) = search.search(made, "landlocked").hits
        assert (hit.id, hit.snippets) == ("09MEXICO11", ())
        assert search.search(made, "handling").total == 0


JUMPS = [
    ("09MEXICO5", "09MEXICO5", None, "held"),
    (" 09 mexico 0005 ", "09MEXICO5", None, "in another spelling"),
    ("7575MEXICO5", "09MEXICO5", None, "by an alias"),
    ("09MEXICO777", None, ("09MEXICO777", 1), "not held, and cited"),
    ("09 MEXICO 0777", None, ("09MEXICO777", 1), "likewise, as people write it"),
    ("mexico 777 date:2009", None, ("09MEXICO777", 1), "with the year as a filter"),
    ("mexico 777", None, ("09MEXICO777", 1), "of all years one is cited"),
    ("ciudad juarez 888", None, None, "of two years: which is not told"),
    ("mexico 778 date:2009", None, None, "neither held nor cited: words"),
    ("09MEXICO778", None, ("09MEXICO778", 0), "it can only be a number"),
    ("la paz 999 date:2009", None, ("09LAPAZ999", 1), "cited by a paragraph"),
    ("cable 09MEXICO5", "09MEXICO5", None, "with what it is called"),
    ("REFTEL 09 MEXICO 777", None, ("09MEXICO777", 1), "likewise"),
    ("ref 09 MEXICO 5?", "09MEXICO5", None, "asked"),
    ("México 777", None, ("09MEXICO777", 1), "with an accent"),
    ("09 México 5", "09MEXICO5", None, "likewise, with the year"),
    ("09-MEXICO-5", "09MEXICO5", None, "with hyphens"),
    ("09/MEXICO/777", None, ("09MEXICO777", 1), "with strokes"),
    ("#09MEXICO5", "09MEXICO5", None, "a hash tag"),
    ("09MEXICO5#par2", "09MEXICO5", None, "the address of a paragraph"),
    ("09MEXICO5 ¶2", "09MEXICO5", None, "a paragraph, as it is cited"),
    ("21-JUL-2009", None, None, "a date with hyphens"),
    ("frus2008v01/d5", "09MEXICO5", None, "a document of a volume"),
    ("https://example.org/volumes/frus2008v01/d5", "09MEXICO5", None, "the address of one"),
    ("frus2008v01/d6", None, None, "a document that is not held"),
    ("10 Downing 2", None, None, "no post"),
    ("24 hours 7", None, None, "no post"),
    ("21 July 2009", None, None, "a date"),
    ("11 May 2001", None, None, "a date"),
    ("09MEXICO5 ferry", None, None, "not alone"),
    ("ferry", None, None, "no number"),
    ("2009", None, None, "a year"),
]


@pytest.mark.parametrize(("query", "jump", "lacking", "remark"), JUMPS)
def test_jump(held: Archive, query: str, jump: str | None, lacking: tuple[str, int] | None, remark: str) -> None:
    results = search.search(held, query)
    assert results.jump == jump, remark
    assert results.lacking == (search.Lacking(*lacking) if lacking else None), remark
    assert results.total >= (lacking[1] if lacking else 0), "who cites it is found"


@pytest.mark.parametrize("query", ["5 May 2008", "May 5, 2008", "the 5th of May 2008", "5 de mayo de 2008", "May 2008"])
def test_a_date_in_words_finds_its_day(held: Archive, query: str) -> None:
    results = search.search(held, query)
    assert [hit.id for hit in results.hits] == ["09MEXICO5"]
    assert any("is read as date:2008-05" in note for note in results.notes)


@pytest.mark.parametrize(
    "query", ["May 2009", "5 mayo 2009", "date:2009-05", "!!!", "origin:mexico !!!", "09MEXICO1, 09MEXICO2, 09LAPAZ7"]
)
def test_what_cannot_be_ranked_comes_by_date(tmp_path: Path, query: str) -> None:
    with archive.open(tmp_path / "X", create=True) as made:
        days = [dt.datetime(2009, 5, 5, hour, tzinfo=dt.UTC) for hour in range(12)]
        told = "In May 2009, on 5 mayo 2009, it ended."
        later = cable(
            40, sent=dt.datetime(2010, 1, 1, tzinfo=dt.UTC), subject=told, paragraphs=(Paragraph(told, 1, "C"),)
        )
        put(made, later, *(cable(number + 1, sent=day) for number, day in enumerate(days)))
        found = [hit.id for hit in search.search(made, query, size=50).hits]
        sent = [hit.sent for hit in search.search(made, query, size=50).hits if hit.sent]
        assert sent == sorted(sent, reverse=True)
        assert len(found) >= 2 or query == "!!!"
        assert not search.ranks(query)
        assert search.ranks(f"{query} ferry")


def test_a_date_in_words_is_searched_as_a_phrase(tmp_path: Path) -> None:
    said = {
        1: "It fell on July 21, 2009.",
        2: "On 21 July 2009 it fell.",
        3: "In July, 21 of 2009 fell.",
        4: "21 julio 2009",
    }
    with archive.open(tmp_path / "X", create=True) as made:
        sent = dt.datetime(2010, 1, 1, tzinfo=dt.UTC)
        put(made, *(cable(number, sent=sent, paragraphs=(Paragraph(each, 1, "C"),)) for number, each in said.items()))
        put(made, cable(5, sent=dt.datetime(2009, 7, 21, tzinfo=dt.UTC)))
        for query, expected in (("21 July 2009", "125"), ("july 21st, 2009", "125"), ("21 julio 2009", "1245")):
            assert "".join(sorted(hit.id[-1] for hit in search.search(made, query).hits)) == expected


@pytest.mark.parametrize(
    ("query", "same"),
    [
        ("class:limited official use ferry", 'class:"limited official use" ferry'),
        ("class:top secret", "class:ts"),
        ("mark:limited official use", 'mark:"limited official use"'),
        ("caption:exclusive distribution ferry", "caption:EXDIS ferry"),
        ("caption:eyes only ferry", 'caption:"EYES ONLY" ferry'),
        ("caption:EXDIS only", "only caption:EXDIS"),
        ("source:National Archives", 'source:"National Archives"'),
        ("year:2008", "date:2008"),
        ("title:return", "subject:return"),
        ("sender:lapaz", "from:lapaz"),
        ("mrn:09MEXICO2", "id:09MEXICO2"),
    ],
)
def test_names_of_fields_and_values_that_people_try(held: Archive, query: str, same: str) -> None:
    asked, meant = (search.ask_for(held, each, EVERYTHING).node for each in (query, same))
    assert asked == meant or set(asked.parts) == set(meant.parts)


@pytest.mark.parametrize("word", ["albatross", "pelican"])
def test_a_question_mark_loses_no_hit(held: Archive, word: str) -> None:
    assert search.search(held, f"{word}?").total == search.search(held, word).total > 0
    assert search.search(held, "albatros?").total == 1, "the pattern"


def test_a_level_is_named_without_its_blank(held: Archive) -> None:
    assert search.search(held, "class:limited-official-use").notes == ()
    assert search.search(held, "class:topsecret").notes == ()


@pytest.mark.parametrize("query", ["09MEXICO777", "mexico 777", "mexico 777 date:2009"])
def test_who_cites_what_is_missing(held: Archive, query: str) -> None:
    assert [hit.id for hit in search.search(held, query).hits] == ["09MEXICO6"]
    assert search.did_you_mean(held, query) == ()


def test_citations_that_a_reader_may_not_see_do_not_count(held: Archive) -> None:
    results = search.search(held, "09LAPAZ999", reader=archive.Reader("UNCLASSIFIED", frozenset()))
    assert (results.lacking, results.total) == (search.Lacking("09LAPAZ999", 0), 0)


def test_order(held: Archive) -> None:
    newest = [hit.id for hit in search.search(held, "", sort="newest").hits]
    oldest = [hit.id for hit in search.search(held, "", sort="oldest").hits]
    assert newest[0] == "09LAPAZ10"
    assert oldest[0] == "09MEXICO5"
    assert newest[-1] == oldest[-1] == "09MEXICO6", "undated comes last both ways"
    assert [hit.id for hit in search.search(held, "").hits] == newest, "nothing to be relevant to"
    assert [hit.id for hit in search.search(held, "pelican").hits] == ["09MEXICO4", "09LAPAZ7"], (
        "the subject weighs more"
    )
    assert search.search(held, "pelican", sort="no such order").total == 2


@pytest.mark.parametrize("size", [1, 3, 7])
def test_pages(held: Archive, size: int) -> None:
    whole = [hit.id for hit in search.search(held, "ferry", size=50).hits]
    first = search.search(held, "ferry", size=size)
    paged = [
        hit.id for page in range(1, first.pages + 1) for hit in search.search(held, "ferry", page=page, size=size).hits
    ]
    assert paged == whole


@pytest.mark.parametrize(("page", "size"), [(0, 0), (-5, -5), (10**30, 10**30)])
def test_any_page_any_size(held: Archive, page: int, size: int) -> None:
    results = search.search(held, "ferry", page=page, size=size)
    assert 1 <= results.page <= results.pages
    assert results.hits


def test_hit_and_facets(held: Archive) -> None:
    results = search.search(held, "class:secret")
    hit = results.hits[0]
    assert (hit.id, hit.origin, hit.origin_name, hit.level) == ("09MEXICO2", "MEXICO", "Embassy Mexico", "SECRET")
    assert hit.tags == ("SNAR", "OVIP (CLINTON, HILLARY)")
    assert [(each.value, each.label) for each in results.facets["level"]] == [("SECRET", "Secret")]
    assert [(each.value, each.count) for each in results.facets["year"]] == [("2009", 1)]
    assert results.facets["origin"][0].label == "Embassy Mexico"
    assert results.milliseconds > 0


def test_every_facet_narrows_to_its_count(held: Archive) -> None:
    results = search.search(held, "ferry")
    narrowed = [(name, facet) for name, facets in results.facets.items() for facet in facets]
    assert len(narrowed) > 8
    for name, facet in narrowed:
        assert search.search(held, f"ferry {search.term(name, facet.value)}").total == facet.count, (name, facet)


TERMS = [
    ("origin", "MEXICO", "origin:MEXICO"),
    ("year", "2009", "date:2009"),
    ("level", "TOP SECRET", 'class:"TOP SECRET"'),
    ("tag", "OVIP (CLINTON, HILLARY)", 'tag:"OVIP (CLINTON, HILLARY)"'),
    ("caption", 'odd"one', 'caption:“odd"one”'),
    ("date", "2009-07", "date:2009-07"),
]


@pytest.mark.parametrize(("field", "value", "expected"), TERMS)
def test_term(field: str, value: str, expected: str) -> None:
    assert search.term(field, value) == expected


def snippets(held: Archive, query: str) -> list[tuple[str | None, list[str]]]:
    hit = search.search(held, query).hits[0]
    return [(each.anchor, [text for text, matched in each.parts if matched]) for each in hit.snippets]


SNIPPETS = [
    ("pelican landed origin:mexico", [("par4", ["pelican", "landed"])], "the window goes to the match"),
    ('"pelican landed"', [("par4", ["pelican landed"])], "a phrase is one match"),
    ("sao pelican origin:lapaz", [("par0a", ["São", "pelicans"])], "folded and inflected"),
    ("ferries id:09mexico1", [("par1", ["ferry"]), ("par2", ["ferries"])], "the best two"),
    ("windmiller", [("par1", [])], "not in the body: its beginning"),
    ("albatross", [(None, ["albatross"])], "no paragraphs: the text"),
    ("heron", [(None, ["heron"])], "what was left over"),
    ("harb* id:09mexico1", [("par1", ["harbour"])], "a beginning"),
    ("ferry -praised id:09mexico1", None, "what must not be there is not marked"),
]


@pytest.mark.parametrize(("query", "expected", "remark"), SNIPPETS)
def test_snippets(held: Archive, query: str, expected: list[tuple[str | None, list[str]]] | None, remark: str) -> None:
    if expected is None:
        assert search.search(held, query).total == 0, remark
        return
    assert snippets(held, query) == expected, remark


def test_snippet_is_short_and_says_where_it_was_cut(held: Archive) -> None:
    (snippet,) = search.search(held, '"pelican landed"').hits[0].snippets
    text = "".join(part for part, _ in snippet.parts)
    assert len(text) < 300
    assert text.startswith("… ")
    assert text.endswith(" …")
    assert (snippet.number, snippet.mark) == (4, "C")


def test_snippet_is_plain_text(held: Archive) -> None:
    (snippet,) = search.search(held, "bold").hits[0].snippets
    assert "".join(part for part, _ in snippet.parts) == "Visits to São Tomé; (pelicans) & <b>bold</b>"


SYNTAX = st.lists(
    st.sampled_from(
        [
            "(",
            ")",
            '"',
            "-",
            "OR",
            "AND",
            "NOT",
            "ferry",
            "date:",
            ">2008",
            "origin:x",
            "class:",
            "tag:a,b",
            "*",
            "id:~",
        ]
    )
)


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters()) | SYNTAX.map(" ".join) | SYNTAX.map("".join))
def test_nothing_typed_is_an_error(held: Archive, query: str) -> None:
    results = search.search(held, query)
    assert 0 <= results.total <= 10
    assert len(results.hits) == results.total


HOSTILE = [
    "\ud800",
    "ferry\udfff",
    "\x00",
    "(" * 100_000,
    "-" * 100_000,
    "a OR " * 5000,
    '"' * 9999,
    "date:" + "9" * 5000,
]


@pytest.mark.parametrize("query", HOSTILE, ids=lambda query: repr(query[:8]))
def test_hostile(held: Archive, query: str) -> None:
    assert search.search(held, query).total <= 10


def test_empty_archive(tmp_path_factory: pytest.TempPathFactory) -> None:
    with archive.open(tmp_path_factory.mktemp("none") / "X", create=True) as empty:
        results = search.search(empty, "ferry")
        assert (results.total, results.hits, results.pages, results.page) == (0, (), 1, 1)
        assert search.search(empty, "").total == 0


def test_an_index_found_damaged_while_facets_are_counted_is_made_anew(
    held: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = search.search(held, "pelican")
    counted = committed._facets
    broken = iter([True])

    def damaged(*asked: object) -> committed.Counts:
        if next(broken, False):
            raise ValueError("a block cannot be read")
        return counted(*asked)  # type: ignore[arg-type]

    monkeypatch.setattr(committed, "_facets", damaged)
    again = search.search(held, "pelican")
    assert next(broken, None) is None
    assert (again.total, again.facets) == (whole.total, whole.facets)
    assert [hit.id for hit in again.hits] == [hit.id for hit in whole.hits]
