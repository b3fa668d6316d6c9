"""What is missing, in a real browser: the picture of a net, and pages that work without it."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from reftel.model import Cable, Reference
from tests.web.invented import build

from .conftest import Room, served

WIDTHS = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 900}}


def missing_of(room: Room) -> str:
    cable: Cable = room.showpiece
    return next(each.target for each in cable.references if each.target)


@pytest.mark.browser
def test_the_picture_is_drawn_and_leads_on(browser: Browser, room: Room) -> None:
    page = browser.new_page(viewport=WIDTHS["desktop"])
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(int(answer.headers.get("content-length", "0"))))
    page.goto(f"{room.address}/graph/{room.showpiece.id}")
    expect(page.locator("#picture canvas").first).to_be_visible()
    assert problems == []
    assert sum(sizes) <= 150_000, sizes
    page.close()


DRAWN = "window.cytoscape = (picture) => { window.picture = picture; return { on() {} }; };"
"""In the place of what draws: it keeps what is to be drawn."""


@pytest.mark.browser
def test_the_picture_calls_cables_as_the_list_does(browser: Browser, tmp_path: Path) -> None:
    printed = Cable(
        text="My 12.", attributes={"Number": "Cablegram P3"}, references=(Reference("My 12", target="41LIMA12"),)
    )
    folder = build(tmp_path / "archive", [printed, Cable(id="41LIMA12", text="Lamps.")])
    with served(folder) as address:
        page = browser.new_page()
        page.route("**/cytoscape.min.js*", lambda route: route.fulfill(body=DRAWN, content_type="text/javascript"))
        page.goto(f"{address}/graph/41LIMA12")
        page.wait_for_function("window.picture?.elements !== undefined")
        labels = page.evaluate("window.picture.elements.map(each => each.data.label).filter(Boolean)")
        assert sorted(labels) == ["41LIMA12", "Cablegram P3"]
        page.close()


@pytest.mark.browser
@pytest.mark.parametrize(("width", "script"), product(WIDTHS, (True, False)))
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_fit_and_work_without_script(browser: Browser, room: Room, width: str, script: bool, scheme: str) -> None:
    context = browser.new_context(
        viewport=WIDTHS[width],
        java_script_enabled=script,
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    page = context.new_page()
    number = missing_of(room)
    for place in ("/missing", f"/missing/{number}", "/gaps", f"/thread/{room.showpiece.id}", f"/graph/{number}"):
        answer = page.goto(room.address + place)
        assert answer is not None
        assert answer.ok, place
        assert page.locator("h1").count() == 1, place
        wider = page.locator("body").bounding_box()
        assert wider is not None
        if script:
            assert page.evaluate("document.documentElement.scrollWidth") <= WIDTHS[width]["width"], place
    page.goto(f"{room.address}/missing")
    page.select_option("select[name=sort]", "number")
    page.click("form.narrow button")
    assert "sort=number" in page.url
    context.close()


@pytest.mark.browser
def test_a_strip_is_one_link_away(browser: Browser, room: Room) -> None:
    page = browser.new_page(viewport=WIDTHS["phone"])
    page.goto(f"{room.address}/gaps")
    page.locator("table.list tbody th a").first.click()
    expect(page.locator("figure.strip svg")).to_be_visible()
    expect(page.locator("#runs")).to_be_visible()
    page.close()
