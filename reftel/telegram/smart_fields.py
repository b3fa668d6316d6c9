"""The values of a SMART telegram's labels: what stands beside ``MRN:``, ``Action:``, ``TAGS:``, ``Drafted By:``."""

from __future__ import annotations

import datetime as dt
import re

import msgspec

from reftel import vocabulary
from reftel.model import Addressee, Authority, Place, Reference
from reftel.telegram import authority, declassification, opening, references, unreached
from reftel.telegram.findings import Findings
from reftel.telegram.identity import canonical_id, date_time_group, split_id
from reftel.telegram.opening import Field

_GROUP = re.compile(r"\d{6} ?Z\s{1,3}[A-Z]{3}", re.IGNORECASE)
_DAY = re.compile(r"\b([A-Z][a-z]{2})[a-z]{0,6}\.? (\d{1,2}), ?(\d{4})")
_PRECEDENCE = re.compile(r" ((?:NIACT )?(?:FLASH|IMMEDIATE|PRIORITY|ROUTINE))$")
# a comma that a scan made of the semicolon stands after a precedence: `SECDEF WASHINGTON DC ROUTINE, CAIRO, AMEMBASSY`
_BETWEEN = re.compile(r";|(?:(?<=ROUTINE)|(?<=PRIORITY)|(?<=IMMEDIATE)|(?<=FLASH)),")
_PLACE_FIRST = re.compile(
    r"([A-Z][A-Z .'-]{1,40}), (SECSTATE|AMEMBASSY|AMCONSUL|AMCONGEN|USMISSION|USINT|USLO|USDEL|USOFFICE|AIT)"
)
_WORD = re.compile(r"[A-Z0-9]{2,8}")
_LETTERS = str.maketrans("0158", "OISB")
_NEW_PASS = re.compile(r"\b(?:FOR|PASS)\b")
_REVIEW = re.compile(
    r"Classified by (?P<by>[^\n]{2,60}?) on (?P<at>\d{1,2}/\d{1,2}/\d{4})\W{1,5}Class: (?P<level>[A-Z ]{4,20}?)\W{1,5}"
    r"Reason:\s(?P<reasons>[^\n]{2,60}?)\s{1,3}\W{1,3}Declassify on: (?P<until>\d{1,2}/\d{1,2}/\d{4})"
)
_STAMP = re.compile(r"Case No\. ?(\S{3,20}) Doc No\. ?(\S{3,20}) Date: ?(\d{1,2})/(\d{1,2})/(\d{4})")
_RELEASE = re.compile(
    r"^[ \t]{10,}(RELEASE IN(?: FULL| PART)?)[ \t]*([^\n]{0,40})(?:\n[ \t]{10,}([A-Z0-9.,()]{2,40})[ \t]*$)?",
    re.MULTILINE,
)


def read(
    text: str,
    heading: list[Field],
    closing: list[Field],
    findings: Findings,
    year: int | None,
    reference_id: str | None,
) -> None:
    """Set the fields of all labels of the heading, then of those after the body."""
    by_name = {field.name: field for field in heading}
    if group := by_name.get("Date/DTG"):
        _sent(text, group, findings)
    if mrn := by_name.get("MRN"):
        _number(text, mrn, findings, year, reference_id)
    if sender := by_name.get("From"):
        _origin(text, sender, findings)
    if order := by_name.get("E.O."):
        _order(text, order, findings)
    _authority(text, by_name, findings)
    if line := by_name.get("TAGS"):
        _tags(text, line, findings)
    if line := by_name.get("Captions"):
        _captions(text, line, findings)
    if line := by_name.get("Pass Line"):
        _pass_lines(text, line, findings)
    if line := by_name.get("Subject"):
        opening.read_subject(text, line, findings)
    if line := by_name.get("Reference"):
        _references(text, line, findings)
    others = {field.name: field for field in closing}
    _addressees(text, by_name, others, findings)
    _people(text, others, findings)
    for field in (*heading, *closing):
        if field.name in _ATTRIBUTES and (shown := _joined(text, field, _ATTRIBUTES[field.name])):
            findings.attribute(field.name, shown, *findings.clean.places(*_place(text, field)))


