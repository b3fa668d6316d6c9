"""The declassification calendar: which cables were to be opened when, by which rule, and how they stand on a day."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources

import msgspec

from reftel import search, vocabulary
from reftel.analysis.marking import compared
from reftel.archive import EVERYTHING, Archive, Reader, releases
from reftel.archive.keeping import kept
from reftel.archive.releases import STATES, Asked, Judged, Marking, Release, State
from reftel.model import Cable, Struct
from reftel.release import AGE, judge, steps

_PAGE = 500
"""Cables that are asked for at a time where all are wanted."""


class Entry(Struct, frozen=True):
    """A cable in the calendar."""

    id: str
    state: State
    rule: str
    """Name of the rule in ``declassification.csv``."""
    why: str
    """The rule in words."""
    source: str
    """Order and section that say so."""
    level: str | None = None
    sent: dt.datetime | None = None
    origin: str | None = None
    origin_name: str | None = None
    executive_order: str | None = None
    says: str | None = None
    """What the E.O. line says beside a date: an event, a schedule."""
    own: dt.date | None = None
    """The day by its own line."""
    due: dt.date | None = None
    """The day on which it was to be open at the latest."""
    also: str | None = None
    """Where that is not its own line's: the rule that says so, in words, and its source."""
    steps: tuple[tuple[dt.date, str], ...] = ()
    """Downgrading on the way: day and level."""
    highest: str | None = None
    """The highest level of its portion marks."""
    marking: Marking | None = None
    """``over``, ``under``, ``caveat``: how the message's level differs from its marks."""
    redacted: bool = False
    partial: bool = False
    subject: str | None = None


class Year(Struct, frozen=True):
    """A year of the calendar: how many cables were, or are, due in it."""

    year: int
    total: int
    states: dict[State, int]


class Calendar(Struct, frozen=True):
    """The calendar in numbers."""

    on: dt.date
    """Today, for whoever asks."""
    total: int
    states: dict[State, int]
    years: tuple[Year, ...]
    posts: tuple[tuple[str, str, int], ...] = ()
    """Code, name, and how many cables."""
    waiting: int = 0
    """Cables that have not been looked at yet."""


def follow(archive: Archive, patience: float | None = None) -> int:
    """Judge what is new in the archive; how many cables are left after `patience` seconds."""
    return releases.follow(archive, _judged, _version(), patience)


def calendar(archive: Archive, asked: Asked, on: dt.date, reader: Reader = EVERYTHING, waiting: int = 0) -> Calendar:
    """How many cables of those asked for are due in which year, and how they stand on the day `on`.

    `waiting` is what `follow` left. Kept until the archive changes, or more of it has been judged.
    """
    question = ("calendar", asked, on, reader, waiting)
    return kept(archive, question, lambda: _calendar(archive, asked, on, reader, waiting))


def _calendar(archive: Archive, asked: Asked, on: dt.date, reader: Reader, waiting: int) -> Calendar:
    everywhere = msgspec.structs.replace(asked, posts=())
    posts = ("calendar's posts", everywhere, on, reader, waiting)
    counts = releases.counted(archive, asked, on, reader)
    years: dict[int, dict[State, int]] = {}
    for year, state, many in releases.by_year(archive, asked, on, reader):
        years.setdefault(year, {})[state] = many
    return Calendar(
        on=on,
        total=sum(counts.values()),
        states={state: counts.get(state, 0) for state in STATES},
        years=tuple(Year(year, sum(states.values()), states) for year, states in sorted(years.items())),
        posts=kept(archive, posts, lambda: tuple(releases.by_post(archive, everywhere, on, reader))),
        waiting=waiting,
    )


def entries(
    archive: Archive,
    asked: Asked,
    on: dt.date,
    reader: Reader = EVERYTHING,
    *,
    limit: int | None = None,
    offset: int = 0,
) -> Iterator[Entry]:
    """The cables asked for, those first that were due first."""
    left = limit
    while left is None or left > 0:
        size = _PAGE if left is None else min(left, _PAGE)
        found = releases.listed(archive, asked, on, reader, limit=size, offset=offset)
        for each in found:
            yield entry(archive, each, reader)
        if len(found) < size:
            return
        offset += size
        left = None if left is None else left - size


def entry(archive: Archive, release: Release, reader: Reader = EVERYTHING) -> Entry:
    """What the calendar tells of one cable."""
    rule = vocabulary.release_rule(release.rule)
    age = vocabulary.release_rule(AGE)
    view = archive.view(release.id, reader)
    return Entry(
        id=release.id,
        state=release.state,
        rule=rule.name,
        why=rule.covers,
        source=rule.source,
        level=release.level,
        sent=release.sent,
        origin=release.origin,
        origin_name=release.origin_name,
        executive_order=release.executive_order,
        says=release.says,
        own=release.own,
        due=release.due,
        also=f"{age.covers} ({age.source})" if release.aged else None,
        steps=steps(rule, release.sent.date() if release.sent else None),
        highest=release.highest,
        marking=release.marking,
        redacted=release.redacted,
        partial=release.partial,
        subject=view.cable.subject if view else None,
    )


def of_query(archive: Archive, query: str, reader: Reader = EVERYTHING) -> tuple[str, ...] | None:
    """The keys that a search finds, for `Asked.keys`; None, for all of them, where nothing is searched for."""
    return tuple(search.scan(archive, query, reader=reader)) if query.strip() else None


def marked(archive: Archive, asked: Asked, on: dt.date, reader: Reader = EVERYTHING) -> dict[Marking, int]:
    """How many cables are marked too high (``over``), too low (``under``), or lack a caveat of one of their portions.

    Only of cables that the reader may see all of: of the others nothing can be said.
    """
    counts = dict(releases.by_marking(archive, asked, on, reader))
    return {name: counts.get(name, 0) for name in ("over", "under", "caveat")}


def _judged(cable: Cable, layouts: Sequence[str]) -> Judged:
    judged = judge(cable, published=any(vocabulary.is_published(layout, cable.attributes) for layout in layouts))
    highest, marking = compared(cable, judged.level)
    return msgspec.structs.replace(judged, highest=highest, marking=marking)


@cache
def _version() -> str:
    """Twelve digits over the rules and the code that reads them: another version judges every cable anew."""
    digest = hashlib.sha256()
    for package, names in (
        (
            "reftel.vocabulary.tables",
            (
                *("declassification.csv", "marks.csv", "levels.csv", "executive_orders.csv"),
                *("other_governments.csv", "published.csv"),
            ),
        ),
        ("reftel", ("release.py",)),
        ("reftel.analysis", ("marking.py",)),
    ):
        for name in names:
            digest.update(resources.files(package).joinpath(name).read_bytes())
    return digest.hexdigest()[:12]
