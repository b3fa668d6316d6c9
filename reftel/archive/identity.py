"""Which cable is which: keys, spellings of a number, two cables with one number, the edition that is shown."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import NamedTuple

from reftel.model import Cable

_ALIKE = 0.5
"""Share of words in common from which two texts count as one cable. Two printings of one cable share > 0.8 of their
words even with page furniture and OCR; two cables of one post on one subject share about 0.3."""
UNNUMBERED = "unnumbered-"
"""With what the keys of cables begin whose number nothing tells."""
_UNKNOWN_CHARACTERS = "\ufffd"


def spelling(text: str) -> str:
    """The form in which aliases are compared: ``09 mexico 2134`` → ``09MEXICO2134``."""
    return "".join(text.upper().split())


def key_of(cable: Cable) -> str:
    """The cable's own number, or, where nothing tells it, a name made from its text (the same in every run)."""
    if cable.id:
        return cable.id
    digest = hashlib.sha256(" ".join(cable.text.split()).encode("utf-8", "surrogatepass")).hexdigest()
    return UNNUMBERED + digest[:12]


def another(key: str, count: int) -> str:
    """The key of the `count`-th cable with the same number: ``09MEXICO2134~2``."""
    return f"{key}~{count}"


def same_message(one: Cable, other: Cable) -> bool:
    """Whether two cables with one number are one message.

    They are when subject or date agree. Where neither does, their words decide; and where there is nothing to compare
    they count as one: both stay editions, so nothing is lost.
    """
    subjects = _letters(one.subject), _letters(other.subject)
    dates = one.sent and one.sent.date(), other.sent and other.sent.date()
    if (subjects[0] and subjects[0] == subjects[1]) or (dates[0] and dates[0] == dates[1]):
        return True
    if not (all(subjects) or all(dates)):
        return True
    return _alike(one, other)


def _letters(text: str | None) -> str:
    return "".join(re.findall(r"[A-Z0-9]+", (text or "").upper()))


def _words(cable: Cable) -> set[str]:
    body = " ".join(each.text for each in cable.paragraphs) or cable.text
    return set(re.findall(r"[a-z0-9]{3,}", body.lower()))


def _alike(one: Cable, other: Cable) -> bool:
    mine, theirs = _words(one), _words(other)
    if not mine or not theirs:
        return True
    # An extract's words all stand in the whole: measured against the shorter one.
    return len(mine & theirs) / min(len(mine), len(theirs)) >= _ALIKE


def doubts(cable: Cable) -> int:
    """How damaged a text is: repairs that are not certain, and characters that nobody could read."""
    return sum(not each.certain for each in cable.repairs) + cable.text.count(_UNKNOWN_CHARACTERS)


class Standing(NamedTuple):
    """What decides between the editions of one cable."""

    number: int
    partial: bool
    doubts: int
    """Its doubtful places, and the words that other editions show to be misread."""
    released: str
    """ISO 8601, or ``""``."""


def best(editions: Iterable[Standing]) -> int:
    """The number of the edition to show: complete over partial, less damaged over more, the later released, the one
    that came first."""
    ordered = sorted(editions, key=lambda each: each.number)
    ordered.sort(key=lambda each: each.released, reverse=True)
    ordered.sort(key=lambda each: (each.partial, each.doubts))
    return ordered[0].number
