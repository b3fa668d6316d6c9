"""The calendar, the marks, the requests and the traffic in a real browser: phone and desktop, light and dark."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from .conftest import Room
from .test_reading_room import DESKTOP, PHONE, watched

pytestmark = pytest.mark.browser

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


def places(room: Room) -> tuple[str, ...]:
    post = room.showpiece.origin.code if room.showpiece.origin else ""
    return (
        "/declass",
        "/declass?state=overdue",
        "/marks",
        f"/requests?ids={room.showpiece.id}",
        "/traffic",
        f"/traffic?post={post}",
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_pages_are_fit_for_all(browser: Browser, room: Room, size: dict[str, int], scheme: str) -> None:
    context = browser.new_context(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
    page, complaints = watched(context)
    for place in places(room):
        page.goto(room.address + place)
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(each["id"], [node["target"] for node in each["nodes"]][:3]) for each in found] == [], place
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{place} is wider than the screen"
    assert complaints == []
    context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_from_a_missing_number_to_the_answer(browser: Browser, room: Room, scripts: bool) -> None:
    context = browser.new_context(viewport=DESKTOP, java_script_enabled=scripts)
    page, complaints = watched(context)
    page.goto(f"{room.address}/requests")
    page.get_by_label("Numbers of the cables").fill("nonsense")
    page.get_by_role("button", name="Write the letter").click()
    expect(page.get_by_role("alert")).to_contain_text("is no message reference number")
    page.get_by_label("Numbers of the cables").fill("74LAPAZ5021" if scripts else "74LAPAZ5022")
    page.get_by_role("button", name="Write the letter").click()
    expect(page.locator("pre.letter")).to_contain_text("Embassy La Paz, telegram 502")
    page.get_by_label("State").select_option("sent")
    page.get_by_label("Note").fill("case 7")
    page.get_by_role("button", name="Keep").click()
    expect(page.locator(".lede")).to_contain_text("Sent")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Word document").click()
    assert taken.value.suggested_filename.endswith(".docx")
    assert [each for each in complaints if "400" not in each] == []
    context.close()
