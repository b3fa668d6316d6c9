"""Australian cablegrams, as *Documents on Australian Foreign Policy* prints them (Markdown with a front matter).

Two headings are known: ``Cablegram 83 KUYBYSHEV, 8 February 1942, 6.10 p.m.`` with levels and precedence below it, and
``Jakarta, 27 November 1975`` above ``O.JA3326 SECRET IMMEDIATE``. The editors' footnotes, in any of their three styles,
and the archive's reference stand at the end: they are notices. A cablegram's number is no number of the Department.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from reftel import vocabulary
from reftel.model import Addressee, BlockKind, Cable, Classification, Place, Post, Reference
from reftel.telegram import citations, closing, footnotes, front_matter, tiling, unnumbered, volume_documents
from reftel.telegram.clean import Clean, Edit
from reftel.telegram.cover import Cover
from reftel.telegram.findings import Findings
from reftel.telegram.identity import MONTHS
from reftel.telegram.references import Found
from reftel.vocabulary.spelling import squeeze

_KEPT = ("title", "doc_date", "doc_num", "vol_id", "vol_title", "vol_full_title", "reference")
"""Fields of the front matter that are kept as attributes; ``reference`` is the archive's, one a copy of the text."""

_DATE = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<month>[A-Z][a-z]{2,8}),? (?P<year>\d{4})"
    r"(?:, ?(?P<hour>\d{1,2})[.:](?P<minute>\d\d) ?(?P<half>[ap])\.? ?m\b\.?)?"
)
_CABLEGRAM = re.compile(r"(?:[A-Z][a-z]{3,10} ){0,2}(?:Cablegram|Telegram)s?\b", re.IGNORECASE)
_NUMBERED = re.compile(r"(?P<number>\d{1,6}|[A-Z]{1,2}\.[A-Z]{2}\d{2,7})(?:\\?\.)?[ \t]+(?=\S)")
_EDITORS_HEADING = re.compile(r"#{1,6} \d{1,4} ")
_WORDS = re.compile(
    r"(?P<level>MOST SECRET|TOP SECRET|SECRET|CONFIDENTIAL|UNCLASSIFIED)|(?P<caveat>AUSTEO|GUARD|DEDIP|EYES ONLY)"
    r"|(?P<precedence>MOST IMMEDIATE|IMMEDIATE|EMERGENCY|FLASH|PRIORITY|IMPORTANT|ROUTINE)|(?P<caption>PERSONAL"
    r"|RESTRICTED|AND\b)"
)
_MARKDOWN = re.compile(
    r"\\(?=[.\[\]*_()#>-])|\*\*|^#{1,6} |(?<!\w)_(?=[^_\s])|(?<=[^_\s])_(?!\w)",
    re.MULTILINE,
)
# `[10.] Most countries`: a number that the editors put in
_SUPPLIED = re.compile(r"^\[(\d{1,3})\.\](?= )", re.MULTILINE)
_OMITTED = re.compile(r"\[matter omitted\]|\[\N{HORIZONTAL ELLIPSIS}\]", re.IGNORECASE)
# `Your 867.`, `my telegram D.12 of 3rd May`, `O.CH283399`
_CITED = re.compile(
    r"\b(?:[Yy]our|[Mm]y|[Oo]ur) (?:(?:telegram|cablegram|cable)s? )?(?:No\.? ?)?(?:\[?[A-Z]{1,3}\]?\.?)?\d{1,5}"
    r"(?=\s?(?:[.,;:)]|of\b|and\b|re\b|$))|\bO\.[A-Z]{2}\d{3,7}\b",
    re.MULTILINE,
)
_NOT_OURS = "a cablegram's own number, no post of the Department"


class _Heading(NamedTuple):
    """What the line of date and place says, and where it ends."""

    kind: str
    number: str | None
    place: str | None
    date: re.Match[str]
    numbered: Place | None
    end: int


def read(text: str, *, year: int | None = None, reference_id: str | None = None) -> Cable | None:
    """The cablegram that a text is, with its notes; None for any other text. Its ``id`` is None: it has none of ours.

    The time of sending is taken as it stands: no zone is told. ``year`` is not needed, ``reference_id`` an alias.
    """
    front = front_matter.find(text)
    start = front[1] if front else 0
    if front is None and not _CABLEGRAM.match(text[:200].lstrip()):
        return None
    fields = dict(front_matter.read(text, start))
    heading = _heading(text, start, " ".join(value for value, _ in fields.get("title", [])))
    if heading is None:
        return None
    end = footnotes.begin(text, heading.end)
    marks = list(footnotes.marks(text, start, end))
    edits = [*(Edit(*mark.place, "") for mark in marks), *_edits(text, heading.end, end)]
    findings = Findings(Clean(text, edits))
    return _Cablegram(findings, heading, start, end).read(fields, reference_id, marks)


