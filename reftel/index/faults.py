"""What the engine's errors mean: busy, refused by the system, or damaged.

Tantivy raises ValueError for everything, with the system's error number somewhere in the text; on damaged files it may
panic, which is no Exception. The three must be told apart: damaged files are thrown away and made anew, and nobody's
index may be thrown away because a folder lacks a right or a disk has no room.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reftel.index.engine import IndexBusy, IndexDamaged, IndexRefused

_CODE = re.compile(r"\b(?:code:|os error) (\d{1,5})\b")
"""``IoError(Os { code: 13, kind: PermissionDenied, message: "Permission denied" })``; ``(os error 28)``."""
_KILLED = "writer was killed"
"""All that Tantivy says when a thread that writes had to give up, whatever the reason."""
_LEAST_ROOM = 100_000_000
"""Bytes; with less left on the disk, a killed writer needs no other explanation."""
_DAMAGE = {errno.ENOENT, errno.EISDIR, errno.ENOTDIR}
"""A file that should be there is not, or is something else."""
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Turn what the engine raises over the files in `folder` into IndexBusy, IndexRefused or IndexDamaged."""
    try:
        yield
    except (IndexBusy, IndexRefused, IndexDamaged):
        raise
    except BaseException as error:
        if not isinstance(error, ValueError | OSError | KeyError) and type(error).__name__ != "PanicException":
            raise
        raise _meaning(error, folder) from error


def _meaning(error: BaseException, folder: Path) -> IndexBusy | IndexRefused | IndexDamaged:
    said = str(error)
    if "LockBusy" in said:
        return IndexBusy(f"the index at {folder} is being written by another process: wait until its ingest is done.")
    found = _CODE.search(said)
    code = error.errno if isinstance(error, OSError) else int(found[1]) if found else None
    if code is None and _KILLED in said and _free(folder) < _LEAST_ROOM:
        code = errno.ENOSPC
    if code is None or code in _DAMAGE:
        return IndexDamaged(f"the index at {folder} can't be read ({said}): reftel makes it anew.")
    return refused(folder, code)


def refused(folder: Path, code: int) -> IndexRefused:
    """The error for what the system refused, by its number, with the next step."""
    if code == errno.EEXIST:
        return IndexRefused(f"{folder} is a file, where the folder of the index should be: move that file away.")
    if code in _FORBIDDEN:
        return IndexRefused(
            f"no right to read or write the index at {folder}: ask the archive's owner for it, "
            "or work with a copy of the archive."
        )
    if code in _FULL:
        return IndexRefused(f"no room left for the index at {folder}: free some disk space and run again.")
    return IndexRefused(
        f"the system refuses the index at {folder} ({os.strerror(code)}): mend that, and run again; nothing is lost."
    )


def _free(folder: Path) -> int:
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return _LEAST_ROOM
