"""The gate: what may not be seen is absent."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from archive.invented import cable
from reftel.archive import EVERYTHING, Compartment, Reader, reader_named
from reftel.archive.access import caveat, gate, of_mark, of_message, of_paragraph
from reftel.errors import QueryError
from reftel.model import Block, Classification, Paragraph, Reference, Repair

MARKS = [
    ("U", "u", (), "the lowest"),
    ("C", "c", (), "one letter"),
    ("C/NF", "c", ("NOFORN",), "a caveat after a slash"),
    ("C//NF", "c", ("NOFORN",), "the slash of later years"),
    ("S/REL USA, GBR", "s", ("GBR", "REL USA"), "each part of a release list is asked for: never too little"),
    ("C - ENTIRE TEXT", "c", (), "says how far it reaches, not who may read"),
    ("SBU/NF", "sbu", ("NOFORN",), "sensitive with a caveat"),
    ("QQ", "ts", (), "no table knows it: the highest"),
    ("", "ts", (), "nothing at all, asked as a mark"),
]


@pytest.mark.parametrize(("mark", "band", "caveats", "remark"), MARKS)
def test_mark(mark: str, band: str, caveats: tuple[str, ...], remark: str) -> None:
    assert of_mark(mark) == Compartment(band, caveats), remark


PARAGRAPHS = [
    (Paragraph("x", mark="U", level="UNCLASSIFIED"), "u", (), "its own mark"),
    (Paragraph("x"), "s", ("NOFORN",), "no mark: level and caveats of the message"),
    (Paragraph("x", level="CONFIDENTIAL"), "s", ("NOFORN",), "no mark, another level: the higher holds"),
    (Paragraph("x", mark="C", level="TOP SECRET"), "ts", (), "mark and level disagree: the higher holds"),
]


@pytest.mark.parametrize(("paragraph", "band", "caveats", "remark"), PARAGRAPHS)
def test_paragraph(paragraph: Paragraph, band: str, caveats: tuple[str, ...], remark: str) -> None:
    message = of_message(cable(classification=Classification("SECRET", ("NOFORN",))))
    assert of_paragraph(paragraph, message) == Compartment(band, caveats), remark


READERS = [
    (EVERYTHING, "ts", ("NOFORN", "ORCON"), True, "the local reader"),
    (Reader("CONFIDENTIAL"), "c", (), True, "at the level"),
    (Reader("CONFIDENTIAL"), "s", (), False, "above it"),
    (Reader("SECRET", frozenset()), "c", ("NOFORN",), False, "below the level, without the caveat"),
    (Reader("SECRET", frozenset({"NF"})), "c", ("NOFORN",), True, "the caveat in its short form"),
    (Reader("SECRET", frozenset({"NOFORN"})), "c", ("NOFORN", "ORCON"), False, "one of two caveats"),
    (Reader("NO SUCH LEVEL"), "sbu", (), False, "an unknown level of a reader opens the lowest only"),
    (Reader("NO SUCH LEVEL"), "u", (), True, "but that one it does"),
]


@pytest.mark.parametrize(("reader", "band", "caveats", "sees", "remark"), READERS)
def test_reader(reader: Reader, band: str, caveats: tuple[str, ...], sees: bool, remark: str) -> None:
    assert reader.sees(Compartment(band, caveats)) is sees, remark


def test_caveat_spellings() -> None:
    assert [caveat(text) for text in ("NF", "noforn", " Rel  usa ")] == ["NOFORN", "NOFORN", "REL USA"]


FULL = cable(
    paragraphs=(
        Paragraph("secret one", 1, "S", "SECRET", "summary", heading="hidden heading"),
        Paragraph("open two", 2, "U", "UNCLASSIFIED"),
        Paragraph("middle three", 3, "C", "CONFIDENTIAL"),
    ),
    classification=Classification("SECRET"),
    references=(
        Reference("09 LA PAZ 1", target="09LAPAZ1"),
        Reference("09 LA PAZ 2", target="09LAPAZ2", paragraph=0),
        Reference("09 LA PAZ 3", target="09LAPAZ3", paragraph=2),
    ),
    summary="secret one",
    comment="secret one",
    text="secret one open two middle three",
    blocks=(Block("unknown", 0, 10),),
    spans={"paragraphs.0": ((0, 10),)},
    rules={"paragraphs.0": "rule"},
    repairs=(Repair(0, 1, "s", "secret", "rule"),),
    attributes={"Subject": "secret one"},
)


def test_everything_is_untouched() -> None:
    assert gate(FULL, EVERYTHING) == (FULL, (0, 1, 2))


def test_withheld_is_absent_everywhere() -> None:
    seen, kept = gate(FULL, Reader("CONFIDENTIAL"))
    assert kept == (1, 2)
    assert [each.text for each in seen.paragraphs] == ["open two", "middle three"]
    assert [(each.text, each.paragraph) for each in seen.references] == [("09 LA PAZ 1", None), ("09 LA PAZ 3", 1)]
    assert seen.subject is None, "unmarked: takes the message's level"
    assert b"secret one" not in msgspec.json.encode(seen)
    assert b"hidden heading" not in msgspec.json.encode(seen)
    assert (seen.text, seen.blocks, seen.spans, seen.rules, seen.repairs) == ("", (), {}, {}, ())


SUBJECTS = [
    ("U", "SECRET", Reader("UNCLASSIFIED"), True, "its own mark opens it"),
    (None, "SECRET", Reader("UNCLASSIFIED"), False, "no mark: the message's level"),
    ("S", "CONFIDENTIAL", Reader("CONFIDENTIAL"), False, "marked above the message"),
    ("ZZ", "UNCLASSIFIED", Reader("SECRET"), False, "an unknown mark counts as the highest"),
]


@pytest.mark.parametrize(("mark", "level", "reader", "seen", "remark"), SUBJECTS)
def test_subject(mark: str | None, level: str, reader: Reader, seen: bool, remark: str) -> None:
    made = cable(subject_mark=mark, classification=Classification(level))
    assert (gate(made, reader)[0].subject is not None) is seen, remark


def test_open_paragraphs_do_not_open_the_text() -> None:
    """What the reading left over (text, blocks) has no mark, and so the message's level."""
    made = cable(
        classification=Classification("SECRET"),
        subject_mark="U",
        paragraphs=(Paragraph("open", 1, "U", "UNCLASSIFIED"),),
        text="left over",
    )
    seen, kept = gate(made, Reader("UNCLASSIFIED"))
    assert (kept, seen.text, seen.subject) == ((0,), "", made.subject)


def test_without_classification_only_the_highest_reads() -> None:
    made = cable(classification=None, paragraphs=(Paragraph("x"),), sent=dt.datetime(1980, 1, 1, tzinfo=dt.UTC))
    assert gate(made, Reader("SECRET"))[1] == ()
    assert gate(made, EVERYTHING)[1] == (0,)


NAMED = [
    ("all", EVERYTHING, "who sees everything"),
    ("sbu", Reader("SENSITIVE BUT UNCLASSIFIED", frozenset()), "a level, and no caveat"),
    ("Top Secret", Reader("TOP SECRET", frozenset()), "the highest level is not yet everything"),
    ("s/nf,orcon", Reader("SECRET", frozenset({"NOFORN", "ORCON"})), "caveats in any spelling"),
    ("c/all", Reader("CONFIDENTIAL", None), "every caveat of a level"),
]


@pytest.mark.parametrize(("text", "reader", "remark"), NAMED)
def test_reader_named(text: str, reader: Reader, remark: str) -> None:
    assert reader_named(text) == reader, remark


@pytest.mark.parametrize("text", ["", "boss", "/noforn", "all/noforn"])
def test_no_reader(text: str) -> None:
    with pytest.raises(QueryError, match="names no level"):
        reader_named(text)
