"""Transmission, routing, date-time group, who sent it to whom."""

from __future__ import annotations

import datetime as dt
from typing import Any

import reftel

from .tables import table

Row = tuple[str, str | None, str, str | None, str | None, tuple[str, ...]]


def row(
    role: str,
    routing: str | None,
    name: str,
    precedence: str | None = None,
    number: str | None = None,
    exempt: tuple[str, ...] = (),
) -> Row:
    return role, routing, name, precedence, number, exempt


STATE = row("action", "RUEHC", "SECSTATE WASHDC", None, "0417")


@table(
    "text, expected, remark",
    (
        "FM AMEMBASSY LIMA\nTO RUEHC/SECSTATE WASHDC 0417\n",
        [STATE],
        "one addressee, with its continuity number",
    ),
    (
        "FM AMEMBASSY LIMA\nTO RUEHC/SECSTATE WASHDC 0417 INFO RUEHQT/AMEMBASSY QUITO 0081\n",
        [STATE, row("info", "RUEHQT", "AMEMBASSY QUITO", None, "0081")],
        "INFO on the same line",
    ),
    (
        "FM AMEMBASSY LIMA\nTO RUEHC/SECSTATE WASHDC 0417\nINFO ZEN/AMEMBASSY QUITO\nRUEHBO/AMEMBASSY BOGOTA\n",
        [STATE, row("info", "ZEN", "AMEMBASSY QUITO"), row("info", "RUEHBO", "AMEMBASSY BOGOTA")],
        "delivered by other means",
    ),
    ("FM AMEMBASSY LIMA\nACTION RUEHC/SECSTATE WASHDC 0417\n", [STATE], "ACTION for TO"),
    ("ACTION RUEHC/SECSTATE WASHDC 0417\n", [STATE], "ACTION, and nothing above it"),
    ("TO: RUEHC/SECSTATE WASHDC 0417\n", [STATE], "a colon, and nothing above it"),
    ("TO RUEHC/SECSTATE WASHDC 0417\nAIDAC\n", [STATE], "a caption below is no addressee"),
    (
        "TO RUEHC/SECSTATE WASHDC 0417 RUEHQT/AMEMBASSY QUITO 33 INFO RUEHBO/AMEMBASSY BOGOTA\n",
        [STATE, row("action", "RUEHQT", "AMEMBASSY QUITO", None, "33"), row("info", "RUEHBO", "AMEMBASSY BOGOTA")],
        "line ends lost; a short number",
    ),
    (
        "TO RUEHC/SECSTATE WASHDC 0417 INFO\nRUEHQT/AMEMBASSY QUITO\n",
        [STATE, row("info", "RUEHQT", "AMEMBASSY QUITO")],
        "INFO at the end of the line above",
    ),
    (
        "FM AMEMBASSY LIMA\nTO SECSTATE WASHDC 3355 IMMEDIATE\nINFO RUEHQT/AMEMBASSY QUITO 0081 PRIORITY\n",
        [
            row("action", None, "SECSTATE WASHDC", "IMMEDIATE", "3355"),
            row("info", "RUEHQT", "AMEMBASSY QUITO", "PRIORITY", "0081"),
        ],
        "the number before the precedence",
    ),
    (
        "FM AMEMBASSY LIMA\nTO RUEHC/SECSTATE WASHDC IMMEDIATE 3355\nINFO RUEHQT/AMEMBASSY QUITO PRIORITY 0081\n",
        [
            row("action", "RUEHC", "SECSTATE WASHDC", "IMMEDIATE", "3355"),
            row("info", "RUEHQT", "AMEMBASSY QUITO", "PRIORITY", "0081"),
        ],
        "precedence and number of each",
    ),
    (
        "FM AMEMBASSY LIMA\nTO RUEHC/SECSTATE WASHDC 0417\nINFO RUEHQT/AMEMBASSY QUITO 0081\nRUEHBO/AMEMBASSY BOGOTA\n"
        "RUEUITH/DET 7 12LG IZMIR TU\n",
        [
            STATE,
            row("info", "RUEHQT", "AMEMBASSY QUITO", None, "0081"),
            row("info", "RUEHBO", "AMEMBASSY BOGOTA"),
            row("info", "RUEUITH", "DET 7 12LG IZMIR TU"),
        ],
        "lines without a label go on with the list; a name with numbers in it",
    ),
    (
        "O 201405Z DEC 89\nFM SECSTATE WASHDC\n"
        "TO AMEMBASSY QUITO NIACT IMMEDIATE\nAMCONSUL GUAYAQUIL NIACT IMMEDIATE\n",
        [
            row("action", None, "AMEMBASSY QUITO", "NIACT IMMEDIATE"),
            row("action", None, "AMCONSUL GUAYAQUIL", "NIACT IMMEDIATE"),
        ],
        "night action, no routing indicators",
    ),
    (
        "FM AMEMBASSY LIMA\nTO RUEHC/SECSTATE WASHDC IMMEDIATE 3355\nRUEHX/ANDEAN POSTS COLLECTIVE\n"
        "XMT AMEMBASSY LA PAZ\nAMEMBASSY CARACAS\n",
        [
            row("action", "RUEHC", "SECSTATE WASHDC", "IMMEDIATE", "3355"),
            row("action", "RUEHX", "ANDEAN POSTS COLLECTIVE", exempt=("AMEMBASSY LA PAZ", "AMEMBASSY CARACAS")),
        ],
        "members of a collective to whom it was not sent",
    ),
    (
        "FM AMEMBASSY LIMA\nTO RUEHX/ANDEAN POSTS COLLECTIVE\nXMT AMEMBASSY LA PAZ\nINFO RUEHC/SECSTATE WASHDC 0417\n",
        [
            row("action", "RUEHX", "ANDEAN POSTS COLLECTIVE", exempt=("AMEMBASSY LA PAZ",)),
            row("info", "RUEHC", "SECSTATE WASHDC", None, "0417"),
        ],
        "INFO ends the exemptions",
    ),
    ("FM AMEMBASSY LIMA\nINFO XMT SOMEONE\n", [], "an exemption from nothing"),
    (
        "P 182318Z FEB 09\nFM SECSTATE WASHDC\nTO PAGE 02        STATE   022117  182333Z \n"
        "ALL AFRICAN POSTS COLLECTIVE PRIORITY\nAMEMBASSY ACCRA PRIORITY",
        [
            row("action", None, "ALL AFRICAN POSTS COLLECTIVE", "PRIORITY"),
            row("action", None, "AMEMBASSY ACCRA", "PRIORITY"),
        ],
        "page furniture in the middle of the list",
    ),
    (
        "R 041530Z MAY 74\nFM AMEMBASSY LA PAZ\nTO SECSTATE WASHDC 4711\nINFO AMEMBASSY LIMA\nUSMISSION OAS\n",
        [
            row("action", None, "SECSTATE WASHDC", None, "4711"),
            row("info", None, "AMEMBASSY LIMA"),
            row("info", None, "USMISSION OAS"),
        ],
        "1970s: no routing indicators",
    ),
    (
        "R 041530Z MAY 74\nFM AMEMBASSY LIMA\nTO SECSTATE WASHDC 4711\nMR. MAX HERON\n12 FERRY ST.\nSUITE 4\n"
        "CARE OF QUILL\nFERRYBANK, OHIO 44199\n216-555-0142\nINFO AMEMBASSY QUITO\n",
        [
            row("action", None, "SECSTATE WASHDC", None, "4711"),
            row("action", None, "MR. MAX HERON"),
            row("info", None, "AMEMBASSY QUITO"),
        ],
        "a private person and where he lives",
    ),
    (
        "R 041530Z MAY 74\nFM AMEMBASSY LIMA\nTO SECSTATE WASHDC 4711\nQUILL AND HERON KITES\nFERRYBANK, NEW YORK\n",
        [row("action", None, "SECSTATE WASHDC", None, "4711"), row("action", None, "QUILL AND HERON KITES")],
        "a house and its town",
    ),
    (
        "R 041530Z MAY 08\nFM AMEMBASSY LIMA\nTO RUEHC/SECSTATE WASHDC NIACT 0417\nRUEHQT/AMEMBASSY QUITO IMMED\n"
        "RUEHBO/AMEMBASSY BOGOTA PRIO 0011\nRUEKJCS/SECDEF WASHDC FLASH//OSD/ISA//\n",
        [
            row("action", "RUEHC", "SECSTATE WASHDC", "NIACT", "0417"),
            row("action", "RUEHQT", "AMEMBASSY QUITO", "IMMEDIATE"),
            row("action", "RUEHBO", "AMEMBASSY BOGOTA", "PRIORITY", "0011"),
            row("action", "RUEKJCS", "SECDEF WASHDC//OSD/ISA//", "FLASH"),
        ],
        "precedence written short, and before an office",
    ),
    (
        "R 041530Z MAY 74\nFM AMEMBASSY LIMA\nTO AMEMBASSY QUITO AND AMEMBASSY BOGOTA\n"
        "INFO AMEMBASSY LA PAZ, AMCONSUL GUAYAQUIL, USMISSION OAS\n",
        [
            row("action", None, "AMEMBASSY QUITO"),
            row("action", None, "AMEMBASSY BOGOTA"),
            row("info", None, "AMEMBASSY LA PAZ"),
            row("info", None, "AMCONSUL GUAYAQUIL"),
            row("info", None, "USMISSION OAS"),
        ],
        "several in one line",
    ),
    (
        "R 041530Z MAY 08\nFM AMEMBASSY LIMA\nTO RUEHC / SECSTATE WASHDC 0417\n",
        [STATE],
        "blanks around the stroke",
    ),
    (
        "R 041530Z MAY 08\nFM AMEMBASSY LIMA\n"
        "TO RUEHC/SECSTATE WASHDC   PRIORITY   0417\nINFO\nRUEHQT/AMEMBASSY QUITO\n",
        [row("action", "RUEHC", "SECSTATE WASHDC", "PRIORITY", "0417"), row("info", "RUEHQT", "AMEMBASSY QUITO")],
        "several blanks; INFO alone on its line",
    ),
)
def test_addressees(text: str, expected: list[Row], remark: str) -> None:
    cable = reftel.parse(text)
    assert [(a.role, a.routing, a.name, a.precedence, a.number, a.exempt) for a in cable.addressees] == expected
    for at, each in enumerate(cable.addressees):
        shown = "".join(text[start:end] for start, end in cable.spans[f"addressees.{at}"])
        assert each.name.partition("//")[0] in " ".join(shown.split())  # the precedence may stand before an office