_ATTRIBUTES = {
    "Action Office": " ",
    "Info Office": " ",
    "Derived From": " ",
    "Cleared By": "; ",
    "Released By": "; ",
    "XMT": "; ",
    "Attachments": " ",
    "Action Post": " ",
    "Dissemination Rule": " ",
}
"""Labels that the model has no field for, and what stands between the lines of their values."""


def _joined(text: str, field: Field, joint: str) -> str:
    lines = (" ".join(line.split()) for line in text[field.start : field.end].split("\n"))
    return joint.join(line for line in lines if line)


def _place(text: str, field: Field) -> Place:
    """Where the value itself stands, without the white space around it."""
    value = text[field.start : field.end]
    start = field.start + len(value) - len(value.lstrip())
    return start, max(start, field.start + len(value.rstrip()))


def _sent(text: str, field: Field, findings: Findings) -> None:
    """``Jul 22, 2010 / 221710Z JUL 10``; the stroke may have been read as a 1: ``2010122`` + ``1710Z``."""
    if match := _GROUP.search(text, field.start, field.end):
        # cut where the six digits begin: what was read as a digit before them is none of the group
        group = date_time_group(text[match.start() : field.end])
        if group:
            at = match.start()
            findings.found("sent", group.sent, at, at + group.end, "date-time group")
            if text[at - 1].isdigit():
                findings.repaired(at - 1, at, "/ ", "ocr-stroke")
            return
    if day := _DAY.search(text, field.start, field.end):
        try:
            month = dt.datetime.strptime(day[1], "%b").month
            sent = dt.datetime(int(day[3]), month, int(day[2]), tzinfo=dt.UTC)
        except ValueError:
            return
        findings.found("sent", sent, *day.span(), "date alone, time not told")


def _number(text: str, field: Field, findings: Findings, year: int | None, reference_id: str | None) -> None:
    shown = _joined(text, field, " ")
    number = canonical_id(shown)
    told = canonical_id(reference_id) if isinstance(reference_id, str) and reference_id else None
    known = split_id(number)
    if known is None and told and split_id(told):
        findings.fields["id"], findings.rules["id"] = told, "reference number given"
        known = split_id(told)
    elif known:
        findings.found("id", number, *_place(text, field), "MRN line")
        if isinstance(reference_id, str) and reference_id and reference_id != number:
            findings.fields["aliases"] = (reference_id,)
    findings.year_of_number = known[0] if known else year


def _origin(text: str, field: Field, findings: Findings) -> None:
    sent = findings.fields.get("sent")
    post = vocabulary.post_named(_joined(text, field, " "), year=sent.year if sent else None)
    own = split_id(findings.fields.get("id") or "")
    if post is not None:
        findings.found("origin", post, *_place(text, field), "from line")
    elif own and (post := vocabulary.post(own[1], year=sent.year if sent else own[0])):
        findings.fields["origin"], findings.rules["origin"] = post, "post of the number"


def _order(text: str, field: Field, findings: Findings) -> None:
    start, end = _place(text, field)
    declassification.find(text, start, start, end, findings)


def _authority(text: str, by_name: dict[str, Field], findings: Findings) -> None:
    by, reason, until = by_name.get("Classified By"), by_name.get("Reason"), by_name.get("Declassify On")
    if by:
        said = text[by.start : by.end]
        if reason:
            said += " Reason: " + text[reason.start : reason.end]
        if people := authority.read(said):
            start, end = _place(text, by)
            findings.found("classified_by", people, start, end, "classified by line")
    if until and not findings.has("declassify_on"):
        told = declassification.read("DECL: " + text[until.start : until.end], findings.fields.get("sent"))
        for name, value in (("declassify_on", told.on), ("declassification", told.says)):
            if value:
                findings.found(name, value, *_place(text, until), "declassify on line")


