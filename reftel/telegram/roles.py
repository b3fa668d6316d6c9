"""What paragraphs are for: summary, comment, action request, and the texts of summary and comment."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

import msgspec

from reftel import vocabulary
from reftel.model import Paragraph
from reftel.telegram.findings import Findings
from reftel.telegram.shape import occurrences

# also `SUMARY`, `SUMMMARY`, `SUMAMRY`
_SUMMARY_WORD = r"SU?M[UMAREY]{1,6}Y\b"
_SUMMARY = re.compile(
    rf"(?:BEGIN |EXECUTIVE |(?:INTRODUCTION|COMMENT|ACTION REQUEST|OVERVIEW) (?:AND|&) )?{_SUMMARY_WORD}"
    r"(?:(?:(?:,? (?:AND|&) | ?/ ?| OF )[A-Z ]{4,30}?)?(?:\s*\([A-Z/]{1,6}\))?)?"
    r"(?:\s*[:.;]|[ \t]*--?|\s*(?:\n|$))(?:\s*-{4,}(?=\s)|\s*--?(?=[A-Z]))?\s*(?:\([A-Z/]{1,6}\)\s+)?",
    re.IGNORECASE,
)
_COMMENT = re.compile(
    r"(?:BEGIN |(?:EMBASSY|POST|MISSION|ANALYST|CONGEN|AMBASSADOR'?S?) )?COMMENT(?:S|ARY)?\b"
    r"(?:,? (?:AND|&) [A-Z ]{4,30}?)?\s*(?:[:.;]|--?|\n|$)\s*",
    re.IGNORECASE,
)
_ACTION = re.compile(r"(?:THIS IS AN )?ACTION (?:REQUEST(?:ED)?|REQUIRED)\b", re.IGNORECASE)
_END = {
    "summary": re.compile(
        rf"\bEND\s*(?:OF\s+)?(?:(?:INTRODUCTION AND|COMMENT AND|EXECUTIVE) )?(?:{_SUMMARY_WORD}|SUM(?:MAR)?\b)",
        re.IGNORECASE,
    ),
    "comment": re.compile(r"\bEND\s+(?:OF\s+)?(?:[A-Z]{4,10} (?:AND )?)?COMMENT\b", re.IGNORECASE),
}
# below another word, `COUNTRY TEAM MESSAGE` / `BEGIN SUMMARY`, or behind a sentence: `QUILL CLEARED THIS. SUMMARY: …`
_BEGIN = {
    name: re.compile(rf"(?:\bBEGIN {or_behind}){name.upper()}\s*(?:[:.;]|--?|\n|$)\s*", re.IGNORECASE)
    for name, or_behind in (("summary", "|(?<=[.!)] )"), ("comment", ""))
}
_BEGINS_NEAR = 80
_END_WORDS = ("END", "End", "end")
Role = Literal["summary", "comment", "action", "text"]


def settle(paragraphs: list[Paragraph], findings: Findings) -> None:
    """Give summary, comment and action their roles, and set the cable's summary and comment from them."""
    roles: list[Role] = ["text"] * len(paragraphs)
    texts_of = [_led(each.text) if each.text[:1] in _LEAD_FIRST else each.text for each in paragraphs]
    texts_of = [_MARK_AGAIN.sub("", each, count=1) if each[:1] == "(" else each for each in texts_of]
    kinds: tuple[tuple[Role, re.Pattern[str]], ...] = (("summary", _SUMMARY), ("comment", _COMMENT))
    for name, begins in kinds:
        spans = _stretch(paragraphs, texts_of, name, begins)
        texts: list[str] = []
        for first, last in spans[-1:] if name == "comment" else spans[:1]:
            for i in range(first, last + 1):
                again = i > first and texts_of[i][:1] in _LEAD_FIRST
                text = _CONTINUED.sub("", texts_of[i], count=1) if again else texts_of[i]
                texts.append(_bare(text, begins if i == first else None, name))
        for first, last in spans:
            for i in range(first, last + 1):
                if roles[i] == "text":
                    roles[i] = name
        value = "\n".join(text for text in texts if text)
        if not value and name == "summary" and (place := _overview(paragraphs, texts_of)) is not None:
            roles[place] = name
            value = _without_overview(texts_of[place])
        if value:
            findings.fields[name] = value
            findings.rules[name] = "paragraphs"
    for i, paragraph in enumerate(paragraphs):
        if roles[i] == "text" and (_asks(paragraph.text) or (paragraph.heading and _asks(paragraph.heading))):
            roles[i] = "action"
    findings.fields["paragraphs"] = tuple(
        paragraph if role == "text" else msgspec.structs.replace(paragraph, role=role)
        for paragraph, role in zip(paragraphs, roles, strict=True)
    )


