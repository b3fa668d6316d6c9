"""Citations in printed volumes: whose a number is, of which year, and when it leads to no telegram."""

from __future__ import annotations

import datetime as dt

import pytest

from reftel.model import Cable, Paragraph, Reference
from reftel.telegram import with_citations

APART = "the Department counted its telegrams to each post apart, or all together"


def read(text: str, *, sent: tuple[int, int, int] = (1936, 6, 20), to_post: bool = False, number: int = 60) -> Cable:
    """A telegram from or (``to_post``) to the embassy in Mexico; what follows ``[Footnote`` is no paragraph."""
    body = text.partition("[Footnote")[0]
    cable = Cable(
        text=text,
        id=None if to_post else f"{sent[0] % 100}MEXICO{number}",
        sent=dt.datetime(*sent, 15, tzinfo=dt.UTC),
        paragraphs=(Paragraph(body),),
        spans={"paragraphs.0": ((0, len(body)),)},
    )
    seats = {"Mexico": "MEXICO", "United Kingdom": "LONDON"}
    return with_citations(cable, post="MEXICO", from_department=to_post, seats=seats, notes={"1": 5, "2": 5})


FROM_A_POST = [
    ("My telegram No. 33, June 17, 6 p.m. The fair", [("cable", "36MEXICO33")], "its own"),
    ("See my 50.", [("cable", "36MEXICO50")], "nothing but a number"),
    ("I bought my 50 lanterns", [], "counted, not cited"),
    ("in my 30, despite", [("cable", "36MEXICO30")], "a comma behind it"),
    ("my 690, December 22", [("cable", "35MEXICO690")], "December is last year's in June"),
    ("my 690", [("cable", None)], "not reached yet: of which year?"),
    ("My 45 of yesterday", [("cable", "36MEXICO45")], "a day in words"),
    ("Legation’s 40, May 1, 1 a.m.", [("cable", "36MEXICO40")], "its office's"),
    ("my 39, May 14 and 41, May 17, the", [("cable", "36MEXICO39"), ("cable", "36MEXICO41")], "two"),
    ("my 20, 22 and 24.", [("cable", f"36MEXICO{n}") for n in (20, 22, 24)], "three"),
    ("my telegrams 20–23, inclusive", [("cable", f"36MEXICO{n}") for n in range(20, 24)], "from, to"),
    ("my telegram No. 43 [34], June 1", [("cable", "36MEXICO34")], "the editors correct it"),
    ("my 44, June 4 [1], 1 p.m., and", [("cable", "36MEXICO44")], "they correct its day"),
    ("Department’s 37, May 4.", [("cable", "36DEPTELMEXICO37")], "numbered to each post apart"),
    ("your 37, May 4.", [("cable", "36DEPTELMEXICO37")], "the same"),
    ("Department’s 37, May 4, to the Embassy in the United Kingdom", [("cable", "36DEPTELLONDON37")], "to another"),
    ("Department’s 37, May 4, to Nowhereville", [("cable", None)], "to one that nothing tells"),
    ("my despatch No. 661 of May 28th", [("despatch", None)], "by mail"),
    ("Department’s mail instruction No. 1408", [("instruction", None)], "by mail"),
    ("Embtel 50 and Deptel 20.", [("cable", "36MEXICO50"), ("cable", "36DEPTELMEXICO20")], "short names"),
    ("telegram No. 315, June 18, from the Chargé in the United Kingdom", [("cable", "36LONDON315")], "by country"),
    ("telegram 12, May 3, from the Minister in Ruritania", [("cable", None)], "of which the volume shows nothing"),
    ("circular telegram No. 12, May 3", [("cable", None)], "a circular"),
    ("telegram 5 men had read", [], "no number of a telegram"),
    ("Document 45", [("document", None)], "of the volume"),
    ("Documents 45, 47, and 49–51.", [("document", None)] * 3, "several"),
]


@pytest.mark.parametrize(("text", "expected", "remark"), FROM_A_POST, ids=[case[0][:40] for case in FROM_A_POST])
def test_from_a_post(text: str, expected: list[tuple[str, str | None]], remark: str) -> None:
    found = read(f"The fair. {text}")
    assert [(each.kind, each.target) for each in found.references] == expected, remark
    for i, each in enumerate(found.references):
        ((start, end),) = found.spans[f"references.{i}"]
        assert " ".join(found.text[start:end].split()) == each.text
        assert each.paragraph == 0


FROM_THE_DEPARTMENT = [
    ("Your 298 May 6, 11 a.m.; 311 May 7, and 327, May 10, noon.", ["36MEXICO298", "36MEXICO311", "36MEXICO327"]),
    ("Embassy’s 12, May 3.", ["36MEXICO12"]),
    ("My 12, May 3.", ["36DEPTELMEXICO12"]),
    ("My 12, December 3.", ["35DEPTELMEXICO12"]),
    ("Department’s 12, May 3, to Dublin.", ["36DEPTELDUBLIN12"]),
]


