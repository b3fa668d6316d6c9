"""The TAGS line: codes, with kinds and meanings; compound, misspelt and run-together ones by the tables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from reftel import vocabulary
from reftel.model import Struct


class Word(Struct, frozen=True, gc=False):
    """A word of the line, where it stands, and whether a comma or a line end comes after it."""

    text: str
    start: int
    end: int
    closed: bool = False
    line_end: bool = False


_WORD = re.compile(r"[A-Za-z][A-Za-z0-9&/-]*|\(([A-Z][^()]{2,60}|[A-Z][^()]{60,160}(?<=[A-Z]))\)")
# two persons in one parenthesis: `(QUILL, ADA AND HERON, MAX)`
_AND = re.compile(r"\s+(?:AND|&)\s+|\s*;\s*")
_BLANKS_AT_COMMA = re.compile(r" ?,(?! ) ?| ,")
_LETTER = re.compile(r"[A-Z]", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d]+[,.]?\s+\S.*", re.DOTALL)
_GOES_ON = re.compile(r"[ \t]*([,;]?)[ \t]*(\n?)")
# `TAGS: P*` and a row of asterisks: the National Archives' sign of characters that were lost
_LOST = re.compile(r"\w{0,8}\*(?:\s{0,80}\*){2}")
_STARS = re.compile(r"[*\s]*+")
_NO_TAG = frozenset({"AND", "NONE", "N/A", "U", "C", "S", "SBU", "LOU"})
"""Words and portion marks that stand among them."""
_LONGEST_PHRASE = 4
_NEAR = 3
"""Words on either side."""
_PROSE = 6
"""Words of a further line from which on half of them must be TAGS: prose has a country's code by chance."""
_LONGEST_LINE = 300


def lost(text: str, start: int, end: int) -> int | None:
    """Where the sign of lost characters ends in ``text[start:end]``; None where there is none."""
    sign = _LOST.search(text, start, end)
    return _STARS.match(text, sign.end(), end).end() if sign else None  # type: ignore[union-attr]  # matches anything


def read(text: str, start: int, end: int) -> dict[str, tuple[int, int]]:
    """The codes of ``text[start:end]``, each once, in order, with its place; captions that strayed in are left out."""
    codes = _codes(text[start:end]) if end - start < _LONGEST_LINE else _codes.__wrapped__(text[start:end])
    return {code: (start + first, start + last) for code, (first, last) in codes.items()}


@lru_cache(maxsize=4096)  # a post writes about the same matters every day
def _codes(value: str) -> Mapping[str, tuple[int, int]]:
    lost = _LOST.search(value)
    words = _of_the_line(_words(value[: lost.start()] if lost else value))
    codes: dict[str, tuple[int, int]] = {}
    i = 0
    while i < len(words):
        known, used = _code(words, i)
        for code in known:
            if code not in vocabulary.captions() and code not in _NO_TAG:
                codes.setdefault(code, (words[i].start, words[i + used - 1].end))
        i += used
    return MappingProxyType(codes)


def _words(text: str) -> list[Word]:
    found: list[Word] = []
    for match in _WORD.finditer(text):
        if match[1] and len(pieces := _names(match[1])) > 1:
            found += (
                Word(" ".join(text[a:b].upper().split()), a, b, True)
                for a, b in ((match.start(1) + first, match.start(1) + last) for first, last in pieces)
            )
            continue
        shown = match[1] or match[0]
        on = _GOES_ON.match(text, match.end())
        found.append(
            Word(
                _BLANKS_AT_COMMA.sub(", ", " ".join(shown.upper().split())),
                match.start(),
                match.end(),
                bool(match[1] or (on and on[1])),
                bool(on and on[2]),
            )
        )
    return found


def _names(inside: str) -> list[tuple[int, int]]:
    """Where each of several persons stands in a parenthesis; empty where it does not name several."""
    cuts = list(_AND.finditer(inside))
    starts, ends = [0, *(cut.end() for cut in cuts)], [*(cut.start() for cut in cuts), len(inside)]
    pieces = list(zip(starts, ends, strict=True))
    if not cuts or not all(map(_LETTER.match, (inside[a:b] for a, b in pieces))):
        return []
    whole = all(_NAME.fullmatch(inside[a:b]) for a, b in pieces)
    return pieces if whole or any("," in inside[a:b] for a, b in pieces) else []


