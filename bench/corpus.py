"""What the measurements read: specimens by seed, and telegrams of the length that real ones have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reftel import specimen

USUAL = 6_000
"""Characters of a telegram: real ones have five to seven thousand (National Archives 1973–79, the web archive)."""

TEXTS = ("raw", "raw-1970s", "leading")
"""The layouts whose file is the telegram's text."""

PAGES = ("page-2010-11", "page-2010-12", "page-2011")
"""The three builds of the web archive."""

_PARAGRAPH = re.compile(r"^(¶?)\d{1,5}\.(?= )", re.MULTILINE)


def files(count: int, seed: int, layout: str) -> Iterator[bytes]:
    """So many specimens of a layout as their files' bytes; memory does not grow with the count."""
    return (each.content for each in specimen.stream(count, seed, layouts=[layout]))


def telegrams(count: int, seed: int, layout: str = "leading", length: int = USUAL) -> Iterator[str]:
    """So many telegrams of about ``length`` characters: specimens, the longest with paragraphs of further ones."""
    source = specimen.stream(1 << 62, seed, layouts=[layout], size=min(length, USUAL), spread=0)
    for _ in range(count):
        text = next(source).text
        more: list[str] = []
        size = len(text)
        while size < 0.9 * length:
            more.append(_body(next(source).text))
            size += len(more[-1])
        yield _joined(text, more)


def _body(text: str) -> str:
    """Its numbered paragraphs without the last, which says of every specimen that it is one."""
    starts = [match.start() for match in _PARAGRAPH.finditer(text)]
    return text[starts[0] : starts[-1]] if len(starts) > 1 else ""


def _joined(text: str, more: list[str]) -> str:
    """The telegram with these paragraphs before its last, numbered on."""
    if not more:
        return text
    starts = [match.start() for match in _PARAGRAPH.finditer(text)]
    if not starts:
        return text + "".join(more)
    whole = "".join((text[starts[0] : starts[-1]], *more, text[starts[-1] :]))
    pilcrow = text.startswith("¶", starts[0])
    number = iter(range(1, 1 << 62))
    return text[: starts[0]] + _PARAGRAPH.sub(lambda _: f"{'¶' if pilcrow else ''}{next(number)}.", whole)
