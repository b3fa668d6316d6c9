"""The cable finder: every cable that a text mentions, by number or by reference, and whether the archive holds it.

The text may be anything that people write about cables: an article with numbers in its links, a memorandum, a history
with footnotes (``Telegram 5021 from La Paz, August 16, 1973``, as *Foreign Relations of the United States* cites), or
a cable itself with its REF line. Numbers, posts and dates are open to every reader; the text is the reader's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from reftel import telegram, vocabulary
from reftel.archive import EVERYTHING, Archive, Reader, lookups
from reftel.model import Struct
from reftel.search import decoding
from reftel.search.results import Hit, hit_of

LONGEST = 2_000_000
"""Characters of a text that are looked through: a book has about half of that."""

# 09MEXICO2134, 1974LAPAZ00015, also in the middle of an address: /cable/2009/07/09MEXICO2134.html, #09MEXICO2134
_COMPACT = re.compile(r"(?<![A-Za-z0-9])(?:19|20)?\d\d[A-Za-z]{3,30}\d{1,7}(?![A-Za-z0-9])")
_JOINED = re.compile(rf"(?<![\w-]){decoding.JOINED}(?![\w-])")
_PLACE = r"[A-Z][A-Za-z.']{0,24}(?: (?:[A-Z][A-Za-z.']{0,24}|de|do|of|al)){0,3}"
# Telegram 5021 from La Paz, August 16, 1973; Tels. 62263 and 62264 to All Diplomatic Posts
_FRUS = re.compile(
    r"\b(?:[Tt]elegrams?|[Tt]els?\.|TELEGRAMS?|[Cc]ables?|CABLES?|[Aa]irgrams?) (?:[Nn]os?\. ?|#)?"
    r"(?P<serials>\d{1,7}(?:(?:, | and |, and )\d{1,7}){0,8}),? (?P<way>from|to|FROM|TO) "
    rf"(?:the )?(?:(?:American )?(?:[Ee]mbassy|[Cc]onsulate(?: [Gg]eneral)?|[Mm]ission) (?:in|at) )?(?P<post>{_PLACE})"
)
# MEXICO 2134; `LA PAZ 5021`: a post in capitals and a serial, without any year
_BARE = re.compile(
    r"(?<![\w.$/-])(?P<post>[A-Z][A-Z.']+(?: [A-Z][A-Z.']+){0,3}) (?:#|NO\. ?)?(?P<serial>\d{2,7})(?![\w%])"
)
_YEAR_BEHIND = re.compile(r"[^.;\n]{0,40}?\b((?:19[4-9]|20[0-4])\d)\b")
# `La Paz 1388, March 8, 1974`, `La Paz telegram 5806 of 6 September 1974`, `La Paz’s telegram 1919 (February 1974)`
_DATED = re.compile(
    rf"(?<![\w.'])(?P<post>{_PLACE})(?:[’']s)?(?P<called> (?:[Tt]elegram|[Cc]able|[Tt]el\.?))? (?:[Nn]o\. ?|#)?"
    rf"(?P<serial>\d{{1,7}})(?:,? (?:of |dated )?|,? ?\()(?:\d{{1,2}} )?(?:{'|'.join(vocabulary.MONTHS)})"
    r"(?: \d{1,2},?)?,? (?P<year>(?:19[4-9]|20[0-4])\d)(?!\d)"
)
_CENTURY = range(100)
_SECTION = re.compile(r"\b(?:SECTION\s+\d\d\s+OF|PAGE)\s+\d\d", re.IGNORECASE)
"""``SECTION 01 OF 04 MEXICO 002134``, ``PAGE 02 HARARE 06677``: of a cable's own headings; the numbers are no years."""
_CLOSED = re.compile(r"\s*(?:[),.;:\]\n]|$)")
_CALLED = re.compile(r"\b(?:cables?|telegrams?|tels?|messages?|see|per|ref)\W{1,3}$", re.IGNORECASE)
_CALLED_BEHIND = re.compile(r"\s{1,2}(?:cable|telegram|message)\b", re.IGNORECASE)
_SHORT_YEAR = re.compile(r"\d\d\D")


