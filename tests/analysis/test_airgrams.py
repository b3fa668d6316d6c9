"""Airgrams that are cited and not held: numbered apart from telegrams, and asked for by their own numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from archive.invented import put

import reftel
from reftel import analysis, archive
from reftel.archive import Archive, Reader
from reftel.errors import QueryError
from reftel.model import Cable
from reftel.telegram.airgrams import meant as airgram_meant

from .invented import telegram

NOW = dt.datetime(2026, 1, 31, 12, tzinfo=dt.UTC)


def cable(serial: int, day: str, references: str, *paragraphs: str) -> Cable:
    """An invented telegram of La Paz, read as one of 1974 would be."""
    text = (
        f"CONFIDENTIAL\n\nPAGE 01        LA PAZ {serial:05d}  {day}1200Z\nR {day}1200Z MAY 74\nFM AMEMBASSY LA PAZ\n"
        f"TO SECSTATE WASHDC 1000\n\nC O N F I D E N T I A L LA PAZ {serial}\n\nE.O. 11652: GDS\nTAGS: ETRN, BL\n"
        f"SUBJECT: SPECIMEN {serial}: FERRIES OF THE LAKE\n\n{references}\n\n"
    )
    text += "\n\n".join(f"{number}. {each}" for number, each in enumerate(paragraphs, 1))
    return reftel.parse(f"{text}\n\nQUILL\n\n\nCONFIDENTIAL\n")


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Archive]:
    with archive.open(tmp_path / "archive", create=True) as made:
        put(
            made,
            cable(3000, "07", "REFS: (A) STATE A-1520; (B) LA PAZ A-023", "REF A COUNTS EVERY FERRY OF THE LAKE."),
            cable(3100, "14", "REF: LIMA 2900", "THE FERRIES RAN LATE, AS LA PAZ A-23 SAID. NOTHING ELSE IS NEW."),
            cable(3200, "20", "REF: LA PAZ A-236 OF NOVEMBER 9, 1973", "THE LAMP IS LIT."),
            cable(3300, "21", "REF: A-4876", "SEE THE DEPARTMENT'S A-77 OF MAY 9 ON LAMPS."),
            telegram(24, id="74LAPAZ24", kind="airgram"),
        )
        yield made


def found(held: Archive, **narrowed: object) -> dict[str, analysis.Airgram]:
    return {each.number: each for each in analysis.airgrams(held, **narrowed)}  # type: ignore[arg-type]


def test_each_by_post_year_and_number(held: Archive) -> None:
    assert {number: (each.date, each.times, len(each.citing)) for number, each in found(held).items()} == {
        "73LAPAZ A-236": ("1973-11-09", 1, 1),
        "74 A-4876": ("/1974-05-21", 1, 1),
        "74LAPAZ A-23": ("/1974-05-07", 2, 2),
        "74STATE A-77": ("1974-05-09", 1, 1),
        "74STATE A-1520": ("/1974-05-07", 2, 1),
    }
    assert found(held)["73LAPAZ A-236"].name == "Embassy La Paz"
    assert found(held)["74 A-4876"].origin is None, "nothing names its post"
    sentences = [p.sentence for c in found(held)["74LAPAZ A-23"].citing for p in c.places]
    assert sentences == [None, "THE FERRIES RAN LATE, AS LA PAZ A-23 SAID."]


def test_narrowed_and_kept_apart_from_telegrams(held: Archive) -> None:
    assert found(held, origin="la paz", year=1974).keys() == {"74LAPAZ A-23"}
    assert [each.number for each in analysis.missing(held)] == ["74LIMA2900"]


def test_one_that_is_held_is_not_missing(held: Archive) -> None:
    put(held, cable(3400, "22", "REF: LA PAZ A-24", "IT CAME."))
    assert "74LAPAZ A-24" not in found(held)


def test_a_reader_who_may_not_see_the_paragraph_is_not_told(held: Archive) -> None:
    low = found(held, reader=Reader("UNCLASSIFIED", frozenset()))
    assert "74STATE A-77" not in low, "cited in a paragraph only"
    assert all(place.sentence is None for each in low.values() for cited in each.citing for place in cited.places)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("LA PAZ A-23", ("LAPAZ", "A-23", None)),
        ("74 lapaz a-023", ("LAPAZ", "A-23", 1974)),
        ("1966 State CA-3400", ("STATE", "CA-3400", 1966)),
        ("A-9", (None, "A-9", None)),
        ("airgram la paz a\N{NON-BREAKING HYPHEN}23", ("LAPAZ", "A-23", None)),
        ("LA PAZ AIRGRAM A-23", ("LAPAZ", "A-23", None)),
        ("Embassy La Paz, A-23 of 1974", ("LAPAZ", "A-23", 1974)),
        ("74LAPAZ23", None),
        ("ALMA-ATA 23", None),
    ],
)
def test_numbers_in_any_spelling(text: str, meant: object) -> None:
    assert airgram_meant(text) == meant


def test_the_letter_asks_for_an_airgram(held: Archive) -> None:
    made = analysis.draft(held, ["la paz a-236", "A-1520"], now=NOW)
    letter = analysis.as_text(made.requests[0])
    flowed = " ".join(letter.split())
    assert "2 airgrams" in flowed
    assert "1. Embassy La Paz, airgram A-236 of 1973" in letter
    assert "9 November 1973, as is said where it is cited" in flowed
    assert "not known; before 7 May 1974, when it was first cited" in flowed
    assert "telegram 236" not in letter
    kept = analysis.drafted(held, made.requests[0].request.number)
    assert kept is not None
    assert [each.id for each in kept.wanted] == ["73LAPAZ A-236", "74STATE A-1520"]


def test_a_letter_for_both_kinds_names_both(held: Archive) -> None:
    made = analysis.draft(held, ["74LAPAZ3050", "LA PAZ A-23"], now=NOW)
    assert "2 telegrams and airgrams" in " ".join(analysis.as_text(made.requests[0]).split())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A-4876", "names no post"),
        ("LIMA A-12", 'write its year too, as in "74 LIMA A-12"'),
        ("99 NOWHERE A-1", "no table knows a post NOWHERE"),
        ("2031 LIMA A-1", "yet to come"),
    ],
)
def test_what_cannot_be_asked_for(held: Archive, text: str, said: str) -> None:
    with pytest.raises(QueryError, match=said):
        analysis.draft(held, [text], now=NOW)
