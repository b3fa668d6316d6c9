"""Telegrams cited in the text: ``see LA PAZ 5021 of August 16, 1973``, ``This message supplements 05 BERN 2886``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reftel import vocabulary
from reftel.model import Reference
from reftel.telegram.identity import full_year, make_id
from reftel.telegram.references import Found

# found from the serial backwards: numbers are rare, capitalised words are not
_SERIAL = re.compile(
    r"\d{2,6}(?![\w%/-]|[.,]\d)(?: \((\d\d)\)|(?=,? (?:OF|DATED|of|dated) [A-Za-z]{3,9} \d{1,2}, ?(19\d\d)))?"
)
_BEFORE = re.compile(
    r"(?<![\w.$-])(?:((?:19|20)\d\d|\d\d) )?([A-Z][A-Za-z.']+(?: [A-Z][A-Za-z.']+){0,3}) (?:#|NO\.? )?$"
)
_WINDOW = 60
_MONTHS = vocabulary.words("month")
# what may stand before a number without a year, so that `IN LIMA 25 PEOPLE` is none
_CUE = re.compile(
    r"(?:\(|\b(?:SEE|SEE ALSO|PER|REF|REFTEL|REFTELS|TEL|TELEGRAM|CABLE|CITED IN|REPORTED IN|REPORTED|SUPPLEMENTS?"
    r"|FURTHER TO|SUPERSEDES|TRANSMITTED|REFERENCE|CONTAINED IN|FROM|IN)\s)$",
    re.IGNORECASE,
)
_SURE_CUE = re.compile(r"\bPARA(?:GRAPH)?S? \d{1,2}(?: OF)?\s$", re.IGNORECASE)
_ENDS = re.compile(r"\s*(?:[),.;:]|$|\(?NOTAL|\(\d\d\)|(?:OF|DATED|AND|PARA)\b)", re.IGNORECASE)


def find(text: str, start: int, end: int, year: int | None) -> Iterator[Found]:
    """The telegrams cited by number in ``text[start:end]``.

    One is believed when a year stands before it and its post is known, or when a word of citing stands before it and
    nothing counted after it. Without any year the telegram's own is inherited.
    """
    for match in _SERIAL.finditer(text, start, end):
        if not _may_be_cited(text, match.start()):
            continue
        window = " ".join(text[max(start, match.start() - _WINDOW) : match.start()].split("\n")).rstrip() + " "
        before = _BEFORE.search(window)
        cut = _post_start(before[2]) if before else None
        if before is None or cut is None:
            continue
        name = before[2][cut:]
        post = vocabulary.canonical_post(name)
        at = max(start, match.start() - _WINDOW) + before.start(2) + cut
        written = before[1] if cut == 0 else None
        said = match[1] or match[2] or written
        if written:
            at = max(start, match.start() - _WINDOW) + before.start(1)
        elif not (
            name.isupper()
            and len(match[0].split()[0]) >= 3
            and (
                _SURE_CUE.search(window, 0, before.start(2) + cut)
                or (_CUE.search(window, 0, before.start(2) + cut) and _ENDS.match(text, match.end()))
            )
        ):
            continue
        own = full_year(said) if said else year
        if own is None or post is None:
            continue
        serial = re.match(r"\d+", match[0])
        shown = " ".join(text[at : match.end()].split())
        rule = "cited in the text" if said else "cited in the text, year inherited"
        target = make_id(own, post, serial[0]) if serial else None
        yield Found(Reference(shown, "cable", None, target, rule), at, match.end())


def _may_be_cited(text: str, at: int) -> bool:
    """True for a number after a capitalised word that is no month: most numbers are none, and cost little."""
    if text[at - 1 : at] not in (" ", "#", "\n") or at < 3:
        return False
    before = text[max(0, at - 25) : at - 1].split()
    word = before[-1].lstrip("(") if before else ""
    return word[:1].isupper() and word.upper() not in _MONTHS


def _post_start(words: str) -> int | None:
    """Where in ``see also LA PAZ`` the post's own words begin: the longest end of them that is a post."""
    for match in re.finditer(r"\S+", words):
        name = words[match.start() :]
        if name[0].isupper() and vocabulary.canonical_post(name):
            return match.start()
    return None
