"""The Department's printed form of the 1950s and 1960s, as scanners read it: ``INCOMING TELEGRAM`` over its labels.

The form has no date-time group and no routing indicators. Offices that get copies stand in a column, then the level,
``Control:`` and ``Rec'd:`` (Washington's number and time), ``FROM:``, ``TO:``, ``NO: 115, July 17, noon`` or ``DATE:``,
and the addressees with the number that the telegram has for each: ``ACTION DEPARTMENT 115 INFORMATION BRUSSELS NIACT
58``. The number of a telegram is its number for the Department; posts counted those anew from each July.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from reftel import vocabulary
from reftel.model import Addressee, BlockKind, Cable, Classification, Place, Reference
from reftel.telegram import citations, form_citations, form_lines, tiling, unnumbered
from reftel.telegram.clean import Clean
from reftel.telegram.cover import Cover
from reftel.telegram.findings import Findings
from reftel.telegram.form_lines import DAY, HOURS, LABEL, NUMBERED, REFERRING, SPECIAL, Form, Line
from reftel.telegram.identity import MONTHS, canonical_id, make_id, post_code, split_id
from reftel.telegram.references import Found

_DATED = re.compile(rf"\W{{0,5}}{DAY}(?:[\s,.;]{{1,4}}(?P<year>19\d\d))?{HOURS}", re.IGNORECASE)
_RECEIVED = re.compile(rf"\W{{0,5}}{DAY}[\s,.;]{{1,3}}(?P<year>19\d\d)", re.IGNORECASE)
_CONTROL = re.compile(r"\W{0,4}(\d{3,6})\W?")
_NAME_OF_A_PLACE = re.compile(r"[A-Za-z][A-Za-z .'-]{2,40}")
_URGENT = r"NIACT|PRIORITY|IMMEDIATE|ROUTINE|EMERGENCY|FLASH"
_ROLES = r"ACTION|INFORMATION|INFO|RPTD|REPEATED"
_ADDRESSEES = re.compile(
    rf"(?P<role>\b(?:{_ROLES})\b[: ]*)|(?P<precedence>\b(?:{_URGENT})\b)|(?P<number>\b\d[\dA-Za-z]{{0,4}}\b)"
    rf"|(?P<name>[A-Z][A-Za-z.']+(?:[ ](?!(?:{_ROLES}|{_URGENT})\b)[A-Z][A-Za-z.']+){{0,3}})"
)
_MOST_LINES_DOWN = 5
"""Lines below ``Control:`` and ``Rec'd:`` in which a scanner put their values."""


def read(text: str, *, year: int | None = None, reference_id: str | None = None) -> Cable | None:
    """The telegram that a printed form holds; None for any other text.

    The time is the sender's own, its zone is not told. ``year`` helps where the form tells none.
    """
    form = form_lines.find(text)
    return _Reading(text, form).cable(year, reference_id) if form else None


def _hour(found: re.Match[str]) -> tuple[int, int] | None:
    """``noon`` → (12, 0); ``4 p.m.`` → (16, 0); None where no time stands there, or no such time."""
    if found["noon"]:
        return (12, 0) if found["noon"].upper() == "NOON" else (0, 0)
    if not found["hour"]:
        return None
    hour, minute = int(found["hour"]) % 12, int(found["minute"] or 0)
    return (hour + (12 if found["half"].upper() == "P" else 0), minute) if minute < 60 else None


