"""Letters misread in the opening: captions, pass lines, and the labelled lines from E.O. to CLASSIFIED BY."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from reftel import vocabulary
from reftel.telegram.declassification import ORDERS

Change = tuple[int, int, str]

_SOUND = re.compile(r"(?:E\.O\. 1[0-3]\d{3}:|SUBJECT: |CLASSIFIED BY|Classified By|REASON)")
_FIELD = re.compile(r"(?:E\.O\.|TAGS:|SUBJECT:|REF)")
# the labels by their first word, with the sign behind it
_LABEL = re.compile(r"(?P<word>[A-Za-z0-9(]{3,9})(?P<sign> ?[:;.,])(?= |$)")
_LABELS = ("TAGS", "SUBJECT", "REF", "REFS")
_BY = re.compile(r"(?P<word>[A-Za-z0-9(]{10}) (?P<by>[Bb8][YyVv]) ?[:;.,]?(?= )")
_ORDER = re.compile(r"[EFPR]\s?[.,;:]? ?[OQ0DC][.,;:]? ?(?P<number>[\dOQDoIl|!iTZASGBg]{5})(?P<sign> ?[:;.,]?)(?= |$)")
_SOUND_ORDER = re.compile(r"[Ee]\.? ?[Oo][.M]?:? ?(?:" + "|".join(ORDERS) + r")(?!\d)")
_DECL = re.compile(r"(?P<word>[DO0][EFPR][C(GeO][LI1lT])(?P<sign> ?[:;.,])(?= )")
_DATE = re.compile(
    r"(?P<month>[\dOQDoIlTZASGBg]{2})(?P<one>[/lI1|])(?P<day>[\dOQDoIlTZASGBg]{2})(?P<two>[/lI1|])"
    r"(?P<year>[\dOQDoIlTZASGBg]{4})(?![\w/])"
)
_SOUND_DATE = re.compile(r"\d\d/\d\d/\d{4}")
_SCHEDULES = ("OADR", "GDS", "XGDS", "DECL")
_NONE = re.compile(r"[NHM][/lI1|][A4](?= |$)")
_CODE = re.compile(r"[A-Za-z0-9]{2,6}(?![\w.'/-])")
# `4356B. 4255` has lost the blank before a label
_SERIAL = re.compile(r" ([\dOQDIl|!TZSGB]{2,7})(?![\w/-]|(?<=[A-Z])\. )")
_POST = re.compile(r"[A-Z0-9][A-Z0-9.']{2,}(?: [A-Z0-9][A-Z0-9.']*){0,3}$")
_PASS = re.compile(r"(?P<post>[A-Z0-9]{4,10}) (?P<what>FOR|F0R|PASS|PA5S|PAS5|FOK|P4SS)(?= )")
_REASON = re.compile(r"(?P<word>[RrK][A-Za-z0-9]{5,6})(?= ?[:;.,]? 1\.)")
_ENDS = re.compile(r"(?:¶|[1Il][IlQ1]?)[ .,]{0,2}\. {0,2}|¶|[12]\. |1\.\(")


def begins_field(shown: str) -> bool:
    """True for a labelled line: the heading is over."""
    return shown[0] in "ETSRFP" and bool(_FIELD.match(shown) or _ORDER.match(shown))


def ends_opening(shown: str) -> bool:
    """True for the head of the first paragraph."""
    return shown[0] in "¶1Il2" and bool(_ENDS.match(shown))


@lru_cache(maxsize=4096)  # captions, pass lines and TAGS are the same every day
def mends(shown: str) -> tuple[Change, ...]:
    """What is to be mended in a line of the opening: from, to, and what it means."""
    return tuple(_mends(shown))


def _mends(shown: str) -> Iterator[Change]:
    if " 1." in shown and (reason := _REASON.search(shown)) and _meant_reason(reason["word"]):
        yield *reason.span("word"), "REASON" if reason["word"].isupper() else "Reason"
    if _SOUND.match(shown) and not shown.startswith("E"):
        return
    if shown[0] in "EFPR" and (order := _ORDER.match(shown)):
        yield from _order(shown, order)
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
    if (by := _BY.match(shown)) and by["word"].upper() != "CLASSIFIED":
        if vocabulary.meant(by["word"].upper(), vocabulary.outlines(("CLASSIFIED",))) or vocabulary.meant(
            by["word"], vocabulary.outlines(("Classified",))
        ):
            yield 0, by.end(), "Classified By:"
        return
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


def _meant_reason(word: str) -> bool:
    """True for ``reascn``, ``Rea5on5``, ``RFASON``."""
    bare = word.casefold()
    return bare not in ("reason", "reasons") and any(
        vocabulary.meant(each, vocabulary.outlines(("reason", "reasons", "REASON", "REASONS", "Reason", "Reasons")))
        for each in (word, bare)
    )


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
        word = re.compile(r"[A-Z0-9]{3,4}(?![\w/])").match(shown, at)
        known = vocabulary.meant(word[0], vocabulary.outlines(_SCHEDULES)) if word else None
        if word and known and known != word[0]:
            yield *word.span(), known


def _codes(shown: str, start: int) -> Iterator[Change]:
    """TAGS that no table knows, where one known TAG is one misreading away."""
    for match in _CODE.finditer(shown, start):
        code = match[0].upper()
        if code in vocabulary.tag_aliases() or vocabulary.tag(code).kind != "unknown" or vocabulary.split_tags(code):
            continue
        known = vocabulary.meant(code, vocabulary.outlined("tag"))
        if known:
            yield *match.span(), known


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
