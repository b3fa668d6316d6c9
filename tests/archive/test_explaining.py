"""Why a reader sees a portion, or does not: the explanation and the gate say the same, and it quotes no text."""

from __future__ import annotations

import msgspec
import pytest

from archive.invented import cable, put
from reftel import archive
from reftel.archive import Archive, Reader
from reftel.archive.explaining import explain
from reftel.model import Classification, Paragraph

MIXED = cable(
    1,
    subject="zqsubject",
    subject_mark="U",
    classification=Classification("CONFIDENTIAL", ("NOFORN",)),
    paragraphs=(
        Paragraph("zqone", 1, "U", "UNCLASSIFIED", heading="zqheading"),
        Paragraph("zqtwo", 2, "SBU", "SENSITIVE BUT UNCLASSIFIED"),
        Paragraph("zqthree", 3, "S/NF", "SECRET"),
        Paragraph("zqfour", 4),
        Paragraph("zqfive", 5, "QQQ"),
        Paragraph("zqsix", 6, "U", "SECRET"),
    ),
)
SBU = Reader("SENSITIVE BUT UNCLASSIFIED", frozenset())


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    made = archive.open(tmp_path_factory.mktemp("explain") / "X", create=True)
    put(made, MIXED, cable(2, classification=None, subject=None), cable(3, paragraphs=()))
    return made


def test_portion_by_portion(held: Archive) -> None:
    told = explain(held, "09 mexico 1", SBU)
    assert told is not None
    assert (told.id, told.message, told.whole) == ("09MEXICO1", "confidential, NOFORN", False)
    assert [(each.anchor, each.needs, each.source, each.visible, each.lacks) for each in told.portions] == [
        (None, "unclassified", "its mark (U)", True, ()),
        ("par1", "unclassified", "its mark (U)", True, ()),
        ("par2", "sensitive but unclassified", "its mark (SBU)", True, ()),
        ("par3", "secret, NOFORN", "its mark (S/NF)", False, ("secret", "NOFORN")),
        (
            "par4",
            "confidential, NOFORN",
            "no mark, so it takes the message’s level",
            False,
            ("confidential", "NOFORN"),
        ),
        (
            "par5",
            "top secret",
            "its mark (QQQ), which no table knows, so it counts as the highest",
            False,
            ("top secret",),
        ),
        ("par6", "secret", "its mark (U), and a part of it that is marked higher", False, ("secret",)),
    ]


def test_a_message_without_a_level(held: Archive) -> None:
    told = explain(held, "09MEXICO2", SBU)
    assert told is not None
    assert told.message == "top secret"
    assert [each.what for each in told.portions] == ["paragraph", "paragraph"]


def test_nobody_and_everybody(held: Archive) -> None:
    assert explain(held, "09MEXICO999", SBU) is None
    for key in held.ids():
        told = explain(held, key, archive.EVERYTHING)
        assert told is not None
        assert told.whole
        assert all(each.visible for each in told.portions)


@pytest.mark.parametrize("level", ["UNCLASSIFIED", "SBU", "C", "SECRET", "TOP SECRET", "nonsense"])
@pytest.mark.parametrize("caveats", [None, frozenset(), frozenset({"NF"})])
def test_it_says_what_the_gate_does(held: Archive, level: str, caveats: frozenset[str] | None) -> None:
    reader = Reader(level, caveats)
    for key in held.ids():
        told, view = explain(held, key, reader), held.view(key, reader)
        assert told is not None
        assert view is not None
        seen = tuple(each.anchor for each in told.portions if each.visible and each.anchor)
        assert seen == view.anchors
        assert told.whole == bool(view.cable.text)
        assert "zq" not in msgspec.json.encode(told).decode(), "no word of the text"
