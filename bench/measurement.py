"""What a measurement is: a module of ``bench/measurements/``; docs/adding-a-measurement.md shows one."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from typing import Literal, Protocol, cast

import msgspec

from bench import measurements
from bench.picture import Chart


class Figure(msgspec.Struct, frozen=True):
    """One thing measured. Only its ratio is ever compared with another run; what is ``shown`` is the machine's."""

    name: str
    """What was measured, in the words of the table: ``raw``."""
    ratio: float | None = None
    """How many times what it is measured ``against``, in the same process; None where there is nothing to compare."""
    against: str = ""
    """``a bare pass``, ``selectolax alone``."""
    better: Literal["less", "more"] = "less"
    """Which way the ratio improves."""
    limit: float | None = None
    """What the project promises of the ratio: a full run fails beyond it."""
    shown: dict[str, float] = {}
    """Absolute numbers with their unit as the name: ``{"a second": 1520.0}``."""
    at: float | None = None
    """Where it stands on the horizontal axis of its curve: a length, a count."""


class Absent(Exception):
    """Something that a measurement needs is not on this machine; the message says what."""


class Measurement(Protocol):
    """The names that a module of ``bench/measurements/`` defines. Its docstring says how it measures, for the page."""

    __doc__: str | None
    TITLE: str
    """The heading of its table."""
    UNIT: str
    """What a size counts: ``telegrams``, ``characters``."""
    SIZES: tuple[int, ...]
    """The sizes of a full run, usually 20,000 and 200,000 telegrams."""
    QUICK: int | None
    """The size of the quick version, whose ratios have floors; None: not a part of it."""

    def measure(self, size: int, seed: int) -> Iterator[Figure]:
        """One round. Raises ``Absent`` to be skipped."""

    def charts(self, figures: list[Figure]) -> Iterable[Chart]:
        """The curves of the page; optional."""


def names() -> list[str]:
    """Every measurement there is."""
    return sorted(module.name for module in pkgutil.iter_modules(measurements.__path__))


def named(name: str) -> Measurement:
    """The measurement of that name; raises ``KeyError`` for one that does not exist."""
    if name not in names():
        raise KeyError(name)
    return cast(Measurement, importlib.import_module(f"{measurements.__name__}.{name}"))


class Round(msgspec.Struct, frozen=True):
    """What one process reports: its figures, or why there are none."""

    figures: list[Figure] = []
    absent: str | None = None
