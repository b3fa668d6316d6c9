"""Levels, portion marks, and the executive orders that define them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType

import msgspec

from .table import rows

LEVELS: tuple[str, ...] = (
    "UNCLASSIFIED",
    "LIMITED OFFICIAL USE",
    "FOR OFFICIAL USE ONLY",
    "SENSITIVE BUT UNCLASSIFIED",
    "CONFIDENTIAL",
    "SECRET",
    "TOP SECRET",
)
"""Lowest to highest; ``tables/levels.csv`` says the same, with their bands and spellings (a test compares)."""

MOST_PROTECTED = "ts"
"""The band of what no table knows: who may not read it must not, until someone says what it is."""


class Order(msgspec.Struct, frozen=True):
    """An executive order on classified information."""

    number: str
    signed: dt.date
    in_force_from: dt.date
    in_force_to: dt.date | None
    title: str


def level(text: str) -> str | None:
    """The level of a classification line in any spelling: ``C O N F I D E N T I A L``, ``UNCLAS``; None if none.

    The words of a level only; what follows (``SECTION 01 OF 04 MEXICO 002134``) is for the caller to cut off.
    """
    return _levels().get(_letters(text))


def level_spellings() -> Mapping[str, str]:
    """Every spelling of a level, without blanks and points, → the level: ``UNCLAS``, ``LIMITEDOFFICIALUSE``."""
    return MappingProxyType(_levels())


@lru_cache(maxsize=4096)
def level_of_mark(mark: str) -> str | None:
    """The level that a portion mark means, with or without parentheses: ``C/NF`` → CONFIDENTIAL; None if it is none.

    Read by its first part, as E.O. 13526 sec. 1.6 and its directive (32 CFR 2001.23) put the level first:
    ``S//REL TO USA, GBR``, ``SBU/NF``, ``C - ENTIRE TEXT``.
    """
    folded = " ".join(mark.upper().replace("(", " ").replace(")", " ").split())
    if folded in _marks():
        return _marks()[folded]
    for separator in ("/", "-", "–", "—", ",", ";"):
        folded = folded.partition(separator)[0]
    folded = folded.strip().removesuffix(".")
    return _marks().get(folded) or _marks().get(folded.partition(" ")[0] if " REL" in folded or " NF" in folded else "")


def marks() -> Mapping[str, str]:
    """Every portion mark of the table → its level."""
    return MappingProxyType(_marks())


def band(level: str | None) -> str:
    """The band in which paragraphs of a level are indexed: ``u``, ``sbu``, ``c``, ``s`` or ``ts``; unknown → ``ts``."""
    return _bands().get(level or "", MOST_PROTECTED)


def reason(order: str, paragraph: str) -> str | None:
    """What a paragraph of an executive order covers: ``13526``, ``1.4(b)`` → foreign government information.

    Schedules of the 1970s are paragraphs too: ``11652``, ``GDS``.
    """
    digits = "".join(char for char in order if char.isdigit())
    return _reasons().get((digits, "".join(paragraph.split()).casefold()))


@cache
def executive_orders() -> Mapping[str, Order]:
    """The orders by number: ``12958`` → signed 1995-04-17, in force 1995-10-14 to 2010-06-27."""
    return MappingProxyType({row["number"]: _order(row) for row in rows("executive_orders")})


def _order(row: Mapping[str, str]) -> Order:
    end = row["in_force_to"]
    return Order(
        number=row["number"],
        signed=dt.date.fromisoformat(row["signed"]),
        in_force_from=dt.date.fromisoformat(row["in_force_from"]),
        in_force_to=dt.date.fromisoformat(end) if end else None,
        title=row["title"],
    )


@lru_cache(maxsize=256)
def _letters(text: str) -> str:
    return "".join(char for char in text.upper() if char.isalpha())


@cache
def _levels() -> dict[str, str]:
    return {_letters(spelling): row["level"] for row in rows("levels") for spelling in row["spellings"].split("|")}


@cache
def _bands() -> dict[str, str]:
    return {row["level"]: row["band"] for row in rows("levels")}


@cache
def _marks() -> dict[str, str]:
    return {row["mark"]: row["level"] for row in rows("marks")}


@cache
def _reasons() -> dict[tuple[str, str], str]:
    return {(row["order"], row["paragraph"].casefold()): row["covers"] for row in rows("reasons")}
