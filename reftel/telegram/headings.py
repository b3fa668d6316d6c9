"""Headings in the body: ruled with dashes, underlined, or short lines that stand alone."""

from __future__ import annotations

import re

_RULED_WITH = " \t-=_*."
_SHORTEST_RULE = 4
_ENDS_SENTENCE = (".", "!", "?", '"', "”", ")", ":")


# `------- SUMMARY -------`
_RULED_LINE = re.compile(r"[ \t]*[-=*]{2,}[ \t]*([A-Za-z][^\n]{1,80}?)[ \t]*[-=*]{2,}[ \t]*")
# `//SUPREME COURT THROWS OUT CONVICTION//`, also directly below the text
_SLASHED = re.compile(r"[ \t]*//([^/\n]{3,100})//[ \t]*")
_END = re.compile(r"END\b", re.IGNORECASE)
# `END SUMMARY.  DEBT SERVICE`, on the same line or the next
_BEHIND_END = re.compile(
    r"\bEND\s{1,4}(?:OF )?(?:SUMMARY|COMMENT|NOTE|TEXT|INTRODUCTION)(?: AND [A-Z]{4,12})?[.)]{1,3}"
    r"\s{1,3}(?P<words>\S[^\n]{2,80})\s*\Z",
    re.IGNORECASE,
)
# `… closer relations. UPCOMING VISITS`: in capitals behind a sentence in small letters, their line break lost
_BEHIND_SENTENCE = re.compile(
    r"[a-z]{2}[.!?][”\"’)]?\s{1,2}(?P<words>(?!END\b)[A-Z][A-Z’']+(?:[ \n,:&/-]{1,3}[A-Z0-9’'.]+){1,14})\Z"
)
_LONGEST_HEADING = 160
_LOOK_BACK = 900  # characters; a heading with its rules and empty lines is shorter


def above(text: str, at: int, floor: int) -> tuple[int, str | None]:
    """The heading directly above a paragraph that begins at ``at``, not looked for before ``floor``.

    Gives where it begins and its words, or ``(at, None)``. Ruled (``-----`` above, below or both), or one or two short
    lines alone between empty ones that do not end like a sentence. Of two headings one above the other the lower one
    is the paragraph's; the upper one begins with it.
    """
    begins, shown = _one_above(text, at, floor)
    if shown is not None and "--" in text[max(floor, begins - 160) : begins]:
        begins = _one_above(text, begins, floor)[0]
    return begins, shown


def _one_above(text: str, at: int, floor: int) -> tuple[int, str | None]:
    near = text[max(floor, at - 160) : at].rstrip()
    if near and near[-1] in ".,;!?" and "--" not in near and "==" not in near:
        return at, None  # the end of a sentence, as above most paragraphs
    if near[-1:].isupper() and (behind := _BEHIND_SENTENCE.search(near)):
        return text.rfind(behind["words"], floor, at), " ".join(behind["words"].split())
    if ("END" in near or "End" in near) and (behind := _BEHIND_END.search(near)):
        words = behind["words"].strip()
        begins = text.rfind(words, floor, at)
        return (begins, words.strip("/ ")) if _stands_alone([words], words, []) else (at, None)
    if at - floor > _LOOK_BACK:
        floor = text.find("\n", at - _LOOK_BACK, at) + 1 or floor
    lines = text[floor:at].split("\n")
    if not lines[-1].strip():
        lines.pop()
    i = _last_said(lines, len(lines))
    gap = i < len(lines) or i == 0
    if i and (slashed := _SLASHED.fullmatch(lines[i - 1])):
        return floor + _length(lines, i - 1), slashed[1].strip()
    underline = i
    while i > 0 and _is_rule(lines[i - 1]):
        i = _last_said(lines, i - 1)
    ruled = i < underline
    j = i
    while j > 0 and i - j < 4 and lines[j - 1].strip() and not _is_rule(lines[j - 1]):
        j -= 1
    top_ruled = j > 0 and _is_rule(lines[j - 1])
    blank_above = not lines[j - 1].strip() if j > 0 else not floor or _begins_line(text, floor)
    if ruled and not top_ruled and i - j > 1 and (not blank_above or i - j > 2):
        j = i - 1  # underlined only, below text: the heading is the last line
        blank_above = True
    if i - j == 1 and (inline := _RULED_LINE.fullmatch(lines[j])):
        return floor + _length(lines, j), inline[1]
    if not top_ruled and ruled and j > 0 and not lines[j - 1].strip():
        over = _last_said(lines, j)  # a page break may stand between the upper rule and the heading
        if over > 0 and _is_rule(lines[over - 1]) and (over < 2 or not lines[over - 2].strip()):
            top_ruled = True
    words = [line.strip() for line in lines[j:i]]
    shown = " ".join(" ".join(words).split())
    said = bool(words) and len(shown) < _LONGEST_HEADING and not shown.endswith((",", ";"))
    if not said or not (
        ruled or top_ruled or (blank_above and (gap or shown.isupper()) and _stands_alone(words, shown, lines[:j]))
    ):
        return at, None
    if j == 0 and floor and not _begins_line(text, floor):
        return at, None
    while top_ruled and j > 0 and (not lines[j - 1].strip() or _is_rule(lines[j - 1])):
        j -= 1
        if _is_rule(lines[j]) and (j == 0 or not _is_rule(lines[j - 1])):
            break
    return floor + _length(lines, j), shown.strip("/ ").rstrip("- ")  # `LABOR` and below it `- - -`


def _is_rule(line: str) -> bool:
    """True for ``-------``, ``- - - -``, ``* * * *``."""
    return not line.strip(_RULED_WITH) and len(line) - line.count(" ") - line.count("\t") >= _SHORTEST_RULE


def _length(lines: list[str], count: int) -> int:
    """Characters of the first lines with their ends."""
    return sum(map(len, lines[:count])) + count


def _last_said(lines: list[str], i: int) -> int:
    while i > 0 and not lines[i - 1].strip():
        i -= 1
    return i


def _begins_line(text: str, at: int) -> bool:
    """True when nothing of a paragraph's own first line stands before ``at`` in its line."""
    head = text[max(0, at - 40) : at]
    return not head[head.rfind("\n") + 1 :].strip()


def _stands_alone(words: list[str], shown: str, before: list[str]) -> bool:
    """True for a heading without rules: it begins like one, does not end like a sentence, and comes after one."""
    if shown.rstrip('"”').endswith((".", "!", ":")) or not (
        shown[0].isupper() or shown[0].isdigit() or shown[0] in "\"“'/"
    ):
        return False
    if len(words) > 2 or len(shown) > 120 or _END.match(shown):
        return False
    last = next((line.strip() for line in reversed(before) if line.strip()), "")
    return not last or last.endswith(_ENDS_SENTENCE) or not shown.isupper()
