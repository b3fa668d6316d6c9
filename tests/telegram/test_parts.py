"""Sub-paragraphs and what their marks mean for the paragraph."""

from __future__ import annotations

import reftel

from .tables import table


@table(
    "text, expected, remark",
    ("Kites rose.", [], "none"),
    ("Kites:\n\nA. (S/NF) Red.\nB. (C) Blue.", [("A.", "S/NF", "Red."), ("B.", "C", "Blue.")], "letters with marks"),
    ("Kites:\n-- red;\n-- blue.", [("--", None, "red;"), ("--", None, "blue.")], "dashes"),
    ("Kites:\n(1) red\n(2) blue", [("(1)", None, "red"), ("(2)", None, "blue")], "numbers in parentheses"),
    ("Kites:\n¶A. (U) Red.\n¶B. (U) Blue.", [("A.", "U", "Red."), ("B.", "U", "Blue.")], "with the archive's sign"),
    ("Kites:\n\n-- red\n\nThey rose.", [("--", None, "red")], "an empty line ends the last"),
    ("Kites:\n\n-- (see below) red", [("--", None, "(see below) red")], "a parenthesis that is no mark"),
)
def test_parts(text: str, expected: list[tuple[str, str | None, str]], remark: str) -> None:
    (paragraph,) = reftel.parse(f"SUBJECT: KITES\n\n1. (U) {text}\n\n2. (U) End.\n").paragraphs[:1]
    assert [(part.label, part.mark, part.text) for part in paragraph.parts] == expected


@table(
    "own, inside, level, remark",
    ("U", "S", "SECRET", "a part is higher"),
    ("S", "U", "SECRET", "the paragraph is higher"),
    ("C", "C/NF", "CONFIDENTIAL", "the same level"),
)
def test_who_may_not_read_a_part_may_not_read_the_paragraph(own: str, inside: str, level: str, remark: str) -> None:
    cable = reftel.parse(f"SUBJECT: KITES\n\n1. ({own}) Kites:\n\nA. ({inside}) Red.\n\n2. (U) End.\n")
    assert cable.paragraphs[0].level == level
    assert cable.paragraphs[0].mark == own
