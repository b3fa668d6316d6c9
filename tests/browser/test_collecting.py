"""Citing, collecting and articles in a real browser: with and without scripts, on a phone and at a desk."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import Room
from .test_reading_room import CONTRAST, DESKTOP, PHONE, watched

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def nothing_is_left(room: Room) -> Iterator[None]:
    """The reading room is shared by all tests: what these make goes again."""
    yield
    with httpx.Client(base_url=room.address, headers={"Sec-Fetch-Site": "same-origin"}) as visitor:
        found = re.search('name="token" value="([0-9a-f]+)"', visitor.get("/collections").text)
        for each in visitor.get("/collections.json").json()["collections"]:
            visitor.post(f"/collections/{each['name']}", data={"do": "delete", "token": found[1] if found else ""})


def make(page: Page, room: Room) -> None:
    """A collection of the showpiece, one of its paragraphs, and nothing else."""
    page.goto(f"{room.address}/collections")
    page.get_by_label("Title").fill("Harbour papers")
    page.get_by_label("Description").fill("What was said of ports.")
    page.get_by_role("button", name="Make it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Harbour papers")
    for what in (0, 1):
        page.goto(f"{room.address}/collect?cable={room.showpiece.id}")
        page.get_by_label("What").select_option(index=what)
        page.get_by_label("Note").fill(f"note {what}")
        page.get_by_role("button", name="Put it there").click()
    page.goto(f"{room.address}/collections/harbour-papers")


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_collection(browser: Browser, room: Room, size: dict[str, int], scripts: bool) -> None:
    context = browser.new_context(viewport=size, java_script_enabled=scripts)  # type: ignore[arg-type]
    page, complaints = watched(context)
    page.goto(f"{room.address}/cables/{room.showpiece.id}")
    panel = page.locator(".collecting")
    panel.locator("summary").click()
    panel.get_by_label("Title of the new collection").fill("Harbour papers")
    panel.get_by_label("Note").fill("all of it")
    panel.get_by_role("button", name="Put it there").click()
    expect(page).to_have_url(f"{room.address}/cables/{room.showpiece.id}#added")
    expect(page.get_by_text("Added to the collection.")).to_be_visible()
    page.locator(".collecting li a").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Harbour papers")
    expect(page.locator(".item .note")).to_have_text("all of it")

    page.goto(f"{room.address}/search?q=origin:{room.showpiece.origin.code}")  # type: ignore[union-attr]
    page.locator(".hit-collect a:last-child").first.click()
    page.get_by_label("What").select_option(index=1)
    page.get_by_role("button", name="Put it there").click()
    expect(page).to_have_url(re.compile("/search"))
    page.goto(f"{room.address}/collections/harbour-papers")
    expect(page.locator(".item")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], "nothing to scroll sideways for"

    first, second = (page.locator(".item").nth(place).get_attribute("id") for place in (0, 1))
    page.get_by_role("button", name="Down").first.click()
    expect(page.locator(".item").first).to_have_attribute("id", str(second))
    assert page.url.endswith(f"#{first}"), "where the change was"
    page.get_by_text("Add a note").first.click()
    page.locator(".item").first.get_by_label("Note").fill("<b>bold</b>")
    page.locator(".item").first.get_by_role("button", name="Keep").click()
    expect(page.locator(".item").first.locator(".note")).to_have_text("<b>bold</b>")
    page.get_by_role("button", name="Take out").last.click()
    expect(page.locator(".item")).to_have_count(1)
    assert complaints == []
    context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_sharing_and_dossiers(browser: Browser, room: Room, scripts: bool, tmp_path: Path) -> None:
    context = browser.new_context(viewport=DESKTOP, java_script_enabled=scripts, accept_downloads=True)
    page, complaints = watched(context)
    make(page, room)
    page.locator("#sharing summary").click()
    page.get_by_role("button", name="Make an address").click()
    page.locator(".address a").click()
    expect(page).to_have_url(re.compile("/shared/"))
    expect(page.locator(".item")).to_have_count(2)
    expect(page.locator("form[method=post]")).to_have_count(0)
    for name, beginning in (("HTML", b"<!doctype html>"), ("PDF", b"%PDF"), ("BibTeX", b"@misc{")):
        with page.expect_download() as waiting:
            page.locator(".files").get_by_role("link", name=name, exact=True).first.click()
        waiting.value.save_as(tmp_path / name)
        assert (tmp_path / name).read_bytes().startswith(beginning)
    assert complaints == []
    shutil.copy(tmp_path / "HTML", tmp_path / "dossier.html")
    page.goto((tmp_path / "dossier.html").as_uri())
    expect(page.locator("article")).to_have_count(2)
    ground = page.locator(".note").first.evaluate("each => getComputedStyle(each).borderLeftStyle")
    assert ground == "solid", "its style is in it"
    assert complaints == []
    context.close()


def test_copying_a_citation(browser: Browser, room: Room) -> None:
    context = browser.new_context(viewport=DESKTOP, permissions=["clipboard-read", "clipboard-write"])
    page, complaints = watched(context)
    page.goto(f"{room.address}/cite/{room.showpiece.id}")
    page.get_by_label("Paragraph").select_option(index=1)
    page.get_by_role("button", name="Cite it").click()
    note = page.locator("pre.note")
    expect(note).to_contain_text("¶")
    page.get_by_role("button", name="Copy Note (National Archives)").click()
    expect(page.get_by_role("button", name="Copied").first).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == note.inner_text()
    assert complaints == []
    context.close()


def test_without_scripts_a_touch_selects_a_citation(browser: Browser, room: Room) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{room.address}/cite/{room.showpiece.id}")
    expect(page.locator("button.copy").first).not_to_be_visible()
    note = page.locator("pre.note")
    note.click()
    assert page.evaluate("getSelection().toString()").strip() == note.inner_text().strip()
    context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_adding_an_article(browser: Browser, room: Room, scripts: bool) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=scripts)
    page, complaints = watched(context)
    page.goto(f"{room.address}/articles")
    page.get_by_role("link", name="Add an article").click()
    page.get_by_label("Address", exact=True).fill("https://press.example/lanterns")
    page.get_by_label("Title", exact=True).fill("On lanterns")
    page.get_by_label("Or paste its text").fill(f"As {room.showpiece.id} says, and 09BERN77.")
    page.get_by_role("button", name="Find the cables in the text").click()
    expect(page.get_by_role("checkbox")).to_have_count(2)
    page.get_by_role("checkbox").last.uncheck()
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("press.example")
    page.locator(".cited a.ref").click()
    expect(page.locator(".articles")).to_contain_text("On lanterns")
    page.goto(f"{room.address}/articles/press.example")
    page.get_by_role("button", name="Remove").click()
    expect(page).to_have_url(f"{room.address}/articles")
    assert complaints == []
    context.close()


PAGES = ["/collections", "/collections/harbour-papers", "/articles", "/add-article", "/collect?cable={}", "/cite/{}"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_everything_can_be_read(browser: Browser, room: Room, size: dict[str, int], scheme: str) -> None:
    """Contrast in both themes, nothing wider than the screen, and no violation that axe finds."""
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
    page, complaints = watched(context)
    make(page, room)
    for address in PAGES:
        page.goto(room.address + address.format(room.showpiece.id))
        for summary in page.locator("main summary").all():
            summary.click()
        assert page.evaluate(CONTRAST) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], address
        found = Axe().run(page).response["violations"]
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == [], address
    assert complaints == []
    context.close()