class _Reading:
    """One form, read line by line into findings."""

    def __init__(self, text: str, form: Form) -> None:
        self.form = form
        self.findings = Findings(Clean(text, list(form_lines.edits(text, form))))
        self.read_text = text
        self.post: str | None = None
        self.received: dt.date | None = None
        self.level: str | None = None
        self.addressed: list[tuple[Addressee, Place]] = []

    def cable(self, year: int | None, reference_id: str | None) -> Cable:
        """The whole of it, with blocks that tile the text."""
        findings, form = self.findings, self.form
        findings.fields["kind"] = "telegram"
        self._read_heading()
        if form.outgoing and not findings.has("origin"):
            findings.fields["origin"], findings.rules["origin"] = vocabulary.post("STATE"), "outgoing form"
        number, place = self._read_time(year)
        self._read_levels()
        self._read_addressees()
        self._identify(number, place, reference_id)
        self._read_references()
        blocks = self._read_body()
        self._read_signature()
        edges: list[tuple[int, BlockKind]] = [(0, "notice")] if form.start else []
        edges.append((form.start, "heading"))
        edges += [(findings.clean.at(at), "paragraph") for at in blocks]
        if form.below and form.body:
            edges.append((form.below[0].start, "closing"))
        text = self.read_text
        boundaries = sorted((self.findings.clean.offset(at), kind) for at, kind in edges)
        whole = Cover(0, len(text))
        return findings.cable(text=text, blocks=tiling.tile(text, findings.clean, boundaries, whole, []))

    def _found(self, field: str, value: object, *lines: Line, rule: str) -> None:
        self.findings.fields[field] = value
        self.findings.spans[field] = tuple((line.start, line.end) for line in lines)
        self.findings.rules[field] = rule

    def _read_heading(self) -> None:
        """Labels and their values, which the scanner may have put behind other labels; the column of offices."""
        offices: list[Line] = []
        column = named = False
        heading = self.form.heading
        for i, line in enumerate(heading):
            label = LABEL.fullmatch(line.text)
            name = (label["name"] or label["column"] or "").upper() if label else ""
            if label and label["column"]:
                column = True
            elif label:
                column = False
                value = (label["value"] or "").strip(" .,")
                after = line if value else next(iter(heading[i + 1 : i + 2]), None)
                if name == "FROM" and after and not self.findings.has("origin"):
                    self._read_origin(value or after.text, after)
                elif name == "TO" and after:
                    where = (after.start, after.end)
                    self.addressed.append((Addressee("action", (value or after.text).strip(" .,")), where))
                elif name.startswith(("CONTROL", "REC")):
                    self._read_received(name, line, value, heading[i + 1 : i + 1 + _MOST_LINES_DOWN])
            elif column and form_lines.is_office(line.text):
                offices.append(line)
            if not named and form_lines.offices(line.text):
                offices.append(line)
            named |= name in ("FROM", "TO", "CONTROL")
        if offices:
            names = tuple(
                name
                for line in offices
                for name in form_lines.offices(line.text) or (re.sub(r"[^A-Z/]", "", line.text),)
            )
            self._found("distribution", names, *offices, rule="offices on the form")

    def _read_origin(self, name: str, line: Line) -> None:
        code = vocabulary.canonical_post(name)
        post = vocabulary.post(code) if code else None
        if post is not None:
            self.post = post.code
            self._found("origin", post, line, rule="FROM line")
        elif _NAME_OF_A_PLACE.fullmatch(name):
            self.findings.attribute("From", name, (line.start, line.end))

    def _read_received(self, name: str, line: Line, value: str, below: list[Line]) -> None:
        """Washington's control number and the time of receipt, on the label's own line or on one of the next few."""
        for each, shown in ((line, value), *((other, other.text) for other in below)):
            if (date := _RECEIVED.match(shown)) and self.received is None:
                self.received = _date(int(date["year"]), date)
                if self.received:
                    self.findings.attribute("Received", self.received.isoformat(), (each.start, each.end))
            elif name.startswith("CONTROL") and (control := _CONTROL.fullmatch(shown)):
                self.findings.attribute("Control", control[1], (each.start, each.end))

    def _read_time(self, year: int | None) -> tuple[str | None, Line | None]:
        """Sets ``sent``; gives the number in the line and the line."""
        for line in self.form.heading:
            label = LABEL.fullmatch(line.text)
            if label and (label["name"] or "").upper().startswith(("REC", "CONTROL")):
                continue
            shown = (label["value"] or "") if label else line.text
            numbered = NUMBERED.match(shown)
            found = numbered or (_DATED.match(shown) if label and (label["name"] or "").upper() == "DATE" else None)
            if found is None or not found["month"]:
                continue
            told = found.groupdict().get("year")
            own = int(told) if told else self.received.year if self.received else year
            day = _date(own, found) if own else None
            if day and not told and self.received and day > self.received + dt.timedelta(days=2):
                day = _date(day.year - 1, found)  # sent in December, received in January
            if day:
                hour = _hour(found)
                moment = dt.datetime.combine(day, dt.time(*(hour or (0, 0))), tzinfo=dt.UTC)
                rule = "form, time as it stands, zone not told" if hour else "form, time not told"
                self._found("sent", moment, line, rule=rule)
            return (numbered["number"] if numbered else None), line
        return None, None

    def _read_levels(self) -> None:
        captions: list[tuple[str, Line]] = []
        for line in self.form.heading:
            if (level := form_lines.level(line.text)) and self.level is None:
                self.level = level
                self._found("classification", Classification(level), line, rule="level on the form")
            special = SPECIAL.match(line.text)
            words = re.findall(r"[A-Z]{5,8}", line.text) if special else []
            if special and special["limit"]:
                captions.append((special["limit"].upper(), line))
            captions += [(word, line) for word in words if word in vocabulary.captions() and not form_lines.level(word)]
        if captions:
            names = tuple(dict.fromkeys(name for name, _ in captions))
            self._found("captions", names, *dict.fromkeys(line for _, line in captions), rule="caption on the form")
            if "NOFORN" in names and self.level:
                self.findings.fields["classification"] = Classification(self.level, ("NOFORN",))

    def _read_addressees(self) -> None:
        """``ACTION DEPARTMENT 115 INFORMATION BRUSSELS NIACT 58``; where there is no such line, what TO says."""
        listed: list[tuple[Addressee, Place]] = []
        precedence: list[tuple[str, Line]] = []
        role = "action"
        for line in self.form.heading:
            word = line.text.strip(" ._-")
            if len(word) > 1 and (meant := vocabulary.precedence(word)):
                precedence.append((meant, line))
            if not form_lines.is_addressed(line.text) or vocabulary.precedence(word) or form_lines.offices(line.text):
                continue  # an urgency alone in its line is the telegram's
            role = _addressees(line, listed, role)
            precedence += [(word, line) for word in _precedences(line.text)]
        if listed or self.addressed:
            found = listed or self.addressed
            self.findings.fields["addressees"] = tuple(each for each, _ in found)
            self.findings.spans["addressees"] = (found[0][1], *(place for _, place in found[1:]))
            for i, (_, place) in enumerate(found):
                self.findings.spans[f"addressees.{i}"] = (place,)
            self.findings.rules["addressees"] = "ACTION line of the form" if listed else "TO line of the form"
        if precedence:
            names = tuple(dict.fromkeys(name for name, _ in precedence))
            self._found("precedence", names, precedence[0][1], rule="precedence on the form")

    def _identify(self, number: str | None, line: Line | None, reference_id: str | None) -> None:
        """The number for the Department with the post and the year; of the Department's, those for its addressees."""
        sent: dt.datetime | None = self.findings.fields.get("sent")
        told = canonical_id(reference_id) if isinstance(reference_id, str) and reference_id else None
        own = None
        if number is None:
            number = self._number_for_state()
        if number and number.isdigit() and self.post and sent and not self.form.outgoing:
            own = make_id(sent.year, self.post, number)
            self.findings.rules["id"] = "number on the form"
            self.findings.spans["id"] = ((line.start, line.end),) if line else ()
        others: tuple[str, ...] = ()
        if self.form.outgoing and sent and (counted := tuple(self._counted(sent.year))):
            own, *rest = counted
            others = tuple(rest)
            self.findings.rules["id"] = "number for the first addressee, of the Department's to that post"
        aliases: tuple[str | None, ...]
        if told and split_id(told) and told != own:
            aliases = (own, *others, reference_id)
            own, self.findings.rules["id"] = told, "reference number given"
            self.findings.spans.pop("id", None)
        else:
            aliases = (*others, reference_id)
        if own:
            self.findings.fields["id"] = own
        if known := tuple(each for each in aliases if isinstance(each, str) and each and each != own):
            self.findings.fields["aliases"] = known

    def _counted(self, year: int) -> Iterator[str]:
        """Its number for each addressee, where the Department is known to have counted so."""
        for each in self.findings.fields.get("addressees", ()):
            post = vocabulary.canonical_post(each.name, year=year)
            count = vocabulary.department_count(post, year) if post else None
            if each.number and each.number.isdigit() and count and count != vocabulary.DEPARTMENT:
                yield make_id(year, count, each.number)

    def _number_for_state(self) -> str | None:
        """The continuity number of the Department among the addressees."""
        return next((each.number for each in self.findings.fields.get("addressees", ()) if _is_state(each)), None)

    def _read_references(self) -> None:
        items: list[Reference] = []
        for line in self.form.heading:
            if match := REFERRING.fullmatch(line.text):
                cited = [each.reference for each in self._cited(match["items"])]
                for reference in cited or [Reference(match["items"].strip(" ."))]:
                    self.findings.spans[f"references.{len(items)}"] = ((line.start, line.end),)
                    items.append(reference)
        if items:
            self.findings.fields["references"] = tuple(items)
            self.findings.rules["references"] = "reference line of the form"

    def _cited(self, text: str) -> Iterator[form_citations.Cited]:
        number = self._number_for_state()
        serial = int(number) if number and number.isdigit() else None
        return form_citations.find(text, self.post, self.findings.fields.get("sent"), serial)

    def _read_body(self) -> list[int]:
        if not self.form.body:
            return []
        findings = self.findings
        start = self.findings.clean.offset(self.form.body[0].start)
        end = self.findings.clean.offset(self.form.body[-1].end)
        blocks = unnumbered.read(findings.clean.text, start, end, findings, self.level)
        text = findings.clean.text
        cited = (Found(each, start + at, start + stop) for each, at, stop in self._cited(text[start:end]))
        citations.add(findings, cited, blocks)
        return blocks

    def _read_signature(self) -> None:
        for line in self.form.below:
            if form_lines.is_group(line.text):
                self._found("executive_order", "10501", line, rule="group of E.O. 10501")
                self._found("declassification", line.text.strip(" ."), line, rule="group of E.O. 10501")
                break
        signed = (line for line in self.form.below if not form_lines.is_group(line.text))
        for line in list(signed)[:1]:
            if name := form_lines.signature(line.text):
                self._found("signed_by", (name,), line, rule="signature")


