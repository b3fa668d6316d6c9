"""The labelled lines of the opening, from E.O. to CLASSIFIED BY: where each begins and ends; TAGS and subject.

Labels are found wherever they stand: at the head of a line, or run on after another field when line breaks were lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from operator import itemgetter

from reftel import vocabulary
from reftel.model import Place, Struct, Tag
from reftel.telegram import tags
from reftel.telegram.captions import LEVEL, PASS, is_caption, squeeze
from reftel.telegram.findings import Findings
from reftel.telegram.flow import flow
from reftel.telegram.shape import capitals, occurrences

# All of these are tried on a text in capitals.
_LABEL = re.compile(
    rb"E(?:\.? ?O[.M]?:? *(?=1\d{3,5}\b)|\.O\.)|T(?:AGS?:|A(?:GE?)?S?[:;, ]|AGS[.-]|(?:AGGS|GAS|AGSS|AAGS):)"
    rb"|SUBJ(?:ECT)?(?:\s?[:;]| |[-/] |\.{2,9} ?)"
    rb"|(?:UBJ(?:ECTS?|ET|CET|EC|ETC)?|S[UBJECT]{2,8}S?)\s?[:;]|CLA?S{1,3}I?FI?ED[ -]{1,3}BY\b:?"
    rb"|REF(?:ERENCE|TEL)?(?:\(S\)|S)?(?: {0,3}[:;.]| {4,12}:| (?=[\dA-Z(])|- (?=[\dA-Z(])|(?= ?[A(]{1,2}\)))|RE ?:"
)
_NAME_OF = {"E": "eo", "T": "tags", "S": "subject", "U": "subject", "C": "by", "R": "ref"}
# With the line end in front the engine goes from line to line without looking at what stands between.
_HEAD = re.compile(rb"\n[ \t]*(?=E[.O ]|TA|TGAS|UBJ|SU[BJ]|SBUJ|CLAS|RE(?:F| ?:)|(?:[A-Z] ){4})")
_FIRST_SIGN = re.compile(rb"[^ \t]")
_SPACED_LEVEL = re.compile(rb"(?:[A-Z] ){4,}[A-Z](?![A-Z])")
# what a label may be in the middle of a line, where no line end vouches for it: `… IN RIO Ref(s): A) 08 RIO DE JAN 138`
_INSIDE = re.compile(
    rb"E\.? ?O[.M]?:? *(?=1)|TAGS?:|SUBJ(?:ECT)?:|CLA?S{1,3}I?FI?ED[ -]{1,3}BY"
    rb"|REF(?:ERENCE|TEL)?(?:\(S\)|S)?(?::|(?= ?[A(]{1,2}\)))"
)
_INSIDE_BEGINS = (b"TAG", b"SUBJ", b"CLAS", b"REF", b"EO", b"E.O", b"E O", b"E. O")
"""Each is looked for on its own, which is faster than one expression for all."""


# `RE: ORDER 5104` is a reference line below one of these; elsewhere it may begin anything
_ABOVE_RE = ("eo", "tags", "subject")
_NEAR = 300


class Label(Struct, frozen=True, gc=False):
    name: str
    start: int
    end: int


def labels(text: str, start: int, end: int) -> Iterator[Label]:
    """Labels in ``text[start:end]``: at the head of a line, or, where nothing else can be meant, inside one.

    ``level`` is no label of a field: a level spaced out, where a later section repeats the classification line.
    """
    said = capitals(text)
    reached = start
    last: Label | None = None
    for at, line in _label_places(said, start, end):
        if at < reached:
            continue
        if match := _LABEL.match(said, at, end):
            reached = match.end()
            if (
                text[reached - 1] == " "
                and text[at].isupper()
                and text[at + 1].islower()
                and text[reached : reached + 1].islower()
            ):
                continue  # `Reference your 182` begins a sentence
            if said.startswith((b"RE:", b"RE :"), at) and not (
                last and last.name in _ABOVE_RE and at - last.end <= _NEAR
            ):
                continue
            before = text[max(start, at - 12) : at].rstrip(" \t")
            if not before or before[-1] == "\n" or (_INSIDE.match(said, at, end) and _parted(text, at)):
                last = Label(_NAME_OF[chr(said[at])], at, reached)
                yield last
        elif line is not None and (spaced := _SPACED_LEVEL.match(said, at, end)):
            reached = spaced.end()
            if LEVEL.match(squeeze(spaced[0].decode("latin-1"))[0]):  # and not `C O R R E C T E D  C O P Y`
                yield Label("level", line, reached)


def _label_places(said: bytes, start: int, end: int) -> list[tuple[int, int | None]]:
    """Where a label may stand, in order, and where the line begins at whose head it would stand."""
    heads: dict[int, int | None] = {match.end(): match.start() + 1 for match in _HEAD.finditer(said, start, end)}
    begins_line = not start or said.startswith(b"\n", start - 1)
    first = _FIRST_SIGN.search(said, start, end)
    heads.setdefault(first.start() if first else end, start if begins_line else None)
    for at in occurrences(said, _INSIDE_BEGINS, start, end):
        heads.setdefault(at, None)
    return sorted(heads.items(), key=itemgetter(0))


def _parted(text: str, at: int) -> bool:
    """True when a word begins here: after what is no letter, or run on with its capital: ``SipdisE.o. 12958``."""
    before = text[at - 1 : at]
    if before == "(":
        return False  # `(SUBJ: IIR 6 832)`
    return not before.isalnum() or (before.islower() and text[at].isupper()) or before.isdigit()


# `1. (U) SUBJECT: …`, `2. REF: …`: labelled lines counted as the paragraphs are
_NUMBERED = re.compile(
    rb"[ \t]*(?:\xb6 ?)?\d{1,2}[ \t]?[.)][ \t]*(?:\((?P<mark>[A-Z/]{1,6})\)[ \t]*)?"
    rb"(?P<label>SUBJ(?:ECT)?|REF(?:ERENCE|TEL)?S?(?:\(S\))?|TAGS?) ?:"
)
_NEXT_NUMBER = re.compile(rb"\n[ \t]*(?:\xb6 ?)?\d{1,2}[ \t]?[.)][ \t(]")


def numbered(text: str, first: int) -> Iterator[Field]:
    """The labelled fields that stand in the first paragraphs of the body, the first of which begins at ``first``."""
    said = capitals(text)
    while match := _NUMBERED.match(said, first):
        following = _NEXT_NUMBER.search(said, match.end())
        until = following.start() if following else len(text)
        name = _NAME_OF[chr(match["label"][0])]
        mark = match.span("mark") if match["mark"] and vocabulary.level_of_mark(match["mark"].decode()) else None
        yield Field(name, match.start("label"), match.end(), _EXTENT[name](text, match.end(), until), mark)
        if not following:
            return
        first = until + 1


class Field(Struct, frozen=True, gc=False):
    """A labelled field of the opening: ``label`` to ``start`` is its label, ``start`` to ``end`` its value."""

    name: str
    label: int
    start: int
    end: int
    mark: Place | None = None
    """Where its portion mark stands, if it stands before the label."""


def fields(text: str, standing: Iterable[Label], end: int) -> list[Field]:
    """The labelled fields of some labels, in order; each ends where the next begins, the last before ``end``."""
    marks: list[Label] = []
    for mark in standing:
        if mark.name == "eo" and marks and marks[-1].name == "by":
            continue  # `BASED ON E.O.12958 REASONS 1.4 (b)`
        if mark.name == "subject" and marks and marks[-1].name == "subject" and text[mark.end - 1] not in ":;":
            continue  # the subject's second line begins with the word
        marks.append(mark)
    found: list[Field] = []
    for i, mark in enumerate(marks):
        until = marks[i + 1].start if i + 1 < len(marks) else end
        found.append(Field(mark.name, mark.start, mark.end, _EXTENT[mark.name](text, mark.end, until)))
    return found


def _to_line_end(text: str, start: int, until: int) -> int:
    newline = text.find("\n", start, until)
    return until if newline < 0 else newline


# `DECL: 12/31/` and in the next line `2034`; `DECL: 12/31/20` and `34`; `DECL:` and the whole date; or DECL itself
_DATE_CUT = re.compile(
    r"(?:(?<=\d[/-])[ \t]*\n[ \t]*\d[\d/-]{1,9}|(?<=\d[/-]20)[ \t]*\n[ \t]*\d\d"
    r"|(?<=DECL:)[ \t]*\n[ \t]*\d{1,2}[/-]\d{1,2}[/-]\d{2,4}"
    r"|[ \t]*\n[ \t]*(?i:DECL(?:AS(?:SIFY)?)?(?: ON)?[:;. ])[^\n]{2,60})[ \t]*(?=\n|\Z)"
)


def _order_end(text: str, start: int, until: int) -> int:
    """To the end of the line, or of the next where it cuts a date."""
    end = _to_line_end(text, start, until)
    cut = _DATE_CUT.match(text, len(text[start:end].rstrip()) + start, until)
    return cut.end() if cut else end


_BLANK = re.compile(r"\n[ \t]*\n")
_RULE = re.compile(r"\n[ \t]*[-=_](?:[ \t]*[-=_]){4,}[ \t]*(?=\n|$)")
_FIRST_TEXT = re.compile(r"\S")
_STOPS_SUBJECT = re.compile(
    r"\n[ \t]*(?:SENSITIVE BUT|THIS (?:CABLE|MESSAGE|TELEGRAM) (?:IS|WAS|HAS|CONTAINS)\b|¶?1 ?[.)]"
    r"|ACTION REQUEST(?:ED)?[ :,;.-]{1,4}(?:PLEASE )?(?:SEE )?PARA"
    r"|\((?:U|C|S|SBU|LOU)\) )|(?<=\S) +Sensitive but |(?<!\()\bREF(?:S|TEL)?: |\bDERIVED FROM:"
    r"|\n[ \t]*(?:(?:BEGIN |EXECUTIVE )?SUMMARY[ \t]*(?:[:.]|\n[ \t]*[-=]{4})"
    r"|(?:INTRODUCTION|BACKGROUND|OVERVIEW|COMMENT|KEY POINTS)[ \t]*\n[ \t]*[-=]{4})",
    re.IGNORECASE,
)


def _paragraph_end(text: str, start: int, until: int) -> int:
    """To the first empty line after something was said."""
    first = _FIRST_TEXT.search(text, start, until)
    if not first:
        return until
    blank = _BLANK.search(text, first.start(), until)
    return blank.start() if blank else until


# under a subject, after an empty line, in capitals, with another label behind it: `ENVIRONMENT - MAKING PROGRESS`
_SUBJECT_GOES_ON = re.compile(r"\n(?:[ \t]*\n){1,2}[ \t]*([^\sa-z(¶\d][^a-z\n]{3,160}(?:\n[^a-z\n]{3,160})?)\s*$")
_LABEL_BELOW = re.compile(r"(?:REF|CLASS|E\.?O|TAG)", re.IGNORECASE)
_NO_SUBJECT = re.compile(
    r"\b(?:INTERNET|SENSITIVE|UNCLASSIFIED|CONFIDENTIAL|NOFORN|MESSAGE|CABLE|ACTION REQUEST|EYES ONLY|PASS)\b"
    r"|\A(?:FOR|FROM|DEPT|DEPARTMENT|STATE|TREASURY|REF|PLEASE|NOTE|THIS)\b"
)
_LONGEST_REST = 400


def _subject_rest(text: str, end: int, until: int) -> int:
    """The end of a subject that a blank line has cut in two, or ``end`` where none was."""
    if until - end > _LONGEST_REST or not _LABEL_BELOW.match(text, until) or text[:end].rstrip()[-1:] in '.!?)"':
        return end
    rest = _SUBJECT_GOES_ON.match(text[end:until])
    if rest is None or _NO_SUBJECT.search(rest[1]) or PASS.search(rest[1]) or is_caption(rest[1].strip()):
        return end
    above = text[text.rfind("\n", 0, end) + 1 : end]
    return end + rest.end(1) if above.upper() == above else end


def _subject_end(text: str, start: int, until: int) -> int:
    end = _paragraph_end(text, start, until)
    until = _subject_rest(text, end, until) if end < until else end
    first = _FIRST_TEXT.search(text, start, until)
    newline = text.find("\n", first.start() if first else start, until)
    while newline >= 0:  # a caption under the subject is none of it
        line_end = text.find("\n", newline + 1, until)
        line_end = until if line_end < 0 else line_end
        if is_caption(text[newline + 1 : line_end].strip()):
            until = newline
            break
        newline = line_end if line_end < until else -1
    for pattern in (_STOPS_SUBJECT, _RULE):
        if first and (stop := pattern.search(text, first.start(), until)):
            until = stop.start()
    return until


_PARAGRAPH_ONE = re.compile(r"\s*¶?1[.)]")
_LIST_GOES_ON = re.compile(
    r"\s*(?:¶|-\s*)?(?:\([A-Z\d]\)|[A-Z][.)]|[A-Z] ?[-:]|REF [A-Z]\b|(?:\d\d )?[A-Z][A-Za-z' ]{1,40} \d{2,7}\b"
    r"|\d{2,7}\b(?!\.))"
)


# an item names a number or what it is; `A. THE SETTING` is a heading of the body
_SAYS_WHAT = re.compile(r"\d|MAIL|TELCON|TELEPHONE|REPORT|MEMO|LETTER|CABLE|MEETING", re.IGNORECASE)


# a line of the body that follows at once: it has no number, and a sentence ends in it
_PROSE = re.compile(r"\n[ \t]*(?![A-Z][.)] )(?:[A-Za-z',-]+ ){4,}[A-Za-z',-]{3,}\. +[A-Za-z][A-Za-z',. -]*(?=\n|$)")


def _list_end(text: str, start: int, until: int) -> int:
    """A reference list goes on over empty lines as long as items follow."""
    end = _paragraph_end(text, start, until)
    while end < until:
        rest = text[end : end + 120]
        following = _LIST_GOES_ON.match(rest)
        if not following or _PARAGRAPH_ONE.match(rest) or not _SAYS_WHAT.search(rest.strip().split("\n")[0]):
            break
        end = _paragraph_end(text, end, until)
    prose = _PROSE.search(text, start, end)
    return prose.start() if prose else end


_MORE_TAGS = 100
"""Characters of a line."""


def _tags_end(text: str, start: int, until: int) -> int:
    """To the first empty line, or to the archive's sign of lost characters, below which goes on what is left."""
    end = _paragraph_end(text, start, until)
    if end < until and until - end < _MORE_TAGS and tags.all_known(text[end:until]):
        return until  # an empty line has cut the list
    lost = tags.lost(text, start, end) if text.find("***", start, end) >= 0 else None
    return end if lost is None else lost


