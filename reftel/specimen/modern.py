"""A telegram of the 1980s to 2010, from the transmission identifier to the signature.

ACP 127 heading, classification line, opening, numbered paragraphs, and the relay's page lines in mid-text where the
sections of a long message were put together again.
"""

from __future__ import annotations

import datetime as dt
import functools
from random import Random

from msgspec.structs import replace

from reftel import vocabulary
from reftel.model import Addressee, Authority, Cable, Reference, Struct
from reftel.specimen.draft import Draft
from reftel.specimen.eras import LETTERS, LINE_WORDS
from reftel.specimen.lines import rule, spread, wrap
from reftel.specimen.prose import BOUND
from reftel.specimen.tables import neighbours

MONTHS = tuple(month[:3].upper() for month in vocabulary.MONTHS)
"""As in a date-time group: ``JAN``, …"""
CORRECTED = "CORRECTED COPY"
"""The caption of a telegram that is sent again with its errors mended."""
_SECTION = 52
"""Lines that a section holds; longer messages are sent in several."""


_DIGITS = {"1960s": 4, "1970s": 4, "2000s": 6, "2010s": 6}
_FIRST, _TWICE = "SIPDIS", range(2005, 2009)
"""The caption that stands twice, and the years of it."""
_MOST_SECTIONS = 99
"""Two digits are all that the line has for them."""


class Hand(Struct, frozen=True):
    """How one telegram is typed."""

    width: int = 62
    pilcrow: str = ""
    """``¶`` where the collection put one before numbers."""
    boxed: bool = True
    """Headings between two rules, or above one."""
    commas: bool = False
    """TAGS with commas."""
    gap: str = " "
    """Between a paragraph's number and its mark."""
    breaks: str = ""
    """Page lines in mid-text: none, ``plain`` (``LIMA 00000123  002 OF 003``), ``spaced`` (``002.2``, blank lines)."""
    classified: int = 0
    """Which of the forms of the Classified By line."""
    refs: int = 0
    """Which of the forms of the REF line."""
    twice: bool = False
    """SIPDIS twice, as programs of 2005 to 2008 put it above what the drafter had written."""


class Message(Struct, frozen=True):
    """A telegram as text, and the fields that only its writing down decides."""

    header: str
    body: str
    cable: Cable


def hand(rng: Random, era: str, *, pilcrow: str = "", unwrapped: bool = False) -> Hand:
    """A way to type a telegram, as it was usual."""
    return Hand(
        width=100_000 if unwrapped else 58 + int(rng.random() * 9),
        pilcrow=pilcrow,
        boxed=rng.random() < 0.7,
        commas=rng.random() < 0.4,
        gap="  " if era not in ("2000s", "2010s") and rng.random() < 0.6 else " ",
        breaks="" if unwrapped else ("", "plain", "spaced")[int(rng.random() * 3)],
        classified=int(rng.random() * 5),
        refs=int(rng.random() * 4),
        twice=rng.random() < 0.6,
    )


