"""The terms of an index: which words of a field begin so, and in how many cables they stand."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, islice

import tantivy

from reftel.index.fields import under_any


class Terms:
    """Of one committed state. A path of the JSON field is asked like a field of its own."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self._searcher = searcher

    def frequency(self, field: str, word: str) -> int:
        """In how many cables a word stands."""
        return self._searcher.doc_freq(field, word)

    def beginning(self, field: str, prefix: str, limit: int | None = None) -> Iterator[tuple[str, int]]:
        """The words that begin so and in how many cables each stands; no more than `limit`."""
        if "." not in field:
            yield from self._searcher.terms_with_prefix(field, prefix, limit=limit)
            return
        everywhere = self._searcher.terms_with_prefix(under_any(field), prefix, limit=None)
        here = ((word, many) for word, _ in everywhere if (many := self.frequency(field, word)))
        yield from islice(here, limit)

    def parted(self, field: str, prefix: str, most: int) -> Iterator[tuple[str, bool]]:
        """Beginnings of which none has more than `most` words, and which together have all that begin with `prefix`.

        Each with whether words may go on behind it.
        """
        words = [word for word, _ in self.beginning(field, prefix, most + 1)]
        if len(words) > most:
            words = sorted(word for word, _ in self.beginning(field, prefix))
        yield from _parted(words, prefix, most)


def _parted(words: list[str], prefix: str, most: int) -> Iterator[tuple[str, bool]]:
    if len(words) <= most:
        if words:
            yield prefix, True
        return
    for begun, group in groupby(words, key=lambda word: word[: len(prefix) + 1]):
        if begun == prefix:
            yield prefix, False
        else:
            yield from _parted(list(group), begun, most)
