"""The web archive's page of one cable, in its three builds.

A page of 50 to 190 kB is mostly navigation; of the rest, only the heading, the metadata table (some hundred bytes) and
the two ``<pre>`` matter. These are cut out of the page, without parsing the rest.

=============  =========================================================================
page-2010-11   table of four columns: Reference ID, Date, Classification, Origin
page-2010-12   five columns: Created and Released; articles in a row of their own
page-2011      the same; the whole collection, released on 2011-08-30, and ``cables.js``
=============  =========================================================================
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from reftel.model import Article
from reftel.sources import markup
from reftel.sources.content import Content
from reftel.sources.document import Document, Told, Unreadable

PARTIAL = "This record is a partial extract of the original cable"

_HTML = re.compile(r"<(?:!doctype\s{1,9}html|html)\b", re.IGNORECASE)
_TABLE = re.compile(r"<table\b[^<>]{0,200}\bclass\s{0,3}=\s{0,3}[\"']?cable\b[^<>]{0,200}>", re.IGNORECASE)
_TABLE_END = re.compile(r"</table\b", re.IGNORECASE)
_HEADING = re.compile(r"<h3\b[^<>]{0,200}>\s{0,20}Viewing\s{1,5}cable\b([^<]{0,2000})", re.IGNORECASE)
_PRE = re.compile(r"<pre\b[^<>]{0,200}>", re.IGNORECASE)
_PRE_END = re.compile(r"</pre\b[^<>]{0,200}>", re.IGNORECASE)
_TAG_HREF = re.compile(r"href=['\"][^'\"<>]*?/?tag/([A-Z0-9-]{1,20})_\d+\.html['\"]")
_NEAR = 240
"""Characters that ``<h3>`` with its attributes and blanks may take before the heading's words."""


def claims(content: Content) -> bool:
    """Any HTML page: what is no cable among them is for this module to say."""
    return _HTML.search(content.text, 0, 4096) is not None or _TABLE.search(content.head) is not None


def documents(content: Content) -> Iterator[Document]:
    """The one cable of the page; raises ``Unreadable`` for a page of something else."""
    page = content.text
    # The navigation in front is four fifths of a page: the search begins at the heading, wherever there is one.
    opened = _TABLE.search(page, max(page.find("Viewing cable"), 0)) or _TABLE.search(page)
    if opened is None:
        raise _no_cable(content, "a web page without a cable's table")
    closed = _TABLE_END.search(page, opened.end())
    if closed is None:
        raise _no_cable(content, "a cable's page that breaks off inside its table")
    table = page[opened.end() : closed.start()]
    rows = markup.rows(table)
    texts, whole = _texts(page, closed.end())
    if not texts:
        what = "a list of cables, not the page of one" if len(rows) > 2 else "a cable's page without the cable's text"
        raise _no_cable(content, what)
    text = "\n".join(text for text, _ in texts)
    fields = _fields(rows)
    if "reference id" not in fields:
        raise _no_cable(content, "a web page with a table, but none with a Reference ID")
    told = Told(
        id=fields["reference id"] or None,
        sent=_moment(fields.get("created") or fields.get("date")),
        released=_moment(fields.get("released")),
        level=fields.get("classification") or None,
        origin=fields.get("origin") or None,
        subject=_subject(page, fields["reference id"]),
        tags=tuple(dict.fromkeys(tag for _, source in texts if "tag/" in source for tag in _TAG_HREF.findall(source))),
        articles=_articles(table),
        partial=not whole or PARTIAL in text or _cut_off(text),
    )
    yield Document(text, _build(page, fields, told), content.place, told, content.encoding)


def _no_cable(content: Content, what: str) -> Unreadable:
    return Unreadable(content.place, what, "Save the cable's own page, as HTML only, and give that")


def _texts(page: str, start: int) -> tuple[list[tuple[str, str]], bool]:
    """Of every ``<pre>`` after the table, what it shows and its source; and whether the last one is closed."""
    found = []
    while opened := _PRE.search(page, start):
        closed = _PRE_END.search(page, opened.end())
        if closed is None:
            found.append((markup.shown(page[opened.end() :]), page[opened.end() :]))
            return found, False
        source = page[opened.end() : closed.start()]
        found.append((markup.shown(source), source))
        start = closed.end()
    return found, True


def _fields(rows: list[list[str]]) -> dict[str, str]:
    """The table's first row of names over its second row of values, names in lower case."""
    if len(rows) < 2:
        return {}
    return {name.lower(): value for name, value in zip(rows[0], rows[1], strict=False)}


def _build(page: str, fields: dict[str, str], told: Told) -> str:
    if "released" not in fields:
        return "page-2010-11"
    if "/cables.js" in page or (told.released is not None and told.released.year >= 2011):
        return "page-2011"
    return "page-2010-12"


def _subject(page: str, reference: str) -> str | None:
    """What the page's heading says after ``Viewing cable 09MEXICO283,``."""
    heading = _HEADING.search(page, max(page.find("Viewing cable") - _NEAR, 0))
    if heading is None:
        return None
    shown = markup.squeezed(heading[1])
    return shown.removeprefix(reference).lstrip(", ") or None


def _articles(table: str) -> tuple[Article, ...]:
    """The links below "Appears in these articles", the ones that lead to the web."""
    _, announced, row = table.partition("Appears in these articles")
    found: dict[str, Article] = {}
    for href, title in markup.links(row if announced else ""):
        url = _web_address(href)
        if url is not None:
            # an address that stands for itself is no title
            found.setdefault(url, Article(url, title if title and title not in (href, url) else None))
    return tuple(found.values())


def _web_address(href: str) -> str | None:
    """An absolute http(s) address, or None. ``http://http://www.spiegel.de`` is mended, not dropped."""
    href = href.strip()
    scheme = re.match(r"(?:https?:/{0,2}){2,9}", href, re.IGNORECASE)
    if scheme is not None:
        last = re.findall(r"https?:", scheme.group(), re.IGNORECASE)[-1]
        href = f"{last.lower()}//{href[scheme.end() :]}"
    if any(character <= " " or character in "<>\"'\\`" or character == "\x7f" for character in href):
        return None
    try:
        parts = urlsplit(href)
        return href if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:  # [ without ]
        return None


def _moment(written: str | None) -> dt.datetime | None:
    """``2009-02-04 17:08`` as UTC; the archive's pages name no zone."""
    try:
        return dt.datetime.fromisoformat(written).replace(tzinfo=dt.UTC) if written else None
    except ValueError:
        return None


def _cut_off(text: str) -> bool:
    """Some pages of the builds end in mid-word with three dots put there: ``NOT YET OPENED TH...``."""
    end = text.rstrip()
    return end.endswith("...") and end[-4:-3].isalnum()
