"""What the telegram does not say itself, or says twice: its number, and what only its cover tells."""

from __future__ import annotations

import re

from reftel import vocabulary
from reftel.model import Classification, Tag
from reftel.telegram import captions
from reftel.telegram.captions import ClassificationLine
from reftel.telegram.cover import Cover
from reftel.telegram.findings import Findings
from reftel.telegram.identity import canonical_id, full_year, make_id, post_code, split_id

_PAGE_NUMBER = re.compile(r"PAGE +\d\d +([A-Z][A-Z.' ]*?) +(\d{4,6})\b")


def identify(
    findings: Findings,
    line: ClassificationLine | None,
    line_start: int,
    around: Cover,
    reference_id: str | None,
    year: int | None,
) -> None:
    """The number of the telegram: from its classification line, else its page heads, its cover, or what was told."""
    told = canonical_id(reference_id) if isinstance(reference_id, str) and reference_id else None
    if told and split_id(told) is None:
        told = None
    sent = findings.fields.get("sent")
    outside = told or (around.id if around.id and split_id(around.id) else None)
    known = split_id(outside) if outside else None
    at_year = sent.year if sent else year or (known[0] if known else None)
    if line and line.year and not sent:
        at_year = full_year(line.year)
    number: str | None = None
    if line and line.post and line.serial and at_year is not None:
        number = make_id(at_year, post_code(line.post, at_year), line.serial)
        rule = "classification line"
    elif (page := _PAGE_NUMBER.search(findings.clean.read)) and at_year is not None:
        number, rule = make_id(at_year, post_code(page[1], at_year), page[2]), "page head"
    if outside and (number is None or not _agree(number, outside)):
        # the collection's own number is what others cite; a text that says another keeps it as an alias
        spare, number, rule = number, outside, "reference number given" if told else around.rule
        findings.fields["aliases"] = (spare,) if spare else ()
    if number is None:
        findings.year_of_number = at_year
        return
    findings.fields["id"] = number
    findings.rules["id"] = rule
    if "id" in around.places and rule != "classification line":
        findings.spans["id"] = (around.places["id"],)
    elif line and rule == "classification line":
        text = findings.clean.text
        end = text.find("\n", line_start)
        findings.place("id", line_start, len(text) if end < 0 else end)
    aliases = dict.fromkeys((*findings.fields.get("aliases", ()), *around.aliases))
    if isinstance(reference_id, str) and reference_id and reference_id != number:
        aliases.setdefault(reference_id)
    aliases.pop(number, None)
    if aliases:
        findings.fields["aliases"] = tuple(aliases)
    own = split_id(number)
    sender = vocabulary.DEPARTMENT if own and vocabulary.addressed_post(own[1]) else own and own[1]
    if own and sender and not findings.has("origin") and (post_of := vocabulary.post(sender, year=at_year or own[0])):
        findings.fields["origin"] = post_of
        findings.rules["origin"] = "post of the number"
    findings.year_of_number = own[0] if own else at_year


def _agree(one: str, other: str) -> bool:
    """The same year and serial, and posts of which one may be cut: ``79BUENOS123`` and ``79BUENOSAIRES123``."""
    a, b = split_id(one), split_id(other)
    if a is None or b is None:
        return one == other
    return a[0] % 100 == b[0] % 100 and a[2] == b[2] and a[1][:4] == b[1][:4]


def _damaged(tags: tuple[Tag, ...], catalogued: str) -> bool:
    """True where the telegram's TAGS hold what no table and not the catalogue knows, as ``POINT`` for PINT.

    The catalogue must know better: one of its own is a subject that the line does not have.
    """
    unknown = [tag.code for tag in tags if tag.kind == "unknown" and " " not in tag.code]
    if not unknown:
        return False
    codes = {code.strip().upper() for code in catalogued.split(",")}
    read = {tag.code for tag in tags}
    return not codes & set(unknown) and any(vocabulary.tag(code).kind == "subject" for code in codes - read)


def from_cover(findings: Findings, around: Cover) -> None:
    """What only the cover tells, or what it tells where the telegram itself is silent."""
    fields = findings.fields
    if around.level and "classification" not in fields:
        level, _, caveat = around.level.partition("//")
        name = captions.level_of_banner(level)
        if name:
            fields["classification"] = Classification(name, (caveat,) if caveat == "NOFORN" else ())
            findings.rules["classification"] = around.rule
    for name in ("origin", "subject", "sent", "released"):
        value = getattr(around, name)
        if value is not None and name not in fields:
            fields[name] = value
            findings.rules[name] = around.rule
            if name in around.places:
                findings.spans[name] = (around.places[name],)
    if around.tags and ("tags" not in fields or _damaged(fields["tags"], around.tags)):
        codes = dict.fromkeys(code.strip().upper() for code in re.split(r",(?![^(]*\))", around.tags) if code.strip())
        for name in [name for name in findings.spans if name.startswith("tags.")]:
            del findings.spans[name]  # the line as read keeps its place, its words are not these
        fields["tags"] = tuple(vocabulary.tag(code.strip("()")) for code in codes)
        findings.rules["tags"] = around.rule
    if around.attributes:
        fields["attributes"] = around.attributes
        findings.spans.update(
            {name: (place,) for name, place in around.places.items() if name.startswith("attributes.")}
        )
    if around.articles:
        fields["articles"] = around.articles
    if around.partial:
        fields["partial"] = True
