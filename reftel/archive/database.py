"""The file of the record: made, opened, told apart from what it isn't.

SQLite in WAL mode, so that readers and the one writer don't wait for each other; normal tables that any tool can open.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reftel.archive.schema import AS_IT_IS, VERSION, bring_up
from reftel.errors import ArchiveError

APPLICATION_ID = 0x7265_6674
"""``reft`` in the file's header, so that ``file`` and we know it again."""
OLDEST = 1
"""The oldest version of the schema that this version of reftel can read, and bring up to its own."""
RECORD = "record.sqlite"
INDEX = "index"
_PAGE = 1024
"""An edition is a row of three and a half thousand bytes, and what of it is left when it has filled its pages shares
one with the next. So of pages of 1024 two in a hundred are empty, of 2048 or more ten."""
_MAPPED = 256 << 20
"""Bytes of the record that are mapped into memory by who asks it much; who fills it holds no more than it needs."""
_PATIENCE = 10.0
"""Seconds to wait for another process to finish a transaction."""


def connect(folder: Path, *, mapped: bool = True) -> tuple[sqlite3.Connection, bool]:
    """Open the record in `folder`: the connection, and whether it may only read.

    `mapped` into memory it is asked quicker. Raises ArchiveError, with the next step, where there is none or it can't
    be opened.
    """
    file = folder / RECORD
    writable = _rights(folder, file)
    address = file.absolute().as_uri() + ("?mode=rw" if writable else _to_read_only(folder))
    with explained(folder):
        connection = sqlite3.connect(
            address, uri=True, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
        )
        try:
            version = _recognise(connection, folder)
            if writable:
                bring_up(connection)
            elif version < AS_IT_IS:
                raise ArchiveError(
                    f"the archive at {folder} was made by an older reftel (version {version}), and no right to bring "
                    "it up to this one: ask its owner to run reftel search on it once, or work with a copy of it."
                )
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute(f"PRAGMA mmap_size = {_MAPPED if mapped else 0}")
        except BaseException:
            connection.close()
            raise
    return connection, not writable


def _to_read_only(folder: Path) -> str:
    """How SQLite is to open a record that may only be read.

    A WAL that another process has left or works with counts, and can be read when its companion is there, too. Where
    there is none, SQLite must not try to make one: immutable says so (https://www.sqlite.org/wal.html#read_only).
    """
    log, shared = folder / f"{RECORD}-wal", folder / f"{RECORD}-shm"
    if log.exists() and shared.exists():
        return "?mode=ro"
    if log.exists() and log.stat().st_size:
        raise ArchiveError(
            f"the newest changes of the archive at {folder} stand in {log.name}, and no right to take them over: "
            "ask its owner to run reftel search on it once, or work with a copy of the whole folder."
        )
    return "?mode=ro&immutable=1"


def state(folder: Path) -> tuple[int, int, bool]:
    """What tells that a record which may only be read was changed by its owner, so that it must be opened anew."""
    try:
        seen = (folder / RECORD).stat()
        return seen.st_mtime_ns, seen.st_size, (folder / f"{RECORD}-wal").exists()
    except OSError:
        return 0, 0, False


def vacant(folder: Path) -> bool:
    """Whether there is no record in `folder` yet, but one can be made; changes nothing.

    Raises ArchiveError, with the next step, where there is none and none can be made.
    """
    if folder.is_dir() and (not os.access(folder, os.X_OK) or (folder / RECORD).exists()):
        return False
    ground = folder
    while not ground.exists() and ground != ground.parent:
        ground = ground.parent
    if not ground.is_dir():
        raise _cannot_make(folder, f"{ground} is a file")
    if not os.access(ground, os.W_OK | os.X_OK):
        raise _cannot_make(folder, f"no right to write in {ground}")
    return True


def _cannot_make(folder: Path, why: str) -> ArchiveError:
    return ArchiveError(f"can't make an archive at {folder}: {why}. Choose a folder that you may write to.")


