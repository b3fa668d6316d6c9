"""A time budget for each panel: what surrounds a page never holds it up.

A panel (who cites a cable, what the searcher may have meant) is made beside the page, in a thread of its own. One
that is not ready in time is left out, and the page says so and where it can be loaded by itself.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotInTime
from contextvars import copy_context
from functools import cache
from typing import Any, TypeVar

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


def panel(make: Callable[[], Made], seconds: float = BUDGET, *, once: Hashable | None = None) -> Made | Late:
    """What ``make`` returns, or ``LATE`` where that takes longer than ``seconds``.

    The thread goes on to its end, since Python can stop none; what it raises in time is raised here. What has a name,
    `once`, is made by one thread for all who ask for it meanwhile. In the template ``parts.late(address)`` stands for
    a late panel: ``{% if cited is late %}``.
    """
    made: Future[Made] = _threads().submit(copy_context().run, make) if once is None else _under_way(once, make)
    try:
        return made.result(seconds * patience)
    except NotInTime:
        if once is None:
            made.cancel()
        return LATE


_named: dict[Hashable, Future[Any]] = {}
_lock = threading.Lock()


def _under_way(name: Hashable, make: Callable[[], Made]) -> Future[Made]:
    def done(ended: Future[Made]) -> None:
        with _lock:
            if _named.get(name) is ended:
                del _named[name]

    with _lock:
        known = _named.get(name)
        if known is not None and not known.done():
            return known
        made = _named[name] = _threads().submit(copy_context().run, make)
    made.add_done_callback(done)  # without the lock: what has ended already is told here and now
    return made


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(THREADS, thread_name_prefix="panel")


def is_late(panel: object) -> bool:
    """Whether the panel was not ready in time: the test ``late`` of templates."""
    return panel is LATE