OPENING = (
    "C O N F I D E N T I A L SECTION 01 OF 02 {}\n\nE.O. 12958: N/A\nTAGS: PREL\nSUBJECT: KITES\n\n1. Kites rose.\n"
)
HEADING = """VZCZCXRO1234
PP RUEHAO RUEHCD RUEHGA
DE RUEHPE #0233/01 1251530
ZNY CCCCC ZZH
P 041530Z MAY 08
FM AMEMBASSY LIMA
TO RUEHC/SECSTATE WASHDC PRIORITY 0417
INFO RUEHQT/AMEMBASSY QUITO 0081
"""
MODERN = HEADING + OPENING.format("LIMA 000233")
SEVENTIES = """LA PAZ 00231  01 OF 02  041601Z

11
ACTION ARA-20

INFO  OCT-01  ISO-00  CIAE-00  DODE-00
  PM-07  H-03  /129 W
--------------------- 123456
P R 041530Z MAY 74
FM AMEMBASSY LA PAZ
TO SECSTATE WASHDC PRIORITY 4711
""" + OPENING.format("LA PAZ 0231")
DEPARTMENT = """ORIGIN EUR-25

INFO  OCT-01  ISO-00  /026 R

DRAFTED BY EUR/NE:MQUILL:ABC
APPROVED BY EUR - MR. FERRYMAN
S/S-O: J. LARKSPUR
--------------------- 098765
R 041530Z MAY 75
FM SECSTATE WASHDC
TO AMEMBASSY OSLO
""" + OPENING.format("STATE 105123")