def write_message(draft: Draft, hand: Hand, rng: Random, *, routed: bool | None = None) -> Message:
    """Header and body as text. ``routed``: with the transmission lines; by default most telegrams since 2002."""
    cable = draft.cable
    lines, inside = _paragraphs(cable, hand)
    sections = min(1 + len(lines) // _SECTION, _MOST_SECTIONS) if draft.era in ("1990s", "2000s") else 1
    if routed is None:
        routed = draft.sent.year >= 2002 and rng.random() < 0.86
    transmission, head = _transmission(draft, rng, sections) if routed else (None, [])
    head += heading(draft)
    opening = _opening(draft, hand, sections)
    if sections > 1 and hand.breaks:
        if hand.breaks == "spaced":
            opening += [_page_line(draft, 1, sections, hand), "", ""]
        lines = _with_breaks(draft, hand, lines, inside, sections)
    opening += _classified(cable, hand)
    closing = _closing(draft)
    body = "\n".join((*opening, *lines, *closing)).replace(BOUND, " ")
    captions = tuple(dict.fromkeys((_FIRST, *cable.captions))) if _twice(draft, hand) else cable.captions
    told = replace(cable, transmission_id=transmission, captions=captions, sections=sections if sections > 1 else None)
    return Message("\n".join(head), body, told)


def _transmission(draft: Draft, rng: Random, sections: int) -> tuple[str, list[str]]:
    cable, station = draft.cable, draft.station
    letter = vocabulary.prosigns()[cable.precedence[0]]
    section = "/01" if sections > 1 else ""
    day = draft.sent.toordinal() - dt.date(draft.sent.year - 1, 12, 31).toordinal()
    filed = f"{day:03}{draft.sent.hour:02}{draft.sent.minute:02}"
    own = f"DE {station.indicator} #{draft.serial % 10_000:04}{section} {filed}"
    warning_letter = LETTERS[draft.level]
    warning = "ZNR UUUUU ZZH" if warning_letter == "U" else f"ZNY {warning_letter * 5} ZZH"
    # The operating signal of a telegram that was asked for again (ACP 131): "the following repetition is made".
    again = ["ZDK"] if draft.resent else []
    if rng.random() < 0.25:
        identifier = f"VZCZCXYZ{int(rng.random() * 30):04}"
        return identifier, [identifier, f"{letter * 2} RUEHWEB", "", own, warning, *again]
    identifier = f"VZCZCXRO{int(rng.random() * 9999) + 1:04}"
    others = [each for each in _indicators(station.bureau) if each != station.indicator]
    relays = others[: 1 + int(rng.random() * 12)] or ["RUEHRC"]
    lines = [" ".join(relays[at : at + 9]) for at in range(0, len(relays), 9)]
    return identifier, [identifier, f"{letter * 2} {lines[0]}", *lines[1:], own, warning, *again]


@functools.cache
def _indicators(bureau: str) -> tuple[str, ...]:
    return tuple(sorted({each.indicator for each in neighbours(bureau)}))


def heading(draft: Draft) -> list[str]:
    """Date-time group, FM, TO and INFO (ACP 127, format lines 5 to 8)."""
    return [date_time_group(draft), f"FM {draft.station.title}", *to_and_info(draft.cable)]


def date_time_group(draft: Draft) -> str:
    """``O P 190243Z DEC 89``."""
    letters = " ".join([vocabulary.prosigns()[each] for each in draft.cable.precedence])
    month = MONTHS[draft.sent.month - 1]
    return f"{letters} {day_and_time(draft.sent)} {month} {draft.sent.year % 100:02}"


def day_and_time(moment: dt.datetime) -> str:
    """``190243Z``, as relays write it. (``strftime`` takes four times as long.)"""
    return f"{moment.day:02}{moment.hour:02}{moment.minute:02}Z"


def to_and_info(cable: Cable) -> list[str]:
    """The lines of the addressees, each role announced once."""
    found: list[str] = []
    role = None
    for each in cable.addressees:
        announced = {"action": "TO ", "info": "INFO "}[each.role] if each.role != role else ""
        role = each.role
        found.append(announced + _addressee(each))
        if each.exempt:
            found += [f"XMT {each.exempt[0]}", *each.exempt[1:]]
    return found


def _addressee(each: Addressee) -> str:
    routing = f"{each.routing}/" if each.routing else ""
    precedence = f" {each.precedence}" if each.precedence else ""
    return f"{routing}{each.name}{precedence}{f' {each.number}' if each.number else ''}"


def serial(draft: Draft) -> str:
    """The serial as padded in its time: ``002134``; ``00233``; ``0233``."""
    return f"{draft.serial:0{_DIGITS.get(draft.era, 5)}}"


def classification_line(draft: Draft, section: str = "") -> str:
    """``C O N F I D E N T I A L SECTION 01 OF 04 MEXICO 002134``."""
    words = LINE_WORDS[draft.level]
    return f"{words} {section}{draft.station.spelled} {serial(draft)}"


def _opening(draft: Draft, hand: Hand, sections: int) -> list[str]:
    cable = draft.cable
    found = [classification_line(draft, f"SECTION 01 OF {sections:02} " if sections > 1 else ""), ""]
    if _twice(draft, hand):
        found += [_FIRST, ""]
    if cable.captions:
        found += [*caption_lines(cable), ""]
    if cable.pass_lines:
        found += [*cable.pass_lines, ""]
    found += order_line(draft)
    found += opening_lines(cable, hand)
    return found


def _twice(draft: Draft, hand: Hand) -> bool:
    return hand.twice and _FIRST in draft.cable.captions and draft.sent.year in _TWICE


def caption_lines(cable: Cable) -> list[str]:
    """A line for each, the letters of the one that must be seen spaced out."""
    return ["C O R R E C T E D  C O P Y" if each == CORRECTED else each for each in cable.captions]


def order_line(draft: Draft) -> list[str]:
    """``E.O. 12958: DECL: 08/03/2029``, since there are such lines."""
    order = draft.order
    return [f"E.O. {order.number}: {order.line}"] if order.number not in (None, "10501") else []


def group_line(draft: Draft) -> list[str]:
    """The group of E.O. 10501, which stood alone at the end."""
    return [draft.order.line, ""] if draft.order.number == "10501" else []


def opening_lines(cable: Cable, hand: Hand) -> list[str]:
    """TAGS, SUBJECT and REF."""
    tags = (", " if hand.commas else " ").join([tag.code for tag in cable.tags])
    mark = f"({cable.subject_mark}) " if cable.subject_mark else ""
    found = [f"TAGS: {tags}"] if tags else []
    found += [*wrap(f"{mark}{cable.subject}", min(hand.width, 62), "SUBJECT: "), ""]
    listed = [each for each in cable.references if each.paragraph is None]
    if listed:
        found += [*ref_lines(listed, hand), ""]
    return found


def ref_lines(listed: list[Reference], hand: Hand) -> list[str]:
    """The REF line in one of its forms."""
    width = min(hand.width, 62)
    if len(listed) == 1:
        return wrap(listed[0].text, width, "REF: ")
    if hand.refs == 0:
        return wrap(" ".join(f"{each.label}.{BOUND}{each.text}" for each in listed), width, "REF: ", "     ")
    if hand.refs == 1:
        return wrap(", ".join(f"({each.label}){BOUND}{each.text}" for each in listed), width, "REF: ")
    # With the collection's mark, a line that starts with a letter and a full stop looks like a paragraph.
    margin = "     " if hand.refs == 2 else hand.pilcrow
    rest = [f"{margin}{each.label}. {each.text}" for each in listed[1:]]
    return [f"REF: {listed[0].label}. {listed[0].text}", *rest]


def _classified(cable: Cable, hand: Hand) -> list[str]:
    if not any(who.reasons for who in cable.classified_by):
        # Under E.O. 12065 the officer is named in the line of the order.
        return []
    return [*_authority(cable.classified_by[0], hand), ""]


def _authority(who: Authority, hand: Hand) -> list[str]:
    section = who.reasons[0][: who.reasons[0].index("(")]
    letters = [reason[len(section) :] for reason in who.reasons]
    listed = ", ".join(letters)
    joined = " and ".join(letters) if len(letters) < 3 else f"{', '.join(letters[:-1])} and {letters[-1]}"
    if hand.classified == 2:
        return [f"CLASSIFIED BY: {who.name}, {who.title}", f"REASON: {section} {listed.upper()}"]
    forms = (
        f"Classified By: {who.title} {who.name}. Reason: {section} {listed}.",
        f"Classified By: {who.name}, {who.title}. Reasons {section} {joined}.",
        "",
        f"Classified By: {who.title} {who.name} for reasons {section} {joined}.",
        f"Classified By: {who.title} {who.name}, reason {section} {joined}",
    )
    return wrap(forms[hand.classified], min(hand.width, 62))


def _paragraphs(cable: Cable, hand: Hand) -> tuple[list[str], list[int]]:
    found: list[str] = []
    inside: list[int] = []
    for each in cable.paragraphs:
        if each.heading:
            ruler = rule(len(each.heading))
            found += [ruler, each.heading, ruler, ""] if hand.boxed else [each.heading, ruler, ""]
        mark = f"({each.mark}) " if each.mark else ""
        wrapped = wrap(each.text, hand.width, f"{hand.pilcrow}{each.number}.{hand.gap}{mark}")
        inside += range(len(found) + 1, len(found) + len(wrapped))
        found += [*wrapped, ""]
    return found, inside


def _page_line(draft: Draft, page: int, sections: int, hand: Hand) -> str:
    number = f"{page:03}.2" if hand.breaks == "spaced" else f"{page:03}"
    return f"{draft.station.spelled} {draft.serial:08}  {number} OF {sections:03}"


def _with_breaks(draft: Draft, hand: Hand, lines: list[str], inside: list[int], sections: int) -> list[str]:
    found: list[str] = []
    last = 0
    for page, place in enumerate(spread(tuple(inside), len(lines), sections), start=2):
        found += lines[last:place]
        line = _page_line(draft, page, sections, hand)
        found += ["", line, "", ""] if hand.breaks == "spaced" else [line]
        last = place
    return found + lines[last:]


def _closing(draft: Draft) -> list[str]:
    site = []
    if draft.site and draft.era == "2000s":
        place = draft.station.spelled.title()
        path = draft.station.code.lower()
        site = [f"Visit {place}'s Classified Web Site:", f"http://specimen.invalid/p/{path}/", ""]
    return [*group_line(draft), *site, *draft.cable.signed_by]
