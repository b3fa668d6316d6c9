"""A reader's way through the room, in a real browser; the pictures of it go to docs/screenshots."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from .conftest import DOUBTFUL, Room

pytestmark = pytest.mark.browser

PICTURES = Path(__file__).parents[2] / "docs" / "screenshots"
DESKTOP = {"width": 1280, "height": 860}
PHONE = {"width": 390, "height": 844}
NARROWEST = {"width": 360, "height": 640}


@pytest.fixture
def visit(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=DESKTOP, color_scheme="light")
    yield context
    context.close()


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Where pictures go: only on request over the committed ones."""
    return PICTURES if os.environ.get("REFTEL_SCREENSHOTS") == "1" else tmp_path


def watched(context: BrowserContext) -> tuple[Page, list[str]]:
    """A page, and whatever its browser complains about: scripts, styles or hosts that the policy forbids."""
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return page, complaints


def word_of(room: Room) -> tuple[str, int]:
    """A long word of a numbered paragraph of the showpiece, and that paragraph's number."""
    for paragraph in room.showpiece.paragraphs[1:]:
        words = re.findall(r"\b[a-z]{9,}\b", paragraph.text)
        if paragraph.number and words:
            return words[0], paragraph.number
    raise AssertionError("the showpiece has no long word")


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_search_open_link_back(browser: Browser, room: Room, scripts: bool) -> None:
    context = browser.new_context(viewport=DESKTOP, java_script_enabled=scripts)
    page, complaints = watched(context)
    word, number = word_of(room)
    key = room.showpiece.id

    page.goto(room.address)
    page.get_by_role("searchbox").fill(f"{word} origin:{room.showpiece.origin.code}")  # type: ignore[union-attr]
    page.get_by_role("button", name="Search").click()
    expect(page).to_have_url(re.compile(r"/search\?q="))
    results = page.url
    page.locator(".hit", has_text=str(key)).get_by_role("heading").get_by_role("link").click()
    expect(page).to_have_url(re.compile(rf"/cables/{key}\?q="))
    expect(page.locator(".par mark").first).to_be_visible()

    page.get_by_role("link", name=f"Link to paragraph {number}", exact=True).click()
    expect(page).to_have_url(re.compile(rf"#par{number}$"))
    expect(page.locator(f"#par{number}")).to_be_in_viewport()
    assert page.locator(":target").get_attribute("id") == f"par{number}"

    page.go_back()
    expect(page).to_have_url(re.compile(r"\?q=[^#]*$"))
    page.go_back()
    expect(page).to_have_url(results)
    expect(page.locator(".hit").first).to_be_visible()
    assert complaints == []
    context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_narrow_and_widen(browser: Browser, room: Room, scripts: bool) -> None:
    context = browser.new_context(viewport=DESKTOP, java_script_enabled=scripts)
    page, complaints = watched(context)
    page.goto(f"{room.address}/search")
    total = page.locator("#count strong").inner_text()
    choice = page.locator(".facets section", has=page.get_by_role("heading", name="From")).locator("li a").first
    promised = choice.locator(".count").inner_text()
    choice.click()
    expect(page.locator(".chips li")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"q=origin%3A"))
    assert page.locator("#count strong").inner_text() == promised
    assert page.locator("#q").input_value().startswith("origin:")
    page.locator(".chips a").click()
    expect(page.locator(".chips li")).to_have_count(0)
    assert page.locator("#count strong").inner_text() == total
    page.go_back()
    expect(page.locator(".chips li")).to_have_count(1)
    assert page.locator("#count strong").inner_text() == promised
    assert complaints == []
    context.close()


def test_results_change_without_a_new_page(visit: BrowserContext, room: Room) -> None:
    page, complaints = watched(visit)
    page.goto(f"{room.address}/search")
    page.evaluate("window.sameDocument = true")
    page.get_by_role("link", name="Next").click()
    expect(page).to_have_url(re.compile("page=2"))
    expect(page.locator("#count")).to_contain_text("page 2")
    assert page.evaluate("window.sameDocument") is True
    expect(page.locator("#count")).to_be_focused()
    assert complaints == []


def test_a_reference_leads_to_the_other_cable(visit: BrowserContext, room: Room) -> None:
    page, _ = watched(visit)
    page.goto(f"{room.address}/cables/{room.showpiece.id}")
    link = page.locator(".refs a:not(.quiet)").first
    target = link.get_attribute("href")
    link.click()
    expect(page).to_have_url(f"{room.address}{target}")
    expect(page.locator(".beside .cited")).to_contain_text(str(room.showpiece.id))


ADDRESSES = [
    "/",
    "/search",
    "/search?q=origin:STATE",
    "/find",
    "/saved?q=compasses",
    "/browse",
    "/browse/origin",
    "/browse/date",
    "/help",
    "/nowhere",
]


@pytest.mark.parametrize("size", [NARROWEST, DESKTOP], ids=["phone", "desktop"])
def test_nothing_is_wider_than_the_screen(browser: Browser, room: Room, size: dict[str, int]) -> None:
    context = browser.new_context(viewport=size)  # type: ignore[arg-type]
    page = context.new_page()
    cables = [f"/cables/{key}" for key in (room.showpiece.id, f"{room.showpiece.id}X", DOUBTFUL.id)]
    for address in [*ADDRESSES, "/search?q=compasses", *cables]:
        page.goto(room.address + address)
        page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, f"{address} is {over} px too wide"
    context.close()


