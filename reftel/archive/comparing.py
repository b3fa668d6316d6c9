"""What differs between two editions of one cable, paragraph by paragraph.

The older edition stands first: what is *redacted* was taken out of the later one, what is *restored* was put back into
it. Paragraphs belong together that say the same or nearly the same; of what remains between two such pairs, those with
one number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

from reftel.model import Paragraph, Struct

Kind = Literal["same", "redacted", "restored", "corrected", "partial"]
"""``same``: no letter differs; ``redacted``, ``restored``: text and x-runs took each other's place; ``corrected``:
anything else; ``partial``: it stands in one of the two only, or one breaks off."""

_NEAR = 0.5
"""Share of words in common from which two paragraphs are one in two versions."""
_LARGEST = 60
"""Paragraphs between two that are the same on both sides; more are put together by their numbers alone."""
_BROKEN = 0.8
"""Of the longer paragraph; one that is its beginning and shorter than this breaks off."""
_NOTES = ("removed", "redacted", "deleted", "omitted", "excised", "declassified")
"""Words of a note in brackets that stands for text taken out: ``[name removed]``, ``[1 line not declassified]``."""
_SHORTEST = 3
"""Letters of an x-run."""
_WORD = re.compile(r"\[[^\]\s][^\]]{0,80}\]|\S+")


class Difference(Struct, frozen=True):
    """A paragraph in two editions."""

    kind: Kind
    one: int | None
    """Its position in the older edition; None where it does not stand there."""
    other: int | None
    one_parts: tuple[tuple[str, bool], ...] = ()
    """Its text there in stretches, and which of them differ."""
    other_parts: tuple[tuple[str, bool], ...] = ()


def compare(one: Sequence[Paragraph], other: Sequence[Paragraph]) -> tuple[Difference, ...]:
    """Every paragraph of either, in their order."""
    return tuple(_difference(one, other, *pair) for pair in _pairs(one, other))


def _pairs(one: Sequence[Paragraph], other: Sequence[Paragraph]) -> Iterator[tuple[int | None, int | None]]:
    matcher = SequenceMatcher(
        None, [_letters(each.text) for each in one], [_letters(each.text) for each in other], False
    )
    for what, start, end, other_start, other_end in matcher.get_opcodes():
        if what == "equal":
            yield from zip(range(start, end), range(other_start, other_end), strict=True)
        else:
            yield from _between(one, other, range(start, end), range(other_start, other_end))


def _between(
    one: Sequence[Paragraph], other: Sequence[Paragraph], mine: range, theirs: range
) -> Iterator[tuple[int | None, int | None]]:
    """Pairs among paragraphs of which no two are the same: the likest first, in the order of both."""
    best: tuple[float, int, int] = (0.0, -1, -1)
    small = len(mine) <= _LARGEST and len(theirs) <= _LARGEST
    for at in mine:
        for there in theirs:
            numbered = one[at].number is not None and one[at].number == other[there].number
            share = _share(one[at].text, other[there].text) if small else 0.0
            # A number alone tells that they belong together, as where nearly all of one is x-runs.
            likeness = (share if share >= _NEAR else 0.0) + (0.1 if numbered else 0.0)
            best = max(best, (likeness, -at, -there))
    if best[0] == 0.0:
        yield from ((at, None) for at in mine)
        yield from ((None, there) for there in theirs)
        return
    at, there = -best[1], -best[2]
    yield from _between(one, other, range(mine.start, at), range(theirs.start, there))
    yield at, there
    yield from _between(one, other, range(at + 1, mine.stop), range(there + 1, theirs.stop))


def _difference(one: Sequence[Paragraph], other: Sequence[Paragraph], at: int | None, there: int | None) -> Difference:
    if at is None or there is None:
        mine = ((one[at].text, True),) if at is not None else ()
        theirs = ((other[there].text, True),) if there is not None else ()
        return Difference("partial", at, there, mine, theirs)
    old, new = _WORD.findall(one[at].text), _WORD.findall(other[there].text)
    if _letters(one[at].text) == _letters(other[there].text):
        return Difference("same", at, there, ((one[at].text, False),), ((other[there].text, False),))
    keys = [[_letters(word) or word for word in words] for words in (old, new)]
    mine_parts: list[tuple[str, bool]] = []
    their_parts: list[tuple[str, bool]] = []
    changes: set[Kind] = set()
    for what, start, end, other_start, other_end in SequenceMatcher(None, keys[0], keys[1], False).get_opcodes():
        before, after, differs = old[start:end], new[other_start:other_end], what != "equal"
        mine_parts += [(" ".join(before), differs)] if before else []
        their_parts += [(" ".join(after), differs)] if after else []
        if differs:
            changes.add(_change(before, after))
    kind: Kind = "corrected"
    if changes & {"redacted", "restored"}:  # other changes beside it are as nothing
        kind = "redacted" if "redacted" in changes else "restored"
    elif _breaks_off(*keys):
        kind = "partial"
    return Difference(kind, at, there, tuple(mine_parts), tuple(their_parts))


def _change(before: list[str], after: list[str]) -> Kind:
    """What one change in a paragraph is."""
    gone, come = _stands_for_text(before), _stands_for_text(after)
    if gone == come:
        return "corrected"
    return "redacted" if come else "restored"


def _stands_for_text(words: list[str]) -> bool:
    """Whether these are x-runs, or notes of what was taken out."""
    return bool(words) and all(_is_run(word) or _is_note(word) for word in words)


def _is_run(word: str) -> bool:
    letters = _letters(word)
    return len(letters) >= _SHORTEST and not letters.strip("x")


def _is_note(word: str) -> bool:
    return word.startswith("[") and any(note in word.casefold() for note in _NOTES)


def _breaks_off(old: list[str], new: list[str]) -> bool:
    """Whether one is no more than the beginning of the other; its last word may be half there."""
    short, long = sorted((old, new), key=len)
    return 1 < len(short) < _BROKEN * len(long) and short[:-1] == long[: len(short) - 1]


def _letters(text: str) -> str:
    return "".join(re.findall(r"[^\W_]+", text.casefold()))


def _share(one: str, other: str) -> float:
    mine, theirs = (set(re.findall(r"[^\W_]+", text.casefold())) for text in (one, other))
    return len(mine & theirs) / min(len(mine), len(theirs)) if mine and theirs else 0.0
