"""What a collection put around the telegram inside the text itself, and what it tells.

Four covers are known: the six leading lines of an exported text, the table of the web archive's page when it was
printed and scanned, the National Archives' "Message Text" with its block of "Message Attributes", and title, dateline
and number of a telegram in a printed edition (*Foreign Relations of the United States*).
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from reftel import vocabulary
from reftel.model import Article, Place, Post, Repair
from reftel.telegram.identity import MONTHS, canonical_id


class Cover(NamedTuple):
    """The telegram is ``text[start:end]``, the rest is the cover. What a cover tells is a fallback for the fields."""

    start: int
    end: int
    furniture: tuple[Place, ...] = ()
    id: str | None = None
    aliases: tuple[str, ...] = ()
    level: str | None = None
    origin: Post | None = None
    subject: str | None = None
    sent: dt.datetime | None = None
    released: dt.datetime | None = None
    attributes: dict[str, str] = {}  # noqa: RUF012 (never changed)
    tags: str | None = None
    articles: tuple[Article, ...] = ()
    partial: bool = False
    has_heading: bool = True
    """False where the cover stands in the place of the heading."""
    places: dict[str, Place] = {}  # noqa: RUF012
    repairs: tuple[Repair, ...] = ()
    rule: str = ""


_ID_LINE = re.compile(r"\s*(\d{2,4} ?[A-Z][A-Z .]*?\d{1,7})\s*")
_ORIGIN = re.compile(
    r"(?:Embassy|Consulate|Mission|US |USUN|Secretary of State|American|UN |REO|Branch Office|Interest)"
)
_LONG_DATE = re.compile(
    r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) (\d\d):(\d\d):(\d\d)(?: [+-]\d{4}| [A-Z]{3,4})? (\d{4})"
)
_MOMENT = r"(\d{4})-(\d\d)-(\d\d)[ \t]{1,3}(\d\d):(\d\d)"
_TABLE_HEAD = re.compile(r"Reference[ \t]{1,3}ID[ \t]{1,3}(?:Created|Date)")
_ROW = re.compile(
    r"^ ?(\d{2}[A-Z][A-Z0-9 ]{2,40}?)[ \t]{1,3}"
    + _MOMENT
    + r"(?:[ \t]{1,3}"
    + _MOMENT
    + r")?[ \t]{1,3}([A-Z/ ]{6,60}?)[ \t]{1,3}"
    r"((?:Embassy|Consulate|Mission|US|USUN|Secretary|UN|American) .*)$",
    re.MULTILINE,
)
_ARTICLE = re.compile(r"^ ?(https?:// ?\S+)\s*$", re.MULTILINE)
_HEADING_BEGINS = re.compile(r"^ ?(?:VZCZC\w+|[ZOPR](?: [ZOPR])? +\d{6}Z +[A-Z]{3} +\d\d)\b", re.MULTILINE)
_ATTRIBUTE = re.compile(r"\s*([A-Z][A-Za-z ]{1,40}|vdkvgwkey|ISecure):(?:\s(.*))?$")
_LONGEST_TITLE = 600
_TITLE = re.compile(r"\s*(?:\S[^\n]* )?(?:to|From|from)\b[^\n]+\n(?:[^\n]{0,120}\n){0,4}")
_DATELINE = re.compile(
    r"^[ \t]*[A-ZÀ-Þ][^\d\n,]{2,40}(?:,(?: [A-Z][^\d\n,]{2,30},)? "
    rf"(?:{'|'.join(vocabulary.MONTHS)}) \d{{1,2}}, \d{{4}}(?:[^\w\n][^\n]{{0,40}})?|,? ?\[undated\]\.?)\n",
    re.MULTILINE,
)
_RECEIVED = re.compile(r"[ \t]*\[Received[^\]\n]{0,80}\]?[^\n]{0,20}\n")
_PARAGRAPH_TWO = re.compile(r"\n[ \t]*2\. ")
_OWN_NUMBER = re.compile(r"\s*(\d{1,5})\. +(?=(1\. )?\S)")
_STAMP = ("Declassified/Released", "Systematic Review")
# `Declassified/Released US Department of State EO Systematic Review 30 JUN 2005`, also over several lines
_REVIEWED = re.compile(r"Systematic\s+Review\s+(?P<day>\d{1,2}) (?P<month>[A-Za-z]{3}) (?P<year>\d{4})", re.IGNORECASE)
_DAY = re.compile(r"(?P<day>\d{1,2}) (?P<month>[A-Za-z]{3}) (?P<year>\d{4})")
_PARTIAL = "This record is a partial extract of the original cable"
_NOT_WHOLE = re.compile(rf"{_PARTIAL}\. +The full text of the original cable is not available\.")


def read(text: str) -> Cover:
    """Find the cover of a text; without one the telegram is the whole text."""
    found = _leading_lines(text) or _printed_page(text) or _national_archives(text) or _printed_edition(text)
    if found is None:
        found = Cover(0, len(text))
    at = text.find(_PARTIAL, found.start, found.end)
    if at >= 0:
        end = text.find("\n", at, found.end)
        notice = (at, found.end if end < 0 else end)
        if said := _NOT_WHOLE.match(text, at, notice[1]):
            notice = (at, said.end())  # a date-time group may stand behind it: `not available.081545Z Jun 05`
        found = found._replace(partial=True, places={**found.places, "notice": notice})
        if text[found.start : at].strip() == "":
            found = found._replace(start=notice[1])
    return found


def _leading_lines(text: str) -> Cover | None:
    """``09MEXICO2134`` / subject / ``Tue Jul 21 00:00:00 +0200 2009`` / level / ``Embassy Mexico`` / the message."""
    lines = text[:1500].lstrip("\ufeff\n").split("\n", 6)
    if len(lines) < 6 or not (number := _ID_LINE.fullmatch(lines[0])):
        return None
    date = _LONG_DATE.search(lines[2])
    if not date and not _ORIGIN.match(lines[4]):
        return None
    lead = len(text) - len(text.lstrip("\ufeff\n"))
    starts = [lead]
    for line in lines[:5]:
        starts.append(starts[-1] + len(line) + 1)
    names = ("id", "subject", "sent", "classification", "origin")
    places = {name: (starts[i], starts[i] + len(lines[i])) for i, name in enumerate(names)}
    return Cover(
        starts[5],
        len(text),
        id=canonical_id(number[1]),
        aliases=_alias(number[1]),
        subject=lines[1].strip() or None,
        sent=_moment(date[6], date[1], date[2], date[3], date[4]) if date else None,
        level=lines[3].strip() or None,
        origin=vocabulary.post_named(lines[4].strip()),
        places=places,
        rule="leading lines",
    )


def _printed_edition(text: str) -> Cover | None:
    """``The Minister in … to …`` / ``Cairo, June 17, 1936—6 p.m.`` / ``[Received …]`` / ``33.`` and the words."""
    dateline = _DATELINE.search(text, 0, _LONGEST_TITLE) if " to " in text[:_LONGEST_TITLE] else None
    if not dateline or not _TITLE.fullmatch(text, 0, dateline.start()):
        return None
    received = _RECEIVED.match(text, dateline.end())
    start = received.end() if received else dateline.end()
    # a telegram's own number stands before its words, where those of paragraphs begin with 1
    number = _OWN_NUMBER.match(text, start)
    if number and (number[1].lstrip("0") != "1" or number[2] or not _PARAGRAPH_TWO.search(text, start)):
        start = number.end()
    return Cover(start, len(text), has_heading=False, rule="printed edition")


def _alias(shown: str) -> tuple[str, ...]:
    return (shown,) if shown != canonical_id(shown) else ()


def _moment(year: str, month: str, day: str, hour: str, minute: str) -> dt.datetime | None:
    try:
        number = int(month) if month.isdigit() else MONTHS.index(month[:3].upper()) + 1
        return dt.datetime(int(year), number, int(day), int(hour), int(minute), tzinfo=dt.UTC)
    except ValueError:
        return None


def _printed_page(text: str) -> Cover | None:
    """The web archive's page, printed: its table in one row, then the heading, often twice."""
    head = _TABLE_HEAD.search(text, 0, 20_000) if text.find("Reference", 0, 20_000) >= 0 else None
    row = head and _ROW.search(text, head.end())
    if not row:
        return None
    begins = [match.start() for match in _HEADING_BEGINS.finditer(text, row.end(), row.end() + 6000)]
    if not begins:
        return None
    identifier = text[begins[0] : text.find("\n", begins[0])].strip()
    again = [at for at in begins[1:] if text[at : at + len(identifier) + 1].strip() == identifier]
    start = again[0] if again else begins[0]
    shown = " ".join(row[1].split())
    number = canonical_id(shown)
    found = Cover(
        start,
        len(text),
        furniture=((begins[0], start),) if again else (),
        id=number,
        sent=_moment(*row.groups()[1:6]),
        released=_moment(*row.groups()[6:11]) if row[7] else None,
        level=" ".join(row[12].split()),
        origin=vocabulary.post_named(" ".join(row[13].split())),
        articles=tuple(Article(match[1].replace(" ", "")) for match in _ARTICLE.finditer(text, row.end(), begins[0])),
        places={"id": row.span(1), "released": (row.start(7), row.end(11)), "origin": row.span(13)},
        rule="printed table",
    )
    if number != shown:
        read_as = Repair(row.start(1), row.end(1), row[1], number, "ocr-letters")
        found = found._replace(repairs=(read_as,))
    return found


