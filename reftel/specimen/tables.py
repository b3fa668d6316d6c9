"""The tables of the invented world: real posts and offices, invented names and sentences.

Every table lies in ``reftel/specimen/tables`` and says where its rows come from. What is invented there is meant to be
recognised as invented: no surname, town, river or newspaper of these tables is known to exist.
"""

from __future__ import annotations

import csv
import functools
import importlib.resources
from collections.abc import Mapping

from reftel.model import Struct


class Station(Struct, frozen=True):
    """A post that sends telegrams, and how it is written."""

    code: str
    spelled: str
    """As in a heading: ``LA PAZ``."""
    designator: str
    """``AMEMBASSY`` or ``AMCONSUL``; ``SECSTATE`` for the Department."""
    indicator: str
    """Routing indicator: ``RUEHLP``."""
    geo: str
    """Geographic TAG: ``BL``."""
    bureau: str
    country: str
    adjective: str
    government: str

    @property
    def title(self) -> str:
        """Who it is in FM and TO: ``AMEMBASSY LA PAZ``, ``SECSTATE WASHDC``."""
        return "SECSTATE WASHDC" if self.code == "STATE" else f"{self.designator} {self.spelled}"


class Topic(Struct, frozen=True):
    """What an invented event is about."""

    name: str
    tags_1970s: tuple[str, ...]
    tags: tuple[str, ...]
    office: str
    """The Department's office in a distribution line of the 1970s."""
    desk: str
    """The Department's desk in a pass line."""
    official: str
    """Title of the person whom the post talks to."""


STATE = Station("STATE", "STATE", "SECSTATE", "RUEHC", "US", "M", "the United States", "American", "USG")


def _read(name: str) -> str:
    return (importlib.resources.files(__package__) / "tables" / name).read_text(encoding="utf-8")


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table, by its titles."""
    return list(csv.DictReader(_read(name).splitlines()))


@functools.cache
def stations() -> tuple[Station, ...]:
    """The posts of the world, the Department not among them."""
    return tuple(
        Station(
            code=row["code"],
            spelled=row["spelled"],
            designator=row["designator"],
            indicator=row["indicator"],
            geo=row["geo"],
            bureau=row["bureau"],
            country=row["country"],
            adjective=row["adjective"],
            government=row["government"],
        )
        for row in rows("stations.csv")
    )


@functools.cache
def topics() -> tuple[Topic, ...]:
    """The subjects of which invented events are made."""
    return tuple(
        Topic(
            name=row["topic"],
            tags_1970s=tuple(row["tags_1970s"].split()),
            tags=tuple(row["tags"].split()),
            office=row["office_1970s"],
            desk=row["desk"],
            official=row["title"],
        )
        for row in rows("topics.csv")
    )


@functools.cache
def neighbours(bureau: str) -> tuple[Station, ...]:
    """The posts of the same bureau: they are informed of each other's telegrams."""
    return tuple(station for station in stations() if station.bureau == bureau)


@functools.cache
def agencies(year: int) -> tuple[tuple[str, str], ...]:
    """``(routing indicator, name)`` of agencies that existed in a year and get copies."""
    return tuple((row["indicator"], row["name"]) for row in rows("agencies.csv") if int(row["since"]) <= year)


@functools.cache
def collectives(bureau: str) -> tuple[tuple[str, str], ...]:
    """``(routing indicator, name)`` of the collective addresses in use for posts of a bureau."""
    return tuple((row["indicator"], row["name"]) for row in rows("collectives.csv") if row["bureau"] == bureau)


@functools.cache
def offices() -> tuple[tuple[str, str], ...]:
    """Offices in the distribution lines of the 1970s, with the copies that they got: ``("INR", "10")``."""
    return tuple((row["office"], row["copies"]) for row in rows("offices.csv"))


@functools.cache
def names(kind: str) -> tuple[str, ...]:
    """Invented names: ``given``, ``surname``, ``initial``, ``town``, ``river``, ``paper``, …"""
    return tuple(row["value"] for row in rows("names.csv") if row["kind"] == kind)


@functools.cache
def listed(name: str) -> Mapping[str, tuple[str, ...]]:
    """The lines of a text below each of its headings ``== heading``; what stands above the first is left out."""
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in _read(name).splitlines():
        if line.startswith("== "):
            current = found.setdefault(line[3:], [])
        elif line and not line.startswith("#"):
            current.append(line)
    return {heading: tuple(lines) for heading, lines in found.items()}


@functools.cache
def sentences(topic: str, part: str) -> tuple[str, ...]:
    """The sentences for a part of a cable (``lead``, ``detail``, …) on a topic, those for any topic last."""
    known = listed("prose.txt")
    return known.get(f"{topic} {part}", ()) + known.get(f"any {part}", ())
