"""The lines of the opening without a label: classification line, captions, pass lines."""

from __future__ import annotations

import re
from functools import lru_cache

from reftel import vocabulary
from reftel.model import Classification, Place, Struct
from reftel.telegram.findings import Findings
from reftel.telegram.heading import Line


class ClassificationLine(Struct, frozen=True, gc=False):
    """What a line like ``C O N F I D E N T I A L SECTION 01 OF 04 MEXICO 002134`` says."""

    level: str
    caveats: tuple[str, ...]
    sections: int | None
    year: str | None
    post: str | None
    serial: str | None
    spaced: bool


_SPACED = re.compile(r"\b[A-Za-z]{1,2}(?: [A-Za-z]){2,}(?![A-Za-z])")
LEVEL = re.compile(
    r"(TOP ?SECRET|SECRET|CONFIDENTIAL|UNCLASSIFIED|UNCLASS?|LIMITED ?OFFICIAL ?USE|LIMITED ?OFF ?USE"
    r"|SENSITIVE BUT UNCLASSIFIED|FOR ?OFFICIAL ?USE ?ONLY|LOU\b|SBU\b)",
    re.IGNORECASE,
)
LEVEL_FIRST = frozenset("TSCULFtsculf")
# the first letters of one, spaced out or not: most lines that begin otherwise cost no more than this
_LEVEL_BEGINS = re.compile(r"[TSCULF](?: ?[EIO] ?[CMNPRU]| ?BU| ?N ?C)", re.IGNORECASE)
_CAVEAT = re.compile(
    r"\W*(NOFORN|SENSITIVE|FOR OFFICIAL USE ONLY|FOUO|EXDIS|NODIS|LIMDIS|STADIS|E F T O)\b", re.IGNORECASE
)
_SECTION = re.compile(
    r"\W*(?:FINAL )?SECTION *(\d{1,2}) *O[FN] *(\d{1,2})\b|\W*SECTION ([A-Z]{3,5}) OF ([A-Z]{3,5})\b"
    r"|\W*FINAL SECTION OF(?: +(\d{1,2})\b)?",
    re.IGNORECASE,
)
"""``SECTION 1 ON 2`` for OF is a slip that came more than once."""
_WRITTEN = {word: n for n, word in enumerate(("TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE"), 2)}
_SERIAL = re.compile(
    r"[ .)]*(?!C?A-\d)(?:(\d\d) +)?([A-Za-z][A-Za-zÀ-ÖØ-öø-ÿ .'/-]{1,30}?) *#? *0*(\d{1,7})(?!\d)(?=\s|$|[/.])"
)
PASS = re.compile(r"\b(?:FOR|PASS|ALSO|PLEASE PASS)\b")


def squeeze(line: str) -> tuple[str, bool]:
    """Letters spaced out set together; True when there were any: ``S E C R E T NOFORN`` → ``SECRET NOFORN``."""
    squeezed = _SPACED.sub(lambda match: match[0].replace(" ", ""), line)
    return squeezed, squeezed != line


@lru_cache(maxsize=256)
def classification_line(line: str) -> ClassificationLine | None:
    """Read a line as a classification line; None when it is none.

    A level alone, not spaced out, is a banner or a word and no classification line: there must be a serial, a section
    count or spaced letters.
    """
    if len(line) > 200 or not _LEVEL_BEGINS.match(line):
        return None
    text, spaced = squeeze(line)
    match = LEVEL.match(text)
    if not match:
        return None
    level = "".join(match[1].upper().split())
    rest = text[match.end() :]
    caveats: list[str] = []
    while caveat := _CAVEAT.match(rest):
        caveats.append(caveat[1].upper())
        rest = rest[caveat.end() :]
    sections = None
    if section := _SECTION.match(rest):
        count = section[2] or section[5]
        sections = int(count) if count else _WRITTEN.get((section[4] or "").upper())
        rest = rest[section.end() :]
        while caveat := _CAVEAT.match(rest):
            caveats.append(caveat[1].upper())
            rest = rest[caveat.end() :]
    serial = _SERIAL.match(rest)
    if not serial and not spaced and sections is None:
        return None
    if serial and not spaced and not vocabulary.canonical_post(serial[2]) and len(serial[3]) < 3:
        return None
    return ClassificationLine(
        vocabulary.level(level) or level,
        tuple(caveats),
        sections,
        serial[1] if serial else None,
        serial[2] if serial else None,
        serial[3] if serial else None,
        spaced,
    )


