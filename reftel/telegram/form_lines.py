"""The lines of the Department's printed form by what they are: labels, offices, stamps, addressees, prose.

See ``form``. Scanners put empty lines between any two lines, so nothing is told by those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from reftel import vocabulary
from reftel.telegram.clean import Edit

_FIRST = 3000
"""Characters in which the form's title stands, below an archive's own sheet."""
# also behind the head of the column of offices, `Action      INCOMING TELEGRAM   Department of State`
_TITLE = re.compile(
    r"^[^\S\n]{0,80}(?:Action[ ]{2,40})?[\W_]{0,5}(?P<way>INCOMING|OUTGOING)[ ]{1,3}TELEGRAM\b", re.MULTILINE
)
_WITNESSES = (
    *(r"Control[ ]?:", r"Rec.?[ ]?d[ ]?:", r"FROM[ ]?:", r"TO[ ]?:", r"NO[ ]?:", r"DATE[ ]?:"),
    r"(?:ACTION|INFO)[ ]?:|ACTION DEP",
)
_ANY_WITNESS = re.compile("^[^\\S\n]{0,20}(?:" + "|".join(f"({each})" for each in _WITNESSES) + ")", re.MULTILINE)
_ENOUGH = 2
"""Witnesses below the title: a text about telegrams may have the words of the title alone on a line."""

MONTH = r"(?P<month>(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]{0,6})"
DAY = rf"{MONTH}[\W_]{{1,4}}(?P<day>\d{{1,2}})"
_HOUR = r"(?P<noon>NOON|MIDNIGHT)|(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?\W{0,2}(?P<half>[AP])[. ]{0,2}[MW]\b"
HOURS = rf"(?:[\s,.;]{{1,4}}(?:{_HOUR}))?"
# `115, July 17, noon`, `250, August.: 11, 1 p.w.`
NUMBERED = re.compile(rf"\W{{0,5}}(?P<number>\d{{1,5}})[\s,.;]{{1,4}}{DAY}{HOURS}", re.IGNORECASE)
LABEL = re.compile(
    r"(?P<name>Control|Rec.?[ ]?d|FROM|TO|NO|DATE|ACTION|INFO|SUBJECT)[ ]?[:.](?P<value>.{0,200})"
    r"|(?P<column>Action|Info)\W?",
    re.IGNORECASE,
)
REFERRING = re.compile(r"(?:Ref(?:erence|tel|s)?)[ ]?[:.;][ ]*(?P<items>\S.*)", re.IGNORECASE)
_OFFICE = re.compile(r"[A-Z/]{1,5}(?: [A-Z]{1,2})?")
SPECIAL = re.compile(r"(?P<limit>LIMIT(?:ED)? DISTRIBUTION)|(?P<caption>[A-Z]{5,8})\b", re.IGNORECASE)
# rubber stamps, filing marks, the foot of the form and the heads of its further pages: no words of the telegram
_STAMP = re.compile(
    r"\W*(?:FILE|RETAIN OR DESTROY|DECLASSIFIED|SANITIZED\b.*|AUTH[A-Z]+TY\b.*|BY|_?NARA\b.*|DATE|PERMANENT RECORD.*"
    r"|REPRODUCTION FROM THIS.*|_?PROHIBITED UNLESS.*|THIS COPY MUST BE RETURNED.*|COPY NO\b.*|(?:NW|DOCID|POCID)\W.*"
    r"|\W?DEPARTMENT OF ST[A-Z]*\)?|FOREIGN SERVICE OF THE UNITED STATES(?: OF AMERICA)?"
    r"|INCOMING TELEGRAM|OUTGOING TELEGRAM|\d\d-[A-Z0-9]{1,2}|RMR|PAGE \d+\b.*"
    r"|-?\s?\d{1,2}\s?-\W.{0,60}\bFROM [A-Z ]{3,30})?\W*",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"(?P<office>[A-Z/]{1,5}|Action|Info)[ \t]{3,60}"
    r"(?=(?:Control|Rec.?d|FROM|TO|NO|DATE|ACTION|INFO)[ ]?:|(?:TOP )?SECRET$|CONFIDENTIAL$|UNCLASSIFIED$"
    r"|LIMITED OFFICIAL|(?:INCOMING|OUTGOING) TELEGRAM)"
)
_LONGEST_STAMP = 100
_NOTE = re.compile(r"\W{0,5}NOTE\W|.{0,100}\bAdvance cop(?:y|ies)\b", re.IGNORECASE)
_PROSE_WORD = re.compile(r"(?<![A-Za-z])[a-z]{2,}(?![A-Za-z])")
_PROSE = 3
"""Words in small letters from which on a line is one of the text."""
_LITTLE_WORD = re.compile(
    r"\b(?:THE|OF|AND|TO|IN|THAT|WAS|WERE|IS|ARE|HE|FOR|ON|WITH|BY|AT|AS|HAS|HAD|HAVE|BE|NOT|THIS|WILL)\b"
)
_LITTLE = 2
_SIGNED = re.compile(r"[\W_]*([A-Z][A-Z'’]{2,}(?:[ -][A-Z][A-Z'’]+)?)[\W_]*")
_LONGEST_NAME = 40
_ADDRESSED = re.compile(r"(?:ACTION|INFO(?:RMATION)?)\b[: ]")
_ADDRESSED_WORD = re.compile(r"[A-Z][A-Za-z.]+|\d{1,4}[A-Za-z]?|\W+")
_URGENT = re.compile(r"\b(?:NIACT|PRIORITY|IMMEDIATE)\b")
_SHORTEST_OPENING = 8
_NOT_NAMES = vocabulary.words("not a signature")
_LEVELS = ("CONFIDENTIAL", "SECRET", "UNCLASSIFIED")
_NUMBERED_PARAGRAPH = re.compile(r"\(?\d{1,2}[.)] ")
_FULL_LINE = 0.8
"""Of the longest line: a shorter one that ends a sentence ends the paragraph, where all lines stand apart."""
_LOOSE = 0.6
"""Share of lines with an empty one behind them from which on empty lines say nothing: the scanner put them in."""


class Line(NamedTuple):
    """A line that says something: its place, and its text without the white space around it."""

    start: int
    end: int
    text: str


class Form(NamedTuple):
    """Lines of the form: its heading, then its body, then what stands below the body."""

    outgoing: bool
    start: int
    """Where the form begins; an archive's own sheet may stand above."""
    heading: list[Line]
    body: list[Line]
    below: list[Line]


