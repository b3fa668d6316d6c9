"""The invented world: stories at posts, told in threads of cables.

A story is an event with its people and places at one post; its cables follow each other by hours or days, cite each
other, and the Department answers some. Several stories of each era are open at a time, so that threads interleave.
"""

from __future__ import annotations

import datetime as dt
import math
from random import Random

from msgspec.structs import replace

from reftel import vocabulary
from reftel.model import Authority, Cable, Classification, Paragraph, Post, Reference
from reftel.specimen import eras
from reftel.specimen.address import addressees, distribution, office_code, precedence
from reftel.specimen.body import write_letter
from reftel.specimen.draft import Draft
from reftel.specimen.grammar import Teller
from reftel.specimen.numbers import Number, Numbers
from reftel.specimen.opening import authority, initials, pass_lines, references, tags
from reftel.specimen.prose import pick, slots, walk
from reftel.specimen.tables import STATE, names, stations, topics

YEARS = {"1970s": (1973, 1979), "1980s": (1980, 1989), "1990s": (1990, 1999), "2000s": (2000, 2009)}
"""First and last year in which a story of an era begins."""

SIZE = 3_000
"""Characters of a telegram, on the average; of the real ones about 6,000, which ``size`` asks for."""
SPREAD = 0.55
"""Of the logarithm of its length, as of a heap of real ones."""
_HEAD = 700
"""Characters of heading, opening and signature."""
_OPEN_STORIES = 3
_LAST_MOMENT = dt.datetime(2010, 2, 28, tzinfo=dt.UTC)


class Story:
    """An event at a post, while it is being told."""

    def __init__(self, rng: Random, era: str) -> None:
        first, last = YEARS[era]
        self.era = era
        self.station = stations()[int(rng.random() * len(stations()))]
        self.topic = topics()[int(rng.random() * len(topics()))]
        self.slots = slots(rng, self.station, self.topic)
        self.teller = Teller(rng, self.slots)
        self.chief = pick(rng, names("signer"))
        self.department = pick(rng, names("signer"))
        # Begins before mid-October, so that its last cable still belongs to the era.
        self.sent = dt.datetime(first + int(rng.random() * (last - first + 1)), 1, 1, tzinfo=dt.UTC)
        self.sent += dt.timedelta(minutes=int(rng.random() * 285 * 1440))
        self.left = 2 + int(rng.random() * 5)
        self.subjects = walk(rng, self.topic.name, "subject")
        self.past: list[Number] = []

    def advance(self, rng: Random) -> None:
        """On to the time of the next cable."""
        self.left -= 1
        self.sent = min(self.sent + dt.timedelta(minutes=90 + int(rng.random() ** 2 * 12_000)), _LAST_MOMENT)


class World:
    """Everything invented from one seed, cable by cable."""

    def __init__(self, seed: int, size: int = SIZE, spread: float = SPREAD) -> None:
        self.rng = Random(seed)  # noqa: S311 - invented texts, no secrets
        self._size, self._spread = size, spread
        self._numbers = Numbers(self.rng)
        self._stories: dict[str, list[Story]] = {}

    def draft(self, era: str) -> Draft:
        """The next cable of a story of this era."""
        told = self._stories.setdefault(era, [])
        while len(told) < _OPEN_STORIES:
            told.append(Story(self.rng, era))
        story = told[int(self.rng.random() * _OPEN_STORIES)]
        story.advance(self.rng)
        draft = self._cable(story)
        if not story.left:
            told.remove(story)
        return draft

    def _cable(self, story: Story) -> Draft:
        rng, sent, day = self.rng, story.sent, story.sent.date()
        answer = bool(story.past) and rng.random() < 0.2
        sender, signer = (STATE, story.department) if answer else (story.station, story.chief)
        limits = eras.limits(rng, day)
        letters = initials(rng)
        event = f"AFTER THE RECOUNT IN {story.slots['town'].upper()}"
        order = eras.order(rng, day, limits.level, f"{signer}, {letters}", event)
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
        drafter = pick(rng, names("signer")) if answer and story.era == "1970s" else None
        cable = Cable(
            id=number.id,
            sent=sent,
            precedence=speed,
            origin=vocabulary.post(sender.code) or Post(code=sender.code),
            addressees=addressees(rng, sender, story.station, sent.year, speed),
            distribution=distribution(rng, story.station, story.topic) if story.era == "1970s" else (),
            classification=Classification(limits.level, limits.caveats),
            captions=limits.captions,
            pass_lines=() if answer else pass_lines(rng, story.slots, story.era),
            executive_order=order.number,
            declassify_on=order.declassify_on,
            declassification=order.declassification,
            tags=tags(rng, story.topic, story.station, story.era),
            subject=next(story.subjects).format_map(story.slots),
            subject_mark=limits.marks[-1] if marked else None,
            references=cited + letter.references,
            classified_by=authority(rng, sender, signer, letters, day, order, limits.level),
            drafted_by=f"{office_code(rng, story.station)}:{drafter}:AB" if drafter else None,
            approved_by=f"{story.station.bureau}:{signer}" if drafter else None,
            paragraphs=letter.paragraphs,
            summary=letter.summary,
            comment=letter.comment,
            signed_by=(signer,),
        )
        story.past.append(number)
        site = not answer and rng.random() < 0.1
        return Draft(_cased(rng, cable, sent.year), sender, order, sent, limits.level, story.era, site)

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
