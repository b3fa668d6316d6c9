"""The E.O. line: which order, and when or on what event the telegram is to be declassified (E.O. 10501 to 13526)."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from reftel import vocabulary
from reftel.model import Authority
from reftel.telegram.findings import Findings
from reftel.telegram.identity import MONTHS

_FIRST_CITED = 1972
"""Orders that were no longer in force by then stand on no E.O. line: 11652 brought it."""
ORDERS = tuple(
    number
    for number, order in vocabulary.executive_orders().items()
    if order.in_force_to is None or order.in_force_to.year >= _FIRST_CITED
)

# `05/03/2019`, `5-3-19`, `05.03.2019`, `05/03//2019`, `05 / 03/ 2019`, `05/032019`, `05/03/20 19`; `05032019`
# and `5 3 2019`
_NUMBERS = re.compile(
    r"(?<!\d)(\d{1,2})(?: ?[/-]{1,2} ?|\.)(\d{1,2}(?=\D)|\d\d)"
    r"(?: ?[/-]{1,2}\s{0,9}|\.|(?<=[/-]\d\d)(?=(?:19|20)\d\d))(\d{4}|20\s\d\d(?=\s*(?:\n|$))|\d{2})(?!\d)"
)
_TOGETHER = re.compile(r"(?<!\d)(\d\d|\d(?= ))(?: |(?<=\d\d))(\d\d|\d(?= ))(?: |(?<=\d\d))((?:19|20)\d\d)(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)((?:19|20)\d\d)([/.-]?)(\d\d?)\2(\d\d?)(?!\d)")
_WORDS = re.compile(
    # `31 DEC 2034`, `DEC. 31, 2034`, `31DEC34`
    r"(?<!\d)(?:(\d{1,2})(?:[ -]\b|(?=[A-Z]{3}\d)))?(?<![A-Z])"
    r"(JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC(?!L))[A-Z]*\.?(?:[ -]+|(?<=\d[A-Z]{3})(?=\d))"
    r"(?:(\d{1,2}),? )?((?:19|20)\d\d|(?:(?<=[A-Z][ -])|(?<=\d[A-Z]{3}))\d\d\b)",
    re.IGNORECASE,
)
_ORDER = re.compile(r"\s*(?:E\.? ?O[.M]?:? ?)?(1\d{3,5})?[\s:;,.-]*", re.IGNORECASE)
_DECL = re.compile(r"(?:DECL(?:AS(?:SIFY)?)?(?: ?ON)?\s*[:;.]*|DEC\s*[:;])\s*", re.IGNORECASE)
_SAYS = re.compile(r"\w")
_ORIGINATOR = re.compile(r"\(([A-Z][A-Za-z'-]+), {1,3}([A-Z][A-Za-z. ]+)\)", re.IGNORECASE)

# A date of declassification stands a round number of years after the day of sending, give or take some weeks of
# drafting; by E.O. 12958 it is 10 years, or 25 at the most.
_ROUND_YEARS = (5, 6, 10, 15, 20, 25, 30)
_NEAR = dt.timedelta(days=45)


class Declassification(NamedTuple):
    order: str | None
    order_read: str | None
    """What stood there, when the order's number had to be mended."""
    on: dt.date | None
    on_read: tuple[int, int] | None
    """Place of a date that was read day first, in the value."""
    says: str | None
    originator: tuple[str, str] | None
    """Surname and given names in parentheses, as E.O. 12065 asks: ``(BOEKER, PAUL H.)``."""


def read(value: str, sent: dt.datetime | None) -> Declassification:
    """Read what stands after ``E.O.``: ``12958: DECL: 03/08/2029``, ``11652: GDS``, ``12065: RDS-4 7/8/99 (…)``."""
    head = _ORDER.match(value)
    number = head[1] if head else None
    order = _order(number)
    at = head.end() if head else 0
    on, place, day_first = _date(value, at, sent)
    beside = value[at:] if place is None else value[at : place[0]] + value[place[1] :]
    only_date = on is not None and not _SAYS.search(_DECL.sub("", beside))
    # `GDS 04/28/85 (…) OR-M` stays whole: with its date it says more than without
    rest = (
        ""
        if place and only_date
        else " ".join(value[label.end() if (label := _DECL.match(value, at)) else at :].split()).strip(" :;,-/")
    )
    originator = _ORIGINATOR.search(value)
    return Declassification(
        order,
        number if number != order else None,
        on,
        place if day_first else None,
        rest or None,
        _named(originator[1], originator[2]) if originator else None,
    )


