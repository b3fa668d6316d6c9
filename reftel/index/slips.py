"""Words that a slip of the hand turns into each other: a letter too many, too few, another one, or two exchanged.

Damerau, "A technique for computer detection and correction of spelling errors" (1964), found 80 % of misspellings to
be one such slip.
"""

from __future__ import annotations

from collections.abc import Iterator

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


def one_slip(word: str) -> Iterator[str]:
    """Every word one slip away from `word` (about 74 times its length); some come twice, and `word` itself may."""
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        if after:
            yield before + after[1:]
            for letter in _LETTERS:
                yield before + letter + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in _LETTERS:
            yield before + letter + after


def distance(one: str, other: str, most: int) -> int:
    """How many slips lie between two words; more than `most` is not counted further and comes as `most` + 1.

    Of a stretch, at most one pair of neighbours is exchanged ("optimal string alignment").
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        row = [i]
        for j, against in enumerate(other, start=1):
            least = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                least = min(least, before[j - 2] + 1)
            row.append(least)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return min(last[-1], most + 1)
