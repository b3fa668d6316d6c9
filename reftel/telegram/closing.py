"""The closing: signature, the web-site notice before or after it, the end signs."""

from __future__ import annotations

import re
from typing import NamedTuple

from reftel import vocabulary


class Closing(NamedTuple):
    """Where the closing begins, and who signed; ``notices`` are places of notices inside it."""

    start: int
    signed_by: tuple[str, ...]
    at: tuple[int, int] | None
    notices: tuple[tuple[int, int], ...]
    group: tuple[int, int] | None = None
    """Where the group of E.O. 10501 stands: ``GP-3``."""


_END_SIGN = re.compile(
    r"[\s.>#*=\[\]-]*|[NHM]{3,4}\.?|={3,}.*|\W*END (?:OF )?CABLE TEXT\W*|#\d{3,5}"
    r"|END (?:OF )?(?:MESSAGE|TRANSMISSION)\.?|NOTHING FOLLOWS\.?|SIPDIS"
    r"|NOTE: +NOT PASSED TO ABOVE ADDRESSEE.*|NOTE BY OC/?T\b.*|\.\.\.|\d{1,2}"
    r"|\d{4}[A-Z]{4,}\d{3,} - (?:CLASSIFICATION: )?[A-Z ]+|[A-Z]{2}|\*{3} .* \*{3}.*"
    r"|(?:(?:TOP )?SECRET|CONFIDENTIAL|UNCLAS(?:SIFIED)?|LIMITED OFFICIAL USE|(?:FOR )?OFFICIAL USE ONLY"
    r"|SENSITIVE|(?:SENSITIVE )?BUT UNCLASSIFIED)(?: ?/{1,2} ?(?:NOFORN|FOUO|SBU|[A-Z]{5,7}))*|<< END OF DOCUMENT >>"
    r"|(?:DRAFTED|CLEARED|APPROVED|RELEASED)(?: BY)?:? ?[A-Z]{1,6}[/:][A-Z\d/:., -]{2,60}|ENCLOSURES?:.{0,60}"
    r"|[A-Z]{0,8}VZCZC?[A-Z]{0,3}\d{0,4}",  # the relay's, run into the next one's beginning: `NMAFVVZCZ`
    re.IGNORECASE,
)
_NAME = r"[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ÿ'’.\-]+"
_SIGNATURE = re.compile(
    rf"\W{{0,3}}({_NAME}(?: {_NAME}){{0,3}}?(?:,? (?:JR|SR|III?|IV))?)"
    rf"(?: ?\((?:ACTING|CHARGE|DCM|A\.?I\.?)\)|, (?:ACTING|CHARGE|DCM|A\.I\.?)| UNQ(?:UO)?TE)?"
    rf"(?:\s+(?:N{{3,4}}|BT|(?:TOP )?SECRET|CONFIDENTIAL|UNCLAS(?:SIFIED)?|LIMITED OFFICIAL USE))?"
    r"(?: NOTE BY OC/?T\b.*)?[\s.,;!#*/\\\]_'’-]*"
)
_SPACED = re.compile(r"[A-Z](?: [A-Z]){3,}")
_INLINE = re.compile(
    r"(?:(?<=[.!?\"”)])(?<![ .][A-Z]\.)(?<!\d[.)])(?<!\([UCS]\))(?<!(?:SB|LO)U\))(?<!NF\))"
    r"|(?<=REGARDS,)|(?<=Regards,)|(?<=regards,)|(?<=END COMMENT)|(?<=END TEXT)|(?<=END SUMMARY))[ \t]+"
    r"(?P<name>(?!N{3,4}\b)[A-Z][A-Za-z'’\-]{2,}(?:[ \t]+(?:JR|II|III|(?!N{3,4}\b)[A-Z][A-Za-z'’\-]{2,}))?)"
    r"(?:[ \t]+(?:N{3,4}|UNQ(?:UO)?TE))?[ \t#]*$"
)
# `HERON UNQUOTE QUILL`: who signed the telegram that was sent on, and who sent it on; `END TEXT HERON`
_UNQUOTED = re.compile(
    r"(?:(?:[A-Z'-]{3,20}[ .]+)?UNQ(?:UO)?TE|END (?:OF )?(?:TEXT|MESSAGE|QUOTE|COMMENT|SUMMARY|NOTE))"
    r"[ .:]+(?P<name>[A-Z][A-Z'-]{2,20})"
)
# `Visit Lima's Classified Website: http://…/Portal:Pe ru HERON`, in one line
_BEHIND_SITE = re.compile(
    r"(?:Visit|VISIT) [^\n]{2,60}(?i:Web ?site)[^\n]{0,10}https?://\S{4,80}(?: [a-z]\S{0,20})? "
    r"(?P<name>[A-Z]{3,20}(?: [A-Z]{3,20})?|[A-Z][a-z]{2,20})[ \t#]*$"
)
_SITE_LONG = 240
_GROUP = re.compile(r"[ \t]*(G(?:RP?|ROU)?P[- ]?[1-4])\.?")
_BRACKET = re.compile(r"\n([ \t]*\[\s{1,10})\Z")
_BRACKET_NEAR = 20
_GROUP_NEAR = 200
"""Characters above the signature in which it stands."""
# `Visit Ankara's Classified Web Sitc:`, as a scanner read it
_SITE = re.compile(r"(?:PLEASE )?VISIT .{2,60}(?:WEB ?SITE|CLASSIFIED WEB)", re.IGNORECASE)
_NOT_NAMES = vocabulary.words("not a signature")
# `AMBASSADOR HERON`, `DEPUTY CHIEF OF MISSION HERON`
_TITLE = re.compile(
    r"(?:(?:AMBASSADOR|CHARGE(?: D'AFFAIRES)?|ACTING|DCM|CDA|MINISTER(?:[- ]COUNSELOR)?|SECRETARY|COUNSELOR"
    r"|CONSUL(?: GENERAL)?|(?:DEPUTY )?CHIEF OF MISSION) )+(?=[A-Z])",
    re.IGNORECASE,
)
_TITLE_ALONE = re.compile(
    r"(?:AMBASSADOR|CHARGE(?: D'AFFAIRES)?(?:,? A\.?I\.?)?|CONSUL(?: GENERAL)?|DEPUTY CHIEF OF MISSION"
    r"|PRINCIPAL OFFICER|ACTING|DCM|(?:ACTING )?SECRETARY(?: OF STATE)?)\.?",
    re.IGNORECASE,
)
# `/S/ HERON`, `(SIGNED) HERON`
_SIGNED = re.compile(r"(?:/S/|\(?SIGNED\)?:?) +(?=[A-Z])", re.IGNORECASE)
# two who sign together: `HERON AND QUILL`, `HERON/QUILL`
_TOGETHER = re.compile(r"([A-Z][A-Z'-]{2,}) ?(?:/|&|\bAND\b) ?([A-Z][A-Z'-]{2,})[\s.#]*")
_LONGEST_SHORTENED = 5  # characters of `ST.`, `CHAS.`
_MINIMIZE = re.compile(r"(?:[A-Z]+ )?MINIMIZE CONSIDERED\.?", re.IGNORECASE)
_LEVELS = ("CONFIDENTIAL", "SECRET", "UNCLASSIFIED", "LIMITEDOFFICIALUSE", "TOPSECRET")
_NOTE = 30  # characters
_AHEAD = 8  # lines; a notice has fewer
_LOOK_BACK = 40  # lines; what follows a signature (banners, notices, end signs) is shorter


