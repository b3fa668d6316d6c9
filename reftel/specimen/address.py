"""To whom an invented cable goes: precedence, addressees, and the distribution within the Department."""

from __future__ import annotations

from operator import attrgetter
from random import Random

from reftel.model import Addressee
from reftel.specimen.prose import pick
from reftel.specimen.tables import STATE, Station, Topic, agencies, collectives, neighbours, offices


def precedence(rng: Random) -> tuple[str, ...]:
    """One or two precedences, for action and for information."""
    draw = rng.random()
    if draw < 0.6:
        return ("routine",)
    if draw < 0.8:
        return ("priority",)
    if draw < 0.88:
        return ("priority", "routine")
    return ("immediate",) if draw < 0.94 else ("immediate", "priority")


def addressees(rng: Random, sender: Station, post: Station, year: int, speed: tuple[str, ...]) -> tuple[Addressee, ...]:
    """The post writes to the Department, the Department to the post; neighbours and agencies are informed."""
    routed = year >= 2000
    receiver = post if sender is STATE else STATE
    action = _written(speed[0])
    if action == "IMMEDIATE" and rng.random() < 0.2:
        action = "NIACT IMMEDIATE"
    found = [
        Addressee(
            role="action",
            name=receiver.title,
            routing=receiver.indicator if routed else None,
            precedence=action,
            number=None if sender is STATE else f"{int(rng.random() * 9999) + 1:04}",
        )
    ]
    informed = _written(speed[-1])
    if routed and rng.random() < 0.25:
        found.extend(_collective(rng, post, informed))
    found.extend(_neighbours(rng, post, routed, informed))
    known = agencies(year)
    if count := min(len(known), int(rng.random() * (5 if routed else 2))):
        for indicator, name in rng.sample(known, count):
            found.append(Addressee("info", name, indicator if routed else None, informed))
    return tuple(found)


def _written(precedence: str) -> str | None:
    # Routine goes without saying.
    return None if precedence == "routine" else precedence.upper()


def _collective(rng: Random, post: Station, informed: str | None) -> list[Addressee]:
    known = collectives(post.bureau)
    if not known:
        return []
    indicator, name = known[int(rng.random() * len(known))]
    exempt = (pick_neighbour(rng, post).title,) if rng.random() < 0.2 else ()
    return [Addressee("info", name, indicator, informed, exempt=exempt)]


def _neighbours(rng: Random, post: Station, routed: bool, informed: str | None) -> list[Addressee]:
    count = int(rng.random() ** 2 * 7)
    if not count:
        return []
    others = [station for station in neighbours(post.bureau) if station is not post]
    chosen = sorted(rng.sample(others, min(len(others), count)), key=attrgetter("spelled"))
    return [
        Addressee(
            role="info",
            name=station.title,
            routing=station.indicator if routed else None,
            precedence=informed,
            number=f"{int(rng.random() * 9999) + 1:04}" if routed else None,
        )
        for station in chosen
    ]


def pick_neighbour(rng: Random, post: Station) -> Station:
    """Another post of the same bureau."""
    others = [station for station in neighbours(post.bureau) if station is not post]
    return others[int(rng.random() * len(others))]


def distribution(rng: Random, post: Station, topic: Topic) -> tuple[str, ...]:
    """Offices with the number of copies, the acting one first: ``ARA-20``, ``OCT-01``, ``ISO-00``."""
    acting = post.bureau if rng.random() < 0.8 else topic.office
    others = rng.sample(offices(), 4 + int(rng.random() * 16))
    return (
        f"{acting}-{5 + int(rng.random() * 20):02}",
        "OCT-01",
        "ISO-00",
        *[f"{office}-{copies}" for office, copies in others if office != acting],
    )


def office_code(rng: Random, post: Station) -> str:
    """An office within a bureau, as drafters are named by: ``EUR/WE``."""
    return f"{post.bureau}/{pick(rng, ('AND', 'WE', 'NE', 'ECP', 'RA', 'EX'))}"
