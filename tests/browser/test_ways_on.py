"""Similar cables and the cable finder in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from .conftest import Room
from .test_reading_room import DESKTOP, PHONE, watched

pytestmark = pytest.mark.browser


def test_similar_cables_come_when_they_are_reached(browser: Browser, room: Room) -> None:
    context = browser.new_context(viewport=DESKTOP)
    page, complaints = watched(context)
    page.goto(f"{room.address}/cables/{room.showpiece.id}")
    page.locator(".similar").scroll_into_view_if_needed()
    expect(page.locator(".similar #alike")).to_have_count(1)
    assert not complaints
    context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_finder(browser: Browser, room: Room, scripts: bool) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=scripts)
    page, complaints = watched(context)
    page.goto(f"{room.address}/find")
    page.get_by_label("The text").fill(f"They wrote it in {room.showpiece.id}, not in 09BERN77.")
    page.get_by_role("button", name="Find the cables").click()
    expect(page.locator("#count")).to_contain_text("2 cables are mentioned, of which this archive holds 1")
    page.locator(".places .where").first.click()
    assert page.url.endswith("/find#mention1")
    page.locator(".mentioned a.ref").first.click()
    assert page.url.endswith(f"/cables/{room.showpiece.id}")
    assert not complaints
    context.close()