CONTRAST = """() => {
  const channel = c => { c /= 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
  const parse = text => (text.match(/[\\d.]+/g) || [0, 0, 0, 0]).map(Number);
  const light = rgb => 0.2126 * channel(rgb[0]) + 0.7152 * channel(rgb[1]) + 0.0722 * channel(rgb[2]);
  const ground = node => {
    for (let at = node; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const node of document.querySelectorAll("body *")) {
    const own = [...node.childNodes].some(child => child.nodeType === 3 && child.data.trim());
    if (!own || node.closest(".unseen, .skip, svg") || !node.getClientRects().length) continue;
    if (getComputedStyle(node).opacity < 1) continue;
    const [a, b] = [light(parse(getComputedStyle(node).color)), light(ground(node))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) poor.push(`${node.className || node.tagName}: ${ratio.toFixed(2)}`);
  }
  return [...new Set(poor)];
}"""
"""WCAG 2.2, 1.4.3: every text against its ground, 4.5 at least."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everything_can_be_read_in_both_themes(browser: Browser, room: Room, scheme: str) -> None:
    context = browser.new_context(viewport=DESKTOP, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    word, number = word_of(room)
    cables = [f"/cables/{room.showpiece.id}?q={word}#par{number}", f"/cables/{DOUBTFUL.id}"]
    for address in [*ADDRESSES, *cables]:
        page.goto(room.address + address)
        assert page.evaluate(CONTRAST) == [], address
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (ground == "rgb(20, 22, 26)") is (scheme == "dark")
    context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_what_is_not_certain_is_told_at_a_touch(
    browser: Browser, room: Room, size: dict[str, int], scripts: bool
) -> None:
    context = browser.new_context(viewport=size, has_touch=True, java_script_enabled=scripts)  # type: ignore[arg-type]
    page, complaints = watched(context)
    page.goto(f"{room.address}/cables/{DOUBTFUL.id}")
    for sign, meant in [(".opening .doubt", "2029-08-03"), ("#par1 .doubt", "Michoacán")]:
        told = page.locator(f"{sign} .likely")
        expect(told).to_contain_text(meant)
        assert told.bounding_box()["width"] <= 1, "folded away"  # type: ignore[index]
        page.locator(sign).tap()
        box = told.bounding_box()
        assert box is not None
        assert box["width"] > 100, "told"
        assert min(box["x"], box["y"]) >= 0, "within the screen"
        assert box["x"] + box["width"] <= size["width"], "within the screen"
        assert box["y"] + box["height"] <= size["height"], "within the screen"
    assert complaints == []
    context.close()


def test_what_is_not_certain_is_told_by_keyboard_and_by_pointing(visit: BrowserContext, room: Room) -> None:
    page, _ = watched(visit)
    page.goto(f"{room.address}/cables/{DOUBTFUL.id}")
    told = page.locator("#par1 .doubt .likely")
    page.locator("#par1 .doubt").hover()
    assert told.bounding_box()["width"] > 100  # type: ignore[index]
    page.mouse.move(0, 0)
    assert told.bounding_box()["width"] <= 1  # type: ignore[index]
    page.locator("#par1 .pilcrow").focus()
    page.keyboard.press("Tab")
    expect(page.locator("#par1 .mark")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#par1 .doubt")).to_be_focused()
    assert told.bounding_box()["width"] > 100  # type: ignore[index]


def test_years_and_months_on_a_phone(browser: Browser, room: Room) -> None:
    context = browser.new_context(viewport=NARROWEST)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{room.address}/browse/date")
    lines = page.locator(".calendar th[scope=row] a").evaluate_all("found => found.map(a => a.getClientRects().length)")
    assert set(lines) == {1}, "no year is broken in two"
    hidden = page.locator(".scroll").evaluate("box => box.scrollWidth - box.clientWidth")
    assert hidden <= 0, "nothing to scroll for"
    month = page.locator(".calendar td a").first
    assert month.bounding_box()["height"] >= 24, "can be hit with a finger"  # type: ignore[index]
    label = month.evaluate("a => getComputedStyle(a.parentElement, '::before').content")
    assert str(month.get_attribute("aria-label")).startswith(label.strip('"'))
    context.close()


def test_by_keyboard_alone(visit: BrowserContext, room: Room) -> None:
    page, _ = watched(visit)
    page.goto(f"{room.address}/cables/{room.showpiece.id}")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_pictures(browser: Browser, room: Room, pictures: Path) -> None:
    word, number = word_of(room)
    cable = f"/cables/{room.showpiece.id}"
    shots = [
        ("home", "/", DESKTOP, "light"),
        ("search", f"/search?q={word}", DESKTOP, "light"),
        ("cable", cable, DESKTOP, "light"),
        ("cable-dark", f"{cable}?q={word}#par{number}", DESKTOP, "dark"),
        ("cable-phone", cable, PHONE, "light"),
        ("as-sent", f"{cable}/as-sent", DESKTOP, "light"),
        ("understanding", "/help/cables", DESKTOP, "light"),
        ("about-spanish", "/about?lang=es", PHONE, "dark"),
    ]
    pictures.mkdir(parents=True, exist_ok=True)
    for name, address, size, scheme in shots:
        context = browser.new_context(
            viewport=size,  # type: ignore[arg-type]
            color_scheme=scheme,  # type: ignore[arg-type]
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.goto(room.address + address)
        page.screenshot(path=pictures / f"{name}.png")
        context.close()
        assert (pictures / f"{name}.png").stat().st_size > 10_000, f"{name}.png shows nothing"
