"""All line breaks lost, as in dumps of one telegram a line.

Three forms are found: the blanks that the relay put before its line feeds are left (``SIPDIS  E.O. 12958: DECL:``);
fields run together and only wrapped lines are joined by a blank (``000348SIPDISE.O. 12958: DECL:``); and the same with
the opening, and bodies in capitals, set in sentence case (``000348SipdisE.o. 12958: decl: … Tags: prel, pgov``).
"""

from __future__ import annotations

import re
from random import Random

# What begins a field or an item of it, and so does not continue the line before.
_LABEL = re.compile(r"\s*(?:(?:E\.O\.|TAGS:|SUBJECT:|REF:|CLASSIFIED BY:?|REASON:) |¶?\(?[A-F][.)] )", re.IGNORECASE)
_FLOWING = re.compile(r"\s*(?:SUBJECT:|REF:|CLASSIFIED BY:?|REASON:) |¶?\d{1,2}\. ", re.IGNORECASE)
_NUMBER = re.compile(r"¶?\d{1,2}\. ")
_NEW = re.compile(f"(?:{_LABEL.pattern})|(?:{_NUMBER.pattern})", re.IGNORECASE)
_BANNERS = frozenset(("TOP SECRET", "SECRET", "CONFIDENTIAL", "UNCLASSIFIED", "LIMITED OFFICIAL USE"))
_PAGE = re.compile(r"PAGE \d\d ")
_COUNT = re.compile(r" \d{3}(?:\.\d)? OF \d{3}\Z")
_SENTENCE = re.compile(r"[.!?] {1,2}[a-z]")
_BEFORE_WORDS = re.compile(r"(?:¶?\d{1,2}\.\s+)?(?:\([A-Z/]{1,7}\)\s+)?")
_HERE_AND_THERE = 0.4
SENTENCES, _RUN_TOGETHER = 0.3, 0.65
"""Forms below the first number are set in sentence case, those below the second run together."""
_MARK = re.compile(r"\([a-z]{1,3}(?:/[a-z]{1,3})?\)(?= )")


def lost(text: str, form: float, rng: Random) -> str:
    """The text in one line, in the form that a number between 0 and 1 decides; it has its sentences set already."""
    if form < _RUN_TOGETHER:
        return run_together(text, rng if form < SENTENCES else None)
    return blanks_left(text)


def blanks_left(text: str) -> str:
    """Each line break a blank, but none after TAGS, whose line ends with a link and not with a blank."""
    lines = text.rstrip("\n").split("\n")
    return "".join([line if line.startswith("TAGS: ") else f"{line.rstrip()} " for line in lines]).rstrip()


def run_together(text: str, rng: Random | None = None) -> str:
    """Lines of one sentence joined by a blank, all others by nothing (with ``rng``: by a blank here and there)."""
    found: list[str] = []
    flows = interrupted = after_furniture = False
    for line in map(str.strip, text.split("\n")):
        if not line:
            flows, interrupted = False, flows or interrupted
            continue
        furniture = _is_furniture(line)
        new = _NEW.match(line)
        if furniture:
            # The sentence that a page break cuts goes on below it, past all blank lines.
            flows = flows or interrupted
        elif new or not flows:
            flows, interrupted = _FLOWING.match(line) is not None, False
        if furniture or after_furniture or (flows and not new) or (rng and found and rng.random() < _HERE_AND_THERE):
            found.append(" ")
        flows = flows and not line.startswith("---")
        found.append(line)
        after_furniture = furniture
    return "".join(found)


def sentence_case(text: str) -> str:
    """Lines in capitals in small letters, but the first of each line of the opening and sentence of the body."""
    found: list[str] = []
    above, opening = "", True
    for line in text.split("\n"):
        opening = opening and _NUMBER.match(line) is None
        if not line.isupper() or _is_furniture(line.strip()):
            found.append(line)
        else:
            ends = not above.strip() or above.rstrip().endswith((".", ":"))
            caption = " " not in line.strip() and " " not in above.strip()
            found.append(_lowered(line, ends or (opening and (caption or _LABEL.match(line) is not None))))
        above = line
    return "\n".join(found)


def _is_furniture(line: str) -> bool:
    """A banner, a PAGE line, the relay's count, the stamp of a review."""
    return (
        line in _BANNERS
        or (line.startswith("PAGE ") and _PAGE.match(line) is not None)
        or (line[-7:-3] == " OF " and _COUNT.search(line) is not None)
        or "\tDeclassified/Released" in line
    )


def _lowered(line: str, begins: bool) -> str:
    small = line.lower()
    if "(" in small:
        small = _MARK.sub(lambda mark: mark[0].upper(), small)
    small = _SENTENCE.sub(lambda begin: begin[0].upper(), small)
    before = _BEFORE_WORDS.match(small) if begins else None
    at = before.end() if before else None
    return small if at is None else small[:at] + small[at : at + 1].upper() + small[at + 1 :]
