"""How far an ingest has come, on stderr: a bar where somebody watches, now and then a line where a log is kept."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from reftel.cli import say
from reftel.cli.terminal import console
from reftel.ingest import INDEXING, READING, WAITING
from reftel.ingest import Progress as State

_BETWEEN = 30.0
"""Seconds between two lines in a log."""
_REASONS = 2
"""Reasons that are named while it runs; the others are only counted."""
_SHORT = 40


@contextmanager
def shown() -> Iterator[Callable[[State], None]]:
    """A function that shows the state it is given."""
    err = console(stderr=True)
    if not err.is_terminal:
        yield _Log()
        return
    columns = (TextColumn("{task.description}", markup=False), BarColumn(bar_width=24), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True, refresh_per_second=4) as bar:
        task = bar.add_task(READING, total=None)

        def moved(state: State) -> None:
            bar.update(task, completed=state.done, total=state.total or None, description=line(state))

        yield moved


class _Log:
    """Lines for a log: in a short run none."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def __call__(self, state: State) -> None:
        now = time.monotonic()
        if state.what == WAITING or now - self._last >= _BETWEEN:
            self._last = now
            say(line(state))


def line(state: State) -> str:
    """``reading 1,234 of 5,000 files · 9,876 cables · 812/s now, 790/s in all · 4 min left · 3 not read (…)``."""
    if state.what == WAITING:
        return WAITING
    if state.what == INDEXING:
        return f"{INDEXING} {state.done:,} of {state.total:,} cables"
    said = [f"{READING} {state.files:,} of {state.of_files:,} files", f"{state.cables:,} cables"]
    if state.rate or state.mean:
        said.append(f"{state.rate:,.0f}/s now, {state.mean:,.0f}/s in all")
    if state.left is not None:
        said.append(f"{_span(state.left)} left")
    if state.unread:
        named = [f"{many:,} {_short(reason)}" for reason, many in state.unread[:_REASONS]]
        others = sum(many for _, many in state.unread[_REASONS:])
        said.append(f"not read: {'; '.join([*named, *([f'{others:,} for other reasons'] if others else [])])}")
    return " · ".join(said)


def _short(reason: str) -> str:
    first = reason.split(". ")[0]
    return first if len(first) <= _SHORT else f"{first[:_SHORT]}…"


def _span(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 90 * 60:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"
