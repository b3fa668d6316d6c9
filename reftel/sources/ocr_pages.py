"""Scanned files as other people's OCR left them: Markdown, a heading ``## Page 7`` above each page.

The first page may be a form by which an archive identifies the record: its fields go to the attributes. Where none of
the pages shows a telegram, as in a dossier of another agency, the file is refused with what was looked at.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from reftel import vocabulary
from reftel.sources import legibility
from reftel.sources.content import Content
from reftel.sources.document import Document, Told, Unreadable
from reftel.sources.telegramlike import is_telegram

LAYOUT = "ocr-pages"

_TITLE = re.compile(r"\A\s{0,99}# \S")
_PAGE = re.compile(r"^## Page (\d{1,5})[ \t]*\n", re.MULTILINE)
_RULE = re.compile(r"\n---\s*\Z")
_FORM = re.compile(r"\bIDENTIFICATION FORM\b")
_FIELD = re.compile(r"^([A-Z][A-Z ]{1,30}?) {0,3}:[ \t]{0,9}(\S[^\n]{0,200})$", re.MULTILINE)
_FIELDS = frozenset(
    ("AGENCY", "RECORD NUMBER", "RECORD SERIES", "RECORDS SERIES", "ORIGINATOR", "FROM", "TO", "TITLE", "DATE")
)
# The Department's form until 1973, letters misread: `INCOMING TELEGRAM` over `Department of Stave`.
_HEAD = re.compile(r"^[\W_]{0,5}(?:INCOMING|OUTGOING)[ ]{1,3}TELEGRAM\b", re.MULTILINE)
_LABELS = ("Control[ ]?:", "Rec.?d[ ]?:", "FROM[ ]?:", "TO[ ]?:", "NO[ ]?:", "ACTION ?:? ", r"NIACT\b")
_WITNESSES = tuple(re.compile(f"^{label}", re.MULTILINE) for label in _LABELS)
_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/((?:19|20)?\d\d)")
_TODO = "Give the pages of one telegram, or its text"


class _Page(NamedTuple):
    number: int
    text: str


def claims(content: Content) -> bool:
    """A title and a heading for the first page."""
    return _TITLE.match(content.head) is not None and _PAGE.search(content.head) is not None


def documents(content: Content) -> Iterator[Document]:
    """Each telegram: the page it begins on and those after it, up to the next; raises ``Unreadable`` for none."""
    form: dict[str, str] = {}
    groups: list[list[_Page]] = []
    before: list[_Page] = []
    pages = list(_pages(content.text))
    for page in pages:
        if not groups and _FORM.search(page.text):
            form = {name: value.strip() for name, value in _FIELD.findall(page.text) if name in _FIELDS}
        elif _begins(page.text):
            groups.append([page])
        else:
            (groups[-1] if groups else before).append(page)
    if not groups:
        garbage = sum(legibility.is_garbage(page.text) for page in pages)
        spoilt = f"; {garbage:,} of them are garbage" if garbage else ""
        what = f"the OCR of {len(pages):,} scanned pages, none of which shows a telegram's heading{spoilt}"
        raise Unreadable(content.place, what, _TODO)
    for page in before:
        content.skip(f"{content.place}#page={page.number}", f"a page before the first telegram. {_TODO}")
    for group in groups:
        place = content.place if len(groups) == 1 else f"{content.place}#page={group[0].number}"
        text = "\n".join(page.text for page in group)
        yield Document(text, LAYOUT, place, _told(form), content.encoding)


def _pages(text: str) -> Iterator[_Page]:
    headings = list(_PAGE.finditer(text))
    ends = [heading.start() for heading in headings[1:]] + [len(text)]
    for heading, end in zip(headings, ends, strict=True):
        yield _Page(int(heading[1]), _RULE.sub("\n", text[heading.end() : end]).strip("\n"))


def _begins(page: str) -> bool:
    if is_telegram(page):
        return True
    return _HEAD.search(page) is not None and sum(bool(each.search(page)) for each in _WITNESSES) >= 2


def _told(form: dict[str, str]) -> Told:
    """What the form says of the record; its fields are kept as they are written."""
    town = form.get("FROM", "").title()
    code = vocabulary.canonical_post(town) if town else None
    post = vocabulary.post(code) if code else None
    return Told(
        sent=_day(form.get("DATE", "")),
        origin=post.name if post is not None else None,
        attributes={name.title(): value for name, value in form.items()},
    )


def _day(written: str) -> dt.datetime | None:
    """``7/17/1962``, month first; midnight, UTC, for want of an hour."""
    found = _DATE.fullmatch(written)
    if found is None:
        return None
    month, day, year = map(int, found.groups())
    try:
        return dt.datetime(year if year > 99 else 1900 + year, month, day, tzinfo=dt.UTC)
    except ValueError:
        return None