def _tags(text: str, field: Field, findings: Findings) -> None:
    """The codes; one that a scan misread, ``01IP``, is mended where the letters make a known TAG."""
    mended = list(text[field.start : field.end])
    for match in _WORD.finditer(text, field.start, field.end):
        means = match[0].translate(_LETTERS)
        if means != match[0] and means.isalpha() and vocabulary.tag(match[0]).kind == "unknown":
            if vocabulary.tag(means).kind == "unknown":
                continue
            mended[match.start() - field.start : match.end() - field.start] = means
            findings.repaired(match.start(), match.end(), means, "ocr-letters")
    value = "".join(mended)
    opening.read_tags(text[: field.start] + value + text[field.end :], field, findings)


def _captions(text: str, field: Field, findings: Findings) -> None:
    """``SENSITIVE, SI PDIS``: blanks that a scan put into a caption are taken out."""
    known = vocabulary.captions()
    captions: dict[str, None] = {}
    for match in re.finditer(r"[^\s,;/][^,;/\n]*", text[field.start : field.end]):
        shown = " ".join(match[0].upper().split())
        whole = shown.replace(" ", "")
        if shown not in known and whole in known:
            at = field.start + match.start()
            findings.repaired(at, at + len(match[0].rstrip()), whole, "blank-in-word")
            shown = whole
        if shown in known or not all(word in known for word in shown.split()):
            captions.setdefault(shown)
        else:
            captions.update(dict.fromkeys(shown.split()))
    if not captions:
        return
    findings.found("captions", tuple(captions), *_place(text, field), "captions line")
    said = findings.fields.get("classification")
    if said and "NOFORN" in captions and "NOFORN" not in said.caveats:
        findings.fields["classification"] = msgspec.structs.replace(said, caveats=(*said.caveats, "NOFORN"))


def _pass_lines(text: str, field: Field, findings: Findings) -> None:
    """Each line that says FOR or PASS is one, with the lines below it that go on: ``S/WCI``, ``AND DRL``."""
    lines: list[str] = []
    for raw in text[field.start : field.end].split("\n"):
        line = " ".join(raw.split())
        if line and lines and not _NEW_PASS.search(line):
            lines[-1] += " " + line
        elif line:
            lines.append(line)
    if lines:
        findings.found("pass_lines", tuple(lines), *_place(text, field), "pass line")


def _references(text: str, field: Field, findings: Findings) -> None:
    found = unreached.settled(references.listed(text, field.start, field.end, findings), findings)
    listed: list[Reference] = []
    for each in found:
        findings.place(f"references.{len(listed)}", each.start, each.end)
        listed.append(each.reference)
    if listed:
        findings.found("references", tuple(listed), *_place(text, field), "reference line")


def _addressees(text: str, heading: dict[str, Field], closing: dict[str, Field], findings: Findings) -> None:
    """Action posts of the heading, then info posts, wherever they stand; each with its precedence."""
    found: list[Addressee] = []
    info = [each["Info"] for each in (heading, closing) if "Info" in each]
    for field in (*([heading["Action"]] if "Action" in heading else ()), *info):
        for start, end in _items(text, field, findings):
            name = " ".join(text[start:end].split())
            precedence = _PRECEDENCE.search(name)
            if precedence:
                name = name[: precedence.start()]
            if not name:
                continue
            if place := _PLACE_FIRST.fullmatch(name):
                name = f"{place[2]} {place[1]}"
            findings.place(f"addressees.{len(found)}", start, end)
            urgency = precedence[1] if precedence else None
            found.append(Addressee("action" if field.name == "Action" else "info", name, precedence=urgency))
    exempt = tuple(_joined(text, closing["XMT"], ";").replace("; ", ";").split(";")) if "XMT" in closing else ()
    if any(exempt):  # those to whom the collectives shall not bring it
        found = [
            msgspec.structs.replace(each, exempt=exempt) if each.name.endswith(" COLLECTIVE") else each
            for each in found
        ]
    if not found:
        return
    findings.fields["addressees"], findings.rules["addressees"] = tuple(found), "action and info lines"
    findings.spans["addressees"] = tuple(
        place for i in range(len(found)) for place in findings.spans[f"addressees.{i}"]
    )
    _precedence(found, findings)


