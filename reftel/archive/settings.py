"""What whoever keeps an archive says of it: ``settings.toml`` in the archive's folder, in the keeper's own hand.

```toml
# the tags under which its cables are discussed: #harbour #09MEXICO2134
hash_tags = ["harbour"]
```
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from reftel.errors import ArchiveError
from reftel.model import Struct

NAME = "settings.toml"


class Settings(Struct, frozen=True):
    """An archive's settings; a folder without the file has these."""

    hash_tags: tuple[str, ...] | None = None
    """Written before a cable's own tag, without the ``#``; None: the tags of the collections in which it came."""


def settings(folder: Path) -> Settings:
    """The settings of the archive in ``folder``. Raises ArchiveError where the file can't be understood."""
    path = folder / NAME
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as problem:
        raise ArchiveError(f"{path}: not readable as TOML ({problem}). Mend it, or take it away.") from problem
    tags = told.get("hash_tags")
    if tags is None:
        return Settings()
    if not isinstance(tags, list) or not all(isinstance(each, str) for each in tags):
        raise ArchiveError(f'{path}: hash_tags must be a list of words: hash_tags = ["harbour"].')
    return Settings(tuple(word for each in tags if (word := "".join(c for c in each if c.isalnum() or c == "_"))))
