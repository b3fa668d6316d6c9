"""A telegram of the Department's messaging system since 2010 (SMART), released inside the e-mail that passed it on.

Labels with their values beside or below them, the body, labels again; above it the heads of the e-mails; at the head
and foot of each page the stamp of the release.
"""

from __future__ import annotations

import datetime as dt
from random import Random

from msgspec.structs import replace

from reftel import vocabulary
from reftel.model import Addressee, Cable, Reference
from reftel.specimen.draft import Draft
from reftel.specimen.lines import wrap
from reftel.specimen.modern import MONTHS, day_and_time
from reftel.specimen.people import name
from reftel.specimen.prose import BOUND
from reftel.specimen.written import Specimen, told

_PAGE = 52
"""Lines of a printed page."""
_WIDTH = 96
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_RELEASE = "RELEASE IN FULL"
_KEPT = ("Cleared By", "Released By", "Dissemination Rule")
"""Labels that have no field of their own."""


def mailed(draft: Draft, rng: Random) -> Specimen:
    """E-mails, heading, body, routing, in stamped pages."""
    cable = _shown(draft, rng)
    below = rng.random() < 0.25
    released = dt.datetime(2015, 1 + int(rng.random() * 12), 1 + int(rng.random() * 28), tzinfo=dt.UTC)
    case = f"F-{2013 + int(rng.random() * 3)}-{int(rng.random() * 20_000):05}"
    number = f"C0{int(rng.random() * 10**7):07}"
    day = f"{released.month:02}/{released.day:02}/{released.year}"
    stamp = f"   UNCLASSIFIED U.S. Department of State Case No. {case} Doc No. {number} Date: {day}"
    closing = _closing(draft, cable, rng)
    kept = {label: lines[0] for label, lines in closing if label in _KEPT}
    attributes = {**kept, "Case No.": case, "Doc No.": number, "Release": _RELEASE}
    banner = [f"{line:^100}".rstrip() for line in _banner(cable)]
    telegram = [
        *banner,
        "",
        "",
        *_labelled(_heading(draft, cable), below=below),
        "",
        "",
        *_body(cable),
        *_labelled(closing, below=False),
        "",
        "",
        *banner,
    ]
    lines = [*_mails(draft, cable, rng), *telegram]
    text = "\n".join(_stamped(lines, stamp)).replace(BOUND, " ")
    return Specimen("smart-email", replace(told(cable), released=released, attributes=attributes), text)


def _shown(draft: Draft, rng: Random) -> Cable:
    """The cable with what this layout tells, in its way."""
    cable = draft.cable
    addressees = tuple(_addressee(each, draft) for each in cable.addressees)
    speeds = dict.fromkeys((each.precedence or "ROUTINE").split()[-1].lower() for each in addressees)
    classification = cable.classification
    if classification and draft.level == "UNCLASSIFIED" and "SENSITIVE" in cable.captions:
        classification = replace(classification, level="SENSITIVE BUT UNCLASSIFIED")
    drafter = f"{draft.station.spelled}:{name(rng).replace(' ', ', ')}"
    return replace(
        cable,
        precedence=tuple(speeds),
        addressees=addressees,
        classification=classification,
        subject_mark=None,
        declassification=None if cable.declassification == "N/A" else cable.declassification,
        paragraphs=tuple(
            each if each.mark or not classification else replace(each, level=classification.level)
            for each in cable.paragraphs
        ),
        references=tuple(_labelled_reference(each) for each in cable.references),
        signed_by=(cable.signed_by[0].capitalize(),),
        classified_by=(),
        drafted_by=drafter,
        approved_by=f"EXEC:{name(rng).replace(' ', ', ')}",
    )


def _labelled_reference(each: Reference) -> Reference:
    return each if each.label or each.paragraph is not None else replace(each, label="A")


def _addressee(each: Addressee, draft: Draft) -> Addressee:
    return replace(each, routing=None, number=None, precedence=each.precedence or "ROUTINE", exempt=())


def _banner(cable: Cable) -> list[str]:
    level = cable.classification.level if cable.classification else "UNCLASSIFIED"
    if level == "SENSITIVE BUT UNCLASSIFIED":
        return ["UNCLASSIFIED", "SBU"]
    caveats = cable.classification.caveats if cable.classification else ()
    return ["//".join((level, *caveats))]


