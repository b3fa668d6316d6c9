"""Chunks of a text with points, strokes or hyphens inside: they are indexed once more in one word."""

from __future__ import annotations

from reftel.index import fields


def test_compounds_stand_in_one_word_in_the_order_of_the_text() -> None:
    text = "The U.S. cease-fire\tP-reel\nS/CT, U.S and 2.5; the mayor's (1.4(b)) well-known/so-so"
    assert list(fields.compounds(text)) == ["US", "ceasefire", "Preel", "SCT", "14b", "wellknownsoso"]


def test_a_text_without_any_has_none() -> None:
    assert not list(fields.compounds("Nothing. of-\n-the (kind), the mayors' 1/2 what?-is\n"))


def test_letters_of_any_alphabet_and_any_apostrophe_make_one() -> None:
    assert list(fields.compounds("É.T. Ch’eng\xa0\u0410/\u0411\x00?.? \ud800-a-b a_b-c\ud800")) == [
        "ÉT",
        "Cheng",
        "\u0410\u0411",
        "ab",
    ]
