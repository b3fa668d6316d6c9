"""Series of telegrams: what a text or a subject says of them, and which other cables are their parts."""

from __future__ import annotations

from pathlib import Path

import pytest
from archive.invented import put

from reftel import analysis
from reftel.analysis import Statement
from reftel.model import Cable, Paragraph, Post, Reference

from .invented import listed, net, telegram


@pytest.mark.parametrize(
    ("text", "part", "of"),
    [
        ("This cable is the first in a series of five cables on the lakes.", 1, 5),
        ("second of a three-part series", 2, 3),
        ("This is part two of three.", 2, 3),
        ("PART II OF III", 2, 3),
        ("This is the third and final cable in a three-part series.", 3, 3),
        ("the last of four messages on the harbour", 4, 4),
        ("MESSAGE TWO OF TWO", 2, 2),
        ("the third in our series on lamps", 3, None),
        ("This is one of a series of six reporting cables", None, 6),
        ("SECTION 01 OF 04", None, None),
        ("one of three parts of the country", None, None),
        ("the first in a series of meetings", None, None),
        ("the first of two days of talks", None, None),
        ("on the night of 8 June (8/19) the lamp went out", None, None),
        ("This is the first of three.", 1, 3),
        ("This cable, the third of four, reports on lamps.", 3, 4),
        ("This septel is the second of two.", 2, 2),
        ("This is Part 2 in a three-part series.", 2, 3),
        ("Part 1 of this two-part message deals with lamps.", 1, 2),
        ("This is the first of several cables.", 1, None),
        ("This is one of three cables on harbours.", None, 3),
        ("This is the final cable in series of four.", 4, 4),
        ("This is Cable #2 of 5.", 2, 5),
        ("Part I of this cable deals with lamps.", None, None),
        ("the lamp was lit on 2 of 3", None, None),
    ],
)
def test_statements_of_a_series(tmp_path: Path, text: str, part: int | None, of: int | None) -> None:
    with net(tmp_path, telegram(601, paragraphs=(Paragraph(text, 1),))) as made:
        view = made.view("74LAPAZ601")
        assert view is not None
        found = analysis.stated(view)
        assert (found and found.part, found and found.of) == (part, of)


@pytest.mark.parametrize(
    ("subject", "part", "of"),
    [
        ("HARBOURS: PART ONE OF THREE", 1, 3),
        ("HARBOURS, PART ONE", 1, None),
        ("HARBOURS - Part I of III", 1, 3),
        ("HARBOURS (1 OF 3)", 1, 3),
        ("HARBOURS [1/3]", 1, 3),
        ("HARBOURS: CABLE 2 OF 5", 2, 5),
        ("HARBOURS, FIRST OF THREE", 1, 3),
        ("HARBOURS 1 OF 3", 1, 3),
        ("HARBOURS, NO. 2 OF 4", 2, 4),
        ("HARBOURS: PT. 2 OF 3", 2, 3),
        ("HARBOURS, II OF III", 2, 3),
        ("HARBOURS: INSTALLMENT TWO", 2, None),
        ("HARBOURS: A THREE-PART SERIES, PART 2", 2, 3),
        ("HARBOURS FIRST OF 2-PART SERIES", 1, 2),
        ("HARBOURS PART 3 (OF 4)", 3, 4),
        ("HARBOURS (1 OF 2): THE LAMPS", 1, 2),
        ("HARBOURS - SECTION 1 OF 3", None, None),
        ("1 OF 3 PARTIES LEAVES THE COALITION", None, None),
        ("TWO OF THREE HOSTAGES FREE", None, None),
        ("THE ROLE OF PART 2 OF THE TREATY", None, None),
    ],
)
def test_statements_of_a_subject(tmp_path: Path, subject: str, part: int | None, of: int | None) -> None:
    with net(tmp_path, telegram(601, subject=subject)) as made:
        view = made.view("74LAPAZ601")
        assert view is not None
        found = analysis.stated(view)
        assert (found.part, found.of) == (part, of) if part or of else found is None


def test_what_is_only_like_a_part_is_none_where_all_are_found(tmp_path: Path) -> None:
    like = {"subject": "SPECIMEN: HARBOURS OF THE WIDE LAKE"}
    first = telegram(601, subject="SPECIMEN: HARBOURS OF THE WIDE LAKE, PART ONE OF THREE")
    second = telegram(611, subject="SPECIMEN: THE SECOND LAMPS (2 OF 3)")
    third = telegram(621, subject="SPECIMEN: HARBOURS OF THE WIDE LAKE: PART III OF III")
    names = telegram(606, listed("74LAPAZ601"), **like)
    with net(tmp_path, first, names, third) as made:
        some = analysis.series(made, "74LAPAZ601")
        assert some is not None
        assert [each.id for each in some.parts] == ["74LAPAZ621", "74LAPAZ606"], "the second may be the one like it"
        put(made, second)
        whole = analysis.series(made, "74LAPAZ601")
        assert whole is not None
        assert [each.id for each in whole.parts] == ["74LAPAZ611", "74LAPAZ621"]
        assert whole.lacking == 0
        last = analysis.series(made, "74LAPAZ621")
        assert last is not None
        assert [each.id for each in last.parts] == ["74LAPAZ601", "74LAPAZ611"]


def of_a_series(serial: int, subject: str, text: str, *references: Reference, **fields: object) -> Cable:
    return telegram(serial, *references, subject=subject, paragraphs=(Paragraph(text, 1),), **fields)


def test_the_others_of_a_series_are_looked_for(tmp_path: Path) -> None:
    name = "SPECIMEN: HARBOURS OF THE LAKE"
    cables = (
        of_a_series(601, f"{name}, PART I: LAMPS", "This is the first in a series of four cables on harbours."),
        of_a_series(603, f"{name}, PART II: KEEPERS", "This is the second of four cables."),
        of_a_series(604, "SPECIMEN: FERRIES", "Third in a series of four cables.", listed("74LAPAZ603")),
        of_a_series(605, "SPECIMEN: A DINNER", "We dined."),
        of_a_series(606, f"{name}: LAMPS AGAIN", "Part one of two."),
        of_a_series(608, f"{name}, PART III: ROPES", "This is part three.", post="QUITO", origin=Post("QUITO")),
    )
    with net(tmp_path, *cables) as made:
        found = analysis.series(made, "74LAPAZ601")
        assert found is not None
        assert found.statement == Statement("PART I", 1, None, None), "the subject speaks first"
        found = analysis.series(made, "74LAPAZ603")
        assert found is not None
        assert "74LAPAZ601" in {each.id for each in found.parts}
        found = analysis.series(made, "74LAPAZ604")
        assert found is not None
        assert [each.id for each in found.parts] == ["74LAPAZ603"] or len(found.parts) == 2
        assert not {"74LAPAZ605", "74LAPAZ606", "74QUITO608"} & {each.id for each in found.parts}
        assert analysis.series(made, "74LAPAZ605") is None


def test_a_series_whose_others_are_not_held(tmp_path: Path) -> None:
    alone = of_a_series(601, "SPECIMEN: LAMPS", "It is the first of five cables.")
    with net(tmp_path, alone) as made:
        found = analysis.series(made, "74LAPAZ601")
        assert found is not None
        assert (found.parts, found.lacking) == ((), 4)
