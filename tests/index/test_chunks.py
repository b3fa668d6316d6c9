"""Chunks of a text with points, strokes or hyphens inside: they are indexed once more in one word."""

from __future__ import annotations

from reftel.index import fields


def test_compounds_stand_in_one_word_in_the_order_of_the_text() -> None:
    texts = ["The U.S. cease-fire\tP-reel", "S/CT, U.S and 2.5; the mayor's (1.4(b)) well-known/so-so"]
    assert list(fields.compounds(texts)) == ["US", "ceasefire", "Preel", "SCT", "14b", "wellknownsoso"]


def test_a_text_without_any_has_none() -> None:
    assert not list(fields.compounds(["Nothing. of-", "-the (kind), the mayors' 1/2", ""]))
