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

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

import msgspec

from reftel.model import Article
from reftel.sources import fielded, markup, mirrored
from reftel.sources.content import Content
from reftel.sources.document import PARTIAL, Document, Told, Unreadable

_HTML = re.compile(r"<(?:!doctype\s{1,9}html|html)\b", re.IGNORECASE)
_TABLE = re.compile(r"<table\b[^<>]{0,200}\bclass\s{0,3}=\s{0,3}[\"']?cable\b[^<>]{0,200}>", re.IGNORECASE)
_ANY_TABLE = re.compile(r"<table\b[^<>]{0,2000}>", re.IGNORECASE)
_TABLE_END = re.compile(r"</table\b", re.IGNORECASE)
_HEADING = re.compile(r"<h3\b[^<>]{0,200}>\s{0,20}Viewing\s{1,5}cable\b([^<]{0,2000})", re.IGNORECASE)
_PRE = re.compile(r"<pre\b[^<>]{0,200}>", re.IGNORECASE)
_PRE_END = re.compile(r"</pre\b[^<>]{0,200}>", re.IGNORECASE)
_TAG_HREF = re.compile(r"href=['\"][^'\"<>]*?/?tag/([A-Z0-9-]{1,20})_\d+\.html['\"]")
# Chromium and Firefox save the view of a page's source as a page of their own.
_VIEWS = ('line-gutter-backdrop"', '<body id="viewsource"')
_ESCAPED = re.compile(r"\s{0,99}&lt;(?:!doctype\s{1,9}html|html|\?xml)\b", re.IGNORECASE)
_SOURCE_LINE = re.compile(r"<td class=\"(?:webkit-)?line-content\">((?:(?!</td>)[^\n]){0,200000})")
_SEEN = 4096
_MOST = 500
"""Tables of a page that are looked at."""
_NEAR = 240
"""Characters that ``<h3>`` with its attributes and blanks may take before the heading's words."""


def claims(content: Content) -> bool:
    """Any HTML page: what is no cable among them is for this module to say."""
    return (
        any(each.search(content.text, 0, _SEEN) for each in (_HTML, _ESCAPED))
        or _TABLE.search(content.head) is not None
    )


def documents(content: Content) -> Iterator[Document]:
    """The cable of the page, or each where a mirror put several on one; raises ``Unreadable`` for something else."""
    page = _source_shown(content.text) or content.text
    tables = list(_tables(page))
    ends = [*(place.start for place in tables[1:]), len(page)][: len(tables)]
    told_of = "a web page without a cable's table"
    found = 0
    for place, end in zip(tables, ends, strict=True):
        document = _of_table(page, place, end, content)
        if isinstance(document, str):
            told_of = document
            continue
        found += 1
        if len(tables) > 1 and document.told.id:
            document = msgspec.structs.replace(document, place=f"{content.place}#{document.told.id}")
        yield document
    if found:
        return
    if (text := mirrored.text(page, [text for text, _ in _texts(page, 0, len(page))[0]])) is not None:
        yield Document(text, mirrored.LAYOUT, content.place, mirrored.told(page), content.encoding)
        return
    raise _no_cable(content, told_of)


class _Place(NamedTuple):
    """A cable's table in a page: where it begins, where its rows stand, where it ends."""

    begin: int
    """Where the table before it ends."""
    start: int
    opened: int
    closed: int


def _source_shown(page: str) -> str | None:
    """The page whose source a browser showed, and of which that view was saved; None for any other."""
    if not any(page.find(view, 0, _SEEN) >= 0 for view in _VIEWS) and not _ESCAPED.match(page):
        return None
    lines = _SOURCE_LINE.findall(page)
    source = "\n".join(markup.shown(line) for line in lines) if lines else markup.shown(page)
    begin = _HTML.search(source)
    return source[begin.start() :] if begin else None


def _tables(page: str) -> Iterator[_Place]:
    """The tables that stand over the cables of a page: by their class, or by a reference number among their values."""
    # The navigation in front is four fifths of a page: the search begins at the heading, wherever there is one.
    start = max(page.find("Viewing cable"), 0)
    marked = _TABLE.search(page, start) or _TABLE.search(page)
    pattern, opened, behind = _TABLE if marked else _ANY_TABLE, marked or _ANY_TABLE.search(page), 0
    for _ in range(_MOST):
        if opened is None:
            return
        closed = _TABLE_END.search(page, opened.end())
        end = closed.start() if closed is not None else len(page)
        before, behind = behind, end
        if marked is not None or (closed is not None and mirrored.fields(markup.rows(page[opened.end() : end]))):
            yield _Place(before, opened.start(), opened.end(), end if closed is not None else -1)
        tag = opened[0][: len("<table")]  # to find it as this page spells it is quicker than the pattern
        opened = pattern.search(page, behind) if page.find(tag, behind) >= 0 else None


def _of_table(page: str, place: _Place, end: int, content: Content) -> Document | str:
    """The cable below a table, up to where the next one's begins; or why it is none."""
    if place.closed < 0:
        return "a cable's page that breaks off inside its table"
    table = page[place.opened : place.closed]
    rows = markup.rows(table)
    texts, whole = _texts(page, place.closed, end)
    if not texts:
        return "a list of cables, not the page of one" if len(rows) > 2 else "a cable's page without the cable's text"
    text = "\n".join(text for text, _ in texts)
    fields, known = _fields(rows), True
    if "reference id" not in fields:
        fields, known = mirrored.fields(rows), False
    if "reference id" not in fields:
        return "a web page with a table, but none with a Reference ID"
    told = Told(
        id=fields["reference id"] or None,
        sent=fielded.moment_of(fields.get("created") or fields.get("date")),
        released=fielded.moment_of(fields.get("released")),
        level=fields.get("classification") or None,
        origin=fields.get("origin") or None,
        subject=_subject(page, place.begin, fields["reference id"]),
        tags=tuple(dict.fromkeys(tag for _, source in texts if "tag/" in source for tag in _TAG_HREF.findall(source))),
        articles=_articles(table),
        partial=not whole or PARTIAL in text or _cut_off(text),
    )
    layout = _build(page, fields, told) if known else mirrored.LAYOUT
    return Document(text, layout, content.place, told, content.encoding)


def _no_cable(content: Content, what: str) -> Unreadable:
    return Unreadable(content.place, what, "Save the cable's own page, as HTML only, and give that")


def _texts(page: str, start: int, end: int) -> tuple[list[tuple[str, str]], bool]:
    """Of every ``<pre>`` after the table, what it shows and its source; and whether the last one is closed."""
    found = []
    while opened := _PRE.search(page, start, end):
        closed = _PRE_END.search(page, opened.end(), end)
        if closed is None:
            found.append((markup.shown(page[opened.end() : end]), page[opened.end() : end]))
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


def _subject(page: str, begin: int, reference: str) -> str | None:
    """What the page's heading says after ``Viewing cable 09MEXICO283,``."""
    heading = _HEADING.search(page, max(page.find("Viewing cable", begin) - _NEAR, 0))
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


def _cut_off(text: str) -> bool:
    """Some pages of the builds end in mid-word with three dots put there: ``NOT YET OPENED TH...``."""
    end = text.rstrip()
    return end.endswith("...") and end[-4:-3].isalnum()
