"""What stands in the heading of a telegram: routing indicators, precedences, captions (ACP 127, 5 FAH-2)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import msgspec

from .table import rows


class Precedence(msgspec.Struct, frozen=True):
    """How fast a telegram is to be handled."""

    prosign: str
    name: str
    meaning: str


def routing(indicator: str) -> str | None:
    """Whose routing indicator it is: ``RUEHC`` → ``SECSTATE WASHDC``; None when the table does not know it."""
    return _routing().get(indicator.strip().upper())


def is_addressee(name: str) -> bool:
    """True for a name that stands behind a routing indicator: ``DEPT OF LABOR WASHINGTON DC``."""
    return " ".join(name.upper().split()) in _addressees()


def precedence(text: str) -> str | None:
    """The name of a precedence by its prosign or word, in any case: ``O``, ``OO``, ``NIACT IMMEDIATE`` → immediate."""
    folded = " ".join(text.upper().split())
    return _precedence_names().get(folded)


@cache
def precedences() -> Mapping[str, Precedence]:
    """The precedences by prosign, the most urgent first: ``Z``, ``O``, ``P``, ``R``."""
    return MappingProxyType(
        {row["prosign"]: Precedence(row["prosign"], row["name"], row["meaning"]) for row in rows("precedences")}
    )


@cache
def prosigns() -> Mapping[str, str]:
    """The letters that stand for the precedences before a date-time group, by name: immediate → ``O``."""
    return MappingProxyType({each.name: each.prosign for each in precedences().values()})


@cache
def captions() -> Mapping[str, str]:
    """The captions and what they mean: ``SIPDIS`` → Siprnet distribution …"""
    return MappingProxyType({row["caption"]: row["meaning"] for row in rows("captions")})


@cache
def _addressees() -> frozenset[str]:
    return frozenset(" ".join(name.split()) for name in _routing().values())


@cache
def _routing() -> dict[str, str]:
    return {row["indicator"]: row["name"] for row in rows("routing")}


@cache
def _precedence_names() -> dict[str, str]:
    return {spelling: row["name"] for row in rows("precedences") for spelling in row["spellings"].split("|")}
