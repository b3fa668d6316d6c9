"""A very long cable in a real browser: a link to any of its paragraphs leads there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from reftel import archive
from reftel.model import Cable, Paragraph
from reftel.reading import Reading
from reftel.sources import Document

from .conftest import served

pytestmark = pytest.mark.browser

KEY = "09MEXICO9801"


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("long")
    texts = [Paragraph(f"Keeper {number} counted compasses.", number) for number in range(1, 1000)]
    cable = Cable(id=KEY, subject="LANTERNS", paragraphs=tuple(texts), text=" ".join(each.text for each in texts))
    with archive.open(folder / "archive", create=True) as made:
        made.add([Reading(Document(cable.text, "raw", "long.txt"), cable)], archive.Source("long.txt", "a" * 64))
    with served(folder / "archive") as address:
        yield address


@pytest.mark.parametrize("width", [390, 1280])
def test_a_link_to_a_paragraph_leads_to_its_part(browser: Browser, room: str, width: int) -> None:
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        page = context.new_page()
        page.goto(f"{room}/cables/{KEY}?q=compasses#par805")
        expect(page.locator("#par805")).to_be_in_viewport()
        assert re.search(r"part=3&q=compasses#par805$", page.url)
        page.evaluate("location.hash = 'par2'")
        expect(page.locator("#par2")).to_be_in_viewport()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_scripts_parts_lead_on(browser: Browser, room: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{room}/cables/{KEY}")
        page.locator(".parts a[rel=next]").first.click()
        expect(page.locator(".parts").first).to_contain_text("¶401–¶800")
