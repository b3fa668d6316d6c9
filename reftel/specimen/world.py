"""The invented world: stories at posts, told in threads of cables.

A story is an event with its people and places at one post; its cables follow each other by hours or days, cite each
other, and the Department answers some. Several stories of each era are open at a time, so that threads interleave.
"""

from __future__ import annotations

import datetime as dt
import functools
import math
from random import Random

from msgspec.structs import replace

from reftel import vocabulary
from reftel.model import Article, Authority, Cable, Classification, Paragraph, Post, Reference
from reftel.specimen import eras, people
from reftel.specimen.address import addressees, distribution, office_code, precedence
from reftel.specimen.body import write_letter
from reftel.specimen.draft import Draft
from reftel.specimen.grammar import Teller
from reftel.specimen.modern import CORRECTED
from reftel.specimen.numbers import Number, Numbers
from reftel.specimen.opening import authority, initials, pass_lines, references, tags
from reftel.specimen.prose import SPECIMEN, Slots, slots, walk
from reftel.specimen.tables import STATE, Station, stations, topics

YEARS = {
    "1960s": (1966, 1972),
    "1970s": (1973, 1979),
    "1980s": (1980, 1989),
    "1990s": (1990, 1999),
    "2000s": (2000, 2009),
    "2010s": (2010, 2012),
}
"""First and last year in which a story of an era begins."""

SIZE = 3_000
"""Characters of a telegram, on the average; of the real ones about 6,000, which ``size`` asks for."""
SPREAD = 0.55
"""Of the logarithm of its length, as of a heap of real ones."""
_HEAD = 700
"""Characters of heading, opening and signature."""
_OPEN_STORIES = 3
_LAST_MOMENT = dt.datetime(2010, 2, 28, tzinfo=dt.UTC)
"""Of the web archive's telegrams."""
_CORRECTED, _RESENT, _PUBLISHED_AGAIN = 0.015, 0.01, 0.015
"""How often a cable comes once more: as a corrected copy, sent again, or published again as it was."""


class Story:
    """An event at a post, while it is being told."""

    def __init__(self, rng: Random, era: str, seed: int) -> None:
        first, last = YEARS[era]
        self.era = era
        self.station = stations()[int(rng.random() * len(stations()))]
        self.topic = topics()[int(rng.random() * len(topics()))]
        # Begins before mid-October, so that its last cable still belongs to the era.
        self.sent = dt.datetime(first + int(rng.random() * (last - first + 1)), 1, 1, tzinfo=dt.UTC)
        self.sent += dt.timedelta(minutes=int(rng.random() * 285 * 1440))
        self.left = 2 + int(rng.random() * 5)
        self.subjects = walk(rng, self.topic.name, "subject")
        country, year = self.station.country, self.sent.year
        offices = ((self.topic.name, year), ("governor", year + 4), ("governor", year))
        who = [people.official(seed, country, office, when) for office, when in offices]
        self.slots = slots(rng, self.station, self.topic, who)
        self.teller = Teller(rng, self.slots)
        self.articles = _articles(rng, self.slots)
        self.past: list[Number] = []

    def advance(self, rng: Random) -> None:
        """On to the time of the next cable."""
        self.left -= 1
        self.sent += dt.timedelta(minutes=90 + int(rng.random() ** 2 * 12_000))
        if self.era == "2000s":
            self.sent = min(self.sent, _LAST_MOMENT)


