"""Browsing in a real browser: the map, calendars, values, pictures; with scripts and without."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from .conftest import Room
from .test_reading_room import CONTRAST, DESKTOP, NARROWEST, PHONE, watched

pytestmark = pytest.mark.browser

BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
PAGES = (
    "/browse",
    "/browse/origin",
    "/browse/date",
    "/browse/date/2009",
    "/browse/tag",
    "/browse/class",
    "/browse/signer",
    "/pictures",
    "/pictures?q=class:SECRET",
)


@BOTH
def test_from_the_map_to_a_post(browser: Browser, room: Room, scripts: bool) -> None:
    context = browser.new_context(viewport=DESKTOP, java_script_enabled=scripts)  # type: ignore[arg-type]
    page, complaints = watched(context)
    page.goto(f"{room.address}/browse")
    page.get_by_role("link", name="By country and post").click()
    circle = page.locator(".world a").last
    name, _, count = str(circle.get_attribute("aria-label")).partition(": ")
    circle.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    assert page.locator("#count strong").inner_text() == count.split()[0]
    assert complaints == []
    context.close()


def test_the_map_comes_closer(browser: Browser, room: Room) -> None:
    context = browser.new_context(viewport=DESKTOP)  # type: ignore[arg-type]
    page, complaints = watched(context)
    page.goto(f"{room.address}/browse/origin")
    world = page.locator(".world")
    whole = world.get_attribute("viewBox")
    circle = page.locator(".world circle").first
    radius = float(str(circle.get_attribute("r")))
    page.get_by_role("button", name="Closer").click()
    page.get_by_role("button", name="Closer").click()
    assert float(str(world.get_attribute("viewBox")).split()[2]) == 250
    assert float(str(circle.get_attribute("r"))) < radius
    page.locator(".world a").last.focus()
    box, frame = page.locator(".world a").last.bounding_box(), world.bounding_box()
    assert box
    assert frame
    assert frame["x"] <= box["x"] <= frame["x"] + frame["width"], "what is reached by keyboard is in sight"
    page.get_by_role("button", name="The whole world").click()
    assert world.get_attribute("viewBox") == whole
    assert complaints == []
    context.close()


def test_a_phone_shows_the_whole_world(browser: Browser, room: Room) -> None:
    context = browser.new_context(viewport=NARROWEST)
    page, complaints = watched(context)
    page.goto(f"{room.address}/browse/origin")
    assert page.locator(".map .scroll").evaluate("box => box.scrollWidth - box.clientWidth") == 0
    rim = page.locator(".world circle").first.evaluate("each => parseFloat(getComputedStyle(each).strokeWidth)")
    assert rim >= 4, "small circles are seen by their rims"
    assert complaints == []
    context.close()


@BOTH
def test_from_years_to_a_day(browser: Browser, room: Room, scripts: bool) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=scripts)  # type: ignore[arg-type]
    page, complaints = watched(context)
    page.goto(f"{room.address}/browse/date")
    page.locator(".calendar th a").first.click()
    page.locator(".twelve a").first.click()
    day = page.locator(".month a").first
    promised = day.locator("b").inner_text()
    day.click()
    expect(page).to_have_url(re.compile(r"/browse/date/\d{4}-\d\d-\d\d$"))
    assert page.locator("#count strong").inner_text() == promised
    page.get_by_label("Before and after").get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"/browse/date/\d{4}-\d\d"))
    assert complaints == []
    context.close()


@BOTH
def test_from_a_picture_to_its_cables(browser: Browser, room: Room, scripts: bool) -> None:
    context = browser.new_context(viewport=DESKTOP, java_script_enabled=scripts)  # type: ignore[arg-type]
    page, complaints = watched(context)
    page.goto(f"{room.address}/search?q=specimen")
    page.get_by_role("link", name="Pictures of this").click()
    cell = page.locator(".heat td a").first
    promised = cell.inner_text()
    cell.click()
    assert page.locator("#count strong").inner_text() == promised
    expect(page.locator(".chips li")).to_have_count(3)
    assert complaints == []
    context.close()


@pytest.mark.parametrize("size", [NARROWEST, DESKTOP], ids=["phone", "desktop"])
def test_nothing_is_wider_than_the_screen(browser: Browser, room: Room, size: dict[str, int]) -> None:
    context = browser.new_context(viewport=size)  # type: ignore[arg-type]
    page = context.new_page()
    for address in (*PAGES, "/search/advanced"):
        page.goto(room.address + address)
        page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, f"{address} is {over} px too wide"
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, room: Room, scheme: str) -> None:
    context = browser.new_context(viewport=DESKTOP, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    for address in PAGES:
        page.goto(room.address + address)
        page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]})
        assert found.violations_count == 0, f"{address}: {found.generate_report()}"
        assert page.evaluate(CONTRAST) == [], address
    context.close()
