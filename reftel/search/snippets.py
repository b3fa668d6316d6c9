"""The best paragraphs of a hit, with what matched in them. Made from views, so nothing forbidden can stand in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from reftel.archive import View
from reftel.index import unread
from reftel.model import Struct
from reftel.search.results import Snippet
from reftel.search.tree import Text
from reftel.vocabulary.spelling import one_slip

_WORD = re.compile(r"[^\W_]+")
_WIDTH = 280
"""Characters of a snippet: three lines of a result list."""
_BEFORE = 60
"""Characters before the first match, to read it in its sentence."""
_LONGEST = 200_000
"""Characters of one text that are looked through."""
_LONGEST_WORD = 100
"""Letters of a word that a pattern is tried on; what is longer is an attachment."""
_SHORTEST_HINT = 2
"""Letters by which words are looked for; fewer stand in nearly every word."""
_MOST = 64
"""Texts of a query that are marked; nobody types more."""


class _Candidate(Struct, frozen=True):
    anchor: str | None
    number: int | None
    mark: str | None
    text: str
    matches: tuple[tuple[int, int, int], ...]
    """(start, end, which text of the query)."""


class _Letters(dict[int, int]):
    """Every letter in small and without its accent, one for one, so that places in a text stay the same."""

    def __missing__(self, point: int) -> int:
        small = chr(point).lower()
        plain = unicodedata.normalize("NFKD", small[:1])[:1]
        self[point] = ord(plain) if plain.isalnum() else point
        return self[point]


_LETTERS = _Letters()


class _Phrase(NamedTuple):
    which: int
    words: tuple[str, ...]
    prefix: bool
    """The last of them may go on."""


class _Test(NamedTuple):
    """A pattern, or a word with a slip: words are tried one by one."""

    which: int
    hints: tuple[str, ...]
    """Letters of which a word that fits holds one at least; ``""``: any word may."""
    fits: Callable[[str], bool]
    known: dict[str, bool]
    """Words that were tried; a text holds the same ones again and again."""


class Marker:
    """Finds the texts of one query in plain text, comparing words as the engine does."""

    def __init__(
        self, texts: Iterable[Text], words: Callable[[str], tuple[str, ...]], stem: Callable[[str], str]
    ) -> None:
        """`words` and `stem` are the engine's."""
        self._stem = stem
        self._stems: dict[str, int] = {}
        self._phrases: list[_Phrase] = []
        self._tests: list[_Test] = []
        self._near: list[tuple[int, frozenset[str], int]] = []
        for which, text in enumerate(islice(texts, _MOST)):
            found = words(text.text)
            if not found:
                continue
            if text.near is not None and len(found) > 1:
                self._near.append((which, frozenset(found), text.near))
            elif text.pattern:
                self._tests.append(_fits(which, text.text, words))
            elif text.similar and len(found) == 1:
                self._tests.append(_like(which, found[0]))
            elif len(found) > 1 or text.phrase or text.prefix or text.similar:
                self._phrases.append(_Phrase(which, found, text.prefix))
                if not text.phrase and not text.prefix:
                    self._stems.setdefault(stem("".join(found)), which)  # cease-fire, and ceasefire
            else:
                self._stems.setdefault(stem(found[0]), which)
        # An inflection changes the end of a word: countr-y, countr-ies. What begins otherwise need not be looked at.
        begun = {each[:-1] if len(each) > 2 else each for each in self._stems} | {
            each.words[0] for each in self._phrases
        }
        self._begun = tuple(one for one in begun if not any(one.startswith(each) for each in begun - {one}))

    def __bool__(self) -> bool:
        """Whether there is anything to mark."""
        return bool(self._begun or self._tests or self._near)

    def matches(self, text: str) -> tuple[tuple[int, int, int], ...]:
        """Where the texts of the query stand: (start, end, which one), in order."""
        folded = text[:_LONGEST]
        folded = folded.lower() if folded.isascii() else folded.translate(_LETTERS)
        found: list[tuple[int, int, int]] = []
        for begun in self._begun:
            found += self._beginning_with(begun, folded)
        if self._tests:
            found += self._tested(folded)
        for number, together, span in self._near:
            if sum(word in folded for word in together) > 1:
                found += [(start, end, number) for start, end in _close(folded, together, span)]
        return tuple(sorted(found))

    def _beginning_with(self, begun: str, folded: str) -> Iterator[tuple[int, int, int]]:
        place = folded.find(begun)
        while place >= 0:
            word = _WORD.match(folded, place)
            if word is None or (place and _WORD.match(folded, place - 1)):
                place = folded.find(begun, place + 1)
                continue
            which = self._stems.get(self._stem(word[0])) if self._stems else None
            if which is not None:
                yield place, word.end(), which
            for number, wanted, prefix in self._phrases:
                last = _phrase_end(folded, place, wanted, prefix)
                if last is not None:
                    yield place, last, number
            place = folded.find(begun, word.end())

    def _tested(self, folded: str) -> Iterator[tuple[int, int, int]]:
        for test in self._tests:
            for start, end in {span for hint in test.hints for span in _words_with(hint, folded)}:
                word = folded[start:end]
                if word not in test.known:
                    test.known[word] = len(word) <= _LONGEST_WORD and test.fits(word)
                if test.known[word]:
                    yield start, end, test.which


def _words_with(hint: str, folded: str) -> Iterator[tuple[int, int]]:
    """Where the words stand that hold these letters; all words, where there are none to go by."""
    if not hint:
        yield from (word.span() for word in _WORD.finditer(folded))
        return
    place = folded.find(hint)
    while place >= 0:
        start = place
        while start and folded[start - 1].isalnum():
            start -= 1
        word = _WORD.match(folded, start)
        end = word.end() if word else place + 1
        if word:
            yield start, end
        place = folded.find(hint, end)


