"""Requests: what is asked for, of whom, in how many letters, in which words, and how far it is."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

import docx
import pytest
from archive.invented import BODY, cable, put

from reftel import analysis, archive
from reftel.analysis.requesting import batches
from reftel.analysis.wanted import Wanted
from reftel.archive import requests
from reftel.errors import QueryError
from reftel.model import Cable, Classification, Paragraph, Reference

NOW = dt.datetime(2026, 1, 31, 12, tzinfo=dt.UTC)
OPEN = {"Original Classification": "CONFIDENTIAL", "Current Classification": "UNCLASSIFIED"}


def seventies(serial: int, day: int, **fields: object) -> Cable:
    """A ferry's telegram of August 1974."""
    return cable(
        serial,
        "LAPAZ",
        id=f"74LAPAZ{serial}",
        sent=dt.datetime(1974, 8, day, 15, tzinfo=dt.UTC),
        executive_order="11652",
        declassification="GDS",
        text=f"FERRY {serial}",
        **fields,
    )


@pytest.fixture
def held(tmp_path: Path) -> archive.Archive:
    made = archive.open(tmp_path / "X", create=True)
    put(
        made,
        seventies(5000, 5, attributes={**OPEN, "Film Number": "D740214-0100"}),
        seventies(
            5100,
            9,
            attributes={**OPEN, "Film Number": "D740218-0100"},
            references=(
                Reference("LA PAZ 5050", label="A", target="74LAPAZ5050"),
                Reference("LA PAZ 5060", target="74LAPAZ5060", paragraph=1),
            ),
            paragraphs=(
                BODY[0],
                Paragraph("As LA PAZ 5060 told, the ferry was late.", 2, "C", "CONFIDENTIAL"),
            ),
        ),
        seventies(5200, 12, paragraphs=(), partial=True, attributes={"Film Number": "D740222-0007"}),
        seventies(5300, 15, paragraphs=(Paragraph("xxxxxxxx rowed.", 1, "C", "CONFIDENTIAL", redacted=True),)),
        seventies(5400, 19),
        cable(7, executive_order="12958", declassify_on=dt.date(2029, 1, 1)),
        cable(
            8, classification=Classification("UNCLASSIFIED"), paragraphs=(Paragraph("Open.", 1, "U", "UNCLASSIFIED"),)
        ),
    )
    return made


def asked(held: archive.Archive, *numbers: str, reader: archive.Reader = archive.EVERYTHING) -> analysis.Drafts:
    return analysis.draft(held, numbers, now=NOW, reader=reader)


def by_id(drafts: analysis.Drafts) -> dict[str, Wanted]:
    return {each.id: each for request in drafts.requests for each in request.wanted}


def test_why(held: archive.Archive) -> None:
    found = by_id(asked(held, "74 LA PAZ 5050", "74LAPAZ5200", "1974LAPAZ05300", "74LAPAZ5400", "09MEXICO7"))
    assert {key: each.why for key, each in found.items()} == {
        "74LAPAZ5050": "missing",
        "74LAPAZ5200": "partial",
        "74LAPAZ5300": "redacted",
        "74LAPAZ5400": "overdue",
        "09MEXICO7": "classified",
    }
    assert "31 December 1980" in found["74LAPAZ5400"].reason
    assert "E.O. 11652 sec. 5(A)(3)" in found["74LAPAZ5400"].reason


def test_a_draft_is_told_as_it_is_kept(held: archive.Archive) -> None:
    made = analysis.draft(held, ["74LAPAZ5050"], now=NOW.replace(microsecond=473_800)).requests
    kept = [analysis.drafted(held, each.request.number) for each in made]
    assert [each.request for each in made] == [each.request for each in kept if each]
    assert list(analysis.as_csv(made)) == list(analysis.as_csv([each for each in kept if each]))


def test_what_needs_no_request(held: archive.Archive) -> None:
    drafts = asked(held, "74LAPAZ5000", "09MEXICO8")
    assert drafts.requests == ()
    assert [each.says for each in drafts.needless] == [
        "74LAPAZ5000 is declassified, and is held in full: no request is needed.",
        "09MEXICO8 was never classified, and is held in full: no request is needed.",
    ]
    assert requests.kept(held, archive.EVERYTHING) == ()


