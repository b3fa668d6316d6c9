"""Suggestions, did you mean, and more like this."""

from __future__ import annotations

from pathlib import Path

import pytest
from archive.invented import BODY, cable, put

from reftel import archive, search
from reftel.archive import Archive
from reftel.model import Paragraph, Tag
from reftel.search import correcting, similar
from reftel.search.correcting import did_you_mean
from reftel.search.suggesting import LONGEST, suggest

HAS = ("summary", "comment", "action", "redaction", "articles", "editions", "references", "missing-refs")
NARCOTICS = Tag("SNAR", "subject")
LIGHTHOUSE = (
    Paragraph("The lighthouse keeper counted lanterns, compasses and marmalade in the invented archipelago.", 1, "C"),
    Paragraph("Lanterns of the archipelago are trimmed by keepers at midnight.", 2, "C"),
)
LIKE_IT = (Paragraph("Of marmalade: the keepers of the archipelago want lanterns, and one lighthouse more.", 1, "C"),)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    made = archive.open(tmp_path_factory.mktemp("help") / "X", create=True)
    put(
        made,
        cable(1, paragraphs=LIGHTHOUSE),
        cable(2, "CIUDADJUAREZ", paragraphs=LIKE_IT, tags=(NARCOTICS,)),
        cable(3, subject=None, paragraphs=(), text=""),
        *(cable(number, "LAPAZ", paragraphs=BODY) for number in range(10, 30)),
    )
    return made


SUGGESTED = [
    ("mex", "origin:MEXICO tag:MX country:MX mexico", "a post, a TAG by what it means, a country by its name"),
    ("country:mex", "country:MX", "countries by their names"),
    ("has:", " ".join(f"has:{each}" for each in HAS), "what a cable may have"),
    ("has:mis", "has:missing-refs", "one of them"),
    ("x is:C", "x is:corrected", "what it may be"),
    ("class:conf", "class:CONFIDENTIAL", "levels"),
    ("source:r", "source:raw", "layouts"),
    ("Ciud", "origin:CIUDADJUAREZ", "the beginning of a name"),
    ("origin:ciu", "origin:CIUDADJUAREZ", "of a field"),
    ("ORIGIN:", "origin:LAPAZ origin:MEXICO origin:CIUDADJUAREZ", "all of a field, most cables first"),
    ('origin:"ciudad j', "origin:CIUDADJUAREZ", "in open quotes"),
    ('origin:"consulate c', "origin:CIUDADJUAREZ", "by its whole name"),
    ("narco", "tag:SNAR narcotics", "a TAG by a word of its meaning"),
    ("ferry -tag:sn", "ferry -tag:SNAR", "only the last term changes"),
    ("(capt", "(caption:", "a field, behind a bracket"),
    ("caption:", "caption:SIPDIS", "captions"),
    ("09 x 09mex", "09 x 09MEXICO1 09 x 09MEXICO2134 09 x 09MEXICO3", "numbers"),
    ("09 mex", "09MEXICO1 09MEXICO2134 09MEXICO3", "a number begun, in parts"),
    ("2009 MEXICO", "09MEXICO1 09MEXICO2134 09MEXICO3", "with the whole year"),
    ("09 ciudad jua", "09CIUDADJUAREZ2", "a post of two words"),
    ("09 Mexico 3", "09MEXICO3", "with its last part"),
    ("09 narco", "09 tag:SNAR 09 narcotics", "no number begins so"),
    ("lanter", "lanterns", "a word of the texts"),
    ("la", "origin:LAPAZ", "too short for a word"),
    ("zzzz", "", "nothing"),
    ("", "", "nothing typed"),
    ("ferry ", "", "nothing begun"),
    ("nonsense:mex", "", "no field"),
    ("!?\ud800", "", "no words"),
    ("x" * (LONGEST + 1), "", "too long"),
]


@pytest.mark.parametrize(("typed", "expected", "remark"), SUGGESTED)
def test_suggested(held: Archive, typed: str, expected: str, remark: str) -> None:
    found = [each.query for each in suggest(held, typed)]
    if "2134" in expected:
        expected = expected.replace("09 x 09MEXICO2134 ", "").replace("09MEXICO2134 ", "")
    assert " ".join(found) == expected, remark


