"""Rounds of a measurement made one result: medians, with the machine, the versions, the seed and the revision."""

from __future__ import annotations

import datetime as dt
import os
import statistics
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from bench.machine import Machine, machine, revision, versions
from bench.measurement import Figure, Round

FOLDER = Path(__file__).with_name("results")


class Median(Figure, frozen=True):
    """A figure as the median of its rounds."""

    spread: tuple[float, float] | None = None
    """The smallest and the largest ratio among the rounds."""


class Result(msgspec.Struct, frozen=True):
    """What ``bench/results/NAME-SIZE.json`` holds."""

    measurement: str
    size: int
    unit: str
    seed: int
    rounds: int
    figures: list[Median]
    machine: Machine
    versions: dict[str, str]
    revision: str
    measured: str
    """When, UTC."""
    load: float
    """Programs that wanted a core in the last minute of it (load average); more than cores: a noisy machine."""


def rounds(name: str, size: int, seed: int, count: int) -> list[Round]:
    """So many rounds, each in a fresh process; raises ``CalledProcessError`` when one fails (it says why itself)."""
    command = [sys.executable, "-m", "bench.one_round", name, str(size), str(seed)]
    done: list[Round] = []
    for _ in range(count):
        run = subprocess.run(command, cwd=Path(__file__).parents[1], stdout=subprocess.PIPE, check=True)
        done.append(msgspec.json.decode(run.stdout, type=Round))
        if done[-1].absent:
            break
    return done


def medians(done: Sequence[Round]) -> list[Median]:
    """Each figure's median over the rounds, in the order of the first; of numbers that every round has."""
    by_name = [{figure.name: figure for figure in each.figures} for each in done]
    whole: list[Median] = []
    for name, first in by_name[0].items():
        same = [figures[name] for figures in by_name if name in figures]
        ratios = [figure.ratio for figure in same if figure.ratio is not None]
        shown = {
            unit: statistics.median(figure.shown[unit] for figure in same if unit in figure.shown)
            for unit in first.shown
        }
        rest = {key: getattr(first, key) for key in ("name", "against", "better", "limit", "at")}
        spread = (min(ratios), max(ratios)) if ratios else None
        ratio = statistics.median(ratios) if ratios else None
        whole.append(Median(**rest, ratio=ratio, shown=shown, spread=spread))
    return whole


def result(name: str, unit: str, size: int, seed: int, done: Sequence[Round]) -> Result:
    """The result of these rounds, on this machine and now."""
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    load = os.getloadavg()[0]
    figures = medians(done)
    return Result(name, size, unit, seed, len(done), figures, machine(), versions(), revision(), now, round(load, 2))


def store(done: Result, folder: Path = FOLDER, suffix: str | None = None) -> Path:
    """Write it to ``NAME-SIZE.json``."""
    path = folder / f"{done.measurement}-{suffix or done.size}.json"
    folder.mkdir(exist_ok=True)
    path.write_bytes(msgspec.json.format(msgspec.json.encode(done), indent=1) + b"\n")
    return path


def load(folder: Path = FOLDER) -> list[Result]:
    """Every stored result but the quick ones, by measurement and size."""
    paths = [path for path in folder.glob("*.json") if not path.stem.endswith("-quick")]
    found = [msgspec.json.decode(path.read_bytes(), type=Result) for path in paths]
    return sorted(found, key=lambda each: (each.measurement, each.size))
