"""Who reads what when: the work is divided among processes, and what they read is handed on in the order of the files.

In the order, because two cables with one number get their keys, and equal editions their rank, by who comes first: so
the same files make the same archive, however many processes read them and however often they are stopped.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool

import msgspec

from reftel.archive import Sheaf
from reftel.ingest.team import Team
from reftel.ingest.work import STRETCH, File, Stretch, Task, read

DIED = (
    "the process that read it died, perhaps for want of memory. "
    "Try it alone with reftel parse, and report it if that fails too"
)
_AHEAD = 2
"""Tasks that a process has in hand: nobody waits for work, and memory stays bounded."""
_JOBS = 4
"""Jobs begun for each process, so that a slow file does not stop the others at once."""
_KEPT = 4
"""Stretches of a long file that are kept while those before it are not done."""
_TRIES = 3
"""Telegrams of one file in a row that kill the process that reads them; then the file is given up."""


class Heap(msgspec.Struct):
    """Files that are read together."""

    files: tuple[File, ...]
    ocr: bool = False


class Long(msgspec.Struct):
    """A file that is read in stretches: by one process, or by all of them where finding a telegram costs little."""

    file: File
    shared: bool
    ocr: bool = False


Job = Heap | Long


def alone(jobs: Iterator[Job]) -> Iterator[list[Sheaf]]:
    """What there is to read, read by this process."""
    for job in jobs:
        if isinstance(job, Heap):
            yield read(Task(job.files, job.ocr))
            continue
        number, ended = 0, False
        while not ended:
            sheaves = read(Stretch(job.file, number, job.file.begun, STRETCH, job.ocr))
            ended, number = sheaves[-1].ended, number + 1
            yield sheaves


def together(jobs: Iterator[Job], team: Team) -> Iterator[list[Sheaf]]:
    """The same, read by a team. A file that kills its process is found out, and the others are read all the same."""
    hands = _Hands(team)
    under_way: deque[_HeapUnderWay | _LongUnderWay] = deque()
    exhausted = False
    while True:
        # Behind a file on which all work, nothing is begun.
        while not exhausted and len(under_way) < _JOBS * team.size and not (under_way and under_way[-1].shared):
            job = next(jobs, None)
            if job is None:
                exhausted = True
            else:
                under_way.append(_HeapUnderWay(job) if isinstance(job, Heap) else _LongUnderWay(job))
        if not under_way:
            return
        for place, work in enumerate(under_way):
            if place == 0 or not work.shared:
                work.give(hands, first=place == 0)
        hands.collect()
        while under_way and (sheaves := under_way[0].next()):
            yield sheaves
            if under_way[0].done:
                under_way.popleft()


class _Given(msgspec.Struct, eq=False):
    """A task in somebody's hands."""

    owner: _HeapUnderWay | _LongUnderWay
    task: Task | Stretch
    member: int
    future: Future[list[Sheaf]]


class _Hands:
    """What each of the team has in hand, oldest first."""

    def __init__(self, team: Team) -> None:
        self.team = team
        self._given: list[deque[_Given]] = [deque() for _ in range(team.size)]

    def free(self, member: int | None = None) -> int | None:
        """A process that can take one more task: this one, or the one that has the least in hand; None: nobody."""
        if member is None:
            member = min(range(self.team.size), key=lambda each: len(self._given[each]))
        return member if len(self._given[member]) < _AHEAD else None

    def give(self, owner: _HeapUnderWay | _LongUnderWay, task: Task | Stretch, member: int) -> None:
        """Put a task into the hands of a process."""
        self._given[member].append(_Given(owner, task, member, self.team.give(member, task)))

    def collect(self) -> None:
        """Wait until somebody is done, and hand to each job what was done for it."""
        wait([each.future for given in self._given for each in given], return_when=FIRST_COMPLETED)
        for member, given in enumerate(self._given):
            while given and given[0].future.done():
                oldest = given.popleft()
                try:
                    sheaves = oldest.future.result()
                except BrokenProcessPool:
                    # The oldest is what it was at; the others it had not begun.
                    self.team.renew(member)
                    lost = [oldest, *given]
                    given.clear()
                    for each in lost[1:]:
                        each.owner.again(each.task)
                    oldest.owner.died(oldest.task)
                else:
                    oldest.owner.got(oldest.task, sheaves)


