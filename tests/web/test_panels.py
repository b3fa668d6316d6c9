"""The time budget of panels."""

from __future__ import annotations

import threading
import time

import pytest

from reftel.web import language, panels
from reftel.web.pages import environment
from reftel.web.panels import LATE, THREADS, panel


def test_a_panel_in_time() -> None:
    assert panel(lambda: ["a"]) == ["a"]
    language.speak("es")
    try:
        assert panel(lambda: language._("Search")) == "Buscar", "in the language of its page"
    finally:
        language.speak("en")


def test_what_goes_wrong_in_it_is_told() -> None:
    with pytest.raises(ZeroDivisionError):
        panel(lambda: 1 // 0)


def test_a_late_panel_holds_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor do more late ones than there are threads."""
    monkeypatch.setattr(panels, "patience", 1.0)
    go = threading.Event()
    try:
        began = time.monotonic()
        made = [panel(lambda: go.wait(20), seconds=0.05) for _ in range(THREADS + 4)]
        assert made == [LATE] * (THREADS + 4)
        assert not any(made)
        assert time.monotonic() - began < 10
    finally:
        go.set()


def test_how_a_late_panel_is_said() -> None:
    template = environment().from_string(
        '{% import "parts.html" as parts %}'
        '{% if cited is late %}{{ parts.late("/cited?a=1&b") }}{% else %}{{ cited }}{% endif %}'
    )
    said = template.render(cited=LATE)
    assert "This took too long" in said
    assert 'href="/cited?a=1&amp;b"' in said
    assert template.render(cited="by two") == "by two"


def test_one_thread_makes_what_several_ask_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(panels, "patience", 1.0)
    go, asked = threading.Event(), list[int]()

    def slowly() -> int:
        asked.append(1)
        assert go.wait(20)
        return len(asked)

    try:
        assert [panel(slowly, seconds=0.05, once="fairs") for _ in range(THREADS + 4)] == [LATE] * (THREADS + 4)
        assert panel(lambda: "beside it") == "beside it", "the other threads are free"
    finally:
        go.set()
    assert panel(slowly, seconds=20, once="fairs") == len(asked) <= 2
    before = len(asked)
    assert panel(slowly, seconds=20, once="fairs") == before + 1, "what has ended is made anew"
