"""SMART telegrams in e-mails: what is one, and files with several of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from reftel import reading, sources

DATA = Path(__file__).parents[3] / "shared" / "data" / "foia-smart"
MAIL = "From: SMART Core\nSent: Friday, March 02, 2012 09:11 AM\nSubject: Kites\n\n                UNCLASSIFIED\n\n"
CABLE = (
    "MRN:        12 LIMA {serial}\nDate/DTG:   Mar 02, 2012 / 021410Z MAR 12\nFrom:       AMEMBASSY LIMA\n"
    "Action:     WASHDC, SECSTATE ROUTINE\nE.O.:       13526\nTAGS:       PREL, PE\nSubject:    Kites\n\n"
    "1. (U) The kites rose.\n\nSignature:  PATERSON\n\nDrafted By: LIMA:Baker, Ann\nAction Post:\n"
    "Dissemination Rule: Released Copy\n\n                UNCLASSIFIED\n\n"
)
ONE = MAIL + CABLE.format(serial=233)


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        (ONE, "an e-mail"),
        (CABLE.format(serial=233), "bare"),
        ("A long word before it. " * 4000 + "\n" + ONE, "far down"),
        (ONE.replace("Date/DTG", "DatelDTG"), "a label misread"),
        (ONE.replace("MRN:        ", "MRN:\n\n\n     "), "value below the label"),
    ],
    ids=lambda value: value if len(value) < 40 else "",
)
def test_one(text, remark):
    (document,) = sources.documents_in(text.encode(), "mail.txt")
    assert (document.layout, document.place, document.text) == ("smart-email", "mail.txt", text)
    assert document.told == sources.Told()


@pytest.mark.parametrize(
    ("between", "remark"),
    [("Yours,\nAnn\n\n" + MAIL, "an e-mail"), ("", "nothing"), ("\f\n\n", "white space")],
    ids=lambda value: value if len(value) < 20 else "",
)
def test_several_in_one_file(between, remark):
    text = ONE + between + CABLE.format(serial=234) + "From: Cole\nThe end.\n"
    first, second = sources.documents_in(text.encode(), "mail.txt")
    assert first.text + second.text == text
    assert (first.place, second.place) == ("mail.txt#telegram=1", "mail.txt#telegram=2")
    assert [reading.parsed(each).id for each in (first, second)] == ["12LIMA233", "12LIMA234"]
    assert "Dissemination Rule" in first.text
    assert second.text.endswith("The end.\n")


def test_the_same_one_twice():
    text = ONE + MAIL + CABLE.format(serial=233)
    assert [reading.parsed(each).id for each in sources.documents_in(text.encode(), "m")] == ["12LIMA233"] * 2


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("MRN: 12 LIMA 233\n\nis a number.\n", "one label"),
        ("The MRN: of it\nFrom: A\nSubject: B\nAction: C\n", "not at the head of a line"),
        ("R 101200Z JAN 08\nFM AMEMBASSY MEXICO\nMRN: x\n", "another layout that has the letters"),
    ],
    ids=lambda value: value if len(value) < 40 else "",
)
def test_not_of_this_layout(text, remark):
    try:
        layouts = {document.layout for document in sources.documents_in(text.encode(), "x")}
    except sources.Unreadable:
        layouts = set()
    assert "smart-email" not in layouts


@pytest.mark.skipif(not DATA.is_dir(), reason="the real documents are not here (../shared/data is absent)")
def test_real_documents():
    paths = sorted(DATA.glob("*.txt"))
    assert len(paths) == 14
    for path in paths:
        (document,) = sources.documents(path)
        assert document.layout == "smart-email"