def read(text: str, start: int, end: int) -> Closing | None:
    """Find the closing of ``text[start:end]`` from its end backwards; None when there is none."""
    lines: list[tuple[int, int]] = []
    notices: list[tuple[int, int]] = []
    closing = end
    unsigned: tuple[int, int] | None = None
    i = 0
    while _upwards(text, start, end, lines, i + _AHEAD) > i:
        begin, stop = lines[i]
        shown = text[begin:stop].strip().strip('"')
        if len(shown) < 80 and (not shown or _END_SIGN.fullmatch(shown) or _is_level_line(shown)):
            closing = begin
        elif shown.startswith("[Footnote "):  # an editor's, below the telegram
            notices.append((begin, min(stop + 1, end)))
            closing = begin
        elif shown[:1] == "[" and shown[-1:] == "]" and len(shown) > _NOTE and unsigned is None:
            unsigned = closing, len(notices)  # an editor's note below the signature; without one, it is of the text
            notices.append((begin, min(stop + 1, end)))
            closing = begin
        elif top := _site_notice(text, lines, i):
            notices.append((lines[top - 1][0], min(stop + 1, end)))
            closing = lines[top - 1][0]
            i = top
            continue
        else:
            break
        i += 1
    if i < len(lines) and (signed := _signed(text, lines, i)):
        names, name_at, begin = signed
        if names and begin == lines[i][0]:
            j = i + 1
            while _upwards(text, start, end, lines, j + _AHEAD) > j and not text[slice(*lines[j])].strip():
                j += 1
            if top := _site_notice(text, lines, j):
                notices.append((lines[top - 1][0], lines[j][1] + 1))
                begin = lines[top - 1][0]
            elif j < len(lines) and _MINIMIZE.fullmatch(text[slice(*lines[j])].strip()):
                begin = lines[j][0]
        if text[begin - 1 : begin] == "\n" and (
            bracket := _BRACKET.search(text, max(start, begin - _BRACKET_NEAR), begin)
        ):
            begin = bracket.start(1)  # `[` / `Heron` / `]`: an edition's sign that it was supplied
        begin = _above_stars(text, start, begin)
        group = _group(text, start, begin)
        return Closing(group[0] if group else begin, names, name_at, tuple(sorted(notices)), group)
    if unsigned:
        closing, kept = unsigned
        del notices[kept:]
    if closing < end and text[closing:end].strip():
        return Closing(closing, (), None, tuple(sorted(notices)))
    return None


