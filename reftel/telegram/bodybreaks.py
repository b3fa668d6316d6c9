"""Line breaks lost in the body and the closing: ``… was sent.------The Cold Room------2. (C) … noted.MERRIDOCK``.

Paragraphs are told by their numbers in order, headings by the rules of dashes as long as themselves, the signature by
its place at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reftel import vocabulary

_MARK = r"\((?:U|LOU|FOUO|SBU|C|S|TS)[)/]"
_FIRST = re.compile(rf"¶ ?1[.)]|1\. {{0,2}}(?={_MARK})|1\. {{1,2}}(?=[A-Z\"'])")
_RULE = re.compile(r"-{4,}(?: -{2,})?")
_ENDS = (".", "!", "?", '"', "”", ")")
_LONGEST_HEADING = 90
_OFF = 2
"""A rule may be so much longer or shorter than the heading above it: ``Comment------``."""
_WHOLE_LINE = 45
_SHORT = 4  # letters; `the`, `with` are small in headings
_TRIES = 40
"""Places looked at for one number; more is a table."""
_TAIL = 500
_SIGN = r"(?:BT\b|#\d{4}|N{3,4}\b|CONFIDENTIAL|TOP SECRET|SECRET|UNCLASSIFIED|LIMITED OFFICIAL USE)"
_END_SIGN = re.compile(_SIGN, re.IGNORECASE)
_END_SIGNS = re.compile(rf"(?:\s*{_SIGN})+\s*$", re.IGNORECASE)
_SIGNATURE = re.compile(r"(?<=[.!?\"”)/*-])\s*([A-Z][A-Za-z'’-]{2,}(?: (?:JR|II|III|[A-Z][A-Za-z'’-]{2,})){0,2})\s*$")
_GROUP = re.compile(r"(?<=[.!?\"”)])\s{0,9}(GP-[1-4])\.?\s{0,9}([A-Z][A-Z'’ -]{2,30}?)\s*$", re.IGNORECASE)
_SITE = re.compile(r"Visit .{2,60}Web Site", re.IGNORECASE)
_NOT_NAMES = vocabulary.words("not a signature")


def first(text: str, start: int, end: int) -> int | None:
    """Where paragraph 1 begins in a text without line breaks: ``REF: VIENNA 44691. (U) SUMMARY`` is ``4469`` and ¶1."""
    found = _FIRST.search(text, start, end)
    return found.start() if found else None


def find(text: str, start: int, body: int, end: int) -> Iterator[tuple[int, str]]:
    """Breaks before paragraphs from ``body`` on, and around headings from ``start`` on: place and line feeds."""
    yield body, "\n\n"
    numbers = [body, *_numbers(text, body, end)]
    yield from ((at, "\n\n") for at in numbers[1:])
    yield from _headings(text, start, end)
    for at in numbers:
        if (head := _bare_heading(text, at, max(start, at - _LONGEST_HEADING))) is not None:
            yield head, "\n\n"


def _numbers(text: str, body: int, end: int) -> Iterator[int]:
    """Where the paragraphs after the first begin: each number in its turn; one may be lacking."""
    at = body + 1
    number, missed = 2, 0
    while missed < 2 and number < 200:
        place = _numbered(text, at, end, number)
        if place is None:
            missed += 1
        else:
            yield place
            at, missed = place + 2, 0
        number += 1
    while (sign := text.find("¶", at, end)) >= 0:
        yield sign
        at = sign + 1


def _numbered(text: str, start: int, end: int, number: int) -> int | None:
    head = f"{number}."
    at = start
    for _ in range(_TRIES):
        at = text.find(head, at, end)
        if at < 0:
            return None
        if _begins(text, at, at + len(head)):
            before = at - 1 - (text[at - 2 : at] == "¶ ")
            return before if text[before] == "¶" else at
        at += 1
    return None


def _begins(text: str, at: int, after: int) -> bool:
    """True where a number in the text can be a paragraph's: after the end of a sentence, or with a mark of its own."""
    before = text[at - 1]
    if before == "¶" or text[at - 2 : at] == "¶ ":
        return True
    following = text[after : after + 10].lstrip(" ")
    marked = bool(re.match(_MARK, following))
    if (not marked and not (following[:1].isupper() or following[:1] in "\"'")) or (
        following == text[after : after + 10] and not marked
    ):
        return False
    if before == " ":
        last = text[max(0, at - 6) : at].rstrip()[-1:]
        wide = text[at - 2] == " "
        return (last in '.!?")”-:' or wide) if marked or wide else last in '.!?")”-'
    if before in '.!?")”-':
        return True
    if marked:
        return not before.isdigit() and before not in "(."
    return before.isupper() and _bare_heading(text, at, max(0, at - _LONGEST_HEADING)) is not None


