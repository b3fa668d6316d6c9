"""Series: telegrams that say they are one of several on a matter, and the others, looked for.

"This cable is the first in a series of five cables on the harbours" names no number. The others are of the same post,
near in time and number, on a like subject; some say themselves which part they are, or name each other in the REF line.
"""

from __future__ import annotations

import datetime as dt
import re

import msgspec

from reftel.archive import EVERYTHING, Archive, Reader, View, net
from reftel.model import Struct

NEAR = 45
"""Days before and after in which the other parts are looked for."""
_CANDIDATES = 60
"""Cables that are read for it at most, the likeliest first."""
_ENOUGH = 1.6
"""What speaks for a cable, added up (see ``_weigh``), from which it is taken for another part."""
_WORDS_OF_NUMBERS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"),
    "twelfth",
)
_LAST = ("last", "final", "concluding")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_COUNT = rf"(?:{'|'.join(_WORDS_OF_NUMBERS)}|\d{{1,2}})"
_ORDINAL = rf"(?:{'|'.join((*_ORDINALS, *_LAST))}|\d{{1,2}}(?:st|nd|rd|th))"
_NTH = rf"\b(?P<part>{_ORDINAL})(?: and (?:last|final))?"
_NUMERAL = rf"(?:{_COUNT}|{'|'.join(sorted(_ROMAN, key=len, reverse=True))})"
_THINGS = r"(?:cables?|telegrams?|messages?|reports?|parts?|installments?|instalments?)"
_OURS = r"(?:a|an|the|our|this|post's|embassy's)"
_WORDS = r"(?:[\w'’-]+ ){0,3}"
_PIECE = r"(?:part|pt\.?|installment|instalment)"
_STATEMENTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # second of a three-part series; the last of our 2-cable series; first of two-part series
        rf"{_NTH} (?:{_THINGS} )?(?:in|of) (?:{_OURS} )?(?P<of>{_COUNT})-{_THINGS}\b(?: series\b)?",
        rf"{_NTH} (?:{_THINGS} )?(?:in|of) {_OURS} (?P<of>{_COUNT}) {_THINGS}\b(?: series\b)?",
        # the first in a series of five cables; third of our series on …; final cable in series of four
        rf"{_NTH} (?:{_THINGS} )?(?:in|of) (?:{_OURS} {_WORDS})?series\b"
        rf"(?: of (?:about |some )?(?P<of>{_COUNT})\b(?: (?:[\w'’-]+ )?{_THINGS}\b)?"
        rf"| of (?:[\w'’-]+ )?{_THINGS}\b|(?! of ))",
        # the second of three cables on …; the first of several cables
        rf"{_NTH} (?:in|of) (?:the |our |these )?(?P<of>{_COUNT}) (?:[\w'’-]+ )?{_THINGS}\b",
        rf"{_NTH} (?:in|of) (?:several|a number of) (?:[\w'’-]+ )?{_THINGS}\b",
        # This is the first of three. This cable, the third of four, …
        rf"\bthis(?: {_THINGS}| septel)?,?(?: is)? (?:the |our )?(?P<part>{_ORDINAL}) (?:of|in) (?P<of>{_COUNT})"
        r"(?=[.,;:)]|$)",
        # part two of three; part II of II; part 2 of a three-part series; part 3 (of 4); (2 of 3)
        rf"\b{_PIECE} ?#?(?P<part>{_NUMERAL})(?: of | in | \(of |/)(?:a |the |our |this )?(?P<of>{_NUMERAL})\b",
        r"[(\[](?:(?:cable|message|telegram|part|no\.?) )?#?(?P<part>\d{1,2}) of (?P<of>\d{1,2})[)\]]",
        rf"\b(?:cable|message|telegram) (?:no\.? )?#?(?P<part>{_NUMERAL}) of (?P<of>{_NUMERAL})\b",
        # a series of five cables; a three-part series; this is one of three cables on …
        rf"\b(?:a|our|this) series of (?P<of>{_COUNT})\b(?: [\w'’-]+)? {_THINGS}\b",
        rf"\b(?P<of>{_COUNT})[ -]{_THINGS} series\b",
        rf"\bthis(?: {_THINGS})? is one of (?:the |our )?(?P<of>{_COUNT}) (?:[\w'’-]+ )?(?:cable|telegram|report)s\b",
        # (2/3); first of three, 2 of 5, at the end or before a stop; part II: in a subject only
        r"[(\[](?P<part>\d)/(?P<of>\d)[)\]]",
        rf"(?<!section )(?<!sec )(?<![\w.])(?:(?:report|no\.?|number) )?#?(?P<part>{_ORDINAL}|{_NUMERAL})"
        rf" of (?P<of>{_NUMERAL})"
        r"(?=\W{0,2}$|[:;,)\]])",
        rf"\b{_PIECE} (?P<part>{_NUMERAL})\b(?=[:;,.)\]–—-]| [-–—]|$)",
    )
)
_ONLY_SUBJECT = len(_STATEMENTS) - 3
"""How many may stand anywhere: ``PART II``, ``2 of 3`` or ``(2/3)`` in a text may be of anything, a date too."""
_PART_ALONE = re.compile(rf"\b{_PIECE} (?P<part>{_NUMERAL})\b", re.IGNORECASE)
_NOT_WORDS = frozenset(
    (
        *("part", "of", "the", "a", "an", "in", "on", "and", "for", "to", "with", "s", "series"),
        *(*_WORDS_OF_NUMBERS, *_ORDINALS, *(each.lower() for each in _ROMAN)),
    )
)


