"""The way back: invented cables, written in any layout, with their truth.

They are the demo's corpus and the tests' fixtures. Posts, routing indicators and TAGS are real; people, places, events
and sentences are invented, and every cable says so of itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import msgspec

from reftel.errors import QueryError, SourceError
from reftel.specimen.damage import DAMAGES, Damage, understood
from reftel.specimen.layouts import LAYOUTS as _LAYOUTS
from reftel.specimen.world import World

LAYOUTS = tuple(_LAYOUTS)
"""Names of the layouts that can be written."""

__all__ = ["DAMAGES", "LAYOUTS", "write"]


def write(
    folder: str | Path, count: int, seed: int, layouts: Sequence[str] | None = None, damage: str | None = None
) -> Iterator[Path]:
    """Write so many invented cables into a folder, and yield each file once it is there.

    Beside ``09LIMA233.html`` stands ``09LIMA233.json``: the truth, a ``reftel.model.Cable`` with its text and without
    blocks, spans, rules and repairs. The layouts (all by default) take turns. The same arguments give the same files,
    byte for byte; memory does not grow with the count.

    ``damage`` names kinds of damage (``DAMAGES``), separated by commas: ``ocr:0.01,linebreaks``. The truth keeps the
    fields as they were meant, in their own case, beside the damaged ``text``. The cables are those that the same seed
    writes undamaged; only ``mojibake`` first gives some bodies the marks and letters that it then spoils.

    Raises ``QueryError`` at once for an unknown layout or damage or a negative count, ``SourceError`` for a folder that
    can't be written.
    """
    chosen = tuple(layouts) if layouts else LAYOUTS
    unknown = [name for name in chosen if name not in _LAYOUTS]
    if unknown:
        raise QueryError(f"There is no layout “{unknown[0]}”. Choose among: {', '.join(LAYOUTS)}.")
    if count < 0:
        raise QueryError(f"{count} specimens can't be written. Ask for 0 or more.")
    harm = understood(damage) if damage is not None else Damage()
    return _written(Path(folder), count, seed, chosen, harm)


def _written(folder: Path, count: int, seed: int, chosen: tuple[str, ...], harm: Damage) -> Iterator[Path]:
    world = World(seed)
    encoder = msgspec.json.Encoder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for at in range(count):
            layout = _LAYOUTS[chosen[at % len(chosen)]]
            draft = world.draft(layout.eras[int(world.rng.random() * len(layout.eras))])
            # A stream of its own, so that the world goes on as if there were no damage.
            fate = Random(f"{seed} {at}")  # noqa: S311 - invented texts, no secrets
            draft = harm.drafted(draft, fate)
            specimen = harm.done(layout.write(draft, world.rng), draft, fate)
            path = folder / f"{specimen.fields.id}{specimen.suffix}"
            path.write_bytes(specimen.content.encode())
            path.with_suffix(".json").write_bytes(encoder.encode(specimen.cable))
            yield path
    except OSError as error:
        reason = error.strerror or str(error)
        raise SourceError(f"{folder}: specimens can't be written there ({reason}). Choose another folder.") from error
