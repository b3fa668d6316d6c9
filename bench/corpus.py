"""What the measurements read: specimens by seed, and telegrams of the length that real ones have."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from reftel import specimen

USUAL = 6_000
"""Characters of a telegram: real ones have five to seven thousand (National Archives 1973–79, the web archive)."""

TEXTS = ("raw", "raw-1970s", "leading")
"""The layouts whose file is the telegram's text."""

PAGES = ("page-2010-11", "page-2010-12", "page-2011")
"""The three builds of the web archive."""

_CHUNK = 100
_PARAGRAPH = re.compile(r"^(¶?)\d{1,5}\.(?= )", re.MULTILINE)


def files(count: int, seed: int, layout: str) -> Iterator[bytes]:
    """So many specimens of a layout as their files' bytes; memory does not grow with the count."""
    for start in range(0, count, _CHUNK):
        with tempfile.TemporaryDirectory() as folder:
            here = min(_CHUNK, count - start)
            # A seed a chunk: another part of the invented world, and nothing of it stays behind.
            paths = specimen.write(Path(folder), here, seed + start, layouts=[layout])
            yield from [path.read_bytes() for path in paths]


def telegrams(count: int, seed: int, layout: str = "leading", length: int = USUAL) -> Iterator[str]:
    """So many telegrams of about ``length`` characters: specimens, with paragraphs of further ones as their own."""
    source = files(1 << 62, seed, layout)
    for _ in range(count):
        text = next(source).decode("utf-8")
        more: list[str] = []
        size = len(text)
        while size < 0.9 * length:
            more.append(_body(next(source).decode("utf-8")))
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
