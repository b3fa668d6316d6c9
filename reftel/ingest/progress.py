"""How far an ingest has come: what was read, how quickly, what is left, what could not be read and why."""

from __future__ import annotations

import time
from collections import Counter, deque

from reftel.model import Struct

READING = "reading"
INDEXING = "indexing"
WAITING = "waiting for another process that writes the index"
_WINDOW = 5.0
"""Seconds over which the rate of the moment is taken."""


class Progress(Struct, frozen=True):
    """The state of an ingest at one moment."""

    what: str
    """`READING`, `INDEXING` or `WAITING`."""
    done: int
    """Bytes of files read or known; cables where it is `INDEXING`."""
    total: int
    """Of so many; 0 while nobody knows."""
    files: int = 0
    """Files read or known."""
    of_files: int = 0
    cables: int = 0
    """Documents read in this run."""
    rate: float = 0.0
    """Of them in a second, now."""
    mean: float = 0.0
    """Likewise, since the beginning."""
    left: float | None = None
    """Seconds that it will take, if it goes on like this; None while nobody knows."""
    unread: tuple[tuple[str, int], ...] = ()
    """What could not be read, by reason: the most frequent first."""


class Pace:
    """Keeps the numbers of a `Progress` while they grow."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._marks: deque[tuple[float, int]] = deque([(self._begun, 0)])
        self._reasons: Counter[str] = Counter()
        self._first: tuple[float, int] | None = None
        self.files = self.of_files = self.done = self.total = self.cables = 0

    def unread(self, reason: str) -> None:
        """Count one more that could not be read."""
        self._reasons[reason] += 1

    def reading(self) -> Progress:
        """Where the reading stands."""
        now = time.monotonic()
        self._marks.append((now, self.cables))
        while len(self._marks) > 2 and now - self._marks[1][0] > _WINDOW:
            self._marks.popleft()
        then, before = self._marks[0]
        self._first = self._first or (now, self.done)  # what was known already went by in no time
        speed = (self.done - self._first[1]) / (now - self._first[0]) if now > self._first[0] else 0.0
        return Progress(
            READING,
            self.done,
            self.total,
            self.files,
            self.of_files,
            self.cables,
            (self.cables - before) / (now - then) if now > then else 0.0,
            self.cables / (now - self._begun) if now > self._begun else 0.0,
            (self.total - self.done) / speed if speed else None,
            tuple(self._reasons.most_common()),
        )