# what stands in the summary's place where there is none; an introduction may be anything, unless its end is said
_OVERVIEW = re.compile(
    r"(?:EXECUTIVE |INTRODUCTION AND )?(?:OVERVIEW|SYNOPSIS|KEY POINTS|BOTTOM LINE(?: UP FRONT)?|BLUF)"
    r"\s*(?:\([A-Z/]{1,6}\)\s*)?(?:[:.;]|--?|\n|$)\s*",
    re.IGNORECASE,
)
_INTRODUCTION = re.compile(r"INTRODUCTION\s*(?:[:.;]|--?|\n|$)\s*", re.IGNORECASE)
_END_OVERVIEW = re.compile(
    r"[\s(-]*\bEND\s+(?:OF\s+)?(?:OVERVIEW|KEY POINTS|INTRODUCTION|SYNOPSIS)\b[\s.)]*\Z", re.IGNORECASE
)
_OVERVIEW_FIRST = frozenset("EIOSKBeioskb")
_OVERVIEW_PLACES = 2
"""It is the first paragraph, or the second below one that marks the entire text."""
_LONGEST_END = 40


def _overview(paragraphs: list[Paragraph], texts: list[str]) -> int | None:
    """Which paragraph of a cable without a SUMMARY is one under another name; None where none plainly is."""
    for i, each in enumerate(paragraphs[:_OVERVIEW_PLACES]):
        heading = each.heading or ""
        if texts[i][:1] not in _OVERVIEW_FIRST and heading[:1] not in _OVERVIEW_FIRST:
            continue
        if _OVERVIEW.match(texts[i]) or _OVERVIEW.fullmatch(heading):
            return i
        if _INTRODUCTION.match(texts[i]) and _END_OVERVIEW.search(texts[i], max(0, len(texts[i]) - _LONGEST_END)):
            return i
    return None


def _without_overview(text: str) -> str:
    lead = _OVERVIEW.match(text) or _INTRODUCTION.match(text)
    end = _END_OVERVIEW.search(text, max(0, len(text) - _LONGEST_END))
    return text[lead.end() if lead else 0 : end.start() if end else len(text)].strip()


_MARK_AGAIN = re.compile(r"\A(?:\((?:U|C|S|TS|SBU|LOU)(?:/[A-Z]{2,6})?\)\s+)+")


def _asks(text: str) -> bool:
    if text[:1] not in "ATat4":
        return False
    return _ACTION.match(text) is not None or (
        (misread := _ACTION_MISREAD.match(text)) is not None and _request_meant(misread["verb"])
    )


# `ACTION REQUFSTED:`, `4ction reqnested:`
_ACTION_MISREAD = re.compile(r"[A4a][CGOceo(][TI1tilf][I1lijJ][O0Qo][NHMnhum] (?P<verb>[A-Za-z0-9(]{7,9}) ?[:;.,]")


@lru_cache(maxsize=256)
def _request_meant(verb: str) -> bool:
    return any(
        vocabulary.meant(each, vocabulary.outlines(_REQUESTS)) is not None
        for each in (verb, verb[:1].upper() + verb[1:])
    )


_REQUESTS = ("REQUEST", "REQUESTED", "REQUIRED", "Request", "Requested", "Required", "request", "requested", "required")


_LEAD_FIRST = frozenset("SsCc5(G")
"""With what SUMMARY and COMMENT begin, misread or not."""
_FIRST_LETTERS = {"summary": frozenset("SBEIACOsbeiaco5"), "comment": frozenset("CBEPMAcbepma(G")}
"""With what their patterns begin: most paragraphs need not be tried."""
_FIRST_WORD = re.compile(r"[A-Za-z0-9(]{6,9}(?=[\s.,:;])")
_END_MISREAD = re.compile(r"[EF](?<!\w.)[NHMnhmu][DOdo] ?(?P<word>[A-Za-z0-9(]{6,9})\b[^\n]{0,20}$")
_LEADS = ("SUMMARY", "Summary", "COMMENT", "Comment")


