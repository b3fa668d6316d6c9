"""Specimens as files: one a cable, or a dump of many; the truth beside each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from reftel.errors import SourceError
from reftel.specimen.streaming import stream
from reftel.specimen.written import Bundle, Specimen


def write(
    folder: str | Path,
    count: int,
    seed: int,
    layouts: Sequence[str] | None = None,
    damage: str | None = None,
    size: int | None = None,
) -> Iterator[Path]:
    """Write so many invented cables into a folder, and yield each file once it is there.

    Beside ``09LIMA233.html`` stands ``09LIMA233.json``: the truth, a ``reftel.model.Cable`` with its text and without
    blocks, spans, rules and repairs. Layouts that hold many cables in a file have the truths in a file of JSON lines,
    in the same order: ``dump-csv-0001.csv``, ``dump-csv-0001.truth.jsonl``. The layouts (``USUAL`` by default) take
    turns. The same arguments give the same files, byte for byte; memory does not grow with the count.

    ``damage`` names kinds of damage (``DAMAGES``), separated by commas: ``ocr:0.01,linebreaks``. The truth keeps the
    fields as they were meant, in their own case, beside the damaged ``text``. The cables are those that the same seed
    writes undamaged; only ``mojibake`` first gives some bodies the marks and letters that it then spoils. ``size`` as
    in ``stream``.

    Raises ``QueryError`` at once for an unknown layout or damage, a negative count, or a size that can't be had;
    ``SourceError`` for a folder that can't be written.
    """
    return _written(Path(folder), stream(count, seed, layouts=layouts, damage=damage, size=size))


def _written(folder: Path, specimens: Iterator[Specimen]) -> Iterator[Path]:
    encoder = msgspec.json.Encoder()
    dumps: dict[str, _Dump] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for specimen in specimens:
            truth = encoder.encode(specimen.cable)
            if specimen.bundle is not None:
                dump = dumps.setdefault(specimen.layout, _Dump(folder, specimen.layout, specimen.suffix))
                if dump.add(specimen.bundle, specimen.piece, truth):
                    yield dump.closed()
                continue
            path = folder / f"{specimen.name}{specimen.suffix}"
            path.write_bytes(specimen.content)
            path.with_suffix(".json").write_bytes(truth)
            yield path
        for dump in dumps.values():
            if dump.held:
                yield dump.closed()
    except OSError as error:
        reason = error.strerror or str(error)
        raise SourceError(f"{folder}: specimens can't be written there ({reason}). Choose another folder.") from error


class _Dump:
    """The files of a layout that holds many cables in one, of which the last is still being written."""

    def __init__(self, folder: Path, layout: str, suffix: str) -> None:
        self.held = 0
        self._folder, self._layout, self._suffix = folder, layout, suffix
        self._number = 0
        self._tail = ""
        self._pieces: list[str] = []
        self._truths: list[bytes] = []

    def add(self, bundle: Bundle, piece: str, truth: bytes) -> bool:
        """Take up one more cable; True when the file is full."""
        if not self.held:
            self._pieces = [bundle.head]
            self._tail = bundle.tail
        self._pieces.append(piece)
        self._truths += (truth, b"\n")
        self.held += 1
        return self.held == bundle.most

    def closed(self) -> Path:
        """Write the file and its truths, and begin the next one."""
        self._number += 1
        path = self._folder / f"{self._layout}-{self._number:04}{self._suffix}"
        path.write_text("".join((*self._pieces, self._tail)), "utf-8", newline="")
        path.with_suffix(".truth.jsonl").write_bytes(b"".join(self._truths))
        self.held, self._truths = 0, []
        return path
