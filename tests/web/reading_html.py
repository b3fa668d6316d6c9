"""Looking at a page as a browser does."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient


def page(
    visitor: TestClient, address: str, status: int = 200, headers: dict[str, str] | None = None
) -> LexborHTMLParser:
    """The page at ``address``, which must answer with ``status``."""
    answer = visitor.get(address, headers=headers)
    assert answer.status_code == status, answer.text[:2000]
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return LexborHTMLParser(answer.text)


def said(tree: LexborHTMLParser, selector: str) -> str:
    """The text of the first element that ``selector`` finds, blanks run together."""
    found = tree.css_first(selector)
    assert found is not None, f"nothing on the page is {selector}"
    return " ".join(found.text().split())


def all_said(tree: LexborHTMLParser, selector: str) -> list[str]:
    """The texts of all elements that ``selector`` finds."""
    return [" ".join(found.text().split()) for found in tree.css(selector)]


def links(tree: LexborHTMLParser, selector: str) -> list[str]:
    """The addresses of all links that ``selector`` finds."""
    return [found.attributes.get("href") or "" for found in tree.css(selector)]
