"""SMART telegrams inside e-mails: labels with values beside and below, stamps, margins, what scans do to them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reftel
from reftel.model import Authority, Cable, Classification
from reftel.telegram import smart

from .tables import table

DATA = Path(__file__).parents[3] / "shared" / "data" / "foia-smart"
STAMP = "   UNCLASSIFIED U.S. Department of State Case No. F-2001-00001 Doc No. C00000001 Date: 02/03/2015"
MAIL = f"""{STAMP}



                                                            RELEASE IN PART
                                                            B6


From:                 Baker, Ann <BakerA@example.org>
Sent:                 Friday, March 2, 2012 9:59 AM
Subject:              FW: Kites over Lima

This email is UNCLASSIFIED.

From: SMART Core
Sent: Friday, March 02, 2012 09:11 AM
Subject: Kites over Lima
"""
BESIDE = """
                         UNCLASSIFIED
                             SBU

Action Office:        POL, PAS
Info Office:          ECON

MRN:                  12 LIMA 233
Date/DTG:             Mar 02, 2012 / 021410Z MAR 12
From:                 AMEMBASSY LIMA
Action:               WASHDC, SECSTATE IMMEDIATE; QUITO, AMEMBASSY ROUTINE
E.O.:                 13526
TAGS:                 PGOV, PREL, PE
Captions:             SENSITIVE, SIPDIS
Reference:            A) 12 LIMA 230
                      B) 11 QUITO 17
Pass Line:            STATE FOR WHA
                      AND DRL
                      QUITO FOR POL
Subject:              (U) Kites over Lima rise higher than
                      in any other year
"""
BODY = """

1. (SBU) Summary: The kites rose over the harbour (ref A). End Summary.

On the Shore

2. (U) They fell in the evening.

3. (SBU) Comment: They will rise again. End Comment.
"""
AFTER = """


Signature:            PATERSON

Drafted By:           LIMA:Baker, Ann
Cleared By:           POL:Cole, Ben
                      ECON:Diaz, Eva
Approved By:          EXEC:Paterson, Ida
Released By:          LIMA:Baker, Ann
Info:                 ANDEAN COLLECTIVE PRIORITY; CIA WASHINGTON DC ROUTINE; Fox, Guy ROUTINE
XMT:                  AMEMBASSY CARACAS
Attachments:          Metadata.dat

Action Post:
Dissemination Rule:   POL, PAS

                         UNCLASSIFIED
                             SBU

