"""Airgrams as documents: the heading of the form."""

from __future__ import annotations

import datetime as dt

import reftel

from .tables import table

FORM = """                DEPARTMENT OF STATE
                     AIRGRAM

A-123                    CONFIDENTIAL
NO.                      HANDLING INDICATOR

TO    : Department of State
INFO  : LA PAZ, LIMA
FROM  : Amembassy SANTIAGO          DATE: March 3, 1967
SUBJECT : Kites over the Harbour
REF  : CERP D, Section II; CA-3400 of January 3, 1967; LIMA 44

1. The Embassy reports that kites rose.

2. Lamps fell.

                              HERON
Enclosures: 2

CONFIDENTIAL
Drafted by: POL:AQuill:mt  3/1/67
"""


def test_the_form() -> None:
    cable = reftel.parse(FORM)
    assert (cable.kind, cable.id) == ("airgram", "67SANTIAGO123")
    assert cable.sent == dt.datetime(1967, 3, 3, tzinfo=dt.UTC)
    assert cable.origin
    assert cable.origin.code == "SANTIAGO"
    assert cable.classification
    assert cable.classification.level == "CONFIDENTIAL"
    assert [(each.role, each.name) for each in cable.addressees] == [
        ("action", "Department of State"),
        ("info", "LA PAZ"),
        ("info", "LIMA"),
    ]
    assert cable.subject == "Kites over the Harbour"
    assert [(each.kind, each.target) for each in cable.references[1:]] == [("airgram", None), ("cable", "67LIMA44")]
    assert [each.number for each in cable.paragraphs] == [1, 2]
    assert cable.signed_by == ("HERON",)
    said = {name: cable.text[slice(*places[0])] for name, places in cable.spans.items()}
    assert (said["id"], said["sent"], said["origin"]) == ("A-123", "March 3, 1967", "Amembassy SANTIAGO")
    assert (said["addressees.0"], said["addressees.2"]) == ("Department of State", "LIMA")


@table(
    "heading, number, level, remark",
    (
        "     A I R G R A M\n                    SECRET\nNO.: A-7\nTO      : Department of State\n"
        "FROM    : Amembassy BERN          DATE: June 5, 1968\n",
        "68BERN7",
        "SECRET",
        "the level on a line of its own",
    ),
    ("A-7\nFROM: Amembassy BERN\nTO: Department of State\nDATE: 5 June 1968\n", "68BERN7", None, "number first"),
    ("AIRGRAM\n\nFROM: AMEMBASSY BERN          A-7\nDATE: June 5, 1968\n", "68BERN7", None, "beside the sender"),
    ("A I R G R A M\nFROM: The Department of State\nDATE: 6/5/68\nNO: CA-7\n", "68STATE7", None, "a circular one"),
    ("AIRGRAM A-7\nFROM: Amembassy BERN\nDATE: 5 JUN 68\n", "68BERN7", None, "beside the name"),
    ("UNCLASSIFIED      A-7\nFROM: Embassy, Bern\nDATE: June 5, 1968\n", "68BERN7", "UNCLASSIFIED", "and level"),
    (
        "AIRGRAM\nCLASSIFICATION: SECRET\nMESSAGE REFERENCE NO. A-7\nFROM: USUN\nDATE: JUNE 5, 1968\n",
        "68USUNNEWYORK7",
        "SECRET",
        "with its label",
    ),
    ("AIRGRAM\nFROM: Amembassy BERN\nDATE: June 5, 1968\n", None, None, "no number"),
    ("A-7\nFROM: Amembassy BERN\nDATE: June 35, 1968\n", None, None, "no such day"),
    ("A-7\nFROM: Amembassy XQZVW\nDATE: June 5, 1968\n", None, None, "no such post"),
)
def test_headings(heading: str, number: str | None, level: str | None, remark: str) -> None:
    cable = reftel.parse(heading + "SUBJECT: Kites\n\nKites rose over the town.\n")
    assert (cable.kind, cable.id, cable.subject) == ("airgram", number, "Kites")
    assert (cable.classification.level if cable.classification else None) == level


def test_values_far_from_their_labels() -> None:
    cable = reftel.parse(
        "UNCLASSIFIED\nAIRGRAM A-99\nFROM:   AMCONSUL ZURICH\nTO:     SECSTATE WASHDC\nINFO:   AMEMBASSY BERN\n"
        "        AMEMBASSY PARIS\nDATE:   05/06/74\nSUBJ:   KITES\nREF:    ZURICH A-98; BERN 1234\n\n1. KITES.\n"
    )
    assert (cable.id, cable.subject) == ("74ZURICH99", "KITES")
    assert cable.classification
    assert cable.classification.level == "UNCLASSIFIED"
    assert [(each.role, each.name) for each in cable.addressees] == [
        ("action", "SECSTATE WASHDC"),
        ("info", "AMEMBASSY BERN"),
        ("info", "AMEMBASSY PARIS"),
    ]
    assert [(each.kind, each.target) for each in cable.references] == [("airgram", None), ("cable", "74BERN1234")]


@table(
    "text, remark",
    ("R 041530Z MAY 74\nFM AMEMBASSY LIMA\nTO SECSTATE WASHDC\nUNCLAS LIMA 45\nSUBJECT: AIRGRAM A-7\n", "a telegram"),
    ("A-10 AIRCRAFT FLEW.\nFROM HERE THEY WENT HOME.\nSUBJECT: KITES\n", "a sentence"),
    ("AIRGRAM\nSUBJECT: KITES\n", "no sender"),
)
def test_no_airgrams(text: str, remark: str) -> None:
    assert reftel.parse(text).kind == "telegram"


def test_its_number_is_none_of_the_telegrams() -> None:
    text = "A-45\nFROM: Amembassy LA PAZ\nDATE: April 12, 1974\nSUBJECT: Kites\nREF: LA PAZ 1234\n\nKites rose."
    assert [each.target for each in reftel.parse(text).references] == ["74LAPAZ1234"]
