"""Where numbered and marked paragraphs begin, however damaged their numbers are."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import zip_longest

import msgspec

from reftel import vocabulary
from reftel.telegram import divisions, midline, misnumbered
from reftel.telegram.flow import of_an_amount

# `(C)`, `(S/NF)`, `(S//REL BOLIVIA, COLOMBIA, ECUADOR,\nPARAGUAY)`
_MARK = r"\((?P<mark>[A-Z]{1,4}(?:[ /,-]{1,3}[A-Z][A-Z \n,/&-]{0,120})?)\)"
# `¶1. (C)`, `1.(S)`, `15 (SBU)`, `- 3.`, `2) (U)`; not `1.4 (b)`, not `2.5 PERCENT`
_NUMBERED = re.compile(
    r"[ \t]*(?:-[ \t]*)?(?P<sign>¶[ \t]*)?(?P<number>\d{1,3})"
    r"(?:[ \t]?[.)](?!\d)|[ \t]?[:,](?=[ \t]?\([A-Z])|(?=[ \t]*\([A-Z]))[ \t]*(?:" + _MARK + r")?[ \t]*"
)
# a scan takes ¶ for 1, I, IQ, II: `IQ. (C)` = ¶1, `12. (SBU)` = ¶2, `1.5. (C)` = ¶5, `II. 12. (C)` = ¶12
_SCANNED = re.compile(r"[ \t]*(?P<head>[1IlTH|!Q. \d]{1,9}?)[ \t]?[.,][ \t]*" + _MARK + r"[ \t]*")
_MARKED = re.compile(r"[ \t]*" + _MARK + r"[ \t]+(?=\S)")
_SMALL_MARK = re.compile(
    r"[(\[{] ?(?P<mark>[A-Za-z]{1,12}(?: SECRET)?(?:/{1,2}[A-Za-z][A-Za-z ,/&-]{0,80})?) ?[)\]}][ \t]+(?=\S)"
)
_OPENS = frozenset("([{")
_SHORT = {"UNCLASSIFIED": "U", "CONFIDENTIAL": "C", "SECRET": "S", "TOP SECRET": "TS"}
# lost line breaks: `… (b,d).¶2. (C) …`
_SIGN_INSIDE = re.compile(r"¶[ \t]*\d{1,3}[ \t]?[.)]")
# a number without its full stop, or in parentheses: `16 IT IS ALSO`, `(13) (C) Post`; believed only in its turn
_BARE = re.compile(
    r"[ \t]*(?:\((?P<enclosed>\d{1,3})\)|(?P<number>\d{1,3}))[ \t]+(?:" + _MARK + r"[ \t]*)?(?=[A-Z\"“])"
)
_FIRST_INSIDE = re.compile(r"¶[ \t]*1[ \t]?[.)](?!\d)")
_FIRST_MARKED = re.compile(r"(?<=[\w.)\]] )1\. {0,2}\((?:U|LOU|SBU|C|S|TS)(?:/{1,2}[A-Z]{2,6})?\) ")
# `2.` and in the line below `(C) The mayor`
_MARK_BELOW = re.compile(r"\n[ \t]*(?:\n[ \t]*)?" + _MARK + r"[ \t]+(?=\S)")
# `1` and in the line below `0. The mayor`: the number was cut by a line's end
_TENS_ABOVE = re.compile(r"(?:\A|\n)[ \t]*(?P<tens>¶?[ \t]*\d{1,2})[ \t]*\n[ \t]*\Z")
_WIDEST_TENS = 12
_LONGEST_ITEM = 2_000  # characters
_MOST_BACK = 3
"""A paragraph whose number was given before has one of the last three: 13, 14 and again 13."""


class Start(msgspec.Struct, gc=False):
    """Where a paragraph may begin: at ``at``; its text begins at ``text``. Made and changed here alone."""

    at: int
    text: int
    number: int | None
    mark: str | None
    signed: bool
    scanned: bool = False
    after_blank: bool = False
    bare: bool = False
    inside: bool = False
    """In the middle of a line, without a mark."""


# A line that could begin a paragraph. With the line end in front the engine goes from line to line without looking at
# what stands between.
_SIGNS = r"[¶\d]|\([A-Z\d]|[IlTH|!][IlTHQ|!. \d]{0,8}\("
_HEAD = re.compile(rf"\n[ \t]*+(?:{_SIGNS}|-[ \t]*+(?:{_SIGNS}))")


def _heads(text: str, start: int, end: int) -> Iterator[int]:
    """Starts of the lines whose first characters could begin a paragraph."""
    if start < end and (start == 0 or text[start - 1] != "\n"):
        yield start
    for match in _HEAD.finditer(text, max(0, start - 1), end):
        yield match.start() + 1


def first_paragraph(text: str, start: int) -> int | None:
    """Where the first numbered paragraph begins, or None: the number 1, in any of the forms that it takes."""
    for at in _heads(text, start, len(text)):
        found = _start_at(text, at, 0)
        if found and found.number == 1:
            return found.at
    inside = _FIRST_INSIDE.search(text, start)
    inside = inside or _FIRST_MARKED.search(text, start)
    if inside:
        return inside.start()
    return misnumbered.first(text, start, len(text)) if misnumbered.seen(text, start, len(text)) else None


def _start_at(text: str, at: int, expected: int) -> Start | None:
    """Read the head of the line at ``at`` as a paragraph's; ``expected`` is the number that would come next."""
    match = _NUMBERED.match(text, at)
    if match:
        mark = match["mark"]
        known = _known(mark) and "ENTIRE" not in mark
        number = int(match["number"])
        if mark is None and of_an_amount(text, match.end()):
            return None  # `US$` / `2. MILLION`: the end of a line cut an amount
        if mark is None or known:
            stop = match.end()
            found = Start(at, stop, number, mark, bool(match["sign"]))
            if mark is None and (following := text[stop : stop + 1]) in _OPENS:
                found = _with_mark(text, found) if following == "(" else found
                found = found if found.mark else _with_small_mark(text, found)
            elif (
                mark is None
                and following == "\n"
                and (below := _MARK_BELOW.match(text, stop))
                and _known(below["mark"])
            ):
                found.mark, found.text = below["mark"], below.end()
            if known and expected and number != expected and (scan := _scanned(text, at, expected)):
                return scan
            return found
        return _with_mark(text, Start(at, match.start("mark") - 1, number, None, bool(match["sign"])))
    return _scanned(text, at, expected)


