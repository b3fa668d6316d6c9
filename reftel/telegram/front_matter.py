"""The front matter of a Markdown document: the lines of YAML between two ``---`` at its head, with their places.

Only what the volumes of *Documents on Australian Foreign Policy* use is read: ``key: value``, wrapped and quoted
values, and the keys of one list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reftel.model import Place

_FRONT = re.compile(r"\A---[ \t]*\n(?P<lines>(?:[^\n]{0,2000}\n){1,80}?)---[ \t]*\n")
_KEY = re.compile(r"(?:- |  )?([a-z_]{2,30}):(?: (.*))?")


def find(text: str) -> Place | None:
    """The place of the front matter with its rules, or None."""
    match = _FRONT.match(text) if text.startswith("---") else None
    return match.span() if match else None


def read(text: str, end: int) -> Iterator[tuple[str, list[tuple[str, Place]]]]:
    """Its fields in their order up to ``end``, each with its values and their places; wrapped lines are joined."""
    found: dict[str, list[tuple[str, Place]]] = {}
    key = ""
    at = 0
    for line in text[:end].split("\n"):
        match = _KEY.fullmatch(line)
        if match:
            key = match[1]
            found.setdefault(key, []).append((match[2] or "", (at, at + len(line))))
        elif key and line.startswith("  "):
            value, (begins, _) = found[key][-1]
            found[key][-1] = f"{value} {line.strip()}", (begins, at + len(line))
        at += len(line) + 1
    for name, values in found.items():
        yield name, [(_unquoted(value), place) for value, place in values]


def _unquoted(value: str) -> str:
    value = " ".join(value.split())
    if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
        return value[1:-1].replace("''", "'")
    return value
