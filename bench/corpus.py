"""What the measurements read: specimens by seed, of the length that real telegrams have."""

from __future__ import annotations

from collections.abc import Iterator

from reftel import specimen

USUAL = 6_000
"""Characters of a telegram: real ones have five to seven thousand (National Archives 1973–79, the web archive)."""

TEXTS = ("raw", "raw-1970s", "leading")
"""The layouts whose file is the telegram's text."""

PAGES = ("page-2010-11", "page-2010-12", "page-2011")
"""The three builds of the web archive."""


def files(count: int, seed: int, layout: str) -> Iterator[bytes]:
    """So many specimens of a layout as their files' bytes, short and long as in life; memory does not grow."""
    return (each.content for each in specimen.stream(count, seed, layouts=[layout], size=USUAL))


def telegrams(count: int, seed: int, layout: str = "leading", length: int = USUAL) -> Iterator[str]:
    """So many telegrams, all of about this length."""
    return (each.text for each in specimen.stream(count, seed, layouts=[layout], size=length, spread=0))