def _with_mark(text: str, found: Start) -> Start:
    """The same with the mark that a scanner misread: ``3. (5BU)``, ``6. (O)``."""
    if mark := misnumbered.mark_at(text, found.text):
        found.mark, found.text = mark
        found.scanned = True
    return found


def _with_small_mark(text: str, found: Start) -> Start:
    """The same with a mark in small letters, whole words or other brackets: ``(c)``, ``(Secret//NOFORN)``, ``[C]``."""
    if (match := _SMALL_MARK.match(text, found.text)) and vocabulary.level_of_mark(match["mark"]):
        level, stroke, rest = match["mark"].upper().partition("/")
        found.mark, found.text = _SHORT.get(level, level) + stroke + rest, match.end()
    return found


def _known(mark: str | None) -> bool:
    return mark is not None and mark.isupper() and vocabulary.level_of_mark(mark) is not None


def _scanned(text: str, at: int, expected: int) -> Start | None:
    match = _SCANNED.match(text, at)
    if not match or not _known(match["mark"]):
        return None
    numbers = re.findall(r"\d+", match["head"])
    last = numbers[-1] if numbers else ""
    readings = {int(last)} if last else {1}
    if len(last) > 1 and last[0] == "1":
        readings.add(int(last[1:]))
    if not last and "Q" not in match["head"] and not re.fullmatch(r"[ \t]*[Il1|]{1,2}[ \t]*", match["head"]):
        return None
    if not expected:  # a candidate: its number is settled when the one before it is known
        return Start(at, match.end(), int(last) if last else 1, match["mark"], False, True)
    if expected not in readings:
        return None
    return Start(at, match.end(), expected, match["mark"], False, True)


