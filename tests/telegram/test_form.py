"""The Department's printed form of the 1950s and 1960s, as scanners read it."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.telegram import form, parse

SCANNED = """HARBOUR SYSTEM

IDENTIFICATION FORM

FROM : Leopoldville

---

INCOMING TELEGRAM

'Department of Stare

35-W

Action

AF

Info

-EUR

US IA

RMR

CONFIDENT IAL

Control: 11999

Rec'd: July 21, 1962

7:27 a.m.

FROM: Leopoldville

TO: Secretary of State

NO:

FILE

217, July 21, noon

RETAIN OR DESTROY

NIACT

ACTION DEPARTMENT 217 INFORMATION ELISABETHVILLE NIACT 31 BRUSSELS

PRIORITY 58 USUN NIACT 61

LIMIT DISTRIBUTION - NOFORN

EMBTEL 209; Brussels 168, action Department 142.

The harbour master said this morning that three lighters of grain

have been waiting since Monday.

He asked whether our mission could help with the papers. Nothing

was promised, but in view Deptel 505 we should look into

CONFIDENTIAL

-2- 217, July 21, noon, from Leopoldville

it before the rains.

QUILLFEATHER

PENWRIGHT-INKWELL

Note: Advance copy to Mr. Inkwell (AFC) 9 AM 7/21 CWO

CONFIDENTIAL

REPRODUCTION FROM THIS COPY IS

PROHIBITED UNLESS "UNCLASSIFIED"
"""

TIDY = """                 INCOMING TELEGRAM      Department of State
SECRET
Control: 8681
Rec'd: January 2, 1964  8:58 a.m.

FROM: Dublin
ACTION: Secstate 312 PRIORITY
INFO: London 44
DATE: December 31, 4:15 p.m.

Reference: Embtel 300

1. Minister said the lighthouse question was closed.

2. He gave no reason. Embassy will ask again.

INKWELL
SECRET
"""

OUTGOING = """OUTGOING TELEGRAM Department of State
UNCLASSIFIED
ACTION: Amembassy BONN 1234 PRIORITY
INFO: Amembassy PARIS 567
DATE: March 3, 1965
You may tell the Foreign Office that the exhibition opens as it was planned.
RUSK
"""


def test_scanned_form() -> None:
    cable = parse(SCANNED)
    assert cable.id == "62LEOPOLDVILLE217"
    assert cable.sent == dt.datetime(1962, 7, 21, 12, tzinfo=dt.UTC)
    assert "zone not told" in cable.rules["sent"]
    assert cable.origin is not None
    assert cable.origin.country == "CD"
    assert cable.classification is not None
    assert (cable.classification.level, cable.classification.caveats) == ("CONFIDENTIAL", ("NOFORN",))
    assert cable.captions == ("NIACT", "LIMIT DISTRIBUTION", "NOFORN")
    assert cable.distribution == ("AF", "EUR", "USIA", "RMR")
    assert cable.precedence == ("immediate", "priority")
    assert [(each.role, each.name, each.precedence, each.number) for each in cable.addressees] == [
        ("action", "DEPARTMENT", None, "217"),
        ("info", "ELISABETHVILLE", "NIACT", "31"),
        ("info", "BRUSSELS", "PRIORITY", "58"),
        ("info", "USUN", "NIACT", "61"),
    ]
    assert (cable.attributes["Control"], cable.attributes["Received"]) == ("11999", "1962-07-21")
    assert [(each.text, each.target) for each in cable.references] == [
        ("EMBTEL 209", "62LEOPOLDVILLE209"),
        ("Brussels 168, action Department 142", "62BRUSSELS142"),
        ("Deptel 505", None),
    ]
    assert [each.text for each in cable.paragraphs] == [
        "EMBTEL 209; Brussels 168, action Department 142.",
        "The harbour master said this morning that three lighters of grain have been waiting since Monday.",
        "He asked whether our mission could help with the papers. Nothing was promised, but in view Deptel 505 we "
        "should look into it before the rains.",
    ]
    assert {each.level for each in cable.paragraphs} == {"CONFIDENTIAL"}
    assert cable.signed_by == ("QUILLFEATHER",)
    assert SCANNED[slice(*cable.spans["id"][0])] == "217, July 21, noon"
    assert SCANNED[slice(*cable.spans["addressees.2"][0])].startswith("BRUSSELS")


def test_tidy_form_of_the_turn_of_a_year() -> None:
    cable = parse(TIDY)
    assert cable.id == "63DUBLIN312", "sent in December, received in January"
    assert cable.sent == dt.datetime(1963, 12, 31, 16, 15, tzinfo=dt.UTC)
    assert [(each.name, each.number) for each in cable.addressees] == [("Secstate", "312"), ("London", "44")]
    assert [(each.text, each.target) for each in cable.references] == [("Embtel 300", "63DUBLIN300")]
    assert [(each.number, each.text) for each in cable.paragraphs] == [
        (1, "Minister said the lighthouse question was closed."),
        (2, "He gave no reason. Embassy will ask again."),
    ]
    assert cable.signed_by == ("INKWELL",)


OFFICES_IN_A_LINE = """INCOMING TELEGRAM
Foreign Service of the United States of America
Department of State

ACTION: AF
INFO: SS, G, SP, INR, CIA

SECRET
Control: 5123
Rec'd: May 5, 1965
3:14 p.m.

FROM: Dublin

