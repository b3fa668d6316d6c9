"""Is this text a telegram? By the marks that only telegrams carry; cheap, and tolerant of damage.

The marks are the format lines of ACP 127 and the State Department's telegram handbook (5 FAH-2), and those of the form
for airgrams, which posts sent by pouch and numbered as they did telegrams. A letter or a
memorandum may have a classification and a SUBJECT line too, so at least one mark must be a telegram's own.
"""

from __future__ import annotations

import re

from reftel import vocabulary

_LEVEL = (
    r"(?:C ?O ?N ?F ?I ?D ?E ?N ?T ?I ?A ?L|S ?E ?C ?R ?E ?T|T ?O ?P {1,3}S ?E ?C ?R ?E ?T|UNCLAS(?:SIFIED)?"
    r"|U ?N ?C ?L ?A ?S(?: ?S ?I ?F ?I ?E ?D)?|LIMITED {1,2}OFFICIAL {1,2}USE)"
)

_OWN: tuple[tuple[str, str], ...] = (
    ("date-time group", r"^[ \t]{0,8}(?:[ZOPR] {1,3}){0,3}\d{6} ?Z {1,3}[A-Z]{3}\b"),
    ("FM line", r"^[ \t]{0,8}FM {1,3}[A-Z]"),
    ("transmission identifier", r"^[ \t]{0,8}VZCZC[A-Z]{3}\d"),
    ("own station", r"^[ \t]{0,8}DE {1,3}RU[A-Z]{3,6}\b"),
    ("security warning", r"^[ \t]{0,8}ZN[YR] {1,3}[A-Z]{5}\b"),
    ("page line", r"^[ \t]{0,8}PAGE {1,3}\d{2} {1,3}[A-Z]"),
    ("E.O. line", r"^[ \t]{0,8}E\. ?O\.? {1,3}\d{5}\b"),
    ("TAGS line", r"^[ \t]{0,8}TAGS ?:"),
    ("message attributes", r"^[ \t]{0,8}Message Attributes[ \t]*$"),
    ("document number", r"^[ \t]{0,8}Document Number: ?(?:19|20)\d\d[A-Z]{2,20}\d{5}\b"),
    ("six leading lines", r"\A\s{0,8}\d{2}[A-Z]{3,25}\d{1,7}[ \t]*\n"),
    ("message number", rf"^[ \t]{{0,8}}{_LEVEL}\b[A-Z0-9 ]{{1,60}} \d{{3,7}}[ \t]*$"),
    ("marked paragraphs", r"^[ \t]{0,8}¶?\d{1,3}\. {0,3}\((?:U|C|S|TS|SBU|LOU|FOUO|C/NF|S/NF|SBU/NF)\)"),
    ("airgram's title", r"^[ \t]{0,60}(?:DEPARTMENT OF STATE {1,3})?(?:AIRGRAM|A I R G R A M)\b[^\n]{0,20}$"),
)
_SHARED: tuple[tuple[str, str], ...] = (
    ("classification line", rf"^[ \t]{{0,8}}{_LEVEL}\b"),
    ("TO line", r"^[ \t]{0,8}TO {1,3}[A-Z]{3}"),
    ("SUBJECT line", r"^[ \t]{0,8}SUBJ(?:ECT)? ?:"),
    ("REF line", r"^[ \t]{0,8}REF(?:S|\(S\))? ?:"),
    ("numbered paragraphs", r"^[ \t]{0,8}¶?2\. {0,3}\S"),
)
_OWN_PATTERNS = tuple((name, re.compile(pattern, re.MULTILINE)) for name, pattern in _OWN)
_SHARED_PATTERNS = tuple((name, re.compile(pattern, re.MULTILINE)) for name, pattern in _SHARED)
_ENOUGH = 2
"""Different marks that make a telegram: ``R 212230Z JUL 09`` and ``FM AMEMBASSY MEXICO``."""

