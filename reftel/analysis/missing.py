"""Cited but missing: every number that an archive's cables cite and the archive lacks, who cites it, and its date."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby

import msgspec

from reftel import telegram, vocabulary
from reftel.analysis.misdated import by_its_date, misdated
from reftel.analysis.numbering import Estimate, Numbering
from reftel.analysis.posts import Number, day_of, implausible, number_of, numbering
from reftel.analysis.sentences import around, find
from reftel.archive import EVERYTHING, Archive, Reader, View, net
from reftel.archive.keeping import kept
from reftel.model import Struct
from reftel.telegram.printed_citations import DATED

NAMED = "named where it is cited:"
"""How the rule of an estimate begins that is no estimate, but a day that was told."""
ONLY = ("cable", "airgram")
"""Kinds of references that name a numbered message; an e-mail or a telephone call is none."""
_NARROW = 31
"""Days: of a date that is known less exactly, not every loss that it may touch is told."""


class Place(Struct, frozen=True):
    """Where, and in what words, a cable cites a number."""

    text: str
    """The reference as it stands there: ``LA PAZ 5021``, ``REFTEL``."""
    label: str | None = None
    rule: str | None = None
    anchor: str | None = None
    """The paragraph; None for the REF line."""
    sentence: str | None = None
    """What the paragraph says there; None for the REF line, and where sentences were not asked for."""


class CitedBy(Struct, frozen=True):
    """A held cable that cites a missing one."""

    id: str
    subject: str | None
    """None where there is none, or where it is not open to the reader."""
    sent: dt.datetime | None
    level: str | None
    places: tuple[Place, ...]
    doubt: str | None = None
    """Why it can hardly mean this number: then it counts neither for the date nor as who cites it."""


class Missing(Struct, frozen=True):
    """A cable that is cited and not held."""

    number: str
    """Canonical: ``74LAPAZ5021``."""
    origin: str
    """Code of the post, or of the series (``SECTO``)."""
    year: int
    serial: int
    citing: tuple[CitedBy, ...]
    """Oldest first; those in doubt last."""
    times: int
    """References to it that the reader may see, in all citing cables that are not in doubt."""
    estimate: Estimate | None
    doubt: str | None = None
    """Why there is hardly such a number; None where it is plausible."""

    losses: tuple[vocabulary.Loss, ...] = ()
    """Known losses in which its date falls, as far as that is told: of a wide estimate the likeliest day counts."""


class Counted(Struct, frozen=True):
    """A missing number in a list, without what it takes to read every citing cable."""

    number: str
    origin: str
    year: int
    serial: int
    cables: int
    """Cables that cite it."""
    times: int


def missing(
    archive: Archive,
    *,
    reader: Reader = EVERYTHING,
    origin: str | None = None,
    year: int | None = None,
    sentences: bool = False,
    doubtful: bool = False,
) -> Iterator[Missing]:
    """Every cited number that the archive lacks, by year, post and number, one at a time.

    Args:
        reader: a citation in what they may not see neither counts nor shows.
        origin: only this post, in any spelling, or this series.
        year: only this year, four digits.
        sentences: with what each citing paragraph says there, for which every citing cable is read.
        doubtful: those, instead, that are hardly numbers of telegrams; each says why.
    """
    code = post_meant(origin) if origin else None
    beginning = "" if year is None else f"{year % 100:02d}{code or ''}"
    found = net.lacking(archive, reader, beginning=beginning)
    doubted = misdated(archive)
    for _, group in groupby(found, key=_beginning):
        together = [each for each in _by_number(archive, group, reader, doubted) if code in (None, each.origin)]
        for each in sorted(together, key=lambda each: (each.year, each.serial)):
            if year in (None, each.year) and (each.doubt is not None) == doubtful:
                yield _with_sentences(archive, each, reader) if sentences else each


def missing_one(
    archive: Archive, number: str, reader: Reader = EVERYTHING, *, sentences: bool = True
) -> Missing | None:
    """What is known of one number that is cited and not held, with the sentences that cite it.

    Any spelling of the number will do. None where the archive holds it, or nothing that the reader may see cites it.
    """
    target = telegram.canonical_id(number)
    if archive.find(number) is not None:
        return None
    citations = net.citations_to(archive, [target], reader)
    for found in _by_number(archive, citations, reader, misdated(archive, {each.source for each in citations})):
        return _with_sentences(archive, found, reader) if sentences else found
    return None


def estimates(archive: Archive, numbers: Iterable[str], reader: Reader = EVERYTHING) -> dict[str, Estimate]:
    """When cables that are not held were probably sent, by all that cites them, wherever they are shown."""
    citations = sorted(net.citations_to(archive, numbers, reader), key=lambda each: each.target or "")
    doubted = misdated(archive, {each.source for each in citations})
    return {each.number: each.estimate for each in _by_number(archive, citations, reader, doubted) if each.estimate}


def counted(archive: Archive, reader: Reader = EVERYTHING) -> tuple[Counted, ...]:
    """All of them in short, the most cited first; kept until the archive changes."""

    def count() -> tuple[Counted, ...]:
        known: dict[tuple[str, int], Numbering] = {}

        def numbering_of(number: Number) -> Numbering:
            place = number.beginning, number.year
            if place not in known:
                known[place] = numbering(archive, number, reader)
            return known[place]

        by_number = groupby(net.lacking(archive, reader), key=lambda each: each.target or "")
        doubted = misdated(archive)
        found = filter(None, (in_short(archive, target, group, numbering_of, doubted) for target, group in by_number))
        return tuple(sorted(found, key=lambda each: (-each.cables, -each.times, each.year, each.origin, each.serial)))

    return kept(archive, ("missing", reader), count)


def post_meant(origin: str) -> str:
    """The code of a post or series in any spelling."""
    return vocabulary.canonical_post(origin) or "".join(origin.upper().split())


def known_losses(first: dt.date, last: dt.date) -> tuple[vocabulary.Loss, ...]:
    """Known losses that overlap a stretch of days."""
    return tuple(each for each in vocabulary.losses() if each.first <= last and first <= each.last)


def _losses(when: Estimate | None) -> tuple[vocabulary.Loss, ...]:
    if when is None:
        return ()
    if (when.latest - when.earliest).days <= _NARROW:
        return known_losses(when.earliest, when.latest)
    if when.best is not None:
        return known_losses(when.best, when.best)
    return tuple(each for each in vocabulary.losses() if each.first <= when.earliest and when.latest <= each.last)


def _beginning(citation: net.Citation) -> str:
    return (citation.target or "").rstrip("0123456789")


def in_short(
    archive: Archive,
    target: str,
    citations: Iterable[net.Citation],
    numbering_of: Callable[[Number], Numbering],
    doubted: Mapping[str, str],
) -> Counted | None:
    """What `missing` tells of one number, counted only; None of what is doubtful or no number."""
    cables: dict[str, tuple[str | None, int]] = {}
    of_doubted: dict[str, list[net.Citation]] = {}
    for each in citations:
        if each.kind in ONLY:
            if each.source in doubted:
                of_doubted.setdefault(each.source, []).append(each)
            cables[each.source] = (each.sent, cables.get(each.source, (None, 0))[1] + 1)
    years = [int(sent[:4]) for sent, _ in cables.values() if sent]
    number = number_of(target, min(years) if years else None) if cables else None
    if number is None or implausible(archive, number):
        return None
    own = numbering_of(number)
    believed = [
        times
        for key, (sent, times) in cables.items()
        if not (key in of_doubted and all(by_its_date(number, each) for each in of_doubted[key]))
        and ((day := day_of(sent)) is None or own.contradicts(number.serial, day) is None)
    ]
    if not believed:
        return None
    return Counted(target, number.origin, number.year, number.serial, len(believed), sum(believed))


def _by_number(
    archive: Archive, citations: Iterable[net.Citation], reader: Reader, doubted: Mapping[str, str]
) -> Iterator[Missing]:
    """Citations of numbers, those of each number together → what is missing; `doubted`: citing cables (`misdated`)."""
    for target, group in groupby(citations, key=lambda each: each.target or ""):
        together = [each for each in group if each.kind in ONLY]
        if together and (made := _one(archive, target, together, reader, doubted)):
            yield made


def _one(
    archive: Archive, target: str, citations: list[net.Citation], reader: Reader, doubted: Mapping[str, str]
) -> Missing | None:
    years = [day.year for each in citations if (day := day_of(each.sent))]
    number = number_of(target, min(years) if years else None)
    if number is None:
        return None
    doubt = implausible(archive, number)
    citing = [_citing(archive, number, key, group, reader, doubted.get(key)) for key, group in _by_cable(citations)]
    believed = [each for each in citing if each.doubt is None]
    if not believed and doubt is None:
        doubt = citing[0].doubt
    days = [each.sent.date() for each in believed if each.sent]
    estimate = None if doubt else _named(number, believed)
    if estimate is None and not doubt:
        estimate = numbering(archive, number, reader).estimate(number.serial, days)
    return Missing(
        number=target,
        origin=number.origin,
        year=number.year,
        serial=number.serial,
        citing=tuple(sorted(citing, key=lambda each: (each.doubt is not None, each.sent is None))),
        times=sum(len(each.places) for each in believed),
        estimate=estimate,
        doubt=doubt,
        losses=_losses(estimate),
    )


def _named(number: Number, citing: list[CitedBy]) -> Estimate | None:
    """The day that every citation with a date names, as those of printed volumes do: ``my 158, May 11, 5 p.m.``"""
    named = [
        (_NAMED.search(place.text), place.text, each.id)
        for each in citing
        for place in each.places
        if DATED in (place.rule or "")
    ]
    days = {day: (text, key) for match, text, key in reversed(named) if match and (day := _day_of(match, number.year))}
    if len(days) != 1:
        return None
    ((day, (text, key)),) = days.items()
    return Estimate(day.isoformat(), day, day, day, f"{NAMED} {text} ({key})")


_NAMED = re.compile(rf"\b({'|'.join(vocabulary.MONTHS)}) (\d{{1,2}})(?:st|nd|rd|th)?(?: \[(\d{{1,2}})\])?")
"""A day in words; the editors' correction of it stands in brackets."""


