"""The body: numbered paragraphs with their portion marks, headings and roles."""

from __future__ import annotations

import re

from reftel import vocabulary
from reftel.model import Paragraph
from reftel.telegram import divisions, headings, misnumbered, parts, roles
from reftel.telegram.findings import Findings
from reftel.telegram.flow import flow
from reftel.telegram.starts import Start, starts

_LETTERS = re.compile(r"[A-Za-z]{2}")
_ENTIRE = re.compile(
    r"\(?(?:(TOP SECRET|SECRET|CONFIDENTIAL|TS|S|C|LOU|LIMITED OFFICIAL USE|SBU|U|UNCLASSIFIED)[ -]{1,4}ENTIRE TEXT"
    r"|ENTIRE TEXT[ :-]{1,4}(?:IS )?(TOP SECRET|SECRET|CONFIDENTIAL|LIMITED OFFICIAL USE|LOU|SBU|UNCLASSIFIED)\b)",
    re.IGNORECASE,
)
_LONGEST_ENTIRE = 40  # characters: `(LIMITED OFFICIAL USE - ENTIRE TEXT`
_REDACTED = re.compile(
    r"x{4,}|X{5,}|█{2,}|\[(?:text|name|names|material|sentence|paragraph)[^\]\n]{0,40}"
    r"(?:removed|redacted|deleted|omitted|excised)[^\]\n]{0,40}\]",
    re.IGNORECASE,
)


def read(
    text: str, start: int, end: int, findings: Findings, level: str | None, found: list[Start] | None = None
) -> list[int]:
    """Read all paragraphs of ``text[start:end]``; gives where each block begins (with its heading).

    ``level`` is what an unmarked paragraph takes; ``found`` is what ``starts`` gave, where that was asked before.
    """
    found = starts(text, start, end) if found is None else found
    if not found or text[start : found[0].at].strip():
        lead = _lead(text, start, found[0].at if found else end)
        if lead is not None:
            found.insert(0, lead)
    paragraphs: list[Paragraph] = []
    blocks: list[int] = []
    some_redacted = _may_be_redacted(text[start:end])
    heads = [headings.above(text, each.at, found[i - 1].text if i else start) for i, each in enumerate(found)]
    for i, each in enumerate(found):
        until = heads[i + 1][0] if i + 1 < len(found) else end
        value = flow(text[each.text : until])
        if "¶" in value:
            value = _without_strays(text, each.text, until, value, findings)
        mark, said = _mark(each, value)
        inside = parts.read(value) if "\n" in value else ()
        level_of = vocabulary.level_of_mark(mark) if mark else None
        if said and level_of:
            level = level_of
        paragraphs.append(
            Paragraph(
                text=value,
                number=each.number,
                mark=mark,
                level=parts.highest(level_of or level, inside) if inside else level_of or level,
                parts=inside,
                heading=heads[i][1],
                redacted=some_redacted and is_redacted(value),
            )
        )
        blocks.append(heads[i][0])
        findings.place(f"paragraphs.{i}", each.at, until)
        if heads[i][1] is not None:
            findings.place(
                f"paragraphs.{i}.heading", heads[i][0], heads[i][0] + len(text[heads[i][0] : each.at].rstrip())
            )
        if each.scanned:
            _note_misread(text, each, findings)
    if paragraphs:
        findings.rules["paragraphs"] = "numbers and marks"
    roles.settle(paragraphs, findings)
    return blocks


# the archive's page set the sign before any number at the head of a line: `in` / `¶1993. In September`
_STRAY = re.compile(r"(?<=[a-z,A-Z] )¶(?=\d{1,4}[.)])")
_STRAY_READ = re.compile(r"(?<=[a-z,A-Z]\n)¶(?=\d{1,4}[.)])")


def _without_strays(text: str, start: int, end: int, value: str, findings: Findings) -> str:
    for match in _STRAY_READ.finditer(text, start, end):
        findings.repaired(match.start(), match.end(), "", "stray-paragraph-sign")
    return _STRAY.sub("", value)


def _note_misread(text: str, each: Start, findings: Findings) -> None:
    """Note what the number and the mark of a paragraph were read as, where that is not what they mean."""
    shown = text[each.at : each.text]
    head = shown.split("(")[0].rstrip()
    if head.strip() not in (f"{each.number}.", f"¶{each.number}."):
        at = each.at + len(head) - len(head.lstrip())
        rule = "wrapped-paragraph-number" if "\n" in head.strip() else "ocr-paragraph-number"
        findings.repaired(at, each.at + len(head), f"¶{each.number}.", rule)
    rest = shown[len(head) :].strip()
    if each.mark and rest and rest != f"({each.mark})":
        at = each.at + shown.index(rest, len(head))
        findings.repaired(at, at + len(rest), f"({each.mark})", "ocr-portion-mark")


def unmarked_level(findings: Findings) -> str | None:
    """What a paragraph without a mark takes: UNCLAS with the caption SENSITIVE is sensitive but unclassified."""
    said = findings.fields.get("classification")
    level: str | None = said.level if said else None
    captions = findings.fields.get("captions", ())
    if level == "UNCLASSIFIED" and any(each in captions for each in ("SENSITIVE", "FOR OFFICIAL USE ONLY", "FOUO")):
        return "SENSITIVE BUT UNCLASSIFIED"
    return level


def _may_be_redacted(text: str) -> bool:
    """False for a body whose paragraphs need not be asked: most of them. A line's end may part what is crossed out."""
    return "xx" in text or "XX" in text or "[" in text or "█" in text


def is_redacted(value: str) -> bool:
    """True where a text shows that words were taken out of it: ``xxxx``, ``[name removed]``."""
    rare = "xxxx" in value or "XXXXX" in value or "[" in value or "█" in value
    return rare and bool(_REDACTED.search(value))


def _lead(text: str, start: int, end: int) -> Start | None:
    """Text before the first number, or a body without numbers, is a paragraph of its own."""
    head, _ = headings.above(text, end, start) if end < len(text) else (end, None)
    value = text[start:head]
    if not _LETTERS.search(value):
        return None
    at = divisions.below_ruled(
        text, text.rfind("\n", start, start + len(value) - len(value.lstrip())) + 1 or start, head
    )
    at += len(text[at:head]) - len(text[at:head].lstrip())
    return Start(at, at, None, None, False)


def _mark(each: Start, value: str) -> tuple[str | None, bool]:
    if each.mark:
        if each.mark.isalpha():
            return each.mark, False
        mark = " ".join(each.mark.split())
        return (misnumbered.mark_meant(mark) or mark) if "/N" in mark else mark, False
    if "ENTIRE TEXT" in value[:_LONGEST_ENTIRE].upper() and (match := _ENTIRE.match(value)):
        word = (match[1] or match[2]).upper()
        short = {
            "CONFIDENTIAL": "C",
            "SECRET": "S",
            "TOP SECRET": "TS",
            "UNCLASSIFIED": "U",
            "LIMITED OFFICIAL USE": "LOU",
        }
        return short.get(word, word), True
    return None, False
