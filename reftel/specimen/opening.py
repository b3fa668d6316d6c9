"""The opening of an invented cable: pass lines, TAGS, references, and who classified it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from random import Random

from reftel import vocabulary
from reftel.model import Authority, Reference, Tag
from reftel.specimen import eras
from reftel.specimen.numbers import Number, Numbers
from reftel.specimen.people import Officer, serving
from reftel.specimen.prose import BOUND, Slots, pick
from reftel.specimen.tables import STATE, Station, Topic, names, sentences

_TITLES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "AMEMBASSY": {
        "chief": ("Ambassador", "Ambassador"),
        "deputy": ("DCM", "Charge d'Affaires"),
        "counselor": ("POLCOUNS", "ECONCOUNS", "Political Counselor"),
    },
    "AMCONSUL": {"chief": ("Consul General", "Principal Officer")},
    "SECSTATE": {
        "chief": ("Acting Assistant Secretary",),
        "deputy": ("Deputy Assistant Secretary",),
        "counselor": ("Office Director",),
    },
}
"""How officers of a rank are called, by the designator of the post."""


def pass_lines(rng: Random, slots: Slots, year: int) -> tuple[str, ...]:
    """For whom else it is: ``DEPT FOR EEB/TRA``. None before the 1990s."""
    if year < 1990 or rng.random() < 0.6:
        return ()
    known = sentences("any", "passline")
    return tuple(line.format_map(slots) for line in rng.sample(known, 1 + int(rng.random() * 2)))


def tags(rng: Random, topic: Topic, station: Station, day: dt.date) -> tuple[Tag, ...]:
    """The topic's TAGS and the country's, in the years that had TAGS."""
    if not eras.tags_in_use(day):
        return ()
    codes = topic.tags_1970s if day.year < 1980 else topic.tags
    codes = codes if rng.random() < 0.7 else codes[::-1]
    return tuple(vocabulary.tag(code) for code in (*codes, station.geo))


def references(
    rng: Random, numbers: Numbers, past: list[Number], own: Number, sent: dt.datetime, station: Station
) -> tuple[Reference, ...]:
    """The items of the REF line: earlier cables of the thread, others of the post, some that do not exist."""
    cited = past[-1 - int(rng.random() * 2) :] if past and rng.random() < 0.85 else []
    extra: Number | None = None
    draw = rng.random()
    if draw < 0.25:
        extra = numbers.earlier(station, sent)
    elif draw < 0.45:
        extra = numbers.missing(
            station if draw < 0.38 else STATE, sent - dt.timedelta(days=20 + int(rng.random() * 300))
        )
    if extra is not None and extra not in cited and extra != own:
        cited = [*cited, extra]
    found = [_reference(rng, number, cited[:at], own.year) for at, number in enumerate(cited)]
    if rng.random() < 0.06:
        found.append(_other(rng, sent))
    if len(found) < 2:
        return tuple(found)
    return tuple(
        Reference(each.text, each.kind, label, each.target) for each, label in zip(found, "ABCDEF", strict=False)
    )


def _reference(rng: Random, number: Number, before: list[Number], year: int) -> Reference:
    last = before[-1] if before else None
    # The post is inherited only where the year is not written either: "A. LIMA 233 B. 251".
    inherits = last is not None and last.station is number.station and last.year == number.year == year
    text = number.spelled(year, post=not (inherits and rng.random() < 0.3))
    return Reference(text, "cable", None, number.id)


def _other(rng: Random, sent: dt.datetime) -> Reference:
    first, second = rng.sample(names("surname"), 2)
    day = sent - dt.timedelta(days=1 + int(rng.random() * 9))
    pair = f"{first}/{second}".upper()
    if sent.year < 1995:
        return Reference(f"TELCON {pair} OF {day:%m/%d/%y}", "telephone")
    return Reference(f"{pair} E-MAIL OF {day:%m/%d/%Y}", "email")


def initials(officer: Officer) -> str:
    """Of a classifying officer: ``R. T.``"""
    return f"{officer.given[0]}. {officer.middle}".rstrip()


def authority(
    rng: Random, seed: int, sender: Station, day: dt.date, order: eras.Order, level: str
) -> tuple[Authority, ...]:
    """Who classified it: in the line of E.O. 12065 (initials and surname), on a line of its own since E.O. 12958."""
    if level in (eras.UNCLASSIFIED, eras.LOU) or order.number in ("10501", "11652", "12356"):
        return ()
    if order.number == "12065":
        officer = serving(seed, sender, "chief", day)
        return (Authority(f"{initials(officer)} {officer.surname}"),)
    titles = _TITLES[sender.designator]
    rank = pick(rng, tuple(titles))
    officer = serving(seed, sender, rank, day)
    middle = f"{BOUND}{officer.middle}" if officer.middle else ""
    surname = officer.surname.capitalize()
    return (Authority(f"{officer.given}{middle}{BOUND}{surname}", pick(rng, titles[rank]), eras.reasons(rng, day)),)