@pytest.mark.parametrize(("text", "expected"), FROM_THE_DEPARTMENT)
def test_from_the_department(text: str, expected: list[str | None]) -> None:
    assert [each.target for each in read(text, to_post=True).references] == expected


IN_OTHER_YEARS = [
    ("Telegram 210 from Dublin, July 3", (1968, 9, 1), "68DUBLIN210", "cited with its date, year inherited"),
    ("Telegram 210 from Dublin, March 3", (1968, 9, 1), None, "numbers began anew each July"),
    ("Telegram 210 from New Delhi, July 3", (1968, 9, 1), "68NEWDELHI210", "year inherited"),
    ("Telegram 123 to Dublin, March 4", (1968, 9, 1), None, APART),
    ("Telegram 123 to Dublin, August 4", (1963, 9, 1), "63DEPTELDUBLIN123", "year inherited"),
    ("Telegram 123 to Dublin, March 4", (1963, 9, 1), None, "numbers began anew each July"),
    ("Telegram 12345 to Dublin, March 4", (1974, 9, 1), "74STATE12345", "year inherited"),
    ("Telegram 210 from Dublin, March 3, 1975", (1976, 9, 1), "75DUBLIN210", "cited with its date"),
    ("Telegram 210 from Dublin", (1976, 1, 9), None, "of which year is not told"),
    ("Telegram 210 from Nowhereville, March 3", (1976, 9, 1), None, "of which post is not told"),
]


@pytest.mark.parametrize(("text", "sent", "target", "rule"), IN_OTHER_YEARS)
def test_editors(text: str, sent: tuple[int, int, int], target: str | None, rule: str) -> None:
    found = read(f"The fair.\n\n[Footnote 1: {text}, not printed.]", sent=sent)
    (reference,) = found.references
    assert reference.target == target
    assert rule in (reference.rule or "")
    assert (reference.rule or "").startswith("cited in a footnote: ")
    assert reference.text == text
    assert reference.paragraph == 0, "the paragraph in which the footnote's mark stood"


HEADS = [
    ("60. My 33, June 17, 6 p.m.; 34, June 18, and your 9, June 19. See my 35.", [True, True, True, False]),
    ("60. Referring to Department’s instruction No. 8, June 1, the fair", [True]),
    ("60. The fair of my 33, June 17.", [False]),
    ("My 33. My 34.", [True, False]),
]


@pytest.mark.parametrize(("text", "heads"), HEADS)
def test_what_a_telegram_opens_with_is_as_a_ref_line(text: str, heads: list[bool]) -> None:
    found = [(each.rule or "").startswith("at the head of the text: ") for each in read(text).references]
    assert found == heads


def test_several_in_footnotes() -> None:
    text = "The fair.\n\n[Footnote 1: See telegrams 12 and 14 from Dublin, July 3.]\n\n[Footnote 3: Telegram No. 9.]"
    found = read(text, sent=(1968, 9, 1)).references
    assert [(each.target, each.paragraph) for each in found] == [("68DUBLIN12", 0), ("68DUBLIN14", 0), (None, None)]
    assert found[2].rule == "cited in a footnote: who sent it is not told"


def test_what_was_read_already_is_left() -> None:
    cable = Cable(
        text="Your 12, May 3.", references=(Reference("12", target="36X12"),), spans={"references.0": ((5, 7),)}
    )
    found = with_citations(cable, post="MEXICO", from_department=True, seats={}, notes={})
    assert found == cable


def test_documents_of_the_volume() -> None:
    text = "The fair.\n\n[Footnote 1: See Documents 45 and 47–48; vol. XXIV, Document 49.]"
    cable = Cable(text=text)
    found = with_citations(cable, post=None, from_department=False, seats={}, notes={}, volume="frus1936v03").references
    assert [(each.text, each.target) for each in found] == [
        ("Documents 45", "FRUS1936V03/D45"),
        ("47–48", "FRUS1936V03/D47"),
        ("47–48", "FRUS1936V03/D48"),
        ("Document 49", None),
    ]


def test_the_departments_own_number_bounds_what_it_cites() -> None:
    cable = Cable(text="My 30, 50.", id="36DEPTELMEXICO40", sent=dt.datetime(1936, 6, 20, tzinfo=dt.UTC))
    text = "[Footnote: My 30. My 50.]"
    cable = Cable(text=text, id=cable.id, sent=cable.sent)
    found = with_citations(cable, post="MEXICO", from_department=True, seats={}, notes={}).references
    assert [each.target for each in found] == ["36DEPTELMEXICO30", None]
