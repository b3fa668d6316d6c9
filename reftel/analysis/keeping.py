"""Answers that take a while are kept until the archive changes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from reftel.archive import Archive

T = TypeVar("T")

_AT_MOST = 64
"""Answers kept of one archive; the one asked for longest ago goes first."""
_kept: WeakKeyDictionary[Archive, tuple[int, OrderedDict[Hashable, Any]]] = WeakKeyDictionary()
_lock = threading.Lock()


def kept(archive: Archive, question: Hashable, answer: Callable[[], T]) -> T:
    """The answer to ``question``, made by ``answer`` when it is new or the archive has changed since."""
    change = archive.last_change()
    with _lock:
        at, answers = _kept.get(archive, (-1, OrderedDict()))
        if at != change:
            answers = OrderedDict()
            _kept[archive] = change, answers
        if question in answers:
            answers.move_to_end(question)
            found: T = answers[question]
            return found
    made = answer()  # outside the lock: two who ask at once make it twice, and neither waits
    with _lock:
        answers[question] = made
        while len(answers) > _AT_MOST:
            answers.popitem(last=False)
    return made
