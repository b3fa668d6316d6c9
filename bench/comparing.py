"""A result against its floors: speed may vary with the machine's day, but not fall by more than a quarter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from bench.measurement import Figure

KEPT = 0.75
"""The share of a floor's speed that must be left: a fall of more than a quarter fails."""


class Comparison(msgspec.Struct, frozen=True):
    """What differs from the floors, each as a sentence."""

    fallen: list[str]
    """Below its floor by more than a quarter, or with a floor and not measured any more."""
    new: list[str]
    """Measured, and without a floor."""


def table(measurement: str) -> str:
    """Its table in ``floors.toml``."""
    return f"ratio {measurement}"


def compared(measurement: str, figures: Sequence[Figure], floor: Mapping[str, object]) -> Comparison:
    """The figures of one measurement against its table of floors."""
    measured = {figure.name: figure for figure in figures if figure.ratio is not None}
    fallen = [f"{measurement}, {name}: has a floor and is not measured any more" for name in floor.keys() - measured]
    new = [f"{measurement}, {name}: has no floor yet (--raise stores one)" for name in measured.keys() - floor]
    for name, figure in measured.items():
        least = floor.get(name)
        if not isinstance(least, int | float):
            continue
        left = speed(figure) / speed(msgspec.structs.replace(figure, ratio=float(least)))
        if left < KEPT:
            fallen.append(f"{measurement}, {name}: {figure.ratio:,.3g}, floor {least:,.3g}: {left:.0%} of its speed")
    return Comparison(sorted(fallen), sorted(new))


def beyond_limit(measurement: str, figures: Sequence[Figure]) -> list[str]:
    """The figures that break what the project promises, each as a sentence."""
    return [
        f"{measurement}, {figure.name}: {figure.ratio:,.3g}, limit {figure.limit:,.3g}"
        for figure in figures
        if figure.ratio is not None
        and figure.limit is not None
        and (figure.ratio > figure.limit if figure.better == "less" else figure.ratio < figure.limit)
    ]


def lifted(figures: Sequence[Figure], floor: Mapping[str, object]) -> dict[str, object]:
    """The table of floors with better ratios and new figures stored; none is lowered or lost."""
    kept = dict(floor)
    for figure in figures:
        if figure.ratio is None:
            continue
        before = kept.get(figure.name)
        old = msgspec.structs.replace(figure, ratio=float(before)) if isinstance(before, int | float) else None
        if old is None or speed(figure) > speed(old):
            kept[figure.name] = float(f"{figure.ratio:.4g}")
    return kept


def speed(figure: Figure) -> float:
    """A ratio read so that more is better."""
    ratio = figure.ratio or 1e-9
    return ratio if figure.better == "more" else 1 / ratio