def _like(which: int, meant: str) -> _Test:
    # Whichever edit it is, the word's first letters or its last ones are as they were.
    as_it_was = (len(meant) - 1) // 2
    hints = (meant[:as_it_was], meant[-as_it_was:]) if as_it_was >= _SHORTEST_HINT else ("",)
    return _Test(which, hints, lambda word: word == meant or one_slip(word, meant), {})


def _fits(which: int, pattern: str, words: Callable[[str], tuple[str, ...]]) -> _Test:
    pieces = re.split(r"([?*]+)", pattern)
    wild = {"?": r"[^\W_]", "*": r"[^\W_]*"}
    plain = ["" if place % 2 else "".join(words(piece)) for place, piece in enumerate(pieces)]
    parts = [
        "".join(wild[sign] for sign in re.sub(r"\*+", "*", piece)) if place % 2 else re.escape(plain[place])
        for place, piece in enumerate(pieces)
    ]
    expression = re.compile("".join(parts))
    hint = max(plain, key=len)
    hints = (hint if len(hint) >= _SHORTEST_HINT else "",)
    return _Test(which, hints, lambda word: expression.fullmatch(word) is not None, {})


def _close(folded: str, together: frozenset[str], span: int) -> Iterator[tuple[int, int]]:
    """The words of `together` that have another one of them within `span` words."""
    held = [(place, word.span(), word[0]) for place, word in enumerate(_WORD.finditer(folded)) if word[0] in together]
    for at, (place, where, word) in enumerate(held):
        around = (*held[max(0, at - span) : at], *held[at + 1 : at + 1 + span])
        if any(abs(each[0] - place) <= span and each[2] != word for each in around):
            yield where


def _phrase_end(folded: str, start: int, wanted: tuple[str, ...], prefix: bool) -> int | None:
    """Where the phrase that begins at `start` ends, if it is one; its last word may be a beginning."""
    end = None
    for place, want in enumerate(wanted):
        word = _WORD.search(folded, start if end is None else end)
        if word is None or not (word[0] == want or (prefix and place == len(wanted) - 1 and word[0].startswith(want))):
            return None
        end = word.end()
    return end


def snippets(view: View, marker: Marker, limit: int = 2) -> tuple[Snippet, ...]:
    """The best `limit` paragraphs of `view`, best first; its beginning where nothing matches in the body."""
    return passages(view, marker, limit)[0]


def passages(view: View, marker: Marker, limit: int = 2) -> tuple[tuple[Snippet, ...], int]:
    """The best `limit` paragraphs of `view`, best first, and how many others match."""
    matching = _matching(view, marker) if marker else []
    if not matching:
        return _beginning(view), 0
    ordered = sorted(
        matching, key=lambda each: (-len({which for *_, which in each.matches}), -min(len(each.matches), 5))
    )
    best = tuple(Snippet(each.anchor, each.number, each.mark, _parts(each)) for each in ordered[:limit])
    return best, len(ordered) - len(best)


def _matching(view: View, marker: Marker) -> list[_Candidate]:
    candidates = [
        _Candidate(anchor, paragraph.number, paragraph.mark, paragraph.text, found)
        for anchor, paragraph in zip(view.anchors, view.cable.paragraphs, strict=True)
        if (found := marker.matches(paragraph.text))
    ]
    return candidates or [
        _Candidate(None, None, None, text, found) for text in unread(view.cable) if (found := marker.matches(text))
    ]


def _beginning(view: View) -> tuple[Snippet, ...]:
    """The first paragraph, or the beginning of the text where there is none."""
    for anchor, paragraph in zip(view.anchors, view.cable.paragraphs, strict=True):
        if paragraph.text.strip():
            first = _Candidate(anchor, paragraph.number, paragraph.mark, paragraph.text, ())
            return (Snippet(first.anchor, first.number, first.mark, _parts(first)),)
    for text in unread(view.cable):
        if text.strip():
            return (Snippet(None, None, None, _parts(_Candidate(None, None, None, text.strip(), ()))),)
    return ()


def _parts(candidate: _Candidate) -> tuple[tuple[str, bool], ...]:
    text = candidate.text
    start, end = _window(text, candidate.matches)
    parts: list[tuple[str, bool]] = [("… ", False)] if start else []
    place = start
    for first, last, _ in candidate.matches:
        if first < place or last > end:
            continue
        if first > place:
            parts.append((text[place:first], False))
        parts.append((text[first:last], True))
        place = last
    if place < end:
        parts.append((text[place:end], False))
    if end < len(text):
        parts.append((" …", False))
    return tuple(parts)


def _window(text: str, matches: tuple[tuple[int, int, int], ...]) -> tuple[int, int]:
    """The stretch of about `_WIDTH` characters that holds most of the query, cut between words."""
    if len(text) <= _WIDTH:
        return 0, len(text)
    best, start = -1, 0
    last = 0
    for place, (first, _, _) in enumerate(matches):
        left = max(0, first - _BEFORE)
        last = max(last, place)
        while last < len(matches) and matches[last][1] <= left + _WIDTH:
            last += 1
        many = last - place
        if many > best:
            best, start = many, left
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = min(len(text), start + _WIDTH)
    if end < len(text):
        cut = max(text.rfind(" ", start, end), max((b for a, b, _ in matches if start <= a and b <= end), default=0))
        end = cut if cut > start else end
    return start, end
