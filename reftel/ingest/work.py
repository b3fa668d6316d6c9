"""What a process that reads does: files whole, and long files stretch by stretch. Nothing here raises."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reftel import archive, reading, sources
from reftel.archive import Packed, Sheaf, Source
from reftel.errors import ReftelError
from reftel.model import Struct
from reftel.sources import Document

CHANGED = "it changed while it was read. Read it again when nobody writes to it: reftel ingest --retry"
_CHARACTERS = 1 << 20
"""Of a stretch; one that has reached so many ends, so that long telegrams take no more memory than others."""


class File(Struct, frozen=True):
    """A file to be read, with what was seen of it before."""

    path: str
    digest: str
    size: int
    modified: int
    begun: int = 0
    """How many of its telegrams the archive holds from a run that did not come to its end."""

    @property
    def source(self) -> Source:
        """As the record knows it."""
        return Source(sources.shown(self.path), self.digest, size=self.size, modified=self.modified)


class Task(Struct, frozen=True):
    """What one process is asked to do: read these files."""

    files: tuple[File, ...]
    ocr: bool = False


class Stretch(Struct, frozen=True):
    """What one process is asked to do: read the stretch of this number (from 0) of a long file."""

    file: File
    number: int
    first: int = 0
    """The telegram at which stretch 0 begins."""
    size: int = 1
    """Telegrams of a stretch, at most."""
    ocr: bool = False


def read(task: Task | Stretch) -> list[Sheaf]:
    """Carry it out."""
    if isinstance(task, Stretch):
        return [_stretch(task)]
    return [_whole(file, task.ocr) for file in task.files]


def _whole(file: File, ocr: bool) -> Sheaf:
    long = _Long(file, 0, ocr, size=None)
    return long.stretch(0)


_open: dict[str, tuple[tuple[int, int, bool], _Long]] = {}
"""The long files that this process is in the middle of, by path: the next stretch goes on where the last one ended."""


def _stretch(task: Stretch) -> Sheaf:
    cut = (task.first, task.size, task.ocr)
    held, long = _open.pop(task.file.path, (None, None))
    if long is None or held != cut or long.reached > task.number:
        long = _Long(task.file, task.first, task.ocr, task.size)
    sheaf = long.stretch(task.number)
    if not sheaf.ended:
        _open[task.file.path] = cut, long
    return sheaf


class _Long:
    """A file that is read from its beginning to its end, stretch by stretch; those that others read are passed over."""

    def __init__(self, file: File, first: int, ocr: bool, size: int | None) -> None:
        self._file = file
        self._size = size
        self._passed: list[tuple[str, str]] = []
        self._parts = parts(file.path, ocr, self._passed)
        self._first = first
        self._at = 0
        """Telegrams that were found so far."""
        self._reason: str | None = None
        self._ended = False
        self.reached = 0
        """The number of the next stretch."""

    def stretch(self, number: int) -> Sheaf:
        """The stretch of this number; an empty one, ended, beyond the end."""
        if not self._at:
            self._skip(self._first)
        while self.reached < number and not self._ended:
            self._next()
            self.reached += 1
            self._passed.clear()
        first = self._at
        found = [] if self._ended else self._next()
        self.reached += 1
        packed = tuple(self._packed(each) for each in found)
        passed, self._passed[:] = tuple(self._passed), []
        if not self._unchanged():
            return Sheaf(self._file.source, first=first, reason=CHANGED, changed=True)
        reason = self._reason
        if self._ended and reason is None and not self._at:
            reason = "there is no telegram in it"
        return Sheaf(
            self._file.source,
            packed,
            first,
            self._ended,
            reason,
            passed_over=passed,
            characters=sum(len(each.text) for each in found),
        )

    def _skip(self, count: int) -> None:
        while self._at < count and not self._ended:
            self._part()
        self._passed.clear()

    def _next(self) -> list[Document]:
        """The documents of the next stretch."""
        found: list[Document] = []
        characters = 0
        while (self._size is None or len(found) < self._size) and (self._size is None or characters < _CHARACTERS):
            part = self._part()
            if part is None:
                break
            found.append(part)
            characters += len(part.text)
        return found

    def _part(self) -> Document | None:
        try:
            part = next(self._parts, None)
        except ReftelError as error:
            part, self._reason = None, str(getattr(error, "reason", error))
        except Exception as error:  # a defect of ours in one file must not stop 300,000 others
            part, self._reason = None, _defect(error)
        self._ended = part is None
        self._at += part is not None
        return part

    def _packed(self, part: Document) -> Packed | None:
        try:
            return archive.pack(reading.Reading(part, reading.parsed(part)))
        except Exception as error:
            self._passed.append((part.place, _defect(error)))
            return None

    def _unchanged(self) -> bool:
        try:
            now = Path(self._file.path).stat()
        except OSError:
            return False
        return (now.st_size, now.st_mtime_ns) == (self._file.size, self._file.modified)


def parts(path: str, ocr: bool, passed: list[tuple[str, str]]) -> Iterator[Document]:
    """Each telegram of a file, found but not parsed; what is passed over is added to `passed`."""
    for found in sources.documents(Path(path), ocr=ocr, onskip=lambda place, why: passed.append((place, why))):
        yield from reading.telegrams(found)


def _defect(error: Exception) -> str:
    return f"reftel failed on it ({type(error).__name__}: {error}). Please report it"
