"""Cables as a Parquet file: the columns of `table` in their own types, and every paragraph."""

from __future__ import annotations

import io
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]  # it has neither stubs nor a py.typed
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from reftel.archive import View
from reftel.export import table

_GROUP = 1_000
"""Cables in a row group: what is held in memory at a time."""

_TEXTS = pa.list_(pa.string())
_TIME = pa.timestamp("s", tz="UTC")
_TYPES: dict[str, pa.DataType] = {
    "sent": _TIME,
    "released": _TIME,
    "declassify_on": pa.date32(),
    "partial": pa.bool_(),
    "paragraphs": pa.int32(),
    "withheld": pa.int32(),
    **dict.fromkeys(("caveats", "captions", "tags", "to", "info", "references", "signed_by", "classified_by"), _TEXTS),
}
_PARAGRAPH = pa.struct(
    [
        ("anchor", pa.string()),
        ("number", pa.int64()),
        ("mark", pa.string()),
        ("level", pa.string()),
        ("role", pa.string()),
        ("heading", pa.string()),
        ("text", pa.string()),
    ]
)
SCHEMA = pa.schema([*((name, _TYPES.get(name, pa.string())) for name in table.COLUMNS), ("body", pa.list_(_PARAGRAPH))])
_LARGEST = 2**63 - 1


class Parquet:
    """See `hits.Writer`. The column ``body`` holds the paragraphs that the reader may see."""

    def __init__(self) -> None:
        self._out = _Drained()
        self._writer = pq.ParquetWriter(self._out, SCHEMA, compression="zstd")
        self._rows: list[dict[str, Any]] = []

    def begin(self) -> bytes:
        """The magic number of the format."""
        return self._out.taken()

    def row(self, view: View) -> bytes:
        """Nothing, or a whole row group."""
        self._rows.append(table.row(view) | {"body": _paragraphs(view)})
        if len(self._rows) == _GROUP:
            self._group()
        return self._out.taken()

    def end(self) -> bytes:
        """The last row group and the file's metadata."""
        if self._rows:
            self._group()
        self._writer.close()
        return self._out.taken()

    def _group(self) -> None:
        self._writer.write_table(pa.Table.from_pylist(self._rows, schema=SCHEMA))
        self._rows.clear()


def _paragraphs(view: View) -> list[dict[str, Any]]:
    return [
        {
            "anchor": anchor,
            # A "number" in a damaged text may have any number of digits.
            "number": each.number if each.number is None or abs(each.number) <= _LARGEST else None,
            "mark": each.mark and table.clean(each.mark),
            "level": each.level,
            "role": each.role,
            "heading": each.heading and table.clean(each.heading),
            "text": table.clean(each.text),
        }
        for anchor, each in zip(view.anchors, view.cable.paragraphs, strict=True)
    ]


class _Drained(io.RawIOBase):
    """A file of which what was written is taken away, so that it never grows; it only remembers how far it came."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []
        self._place = 0

    def writable(self) -> bool:
        """Yes."""
        return True

    def write(self, piece: Any, /) -> int:
        """Keep a piece until it is taken."""
        self._pieces.append(bytes(piece))
        self._place += len(self._pieces[-1])
        return len(self._pieces[-1])

    def tell(self) -> int:
        """How many bytes were ever written."""
        return self._place

    def taken(self) -> bytes:
        """What was written since this was last asked."""
        piece = b"".join(self._pieces)
        self._pieces.clear()
        return piece