def test_missing_is_told_by_what_cites_it(held: archive.Archive) -> None:
    found = by_id(asked(held, "74LAPAZ5060", "74LAPAZ5050"))
    told = found["74LAPAZ5060"]
    assert (told.post_name, told.serial, told.archives_number) == ("Embassy La Paz", 5060, "1974LAPAZ05060")
    assert told.date is not None
    assert told.date.startswith("1974-08-0")
    assert told.rolls[0].startswith("D7402")
    assert [(each.id, each.sentence) for each in told.citing] == [
        ("74LAPAZ5100", "As LA PAZ 5060 told, the ferry was late.")
    ]
    assert found["74LAPAZ5050"].citing[0].sentence is None, "the REF line says nothing of it"


def test_a_day_that_was_told_is_no_estimate(held: archive.Archive) -> None:
    told = Reference("My 5061, August 8", target="74LAPAZ5061", rule="cited with its date, year inherited", paragraph=0)
    put(held, seventies(5110, 10, references=(told,)), digest="told")
    (drafted,) = asked(held, "74LAPAZ5061").requests
    assert drafted.wanted[0].date == "1974-08-08"
    flat = " ".join(analysis.as_text(drafted).split())
    assert "Date: 8 August 1974 (named where it is cited: My 5061, August 8 (74LAPAZ5110)) Film" in flat


def test_what_the_national_archives_do_not_hold_has_no_number_of_theirs(held: archive.Archive) -> None:
    found = by_id(asked(held, "09MEXICO7", "74LAPAZ5050"))
    assert {key: each.archives_number for key, each in found.items()} == {
        "09MEXICO7": None,
        "74LAPAZ5050": "1974LAPAZ05050",
    }


def test_what_nobody_cites_may_be_asked_for(held: archive.Archive) -> None:
    told = by_id(asked(held, "74LAPAZ5077"))["74LAPAZ5077"]
    assert told.cited == 0
    assert "nothing that is held cites it" in told.reason


def test_the_gate(held: archive.Archive) -> None:
    reader = archive.Reader("UNCLASSIFIED", frozenset())
    drafts = asked(held, "74LAPAZ5060", "74LAPAZ5400", reader=reader)
    found = by_id(drafts)
    assert (found["74LAPAZ5060"].cited, found["74LAPAZ5060"].citing) == (0, ())
    assert found["74LAPAZ5060"].rolls == (), "film numbers stand in the catalogue, which is not open to all"
    assert found["74LAPAZ5400"].subject is None
    assert "the ferry was late" not in analysis.as_text(drafts.requests[0])
    everything = analysis.draft(held, ["74LAPAZ5060"], now=NOW, again=True).requests[0].request.number
    assert [each.number for each in requests.kept(held, reader)] == [drafts.requests[0].request.number]
    assert analysis.drafted(held, everything, reader) is None


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        ("ferry", '"FERRY" is no message reference number: write year, post and serial'),
        ("99XYZZY12", "no table knows a post XYZZY, and no cable cites this number"),
        ("40MEXICO1", "would be of 2040, which is yet to come"),
        (" ", "no cable is named"),
    ],
)
def test_bad_numbers(held: archive.Archive, number: str, problem: str) -> None:
    with pytest.raises(QueryError) as refused:
        asked(held, number, *(["74LAPAZ5050", "nonsense"] if number.strip() else []))
    assert problem in str(refused.value)
    assert not number.strip() or '"NONSENSE"' in str(refused.value), "all of them are named at once"
    assert requests.kept(held, archive.EVERYTHING) == (), "nothing was kept"


def thirties(post: str, serial: int, **fields: object) -> Cable:
    """A telegram of 1936, whose number says 36."""
    sent = dt.datetime(1936, 6, serial % 28 + 1, 18, tzinfo=dt.UTC)
    return cable(serial, post, id=f"36{post}{serial}", sent=sent, partial=True, **fields)


