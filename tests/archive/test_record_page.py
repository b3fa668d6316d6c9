"""docs/record.md describes the record as it is."""

from __future__ import annotations

import re
from pathlib import Path

from archive.invented import cable, put
from reftel import archive

PAGE = Path(__file__).parent.parent.parent / "docs" / "record.md"


def described() -> dict[str, list[tuple[str, str]]]:
    """Table → (column, type), as the page has them."""
    tables: dict[str, list[tuple[str, str]]] = {}
    for part in re.split(r"^### ", PAGE.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        name = part.split()[0]
        tables[name] = re.findall(r"^\| (\w+) \| (TEXT|INTEGER|BLOB|REAL) \|", part, flags=re.MULTILINE)
    return tables


def test_page_and_schema_agree(tmp_path: Path) -> None:
    with archive.open(tmp_path / "X", create=True) as made:
        put(made, cable(1))
        actual = {
            name: [(column, kind) for _, column, kind, *_ in made.ask(f'PRAGMA table_info("{name}")')]
            for (name,) in made.ask("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
    assert actual == described()
    assert f"({archive.VERSION})" in PAGE.read_text("utf-8")
