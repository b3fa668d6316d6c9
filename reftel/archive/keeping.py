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
            _make_room(answers)
    if known is not None:
        waited: T = known.result()
        return waited
    try:
        found = answer()
    except BaseException as error:
        with _lock:
            del answers[question]
            made.set_exception(error)
        raise
    with _lock:
        answers.move_to_end(question)  # what was kept on the way to it was asked for before it
        made.set_result(found)
    return found


def _make_room(answers: OrderedDict[Hashable, Future[Any]]) -> None:
    """What is still being made stays: others wait for it, and it was dear."""
    ended = [question for question, made in answers.items() if made.done()]
    for question in ended[: max(0, len(answers) - _AT_MOST)]:
        del answers[question]
