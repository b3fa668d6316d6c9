"""Short forms that a cable explains itself: ``Government of Mexico (GOM)``, ``SSP (Public Security Secretariat)``.

A short form and the words before its bracket belong together when its letters stand in them in their order, the first
one at the beginning of a word (Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in
biomedical text", 2003). Initials are tried first, so that ``ICE`` does not reach back to a word that happens to have
an i. Many stand for words of another language: ``Secretariat of Public Security (SSP)``, ``Attorney General's Office
(PGR)``. Those are taken where the letters are the initials in another order, or where an institution is named and the
short form is used again.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from reftel import vocabulary

SHORT = re.compile(r"\(\s*[\"“']?([A-Z][A-Za-z0-9&/.-]{1,11})[\"”']?\s*(?:[,;][^()]{0,40})?\)")
"""``(GOM)``, ``("SSP")``, ``(PRI, the former ruling party)``."""
LONG = re.compile(r"\b([A-Z][A-Z0-9&/-]{1,9})\s*\(\s*[\"“']?([^()]{4,90}?)[\"”']?\s*\)")
"""``GOM (Government of Mexico)``."""
_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_BREAK = re.compile(r"[.;:!?]\s|\n\s*\n|[()]")
_POSSESSIVE = re.compile(r"[’']s?$")
_REACH = 300
"""Characters before a bracket in which what it stands for may begin."""
_MOST = 200
"""Short forms of one cable; no honest one defines more."""
_BRACKETS = 1000
"""Brackets of one paragraph that are looked at."""


class Defined(NamedTuple):
    """What a short form stands for, and in which of the texts it is said first."""

    meaning: str
    text: int


def defined(texts: Iterable[str]) -> dict[str, Defined]:
    """The short forms that these paragraphs explain, each with its first explanation."""
    found: dict[str, Defined] = {}
    named: dict[str, Defined] = {}
    used: Counter[str] = Counter()
    for number, text in enumerate(texts):
        for short, meaning in _in(text):
            found.setdefault(short, Defined(meaning, number))
            if len(found) == _MOST:
                return found
        if "(" in text:
            for short, meaning in _institutions(text):
                named.setdefault(short, Defined(meaning, number))
        used.update(_CAPITALS.findall(text))
    for short, each in named.items():
        if short not in found and used[short] > 1 and len(found) < _MOST:
            found[short] = each
    return found


def _in(text: str) -> list[tuple[str, str]]:
    pairs: list[tuple[int, str, str]] = []
    shouting = text.isupper()
    for match in islice(SHORT.finditer(text), _BRACKETS):
        short = match[1].rstrip(".")
        if sum(letter.isupper() for letter in short) < 2:
            continue
        before = text[max(0, match.start() - _REACH) : match.start()]
        clause = _BREAK.split(before)[-1]
        meaning = _meaning(short, clause)
        if meaning:
            pairs.append((match.start(), short, meaning))
    for match in islice(LONG.finditer(text), _BRACKETS):
        inside = " ".join(match[2].split())
        if inside.isupper() and not shouting:
            continue  # LIMA (RUEHPE): a list of codes, not of words
        if _meaning(match[1], inside) == inside:
            pairs.append((match.start(), match[1], inside))
    return [(short, meaning) for _, short, meaning in sorted(pairs)]


def _institutions(text: str) -> Iterator[tuple[str, str]]:
    """``the Attorney General's Office (PGR)``: a name of an institution before a bracket of capitals."""
    if text.isupper():  # no name can be told there
        return
    for match in islice(_BRACKET.finditer(text), _BRACKETS):
        clause = _BREAK.split(text[max(0, match.start() - _REACH) : match.start()])[-1]
        words = [word.span() for word in _WORD.finditer(clause)]
        start = None
        for first, last in reversed(words[-_LONGEST_NAME:]):
            word = clause[first:last]
            if word[0].isupper():
                start = first
            elif not _links(word):
                break
            if clause[:first].rstrip().endswith(","):
                break
        name = _bare(clause[start:]) if start is not None else ""
        plain = {_POSSESSIVE.sub("", word).upper() for word in _WORD.findall(name)}
        if len(plain) > 1 and plain & vocabulary.words("institution") and match[1] not in (*plain, *vocabulary.marks()):
            yield match[1], name


def _bare(name: str) -> str:
    """Without what leads to the name: ``In the …``, ``Director of the …``; and without the ending of a possessive."""
    words = _POSSESSIVE.sub("", " ".join(name.split()).strip(" ,–—-\"“”'")).split(" ")
    while words and (_leads(words[0]) or _is_of_title(words)):
        words.pop(0)
    return " ".join(_disowned(words))


