"""References of which more than their item tells what is meant: the telegram's own number, a date, a letter."""

from __future__ import annotations

import pytest

import reftel

HEAD = (
    "{precedence} {group}\nFM AMEMBASSY LA PAZ\nTO SECSTATE WASHDC 4397\nUNCLAS LA PAZ {serial}\n"
    "E.O. 12065: N/A\nTAGS: BENC, BL\nSUBJECT: SPECIMEN OF A FERRY\n{ref}\n\n1. {text}\n2. The ferry sailed.\nQUILL\n"
)


WINTER, SUMMER = ("182130Z JAN 79", "0497"), ("052130Z SEP 79", "7700")


def targets(
    ref: str, text: str = "Kites flew.", group: str = "182130Z JAN 79", serial: str = "0497"
) -> list[str | None]:
    made = HEAD.format(precedence="R", group=group, serial=serial, ref=ref, text=text)
    return [each.target for each in reftel.parse(made).references]


@pytest.mark.parametrize(
    ("ref", "expected", "remark"),
    [
        ("REF: LA PAZ 7627", ["78LAPAZ7627"], "the post was at 497 in January"),
        ("REF: LA PAZ 0480", ["79LAPAZ480"], "reached"),
        ("REF: LA PAZ 0520", ["79LAPAZ520"], "drafted before, sent after"),
        ("REF: 79 LA PAZ 7627", ["79LAPAZ7627"], "its own year is believed"),
        ("REF: STATE 009720", ["79STATE9720"], "the Department sends many"),
        ("REF: STATE 331361", ["78STATE331361"], "but not so many by 18 January"),
        ("REF: A) USDOC 18905, B) QUITO 0335", ["78USDOC18905", "79QUITO335"], "nobody else does"),
    ],
)
def test_numbers_not_reached_yet_are_of_the_year_before(ref: str, expected: list[str], remark: str) -> None:
    assert targets(ref) == expected, remark


def test_in_summer_a_high_number_is_of_the_year() -> None:
    assert targets("REF: LA PAZ 7627", group=SUMMER[0], serial=SUMMER[1]) == ["79LAPAZ7627"]
    assert targets("REF: USDOC 18905", group=SUMMER[0], serial=SUMMER[1]) == ["79USDOC18905"]


def test_citations_in_the_text_too() -> None:
    assert targets("", "KITES WERE REPORTED IN LA PAZ 7627.") == ["78LAPAZ7627"]


@pytest.mark.parametrize(
    ("ref", "expected", "remark"),
    [
        (
            "REF: STATE 235324 OF 11/30/78\n     STATE 240150 OF 12/8/78\n     LA PAZ 7565 OF 12/17/78",
            ["78STATE235324", "78STATE240150", "78LAPAZ7565"],
            "the date's last digits are not the next one's year",
        ),
        ("REF: QUITO 417 OF NOVEMBER 9, 1977", ["77QUITO417"], "in words"),
        ("REF: QUITO 417 DATED 3 MAY 78", ["78QUITO417"], "day first"),
        ("REF: 78 QUITO 417 OF 1/2/79", ["78QUITO417"], "its own year stands"),
    ],
)
def test_a_date_behind_tells_the_year(ref: str, expected: list[str], remark: str) -> None:
    assert targets(ref) == expected, remark


CALL = "REF: LA PAZ 0480\n     QUILL/BRAMBLE TELECON JAN 16"


def test_a_telephone_call_in_the_line_below_is_another_reference() -> None:
    made = HEAD.format(
        precedence="R",
        group="182130Z JAN 79",
        serial="0497",
        ref="REF: LA PAZ 0480\n     QUILL/BRAMBLE TELECON JAN 16",
        text="So.",
    )
    assert [(each.kind, each.target) for each in reftel.parse(made).references] == [
        ("cable", "79LAPAZ480"),
        ("telephone", None),
    ]


REF = "REF: A) LA PAZ 0480, B) QUITO 0335"
A, B = "79LAPAZ480", "79QUITO335"


@pytest.mark.parametrize(
    ("text", "expected", "remark"),
    [
        ("THE FERRY (REFTEL B) IS LATE.", [A, B, B], "in parentheses"),
        ("AS REFTEL A, THE FERRY IS LATE.", [A, B, A], "comma behind"),
        ("FERRY CITED REFTEL A NOT RPT NOT LATE.", [A, B, A], "no article stands before NOT"),
        ("IN REFTEL A FERRY WAS NAMED.", [A, B, None], "perhaps an article"),
        ("IN REFTEL I NAMED A FERRY.", [A, B, None], "the ambassador"),
        ("SEE REFTEL E FOR FERRIES.", [A, B, None], "no such item"),
        ("SEE REFTELS.", [A, B, None], "both"),
    ],
)
def test_reftel_with_its_letter(text: str, expected: list[str | None], remark: str) -> None:
    assert targets(REF, text) == expected, remark


@pytest.mark.parametrize(
    ("text", "expected", "remark"),
    [
        ("THE FERRY SAILED (QUITO 0300, 0314).", ["79QUITO300", "79QUITO314"], "the second of the same post"),
        ("UNCLAS SECTION 02 OF 02 PARIS 41898", [], "the telegram's own heading"),
    ],
)
def test_in_the_text(text: str, expected: list[str | None], remark: str) -> None:
    assert targets("", text, group=SUMMER[0], serial=SUMMER[1]) == expected, remark


@pytest.mark.parametrize(
    ("text", "many", "remark"),
    [
        ("DELAYS ARE USUAL (SEE A-169 OF SEPT 9).", 1, "a word of citing"),
        ("AS LAID OUT IN LA PAZ A-23, FERRIES ARE LATE.", 1, "of a post"),
        ("THE ANSWER TO DEPARTMENT'S A-3164 OF APRIL 19 IS LATE.", 1, "of the Department"),
        ("TWO A-10 FLEW OVER THE FERRY.", 0, "aircraft"),
        ("BOAC BOUGHT AN A-300 FOR 1980.", 0, "aircraft"),
    ],
)
def test_airgrams_in_the_text(text: str, many: int, remark: str) -> None:
    made = HEAD.format(precedence="R", group=SUMMER[0], serial=SUMMER[1], ref="", text=text)
    assert [each.kind for each in reftel.parse(made).references] == ["airgram"] * many, remark
