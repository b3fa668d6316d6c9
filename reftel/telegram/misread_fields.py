"""Letters misread in the opening: captions, pass lines, and the labelled lines from E.O. to CLASSIFIED BY."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from reftel import vocabulary
from reftel.telegram.declassification import ORDERS

Change = tuple[int, int, str]

# labels spaced out as levels are: `S U B J E C T: …`, `T A G S - …`, `R E F A. …`
_SPACED = re.compile(r"[TSR](?: {1,2}[A-Z](?![A-Za-z])){2,9}")
_SPACED_LABELS = frozenset({"TAGS", "SUBJ", "SUBJECT", "REF", "REFS", "REFTEL", "REFTELS", "REFERENCE", "REFERENCES"})
_SIGN = re.compile(r" {0,3}[:;.-]?")
# labels run on into their value: `TAGSPREL, PGOV`, `SUBJMEETING WITH …`, `REFBRASILIA 1234`
_GLUED = re.compile(
    r"TAGS?(?P<code>[A-Z]{2,4})(?=[ ,;]|$)|SUBJ(?!ECT|UG|UN|[A-Z]{0,5} ?[:;])(?=[A-Z]{2})"
    r"|SUBJECT(?!I|ED|S?\b)(?=[A-Z]{2})"
    r"|REFS?(?P<post>[A-Z][A-Z ]{2,20}) \d{2,6}(?!\w)"
)
_GLUED_END = re.compile(r"TAGS?|SUBJECT|SUBJ|REF")

_SOUND = re.compile(r"(?:E\.O\. 1[0-3]\d{3}:|SUBJECT: |CLASSIFIED BY|Classified By|REASON)")
_FIELD = re.compile(r"(?:E\.O\.|TAGS:|SUBJECT:|REF)")
# the labels by their first word, with the sign behind it
_LABEL = re.compile(r"(?P<word>[A-Za-z0-9(]{3,9})(?P<sign> ?[:;.,])(?= |$)")
_LABELS = ("TAGS", "SUBJECT", "REF", "REFS")
_BY = re.compile(r"(?P<word>[A-Za-z0-9(]{10}) {1,2}(?P<by>[Bb8h][YyVv]) ?[:;.,]?(?= )")
_ORDER = re.compile(r"[EFPR]\s?[.,;:]? ?[OQ0DC][.,;:]? ?(?P<number>[\dOQDoIl|!iTZASGBg]{5})(?P<sign> ?[:;.,]?)(?= |$)")
_SOUND_ORDER = re.compile(r"[Ee]\.? ?[Oo][.M]?:? ?(?:" + "|".join(ORDERS) + r")(?!\d)")
_DECL = re.compile(r"(?P<word>[DO0][EFPR][C(GeO][LI1lT])(?P<sign> ?[:;.,])(?= )")
_DATE = re.compile(
    r"(?P<month>[\dOQDoIlTZASGBg]{2})(?P<one>[/lI1|])(?P<day>[\dOQDoIlTZASGBg]{2})(?P<two>[/lI1|])"
    r"(?P<year>[\dOQDoIlTZASGBg]{4}|[\dOQDoIlTZASGBg]{2})(?![\w/])"
)
_SOUND_DATE = re.compile(r"\d\d/\d\d/\d\d(?:\d\d)?")
# who classified it, by E.O. 12065: `(TANSY0BY, A.)`, `(HERONAMBY. Y. W.)`
_ORIGINATOR = re.compile(r"\((?P<surname>[A-Z0-9'-]{3,})(?P<comma> ?[.,;:]) +(?P<given>[A-Z][A-Z. ]*)\)")
_SCHEDULE = re.compile(r"[A-Z0-9]{3,4}(?![\w/])")
_SCHEDULES = ("OADR", "GDS", "XGDS", "DECL")
_NONE = re.compile(r"[NHM][/lI1|][A4](?= |$)")
_CODE = re.compile(r"[A-Za-z0-9]{2,6}(?![\w.'/-])")
# `4356B. 4255` has lost the blank before a label
_SERIAL = re.compile(r" (?!\d{6}Z)([\dOQDIl|!TZSGB]{2,7})(?![\w/-]|(?<=[A-Z])\. )")
_POST = re.compile(r"[A-Z0-9][A-Z0-9.']{2,}(?: [A-Z0-9][A-Z0-9.']*){0,3}$")
_PASS = re.compile(r"(?P<post>[A-Z0-9]{4,10}) (?P<what>FOR|F0R|PASS|PA5S|PAS5|FOK|P4SS)(?= )")
_REASON = re.compile(r"(?P<word>[A-OQ-Za-oq-z][A-Za-z0-9]{5,6})(?= ?[:;.,]? ?\Z| ?[:;.,]? 1\.)")
# E.O. 12958 had no 1.5(h) as long as it had a 1.5: `1.5 (h), (d)`
_NAME_SCANNED = re.compile(r"[A-Z][a-z]+[015][a-z]+")
_SMALL_OF = str.maketrans("015", "ols")
_NO_SUCH_REASON = re.compile(r"\b1\.5[ (a-d,/]*\((?P<letter>h)\)")
_WORD = re.compile(r"[A-Za-z0-9(]{5,}")
_ENDS = re.compile(r"(?:¶|[1Il][IlQ1]?)[ .,]{0,2}\. {0,2}|¶(?! ?[A-Z][.)] )|[12]\. |1\.\(")


def begins_field(shown: str) -> bool:
    """True for a labelled line: the heading is over."""
    return shown[0] in "ETSRFP" and bool(_FIELD.match(shown) or _ORDER.match(shown) or _label_apart(shown))


def ends_opening(shown: str) -> bool:
    """True for the head of the first paragraph."""
    return shown[0] in "¶1Il2" and bool(_ENDS.match(shown))


@lru_cache(maxsize=4096)  # captions, pass lines and TAGS are the same every day
def mends(shown: str) -> tuple[Change, ...]:
    """What is to be mended in a line of the opening: from, to, and what it means."""
    return tuple(_mends(shown))


def _mends(shown: str) -> Iterator[Change]:
    if _SOUND.match(shown) and not shown.startswith("E"):
        if shown[0] == "C":
            yield from _authority(shown, len("Classified By"))
        elif shown[0] == "R":
            yield from _reason(shown, 0)
        return
    if shown[0] in "EFPR" and (order := _ORDER.match(shown)):
        yield from _order(shown, order)
        return
    if change := _label_apart(shown):
        yield change
        return
    if label := _LABEL.match(shown):
        name = label["word"]
        known = name if name.upper() in _LABELS else vocabulary.meant(name.upper(), vocabulary.outlines(_LABELS))
        if known:
            if known != name or label["sign"] != ":":
                yield 0, label.end(), known + ":"
            if known.upper() == "TAGS":
                yield from _codes(shown, label.end())
            elif known.upper() in ("REF", "REFS"):
                yield from _posts(shown, label.end())
            return
    if (by := _BY.match(shown)) and (by["word"].upper() == "CLASSIFIED" or _meant_classified(by["word"])):
        if by["word"].upper() != "CLASSIFIED" or by["by"].upper() != "BY":
            yield 0, by.end(), "Classified By:"
        yield from _authority(shown, by.end())
        return
    if " 1." in shown:  # goes on with who classified it, or says why
        yield from _reason(shown, 0)
    if " " not in shown:
        if shown.upper() not in vocabulary.captions() and (
            caption := vocabulary.meant(shown.strip(".,").upper(), vocabulary.outlined("caption"))
        ):
            yield 0, len(shown), caption
    elif match := _PASS.match(shown):
        post = match["post"]
        known = vocabulary.meant(post, vocabulary.outlines(("DEPT", "STATE", "DEPARTMENT")))
        if known and known != post:
            yield 0, len(post), known
        what = vocabulary.meant(match["what"], vocabulary.outlines(("FOR", "PASS")))
        if what and what != match["what"]:
            yield *match.span("what"), what
    elif shown[-1].isalnum() and shown.isupper():  # goes on with a list of references
        yield from _posts(shown, 0)


def _label_apart(shown: str) -> Change | None:
    """A label whose letters stand apart, or that is run on into its value, as it should be."""
    if shown[0] not in "TSR":
        return None
    return _spaced_label(shown) if shown[1:2] == " " else _glued_label(shown)


def _spaced_label(shown: str) -> Change | None:
    """``S U B J E C T :`` is SUBJECT:; the last letter may be the first of the value, as in ``R E F A. BERN 12``."""
    if not (spaced := _SPACED.match(shown)):
        return None
    letters = spaced[0].split()
    for word in (letters, letters[:-1]):
        if "".join(word) in _SPACED_LABELS:
            end = spaced.end() if word is letters else spaced[0].rindex(" ")
            return 0, _SIGN.match(shown, end).end(), "".join(word) + ":"  # type: ignore[union-attr]  # matches anything
    return None


def _glued_label(shown: str) -> Change | None:
    """The label that lacks its sign and its blank before what can be nothing else than its value."""
    if not (glued := _GLUED.match(shown)):
        return None
    if (code := glued["code"]) and vocabulary.tag(code).kind == "unknown" and code not in vocabulary.tag_aliases():
        return None
    if glued["post"] and not vocabulary.canonical_post(glued["post"]):
        return None
    end = _GLUED_END.match(shown).end()  # type: ignore[union-attr]  # all that is glued begins so
    return 0, end, shown[:end] + ": "


def _meant_classified(word: str) -> bool:
    return any(
        vocabulary.meant(each, vocabulary.outlines((known,)))
        for each, known in ((word.upper(), "CLASSIFIED"), (word, "Classified"))
    )


def _authority(shown: str, start: int) -> Iterator[Change]:
    """A line that says who classified it: the words of titles, and the reason."""
    reached = start
    for change in _reason(shown, start):
        yield change
        break
    else:
        change = (len(shown), len(shown), "")
    for word in _WORD.finditer(shown, reached, change[0]):
        if known := _meant_title(word[0]):
            yield *word.span(), known
        elif _NAME_SCANNED.fullmatch(word[0]):
            yield *word.span(), word[0].translate(_SMALL_OF)


def _meant_title(word: str) -> str | None:
    if word.isupper() and word not in vocabulary.words("title"):
        return vocabulary.meant(word, _titles())
    if word.upper() not in vocabulary.words("title"):
        known = vocabulary.meant(word, _titles_small())
        return known if known and word[0].isupper() else None
    return None


@cache
def _titles() -> Mapping[str, tuple[str, ...]]:
    return vocabulary.outlines(tuple(word for word in vocabulary.words("title") if len(word) > 4))


@cache
def _titles_small() -> Mapping[str, tuple[str, ...]]:
    return vocabulary.outlines(tuple(word.capitalize() for word in vocabulary.words("title") if len(word) > 4))


def _reason(shown: str, start: int) -> Iterator[Change]:
    """``reascn``, ``Rea5on5``, ``RFASON`` before its number; and a letter that no reason has."""
    reason = _REASON.search(shown, start)
    if reason and _meant_reason(reason["word"]):
        yield *reason.span("word"), "REASON" if reason["word"].isupper() else "Reason"
    if wrong := _NO_SUCH_REASON.search(shown, start):
        yield *wrong.span("letter"), "b"


def _meant_reason(word: str) -> bool:
    """True where no more than two letters of the word ``reason`` or ``reasons`` were misread."""
    bare = word.casefold()
    known = "reasons"[: len(bare)]
    return 0 < sum(a != b for a, b in zip(bare, known, strict=True)) <= _MISREAD_OF_REASON


_MISREAD_OF_REASON = 2


def _order(shown: str, order: re.Match[str]) -> Iterator[Change]:
    """``F.O. 1Z958; DECI: 05l1S/2026``: the label, the number, DECL, the date or schedule."""
    if not _SOUND_ORDER.match(shown):
        number = vocabulary.digits(order["number"])
        near = [each for each in ORDERS if number and sum(a != b for a, b in zip(each, number, strict=True)) <= 1]
        if len(near) != 1:
            return
        yield 0, order.end(), f"E.O. {near[0]}:"
    at = order.end() + 1
    decl = _DECL.match(shown, at)
    if decl:
        if decl[0] != "DECL:":
            yield *decl.span(), "DECL:"
        at = decl.end() + 1
    if date := _DATE.search(shown, at):
        if not _SOUND_DATE.fullmatch(date[0]):
            month, day, year = (vocabulary.digits(date[part]) for part in ("month", "day", "year"))
            yield *date.span(), f"{month}/{day}/{year}"
    elif _NONE.match(shown, at) and shown[at : at + 3] != "N/A":
        yield at, at + 3, "N/A"
    else:
        word = _SCHEDULE.match(shown, at)
        known = vocabulary.meant(word[0], vocabulary.outlines(_SCHEDULES)) if word else None
        if word and known and known != word[0]:
            yield *word.span(), known
    if originator := _ORIGINATOR.search(shown, at):
        if originator["comma"] != ",":
            yield *originator.span("comma"), ","
        surname = originator["surname"]
        if (mended := surname.translate(_LETTER_OF)) != surname and not surname.isdigit():
            yield *originator.span("surname"), mended


_LETTER_OF = str.maketrans("0158462", "OISBAGZ")
"""What figures in a name in capitals are taken for."""


def _codes(shown: str, start: int) -> Iterator[Change]:
    """TAGS that no table knows, where one known TAG is one misreading away."""
    for match in _CODE.finditer(shown, start):
        code = match[0].upper()
        if code in vocabulary.tag_aliases() or vocabulary.tag(code).kind != "unknown" or vocabulary.split_tags(code):
            continue
        start, end = match.span()
        if len(code) == 2 and (_known_code(shown[start - 3 : end]) or _known_code(shown[start : end + 3])):
            continue  # `PR EL`: a blank strayed in, and both are sound
        known = vocabulary.meant(code, vocabulary.outlined("tag")) or (_short_code(code) if len(code) == 2 else None)
        if known:
            yield *match.span(), known


def _known_code(halves: str) -> bool:
    """True for two letters, a blank and two letters that are one TAG together."""
    one, _, other = halves.partition(" ")
    return len(one) == len(other) == 2 and halves.isupper() and vocabulary.tag(one + other).kind == "subject"


@lru_cache(maxsize=1024)
def _short_code(code: str) -> str | None:
    """The one country that two letters can be, one of them misread: ``E6`` → EG, ``NX`` → MX."""
    among = vocabulary.outlined("tag").get(vocabulary.outline(code), ())
    near = [each for each in among if vocabulary.misread(code, each) == 1]
    return near[0] if len(near) == 1 else None


def _posts(shown: str, start: int) -> Iterator[Change]:
    """``BARCEIONA 453O``, ``SEOOL 91``: posts and serials of references."""
    for match in _SERIAL.finditer(shown, start):
        serial = match[1]
        if not any(map(str.isdigit, serial)) or not (post := _POST.search(shown, start, match.start())):
            continue
        start = match.end()
        words = post[0].split()
        year = words[0] if len(words) > 1 and len(words[0]) == 2 and vocabulary.digits(words[0]) else None
        name = " ".join(words[1:] if year else words)
        at = post.end() - len(name)
        if name.replace(" ", "").replace(".", "").isalpha() and vocabulary.canonical_post(name):
            known: str | None = name
        else:
            known = vocabulary.meant(name.replace(" ", ""), vocabulary.outlined("post"))
            if known:
                yield at, at + len(name), known
        if known and not serial.isdigit() and (number := vocabulary.digits(serial)):
            yield *match.span(1), number
        if known and year and not year.isdigit() and (number := vocabulary.digits(year)):
            yield post.start(), post.start() + 2, number