def _date(year: int, found: re.Match[str]) -> dt.date | None:
    try:
        return dt.date(year, MONTHS.index(found["month"][:3].upper()) + 1, int(found["day"]))
    except ValueError:
        return None


def _is_state(addressee: Addressee) -> bool:
    return addressee.role == "action" and post_code(addressee.name).startswith(("STATE", "DEP"))


def _precedences(shown: str) -> Iterator[str]:
    for match in _ADDRESSEES.finditer(shown):
        if match["precedence"] and (meant := vocabulary.precedence(match["precedence"])):
            yield meant


def _addressees(line: Line, listed: list[tuple[Addressee, Place]], role: str) -> str:
    """Adds those of one line to ``listed``; gives the role that goes on in the next line."""
    for match in _ADDRESSEES.finditer(line.text):
        place = line.start + match.start(), line.start + match.end()
        if match["role"]:
            role = "action" if match["role"].startswith("ACTION") else "info"
        elif match["name"]:
            listed.append((Addressee("action" if role == "action" else "info", match["name"]), place))
        elif listed:
            last, (start, _) = listed[-1]
            number = match["number"] or last.number
            precedence = match["precedence"] or last.precedence
            listed[-1] = Addressee(last.role, last.name, None, precedence, number), (start, place[1])
    return role