@pytest.mark.parametrize(
    ("number", "year", "remark"),
    [
        ("36CAIRO34", 1936, "others of the post and year are held"),
        ("36CAIRO33", 1936, "it is held itself"),
        ("36TEHRAN227", 1936, "it is cited in 1936"),
    ],
)
def test_the_century_of_a_number_is_told_by_what_is_held(tmp_path: Path, number: str, year: int, remark: str) -> None:
    made = archive.open(tmp_path / "thirties", create=True)
    cited = (Reference("TEHRAN 227", target="36TEHRAN227"),)
    put(made, thirties("CAIRO", 33), thirties("CAIRO", 35, references=cited), cable(36, "CAIROX", id="36CAIROX36"))
    found = by_id(asked(made, number))[number]
    assert (found.year, (found.date or "")[:4]) == (year, str(year)), remark


def test_a_number_of_two_centuries_is_of_the_usual_one(tmp_path: Path) -> None:
    made = archive.open(tmp_path / "both", create=True)
    old = cable(5, "LIMA", id="09LIMA5", sent=dt.datetime(1909, 1, 5, tzinfo=dt.UTC), partial=True)
    put(made, old, cable(9, "LIMA", id="09LIMA9", sent=dt.datetime(2009, 1, 9, tzinfo=dt.UTC)))
    assert by_id(asked(made, "09LIMA7"))["09LIMA7"].year == 2009


def wanted(serial: int, film: str | None = None, rolls: tuple[str, ...] = ()) -> Wanted:
    return Wanted(f"74LAPAZ{serial}", "missing", "", 1974, "LAPAZ", "Embassy La Paz", serial, film=film, rolls=rolls)


def test_no_more_than_five_rolls_a_request() -> None:
    many = [wanted(n, f"D74{n:04d}-0001") for n in range(1, 13)] + [wanted(99, "D740001-0400")]
    parts = batches(many, 5)
    assert [len({(each.film or "")[:7] for each in part}) for part in parts] == [5, 5, 2]
    assert [each.serial for each in parts[0][:2]] == [1, 99], "cables of one roll stay together"
    assert sorted(each.serial for part in parts for each in part) == [*range(1, 13), 99]


def test_what_stands_on_no_known_roll_counts_as_one() -> None:
    parts = batches([wanted(n) for n in range(7)] + [wanted(8, rolls=("D740001", "D740002", "D740003"))], 5)
    assert [len(part) for part in parts] == [3, 5]
    assert parts[0][0].serial == 8, "likely rolls are rolls"


def test_likely_rolls_count(held: archive.Archive) -> None:
    spans = [tuple(f"D74{n:04d}" for n in range(first, first + 4)) for first in (10, 11, 14, 30)]
    parts = batches([wanted(n, rolls=rolls) for n, rolls in enumerate(spans)], 5)
    assert [[each.serial for each in part] for part in parts] == [[0, 1], [2], [3]]
    request = asked(held, "74LAPAZ5060").requests[0].request
    wide = tuple(f"D74{n:04d}" for n in range(7))
    letter = analysis.as_text(analysis.Drafted(request, (wanted(1, rolls=wide),)))
    assert "no more than 5 rolls" not in letter
    assert "not known exactly" in letter


def test_no_more_than_five_likely_rolls_by_the_numbers_of_the_post(held: archive.Archive) -> None:
    found = by_id(asked(held, "74LAPAZ5050", "74LAPAZ5020", "74LAPAZ5090", "74LAPAZ5150"))
    spans = {key: (each.rolls[0], each.rolls[-1], len(each.rolls)) for key, each in found.items()}
    assert spans == {
        "74LAPAZ5020": ("D740213", "D740217", 5),
        "74LAPAZ5050": ("D740214", "D740218", 5),
        "74LAPAZ5090": ("D740216", "D740220", 5),
        "74LAPAZ5150": ("D740218", "D740222", 5),
    }, "between D740214 of 5000, D740218 of 5100 and D740222 of 5200"
    # of a foreign post's telegram of the same days the neighbours by number say nothing, and the days tell
    put(
        held,
        *(cable(each, "OSLO", id=f"74OSLO{each}", sent=dt.datetime(1974, 8, 9, 9, tzinfo=dt.UTC)) for each in (1, 3)),
    )
    (days,) = by_id(asked(held, "74OSLO2")).values()
    assert 0 < len(days.rolls) <= 5
    assert "D740218" in days.rolls


