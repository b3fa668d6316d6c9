"""The text as it is meant, and the way back."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from reftel.telegram.clean import Clean, Edit, without_overlaps

from .tables import table


@table(
    "read, edits, expected, remark",
    ("Kites rose.", [], "Kites rose.", "no edits"),
    ("Kites rose.", [Edit(0, 6, "")], "rose.", "cut at the start"),
    ("Kites rose.", [Edit(5, 11, "")], "Kites", "cut at the end"),
    ("Kites rose.", [Edit(5, 6, "\n")], "Kites\nrose.", "replaced"),
    ("Kites rose.", [Edit(6, 6, "all ")], "Kites all rose.", "put in"),
    ("LimaQ,s fair", [Edit(4, 6, "’")], "Lima’s fair", "made shorter"),
    ("abcdef", [Edit(4, 5, ""), Edit(1, 2, "")], "acdf", "in any order"),
    ("abcdef", [Edit(1, 4, "X"), Edit(2, 5, "Y")], "aXef", "of two that overlap the earlier one"),
    ("abcdef", [Edit(1, 2, "X"), Edit(1, 4, "Y")], "aYef", "of two that begin together the longer one"),
    ("abc", [Edit(0, 3, "")], "", "all of it"),
    ("", [], "", "empty"),
)
def test_text(read: str, edits: list[Edit], expected: str, remark: str) -> None:
    assert Clean(read, edits).text == expected


@table(
    "read, edits, part, expected, remark",
    ("Kites rose.", [], "rose", ["rose"], "no edits"),
    ("Kites rose.", [Edit(0, 6, "")], "rose", ["rose"], "after a cut"),
    ("Kites PAGE 2 rose.", [Edit(6, 13, "")], "Kites rose", ["Kites ", "rose"], "over a cut: two places"),
    ("LimaQ,s fair", [Edit(4, 6, "’")], "Lima’s", ["LimaQ,s"], "over a replacement: one place"),
    ("Kitesrose.", [Edit(5, 5, "\n")], "Kites\nrose", ["Kitesrose"], "over what was put in"),
)
def test_places(read: str, edits: list[Edit], part: str, expected: list[str], remark: str) -> None:
    clean = Clean(read, edits)
    start = clean.text.index(part)
    assert [read[a:b] for a, b in clean.places(start, start + len(part))] == expected


def test_nothing_put_in_has_no_place() -> None:
    clean = Clean("ab", [Edit(1, 1, "X")])
    assert clean.places(1, 2) == ()


edit = st.builds(
    lambda a, n, means: Edit(a, a + n, means), st.integers(0, 40), st.integers(0, 9), st.text("xy", max_size=3)
)


@settings(deadline=None, max_examples=300, derandomize=True)
@given(st.text("abc", min_size=50, max_size=60), st.lists(edit, max_size=8))
def test_the_way_back_goes_forward_and_stays_inside(read: str, edits: list[Edit]) -> None:
    clean = Clean(read, list(edits))
    back = [clean.at(i) for i in range(len(clean.text) + 1)]
    assert back == sorted(back)
    assert back[0] >= 0
    assert back[-1] <= len(read)
    places = clean.places(0, len(clean.text))
    assert all(0 <= a < b <= len(read) for a, b in places)
    assert all(one[1] < two[0] for one, two in pairwise(places))


@settings(deadline=None, max_examples=200, derandomize=True)
@given(st.lists(edit, max_size=12))
def test_kept_edits_do_not_overlap(edits: list[Edit]) -> None:
    kept = without_overlaps(list(edits))
    assert all(one.end <= two.start for one, two in pairwise(kept))
    assert all(each in edits for each in kept)
