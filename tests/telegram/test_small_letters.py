"""Telegrams that were typed or saved all in small letters; all of them invented."""

from __future__ import annotations

import msgspec
import pytest

from reftel import reading, sources, telegram, vocabulary

MODERN = """VZCZCXYZ0007
RR RUEHC
DE RUEHPE #0417/01 0761512
ZNY CCCCC ZZH
R 171512Z MAR 09
FM AMEMBASSY LIMA
TO RUEHC/SECSTATE WASHDC 0231
INFO RUEHBO/AMEMBASSY BOGOTA 0118
C O N F I D E N T I A L SECTION 01 OF 02 LIMA 000417

SIPDIS

E.O. 12958: DECL: 03/17/2019
TAGS: ECON, EAGR, PE
SUBJECT: INVENTED SPECIMEN: THE ANCHOVY LIGHTHOUSE

REF: A. STATE 4711
     B. 08 LIMA 1999

CLASSIFIED BY: ECON COUNSELOR OTTILIE BRAMBLEWORTH FOR REASONS 1.4 (B) AND (D).

1. (C) SUMMARY: THE LIGHTHOUSE OPENED ON TIME, AS LIMA 312 FORETOLD. END SUMMARY.

2. (SBU) THE KEEPER PRAISED THE MARMALADE AT THE CAFÉ.

COMMENT
-------

3. (C) A LANTERN IS NO HARBOUR. END COMMENT.
QUILLFEATHER
"""
SEVENTIES = """PAGE 01        LA PAZ  00417  171512Z
ACTION ARA-20
INFO  OCT-01  ISO-00  /021 W
                 ------------------     012345
R 171500Z MAR 75
FM AMEMBASSY LA PAZ
TO SECSTATE WASHDC 0231
LIMITED OFFICIAL USE LA PAZ 0417
E.O. 11652: GDS
TAGS: PINT, BL
SUBJ: INVENTED SPECIMEN: A LANTERN
REF: STATE 4711
1. AN INVENTED LANTERN WAS LIT AT THE FAIR, AND PEOPLE CAME.
2. IT WENT OUT AGAIN IN THE NIGHT, AND THEY WENT.
QUILLFEATHER
"""


@pytest.mark.parametrize("text", [MODERN, SEVENTIES], ids=["2009", "1975"])
def test_every_field_is_found_as_in_capitals(text):
    small = text.lower()
    found, expected = telegram.parse(small), telegram.parse(text)
    assert expected.references
    assert expected.tags
    assert found.text == small
    assert [each.text for each in found.paragraphs] == [each.text.lower() for each in expected.paragraphs]
    assert found.subject == (expected.subject or "").lower()
    assert found.summary == (expected.summary.lower() if expected.summary else None)
    assert [each.text for each in found.references] == [each.text.lower() for each in expected.references]
    as_read = {
        *("text", "paragraphs", "subject", "summary", "comment", "references", "repairs"),
    }
    for field in msgspec.structs.fields(expected):
        if field.name not in as_read:
            assert getattr(found, field.name) == getattr(expected, field.name), field.name
    assert [each.target for each in found.references] == [each.target for each in expected.references]
    assert [(each.number, each.mark, each.level, each.role) for each in found.paragraphs] == [
        (each.number, each.mark, each.level, each.role) for each in expected.paragraphs
    ]
    first, *others = found.repairs
    assert (first.start, first.end, first.rule) == (0, len(small), "small-letters")
    assert all(small[each.start : each.end] == each.read for each in others)


def test_the_few_words_with_capitals_stay_as_they_are():
    small = MODERN.lower().replace("marmalade", "Marmalade")
    found = telegram.parse(small)
    assert "the keeper praised the Marmalade at the café." in [each.text for each in found.paragraphs]
    assert found.id == "09LIMA417"


def test_two_in_one_file(tmp_path):
    other = MODERN.replace("000417", "000418").replace("#0417", "#0418").replace("171512Z", "171612Z")
    (tmp_path / "day.txt").write_text((MODERN + other).lower(), "utf-8")
    found = list(reading.readings(tmp_path / "day.txt"))
    assert [each.cable.id for each in found] == ["09LIMA417", "09LIMA418"]
    assert "".join(each.document.text for each in found) == (MODERN + other).lower()


NO_TELEGRAMS = [
    "title: notes\nsubject: lanterns\ntags: prel, econ\n\nsome words about lanterns that nobody sent to anyone\n",
    "from lantern import fm\nto = fm.light(1)\ninfo = 12\nref: int = 3\nsubject: str = 'a lantern that is lit by fm'\n",
    "dear aunt,\n\nthe anchovies arrived. to be eaten with bread, and a lantern to see them by. yours, o.\n",
]


@pytest.mark.parametrize("text", NO_TELEGRAMS, ids=["front matter", "program", "letter"])
def test_what_else_is_written_in_small_letters_is_no_telegram(text):
    with pytest.raises(sources.Unreadable):
        list(sources.documents_in(text.encode(), "notes.txt"))


MIXED = [
    (MODERN, "capitals"),
    (
        "1. (C) The lighthouse opened on time. Officials praised its keeper, and the people of the town did too.",
        "mixed",
    ),
    ("the keeper praised it", "too short to tell"),
    ("1. The lighthouse opened on time and the people of the town came to see it, in the rain and in the dark", "one"),
]


@pytest.mark.parametrize(("text", "remark"), MIXED, ids=[each[-1] for each in MIXED])
def test_other_texts_are_read_as_they_stand(text, remark):
    assert vocabulary.raised(text) is None, remark