def find(text: str) -> Form | None:
    """The form in a text; None in a text that has none. The body ends at the signature, or the last line of prose."""
    title = _TITLE.search(text, 0, _FIRST) if "TELEGRAM" in text[:_FIRST] else None
    if title is None:
        return None
    found = {match.lastindex for match in _ANY_WITNESS.finditer(text, title.end(), title.end() + _FIRST)}
    if len(found) < _ENOUGH:
        return None
    lines = list(_lines(text, title.start()))
    begins = _begin(lines)
    prose = [i for i in range(begins, len(lines)) if _is_prose(lines[i].text) and not _is_foot(lines[i].text)]
    ends = prose[-1] + 1 if prose else begins
    note = next((i for i in range(begins, ends) if _NOTE.match(lines[i].text)), None)
    if note is not None:  # what follows a note of the copying room is its own
        ends = next((i for i in range(note - 1, begins, -1) if signature(lines[i].text)), note)
    else:
        ends = next((i for i in range(max(ends, begins + 1), len(lines)) if signature(lines[i].text)), ends)
    while ends > begins + 1 and is_group(lines[ends - 1].text):
        ends -= 1
    return Form(title["way"].upper() == "OUTGOING", title.start(), lines[:begins], lines[begins:ends], lines[ends:])


def _lines(text: str, start: int) -> Iterator[Line]:
    while start < len(text):
        newline = text.find("\n", start)
        stop = len(text) if newline < 0 else newline
        if shown := text[start:stop].strip():
            at = start + text[start:stop].index(shown)
            if beside := _BESIDE.match(shown):  # the column of offices and what stands next to it are two
                yield Line(at, at + beside.end("office"), beside["office"])
                at, shown = at + beside.end(), shown[beside.end() :]
            yield Line(at, at + len(shown), shown)
        start = stop + 1


def _begin(lines: list[Line]) -> int:
    """The first line of the body: behind the last label above the prose, and behind what stands below that label."""
    labels = 0
    for i, line in enumerate(lines):
        labelled = LABEL.fullmatch(line.text) or NUMBERED.match(line.text) or is_addressed(line.text)
        if labelled:
            labels = i + 1
        elif _is_prose(line.text) and not _is_stamp(line.text):
            break
    return next((i for i in range(labels, len(lines)) if _opens(lines[i].text)), len(lines))


