"""What a browser would show of a stretch of HTML: its text, to the character, in time proportional to its length.

Not a parser: it builds no tree, so that a page of two million opened elements costs no more than its bytes. On the
elements that the web archive's builds use it agrees with one to the character; of others it keeps the text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from reftel.sources.decoding import newlines

# <a href='/tag/MX_0.html'> and <a id='par1' href='#par1'>: the only elements that the builds put into a text
_LINK = re.compile(r"<(?:a(?: [a-z]+=(?:'[^'<>]*'|\"[^\"<>]*\"))*|/a)>")
# Any tag: first one whose quoted values may hold brackets, then one that is damaged. A bracket that no letter follows
# is text (HTML, 13.2.5.6). Lengths are bounded, so that a thousand unclosed quotes are not searched to the end each.
_TAG = re.compile(
    r"</?[A-Za-z][A-Za-z0-9:-]{0,30}(?:\s{1,20}[A-Za-z:_-]{1,30}(?:=(?:'[^']{0,300}'|\"[^\"]{0,300}\"))?){0,12}\s{0,20}/?>"
    r"|</?[A-Za-z][^<>]{0,2000}>"
)
_BREAKS = re.compile(r"<br\b[^<>]{0,200}>[ \t]*\n?|</?([A-Za-z][\w:.-]{0,60})(?:\s[^<>]{0,2000})?/?>\n?")
_INLINE = re.compile(
    r"(?:a|abbr|b|bdi|big|cite|code|em|font|gloss|hi|i|img|ins|label|mark|persname|placename|q|s|small|span|strike|strong|sub"
    r"|sup|tab|tt|u|wbr)"
)
"""Elements that stand inside a line; every other one of a page, or of any XML, begins and ends one."""
_BLANK = re.compile(r"</t[dh]>\s{0,20}<t[dh]\b[^<>]{0,200}>", re.IGNORECASE)
_EMPTY = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")
_HIDDEN = ("script", "style")
_OPENED = re.compile(r"<(script|style)\b")
_ROW = re.compile(r"<tr\b[^<>]{0,200}>", re.IGNORECASE)
_CELL = re.compile(r"<t[hd]\b[^<>]{0,200}>", re.IGNORECASE)
_ANCHOR = re.compile(r"<a\b([^<>]{1,3000})>([^<]{0,3000})", re.IGNORECASE)
_HREF = re.compile(r"\bhref\s{0,3}=\s{0,3}(?:'([^']{0,2000})'|\"([^\"]{0,2000})\"|([^\s\"'<>]{1,2000}))", re.IGNORECASE)


def shown(source: str) -> str:
    """The text of a stretch of HTML: tags and comments gone, entities resolved, every blank and line feed kept."""
    bare = source
    if "<" in source and "<" in (bare := _LINK.sub("", source)):
        bare = _TAG.sub("", _without_comments(source))
    bare = bare.replace("&#x000A;", "\n")  # the builds' line feed, hundreds of them: this halves the time of a page
    return newlines(html.unescape(bare) if "&" in bare else bare)


def lines(source: str) -> str:
    """The text of a page or of any XML, with a line for each block of it; scripts and styles left out."""
    bare = _BREAKS.sub(_break, _BLANK.sub("\t", without_hidden(_without_comments(source))))
    return _EMPTY.sub("\n\n", shown(_TAG.sub("", bare)).replace("\xa0", " "))


def _break(tag: re.Match[str]) -> str:
    name = (tag[1] or "br").rpartition(":")[2].lower()
    return "" if _INLINE.fullmatch(name) else "\n"


def without_hidden(source: str) -> str:
    """The page without scripts and styles; what none closes is kept, and looked for once."""
    kept: list[str] = []
    start = 0
    lowered = source.lower()
    ends = {name: lowered.rfind(f"</{name}") for name in _HIDDEN}
    for opened in _OPENED.finditer(lowered):
        name = opened[1]
        if opened.start() < start or opened.start() > ends[name]:
            continue
        kept += (source[start : opened.start()], " ")
        start = lowered.find(f"</{name}", opened.end())
    return "".join((*kept, source[start:]))


def squeezed(source: str) -> str:
    """The text of a stretch of HTML on one line, each run of blanks as one."""
    return " ".join(shown(source).split())


def rows(table: str) -> list[list[str]]:
    """A table's cells, row by row, each as its squeezed text. Tables inside tables are not told apart."""
    return [[squeezed(cell) for cell in _CELL.split(row)[1:]] for row in _ROW.split(table)[1:]]


def links(source: str) -> Iterator[tuple[str, str]]:
    """The links in a stretch of HTML: address and squeezed text."""
    for attributes, text in _ANCHOR.findall(source):
        address = _HREF.search(attributes)
        if address is not None:
            yield html.unescape(next(filter(None, address.groups()), "")), squeezed(text)


def _without_comments(source: str) -> str:
    kept, start = [], 0
    while (opened := source.find("<!--", start)) >= 0 and (closed := source.find("-->", opened + 4)) >= 0:
        kept.append(source[start:opened])
        start = closed + 3
    return "".join((*kept, source[start:])) if kept else source
