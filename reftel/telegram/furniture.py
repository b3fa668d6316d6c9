"""Page furniture: what relays, printers and reviewers put into the text at every page, in mid-sentence and mid-field.

Finds the stretches to cut out of the clean text. Patterns are tried only on lines whose first characters call for
them, or where a rare word of theirs occurs at all, so that a text without furniture costs next to nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from functools import cache, cached_property, lru_cache
from itertools import accumulate

from reftel import vocabulary
from reftel.model import Place
from reftel.telegram.joints import LONGEST_LINE
from reftel.telegram.shape import capitals, occurrences

# `PAGE 02  LA PAZ 00015  022228Z`, `PAGE 03 LIMA 06012 01 OF 03 291400Z OF THE FAIR`, `PAGE 01  STATE  268392`, and
# the relay's doubt whether it was sent twice, `PAGE 02  LIMA 06550  031312Z   POSS DUPE`
_PAGE = re.compile(
    r"(?:PAGE|PA6E|P4GE|PAGF|FAGE) +\d\d +[A-Z][A-Z.']*(?: {1,2}[A-Z][A-Z.']*){0,3} +\d[\dOQIlZSBGA]{3,5}"
    r"(?: +[\dOQIlZ]{2} +OF +[\dOQIlZ]{2})?(?: +\d[\dOQIlZSBGA]{5}[Z2])?(?: +POSS(?:IBLE)? DUPE?\b)?"
)
_LEVEL_BEFORE = re.compile(
    r"(?:(?:TOP SECRET|SECRET|CONFIDENTIAL|UNCLASSIFIED|LIMITED OFFICIAL USE)[ \t]{1,9}){1,2}$"  # foot and head
    # at the end of a line of text, behind a gap: `AFTER INITIALLY  CONFIDENTIAL` and below it `PAGE 04 …`
    r"|(?<=[ \t]{2})(?:TOP SECRET|SECRET|CONFIDENTIAL|UNCLASSIFIED|LIMITED OFFICIAL USE)[ \t]{0,9}\n[ \t]{0,9}$"
)
# `001.2 OF 004` after the post and the serial in eight digits: `MADRID 00000869  001.2 OF 004`
_OF = (b"OF 0", b"OF\n0", b"OF  0")
_COUNT = re.compile(r"..\s+0\d\d(?!\d)")
_SERIAL_BEFORE = re.compile(r"(?<=\s)\d{7,8}\s+\d{3}(?:\.\d)?\s+$")
_WORD_BEFORE = re.compile(r"(?<![A-Za-z.'])[A-Za-z][A-Za-z.']* +$")
_LONGEST_NAME = 4  # words
# `Sheryl P. Walter   Declassified/Released   US Department of State   EO Systematic Review   20 Mar 2014`
_STAMP = re.compile(
    r"(?:Declassified/Released\s+)?(?:US Department of State\s+)?EO Systematic\s+Review\s+\d{1,2} [A-Za-z]{3} \d{4}",
    re.IGNORECASE,
)
# `CONFIDENTIAL`, `UNCLASSIFIED   PTQ1859`: the level alone at the head or foot of a page
_BANNER = re.compile(
    r"(?:TOP SECRET|SECRET|CONFIDENTIAL|UNCLASSIFIED|LIMITED OFFICIAL USE|LOU)(?: +(?:[A-Z]{2,4}\d{3,5}|POSS DUPE))?",
    re.IGNORECASE,
)
# `Wednesday, 29 November 2000, 13:59`: what the web archive's editors put between heading and body of older messages
_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, \d{1,2} [A-Z][a-z]+ \d{4}, \d\d:\d\d")
_BANNER_FIRST = frozenset("TSCULtscul")
_SPACED = re.compile(r"(?:[A-Za-z] ){4,}[A-Za-z](?![A-Za-z])")
_LATER_SECTION = re.compile(rb"SECTION +(?!0?1 )\d{1,2} +O[FN] +\d{1,2}(?!\d)")
_FIRST_PAGE = re.compile(r"PAGE +0[1I]")
# the same misread: `5ECT1ON 2 0F 2`
_LATER_SCANNED = re.compile(rb"[S5][EF][CG(][TI][I1L][O0QD][NHM] +(?!0?1 )\d{1,2} +[O0][FPE] +\d{1,2}(?!\d)")
_HEADING_LINE = re.compile(
    r"(?:VZCZC|DE [A-Z]{4,}|ZN[YR] |([ZOPR])\1 R[A-Z]{3,}|R[A-Z]{5,7}/|(?:[ZOPR] ){1,2}\d{6}Z|FM |TO |INFO |SECTION "
    r"|ACTION [A-Z]+-\d|ORIGIN [A-Z]+-\d|(?:[A-Z]{1,5}-\d\d +)+|/\d{3} ?W\b|-{6,}|N{3,4}$|\d{1,3}$|BT$"
    r"|(?:DRAFTED|APPROVED|CLEARED) BY|[A-Z][A-Z/]{0,14}(?: ?[:;] ?| - ?|- |(?<=/[A-Z])-)[A-Z]{3,}|PAGE \d\d"
    r"|AM(?:EMBASSY|CONSUL) )"
)
# a whole heading that has lost its line ends: `ACTION AF-00 INFO LOG-00 … O 291359Z NOV 00 FM AMEMBASSY … TO …`
_RUN_TOGETHER = re.compile(r"[^a-z]{0,900}?\b\d{6}Z [^a-z]{0,40}?\bFM [A-Z]")
# the end of a section's own line and what goes on behind it: `SECTION 2 OF 2 LIMA 3173 OVER THE TOWN`
_BEHIND_SERIAL = re.compile(
    r"SECTION +\d{1,2} +O[FN] +\d{1,2} +(?:[A-Z][A-Z.']* +){1,4}?\d{3,8}(?P<rest>[ \t]+[A-Z“\"(].*)$"
)
# addressees stand below FM; above it, `TO LIMA HAVE ARRIVED` is the end of the section before
_BELOW_FROM = re.compile(r"TO |INFO (?! *[A-Z]{1,5}-\d)")
_OPENING_LINE = re.compile(
    r"E\.? ?O\.? ?1\d{4}|TAGS?\b|SUBJ(?:ECT)?\b|REFS?\b|SIPDIS$|NOFORN$|EXDIS$|NODIS$|LIMDIS$|STADIS$|SENSITIVE$",
    re.IGNORECASE,
)
_FOR_OR_PASS = re.compile(r"([A-Z/]{2,12}(?: [A-Z/]{2,12})?) (?:FOR|PASS) ", re.IGNORECASE)
# `FOR: ARA/BC`, `PASS USDOC WASHDC`: to whom, and no sentence
_FOR_OFFICE = re.compile(r"FOR: ?[A-Z]{1,6}(?:[/, -]{1,2}[A-Z]{1,6})*|PASS(?: TO)?:? [A-Z]{2,9}(?: WASH(?:DC|INGTON))?")
_LONGEST_PASS = 60
# lines that may be furniture, by their first words
_CANDIDATE = re.compile(
    r"\n([ \t]*+)(?=[TSCGULMWF(][OEAINUHRoeainuhr0])"  # what most lines do not begin with
    r"(?=TOP S|SE[CG(][RK]E|[CG(][O0]N[FP][I1]|UN[CG(]L|LIMITED\.? [O0]|LOU|SIPDIS"
    r"|Top S|Secret|Confidential|Unclass|Limited O|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,)"
)
_SIPDIS = re.compile(r"SIPDIS(?= |$)")
_PARAGRAPH_ONE = re.compile(r"\n[ \t]*¶? *1 *[.)]")
_BODY_HEAD = r"[ \t]*+(?:¶? *1 *[.)]|[Ee]\.?[Oo]\.? ?1\d{4}|[Tt][Aa][Gg][Ss]?\b|[Ss][Uu][Bb][Jj])"
_FIRST_BODY = re.compile(_BODY_HEAD)
# With the line end in front the engine goes from line to line without looking at what stands between.
_BODY = re.compile(r"\n" + _BODY_HEAD)


def find(text: str, start: int, end: int) -> list[Place]:
    """The stretches of page furniture in ``text[start:end]``, in order, without overlap."""
    shouted = text[start : start + _LOOK].isupper()  # the telegrams of the years that numbered their pages are
    pages = occurrences(capitals(text), _PAGE_WORDS if shouted else _PAGE_WORDS[:1], start, end)
    found = sorted(
        {
            *_lines(text, start, end, pages),
            *_pages(text, start, end, pages),
            *_section_counts(text, start, end),
            *_stamps(text, start, end),
        }
    )
    kept: list[Place] = []
    for start, end in found:
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return kept


def _lines(text: str, start: int, end: int, pages: list[int]) -> Iterator[Place]:
    """Furniture that fills a line: banners, captions that strayed into the body, the headings of later sections.

    ``pages`` is where the word ``PAGE`` stands, sound or misread.
    """
    body: int | None = None
    sipdis: int | None = None  # where it stands first
    first = text.find("\n", start, end)
    first = end if first < 0 else first
    if start < first and _is_banner(text[start:first].strip()):
        yield start, first
    for match in _CANDIDATE.finditer(text, start, end):
        line_end = text.find("\n", match.end(), end)
        line = (match.start(1), end if line_end < 0 else line_end)
        shown = text[slice(*line)].strip()
        if _is_banner(shown) or _WEEKDAY.fullmatch(shown):
            yield line
        elif shown.startswith("SIPDIS") and (caption := _SIPDIS.match(shown)):
            body = _body_begins(text, start, end) if body is None else body
            # the first one may stand below the subject, and is no furniture there
            sipdis = text.find("SIPDIS", start, end) if sipdis is None else sipdis
            of_the_opening = sipdis >= line[0] and not _PARAGRAPH_ONE.search(text, start, sipdis)
            if line[0] > body and not of_the_opening:
                yield line[0], line[0] + caption.end()
    said = capitals(text)
    at = said.find(b"SECTION", start, end)
    later = [match.start() for match in _LATER_SECTION.finditer(said, at, end)] if at >= 0 else []
    firsts = sum(_FIRST_PAGE.match(text, at, end) is not None for at in pages)
    if firsts > len(later) + 1:  # each section has a first page: some of their headings were misread
        later = [match.start() for match in _LATER_SCANNED.finditer(said, start, end)]
    if later:
        lines = text[start:end].split("\n")
        starts = [at + i for i, at in enumerate(accumulate(map(len, lines), initial=start))]
        body = _body_begins(text, start, end) if body is None else body
        above = text[start : starts[bisect_right(starts, later[0]) - 1]]
        heading = _Above(map(str.strip, _without_pages(above).split("\n")))
        for i in dict.fromkeys(bisect_right(starts, at) - 1 for at in later):
            if starts[i] > body and lines[i].strip()[:1] in _BANNER_FIRST:
                yield _repeated_heading(lines, starts, i, heading)


def _body_begins(text: str, start: int, end: int) -> int:
    """Where the opening's labels or the first paragraph begin; captions and headings after it are repeated ones."""
    if start == 0 and _FIRST_BODY.match(text, 0, end):
        return 0
    first = _BODY.search(text, start, end)
    return first.start() if first else end


