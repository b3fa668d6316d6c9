"""All stages, in order: one text in, one cable out."""

from __future__ import annotations

import re

from reftel import vocabulary
from reftel.model import Addressee, Authority, BlockKind, Cable, Place, Reference, Repair
from reftel.telegram import (
    airgram,
    authority,
    body,
    cablegram,
    captions,
    citations,
    closing,
    cover,
    declassification,
    form,
    furniture,
    heading,
    joints,
    linebreaks,
    misread,
    opening,
    outside,
    postal,
    references,
    repair,
    short_names,
    small_letters,
    smart,
    starts,
    tiling,
    unnumbered,
    unreached,
)
from reftel.telegram.clean import Clean, Edit
from reftel.telegram.cover import Cover
from reftel.telegram.findings import Findings
from reftel.telegram.heading import Line
from reftel.telegram.identity import DateTimeGroup, date_time_group
from reftel.telegram.shape import capitals, occurrences

_NUMBERED_LINE = r" +(?:SECTION +\d\d +OF +\d\d +)?[A-Z][A-Z ]{2,30}?[\dO]{4,6}[ \t]*$"
# a level in the middle of a heading line: `RHEHAAA/NSC WASHINGTON DCC O N F I D E N T I A L SECTION 01`
_RUN_ON = re.compile(
    r"C O N F I D E N T I A L |S E C R E T |U N C L A S |C  O  N  F  I  D  |S  E  C  R  E  T |U  N  C  L  A  S "
    rf"|UNCLAS{_NUMBERED_LINE}|CONFIDENTIAL{_NUMBERED_LINE}|SECRET{_NUMBERED_LINE}"
    rf"|LIMITED OFFICIAL USE{_NUMBERED_LINE}",
    re.MULTILINE,
)
_LONGEST_HEADING = 20_000
_FIRST_PARAGRAPH = ("\n1. ", "¶1", "\n1.(")
_RUN_ON_BEGINS = (
    *(
        "C O N F I D E N T I A L ",
        "S E C R E T ",
        "U N C L A S ",
        "C  O  N  F  I  D  ",
        "S  E  C  R  E  T ",
        "U  N  C  L  ",
    ),
    *("UNCLAS", "CONFIDENTIAL ", "SECRET ", "LIMITED OFFICIAL USE "),
)
_HEADING_LINE = re.compile(
    r"^[ \t]*(?:(?:FM|TO|INFO):?|V[ZE]CZC\w+|ACTION (?:[A-Z]+-\d\d|R[A-Z]{4,7}/\S+)|ORIGIN [A-Z]+-\d\d|PAGE \d\d"
    r"|(?:[ZOPR] ){1,2}\d{6}Z)(?=[ \t\n])",
    re.MULTILINE,
)
# any sign that what stands above ¶1 is a heading, and no lead of the body
_HEADING_SIGN = re.compile(
    r"^[ \t]*(?:FM|TO|INFO|V[ZE]CZC\w+|DE|(?:ACTION|ORIGIN)|PAGE \d\d|(?:[ZOPR] ){1,2}\d{6})(?=[ \t\n:])", re.MULTILINE
)
_SUMMARY_ABOVE = re.compile(
    r"[-=*_\s]*+(?:EXECUTIVE )?(?:SUMMARY|OVERVIEW|KEY POINTS)(?: (?:AND|&) [A-Z ]{3,30})?[-=*_:\s]*+", re.IGNORECASE
)
_GAP = 40  # characters between a lead and ¶1
_TRANSMITTED = re.compile(r"\s*(?:VZCZC|VECZC|DE |[ZOPR]{2} R[A-Z]{3})")
_BLANK_LINE = re.compile(r"\n[ \t]*\n[ \t]*\S")
_CLASSIFIED_BY = re.compile(rb"CLA?S{1,3}I?FI?ED[ -]{1,3}BY\b:?")
_ALONE = re.compile(r"[ \t]*\n[ \t]*(?:\n|¶?1[.)])")
_AUTHORITY_ENDS = re.compile(r"\n[ \t]*\n|\n[ \t]*¶?2[.)]")
_SURE_HEADING = re.compile(
    r"^[ \t]*(?:FM |INFO |V[ZE]CZC|(?:[ZOPR] ){1,2}\d{6}Z|ACTION R[A-Z]{4,7}/"
    r"|(?:TO|INFO):? +(?:R[A-Z]{3,7}/|AM(?:EMBASSY|CONSUL)|SECSTATE|USMISSION|ALL ))",
    re.MULTILINE,
)