def _national_archives(text: str) -> Cover | None:
    """``Message Text`` … ``Message Attributes``: the telegram and the archive's own catalogue record of it."""
    block = text.rfind("Message Attributes")
    if block < 0 or text[max(0, block - 1) : block].strip():
        return None
    attributes, places = _attributes(text, block + len("Message Attributes"))
    if len(attributes) < 5:
        return None
    begin = text.find("Message Text")
    has_text = 0 <= begin < block
    number = attributes.get("Document Number", "")
    subject = attributes.get("Subject", "")
    draft = attributes.get("Draft Date", "").split()
    released, at = _released(text, attributes)
    if at:
        places["released"] = at
    return Cover(
        begin + len("Message Text") if has_text else block,
        block,
        id=canonical_id(number) if number else None,
        aliases=(number,) if number else (),
        level=_said(attributes.get("Original Classification")) or _said(attributes.get("Previous Classification")),
        origin=vocabulary.post_named(attributes.get("From", "").removesuffix(" OR-M")),
        subject=_said(subject.replace("\\'", "'")),
        tags=_said(attributes.get("TAGS")),
        sent=None if has_text or len(draft) != 3 else _moment(draft[2], draft[1].title(), draft[0], "0", "0"),
        released=released,
        attributes=attributes,
        partial=not has_text,
        places=places,
        rule="message attributes",
    )