class _HeapUnderWay:
    """Files that are read together; each alone once one of them has killed a process."""

    shared = False

    def __init__(self, heap: Heap) -> None:
        self._tasks = [Task(heap.files, heap.ocr)]
        self._waiting = deque(self._tasks)
        self._found: dict[File, Sheaf] = {}
        self._files = heap.files
        self.done = False

    def give(self, hands: _Hands, *, first: bool) -> None:
        while self._waiting and (member := hands.free()) is not None:
            hands.give(self, self._waiting.popleft(), member)

    def again(self, task: Task | Stretch) -> None:
        assert isinstance(task, Task)  # noqa: S101
        self._waiting.append(task)

    def got(self, task: Task | Stretch, sheaves: list[Sheaf]) -> None:
        assert isinstance(task, Task)  # noqa: S101
        self._found.update(zip(task.files, sheaves, strict=True))

    def died(self, task: Task | Stretch) -> None:
        assert isinstance(task, Task)  # noqa: S101
        if len(task.files) == 1:
            self._found[task.files[0]] = Sheaf(task.files[0].source, reason=DIED)
        else:
            self._waiting.extend(Task((file,), task.ocr) for file in task.files)

    def next(self) -> list[Sheaf]:
        if len(self._found) < len(self._files):
            return []
        self.done = True
        return [self._found[file] for file in self._files]


class _LongUnderWay:
    """A file that is read in stretches; telegram by telegram around one that has killed a process."""

    def __init__(self, long: Long) -> None:
        self._long = long
        self.shared = long.shared
        self.done = False
        self._member: int | None = None
        self._reached = long.file.begun
        """Telegrams that were handed on."""
        self._cut = Stretch(long.file, 0, self._reached, STRETCH, long.ocr)
        self._given = self._next = 0
        """Numbers of the stretch to be given out, and of the one to be handed on."""
        self._again: list[int] = []
        self._found: dict[int, Sheaf] = {}
        self._killer: int | None = None
        self._deaths = 0
        self._last: int | None = None
        """The number of the last stretch, once it is known."""

    def give(self, hands: _Hands, *, first: bool) -> None:
        while True:
            number = self._again[0] if self._again else self._given
            if not self._wanted(number, hands.team.size, first=first):
                return
            member = hands.free(number % hands.team.size if self.shared else self._member)
            if member is None:
                return
            self._member = None if self.shared else member
            if self._again:
                self._again.pop(0)
            else:
                self._given += 1
            hands.give(self, msgspec.structs.replace(self._cut, number=number), member)

    def _wanted(self, number: int, size: int, *, first: bool) -> bool:
        if self._killer is not None or (self._last is not None and number > self._last):
            return False
        ahead = number - self._next
        if self._cut.size == 1:
            return ahead < 1
        return ahead < (_AHEAD * size if self.shared else _AHEAD if first else _KEPT)

    def again(self, task: Task | Stretch) -> None:
        if self._is_of_this_cut(task):
            self._again.append(task.number)  # type: ignore[union-attr]
            self._again.sort()

    def got(self, task: Task | Stretch, sheaves: list[Sheaf]) -> None:
        if self._is_of_this_cut(task):
            number = task.number  # type: ignore[union-attr]
            self._found[number] = sheaves[0]
            if sheaves[0].ended:
                self._last = min(number, number if self._last is None else self._last)

    def died(self, task: Task | Stretch) -> None:
        if self._is_of_this_cut(task):
            number = task.number  # type: ignore[union-attr]
            self._killer = number if self._killer is None else min(number, self._killer)

    def _is_of_this_cut(self, task: Task | Stretch) -> bool:
        return isinstance(task, Stretch) and (task.first, task.size) == (self._cut.first, self._cut.size)

    def next(self) -> list[Sheaf]:
        sheaf = self._found.pop(self._next, None)
        if sheaf is None:
            return self._around_the_killer() if self._killer == self._next else []
        self._deaths = 0
        self._next += 1
        self._reached = sheaf.first + len(sheaf.packed)
        self.done = sheaf.ended
        if self._cut.size == 1 and self._next == STRETCH and not self.done:
            self._cut_anew(STRETCH)
        return [sheaf]

    def _around_the_killer(self) -> list[Sheaf]:
        """What is known of a stretch whose process died: nothing yet, or that it was this telegram."""
        if self._cut.size > 1:
            self._cut_anew(1)
            return []
        self._deaths += 1
        source = self._long.file.source
        if self._deaths == _TRIES:
            self.done = True
            return [Sheaf(source, first=self._reached, reason=DIED)]
        place = f"{source.path}#document={self._reached + 1}"
        lost = Sheaf(source, (None,), self._reached, ended=False, passed_over=((place, DIED),))
        self._reached += 1
        self._cut_anew(1)
        return [lost]

    def _cut_anew(self, size: int) -> None:
        """Go on from what was handed on, in stretches of another length."""
        self._cut = msgspec.structs.replace(self._cut, first=self._reached, size=size)
        self._given = self._next = 0
        self._again, self._found, self._killer, self._last = [], {}, None, None