class Mention(Struct, frozen=True):
    """A place in the text that mentions a cable."""

    start: int
    """First character of it in the text."""
    end: int
    """The character after its last."""
    text: str
    target: str | None
    """The canonical id, where exactly one reading remains."""
    how: str
    """By what it was recognised: ``number``, ``citation``, ``REF line``, ``without a year``, …"""
    held: str | None = None
    """The key under which the archive holds it."""
    perhaps: tuple[str, ...] = ()
    """Held cables that it may mean, where the year is not told and several have this number."""


class Mentioned(Struct, frozen=True):
    """A cable, and where the text mentions it."""

    target: str
    places: tuple[Mention, ...]
    hit: Hit | None = None
    """As lists show it; None where the archive does not hold it."""


class Found(Struct, frozen=True):
    """What a text mentions."""

    cables: tuple[Mentioned, ...] = ()
    """Each cable once, in the order of its first place."""
    unclear: tuple[Mention, ...] = ()
    """Mentions that leave open which cable is meant."""
    articles: tuple[Hit, ...] = ()
    """Held cables that were published with an article whose address stands in the text."""
    cut: bool = False
    """The text was longer than `LONGEST`: its rest was not looked through."""


class _Place(NamedTuple):
    start: int
    end: int
    targets: tuple[str, ...]
    how: str
    sure: bool = True
    """Believed even where the archive does not hold it."""


def find(archive: Archive, text: str, *, reader: Reader = EVERYTHING) -> Found:
    """Every cable that `text` mentions. No text is an error; ArchiveError when the archive can't be read."""
    looked = text[:LONGEST]
    places = _apart([*_compact(looked), *_cited(looked), *_footnoted(looked), *_dated(looked), *_bare(looked)])
    held = archive.held({target for each in places for target in each.targets})
    mentions = [mention for each in places if (mention := _mention(looked, each, held)) is not None]
    groups: dict[str, list[Mention]] = {}
    for each in mentions:
        if each.target:
            groups.setdefault(each.held or each.target, []).append(each)
    cables = []
    for target, them in groups.items():
        view = archive.view(target, reader) if them[0].held else None
        cables.append(Mentioned(target, tuple(them), hit_of(view) if view else None))
    return Found(
        tuple(cables),
        tuple(each for each in mentions if each.target is None),
        _published(archive, looked, reader),
        len(text) > LONGEST,
    )


def _mention(text: str, place: _Place, held: dict[str, str]) -> Mention | None:
    shown = " ".join(text[place.start : place.end].split())
    if len(place.targets) == 1:
        (target,) = place.targets
        key = held.get(target)
        if key is None and not place.sure:
            return None
        return Mention(place.start, place.end, shown, target, place.how, key)
    # A number without a year means what is held, or nothing that can be told.
    keys = tuple(dict.fromkeys(held[target] for target in place.targets if target in held))
    if len(keys) == 1:
        return Mention(place.start, place.end, shown, keys[0], f"{place.how}; the only one held", keys[0])
    if keys or place.sure:
        return Mention(place.start, place.end, shown, None, place.how, None, keys)
    return None


def _apart(places: list[_Place]) -> list[_Place]:
    """Places that do not overlap, in order; of two that do, the surer reading, then the longer one."""
    kept: list[_Place] = []
    for each in sorted(places, key=lambda each: (len(each.targets), each.start - each.end)):
        if all(each.end <= other.start or other.end <= each.start for other in kept):
            kept.append(each)
    return sorted(kept)


def _compact(text: str) -> Iterator[_Place]:
    for match in _COMPACT.finditer(text):
        letters = re.sub(r"\d", "", match[0])
        known = letters.upper() in vocabulary.post_codes() or letters.upper() in vocabulary.post_aliases()
        yield _Place(match.start(), match.end(), (telegram.canonical_id(match[0]),), "number", known)
    for match in _JOINED.finditer(text):
        target = telegram.canonical_id(decoding.unjoined(match[0]))
        parts = telegram.split_id(target)
        if parts and parts[1] in vocabulary.post_codes():
            yield _Place(match.start(), match.end(), (target,), "number")