def create(folder: Path) -> None:
    """Make an empty record in `folder` (made, too, where it is missing); nothing happens where there is one."""
    file = folder / RECORD
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if file.exists():
            return
        draft = folder / f".{RECORD}.{os.urandom(16).hex()}"
        _write_schema(draft)
        # Linked into place whole: of two that start at once, the second finds the first one's.
        try:
            os.link(draft, file)
        except FileExistsError:
            pass
        except OSError:  # a file system without links
            draft.replace(file)
        draft.unlink(missing_ok=True)
    except (PermissionError, FileExistsError, NotADirectoryError) as error:
        raise _cannot_make(folder, str(error.strerror)) from error
    except OSError as error:
        raise ArchiveError(f"can't make an archive at {folder}: {error.strerror or error}.") from error


def _write_schema(file: Path) -> None:
    connection = sqlite3.connect(file, isolation_level=None)
    try:
        connection.execute(f"PRAGMA page_size = {_PAGE}")
        connection.execute("PRAGMA journal_mode = WAL")
        bring_up(connection)
        rows = [("identity", os.urandom(16).hex()), ("change", "0")]
        connection.executemany("INSERT INTO meta VALUES (?, ?)", rows)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def _rights(folder: Path, file: Path) -> bool:
    """Whether the record may be written; raises where it can't even be read."""
    if not folder.exists():
        raise ArchiveError(f"no archive at {folder}: make one with reftel ingest PATH --archive {folder}")
    if not folder.is_dir():
        raise ArchiveError(f"{folder} is a file, not an archive: name the folder that reftel ingest made.")
    if not os.access(folder, os.R_OK | os.X_OK) or (file.exists() and not os.access(file, os.R_OK)):
        raise ArchiveError(f"no right to read the archive at {folder}: ask its owner, or run as a user who may.")
    if not file.exists():
        raise ArchiveError(
            f"{folder} is not an archive (it holds no {RECORD}): name the folder that reftel ingest made, "
            f"or make an archive there with reftel ingest PATH --archive {folder}"
        )
    return os.access(folder, os.W_OK) and os.access(file, os.W_OK)


def _recognise(connection: sqlite3.Connection, folder: Path) -> int:
    """The version of the schema; raises where it is no record, or one of a version that can't be read."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION_ID:
        raise ArchiveError(
            f"{folder / RECORD} is a database of something else, not an archive: "
            "name the folder that reftel ingest made."
        )
    if version > VERSION:
        raise ArchiveError(
            f"the archive at {folder} was made by a newer reftel (version {version}); "
            f"this one reads up to {VERSION}: update reftel."
        )
    if version < OLDEST:
        raise ArchiveError(
            f"the archive at {folder} was made by an older reftel (version {version}); this one reads from {OLDEST}: "
            f"ingest the same files into a new archive."
        )
    connection.execute("SELECT value FROM meta WHERE key = 'identity'").fetchone()
    return int(version)


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Turn what SQLite says into what a person can act on."""
    try:
        yield
    except sqlite3.Error as error:
        said = str(error)
        if "locked" in said or "busy" in said:
            raise ArchiveError(
                f"the archive at {folder} is in use by another process: wait until its ingest is done, or stop it."
            ) from error
        if "readonly" in said:
            raise ArchiveError(f"no right to write the archive at {folder}: ask its owner, or copy it.") from error
        if "full" in said or _no_room(folder):
            raise ArchiveError(
                f"no room left for the archive at {folder}: free some disk space and run again."
            ) from error
        if getattr(error, "sqlite_errorname", "").startswith("SQLITE_IOERR"):
            raise ArchiveError(
                f"the disk refuses the archive at {folder} ({said}): no room left for so large a file, or the disk "
                "fails. What was taken in before is safe; mend that and run again."
            ) from error
        if "unable to open" in said:
            raise ArchiveError(f"can't open {folder / RECORD}: check the rights of the folder and the file.") from error
        raise ArchiveError(
            f"the archive at {folder} is damaged ({said}): restore {RECORD} from a copy, "
            f"or ingest the files into a new archive."
        ) from error


def _no_room(folder: Path) -> bool:
    """Whether the disk, or what the user may take of it, is full: SQLite often tells no more than an I/O error."""
    import tempfile  # half as long to load as the first answer may take, and hardly ever needed

    try:
        with tempfile.TemporaryFile(dir=folder, prefix=".room-") as file:
            file.write(b"\x00" * 65536)
            file.flush()
    except OSError as error:
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    return False