def _released(text: str, attributes: dict[str, str]) -> tuple[dt.datetime | None, Place | None]:
    """When the review released it: by its stamp, else by the catalogue."""
    if stamp := _REVIEWED.search(text):
        return _moment(stamp["year"], stamp["month"].title(), stamp["day"], "0", "0"), stamp.span()
    told = _DAY.fullmatch(attributes.get("Review Release Date", ""))
    return (_moment(told["year"], told["month"].title(), told["day"], "0", "0") if told else None), None


def _said(value: str | None) -> str | None:
    return value if value and value.strip().lower() not in ("n/a", "") else None


def _attributes(text: str, start: int) -> tuple[dict[str, str], dict[str, Place]]:
    found: dict[str, str] = {}
    places: dict[str, Place] = {}
    key = ""
    at = start
    for line in text[start:].split("\n"):
        stamped = _STAMP[0] in line or _STAMP[1] in line
        match = _ATTRIBUTE.match(line.rstrip()) if not stamped else None
        if match and not (key and "Subject" in key and match[1] not in ("TAGS", "To", "Type")):
            key = match[1].strip()
            found.setdefault(key, (match[2] or "").strip())
            places.setdefault(f"attributes.{key}", (at, at + len(line)))
        elif key and line.strip() and not stamped and key not in ("Markings", "Review Markings"):
            joint = "" if found[key].endswith(("/", "-")) else " "
            found[key] = (found[key] + joint + line.strip()).strip()
        at += len(line) + 1
    return found, places
