"""Hostile texts and the profile: what the growth is measured on, and where the time goes."""

from __future__ import annotations

import pytest
from pyinstrument import Profiler

import reftel
from bench import hostile, profile
from bench.fuzz import broken_rule


@pytest.mark.parametrize("kind", hostile.KINDS)
def test_a_hostile_text_is_as_long_as_asked_for_and_keeps_every_rule(kind: str) -> None:
    text = hostile.text(kind, 3_000)
    assert len(text) == 3_000
    assert hostile.text(kind, 5_000).startswith(text), "ten times the text is the same text, longer"
    assert broken_rule(text) is None


def test_a_profile_names_the_functions_of_the_house() -> None:
    profiler = Profiler(interval=0.0001, async_mode="disabled")
    with profiler:
        for _ in range(20):
            reftel.parse(hostile.text("paragraphs", 6_000))
    shares = profile.own_shares(profiler.last_session)
    assert any(name.startswith("telegram/") for name in shares)
    assert all("<" not in name for name in shares), "comprehensions and built-ins count for who calls them"
    assert profile.own_shares(None).total() == 0