def find(text: str, label: int, start: int, end: int, findings: Findings) -> None:
    """Read an E.O. line, whose label begins at ``label`` and whose value is ``text[start:end]``, into ``findings``."""
    value = text[start:end]
    said = read(value, findings.fields.get("sent"))
    end = start + len(value.rstrip())
    if said.order:
        findings.found("executive_order", said.order, label, end, "E.O. line")
        if said.order_read:
            at = start + value.index(said.order_read)
            findings.repaired(at, at + len(said.order_read), said.order, "executive-order-number")
    if said.on:
        findings.found("declassify_on", said.on, start, end, "E.O. line")
        if said.on_read:
            a, b = said.on_read
            findings.repaired(start + a, start + b, said.on.isoformat(), "day-first-date", certain=False)
    if said.says:
        findings.found("declassification", said.says, start, end, "E.O. line")
    if said.originator:
        surname, given = said.originator
        name = f"{' '.join(given.split())} {surname}"
        findings.found("classified_by", (Authority(name),), start, end, "E.O. line")


def _named(surname: str, given: str) -> tuple[str, str]:
    """Both in capitals, as the line is written, where a dump has set it in small letters: ``(alderwrit, e. W.)``."""
    return (surname.upper(), given.upper()) if surname[0].islower() else (surname, given)


def _order(number: str | None) -> str | None:
    """The order that a number means; ``12598``, ``1295`` and ``129058`` are led to the one order they can be."""
    if number is None or number in ORDERS:
        return number
    near = [
        order
        for order in ORDERS
        if sorted(order) == sorted(number)
        or (len(order) == len(number) and sum(a != b for a, b in zip(order, number, strict=True)) == 1)
        or (len(order) == len(number) + 1 and any(order[:i] + order[i + 1 :] == number for i in range(len(order))))
        or (len(order) == len(number) - 1 and any(number[:i] + number[i + 1 :] == order for i in range(len(number))))
    ]
    return near[0] if len(near) == 1 else number


def _date(value: str, start: int, sent: dt.datetime | None) -> tuple[dt.date | None, tuple[int, int] | None, bool]:
    if match := _YEAR_FIRST.search(value, start):
        return _make(match[1], match[3], match[4], sent), match.span(), False
    if match := _NUMBERS.search(value, start) or _TOGETHER.search(value, start):
        month_first = _make(match[3], match[1], match[2], sent)
        day_first = _make(match[3], match[2], match[1], sent)
        if month_first is None or (day_first is not None and _rounder(day_first, month_first, sent)):
            return day_first, match.span(), day_first is not None
        return month_first, match.span(), False
    if match := _WORDS.search(value, start):
        month = MONTHS.index(match[2][:3].upper()) + 1
        day = match[1] or match[3]
        if day:
            return _make(match[4], str(month), day, sent), match.span(), False
    return None, None, False


def _make(year: str, month: str, day: str, sent: dt.datetime | None) -> dt.date | None:
    number = int("".join(year.split()))  # `20 34`
    if number < 100:
        after = sent.year if sent else 1972
        number += (after // 100) * 100
        if number < after:
            number += 100
    try:
        return dt.date(number, int(month), int(day))
    except ValueError:
        return None


def _rounder(day_first: dt.date, month_first: dt.date, sent: dt.datetime | None) -> bool:
    """True when only the day-first reading stands near a round number of years after the sending.

    ``03/08/2029`` in a telegram of 21 July 2009 is 3 August, twenty years on, and not 8 March.
    """
    if sent is None or day_first == month_first:
        return False
    return _is_round(day_first, sent.date()) and not _is_round(month_first, sent.date())


def _is_round(day: dt.date, sent: dt.date) -> bool:
    for years in _ROUND_YEARS:
        try:
            anniversary = sent.replace(year=sent.year + years)
        except ValueError:
            anniversary = sent.replace(year=sent.year + years, day=28)
        if abs(day - anniversary) <= _NEAR:
            return True
    return False