class Statement(Struct, frozen=True):
    """What a cable says of the series that it is part of."""

    text: str
    """As it stands there: ``the first in a series of five cables``."""
    part: int | None = None
    """Which part it is, where it says so."""
    of: int | None = None
    """Of how many, where it says so."""
    anchor: str | None = None
    """The paragraph; None for the subject line."""


class Part(Struct, frozen=True):
    """A cable that is, or may be, another part of a series."""

    id: str
    subject: str | None
    sent: dt.datetime | None
    statement: Statement | None
    """What it says itself; None where it says nothing, and is taken for a part by the rest."""
    why: tuple[str, ...]
    """What speaks for it."""
    weight: float
    """How much speaks for it; 1.6 is just enough."""


class Series(Struct, frozen=True):
    """A cable that says it is one of several, and those of the others that were found."""

    id: str
    statement: Statement
    parts: tuple[Part, ...]
    """By part, then date."""
    lacking: int | None
    """How many were not found; None where it does not say of how many it is."""
    post: str | None = None
    """Code of the post among whose cables the others were looked for; None where none could be looked for."""
    first: dt.date | None = None
    last: dt.date | None = None
    """From and to which day they were."""


def stated(view: View) -> Statement | None:
    """What a cable says of the series that it is part of; the subject first, then its paragraphs in their order."""
    found = _statement(view.cable.subject or "", None, len(_STATEMENTS))
    if found:
        return found
    for anchor, paragraph in zip(view.anchors, view.cable.paragraphs, strict=True):
        if found := _statement(paragraph.text, anchor, _ONLY_SUBJECT):
            return found
    return None


def series(archive: Archive, ref: str, reader: Reader = EVERYTHING) -> Series | None:
    """The series that a held cable says it is part of, with the others that were found; None where it says none."""
    view = archive.view(ref, reader)
    statement = stated(view) if view else None
    if view is None or statement is None:
        return None
    parts = []
    for head in _candidates(archive, view, reader):
        other = archive.view(head.id, reader)
        if other is not None and (part := _part(view, statement, other, head)):
            parts.append(part)
    best = _one_of_each(sorted(parts, key=lambda each: -each.weight), statement)
    lacking = max(statement.of - 1 - len(best), 0) if statement.of else None
    found = Series(view.id, statement, tuple(sorted(best, key=_order)), lacking)
    cable = view.cable
    if cable.origin is None or cable.sent is None:
        return found
    first, last = (cable.sent.date() + dt.timedelta(days=days) for days in (-NEAR, NEAR))
    return msgspec.structs.replace(found, post=cable.origin.code, first=first, last=last)


def _statement(text: str, anchor: str | None, patterns: int) -> Statement | None:
    flowed = " ".join(text.split())
    for pattern in _STATEMENTS[:patterns]:
        for match in pattern.finditer(flowed):
            said = match.groupdict()
            of = _number(said.get("of"))
            part = _number(said.get("part"))
            if part is None and (said.get("part") or "").lower() in _LAST:
                part = of
            if part is None and of and anchor is None and (alone := _PART_ALONE.search(flowed)):
                part = _number(alone["part"])  # `A THREE-PART SERIES, PART 2`
            if part == _TOO_MANY or of == 1 or (part and of and part > of):
                continue
            return Statement(match[0].strip("()[] "), part, of, anchor)
    return None