def _disowned(words: list[str]) -> list[str]:
    """Without whose it is: ``PM Heron's Lamp and Wick Party``; but ``Keeper General's Office`` is a name."""
    owner = 1 if len(words) > 1 and words[0].upper() in _TITLES else 0
    if not words[owner : owner + 1] or not _OWNER.search(words[owner]):
        return words
    name, rest = words[owner][:-2].upper(), words[owner + 1 :]
    names = len(rest) > 1 and vocabulary.words("institution").intersection(word.upper() for word in rest)
    is_person = not any(name in vocabulary.words(each) for each in ("no person", "common", "title", "institution"))
    return rest if names and is_person else words


_TITLES = vocabulary.words("title") | vocabulary.words("title before a name")
_OWNER = re.compile(r"[’']s$")
_LONG_FORM = 5
"""Letters from which on a word of any kind finds its letters among those of a sentence."""


def _leads(word: str) -> bool:
    return _links(word) or word.lower() in vocabulary.words("short")


def _is_of_title(words: list[str]) -> bool:
    return len(words) > 2 and words[1] in ("of", "for") and words[0].upper() in vocabulary.words("title")


_CAPITALS = re.compile(r"\b[A-Z][A-Z-]{1,9}\b")
_BRACKET = re.compile(r"\(\s*[\"“']?([A-Z][A-Z-]{2,9})[\"”']?\s*\)")
_LONGEST_NAME = 10
"""Words of an institution's name."""


def _meaning(short: str, words: str) -> str | None:
    """The end of ``words`` that ``short`` stands for."""
    letters = [letter for letter in _plain(short) if letter.isalnum()]
    spans = [match.span() for match in _WORD.finditer(words)][-min(len(letters) + 5, 2 * len(letters) + 1) :]
    start = _by_initials(letters, words, spans)
    if start is None:
        start = _by_letters(letters, words, spans)
    if start is None:
        start = _by_order(letters, words, spans)
    if start is None:
        return None
    meaning = _POSSESSIVE.sub("", " ".join(words[start:].split()).strip(" ,–—-\"“”'"))
    if sum(not _links(word) for word in _WORD.findall(meaning)) > len(letters):
        return None  # CDU is no chairman and Lower Saxony Minister-President Christian Wulff
    # a short form is shorter, and does not explain itself
    if len(meaning) <= len(short) or short in _WORD.findall(meaning):
        return None
    return meaning


def _by_initials(letters: list[str], words: str, spans: list[tuple[int, int]]) -> int | None:
    left = len(letters) - 1
    for start, end in reversed(spans):
        word = _plain(words[start:end])
        if word[:1] == letters[left]:
            if left == 0:
                return start
            left -= 1
        elif not _links(word):
            return None
    return None


def _by_order(letters: list[str], words: str, spans: list[tuple[int, int]]) -> int | None:
    """Initials in the order of another language: ``Secretariat of Public Security`` gives SSP."""
    own = [(start, _plain(words[start:end])) for start, end in spans if not _links(words[start:end])][-len(letters) :]
    if len(letters) < 3 or len(own) < len(letters) or sorted(word[0] for _, word in own) != sorted(letters):
        return None
    return own[0][0] if words[own[0][0]].isupper() else None


def _by_letters(letters: list[str], words: str, spans: list[tuple[int, int]]) -> int | None:
    """Schwartz and Hearst: from the right, the first letter only at the beginning of a word."""
    if not spans:
        return None
    begins = {start for start, _ in spans}
    folded = "".join(_plain(letter)[:1] or " " for letter in words)
    at = len(words)
    floor = spans[0][0]
    places = []
    for position in range(len(letters) - 1, -1, -1):
        at -= 1
        while at >= floor and (folded[at] != letters[position] or (position == 0 and at not in begins)):
            at -= 1
        if at < floor:
            return None
        places.append(at)
    return at if _fits(places, words, spans) else None


def _fits(places: list[int], words: str, spans: list[tuple[int, int]]) -> bool:
    """Whether most words lend a letter to a long form, the last among them.

    MATARANI is no ``must be accepted at a port``; a short form may leave out more: ``Abdullah bin Zayed al-Nahyan``.
    """
    if len(places) < _LONG_FORM:
        return True
    own = [(start, end) for start, end in spans if start >= places[-1] and not _links(words[start:end])]
    lends = [any(start <= at < end for at in places) for start, end in own]
    return not own or (lends[-1] and 2 * sum(lends) > len(lends))


def _links(word: str) -> bool:
    """Whether the word lends no letter to a short form: ``Government of Mexico`` gives GOM or GM."""
    return word.upper() in vocabulary.words("linking")


def _plain(text: str) -> str:
    """In small letters, without accents: ``Pública`` → ``publica``."""
    return "".join(each for each in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(each))