def _day_of(match: re.Match[str], year: int) -> dt.date | None:
    try:
        return dt.date(year, vocabulary.MONTHS.index(match[1]) + 1, int(match[3] or match[2]))
    except ValueError:
        return None


def _by_cable(citations: list[net.Citation]) -> list[tuple[str, list[net.Citation]]]:
    """Citing cables, oldest first, each with its citations in order."""
    cables: dict[str, list[net.Citation]] = {}
    for each in sorted(citations, key=lambda each: (each.sent or _AFTER, each.source, each.position)):
        cables.setdefault(each.source, []).append(each)
    return list(cables.items())


_AFTER = "~"
"""Sorts after every date."""


def _citing(
    archive: Archive,
    number: Number,
    key: str,
    citations: list[net.Citation],
    reader: Reader,
    doubted: str | None,
) -> CitedBy:
    first = citations[0]
    day = day_of(first.sent)
    doubt = doubted if doubted and all(by_its_date(number, each) for each in citations) else None
    if doubt is None and day:
        doubt = numbering(archive, number, reader).contradicts(number.serial, day)
    places = tuple(Place(each.text, each.label, each.rule, each.anchor) for each in citations)
    sent = dt.datetime.fromisoformat(first.sent) if first.sent else None
    return CitedBy(key, None, sent, None, places, doubt)


