"""When a cable was to be opened: what its own E.O. line comes to, by the order that governs it."""

from __future__ import annotations

import contextlib
import datetime as dt
import re

from reftel import vocabulary
from reftel.archive.releases import Judged
from reftel.model import Cable
from reftel.telegram import split_id

AGE = "25-years"
"""The rule for old records, whatever their own line says."""
FOREIGN = "another-government"
"""The rule for what no order of the United States governs."""
RELEASED = "released"
"""The rule for what is open though nothing says when it was to be."""
FIRST_AGED = dt.date(2006, 12, 31)
"""The first day on which records were opened by their age (E.O. 12958 as amended by E.O. 13292, sec. 3.3(a))."""

_OPEN = frozenset({"u", "sbu"})
"""Bands that no order on classified information governs."""
_LONGEST = 200
"""Characters of an event that are kept: a line that was never ended may bring half a telegram."""

# In this order: `25X1` holds an `X1`, `XGDS` a `GDS`. Each names the marking of the table.
_MARKINGS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(?:FORMERLY )?RESTRICTED DATA\b|\bFRD\b"), "RD"),
    (re.compile(r"\b50X([12])\b"), "50X{}"),
    (re.compile(r"\b25X([1-9])(?:\b|-)"), "25X{}"),
    (re.compile(r"\bX-?GDS[ -]*\(?([1-4])\b"), "XGDS-{}"),
    (re.compile(r"\bX-?GDS\b|\bEXEMPT\b"), "XGDS"),
    (re.compile(r"\bXDS\b"), "XDS"),
    (re.compile(r"\bRDS\b"), "RDS"),
    (re.compile(r"\bADS\b|\bADVANCED DECLASS"), "ADS"),
    (re.compile(r"\bGDS\b|\bGENERAL DECLASS|^GS\b"), "GDS"),
    (re.compile(r"\bO\.?A\.?D\.?R\b|\bORIGINATING AGENCY"), "OADR"),
    (re.compile(r"\bMANUAL REVIEW\b|^MR\b"), "MR"),
    (re.compile(r"\bG(?:ROU)?P[ -]?([1-4])\b"), "GROUP {}"),
    # `X6`, `X-6`, `1.6 X6`, `1.6X6`; never the X of a word or of `25X`
    (re.compile(r"(?:\b|(?<=1\.[56]))X-?([1-8])\b"), "X{}"),
)
_DONE = re.compile(r"\bDECLASSIFIED\b")
_STAMP = re.compile(
    r"Declassified/Released\s{1,9}US Department of State\s{1,9}EO Systematic Review|\bRELEASED? IN FULL\b",
    re.IGNORECASE,
)
"""What stands on a text that was released."""
_STAMPED = ("DECLASSIFIED/RELEASED", " IN FULL")
"""Words of the two, one of which is there."""
_CATALOGUED = "Executive Order"
"""The catalogue's field for the E.O. line: ``GS 19851218 BOEKER, PAUL H``."""
_FILM = re.compile(r"[A-Z]\d{6}-\d{4}")
_COMPACT = re.compile(r"\b((?:19|20)\d\d)(\d\d)(\d\d)\b")
_NONE = re.compile(r"N ?/ ?A|NA|NONE|NOT APPLICABLE|UNCLAS(?:SIFIED)?", re.ASCII)
_EVENT = re.compile(
    r"\b(?:AFTER|UPON|WHEN|UNTIL|ONCE|FOLLOWING|CONCLUSION|COMPLETION|CLOSURE|CLOSE OF|END OF|REUNIFICATION|"
    r"TERMINATION|WITHDRAWAL|SIGNING|SIGNATURE|RELEASE|ANNOUNCEMENT|DEPARTURE|ARRIVAL|RATIFICATION|EVENT)\b"
)
_OPENED_BY_AGE = frozenset({"automatic", "review", "event", "exempt", "unknown"})
"""Outcomes that do not keep a record closed once it is old."""


def judge(cable: Cable, *, published: bool = False) -> Judged:
    """What the rules say of `cable`, which its source may have `published`; how its level differs from its marks is
    left out.
    """
    level = original_level(cable)
    sent = cable.sent.date() if cable.sent else None
    said = " ".join((cable.declassification or _catalogued(cable) or "").upper().split())
    foreign = vocabulary.other_government(cable.origin.code if cable.origin else None) is not None
    order = None if foreign else cable.executive_order or (vocabulary.order_in_force(sent) if sent else None)
    rule = vocabulary.release_rule(FOREIGN) if foreign else _rule(cable, level, said, order, sent)
    opened = rule.outcome != "unclassified" and (published or _is_open(cable))
    own = _own_day(cable, rule, sent)
    old = _of_age(sent or _year_end(cable), level) if rule.outcome in _OPENED_BY_AGE else None
    by_age = old is not None and (own is None or rule.outcome == "review" or old < own)
    return Judged(
        rule=RELEASED if opened and rule.outcome == "unknown" else rule.name,
        outcome="declassified" if opened else rule.outcome,
        own=own,
        due=old if by_age else own,
        aged=by_age,
        executive_order=order,
        says=cable.declassification[:_LONGEST] if cable.declassification else None,
        level=level,
        redacted=any(each.redacted for each in cable.paragraphs),
        film=_film(cable),
    )


