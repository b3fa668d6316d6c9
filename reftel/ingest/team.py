"""Processes that read: each alone, so that one that dies takes nothing of the others with it."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import connection, current_process, get_context, parent_process
from pathlib import Path
from typing import Any

from reftel.archive import Sheaf
from reftel.ingest.work import Stretch, Task, read


class NoTeam(Exception):
    """No other process can be started; the message says why."""


class Team:
    """So many processes. Each takes its tasks in the order in which it was given them."""

    def __init__(self, size: int) -> None:
        """Start the first one, and let it answer. Raises NoTeam."""
        self.size = size
        self._pools: list[ProcessPoolExecutor | None] = [None] * size
        main = sys.modules.get("__main__")
        file = getattr(main, "__file__", None)
        if file is not None and getattr(main, "__spec__", None) is None and not Path(file).is_file():
            raise NoTeam(f"they can't load the program that asks for them, {file}")
        try:
            _submit(self._pool(0), _ready).result()
        except BrokenProcessPool as error:
            raise NoTeam(
                'the first one ended at once; a script must call ingest below: if __name__ == "__main__":'
            ) from error
        except (OSError, ImportError, NotImplementedError) as error:
            self.end()
            raise NoTeam(str(error)) from error
        except BaseException:
            self.end()
            raise

    def give(self, member: int, task: Task | Stretch) -> Future[list[Sheaf]]:
        """Give a process a task; `result()` raises BrokenProcessPool where it died."""
        try:
            return _submit(self._pool(member), read, task)
        except BrokenProcessPool:  # it died while nobody looked
            self.renew(member)
            return _submit(self._pool(member), read, task)

    def renew(self, member: int) -> None:
        """Put a new process in the place of one that died; what it was given before is lost."""
        pool, self._pools[member] = self._pools[member], None
        if pool is not None:
            _end(pool)

    def _pool(self, member: int) -> ProcessPoolExecutor:
        pool = self._pools[member]
        if pool is None:
            pool = self._pools[member] = _pool()
        return pool

    def end(self) -> None:
        """End them at once, whatever they are at: after an interrupt nobody waits for a slow file."""
        for member in range(self.size):
            self.renew(member)


def not_while_a_worker_starts() -> None:
    """End a process that was started to read and begins by asking for processes itself."""
    # A worker begins by loading the program that asked for it. Where that program calls ingest without
    # `if __name__ == "__main__":`, the call comes here again, in the worker: it ends without a word, and the parent,
    # which notices, says what is wrong and reads the files alone.
    if getattr(current_process(), "_inheriting", False):
        raise SystemExit(1)


def _ready() -> None:
    """The first task of a process: whoever carries it out is alive and has loaded this module."""


def _pool() -> ProcessPoolExecutor:
    # Spawned, not forked: the parent has threads (the engine's, the progress bar's), and a fork may catch their locks.
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_begin)


def _submit(pool: ProcessPoolExecutor, task: Any, *arguments: object) -> Future[Any]:
    with uninterrupted():  # a pool starts its processes when it is given tasks
        return pool.submit(task, *arguments)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let an interrupt wait until the block is done; processes started in it begin with interrupts blocked.

    Otherwise Ctrl-C, which a terminal sends to all of them, meets processes that are half started, in the parent and
    in themselves, and each of them prints a traceback.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    caught: list[Any] = []
    handler = signal.signal(signal.SIGINT, lambda *what: caught.append(what))
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if hasattr(signal, "pthread_sigmask") else None
    try:
        yield
    finally:
        if blocked is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
        signal.signal(signal.SIGINT, handler if handler is not None else signal.SIG_DFL)
        if caught and callable(handler):
            handler(*caught[0])


def _begin() -> None:
    _leave_interrupts_to_the_parent()
    threading.Thread(target=_end_with_the_parent, daemon=True).start()


def _end_with_the_parent() -> None:
    # A parent that is killed can't end its processes, and they hold both ends of the pipe that they wait at.
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _leave_interrupts_to_the_parent() -> None:
    # A terminal sends Ctrl-C to all of them; a traceback of each would bury what the parent has to say.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _end(pool: ProcessPoolExecutor) -> None:
    processes = list((getattr(pool, "_processes", None) or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.terminate()
