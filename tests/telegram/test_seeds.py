"""The two documents that the project started from, read completely and exactly.

They stand in ``../shared/data/seeds``; where that folder is absent the tests skip, saying so.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

import reftel
from reftel.model import Cable

SEEDS = Path(__file__).parents[3] / "shared" / "data" / "seeds"


def seed(name: str) -> Cable:
    path = SEEDS / name
    if not path.exists():
        pytest.skip(f"the seeds are not here ({path.parent}); this test reads real documents that are not committed")
    (cable,) = reftel.read(path)
    return cable


@pytest.fixture(scope="module")
def raw() -> Cable:
    return seed("09MEXICO2134.txt")


@pytest.fixture(scope="module")
def printed() -> Cable:
    return seed("09MEXICO283-ocr.txt")


def test_numbers_and_dates(raw: Cable, printed: Cable) -> None:
    assert (raw.id, raw.transmission_id) == ("09MEXICO2134", "VZCZCXRO2893")
    assert raw.sent == dt.datetime(2009, 7, 21, 22, 30, tzinfo=dt.UTC)
    assert raw.released is None
    assert (printed.id, printed.transmission_id) == ("09MEXICO283", "VZCZCXRO3019")
    assert printed.sent == dt.datetime(2009, 2, 4, 17, 8, tzinfo=dt.UTC)
    assert printed.released == dt.datetime(2011, 8, 30, 1, 44, tzinfo=dt.UTC)


def test_heading(raw: Cable, printed: Cable) -> None:
    for cable, sections, number in ((raw, 4, "7541"), (printed, 3, "4895")):
        assert cable.origin is not None
        assert (cable.origin.code, cable.origin.name, cable.origin.country) == ("MEXICO", "Embassy Mexico", "MX")
        assert cable.precedence == ("routine",)
        assert cable.sections == sections
        (action,) = (a for a in cable.addressees if a.role == "action")
        assert (action.routing, action.name, action.number) == ("RUEHC", "SECSTATE WASHDC", number)
    info = [(a.routing, a.name) for a in raw.addressees if a.role == "info"]
    assert len(info) == 10
    assert info[0] == ("RUEHXC", "ALL US CONSULATES IN MEXICO COLLECTIVE")
    assert info[-1] == ("RHEHAAA", "NSC WASHINGTON DC")
    assert [(a.routing, a.name) for a in printed.addressees if a.role == "info"] == info[:1]


def test_opening(raw: Cable, printed: Cable) -> None:
    assert raw.classification is not None
    assert printed.classification is not None
    assert raw.classification.level == printed.classification.level == "CONFIDENTIAL"
    assert raw.captions == ("SENSITIVE", "SIPDIS")
    assert printed.captions == ("SIPDIS",)
    assert (raw.executive_order, raw.declassify_on) == ("12958", dt.date(2029, 8, 3))
    assert (printed.executive_order, printed.declassify_on) == ("12958", dt.date(2019, 1, 15))
    assert [t.code for t in raw.tags] == ["PREL", "PGOV", "PHUM", "SNAR", "KCRM", "MX"]
    assert [t.code for t in printed.tags] == ["PGOV", "PREL", "KCRM", "SNAR", "KJUS", "PINR", "MX"]
    assert raw.subject == "DHS ASSISTANT SECRETARY MORTON MEETS GOM CABINET MEMBERS TO DISCUSS SECURITY ISSUES"
    assert printed.subject == (
        "THE U.S.-MEXICAN RELATIONSHIP: MEETING CHALLENGES, TAPPING OPPORTUNITIES IN 2009 — SECURITY AND REFORM"
    )
    for cable, *said in ((raw, "John D. Feeley", "Charge D’Affaires"), (printed, "CHARLES V. BARCLAY", "POLCOUNS")):
        (by,) = cable.classified_by
        assert [by.name, by.title] == said
        assert by.reasons == ("1.4(b)", "1.4(d)")


def test_paragraphs(raw: Cable, printed: Cable) -> None:
    assert [p.number for p in raw.paragraphs] == list(range(1, 15))
    assert {p.mark for p in raw.paragraphs} == {"C"}
    assert {p.number: p.heading for p in raw.paragraphs if p.heading} == {
        2: "Press Briefing",
        3: "Secretaries of Government and Foreign Relations",
        7: "Secretary of Public Security",
        10: "Attorney General’s Office",
    }
    assert [p.number for p in printed.paragraphs] == list(range(1, 13))
    assert [p.mark for p in printed.paragraphs] == [
        *("C", "SBU", "U", "SBU", "C", "C", "SBU", "SBU", "C", "SBU", "SBU", "C")
    ]
    assert [p.number for p in printed.paragraphs if p.heading] == [2, 3, 5, 7, 8]
    for cable, last in ((raw, 14), (printed, 12)):
        assert [p.number for p in cable.paragraphs if p.role == "summary"] == [1]
        assert [p.number for p in cable.paragraphs if p.role == "comment"] == [last]
        assert cable.summary
        assert cable.comment
        assert "ummary" not in cable.summary[:8] + cable.summary[-8:]


def test_text_is_flowed_over_page_breaks(printed: Cable) -> None:
    # paragraphs 4 and 10 run over the foot of a page: empty lines stand in mid-sentence
    for paragraph in (printed.paragraphs[3], printed.paragraphs[9]):
        assert "\n" not in paragraph.text
        assert "  " not in paragraph.text
        assert len(paragraph.text) > 500


def test_closing(raw: Cable, printed: Cable) -> None:
    assert raw.signed_by == ("FEELEY",)
    assert printed.signed_by == ("BASSETT",)
    assert raw.articles == ()
    assert len(printed.articles) == 1
    for cable in (raw, printed):
        assert "Web" not in cable.paragraphs[-1].text
        assert any(b.kind == "notice" and b.start > len(cable.text) * 0.9 for b in cable.blocks)


def test_repairs(raw: Cable, printed: Cable) -> None:
    made = {(r.read, r.means, r.rule, r.certain) for r in raw.repairs}
    assert ("Q,", "’", "mangled-quote", True) in made
    assert ("Q&", "“", "mangled-quote", True) in made
    assert ("Q8", "”", "mangled-quote", True) in made
    assert ("Q)", "—", "mangled-quote", True) in made
    assert ("Michoac n", "Michoacán", "lost-letter", False) in made
    assert ("communiquQ", "communiqué", "lost-letter", False) in made
    second = raw.paragraphs[1].text
    assert (second.count("’"), second.count("“"), second.count("”")) == (5, 2, 2)
    assert "d’Affaires" in second
    assert "Michoac n" in second, "what is not certain stays as read"
    assert not any("Q," in p.text or "Q&" in p.text or "Q8" in p.text for p in raw.paragraphs)
    scanned = {(r.read, r.means) for r in printed.repairs}
    assert ("09MEXICQ283", "09MEXICO283") in scanned
    assert ("  ", " ") in scanned
    assert {("IQ.", "¶1."), ("12.", "¶2."), ("1.5.", "¶5."), ("18.", "¶8."), ("II. 12.", "¶12.")} <= scanned
    assert not any(r.certain for r in printed.repairs if r.read == "0"), "a nought in an address cannot be known"


def test_every_field_knows_its_place(raw: Cable, printed: Cable) -> None:
    for cable in (raw, printed):
        opening = ("subject", "tags", "classification", "executive_order", "classified_by")
        for name in ("id", "sent", *opening, "signed_by"):
            places = cable.spans[name]
            assert places, name
            assert all(0 <= a < b <= len(cable.text) for a, b in places), name
            assert name in cable.rules
        (place,) = cable.spans["signed_by"]
        assert cable.text[slice(*place)] == cable.signed_by[0]
        assert "".join(cable.text[b.start : b.end] for b in cable.blocks) == cable.text
        assert not any(b.kind == "unknown" for b in cable.blocks)
