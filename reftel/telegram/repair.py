"""Damage that can be seen from the characters alone, and what they are taken to mean.

Each rule gives edits for the clean text and says for each whether it is certain. What is not certain is noted with
the likely word and stays as read; so does what cannot be known.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache

from reftel import vocabulary
from reftel.model import Repair
from reftel.telegram.clean import Edit
from reftel.telegram.shape import KEPT, occurrences

# Typographic quotes and dashes that a relay's code cut to seven bits, as in `the riverQ,s mouth`, `Q&the fairQ8`,
# `Q)on both banks-`.
_MANGLED = {",": "’", "&": "“", "8": "”", ")": "—"}
_MANGLED_MARK = re.compile(r"Q(?:,|&(?=\S)|8|\))")
# the same without the Q, where nothing else can be meant: `Doha,s`, `AKP,s` (`PGRQ,s` has its Q)
_COMMA_S = re.compile(r",(?:(?<=[a-z],)|(?<=[A-Z][A-PR-Z],))(?=s\b)")
_SURE_MANGLED = re.compile(r"Q(?:[,8](?<=[a-z.]Q.)|&[A-Za-z]|\)[a-z]|,s\b)")
_WORD_BEFORE = re.compile(r"[A-Za-z]+$")
# words that end in Q, before a comma of their own
_ENDS_IN_Q = frozenset({"IRAQ", "HQ", "FAQ", "SIQ", "BBQ", "IQ", "TARIQ", "ISHAQ", "FAROUQ", "SADIQ", "RAFIQ"})

_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
_ENTITY = re.compile(
    r"&#(?:\d{2,5}|[xX](?!0*[AaDd];)[\dA-Fa-f]{2,4});|&(?:amp|quot|apos|lt|gt|nbsp|rsquo|lsquo|ldquo|rdquo|mdash|ndash|AMP|QUOT|LT|GT|NBSP);"
)
# what is left of a page's markup: `<br/>`, `</p>`, `<b>`
_TAG = re.compile(r"</?(?:(?P<line>br|p|div|li)|b|i|u|em|strong|span|font|code|pre|tt) ?/?>", re.IGNORECASE)
_TWICE_ENCODED = re.compile(r"[\u00c2-\u00f4][^\x00-\x7f]{1,3}")
_DETACHED_HYPHEN = re.compile(r"(?<=\b[A-Z]\.)(?: +-|- +)(?=[A-Za-z])")
_ZERO_IN_WORD = re.compile(r"(?<=[a-z])0(?=[a-z]|\b)")

_WORD = re.compile(r"[^\W\d_]+")
_SPLIT_WORD = re.compile(r"\b([^\W\d_]{4,}) ([a-z]{1,3})\b")
_WORD_END = re.compile(r"\b[^\W\d_]{4,}$")
_LONGEST_WORD = 40
_FEW = 30
_LOST_END = re.compile(r"Q(?<=[a-z]{4}Q)(?![A-Za-z,&8)])")
_SMALL_BEFORE = re.compile(r"\b[a-z]{4,}$")
_TAIL = re.compile(r" ([a-z]{1,3})\b")
_ACCENTED = {"a": "á", "e": "é", "i": "í", "o": "ó", "u": "ú", "n": "ñ", "c": "ç"}  # fmt: skip
_SHORT_WORDS = vocabulary.words("short")


def repairs(text: str) -> Iterator[Repair]:
    """All repairs of characters in a text, in no particular order. Linear in its length."""
    if "Q" in text and _SURE_MANGLED.search(text):
        yield from _mangled_quotes(text)
        yield from _lost_letters(text)
    if ",s" in text:
        for match in _COMMA_S.finditer(text):
            yield _repair(match, "’", "mangled-quote")
    if "&" in text:
        for match in _ENTITY.finditer(text):
            yield _repair(match, html.unescape(match[0].lower()), "html-entity")
    if "<" in text:
        for match in _TAG.finditer(text):
            yield _repair(match, "\n" if match["line"] else "", "html-tag")
    if not text.isascii() and any(sign in text for sign in "ÂÃâ"):
        yield from _mojibake(text)
    if is_doubled(text):
        for match in _DETACHED_HYPHEN.finditer(text):
            yield _repair(match, "-", "detached-hyphen")
        for match in _ZERO_IN_WORD.finditer(text):
            yield _repair(match, "o", "ocr-letters", certain=False)


def edits(text: str, found: list[Repair]) -> list[Edit]:
    """What the certain repairs change, and the doubled blanks of a scan set single (noted among ``found``)."""
    changes = [Edit(repair.start, repair.end, repair.means) for repair in found if repair.certain]
    if is_doubled(text):
        changes += [Edit(gap.start(), gap.end(), " ") for gap in _GAP.finditer(text)]
        found.append(Repair(0, len(text), "  ", " ", "doubled-blanks"))
    return changes


@lru_cache(maxsize=KEPT)
def is_doubled(text: str) -> bool:
    """True for a scan in which (almost) every gap between words is doubled: ``Mexico's  drug  cartels``."""
    pairs = text.count("  ")
    return pairs > 40 and pairs * 2 > text.count(" ") * 0.8 and _mostly_pairs(text)


