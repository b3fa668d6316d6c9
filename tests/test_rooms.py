"""A room imports only from rooms to its left (docs/rooms.md)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "reftel"

BASE = frozenset({"model", "vocabulary", "errors", "late"})
LEFT_OF: dict[str, frozenset[str]] = {
    "model": frozenset(),
    "errors": frozenset(),
    "late": frozenset(),
    "vocabulary": frozenset({"model", "errors"}),
    "telegram": BASE,
    "sources": BASE,
    "specimen": BASE,
    "reading": BASE | {"telegram", "sources"},
    "painting": BASE | {"telegram", "sources", "reading"},
    "archive": BASE | {"telegram", "sources", "reading"},
    "release": BASE | {"telegram", "sources", "reading", "archive"},
    "index": BASE | {"telegram", "sources", "reading", "archive", "release"},
    "ingest": BASE | {"telegram", "sources", "reading", "archive", "release", "index"},
    "search": BASE | {"telegram", "sources", "reading", "archive", "release", "index"},
    "analysis": BASE | {"telegram", "sources", "reading", "archive", "release", "index", "search"},
    "export": BASE | {"telegram", "sources", "reading", "archive", "release", "index", "search", "analysis"},
    "web": BASE
    | {"telegram", "sources", "reading", "archive", "release", "index", "ingest", "search", "analysis", "export"}
    | {"painting"},
    "cli": BASE
    | {"telegram", "sources", "reading", "archive", "release", "index", "ingest", "search", "analysis", "export"}
    | {"painting", "specimen", "web"},
}
OUTER = {"__init__", "__main__"}
"""The package's own doors: they may lead to any room."""


def imported_rooms(source: str, module: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    """Rooms that a module imports anywhere in it, also inside functions, with the line.

    ``module`` is its dotted name in parts, ending in ``__init__`` for a package's own module.
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(module[: len(module) - node.level]) if node.level else ""
            origin = ".".join(part for part in (base, node.module) if part)
            names = [f"{origin}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] == "reftel" and len(parts) > 1:
                yield parts[1], node.lineno


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def modules() -> list[Path]:
    return [path for path in sorted(PACKAGE.rglob("*.py")) if room_of(path) not in OUTER]


@pytest.mark.parametrize(
    ("source", "module", "expected", "remark"),
    [
        ("from reftel import archive", ("reftel", "cli", "show"), {"archive"}, "a room by name"),
        ("import reftel.search.terms as t", ("reftel", "web", "app"), {"search"}, "a module in a room"),
        ("def f():\n    from reftel.web import serve", ("reftel", "cli", "serve"), {"web"}, "inside a function"),
        ("from . import clean", ("reftel", "telegram", "__init__"), {"telegram"}, "its own room, relative"),
        ("from ..archive import open", ("reftel", "index", "follow"), {"archive"}, "another room, relative"),
        ("import json, reftel", ("reftel", "cli", "app"), set(), "no room at all"),
    ],
)
def test_imports_are_seen(source: str, module: tuple[str, ...], expected: set[str], remark: str) -> None:
    assert {room for room, _ in imported_rooms(source, module)} == expected, remark


def test_there_are_rooms() -> None:
    assert {room_of(path) for path in modules()} <= LEFT_OF.keys(), "a room that docs/rooms.md does not place"
    assert "model" in {room_of(path) for path in modules()}


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_only_from_the_left(path: Path) -> None:
    room = room_of(path)
    module = ("reftel", *path.relative_to(PACKAGE).with_suffix("").parts)
    allowed = LEFT_OF[room] | {room}
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {room} imports {other}"
        for other, line in imported_rooms(path.read_text(encoding="utf-8"), module)
        if other not in allowed and other != "__version__"
    ]
    assert not wrong, "\n".join(wrong)