def _is_banner(shown: str) -> bool:
    return len(shown) <= _LONGEST_BANNER and shown[:1] in _LEVEL_FIRST and _is_level(shown)


@lru_cache(maxsize=1024)  # each page of a telegram has the same, and so have most telegrams of a post
def _is_level(shown: str) -> bool:
    words = " ".join(shown.split())
    if _BANNER.fullmatch(words):
        return True
    if len(words) > _LONGEST_LEVEL or not words.isupper():
        return False
    return bool(vocabulary.meant(" ".join(words.replace(".", " ").split()), _levels()))  # a speck is no full stop


_LEVEL_FIRST = frozenset("TSCULtsculG(5I")
"""With what a level begins, misread or not: most lines need not be tried."""
_LONGEST_LEVEL = 24
_LONGEST_BANNER = 60


@cache
def _levels() -> Mapping[str, tuple[str, ...]]:
    return vocabulary.outlines(("TOP SECRET", "SECRET", "CONFIDENTIAL", "UNCLASSIFIED", "LIMITED OFFICIAL USE"))


class _Above(frozenset[str]):
    """The lines of the first section's heading and opening, as later sections say them again."""

    @cached_property
    def _backwards(self) -> list[str]:
        return sorted(each[::-1] for each in self)

    def any_ends_with(self, rest: str) -> bool:
        # looked up and not tried one by one: a hostile text has as many lines as sections
        sought = rest[::-1]
        at = bisect_left(self._backwards, sought)
        return at < len(self._backwards) and self._backwards[at].startswith(sought)


