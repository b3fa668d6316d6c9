"""Counts as pictures: the geometry of bars, for templates to write as SVG attributes (no inline styles anywhere)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

SMALLEST = 1.5
"""Percent of the picture that the smallest count still gets, so that one cable is not invisible beside thousands."""


class Bar(NamedTuple):
    """One bar: what it stands for, how many, and the value that its link is made of."""

    label: str
    cables: int
    value: str
    x: float = 0.0
    """Left edge, percent of the picture's width."""
    width: float = 0.0
    """Percent of the picture's width."""
    height: float = 0.0
    """Percent of the picture's height."""


def year_bars(counts: Mapping[str, int]) -> tuple[Bar, ...]:
    """Upright bars for every year from the first to the last, empty years too; heights relative to the fullest.

    Years must be four digits; others are left out. A stray year far from the rest (a misread date) would squeeze
    all the others, so beyond a span of 150 years only the years that hold something are drawn.
    """
    held = {int(year): count for year, count in counts.items() if year.isdigit() and len(year) == 4}
    if not held:
        return ()
    first, last = min(held), max(held)
    years = list(range(first, last + 1)) if last - first <= 150 else sorted(held)
    most = max(held.values())
    step = 100 / len(years)
    return tuple(
        Bar(
            label=f"{year:04d}",
            cables=held.get(year, 0),
            value=f"{year:04d}",
            x=round(place * step + step * 0.1, 3),
            width=round(step * 0.8, 3),
            height=_share(held.get(year, 0), most),
        )
        for place, year in enumerate(years)
    )


def share_bars(bars: Sequence[Bar]) -> tuple[Bar, ...]:
    """Lying bars: widths relative to the largest count."""
    most = max((bar.cables for bar in bars), default=0)
    return tuple(bar._replace(width=_share(bar.cables, most)) for bar in bars)


def _share(count: int, most: int) -> float:
    return 0.0 if count <= 0 or most <= 0 else round(max(SMALLEST, 100 * count / most), 2)
