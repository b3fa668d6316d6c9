"""What a request tells of a cable: number, date, film and level as far as they are known, and why it must exist."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import msgspec

from reftel import vocabulary
from reftel.analysis import declassifying, films
from reftel.analysis.airgrams import Airgram, airgrams_meant
from reftel.analysis.askable import keys_of
from reftel.analysis.missing import NAMED, Missing, missing_one
from reftel.analysis.numbering import Estimate
from reftel.analysis.posts import number_here, numbering
from reftel.archive import Archive, Reader, View, releases
from reftel.errors import QueryError
from reftel.model import Struct
from reftel.release import AGE
from reftel.telegram.airgrams import meant as airgram_meant

_QUOTED = 400
"""Characters of a citing sentence that are quoted."""
_CITING = 5
"""Citing cables that are named in full; the rest is counted."""
_TOLD = frozenset({"text lost", "not electronic"})
"""Kinds of known losses that a request names; that others were destroyed by schedule is true of all of 1973-79."""
_ELECTRONIC = "1973-07"
"""The month from which on telegrams were kept electronically, and on film."""
_UNOFFICIAL = frozenset({"json-lines", "dump-csv", "table", "leading", "raw"})
"""Layouts in which others published cables, besides saved pages; ``raw`` only where no catalogue comes with it."""


class Cited(Struct, frozen=True):
    """A held cable that cites the one asked for."""

    id: str
    sent: dt.date | None = None
    subject: str | None = None
    level: str | None = None
    sentence: str | None = None
    """What it says there; None for the REF line."""
    printed: str | None = None
    """The volume that prints it, and as which document: who has no archive can read it there."""


class Why(Struct, frozen=True):
    """A reason for which a cable is asked for."""

    why: str
    """``partial``, ``redacted``, ``overdue``."""
    reason: str
    """The same in a sentence."""


class Wanted(Struct, frozen=True):
    """A cable that is asked for."""

    id: str
    why: str
    """``missing``, ``partial``, ``redacted``, ``overdue``, ``classified``."""
    reason: str
    """The same in a sentence."""
    year: int
    post: str
    post_name: str
    serial: int
    date: str | None = None
    """EDTF: ``1974-08-09``, ``1974-08-07~``, ``1974-08-05/1974-08-09``, ``1974``."""
    date_words: str | None = None
    film: str | None = None
    """``D740219-0119``."""
    rolls: tuple[str, ...] = ()
    """Where its own is not known: the likeliest rolls, by its post's neighbouring numbers or else by its days; no more
    than may be asked for in a request."""
    level: str | None = None
    subject: str | None = None
    citing: tuple[Cited, ...] = ()
    cited: int = 0
    """How many cables cite it."""
    losses: tuple[str, ...] = ()
    """What is known to be lost of its days."""
    held: bool = False
    also: tuple[Why, ...] = ()
    """Further reasons."""
    aged: bool = False
    """Whether it is overdue by its age, and not by its own line."""
    elsewhere: bool = False
    """Whether only a copy is held that others than the Department or the National Archives published."""
    airgram: str | None = None
    """``A-23``, of an airgram; None of a telegram."""

    @property
    def paper(self) -> str | None:
        """The files on paper in which to look for a telegram from before the electronic ones; None for a later one."""
        last = (self.date or "").rpartition("/")[2].rstrip("~") or str(self.year)
        if last[: len(_ELECTRONIC)] >= _ELECTRONIC or last == _ELECTRONIC[:4]:
            return None
        known = vocabulary.paper_file(self.year)
        return known[0] if known else f"files on paper of {self.year} (Record Group 59)"

    @property
    def archives_number(self) -> str | None:
        """The National Archives' number, ``1974LAPAZ05021``; None of a year that they don't hold so, or an airgram."""
        elsewhere = vocabulary.office_for(self.year) != "nara"
        return None if elsewhere or self.paper or self.airgram else f"{self.year}{self.post[:6]}{self.serial:05d}"

    @property
    def number(self) -> str:
        """As telegrams cite it: ``74 LAPAZ 5021``; ``LAPAZ A-23``; ``Deptel 47 to Cairo, 1936``."""
        if to := vocabulary.addressed_post(self.post):
            return f"Deptel {self.serial} to {vocabulary.town_of(to)}, {self.year}"
        return f"{self.post} {self.airgram}" if self.airgram else f"{self.year % 100:02d} {self.post} {self.serial}"


class Needless(Struct, frozen=True):
    """A cable for which no request is needed."""

    id: str
    says: str


def gather(
    archive: Archive, texts: Iterable[str], on: dt.date, reader: Reader, *, anyway: bool = False
) -> tuple[tuple[Wanted, ...], tuple[Needless, ...]]:
    """What to ask for of the cables that `texts` number, and those for which there is nothing to ask.

    Each number in any spelling, each once. Raises QueryError, which names them all, for what is no such number, and
    Improbable where their posts hardly reached them, unless they are asked for `anyway`.
    """
    keys = keys_of(archive, texts, on, reader, anyway=anyway)
    declassifying.follow(archive)
    known = releases.of_cables(archive, keys, on, reader)
    wanted: list[Wanted] = []
    needless: list[Needless] = []
    for key in keys:
        found = _of_held(archive, known[key], on, reader) if key in known else of_missing(archive, key, reader)
        if isinstance(found, Needless):
            needless.append(found)
        else:
            wanted.append(found)
    return tuple(wanted), tuple(needless)


def again(archive: Archive, key: str, why: str, on: dt.date, reader: Reader) -> Wanted:
    """What is known today of a cable that was asked for: one that has come in since is told as held."""
    key = key if airgram_meant(key) else archive.find(key) or key
    declassifying.follow(archive)
    for release in releases.of_cables(archive, [key], on, reader).values():
        found = _of_held(archive, release, on, reader)
        return found if isinstance(found, Wanted) else _held(archive, release, why, found.says, reader)
    return of_missing(archive, key, reader)


def _of_held(archive: Archive, release: releases.Release, on: dt.date, reader: Reader) -> Wanted | Needless:
    view = archive.view(release.id, reader)
    whys: list[Why] = []
    if release.partial or (view is not None and not view.cable.paragraphs and not view.withheld):
        lacking = "only a part of it is" if view is not None and view.cable.paragraphs else "none of its text is"
        whys.append(Why("partial", f"{lacking} in the copy that is held"))
    if release.redacted:
        whys.append(Why("redacted", _taken_out(view)))
    rule = vocabulary.release_rule(release.rule)
    if release.state == "overdue":
        told = vocabulary.release_rule(AGE) if release.aged else rule
        by = f" by {_day(release.due)}" if release.due else ""
        why = f"it was to be declassified{by}. {told.covers} ({told.source})"
        whys.append(Why("overdue", why))
    if whys:
        found = _held(archive, release, whys[0].why, whys[0].reason, reader)
        return msgspec.structs.replace(found, also=tuple(whys[1:]), aged=release.state == "overdue" and release.aged)
    if release.state in {"declassified", "unclassified"}:
        done = "was never classified" if release.state == "unclassified" else "is declassified"
        return Needless(release.id, f"{release.id} {done}, and is held in full: no request is needed.")
    if release.state == "unknown" and release.level is None:
        return Needless(release.id, f"{release.id} is held in full, and bears no level: no request is needed.")
    until = f" until {_day(release.due)}" if release.due else ""
    why = f"it is held in full, and classified{until}. {rule.covers} ({rule.source})"
    return _held(archive, release, "classified", why, reader)


def _taken_out(view: View | None) -> str:
    if _elsewhere(view):
        return "only a copy published elsewhere is known, and its publisher took passages out"
    return "words were taken out of the copy that is held"


def _elsewhere(view: View | None) -> bool:
    """Whether none of its copies comes from an office: a catalogue's entries come with those of the National Archives.

    A bare text may come from anybody.
    """
    if view is None or not view.editions or view.cable.attributes:
        return False
    return all(each.layout in _UNOFFICIAL or each.layout.startswith("page-") for each in view.editions)


def _held(archive: Archive, release: releases.Release, why: str, reason: str, reader: Reader) -> Wanted:
    number = number_here(archive, release.id, reader)
    view = archive.view(release.id, reader)
    sent = release.sent.date() if release.sent else None
    citing = tuple(
        Cited(each.id, each.sent.date() if each.sent else None, each.subject, each.level)
        for each in archive.cited_by(release.id, reader)
    )
    return Wanted(
        id=release.id,
        why=why,
        reason=reason,
        year=sent.year if sent else (number.year if number else 0),
        post=number.origin if number else release.origin or "",
        post_name=release.origin_name or release.origin or "",
        serial=number.serial if number else 0,
        date=sent.isoformat() if sent else None,
        date_words=_day(sent) if sent else None,
        film=release.film,
        rolls=films.rolls(archive, number, (sent, sent, sent), reader) if sent and not release.film else (),
        level=release.level,
        subject=view.cable.subject if view else None,
        citing=citing[:_CITING],
        cited=len(citing),
        held=True,
        elsewhere=_elsewhere(view),
    )


def of_missing(archive: Archive, key: str, reader: Reader) -> Wanted:
    """What is known of a number that the archive lacks, of a telegram or an airgram."""
    if airgram_meant(key):
        return _of_airgram(archive, key, reader)
    number = number_here(archive, key, reader)
    if number is None:
        raise QueryError(f'"{key}" is no message reference number: write year, post and serial, as in 74LAPAZ5021.')
    found = missing_one(archive, key, reader)
    when = found.estimate if found else numbering(archive, number, reader).estimate(number.serial)
    citing = tuple(_cited(found))[:_CITING] if found else ()
    post = vocabulary.post(number.origin, year=number.year)
    return Wanted(
        id=key,
        why="missing",
        reason=_belief(found, number.origin),
        year=found.year if found else number.year,
        post=number.origin,
        post_name=(post.name if post else None) or number.origin,
        serial=number.serial,
        date=when.edtf if when else str(number.year),
        date_words=_estimated(when) if when else f"in {number.year}",
        rolls=films.rolls(archive, number, (when.earliest, when.best or when.earliest, when.latest), reader)
        if when
        else (),
        citing=tuple(_in_print(archive, each, reader) for each in citing),
        cited=len(_counting(found)),
        losses=tuple(each.says for each in found.losses if each.kind in _TOLD) if found else (),
    )


def _of_airgram(archive: Archive, key: str, reader: Reader) -> Wanted:
    """What is known of an airgram that the archive lacks; `key` names its year, post and number."""
    found = next(iter(airgrams_meant(archive, key, reader)), None)
    post, designation, year = airgram_meant(key) or (None, key, None)
    code, of = post or "", year or 0
    known = vocabulary.post(code, year=of)
    return Wanted(
        id=key,
        why="missing",
        reason=_belief(found, code),
        year=of,
        post=code,
        post_name=(known.name if known else None) or code,
        serial=int(designation.partition("-")[2]),
        date=found.date if found else str(of),
        date_words=_dated(found) if found else f"in {of}",
        citing=tuple(_cited(found))[:_CITING] if found else (),
        cited=len(_counting(found)),
        airgram=designation,
    )


def _dated(found: Airgram) -> str:
    if found.day is None:
        return f"not known; of {found.year}"
    if found.named:
        return f"{_day(found.day)}, as is said where it is cited"
    return f"not known; before {_day(found.day)}, when it was first cited"


def _belief(found: Missing | Airgram | None, origin: str) -> str:
    if found is None:
        return f"it is not held, and nothing that is held cites it; its number would lie in the numbering of {origin}"
    many = len(_counting(found))
    if not many:
        doubt = found.doubt if isinstance(found, Missing) else None
        return f"it is not held; what cites it may mean another number ({doubt or 'a slip'})"
    cables = "one telegram that is held cites it" if many == 1 else f"{many} telegrams that are held cite it"
    return f"it is not held, though {cables}"


def _counting(found: Missing | Airgram | None) -> list[object]:
    return [each for each in found.citing if each.doubt is None] if found else []


def _cited(found: Missing | Airgram) -> Iterable[Cited]:
    """Those that say something of it first, then the oldest."""
    all_of_them = [
        Cited(
            each.id,
            each.sent.date() if each.sent else None,
            each.subject,
            each.level,
            next((_short(place.sentence) for place in each.places if place.sentence), None),
        )
        for each in found.citing
        if each.doubt is None
    ]
    return sorted(all_of_them, key=lambda each: each.sentence is None)


def _in_print(archive: Archive, cited: Cited, reader: Reader) -> Cited:
    """With the volume that prints it, if one does."""
    view = archive.view(cited.id, reader)
    told = view.cable.attributes if view else {}
    volume, document = told.get("Volume"), told.get("Document")
    printed = f"{volume}, document {document}" if volume and document else volume
    return msgspec.structs.replace(cited, printed=printed)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _QUOTED else text[:_QUOTED].rpartition(" ")[0] + " …"


def rolls_of(wanted: Wanted) -> tuple[str, ...]:
    """The roll on which it stands, or those on which it may stand; empty where nothing tells."""
    return (films.roll_of(wanted.film),) if wanted.film else wanted.rolls


def _estimated(when: Estimate) -> str:
    if when.rule.startswith(NAMED):
        return f"{_day(when.earliest)} ({when.rule})"
    if when.earliest == when.latest:
        return f"about {_day(when.earliest)} ({when.rule})"
    span = f"between {_day(when.earliest)} and {_day(when.latest)}"
    return f"{span}, likeliest {_day(when.best)} ({when.rule})" if when.best else f"{span} ({when.rule})"


def _day(day: dt.date) -> str:
    return f"{day.day} {vocabulary.MONTHS[day.month - 1]} {day.year}"
