"""Several telegrams in one text: bundles, forwarded copies, a day's traffic in one file.

A telegram begins with its heading. The headings that its later sections repeat name the same post and serial, and
begin no telegram of their own.
"""

from __future__ import annotations

import re

from reftel import vocabulary
from reftel.model import Place
from reftel.telegram import captions

# the FM line, which every heading has, with the date-time group above it
_FROM = re.compile(r"\n[ \t]*FM[ \t]+[A-Z]")
_GROUP = re.compile(r"(?:\b[ZOPR] +){0,2}\d{6} ?Z +[A-Z]{3}", re.IGNORECASE)
_HEAD = re.compile(
    r"V[ZE]CZC|DE [A-Z]{4,}|ZN[YR] |[ZOPR]{2} R[A-Z]{3}|R[A-Z]{5,7}(?: R[A-Z]{5,7})*$|ACTION [A-Z]|ORIGIN [A-Z]"
    r"|INFO +[A-Z]+-\d"
    r"|(?:[A-Z]{1,5}-\d\d +)+|-{6,}|PAGE \d\d|\d{1,3}$|DRAFTED BY|APPROVED BY"
    r"|(?:TOP SECRET|SECRET|CONFIDENTIAL|UNCLASSIFIED|LIMITED OFFICIAL USE)$"
)
_LATER = re.compile(r"\bSECTION +(?:0?[2-9]|[1-9]\d) +O", re.IGNORECASE)
_NUMBER = re.compile(r"\d{2}[A-Z][A-Z .]{2,30}\d{1,7}\s*$")
_LOOK_BACK = 40  # lines between a heading's first line and its FM line; the offices of the 1970s take up to thirty
_LOOK_ON = 12_000  # characters from FM to the classification line; collectives list hundreds of addressees


def split(text: str) -> list[Place]:
    """The places of the telegrams in a text, in order, covering all of it; one place where there is one, or none.

    What stands before the first heading belongs to the first telegram, what stands between two to the one before.
    """
    text = vocabulary.raised(text) or text
    starts: list[int] = []
    last: tuple[str, str] | None = None
    last_sent: tuple[str, str] | None = None
    previous = 0
    for match in _FROM.finditer("\n" + text):
        at = match.start()  # in the text, since one character was put before it
        head = _head(text, at, previous)
        key = _key(text, at)
        sent = _sent(text, at, previous)
        previous = at
        # the same number, or the same moment and post, is a later section or the heading printed twice
        if head is None or (key is not None and key == last) or sent == last_sent:
            continue
        if key is None and starts:
            continue
        starts.append(head)
        last, last_sent = key, sent
    if len(starts) < 2:
        return [(0, len(text))]
    starts[0] = 0
    return [(start, end) for start, end in zip(starts, [*starts[1:], len(text)], strict=True) if end > start]


def _head(text: str, at: int, floor: int) -> int | None:
    """Where the heading of the FM line at ``at`` begins; None when no date-time group stands above it."""
    begin: int | None = None
    end = at
    for _ in range(_LOOK_BACK):
        if end <= floor:
            break
        start = text.rfind("\n", floor, end - 1) + 1 if end - 1 > floor else floor
        start = max(start, floor)
        line = text[start:end].strip()
        if begin is None:
            if line and not _GROUP.search(line):
                return None
            begin = start if line else None
        elif line and not _HEAD.match(line):
            if _NUMBER.match(text[max(floor, start - 1) : end].strip()):
                begin = start
            break
        elif line:
            begin = start
        end = start
    return begin


def _sent(text: str, at: int, floor: int) -> tuple[str, str]:
    """The last date-time group above the FM line, and the FM line itself, without blanks."""
    end = text.find("\n", at + 1)
    groups = _GROUP.findall(text, max(floor, at - 200), at)
    shown = text[at : len(text) if end < 0 else end]
    return (" ".join(groups[-1].split()) if groups else "", " ".join(shown.split()))


def _key(text: str, at: int) -> tuple[str, str] | None:
    """Post and serial of the classification line that follows a FM line."""
    reached = at + 1
    limit = min(len(text), at + _LOOK_ON)
    while reached < limit:
        end = text.find("\n", reached, limit)
        end = limit if end < 0 else end
        line = " ".join(text[reached:end].split())
        parsed = captions.classification_line(line) if line else None
        if _LATER.search(line):
            return None  # a later section, however damaged its number, begins no telegram
        if parsed and parsed.serial and parsed.post:
            return vocabulary.canonical_post(parsed.post) or parsed.post.upper(), str(int(parsed.serial))
        if line.startswith("FM ") and reached > at + 1:
            return None
        reached = end + 1
    return None
