"""Names of paragraphs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.archive.anchors import anchors
from reftel.model import Paragraph

CASES = [
    ([], [], "none"),
    ([1, 2, 3], ["par1", "par2", "par3"], "by number"),
    ([None, 1, None, None, 2], ["par0a", "par1", "par1a", "par1b", "par2"], "unnumbered: after the number before it"),
    ([7, 7, 7], ["par7", "par7-2", "par7-3"], "one number thrice"),
    ([7, None, 7, None], ["par7", "par7a", "par7-2", "par7a-2"], "and what follows each"),
    ([12, 3], ["par12", "par3"], "out of order"),
]


@pytest.mark.parametrize(("numbers", "expected", "remark"), CASES)
def test_anchors(numbers: list[int | None], expected: list[str], remark: str) -> None:
    assert list(anchors(Paragraph("x", number) for number in numbers)) == expected, remark


@given(st.lists(st.none() | st.integers(0, 30), max_size=80))
def test_all_different(numbers: list[int | None]) -> None:
    names = anchors(Paragraph("x", number) for number in numbers)
    assert len(set(names)) == len(numbers)
