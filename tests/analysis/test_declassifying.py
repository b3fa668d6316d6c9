"""The calendar over an archive: who is due when, marks against levels, and what a reader may learn of them."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest
from archive.invented import cable, put

from reftel import analysis, archive, search
from reftel.analysis.marking import compared
from reftel.archive import removing
from reftel.model import Cable, Classification, Paragraph

ON = dt.date(2019, 6, 1)


def paragraphs(*marks: str | None) -> tuple[Paragraph, ...]:
    from reftel import vocabulary

    return tuple(
        Paragraph(f"Specimen {at}.", at, mark, vocabulary.level_of_mark(mark) if mark else None)
        for at, mark in enumerate(marks, 1)
    )


@pytest.fixture
def held(tmp_path: Path) -> archive.Archive:
    made = archive.open(tmp_path / "X", create=True)
    put(
        made,
        cable(1, executive_order="12958", declassify_on=dt.date(2019, 3, 1)),
        cable(2, executive_order="12958", declassify_on=dt.date(2019, 9, 1)),
        cable(3, executive_order="12958", declassify_on=dt.date(2029, 9, 1)),
        cable(4, executive_order="12958", declassification="AFTER FERRY REUNIFICATION"),
        cable(5, executive_order="12958", declassification="X1"),
        cable(6, classification=Classification("UNCLASSIFIED"), paragraphs=paragraphs("U")),
        cable(7, "LAPAZ", classification=Classification("SECRET"), paragraphs=paragraphs("C", "U")),
        cable(8, "LAPAZ", classification=Classification("CONFIDENTIAL"), paragraphs=paragraphs("S")),
        cable(9, "LAPAZ", classification=Classification("CONFIDENTIAL"), paragraphs=paragraphs("C/NF", "C")),
    )
    assert analysis.follow_declassification(made) == 0
    return made


def ids(held: archive.Archive, asked: analysis.Asked, reader: archive.Reader = archive.EVERYTHING) -> list[str]:
    return [each.id for each in analysis.entries(held, asked, ON, reader)]


def test_calendar(held: archive.Archive) -> None:
    told = analysis.calendar(held, analysis.Asked(), ON)
    assert told.total == 9
    # 7 to 9 have no line: ten years from January to April 2009
    assert {state: many for state, many in told.states.items() if many} == {
        "overdue": 1,
        "due": 4,
        "later": 1,
        "event": 1,
        "exempt": 1,
        "unclassified": 1,
    }
    assert {year.year: year.total for year in told.years} == {2019: 5, 2029: 1, 2034: 2}
    assert told.posts == (("MEXICO", "Embassy Mexico", 6), ("LAPAZ", "LAPAZ", 3)) or told.posts[0][2] == 6


def test_a_search_finds_what_the_calendar_counts(held: archive.Archive) -> None:
    put(
        held,
        cable(10, sent=dt.datetime(1974, 5, 28, tzinfo=dt.UTC), executive_order="11652", declassification="GDS"),
        cable(11, sent=dt.datetime(1974, 5, 28, tzinfo=dt.UTC), executive_order="11652", declassification="XGDS-2"),
        cable(12, sent=dt.datetime(1985, 2, 1, tzinfo=dt.UTC), executive_order="12356", declassification="OADR"),
    )
    assert analysis.follow_declassification(held) == 0
    told = analysis.calendar(held, analysis.Asked(), ON)
    counted = {year.year: year.total for year in told.years}
    assert counted.keys() > {1980, 2004, 2010, 2019, 2034}  # by schedule, exempt, by age, by default
    for reader in (archive.EVERYTHING, archive.Reader("UNCLASSIFIED", frozenset())):
        assert {
            year: search.counts(held, f"declassify:{year}", reader=reader, facets=()).total for year in counted
        } == (counted)
        before = search.counts(held, "declassify:<2026", reader=reader, facets=()).total
        assert before == sum(many for year, many in counted.items() if year < 2026)


def test_every_number_has_its_list(held: archive.Archive) -> None:
    told = analysis.calendar(held, analysis.Asked(), ON)
    for state, many in told.states.items():
        assert len(ids(held, analysis.Asked(states=(state,)))) == many
    for year in told.years:
        assert len(ids(held, analysis.Asked(year=year.year))) == year.total
    for code, _, many in told.posts:
        assert len(ids(held, analysis.Asked(posts=(code,)))) == many
    assert ids(held, analysis.Asked(states=("overdue",))) == ["09MEXICO1"]
    assert ids(held, analysis.Asked(keys=())) == []
    assert list(analysis.entries(held, analysis.Asked(), ON, limit=2, offset=8)) != []


def test_the_day_decides(held: archive.Archive) -> None:
    later = dt.date(2035, 1, 1)
    states = {each.id: each.state for each in analysis.entries(held, analysis.Asked(), later)}
    assert {states[f"09MEXICO{n}"] for n in (1, 2, 3, 4, 5)} == {"overdue"}, "records of 25 years are open"


def test_entry_says_why(held: archive.Archive) -> None:
    (entry,) = analysis.entries(held, analysis.Asked(keys=("09MEXICO5",)), ON)
    assert (entry.state, entry.own, entry.due) == ("exempt", None, dt.date(2034, 12, 31))
    assert "X1" in entry.why
    assert "sec. 1.6(d)(1)" in entry.source
    assert entry.also is not None
    assert "E.O. 13526 sec. 3.3(a)" in entry.also


def test_marks(held: archive.Archive) -> None:
    marked = analysis.Asked(marking=("over", "under", "caveat"))
    assert analysis.marked(held, analysis.Asked(), ON) == {"over": 1, "under": 1, "caveat": 1}
    found = {each.id: (each.marking, each.highest) for each in analysis.entries(held, marked, ON)}
    assert found == {
        "09LAPAZ7": ("over", "CONFIDENTIAL"),
        "09LAPAZ8": ("under", "SECRET"),
        "09LAPAZ9": ("caveat", "CONFIDENTIAL"),
    }


def test_marks_are_compared_only_for_who_sees_them(held: archive.Archive) -> None:
    reader = archive.Reader("CONFIDENTIAL", frozenset())
    assert analysis.marked(held, analysis.Asked(), ON, reader) == {"over": 0, "under": 0, "caveat": 0}
    assert ids(held, analysis.Asked(marking=("over", "under", "caveat")), reader) == []
    assert all(each.highest is None for each in analysis.entries(held, analysis.Asked(posts=("LAPAZ",)), ON, reader))
    assert analysis.marked(held, analysis.Asked(), ON, archive.Reader("SECRET")) == {"over": 1, "under": 1, "caveat": 1}


def test_subjects_pass_the_gate(held: archive.Archive) -> None:
    reader = archive.Reader("UNCLASSIFIED", frozenset())
    assert {each.subject for each in analysis.entries(held, analysis.Asked(states=("overdue",)), ON, reader)} == {None}


@pytest.mark.parametrize(
    ("made", "expected", "remark"),
    [
        (cable(1, paragraphs=paragraphs("C", None)), None, "as high"),
        (
            cable(1, classification=Classification("SECRET"), paragraphs=paragraphs("C", None)),
            None,
            "one tells nothing",
        ),
        (
            cable(1, classification=Classification("SECRET"), paragraphs=paragraphs("C"), partial=True),
            None,
            "an extract",
        ),
        (
            cable(
                1, classification=Classification("UNCLASSIFIED"), captions=("SENSITIVE",), paragraphs=paragraphs("SBU")
            ),
            None,
            "by caption",
        ),
        (cable(1, classification=Classification("UNCLASSIFIED"), paragraphs=paragraphs("SBU")), "under", "no caption"),
        (cable(1, captions=("NOFORN",), paragraphs=paragraphs("C/NF")), None, "caveat as caption"),
        (
            cable(
                1,
                classification=Classification("UNCLASSIFIED"),
                paragraphs=(*paragraphs(None), Paragraph("list", None, "C")),
            ),
            None,
            "item (C) of a list",
        ),
        (cable(1, classification=None, paragraphs=paragraphs("C")), None, "no level"),
    ],
)
def test_compared(made: Cable, expected: str | None, remark: str) -> None:
    level = made.classification.level if made.classification else None
    assert compared(made, level)[1] == expected, remark


@pytest.mark.parametrize("states", [(), ("unclassified",), ("overdue", "unclassified")])
def test_pages_of_a_list_make_the_whole(held: archive.Archive, states: tuple[analysis.State, ...]) -> None:
    """The undated stand behind the dated, in the order in which they were sent, wherever a page is cut."""
    open_ones = (cable(number, classification=Classification("UNCLASSIFIED")) for number in (20, 21))
    put(held, *open_ones, digest="more")
    analysis.follow_declassification(held)
    asked = analysis.Asked(states=states)
    whole = ids(held, asked)
    dues = [each.due for each in analysis.entries(held, asked, ON)]
    assert len(whole) > 1
    assert dues == [*sorted(filter(None, dues)), *(None for due in dues if due is None)]
    for size in (1, 2, 3):
        pages = [analysis.entries(held, asked, ON, limit=size, offset=start) for start in range(0, len(whole), size)]
        assert [each.id for page in pages for each in page] == whole


def test_follows_the_record(held: archive.Archive) -> None:
    put(held, cable(10, executive_order="12958", declassify_on=dt.date(2018, 1, 1)), digest="later")
    assert analysis.follow_declassification(held) == 0
    assert ids(held, analysis.Asked(states=("overdue",))) == ["09MEXICO10", "09MEXICO1"]
    removing.remove(held, ["09MEXICO1"])
    assert held.ask("SELECT count(*) FROM releases")[0][0] == 9, "what was made of it goes with it"
    assert ids(held, analysis.Asked(states=("overdue",))) == ["09MEXICO10"]


def test_other_rules_judge_anew(held: archive.Archive) -> None:
    held.remember("releases", "older rules")
    held.ask("UPDATE releases SET rule = 'unread'")
    analysis.follow_declassification(held)
    assert ids(held, analysis.Asked(states=("overdue",))) == ["09MEXICO1"]
    assert next(analysis.entries(held, analysis.Asked(), ON)).rule == "12958-date-amended"


def test_little_patience_leaves_a_rest(tmp_path: Path) -> None:
    with archive.open(tmp_path / "X", create=True) as made:
        put(made, *(cable(number) for number in range(1, 260)))
        assert analysis.follow_declassification(made, patience=0) == 259
        assert analysis.follow_declassification(made) == 0


@pytest.mark.parametrize("judged", [True, False])
def test_a_record_that_may_only_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, judged: bool) -> None:
    with archive.open(tmp_path / "X", create=True) as made:
        put(made, cable(1, executive_order="12958", declassify_on=dt.date(2019, 3, 1)))
        if judged:
            analysis.follow_declassification(made)
    before = (tmp_path / "X" / "record.sqlite").read_bytes()
    real = os.access
    monkeypatch.setattr(os, "access", lambda path, mode, **named: not mode & os.W_OK and real(path, mode, **named))
    with archive.open(tmp_path / "X") as seen:
        assert seen.read_only
        assert analysis.follow_declassification(seen) == 0
        assert ids(seen, analysis.Asked(states=("overdue",))) == ["09MEXICO1"]
    assert (tmp_path / "X" / "record.sqlite").read_bytes() == before


@pytest.mark.parametrize(
    ("layout", "attributes", "state"),
    [
        ("frus-tei", {}, "declassified"),
        ("ocr-pages", {"Agency": "SPECIMEN"}, "declassified"),
        ("ocr-pages", {}, "overdue"),
        ("raw", {"Agency": "SPECIMEN"}, "overdue"),
    ],
)
def test_what_its_source_published_is_not_overdue(
    tmp_path: Path, layout: str, attributes: dict[str, str], state: str
) -> None:
    import msgspec
    from archive.invented import reading

    held = archive.open(tmp_path / "X", create=True)
    made = cable(1, sent=dt.datetime(1965, 2, 1, tzinfo=dt.UTC), attributes=attributes)
    read = reading(made)
    read = msgspec.structs.replace(read, document=msgspec.structs.replace(read.document, layout=layout))
    held.add([read], archive.Source("/specimens/a", "a", layout))
    assert analysis.follow_declassification(held) == 0
    assert [each.state for each in analysis.entries(held, analysis.Asked(), ON)] == [state]
