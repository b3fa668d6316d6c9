"""What the measurements are compared with: the least that any reader of the same bytes has to do."""

from __future__ import annotations

from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser

from bench.clock import processor

_TIMES = 20
"""A bare pass is short beside a clock's tick and a machine's hiccup, so it is done so many times."""


def bare(data: Sequence[bytes]) -> float:
    """Seconds of processor time to decode these files once and split them into lines."""
    return (
        processor(lambda: [each.decode("utf-8", "replace").split("\n") for _ in range(_TIMES) for each in data])
        / _TIMES
    )


def tree(data: Sequence[bytes]) -> float:
    """Seconds of processor time to parse these pages into trees with selectolax and take out the telegrams' text."""

    def parsed(page: bytes) -> list[str]:
        return [element.text() for element in LexborHTMLParser(page.decode("utf-8", "replace")).css("pre")]

    return processor(lambda: [parsed(page) for page in data])