def _upwards(text: str, start: int, end: int, lines: list[tuple[int, int]], count: int) -> int:
    """Add lines from the end of ``text[start:end]`` upwards until there are ``count``; gives how many there are."""
    at = lines[-1][0] - 1 if lines else end
    for _ in range(len(lines), min(count, _LOOK_BACK)):
        if at <= start:
            break
        begin = text.rfind("\n", start, at) + 1 or start
        lines.append((begin, at))
        at = begin - 1
    return len(lines)


def _above_stars(text: str, start: int, begin: int) -> int:
    """Where rows of asterisks begin that part the text from the web-site notice and the signature; else ``begin``."""
    near = text[max(start, begin - _STARS_NEAR) : begin]
    bare = near.rstrip("* \t\n")
    if near.count("*", len(bare)) < _FEWEST_STARS:
        return begin
    if notice := _STARRED.search(bare):
        return begin - len(near) + notice.start()
    return begin - len(near) + near.index("*", len(bare))


# `***** Visit Embassy Lima's Classified Website: … You can also access this site through …`
_STARRED = re.compile(r"(?<!\*)\*{5,}\s+(?:\*+\s+)?(?:Visit|VISIT) [^*]{10,600}\Z")
_STARS_NEAR = 900
_FEWEST_STARS = 10


