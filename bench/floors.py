"""What was reached once: ``floors.toml``, kept by the scored corpora and by the measurements.

A table a corpus (shares of right answers) or a measurement (``ratio NAME``: ratios of its quick version).
"""

from __future__ import annotations

import tomllib
from pathlib import Path

FILE = Path(__file__).with_name("floors.toml")
_HEAD = (
    "# What was reached. A corpus: shares of right answers; `make score` fails below.",
    '# A "ratio": what `make bench-quick` measured; it fails when speed falls by more than a quarter.',
    "# `--raise` lifts; lowering one is done here by hand, and said why in CHANGELOG.md.",
)

Floors = dict[str, dict[str, object]]


def load(path: Path = FILE) -> Floors:
    """Every table of the file; none where it is absent."""
    return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}


def store(floors: Floors, path: Path = FILE) -> None:
    """Write every table, keeping their order."""
    lines = [*_HEAD, ""]
    for name, floor in floors.items():
        lines.append(f'["{name}"]')
        lines += [f'"{key}" = {_value(value)}' for key, value in floor.items()]
        lines.append("")
    path.write_text("\n".join(lines), "utf-8")


def _value(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else repr(value)
