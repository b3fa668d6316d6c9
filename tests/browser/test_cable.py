"""The cable page in a real browser: words explained, addresses copied, places found, cards, editions; no violation."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.web.lamps import lamps

from .conftest import served

pytestmark = pytest.mark.browser

SHOWN = "/cables/09MEXICO9501"
DESKTOP = {"width": 1280, "height": 860}
PHONE = {"width": 390, "height": 844}
MEANING = "e => getComputedStyle(e, '::after').display === 'none' ? null : getComputedStyle(e, '::after').content"


@pytest.fixture(scope="module")
def lit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a room over the lamp keepers' cables."""
    with served(lamps(tmp_path_factory.mktemp("lit") / "archive")) as address:
        yield address


@pytest.fixture
def visit(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=DESKTOP)  # type: ignore[arg-type]
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context
    context.close()


def opened(context: BrowserContext, address: str) -> tuple[Page, list[str]]:
    """The page, and what its browser complains about."""
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    return page, complaints


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_word_is_explained_on_pointing_and_on_focus(browser: Browser, lit: str, scripts: bool) -> None:
    context = browser.new_context(viewport=DESKTOP, java_script_enabled=scripts)  # type: ignore[arg-type]
    page, complaints = opened(context, lit + SHOWN)
    word = page.locator("#par2 a.term")
    assert word.evaluate(MEANING) is None
    word.hover()
    assert word.evaluate(MEANING) == "attr(aria-description)" or "Lamp Keepers Union" in word.evaluate(MEANING)
    page.mouse.move(0, 0)
    word.focus()
    assert word.evaluate(MEANING) is not None
    expect(word).to_have_accessible_description("Lamp Keepers Union")
    if scripts:
        page.keyboard.press("Escape")
        assert word.evaluate(MEANING) is None, "Escape hides it"
    assert complaints == []
    context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_word_is_explained_at_a_touch(browser: Browser, lit: str, scripts: bool) -> None:
    context = browser.new_context(viewport=PHONE, has_touch=True, java_script_enabled=scripts)  # type: ignore[arg-type]
    page, _ = opened(context, lit + SHOWN)
    word = page.locator("#par2 a.term")
    word.tap()
    if scripts:
        assert word.evaluate(MEANING) is not None, "in place"
        assert "#word" not in page.url
    else:
        expect(page.locator(":target")).to_contain_text("Lamp Keepers Union")
        expect(page.locator(":target")).to_be_in_viewport()
    context.close()


def test_a_paragraph_s_address_citation_and_tags_are_copied(visit: BrowserContext, lit: str) -> None:
    page, complaints = opened(visit, lit + SHOWN)
    page.locator("#par2 .pilcrow").click()
    tells = page.locator("#par2 .tells")
    expect(tells).to_be_visible()
    for name, text in (("Address", f"{lit}{SHOWN}#par2"), ("Tags", "#09MEXICO9501")):
        tells.get_by_role("button", name=f"Copy: {name}").click()
        expect(tells.get_by_text("Copied")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == text
        page.wait_for_timeout(2100)
    page.keyboard.press("Escape")
    expect(tells).to_be_hidden()
    assert complaints == []


def test_without_a_script_they_are_text_to_select(browser: Browser, lit: str) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)  # type: ignore[arg-type]
    page, _ = opened(context, lit + SHOWN)
    expect(page.locator("#par2 .tells")).to_be_hidden()
    page.locator("#par2 .pilcrow").click()
    expect(page.locator("#par2 .tells")).to_be_visible()
    expect(page.locator("#par2 .tells")).to_contain_text("#09MEXICO9501")
    context.close()


def test_places_found_one_after_the_other(visit: BrowserContext, lit: str) -> None:
    page, complaints = opened(visit, f"{lit}{SHOWN}?q=lanterns+OR+lamps")
    total = page.locator("mark[id]").count()
    said = page.locator(".matches .place")
    page.keyboard.press("n")
    expect(said).to_have_text(f"1 of {total}")
    page.keyboard.press("n")
    expect(said).to_have_text(f"2 of {total}")
    expect(page.locator("mark.here")).to_be_in_viewport()
    page.keyboard.press("p")
    page.keyboard.press("p")
    expect(said).to_have_text(f"{total} of {total}")
    page.get_by_role("button", name="Next place").click()
    expect(said).to_have_text(f"1 of {total}")
    page.get_by_role("searchbox").first.press_sequentially("nnp")
    expect(said).to_have_text(f"1 of {total}"), "not while one types"
    assert complaints == []


def test_places_found_without_a_script(browser: Browser, lit: str) -> None:
    context = browser.new_context(viewport=DESKTOP, java_script_enabled=False)  # type: ignore[arg-type]
    page, _ = opened(context, f"{lit}{SHOWN}?q=lanterns+OR+lamps")
    page.locator(".matches").get_by_role("link", name="2", exact=True).click()
    expect(page).to_have_url(re.compile("#match2$"))
    expect(page.locator("#match2")).to_be_in_viewport()
    context.close()


def test_a_card_of_the_cited_cable(visit: BrowserContext, lit: str) -> None:
    page, complaints = opened(visit, lit + "/cables/09MEXICO9502")
    link = page.locator("#par1 .cites").first
    link.hover()
    card = page.locator(".preview .card")
    expect(card).to_contain_text("The Lamp Keepers Union")
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    page.mouse.move(0, 0)
    link.focus()
    expect(card).to_contain_text("SPECIMEN: LAMPS")
    link.click()
    expect(page).to_have_url(lit + SHOWN)
    assert complaints == []


def test_from_who_cites_it_to_the_sentence(visit: BrowserContext, lit: str) -> None:
    page, complaints = opened(visit, f"{lit}{SHOWN}/cited-by")
    page.get_by_label("Words in what is said of it").fill("marmalade")
    page.get_by_role("button", name="Filter").click()
    expect(page.locator(".total")).to_contain_text("1 of 1")
    page.locator(".sentence a").first.click()
    expect(page).to_have_url(re.compile("/cables/09MEXICO9502#par1$"))
    assert complaints == []


def test_a_slow_panel_says_so_and_leaves_its_link(visit: BrowserContext, lit: str) -> None:
    page = visit.new_page()
    page.route("**/similar/*", lambda route: route.fulfill(status=503, body="later"))
    page.goto(lit + SHOWN)
    page.locator(".similar").scroll_into_view_if_needed()
    expect(page.locator(".similar")).to_contain_text("longer than usual")
    expect(page.locator(".similar a")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize(
    "ending", ["", "?q=lamps#par2", "/as-sent", "/editions", "/editions?view=side&all=1", "/cited-by"]
)
def test_no_violation_and_nothing_too_wide(
    browser: Browser, lit: str, ending: str, size: dict[str, int], scheme: str
) -> None:
    context = browser.new_context(viewport=size, color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    page, complaints = opened(context, lit + SHOWN + ending)
    if "#" in ending:
        page.locator("#par2 .pilcrow").click()
    found = Axe().run(page).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    assert complaints == []
    context.close()


def test_on_paper(visit: BrowserContext, lit: str) -> None:
    page, _ = opened(visit, f"{lit}{SHOWN}?q=lamps#par2")
    page.locator("#par2 .pilcrow").click()
    page.emulate_media(media="print")
    for gone in (".views", ".matches", "#par2 .tells", ".beside", ".glossary"):
        expect(page.locator(gone)).to_be_hidden()
    expect(page.locator("#par2 .said")).to_be_visible()