def starts(text: str, start: int, end: int) -> list[Start]:
    """Where the paragraphs begin: by their numbers, and below headings where numbers begin anew or leave off."""
    found = _run(text, start, end)
    if not found:
        return found
    if found[0].number == 1 and (parts := divisions.anew(text, found[0].at, end)):
        found = _run(text, start, parts[0].heading)
        for part, after in zip_longest(parts, parts[1:]):
            until = after.heading if after else end
            here = _run(text, part.text, until)
            if not here or text[part.text : here[0].at].strip():
                here.insert(0, Start(part.text, part.text, None, None, False))
            found += here
    if text.find("\n----", start, end) < 0:
        return found
    whole: list[Start] = []
    for each, after in zip_longest(found, found[1:]):
        whole.append(each)
        unnumbered = divisions.ruled(text, each.text, after.at if after else end)
        whole += (Start(part.text, part.text, None, None, False) for part in unnumbered)
    return whole


def _run(text: str, start: int, end: int) -> list[Start]:
    """A run of numbers in order, with the marked ones that carry no number.

    A number out of order belongs to a list inside a paragraph. One that is skipped may be missing, so a number up to
    three ahead is believed unless the one expected comes before its successor.
    """
    candidates = _candidates(text, start, end)
    where: dict[int, list[int]] = {}
    for i, each in enumerate(candidates):
        if each.number is not None:
            where.setdefault(each.number, []).append(i)
    found: list[Start] = []
    expected = 1
    for i, each in enumerate(candidates):
        if found and each.at < found[-1].text:
            continue
        if each.number is None:
            if each.after_blank and (not found or (each.mark and not _is_item(text, each, found[-1]))):
                found.append(each)
            continue
        current = each
        if each.inside and (each.number != expected or not found or _later(where, expected, i, expected + 1)):
            continue
        if each.bare and (each.number != expected or not found or not _in_its_turn(text, each, where, i)):
            continue
        if (
            each.number != expected
            and each.mark
            and (scan := _scanned(text, each.at, expected))
            and not _later(where, expected, i, expected + 1)  # `May` / `12. (C) is a letter`, and a sound 2 below
        ):
            current = scan
        elif each.scanned and each.number != expected:
            continue
        elif expected > 9 and each.number == expected % 10 and (whole := _with_tens(text, each, start, expected)):
            current = whole
        number = current.number or 0
        ahead = number > expected and (
            not found
            or (
                (current.mark or current.signed or current.after_blank)
                and number <= expected + 3
                and not _later(where, expected, i, number + 1)
            )
        )
        repeated = (
            expected - _MOST_BACK <= number < expected
            and found
            and current.mark
            and current.after_blank
            and (
                number == expected - 1
                or _later(where, expected, i, expected + 1)
                or _later(where, number + 1, i, expected)
            )
        )
        if number == expected or (ahead and (found or number <= 40)) or repeated:
            found.append(current)
            expected = number + 1
    return _misnumbered(text, start, end, found) or found


def _is_item(text: str, each: Start, last: Start) -> bool:
    """True where ``(C)`` is an item of a list, for its paragraph has a ``(B)``, and no portion mark."""
    if each.mark is None or len(each.mark) > 1:
        return False
    before = f"({chr(ord(each.mark) - 1)})"
    return text.find(before, max(last.text, each.at - _LONGEST_ITEM), each.at) >= 0