def parse(text: str, *, year: int | None = None, reference_id: str | None = None) -> Cable:
    """Read one telegram, or any fragment of one. Never raises; what is absent is empty.

    ``year`` is inherited by references without one when the text carries no date-time group; ``reference_id`` is the
    number under which the collection keeps it, used when the text tells none.
    """
    raised = vocabulary.raised(text)
    if raised is not None:
        return small_letters.as_read(_parsed(raised, year, reference_id), text)
    return _parsed(text, year, reference_id)


def _parsed(text: str, year: int | None, reference_id: str | None) -> Cable:
    for read in (smart.read, cablegram.read, form.read):
        if (whole := read(text, year=year, reference_id=reference_id)) is not None:
            return whole
    around = cover.read(text)
    found_furniture = sorted({*furniture.find(text, around.start, around.end), *around.furniture})
    repairs = [*repair.repairs(text), *around.repairs]
    clean = _clean(text, around, found_furniture, repairs)
    findings = Findings(clean)
    findings.repairs += repairs
    parts = _Parts(clean.text, findings, has_heading=around.has_heading)
    parts.read_heading()
    outside.identify(findings, parts.class_line, parts.opening, around, reference_id, year)
    parts.read_opening()
    # who gives a number or a year says that it is a telegram, whatever its text tells
    parts.recognised |= bool(text.strip()) and (reference_id is not None or year is not None)
    parts.read_body()
    outside.from_cover(findings, around)
    recognised = parts.recognised or around.rule or findings.fields
    unknown: list[tuple[int, BlockKind]] = [(0, "unknown")]
    boundaries = parts.boundaries() if recognised else unknown
    blocks = tiling.tile(text, clean, boundaries, around, found_furniture if recognised else [])
    return findings.cable(text=text, blocks=blocks)


def _clean(text: str, around: Cover, places: list[Place], repairs: list[Repair]) -> Clean:
    """The text as it is meant. What can only be seen when furniture and noise are gone is mended in a second pass."""
    edits = _edits(text, around, places, repairs)
    clean = Clean(text, list(edits))
    breaks = linebreaks.find(clean.text, 0, len(clean.text))
    if breaks:
        mended = [Edit(clean.at(each.start), clean.at(each.end), each.means) for each in breaks]
        for each in mended:
            rule = "lost-line-break" if each.means.isspace() else "small-label"
            repairs.append(Repair(each.start, each.end, text[each.start : each.end], each.means, rule))
        edits += mended
        clean = Clean(text, list(edits))
    if found := misread.find(clean.text):
        stood = [(clean.places(each.start, each.end), each.means) for each in found]
        mended = [Edit(places[0][0], places[-1][1], means) for places, means in stood if places]
        for each in mended:
            stood_there = text[each.start : each.end]
            rule = "blanks" if _letters(stood_there) == _letters(each.means) else "ocr-letters"
            repairs.append(Repair(each.start, each.end, stood_there, each.means, rule))
        inserted = {each.start: each.means for each in edits if each.start == each.end}  # a line end that was lost
        clean = Clean(text, [e._replace(means=inserted.get(e.start, "") + e.means) for e in mended] + edits)
    return clean


def _letters(said: str) -> str:
    """What is left of some words without blanks and signs: that of ``S U B J :`` and of ``SUBJ:`` is the same."""
    return "".join(filter(str.isalnum, said))


