"""Texts that are nearly one: retransmissions, corrected copies, a page scanned twice. They are linked, never merged.

A text is the set of its shingles: three words in a row, of which the first is long. MinHash (`rensa`) makes of it 48
numbers, of which two texts have as many in common as their sets have, and these make eight bands; the record finds
texts that share a band without comparing each with each (https://en.wikipedia.org/wiki/MinHash). What it finds so is
then compared word by word.
"""

from __future__ import annotations

from hashlib import blake2b
from itertools import compress
from struct import pack

from rensa import RMinHash  # type: ignore[import-untyped]

from reftel.model import Cable

ALIKE = 0.6
"""Share of shingles in common from which two cables are linked. One misread word in twenty-five leaves 0.75; two
telegrams of one post on one subject share a tenth."""
_BANDS = 8
_ROWS = 6
"""Numbers in a band: texts of which 0.8 is the same share a band with a likelihood of 0.9, of which 0.3, 0.006."""
_BAND = f"<{_ROWS}I"
"""A band as `struct` writes it."""
_SEED = 2009
_LONG = 8
"""Letters of the word that begins a shingle: one word in eight. Which ones depends on the text alone."""
_LEAST = 12
"""Shingles; a text with fewer (a dozen lines) is like many others without being one of them."""
_SIGNS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~¶“”‘’–—…"
_BLANKS = str.maketrans(_SIGNS, " " * len(_SIGNS))


def shingles(cable: Cable) -> frozenset[str]:
    """The shingles of the body; of the whole text where no paragraph was found. Line ends and case make none."""
    body = " ".join([each.text for each in cable.paragraphs]) or cable.text
    words = body.lower().translate(_BLANKS).split()
    long = map(_LONG.__le__, map(len, words))
    # With two empty words at the end, so that the last ones begin shingles too: of fewer words.
    three = zip(words, [*words[1:], ""], [*words[2:], "", ""], strict=False)
    return frozenset(map(str.rstrip, map(" ".join, compress(three, long))))


def bands(cable: Cable) -> tuple[int, ...]:
    """Eight numbers of 48 bits; two cables that share one are likely to be alike. None for a very short text."""
    found = shingles(cable)
    if len(found) < _LEAST:
        return ()
    sketch = RMinHash(num_perm=_BANDS * _ROWS, seed=_SEED)
    sketch.update(list(found))
    numbers = sketch.digest()
    return tuple(_band(at, numbers[at * _ROWS : (at + 1) * _ROWS]) for at in range(_BANDS))


def _band(at: int, numbers: list[int]) -> int:
    return int.from_bytes(blake2b(pack(_BAND, *numbers), digest_size=6, salt=bytes([at])).digest(), "little")


def share(one: Cable, other: Cable) -> float:
    """How much of two cables is the same: shingles in common, of all that either has (Jaccard)."""
    mine, theirs = shingles(one), shingles(other)
    return len(mine & theirs) / len(mine | theirs) if mine and theirs else 0.0
