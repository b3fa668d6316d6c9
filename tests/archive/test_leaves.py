"""The pages of a printed volume: where in a cable each begins, and on which of them it and its paragraphs stand."""

from __future__ import annotations

import pytest

from reftel.archive.leaves import leaves, page_named, pages, within
from reftel.model import Cable, Paragraph

TEXT = "A head\n\n1. An invented fair was\nheld in Tula.\n\n2. It rained, and all went home.\n"
FIRST, SECOND = "An invented fair was held in Tula.", "It rained, and all went home."
CABLE = Cable(
    text=TEXT,
    attributes={
        "Volume": "An invented volume",
        "Page": "114–116",
        "Page places": f"115@{TEXT.index('was')} 116@{TEXT.index('and all')} <b>@3 x@y",
    },
    paragraphs=(Paragraph(FIRST, number=1), Paragraph(SECOND, number=2)),
    spans={
        "paragraphs.0": ((TEXT.index("1."), TEXT.index("\n\n2.")),),
        "paragraphs.1": ((TEXT.index("2."), len(TEXT) - 1),),
    },
)


def test_where_pages_begin():
    assert [(leaf.name, leaf.anchor) for leaf in leaves(CABLE)] == [("115", "page115"), ("116", "page116")]
    assert [FIRST[at:] for at, name in within(CABLE, 0) if name == "115"] == ["was held in Tula."]
    assert [SECOND[at:] for at, name in within(CABLE, 1) if name == "116"] == ["and all went home."]


@pytest.mark.parametrize(("position", "on"), [(None, "114–116"), (0, "114–115"), (1, "115–116")])
def test_on_which_pages_it_stands(position, on):
    assert pages(CABLE, position) == on


def test_what_no_volume_printed_has_no_pages():
    other = Cable(text=TEXT, attributes={"Page": "3"}, paragraphs=CABLE.paragraphs, spans=CABLE.spans)
    assert (pages(other), leaves(other), within(other, 0)) == (None, (), ())


def test_a_text_that_was_changed_shows_no_place_that_may_be_wrong():
    changed = Cable(
        text=TEXT,
        attributes=CABLE.attributes,
        paragraphs=(Paragraph("Another text."),),
        spans={"paragraphs.0": ((8, 40),)},
    )
    assert within(changed, 0) == ()


@pytest.mark.parametrize(("anchor", "page"), [("page115", "115"), ("pagexiv", "xiv"), ("par7", None), ("page", None)])
def test_anchors_of_pages(anchor, page):
    assert page_named(anchor) == page