def _edits(text: str, around: Cover, places: list[Place], repairs: list[Repair]) -> list[Edit]:
    edits = repair.edits(text, repairs)
    inside = [place for place in places if around.start <= place[0] and place[1] <= around.end]
    edits = [each for each in edits if around.start <= each.start and each.end <= around.end]
    edits += joints.edits(text, inside)
    if around.start > 0:
        edits.append(Edit(0, around.start, ""))
    if around.end < len(text):
        edits.append(Edit(around.end, len(text), ""))
    last = min(around.end, around.start + _LONGEST_HEADING)
    for sign in _FIRST_PARAGRAPH:
        if (at := text.find(sign, around.start, last)) >= 0:
            last = at
    for at in occurrences(text, _RUN_ON_BEGINS, around.start, last):
        before = text[at - 1 : at]
        if (before.isupper() or before.isdigit() or before == ")") and _RUN_ON.match(text, at, last):
            edits.append(Edit(at, at, "\n"))
            repairs.append(Repair(at, at, "", "\n", "lost-line-break"))
            break
    return edits


class _Parts:
    """The clean text divided: heading, opening, body, closing (offsets in it), each read in its turn."""

    def __init__(self, text: str, findings: Findings, *, has_heading: bool) -> None:
        self.text = text
        self.findings = findings
        self.recognised = False
        self.group: DateTimeGroup | None = None
        self.class_line: captions.ClassificationLine | None = None
        self.first = starts.first_paragraph(text, 0)
        self.labels = list(opening.labels(text, 0, self.first if self.first is not None else len(text)))
        self.opening = self._opening_start() if has_heading else 0
        self.body = len(text)
        self.closing = len(text)
        self.blocks: list[int] = []
        self.references: list[Reference] = []
        self.reached = 0  # behind the last labelled field that is a paragraph too
        self.notices: tuple[tuple[int, int], ...] = ()

    def _lines(self, start: int, end: int) -> list[Line]:
        """The lines between two offsets that say something."""
        lines: list[Line] = []
        for raw in self.text[start:end].split("\n"):
            length = len(raw)
            if shown := raw.strip():
                if shown == raw:
                    lines.append(Line(raw, start, start + length))
                else:
                    begin = start + raw.index(shown)
                    lines.append(Line(shown, begin, begin + len(shown)))
            start += length + 1
        return lines

    def _opening_start(self) -> int:
        """Where the heading ends: at the classification line, a labelled field, or paragraph 1, whichever is first."""
        first = self.first
        label = next((mark for mark in self.labels if mark.name != "level"), None)
        limit = min(x for x in (first, label.start if label else None, len(self.text)) if x is not None)
        self.group = date_time_group(self.text, 0, limit)
        # a posting slip may stand before the heading, with a level of its own
        at = self.group.start if self.group else 0
        while at <= limit and at < len(self.text):
            end = self.text.find("\n", at)
            end = len(self.text) if end < 0 else end
            line = self.text[at:end].strip()
            if line[:1] in captions.LEVEL_FIRST and (parsed := captions.classification_line(" ".join(line.split()))):
                self.class_line = parsed
                self.recognised = True
                return at
            at = end + 1
        if label is None and first is None:
            return self._heading_end()
        return 0 if label is None and first and self._is_lead(first) else limit

    def _is_lead(self, first: int) -> bool:
        """True where a sentence or heading of the body stands above ¶1, in a text without a heading of its own."""
        if self.group is not None or _HEADING_SIGN.search(self.text, 0, first):
            return False
        ends = self.text[max(0, first - _GAP) : first].rstrip().endswith((".", ":", "!", "?"))  # `SUMMARY: KITES ROSE.`
        return ends or _SUMMARY_ABOVE.fullmatch(self.text, 0, first) is not None

    def _heading_end(self) -> int:
        """Without any sign of an opening: after the last line of the heading, if there is one."""
        found = list(_HEADING_LINE.finditer(self.text))
        if not found or self.text[: found[0].start()].strip() or not _SURE_HEADING.search(self.text):
            return 0  # `TO COMBATING TERRORISM` in mid-text is no heading, `TO MY MOTHER` above a poem neither
        last = found[-1]
        blank = _BLANK_LINE.search(self.text, last.start())
        return blank.start() + 1 if blank else len(self.text)

    def read_heading(self) -> None:
        lines = self._lines(0, self.opening)
        if self.group is None and airgram.begins(lines):
            airgram.read(lines, self.findings)
        else:
            heading.read(lines, self.findings)
        self.recognised |= bool(self.findings.fields)

    def read_opening(self) -> None:
        text, findings = self.text, self.findings
        at = self.opening
        if self.class_line:
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            line = self._lines(at, end)[0]
            captions.read_classification(line, self.class_line, findings)
            # the labels may stand on the same line
            at = next((label.start for label in opening.labels(text, at + 1, end) if label.name != "level"), end)
        first = self.first
        if first is not None and first < at:
            first = starts.first_paragraph(text, at)
            self.labels = list(opening.labels(text, at, first if first is not None else len(text)))
        limit = first if first is not None else len(text)
        fields = opening.fields(text, (label for label in self.labels if label.start >= at), limit)
        self.recognised |= bool(fields) or first is not None
        reached = at
        loose: list[Line] = []
        for field in fields:
            loose += self._lines(reached, field.label)
            self._read_field(field)
            reached = max(reached, field.end)
        standing: list[Line] = []
        self.body = min(self.opening, limit)
        if fields or self.class_line:
            standing, rest = self._captions_first(self._lines(reached, limit))
            self.body = self._after_private_address(min(rest, limit), limit)
        left = captions.read_captions(loose + standing, findings)
        if not self.recognised and left:
            self.body = self.opening
        self._authority_in_paragraph_one(fields)
        if first is not None:
            self._numbered_fields(first)

    def _captions_first(self, lines: list[Line]) -> tuple[list[Line], int]:
        """Captions may follow the last labelled field; the body begins at the first other line that says something."""
        for i, line in enumerate(lines):
            if not captions.is_caption(line.text) and not (
                furniture.is_pass_line(line.text) and _ALONE.match(self.text, line.end)
            ):
                return lines[:i], line.start
        return lines, len(self.text)

    def _after_private_address(self, at: int, limit: int) -> int:
        """Where the body begins, below the name and address of whom it is for, if these stand above it."""
        found = postal.private_address(self.text, at)
        if found is None or found.stop > limit:
            return at
        addressees = self.findings.fields.get("addressees", ())
        self.findings.fields["addressees"] = (*addressees, Addressee("action", found.name))
        self.findings.place(f"addressees.{len(addressees)}", found.start, found.end)
        self.findings.rules.setdefault("addressees", "address above the text")
        return found.stop

    def _read_field(self, field: opening.Field) -> None:
        text, findings = self.text, self.findings
        if field.name == "tags" and not findings.has("tags"):
            opening.read_tags(text, field, findings)
        elif field.name == "subject" and not findings.has("subject"):
            opening.read_subject(text, field, findings)
        elif field.name == "eo" and not findings.has("executive_order"):
            declassification.find(text, field.label, field.start, field.end, findings)
        elif field.name == "by":
            self._read_authority(field.start, field.end)
        elif field.name == "ref":
            self._read_references(field)

    def _read_authority(self, start: int, end: int) -> None:
        findings = self.findings
        people = authority.read(self.text[start:end])
        before: tuple[Authority, ...] = findings.fields.get("classified_by", ())
        if before and findings.rules.get("classified_by") == "classified by line":
            if not any(each.reasons for each in people):
                return
            names = {each.name for each in people}
            if all(each.reasons for each in before):  # a second line names another authority
                people = (*(each for each in before if each.name not in names), *people)
        if people:
            findings.found("classified_by", people, start, end, "classified by line")

    def _read_references(self, field: opening.Field) -> None:
        findings = self.findings
        found = unreached.settled(references.listed(self.text, field.start, field.end, findings), findings)
        for each in found:
            findings.place(f"references.{len(self.references)}", each.start, each.end)
            self.references.append(each.reference)
        if found and not findings.has("references"):
            findings.found("references", (), field.start, field.end, "REF line")

    def _numbered_fields(self, first: int) -> None:
        """``1. (U) SUBJECT: WHEAT``, ``2. REF: BERN 12``: what the opening did not tell; they stay paragraphs."""
        for field in opening.numbered(self.text, first):
            if field.name != "ref" or not self.references:
                self._read_field(field)
                self.reached = field.end
                if field.name == "subject" and field.mark and not self.findings.has("subject_mark"):
                    mark = self.text[slice(*field.mark)]
                    self.findings.found("subject_mark", mark, *field.mark, "portion mark")

    def _authority_in_paragraph_one(self, fields: list[opening.Field]) -> None:
        """``1. CONFIDENTIAL - ENTIRE TEXT.  CLASSIFIED BY DCM THEODORE KATTOUF - 1.5 B,D.``"""
        if any(field.name == "by" for field in fields):
            return
        match = _CLASSIFIED_BY.search(capitals(self.text), self.body, self.body + 400)
        if match:
            blank = _AUTHORITY_ENDS.search(self.text, match.end())
            self._read_authority(match.end(), blank.start() if blank else min(len(self.text), match.end() + 400))

    def read_body(self) -> None:
        text, findings = self.text, self.findings
        end = closing.read(text, self.body, len(text))
        if end and (end.signed_by or self.recognised):
            self.closing = max(end.start, self.body)
            self.notices = end.notices
            if end.signed_by and end.at:
                findings.found("signed_by", end.signed_by, *end.at, "signature")
                if any(map(str.isdigit, text[slice(*end.at)])):
                    findings.repaired(*end.at, " ".join(end.signed_by), "ocr-letters")
        if end and end.group and not findings.has("executive_order"):
            findings.found("executive_order", "10501", *end.group, "group of E.O. 10501")
            findings.found("declassification", text[slice(*end.group)], *end.group, "group of E.O. 10501")
        if self.references:
            findings.fields["references"] = tuple(self.references)
        if self.recognised or findings.has("signed_by") or starts.starts(text, self.body, self.closing):
            self.blocks = unnumbered.read(text, self.body, self.closing, findings, body.unmarked_level(findings))
            cited = citations.find(text, self.body, self.closing, findings.year(), tuple(self.references))
            cited += short_names.in_text(text, self.body, self.closing, findings)
            cited = sorted((each for each in cited if each.start >= self.reached), key=lambda each: each.start)
            citations.add(findings, unreached.settled(cited, findings), self.blocks)
            self.recognised |= any(p.number is not None or p.mark for p in findings.fields.get("paragraphs", ()))
            if not self.recognised and not findings.has("signed_by"):
                findings.fields.pop("paragraphs", None)

    def boundaries(self) -> list[tuple[int, BlockKind]]:
        """Where each part begins in the clean text, and what it is."""
        found: list[tuple[int, BlockKind]] = []
        if self.opening > 0:
            found += self._heading_parts()
        if self.body > self.opening:
            found.append((self.opening, "opening"))
        found += [(at, "paragraph") for at in self.blocks]
        if self.blocks and self.blocks[0] > self.body:
            found.append((self.body, "paragraph" if self.text[self.body : self.blocks[0]].strip() else "opening"))
        if self.closing < len(self.text):
            found.append((self.closing, "closing"))
            for start, end in self.notices:
                found += [(start, "notice"), (end, "closing")]
        return sorted(found) or [(0, "unknown")]

    def _heading_parts(self) -> list[tuple[int, BlockKind]]:
        group = self.group if self.group and self.group.start < self.opening else None
        first = _TRANSMITTED.match(self.text)
        if first and group and group.start > 0:
            return [(0, "transmission"), (self.text.rfind("\n", 0, group.start) + 1, "heading")]
        return [(0, "transmission" if first and not group else "heading")]