@lru_cache(maxsize=4096)
def _lead_meant(word: str) -> str | None:
    """``SUMMARV``, ``5ummary``, ``Cornment``: the one of the two words that it can be."""
    return vocabulary.meant(word, vocabulary.outlines(_LEADS))


def _led(text: str) -> str:
    """The text with its first word as it must have been written, if it is SUMMARY or COMMENT misread."""
    match = _FIRST_WORD.match(text)
    known = _lead_meant(match[0]) if match else None
    if match is None or known is None:
        return text
    stop = text[match.end() : match.end() + 1]
    # a comma may be a full stop misread, where the word is misread too or its end is said
    if stop == "," and (known != match[0] or _says_end(text, known.casefold()) is not None):
        stop = "."
    # its end is said, and a sentence begins behind it: it stood in a line of its own
    elif stop in (" ", "\n") and _SENTENCE.match(text, match.end() + 1) and not _begins(known, text):
        stop = ". " if _says_end(text, known.casefold()) is not None else stop
    return known + stop + text[match.end() + 1 :]


_SENTENCE = re.compile(r"[ -]*(?!AND |& |OF |/|[Cc][Oo][Nn][Tt])[A-Z]")
# `SUMMARY CONTINUED: BELLS RANG.`, `Comment (cont'd): …`
_CONTINUED = re.compile(r"\A(?:SUMMARY|COMMENT)[,.]? ?\(?CONT(?:INUE[SD]|'?D)?\.?\)?(?:[ :.-]+|\s)", re.IGNORECASE)


def _begins(lead: str, text: str) -> bool:
    return (_SUMMARY if lead.upper() == "SUMMARY" else _COMMENT).match(text) is not None


def _stretch(
    paragraphs: list[Paragraph], leads: list[str], name: str, begins: re.Pattern[str]
) -> list[tuple[int, int]]:
    """The runs of paragraphs from ``SUMMARY`` to ``END SUMMARY`` (or the one that begins so, where no end is said)."""
    runs: list[tuple[int, int]] = []
    first_letters = _FIRST_LETTERS[name]
    i = 0
    while i < len(paragraphs):
        each = paragraphs[i]
        heading = each.heading
        if (leads[i][:1] in first_letters and begins.match(leads[i])) or (heading and begins.match(heading)):
            soon = range(i, min(i + 12, len(paragraphs)))
            last = next((j for j in soon if _says_end(paragraphs[j].text, name) is not None), i)
            again = next((j for j in range(i + 1, last + 1) if begins.match(paragraphs[j].text)), None)
            last = last if again is None else i
            runs.append((i, last))
            i = last
        elif name == "summary" and not runs and i < 4 and _says_end(each.text, name) is not None:
            runs.append((0, i))
        i += 1
    return runs


def _bare(text: str, begins: re.Pattern[str] | None, name: str) -> str:
    if begins and (lead := begins.match(text)):
        text = text[lead.end() :]
    elif begins and (inside := _BEGIN[name].search(text, 0, _BEGINS_NEAR)):
        text = text[inside.end() :]
    if (stop := _says_end(text, name)) is not None:
        text = text[:stop].rstrip(_DASHES)
    return text.strip()


_DASHES = "-/*" + "".join(filter(str.isspace, map(chr, range(0x3001))))  # and white space, of which U+3000 is the last


def _says_end(value: str, name: str) -> int | None:
    """Where a flowed text says END SUMMARY or END COMMENT, with a parenthesis before it; None if nowhere."""
    for at in occurrences(value, _END_WORDS, 0, len(value)):
        if value[at + 3 : at + 4] in (" ", "\n") and _END[name].match(value, at):
            return at - (value[at - 1 : at] == "(")
    misread = _END_MISREAD.search(value, max(0, len(value) - 40)) if len(value) > 12 else None
    if misread and (_lead_meant(misread["word"]) or "").casefold() == name:
        return misread.start()
    return None