_TOO_MANY = 0


def _number(text: str | None) -> int | None:
    if not text:
        return None
    word = text.lower()
    for words in (_WORDS_OF_NUMBERS, _ORDINALS, tuple(each.lower() for each in _ROMAN)):
        if word in words:
            return words.index(word) + 1
    digits = re.match(r"\d+", word)
    return int(digits[0]) if digits else None


def _candidates(archive: Archive, view: View, reader: Reader) -> list[net.Head]:
    """Cables of the same post near in time, the likest subject and the nearest first."""
    cable = view.cable
    if cable.origin is None or cable.sent is None:
        return []
    near = net.near(archive, cable.origin.code, cable.sent, dt.timedelta(days=NEAR), reader)
    sent = cable.sent

    def likely(head: net.Head) -> tuple[float, float]:
        apart = abs((head.sent - sent).total_seconds()) if head.sent else float("inf")
        return -_alike(cable.subject, head.subject), apart

    return sorted((each for each in near if each.id != view.id), key=likely)[:_CANDIDATES]


def _part(view: View, statement: Statement, other: View, head: net.Head) -> Part | None:
    theirs = stated(other)
    weight, why = _weigh(view, statement, other, theirs)
    if weight < _ENOUGH:
        return None
    return Part(head.id, head.subject, head.sent, theirs, tuple(why), round(weight, 2))


def _weigh(view: View, mine: Statement, other: View, theirs: Statement | None) -> tuple[float, list[str]]:
    """What speaks for two cables being parts of one series: 2 for saying so, to 2 for the subject, 1.5 for naming."""
    weight, why = 0.0, []
    if theirs is not None:
        if mine.part and theirs.part and mine.part == theirs.part:
            return 0.0, []
        if mine.of and theirs.of and mine.of != theirs.of:
            return 0.0, []
        weight += 2 if mine.of and mine.of == theirs.of else 1
        why.append(f"says: {theirs.text}")
    alike = _alike(view.cable.subject, other.cable.subject)
    if alike >= 0.3:
        weight += 2 * alike
        why.append("a like subject")
    if _names(view, other.id) or _names(other, view.id):
        weight += 1.5
        why.append("one names the other")
    if weight and view.cable.sent and other.cable.sent:
        days = abs((view.cable.sent - other.cable.sent).days)
        weight += max(0.0, 0.6 - days / NEAR)
        why.append("the same day" if not days else f"{days} {'day' if days == 1 else 'days'} apart")
    return weight, why


def _names(view: View, key: str) -> bool:
    return any(each.target == key for each in view.cable.references)


def _alike(one: str | None, other: str | None) -> float:
    """How much two subjects have in common, 0 to 1: words that count parts left out."""
    mine, theirs = _words(one), _words(other)
    if len(mine) < 2 or len(theirs) < 2:
        return 0.0
    return len(mine & theirs) / len(mine | theirs)


def _words(text: str | None) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", (text or "").lower())) - _NOT_WORDS


def _one_of_each(parts: list[Part], statement: Statement) -> list[Part]:
    """Of several cables that would be the same part the likeliest, and no more than the series has.

    What says itself that it is a part goes before what is only like one, which is none where all parts are found.
    """
    taken: set[int] = set()
    kept = []
    for each in sorted(parts, key=lambda part: part.statement is None):
        number = each.statement.part if each.statement else None
        if number is not None and number in taken:
            continue
        if each.statement is None and not _lacking(taken, statement):
            continue
        if number is not None:
            taken.add(number)
        kept.append(each)
    return kept[: statement.of - 1] if statement.of else kept


def _lacking(found: set[int], statement: Statement) -> bool:
    """Whether parts are lacking still, as far as the statement tells how many there are."""
    last = statement.of or statement.part
    return last is None or not found | {statement.part} >= set(range(1, last + 1))


def _order(part: Part) -> tuple[int, str, str]:
    number = part.statement.part if part.statement and part.statement.part else 99
    return number, part.sent.isoformat() if part.sent else "~", part.id
