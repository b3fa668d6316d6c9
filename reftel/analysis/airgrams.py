"""Airgrams that are cited and not held: reports by pouch, numbered by themselves, apart from a post's telegrams.

Their numbers say nothing of a telegram's, and go so slowly that neighbours bracket no date: what is told is the day
that the citing cable names, or else that it was sent before that.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from reftel import vocabulary
from reftel.analysis.missing import CitedBy, Place, post_meant
from reftel.analysis.posts import day_of, number_of
from reftel.analysis.sentences import around, find
from reftel.archive import EVERYTHING, Archive, Reader, net
from reftel.archive.keeping import kept
from reftel.model import Struct
from reftel.telegram.airgrams import Cited, read
from reftel.telegram.airgrams import meant as airgram_meant


class Airgram(Struct, frozen=True):
    """An airgram that is cited and not held."""

    number: str
    """``73LAPAZ A-236``; ``74 A-4876`` where nothing names its post."""
    designation: str
    """``A-236``; ``CA-3400`` of a circular one."""
    origin: str | None
    """Code of the post; None where the citing cables name none."""
    name: str | None
    """``Embassy La Paz``."""
    year: int
    """Of the date that is named; else of the cable that cites it first, and it may be of the year before."""
    serial: int
    date: str
    """EDTF: ``1973-11-09`` where a citing cable names the day; ``/1974-05-14``, before that day, where none does."""
    named: bool
    """Whether a citing cable names the day."""
    citing: tuple[CitedBy, ...]
    """Oldest first."""
    times: int
    """References to it that the reader may see."""

    @property
    def day(self) -> dt.date | None:
        """The day that is named, or on which it was cited first."""
        return dt.date.fromisoformat(self.date.lstrip("/")) if "-" in self.date else None


class _Found(NamedTuple):
    """One citation, read."""

    citation: net.Citation
    cited: Cited
    sentence: str | None


def airgrams(
    archive: Archive, *, reader: Reader = EVERYTHING, origin: str | None = None, year: int | None = None
) -> tuple[Airgram, ...]:
    """Every airgram that is cited and not held, by year, post and number; kept until the archive changes.

    `origin` is a post in any spelling. For the names and days around a citation each citing cable is read.
    """
    found = kept(archive, ("airgrams", reader), lambda: tuple(_all(archive, reader)))
    code = post_meant(origin) if origin else None
    return tuple(each for each in found if code in (None, each.origin) and year in (None, each.year))


def airgrams_meant(archive: Archive, text: str, reader: Reader = EVERYTHING) -> tuple[Airgram, ...]:
    """The airgrams, cited and not held, that a number in any spelling may mean."""
    meant = airgram_meant(text)
    if meant is None:
        return ()
    return tuple(
        each
        for each in airgrams(archive, reader=reader, year=meant.year)
        if each.designation == meant.designation and meant.origin in (None, each.origin)
    )


def spoken(airgram: Airgram) -> str:
    """As people name it: ``Embassy La Paz, A-236 of 1973``."""
    return f"{airgram.name or 'post not named'}, {airgram.designation} of {airgram.year}"


def _all(archive: Archive, reader: Reader) -> Iterator[Airgram]:
    held = {
        (number.origin, number.year, number.serial)
        for each in net.numbers(archive)
        if each.kind == "airgram" and (number := number_of(each.reference))
    }
    groups: dict[tuple[int, str, str, int], list[_Found]] = {}
    for each in _read(archive, net.airgrams(archive, reader), reader):
        said = each.cited.airgram
        if (said.origin, said.year, said.serial) not in held:
            key = (said.year or 0, said.origin or "", said.designation.partition("-")[0], said.serial)
            groups.setdefault(key, []).append(each)
    for (year, *_), group in sorted(groups.items()):
        yield _one(archive, group, year, reader)


def _one(archive: Archive, group: list[_Found], year: int, reader: Reader) -> Airgram:
    first = group[0].cited.airgram
    named = next((each.cited.named for each in group if each.cited.named), None)
    days = sorted(each.citation.sent[:10] for each in group if each.citation.sent)
    cables: dict[str, list[_Found]] = {}
    for each in group:
        cables.setdefault(each.citation.source, []).append(each)
    heads = net.heads(archive, cables, reader)
    post = vocabulary.post(first.origin, year=year) if first.origin else None
    citing = tuple(
        CitedBy(key, heads[key].subject, heads[key].sent, heads[key].level, tuple(map(_place, places)))
        for key, places in cables.items()
    )
    return Airgram(
        number=first.number,
        designation=first.designation,
        origin=first.origin,
        name=(post.name if post else None) or first.origin,
        year=year,
        serial=first.serial,
        date=named.isoformat() if named else f"/{days[0]}" if days else str(year),
        named=named is not None,
        citing=citing,
        times=len(group),
    )


def _place(found: _Found) -> Place:
    said = found.citation
    return Place(said.text, said.label, said.rule, said.anchor, found.sentence)


def _read(archive: Archive, citations: Iterable[net.Citation], reader: Reader) -> Iterator[_Found]:
    """The citations of each cable, with what stands around them; `citations` of a cable follow each other."""
    for key, group in groupby(citations, key=lambda each: each.source):
        cites = list(group)
        texts = _paragraphs(archive, key, reader) if any(each.anchor for each in cites) else {}
        labelled: dict[str | None, Cited] = {}
        before: Counter[tuple[str | None, str]] = Counter()
        for each in cites:
            within = texts.get(each.anchor, "")
            found = read(each.text, key, day_of(each.sent), within, before[each.anchor, each.text])
            before[each.anchor, each.text] += 1
            found = found or labelled.get(each.label)  # `REF A` in the text, where A is an airgram of the REF line
            if found is None:
                continue
            if each.paragraph is None:
                labelled[each.label] = labelled[None] = found
            yield _Found(each, found, _sentence(each.text, within))


def _paragraphs(archive: Archive, key: str, reader: Reader) -> dict[str | None, str]:
    view = archive.view(key, reader)
    return {name: each.text for name, each in zip(view.anchors, view.cable.paragraphs, strict=True)} if view else {}


def _sentence(text: str, within: str) -> str | None:
    where = find(within, text)
    return around(within, *where) if where else None
