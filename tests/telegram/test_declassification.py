"""The E.O. line: which order, and when or on what event."""

from __future__ import annotations

import datetime as dt

import reftel
from reftel.telegram.declassification import read

from .tables import table

SENT = dt.datetime(2009, 7, 21, 22, 30, tzinfo=dt.UTC)
SEVENTIES = dt.datetime(1974, 1, 2, 22, 28, tzinfo=dt.UTC)
EIGHTIES = dt.datetime(1979, 7, 8, 12, 0, tzinfo=dt.UTC)


@table(
    "value, sent, order, on, says, remark",
    ("12958: DECL: 07/21/2019", SENT, "12958", dt.date(2019, 7, 21), None, "month first"),
    ("12958: DECL: 03/08/2029", SENT, "12958", dt.date(2029, 8, 3), None, "day first: the round number of years"),
    ("12958: DECL: 08/03/2029", SENT, "12958", dt.date(2029, 8, 3), None, "month first: likewise"),
    ("12958: DECL: 21/07/2019", SENT, "12958", dt.date(2019, 7, 21), None, "day first: there is no month 21"),
    ("12958: DECL: 07/212019", SENT, "12958", dt.date(2019, 7, 21), None, "a stroke lost"),
    ("12958: DECL: 07/21/\n2019", SENT, "12958", dt.date(2019, 7, 21), None, "cut by the line's end"),
    ("12958: DEC: 07/21/2019", SENT, "12958", dt.date(2019, 7, 21), None, "a letter of the label lost"),
    ("12958: DECL: 07/21/19", SENT, "12958", dt.date(2019, 7, 21), None, "year of two digits"),
    ("12958 DECL 7/1/2019", SENT, "12958", dt.date(2019, 7, 1), None, "no colons, no zeros"),
    ("12958: decl: 12/31/2034", SENT, "12958", dt.date(2034, 12, 31), None, "small letters"),
    ("12958: DECL: 2019-07-21", SENT, "12958", dt.date(2019, 7, 21), None, "year first"),
    ("12958: DECL: JULY 21, 2019", SENT, "12958", dt.date(2019, 7, 21), None, "in words"),
    ("12958: DECL: 21 JUL 2019", SENT, "12958", dt.date(2019, 7, 21), None, "in words, day first"),
    ("12958: DECL: 20190721", SENT, "12958", dt.date(2019, 7, 21), None, "run together"),
    ("12958: DECL: 07.21.2019", SENT, "12958", dt.date(2019, 7, 21), None, "full stops"),
    ("12958: DECL: 07/21//2019", SENT, "12958", dt.date(2019, 7, 21), None, "a stroke too many"),
    ("12958: DECL: 07/21/ 2019", SENT, "12958", dt.date(2019, 7, 21), None, "a blank"),
    ("12958: DECL: 21 JUL 19", SENT, "12958", dt.date(2019, 7, 21), None, "in words, year in two digits"),
    ("12958: DECL: JUL 2019", SENT, "12958", None, "JUL 2019", "no day"),
    ("12958: DECL: 21JUL2019", SENT, "12958", dt.date(2019, 7, 21), None, "in words, run together"),
    ("12958: DECL: 21JUL19", SENT, "12958", dt.date(2019, 7, 21), None, "likewise, year in two digits"),
    ("12958: DECL: 07212019", SENT, "12958", dt.date(2019, 7, 21), None, "run together, year last"),
    ("12958: DECL: 7 / 21 / 2019", SENT, "12958", dt.date(2019, 7, 21), None, "blanks around the strokes"),
    ("12958: DECL: 07/21/20 19", SENT, "12958", dt.date(2019, 7, 21), None, "a blank in the year"),
    (
        "11652: GDS, DECLAS 31 DEC 82",
        SEVENTIES,
        "11652",
        dt.date(1982, 12, 31),
        "GDS, DECLAS 31 DEC 82",
        "no month of DECLAS",
    ),
    ("12958: DECL: 02/30/2019", SENT, "12958", None, "02/30/2019", "30 February"),
    ("12958: DECL: AFTER KITE REUNIFICATION", SENT, "12958", None, "AFTER KITE REUNIFICATION", "an event"),
    ("12958: DECL: OADR", SENT, "12958", None, "OADR", "the originator decides"),
    ("12958: DECL: X1", SENT, "12958", None, "X1", "exempt from the schedule"),
    ("12958: N/A", SENT, "12958", None, "N/A", "not applicable"),
    ("12958:N/A", SENT, "12958", None, "N/A", "no blank"),
    ("12598: DECL: 07/21/2019", SENT, "12958", dt.date(2019, 7, 21), None, "two digits exchanged"),
    ("129058: DECL: 07/21/2019", SENT, "12958", dt.date(2019, 7, 21), None, "a digit too many"),
    ("12958: DECL: 7 21 2019", SENT, "12958", dt.date(2019, 7, 21), None, "blanks for the strokes"),
    ("1295: DECL: 07/21/2019", SENT, "12958", dt.date(2019, 7, 21), None, "a digit lost"),
    ("12968: DECL: 07/21/2019", SENT, "12958", dt.date(2019, 7, 21), None, "a digit wrong"),
    ("13526: DECL: 07/21/2019", SENT, "13526", dt.date(2019, 7, 21), None, "the order of 2009"),
    ("11652: GDS", SEVENTIES, "11652", None, "GDS", "general schedule"),
    ("11652: XGDS-1", SEVENTIES, "11652", None, "XGDS-1", "exempt from the general schedule"),
    ("11652: XGDS (2)", SEVENTIES, "11652", None, "XGDS (2)", "with its paragraph"),
    ("11652:  N/A", SEVENTIES, "11652", None, "N/A", "unclassified, 1970s"),
    (
        "11652: ADS, DECLAS 12/31/75",
        SEVENTIES,
        "11652",
        dt.date(1975, 12, 31),
        "ADS, DECLAS 12/31/75",
        "advanced schedule with a date",
    ),
    ("12065: GDS 7/8/85", EIGHTIES, "12065", dt.date(1985, 7, 8), "GDS 7/8/85", "schedule and date"),
    (
        "12065: RDS-4 7/8/99 (QUILL, ADA B.) OR-M",
        EIGHTIES,
        "12065",
        dt.date(1999, 7, 8),
        "RDS-4 7/8/99 (QUILL, ADA B.) OR-M",
        "review, with the originator",
    ),
    ("12356: DECL:OADR", EIGHTIES, "12356", None, "OADR", "the order of 1982"),
    ("", SENT, None, None, None, "empty"),
    ("DECL: 07/21/2019", SENT, None, dt.date(2019, 7, 21), None, "the order's number left out"),
    ("12958: DECL: 07/21/2019", None, "12958", dt.date(2019, 7, 21), None, "day of sending unknown"),
)
def test_read(
    value: str, sent: dt.datetime | None, order: str | None, on: dt.date | None, says: str | None, remark: str
) -> None:
    found = read(value, sent)
    assert found.order == order
    assert found.on == on
    assert found.says == says


