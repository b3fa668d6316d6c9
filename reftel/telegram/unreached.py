"""References whose number was not reached yet in the telegram's own year: they are of the year before.

An item without a year inherits the telegram's. ``REF: LA PAZ 7627`` in LA PAZ 497 of January 1979 can't: serials run in
order within post and year, so the post was to reach that number months later.
"""

from __future__ import annotations

import datetime as dt

import msgspec

from reftel.telegram import short_names
from reftel.telegram.findings import Findings
from reftel.telegram.identity import make_id, split_id
from reftel.telegram.references import Found

RULE = "the year before: number not reached yet"
_AHEAD, _SHARE_AHEAD = 50, 0.1
"""By so many, and by this share, a number of the same post may be ahead of the telegram's own: a number is given out
when a telegram is drafted, and it may wait for days."""
_A_DAY, _ROOM = 250, 500
"""More telegrams a day than any post but one ever sent, and room for the first days of January: USDOC 18905 is not of
4 January."""
_BUSIEST = {"STATE": 1500}
"""STATE 331361 went on 26 December 1979."""


def settled(found: list[Found], findings: Findings) -> list[Found]:
    """The same references, those with an inherited year that can't be meant led to the year before.

    Those by the short names of the post's own and the Department's are led to the post that is meant first.
    """
    found = short_names.understood(found, findings)
    own = findings.counted()
    sent: dt.datetime | None = findings.fields.get("sent")
    return [_settled(each, own, sent.date() if sent else None) for each in found]


def _settled(found: Found, own: tuple[int, str, int] | None, day: dt.date | None) -> Found:
    reference = found.reference
    if "inherited" not in (reference.rule or ""):
        return found
    meant = split_id(reference.target or "")
    if meant is None or _reached(meant, own, day):
        return found
    year, post, serial = meant
    settled = msgspec.structs.replace(reference, target=make_id(year - 1, post, serial), rule=RULE)
    return msgspec.structs.replace(found, reference=settled)


def _reached(meant: tuple[int, str, int], own: tuple[int, str, int] | None, day: dt.date | None) -> bool:
    """Whether the post can have come to this number by the day of the telegram."""
    year, post, serial = meant
    if own is not None and own[:2] == (year, post):
        return serial <= own[2] * (1 + _SHARE_AHEAD) + _AHEAD
    if day is None or day.year != year:
        return True
    return serial <= _BUSIEST.get(post, _A_DAY) * day.timetuple().tm_yday + _ROOM
