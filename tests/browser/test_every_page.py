"""What holds for every page: axe complains of nothing, nothing shifts or overflows, keys reach all of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Response
from starlette.routing import Route

from reftel import archive
from reftel.model import Cable, Classification, Paragraph
from reftel.web import create_app
from tests.web.invented import HARBOUR, NASTY, build

from .conftest import Room, served
from .pages import PAGES, addresses, is_page

pytestmark = pytest.mark.browser

WEIGHT = 150_000
"""Bytes that a page may have with all that it loads, compressed."""
STEPS = 80
"""Keys that are pressed on a page; longer ones hold lists of links, one like the other."""
LOOKS: list[tuple[str, dict[str, Any]]] = [
    (
        "desktop, light, English",
        {"viewport": {"width": 1280, "height": 860}, "color_scheme": "light", "locale": "en-GB"},
    ),
    (
        "phone, dark, Spanish",
        {
            "viewport": {"width": 390, "height": 844},
            "color_scheme": "dark",
            "locale": "es-MX",
            "reduced_motion": "reduce",
        },
    ),
]
WATCH_SHIFTS = """
window.shifted = 0;
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({type: 'layout-shift', buffered: true});
"""
FOCUSED = """() => {
  const node = document.activeElement, style = getComputedStyle(node), box = node.getBoundingClientRect();
  const drawn = node.closest('svg') && node.querySelector('circle, rect, path');
  const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
  const marked = outlined || (drawn && parseFloat(getComputedStyle(drawn).strokeWidth) >= 2);
  const here = node === document.body ? 'body' : node.outerHTML.slice(0, 120);
  return [here, marked, box.width > 0 && box.height > 0];
}"""
MOVING = """() => [...document.querySelectorAll('*')].filter(node => {
  const style = getComputedStyle(node);
  const moves = style.animationName !== 'none' || style.scrollBehavior === 'smooth';
  return moves || parseFloat(style.transitionDuration) > 0.01;
}).map(node => node.outerHTML.slice(0, 80))"""


class Visit:
    """A page that is looked at: what its browser complains of, and how much it loads."""

    def __init__(self, context: BrowserContext) -> None:
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.answers: list[Response] = []
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("response", lambda answer: self.answers.append(answer))

    def _said(self, message: Any) -> None:
        if message.type == "error" and "404" not in message.text:
            self.complaints.append(message.text)

    def go(self, address: str) -> None:
        self.complaints.clear()
        self.answers.clear()
        self.page.goto(address, wait_until="load")

    def wider(self) -> int:
        """Pixels by which the page is wider than the screen."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))

    def weight(self) -> int:
        return sum(answer.request.sizes()["responseBodySize"] for answer in self.answers)


@pytest.mark.parametrize(("look", "options"), LOOKS, ids=[name for name, _ in LOOKS])
@pytest.mark.parametrize("name", PAGES)
def test_a_page(browser: Browser, room: Room, name: str, look: str, options: dict[str, Any]) -> None:
    context = browser.new_context(**options)
    context.add_init_script(WATCH_SHIFTS)
    try:
        visit = Visit(context)
        visit.go(addresses(room)[name])
        page = visit.page
        assert page.evaluate("document.documentElement.lang") == options["locale"][:2]
        assert visit.wider() <= 0, "it scrolls sideways"
        assert visit.weight() <= WEIGHT
        page.wait_for_timeout(150)
        assert page.evaluate("window.shifted") < 0.02, "what was painted has moved"
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        if options.get("reduced_motion"):
            assert page.evaluate(MOVING) == []
        _walk(page)
        assert visit.complaints == []
    finally:
        context.close()


def _walk(page: Page) -> None:
    """With the Tab key from place to place: each is seen and marked, and none holds the keys."""
    seen: list[str] = []
    for _ in range(STEPS):
        page.keyboard.press("Tab")
        here, marked, visible = page.evaluate(FOCUSED)
        if here == "body":
            break
        assert marked, f"focus is not seen on {here}"
        assert visible, f"focus is on what is not shown: {here}"
        seen.append(here)
    assert 'class="skip"' in seen[0]
    assert all(seen[place : place + 4].count(each) < 4 for place, each in enumerate(seen)), "the keys are held"


@pytest.mark.parametrize("name", PAGES)
def test_without_javascript(browser: Browser, room: Room, name: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    try:
        visit = Visit(context)
        visit.go(addresses(room)[name])
        assert visit.page.locator("main h1").count() == 1
        assert visit.page.locator("main").inner_text().strip()
        assert visit.complaints == []
    finally:
        context.close()


def test_no_page_is_forgotten(browser: Browser, tmp_path: Path) -> None:
    app = create_app(build(tmp_path / "archive", []))
    values = {"key": "09MEXICO2134", "word": "harbour", "origin": "MEXICO", "year": "2009"}
    listed = [address.format(**values).partition("?")[0] for address in PAGES.values()]
    routes = [route for route in app.routes if isinstance(route, Route) and is_page(route)]
    matched = {address: next((each for each in routes if each.path_regex.match(address)), None) for address in listed}
    forgotten = [route.path for route in routes if route not in matched.values()]
    assert forgotten == [], "pages that tests/browser/pages.py does not name"


LONG = Cable(
    id="09MEXICO9999",
    subject="W" * 100_000,
    classification=Classification("SECRET"),
    paragraphs=(Paragraph("\u202eevil " + "x" * 100_000 + " <b>bold</b>", 1, "S"),),
    text="1. (S) " + "x" * 100_000,
)
"""Words without end, and one that turns the direction."""


def test_hostile_text_is_text(browser: Browser, tmp_path: Path) -> None:
    """In every field, on every page that shows a cable: nothing runs, nothing is torn apart."""
    folder = build(tmp_path / "archive", [HARBOUR, NASTY, LONG])
    with served(folder) as host:
        context = browser.new_context(viewport={"width": 390, "height": 844})
        visit = Visit(context)
        dialogs: list[str] = []
        visit.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        with archive.open(folder) as held:
            keys = list(held.ids())
        ways = ["/cables/{}", "/cables/{}/as-sent", "/similar/{}", "/search?q=id:{}"]
        pages = [way.format(key) for key in keys for way in ways]
        for address in [*pages, "/", "/browse/origin", "/search?q=%3Cscript%3Ealert(1)%3C/script%3E", "/about"]:
            visit.go(host + address)
            assert visit.page.locator("img[src=x], main script").count() == 0, address
            assert visit.complaints == [], address
            assert visit.wider() <= 0, address
        assert dialogs == []
        context.close()
