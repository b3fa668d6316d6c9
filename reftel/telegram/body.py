"""The body: numbered paragraphs with their portion marks, headings and roles."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Literal, NamedTuple

from reftel import vocabulary
from reftel.model import Paragraph
from reftel.telegram.findings import Findings
from reftel.telegram.flow import flow

_MARK = r"\((?P<mark>[A-Za-z]{1,4}(?:[ /,-]{1,3}[A-Za-z][A-Za-z ,/&-]{0,40})?)\)"
# `¶1. (C)`, `1.(S)`, `15 (SBU)`, `- 3.`, `2) (U)`; not `1.4 (b)`, not `2.5 PERCENT`
_NUMBERED = re.compile(
    r"[ \t]*(?:-[ \t]*)?(?P<sign>¶[ \t]*)?(?P<number>\d{1,3})(?:[ \t]?[.)](?!\d)|(?=[ \t]*\([A-Z]))[ \t]*(?:"
    + _MARK
    + r")?[ \t]*"
)
# a scan takes ¶ for 1, I, IQ, II: `IQ. (C)` = ¶1, `12. (SBU)` = ¶2, `1.5. (C)` = ¶5, `II. 12. (C)` = ¶12
_SCANNED = re.compile(r"[ \t]*(?P<head>[1IlTH|!Q. \d]{1,9}?)[ \t]?[.,][ \t]*" + _MARK + r"[ \t]*")
_MARKED = re.compile(r"[ \t]*" + _MARK + r"[ \t]+(?=\S)")
# lost line breaks: `… (b,d).¶2. (C) …`
_SIGN_INSIDE = re.compile(r"¶[ \t]*\d{1,3}[ \t]?[.)]")
_ENTIRE = re.compile(
    r"\(?(TOP SECRET|SECRET|CONFIDENTIAL|TS|S|C|LOU|LIMITED OFFICIAL USE|SBU|U|UNCLASSIFIED)[ -]{1,4}ENTIRE TEXT",
    re.IGNORECASE,
)
_RULE = re.compile(r"[ \t]*[-=_*.](?:[ \t]*[-=_*.]){3,}[ \t]*")
_REDACTED = re.compile(
    r"x{4,}|X{5,}|█{2,}|\[(?:text|name|names|material|sentence|paragraph)[^\]\n]{0,40}(?:removed|redacted|deleted|omitted|excised)[^\]\n]{0,40}\]",
    re.IGNORECASE,
)
_ENDS_SENTENCE = (".", "!", "?", '"', "”", ")", ":")

_SUMMARY = re.compile(
    r"(?:BEGIN |EXECUTIVE |INTRODUCTION AND |ACTION REQUEST AND )?SUMMARY\b(?:,? (?:AND|&) [A-Z ]{4,30}?)?\s*(?:[:.;]|--?|\n|$)\s*",
    re.IGNORECASE,
)
_COMMENT = re.compile(
    r"(?:BEGIN |(?:EMBASSY|POST|MISSION|ANALYST|CONGEN|AMBASSADOR'?S?) )?COMMENT(?:S|ARY)?\b(?:,? (?:AND|&) [A-Z ]{4,30}?)?\s*(?:[:.;]|--?|\n|$)\s*",
    re.IGNORECASE,
)
_ACTION = re.compile(r"(?:THIS IS AN )?ACTION (?:REQUEST(?:ED)?|REQUIRED)\b", re.IGNORECASE)
_END = {
    "summary": re.compile(r"\s*\(?\bEND\s+(?:OF\s+)?(?:INTRODUCTION AND )?SUMMARY\b[^.\n]{0,40}\.?\)?", re.IGNORECASE),
    "comment": re.compile(
        r"\s*\(?\bEND\s+(?:OF\s+)?(?:[A-Z]{4,10} (?:AND )?)?COMMENT\b[^.\n]{0,40}\.?\)?", re.IGNORECASE
    ),
}
Role = Literal["summary", "comment", "action", "text"]


class Start(NamedTuple):
    """Where a paragraph may begin: at ``at``; its text begins at ``text``."""

    at: int
    text: int
    number: int | None
    mark: str | None
    signed: bool
    scanned: bool = False
    after_blank: bool = False


def first_paragraph(text: str, start: int) -> int | None:
    """Where the first numbered paragraph begins, or None: the number 1, in any of the forms that it takes."""
    for at in _line_starts(text, start):
        found = _start_at(text, at, 0)
        if found and found.number == 1:
            return found.at
    inside = re.compile(r"¶[ \t]*1[ \t]?[.)](?!\d)").search(text, start)
    return inside.start() if inside else None


def _line_starts(text: str, start: int) -> list[int]:
    """Starts of the lines whose first character could begin a paragraph."""
    starts = [start]
    at = text.find("\n", start)
    while at >= 0:
        at += 1
        starts.append(at)
        at = text.find("\n", at)
    return starts


_FIRST = frozenset("¶0123456789 \t-IlTH|!(")


def _start_at(text: str, at: int, expected: int) -> Start | None:
    """Read the head of the line at ``at`` as a paragraph's; ``expected`` is the number that would come next."""
    first = text[at : at + 1]
    if first not in _FIRST:
        return None
    match = _NUMBERED.match(text, at)
    if match:
        mark = match["mark"]
        known = _known(mark)
        number = int(match["number"])
        if mark is None or known:
            found = Start(at, match.end(), number, mark, bool(match["sign"]))
            if known and expected and number != expected and (scan := _scanned(text, at, expected)):
                return scan
            return found
        return Start(at, match.start("mark") - 1, number, None, bool(match["sign"]))
    return _scanned(text, at, expected)


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
    """Where the paragraphs begin: a run of numbers in order, with the marked ones that carry no number.

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
        if each.number is None:
            if each.after_blank and (not found or each.mark):
                found.append(each)
            continue
        current = each
        if each.number != expected and each.mark and (scan := _scanned(text, each.at, expected)):
            current = scan
        elif each.scanned and each.number != expected:
            continue
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
            number == expected - 1
            and found
            and current.mark
            and current.after_blank
            and _later(where, expected, i, expected + 1)
        )
        if number == expected or (ahead and (found or number <= 40)) or repeated:
            found.append(current)
            expected = number + 1
    return found


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
    blank_before = True
    for at in _line_starts(text[:end] if end < len(text) else text, start):
        line_end = text.find("\n", at, end)
        line_end = end if line_end < 0 else line_end
        if not text[at:line_end].strip():
            blank_before = True
            continue
        each = _start_at(text, at, 0)
        if (
            each is None
            and text[at : at + 2].strip()[:1] == "("
            and (match := _MARKED.match(text, at))
            and _known(match["mark"])
        ):
            each = Start(at, match.end(), None, match["mark"], False)
        if each:
            found.append(each._replace(after_blank=blank_before))
        blank_before = False
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


def read(text: str, start: int, end: int, findings: Findings, level: str | None) -> list[int]:
    """Read all paragraphs of ``text[start:end]``; gives where each block begins (with its heading).

    ``level`` is what an unmarked paragraph takes.
    """
    found = starts(text, start, end)
    if not found or text[start : found[0].at].strip():
        lead = _lead(text, start, found[0].at if found else end)
        if lead is not None:
            found.insert(0, lead)
    paragraphs: list[Paragraph] = []
    blocks: list[int] = []
    heads = [_heading_above(text, each.at, found[i - 1].text if i else start) for i, each in enumerate(found)]
    for i, each in enumerate(found):
        until = heads[i + 1][0] if i + 1 < len(found) else end
        value = flow(text[each.text : until])
        mark, said = _mark(each, value)
        level_of = vocabulary.level_of_mark(mark) if mark else None
        if said and level_of:
            level = level_of
        paragraphs.append(
            Paragraph(
                text=value,
                number=each.number,
                mark=mark,
                level=level_of or level,
                heading=heads[i][1],
                redacted=bool(_REDACTED.search(value)),
            )
        )
        blocks.append(heads[i][0])
        findings.place(f"paragraphs.{i}", each.at, until)
        if each.scanned:
            head = text[each.at : each.text].split("(")[0].rstrip()
            at = each.at + len(head) - len(head.lstrip())
            if head.strip() != f"{each.number}.":
                findings.repaired(at, each.at + len(head), f"¶{each.number}.", "ocr-paragraph-number")
    _roles(paragraphs, findings)
    return blocks


def _lead(text: str, start: int, end: int) -> Start | None:
    """Text before the first number, or a body without numbers, is a paragraph of its own."""
    head, _ = _heading_above(text, end, start) if end < len(text) else (end, None)
    value = text[start:head]
    if not re.search(r"[A-Za-z]{2}", value):
        return None
    at = start + len(value) - len(value.lstrip())
    return Start(at, at, None, None, False)


def _mark(each: Start, value: str) -> tuple[str | None, bool]:
    if each.mark:
        return each.mark, False
    if match := _ENTIRE.match(value):
        word = match[1].upper()
        short = {
            "CONFIDENTIAL": "C",
            "SECRET": "S",
            "TOP SECRET": "TS",
            "UNCLASSIFIED": "U",
            "LIMITED OFFICIAL USE": "LOU",
        }
        return short.get(word, word), True
    return None, False


def _heading_above(text: str, at: int, floor: int) -> tuple[int, str | None]:
    """The heading that stands directly above a paragraph: ``(where it begins, its words)``; ``(at, None)`` without one.

    Ruled (``-----`` above, below or both), or short lines alone between empty ones that do not end like a sentence.
    """
    above = text[floor:at]
    lines = above.split("\n")
    if lines and not lines[-1].strip():
        lines.pop()
    i = len(lines)
    while i > 0 and not lines[i - 1].strip():
        i -= 1
    gap = i < len(lines) or i == 0
    ruled = False
    while i > 0 and _RULE.fullmatch(lines[i - 1]):
        ruled = True
        i -= 1
        while i > 0 and not lines[i - 1].strip():
            i -= 1
    j = i
    words: list[str] = []
    while j > 0 and len(words) < 4 and lines[j - 1].strip() and not _RULE.fullmatch(lines[j - 1]):
        words.insert(0, lines[j - 1].strip())
        j -= 1
    top_ruled = j > 0 and bool(_RULE.fullmatch(lines[j - 1]))
    blank_above = j == 0 or not lines[j - 1].strip()
    shown = " ".join(words)
    if ruled and not top_ruled and len(words) > 1:
        # underlined only: the heading is the last line, unless the lines above it are its own
        k = len(words)
        if not blank_above or len(words) > 2:
            words, j, k = words[-1:], i - 1, 1
        shown = " ".join(words)
    plausible = (
        bool(words)
        and len(shown) < 160
        and not shown.endswith((",", ";"))
        and (ruled or top_ruled or (gap and _stands_alone(words, shown, blank_above, lines, j)))
        and j + (0 if floor else 0) >= 0
    )
    if not plausible or (j == 0 and floor and not blank_above_floor(text, floor)):
        return at, None
    if top_ruled:
        while j > 0 and _RULE.fullmatch(lines[j - 1]):
            j -= 1
    begin = floor + sum(len(line) + 1 for line in lines[:j])
    return begin, re.sub(r"\s+", " ", shown)


def blank_above_floor(text: str, floor: int) -> bool:
    """True when ``floor`` is the start of a line, so that what follows is a line of its own."""
    head = text[max(0, floor - 40) : floor]
    return not head[head.rfind("\n") + 1 :].strip()


def _stands_alone(words: list[str], shown: str, blank_above: bool, lines: list[str], j: int) -> bool:
    if shown.endswith((".", "!", ":")) or (
        not shown[:1].isupper() and not shown[:1].isdigit() and shown[:1] not in "\"“'"
    ):
        return False
    if len(words) > 2 or len(shown) > 120 or re.match(r"END\b", shown, re.IGNORECASE):
        return False
    if blank_above:
        before = next((line.strip() for line in reversed(lines[:j]) if line.strip()), "")
        return not before or before.endswith(_ENDS_SENTENCE) or not shown.isupper()
    return False


def _roles(paragraphs: list[Paragraph], findings: Findings) -> None:
    """Give summary, comment and action their roles, and set the cable's summary and comment from them."""
    roles: list[Role] = ["text"] * len(paragraphs)
    kinds: tuple[tuple[Role, re.Pattern[str]], ...] = (("summary", _SUMMARY), ("comment", _COMMENT))
    for name, begins in kinds:
        spans = _stretch(paragraphs, name, begins)
        texts: list[str] = []
        for first, last in spans[-1:] if name == "comment" else spans[:1]:
            for i in range(first, last + 1):
                texts.append(_bare(paragraphs[i].text, begins if i == first else None, _END[name]))
        for first, last in spans:
            for i in range(first, last + 1):
                if roles[i] == "text":
                    roles[i] = name
        value = "\n".join(text for text in texts if text)
        if value:
            findings.fields[name] = value
            findings.rules[name] = "paragraphs"
    for i, paragraph in enumerate(paragraphs):
        if roles[i] == "text" and (_ACTION.match(paragraph.text) or _ACTION.match(paragraph.heading or "")):
            roles[i] = "action"
    findings.fields["paragraphs"] = tuple(
        paragraph if role == "text" else _with_role(paragraph, role)
        for paragraph, role in zip(paragraphs, roles, strict=True)
    )


