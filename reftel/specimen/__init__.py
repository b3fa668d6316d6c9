"""The way back: invented cables, written in any layout, with their truth.

They are the demo's corpus, the tests' fixtures and what the benches measure. Posts, routing indicators and TAGS are
real; people, places, events and sentences are invented, and every cable says so of itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from reftel.errors import SourceError
from reftel.specimen.damage import DAMAGES
from reftel.specimen.layouts import Specimen
from reftel.specimen.streaming import LAYOUTS, stream

__all__ = ["DAMAGES", "LAYOUTS", "Specimen", "stream", "write"]


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
    blocks, spans, rules and repairs. The layouts (all by default) take turns. The same arguments give the same files,
    byte for byte; memory does not grow with the count.

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
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for specimen in specimens:
            path = folder / f"{specimen.fields.id}{specimen.suffix}"
            path.write_bytes(specimen.content)
            path.with_suffix(".json").write_bytes(encoder.encode(specimen.cable))
            yield path
    except OSError as error:
        reason = error.strerror or str(error)
        raise SourceError(f"{folder}: specimens can't be written there ({reason}). Choose another folder.") from error
