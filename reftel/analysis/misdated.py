"""Cables whose own references name a later year than their date: it is in doubt, and so are the years taken from it.

``00ATHENS1501`` cites ``09 STATE 96625``, and ``STATE 70789`` without a year: it was most likely sent in 2009, and
means 09STATE70789.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from reftel.analysis.posts import Number, day_of, number_of
from reftel.archive import Archive, net
from reftel.archive.keeping import kept

_SLACK = dt.timedelta(days=4)
"""By so much may a cable of the last days of a year come before the first of the next: drafts name each other."""


def misdated(archive: Archive, keys: Iterable[str] | None = None) -> Mapping[str, str]:
    """Of these cables, or of all, those whose REF line names a year after their own date → why that is doubted."""
    if keys is None:
        return kept(archive, ("misdated",), lambda: _told(net.years_named(archive)))
    return _told(net.years_named(archive, keys))


def _told(citations: Iterable[net.Citation]) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in citations:
        day = day_of(each.sent)
        number = number_of(each.target or "", day.year) if day else None
        if day and number and number.year > day.year and dt.date(number.year, 1, 1) - day > _SLACK:
            found.setdefault(
                each.source,
                f"{each.source} is dated {day.isoformat()}, but cites {each.text}, of {number.year}: "
                "the year taken from its date is in doubt",
            )
    return found


def by_its_date(number: Number, citation: net.Citation) -> bool:
    """Whether the year of a cited number was taken from the date of the cable that cites it."""
    day, rule = day_of(citation.sent), citation.rule or ""
    told = "inherited" not in rule and rule.startswith(net.YEAR_NAMED)
    return day is not None and not told and day.year - number.year in (0, 1)
