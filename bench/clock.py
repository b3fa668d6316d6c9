"""Time and memory of a piece of work, as the measurements take them."""

from __future__ import annotations

import os
import re
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple


def processor(work: Callable[[], object]) -> float:
    """Seconds of processor time of this process: what other programs of the machine take does not count."""
    before = time.process_time()
    work()
    return time.process_time() - before


def with_children(work: Callable[[], object]) -> float:
    """Seconds of processor time of this process and of the processes that it started and waited for."""
    before = _all_processor_time()
    work()
    return _all_processor_time() - before


def wall(work: Callable[[], object]) -> float:
    """Seconds on the wall: only where waiting is the thing measured."""
    before = time.perf_counter()
    work()
    return time.perf_counter() - before


def peak_memory() -> int:
    """Bytes that this process has held at most since it began (resident set)."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024  # macOS counts bytes, Linux kilobytes


def memory_of(work: Callable[[], object]) -> int | None:
    """Bytes that a piece of work holds at its peak, above what the process held before; None where Linux is not."""
    try:
        # 5 sets the high-water mark back to what is held now (proc_pid_clear_refs(5)).
        Path("/proc/self/clear_refs").write_text("5", "ascii")
        before = _held("VmRSS")
        work()
        return _held("VmHWM") - before
    except OSError:
        return None


def _held(what: str) -> int:
    found = re.search(rf"^{what}:\s+(\d+) kB", Path("/proc/self/status").read_text("ascii"), re.MULTILINE)
    return int(found[1]) * 1024 if found else 0


def _all_processor_time() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


class Memory(NamedTuple):
    """Bytes that processes hold: for themselves alone, and with the pages of files that are mapped into them at the
    moment, which the system takes back whenever somebody needs them."""

    own: int = 0
    resident: int = 0


class Tree:
    """This process and all that it started, while they run; nothing is told where Linux is not, nor where its kernel
    was built without CONFIG_PROC_CHILDREN."""

    def memory(self) -> Memory:
        """What all of them hold at this moment, added up."""
        pages = [_pages(pid) for pid in self._all()]
        own, resident = (sum(each) * resource.getpagesize() for each in zip((0, 0), *pages, strict=True))
        return Memory(own, resident)

    def processor(self) -> float:
        """Seconds of processor time that they and those of them that have ended have taken."""
        ticks = sum(int(field) for fields in self._all().values() for field in fields[11:15])
        return ticks / os.sysconf("SC_CLK_TCK")

    def _all(self) -> dict[int, list[str]]:
        """What /proc/PID/stat says of each, from the state on (proc_pid_stat(5))."""
        found: dict[int, list[str]] = {}
        waiting = [os.getpid()] if Path("/proc/thread-self/children").exists() else []
        while waiting:
            pid = waiting.pop()
            if pid not in found and (fields := _stat(pid)):
                found[pid] = fields
                waiting += _children(pid)
        return found


def _pages(pid: int) -> tuple[int, int]:
    """Pages of a process's own, and all that are resident (proc_pid_statm(5))."""
    try:
        _, resident, shared, *_ = map(int, Path(f"/proc/{pid}/statm").read_text("ascii").split())
    except OSError:
        return 0, 0  # it has just ended
    return resident - shared, resident


def _stat(pid: int) -> list[str] | None:
    try:
        text = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
    except OSError:
        return None  # it has just ended, or there is no such folder
    return text[text.rindex(")") + 2 :].split()


def _children(pid: int) -> list[int]:
    """The processes that it started (proc_tid_children(5)); to look through all processes of a machine takes 8 ms."""
    found: list[int] = []
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += map(int, file.read_text("ascii").split())
        except OSError:
            continue  # the thread has just ended
    return found
