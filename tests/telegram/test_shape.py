"""The shape of a text: what kind each of its characters is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reftel.telegram.shape import capitals, occurrences, shape


def test_shape_tells_letters_digits_blanks_and_ends_of_sentences() -> None:
    assert shape("The fair. 2. (C) BERN #12") == b"Aaa aaaa. 1. (A. AAAA  11"


def test_capitals_keep_what_no_capital_has() -> None:
    assert capitals("Ref: ß ‘a’ §") == b"REF: \xdf ?A? \xa7"


@given(st.text())
def test_both_are_as_long_as_the_text(text: str) -> None:
    """Whatever is found in them is found in the text, at the same place."""
    assert len(shape(text)) == len(capitals(text)) == len(text)


def test_occurrences_come_in_order_whatever_the_word() -> None:
    assert occurrences("ref B, Ref A, ref C", ("Ref", "ref"), 1, 19) == [7, 14]
    assert occurrences(b"REFREF", (b"REF",), 0, 5) == [0]