def _spoken(text: str, start: int, end: int) -> Iterator[Place]:
    """The lines that say something, without the white space around them."""
    while start < end:
        newline = text.find("\n", start, end)
        stop = end if newline < 0 else newline
        shown = text[start:stop].strip()
        if shown:
            at = start + text[start:stop].index(shown)
            yield at, at + len(shown)
        start = stop + 1


def _heading(text: str, start: int, title: str) -> _Heading | None:
    lines: list[Place] = []
    for place in _spoken(text, start, min(len(text), start + 3000)):
        if lines or not _EDITORS_HEADING.match(text[slice(*place)]):
            lines.append(place)
        if len(lines) == 2:
            break
    if not lines:
        return None
    at, stop = lines[0]
    date = _DATE.search(text, at, min(stop, at + 300))
    if date is None or _sent(date) is None:
        return None
    if kind := _CABLEGRAM.match(text, at, stop):
        number, where = _number_and_place(text[kind.end() : date.start()])
        return _Heading(kind[0], number, where, date, (at, date.start()) if number else None, stop)
    numbered = _NUMBERED.match(text, *lines[1]) if len(lines) > 1 else None
    level = numbered and _WORDS.match(text[numbered.end() : lines[1][1]].upper())
    if not level and not _CABLEGRAM.match(title):
        return None
    where = text[at : date.start()].strip(" ,[]") or None
    end = numbered.end() if numbered else stop
    return _Heading("Cablegram", numbered and numbered["number"], where, date, numbered and numbered.span(1), end)


def _number_and_place(words: str) -> tuple[str | None, str | None]:
    """``P3 LONDON,`` → P3, LONDON; ``[83] [1]`` → 83 without a place; ``Dig LONDON`` keeps what the scan made of it."""
    parts = words.strip(" ,").split()
    number = None
    if parts and (any(map(str.isdigit, parts[0])) or not parts[0].isupper()):
        number = parts.pop(0).strip("[](),")
    place = " ".join(part for part in parts if not re.fullmatch(r"\[\d{1,3}\](?:\(#f\d{1,3}\))?", part)).strip(" ,[]")
    return number, place or None


def _sent(date: re.Match[str]) -> dt.datetime | None:
    month = date["month"][:3].upper()
    hour = int(date["hour"] or 0) % 12 + (12 if date["half"] == "p" else 0)
    try:
        return dt.datetime(
            int(date["year"]), MONTHS.index(month) + 1, int(date["day"]), hour, int(date["minute"] or 0), tzinfo=dt.UTC
        )
    except ValueError:
        return None


def _edits(text: str, start: int, end: int) -> Iterator[Edit]:
    """Signs of Markdown and the editors' brackets round a number out of the text below the heading."""
    for sign in _MARKDOWN.finditer(text, start, end):
        yield Edit(*sign.span(), "")
    for number in _SUPPLIED.finditer(text, start, end):
        yield Edit(*number.span(), f"{number[1]}.")


