"""Numbers and dates by which a telegram is known: message reference numbers and date-time groups."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache

from reftel import vocabulary
from reftel.model import Struct
from reftel.telegram.shape import occurrences

# `09MEXICO2134`, `09 MEXICO 2134`, `1974LAPAZ00015`, `O9 RIO DE JAN 0044`
_NUMBER = re.compile(r"(?:19|20)?([O\d]\d)[ -]*([A-Z][A-Z .'/]*?)[ -]*#?0*(\d{1,7})")
# `7575LIBREVILLE1895`: the year came twice; `08ECTION01OF02MANAMA492`: so did a piece of the classification line
_CANONICAL = re.compile(r"(\d\d)([A-Z]+)(\d+)")
_YEAR_BEHIND = re.compile(r"\A([A-Z][^()]{2,40}) \(((?:19|20)?\d\d)\)\Z")  # `BAGHDAD 12 (08)`
_YEAR_TWICE = re.compile(r"(\d\d)\1(?=[A-Z]{3})")
_SECTION_INSIDE = re.compile(r"S?ECTION *\d\d *OF *\d\d *")

# Two digits of a year from 45 on are of the 1900s: the earliest telegrams in the collections are of 1966, and none
# of the 2040s is to be expected.
_CENTURY_TURNS = 45
JULY_COUNTS = range(1947, 1973)
"""Years in which counts may have begun anew in July (telegram 3 from Saigon is of 1 July 1963)."""

# `R 212230Z JUL 09`, `O P 190243Z DEC 89`, `P 251346 Z JUN 7 3`, `291359Z Nov 00`
_GROUP = re.compile(
    r"(\d{2}) ?(\d{2}) ?(\d{2}) ?Z\s+([A-Z]{3})"
    r"[A-Z]*\.? +((?:19|20)\d\d|\d ?\d)(?!\d)",
    re.IGNORECASE,
)
_ZONE = ("Z", "z")
_SHORTEST_GROUP, _MOST_BLANKS = 6, 3
# before it: one or two precedences. Looked for backwards from the digits, which are rarer than these letters.
_PROSIGNS = re.compile(r"\b([ZOPR](?: ?[ZOPR])?) +$", re.IGNORECASE)
MONTHS = tuple(name[:3].upper() for name in vocabulary.MONTHS)
"""The months as a date-time group writes them, in order."""
_NUMBER_OF = {name: number for number, name in enumerate(MONTHS, start=1)}


def full_year(digits: str | int) -> int:
    """``09`` → 2009, ``73`` → 1973; four digits stay."""
    year = int(digits)
    if year >= 100:
        return year
    return 1900 + year if year >= _CENTURY_TURNS else 2000 + year


def make_id(year: int, post: str, serial: str | int) -> str:
    """``(2009, "MEXICO", "002134")`` → ``09MEXICO2134``."""
    return f"{year % 100:02d}{post}{int(serial)}"


def post_code(name: str, year: int | None = None) -> str:
    """The code of a post by any spelling of its name; of one that no table knows, its letters."""
    return vocabulary.canonical_post(name, year=year) or re.sub(r"[^A-Z]", "", name.upper())


@lru_cache(maxsize=4096)
def canonical_id(text: str) -> str:
    """The canonical spelling of a message reference number: year in two digits, post, serial without leading zeros.

    Aliases, misspellings and cut names of posts are led to the post's own code (``05RIO123`` → ``05RIODEJANEIRO123``);
    a post that no table knows keeps its letters. What is no such number comes back in capitals, without blanks.
    """
    folded = _YEAR_BEHIND.sub(r"\2 \1", " ".join(text.upper().split()).removesuffix(".HTML"))
    read = _SECTION_INSIDE.sub("", _YEAR_TWICE.sub(r"\1", folded, count=1), count=1)
    match = _NUMBER.fullmatch(read)
    if not match:
        return folded.replace(" ", "")
    year = int(match[1].replace("O", "0"))
    return make_id(year, post_code(match[2], full_year(year)), match[3])


@lru_cache(maxsize=256)
def split_id(canonical: str) -> tuple[int, str, int] | None:
    """``09MEXICO2134`` → ``(2009, "MEXICO", 2134)``."""
    match = _CANONICAL.fullmatch(canonical)
    return (full_year(match[1]), match[2], int(match[3])) if match else None


def _groups(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """What looks like a group, found from its zone: a Z behind six digits is rarer than digits are."""
    for at in occurrences(text, _ZONE, start, end):
        if at and (text[at - 1].isdigit() or text[at - 1] == " "):
            for length in range(_SHORTEST_GROUP, _SHORTEST_GROUP + _MOST_BLANKS + 1):
                if at - length >= start and (match := _GROUP.match(text, at - length, end)):
                    yield match
                    break


class DateTimeGroup(Struct, frozen=True, gc=False):
    """A date-time group and the precedences before it; ``start`` and ``end`` in the text it was found in."""

    sent: dt.datetime
    precedence: tuple[str, ...]
    start: int
    end: int


@lru_cache(maxsize=8)
def date_time_group(text: str, start: int = 0, end: int | None = None) -> DateTimeGroup | None:
    """The first date-time group between two offsets (ACP 127: day, hour, minute, zone Z, month, year)."""
    for match in _groups(text, start, len(text) if end is None else end):
        at = match.start()
        month = _NUMBER_OF.get(match[4].upper())
        if month is None or text[max(start, at - 1) : at].isdigit():
            continue
        try:
            sent = dt.datetime(
                full_year(match[5].replace(" ", "")), month, int(match[1]), int(match[2]), int(match[3]), tzinfo=dt.UTC
            )
        except ValueError:
            continue
        signs = _PROSIGNS.search(text, max(start, at - 8), at)
        found = [name for sign in signs[1] if (name := vocabulary.precedence(sign))] if signs else []
        return DateTimeGroup(sent, tuple(dict.fromkeys(found)), signs.start(1) if signs else at, match.end())
    return None
