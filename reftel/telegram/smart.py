"""SMART telegrams (the Department's messaging system since 2009), as they are printed and released inside e-mails.

The heading is a list of labels, ``MRN: 12 KYIV 2100``, ``Date/DTG:``, ``From:``, ``Action:``, to ``Subject:``, with the
value beside or below the label; after the body come ``Signature:``, ``Drafted By:`` and the rest of the routing. The
e-mails around it are notices, the stamps of the release are page furniture (5 FAH-1, 5 FAH-2; the stamps are those of
the Department's releases under the Freedom of Information Act). Values are read in ``smart_fields``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import msgspec

from reftel import vocabulary
from reftel.model import BlockKind, Cable, Classification, Place, Repair
from reftel.telegram import body, captions, citations, joints, smart_fields, starts, tiling, unnumbered, unreached
from reftel.telegram.clean import Clean, Edit
from reftel.telegram.cover import Cover
from reftel.telegram.findings import Findings
from reftel.telegram.opening import Field
from reftel.vocabulary.spelling import one_slip

_MRN = re.compile(r"^[ \t•]{0,12}MRN[ \t]?[:;]", re.MULTILINE)
# the labels of which three must follow; `DatelDTG`, `Date!DTG` are what scans make of the stroke
_WITNESSES = tuple(
    re.compile(rf"^[ \t•]{{0,12}}{label}[ \t]?[:;]", re.MULTILINE)
    for label in (r"Date.{0,2}DTG", "From", "Action", r"E\.?O\.?", "TAGS", "Captions", "Subject")
)
_WINDOW = 3000
"""Characters from ``MRN:`` to the last label of the heading, page breaks and a dozen action posts among them."""
_MOST_HEADS = 20
"""``MRN:`` lines that are tried before a text counts as none of this layout."""

# `UNCLASSIFIED U.S. Department of State Case No. F-2000-00001 Doc No. C00000001 Date: 01/31/2000`
_STAMP = re.compile(r"^[^\n]{0,80}?U\.? ?S\.? Department of State Case No\.[^\n]*", re.MULTILINE)
# the paragraphs of the Act in the margin, `B6`, `1.4(D)`, where something was taken out
_MARGIN = re.compile(r"^[ \t]{20,}(?:(?:B\d|1\.4\([A-Z]\))[ ,]{0,2}){1,6}[ \t]*$", re.MULTILINE)
# links that the message system puts under each reference, damaged or not
_LINK = re.compile(r"^[ \t]{0,80}<http[^<>\n]{0,300}mrn%3[^<>\n]{0,200}>[ \t]*$", re.MULTILINE)
# `(513U)`, `(5BU)`: a portion mark whose letters the scan took for digits
_MARK = re.compile(r"^[ \t]{0,12}\d{1,3}[.,][ \t]{0,4}\((?P<mark>[A-Z0-9]{2,5})\)", re.MULTILINE)
_MISREAD = (("13", "B"), ("8", "B"), ("5", "S"), ("0", "O"), ("1", "I"))

_BEFORE = {"actionoffice": "Action Office", "infooffice": "Info Office"}
_HEADING = {
    "mrn": "MRN",
    "datedtg": "Date/DTG",
    "from": "From",
    "action": "Action",
    "info": "Info",
    "eo": "E.O.",
    "tags": "TAGS",
    "captions": "Captions",
    "reference": "Reference",
    "references": "Reference",
    "passline": "Pass Line",
    "subject": "Subject",
    "classifiedby": "Classified By",
    "reason": "Reason",
    "reasons": "Reason",
    "declassifyon": "Declassify On",
    "derivedfrom": "Derived From",
}
_CLOSING = {
    "signature": "Signature",
    "draftedby": "Drafted By",
    "clearedby": "Cleared By",
    "approvedby": "Approved By",
    "releasedby": "Released By",
    "info": "Info",
    "xmt": "XMT",
    "attachments": "Attachments",
    "actionpost": "Action Post",
    "disseminationrule": "Dissemination Rule",
}
_SHORTEST_MENDED = 6
"""Letters of a label that is known with one slip in it: ``Capt1ons``; shorter ones are too near to other words."""
_LABEL = re.compile(r"[ \t•]{0,12}([A-Za-z][A-Za-z0-9./!| ]{1,20}?)[ \t]?[:;](?=[ \t\n]|$)")
_CLOSING_LABEL = re.compile(r"^[ \t•]{0,12}([A-Z][A-Za-z0-9 ]{2,18}?)[ \t]?[:;](?=[ \t\n]|$)", re.MULTILINE)
_HEADING_END = ("E.O.", "TAGS", "Captions", "Reference", "Pass Line", "Subject", "Classified By")
_MAIL = re.compile(r"[ \t•]{0,12}(?:From|Sent|To|Cc|Subject|Date)[ \t]?:", re.IGNORECASE)
_LOOK_BACK = 4000
"""Characters above ``MRN:`` in which the banner may stand, with the offices and the seal between."""


class _Run(NamedTuple):
    """Labels that follow each other, and where the last value ends."""

    fields: list[Field]
    end: int


def read(text: str, *, year: int | None = None, reference_id: str | None = None) -> Cable | None:
    """The first SMART telegram of a text with all that stands around it; None for a text without one.

    ``year`` and ``reference_id`` are as in ``parse``: they count only where the telegram's own number can't be read.
    """
    if "MRN" not in text or not _MRN.search(text):
        return None
    cut = sorted({match.span() for pattern in (_STAMP, _MARGIN, _LINK) for match in pattern.finditer(text)})
    marks = list(_misread_marks(text))
    repairs = [Edit(each.start, each.end, each.means) for each in marks]
    clean = Clean(text, [*joints.edits(text, cut), *repairs])
    at = _head(clean.text)
    if at is None:
        return None
    findings = Findings(clean)
    findings.repairs += marks
    return _Telegram(clean.text, at, findings).read(cut, year, reference_id)


def _head(text: str) -> int | None:
    """Where the ``MRN:`` line of the first telegram begins: the one that three other labels of a heading follow."""
    for i, match in enumerate(_MRN.finditer(text)):
        if i == _MOST_HEADS:
            return None
        end = match.end() + _WINDOW
        if sum(witness.search(text, match.end(), end) is not None for witness in _WITNESSES) >= 3:
            return match.start()
    return None


def _misread_marks(text: str) -> Iterator[Repair]:
    for match in _MARK.finditer(text):
        read = match["mark"]
        if read.isalpha() or read.isdigit():
            continue
        means = read
        for digits, letter in _MISREAD:
            means = means.replace(digits, letter)
        if means.isalpha() and vocabulary.level_of_mark(means):
            yield Repair(*match.span("mark"), read, means, "ocr-portion-mark")


def _named(label: str, names: Mapping[str, str]) -> str | None:
    """The label that is meant: ``DatelDTG`` → ``Date/DTG``; None when it is none of them."""
    word = "".join(char for char in label.lower().replace("0", "o").replace("1", "i") if char.isalpha())
    if word in names:
        return names[word]
    if len(word) < _SHORTEST_MENDED:
        return None
    near = {names[known] for known in names if len(known) >= _SHORTEST_MENDED and one_slip(word, known)}
    return near.pop() if len(near) == 1 else None


def _lines(text: str, start: int, end: int) -> Iterator[Place]:
    while start < end:
        newline = text.find("\n", start, end)
        stop = end if newline < 0 else newline
        yield start, stop
        start = stop + 1


def _banner(line: str) -> tuple[str, tuple[str, ...]] | None:
    """Level and caveats of a line that says nothing else: ``UNCLASSIFIED``, ``SBU``, ``CONFIDENTIAL//NOFORN``."""
    if not line or len(line) > 60:
        return None
    words, _, caveats = line.partition("//")
    level = captions.level_of_banner(words.removesuffix(" NOFORN"))
    marks = [mark.strip().upper() for mark in caveats.split("//") if mark.strip()]
    if words.endswith(" NOFORN"):
        marks.insert(0, "NOFORN")
    return (level, tuple(marks)) if level else None


