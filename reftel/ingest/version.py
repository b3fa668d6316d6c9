"""Which version of the reader reads: a digest over all that decides what comes out of a file."""

from __future__ import annotations

import functools
import hashlib
from importlib import resources
from importlib.resources.abc import Traversable

_DECIDING = ("model.py", "reading.py", "sources", "telegram", "vocabulary")


@functools.cache
def reader_version() -> str:
    """Twelve digits that change with every change of the parser, the layouts or their tables."""
    digest = hashlib.sha256()
    package = resources.files("reftel")
    for name in _DECIDING:
        _add(package.joinpath(name), digest)
    return digest.hexdigest()[:12]


def _add(place: Traversable, digest: hashlib._Hash) -> None:
    if place.is_dir():
        for each in sorted(place.iterdir(), key=lambda each: each.name):
            if not each.name.startswith(("__pycache__", ".")):
                _add(each, digest)
    else:
        digest.update(place.name.encode() + b"\0" + place.read_bytes() + b"\0")