ACTION: Secstate 3456 PRIORITY
INFO: London 12

NO: 3456, May 5, 4 p.m.

PRIORITY
LIMDIS

REFERENCE: Deptel 2345

1. The lighthouse keeper said that it was closed.

INKWELL
"""

COLUMNS_IN_CAPITALS = """Action      INCOMING TELEGRAM   Department of State
FE
Info        CONFIDENTIAL
SS          Control: 4711
G           Rec'd: MAY 5, 1965
FROM: DUBLIN
ACTION: SECSTATE IMMEDIATE 3456
INFO: DOD PRIORITY 122
DATE: MAY 5, 4 PM

THE LIGHTHOUSE AT THE HEAD OF THE HARBOUR
WAS CLOSED THIS MORNING.

IT WILL NOT BE OPENED
BEFORE THE RAINS.

GP-3
INKWELL
"""


def test_offices_in_a_line_and_an_urgency_of_its_own() -> None:
    cable = parse(OFFICES_IN_A_LINE)
    assert cable.id == "65DUBLIN3456"
    assert cable.distribution == ("AF", "SS", "G", "SP", "INR", "CIA")
    assert [(each.role, each.name, each.precedence, each.number) for each in cable.addressees] == [
        ("action", "Secstate", "PRIORITY", "3456"),
        ("info", "London", None, "12"),
    ]
    assert (cable.precedence, cable.captions) == (("priority",), ("LIMDIS",))
    assert [each.text for each in cable.references] == ["Deptel 2345"]
    assert "Department’s telegram 2345" in (cable.references[0].rule or "")
    assert [(each.number, each.text) for each in cable.paragraphs] == [
        (1, "The lighthouse keeper said that it was closed.")
    ]


def test_columns_side_by_side_and_a_text_in_capitals() -> None:
    cable = parse(COLUMNS_IN_CAPITALS)
    assert (cable.id, cable.attributes["Control"]) == ("65DUBLIN3456", "4711")
    assert cable.classification is not None
    assert cable.classification.level == "CONFIDENTIAL"
    assert cable.distribution[:2] == ("FE", "SS")
    assert [each.text for each in cable.paragraphs] == [
        "THE LIGHTHOUSE AT THE HEAD OF THE HARBOUR WAS CLOSED THIS MORNING.",
        "IT WILL NOT BE OPENED BEFORE THE RAINS.",
    ]
    assert (cable.executive_order, cable.declassification) == ("10501", "GP-3")
    assert cable.signed_by == ("INKWELL",)


def test_outgoing_form_bears_a_number_for_each_post() -> None:
    cable = parse(OUTGOING)
    assert (cable.id, cable.aliases) == ("65DEPTELBONN1234", ("65DEPTELPARIS567",)), "to each post counted apart"
    assert cable.origin is not None
    assert cable.origin.code == "STATE"
    assert [(each.role, each.name, each.number) for each in cable.addressees] == [
        ("action", "Amembassy BONN", "1234"),
        ("info", "Amembassy PARIS", "567"),
    ]
    assert cable.sent == dt.datetime(1965, 3, 3, tzinfo=dt.UTC)
    assert [each.text for each in cable.paragraphs] == [
        "You may tell the Foreign Office that the exhibition opens as it was planned."
    ]


@pytest.mark.parametrize(
    ("month", "cited", "target", "remark"),
    [
        ("October 2", "Embtel 300", "63DUBLIN300", "numbers began anew in July, and 300 is lower"),
        ("October 2", "Embtel 900", None, "higher than its own: of the year before"),
        ("March 2", "Embtel 300", None, "before July it may be of either year"),
    ],
)
def test_which_year_a_number_is_of(month: str, cited: str, target: str | None, remark: str) -> None:
    text = TIDY.replace("December 31", month).replace("January 2, 1964", f"{month}, 1963").replace("Embtel 300", cited)
    assert [each.target for each in parse(text).references] == [target], remark


def test_a_number_that_was_told_stays() -> None:
    cable = parse(TIDY, reference_id="1963DUBLIN00312X")
    assert cable.id == "63DUBLIN312"
    assert "1963DUBLIN00312X" in cable.aliases
    assert parse(OUTGOING, reference_id="65STATE77").id == "65STATE77"


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("", "nothing"),
        ("INCOMING TELEGRAM\nwas the title of a book about harbours.\n", "no labels of the form"),
        ("The file has forms.\nINCOMING TELEGRAM\nFROM: Dublin\nthe usual words.\n", "one label only"),
        ("R 212230Z JUL 09\nFM AMEMBASSY MEXICO\nTO SECSTATE WASHDC\n1. (U) INCOMING TELEGRAMS.\n", "a later telegram"),
    ],
)
def test_not_a_form(text: str, remark: str) -> None:
    assert form.read(text) is None, remark


@given(st.lists(st.sampled_from([*SCANNED.split("\n"), "FROM:", "NO:", "Ⅷ²", "9" * 400, "A " * 300, "-" * 300])))
def test_any_mixture_of_its_lines_is_tiled(lines: list[str]) -> None:
    text = "INCOMING TELEGRAM\nControl: 1\nFROM: Dublin\n" + "\n".join(lines)
    cable = parse(text)
    assert cable.text == text
    assert [each.start for each in cable.blocks[:1]] == [0]
    assert cable.blocks[-1].end == len(text)
    assert all(one.end == other.start for one, other in pairwise(cable.blocks))
