"""What lies in a heap: the files under the named paths, which of them are new, and how they are read together."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from reftel import sources
from reftel.archive import Archive, Standing, ledger
from reftel.errors import SourceError
from reftel.ingest.order import Heap, Job, Long
from reftel.ingest.work import File
from reftel.model import Struct

_TOGETHER = 32
"""Files that are read together at most, and recorded in one transaction."""
_WEIGHT = 1 << 20
"""Bytes of them at most."""
LONG = 2 << 20
"""Bytes; a longer file is read in stretches."""
_NO_FILE = "not a regular file (a device, pipe or socket). Save its content to a file first"

OnUnread = Callable[[str, str], None]
"""Is told of what can't be read: path and reason."""


class Choice(Struct, frozen=True):
    """Which files are to be read."""

    ocr: bool = False
    retry: bool = False
    """Also those that were not read before, or not in whole."""
    reread: bool = False
    """Also those that an older version of the reader has read."""
    version: str = ""


class Known(Struct, frozen=True):
    """A file that is not read, as it was before."""

    path: str
    size: int
    editions: int
    reason: str | None
    """Why it could not be read then, or not in whole."""


def _silent(path: str, reason: str) -> None:
    """Where nobody is told."""


def walked(
    paths: Iterable[str | Path], own: Path, onmissing: OnUnread = _silent, onunread: OnUnread = _silent
) -> Iterator[Path]:
    """Every file under those of `paths` that are there, but for the archive's own.

    `onmissing` is told of those that are not; `onunread` of what is found under the others and can't be read.
    """
    good = []
    for path in paths:
        try:
            sources.walk([path])  # looks at the named path at once, at what is in it only when asked for it
            good.append(path)
        except SourceError as error:
            onmissing(sources.shown(path), str(getattr(error, "reason", error)))
    for path in sources.walk(good, onerror=lambda path, reason: onunread(sources.shown(path), reason)):
        if own not in path.resolve().parents:
            yield path


def surveyed(paths: Iterable[Path]) -> tuple[int, int]:
    """How many files, and how many bytes."""
    files = size = 0
    for path in paths:
        files += 1
        try:
            size += path.stat().st_size
        except OSError:
            continue  # told when it is to be read
    return files, size


def fresh(
    paths: Iterable[Path], archive: Callable[[], Archive | None], choice: Choice, onunread: OnUnread
) -> Iterator[File | Known]:
    """The files that are to be read, with their digests, and those that are known."""
    for path in paths:
        held = archive()
        try:
            status = path.stat()
            if not stat.S_ISREG(status.st_mode):  # opening a pipe would wait for its other end, a device never end
                onunread(sources.shown(path), _NO_FILE)
                continue
            standing = ledger.at(held, sources.shown(path), status.st_size, status.st_mtime_ns) if held else None
            if standing is None or standing.digest is None:
                digest, status = _digest(path)
                standing = ledger.of(held, digest) if held else None
                if standing is not None and not standing.read:
                    standing = (
                        None  # a copy of what was not read elsewhere: it is entered, and told, under its own path
                    )
                if held is not None and standing is not None and standing.finished:
                    ledger.known_now(held, sources.shown(path))
            else:
                digest = standing.digest
        except OSError as error:
            onunread(sources.shown(path), f"it can't be opened ({error.strerror}). Check its rights")
            continue
        if standing is not None and _settled(standing, choice):
            yield Known(sources.shown(path), status.st_size, standing.editions, standing.reason)
            continue
        if held is not None and standing is not None and standing.finished:
            ledger.begin_again(held, standing.number)
        begun = standing.begun if standing is not None else 0
        yield File(str(path), digest, status.st_size, status.st_mtime_ns, begun)


def _settled(standing: Standing, choice: Choice) -> bool:
    """Whether a file is to be left as it is known."""
    older = standing.reader != choice.version
    if standing.finished:
        again = choice.retry and standing.reason is not None
        return not (again or (choice.reread and older))
    if standing.read:
        return False  # begun, and to be gone on with
    return not (choice.retry or choice.ocr or older)


def _digest(path: Path) -> tuple[str, os.stat_result]:
    with path.open("rb") as stream:
        status = os.fstat(stream.fileno())
        return hashlib.file_digest(stream, "sha256").hexdigest(), status


def jobs(files: Iterable[File | Known], ocr: bool, onknown: Callable[[Known], None]) -> Iterator[Job]:
    """The files as they are read: many small ones together, a long one in stretches."""
    together: list[File] = []
    weight = 0
    for file in files:
        if isinstance(file, Known):
            onknown(file)
            continue
        if file.size > LONG or file.begun:
            if together:
                yield Heap(tuple(together), ocr)
                together, weight = [], 0
            yield Long(file, sources.is_streamed(file.path), ocr)
            continue
        together.append(file)
        weight += file.size
        if len(together) == _TOGETHER or weight > _WEIGHT:
            yield Heap(tuple(together), ocr)
            together, weight = [], 0
    if together:
        yield Heap(tuple(together), ocr)
