"""Page furniture where it hurts: inside the subject, the references, the TAGS, a word, the addressees.

When the sections of a message were put together again, or its pages printed, what stood at the end of one page and the
head of the next stayed in the text: the relay's count (``LIMA 00000123  001.2 OF 003``), banners with a PAGE line, the
stamp of a review.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from reftel.model import Cable, Paragraph, Place
from reftel.specimen.draft import Draft
from reftel.specimen.modern import day_and_time

_TAKEN = 0.6
"""How often a place is used, of those that a telegram offers."""
_SUBJECT = re.compile(r"^SUBJECT: [^\n]+(?:\n(?!\n)[^\n]+)*", re.MULTILINE)
_REF = re.compile(r"^REF: [^\n]+(?:\n(?!\n)[^\n]+)*", re.MULTILINE)
_TAGS = re.compile(r"^TAGS: [^\n]+", re.MULTILINE)
_ADDRESSEES = re.compile(r"^FM [^\n]+\n(TO [^\n]+(?:\n(?!\n|BT\n)[^\n]+)*)", re.MULTILINE)
"""Below FM: a line of the body may begin with the word, too."""
_BLANK = re.compile(r"\s+")
_LINE = re.compile(r"^[^\n]*[a-zA-Z] [^\n]+", re.MULTILINE)
_LONG = re.compile(r"(?<= )[A-Za-z]{7,}(?=[ .,;])")
_SECTION = re.compile(r"\b(\d{3})(?:\.\d)? OF \d{3}$", re.MULTILINE)
_PAGE = re.compile(r"^(\s*PAGE )(\d\d)\b", re.MULTILINE)
_RELEASE = "\tDeclassified/Released  \tUS Department of State \tEO Systematic Review \t20 Mar 2014"
_REVIEWER = "Perpetua Q. Vellacourt"
"""Invented; the words after the name are those of the stamp."""


def broken(text: str, draft: Draft, cable: Cable, rng: Random) -> str:
    """The text with page breaks put into its fields; one that has none of the fields is left as it is.

    ``cable`` is what the text tells. Only one that was sent in sections has the relay's count.
    """
    cuts = sorted(_cuts(text, cable.paragraphs, rng))
    found: list[str] = []
    done = 0
    for page, (start, end) in enumerate(cuts, start=2):
        found += (text[done:start], _furniture(draft, _count(text[:start], cable.sections), page, rng))
        done = end
    whole = "".join((*found, text[done:]))
    return _renumbered(whole) if cuts else whole


def _cuts(text: str, paragraphs: tuple[Paragraph, ...], rng: Random) -> Iterator[Place]:
    """What gives way to furniture: a blank between two words of a field, or nothing in the middle of a word."""
    for field in (_ADDRESSEES, _TAGS, _SUBJECT, _REF):
        lines = field.search(text)
        # The blank after the label is no place: what follows would have no field.
        blanks = list(_BLANK.finditer(text, *lines.span(field.groups)))[1:] if lines else []
        if blanks and rng.random() < _TAKEN:
            yield blanks[int(rng.random() * len(blanks))].span()
    if (middle := _middle_of_word(text, paragraphs, rng)) is not None and rng.random() < _TAKEN:
        yield middle, middle


def _middle_of_word(text: str, paragraphs: tuple[Paragraph, ...], rng: Random) -> int | None:
    """The middle of a long word of the body, of one that stands whole elsewhere if there is any."""
    body = " ".join(each.text for each in paragraphs)
    # A line that continues a paragraph, not one of a repeated heading or a banner.
    lines = [line for line in _LINE.finditer(text) if line[0].strip() in body]
    words = [word for line in lines for word in _LONG.finditer(text, line.start(), line.end())]
    known: dict[str, int] = {}
    for word in words:
        known[word[0]] = known.get(word[0], 0) + 1
    twice = [word for word in words if known[word[0]] > 1] or words
    if not twice:
        return None
    word = twice[int(rng.random() * len(twice))]
    return (word.start() + word.end()) // 2


def _count(before: str, sections: int | None) -> tuple[int, int] | None:
    """The section that the text has come to, and how many there are."""
    if sections is None:
        return None
    reached = [int(match[1]) for match in _SECTION.finditer(before)]
    return max(reached, default=1), sections


def _furniture(draft: Draft, count: tuple[int, int] | None, page: int, rng: Random) -> str:
    place = draft.station.spelled
    draw = rng.random()
    if draft.era == "1970s":
        return _printed(draft, page, stamped=draw < 0.3)
    if count and draw < 0.7:
        line = f"{place} {draft.serial:08}  {count[0]:03}"
        whole = f" OF {count[1]:03}"
        return f"\n{line}{whole}\n" if draw < 0.35 else f"\n\n{line}.2{whole}\n\n\n"
    part = f" {count[0]:02} OF {count[1]:02}" if count else ""
    line = f"PAGE {page:02} {place} {draft.serial:05}{part} {day_and_time(draft.sent)}"
    # `PAGE 03 LIMA 06012 01 OF 03 291400Z OF THE FAIR`: the text goes on in the line, or in the next.
    return f"\n {draft.level}\n{line}{' ' if draw > 0.85 else chr(10)}"


def _printed(draft: Draft, page: int, *, stamped: bool) -> str:
    """Banner, banner, PAGE line, as the Department's system printed; with the stamp at the foot of a released page."""
    foot = f"{draft.level}\n \t{_REVIEWER}  {_RELEASE}" if stamped else draft.level
    reference = f"{draft.station.spelled} {draft.serial:05}  {day_and_time(draft.sent)}"
    return f"\n{foot}\n\n{draft.level}\n\nPAGE {page:02}  {reference}\n\n"


def _renumbered(text: str) -> str:
    """Pages counted through, anew from each PAGE 01."""
    page = 0

    def numbered(line: re.Match[str]) -> str:
        nonlocal page
        page = 1 if line[2] == "01" else max(page, 1) + 1
        return f"{line[1]}{page:02}"

    return _PAGE.sub(numbered, text)