def _with_sentences(archive: Archive, found: Missing, reader: Reader) -> Missing:
    citing = tuple(_read(archive.view(each.id, reader), each) for each in found.citing)
    return msgspec.structs.replace(found, citing=citing)


def _read(view: View | None, cited: CitedBy) -> CitedBy:
    """With the cable's subject and what its paragraphs say, as far as they are in the view."""
    if view is None:
        return cited
    texts = dict(zip(view.anchors, (each.text for each in view.cable.paragraphs), strict=True))
    stamp = view.cable.classification
    return CitedBy(
        cited.id,
        view.cable.subject,
        cited.sent,
        stamp.level if stamp else None,
        tuple(_once(_said(each, texts, view.cable.text) for each in cited.places)),
        cited.doubt,
    )


def _once(places: Iterable[Place]) -> Iterator[Place]:
    """A sentence that cites a number twice is told once."""
    told = set[tuple[str | None, str]]()
    for each in places:
        if each.sentence is None or (each.anchor, each.sentence) not in told:
            yield each
        if each.sentence is not None:
            told.add((each.anchor, each.sentence))


def _said(place: Place, texts: dict[str, str], whole: str) -> Place:
    text = texts.get(place.anchor or "")
    if not text:
        return place
    where = find(text, place.text)
    if where is None and (where := find(whole, place.text)):
        text = whole  # a printed volume's footnote, which stands behind the telegram
    where = where or (0, 0)
    return Place(place.text, place.label, place.rule, place.anchor, around(text, *where))