def level_of_banner(line: str) -> str | None:
    """``LIMITED OFFICIAL USE`` of a line that says a level and nothing else."""
    match = LEVEL.fullmatch(squeeze(" ".join(line.split()))[0])
    if not match:
        return None
    return vocabulary.level(match[1])


def read_classification(line: Line, parsed: ClassificationLine, findings: Findings) -> None:
    """Set level, sections and captions from the classification line."""
    caveats = tuple(word for word in parsed.caveats if word == "NOFORN")
    findings.found("classification", Classification(parsed.level, caveats), line.start, line.end, "classification line")
    if parsed.sections is not None:
        findings.found("sections", parsed.sections, line.start, line.end, "classification line")
    if parsed.caveats:
        findings.found("captions", parsed.caveats, line.start, line.end, "classification line")


def read_captions(lines: list[Line], findings: Findings) -> list[Line]:
    """Captions and pass lines among lines without a label; those that are neither come back."""
    captions: list[str] = list(findings.fields.get("captions", ()))
    places: dict[str, list[Place]] = {}
    passes: list[str] = []
    rest: list[Line] = []
    passed = False  # the line before was a pass line
    for line in lines:
        said = _captions_of(line.text)
        if passed and not said and (line.text.startswith("AND ") or passes[-1].endswith((",", ";", " AND"))):
            passes[-1] = f"{passes[-1]} {' '.join(line.text.split())}"  # `DEPT FOR WHA` / `AND MEX DIRECTOR LEE.`
            places["pass_lines"].extend(findings.clean.places(line.start, line.end))
            continue
        passed = False
        if said:
            captions += [caption for caption in said if caption not in captions]
            places.setdefault("captions", []).extend(findings.clean.places(line.start, line.end))
        elif line.text[-1] != "." and PASS.search(line.text.upper()):
            passes.append(" ".join(line.text.split()))
            places.setdefault("pass_lines", []).extend(findings.clean.places(line.start, line.end))
            passed = True
        elif line.text:
            rest.append(line)
    for name, found in places.items():
        findings.spans[name] = (*findings.spans.get(name, ()), *found)
    if captions:
        findings.fields["captions"] = tuple(captions)
        findings.rules.setdefault("captions", "caption lines")
    if passes:
        findings.fields["pass_lines"] = tuple(passes)
        findings.rules["pass_lines"] = "for or pass"  # noqa: S105
    level = findings.fields.get("classification")
    if level and "NOFORN" in captions and "NOFORN" not in level.caveats:
        findings.fields["classification"] = Classification(level.level, (*level.caveats, "NOFORN"))
    return rest


def _captions_of(line: str) -> tuple[str, ...]:
    """The captions of a line that holds nothing else: ``NOFORN SIPDIS``, ``C O R R E C T E D  C O P Y``."""
    return _captions(line) if len(line) <= _LONGEST_CAPTIONS else ()


@lru_cache(maxsize=2048)  # most telegrams of a post carry the same ones
def _captions(line: str) -> tuple[str, ...]:
    known = vocabulary.captions()
    text = " ".join(squeeze(line)[0].upper().split()).strip(" .-*()")
    text = text.replace("CORRECTEDCOPY", "CORRECTED COPY")
    if text in known:
        return (text,)
    if text.startswith(("CORRECTED COPY", "CORRECTED C O P Y")):
        return ("CORRECTED COPY",)
    words = text.translate(_PARTED).split()
    return tuple(words) if words and known.keys() >= set(words) else ()


_LONGEST_CAPTIONS = 80
_PARTED = str.maketrans(",;/", "   ")


def is_caption(line: str) -> bool:
    """True for a line that holds captions and nothing else."""
    return bool(_captions_of(line))
