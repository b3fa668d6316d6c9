"""How long each executive order kept a message classified: the rules behind the words of an E.O. line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Literal, cast

import msgspec

from .classification import executive_orders
from .table import rows

Outcome = Literal[
    "automatic", "review", "event", "exempt", "kept", "excluded", "declassified", "unclassified", "unknown"
]
"""What a rule comes to: declassified by itself on a date; reviewed on it; on an event; exempt until records of its age
are opened; exempt from that, too (``kept``); never by these orders (``excluded``); done already; never classified."""


class ReleaseRule(msgspec.Struct, frozen=True):
    """One row of ``declassification.csv``: what an instruction on an E.O. line, or its absence, comes to."""

    name: str
    """``11652-gds-s``."""
    order: str
    """Number of the executive order; ``any`` for what no E.O. line says."""
    marking: str
    """``GDS``, ``XGDS-2 DATE``, ``X6``; ``""`` where there is no instruction."""
    level: str | None
    """Of the message, where the rule is for one level only."""
    sent_from: dt.date | None
    """First day of sending for which it holds."""
    sent_to: dt.date | None
    """Last day."""
    outcome: Outcome
    years: int | None
    """How long, where the rule tells."""
    full_years: bool
    """Counted in full calendar years after the year of origin, else from the day."""
    steps: tuple[tuple[int, str], ...]
    """Downgrading on the way: after how many years, to which level."""
    covers: str
    """The rule in words."""
    source: str
    """Order, section and where it was printed."""

    def after(self, sent: dt.date, years: int) -> dt.date:
        """The day that is so many years after `sent`, as this rule counts them."""
        if self.full_years:
            return dt.date(sent.year + years, 12, 31)
        try:
            return sent.replace(year=sent.year + years)
        except ValueError:  # 29 February
            return sent.replace(year=sent.year + years, day=28)


def release_rule(name: str) -> ReleaseRule:
    """The rule of this name. Raises KeyError."""
    return release_rules()[name]


def find_release_rule(
    order: str | None, markings: Sequence[str], level: str | None, sent: dt.date | None
) -> ReleaseRule | None:
    """The rule for the first of `markings` that `order` knows, for a message of this level and day.

    An instruction that the order does not know (X1 under E.O. 11652: a cable that was marked anew) is taken from the
    order that does. None where no table knows any.
    """
    number = _AMENDED.get(order or "", order)
    if number is not None:
        for marking in markings:
            if found := _fitting(number, marking, level, sent):
                return found
    for marking in filter(None, markings):
        for each in (_ANY, *executive_orders()):
            if found := _fitting(each, marking, level, sent):
                return found
    return None


def order_in_force(day: dt.date) -> str | None:
    """The number of the order on classified information that was in force on a day."""
    for number, order in executive_orders().items():
        if (
            number not in _AMENDED
            and order.in_force_from <= day
            and (order.in_force_to is None or day <= order.in_force_to)
        ):
            return number
    return None


def other_government(code: str | None) -> str | None:
    """Whose telegrams a post of this code sends, where it is not the United States: ``DFATLONDON`` → Australia."""
    return next((whose for begin, whose, _ in other_governments() if code and code.startswith(begin)), None)


def is_published(layout: str, attributes: Mapping[str, str]) -> bool:
    """Whether the source of a document of this layout, and with these catalogue fields, published or released it."""
    needed = _published().get(layout)
    return needed is not None and (not needed or needed in attributes)


@cache
def selections() -> tuple[str, ...]:
    """Layouts of volumes that print what their editors chose: their number of a day tells nothing of its traffic."""
    return tuple(row["layout"] for row in rows("published") if row["selection"])


@cache
def release_rules() -> Mapping[str, ReleaseRule]:
    """Every rule by its name."""
    return MappingProxyType({row["rule"]: _rule(row) for row in rows("declassification")})


@cache
def other_governments() -> tuple[tuple[str, str, str], ...]:
    """With what the codes of another government's posts begin, whose they are, and the town of its seat."""
    return tuple((row["code"], row["government"], row["seat"]) for row in rows("other_governments"))


@cache
def _published() -> Mapping[str, str]:
    """Layout → the catalogue field that must be there; empty where none must."""
    return MappingProxyType({row["layout"]: row["attribute"] for row in rows("published")})


_ANY = "any"
_AMENDED = {"13292": "12958"}
"""E.O. 13292 amended another order and has no schedule of its own; lines name either."""


def _fitting(order: str, marking: str, level: str | None, sent: dt.date | None) -> ReleaseRule | None:
    fitting = [rule for rule in _by_instruction().get((order, marking), ()) if _fits(rule, level, sent)]
    return max(fitting, key=lambda rule: rule.level is not None, default=None)


def _fits(rule: ReleaseRule, level: str | None, sent: dt.date | None) -> bool:
    if rule.level is not None and rule.level != level:
        return False
    if sent is None:
        return rule.sent_to is None
    return (rule.sent_from is None or rule.sent_from <= sent) and (rule.sent_to is None or sent <= rule.sent_to)


@cache
def _by_instruction() -> dict[tuple[str, str], list[ReleaseRule]]:
    found: dict[tuple[str, str], list[ReleaseRule]] = {}
    for rule in release_rules().values():
        found.setdefault((rule.order, rule.marking), []).append(rule)
    return found


def _rule(row: Mapping[str, str]) -> ReleaseRule:
    steps = (step.split("=") for step in row["steps"].split("|") if step)
    return ReleaseRule(
        name=row["rule"],
        order=row["order"],
        marking=row["marking"],
        level=row["level"] or None,
        sent_from=_day(row["sent_from"]),
        sent_to=_day(row["sent_to"]),
        outcome=cast(Outcome, row["outcome"]),
        years=int(row["years"]) if row["years"] else None,
        full_years=row["counted"] == "year-end",
        steps=tuple((int(years), level) for years, level in steps),
        covers=row["covers"],
        source=row["source"],
    )


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