@table(
    "text, field, expected, remark",
    (MODERN, "transmission_id", "VZCZCXRO1234", "transmission identifier"),
    (MODERN, "sent", dt.datetime(2008, 5, 4, 15, 30, tzinfo=dt.UTC), "date-time group"),
    (MODERN, "precedence", ("priority",), "of the date-time group, not of the routing line"),
    (MODERN, "distribution", (), "no offices in the 2000s"),
    (SEVENTIES, "distribution", ("ARA-20", "OCT-01", "ISO-00", "CIAE-00", "DODE-00", "PM-07", "H-03"), "offices"),
    (SEVENTIES, "precedence", ("priority", "routine"), "two precedences"),
    (SEVENTIES, "transmission_id", None, "none in the 1970s"),
    (DEPARTMENT, "distribution", ("EUR-25", "OCT-01", "ISO-00"), "the Department's own: ORIGIN"),
    (DEPARTMENT, "drafted_by", "EUR/NE:MQUILL:ABC", "drafter"),
    (DEPARTMENT, "approved_by", "EUR - MR. FERRYMAN", "approver"),
    (MODERN.replace("VZCZC", "VECZC"), "transmission_id", "VECZCXRO1234", "identifier misspelt"),
    (HEADING, "transmission_id", "VZCZCXRO1234", "a heading alone"),
    (
        HEADING.replace("VZCZC", "VECZC"),
        "transmission_id",
        "VECZCXRO1234",
        "a heading alone, identifier misspelt",
    ),
    (
        "ACTION ARA-20\n\nINFO  OCT-01  ISO-00\n--------------------- 123456\nP 041530Z MAY 74\nFM AMEMBASSY LA PAZ\n",
        "distribution",
        ("ARA-20", "OCT-01", "ISO-00"),
        "a heading alone, offices first",
    ),
)
def test_heading(text: str, field: str, expected: Any, remark: str) -> None:
    cable = reftel.parse(text)
    assert getattr(cable, field) == expected
    if expected:
        assert cable.spans[field], "every field that is found knows its place"