def _with_role(paragraph: Paragraph, role: Role) -> Paragraph:
    return Paragraph(
        paragraph.text, paragraph.number, paragraph.mark, paragraph.level, role, paragraph.heading, paragraph.redacted
    )


def _stretch(paragraphs: list[Paragraph], name: str, begins: re.Pattern[str]) -> list[tuple[int, int]]:
    """The runs of paragraphs from ``SUMMARY`` to ``END SUMMARY`` (or the one that begins so, where no end is said)."""
    runs: list[tuple[int, int]] = []
    i = 0
    while i < len(paragraphs):
        each = paragraphs[i]
        if begins.match(each.text) or begins.match(each.heading or ""):
            last = next((j for j in range(i, min(i + 12, len(paragraphs))) if _END[name].search(paragraphs[j].text)), i)
            again = next((j for j in range(i + 1, last + 1) if begins.match(paragraphs[j].text)), None)
            last = last if again is None else i
            runs.append((i, last))
            i = last
        elif name == "summary" and not runs and i < 4 and _END[name].search(each.text):
            runs.append((0, i))
        i += 1
    return runs


def _bare(text: str, begins: re.Pattern[str] | None, ends: re.Pattern[str]) -> str:
    if begins and (lead := begins.match(text)):
        text = text[lead.end() :]
    if stop := ends.search(text):
        text = text[: stop.start()]
    return text.strip()