def _is_prose(shown: str) -> bool:
    if len(_PROSE_WORD.findall(shown)) >= _PROSE:
        return True
    # many were typed in capitals
    return shown.isupper() and len(_LITTLE_WORD.findall(shown)) >= _LITTLE and not is_addressed(shown)


def _opens(shown: str) -> bool:
    """True for what the body begins with: neither a stamp, a level, a caption, a reference nor an addressee."""
    if _is_stamp(shown) or level(shown) or vocabulary.precedence(shown) or REFERRING.match(shown):
        return False
    special = SPECIAL.match(shown)
    if special and (special["limit"] or special["caption"].upper() in vocabulary.captions()):
        return False
    return len(shown) > _SHORTEST_OPENING and not _OFFICE.fullmatch(shown) and not is_addressed(shown)


def is_addressed(shown: str) -> bool:
    """``ACTION DEPARTMENT 115 INFORMATION LEOPOLDVILLE NIACT``, or a line that goes on with names and numbers."""
    if _ADDRESSED.match(shown):
        return True
    return bool(_URGENT.search(shown)) and all(map(_ADDRESSED_WORD.fullmatch, shown.split()))


def is_office(shown: str) -> bool:
    """An office of the Department, or another agency, in the column of copies: ``EUR``, ``US IA``, ``-NSC``."""
    word = shown.strip(" .,-_!'\"")
    return bool(_OFFICE.fullmatch(word)) and not level(word)


def offices(shown: str) -> tuple[str, ...]:
    """The offices that get copies, where they stand in a line: ``INFO: SS, G, SP, INR``; of posts there are none."""
    match = _OFFICES.fullmatch(shown)
    names = tuple(match["offices"].replace(" ", "").split(",")) if match else ()
    return () if any(len(name) > _LONGEST_OFFICE and vocabulary.canonical_post(name) for name in names) else names


_LONGEST_OFFICE = 3  # characters of an office that may be a short name of a post, too


_OFFICES = re.compile(r"(?:ACTION|INFO)[ ]?:[ ]*(?P<offices>[A-Z/]{1,5}(?:,[ ]?[A-Z/]{1,5}){0,40})", re.IGNORECASE)


def is_group(shown: str) -> bool:
    """True for the group of E.O. 10501 alone in its line: ``GP-3``, ``GROUP 4.``"""
    return len(shown) <= _LONGEST_NAME and _GROUP.fullmatch(shown) is not None


_GROUP = re.compile(r"G(?:RP?|ROU)?P[- ]?[1-4]\.?")


def _is_stamp(shown: str) -> bool:
    return len(shown) <= _LONGEST_STAMP and bool(_STAMP.fullmatch(shown))


def _is_foot(shown: str) -> bool:
    return _is_stamp(shown) or bool(_NOTE.match(shown))


def level(shown: str) -> str | None:
    """The level of a line that is one and nothing else, blanks and a scanner's slips allowed: ``CONFIDENT IAL``."""
    word = shown.strip(" -_.*'\"")
    if not 6 <= len(word) <= 24 or not word.isupper():
        return None
    return vocabulary.level(word) or vocabulary.meant(word.replace(" ", ""), vocabulary.outlines(_LEVELS))


def signature(shown: str) -> str | None:
    """The name that a line is, in capitals: ``HOFFACKER``, ``"DE WITT``."""
    match = _SIGNED.fullmatch(shown) if len(shown) <= _LONGEST_NAME else None
    if not match or level(shown) or _is_stamp(shown) or set(match[1].split()) & _NOT_NAMES:
        return None
    return match[1]


def edits(text: str, form: Form) -> Iterator[Edit]:
    """The body's lines put together: stamps out, and the empty lines that the scanner put between all of them."""
    body: list[Line] = []
    for line in form.body:
        if _is_stamp(line.text) or level(line.text):
            yield Edit(line.start, line.end, "")
        else:
            body.append(line)
    gaps = list(pairwise(body))
    apart = sum(text.count("\n", one.end, other.start) > 1 for one, other in gaps)
    if apart < max(1, _LOOSE * len(gaps)):
        return
    widest = max(len(line.text) for line in body)
    for one, other in gaps:
        ends = one.text[-1] in '.!?:"”' and len(one.text) < _FULL_LINE * widest
        if not (ends or _NUMBERED_PARAGRAPH.match(other.text) or text[one.end : other.start].strip()):
            yield Edit(one.end, other.start, "\n")
