"""Telegrams cited in the text: ``see LA PAZ 5021 of August 16, 1973``, ``This message supplements 05 BERN 2886``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reftel import vocabulary
from reftel.model import Reference
from reftel.telegram.identity import full_year, make_id
from reftel.telegram.references import Found

_POST = r"(?P<post>[A-Z][A-Za-z.']+(?: [A-Z][A-Za-z.']+){0,3})"
_CITED = re.compile(
    r"(?<![\w.$-])(?:(?P<year>(?:19|20)\d\d|\d\d) )?" + _POST + r" (?:#|NO\.? )?0*(?P<serial>\d{2,6})(?![\w%/-]|[.,]\d)"
    r"(?: \((?P<after>\d\d)\)|(?=,? (?:OF|DATED) (?:[A-Z]+ \d{1,2}, ?(?P<of>19\d\d))))?",
    re.IGNORECASE,
)
# what may stand before a number without a year, so that `IN LIMA 25 PEOPLE` is none
_CUE = re.compile(
    r"(?:\(|\b(?:SEE|SEE ALSO|PER|REF|REFTEL|REFTELS|TEL|TELEGRAM|CABLE|CITED IN|REPORTED IN|REPORTED|SUPPLEMENTS?"
    r"|FURTHER TO|SUPERSEDES|PARA(?:GRAPH)? \d{1,2}(?: OF)?|TRANSMITTED|REFERENCE|CONTAINED IN|FROM|IN))\s$",
    re.IGNORECASE,
)
_ENDS = re.compile(r"\s*(?:[),.;:]|$|\(?NOTAL|\(\d\d\)|(?:OF|DATED|AND|PARA)\b)", re.IGNORECASE)


def find(text: str, start: int, end: int, year: int | None) -> Iterator[Found]:
    """The telegrams cited by number in ``text[start:end]``.

    One is believed when a year stands before it and its post is known, or when a word of citing stands before it and
    nothing counted after it. Without any year the telegram's own is inherited.
    """
    reached = start
    while match := _CITED.search(text, reached, end):
        # what is no citation may hold the year of one: `SUPPLEMENTS 73 SAN JOSE 1376`
        reached = match.start("serial")
        words = match["post"]
        cut = _post_start(words)
        if cut is None:
            continue
        name = words[cut:]
        post = vocabulary.canonical_post(name)
        if post is None:
            continue
        at = match.start("post") + cut
        said = match["after"] or match["of"] or (match["year"] if cut == 0 else None)
        if match["year"] and cut == 0 and name[0].isupper():
            at = match.start()
        elif not (
            name.isupper()
            and len(match["serial"]) >= 3
            and _CUE.search(text, max(start, at - 30), at)
            and _ENDS.match(text, match.end("serial"))
        ):
            continue
        own = full_year(said) if said else year
        if own is None:
            continue
        reached = match.end()
        stop = match.end("after") + 1 if match["after"] else match.end("serial")
        shown = " ".join(text[at:stop].split())
        rule = "cited in the text" if said else "cited in the text, year inherited"
        yield Found(Reference(shown, "cable", None, make_id(own, post, match["serial"]), rule), at, stop)


def _post_start(words: str) -> int | None:
    """Where in ``see also LA PAZ`` the post's own words begin: the longest end of them that is a post."""
    for match in re.finditer(r"\S+", words):
        name = words[match.start() :]
        if name[0].isupper() and vocabulary.canonical_post(name):
            return match.start()
    return None
