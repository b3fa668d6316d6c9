"""Curves as SVG: one file that follows the reader's light or dark setting, with the numbers in it as text."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from html import escape

import msgspec

_WIDTH, _HEIGHT = 760, 380
_LEFT, _TOP, _BOTTOM = 64, 56, 48
_NAMED, _UNNAMED = 190, 36
"""Room to the right of the curves, with their names and without."""
_COLOURS = (
    ("#1f5fa8", "#7db7f5"),
    ("#b3452c", "#f2967d"),
    ("#2c7a3f", "#7fce8f"),
    ("#7a4fa3", "#c7a3ee"),
    ("#8a6a00", "#e3c04d"),
    ("#4d5a66", "#aebbc7"),
)
"""Of the lines, on light and on dark ground; each has a contrast of more than 4.5 there (WCAG 2.2, 1.4.3)."""


class Chart(msgspec.Struct, frozen=True):
    """Lines, with their names (a single one needs none), over a logarithmic horizontal axis, from zero upwards."""

    title: str
    across: str
    """What the horizontal axis counts: ``characters in a telegram``."""
    up: str
    """What the vertical one does: ``milliseconds a kilobyte``."""
    lines: dict[str, list[tuple[float, float]]]


def svg(chart: Chart) -> str:
    """The chart as a picture; lines without a point are left out."""
    lines = {name: sorted(points) for name, points in chart.lines.items() if points}
    xs = [x for points in lines.values() for x, _ in points]
    right = _NAMED if any(lines) else _UNNAMED
    top = _nice(max((y for points in lines.values() for _, y in points), default=1.0))
    low, high = math.log10(min(xs, default=1)), math.log10(max(xs, default=10))
    low, high = (low, high) if high > low else (low - 0.5, low + 0.5)

    def place(x: float, y: float) -> tuple[float, float]:
        across = _LEFT + (math.log10(x) - low) / (high - low) * (_WIDTH - _LEFT - right)
        return across, _HEIGHT - _BOTTOM - y / top * (_HEIGHT - _TOP - _BOTTOM)

    parts = [_opening(chart, lines)]
    for step in range(5):
        value = top * step / 4
        _, y = place(10**low, value)
        parts.append(f'<line class="grid" x1="{_LEFT}" y1="{y:.1f}" x2="{_WIDTH - right}" y2="{y:.1f}"/>')
        parts.append(f'<text class="tick" x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{value:,.4g}</text>')
    for value in _ticks(low, high):
        x, _ = place(value, 0)
        parts.append(f'<line class="grid" x1="{x:.1f}" y1="{_TOP}" x2="{x:.1f}" y2="{_HEIGHT - _BOTTOM}"/>')
        below = _HEIGHT - _BOTTOM + 18
        parts.append(f'<text class="tick" x="{x:.1f}" y="{below}" text-anchor="middle">{short(value)}</text>')
    middle = (_LEFT + _WIDTH - right) / 2
    parts.append(
        f'<text class="axis" x="{middle}" y="{_HEIGHT - 8}" text-anchor="middle">{escape(chart.across)}</text>'
    )
    parts.append(f'<text class="axis" x="{_LEFT}" y="{_TOP - 12}">{escape(chart.up)}</text>')
    ends = _apart([place(*points[-1])[1] for points in lines.values()])
    for at, ((name, points), end) in enumerate(zip(lines.items(), ends, strict=True)):
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in (place(*point) for point in points))
        kind = f"c{at % len(_COLOURS)}"
        parts.append(f'<polyline class="line {kind}" points="{path}"/>')
        for point in points:
            x, y = place(*point)
            told = f"{name}: {point[0]:,.0f}, {point[1]:,.4g}"
            parts.append(
                f'<circle class="dot {kind}" cx="{x:.1f}" cy="{y:.1f}" r="3"><title>{escape(told)}</title></circle>'
            )
        parts.append(f'<text class="name {kind}" x="{_WIDTH - right + 10}" y="{end + 4:.1f}">{escape(name)}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _opening(chart: Chart, lines: dict[str, list[tuple[float, float]]]) -> str:
    light = "".join(f".c{i}{{--c:{colour}}}" for i, (colour, _) in enumerate(_COLOURS))
    dark = "".join(f".c{i}{{--c:{colour}}}" for i, (_, colour) in enumerate(_COLOURS))
    told = "; ".join(
        f"{name or chart.up}: {points[0][1]:,.3g} to {points[-1][1]:,.3g}" for name, points in lines.items()
    )
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" role="img">
<title>{escape(chart.title)}</title>
<desc>{escape(chart.up)} over {escape(chart.across)}. {escape(told)}.</desc>
<style>
:root{{--ground:#fff;--ink:#1c2127;--quiet:#57606a;--grid:#d8dee4}}
{light}
@media (prefers-color-scheme:dark){{:root{{--ground:#14181d;--ink:#e8edf2;--quiet:#a3adb8;--grid:#343c45}}{dark}}}
text{{font:12px system-ui,"DejaVu Sans",sans-serif;fill:var(--quiet)}}
.title{{font-size:15px;font-weight:600;fill:var(--ink)}}.axis{{fill:var(--ink)}}
.grid{{stroke:var(--grid)}}.line{{fill:none;stroke:var(--c);stroke-width:2}}
.dot{{fill:var(--c)}}.name{{fill:var(--c);font-weight:600}}
</style>
<rect width="{_WIDTH}" height="{_HEIGHT}" fill="var(--ground)"/>
<text class="title" x="16" y="24">{escape(chart.title)}</text>"""


def _apart(ends: Sequence[float], gap: float = 15) -> list[float]:
    """The heights of the lines' names, pushed apart where lines end close to each other."""
    order = sorted(range(len(ends)), key=ends.__getitem__)
    placed = list(ends)
    for before, at in itertools.pairwise(order):
        placed[at] = max(placed[at], placed[before] + gap)
    over = max((placed[order[-1]] - (_HEIGHT - _BOTTOM) if order else 0), 0)
    return [height - over for height in placed]


def _ticks(low: float, high: float) -> list[float]:
    """Tenfold steps between two powers of ten; 1, 2, 5 where these are too few."""
    steps = (1,) if high - low >= 2 else (1, 2, 5)
    values = (step * 10.0**power for power in range(math.floor(low), math.ceil(high) + 1) for step in steps)
    return [value for value in values if low - 1e-9 <= math.log10(value) <= high + 1e-9]


def _nice(value: float) -> float:
    """The next round number above: the top of the axis."""
    if value <= 0:
        return 1.0
    power: float = 10.0 ** math.floor(math.log10(value))
    steps = (power * step for step in (1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10))
    return next(step for step in steps if step >= value)


def short(value: float) -> str:
    """1000000 as ``1 M``: the ticks of an axis of counts."""
    for unit, size in (("M", 1e6), ("k", 1e3)):
        if value >= size:
            return f"{value / size:,.4g} {unit}"
    return f"{value:,.4g}"
