"""Blocks that tile the text: every character belongs to exactly one."""

from __future__ import annotations

from reftel.model import Block, BlockKind, Place
from reftel.telegram.clean import Clean
from reftel.telegram.cover import Cover


def tile(
    text: str,
    clean: Clean,
    boundaries: list[tuple[int, BlockKind]],
    around: Cover,
    cut: list[Place],
) -> tuple[Block, ...]:
    """Blocks that tile the text: the parts led back to it, the furniture laid over them, the cover around them."""
    if not text:
        return ()
    edges: list[tuple[int, BlockKind]] = [(0, "notice")] if around.start > 0 else []
    for i, (at, kind) in enumerate(boundaries):
        edges.append((around.start if i == 0 else max(clean.at(at), around.start), kind))
    if around.end < len(text):
        edges.append((around.end, "notice"))
    over: list[tuple[int, int, BlockKind]] = [(start, end, "furniture") for start, end in _joined(text, cut)]
    if "notice" in around.places:
        over.append((*around.places["notice"], "notice"))
    over.sort()
    ends = (*(start for start, _ in edges[1:]), len(text))
    pieces = [Block(kind, start, end) for (start, kind), end in zip(edges, ends, strict=True) if end > start]
    return tuple(_overlaid(pieces, over) if over else pieces)


def _joined(text: str, places: list[Place]) -> list[Place]:
    """Pieces of furniture with only white space between them as one, so that no block is an empty line."""
    found: list[Place] = []
    for start, end in places:
        if found and start - found[-1][1] < 200 and not text[found[-1][1] : start].strip():
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _overlaid(pieces: list[Block], over: list[tuple[int, int, BlockKind]]) -> list[Block]:
    found: list[Block] = []
    k = 0
    for piece in pieces:
        at = piece.start
        while k < len(over) and over[k][0] < piece.end:
            start, end, kind = over[k]
            start = max(start, at)
            if start > at:
                found.append(Block(piece.kind, at, start))
            stop = min(end, piece.end)
            if stop > start:
                if found and found[-1].kind == kind == "furniture" and found[-1].end == start:
                    found[-1] = Block(kind, found[-1].start, stop)
                else:
                    found.append(Block(kind, start, stop))
            at = max(at, stop)
            if end > piece.end:
                break
            k += 1
        if at < piece.end:
            found.append(Block(piece.kind, at, piece.end))
    return found
