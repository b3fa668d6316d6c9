"""Line breaks that a dump has lost: ``… JUN 08FM AMEMBASSY LUSAKATO RUEHC/SECSTATE WASHDC 7906INFO RUEHBS/…``.

Every line of a heading and of an opening begins with a word that can be told, so the breaks can be put back before
them: ``000348SipdisE.o. 12958: decl: 01/07/2014 Tags: prel, pgov Subject: …¶1. (C) …``. Those of the body are in
``bodybreaks``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from reftel import vocabulary
from reftel.telegram import bodybreaks
from reftel.telegram.clean import Edit

_FIRST = 400
"""Characters; an opening that has its line breaks has several here."""
_SHORTEST = 120
"""Characters; a shorter text is a fragment of one line that lost nothing."""
_HEADING = 20_000
"""Characters; the longest lists of addressees have half as many."""
_OPENING = 6_000

_CLASS_LINE = re.compile(
    r"[UCSTL](?:(?<=U)N ?C ?L ?A ?S(?: ?S ?I ?F ?I ?E ?D)?|(?<=C) ?O ?N ?F ?I ?D ?E ?N ?T ?I ?A ?L"
    r"|(?<=S) ?E ?C ?R ?E ?T"
    r"|(?<=T) ?O ?P {1,3}S ?E ?C ?R ?E ?T|(?<=L) ?I ?M ?I ?T ?E ?D {1,3}O ?F ?F ?I ?C ?I ?A ?L {1,3}U ?S ?E)"
    r"(?: {1,3}NOFORN)?(?: {1,3}(?:FINAL )?SECTION \d{1,2} OF \d{1,2})?"
    r" {1,3}[A-Z][A-Z .'-]{1,30}? {1,2}#?\d{3,6}(?!\d)",
    re.IGNORECASE,
)
# the same with its number run into ¶1 or with none: the caption or label behind it ends it
_GROUP = re.compile(r"\d{6} ?Z {1,3}[A-Z]{3} {1,3}\d\d(?=[^\d]|$)", re.IGNORECASE)
# one alternative a line of the heading; the lines stand in this order, but any may be lacking
_HEADING_LINES = re.compile(
    r"(?<=\d)(?=([ZOPR])\1 R[A-Z]{3})"  # `VZCZCXRO3220RR RUEHAR`
    r"|(?=DE R[A-Z]{3,6} #?\d{3})"
    r"|(?=ZN[YR] [A-Z]{5})"
    r"|(?:(?<=ZZ[HK])|(?<=\d)|(?<=\s))(?<![ZOPR]\s)(?=(?:[ZOPR] ){1,2}\d{6} ?Z )"
    r"|(?=(?:ACTION|ORIGIN|INFO) {1,3}[A-Z]{1,6}-\d\d)"
    r"|(?<=-\d\d)(?=[A-Z]{1,6}-\d\d)"  # `NSAE-19PM-08`
    r"|(?=(?:DRAFTED|APPROVED|CLEARED) BY)"
    r"|(?<=\d)(?= {0,3}FM [A-Z])"
)
_COUNTER = re.compile(r"-{6,} {0,8}\d{6}(?: {1,3}\d{6}Z /\d{1,3})?")
_ADDRESS_LINES = re.compile(
    r"(?=TO (?:R[UH][A-Z]{2,6} ?/|AM(?:EMBASSY|CONSUL)|SECSTATE|USMISSION|DEPT OF|ALL ))"
    r"|(?=INFO (?:R[UH][A-Z]{2,6} ?/|[A-Z]{3}))"
    r"|(?=XMT [A-Z]{3})|(?=B[Tt] *$)"
    r"|(?<!^)(?<![A-Z]/)(?<!TO )(?<!INFO )(?<!XMT )(?<!FM )"
    r"(?=AM(?:EMBASSY|CONSUL) |USMISSION |SECSTATE WASH|CDR US[A-Z]"
    r"|(?:DIA|CIA|NSC|SECDEF|JCS|NSA|FBI|TREASURY|USIA|CINC[A-Z]{3,6}|JOINT STAFF|DEPT OF [A-Z]{5,12}) WASH)"
)
_ROUTED = re.compile(r"[A-Z]{4,8} ?/")
_PASS_LINE = re.compile(
    r"(?=(?:DEPT|DEPARTMENT|STATE|TREASURY|COMMERCE|USDOC|USTR|AID|USAID|NSC|EMBASSY|POST) (?:ALSO )?(?:FOR|PASS)\b)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"[ETSRC(](?:(?<=E)\.? ?O\.? ?1\d{4}\b|(?<=T)AGS?:|(?<=S)UBJ(?:ECT)?:|(?<=R)EF(?:S|TELS?|\(S\))?:"
    r"|(?<=C)LASSIFIED BY\b|(?<=\()(?:U|C|S|SBU)\) ?CLASSIFIED BY\b)",
    re.IGNORECASE,
)
_REASON = re.compile(r"(?<=[A-Za-z.])(?=REASONS?:? 1\.)", re.IGNORECASE)
# labels of references, from the second on: `DUBLIN 3298B. STATE 55541C. 99 DUBLIN 6736`
_SIGNED_FIRST = re.compile(r"¶ ?1[.)]")
_ITEM = re.compile(r"(?:¶ ?|(?<=[\d) ,;.]))(?:\(([B-Zb-z])\)|([B-Zb-z])\.)(?= )")
_FIRST_ITEM = re.compile(r"REF(?:S|TELS?|\(S\))?: *(?:\((a)\)|(a)\.) ", re.IGNORECASE)


def find(text: str, start: int, end: int) -> list[Edit]:
    """Line breaks to put back into the telegram ``text[start:end]``; none where it has them.

    Small letters that label references (``Ref: a. Guadalajara 546``) come back in capitals.
    """
    first = start + len(text[start : start + 200]) - len(text[start : start + 200].lstrip())
    if end - first < _SHORTEST or text.count("\n", first, min(first + _FIRST, end)) > 1:
        return []
    class_line = _class_line(text, first, end)
    labels = _labels(text, class_line[1] if class_line else first, end)
    if not class_line and len(labels) < 2:
        return []
    breaks: dict[int, str] = {}
    edits: list[Edit] = []
    at = first
    if class_line:
        breaks.update(dict.fromkeys(_in_heading(text, first, class_line[0]), "\n"))
        breaks.update(dict.fromkeys((class_line[0], class_line[1]), "\n"))
        at = class_line[1]
    body = bodybreaks.first(text, labels[-1] if labels else at, end)
    limit = min(body if body is not None else end, at + _OPENING, end)
    breaks.update(dict.fromkeys(_in_opening(text, at, labels, limit), "\n"))
    for label in labels:
        if text[label] in "Rr" and label < limit:
            edits += _items(text, label, next((each for each in labels if each > label), limit), breaks)
    if body is not None:
        breaks.update(bodybreaks.find(text, max(at, labels[-1] if labels else at), body, end))
    breaks.update(bodybreaks.closing(text, at, end))
    edits += [Edit(place, place, means) for place, means in breaks.items() if first < place < end]
    return sorted(edits)


def _class_line(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the classification line stands: behind the date-time group, if there is one."""
    group = _GROUP.search(text, start, min(end, start + _FIRST * 10))
    at = group.end() if group else start
    found = _CLASS_LINE.search(text, at, min(end, at + _HEADING))
    return found.span() if found else None


