"""Where the pages get their cables: an open archive, and the reader on whose behalf it is asked."""

from __future__ import annotations

import os
from pathlib import Path

from starlette.requests import Request

from reftel import archive, index


class Shelf:
    """The archive at ``path`` as ``reader`` sees it. Safe to use from every thread that serves pages."""

    def __init__(self, path: str | os.PathLike[str], reader: archive.Reader) -> None:
        self.path = Path(path)
        self.reader = reader
        self.archive = archive.open(self.path)
        index.begin(self.archive)


def shelf(request: Request) -> Shelf:
    """The shelf of the application that answers this request."""
    found: Shelf = request.app.state.shelf
    return found