def _repeated_heading(lines: list[str], starts: list[int], i: int, said: _Above) -> Place:
    """The heading that later sections repeat: back over its lines to the transmission, on over the opening.

    ``said`` are the lines above it. ``EMBASSY FOR ITS HELP`` goes on with a sentence, if it does not stand there too.
    """
    first = _heading_begins(lines, i)
    if behind := _text_behind(lines[i], said):
        return starts[first], starts[i] + behind
    last = i
    j = i + 1
    until = min(len(lines), i + _LONGEST_HEADING)
    while j < until:
        shown = lines[j].strip()
        if shown and (not _is_of_opening(shown) or (shown.startswith(_OURSELVES) and shown not in said)):
            break
        if shown:
            strictly = shown in said
            while j + 1 < until and (on := lines[j + 1].strip()) and not _opens_text(on):
                words = _PAGE.sub("", on).strip()
                strictly |= words != on  # the page's head may stand between the opening and the text
                if words and words not in said and (strictly or len(on) > LONGEST_LINE):
                    break
                j += 1
            last = j
        j += 1
    return starts[first], starts[last] + len(lines[last])


_LONGEST_HEADING = 60
"""Lines of a heading that a later section repeats."""


def _text_behind(line: str, said: _Above) -> int | None:
    """Where in a section's line the sentence goes on that the section cut in two; captions stand there as well."""
    found = _BEHIND_SERIAL.search(line)
    if found is None:
        return None
    rest = found["rest"].strip()
    first = rest.split()[0].strip(",;:()")
    if first in vocabulary.captions() or _is_of_opening(rest) or said.any_ends_with(rest):
        return None
    return found.start("rest")