def test_suggestions_tell_what_they_are(held: Archive) -> None:
    (first, *_) = suggest(held, "origin:ciu")
    assert (first.label, first.kind, first.count) == ("Consulate Ciudad Juarez", "post", 1)
    assert len(suggest(held, "origin:", limit=2)) == 2


MEANT = [
    ("lighthuose", "lighthouse", "two letters exchanged"),
    ("marmelade keper", "marmalade keeper", "two words"),
    ('"lantern keper"', "", "a phrase that stands nowhere, however it is spelt"),
    ("lighthouse archipelgo", "lighthouse archipelago", "one of two"),
    ("origin:CIUDADJUARES", "", "the gazetteer knows this one itself"),
    ("tag:SNARR", "", "an old spelling means the TAG itself"),
    ("tag:SNRA", "tag:SNAR", "a TAG"),
    ("tag:SNRA lighthuose", "tag:SNAR lighthouse", "both"),
    ("subject:fery", "subject:ferry", "in a field"),
    ("lighthouse", "", "there it is"),
    ("-lighthuose", "", "what was refused is no slip"),
    ("zzzzzzzz", "", "nothing like it"),
    ("harbour lighthuose", "", "what would find nothing either is not offered"),
    ("to", "", "too short"),
    ('((( "', "", "no words"),
    ("09MEXICO2", "", "a cable"),
    ("\ud800lighthuose", "\ufffdlighthouse", "half a character"),
]


@pytest.mark.parametrize(("query", "expected", "remark"), MEANT)
def test_did_you_mean(held: Archive, query: str, expected: str, remark: str) -> None:
    found = did_you_mean(held, query)
    assert (found[0].query if found else "") == expected, remark
    for each in found:
        assert search.search(held, each.query).total == each.total > search.search(held, query).total


def test_what_finds_something_is_one_slip_away_at_most(held: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    (far,) = did_you_mean(held, "lightouze")
    assert far.query == "lighthouse", "two slips"
    monkeypatch.setattr(correcting, "_TIMES", 0)
    assert did_you_mean(held, "lightouze", total=1) == ()
    assert [each.query for each in did_you_mean(held, "lighthuose", total=1)] == ["lighthouse"], "one slip"


def test_more_like_this(held: Archive) -> None:
    (found,) = similar(held, "09 mexico 1")
    assert found.hit.id == "09CIUDADJUAREZ2"
    assert set(found.shared) <= {"lighthouse", "lanterns", "marmalade", "archipelago", "keeper", "keepers"}
    assert len(found.shared) >= 3
    assert [each.hit.id for each in similar(held, "09CIUDADJUAREZ2")] == ["09MEXICO1"]
    assert "09LAPAZ10" not in {each.hit.id for each in similar(held, "09LAPAZ10", limit=5)}
    assert len(similar(held, "09LAPAZ10", limit=5)) <= 5
    assert similar(held, "09MEXICO1", limit=1) == (found,), "fewer asked for: the first of the same"


def test_nothing_like_it(held: Archive) -> None:
    assert similar(held, "09MEXICO3") == (), "no text"
    assert similar(held, "09MEXICO999") == (), "not held"


def test_words_of_every_cable_make_none_alike(tmp_path: Path) -> None:
    """A short note in common words is like nothing, though a long cable holds all of them."""
    words = ["please", "urge", "commission", "copies", "provided", "material", "post", "instances", "late", "reports"]
    matters = " ".join(f"matter{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(600))
    made = archive.open(tmp_path / "X", create=True)
    put(
        made,
        cable(1, subject=None, paragraphs=(Paragraph("Copies of late reports be provided, commission urged.", 1),)),
        cable(2, paragraphs=(Paragraph(f"{' '.join(words)} {matters}", 1),)),
        *(cable(n, "LAPAZ", paragraphs=(Paragraph(" ".join(words[n % 5 :: 3]), 1),)) for n in range(10, 60)),
    )
    assert "09MEXICO2" not in {each.hit.id for each in similar(made, "09MEXICO1", limit=60)}