class _Cablegram:
    """One cablegram: ``start`` is where it begins, ``end`` where its notes do, both in the text as read."""

    def __init__(self, findings: Findings, heading: _Heading, start: int, end: int) -> None:
        self.findings = findings
        self.heading = heading
        self.text = findings.clean.text
        self.read_text = findings.clean.read
        self.start = start
        self.end = findings.clean.offset(end)
        self.notes = end
        self.level: str | None = None
        self.volume: str | None = None

    def read(
        self, fields: dict[str, list[tuple[str, Place]]], reference_id: str | None, marks: list[footnotes.Mark]
    ) -> Cable:
        findings, heading = self.findings, self.heading
        self._read_heading()
        self._read_front(fields, reference_id)
        opens = self.findings.clean.offset(heading.end)
        begins = self._read_opening(opens)
        signed = closing.read(self.text, begins, self.end)
        stop = self.end
        if signed and signed.signed_by and signed.at:
            findings.found("signed_by", signed.signed_by, *signed.at, "signature")
            stop = max(signed.start, begins)
        blocks = unnumbered.read(self.text, begins, stop, findings, self.level)
        self._read_citations(begins, stop, blocks)
        self._read_omissions()
        self._read_notes(marks, blocks)
        boundaries: list[tuple[int, BlockKind]] = [(0, "notice")] if self.start else []
        boundaries.append((self.findings.clean.offset(self.start), "heading"))
        if self.text[opens:begins].strip():
            boundaries.append((opens, "opening"))
        boundaries += [(at, "paragraph") for at in blocks]
        if stop < self.end:
            boundaries.append((stop, "closing"))
        if self.end < len(self.text):
            boundaries.append((self.end, "notice"))
        text = self.read_text
        return findings.cable(
            text=text, blocks=tiling.tile(text, findings.clean, sorted(boundaries), Cover(0, len(text)), [])
        )

    def _read_heading(self) -> None:
        findings, heading = self.findings, self.heading
        sent = _sent(heading.date)
        findings.fields["sent"] = sent
        findings.spans["sent"] = (heading.date.span(),)
        findings.rules["sent"] = (
            "heading, time as it stands, zone not told" if heading.date["hour"] else "heading, time not told"
        )
        if heading.number:
            shown = f"{heading.kind} {heading.number}"
            findings.attribute("Number", shown, *([heading.numbered] if heading.numbered else []))
            findings.fields["aliases"] = (shown,)

    def _read_front(self, fields: dict[str, list[tuple[str, Place]]], reference_id: str | None) -> None:
        for name in _KEPT:
            values = [(value, place) for value, place in fields.get(name, []) if value]
            if values:
                self.findings.attribute(name, "; ".join(value for value, _ in values), *(place for _, place in values))
        aliases = list(self.findings.fields.get("aliases", ()))
        volume, number = (fields.get(name, [("", (0, 0))])[0][0] for name in ("vol_id", "doc_num"))
        if volume and number:
            aliases.append(f"DAFP {volume}/{number}")
            self.volume = volume
        if isinstance(reference_id, str) and reference_id:
            aliases.append(reference_id)
        if aliases:
            self.findings.fields["aliases"] = tuple(dict.fromkeys(aliases))
        self._read_parties(fields.get("title", []))

    def _read_parties(self, title: list[tuple[str, Place]]) -> None:
        """Who sent it to whom, in the editors' words: ``Legation in Washington to Department of External Affairs``."""
        shown, span = title[0] if title else ("", (0, 0))
        words = _CABLEGRAM.sub("", shown, count=1).strip()
        bare = words != shown
        words = words.removeprefix("from ")
        joint = ", to " if ", to " in words else " to "
        sender, _, receiver = (" " + words).partition(joint)
        sender = sender.strip(" ,")
        place = self.heading.place
        if receiver:
            names = re.split(r",? and ", receiver) if bare and not sender else [receiver]
            self.findings.fields["addressees"] = tuple(Addressee("action", name.strip()) for name in names)
            self.findings.rules["addressees"] = "title given by the editors"
            self.findings.spans["addressees"] = (span,)
            for i in range(len(names)):
                self.findings.spans[f"addressees.{i}"] = (span,)
        else:
            sender = ""
        if not (sender or place):
            return
        # the prefix keeps LONDON apart from the post whose telegrams are numbered so
        code = f"DFAT{squeeze(place)}" if place else "DFAT"
        town = vocabulary.post(place) if place and vocabulary.canonical_post(place) == squeeze(place) else None
        origin = Post(code, sender or place)
        if town:
            origin = Post(code, sender or place, town.country, town.latitude, town.longitude)
        self.findings.fields["origin"] = origin
        self.findings.rules["origin"] = "title given by the editors" if sender else "heading"
        self.findings.spans["origin"] = (span,) if sender else (self.heading.date.span(),)

    def _read_opening(self, at: int) -> int:
        """Level, precedence, subject, pass lines and references below the heading; gives where the body begins."""
        for start, stop in _spoken(self.text, at, self.end):
            shown = self.text[start:stop]
            raw = self._raw(start)
            if not (
                self._classified(start, stop)
                or self._extract(shown, start, stop)
                or self._pass_line(shown, raw, start, stop)
                or self._referring(shown, start, stop)
                or self._subject(shown, raw, start, stop)
            ):
                return start
        return self.end

    def _raw(self, start: int) -> str:
        """The line as read, with its signs of a heading, of which the clean text keeps nothing."""
        place = self.findings.clean.at(start)
        begins = self.read_text.rfind("\n", 0, place) + 1
        newline = self.read_text.find("\n", place)
        return self.read_text[begins : newline if newline >= 0 else len(self.read_text)].strip()

    def _classified(self, start: int, stop: int) -> bool:
        """``IMMEDIATE MOST SECRET [FOR PRIME MINISTER]``: levels and precedences in any order, once."""
        findings = self.findings
        if stop - start > 200 or findings.has("classification") or findings.has("precedence"):
            return False
        shown = self.text[start:stop].upper()
        found: dict[str, list[str]] = {"level": [], "caveat": [], "precedence": [], "caption": []}
        at = 0
        while match := _WORDS.match(shown, at):
            found[match.lastgroup or ""].append(match[0])
            at = match.end() + len(shown[match.end() :]) - len(shown[match.end() :].lstrip(" ,./[]"))
        rest = self.text[start + at : stop].strip(" []")
        if not at or (rest and not rest.upper().startswith("FOR ")):
            return False
        if found["level"]:
            # the Commonwealth's MOST SECRET became TOP SECRET in 1944, to be the same as the Americans'
            levels = ["TOP SECRET" if level == "MOST SECRET" else level for level in found["level"]]
            self.level = max(levels, key=vocabulary.LEVELS.index)
            value = Classification(self.level, tuple(found["caveat"]))
            findings.found("classification", value, start, stop, "line below the heading")
        if found["precedence"]:
            value_of = tuple(dict.fromkeys(word.lower() for word in found["precedence"]))
            findings.found("precedence", value_of, start, stop, "line below the heading")
        captions = [*found["caveat"], *(word for word in found["caption"] if word != "AND")]
        if captions:
            findings.found("captions", tuple(captions), start, stop, "line below the heading")
        if rest:
            findings.found("pass_lines", (rest,), stop - len(rest), stop, "for or pass")
        return True

    def _extract(self, shown: str, start: int, stop: int) -> bool:
        if not re.fullmatch(r"\W*EXTRACTS?\W*", shown, re.IGNORECASE):
            return False
        self.findings.found("partial", True, start, stop, "the editors print an extract")
        return True

    def _pass_line(self, shown: str, raw: str, start: int, stop: int) -> bool:
        if not (re.match(r"(?:Personal )?for ", shown, re.IGNORECASE) and (raw[:1] in "#*" or shown.isupper())):
            return False
        lines = (*self.findings.fields.get("pass_lines", ()), shown)
        self.findings.found("pass_lines", lines, start, stop, "for or pass")
        return True

    def _referring(self, shown: str, start: int, stop: int) -> bool:
        """``Ref O.CH361089`` on a line of its own."""
        if len(shown) > 80 or not (match := re.match(r"Refs?[. :]+(?=\S*\d)", shown, re.IGNORECASE)):
            return False
        listed = (*self.findings.fields.get("references", ()), Reference(shown[match.end() :], rule=_NOT_OURS))
        self.findings.found("references", listed, start, stop, "reference line")
        self.findings.place(f"references.{len(listed) - 1}", start + match.end(), stop)
        return True

    def _subject(self, shown: str, raw: str, start: int, stop: int) -> bool:
        """A heading in Markdown, or a short line in capitals, once; what ends like a sentence is none."""
        marked = raw.startswith(("#", "**"))
        if self.findings.has("subject") or len(shown) > 200 or shown.upper().strip(" .-:") in ("BEGINS", "TEXT"):
            return False
        if not marked and (not shown.isupper() or shown[-1] in ".:;,-"):
            return False
        value = " ".join(shown.strip("*_ ").split())
        self.findings.found("subject", value, start, stop, "heading of the text")
        return bool(value)

    def _read_citations(self, start: int, end: int, blocks: list[int]) -> None:
        found = (
            Found(Reference(" ".join(match[0].split()), rule=_NOT_OURS), *match.span())
            for match in _CITED.finditer(self.text, start, end)
        )
        citations.add(self.findings, found, blocks)

    def _read_omissions(self) -> None:
        """``[matter omitted]``: the paragraphs where the editors left something out are not whole."""
        findings = self.findings
        paragraphs = list(findings.fields.get("paragraphs", ()))
        for i, each in enumerate(paragraphs):
            if _OMITTED.search(each.text):
                paragraphs[i] = msgspec.structs.replace(each, redacted=True)
                if not findings.has("partial"):
                    findings.fields["partial"], findings.rules["partial"] = True, "the editors omitted some of it"
                    findings.spans["partial"] = findings.spans[f"paragraphs.{i}"]
        if paragraphs:
            findings.fields["paragraphs"] = tuple(paragraphs)

    def _read_notes(self, marks: list[footnotes.Mark], blocks: list[int]) -> None:
        """The footnotes by their numbers, and the archive's reference, as attributes; and what the footnotes cite.

        A document that a note cites is cited by the paragraph in which the note's mark stands.
        """
        if source := footnotes.source(self.read_text, self.notes):
            self.findings.attribute("reference", *source)
        offset = self.findings.clean.offset
        marked = {mark.number: offset(mark.place[0]) for mark in marks}
        volume = self.volume
        named = (lambda number: f"DAFP{volume}/{number}") if volume else None
        for note in footnotes.read(self.read_text, self.notes, max(marked, default=0)):
            self.findings.attribute(f"Note {note.number}", note.text, note.place)
            at = marked.get(note.number, 0)
            for each in volume_documents.find(self.read_text, *note.place, named):
                reference = msgspec.structs.replace(each.reference, rule=f"cited in a footnote: {each.reference.rule}")
                citations.add(self.findings, [Found(reference, at, at)], blocks)
                where = f"references.{len(self.findings.fields['references']) - 1}"
                self.findings.spans[where] = ((each.start, each.end),)
