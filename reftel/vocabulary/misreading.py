"""What a scanner takes for what: 0 and O, 1 and I, rn and m; and which known word a misread one can be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from .table import rows

_MOST = 2
"""Letters misread in one word; with more of them, other words come as near."""
_NEVER = 99
_LETTERS_FOR_EACH = 3
"""A word of three letters may have one that is misread, a word of six two."""

# letters that stand where a number is expected
_DIGIT_OF = str.maketrans("OQDUoIl|!iLTZzASsGbBgq", "0000011111112245566899")


@lru_cache(maxsize=16384)
def outline(word: str) -> str:
    """The word with each letter replaced by the one that stands for all it is confused with.

    Two words with the same outline may be the same word misread: ``AMEMBA5SY`` and ``AMEMBASSY``, ``vvest`` and
    ``west``.
    """
    single, several = _groups()
    for read, written in several:
        if read in word:
            word = word.replace(read, written)
    return word.translate(single)


@cache
def outlines(words: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """Known words by their outlines, for ``meant``; made once for each list of words."""
    found: dict[str, tuple[str, ...]] = {}
    for word in words:
        key = outline(word)
        if word not in found.get(key, ()):
            found[key] = (*found.get(key, ()), word)
    return MappingProxyType(found)


def meant(word: str, among: Mapping[str, tuple[str, ...]]) -> str | None:
    """The one known word that a misread word can be; None when it is none, or may be several.

    ``among`` is what ``outlines`` made. Of several with the same outline the one with the fewest letters misread is
    taken, if it is alone.
    """
    near = sorted((misread(word, known), known) for known in among.get(outline(word), ()))
    if not near or near[0][0] > min(_MOST, len(near[0][1]) // _LETTERS_FOR_EACH):
        return None
    return near[0][1] if len(near) == 1 or near[1][0] > near[0][0] else None


def misread(word: str, known: str) -> int:
    """How many letters of ``known`` a scanner took for others in ``word``; many, where no scanner takes them so."""
    if len(word) != len(known):
        return abs(len(word) - len(known))
    pairs = _pairs()
    wrong = [(written, read) for written, read in zip(known, word, strict=True) if written != read]
    return len(wrong) if pairs.issuperset(wrong) else _NEVER


@cache
def _pairs() -> frozenset[tuple[str, str]]:
    return frozenset((row["written"], row["read"]) for row in rows("ocr_confusions"))


def digits(word: str) -> str | None:
    """The number that a scanner's letters are: ``O6`` → ``06``, ``453O`` → ``4530``; None for another word."""
    read = word.translate(_DIGIT_OF)
    return read if read.isdigit() and read.isascii() else None


@cache
def outlined(kind: str) -> Mapping[str, tuple[str, ...]]:
    """What ``meant`` may choose among: ``tag``, ``routing``, ``post``, ``caption``, or ``address`` (words of names)."""
    return outlines(tuple(dict.fromkeys(_known(kind))))


def _known(kind: str) -> Iterator[str]:
    if kind == "tag":
        yield from (row["code"] for row in rows("tags"))
    elif kind == "routing":
        yield from (row["indicator"] for row in rows("routing"))
    elif kind == "post":
        yield from (row["code"] for row in rows("posts"))
    elif kind == "caption":
        yield from (row["caption"] for row in rows("captions") if len(row["caption"]) > 4)
    else:
        names = [row["name"] for row in rows("routing")] + [row["name"] for row in rows("posts")]
        towns = (word for name in names for word in name.upper().split())
        yield from _FORMAL_WORDS
        yield from (word for word in towns if len(word) > 2 and word.isalpha())


_FORMAL_WORDS = (
    *("SECSTATE", "AMEMBASSY", "AMCONSUL", "USMISSION", "WASHDC", "WASHINGTON", "COLLECTIVE", "DEPT", "DEPARTMENT"),
    *("IMMEDIATE", "PRIORITY", "ROUTINE", "FLASH", "NIACT"),
)
"""Words of TO and INFO lines beside the names."""


@cache
def _groups() -> tuple[dict[int, str], tuple[tuple[str, str], ...]]:
    """Single characters → the first of their group; and what is read as two, the longest first."""
    group: dict[str, str] = {}
    several: list[tuple[str, str]] = []
    for row in rows("ocr_confusions"):
        written, read = row["written"], row["read"]
        if len(read) > 1:
            several.append((read, written))
            continue
        one, other = group.get(written, written), group.get(read, read)
        group.setdefault(written, one)
        group.setdefault(read, other)
        for letter, first in tuple(group.items()):
            if first == other:
                group[letter] = one
    return {ord(letter): first for letter, first in group.items()}, tuple(several)
