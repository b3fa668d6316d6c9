"""The search page in a real browser: suggestions, histogram, advanced form, saving; with scripts and without."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from .conftest import Room
from .test_reading_room import DESKTOP, PHONE, watched

pytestmark = pytest.mark.browser

BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])


class Visit(NamedTuple):
    page: Page
    complaints: list[str]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    context = browser.new_context(viewport=DESKTOP)  # type: ignore[arg-type]
    seen = Visit(*watched(context))
    yield seen
    assert seen.complaints == []
    context.close()


def query_of(page: Page) -> str:
    return page.locator("#q").input_value()


def test_suggestions_by_keyboard(visit: Visit, room: Room) -> None:
    page = visit.page
    origin = room.showpiece.origin
    assert origin
    page.goto(f"{room.address}/search")
    box = page.locator("#q")
    box.press_sequentially(f"anything origin:{origin.code[:3].lower()}", delay=10)
    items = page.locator("[role=option]")
    expect(items.filter(has_text=f"anything origin:{origin.code}")).to_have_count(1)
    expect(box).to_have_attribute("role", "combobox")
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    expect(chosen).to_have_count(1)
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    assert box.get_attribute("aria-controls") == page.locator("[role=listbox]").get_attribute("id")
    taken = chosen.get_attribute("data-query")
    page.keyboard.press("Enter")
    expect(box).to_have_value(f"{taken} ")
    expect(box).to_be_focused()
    expect(box).to_have_attribute("aria-expanded", "false")
    box.fill("tag:")
    expect(items.first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("[role=listbox]")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"q=tag%3A"))


def test_a_suggestion_is_taken_with_the_mouse(visit: Visit, room: Room) -> None:
    page = visit.page
    page.goto(room.address)
    page.locator("#q").press_sequentially("has:sum")
    # the code of an item, and not the words beside it: `has:` tells “has:summary” as an example
    page.locator("[role=option] code", has_text="has:summary").click()
    expect(page.locator("#q")).to_have_value("has:summary ")
    expect(page.locator("#q")).to_be_focused()


def test_a_span_is_dragged(visit: Visit, room: Room) -> None:
    page = visit.page
    page.goto(f"{room.address}/search")
    plot = page.locator(".plot")
    box = plot.bounding_box()
    assert box
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.3, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, middle, steps=5)
    expect(page.locator(".taken")).to_be_visible()
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"q=date%3A\d{4}-\d\d\.\.\d{4}-\d\d"))
    span = re.fullmatch(r"date:(\d{4}-\d\d)\.\.(\d{4}-\d\d)", query_of(page))
    assert span
    expect(page.locator("input[name=from]")).to_have_value(span[1])
    expect(page.locator("input[name=to]")).to_have_value(span[2])
    expect(page.locator(".end")).to_have_count(2)


def test_a_span_is_set_by_keyboard(visit: Visit, room: Room) -> None:
    page = visit.page
    page.goto(f"{room.address}/search")
    first, last = page.get_by_role("slider", name="From"), page.get_by_role("slider", name="to", exact=True)
    before = first.get_attribute("aria-valuetext")
    first.focus()
    page.keyboard.press("PageUp")
    page.keyboard.press("ArrowRight")
    assert first.get_attribute("aria-valuetext") != before
    assert re.fullmatch(r"[A-Z][a-z]+ \d{4}", str(first.get_attribute("aria-valuetext")))
    taken = page.locator("input[name=from]").input_value()
    page.keyboard.press("Escape")
    expect(page.locator("input[name=from]")).to_have_value("")
    page.keyboard.press("PageUp")
    page.keyboard.press("ArrowRight")
    last.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=date"))
    assert query_of(page).startswith(f"date:{taken}..")


def test_a_column_is_clicked(visit: Visit, room: Room) -> None:
    page = visit.page
    page.goto(f"{room.address}/search")
    bars = page.locator(".months svg a")
    told = bars.nth(3).locator("title").text_content() or ""
    box = bars.nth(3).locator(".column").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page).to_have_url(re.compile(r"q=date%3A\d{4}(-\d\d)?$"))  # a year, where months are too many
    assert page.locator("#count strong").inner_text() == told.rpartition(": ")[2]


@BOTH
def test_months_in_boxes(browser: Browser, room: Room, scripts: bool) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=scripts)  # type: ignore[arg-type]
    page, complaints = watched(context)
    page.goto(f"{room.address}/search?q=class:SECRET")
    page.locator("input[name=from]").fill("2009-01")
    page.get_by_role("button", name="Only these").click()
    expect(page).to_have_url(re.compile("2009-01"))
    assert query_of(page) == "class:SECRET date:2009-01.."
    assert complaints == []
    context.close()


@BOTH
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_advanced_form(browser: Browser, room: Room, scripts: bool, size: dict[str, int]) -> None:
    context = browser.new_context(viewport=size, java_script_enabled=scripts)  # type: ignore[arg-type]
    page, complaints = watched(context)
    page.goto(f"{room.address}/search?q=specimen+-visa")
    page.get_by_role("link", name="Advanced search").click()
    expect(page.get_by_label("All of these words")).to_have_value("specimen")
    expect(page.get_by_label("None of these words")).to_have_value("visa")
    page.get_by_label("Secret", exact=True).check()
    page.locator("[name=sent_from]").fill("2000")
    page.get_by_role("button", name="Search").last.click()
    expect(page.locator("#q")).to_have_value("specimen -visa date:2000.. class:SECRET")
    expect(page.locator(".chips li")).to_have_count(4)
    page.locator(".chips a").last.click()
    expect(page.locator("#q")).to_have_value("specimen -visa date:2000..")
    assert complaints == []
    context.close()


@BOTH
def test_a_search_is_saved_and_forgotten(browser: Browser, room: Room, scripts: bool) -> None:
    context = browser.new_context(viewport=DESKTOP, java_script_enabled=scripts)  # type: ignore[arg-type]
    page, complaints = watched(context)
    page.goto(f"{room.address}/search?q=harbour+OR+lantern")
    page.get_by_role("link", name="Save", exact=True).click()
    page.get_by_label("A name for it").fill("Harbours & lanterns")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Harbours & lanterns", exact=True)).to_be_visible()
    page.get_by_role("button", name="Forget Harbours & lanterns").click()
    expect(page.get_by_role("link", name="Harbours & lanterns", exact=True)).to_have_count(0)
    assert complaints == []
    context.close()


PAGES = ("/search", "/search?q=specimen+-visa+class:SECRET", "/search?q=zzyzx", "/search/advanced?q=a", "/saved?q=a")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_axe_finds_nothing(browser: Browser, room: Room, size: dict[str, int], scheme: str) -> None:
    context = browser.new_context(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    for address in PAGES:
        page.goto(room.address + address)
        if address == "/search":
            page.locator("#q").press_sequentially("tag:", delay=10)
            expect(page.locator("[role=option]").first).to_be_visible()
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]})
        assert found.violations_count == 0, f"{address}: {found.generate_report()}"
    context.close()
