"""The editions of a cable beside each other, and cables that are nearly the same."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec
import pytest

from archive.invented import BODY, cable, put
from reftel import archive
from reftel.archive import Archive, Reader, likeness
from reftel.model import Cable, Paragraph

EARLY, LATE = (dt.datetime(year, 1, 1, tzinfo=dt.UTC) for year in (2010, 2011))
SECRET = Paragraph("The third ferry is kept under a tarpaulin.", 3, "S", "SECRET")


@pytest.fixture
def made(tmp_path: Path) -> Archive:
    return archive.open(tmp_path / "X", create=True)


def test_two_editions(made: Archive) -> None:
    whole = cable(paragraphs=(*BODY, SECRET), released=EARLY)
    cut = msgspec.structs.replace(SECRET, text="The third ferry is kept under XXXXXXXXXXXX.")
    put(made, cable(paragraphs=(*BODY, cut), released=LATE), digest="late")
    put(made, whole, digest="early")
    found = archive.editions(made, "09 mexico 1")
    assert found is not None
    assert [(each.path, each.shown) for each in found.editions] == [
        ("/specimens/late.txt", True),
        ("/specimens/early.txt", False),
    ]
    (compared,) = found.compared
    assert (compared.one.released, compared.other.released) == (EARLY, LATE), "the older first, whichever is shown"
    assert [each.kind for each in compared.differences] == ["same", "same", "redacted"]
    assert compared.other_anchors == ("par1", "par2", "par3")
    low = archive.editions(made, "09MEXICO1", Reader("CONFIDENTIAL"))
    assert low is not None
    assert [each.kind for each in low.compared[0].differences] == ["same", "same"]
    assert low.compared[0].withheld
    assert "tarpaulin" not in msgspec.json.encode(low).decode()


def test_one_edition_and_none(made: Archive) -> None:
    put(made, cable(1))
    found = archive.editions(made, "09MEXICO1")
    assert found is not None
    assert (len(found.editions), found.compared, found.alike) == (1, (), ())
    assert archive.editions(made, "09MEXICO2") is None


LONG = " ".join(
    f"Commissioner number {at} inspected lighthouse {at * 7} while ferrymen {at * 3} protested." for at in range(40)
)


def _with(text: str, number: int, **fields: object) -> Cable:
    return cable(number, paragraphs=(Paragraph(text, 1, "U", "UNCLASSIFIED"),), **fields)


ALIKE = [
    (LONG, True, "sent again under another number"),
    (LONG.upper().replace(" ", "\n"), True, "in capitals, wrapped otherwise"),
    (LONG.replace("ferrymen 9 ", "fcrrymen 9 ").replace("lighthouse 49", "lighthousc 49"), True, "scanned once more"),
    ("CORRECTED COPY " + LONG, True, "a corrected copy"),
    (LONG[: len(LONG) // 3], False, "a third of it"),
    (
        " ".join(f"Harbourmaster {at} remembered nothing remarkable about {at * 5}." for at in range(40)),
        False,
        "another",
    ),
]


@pytest.mark.parametrize(("text", "alike", "remark"), ALIKE, ids=[each[-1] for each in ALIKE])
def test_alike(made: Archive, text: str, alike: bool, remark: str) -> None:
    put(made, _with(LONG, 1))
    put(made, _with(text, 2))
    views = [made.view(key) for key in ("09MEXICO1", "09MEXICO2")]
    assert [[each.id for each in view.alike] for view in views if view] == (
        [["09MEXICO2"], ["09MEXICO1"]] if alike else [[], []]
    ), remark


def test_alike_in_one_transaction_and_gone_with_its_text(made: Archive) -> None:
    put(made, _with(LONG, 1), _with(LONG, 2), digest="one")
    view = made.view("09MEXICO1")
    assert view is not None
    assert [(each.id, each.share) for each in view.alike] == [("09MEXICO2", 1.0)]
    put(made, _with("Quite another text by now. " + LONG[:200], 2, released=LATE), digest="two")
    view = made.view("09MEXICO1")
    assert view is not None
    assert view.alike == (), "what is shown counts"


def test_short_texts_are_like_none() -> None:
    assert likeness.bands(cable(1)) == ()
    assert likeness.share(cable(1, paragraphs=(), text=""), cable(2)) == 0.0
    assert len(likeness.bands(_with(LONG, 1))) == 8