def test_the_rolls_of_a_letter_together_are_no_more_than_five(held: archive.Archive) -> None:
    numbers = [f"74LAPAZ{serial}" for serial in range(5010, 5200, 12)]
    made = asked(held, *numbers).requests
    assert sorted(each.id for one in made for each in one.wanted) == sorted(numbers)
    for one in made:
        assert len({roll for each in one.wanted for roll in each.rolls}) <= 5
        assert "on no more than 5 rolls of film" in " ".join(analysis.as_text(one).split())


def test_no_limit_where_there_are_no_rolls() -> None:
    assert [len(part) for part in batches([wanted(n) for n in range(20)], None)] == [20]
    assert batches([], 5) == []


def test_each_is_asked_of_who_holds_it(held: archive.Archive) -> None:
    drafts = asked(held, "09MEXICO7", "74LAPAZ5050")
    assert [(each.request.addressee, [one.id for one in each.wanted]) for each in drafts.requests] == [
        ("nara", ["74LAPAZ5050"]),
        ("state", ["09MEXICO7"]),
    ]
    one = analysis.draft(held, ["09MEXICO7", "74LAPAZ5050"], kind="mdr", to="state", now=NOW)
    assert [each.request.addressee for each in one.requests] == ["state"]
    assert [(each.cable, each.left_out) for each in one.asked_before] == [("09MEXICO7", False), ("74LAPAZ5050", False)]
    with pytest.raises(QueryError, match='there is no office "cia"'):
        analysis.draft(held, ["09MEXICO7"], to="cia", now=NOW)


def test_what_was_asked_for_in_the_same_way_is_left_out(held: archive.Archive) -> None:
    first = asked(held, "74LAPAZ5050").requests[0].request
    made = asked(held, "1974LAPAZ05050", "74LAPAZ5060")
    assert list(by_id(made)) == ["74LAPAZ5060"]
    assert made.asked_before == (analysis.Before("74LAPAZ5050", (first,), left_out=True),)
    requests.follow(held, first, "sent", NOW + dt.timedelta(days=3))
    alone = asked(held, "74LAPAZ5050")
    assert alone.requests == (), "an empty request is none"
    (before,) = alone.asked_before
    assert (before.requests[0].state, before.requests[0].since.day) == ("sent", 3)
    assert len(requests.kept(held, archive.EVERYTHING)) == 2
    other = analysis.draft(held, ["74LAPAZ5050"], kind="mdr", now=NOW)
    assert [each.left_out for each in other.asked_before] == [False], "a review is another thing to ask for"
    once_more = analysis.draft(held, ["74LAPAZ5050"], now=NOW, again=True)
    assert list(by_id(once_more)) == ["74LAPAZ5050"]
    assert [each.number for each in once_more.asked_before[0].requests] == [1, 3]


def test_a_request_of_another_reader_is_not_told(held: archive.Archive) -> None:
    asked(held, "74LAPAZ5050")
    outsider = archive.Reader("UNCLASSIFIED", frozenset())
    made = asked(held, "74LAPAZ5050", reader=outsider)
    assert (list(by_id(made)), made.asked_before) == (["74LAPAZ5050"], ())


