"""A time budget for each panel: what surrounds a page never holds it up.

A panel (who cites a cable, what the searcher may have meant) is made beside the page, in a thread of its own. One
that is not ready in time is left out, and the page says so and where it can be loaded by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotInTime
from contextvars import copy_context
from functools import cache
from typing import TypeVar

Made = TypeVar("Made")

BUDGET = 0.25
"""Seconds that a panel may take of a page's time."""
THREADS = 8
"""Panels that are made at a time; where slow ones keep all threads busy, others are late instead of waiting."""


patience = 1.0
"""By what every budget is multiplied; tests, which run beside others, wait longer."""


class Late:
    """In the place of a panel that was not ready in time; false, so that templates can ask ``{% if panel %}``."""

    def __bool__(self) -> bool:
        return False


LATE = Late()


def panel(make: Callable[[], Made], seconds: float = BUDGET) -> Made | Late:
    """What ``make`` returns, or ``LATE`` where that takes longer than ``seconds``.

    The thread goes on to its end, since Python can stop none; what it raises in time is raised here. In the template
    ``parts.late(address)`` stands for a late panel: ``{% if cited is late %}``.
    """
    made = _threads().submit(copy_context().run, make)
    try:
        return made.result(seconds * patience)
    except NotInTime:
        made.cancel()
        return LATE


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(THREADS, thread_name_prefix="panel")


def is_late(panel: object) -> bool:
    """Whether the panel was not ready in time: the test ``late`` of templates."""
    return panel is LATE
