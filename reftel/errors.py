"""Everything that can go wrong and that a person can do something about.

Each message says what is wrong, where, and what to do next; the command line prints it and exits with status 2.
"""

from __future__ import annotations


class ReftelError(Exception):
    """The common base: catching it catches all that this package raises on purpose."""


class SourceError(ReftelError):
    """A file or folder that can't be read, or holds nothing that any source recognises."""


class ArchiveError(ReftelError):
    """An archive that is missing, damaged, in use, or of another version."""


class QueryError(ReftelError):
    """A request that can't be carried out as asked (never raised for what a reader types into the search box)."""
