"""What was usual when: executive orders, levels, portion marks, captions and the grounds of classification.

The orders and their dates: E.O. 10501 (until May 1972), 11652, 12065 (1 December 1978), 12356 (1 August 1982), 12958
(14 October 1995), 13526 (27 June 2010). E.O. 12958 was amended in 2003: its grounds moved from section 1.5 to 1.4.
"""

from __future__ import annotations

import datetime as dt
from random import Random

from reftel import vocabulary
from reftel.model import Struct

UNCLASSIFIED = "UNCLASSIFIED"
LOU = "LIMITED OFFICIAL USE"
CONFIDENTIAL = "CONFIDENTIAL"
SECRET = "SECRET"  # noqa: S105 - a level, no password

LINE_WORDS = {UNCLASSIFIED: "UNCLAS", LOU: LOU, CONFIDENTIAL: "C O N F I D E N T I A L", SECRET: "S E C R E T"}
"""How the level is written at the start of the classification line."""

LETTERS = {UNCLASSIFIED: "U", LOU: "E", CONFIDENTIAL: "C", SECRET: "S"}
"""The letter of the security warning: ``ZNY CCCCC ZZH``."""

_ORDERS = ("13526", "12958", "12356", "12065", "11652")
"""The orders that telegrams name, the latest first; before them stands 10501."""
_TAGS_BEGIN = dt.date(1973, 7, 1)
_LOU_ENDS = dt.date(1995, 4, 1)
_SIPDIS_BEGINS = dt.date(2000, 1, 1)
_REASONS_MOVE = dt.date(2003, 9, 22)


class Limits(Struct, frozen=True):
    """The level of a message and all that goes with it."""

    level: str
    captions: tuple[str, ...]
    caveats: tuple[str, ...]
    marks: tuple[str, ...]
    """Portion marks in use in this message, the highest first; none where its paragraphs are not marked."""


class Order(Struct, frozen=True):
    """The line of the executive order and what it means."""

    number: str | None
    line: str
    """What stands after ``E.O. 12958: ``; of E.O. 10501, which had no such line, the group."""
    declassify_on: dt.date | None = None
    declassification: str | None = None


def executive_order(day: dt.date) -> str:
    """The order in force on a day."""
    known = vocabulary.executive_orders()
    for number in _ORDERS:
        if day >= known[number].in_force_from:
            return number
    return "10501"


def tags_in_use(day: dt.date) -> bool:
    """Whether telegrams had TAGS, which came with the automated system."""
    return day >= _TAGS_BEGIN


def sensitive_in_use(day: dt.date) -> bool:
    """Whether SENSITIVE had taken the place of LIMITED OFFICIAL USE."""
    return day >= _LOU_ENDS


def limits(rng: Random, day: dt.date) -> Limits:
    """A level that was in use, the captions and portion marks that go with it."""
    draw = rng.random()
    modern = sensitive_in_use(day)
    marks: tuple[str, ...]
    if draw < 0.28:
        level, marks = UNCLASSIFIED, ("U",) if rng.random() < 0.4 else ()
    elif draw < 0.5:
        level, marks = (UNCLASSIFIED, ("SBU", "U")) if modern else (LOU, ("LOU", "U"))
    elif draw < 0.88:
        level, marks = CONFIDENTIAL, ("C", "SBU" if modern else "LOU", "U")
    else:
        level, marks = SECRET, ("S", "C", "U")
    captions: list[str] = []
    caveats: tuple[str, ...] = ()
    if modern and (marks[:1] == ("SBU",) or (level == CONFIDENTIAL and rng.random() < 0.2)):
        captions.append("SENSITIVE")
    if level in (CONFIDENTIAL, SECRET):
        draw = rng.random()
        if draw < (0.25 if level == SECRET else 0.08):
            captions.append("NOFORN")
            caveats = ("NOFORN",)
            if level == SECRET:
                marks = ("S/NF", "S", "C", "U")
        elif draw < 0.4:
            captions.append("EXDIS" if draw < 0.33 else "LIMDIS")
    if day >= _SIPDIS_BEGINS and rng.random() < 0.85:
        captions.insert(int(rng.random() * (len(captions) + 1)), "SIPDIS")
    return Limits(level, tuple(captions), caveats, marks if _marked(day) else ())


def _marked(day: dt.date) -> bool:
    # E.O. 11652 asked for portion marks "to the extent practicable"; telegrams bear them from E.O. 12065 on.
    return day >= dt.date(1978, 12, 1)


def reasons(rng: Random, day: dt.date) -> tuple[str, ...]:
    """One to three grounds of classification: ``1.4(b)``; before the amendment of 2003 ``1.5(b)``."""
    section = "1.4" if day >= _REASONS_MOVE else "1.5"
    letters = ("b", "bd", "d", "bcd", "be", "ab")[int(rng.random() * 6)]
    return tuple(f"{section}({letter})" for letter in letters)


def order(rng: Random, day: dt.date, level: str, officer: str, event: str) -> Order:
    """The line of the order in force. ``officer``: ``QUILLANE, R. T.``; ``event``: an event that declassifies."""
    number = executive_order(day)
    if number == "10501":
        return _grouped(rng, level)
    if level in (UNCLASSIFIED, LOU):
        return Order(number, "N/A", None, "N/A")
    draw = rng.random()
    if number == "11652":
        schedule = "GDS" if draw < 0.8 else "XGDS-1" if draw < 0.9 else "XGDS-3"
        return Order(number, schedule, None, schedule)
    if number == "12065":
        later = _years_on(day, 6)
        schedule = "GDS" if draw < 0.7 else "RDS-3"
        schedule = f"{schedule} {later.month:02}/{later.day:02}/{later.year % 100:02} ({officer}) OR-M"
        return Order(number, schedule, later, schedule)
    if number == "12356":
        return Order(number, "DECL: OADR", None, "OADR")
    if draw < 0.06 and day < _REASONS_MOVE:
        return Order(number, "DECL: X1", None, "X1")
    if draw > 0.97:
        return Order(number, f"DECL: {event}", None, event)
    later = _years_on(day, 20 if draw > 0.7 else 10)
    return Order(number, f"DECL: {later.month:02}/{later.day:02}/{later.year}", later)


def _grouped(rng: Random, level: str) -> Order:
    """E.O. 10501 sorted what is classified into groups, and telegrams named the group at their end: ``GP-3``."""
    if level in (UNCLASSIFIED, LOU):
        return Order(None, "")
    group = f"GP-{1 + int(rng.random() ** 0.4 * 4)}"
    return Order("10501", group, None, group)


def _years_on(day: dt.date, years: int) -> dt.date:
    # 29 February has no anniversary in most years.
    return day.replace(year=day.year + years, day=min(day.day, 28))
