"""The opening of an invented cable: pass lines, TAGS, references, and who classified it."""

from __future__ import annotations

import datetime as dt
from random import Random

from reftel import vocabulary
from reftel.model import Authority, Reference, Tag
from reftel.specimen import eras
from reftel.specimen.numbers import Number, Numbers
from reftel.specimen.prose import BOUND, Slots, pick
from reftel.specimen.tables import STATE, Station, Topic, names, sentences

_TITLES = ("Ambassador", "DCM", "Charge d'Affaires", "POLCOUNS", "ECONCOUNS", "Political Counselor")
_CONSULATE_TITLES = ("Consul General", "Principal Officer")
_DEPARTMENT_TITLES = ("Acting Assistant Secretary", "Office Director", "Deputy Assistant Secretary")


def pass_lines(rng: Random, slots: Slots, era: str) -> tuple[str, ...]:
    """For whom else it is: ``DEPT FOR EEB/TRA``. None before the 1990s."""
    if era not in ("1990s", "2000s") or rng.random() < 0.6:
        return ()
    known = sentences("any", "passline")
    return tuple(line.format_map(slots) for line in rng.sample(known, 1 + int(rng.random() * 2)))


def tags(rng: Random, topic: Topic, station: Station, era: str) -> tuple[Tag, ...]:
    """The topic's TAGS and the country's."""
    codes = topic.tags_1970s if era == "1970s" else topic.tags
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


def initials(rng: Random) -> str:
    """Initials of a classifying officer: ``R. T.``"""
    known = names("initial")
    return f"{pick(rng, known)} {pick(rng, known)}"


def authority(
    rng: Random, sender: Station, signer: str, letters: str, day: dt.date, order: eras.Order, level: str
) -> tuple[Authority, ...]:
    """Who classified it: in the line of E.O. 12065 (initials and surname), on a line of its own since E.O. 12958."""
    if level in (eras.UNCLASSIFIED, eras.LOU) or order.number in ("11652", "12356"):
        return ()
    if order.number == "12065":
        return (Authority(f"{letters} {signer}"),)
    known = _DEPARTMENT_TITLES if sender is STATE else _CONSULATE_TITLES
    titles = _TITLES if sender.designator == "AMEMBASSY" else known
    middle = f"{BOUND}{pick(rng, names('initial'))}" if rng.random() < 0.6 else ""
    surname = "-".join(part.capitalize() for part in signer.split("-"))
    name = f"{pick(rng, names('given'))}{middle}{BOUND}{surname}"
    return (Authority(name, pick(rng, titles), eras.reasons(rng, day)),)