"""
WHOLE = MAIL + BESIDE + BODY + AFTER + STAMP + "\n"


def below(text: str) -> str:
    """Each value two lines below its label, as plain-text e-mails have it."""
    lines = []
    for line in text.split("\n"):
        label, colon, value = line.partition(":")
        beside = colon and value.strip() and not line.startswith(" ")
        lines += [f"{label}:", "", f"       {value.strip()}"] if beside else [line.strip()]
    return "\n".join(lines)


BELOW = MAIL + below(BESIDE) + BODY + below(AFTER)


def tiles(cable: Cable) -> bool:
    """The blocks tile the text, and none is empty."""
    ends = [0, *(block.end for block in cable.blocks)]
    return all(
        block.start == end and block.end > block.start for block, end in zip(cable.blocks, ends, strict=False)
    ) and ends[-1] == len(cable.text)


def kinds(cable: Cable) -> list[str]:
    return [block.kind for block in cable.blocks]


@table("text, remark", (WHOLE, "value beside the label"), (BELOW, "value below the label"))
def test_every_field(text: str, remark: str) -> None:
    cable = reftel.parse(text)
    assert cable.id == "12LIMA233"
    assert cable.kind == "telegram"
    assert cable.sent == dt.datetime(2012, 3, 2, 14, 10, tzinfo=dt.UTC)
    assert cable.origin is not None
    assert cable.origin.code == "LIMA"
    assert cable.classification == Classification("SENSITIVE BUT UNCLASSIFIED")
    assert cable.precedence == ("immediate", "priority")
    assert [(each.role, each.name, each.precedence, each.exempt) for each in cable.addressees] == [
        ("action", "SECSTATE WASHDC", "IMMEDIATE", ()),
        ("action", "AMEMBASSY QUITO", "ROUTINE", ()),
        ("info", "ANDEAN COLLECTIVE", "PRIORITY", ("AMEMBASSY CARACAS",)),
        ("info", "CIA WASHINGTON DC", "ROUTINE", ()),
        ("info", "Fox, Guy", "ROUTINE", ()),
    ]
    assert cable.executive_order == "13526"
    assert [tag.code for tag in cable.tags] == ["PGOV", "PREL", "PE"]
    assert cable.captions == ("SENSITIVE", "SIPDIS")
    assert cable.pass_lines == ("STATE FOR WHA AND DRL", "QUITO FOR POL")
    assert (cable.subject_mark, cable.subject) == ("U", "Kites over Lima rise higher than in any other year")
    assert [(each.label, each.target, each.paragraph) for each in cable.references] == [
        ("A", "12LIMA230", None),
        ("B", "11QUITO17", None),
        ("A", "12LIMA230", 0),
    ]
    assert [(each.number, each.mark, each.role) for each in cable.paragraphs] == [
        (1, "SBU", "summary"),
        (2, "U", "text"),
        (3, "SBU", "comment"),
    ]
    assert cable.paragraphs[1].heading == "On the Shore"
    assert cable.summary == "The kites rose over the harbour (ref A)."
    assert cable.signed_by == ("PATERSON",)
    assert (cable.drafted_by, cable.approved_by) == ("LIMA:Baker, Ann", "EXEC:Paterson, Ida")
    assert cable.released == dt.datetime(2015, 2, 3, tzinfo=dt.UTC)
    assert not cable.partial
    assert cable.attributes == {
        "Action Office": "POL, PAS",
        "Info Office": "ECON",
        "Cleared By": "POL:Cole, Ben; ECON:Diaz, Eva",
        "Released By": "LIMA:Baker, Ann",
        "XMT": "AMEMBASSY CARACAS",
        "Attachments": "Metadata.dat",
        "Dissemination Rule": "POL, PAS",
        "Case No.": "F-2001-00001",
        "Doc No.": "C00000001",
        "Release": "RELEASE IN PART B6",
    }


def test_places_and_rules() -> None:
    cable = reftel.parse(WHOLE)

    def shown(name: str) -> list[str]:
        return [WHOLE[start:end] for start, end in cable.spans[name]]

    assert cable.text == WHOLE
    assert shown("id") == ["12 LIMA 233"]
    assert shown("sent") == ["021410Z MAR 12"]
    assert shown("addressees.1") == ["QUITO, AMEMBASSY ROUTINE"]
    assert shown("tags.2") == ["PE"]
    assert shown("references.1") == ["11 QUITO 17"]
    assert shown("signed_by") == ["PATERSON"]
    assert shown("attributes.Info Office") == ["ECON"]
    assert shown("released") == ["02/03/2015"]
    assert shown("classification") == ["UNCLASSIFIED\n                             SBU"]
    assert (cable.rules["id"], cable.rules["released"]) == ("MRN line", "page stamp")


def test_blocks() -> None:
    cable = reftel.parse(WHOLE)
    assert tiles(cable)
    assert kinds(cable) == [
        *("furniture", "notice", "furniture", "notice", "heading", "opening"),
        *("paragraph", "paragraph", "paragraph", "closing", "furniture", "closing"),
    ]
    mail = [WHOLE[block.start : block.end] for block in cable.blocks if block.kind == "notice"]
    assert "RELEASE IN PART" in mail[0]
    assert mail[1].rstrip().endswith("Subject: Kites over Lima")


BREAK = f"\n\n{STAMP}\n{STAMP}\n\n\n"


@table(
    "old, new, field, expected, remark",
    ("evening.", f"evening,{BREAK}and at night.", "paragraphs", "They fell in the evening, and at night.", "sentence"),
    ("PGOV, PREL, PE", f"PGOV,{BREAK}    PREL, PE", "tags", "PGOV PREL PE", "TAGS"),
    (
        "higher than\n",
        f"higher than{BREAK}",
        "subject",
        "Kites over Lima rise higher than in any other year",
        "subject",
    ),
    ("Signature: ", f"{BREAK}Signature: ", "signed_by", "PATERSON", "before the signature"),
    ("Drafted By: ", f"{BREAK}Drafted By: ", "drafted_by", "LIMA:Baker, Ann", "between signature and drafter"),
    ("ROUTINE\nE.O.", f"ROUTINE;{BREAK}  LA PAZ, AMEMBASSY ROUTINE\nE.O.", "addressees", "AMEMBASSY LA PAZ", "action"),
)
def test_cut_by_a_page_break(old: str, new: str, field: str, expected: str, remark: str) -> None:
    text = WHOLE.replace(old, new, 1)
    assert text != WHOLE
    cable = reftel.parse(text)
    found = {
        "paragraphs": lambda: cable.paragraphs[1].text,
        "tags": lambda: " ".join(tag.code for tag in cable.tags),
        "subject": lambda: cable.subject,
        "signed_by": lambda: " ".join(cable.signed_by),
        "drafted_by": lambda: cable.drafted_by,
        "addressees": lambda: cable.addressees[2].name,
    }
    assert found[field]() == expected
    assert [each.number for each in cable.paragraphs] == [1, 2, 3]
    assert tiles(cable)


@table(
    "old, new, rule, means, remark",
    ("Date/DTG", "DatelDTG", "misread-label", "Date/DTG", "stroke read as a letter"),
    ("Date/DTG", "Date!DTG", "misread-label", "Date/DTG", "stroke read as a sign"),
    ("Captions", "Capt1ons", None, None, "a digit in a label is folded"),
    ("2012 / 021410Z", "20121021410Z", "ocr-stroke", "/ ", "stroke and blanks read as a digit"),
    ("TAGS:                 PGOV", "TAGS:                 PG0V", "ocr-letters", "PGOV", "TAGS"),
    ("SIPDIS", "SI PDIS", "blank-in-word", "SIPDIS", "caption"),
    ("IMMEDIATE; QUITO", "IMMEDIATE, QUITO", "ocr-semicolon", ";", "action list"),
    ("1. (SBU)", "1. (513U)", "ocr-portion-mark", "SBU", "portion mark"),
    ("1. (SBU)", "1. (5BU)", "ocr-portion-mark", "SBU", "portion mark, one letter"),
)
def test_read_through_a_scan(old: str, new: str, rule: str | None, means: str | None, remark: str) -> None:
    cable, clean = reftel.parse(WHOLE.replace(old, new, 1)), reftel.parse(WHOLE)
    for field in ("id", "sent", "tags", "captions", "addressees", "subject"):
        assert getattr(cable, field) == getattr(clean, field), field
    assert [each.mark for each in cable.paragraphs] == ["SBU", "U", "SBU"]
    repairs = [(each.rule, each.means) for each in cable.repairs]
    assert repairs == ([(rule, means)] if rule else []) or repairs[0] == ("misread-label", "Captions")
    assert all(cable.text[each.start : each.end] == each.read for each in cable.repairs)


MARGIN = " " * 60 + "1.4(B)\n" + " " * 60 + "B1\n"


@table(
    "old, new, partial, redacted, remark",
    ("Comment:", "Comment:", False, [False, False, False], "B6 above the e-mail alone"),
    ("will rise", f"\n{MARGIN}will rise", True, [False, False, True], "inside a paragraph"),
    ("\nOn the Shore", f"\n{MARGIN}\n\nOn the Shore", True, [False, False, False], "after a paragraph"),
)
def test_exemptions_in_the_margin(old: str, new: str, partial: bool, redacted: list[bool], remark: str) -> None:
    cable = reftel.parse(WHOLE.replace(old, new, 1))
    assert cable.partial is partial
    assert [each.redacted for each in cable.paragraphs] == redacted
    assert tiles(cable)
    assert not any("1.4(B)" in each.text for each in cable.paragraphs)


def test_classified_at_its_review() -> None:
    review = (
        "\n     Classified by DAS, A/XYZ, DoS on 02/03/2015 — Class: CONFIDENTIAL — Reason:\n"
        "     1.4(B), 1.4(D) — Declassify on: 03/01/2027\n"
    )
    cable = reftel.parse(WHOLE.replace("\nAction Office", review + "\nAction Office", 1))
    assert cable.classified_by == (Authority("DAS, A/XYZ, DoS", None, ("1.4(b)", "1.4(d)")),)
    assert cable.declassify_on == dt.date(2027, 3, 1)
    assert cable.classification == Classification("SENSITIVE BUT UNCLASSIFIED")
    assert cable.attributes["Class"] == "CONFIDENTIAL"


@table(
    "banner, captions, level, caveats, paragraph, remark",
    ("UNCLASSIFIED\n", "SENSITIVE", "UNCLASSIFIED", (), "SENSITIVE BUT UNCLASSIFIED", "the caption counts"),
    ("UNCLASSIFIED\n", "FOUO", "UNCLASSIFIED", (), "SENSITIVE BUT UNCLASSIFIED", "so does the older one"),
    ("UNCLASSIFIED\n", "SIPDIS", "UNCLASSIFIED", (), "UNCLASSIFIED", "no caption that counts"),
    ("UNCLASSIFIED\nSBU\n", "SIPDIS", "SENSITIVE BUT UNCLASSIFIED", (), "SENSITIVE BUT UNCLASSIFIED", "two lines"),
    ("CONFIDENTIAL//NOFORN\n", "", "CONFIDENTIAL", ("NOFORN",), "CONFIDENTIAL", "a caveat in the banner"),
    ("SECRET\n", "NOFORN", "SECRET", ("NOFORN",), "SECRET", "a caveat among the captions"),
)
def test_levels(banner: str, captions: str, level: str, caveats: tuple[str, ...], paragraph: str, remark: str) -> None:
    heading = BESIDE.replace("UNCLASSIFIED\n                             SBU\n", banner)
    text = heading.replace("SENSITIVE, SIPDIS", captions) + "\n\nWithout a mark they rose.\n"
    cable = reftel.parse(text)
    assert cable.classification == Classification(level, caveats)
    assert cable.paragraphs[0].level == paragraph


def test_banner_at_the_end_alone() -> None:
    heading = BESIDE.replace("                         UNCLASSIFIED\n                             SBU\n", "")
    assert reftel.parse(heading + BODY + AFTER).classification == Classification("SENSITIVE BUT UNCLASSIFIED")


def test_classified_by_a_person() -> None:
    lines = "Classified By:        Ida Paterson, Ambassador\nReason:               1.4 (b), (d)\n"
    heading = BESIDE.replace("E.O.:                 13526\n", f"E.O.:                 13526: DECL: 2022/03/02\n{lines}")
    cable = reftel.parse(heading + BODY)
    assert cable.classified_by == (Authority("Ida Paterson", "Ambassador", ("1.4(b)", "1.4(d)")),)
    assert cable.declassify_on == dt.date(2022, 3, 2)


def test_links_of_the_message_system_are_no_references() -> None:
    link = "<http://messages.example/Search.aspx?k=mrn%3a%22:12%20LIMA%20230%22>"
    text = WHOLE.replace("12 LIMA 230\n", f"12 LIMA 230\n{link}\n", 1)
    assert reftel.parse(text).references == reftel.parse(WHOLE).references


def test_without_anything_after_the_body() -> None:
    cable = reftel.parse(BESIDE + BODY)
    assert [each.number for each in cable.paragraphs] == [1, 2, 3]
    assert (cable.signed_by, cable.drafted_by) == ((), None)
    assert tiles(cable)


def test_a_body_without_numbers() -> None:
    body = "\n\nNote: for the press.\n\nUrdu Papers\n\nThe first paper wrote\nof kites.\n\nThe second did not.\n"
    cable = reftel.parse(BESIDE + body + AFTER)
    assert [(each.heading, each.text) for each in cable.paragraphs] == [
        (None, "Note: for the press."),
        ("Urdu Papers", "The first paper wrote of kites."),
        (None, "The second did not."),
    ]


@table(
    "text, expected, remark",
    ("Kites of [name removed] rose.", True, "a note of deletion"),
    ("Kites of xxxxxxxxxxxx rose.", True, "a run of x"),
    ("Kites [of paper] rose.", False, "other brackets"),
)
def test_redacted_in_a_body_without_numbers(text: str, expected: bool, remark: str) -> None:
    (paragraph,) = reftel.parse(f"{BESIDE}\n\n{text}\n{AFTER}").paragraphs
    assert paragraph.redacted is expected


def test_only_the_first_of_several_is_read() -> None:
    second = WHOLE.replace("12 LIMA 233", "12 LIMA 234").replace("Kites", "Boats")
    cable = reftel.parse(WHOLE + second)
    assert cable.id == "12LIMA233"
    assert len(cable.paragraphs) == 3
    assert cable.blocks[-1].kind in ("notice", "furniture")
    assert tiles(cable)


@table(
    "number, reference_id, expected, aliases, remark",
    ("12 LIMA 233", "12LIMA233", "12LIMA233", (), "told the same"),
    ("12 LIMA 233", "12LIMA999", "12LIMA233", ("12LIMA999",), "told another: an alias"),
    ("unreadable", "12LIMA233", "12LIMA233", (), "the collection's number where the text has none"),
    ("12 PORT AU PRINCE 5", None, "12PORTAUPRINCE5", (), "a post of several words"),
)
def test_number(number: str, reference_id: str | None, expected: str, aliases: tuple[str, ...], remark: str) -> None:
    cable = reftel.parse(WHOLE.replace("12 LIMA 233", number, 1), reference_id=reference_id)
    assert (cable.id, cable.aliases) == (expected, aliases)


@table(
    "text, remark",
    ("R 212230Z JUL 09\nFM AMEMBASSY LIMA\nTO SECSTATE WASHDC\n", "a telegram of the relay"),
    ("MRN: 12 LIMA 233\nThe number alone says little.\n", "one label"),
    ("The MRN: is a number.\nFrom: A\nSubject: B\nAction: C\n", "not at the head of a line"),
    ("", "nothing"),
)
def test_not_of_this_layout(text: str, remark: str) -> None:
    assert smart.read(text) is None


PIECES = [*WHOLE.split("\n"), "MRN: 12 LIMA 1", "¶1.", "\x00", MARGIN, "Info:", "XMT:", "Drafted By:", "SECRET", "(C)"]


@given(st.lists(st.sampled_from(PIECES), max_size=60), st.text(max_size=30))
def test_tiles_and_never_raises(lines: list[str], odd: str) -> None:
    text = BESIDE + "\n".join(lines) + odd
    cable = reftel.parse(text)
    assert cable.text == text
    assert tiles(cable)


@pytest.mark.skipif(not DATA.is_dir(), reason="the real documents are not here (../shared/data is absent)")
def test_real_documents() -> None:
    """Facts of the fourteen releases at hand: numbers, paragraphs, places."""
    expected = {
        "C05770573": ("10KINSHASA956", 6),
        "C05772793": ("12CAIRO1208", 18),
        "C05775665": ("10KINSHASA956", 6),
        "C05775667": ("10KINSHASA956", 6),
        "C05780500": ("11PORTAUPRINCE504", 6),
        "C05784145": ("11ISLAMABAD1294", 22),
        "C05784979": ("11RABAT1210", 4),
        "C05785856": ("11PORTAUPRINCE504", 6),
        "C05785999": ("11TELAVIV4354", 7),
        "C05786083": ("11PORTAUPRINCE1854", 1),
        "C05788357": ("11RABAT1210", 4),
        "C05790446": ("12PORTAUPRINCE826", 2),
        "C05793212": ("12PORTAUPRINCE1954", 1),
        "C05796869": ("12OECDPARIS288", 5),
    }
    for path in sorted(DATA.glob("*.txt")):
        cable = reftel.parse(path.read_text("utf-8"))
        number, paragraphs = expected[path.stem]
        assert cable.id == number
        assert len(cable.paragraphs) >= paragraphs, path.name
        assert tiles(cable)
        assert "unknown" not in kinds(cable)
        for name in ("sent", "released", "origin", "classification", "executive_order", "tags", "captions"):
            assert getattr(cable, name), (path.name, name)
        assert cable.subject
        assert cable.signed_by
        assert cable.drafted_by
        assert cable.addressees
        assert cable.precedence
        assert cable.partial is (path.stem == "C05793212")
