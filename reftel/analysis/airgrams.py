"""Airgrams that are cited and not held: reports by pouch, numbered by themselves, apart from a post's telegrams.

``LA PAZ A-23`` is the 23rd airgram of La Paz in its year; ``STATE CA-3400`` one of the Department's circular ones.
Their numbers say nothing of a telegram's, and go so slowly that neighbours bracket no date: what is told is the day
that the citing cable names, or else that it was sent before that.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from reftel import vocabulary
from reftel.analysis.keeping import kept
from reftel.analysis.missing import CitedBy, Place, post_meant
from reftel.analysis.posts import nearest, number_of
from reftel.analysis.sentences import around, find
from reftel.archive import EVERYTHING, Archive, Reader, View, net
from reftel.model import Struct

_DESIGNATION = re.compile(r"\b(C?A)-0*(\d{1,5})\b", re.IGNORECASE)
_WANTED = re.compile(r"(?:(?P<year>\d{4}|\d{2}) ?)?(?P<post>[A-Z][A-Z .']*?)? ?\b(?P<kind>C?A)-0*(?P<serial>\d{1,5})")
_WINDOW = 60
"""Characters before and behind a citation in which post and date stand."""
_LONGEST_NAME = 4
"""Words of the name of a post."""
_NOT_NAMES = re.compile(r"(?:'S?|,)?\s*(?:\bAIRGRAMS?)?\s*$", re.IGNORECASE)
_DEPARTMENT = re.compile(r"\bDEP(?:ARTMEN)?T(?:'?S)?$", re.IGNORECASE)
_OWN = re.compile(r"\b(?:OUR|THIS POST(?:'S)?|EMBASSY'S)$", re.IGNORECASE)
_MONTHS = {name[:3].upper(): number for number, name in enumerate(vocabulary.MONTHS, 1)}
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[A-Z]{{0,6}}"
_YEAR = r"(?P<year>19\d\d|20\d\d)"
_DATES = tuple(
    re.compile(rf"[\s,:(]{{0,3}}(?:(?:OF|DATED)\s)?{order}\b", re.IGNORECASE)
    for order in (rf"{_MONTH}\.?\s(?P<day>\d\d?)(?:,?\s{_YEAR})?", rf"(?P<day>\d\d?)\s{_MONTH}\.?(?:,?\s{_YEAR})?")
)


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


class _Found(Struct, frozen=True):
    """One citation, read."""

    citation: net.Citation
    designation: str
    serial: int
    origin: str | None
    year: int
    named: dt.date | None
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


def airgram_meant(text: str) -> tuple[str | None, str, int | None] | None:
    """What ``LA PAZ A-23``, ``74 LAPAZ A-23`` or ``A-23`` means: post, designation, year; None for other words."""
    said = _WANTED.fullmatch(" ".join(text.upper().split()))
    if said is None:
        return None
    post = post_meant(said["post"]) if said["post"] else None
    year = int(said["year"]) if said["year"] else None
    if year is not None and len(said["year"]) == 2:
        year = nearest(1900 + year, _MIDDLE)
    return post, f"{said['kind']}-{said['serial']}", year


_MIDDLE = 1980
"""Airgrams were sent from the 1940s to the 1990s: years of two digits are the nearest to this one."""


def airgrams_meant(archive: Archive, text: str, reader: Reader = EVERYTHING) -> tuple[Airgram, ...]:
    """The airgrams, cited and not held, that a number in any spelling may mean."""
    meant = airgram_meant(text)
    if meant is None:
        return ()
    post, designation, year = meant
    return tuple(
        each
        for each in airgrams(archive, reader=reader)
        if each.designation == designation and post in (None, each.origin) and year in (None, each.year)
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
        key = (each.year, each.origin or "", each.designation.partition("-")[0], each.serial)
        if (each.origin, each.year, each.serial) not in held:
            groups.setdefault(key, []).append(each)
    for _, group in sorted(groups.items()):
        yield _one(archive, group, reader)


def _one(archive: Archive, group: list[_Found], reader: Reader) -> Airgram:
    first = group[0]
    named = next((each.named for each in group if each.named), None)
    days = sorted(each.citation.sent[:10] for each in group if each.citation.sent)
    cables: dict[str, list[_Found]] = {}
    for each in group:
        cables.setdefault(each.citation.source, []).append(each)
    heads = net.heads(archive, cables, reader)
    post = vocabulary.post(first.origin, year=first.year) if first.origin else None
    citing = tuple(
        CitedBy(key, heads[key].subject, heads[key].sent, heads[key].level, tuple(map(_place, places)))
        for key, places in cables.items()
    )
    return Airgram(
        number=f"{first.year % 100:02d}{first.origin or ' '} {first.designation}".replace("  ", " "),
        designation=first.designation,
        origin=first.origin,
        name=(post.name if post else None) or first.origin,
        year=first.year,
        serial=first.serial,
        date=named.isoformat() if named else f"/{days[0]}" if days else str(first.year),
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
        view = archive.view(key, reader)
        labelled: dict[str | None, _Found] = {}
        for each in group:
            found = _found(each, view) or _again(each, labelled, view)
            if found is None:
                continue
            if each.paragraph is None:
                labelled[each.label] = labelled[None] = found
            yield found


def _again(citation: net.Citation, labelled: dict[str | None, _Found], view: View | None) -> _Found | None:
    """``REF A`` in the text, where A is an airgram of the REF line."""
    listed = labelled.get(citation.label)
    if listed is None:
        return None
    return _Found(
        citation,
        listed.designation,
        listed.serial,
        listed.origin,
        listed.year,
        listed.named,
        _sentence(citation, view),
    )


def _found(citation: net.Citation, view: View | None) -> _Found | None:
    before, behind = _around(citation, view)
    said = _DESIGNATION.search(behind)
    if said is None or not citation.sent:
        return None
    sent = dt.date.fromisoformat(citation.sent[:10])
    own = number_of(citation.source, sent.year)
    origin = _post(f"{before} {behind[: said.start()]}", own.origin if own else None)
    named = _day(behind[said.end() :], sent)
    designation = f"{said[1].upper()}-{int(said[2])}"
    year = named.year if named else sent.year
    return _Found(citation, designation, int(said[2]), origin, year, named, _sentence(citation, view))


def _around(citation: net.Citation, view: View | None) -> tuple[str, str]:
    """What stands before a citation, and the citation with what stands behind it; of a withheld text the citation."""
    spans = view.cable.spans.get(f"references.{citation.position}", ()) if view else ()
    if view is None or not spans or not view.cable.text:
        return "", citation.text
    start, end = spans[0][0], spans[-1][1]
    text = view.cable.text
    # an item of the REF line ends where the next begins
    behind = text[start : end + _WINDOW].partition(";")[0]
    return " ".join(text[max(start - _WINDOW, 0) : start].split()), " ".join(behind.split())


def _sentence(citation: net.Citation, view: View | None) -> str | None:
    if view is None or citation.paragraph is None:
        return None
    for anchor, paragraph in zip(view.anchors, view.cable.paragraphs, strict=True):
        if anchor == citation.anchor and (where := find(paragraph.text, citation.text)):
            return around(paragraph.text, *where)
    return None


def _post(before: str, own: str | None) -> str | None:
    """The post that is named last in some words, if they end with it."""
    name = _NOT_NAMES.sub("", before)
    if _DEPARTMENT.search(name):
        return "STATE"
    if _OWN.search(name):
        return own
    words = re.findall(r"[A-Za-z.]+", name[re.search(r"[A-Za-z. ]*$", name).start() :])  # type: ignore[union-attr]
    for many in range(min(len(words), _LONGEST_NAME), 0, -1):
        if code := vocabulary.canonical_post(" ".join(words[-many:])):
            return code
    return None


def _day(behind: str, cited: dt.date) -> dt.date | None:
    """The day that is named behind a designation; without a year it is the last such day before it was cited."""
    for pattern in _DATES:
        if said := pattern.match(behind):
            month, day = _MONTHS[said["month"][:3].upper()], int(said["day"])
            for year in [int(said["year"])] if said["year"] else [cited.year, cited.year - 1]:
                with contextlib.suppress(ValueError):
                    named = dt.date(year, month, day)
                    if said["year"] or named <= cited:
                        return named
    return None