# A dump that lost its line breaks: the marks stand anywhere, so they must say more, and three of them are wanted, one
# of them at the very head: a book that speaks of telegrams names them one at a time.
_ANYWHERE: tuple[tuple[str, str], ...] = (
    ("date-time group", r"\d{6} ?Z {1,3}[A-Z]{3} {1,3}\d\d(?!\d)"),
    ("FM line", r"FM {1,3}(?:AM(?:EMBASSY|CONSUL)|SECSTATE|US[A-Z]{2,10} )"),
    ("transmission identifier", r"VZCZC[A-Z]{3}\d"),
    ("own station", r"DE {1,3}RU[A-Z]{3,6} {1,3}#\d"),
    ("page line", r"PAGE {1,3}\d{2} {1,3}[A-Z][A-Z ]{2,20}\d{5} "),
    ("TO line", r"TO {1,3}(?:R[UH][A-Z]{3,6}/|AM(?:EMBASSY|CONSUL) |SECSTATE )"),
    ("message number", rf"(?i:{_LEVEL}) [A-Za-z0-9 ]{{1,60}}? \d{{4,6}}"),
    ("E.O. line", r"E\.[Oo]\. ?\d{5}:"),
    ("TAGS line", r"T(?i:AGS): ?[A-Za-z]{2,4}\b"),
    ("SUBJECT line", r"S(?i:UBJECT): "),
    ("marked paragraphs", r"¶1\. ?(?:\((?:U|C|S|TS|SBU|LOU)|S(?i:UMMARY))"),
)
_ANYWHERE_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in _ANYWHERE)
# An airgram's number may be a seat's or a form's; above or below a post that sends, it is none of these.
_AIRGRAM_NUMBER = re.compile(
    r"(?:^|[ \t]{3})[ \t]{0,8}(?:N[Oo]\. ?:? {0,8})?C?A ?- ?\d{1,5}(?=[ \t]*$|[ \t]{3})", re.MULTILINE
)
_AIRGRAM_SENDER = re.compile(
    r"^[ \t]{0,8}FROM[ \t]{0,8}:[ \t]{0,8}(?:AM(?:ERICAN )?(?:EMB|CON|LEG)|EMB|US[A-Z ]|(?:THE )?DEP)",
    re.MULTILINE | re.IGNORECASE,
)
_OPENING = 8000
"""Characters in which the marks of heading and opening stand."""
_VERY_HEAD = 200
_LINE = 300
"""Characters of the average line of a text that lost its line breaks; a telegram has 69 at most."""


def _in_one_line(head: str) -> bool:
    """True for a text that has (almost) no line breaks in its opening."""
    opening = head[:_OPENING].strip()
    return len(opening) > _LINE and len(opening) > _LINE * (1 + opening.count("\n"))


def is_telegram(head: str) -> bool:
    """Whether the text is a telegram or a fragment of one; ``head`` is the text or enough of its beginning."""
    return why_not_a_telegram(head) is None


def why_not_a_telegram(head: str) -> str | None:
    """None if the text is a telegram or a fragment of one; else the reason, with the marks that were found.

    ``head`` is the text or enough of its beginning. A mark is looked for at the beginning of a line, so that a book
    that speaks of telegrams is none. A text in small letters, as programs and notes are too, must have one mark more.
    """
    lacking = _lacking(head, _ENOUGH)
    if lacking is not None and (raised := vocabulary.raised(head)) and _lacking(raised, _ENOUGH + 1) is None:
        return None
    return lacking


def _lacking(head: str, enough: int) -> str | None:
    if _in_one_line(head):
        found = [name for name, pattern in _ANYWHERE_PATTERNS if pattern.search(head, 0, _OPENING)]
        if len(found) > _ENOUGH and any(pattern.search(head, 0, _VERY_HEAD) for _, pattern in _ANYWHERE_PATTERNS):
            return None
    found = []
    for name, pattern in _OWN_PATTERNS:
        if pattern.search(head):
            found.append(name)
            if len(found) == enough:
                return None
    if _AIRGRAM_NUMBER.search(head, 0, _OPENING) and _AIRGRAM_SENDER.search(head, 0, _OPENING):
        return None
    own = bool(found)
    for name, pattern in _SHARED_PATTERNS:
        if pattern.search(head):
            found.append(name)
            if own and len(found) >= enough:
                return None
    if not found:
        return "a text without any mark of a telegram (no date-time group, FM, E.O., TAGS or classification line)"
    return f"a text with too few marks of a telegram (only: {', '.join(found)})"
