"""The cable finder, on invented articles, memoranda, footnotes and cables."""

from __future__ import annotations

import pytest
from archive.invented import cable, put

from reftel import archive
from reftel.archive import Archive
from reftel.model import Article
from reftel.search.finder import LONGEST, find

ADDRESS = "https://example.org/the-invented-ferry"


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    made = archive.open(tmp_path_factory.mktemp("finder") / "X", create=True)
    put(
        made,
        cable(2134, articles=(Article(ADDRESS, "The ferry"),)),
        cable(283),
        cable(15, "LAPAZ"),
        *(cable(5021, "LAPAZ", id=f"{year}LAPAZ5021") for year in (73, 74)),
        cable(79112, "STATE"),
    )
    return made


# text, what it mentions (id, + where held), what stays unclear, remark
TEXTS = [
    ("see https://example.org/cable/2009/07/09MEXICO2134.html#par7", "09MEXICO2134+", "", "in an address"),
    ("#09mexico2134, 2009MEXICO002134!", "09MEXICO2134+", "", "a hash tag; small letters; leading zeros"),
    ("In 09 MEXICO 283 we said", "09MEXICO283+", "", "spaced, as telegrams cite"),
    ("reported in 05 BERN 2886.", "05BERN2886", "", "one that is not held"),
    ("09MEXICO99999", "09MEXICO99999", "", "a number that is not held"),
    ("Box 12ABC34, room 03XYZZY33", "", "", "no posts"),
    ("Telegram 15 from La Paz, March 1, 2009; Department of State", "09LAPAZ15+", "", "as histories cite"),
    ("Telegrams 79112 and 62395 to All Diplomatic Posts, May 2, 2009.", "09STATE79112+ 09STATE62395", "", "two"),
    ("Telegram 5021 from the Embassy in La Paz", "", "73LAPAZ5021 74LAPAZ5021", "two years have that number"),
    ("telegram 5021 from La Paz, August 16, 1973", "73LAPAZ5021+", "", "the year tells"),
    ("as MEXICO 2134 has it", "09MEXICO2134+", "", "without a year: the only one that is held"),
    ("LA PAZ 5021 (of 1974)", "74LAPAZ5021+", "", "the year behind"),
    ("COVID 19 and JULY 21 IN LIMA 25 PEOPLE", "", "", "numbers of other things"),
    ("in 2009 Mexico 2134 people voted", "", "", "counts people"),
    ("as cable 09 Mexico 2134 reports", "09MEXICO2134+", "", "as newspapers write, called a cable"),
    ("the 2009 La Paz 77 telegram said", "09LAPAZ77", "", "called a telegram behind the number"),
    ("it was 09 Mexico 2134 that said so", "09MEXICO2134+", "", "a year in two digits, and held"),
    ("09-MEXICO-283 and 09\u2013Mexico\u20132134", "09MEXICO283+ 09MEXICO2134+", "", "with hyphens of any kind"),
    ("on 09-MAR-2134, 10-XYZZY-33", "", "", "a date and no post"),
    ("La Paz 5021, August 16, 1973", "73LAPAZ5021+", "", "a post, a number and a date in words"),
    ("Mexico 2134 of 21 July 2009", "09MEXICO2134+", "", "the day first"),
    ("Embassy La Paz telegram 78, September 6, 1974", "74LAPAZ78", "", "called a telegram, and not held"),
    ("La Paz\u2019s telegram 5021 (February 1974)", "74LAPAZ5021+", "", "a month alone"),
    ("In Mexico 300, March 8, 2009, were there", "", "", "counts people, and no such number is held"),
    ("it was 09 Mexico 2135 that said so", "", "", "a year in two digits, and not held"),
    (
        "SECTION 01 OF 04 MEXICO 002134\nPAGE 02 MEXICO 02134",
        "09MEXICO2134+",
        "",
        "a heading's own numbers are no years",
    ),
    ("", "", "", "nothing"),
    ("\x00\ud800 ~~ \u202e", "", "", "no text at all"),
]


@pytest.mark.parametrize(("text", "mentioned", "unclear", "remark"), TEXTS)
def test_texts(held: Archive, text: str, mentioned: str, unclear: str, remark: str) -> None:
    found = find(held, text)
    assert " ".join(each.target + "+" * (each.hit is not None) for each in found.cables) == mentioned, remark
    assert " ".join(key for each in found.unclear for key in each.perhaps) == unclear, remark
    for each in found.cables:
        assert all(place.target == each.target or place.held == each.target for place in each.places)
        assert all(" ".join(text[place.start : place.end].split()) == place.text for place in each.places)


def test_a_pasted_cable_with_its_ref_line(held: Archive) -> None:
    text = """\
R 171512Z MAR 09
FM AMEMBASSY LIMA
TO RUEHC/SECSTATE WASHDC 0231
C O N F I D E N T I A L LIMA 000417
E.O. 12958: DECL: 03/17/2019
TAGS: ECON
SUBJECT: INVENTED SPECIMEN

REF: A. STATE 79112
     B. 08 LIMA 1999

1. (U) As ref A says, and MEXICO 283.
"""
    found = find(held, text)
    assert [(each.target, each.hit is not None, each.places[0].how) for each in found.cables] == [
        ("09STATE79112", True, "REF line"),
        ("08LIMA1999", False, "REF line"),
        ("09MEXICO283", True, "without a year; the only one held"),
    ]


def test_a_ref_line_without_any_year(held: Archive) -> None:
    found = find(held, "TAGS: ECON\nSUBJECT: INVENTED\nREF: A. LA PAZ 5021 B. BERN 77\n\n1. (U) Text.")
    assert [(each.text, each.perhaps) for each in found.unclear] == [
        ("LA PAZ 5021", ("73LAPAZ5021", "74LAPAZ5021")),
        ("BERN 77", ()),
    ]


def test_the_address_of_an_article(held: Archive) -> None:
    assert [each.id for each in find(held, f"I read <{ADDRESS}>.").articles] == ["09MEXICO2134"]
    assert find(held, "https://example.org/another").articles == ()


def test_each_once_with_all_its_places(held: Archive) -> None:
    (only,) = find(held, "09MEXICO283 and 09 MEXICO 283 and again 09MEXICO283").cables
    assert [each.start for each in only.places] == [0, 16, 40]


def test_long_texts_are_cut_and_it_says_so(held: Archive) -> None:
    found = find(held, "09MEXICO283 " + "x" * LONGEST + " 09MEXICO2134")
    assert found.cut
    assert [each.target for each in found.cables] == ["09MEXICO283"]
