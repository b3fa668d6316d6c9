"""What stands between two blanks, taken apart once: the same few thousand words make up most of every cable.

The engine's own stemmer takes each word anew. With this an entry takes a quarter fewer instructions on its way into the
index, compounds and postings included.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

_COMPOUND = re.compile(r"(?<!\w)[^\W_]{1,14}(?:[.\-/&'’(](?!s\b)[^\W_]{1,14}){1,3}(?!\w)")
"""``U.S``, ``S/CT``, ``P-reel``, ``cease-fire``, ``1.4(b``; not ``the mayor's``."""
_MOST = 100_000
"""Chunks that are remembered: some 15 MB."""
_LONGEST = 100
"""Characters of a chunk that is: of longer ones no two are alike."""


class Chunks(dict[str, str]):
    """Chunk → its words in their ground forms, with blanks between them, each worked out when it is first met."""

    def __init__(self, stems: Callable[[str], Sequence[str]]) -> None:
        """`stems`: the words of any text in their ground forms, as queries have them."""
        self._stems = stems
        self._compounds: dict[str, tuple[str, ...]] = {}

    def __missing__(self, chunk: str) -> str:
        stems = " ".join(self._stems(chunk))
        found = tuple(compounds(chunk))
        if len(chunk) > _LONGEST:
            if found:
                self._compounds[chunk] = found
            return stems
        self[chunk] = stems
        if found:
            self._compounds[chunk] = found
        return stems

    def taken(self, texts: Iterable[str]) -> tuple[str, str]:
        """The words of these texts in their ground forms, and their compounds once more in one word."""
        if len(self) > _MOST or len(self._compounds) > _MOST:
            self.clear()
            self._compounds.clear()
        chunks = " ".join(texts).split()
        stems = [*map(self.__getitem__, chunks)]
        known = self._compounds
        joined = dict.fromkeys(word for chunk in chunks if chunk in known for word in known[chunk])
        stems += map(self.__getitem__, joined)
        return " ".join(stems), " ".join(joined)


def compounds(text: str) -> Iterable[str]:
    """What is written with points, strokes or hyphens inside, in one word: ``S/CT`` → ``SCT``.

    So ``SCT`` and ``ceasefire`` find what the drafter wrote otherwise. Numbers stay as they are: 2.5 is not 25.
    """
    for match in _COMPOUND.finditer(text):
        word = "".join(character for character in match[0] if character.isalnum())
        if not word.isdigit():
            yield word
