"""Airgrams: searched by numbers of their own, held or cited, and gated like all that a paragraph says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from archive.invented import cable, put

from reftel import archive, search
from reftel.archive import EVERYTHING, Archive, Reader
from reftel.model import Paragraph, Reference
from reftel.search import Lacking

UNCLASSIFIED = Reader("UNCLASSIFIED", frozenset())


def airgram(text: str, paragraph: int | None = None) -> Reference:
    return Reference(text, "airgram", paragraph=paragraph, rule="not a telegram")


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    secret = Paragraph("As Embassy La Paz's A-7 of November 9 said; see our A-8, and LIMA A-8 too.", 1, "S", "SECRET")
    telegrams = (
        cable(1, references=(airgram("LA PAZ A-023"), airgram("STATE CA-3400 NOV 2, 1966"))),
        cable(2, references=(Reference("LA PAZ 23", target="09LAPAZ23"),)),
        cable(3, sent=dt.datetime(2008, 3, 1, tzinfo=dt.UTC), references=(airgram("LA PAZ A-23"),)),
        cable(
            4,
            paragraphs=(secret,),
            references=(airgram("A-7", 0), airgram("A-8", 0), airgram("A-8", 0), airgram("CA-99999999", 0)),
        ),
        cable(5, references=(airgram("LA PAZ A-24"),)),
        cable(24, "LAPAZ", kind="airgram"),
    )
    with archive.open(tmp_path_factory.mktemp("airgrams") / "X", create=True) as made:
        put(made, *telegrams)
        yield made


def found(held: Archive, query: str, reader: Reader = EVERYTHING) -> str:
    return " ".join(sorted(hit.id for hit in search.search(held, query, reader=reader).hits))


@pytest.mark.parametrize(
    ("query", "lacking", "expected", "remark"),
    [
        ("09LAPAZ A-23", ("09LAPAZ A-23", 1), "09MEXICO1", "of that year"),
        ("2008 la paz a-023", ("08LAPAZ A-23", 1), "09MEXICO1 09MEXICO3", "and what says so in words"),
        ("LA PAZ A-23", ("LAPAZ A-23", 2), "09MEXICO1 09MEXICO3", "of any year"),
        ("airgram La Paz A\N{EN DASH}23?", ("LAPAZ A-23", 2), "09MEXICO1 09MEXICO3", "as people write it"),
        ("la paz a-23 date:2008", ("08LAPAZ A-23", 1), "09MEXICO3", "the year as a filter"),
        ("State CA-3400", ("STATE CA-3400", 1), "09MEXICO1", "a circular one"),
        ("66 STATE CA-3400", ("66STATE CA-3400", 1), "09MEXICO1", "of the day that is named"),
        ("08LAPAZ A-7", ("08LAPAZ A-7", 1), "09MEXICO4", "of a post named in the paragraph"),
        ("09 MEXICO A-8", ("09MEXICO A-8", 1), "09MEXICO4", "our own"),
        ("09 LIMA A-8", ("09LIMA A-8", 1), "09MEXICO4", "the second of a number in one paragraph"),
        ("74 LIMA A-99", ("74LIMA A-99", 0), "", "of a post that is known, and nobody cites it"),
        ("LIMA A-99", None, "", "perhaps no airgram: words"),
        ("A-23", None, "09MEXICO1 09MEXICO3", "perhaps an aircraft: as words, too"),
    ],
)
def test_a_number_leads_to_what_cites_it(
    held: Archive, query: str, lacking: tuple[str, int] | None, expected: str, remark: str
) -> None:
    results = search.search(held, query)
    assert results.lacking == (Lacking(*lacking) if lacking else None), remark
    assert not any("no reference number" in note for note in results.notes)
    assert found(held, query) == expected, remark


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("ref:09LAPAZ23", "09MEXICO2"),
        ('ref:"LA PAZ A-23"', "09MEXICO1 09MEXICO3"),
        ("ref:09LAPAZ A-23", "09MEXICO1"),
        ("ref:a-8", "09MEXICO4"),
        ("ref:(A-8 OR CA-3400) mexico", "09MEXICO1 09MEXICO4"),
        ("ref:A-99", ""),
        ("09LAPAZ A-23, 09 LIMA A-8", "09MEXICO1 09MEXICO4"),
        ("citedby:09MEXICO5", "09LAPAZ24"),
        ("citedby:09LAPAZ2", ""),
        ('citedby:"09LAPAZ A-23"', ""),
    ],
)
def test_fields_know_airgrams(held: Archive, query: str, expected: str) -> None:
    assert found(held, query) == expected


def test_one_that_is_held_is_jumped_to(held: Archive) -> None:
    results = search.search(held, "09 LA PAZ A-24")
    assert (results.jump, results.lacking) == ("09LAPAZ24", None)
    assert found(held, "09 LA PAZ A-24") == "09LAPAZ24 09MEXICO5"


def test_what_a_withheld_paragraph_cites_is_not_told(held: Archive) -> None:
    for query in ("08LAPAZ A-7", "ref:A-7", "ref:A-8", "09 LIMA A-8", "09MEXICO A-8, 08LAPAZ A-7"):
        results = search.search(held, query, reader=UNCLASSIFIED)
        assert (results.total, results.lacking and results.lacking.citing) in ((0, 0), (0, None)), query
    listed = search.search(held, "09LAPAZ A-23", reader=UNCLASSIFIED)
    assert listed.lacking == Lacking("09LAPAZ A-23", 1), "the REF line is open"
