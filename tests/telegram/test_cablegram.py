"""Australian cablegrams: two headings, three styles of footnotes, numbers that are none of the Department's."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reftel
from reftel.model import Cable, Classification
from reftel.telegram import cablegram
from reftel.telegram.identity import split_id

from .tables import table

DATA = Path(__file__).parents[3] / "shared" / "data" / "dfat"


def front(title: str = "Mr A. Baker, Minister in Kuybyshev, to Department of External Affairs") -> str:
    return (
        "---\ndoc_date: '1942-02-08'\ndoc_num: 83\ndoc_order: 84\nnaa_refs:\n- naa_barcode: 1\n"
        "  naa_control_symbol: KITES 1\n  naa_series: A1\n  reference: '[AA:A1, KITES 1]'\n"
        f"title: {title}\nvol_full_title: 'Volume 5: Kites\n  and Boats'\nvol_id: 5\n"
        "vol_title: 'Volume 5: 1942'\n---\n\n"
    )


PLAIN = front() + (
    "Cablegram 83 KUYBYSHEV, 8 February 1942, 6.10 p.m.\n\nIMMEDIATE MOST SECRET [FOR PRIME MINISTER] [1]\n\n"
    "KITES\n\nYour 75 [2] and my telegram No. 80 of 1st February. The kites rose in [25] towns.\n\n"
    "2\\. They fell again. [3]\n\n3\\. They will rise.\n\nBAKER\n\n _\n\n1 A. Cole.\n\n2 Document 79.\n\n"
    "3 They fell\n\non 5 February.\n\n_\n\n _[AA:A1, KITES 1]_\n"
)
LISTED = front("Cablegram to Lima and Quito") + (
    "Canberra, 27 November 1975, 5.37 p.m.\n\nO.CH280475 SECRET AUSTEO PRIORITY\n\n## Kites over Lima\n\n"
    "Ref O.LM3326[1](#f1)\n\n### For Secretary and Minister\n\nThe kites rose.[2](#f2)\n\n  2. They fell.\n"
    "  3. They _will_ rise: \n    1. in Lima,\n    2. in Quito.\n\n_[matter omitted]_\n\n"
    " **COLE**\n\n _[NAA: A1, 80/1, i]_\n\n"
    "  * 1 26 November. It reported kites.\n  * 2 In Lima.\n"
)
AFTER_SOURCE = front("Cablegram from Cole to Diaz") + (
    "Kuala Lumpur, 21 February 1965\n\n447\\. Top Secret Austeo Priority\n\n **Kites**\n\nThe kites rose.[1](#f1)\n\n"
    "2\\. They fell.\n\n[NAA: A1, 18]\n\n1 Document 246. 2 E. Fox.\n"
)


def tiles(cable: Cable) -> bool:
    ends = [0, *(block.end for block in cable.blocks)]
    return all(
        block.start == end and block.end > block.start for block, end in zip(cable.blocks, ends, strict=False)
    ) and ends[-1] == len(cable.text)


def test_number_before_the_place() -> None:
    cable = reftel.parse(PLAIN)
    assert (cable.id, cable.kind, cable.text) == (None, "telegram", PLAIN)
    assert cable.aliases == ("Cablegram 83", "DAFP 5/83")
    assert cable.sent == dt.datetime(1942, 2, 8, 18, 10, tzinfo=dt.UTC)
    assert cable.rules["sent"] == "heading, time as it stands, zone not told"
    assert cable.origin is not None
    assert (cable.origin.code, cable.origin.name) == ("DFATKUYBYSHEV", "Mr A. Baker, Minister in Kuybyshev")
    assert [(each.role, each.name) for each in cable.addressees] == [("action", "Department of External Affairs")]
    assert cable.classification == Classification("TOP SECRET")
    assert (cable.precedence, cable.pass_lines, cable.subject) == (("immediate",), ("FOR PRIME MINISTER",), "KITES")
    assert [(each.number, each.level, each.text) for each in cable.paragraphs] == [
        (None, "TOP SECRET", "Your 75 and my telegram No. 80 of 1st February. The kites rose in [25] towns."),
        (2, "TOP SECRET", "They fell again."),
        (3, "TOP SECRET", "They will rise."),
    ]
    assert [(each.text, each.target, each.paragraph) for each in cable.references] == [
        ("Your 75", None, 0),
        ("my telegram No. 80", None, 0),
        ("Document 79", "DAFP5/79", 0),
    ]
    assert cable.signed_by == ("BAKER",)
    assert not cable.partial


def test_attributes() -> None:
    cable = reftel.parse(PLAIN)
    assert cable.attributes == {
        "Number": "Cablegram 83",
        "title": "Mr A. Baker, Minister in Kuybyshev, to Department of External Affairs",
        "doc_date": "1942-02-08",
        "doc_num": "83",
        "vol_id": "5",
        "vol_title": "Volume 5: 1942",
        "vol_full_title": "Volume 5: Kites and Boats",
        "reference": "[AA:A1, KITES 1]",
        "Note 1": "A. Cole.",
        "Note 2": "Document 79.",
        "Note 3": "They fell on 5 February.",
    }
    ((start, end),) = cable.spans["attributes.Note 2"]
    assert PLAIN[start:end] == "2 Document 79."


def test_blocks() -> None:
    cable = reftel.parse(PLAIN)
    assert tiles(cable)
    assert [(block.kind, PLAIN[block.start : block.end].strip()[:9]) for block in cable.blocks] == [
        ("notice", "---\ndoc_d"),
        ("heading", "Cablegram"),
        ("opening", "IMMEDIATE"),
        ("paragraph", "Your 75 ["),
        ("paragraph", "2\\. They "),
        ("paragraph", "3\\. They "),
        ("closing", "BAKER"),
        ("notice", "_\n\n1 A. C"),
    ]


def test_number_below_place_and_date() -> None:
    cable = reftel.parse(LISTED)
    assert cable.aliases == ("Cablegram O.CH280475", "DAFP 5/83")
    assert cable.sent == dt.datetime(1975, 11, 27, 17, 37, tzinfo=dt.UTC)
    assert cable.origin is not None
    assert (cable.origin.code, cable.origin.name) == ("DFATCANBERRA", "Canberra")
    assert [each.name for each in cable.addressees] == ["Lima", "Quito"]
    assert cable.classification == Classification("SECRET", ("AUSTEO",))
    assert (cable.subject, cable.pass_lines) == ("Kites over Lima", ("For Secretary and Minister",))
    assert [(each.text, each.target, each.paragraph) for each in cable.references] == [("O.LM3326", None, None)]
    assert [each.number for each in cable.paragraphs] == [None, 2, 3]
    assert cable.paragraphs[0].text == "The kites rose."
    assert "They will rise" in cable.paragraphs[2].text
    assert "in Quito" in cable.paragraphs[2].text
    assert (cable.partial, cable.paragraphs[2].redacted) == (True, True)
    assert cable.signed_by == ("COLE",)
    assert cable.attributes["Note 1"] == "26 November. It reported kites."
    assert cable.attributes["Note 2"] == "In Lima."
    assert tiles(cable)


def test_notes_behind_the_reference() -> None:
    cable = reftel.parse(AFTER_SOURCE)
    assert cable.aliases[0] == "Cablegram 447"
    assert cable.origin is not None
    assert (cable.origin.name, cable.origin.country) == ("Cole", "MY")
    assert [each.name for each in cable.addressees] == ["Diaz"]
    assert cable.sent == dt.datetime(1965, 2, 21, tzinfo=dt.UTC)
    assert cable.rules["sent"] == "heading, time not told"
    assert cable.classification == Classification("TOP SECRET", ("AUSTEO",))
    assert [each.text for each in cable.paragraphs] == ["The kites rose.", "They fell."]
    assert cable.attributes["Note 1"].startswith("Document 246.")
    assert cable.attributes["reference"] == "[NAA: A1, 18]"
    assert tiles(cable)


@table(
    "line, number, place, sent, remark",
    ("Cablegram P3 LONDON, 14 November 1941, 1.10 a.m.", "P3", "LONDON", "1941-11-14T01:10", "letter and number"),
    ("Cablegram 9 NEW DELHI, 28 March 1949, 12.40 p.m.", "9", "NEWDELHI", "1949-03-28T12:40", "after noon"),
    ("Cablegram 9 LIMA, 28 March 1949, 12.40 a.m.", "9", "LIMA", "1949-03-28T00:40", "after midnight"),
    ("Cablegram 100 17 February 1941,", "100", "", "1941-02-17T00:00", "no place"),
    ("Cablegram [83] [1] 26 June 1940,", "83", "", "1940-06-26T00:00", "a number supplied, and a note"),
    ("Cablegram Dig LONDON, 21 September 1939", "Dig", "LONDON", "1939-09-21T00:00", "misread, kept as it stands"),
    ("Cablegram unnumbered LIMA, 1 May 1940", "unnumbered", "LIMA", "1940-05-01T00:00", "without a number"),
)
def test_heading_lines(line: str, number: str, place: str, sent: str, remark: str) -> None:
    cable = reftel.parse(front("A to B") + line + "\n\nSECRET\n\nThe kites rose.\n\n _[AA:A1, 1]_\n")
    assert cable.attributes["Number"] == f"Cablegram {number}"
    assert cable.origin is not None
    assert cable.origin.code == (f"DFAT{place}" if place else "DFAT")
    assert cable.sent is not None
    assert cable.sent.isoformat()[:16] == sent
    assert not any(split_id(alias) for alias in cable.aliases)


@table(
    "line, level, precedence, captions, remark",
    ("SECRET", "SECRET", (), (), "a level"),
    ("MOST SECRET", "TOP SECRET", (), (), "as it was called until 1944"),
    ("IMPORTANT", None, ("important",), (), "a precedence alone"),
    ("PRIORITY SECRET", "SECRET", ("priority",), (), "precedence first"),
    ("SECRET AND PERSONAL", "SECRET", (), ("PERSONAL",), "a caption"),
    ("RESTRICTED", None, (), ("RESTRICTED",), "a level that the model lacks"),
    ("Secret RouTINE", "SECRET", ("routine",), (), "letters misread"),
    ("SECRET SERVICES AGREE.", None, (), (), "a sentence"),
)
def test_levels(
    line: str, level: str | None, precedence: tuple[str, ...], captions: tuple[str, ...], remark: str
) -> None:
    cable = reftel.parse(f"Cablegram 1 LIMA, 1 May 1940\n\n{line}\n\nThe kites rose.\n")
    assert (cable.classification.level if cable.classification else None) == level
    assert (cable.precedence, cable.captions) == (precedence, captions)
    assert cable.paragraphs[-1].text == "The kites rose."


@table(
    "body, expected, remark",
    ("The kites rose.\n\nThey fell.", [(None, "The kites rose."), (None, "They fell.")], "parted by empty lines"),
    ("They rose.\n\n(1) In Lima.\n\n(2) In Quito.", [(None, "They rose."), (1, "In Lima."), (2, "In Quito.")], "(1)"),
    ("[1.] They rose.\n\n2\\. They fell.", [(1, "They rose."), (2, "They fell.")], "a number supplied"),
    (
        "They rose.\n\nIn all.\n\n(1) In Lima.\n\nOf all.\n\nAt last.",
        [(None, "They rose."), (None, "In all."), (None, "(1) In Lima."), (None, "Of all."), (None, "At last.")],
        "a list's item",
    ),
)
def test_paragraphs(body: str, expected: list[tuple[int | None, str]], remark: str) -> None:
    cable = reftel.parse(f"Cablegram 1 LIMA, 1 May 1940\n\nSECRET\n\n{body}\n\n _[AA:A1, 1]_\n")
    assert [(each.number, each.text) for each in cable.paragraphs] == expected


def test_notes_run_together_and_marks_out_of_order() -> None:
    body = "They [1] rose [2] in [77] towns. [3]"
    notes = "1 A. Cole. 2 See 3 above 3 Fox, on 4 May.\n"
    cable = reftel.parse(f"Cablegram 1 LIMA, 1 May 1940\n\nSECRET\n\n{body}\n\n _\n\n{notes}\n_\n")
    assert cable.paragraphs[0].text == "They rose in [77] towns."
    assert {name: value for name, value in cable.attributes.items() if name.startswith("Note")} == {
        "Note 1": "A. Cole.",
        "Note 2": "See 3 above",
        "Note 3": "Fox, on 4 May.",
    }


@table(
    "text, remark",
    (front("Letter from Cole to Fox") + "Lima, 4 June 1981\n\nAs agreed, I met him.\n", "a letter"),
    (front("Cole to Fox") + "Letter 4 April 1946,\n\nSECRET\n\nI met him.\n", "a letter by its first word"),
    (front("Cablegram to Lima") + "Without place and date.\n", "no date"),
    ("Cablegrams were costly.\n\nA book says so.\n", "a text about cablegrams"),
    ("Cablegram 1 LIMA, 31 February 1940\n\nSECRET\n", "a date that never was"),
    ("---\ntitle: Kites\n---\n\nThe kites rose.\n", "another front matter"),
)
def test_not_a_cablegram(text: str, remark: str) -> None:
    assert cablegram.read(text) is None


PIECES = [*PLAIN.split("\n"), *LISTED.split("\n"), *AFTER_SOURCE.split("\n"), "[1](#f1)", "\x00", "[1.] x", "1 A 2 B"]


@given(st.lists(st.sampled_from(PIECES), max_size=60), st.text(max_size=30))
def test_tiles_and_never_raises(lines: list[str], odd: str) -> None:
    text = front() + "Cablegram 1 LIMA, 1 May 1940\n\n" + "\n".join(lines) + odd
    cable = reftel.parse(text)
    assert cable.text == text
    assert tiles(cable)


@pytest.mark.skipif(not DATA.is_dir(), reason="the real documents are not here (../shared/data is absent)")
def test_real_documents() -> None:
    found = [cable for path in sorted(DATA.glob("*.md")) if (cable := cablegram.read(path.read_text("utf-8")))]
    assert len(found) == 29
    for cable in found:
        assert cable.id is None
        assert cable.sent
        assert cable.origin
        assert cable.addressees
        assert cable.paragraphs
        assert cable.sent.date().isoformat() == cable.attributes["doc_date"]
        assert len(cable.aliases) == 2
        assert "reference" in cable.attributes
        assert tiles(cable)
        assert all(block.kind != "unknown" for block in cable.blocks)
        numbers = [each.number for each in cable.paragraphs if each.number is not None]
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else True
        assert not any(mark in each.text for each in cable.paragraphs for mark in ("](#f", "\\.", "**"))


def test_documents_that_footnotes_cite_are_those_of_the_volume() -> None:
    notes = "2 See Documents 79 and 81 and vol. IV, Document 400.\n\n3 They fell in Document 90.\n\n"
    cable = reftel.parse(PLAIN.replace("2 Document 79.\n\n3 They fell\n\non 5 February.\n\n", notes))
    found = [each for each in cable.references if each.kind == "document"]
    assert [(each.text, each.target, each.paragraph) for each in found] == [
        ("Documents 79", "DAFP5/79", 0),
        ("81", "DAFP5/81", 0),
        ("Document 400", None, 0),
        ("Document 90", "DAFP5/90", 1),
    ], "of the paragraph in which the note's mark stands"
    for i, each in enumerate(cable.references):
        ((start, end),) = cable.spans[f"references.{i}"]
        assert cable.text[start:end] == each.text