def _heading_begins(lines: list[str], i: int) -> int:
    """Back from the classification line to FM, over addressees; from there on over lines that only a heading has."""
    first, blanks, from_line = i, 0, False
    for j in range(i - 1, max(-1, i - 80), -1):
        shown = lines[j].strip()
        if not shown:
            blanks += 1
            if blanks > 4:
                break
            continue
        blanks = 0
        if "Declassified/Released" in shown:
            continue
        if shown.startswith("FM ") or ("FM " in shown and _RUN_TOGETHER.match(shown)):
            from_line = True
        elif from_line:
            if _BELOW_FROM.match(shown) or not (_HEADING_LINE.match(shown) or _is_banner(shown)):
                break
        elif _is_banner(shown) or not _may_be_address(shown):
            break
        if from_line:
            first = j
    return first


_OURSELVES = ("EMBASSY FOR ", "MISSION FOR ", "POST FOR ", "CONSULATE FOR ")


def _may_be_address(shown: str) -> bool:
    return shown.isupper() and len(shown) < 60 and shown[-1] not in ".,;:-"


def _is_of_opening(shown: str) -> bool:
    return _OPENING_LINE.match(shown) is not None or is_pass_line(shown)


def is_pass_line(shown: str) -> bool:
    """``DEPT FOR EUR/WE``, ``LA PAZ FOR DEA``; a sentence, ``FELL FOR WANT OF RAIN``, names nobody there."""
    passed = _FOR_OR_PASS.match(shown)
    if passed is None:
        return len(shown) <= _LONGEST_PASS and _FOR_OFFICE.fullmatch(shown) is not None
    whom = passed[1].upper()
    return whom in vocabulary.words("pass line") or whom.replace(" ", "") in vocabulary.post_codes()


def _opens_text(line: str) -> bool:
    shown = line.strip()
    return _is_of_opening(shown) or shown[:1] in "¶(-0123456789" or not shown.isupper()


def _pages(text: str, start: int, end: int, pages: list[int]) -> Iterator[Place]:
    for at in pages:
        if match := _PAGE.match(text, at, end):
            level = _LEVEL_BEFORE.search(text, max(start, at - 60), at)
            yield level.start() if level else at, match.end()


def _without_pages(text: str) -> str:
    kept: list[str] = []
    reached = 0
    for at in occurrences(text.encode("latin-1", "replace"), _PAGE_WORDS, 0, len(text)):
        if at >= reached and (match := _PAGE.match(text, at)):
            kept.append(text[reached:at])
            reached = match.end()
    return "".join((*kept, text[reached:]))


_PAGE_WORDS = (b"PAGE ", b"PA6E ", b"P4GE ", b"PAGF ", b"FAGE ")
"""The word, and what scanners read for it; each is looked for on its own, which is faster than one expression."""


_LOOK = 1000


def _section_counts(text: str, start: int, end: int) -> Iterator[Place]:
    for at in occurrences(capitals(text), _OF, start, end):
        match = _COUNT.match(text, at, end)
        serial = _SERIAL_BEFORE.search(text, max(start, at - 40), at) if match else None
        begins = _post_begins(text, max(start, at - 90), serial.start()) if serial else None
        if match and begins is not None:
            yield begins, match.end()


def _post_begins(text: str, start: int, end: int) -> int | None:
    """Where in ``PRINCE 01407 PORT AU PR`` the post's own name begins: the longest end of it that is a post.

    None where no word stands before ``end``; the last one where no end of them is a post that the tables know.
    """
    starts: list[int] = []
    at = end
    while len(starts) < _LONGEST_NAME and (word := _WORD_BEFORE.search(text, max(start, at - 24), at)):
        at = word.start()
        starts.append(at)
    known = (each for each in reversed(starts) if vocabulary.canonical_post(text[each:end].strip()))
    return next(known, starts[0] if starts else None)


def _stamps(text: str, start: int, end: int) -> Iterator[Place]:
    reached = start
    for at in occurrences(text, ("ystematic",), start, end):
        match = _STAMP.search(text, max(reached, at - 120), min(end, at + 90))
        if match is None:
            continue
        reached = match.end()
        begin = text.rfind("\n", max(start, match.start() - 200), match.start()) + 1 or match.start()
        if len(text[begin : match.start()].split()) > 5:  # `Sheryl P. Walter` before it, not a sentence
            begin = match.start()
        yield begin, match.end()