def _cited(text: str) -> Iterator[_Place]:
    """What the reader of telegrams finds: the REF line of a pasted cable, and numbers cited with their year."""
    for start, end in telegram.split(text):
        cable = telegram.parse(text[start:end])
        for number, reference in enumerate(cable.references):
            spans = cable.spans.get(f"references.{number}", ())
            if reference.kind != "cable" or not spans or not any(each.isdigit() for each in reference.text):
                continue
            how = "REF line" if reference.paragraph is None else "citation"
            first, last = start + spans[0][0], start + spans[-1][1]
            if reference.target:
                yield _Place(first, last, (reference.target,), how)
            elif bare := _BARE.fullmatch(reference.text.upper()):  # of a text that does not tell its own year
                code = _post(bare["post"])
                targets = _numbers(code, bare["serial"], None) if code else ()
                yield _Place(first, last, targets, f"{how}, without a year")
    for found in telegram.cited(text):
        if not found.reference.target or _SECTION.search(text, max(0, found.start - 20), found.start + 3):
            continue
        capitals = any(word.isupper() and len(word) > 1 for word in re.findall(r"[^\W\d]+", found.reference.text))
        called = _CALLED.search(text, max(0, found.start - 14), found.start) or _CALLED_BEHIND.match(text, found.end)
        # `In 2009 Mexico 2134 people voted` counts people; nobody counts behind a year in two digits.
        if capitals or called or _SHORT_YEAR.match(text, found.start) or _CLOSED.match(text, found.end):
            yield _Place(found.start, found.end, (found.reference.target,), "citation", capitals or bool(called))


def _footnoted(text: str) -> Iterator[_Place]:
    for match in _FRUS.finditer(text):
        name = match["post"]
        sent_to = match["way"].lower() == "to"
        code = "STATE" if sent_to else _post(name)
        if code is None:
            continue
        behind = _YEAR_BEHIND.match(text, match.end())
        closed = match.end() - len(name) + len(name.rstrip("."))
        for serial in re.finditer(r"\d+", match["serials"]):
            targets = _numbers(code, serial[0], behind[1] if behind else None)
            start = match.start("serials") + serial.start()
            first = match.start() if serial.start() == 0 else start
            last = closed if serial.end() == len(match["serials"]) else start + len(serial[0])
            yield _Place(first, last, targets, "citation" if behind else "without a year", bool(behind))


def _dated(text: str) -> Iterator[_Place]:
    for match in _DATED.finditer(text):
        if named := _named_last(match["post"]):
            code, at = named
            targets = _numbers(code, match["serial"], match["year"])
            yield _Place(match.start() + at, match.end(), targets, "citation", bool(match["called"]))


def _bare(text: str) -> Iterator[_Place]:
    for match in _BARE.finditer(text):
        if named := _named_last(match["post"]):
            code, at = named
            behind = _YEAR_BEHIND.match(text, match.end())
            targets = _numbers(code, match["serial"], behind[1] if behind else None)
            how = "citation" if behind else "without a year"
            yield _Place(match.start() + at, match.end(), targets, how, False)


def _named_last(name: str) -> tuple[str, int] | None:
    """The post of the longest end of some words, and where it begins: ``La Paz``, of ``Embassy La Paz``."""
    words = name.split()
    for first in range(len(words)):
        if code := _post(" ".join(words[first:]), exactly=True):
            return code, len(" ".join(words[:first])) + bool(first)
    return None


def _post(name: str, *, exactly: bool = False) -> str | None:
    """The post of the longest beginning of some words: ``La Paz``, of ``La Paz August``."""
    words = name.split()
    for last in range(len(words), 0, -1):
        squeezed = "".join(character for character in "".join(words[:last]).upper() if character.isalpha())
        if squeezed in vocabulary.post_codes() or squeezed in vocabulary.post_aliases():
            return vocabulary.canonical_post(squeezed)
        if exactly:
            return None
    return None


def _numbers(code: str, serial: str, year: str | None) -> tuple[str, ...]:
    years = (int(year) % 100,) if year else _CENTURY
    return tuple(f"{each:02d}{code}{int(serial)}" for each in years)


def _published(archive: Archive, text: str, reader: Reader) -> tuple[Hit, ...]:
    addresses = {address.rstrip(".,;:)") for address in re.findall(r"https?://[^\s\"'<>]{4,500}", text)}
    views = (archive.view(key, reader) for key in lookups.published_in(archive, addresses))
    return tuple(hit_of(view) for view in views if view is not None)