def _heading(draft: Draft, cable: Cable) -> list[tuple[str, list[str]]]:
    sent, month = draft.sent, MONTHS[draft.sent.month - 1]
    year = f"{sent.year % 100:02}"
    listed = [each for each in cable.references if each.paragraph is None]
    classified = draft.order.line != "N/A"
    order = [f"{draft.order.number}, {draft.order.line}" if classified else f"{draft.order.number}"]
    found = [
        ("MRN", [f"{year} {draft.station.spelled} {draft.serial}"]),
        ("Date/DTG", [f"{month} {sent.day:02}, {sent.year} / {day_and_time(sent)} {month} {year}"]),
        ("From", [draft.station.title]),
        ("Action", [_smart_name(each) for each in cable.addressees if each.role == "action"]),
        ("E.O.", order),
        ("TAGS", [", ".join(tag.code for tag in cable.tags)]),
        ("Captions", [", ".join(cable.captions)]),
        ("Reference", [f"{each.label}) {each.text}" for each in listed]),
        ("Pass Line", list(cable.pass_lines)),
        ("Subject", wrap(cable.subject or "", _WIDTH - 24)),
    ]
    return [(label, lines) for label, lines in found if lines and lines[0]]


def _smart_name(each: Addressee) -> str:
    """``WASHDC, SECSTATE ROUTINE``: the place before the designator."""
    designator, _, place = each.name.partition(" ")
    return f"{place}, {designator} {each.precedence}"


def _closing(draft: Draft, cable: Cable, rng: Random) -> list[tuple[str, list[str]]]:
    informed = "; ".join(f"{each.name} {each.precedence}" for each in cable.addressees if each.role == "info")
    found = [
        ("Signature", [cable.signed_by[0]]),
        ("Drafted By", [cable.drafted_by or ""]),
        ("Cleared By", [f"POL:{name(rng).replace(' ', ', ')}"]),
        ("Approved By", [cable.approved_by or ""]),
        ("Released By", [cable.drafted_by or ""]),
        ("Info", wrap(informed, _WIDTH - 24)),
        ("Dissemination Rule", ["Released Copy"]),
    ]
    return [(label, lines) for label, lines in found if lines and lines[0]]


def _labelled(fields: list[tuple[str, list[str]]], *, below: bool) -> list[str]:
    found: list[str] = []
    for label, lines in fields:
        if below:
            found += [f"{label}:", "", *[f"      {line}" for line in lines], ""]
            continue
        first, *rest = lines
        found.append(f"{label + ':':<24}{first}")
        found += [f"{'':<24}{line}" for line in rest]
    return found


def _body(cable: Cable) -> list[str]:
    found: list[str] = []
    for each in cable.paragraphs:
        mark = f"({each.mark}) " if each.mark else ""
        if each.heading:
            found += [each.heading, ""]
        found += [*wrap(each.text, _WIDTH, f"{each.number}. {mark}"), ""]
    return found


def _mails(draft: Draft, cable: Cable, rng: Random) -> list[str]:
    """Who passed it on to whom."""
    sent, later = _spoken(draft.sent), _spoken(draft.sent + dt.timedelta(hours=5))
    first, second = name(rng), name(rng)
    return [
        f"{_RELEASE:>96}",
        "",
        f"From:    {second.replace(' ', ', ')}",
        f"Sent:    {later}",
        f"To:      {first.replace(' ', ', ')}",
        f"Subject: FW: {cable.subject}",
        "",
        "Please see below.",
        "",
        "From:    SMART Core",
        f"Sent:    {sent}",
        f"To:      {second.replace(' ', ', ')}",
        f"Subject: {cable.subject}",
        "",
        "",
    ]


def _spoken(moment: dt.datetime) -> str:
    """``Monday, March 01, 2010 05:10``."""
    day = f"{_WEEKDAYS[moment.weekday()]}, {vocabulary.MONTHS[moment.month - 1]} {moment.day:02}, {moment.year}"
    return f"{day} {moment.hour:02}:{moment.minute:02}"


def _stamped(lines: list[str], stamp: str) -> list[str]:
    """Pages between stamps; one ends in the middle of a paragraph, where nobody takes it for the end of a field."""
    found: list[str] = []
    start = 0
    while start < len(lines):
        ends = range(start + _PAGE, len(lines))
        end = next((at for at in ends if lines[at - 1] and lines[at]), len(lines))
        found += [stamp, "", "", *lines[start:end], "", "", stamp]
        start = end
    return [*found, ""]