def _mostly_pairs(text: str) -> bool:
    gaps = [len(m[0]) for m in re.finditer(r"(?<=\S) +(?=\S)", text[:20_000])]
    return bool(gaps) and sum(n == 2 for n in gaps) > 0.7 * len(gaps)


def _repair(match: re.Match[str], means: str, rule: str, *, certain: bool = True) -> Repair:
    return Repair(match.start(), match.end(), match[0], means, rule, certain)


def _mangled_quotes(text: str) -> Iterator[Repair]:
    words: set[str] | None = None
    for match in _MANGLED_MARK.finditer(text):
        mark = match[0][1]
        before = _WORD_BEFORE.search(text, max(0, match.start() - 40), match.start())
        after = text[match.end() : match.end() + 1]
        if mark == "," and before and before[0].isupper() and after != "s":
            # `DHSQ, interest` is DHS’; `IRAQ, INTEREST` is not
            words = words if words is not None else set(_WORD.findall(text))
            if before[0] + "Q" in _ENDS_IN_Q or before[0] not in words:
                continue
        elif mark in "&)" and before and before[0].isupper() and len(before[0]) > 1 and after == " ":
            continue
        end = match.end()
        if (
            mark == ","
            and text[match.start() - 1 : match.start()] in ("d", "D")
            and text[end : end + 2] in (" A", " a")
        ):
            end += 1  # `Charge dQ, Affaires`
        yield Repair(match.start(), end, text[match.start() : end], _MANGLED[mark], "mangled-quote")


def _mojibake(text: str) -> Iterator[Repair]:
    """UTF-8 that was read as Windows-1252: ``Â¶``, ``â€™``, ``Ã©``; mended where the bytes read as one letter again."""
    for match in _TWICE_ENCODED.finditer(text):
        for length in range(len(match[0]), 1, -1):
            try:
                means = match[0][:length].encode("cp1252").decode("utf-8")
            except UnicodeError:
                continue
            if len(means) == 1:
                yield Repair(match.start(), match.start() + length, match[0][:length], means, "mojibake")
            break


def _lost_letters(text: str) -> Iterator[Repair]:
    """Letters outside ASCII that the same relay dropped: ``Michoac n``, ``communiquQ``."""
    for match in _LOST_END.finditer(text):
        small = _SMALL_BEFORE.search(text, max(0, match.start() - _LONGEST_WORD), match.start())
        if small:
            yield Repair(small.start(), match.end(), small[0] + "Q", small[0] + "é", "lost-letter", certain=False)
    tails = tuple(f" {tail}" for tail in set(_TAIL.findall(text)) if tail.upper() not in _SHORT_WORDS)
    if len(tails) > _FEW:  # looking for each would take longer than looking at every word
        cut = list(_SPLIT_WORD.finditer(text))
    else:
        found = (_split_word(text, at) for at in occurrences(text, tails, 0, len(text)))
        cut = [match for match in found if match]
    wanted = {(match[1], match[2]) for match in cut}
    if not wanted:
        return
    whole: dict[tuple[str, str], str] = {}
    for word in set(_WORD.findall(text)):
        if len(word) >= 6:
            for n in (1, 2, 3):
                if (parted := (word[: -n - 1], word[-n:])) in wanted:
                    whole.setdefault(parted, word)
    for match in cut:
        head, tail = match[1], match[2]
        if known := whole.get((head, tail)):
            lost = known[len(head)]
            yield _repair(match, head + _ACCENTED.get(lost, lost) + tail, "lost-letter", certain=False)


def _split_word(text: str, at: int) -> re.Match[str] | None:
    """The two pieces on both sides of the blank at ``at``: ``Michoac n``."""
    head = _WORD_END.search(text, max(0, at - _LONGEST_WORD), at)
    return _SPLIT_WORD.match(text, head.start()) if head else None
