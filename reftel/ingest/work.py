"""What a process that reads does: files whole, and long files stretch by stretch. Nothing here raises."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from reftel import archive, reading, sources
from reftel.archive import Packed, Sheaf, Source
from reftel.errors import ReftelError
from reftel.model import Struct
from reftel.sources import Document

CHANGED = "it changed while it was read. Read it again when nobody writes to it: reftel ingest --retry"
STRETCH = 128
"""Telegrams that are read together, at most: all are parsed, then all are packed (see `archive.pack_all`)."""
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


class _Cut(NamedTuple):
    """What was found in a file, not parsed yet."""

    found: list[Document]
    sheaf: Sheaf
    """All but what will be `packed`."""


def read(task: Task | Stretch) -> list[Sheaf]:
    """Carry it out."""
    if isinstance(task, Stretch):
        return list(_bound([_stretch(task)]))
    sheaves: list[Sheaf] = []
    waiting: list[_Cut] = []
    for file in task.files:
        waiting.append(_Long(file, 0, task.ocr, size=None).stretch(0))
        if sum(each.sheaf.characters for each in waiting) > _CHARACTERS:
            sheaves += _bound(waiting)
            waiting.clear()
    return [*sheaves, *_bound(waiting)]


_open: dict[str, tuple[tuple[int, int, bool], _Long]] = {}
"""The long files that this process is in the middle of, by path: the next stretch goes on where the last one ended."""


def _stretch(task: Stretch) -> _Cut:
    cut = (task.first, task.size, task.ocr)
    held, long = _open.pop(task.file.path, (None, None))
    if long is None or held != cut or long.reached > task.number:
        long = _Long(task.file, task.first, task.ocr, task.size)
    found = long.stretch(task.number)
    if not found.sheaf.ended:
        _open[task.file.path] = cut, long
    return found


def _bound(cuts: Iterable[_Cut]) -> Iterator[Sheaf]:
    """Parse and pack what was found."""
    cuts = list(cuts)
    packed = _packed(each for cut in cuts for each in cut.found)
    for found, sheaf in cuts:
        made = list(islice(packed, len(found)))
        faults = [(part.place, why) for part, why in zip(found, made, strict=True) if isinstance(why, str)]
        yield sheaf._replace(
            packed=tuple(None if isinstance(each, str) else each for each in made),
            passed_over=(*sheaf.passed_over, *faults),
        )


def _packed(found: Iterable[Document]) -> Iterator[Packed | str]:
    """Each of these packed, or why it could not be."""
    for batch in _batches(found):
        try:
            yield from archive.pack_all([reading.Reading(each, reading.parsed(each)) for each in batch])
        except Exception:  # a defect of ours in one of them must not cost the others
            yield from map(_packed_alone, batch)


def _packed_alone(part: Document) -> Packed | str:
    try:
        return archive.pack(reading.Reading(part, reading.parsed(part)))
    except Exception as error:
        return _defect(error)


def _batches(found: Iterable[Document]) -> Iterator[list[Document]]:
    """So many at a time that their cables take no more memory than those of a stretch."""
    batch: list[Document] = []
    characters = 0
    for each in found:
        batch.append(each)
        characters += len(each.text)
        if len(batch) == STRETCH or characters >= _CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


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

    def stretch(self, number: int) -> _Cut:
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
        passed, self._passed[:] = tuple(self._passed), []
        if not self._unchanged():
            return _Cut([], Sheaf(self._file.source, first=first, reason=CHANGED, changed=True))
        reason = self._reason
        if self._ended and reason is None and not self._at:
            reason = "there is no telegram in it"
        characters = sum(len(each.text) for each in found)
        return _Cut(
            found,
            Sheaf(self._file.source, (), first, self._ended, reason, passed_over=passed, characters=characters),
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
