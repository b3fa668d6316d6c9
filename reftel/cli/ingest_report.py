"""What an archive's ledger knows as not read: as a table, JSON lines or CSV."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Sequence

from reftel.archive import Overview, Unread
from reftel.cli.terminal import json_line, one_line, path_text, visible

_FIELDS = ("state", "reason", "path", "place", "layout", "size", "seen")
_STATES = {
    "unread": "not read",
    "reading": "begun, and not read to the end",
    "damaged": "read, but not in whole",
    "passed over": "parts of files that were passed over",
}


def held_so_far(overview: Overview) -> str:
    """What came of the files that were read."""
    cables = "1 cable" if overview.total == 1 else f"{overview.total:,} cables"
    further = f"; further editions {overview.editions - overview.total:,}" if overview.editions > overview.total else ""
    return f"{cables} held{further}"


def as_table(unread: Sequence[Unread]) -> Iterator[str]:
    """By reason, the most frequent first, each with its files."""
    if not unread:
        yield "everything was read"
        return
    groups: defaultdict[tuple[str, str], list[Unread]] = defaultdict(list)
    for each in unread:
        groups[each.state, each.reason.removeprefix(each.path).lstrip(": ")].append(each)
    for state, heading in _STATES.items():
        of_state = sorted((item for item in groups.items() if item[0][0] == state), key=lambda item: -len(item[1]))
        if not of_state:
            continue
        yield f"{heading}: {sum(len(found) for _, found in of_state):,}"
        for (_, reason), found in of_state:
            yield f"  {len(found):>7,}  {one_line(reason)}"
            yield from (f"           {visible(path_text(each.path) + each.place)}" for each in found)
    yield "Read them again with: reftel ingest --retry"


def as_json(unread: Sequence[Unread]) -> Iterator[str]:
    """One line each."""
    for each in unread:
        yield json_line(_row(each))


def as_csv(unread: Sequence[Unread]) -> Iterator[str]:
    """A header, and one line each."""
    written = io.StringIO()
    writer = csv.DictWriter(written, _FIELDS, lineterminator="\n")
    writer.writeheader()
    for each in unread:
        writer.writerow(_row(each))
    yield from written.getvalue().splitlines()


def _row(each: Unread) -> dict[str, object]:
    row = {name: getattr(each, name) for name in _FIELDS}
    return row | {"path": path_text(each.path), "seen": each.seen.isoformat() if each.seen else None}