def _labels(text: str, start: int, end: int) -> list[int]:
    """Where labelled fields begin, each kind once and none behind the first paragraph."""
    found: list[int] = []
    kinds: set[str] = set()
    body = _SIGNED_FIRST.search(text, start, min(end, start + _OPENING))
    for match in _LABEL.finditer(text, start, body.start() if body else min(end, start + _OPENING)):
        kind = match[0].lstrip("(")[:1].upper() if match[0][0] != "(" else "C"
        if kind in kinds or (kind == "E" and "C" in kinds):
            continue
        kinds.add(kind)
        found.append(match.start())
    return found


def _in_heading(text: str, start: int, end: int) -> Iterator[int]:
    sender = re.compile(r"FM [A-Z]").search(text, start, end)
    addressed = sender.end() if sender else start
    for match in _HEADING_LINES.finditer(text, start, addressed):
        yield match.start()
    for match in _COUNTER.finditer(text, start, addressed):
        yield from match.span()
    for match in _ADDRESS_LINES.finditer(text, addressed, end):
        yield match.start()
    for match in _ROUTED.finditer(text, addressed, end):
        at = _indicator(text, match.start(), match.end())
        before = text[max(start, at - 5) : at]
        if at and not before.endswith(("TO ", "INFO ", "XMT ")):
            yield at
    if end > 3 and text[end - 3 : end].strip().upper() == "BT":
        yield end - 3 if text[end - 1] == " " else end - 2


def _indicator(text: str, start: int, end: int) -> int:
    """Where the routing indicator begins that a slash ends: of ``PRIORITYRUEHTH/`` the letters that the table knows."""
    letters = text[start:end].rstrip("/ ")
    starts = [i for i in range(len(letters) - 3) if letters[i] == "R" and letters[i + 1] in "UH"]
    known = next((i for i in starts if vocabulary.routing(letters[i:])), None)
    if known is None and starts:
        known = starts[0]
    return start + known if known is not None else 0


@cache
def _caption() -> re.Pattern[str]:
    known = sorted(map(re.escape, vocabulary.captions()), key=lambda word: -len(word))
    return re.compile(r" *(?:" + "|".join(known) + r")", re.IGNORECASE)


def _in_opening(text: str, start: int, labels: list[int], limit: int) -> Iterator[int]:
    """Captions, pass lines and labels from the end of the classification line to the first paragraph."""
    yield from (label for label in labels if label < limit)
    first = min(labels[0] if labels else limit, limit)
    at = start
    while (caption := _caption().match(text, at, first)) and caption.end() > at:
        yield at
        at = caption.end()
    if at > start:
        yield at
    for match in _REASON.finditer(text, max(at, labels[-1] if labels else at), limit):
        yield match.start()
    for match in _PASS_LINE.finditer(text, at, first):
        yield match.start()
        following = _caption().search(text, match.start() + 8, first)
        if following and following.end() == first:
            yield following.start()


def _items(text: str, start: int, end: int, breaks: dict[int, str]) -> list[Edit]:
    """Breaks before the items of a reference list; and its labels in capitals."""
    edits: list[Edit] = []
    if (head := _FIRST_ITEM.match(text, start, end)) and (head[1] or head[2]).islower():
        place = head.start(1) if head[1] else head.start(2)
        edits.append(Edit(place, place + 1, "A"))
    expected = "B"
    for match in _ITEM.finditer(text, start, end):
        group = 1 if match[1] else 2
        if match[group].upper() == expected:
            small = match[group].islower()
            if small:
                glued = match.start(group) == match.start()
                edits.append(Edit(match.start(group), match.end(group), "\n" + expected if glued else expected))
            if not small or match.start(group) != match.start():
                breaks.setdefault(match.start(), "\n")
            expected = chr(ord(expected) + 1)
    return edits
