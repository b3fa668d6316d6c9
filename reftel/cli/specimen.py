"""``reftel specimen``: invented cables, to try things on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def specimen(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to; made if it is not there.")],
    count: Annotated[int, typer.Option("--count", min=1, metavar="N", help="How many cables.")] = 100,
    seed: Annotated[int, typer.Option("--seed", metavar="S", help="The same seed writes the same cables.")] = 1,
    layout: Annotated[
        list[str] | None,
        typer.Option(
            "--layout",
            metavar="NAME",
            help="Only this layout; may be given again. All that are plain text, if not given.",
        ),
    ] = None,
    damage: Annotated[
        str | None,
        typer.Option(
            "--damage",
            metavar="KINDS",
            help="Damaged: ocr:0.01 (the share of characters misread), linebreaks, mojibake, pagebreaks; with commas.",
        ),
    ] = None,
    size: Annotated[
        int | None,
        typer.Option("--size", metavar="CHARS", help="Length of a telegram, on the average. 3,000, if not given."),
    ] = None,
) -> None:
    """Write invented cables, each with a .json of what a reader should find in it.

    Posts and TAGS are real; people and events are invented, and every cable says that it is a specimen. Layouts: raw,
    raw-1970s, leading, page-2010-11, page-2010-12, page-2011, dump-csv, nara-text, smart-email, frus-tei, json-lines;
    on paper nara-pdf, pdf-text, page-image (these need reftel[specimen]). Of dump-csv, frus-tei and json-lines a file
    holds up to a thousand cables, and a .truth.jsonl beside it their truths.

    \b
    Example:
        reftel specimen --count 300 --seed 1 specimens
        reftel specimen --count 20 --layout raw-1970s --layout page-2011 specimens
        reftel specimen --count 50 --damage ocr:0.01,pagebreaks damaged
        reftel specimen --count 1000 --size 6000 as-long-as-real-ones
    """
    from reftel import specimen as invented

    files = sum(1 for _ in invented.write(folder, count, seed, tuple(layout) if layout else None, damage, size))
    cables = "1 invented cable" if count == 1 else f"{count:,} invented cables"
    held = f"{cables} in {folder}" if files == count else f"{cables} in {files:,} files in {folder}"
    print(f"{held}, each with its truth beside it (.json); next: reftel ingest {folder} --archive DIR")