def _of_age(sent: dt.date | None, level: str | None) -> dt.date | None:
    aged = vocabulary.release_rule(AGE)
    return max(aged.after(sent, aged.years or 0), FIRST_AGED) if sent and level else None


def _year_end(cable: Cable) -> dt.date | None:
    """The end of the year in its number: as good as the day of sending for a rule that counts full years."""
    number = split_id(cable.id) if cable.id else None
    return dt.date(number[0], 12, 31) if number else None


def _film(cable: Cable) -> str | None:
    found = _FILM.fullmatch(cable.attributes.get("Film Number", "").strip().upper())
    return found[0] if found else None


def _is_open(cable: Cable) -> bool:
    """Whether the catalogue, or a stamp, says that what was classified is open today."""
    now = vocabulary.level(cable.attributes.get("Current Classification", ""))
    if now == "UNCLASSIFIED":
        return True
    # Looking for plain words first takes a tenth of the time.
    text = cable.text.upper()
    return any(words in text for words in _STAMPED) and _STAMP.search(cable.text) is not None


def _catalogued(cable: Cable) -> str | None:
    """The catalogue's word for the E.O. line, where the text has none."""
    return cable.attributes.get(_CATALOGUED) if cable.declassify_on is None else None


def original_level(cable: Cable) -> str | None:
    """The level at which the message was sent: the catalogue's word where it was lowered since."""
    for name in ("Original Classification", "Previous Classification"):
        if (known := vocabulary.level(cable.attributes.get(name, ""))) is not None:
            return known
    return cable.classification.level if cable.classification else None


def instruction(said: str) -> str | None:
    """The marking of the table that the words of a line name; ``""`` where they say nothing, None for other words."""
    if not said.strip(" :;,.-/") or _NONE.fullmatch(said.strip(" :;,.-/")):
        return ""
    for pattern, name in _MARKINGS:
        if found := pattern.search(said):
            return name.format(*found.groups())
    return None


def _rule(
    cable: Cable, level: str | None, said: str, order: str | None, sent: dt.date | None
) -> vocabulary.ReleaseRule:
    named = vocabulary.release_rule
    if _DONE.search(said):
        return named("noted")
    if level is not None and vocabulary.band(level) in _OPEN:
        return named("unclassified")
    marking = instruction(said)
    event = bool(_EVENT.search(said))
    dated = cable.declassify_on is not None
    if level is None and not dated and not event and not marking:
        return named("nothing")
    if marking == "RD":
        return named("atomic")
    suffix = "DATE" if dated else "EVENT" if event else ""
    if found := vocabulary.find_release_rule(order, _narrowest_first(marking, suffix), level, sent):
        return found
    if said and marking is None:
        return named("unread")
    if sent is None:
        return named("undated")
    return named("before-orders" if order is None else "nothing")


def _narrowest_first(marking: str | None, suffix: str) -> list[str]:
    """``XGDS-2 DATE``, ``XGDS-2``, ``DATE``: the markings to look for, in this order."""
    tries = [f"{marking} {suffix}"] if marking and suffix else []
    tries += [marking] if marking and not suffix else []
    tries += [suffix] if suffix else []
    tries += [marking] if marking else []
    return tries if tries or marking is None else [""]


def _own_day(cable: Cable, rule: vocabulary.ReleaseRule, sent: dt.date | None) -> dt.date | None:
    """The day by the cable's own line: the one it names, else the one that its rule counts."""
    if rule.outcome in {"unclassified", "excluded", "event"}:
        return None
    if cable.declassify_on is not None:
        return cable.declassify_on
    if rule.marking and (told := _COMPACT.search(cable.attributes.get(_CATALOGUED, ""))):
        with contextlib.suppress(ValueError):
            return dt.date(int(told[1]), int(told[2]), int(told[3]))
    return rule.after(sent, rule.years) if rule.years is not None and sent is not None else None


def steps(rule: vocabulary.ReleaseRule, sent: dt.date | None) -> tuple[tuple[dt.date, str], ...]:
    """When it was to be downgraded on the way, and to what."""
    return tuple((rule.after(sent, years), level) for years, level in rule.steps) if sent else ()