@table(
    "line, order, on, says, remark",
    ("E.O. 12958: DECL: 07/21/2019", "12958", dt.date(2019, 7, 21), None, "as it should be"),
    ("EO 12958 DECL: 07/21/2019", "12958", dt.date(2019, 7, 21), None, "no full stops"),
    ("E.O. 12958 DECL: 07/21/2019", "12958", dt.date(2019, 7, 21), None, "no colon after the number"),
    ("E.o. 12958: decl: 07/21/2019", "12958", dt.date(2019, 7, 21), None, "small letters"),
    ("E. O. 12958: DECL: 07/21/2019", "12958", dt.date(2019, 7, 21), None, "blank between the letters"),
    ("E.O.12958: DECL: 07/21/2019", "12958", dt.date(2019, 7, 21), None, "no blank"),
    ("EO: 12958 DECL: 07/21/2019", "12958", dt.date(2019, 7, 21), None, "colon before the number"),
    ("E.O. 11652: GDS", "11652", None, "GDS", "1970s"),
    ("E.O. 11652:  N/A", "11652", None, "N/A", "1970s, not applicable"),
    ("SIPDIS E.O. 12958: N/A TAGS: PREL", "12958", None, "N/A", "in mid-line"),
    ("E.OM 11652: GDS", "11652", None, "GDS", "a letter too many"),
    ("CEO 12958 KITES", None, None, None, "the end of another word"),
)
def test_line(line: str, order: str | None, on: dt.date | None, says: str | None, remark: str) -> None:
    cable = reftel.parse(f"{line}\nTAGS: PREL\nSUBJECT: KITES\n")
    assert (cable.executive_order, cable.declassify_on, cable.declassification) == (order, on, says)


def test_repairs_of_the_line_are_noted() -> None:
    text = "R 212230Z JUL 09\nFM AMEMBASSY LIMA\n\nE.O. 12598: DECL: 03/08/2029\nTAGS: PREL\nSUBJECT: KITES\n"
    made = [(r.read, r.means, r.rule, r.certain) for r in reftel.parse(text).repairs]
    assert made == [
        ("12598", "12958", "executive-order-number", True),
        ("03/08/2029", "2029-08-03", "day-first-date", False),
    ]


def test_originator_is_the_authority() -> None:
    text = "E.O. 12065: RDS-4 7/8/99 (QUILL, ADA B.) OR-M\nTAGS: PREL\nSUBJECT: KITES\n"
    assert [who.name for who in reftel.parse(text).classified_by] == ["ADA B. QUILL"]


@table(
    "value, remark",
    ("12/31/\n2034", "behind a stroke"),
    ("12/31/20\n34", "in the year"),
    ("\n12/31/2034", "before the date"),
)
def test_a_date_that_the_end_of_the_line_cuts(value: str, remark: str) -> None:
    cable = reftel.parse(f"E.O. 12958: DECL: {value}\nTAGS: PREL\n")
    assert cable.declassify_on == dt.date(2034, 12, 31)
    assert [each.code for each in cable.tags] == ["PREL"]


@table(
    "text, says, remark",
    ("E.O. 12958:\nDECL: 25 YEARS\nTAGS: PREL\n", "25 YEARS", "in the line below"),
    ("EO: 12958\nDECLAS: AFTER THE FAIR\nTAGS: PREL\n", "AFTER THE FAIR", "the same, other signs"),
    ("E.O. 12958: N/A\nTAGS: PREL\n", "N/A", "the next line is another field"),
)
def test_what_follows_the_order(text: str, says: str, remark: str) -> None:
    cable = reftel.parse(text)
    assert (cable.executive_order, cable.declassification) == ("12958", says)
    assert [each.code for each in cable.tags] == ["PREL"]