def _precedence(found: list[Addressee], findings: Findings) -> None:
    """As in a date-time group: the highest of the action addressees, then that of the others, if it is another."""
    order = [each.name for each in vocabulary.precedences().values()]
    highest: list[str] = []
    for role in ("action", "info"):
        said = {
            known
            for each in found
            if each.role == role and each.precedence and (known := vocabulary.precedence(each.precedence))
        }
        highest += [name for name in order if name in said][:1]
    if highest:
        findings.fields["precedence"] = tuple(dict.fromkeys(highest))
        findings.rules["precedence"] = "highest of action, then of info"


def _items(text: str, field: Field, findings: Findings) -> list[Place]:
    start, end = _place(text, field)
    found: list[Place] = []
    for match in _BETWEEN.finditer(text, start, end):
        if match[0] == ",":
            findings.repaired(*match.span(), ";", "ocr-semicolon")
        found.append((start, match.start()))
        start = match.end() + len(text[match.end() : end]) - len(text[match.end() : end].lstrip())
    if start < end:
        found.append((start, end))
    return found


def _people(text: str, closing: dict[str, Field], findings: Findings) -> None:
    """Who signed, drafted and approved it."""
    if (field := closing.get("Signature")) and (shown := _joined(text, field, " ")):
        findings.found("signed_by", (shown,), *_place(text, field), "signature line")
    for label, name in (("Drafted By", "drafted_by"), ("Approved By", "approved_by")):
        if (field := closing.get(label)) and (shown := _joined(text, field, "; ")):
            findings.found(name, shown, *_place(text, field), f"{label.lower()} line")


def read_review(text: str, start: int, end: int, findings: Findings) -> None:
    """``Classified by DAS, A/GIS, DoS on 11/30/2015 — Class: CONFIDENTIAL — Reason: 1.4(B) — Declassify on: …``.

    What the reviewers classified was taken out of the released text; the level of what is left stays that of the
    banner, and the reviewers' is an attribute.
    """
    match = _REVIEW.search(text, start, end)
    if not match:
        return
    reasons = authority.read_reasons("Reason: " + match["reasons"].lower())
    findings.found("classified_by", (Authority(match["by"], None, reasons),), *match.span(), "review of the release")
    findings.attribute("Class", match["level"], *findings.clean.places(*match.span("level")))
    told = declassification.read("DECL: " + match["until"], None)
    if told.on and not findings.has("declassify_on"):
        findings.found("declassify_on", told.on, *match.span("until"), "review of the release")


def read_release(read: str, cut: list[Place], findings: Findings) -> None:
    """Case, document and date of the release, from the stamp on its pages; offsets are of the text as read."""
    for place in cut:
        if match := _STAMP.search(read, *place):
            findings.attribute("Case No.", match[1], match.span(1))
            findings.attribute("Doc No.", match[2], match.span(2))
            try:
                released = dt.datetime(int(match[5]), int(match[3]), int(match[4]), tzinfo=dt.UTC)
            except ValueError:
                break
            findings.fields["released"], findings.rules["released"] = released, "page stamp"
            findings.spans["released"] = ((match.start(3), match.end(5)),)
            break
    if match := _RELEASE.search(read[:4000]):
        shown = " ".join(" ".join(part for part in match.groups() if part).split())
        findings.attribute("Release", shown, match.span())
