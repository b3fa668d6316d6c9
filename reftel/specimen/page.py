"""The page of the web archive of 2010-11, in its three builds, around an invented cable.

A table of four or five columns (2010-11 had no "Released"), header and body in two ``<code><pre>`` with character
references for line feeds, TAGS as links, an anchor at the ¶ of each paragraph. The skeleton and its class names are
those of the builds; the words of the page are not.
"""

from __future__ import annotations

import datetime as dt
import html
import re
from functools import cache

from reftel.model import Article, Cable, Struct
from reftel.specimen.prose import SPECIMEN

PARTIAL = (
    "This record is a partial extract of the original cable. The full text of the original cable is not available."
)
"""The archive's own notice, in place of the header: readers recognise an extract by it."""

_PILCROW = re.compile(r"¶(\w{1,2})\.")
_TAGS = re.compile(r"\nTAGS: (.*)")
_TAG = re.compile(r"\w+")


class Build(Struct, frozen=True):
    """What differs between the builds."""

    name: str
    root: str
    """Before the paths of links: a mirror, or the site itself."""
    released: bool
    """Has the column "Released" (and calls the other date "Created")."""
    image: str
    script: str
    hours_twice: bool
    """Until 2010 the site printed the hour of the 12-hour clock in the place of the minutes."""

    def printed(self, moment: dt.datetime) -> dt.datetime:
        """The moment that its pages tell of one."""
        return moment.replace(minute=moment.hour % 12 or 12) if self.hours_twice else moment


BUILDS = {
    build.name: build
    for build in (
        Build("page-2010-11", "../../..", False, "../../../static/gfx/specimen.png", "js.js", True),
        Build("page-2010-12", "", True, "/img/specimen.jpg", "js.js", True),
        Build("page-2011", "", True, "/static/gfx/specimen.jpg", "cables.js", False),
    )
}


def subject_line(cable: Cable, body: str) -> str:
    """The first line of the subject, which collections took for a heading."""
    _, label, below = body.partition("\nSUBJECT: ")
    return below.partition("\n")[0] if label else cable.subject or ""


def escaped(text: str) -> str:
    """The text with entities for what would be markup in HTML or XML."""
    for mark, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        if mark in text:  # `replace` counts first, which takes twenty times as long as to look
            text = text.replace(mark, entity)
    return text


def write_page(build: Build, cable: Cable, reference: str, header: str, body: str, first: str) -> str:
    """The HTML, with ``first`` as heading.

    ``reference`` is the number as the archive has it, which may be malformed (``7575LIBREVILLE1895``).
    """
    above, below = _around(build)
    lines = (
        f"<h3>Viewing cable {reference}, {escaped(first.strip())}</h3>",
        f"<div>{SPECIMEN}</div>",
        "<table class='cable'>",
        *_table(build, cable, reference),
        *_articles(cable.articles, 5 if build.released else 4),
        "</table>",
        f"<code><pre>{_pre(header, build)}</pre></code>",
        f"<code><pre>{_pre(body, build)}</pre></code>",
    )
    return "\n".join((above, *lines, below))


@cache
def _around(build: Build) -> tuple[str, str]:
    """What stands above and below a cable, the same on every page."""
    above = (
        "<?xml version='1.0' encoding='utf-8' ?>",
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"'
        ' "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">',
        "<html lang='en' xml:lang='en' xmlns='http://www.w3.org/1999/xhtml'>",
        "<head>",
        "<title>Cable Viewer</title>",
        f"<link href='{build.root}/static/css/cables.css' rel='stylesheet' type='text/css' />",
        "</head>",
        "<body>",
        "<div class='main'>",
        "<div class='pane small'>",
        f"<img alt='Specimen' src='{build.image}' />",
        "<div id='browse'>",
        "<h3>Browse</h3>",
        "<p>Nothing to browse: the archive around this page is invented too.</p>",
        "</div>",
        "</div>",
        "<div class='pane big'>",
    )
    below = (
        "</div>",
        "</div>",
        f"<script src='{build.root}/static/js/{build.script}' type='text/javascript'></script>",
        "</body>",
        "</html>",
        "",
    )
    return "\n".join(above), "\n".join(below)


def _table(build: Build, cable: Cable, reference: str) -> list[str]:
    """A row of titles, and one of links; of all that they are made of only a post's name may need entities."""
    sent = cable.sent or dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    root, level = build.root, archive_level(cable)
    origin = escaped((cable.origin and cable.origin.name) or "")
    path = f"{root}/cable/{sent.year}/{sent.month:02}/{reference}.html"
    titles = ["Reference ID", "Created" if build.released else "Date", "Classification", "Origin"]
    links = [
        f"<a href='{path}'>{reference}</a>",
        f"<a href='{root}/date/{sent.year}-{sent.month:02}_0.html'>{_clock(build, sent)}</a>",
        f"<a href='{root}/classification/1_0.html' title='{level.lower()}'>{level}</a>",
        f"<a href='{root}/origin/1_0.html'>{origin}</a>",
    ]
    if build.released and (released := cable.released):
        titles.insert(2, "Released")
        links.insert(2, f"<a href='{root}/reldate/{released.date()}_0.html'>{_clock(build, released)}</a>")
    heads, cells = "</th>\n<th>".join(titles), "\n</td>\n<td>\n".join(links)
    return [f"<tr>\n<th>{heads}</th>\n</tr>", f"<tr>\n<td>\n{cells}\n</td>\n</tr>"]


def _clock(build: Build, moment: dt.datetime) -> str:
    hour, minute = moment.hour, build.printed(moment).minute
    return f"{moment.year}-{moment.month:02}-{moment.day:02} {hour:02}:{minute:02}"


def archive_level(cable: Cable) -> str:
    """The level in the archive's words: ``SECRET//NOFORN``, ``UNCLASSIFIED//FOR OFFICIAL USE ONLY``."""
    if cable.classification is None:
        return "UNCLASSIFIED"
    level = cable.classification.level
    if level == "UNCLASSIFIED" and "SENSITIVE" in cable.captions:
        return "UNCLASSIFIED//FOR OFFICIAL USE ONLY"
    return "//".join((level, *cable.classification.caveats))


def _articles(articles: tuple[Article, ...], columns: int) -> list[str]:
    if not articles:
        return []
    links = (f"<a href='{html.escape(each.url)}'>{escaped(each.title or each.url)}</a><br />" for each in articles)
    return ["<tr>", f"<td colspan='{columns}'>", "Appears in these articles:<br />", *links, "</td>", "</tr>"]


def _pre(text: str, build: Build) -> str:
    text = escaped(text)
    if "\nTAGS: " in text:
        text = _TAGS.sub(lambda line: f"\nTAGS: {_TAG.sub(lambda tag: _tag_link(tag[0], build), line[1])}", text, 1)
    if "¶" in text:
        text = _PILCROW.sub(lambda mark: f"<a id='par{mark[1]}' href='#par{mark[1]}'>¶</a>{mark[1]}.", text)
    return text.replace("\n", "&#x000A;")


def _tag_link(code: str, build: Build) -> str:
    return f"<a href='{build.root}/tag/{code}_0.html'>{code}</a>"
