"""Airgrams as telegrams cite them: reports by pouch, numbered by themselves, apart from a post's telegrams.

``LA PAZ A-23`` is the 23rd airgram of La Paz in its year; ``STATE CA-3400`` one of the Department's circular ones.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from reftel import vocabulary
from reftel.model import Cable, Reference
from reftel.telegram.identity import split_id

_DESIGNATION = re.compile(r"\b(C?A)-0*(\d{1,5})\b", re.IGNORECASE)
_WANTED = re.compile(
    r"(?:AIRGRAM )?(?:(?P<year>\d{4}|\d{2}) ?)?(?P<post>[A-Z][A-Z .']*?)??,? ?(?:\bAIRGRAM )?"
    r"\b(?P<kind>C?A)-0*(?P<serial>\d{1,5})(?: OF (?P<of>\d{4}))?"
)
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"))
_FIRST = 30
"""Airgrams were sent from the 1940s to the 1990s: years of two digits are from 1930 to 2029."""
_BLANKS = re.compile(r"\s+")
_WINDOW = 60
"""Characters before and behind a citation in which post and date stand."""
_LONGEST_NAME = 4
"""Words of the name of a post."""
_NOT_NAMES = re.compile(r"(?:'S?|,)?\s*(?:\bAIRGRAMS?)?\s*$", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z. ]*$")
_DEPARTMENT = re.compile(r"\bDEP(?:ARTMEN)?T(?:'?S)?$", re.IGNORECASE)
_OWN = re.compile(r"\b(?:OUR|THIS POST(?:'S)?|EMBASSY'S)$", re.IGNORECASE)
_MONTHS = {name[:3].upper(): number for number, name in enumerate(vocabulary.MONTHS, 1)}
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[A-Z]{{0,6}}"
_YEAR = r"(?P<year>19\d\d|20\d\d)"
_DATES = tuple(
    re.compile(rf"[\s,:(]{{0,3}}(?:(?:OF|DATED)\s)?{order}\b", re.IGNORECASE)
    for order in (rf"{_MONTH}\.?\s(?P<day>\d\d?)(?:,?\s{_YEAR})?", rf"(?P<day>\d\d?)\s{_MONTH}\.?(?:,?\s{_YEAR})?")
)


class AirgramNumber(NamedTuple):
    """The number of an airgram, as far as it is told."""

    origin: str | None
    """Code of the post; None where nothing names it."""
    designation: str
    """``A-23``; ``CA-3400`` of a circular one."""
    year: int | None

    @property
    def serial(self) -> int:
        """23 of ``A-23``."""
        return int(self.designation.partition("-")[2])

    @property
    def joined(self) -> str | None:
        """``74LAPAZ23``, under which it is held; None where year or post is not told."""
        return f"{self.year % 100:02d}{self.origin}{self.serial}" if self.year is not None and self.origin else None

    @property
    def number(self) -> str:
        """``74LAPAZ A-23``; ``74 A-23``, ``LAPAZ A-23`` and ``A-23`` of one that is told in part."""
        year = f"{self.year % 100:02d}" if self.year is not None else ""
        return f"{year}{self.origin or ''} {self.designation}".lstrip()

    @property
    def numbers(self) -> tuple[str, ...]:
        """Every number by which it can be asked for, the fullest first: without its year, its post, or both."""
        parts = (
            self,
            self._replace(year=None),
            self._replace(origin=None),
            AirgramNumber(None, self.designation, None),
        )
        return tuple(dict.fromkeys(each.number for each in parts))


class Cited(NamedTuple):
    """An airgram where it is cited."""

    airgram: AirgramNumber
    """Its year is that of the day that is named; else that in which it is cited, and it may be of the year before."""
    named: dt.date | None
    """The day that is named beside it."""


def meant(text: str) -> AirgramNumber | None:
    """What ``LA PAZ A-23``, ``74 LAPAZ A-23`` or ``A-23`` means; None for other words.

    A post that no table knows is taken as it stands.
    """
    said = _WANTED.fullmatch(" ".join(text.translate(_DASHES).upper().split()))
    if said is None:
        return None
    post, written = said["post"], said["year"] or said["of"]
    year = int(written) if written else None
    if year is not None and year < 100:
        year += 1900 if year >= _FIRST else 2000
    code = (vocabulary.canonical_post(post) or "".join(post.split())) if post else None
    return AirgramNumber(code, f"{said['kind']}-{said['serial']}", year)


def cited(cable: Cable) -> Iterator[tuple[Reference, Cited]]:
    """The airgrams that a cable cites by number, in the REF line and in its paragraphs."""
    before: dict[tuple[int | None, str], int] = {}
    for each in cable.references:
        if each.kind != "airgram":
            continue
        place = (each.paragraph, each.text)
        before[place] = before.get(place, -1) + 1
        within = ""
        if each.paragraph is not None and each.paragraph < len(cable.paragraphs):
            within = cable.paragraphs[each.paragraph].text
        sent = cable.sent.date() if cable.sent else None
        if (found := read(each.text, cable.id, sent, within, before[place])) is not None:
            yield each, found


def read(text: str, source: str | None, sent: dt.date | None, within: str = "", nth: int = 0) -> Cited | None:
    """A citation with what stands around it; None where it has no number, or nothing tells of which year it is.

    `source` is the number of the cable that cites, `within` the text of the paragraph, in which `text` is cited for
    the `nth` time. Nothing else is looked at, so that whoever may read the paragraph may be told what is found.
    """
    said = _DESIGNATION.search(text)
    own = split_id((source or "").partition("~")[0])
    last = sent or (dt.date(own[0], 12, 31) if own else None)
    if said is None or last is None:
        return None
    before, behind = _around(text, within, nth)
    named = _day(f"{text[said.end() :]}{behind}", last)
    post = _post(" ".join(f"{before}{text[: said.start()]}".split()), own[1] if own else None)
    designation = f"{said[1].upper()}-{int(said[2])}"
    return Cited(AirgramNumber(post, designation, named.year if named else last.year), named)


def _around(text: str, within: str, nth: int) -> tuple[str, str]:
    """What stands before and behind a citation in its paragraph, blanks squeezed; nothing where it is not found."""
    at = -1
    for _ in range(nth + 1):
        after = within.find(text, at + 1)
        if after < 0:
            break
        at = after
    if at < 0:
        return "", ""
    end = at + len(text)
    # one of a list ends where the next begins
    behind = within[end : end + _WINDOW].partition(";")[0]
    return within[max(at - _WINDOW, 0) : at], _BLANKS.sub(" ", behind)


def _post(before: str, own: str | None) -> str | None:
    """The post that is named last in some words, if they end with it."""
    name = _NOT_NAMES.sub("", before)
    if _DEPARTMENT.search(name):
        return "STATE"
    if _OWN.search(name):
        return own
    words = re.findall(r"[A-Za-z.]+", name[_NAME.search(name).start() :])  # type: ignore[union-attr]
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