def test_letter(held: archive.Archive) -> None:
    text = "".join(map(analysis.as_text, asked(held, "74LAPAZ5060", "74LAPAZ5200").requests))
    flat = " ".join(text.split())
    for words in (
        "31 January 2026",
        "National Archives at College Park",
        "Freedom of Information Act (5 U.S.C. 552)",
        "Embassy La Paz, telegram 5060 of 1974",
        "1974LAPAZ05060",
        "In EDTF: 1974-08-0",
        "74LAPAZ5100 (confidential) of 9 August 1974, “FERRY NUMBER 5100 OF THE SPECIMENS”: “As LA PAZ 5060 told,",
        "Film number: D740222-0007",
        "no more than 5 rolls of film",
        "36 CFR part 1250",
    ):
        assert words in flat
    assert max(map(len, text.splitlines())) <= 76
    mdr = analysis.as_text(analysis.draft(held, ["74LAPAZ5400"], kind="mdr", now=NOW).requests[0])
    assert "section 3.5 of Executive Order 13526" in " ".join(mdr.split())
    assert "36 CFR part 1260" in mdr
    assert "5 U.S.C. 552" not in mdr


def test_only_grounds_that_apply(held: archive.Archive) -> None:
    young = cable(
        2008,
        id="08MEXICO2008",
        sent=dt.datetime(2008, 10, 14, tzinfo=dt.UTC),
        executive_order="12958",
        declassify_on=dt.date(2018, 10, 14),
    )
    unmarked = cable(
        90,
        id="90MEXICO90",
        sent=dt.datetime(1990, 5, 1, tzinfo=dt.UTC),
        executive_order="12356",
        declassification="OADR",
    )
    put(held, young, unmarked)
    age, own = "E.O. 13526, sec. 3.3(a): records", "E.O. 13526, sec. 1.5(a): upon"
    for number, applies in (
        ("08MEXICO2008", (False, True)),
        ("74LAPAZ5400", (True, True)),
        ("90MEXICO90", (True, False)),
        ("09MEXICO7", (False, False)),
    ):
        for kind in ("mdr", "foia"):
            (drafted,) = analysis.draft(held, [number], kind=kind, now=NOW).requests
            flat = " ".join(analysis.as_text(drafted).split())
            assert (age in flat, own in flat) == applies, number
            assert ("fees" in flat) == (kind == "foia"), "a review has no line of fees to fill in"
            assert "Before sending: put in who you are" in flat


def test_all_reasons_and_whose_copy(held: archive.Archive) -> None:
    drafted = asked(held, "74LAPAZ5300").requests[0]
    (told,) = drafted.wanted
    assert (told.why, [each.why for each in told.also], told.elsewhere) == ("redacted", ["overdue"], True)
    flat = " ".join(analysis.as_text(drafted).split())
    assert "Overdue: it was to be declassified" in flat
    assert "E.O. 11652" in flat
    assert "its publisher took passages out" in flat
    assert "withheld anew" not in flat, "the Department did not release this copy"
    assert "withheld anew" in " ".join(analysis.as_text(asked(held, "74LAPAZ5200").requests[0]).split())


def test_a_number_that_nobody_cites(held: archive.Archive) -> None:
    assert "I found it cited" not in analysis.as_text(asked(held, "74LAPAZ5077").requests[0])
    with pytest.raises(QueryError, match=r"hardly more than .* Check it, or ask for it anyway"):
        asked(held, "74LAPAZ99999")
    made = analysis.draft(held, ["74LAPAZ99999"], now=NOW, anyway=True)
    assert made.requests[0].wanted[0].serial == 99999


def test_before_the_electronic_telegrams(held: archive.Archive) -> None:
    (drafted,) = asked(held, "72TEHRAN263").requests
    flat = " ".join(analysis.as_text(drafted).split())
    assert (
        "look up what is not verified here: the postal and e-mail address of the office, the name and the years of the "
        "files on paper. Sources:"
    ) in flat
    assert "Subject-Numeric Files 1970-73 (Record Group 59)" in flat
    for absent in ("1972TEHRAN00263", "rolls of film", "Film number", "electronic telegrams"):
        assert absent not in flat
    assert wanted(1, film="D740001-0001").paper is None
    assert [len(part) for part in batches([*drafted.wanted, *(wanted(n) for n in range(5))], 5)] == [6]


