"""Texts of two widths: UTF-16 in the middle of an eight-bit file, or the other way round, as ``type a b >> all`` joins
them and an editor appends to a file that another program began.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# Twelve letters with a zero behind (before) each begin a stretch; up to six other signs, as a quotation mark, stand in
# one without ending it.
_LITTLE = re.compile(
    rb"(?:\xff\xfe)?(?:[\t\n\r\x20-\x7e]\x00){12,}(?:(?:..){1,6}?(?:[\t\n\r\x20-\x7e]\x00){4,})*", re.DOTALL
)
_BIG = re.compile(
    rb"(?:\xfe\xff)?(?:\x00[\t\n\r\x20-\x7e]){12,}(?:(?:..){1,6}?(?:\x00[\t\n\r\x20-\x7e]){4,})*", re.DOTALL
)
_BEGINNING = 30
"""Bytes that hold the beginning of a stretch."""
_NO_ASCII = re.compile(r"[^\t\n\r -~]")
_NARROW = re.compile(rb"[\t\n\r\x20-\x7e\x80-\xff]{40,}")
_BLANKS = 15
"""Of so many bytes of an eight-bit text at least one is a blank; of Chinese in UTF-16, whose bytes may all be ASCII's,
one in a hundred."""


class Stretch(NamedTuple):
    """Part of a file that is in one width."""

    data: bytes
    wide: str | None
    """``utf-16-le``, ``utf-16-be``; None for eight bits."""


def of_narrow(data: bytes) -> list[Stretch]:
    """The stretches of an eight-bit file; one where no UTF-16 stands in it."""
    found, reached = list[Stretch](), 0
    while (wide := _next_wide(data, reached)) is not None:
        start, end, encoding = wide
        if start > reached:
            found.append(Stretch(data[reached:start], None))
        found.append(Stretch(data[start:end], encoding))
        reached = end
    if reached < len(data) or not found:
        found.append(Stretch(data[reached:], None))
    return found


def _next_wide(data: bytes, start: int) -> tuple[int, int, str] | None:
    """Where the next stretch of UTF-16 stands, and which."""
    little = _LITTLE.search(data, start)
    big = _BIG.search(data, start, little.start() + _BEGINNING if little else len(data))
    if big is None:
        return (*little.span(), "utf-16-le") if little else None
    big = _BIG.match(data, big.start()) or big  # to its end
    # The letter before a stretch seems to be of it: of two that begin next to each other, the one that reads better.
    if little and little.start() <= big.start() and _plain(little, "utf-16-le") >= _plain(big, "utf-16-be"):
        return *little.span(), "utf-16-le"
    return *big.span(), "utf-16-be"


def _plain(found: re.Match[bytes], encoding: str) -> int:
    """How many signs of a stretch are ASCII's, less those that are not."""
    text = found[0].decode(encoding, "replace").removeprefix("\ufeff")
    return len(text) - 2 * len(_NO_ASCII.findall(text))


def of_wide(data: bytes, encoding: str) -> list[Stretch]:
    """The stretches of a file in UTF-16; one where no eight-bit text stands in it."""
    found, reached = list[Stretch](), 0
    for start, end in _narrow(data, little=encoding == "utf-16-le"):
        if start > reached:
            found.append(Stretch(data[reached:start], encoding))
        found.append(Stretch(data[start:end], None))
        reached = end
    if reached < len(data) or not found:
        found.append(Stretch(data[reached:], encoding))
    return found


def _narrow(data: bytes, *, little: bool) -> Iterator[tuple[int, int]]:
    for match in _NARROW.finditer(data):
        start, end = match.span()
        # Of the letters beside it, half belong to a pair with the zero that ended or began the stretch.
        if little and data[end : end + 1] == b"\x00":
            end -= 1
        elif not little and start and data[start - 1] == 0:
            start += 1
        if data[end - 2 : end] in (b"\xff\xfe", b"\xfe\xff"):
            end -= 2
        stretch = data[start:end]
        if (stretch.count(b" ") + stretch.count(b"\n")) * _BLANKS >= len(stretch):
            yield start, end
