"""Answers that take a while are kept until the archive changes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from reftel.archive.record import Archive

T = TypeVar("T")

_AT_MOST = 64
"""Answers kept of one archive; the one asked for longest ago goes first."""
_kept: WeakKeyDictionary[Archive, tuple[int, OrderedDict[Hashable, Future[Any]]]] = WeakKeyDictionary()
_lock = threading.Lock()


def kept(archive: Archive, question: Hashable, answer: Callable[[], T]) -> T:
    """The answer to ``question``, made by ``answer`` when it is new or the archive has changed since.

    Who asks for what another thread is already making waits for that. Raises what ``answer`` raises, to all of them.
    """
    change = archive.last_change()
    with _lock:
        at, answers = _kept.get(archive, (-1, OrderedDict()))
        if at != change:
            answers = OrderedDict()
            _kept[archive] = change, answers
        known = answers.get(question)
        if known is not None:
            answers.move_to_end(question)
        else:
            made: Future[T] = Future()
            answers[question] = made
            while len(answers) > _AT_MOST:
                answers.popitem(last=False)
    if known is not None:
        found: T = known.result()
        return found
    try:
        made.set_result(answer())
    except BaseException as error:
        made.set_exception(error)
        with _lock:
            if answers.get(question) is made:
                del answers[question]
    return made.result()