def _with_tens(text: str, each: Start, start: int, expected: int) -> Start | None:
    """The same with the whole number, where its tens stand alone in the line above; None where they do not."""
    floor = max(start, each.at - _WIDEST_TENS)
    above = _TENS_ABOVE.search(text[floor : each.at])
    if above is None or above["tens"].lstrip("¶ \t") != str(expected // 10):
        return None
    return Start(floor + above.start("tens"), each.text, expected, each.mark, each.signed, True, each.after_blank)


def _misnumbered(text: str, start: int, end: int, found: list[Start]) -> list[Start]:
    """The starts as a scanner's misread numbers give them, where they give more than the sound ones; else nothing."""
    numbers = [each.number for each in found if each.number is not None]
    if numbers == list(range(1, len(numbers) + 1)) and not misnumbered.seen(text, max(0, start - 1), end):
        return []
    if any(each.number is None and text[each.at] in "IVX" for each in found):
        return []  # Roman numerals
    heads = misnumbered.find(text, start, end)
    if len(heads) <= len(numbers):
        return []
    return [Start(head.at, head.text, number, head.mark, False, True, True) for head, number in heads]


def _in_its_turn(text: str, each: Start, where: dict[int, list[int]], i: int) -> bool:
    """True for a bare number after the end of a sentence whose successor follows, or that has a mark of its own."""
    before = text[max(0, each.at - 80) : each.at].rstrip()
    ended = each.after_blank or before[-1:] in '.!?")”'
    return ended and bool(each.mark or _next(where.get((each.number or 0) + 1, []), i) is not None)


def _later(where: dict[int, list[int]], number: int, after: int, successor: int) -> bool:
    """True when ``number`` comes after candidate ``after`` and before the next ``successor``."""
    following = _next(where.get(number, []), after)
    successors = _next(where.get(successor, []), after)
    return following is not None and (successors is None or following < successors)


def _next(places: list[int], after: int) -> int | None:
    i = bisect_right(places, after)
    return places[i] if i < len(places) else None


def _candidates(text: str, start: int, end: int) -> list[Start]:
    found: list[Start] = []
    for at in _heads(text, start, end):
        each = _start_at(text, at, 0)
        if each is None and (match := _BARE.match(text, at)) and (not match["mark"] or _known(match["mark"])):
            number = int(match["enclosed"] or match["number"])
            each = Start(at, match.end(), number, match["mark"], False, bare=True)
        if each is None and (match := _MARKED.match(text, at)) and _known(match["mark"]):
            each = Start(at, match.end(), None, match["mark"], False)
        if each:
            each.after_blank = _after_blank(text, at, start)
            found.append(each)
    for at, marked in midline.heads(text, start, end):
        inside = _start_at(text, at, 0)
        if inside and bool(inside.mark) == marked:
            inside.inside = not marked
            found.append(inside)
    if romans := divisions.roman(text, start, end):
        heads = {match.start() + 1 for match in romans}
        found = [each for each in found if each.at not in heads]
        found += [
            Start(m.start() + 1, m.end(), None, m["mark"], False, after_blank=True) for m in romans if _known(m["mark"])
        ]
    if "¶" in text:
        heads = {each.at for each in found}
        for match in _SIGN_INSIDE.finditer(text, start, end):
            if match.start() not in heads and text[max(start, match.start() - 9) : match.start()].strip(" \t-").strip(
                "\n"
            ):
                inside = _start_at(text, match.start(), 0)
                if inside:
                    found.append(inside)
    found.sort(key=lambda each: each.at)
    return found


def _after_blank(text: str, at: int, start: int) -> bool:
    """True when an empty line, or nothing, stands above the line that begins at ``at``."""
    if text.endswith("\n\n", start, at):
        return True
    before = text[max(start, at - 60) : at].rstrip(" \t")
    return at <= start or (
        before.endswith("\n") and (not before[:-1].rstrip(" \t") or before[:-1].rstrip(" \t")[-1] == "\n")
    )
