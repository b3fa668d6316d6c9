"""An index that one may only read: a folder of links to it, in which the engine can set its locks.

Tantivy takes a lock, and so must write, even to read. Where the index's own folder forbids that, a folder of our own
among the temporary ones holds links to its files and a copy of the list that says which of them count.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import time
import weakref
from pathlib import Path

from reftel.index.engine import IndexRefused
from reftel.index.faults import explained

try:
    import fcntl
except ImportError:  # Windows, where nobody can remove a file that is open
    fcntl = None  # type: ignore[assignment]

_LIST = "meta.json"
"""Tantivy's list of the segments that count; replaced whole at each commit."""
_MANAGED = ".managed.json"
_LOCKS = ".tantivy-"
_WRITER_LOCK = ".tantivy-writer.lock"
_MOMENT = 0.05
"""Seconds between two attempts at a list that is just being written."""


def writable(folder: Path) -> bool:
    """Whether the engine can write in `folder`: it, and the locks that are there."""
    if not folder.exists():
        return os.access(folder.parent, os.W_OK | os.X_OK)
    locks = folder.glob(f"{_LOCKS}*.lock") if os.access(folder, os.R_OK) else ()
    return os.access(folder, os.W_OK | os.X_OK) and all(os.access(lock, os.W_OK) for lock in locks)


def locked(folder: Path) -> bool:
    """Whether a process holds the right to write the index in `folder`: Tantivy's lock is flock(2) on a file."""
    if fcntl is None:
        return False
    try:
        with (folder / _WRITER_LOCK).open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


class Borrowed:
    """Links to the files of the index in `of`; gone with this object, or when the process ends."""

    def __init__(self, of: Path) -> None:
        """Raises IndexRefused where there is no index to read, or no temporary folder can be made."""
        self._of = of
        self._seen: bytes | None = None
        if not (of / _LIST).exists():
            raise IndexRefused(
                f"there is no index at {of}, and no right to make one: ask the archive's owner to run reftel search "
                "on it once, or work with a copy of the archive."
            )
        import tempfile  # takes long to load, for those few who may only read

        try:
            self.folder = Path(tempfile.mkdtemp(prefix="reftel-index-"))
        except OSError as error:
            raise IndexRefused(
                f"no temporary folder can be made to read the index at {of} ({error.strerror}): "
                "set TMPDIR to a folder that you may write to."
            ) from error
        weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)
        self.refresh()

    def refresh(self) -> None:
        """Follow what the owner committed since."""
        for again in (True, True, False):
            try:
                with explained(self._of):
                    self._follow()
                return
            except IndexRefused:
                # A list that is just written is its owner's alone until `share`; an older one does for that moment.
                if self._seen is not None:
                    return
                if not again:
                    raise
                time.sleep(_MOMENT)

    def _follow(self) -> None:
        wanted = (self._of / _LIST).read_bytes()
        if wanted == self._seen:
            return
        for file in self._of.iterdir():
            if file.name not in (_LIST, _MANAGED) and not file.name.startswith(_LOCKS):
                _link(file.absolute(), self.folder / file.name)
        shutil.copyfile(self._of / _MANAGED, self.folder / _MANAGED)
        # The list last, and in one step: what it names is linked by then.
        draft = self.folder / f".{_LIST}.draft"
        draft.write_bytes(wanted)
        draft.replace(self.folder / _LIST)
        self._seen = wanted


def _link(file: Path, link: Path) -> None:
    with contextlib.suppress(FileExistsError):
        try:
            link.symlink_to(file)
        except NotImplementedError:
            shutil.copyfile(file, link)


def share(folder: Path) -> None:
    """Make the engine's lists as readable as the folder they are in: Tantivy writes them for their owner alone."""
    for name in (_LIST, _MANAGED):
        with contextlib.suppress(OSError):
            (folder / name).chmod(folder.stat().st_mode & 0o666)
