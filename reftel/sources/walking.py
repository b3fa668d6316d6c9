"""From the paths that somebody names to the files in them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from reftel.sources.content import cannot_read
from reftel.sources.document import Unreadable

OnError = Callable[[Path, str], None]
"""Is told of what lies below a named folder and can't be read: the path, and why with what to do."""


def walk(paths: Iterable[str | Path] | str | Path, onerror: OnError | None = None) -> Iterator[Path]:
    """Every file below ``paths``, in sorted order within each of them.

    Folders are walked to the bottom, through links too, each once however many links lead to it; what is hidden (its
    name begins with a dot) is passed over unless it was named itself, and so are the truths beside specimens. A named
    path that is missing or may not be read raises ``SourceError`` before anything is yielded. What can't be read
    further down goes to ``onerror``, and the walk goes on; without ``onerror`` it raises.
    """
    named = [Path(paths)] if isinstance(paths, str | os.PathLike) else [Path(path) for path in paths]
    for path in named:
        try:
            if path.is_dir():
                with os.scandir(path):
                    pass
            else:
                path.stat()
        except OSError as error:
            raise cannot_read(path, error) from error
    return _below(named, onerror)


def _below(named: list[Path], onerror: OnError | None) -> Iterator[Path]:
    seen: set[tuple[int, int]] = set()
    for top in named:
        waiting = [top]  # a stack, not recursion: a hostile tree may be deeper than Python's stack
        while waiting:
            path = waiting.pop()
            try:
                status = path.stat()
                if not path.is_dir():
                    yield path
                    continue
                key = (status.st_dev, status.st_ino)
                if key in seen:
                    continue
                seen.add(key)
                with os.scandir(path) as entries:
                    names = sorted(entry.name for entry in entries if not entry.name.startswith("."))
                names = [name for name in names if not _is_truth(path, name, names)]
            except OSError as error:
                problem = cannot_read(path, error)
                _tell(problem, path, onerror)
                continue
            waiting.extend(path / name for name in reversed(names))


_SPECIMENS = (".txt", ".html", ".csv", ".xml", ".jsonl", ".pdf", ".tif")
_TRUTHS = ".truth.jsonl"


def _is_truth(folder: Path, name: str, names: list[str]) -> bool:
    """True for the truth that ``reftel specimen`` writes beside a specimen: no source, the same cable as JSON."""
    stem = name.removesuffix(_TRUTHS) if name.endswith(_TRUTHS) else name.removesuffix(".json")
    if stem == name or not {f"{stem}{suffix}" for suffix in _SPECIMENS} & set(names):
        return False
    try:
        with (folder / name).open("rb") as file:
            return is_truth(name, file.read(256))
    except OSError:
        return False


def is_truth(name: str, start: bytes) -> bool:
    """True for a file of this name and beginning that holds one cable as JSON, as it stands beside a specimen.

    The second copy of a cable is ``09LIMA233-2.json``; a dump's are ``dump-csv-0001.truth.jsonl``, one a line.
    """
    if name.endswith(_TRUTHS):
        return start.startswith(b'{"id":"')
    stem, dot, ending = name.rpartition("/")[2].rpartition(".")
    identity = stem.partition("-")[0].encode("utf-8", "replace")
    return ending == "json" and bool(dot) and start.startswith(b'{"id":"' + identity + b'"')


def _tell(problem: Unreadable, path: Path, onerror: OnError | None) -> None:
    if onerror is None:
        raise problem
    onerror(path, problem.reason)