def _group(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The group of E.O. 10501, alone on the last line above the signature until May 1972: ``GP-3``, ``GROUP 4.``"""
    near = max(start, end - _GROUP_NEAR)
    stop = near + len(text[near:end].rstrip())
    begin = text.rfind("\n", start, stop) + 1 or start
    match = _GROUP.fullmatch(text, begin, stop)
    return match.span(1) if match else None


def _as_letters(shown: str) -> re.Match[str] | None:
    """A signature in capitals into which a scanner put a figure: ``0RCHARD``, ``MORTAR4RREL``."""
    if not _SCANNED.fullmatch(shown) or sum(map(str.isdigit, shown)) > _MOST_FIGURES:
        return None
    return _SIGNATURE.fullmatch(shown.translate(_LETTER_OF))


_SCANNED = re.compile(r"[A-Z0-9][A-Z0-9'’-]{3,}")
_MOST_FIGURES = 2
_LETTER_OF = str.maketrans("0158462", "OISBAGZ")


def _is_level(word: str) -> bool:
    """True for a level, also as a scanner read it: ``UNCLASS1FIED``, ``SECKEI``."""
    return bool(vocabulary.meant(word, vocabulary.outlines(_LEVELS)))


def _is_level_line(shown: str) -> bool:
    return 6 <= len(shown) <= 20 and _is_level(shown.replace(" ", ""))


def _signed(text: str, lines: list[tuple[int, int]], i: int) -> tuple[tuple[str, ...], tuple[int, int], int] | None:
    """The names on line ``i``, their place, and where the closing begins; None when nobody signs there."""
    begin, stop = lines[i]
    shown = text[begin:stop].strip()
    if _TITLE_ALONE.fullmatch(shown):  # below the name
        return _signed(text, lines, i + 1) if i + 1 < len(lines) else None
    before = next((text[a:b].strip() for a, b in lines[i + 1 : i + 4] if text[a:b].strip()), "")
    blank = i + 1 < len(lines) and not text[slice(*lines[i + 1])].strip()
    if names := _signature(shown, before, blank):
        named = names[0] if names[0] in shown else shown
        if len(names) > 1:
            named = shown[shown.index(names[0]) : shown.rindex(names[-1]) + len(names[-1])]
        at = begin + text[begin:stop].index(named)
        return names, (at, at + len(named)), begin
    if (again := _UNQUOTED.fullmatch(shown)) and not set(again["name"].split()) & _NOT_NAMES:
        name_at = text.rindex(again["name"], begin, stop)
        return (again["name"],), (name_at, name_at + len(again["name"])), begin
    if "http" in shown and (behind := _BEHIND_SITE.search(text, max(begin, stop - _SITE_LONG), stop)):
        return (behind["name"],), behind.span("name"), behind.start()
    inline = _INLINE.search(text, max(begin, stop - 60), stop)
    if inline and not set(inline["name"].upper().split()) & _NOT_NAMES:
        return (inline["name"],), inline.span("name"), inline.start()
    return None


def _site_notice(text: str, lines: list[tuple[int, int]], i: int) -> int | None:
    """A web-site notice whose last line is line ``i``: gives the index after its first line, counted upwards.

    ``Visit Ankara's Classified Web Site at`` and the wrapped pieces of the address below it.
    """
    j = i
    while j < len(lines) and j < i + 6:
        shown = text[slice(*lines[j])].strip().strip('"')
        if _SITE.match(shown):
            return j + 1
        if shown and "http" not in shown and ("/" not in shown or " " in shown.strip("/ ")):
            return None
        j += 1
    return None


def _signature(shown: str, before: str, blank: bool) -> tuple[str, ...] | None:
    if shown[:1] in "/(Ss" and (lead := _SIGNED.match(shown)):
        shown = shown[lead.end() :]
    if len(shown) > 45 or not shown[:1].isalnum() or shown.isdigit():
        return None
    shown = _TITLE.sub("", shown, count=1) if _TITLE.match(shown) else shown
    if _SPACED.fullmatch(shown):
        shown = shown.replace(" ", "")
    if (both := _TOGETHER.fullmatch(shown)) and not _NOT_NAMES.intersection(both.groups()):
        return both.groups()
    match = _SIGNATURE.fullmatch(shown) or (_as_letters(shown) if blank else None)
    ended = before[-1:] in ".!?\"”')/:#" or "://" in before
    if (
        not match
        or (
            not blank
            and before
            and shown.endswith(".")
            and not (ended and shown.isupper() and " " not in shown.replace(", JR", ""))
        )
        or (not blank and before and not ended and not shown.isupper())
    ):
        return None
    name = match[1].rstrip(".-'’").replace(",", "")
    if match[1].endswith((" JR", " JR.", " SR")):
        name = match[1].replace(",", "")
    words = name.split()
    if {word.upper() for word in words} & _NOT_NAMES or _is_level(name.upper()):
        return None
    if len(words) > 1 and vocabulary.canonical_post(name):  # `SAN SALVADOR`
        return None
    if any(word.endswith(".") and len(word) > _LONGEST_SHORTENED for word in words[:-1]):
        return None  # `DECONTROL UPON RECEIPT. HERON`: a sentence ends there
    half = len(words) // 2
    if len(words) % 2 == 0 and words[:half] == words[half:]:  # `SHANNON SHANNON`
        name = " ".join(words[:half])
    return (name,)