class _Telegram:
    """One telegram of the clean text: heading from ``MRN:``, body, closing, each read in its turn."""

    def __init__(self, text: str, at: int, findings: Findings) -> None:
        self.text = text
        self.findings = findings
        self.mrn = at
        self.start = at
        self.first = starts.first_paragraph(text, at)
        following = _MRN.search(text, at + 4 + len(text[at:]) - len(text[at:].lstrip()))
        self.until = following.start() if following else len(text)
        self.seen: set[str] = set()

    def read(self, cut: list[Place], year: int | None, reference_id: str | None) -> Cable:
        text, findings = self.text, self.findings
        self._read_banner()
        heading = self._run(self.mrn, self.until, _HEADING)
        before = self._run(self.start, self.mrn, _BEFORE, lead=True)
        where = self._closing(heading.end)
        closing = self._run(where, self.until, _CLOSING)
        self.end = self._after(closing.end)
        smart_fields.read(text, [*before.fields, *heading.fields], closing.fields, findings, year, reference_id)
        smart_fields.read_review(text, self.start, self.mrn, findings)
        blocks = self._read_body(heading.end, where)
        smart_fields.read_release(findings.clean.read, cut, findings)
        self._read_withheld(cut)
        boundaries = self._boundaries(heading.fields, heading.end, blocks, where)
        read = findings.clean.read
        tiles = tiling.tile(read, findings.clean, boundaries, Cover(0, len(read)), cut)
        return findings.cable(text=read, blocks=tiles)

    def _read_banner(self) -> None:
        """The level above the heading, in one line or several; the telegram begins with it."""
        levels: list[tuple[str, tuple[str, ...]]] = []
        end = self.mrn
        for start, stop in reversed(list(_lines(self.text, max(0, self.mrn - _LOOK_BACK), self.mrn))):
            line = self.text[start:stop].strip()
            found = _banner(line)
            if found:
                end = end if levels else stop
                levels.append(found)
                self.start = start
            elif line and (levels or _MAIL.match(line)):
                break
        if levels:
            line = self.text[self.start : end]
            self._classified(levels, self.start + len(line) - len(line.lstrip()), end, "banner")

    def _classified(self, levels: list[tuple[str, tuple[str, ...]]], start: int, end: int, rule: str) -> None:
        highest = max((level for level, _ in levels), key=vocabulary.LEVELS.index)
        caveats = tuple(dict.fromkeys(caveat for _, marks in levels for caveat in marks))
        self.findings.found("classification", Classification(highest, caveats), start, end, rule)

    def _run(self, start: int, until: int, names: Mapping[str, str], *, lead: bool = False) -> _Run:
        """The labels from ``start`` on, each with its value beside it or below; ``lead`` skips what stands before.

        It ends with a banner, with paragraph 1, or with a line that an empty one parts from the last value.
        """
        found: list[Field] = []
        name, label, value, end = "", start, start, start
        said = gap = False
        for at, stop in _lines(self.text, start, until):
            shown = self.text[at:stop].strip()
            if not shown:
                gap = said
                continue
            if (self.first is not None and at <= self.first < stop) or ((found or name) and _banner(shown)):
                break
            match = _LABEL.match(self.text, at, stop)
            known = _named(match[1], names) if match else None
            if match and known and known not in self.seen:
                if name:
                    found.append(Field(name, label, value, end))
                self._mend(match, known)
                self.seen.add(known)
                name, label, value = known, at, match.end()
                said = bool(self.text[match.end() : stop].strip())
                gap = False
            elif not name and lead:
                continue
            elif not name or gap:
                break
            else:
                said = True
            end = stop
        if name:
            found.append(Field(name, label, value, end))
        return _Run(found, end)

    def _mend(self, match: re.Match[str], known: str) -> None:
        if "".join(match[1].split()).lower() != "".join(known.split()).lower():
            self.findings.repaired(*match.span(1), known, "misread-label")

    def _closing(self, start: int) -> int:
        """Where the labels after the body begin: ``Signature:`` above the last ``Drafted By:``, or what there is."""
        labels = [
            (known, match.start())
            for match in _CLOSING_LABEL.finditer(self.text, start, self.until)
            if (known := _named(match[1], _CLOSING)) and known not in ("Info", "Attachments")
        ]
        drafted = max((at for name, at in labels if name == "Drafted By"), default=None)
        signed = [at for name, at in labels if name == "Signature" and (drafted is None or at < drafted)]
        if signed:
            return signed[-1]
        if drafted is not None:
            return drafted
        if labels:
            return labels[0][1]
        return self._last_banner(start)

    def _last_banner(self, start: int) -> int:
        """Without any label after the body: the banner at the end of the text, if it ends with one."""
        where = self.until
        for at, stop in reversed(list(_lines(self.text, max(start, self.until - _LOOK_BACK), self.until))):
            shown = self.text[at:stop].strip()
            if shown and not _banner(shown):
                break
            where = at if shown else where
        return where

    def _after(self, end: int) -> int:
        """Behind the banner that follows the last label; what comes then is none of the telegram."""
        levels: list[tuple[str, tuple[str, ...]]] = []
        begins = end
        for at, stop in _lines(self.text, end, self.until):
            shown = self.text[at:stop].strip()
            found = _banner(shown)
            if found:
                begins = begins if levels else at
                levels.append(found)
                end = stop
            elif shown:
                break
        if levels and not self.findings.has("classification"):
            self._classified(levels, begins, end, "banner at the end")
        return end

    def _read_body(self, start: int, end: int) -> list[int]:
        findings = self.findings
        blocks = unnumbered.read(self.text, start, end, findings, body.unmarked_level(findings))
        listed = findings.fields.get("references", ())
        cited = citations.find(self.text, start, end, findings.year(), listed)
        citations.add(findings, unreached.settled(cited, findings), blocks)
        return blocks

    def _read_withheld(self, cut: list[Place]) -> None:
        """Exemptions in the telegram's own margin: some of it was withheld, and the paragraph around them says so."""
        findings, read = self.findings, self.findings.clean.read
        start, end = findings.clean.at(self.start), findings.clean.at(self.end)
        inside = [place for place in cut if start <= place[0] < end and _MARGIN.fullmatch(read, *place)]
        if not inside:
            return
        findings.fields["partial"] = True
        findings.rules["partial"] = "exemptions in the margin"
        findings.spans["partial"] = tuple(inside)
        paragraphs = list(findings.fields.get("paragraphs", ()))
        for i, each in enumerate(paragraphs):
            places = findings.spans[f"paragraphs.{i}"]
            for _, stop in inside:
                later = any(read[max(a, stop) : b].strip() for a, b in places if b > stop)
                if later and places[0][0] < stop:
                    paragraphs[i] = msgspec.structs.replace(each, redacted=True)
        findings.fields["paragraphs"] = tuple(paragraphs)

    def _boundaries(
        self, heading: list[Field], begins: int, blocks: list[int], closing: int
    ) -> list[tuple[int, BlockKind]]:
        text = self.text
        found: list[tuple[int, BlockKind]] = [(self.start, "heading")]
        if text[: self.start].strip():
            found.append((0, "notice"))
        else:
            found[0] = (0, "heading")
        second = min((field.label for field in heading if field.name in _HEADING_END), default=None)
        if second is not None:
            found.append((second, "opening"))
        found += [(at, "paragraph") for at in blocks]
        if text[begins : blocks[0] if blocks else closing].strip():
            found.append((begins, "paragraph"))
        if closing < len(text):
            found.append((closing, "closing"))
        if text[self.end :].strip():
            found.append((self.end, "notice"))
        return sorted(found)
