"""Bands of a page that ``tesseract`` passed over: a heading between two rules is taken for a picture, and left out.

Where two lines stand further apart than others do, and the paper between them is not blank, that band is cut out, to be
read for itself.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from PIL import Image, ImageOps

_APART = 1.15
"""Of the distance between lines: what lies between two lines with an empty one between them is less."""
_DARK = 110
"""Of 255: what is darker is ink."""
_INK = 0.15
"""Dots of ink, at least, to a square of a line's height: a full stop has as many."""
_MOST = 12
"""Bands of a page; one of pictures has more, and is none of a telegram."""
_MARGIN = 12
"""Dots of white around a band that is cut out."""
_SAME = 3
"""Dots by which words of one line may stand higher or lower."""
_EDGE = 2
"""Dots of the lines above and below that are left out, with the feet and tips of their letters."""
_FEWEST = 3
"""Lines from which their distance can be told."""


class Band(NamedTuple):
    """A band of a page."""

    image: bytes
    top: int
    """What is to be added to a place in it to have the place on the page."""


def passed_over(image: bytes, lines: Sequence[tuple[int, int]]) -> Iterator[Band]:
    """The bands between the lines of a page, each told by its top and bottom, in which there is ink."""
    if len(lines) < _FEWEST:
        return
    steps = sorted(after[0] - before[0] for before, after in pairwise(sorted(lines)) if after[0] > before[0] + _SAME)
    usual = steps[len(steps) // 4] if steps else 0
    if not usual:
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of Pillow, on large pages: those were measured before
        try:
            page = Image.open(io.BytesIO(image)).convert("L")
        except (OSError, ValueError, Image.DecompressionBombError):
            return
    for top, bottom in _between(lines, usual, page.height)[:_MOST]:
        band = page.crop((0, top, page.width, bottom))
        ink = sum(band.histogram()[:_DARK])
        if ink < _INK * usual * usual:
            continue
        out = io.BytesIO()
        ImageOps.expand(band, _MARGIN, 255).save(out, "PPM")
        yield Band(out.getvalue(), top - _MARGIN)


def _between(lines: Sequence[tuple[int, int]], usual: int, height: int) -> list[tuple[int, int]]:
    """From the bottom of one line to the top of the next, where that is far; and what is below the last one."""
    found, reached = [], None
    for top, bottom in [*sorted(lines), (height, height)]:
        if reached is not None and top - reached > _APART * usual:
            found.append((reached + _EDGE, top - _EDGE))
        reached = max(reached or 0, bottom)
    return found