def test_word_document_says_the_same(held: archive.Archive) -> None:
    (drafted,) = asked(held, "74LAPAZ5060").requests
    document = docx.Document(io.BytesIO(analysis.as_docx(drafted)))
    said = "\n".join(each.text for each in document.paragraphs)
    cells = {row.cells[0].text: row.cells[1].text for table in document.tables for row in table.rows}
    assert "Freedom of Information Act request: a telegram" in said
    assert "1. Embassy La Paz, telegram 5060 of 1974" in said
    assert "the ferry was late" in cells["Cited in"]
    assert cells["Message reference number"].startswith("74 LAPAZ 5060")
    assert document.core_properties.title.startswith("Freedom of Information Act request")


def test_hostile_words_reach_neither_file(held: archive.Archive) -> None:
    evil = "FERRY \x00\x1b[2J\u202eEVIL <b>&"
    put(held, seventies(5500, 20, subject=evil), digest="evil")
    put(held, seventies(5600, 21, subject='=HYPERLINK("http://x")'), digest="formula")
    (drafted,) = asked(held, "74LAPAZ5500", "74LAPAZ5600").requests
    assert not set("\x00\x1b\u202e") & set(analysis.as_text(drafted))
    document = docx.Document(io.BytesIO(analysis.as_docx(drafted)))
    assert any("<b>&" in cell.text for table in document.tables for row in table.rows for cell in row.cells)
    rows = list(csv.DictReader(io.StringIO("".join(analysis.as_csv([drafted])))))
    assert {row["subject"][0] for row in rows if row["id"] == "74LAPAZ5600"} == {"'"}


def test_table_to_follow_up(held: archive.Archive) -> None:
    drafts = asked(held, "74LAPAZ5060", "74LAPAZ5200", "09MEXICO7")
    rows = list(csv.DictReader(io.StringIO("".join(analysis.as_csv(drafts.requests)))))
    assert [(row["request"], row["id"], row["why"], row["state"]) for row in rows] == [
        ("1", "74LAPAZ5060", "missing", "drafted"),
        ("2", "74LAPAZ5200", "partial", "drafted"),
        ("3", "09MEXICO7", "classified", "drafted"),
    ]
    assert rows[0]["citing"] == "74LAPAZ5100"
    assert rows[1]["film"] == "D740222-0007"


def test_state_is_kept(held: archive.Archive) -> None:
    number = asked(held, "74LAPAZ5060").requests[0].request.number
    later = NOW + dt.timedelta(days=30)

    def now() -> requests.Request:
        found = requests.one(held, number, archive.EVERYTHING)
        assert found is not None
        return found

    requests.follow(held, now(), "sent", NOW, "case 7")
    assert (now().state, now().sent, now().note) == ("sent", NOW, "sent 2026-01-31: case 7")
    requests.follow(held, now(), "sent", later, "they called")
    notes = "sent 2026-01-31: case 7\n2026-03-02: they called"
    assert (now().sent, now().note) == (NOW, notes), "the day stays, and so does the earlier note"
    requests.follow(held, now(), "sent", later, on=NOW - dt.timedelta(days=1))
    assert (now().sent, now().note) == (NOW - dt.timedelta(days=1), notes), "put right"
    requests.follow(held, now(), "answered", later)
    assert (now().state, now().answered, now().note) == ("answered", later, notes)
    with pytest.raises(QueryError, match="can't have been answered on 2026-01-01: check the day"):
        requests.follow(held, now(), "answered", later, on=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    requests.follow(held, now(), "drafted", later)
    assert (now().state, now().sent, now().answered) == ("drafted", None, None)
    with pytest.raises(QueryError, match="a note holds up to"):
        requests.follow(held, now(), "sent", NOW, "x" * 3000)
    requests.drop(held, now())
    assert requests.one(held, number, archive.EVERYTHING) is None
    assert held.ask("SELECT count(*) FROM requested")[0][0] == 0


def test_what_has_come_in_since_is_told(held: archive.Archive) -> None:
    number = asked(held, "74LAPAZ5060").requests[0].request.number
    put(held, seventies(5060, 8, attributes=OPEN), digest="arrived")
    found = analysis.drafted(held, number)
    assert found is not None
    assert found.arrived == ("74LAPAZ5060",)
    assert found.wanted[0].held
    assert "8 August 1974" in analysis.as_text(found)