def _headings(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Rules of dashes, each a line; with one rule only, the heading above it is as long as the rule."""
    above = -1  # where the heading under an upper rule begins
    for match in _RULE.finditer(text, start, end):
        shown = text[above : match.start()].strip() if above >= 0 else ""
        if above >= 0 and 0 < len(shown) <= _LONGEST_HEADING:
            yield match.start(), "\n"
            yield match.end(), "\n\n"
            above = -1
            continue
        under = _underlined(text, match.start(), match.end(), start)
        if under is not None:
            yield under, "\n\n"
            yield match.start(), "\n"
            yield match.end(), "\n\n"
            above = -1
        else:
            yield match.start(), "\n\n"
            yield match.end(), "\n"
            above = match.end()


def _underlined(text: str, at: int, end: int, floor: int) -> int | None:
    """Where a heading begins that the rule at ``at`` underlines, after the end of a sentence.

    It is as long as the rule, or nearly; only a whole line of dashes may be longer, under words in capitals.
    """
    stop = at - 1 if text[at - 1] == " " else at
    length = end - at
    begin = stop - length
    if begin > floor and text[begin].isupper() and "." not in text[begin:stop]:
        return begin if text[max(floor, begin - 4) : begin].rstrip()[-1:] in _ENDS else None
    near = max(floor, stop - _LONGEST_HEADING)
    ended = max(text.rfind(sign, near, stop) for sign in _ENDS) + 1
    if not near < ended < stop:
        return None
    begin = ended + 1 if text[ended] == " " else ended
    begin += text[begin] == " "
    if not text[begin].isupper():
        return None
    about = abs(stop - begin - length) <= _OFF
    whole = length >= _WHOLE_LINE and all(word[0].isupper() for word in text[begin:stop].split() if len(word) > _SHORT)
    return begin if about or whole else None


_HEAD_GLUED = re.compile(r"(?:[.!?\")](?: {0}|  +)|\d)(?=([A-Z][A-Za-z ,'/-]{2,80}?)(?: {2,})?$)")


def _bare_heading(text: str, at: int, floor: int) -> int | None:
    """Where a heading without rules begins that stands above the paragraph at ``at``: ``FIND.TARIFFS2.  THE``."""
    value = text[floor:at]
    if value.endswith((".", "!", "?", '"', ")", "-")) or value.rstrip().endswith((".", "-", ":", '"')):
        return None
    found = _HEAD_GLUED.search(value)
    return floor + found.end() if found else None


def closing(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Breaks before the signature, the web-site notice and the signs of the end."""
    floor = max(start, end - _TAIL)
    tail = text[floor:end]
    signs = _END_SIGNS.search(tail)
    stop = signs.start() if signs else len(tail.rstrip())
    if signs:
        yield from ((floor + match.start(), "\n") for match in _END_SIGN.finditer(tail, stop))
    if site := _SITE.search(tail):
        yield floor + site.start(), "\n\n"
        address = tail.find("http", site.end())
        if address >= 0:
            yield floor + address, "\n"
    # `NO SUCH TELEGRAM WAS SENT.GP-3HERON`: the group of E.O. 10501 and the signature behind it
    if (group := _GROUP.search(tail[:stop])) and not set(group[2].upper().split()) & _NOT_NAMES:
        yield floor + group.start(1), "\n\n"
        yield floor + group.start(2), "\n\n"
        return
    signed = _SIGNATURE.search(tail[:stop])
    if signed and not set(signed[1].upper().split()) & _NOT_NAMES:
        yield floor + signed.start(1), "\n\n"
