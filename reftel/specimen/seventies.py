"""A telegram of 1973-79 as the Department's system stored it.

Classification banner, PAGE line, ACTION (or ORIGIN) and INFO offices with their copies, film counter, date-time group,
then the message in capitals; every fifty lines or so the page ends, with the banner below it and above the next page,
in mid-sentence. A message in sections repeats all of the heading.
"""

from __future__ import annotations

import datetime as dt
from random import Random

from msgspec.structs import replace

from reftel.model import Cable, Struct
from reftel.specimen.draft import Draft
from reftel.specimen.eras import LINE_WORDS
from reftel.specimen.lines import wrap
from reftel.specimen.modern import (
    Hand,
    caption_lines,
    date_time_group,
    day_and_time,
    opening_lines,
    order_line,
    serial,
    to_and_info,
)
from reftel.specimen.prose import BOUND
from reftel.specimen.tables import STATE

_PAGE = 46
"""Lines of a page."""
_SECTION = 60
"""Lines of a body that goes in one section."""


class _Form(Struct, frozen=True):
    """How the system printed at the time."""

    gap: str
    """Between PAGE 01 and the reference number."""
    spaced: bool
    """A blank line between the lines of the distribution, and a serial number above it (until 1976)."""
    indent: str
    """Before the banner."""


def write_seventies(draft: Draft, hand: Hand, rng: Random) -> tuple[Cable, str]:
    """The whole text, and the cable as it tells it."""
    cable = draft.cable
    early = draft.sent.year < 1977
    indent = "   " if draft.level == "SECRET" and rng.random() < 0.5 else ""
    form = _Form("  " if early else "        ", early, indent)
    body = _body(draft, hand)
    sections = 2 if len(body) > _SECTION else 1
    middle = _middle(body) if sections == 2 else len(body)
    found: list[str] = []
    for section, lines in enumerate((body[:middle], body[middle:])[:sections], start=1):
        last = section == sections
        found += _section(draft, hand, rng, form, lines, (section, sections), last)
    text = "\n".join((*found, "")).replace(BOUND, " ")
    return replace(cable, sections=sections if sections > 1 else None), text


def _middle(body: list[str]) -> int:
    """Where the second section begins: a line that continues a paragraph, near the middle."""
    half = len(body) // 2
    return next((at for at in range(half, len(body)) if body[at] and body[at - 1]), half)


def _section(
    draft: Draft, hand: Hand, rng: Random, form: _Form, body: list[str], count: tuple[int, int], last: bool
) -> list[str]:
    cable = draft.cable
    received = day_and_time(draft.sent + dt.timedelta(minutes=4 + int(rng.random() * 300)))
    part = f"  {count[0]:02} OF {count[1]:02}" if count[1] > 1 else ""
    reference = f"{form.gap}{draft.station.spelled} {draft.serial:05}{part}  {received}"
    word = f"SECTION {count[0]} OF {count[1]} " if count[1] > 1 else ""
    words = LINE_WORDS[draft.level]
    message = [
        *_distribution(cable, form, rng, draft.station is STATE, received),
        date_time_group(draft),
        f"FM {draft.station.title}",
        *_numbered_on(to_and_info(cable), cable, count[0]),
        "",
        f"{words} {word}{draft.station.spelled} {serial(draft)}",
        "",
    ]
    if count[0] == 1:
        message += [*(line for caption in caption_lines(cable) for line in (caption, ""))]
        message += [*order_line(draft), *opening_lines(cable, hand)]
    message += body
    if last:
        message += [*cable.signed_by]
    return _pages(message, form.indent + draft.level, reference, rng)


def _numbered_on(lines: list[str], cable: Cable, section: int) -> list[str]:
    """Each section takes the next continuity number of the addressee for action."""
    first = cable.addressees[0].number
    if section == 1 or first is None:
        return lines
    return [lines[0].removesuffix(first) + f"{int(first) + section - 1:04}", *lines[1:]]


def _distribution(cable: Cable, form: _Form, rng: Random, departing: bool, received: str) -> list[str]:
    acting, *others = cable.distribution
    rows = [others[at : at + 8] for at in range(0, len(others), 8)]
    lines = [f"INFO  {'  '.join(rows[0])}", *[f"      {'  '.join(row)}" for row in rows[1:]]]
    copies = sum([int(office.rpartition("-")[2]) for office in cable.distribution])
    lines[-1] += f"  /{copies:03} {'R' if departing else 'W'}"
    found = [f"{'ORIGIN' if departing else 'ACTION'} {acting}", ""]
    counter = f"{int(rng.random() * 130_000):06}"
    if form.spaced:
        found = ["", f"{10 + int(rng.random() * 80)}", *found, *"\n\n".join(lines).split("\n")]
        rule = f"                       ---------------------     {counter}"
    else:
        found += lines
        rule = f"                    ------------------{counter}  {received} /{10 + int(rng.random() * 66)}"
    if cable.drafted_by:
        found += ["", f"DRAFTED BY {cable.drafted_by}", f"APPROVED BY {cable.approved_by}"]
    return [*found, rule]


def _body(draft: Draft, hand: Hand) -> list[str]:
    found: list[str] = []
    for each in draft.cable.paragraphs:
        mark = f"({each.mark}) " if each.mark else ""
        if each.heading:
            found += [each.heading, ""]
        found += [*wrap(each.text, hand.width, f"{each.number}.{hand.gap}{mark}"), ""]
    return found


def _pages(message: list[str], banner: str, reference: str, rng: Random) -> list[str]:
    """The lines in pages, each between banners, and the end of the transmission."""
    found: list[str] = []
    pages = [message[at : at + _PAGE] for at in range(0, len(message), _PAGE)]
    for number, page in enumerate(pages, start=1):
        found += ["", banner, "", f"PAGE {number:02}{reference}", *([""] if number > 1 else []), *page]
        found += [banner] if number < len(pages) else ["", "", banner]
    return [*found, "", "", "", "", "NNNN" if rng.random() < 0.4 else "NNN", ""]
