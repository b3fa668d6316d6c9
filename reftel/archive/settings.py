"""What whoever keeps an archive says of it: ``settings.toml`` in the archive's folder, in the keeper's own hand.

```toml
# the tags under which its cables are discussed: #harbour #09MEXICO2134
hash_tags = ["harbour"]
# sites that are gone: addresses of articles there are shown as text
gone_hosts = ["news.example"]
```
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from reftel.errors import ArchiveError
from reftel.model import Struct

NAME = "settings.toml"
EXAMPLES = {"hash_tags": "harbour", "gone_hosts": "news.example"}


class Settings(Struct, frozen=True):
    """An archive's settings; a folder without the file has these."""

    hash_tags: tuple[str, ...] | None = None
    """Written before a cable's own tag, without the ``#``; None: the tags of the collections in which it came."""
    gone_hosts: tuple[str, ...] = ()
    """Names of hosts that answer no more, with all below them."""


def settings(folder: Path) -> Settings:
    """The settings of the archive in ``folder``. Raises ArchiveError where the file can't be understood."""
    path = folder / NAME
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as problem:
        raise ArchiveError(f"{path}: not readable as TOML ({problem}). Mend it, or take it away.") from problem
    tags, gone = (_words(path, told, name, example) for name, example in EXAMPLES.items())
    bare = None if tags is None else ("".join(c for c in each if c.isalnum() or c == "_") for each in tags)
    return Settings(
        None if bare is None else tuple(filter(None, bare)),
        tuple(each.strip().lower().rstrip(".") for each in gone or ()),
    )


def _words(path: Path, told: dict[str, Any], name: str, example: str) -> list[str] | None:
    """A list of words; None where it is not set."""
    found = told.get(name)
    if found is None:
        return None
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise ArchiveError(f'{path}: {name} must be a list of words: {name} = ["{example}"].')
    return list(found)
