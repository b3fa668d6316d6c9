"""Specimens one after the other: a world, the layouts in turn, and the damage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from msgspec.structs import replace

from reftel.errors import QueryError
from reftel.specimen.damage import Damage, understood
from reftel.specimen.layouts import LAYOUTS, USUAL, WRITERS
from reftel.specimen.world import SIZE, SPREAD, World
from reftel.specimen.written import Specimen

_SMALLEST = 100
"""Characters that may be asked for; heading and opening take several hundred whatever is asked."""
_LARGEST = 100_000_000


def stream(
    count: int,
    seed: int,
    *,
    layouts: Sequence[str] | None = None,
    damage: str | None = None,
    size: int | None = None,
    spread: float = SPREAD,
) -> Iterator[Specimen]:
    """So many specimens, made as they are asked for; nothing is written to disk, and memory does not grow.

    Of each: ``text``, what a reader of its file reads; ``cable``, the truth (a ``reftel.model.Cable`` with that text
    and without blocks, spans, rules and repairs); ``layout``; ``content``, the bytes of a file that holds it. The
    layouts (``USUAL`` by default) take turns. The same arguments give the same specimens; another ``damage`` spoils the
    same cables. ``size`` is the length of a telegram in characters, on the average (3,000 by default; real ones have
    about 6,000): half of them are shorter than six sevenths of it, one in fifty is three times as long. ``spread`` is
    that of the logarithm of the length; with 0 all are about as long.

    Raises ``QueryError`` at once for an unknown layout or damage, a negative count, or a size that can't be had.
    """
    chosen = tuple(layouts) if layouts else USUAL
    unknown = [name for name in chosen if name not in WRITERS]
    if unknown:
        raise QueryError(f"There is no layout “{unknown[0]}”. Choose among: {', '.join(LAYOUTS)}.")
    if count < 0:
        raise QueryError(f"{count} specimens can't be written. Ask for 0 or more.")
    if size is not None and not _SMALLEST <= size <= _LARGEST:
        raise QueryError(f"Specimens of {size:,} characters can't be written. Ask for {_SMALLEST} to {_LARGEST:,}.")
    harm = understood(damage) if damage is not None else Damage()
    return _stream(count, seed, chosen, harm, World(seed, size or SIZE, spread))


def _stream(count: int, seed: int, chosen: Sequence[str], harm: Damage, world: World) -> Iterator[Specimen]:
    unharmed = not harm.any
    for at in range(count):
        layout = WRITERS[chosen[at % len(chosen)]]
        draft = world.draft(layout.eras[int(world.rng.random() * len(layout.eras))])
        if unharmed:
            specimen = layout.write(draft, world.rng)
            yield replace(specimen, copy=draft.copy) if draft.copy else specimen
            continue
        # A stream of its own, so that the world goes on as if there were no damage.
        fate = Random(f"{seed} {at}")  # noqa: S311 - invented texts, no secrets
        draft = harm.drafted(draft, fate)
        specimen = replace(layout.write(draft, world.rng), copy=draft.copy)
        yield harm.done(specimen, draft, fate)