@table(
    "text, code, country, remark",
    ("R 041530Z MAY 08\nFM AMEMBASSY LIMA\n", "LIMA", "PE", "embassy"),
    ("R 041530Z MAY 08\nFM AMCONSUL GUAYAQUIL\n", "GUAYAQUIL", "EC", "consulate"),
    ("R 041530Z MAY 08\nFM SECSTATE WASHDC\n", "STATE", "US", "the Department"),
    ("R 041530Z MAY 08\nFM USMISSION USUN NEW YORK\n", "USUNNEWYORK", "US", "mission to the United Nations"),
    ("R 041530Z MAY 74\nFM AMEMBASSY LA PAZ\n", "LAPAZ", "BO", "two words"),
)
def test_origin(text: str, code: str, country: str, remark: str) -> None:
    origin = reftel.parse(text).origin
    assert origin
    assert (origin.code, origin.country) == (code, country)


def test_heading_is_tiled_into_transmission_and_heading() -> None:
    cable = reftel.parse(HEADING)
    assert [(b.kind, cable.text[b.start : b.end][:2]) for b in cable.blocks] == [
        ("transmission", "VZ"),
        ("heading", "P "),
    ]


@table(
    "cut, whole, remark",
    ("DEPT\n{}OF LABOR WASHINGTON DC", "DEPT OF LABOR WASHINGTON DC", "no address begins with OF"),
    ("CDR\n{}USSOUTHCOM MIAMI FL", "CDR USSOUTHCOM MIAMI FL", "a commander of nothing"),
    ("SECDEF WASHINGTON\n{}DC", "SECDEF WASHINGTON DC", "nor with DC"),
    ("AMEMBASSY\n{}QUITO", "AMEMBASSY QUITO", "an embassy nowhere"),
)
def test_an_address_that_a_page_break_cut(cut: str, whole: str, remark: str) -> None:
    furniture = "CONFIDENTIAL\n\nCONFIDENTIAL\n\nPAGE 02  LIMA 00869  041601Z\n\n"
    text = f"P 041530Z MAY 78\nFM AMEMBASSY LIMA\nTO SECSTATE WASHDC 0417\nINFO {cut.format(furniture)}\n"
    cable = reftel.parse(f"{text}\nC O N F I D E N T I A L LIMA 869\n\nSUBJECT: KITES\n\n1. KITES ROSE.\n")
    assert [each.name for each in cable.addressees] == ["SECSTATE WASHDC", whole]


def test_what_the_post_printed_above_the_message() -> None:
    above = (
        "ACTION: AMB\n    INFO:   RSO RAO DCM\n\nDISSEMINATION: AMB /1\nCHARGE: PROG\n\n"
        "APPROVED: AMB:AQUILL\nDRAFTED: POL:MHERON\nCLEARED: DCM:RLARKSPUR\n\n"
    )
    cable = reftel.parse(above + HEADING + OPENING.format("LIMA 000233"))
    assert (cable.drafted_by, cable.approved_by) == ("POL:MHERON", "AMB:AQUILL")
    assert cable.distribution == ("RSO", "RAO", "DCM")
    assert cable.addressees[0].name == "SECSTATE WASHDC"