_REASON_FOLLOWS = re.compile(r"\s*(?:FOR )?REASONS?\b|\s*CLASSIFIED BY\b", re.IGNORECASE)


def _authority_end(text: str, start: int, until: int) -> int:
    end = _paragraph_end(text, start, until)
    if end < until and _REASON_FOLLOWS.match(text, end):
        end = _paragraph_end(text, end, until)
    return end


_EXTENT = {
    "level": _to_line_end,
    "eo": _order_end,
    "tags": _tags_end,
    "subject": _subject_end,
    "ref": _list_end,
    "by": _authority_end,
}


# the mark of the line that came next, `(U) Classified by …`, whose line break was lost
_MARK = re.compile(r"[(\[] ?([A-Z]{1,4}(?:[/ -][A-Z,/ ]{1,30}?)?|UNCLASSIFIED|CONFIDENTIAL|SECRET) ?[)\]] *")
_NEXT_MARK = re.compile(r" ?\((?:U|SBU|C|S)\)$")


_DASHES_FIRST = re.compile(r"\A(?:-{1,3} )+")


def read_subject(text: str, field: Field, findings: Findings) -> None:
    """The subject, flowed, its portion mark taken off."""
    value = flow(text[field.start : field.end]).replace("\n", " ").strip(" \\/")
    value = _DASHES_FIRST.sub("", value)
    value = " ".join(value.split())
    if value[-1:] == ")":
        value = _NEXT_MARK.sub("", value).rstrip(" -")
    start, end = _trimmed(text, field.start, field.end)
    mark = _MARK.match(value)
    if mark and vocabulary.level_of_mark(mark[1]):
        findings.found("subject_mark", mark[1], start, start + mark.end(), "portion mark")
        value = value[mark.end() :]
        start += mark.end()
    if value:
        findings.found("subject", value, start, max(start, end), "subject line")


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    value = text[start:end]
    return start + len(value) - len(value.lstrip()), end - (len(value) - len(value.rstrip()))


def read_tags(text: str, field: Field, findings: Findings) -> None:
    """TAGS with kinds and meanings, each with its place."""
    codes = tags.read(text, field.start, field.end)
    if not codes:
        return
    found: tuple[Tag, ...] = tuple(vocabulary.tag(code) for code in codes)
    start, end = _trimmed(text, field.start, field.end)
    findings.found("tags", found, start, end, "TAGS line")
    for i, place in enumerate(codes.values()):
        findings.place(f"tags.{i}", *place)