class World:
    """Everything invented from one seed, cable by cable."""

    def __init__(self, seed: int, size: int = SIZE, spread: float = SPREAD) -> None:
        self.rng = Random(seed)  # noqa: S311 - invented texts, no secrets
        self._size, self._spread = size, spread
        self._numbers = Numbers(self.rng)
        self._seed = seed
        self._stories: dict[str, list[Story]] = {}
        self._last: dict[str, Draft] = {}
        self._count = 0

    def draft(self, era: str) -> Draft:
        """The next cable of a story of this era, or one that was written before, once more."""
        self._count += 1
        draft = self._once_more(era) or self._next(era)
        draft = self._last[era] = replace(draft, number=self._count)
        return draft

    def _next(self, era: str) -> Draft:
        told = self._stories.setdefault(era, [])
        while len(told) < _OPEN_STORIES:
            told.append(Story(self.rng, era, self._seed))
        story = told[int(self.rng.random() * _OPEN_STORIES)]
        story.advance(self.rng)
        draft = self._cable(story)
        if not story.left:
            told.remove(story)
        return draft

    def _once_more(self, era: str) -> Draft | None:
        """The last cable of this era: corrected, sent again, or as another collection has it."""
        last, draw = self._last.get(era), self.rng.random()
        if last is None or draw > _CORRECTED + _RESENT + _PUBLISHED_AGAIN:
            return None
        last = replace(last, copy=last.copy + 1)
        if draw < _CORRECTED and CORRECTED not in last.cable.captions:
            return replace(last, cable=_corrected(last.cable), spoken=_corrected(last.spoken))
        return replace(last, resent=True) if draw < _CORRECTED + _RESENT else last

    def _cable(self, story: Story) -> Draft:
        rng, sent, day = self.rng, story.sent, story.sent.date()
        answer = bool(story.past) and rng.random() < 0.2
        sender = STATE if answer else story.station
        chief = people.serving(self._seed, sender, "chief", day)
        limits = eras.limits(rng, day)
        event = f"AFTER THE RECOUNT IN {story.slots['town'].upper()}"
        order = eras.order(rng, day, limits.level, f"{chief.surname}, {initials(chief)}", event)
        number = self._numbers.give(sender, sent)
        cited = references(rng, self._numbers, story.past, number, sent, story.station)
        story.slots.today = day
        story.teller.today(day)
        letter = write_letter(
            rng,
            story.topic.name,
            story.slots,
            story.teller,
            limits,
            self._citation(story),
            length=self._length(),
            from_department=answer,
        )
        speed = precedence(rng)
        marked = bool(limits.marks) and story.era == "2000s" and rng.random() < 0.15
        drafter = people.serving(self._seed, sender, "officer", day) if answer and story.era == "1970s" else None
        cable = Cable(
            id=number.id,
            sent=sent,
            precedence=speed,
            origin=_origin(sender.code),
            addressees=addressees(rng, sender, story.station, sent.year, speed),
            distribution=distribution(rng, story.station, story.topic) if story.era == "1970s" else (),
            classification=Classification(limits.level, limits.caveats),
            captions=limits.captions,
            pass_lines=() if answer else pass_lines(rng, story.slots, sent.year),
            executive_order=order.number,
            declassify_on=order.declassify_on,
            declassification=order.declassification,
            tags=tags(rng, story.topic, story.station, day),
            subject=next(story.subjects).format_map(story.slots),
            subject_mark=limits.marks[-1] if marked else None,
            references=cited + letter.references,
            classified_by=authority(rng, self._seed, sender, day, order, limits.level),
            drafted_by=_drafted(rng, story.station, drafter) if drafter else None,
            approved_by=f"{story.station.bureau}:{chief.surname}" if drafter else None,
            paragraphs=letter.paragraphs,
            summary=letter.summary,
            comment=letter.comment,
            signed_by=(chief.surname,),
        )
        story.past.append(number)
        site = not answer and rng.random() < 0.1
        cited_in = story.articles if rng.random() < 0.6 else ()
        typed = _cased(rng, cable, sent.year)
        return Draft(
            typed, cable, sender, number.serial, order, sent, limits.level, story.era, articles=cited_in, site=site
        )

    def _length(self) -> int:
        """Characters of a body: half of them below the median, a few of several times as many."""
        whole = self._size * math.exp(self.rng.gauss(-self._spread * self._spread / 2, self._spread))
        return int(whole - _HEAD)

    def _citation(self, story: Story) -> Reference | None:
        """An earlier cable of the thread, cited in the text; with its year, as good drafters do."""
        if not story.past or self.rng.random() > 0.3:
            return None
        number = story.past[0]
        return Reference(number.spelled(None), "cable", None, number.id)


@functools.cache
def _origin(code: str) -> Post:
    return vocabulary.post(code) or Post(code=code)


def _drafted(rng: Random, station: Station, officer: people.Officer) -> str:
    """``EUR/WE:QUILLANE:ABT``: office, surname, and the initials of who typed it."""
    return f"{office_code(rng, station)}:{officer.surname}:{officer.given[0]}{officer.middle[:1] or 'X'}".upper()


def _articles(rng: Random, slots: Slots) -> tuple[Article, ...]:
    """What the press makes of a story, years later: one article, cited beside each of its cables, or two."""
    found = []
    while rng.random() < 0.2:
        paper = slots["paper"].lower().replace(" ", "-")
        place = slots["town"].lower().replace(" ", "-")
        url = f"http://{paper}.invalid/{2010 + int(rng.random() * 2)}/{place}-{int(rng.random() * 10_000)}"
        title = f"{slots['paper']}: What the cables say of {slots['town']}" if rng.random() < 0.4 else None
        found.append(Article(url, title))
    return tuple(found)


def _corrected(cable: Cable) -> Cable:
    """With the caption that says so, and a sentence in its first paragraph that is neither summary nor comment."""
    said = "This replaces an earlier figure."
    paragraphs = list(cable.paragraphs)
    at = next(at for at, each in enumerate(paragraphs) if each.role == "text" and each.text.upper() != SPECIMEN.upper())
    each = paragraphs[at]
    said = said.upper() if each.text.isupper() else said
    paragraphs[at] = replace(each, text=f"{each.text} {said}")
    return replace(cable, captions=(CORRECTED, *cable.captions), paragraphs=tuple(paragraphs))


def _cased(rng: Random, cable: Cable, year: int) -> Cable:
    """In capitals throughout until about 2000 and here and there for some years more; the subject longer still."""
    if year >= 2004 or (year >= 2000 and rng.random() < 0.7):
        return replace(cable, subject=_upper(cable.subject)) if rng.random() < 0.8 else cable
    return replace(
        cable,
        subject=_upper(cable.subject),
        classified_by=tuple(
            Authority(each.name.upper(), _upper(each.title), each.reasons) for each in cable.classified_by
        ),
        paragraphs=tuple(_shouted(paragraph) for paragraph in cable.paragraphs),
        summary=_upper(cable.summary),
        comment=_upper(cable.comment),
    )


def _shouted(paragraph: Paragraph) -> Paragraph:
    return replace(paragraph, text=paragraph.text.upper(), heading=_upper(paragraph.heading))


def _upper(text: str | None) -> str | None:
    return None if text is None else text.upper()
