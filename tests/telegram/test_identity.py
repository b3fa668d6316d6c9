"""Message reference numbers and date-time groups."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reftel.telegram import canonical_id, parse
from reftel.telegram.identity import date_time_group, full_year, make_id, split_id

from .tables import table


@table(
    "text, expected, remark",
    ("77TAIPEI12", "77TAIPEI12", "the embassy of that year"),
    ("BAGHDAD 12 (08)", "08BAGHDAD12", "the year behind"),
    ("09OSLO21.html", "09OSLO21", "the name of a page"),
    ("09LIMA2134", "09LIMA2134", "already canonical"),
    ("09 LIMA 2134", "09LIMA2134", "blanks between the parts"),
    (" 09lima00012\n", "09LIMA12", "small letters, zeros, white space"),
    ("1975QUITO00412", "75QUITO412", "National Archives: year of four digits"),
    ("2005 NAIROBI 0041", "05NAIROBI41", "year of four digits, 2000s"),
    ("04 RIO DE JANEIRO 00723", "04RIODEJANEIRO723", "post of three words"),
    ("06RIO88", "06RIODEJANEIRO88", "post's short name"),
    ("07RIODEJAN88", "07RIODEJANEIRO88", "post cut to eight letters"),
    ("08SECSTATE5512", "08STATE5512", "the Department by its address name"),
    ("03SECTATE77", "03STATE77", "the same misspelt"),
    ("04HAGUE19", "04THEHAGUE19", "article left out"),
    ("10USUNNY41", "10USUNNEWYORK41", "mission to the United Nations, abbreviated"),
    ("09USUNNE YORK 41", "09USUNNEWYORK41", "the same, a letter lost"),
    ("09PAP7", "09PORTAUPRINCE7", "initials"),
    ("05TAIPEI401", "05AITTAIPEI401", "institute in the place of an embassy"),
    ("07BRASILA9", "07BRASILIA9", "letter lost"),
    ("08KUALALUMP77", "08KUALALUMPUR77", "cut"),
    ("03VAT4859", "03VATICAN4859", "cut to three letters"),
    ("1974KUALA00100", "74KUALALUMPUR100", "National Archives: post cut to its first letters"),
    ("O9 LIMA 0044", "09LIMA44", "letter O for a zero in the year"),
    ("7676QUITO0123", "76QUITO123", "the year came twice"),
    ("07ECTION02OF03QUITO455", "07QUITO455", "a piece of the classification line inside"),
    ("99XYLOPHONIA12", "99XYLOPHONIA12", "a post that no table knows keeps its letters"),
    ("09LIMA0", "09LIMA0", "serial of nothing but zero"),
    ("Ode to a heron", "ODETOAHERON", "no number at all"),
    ("", "", "empty"),
)
def test_canonical_id(text: str, expected: str, remark: str) -> None:
    assert canonical_id(text) == expected


@settings(deadline=None, max_examples=300, derandomize=True)
@given(st.text(max_size=40))
def test_canonical_id_is_settled_after_once(text: str) -> None:
    assert canonical_id(canonical_id(text)) == canonical_id(text)


@table(
    "digits, expected, remark",
    ("66", 1966, "the earliest telegrams"),
    ("45", 1945, "first of the 1900s"),
    ("44", 2044, "last of the 2000s"),
    ("00", 2000, "turn of the century"),
    (9, 2009, "a number, one digit"),
    ("1974", 1974, "four digits stay"),
)
def test_full_year(digits: str | int, expected: int, remark: str) -> None:
    assert full_year(digits) == expected


@table(
    "canonical, expected, remark",
    ("09LIMA2134", (2009, "LIMA", 2134), "2000s"),
    ("74QUITO15", (1974, "QUITO", 15), "1970s"),
    ("LIMA2134", None, "no year"),
    ("09LIMA", None, "no serial"),
    ("", None, "empty"),
)
def test_split_id(canonical: str, expected: tuple[int, str, int] | None, remark: str) -> None:
    assert split_id(canonical) == expected
    if expected:
        assert make_id(*expected) == canonical


def moment(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=dt.UTC)  # type: ignore[arg-type,misc]


@table(
    "text, sent, precedence, remark",
    ("R 041530Z MAY 08", moment(2008, 5, 4, 15, 30), ("routine",), "routine"),
    ("O P 190243Z DEC 89", moment(1989, 12, 19, 2, 43), ("immediate", "priority"), "two precedences"),
    ("Z 010001Z JAN 00", moment(2000, 1, 1, 0, 1), ("flash",), "flash, turn of the century"),
    ("P 251346 Z JUN 7 3", moment(1973, 6, 25, 13, 46), ("priority",), "blanks put in by the relay"),
    ("P R 28 1115Z FEB 75", moment(1975, 2, 28, 11, 15), ("priority", "routine"), "blank after the day"),
    ("291359Z Nov 00", moment(2000, 11, 29, 13, 59), (), "mixed case, no prosign"),
    ("R 212230Z JULY 2009", moment(2009, 7, 21, 22, 30), ("routine",), "month and year in full"),
    (
        "RR 212230Z JUL 09",
        moment(2009, 7, 21, 22, 30),
        ("routine",),
        "prosign doubled",
    ),
    ("FM AMEMBASSY LIMA R 300900Z FEB 09 P 010900Z MAR 09", moment(2009, 3, 1, 9, 0), ("priority",), "30 February"),
)
def test_date_time_group(text: str, sent: dt.datetime, precedence: tuple[str, ...], remark: str) -> None:
    group = date_time_group(text)
    assert group
    assert (group.sent, group.precedence) == (sent, precedence)
    assert f"{sent:%b}".upper() in text[group.start : group.end].upper()


@table(
    "text, remark",
    ("R 212230Z FOO 09", "no month"),
    ("R 212560Z JUL 09", "minute sixty"),
    ("R 002230Z JUL 09", "day nought"),
    ("212230Z", "no month and year: a section's own time"),
    ("Z", "a letter"),
    ("", "empty"),
)
def test_no_date_time_group(text: str, remark: str) -> None:
    assert date_time_group(text) is None


def test_date_time_group_keeps_to_its_bounds() -> None:
    text = "R 041530Z MAY 08 P 051530Z MAY 08"
    second = date_time_group(text, 16)
    assert second
    assert second.sent.day == 5
    assert date_time_group(text, 0, 10) is None


@pytest.mark.parametrize(
    ("number", "code", "remark"),
    [
        ("77TAIPEI5268", "TAIPEI", "the embassy, by the year of the number"),
        ("02TAIPEI5268", "AITTAIPEI", "the institute"),
    ],
)
def test_an_undated_telegram_is_of_the_year_of_its_number(number: str, code: str, remark: str) -> None:
    read = parse("1. THE INVENTED FAIR WAS HELD.\n\n2. LANTERNS WERE LIT.\n", reference_id=number)
    assert read.sent is None
    assert read.origin is not None
    assert read.origin.code == code, remark
