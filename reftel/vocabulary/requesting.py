"""Whom to ask for a cable, and on what grounds: addressees, and the laws and orders that a request cites."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

import msgspec

from .table import rows


class Office(msgspec.Struct, frozen=True):
    """An office that takes requests."""

    key: str
    """``nara``, ``state``."""
    name: str
    lines: tuple[str, ...]
    """Of its address."""
    email: str
    file: str
    """The records that it is asked for."""
    until: int | None
    """The last year of the telegrams that it holds; None where it holds those of all later years."""
    rolls: int | None
    """How many rolls of film a request may ask for; None where there is no limit."""
    source: str
    unverified: str
    """What of it no document at hand tells."""


class Ground(msgspec.Struct, frozen=True):
    """A law or order that a request cites."""

    citation: str
    says: str
    """What follows from it, in words."""
    source: str


@cache
def offices() -> Mapping[str, Office]:
    """The offices by their key, in the order in which their records end."""
    return MappingProxyType({row["addressee"]: _office(row) for row in rows("request_addressees")})


def office_for(year: int) -> str:
    """The key of the office that holds the telegrams of a year."""
    return next(office.key for office in offices().values() if office.until is None or year <= office.until)


def paper_file(year: int) -> tuple[str, str] | None:
    """The files on paper of a year, and what of that nobody has verified; None where no table knows them."""
    for row in rows("paper_files"):
        if int(row["first"]) <= year <= int(row["last"]):
            return row["file"].format(year=year), row["unverified"]
    return None


def grounds(kind: str, addressee: str, whys: Iterable[str]) -> tuple[Ground, ...]:
    """What a request of this kind to this office cites, for cables that are asked for because of `whys`.

    ``missing``, ``partial``, ``redacted``, ``classified``; of overdue ones ``own date`` where the date or event on
    their line has come, ``age`` where they are more than 25 years old.
    """
    asked = {"", *whys}
    found: dict[str, Ground] = {}
    for row in rows("request_grounds"):
        if row["kind"] in {"", kind} and row["addressee"] in {"", addressee} and row["why"] in asked:
            found.setdefault(row["citation"], Ground(row["citation"], row["says"], row["source"]))
    return tuple(found.values())


def _office(row: Mapping[str, str]) -> Office:
    return Office(
        key=row["addressee"],
        name=row["name"],
        lines=tuple(row["lines"].split("|")),
        email=row["email"],
        file=row["file"],
        until=int(row["until"]) if row["until"] else None,
        rolls=int(row["rolls"]) if row["rolls"] else None,
        source=row["source"],
        unverified=row["unverified"],
    )
