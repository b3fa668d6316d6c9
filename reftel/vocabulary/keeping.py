"""How telegrams were numbered and kept: series beside the posts' own numbering, and what is known to be lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from reftel.model import Struct

from .department import addressed_post
from .table import rows


class Series(Struct, frozen=True):
    """Numbers that are given out beside a post's own: ``SECTO`` of a travelling Secretary of State."""

    code: str
    name: str
    by_year: bool
    """False where the numbers are known not to run through the year."""
    meaning: str


class Loss(Struct, frozen=True):
    """A period of which telegrams are known to be lost, destroyed or kept elsewhere."""

    first: dt.date
    last: dt.date
    kind: str
    """``text lost``, ``destroyed by schedule``, ``not electronic``."""
    what: str
    source: str
    unverified: str = ""
    """What of it no document at hand tells; empty where all is sourced."""

    @property
    def says(self) -> str:
        """What it is, and what of it nobody has verified."""
        return f"{self.what} Not verified: {self.unverified}." if self.unverified else self.what


def series(code: str) -> Series | None:
    """The series of this code: ``TOSEC``; None where it is a post's own numbering.

    What the Department sent to each post, when it counted that apart, is one too: ``DEPTELCAIRO``.
    """
    known = _series().get(code)
    to = None if known else addressed_post(code)
    return Series(code, "Deptel", True, f"telegrams from the Department to {to}, counted apart") if to else known


@cache
def losses() -> tuple[Loss, ...]:
    """What is known to be lost, oldest first."""
    found = (
        Loss(
            dt.date.fromisoformat(row["first"]),
            dt.date.fromisoformat(row["last"]),
            row["kind"],
            row["what"],
            row["source"],
            row["unverified"],
        )
        for row in rows("losses")
    )
    return tuple(sorted(found, key=lambda each: (each.first, each.last)))


@cache
def tag_schedule() -> Mapping[str, str]:
    """Subject TAGS of 1973-79 → ``permanent`` or ``temporary``, as the National Archives' schedule keeps them."""
    return MappingProxyType({row["tag"]: row["disposition"] for row in rows("tag_schedule")})


@cache
def _series() -> dict[str, Series]:
    return {
        row["code"]: Series(row["code"], row["name"], row["by_year"] != "no", row["meaning"]) for row in rows("series")
    }