def _of_the_line(words: list[Word]) -> list[Word]:
    """The words as far as they are TAGS: a further line without any, after no comma, is none of theirs."""
    for i, word in enumerate(words[:-1]):
        if not word.line_end or word.closed:
            continue
        line = words[i + 1 : next((j + 1 for j in range(i + 1, len(words)) if words[j].line_end), len(words))]
        spans = any(_code(words, j)[1] > i + 1 - j for j in range(max(0, i + 2 - _LONGEST_PHRASE), i + 1))
        known = sum(_is_known(each.text) for each in line)
        if not spans and (known == 0 or (len(line) >= _PROSE and known * 2 < len(line))):
            return words[: i + 1]
    return words


def _is_known(word: str) -> bool:
    known = word in vocabulary.tag_aliases() or vocabulary.tag(word).kind != "unknown"
    return known or bool(vocabulary.split_tags(word))


def all_known(value: str) -> bool:
    """True for a line that says nothing but TAGS, in capitals: ``SZ, IT``; not for an empty one, or one of captions."""
    words = value.replace(",", " ").split()
    return bool(words) and all(each.isupper() and vocabulary.tag(each).kind != "unknown" for each in words)


def _code(words: list[Word], i: int) -> tuple[tuple[str, ...], int]:
    """The codes that begin at word ``i`` and how many words they take."""
    aliases = vocabulary.tag_aliases()
    longest = min(_LONGEST_PHRASE, len(words) - i) if words[i].text in _first_words() else 1
    for length in range(longest, 1, -1):
        run = words[i : i + length]
        if not any(word.closed for word in run[:-1]):
            phrase = " ".join(word.text for word in run)
            if phrase in aliases:
                return aliases[phrase], length
    word = words[i].text
    if len(word) == 2 and i + 1 < len(words) and len(words[i + 1].text) == 2 and _cut_in_two(words[i], words[i + 1]):
        return (word + words[i + 1].text,), 2
    if word in aliases:
        return aliases[word], 1
    hyphen = word.endswith("-")
    if (
        words[i].line_end
        and not words[i].closed
        and i + 1 < len(words)
        and (hyphen or not _is_known(words[i + 1].text))
    ):
        cut = word.rstrip("-") + words[i + 1].text  # `PG` and in the next line `OV`
        if vocabulary.tag(cut).kind != "unknown":
            return (cut,), 2
    if vocabulary.tag(word).kind != "unknown":
        return (word,), 1
    if together := vocabulary.split_tags(word):
        return together, 1
    for sign in "/-":
        if sign in word and all(map(_is_known, parts := word.split(sign))):
            return tuple(code for part in parts for code in _known_codes(part)), 1
    if i + 1 < len(words) and not words[i].closed and not words[i].line_end:  # `P GOV`, `N O`
        both = word + words[i + 1].text
        if vocabulary.tag(both).kind != "unknown" and not _is_known(words[i + 1].text):
            return (both,), 2
    if _is_person(words, i):
        return (f"{word}, {words[i + 1].text}",), 2
    if (i == 0 or words[i - 1].text != "OVIP") and (near := vocabulary.near_tag(word)) and _among_tags(words, i):
        return (near,), 1
    return (word,), 1


def _among_tags(words: list[Word], i: int) -> bool:
    """True where a TAG stands near, so that a word of the line is likely to be one too."""
    return any(_is_known(words[j].text) for j in range(max(i - _NEAR, 0), min(i + _NEAR + 1, len(words))) if j != i)


def _cut_in_two(one: Word, other: Word) -> bool:
    """``PR EL``: two letters and two, of which the second say nothing alone."""
    together = vocabulary.tag(one.text + other.text).kind
    return not one.closed and together == "subject" and vocabulary.tag(other.text).kind == "unknown"


def _known_codes(word: str) -> tuple[str, ...]:
    return vocabulary.tag_aliases().get(word) or vocabulary.split_tags(word) or (word,)


@cache
def _first_words() -> frozenset[str]:
    """The words with which phrases of the table begin."""
    return frozenset(alias.split()[0] for alias in vocabulary.tag_aliases() if " " in alias)


def _is_person(words: list[Word], i: int) -> bool:
    """``OVIP ZOELLICK ROBERT US``: a name without its parentheses, surname first, after OVIP."""
    if i == 0 or words[i - 1].text != "OVIP" or i + 1 >= len(words) or words[i].line_end:
        return False
    given = words[i + 1].text
    return not words[i].closed and len(given) > 2 and vocabulary.tag(given).kind == "unknown"
