"""Volumes of *Foreign Relations of the United States* as e-books: their chapters told in the TEI that `tei` reads.

An EPUB is a ZIP archive of XHTML: a document (or several) a chapter, its number and head as a heading, the place and
date as a dateline, pages as ``[Page 5]`` or as empty elements, footnotes behind the text, to which numbers in it lead.
What is markup of the page is left out; what the edition says of a telegram (source, notes, pages) keeps its meaning.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import unquote
from xml.sax.saxutils import escape, quoteattr

from msgspec import Struct, field

from reftel import vocabulary

_TOKEN = re.compile(r"<(/?)([A-Za-z][\w:.-]{0,40})([^<>]{0,2000})>")
_ATTRIBUTE = re.compile(r"([\w:.-]{1,40})\s{0,9}=\s{0,9}(?:\"([^\"]{0,1000})\"|'([^']{0,1000})')")
_COMMENT = re.compile(r"<!--.{0,20000}?-->|<\?[^<>]{0,2000}>|<![A-Za-z][^<>]{0,2000}>", re.DOTALL)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCKS = _HEADINGS | frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt", "footer", "header"),
        *("hr", "li", "main", "ol", "p", "pre", "section", "table", "ul"),
    )
)
_HIDDEN = frozenset(("head", "script", "style", "nav"))
_VOID = frozenset(("br", "hr", "img", "meta", "link", "input", "col", "wbr"))
_LABEL = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§]{1,3}|[a-z])[\])]?")
_BACK = re.compile(r"[\s\[(]*(?:\d{1,3}|[*†‡§↩↑⏎^]{1,3}|[a-z])[\s.\])]*")
_PAGE = re.compile(r"\s*\[Page ([\divxlc]{1,8})\]\s*", re.IGNORECASE)
_PAGE_ID = re.compile(r"(?:pg|page|p)[_-]?([\divxlc]{1,8})", re.IGNORECASE)
_NUMBERED = re.compile(r"\[?(?:No\. |Document )?(\d{1,5})[.\]]")
_DOCUMENT_ID = re.compile(r"d\d{1,5}[a-z]?")
_TELEGRAM = re.compile(r"\b(?:tele|cable)gram\b", re.IGNORECASE)
_SOURCE = re.compile(
    r"[^:]{1,80}: (?:Circular )?(?:Telegram|Cablegram)(?: \([^()]{1,40}\))?\W{0,3}"
    r"|\[?(?:File No\. )?\d{3}[\d.A-Z]{0,20}/[\w–./-]{1,20}: [A-Z][\w ]{2,40}\]?"
)
_DATELINE = re.compile(
    rf"[A-Z][\w.’' ]{{2,40}}, (?:{'|'.join(vocabulary.MONTHS)})"
    r" \d{1,2}, (?:18|19|20)\d\d\b.{0,80}"
)
_VOLUME = re.compile(r"\bfrus(?:18|19|20)\d\d[\w-]{0,20}")
_LINK = re.compile(r"<a\b([^<>]{1,2000})>((?:[^<]|<(?!/a)){0,120})</a>", re.IGNORECASE)
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LINE = "\ufdd2"
"""Stands where a line ends: a noncharacter, which no text may hold."""
_TITLE = re.compile(r"<dc:title\b[^<>]{0,200}>([^<]{1,500})<")
_ITEM = re.compile(r"<(?:opf:)?item\b([^<>]{1,1000})>")
_ITEMREF = re.compile(r"<(?:opf:)?itemref\b([^<>]{1,500})>")
_OPENING = 5
"""Blocks of a document among which its source and its dateline stand."""
_MOST = 200
"""Elements in one another that are followed."""


class Chapter(NamedTuple):
    """One file of the book."""

    name: str
    source: str


class _Ref(NamedTuple):
    target: str
    label: str


class _Page(NamedTuple):
    number: str


class _Block(Struct):
    """A heading or a paragraph, with the marks of notes and of pages in it."""

    name: str
    sort: str
    """The classes of the elements that it stands in."""
    note: str | None
    """Of a footnote: its anchor."""
    begins: str | None
    """The id of a document that begins with it."""
    parts: list[str | _Ref | _Page] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(part for part in self.parts if isinstance(part, str)).split())


def spine(package: str, names: Sequence[str], folder: str) -> list[str]:
    """The chapters in the book's own order, by its package document; those of ``names`` that are there."""
    files = {}
    for tag in _ITEM.findall(package):
        told = _attributes(tag)
        files[told.get("id", "")] = posixpath.normpath(posixpath.join(folder, unquote(told.get("href", ""))))
    found = [files.get(_attributes(tag).get("idref", ""), "") for tag in _ITEMREF.findall(package)]
    held = set(names)
    return [name for name in dict.fromkeys(found) if name in held] or list(names)


def volume(chapters: Sequence[Chapter], package: str) -> str | None:
    """The documents of the book in TEI; None for a book in which no telegram is printed as one."""
    chapters = [Chapter(each.name, _COMMENT.sub("", each.source)) for each in chapters]
    targets = _targets(chapters)
    notes: dict[str, list[str]] = {}
    written: list[str] = []
    telegrams = False
    every = [(chapter, _blocks(chapter, targets)) for chapter in chapters]
    for _, blocks in every:
        for block in blocks:
            if block.note is not None and block.text:
                notes.setdefault(block.note, []).append(block.text)
    for chapter, blocks in every:
        for document in _documents(chapter, [block for block in blocks if block.note is None]):
            said, text = _written(document, notes)
            telegrams = telegrams or _TELEGRAM.search(said) is not None
            written.append(text)
    if not telegrams:
        return None
    title, named = _TITLE.search(package), _VOLUME.search(package)
    volume_id = f" xml:id={quoteattr(named[0])}" if named else ""
    shown = f'<title type="complete">{_escaped(html.unescape(title[1]))}</title>' if title else ""
    return f"<TEI{volume_id}>{shown}{''.join(written)}</TEI>"


def _attributes(tag: str) -> dict[str, str]:
    return {name.lower(): html.unescape(one or other) for name, one, other in _ATTRIBUTE.findall(tag)}


def _anchor(chapter: str, address: str) -> str:
    """``d3.xhtml#fn1``, from whichever file it is named."""
    path, _, name = address.partition("#")
    if path:
        chapter = posixpath.normpath(posixpath.join(posixpath.dirname(chapter), unquote(path)))
    return f"{chapter}#{name}"


def _targets(chapters: Sequence[Chapter]) -> set[str]:
    """The anchors of the footnotes: a number in the text leads to each, and it stands behind that number."""
    places: dict[str, tuple[int, int]] = {}
    for number, chapter in enumerate(chapters):
        for tag in _TOKEN.finditer(chapter.source):
            if not tag[1] and "id" in tag[3] and (name := _attributes(tag[3]).get("id")):
                places.setdefault(f"{chapter.name}#{name}", (number, tag.start()))
    found = set()
    for number, chapter in enumerate(chapters):
        for link in _LINK.finditer(chapter.source):
            address = _attributes(link[1]).get("href", "")
            target = _anchor(chapter.name, address)
            behind = places.get(target, (-1, -1)) > (number, link.start())
            if "#" in address and behind and _LABEL.fullmatch(_TOKEN.sub("", link[2]).strip()):
                found.add(target)
    return found


class _Scan:
    """One chapter, tag by tag."""

    def __init__(self, chapter: str, targets: set[str]) -> None:
        self.done: list[_Block] = []
        self._chapter, self._targets = chapter, targets
        self._open: list[tuple[str, str, str | None]] = []  # (name, classes, note) of the blocks that are open
        self._block: _Block | None = None
        self._begins: str | None = None
        self._definition: str | None = None  # the note whose number stood in a <dt>
        self._hidden: str | None = None
        self._inline: tuple[str, int, str, str] | None = None  # an element taken as a whole: (name, depth, sort, told)
        self._taken: list[str] = []

    def text(self, text: str) -> None:
        if self._hidden or not text:
            return
        if self._inline is not None:
            self._taken.append(text)
        elif text.strip() or self._block is not None:
            self._paragraph().parts.append(text)

    def start(self, name: str, told: dict[str, str]) -> None:
        if self._hidden or name in _HIDDEN:
            self._hidden = self._hidden or name
            return
        if self._inline is not None:
            if name == self._inline[0] and name not in _VOID:
                self._inline = (self._inline[0], self._inline[1] + 1, *self._inline[2:])
            return
        kind = f"{told.get('class', '')} {told.get('epub:type', '')} {told.get('role', '')}".lower()
        own = f"{self._chapter}#{told.get('id', '')}"
        if name in _BLOCKS:
            self._flush()
            if _DOCUMENT_ID.fullmatch(told.get("id", "")) or "document" in kind.split():
                self._begins = told.get("id") or _stem(self._chapter)
            note = own if own in self._targets else self._open[-1][2] if self._open else None
            if name == "dd" and note is None:
                note, self._definition = self._definition, None
            if name not in _VOID and len(self._open) < _MOST:
                self._open.append((name, kind, note))
            return
        if _DOCUMENT_ID.fullmatch(told.get("id", "")):  # an anchor in a heading, or above it
            self._begins = told["id"]
            if self._block is not None:
                self._block.begins, self._begins = self._begins, None
        if name in ("br", "tr"):
            self.text(_LINE)
        elif name in ("td", "th"):
            self.text(" ")
        elif "pagebreak" in kind or "tei-pb" in kind or (name in ("span", "a") and "page" in kind.split()):
            self._take(name, "page", told.get("title", "") or told.get("aria-label", "") or told.get("id", ""))
        elif name == "a" and own in self._targets:  # the number before a note
            self._note(own)
            self._take(name, "back", "")
        elif name == "a" and "#" in told.get("href", ""):
            self._take(name, "link", _anchor(self._chapter, told["href"]))

    def end(self, name: str) -> None:
        if self._hidden:
            self._hidden = None if name == self._hidden else self._hidden
        elif self._inline is not None:
            if name == self._inline[0]:
                if self._inline[1]:
                    self._inline = (name, self._inline[1] - 1, *self._inline[2:])
                else:
                    self._took()
        elif name in _BLOCKS:
            self._flush()
            while self._open and self._open.pop()[0] != name:
                pass

    def close(self) -> list[_Block]:
        if self._inline is not None:
            self._took()
        self._flush()
        return self.done

    def _paragraph(self) -> _Block:
        if self._block is None:
            name, _, note = self._open[-1] if self._open else ("p", "", None)
            sort = " ".join(kind for _, kind, _ in self._open[-3:])
            self._block = _Block(name, sort, note, self._begins)
            self._begins = None
        return self._block

    def _flush(self) -> None:
        if self._block is not None and (
            self._block.text or not all(isinstance(each, str) for each in self._block.parts)
        ):
            self.done.append(self._block)
        elif self._block is not None:
            self._begins = self._begins or self._block.begins
        self._block = None

    def _note(self, anchor: str) -> None:
        if self._open:
            name, kind, _ = self._open[-1]
            self._open[-1] = name, kind, anchor
            if name == "dt":
                self._definition = anchor
        self._paragraph().note = anchor

    def _take(self, name: str, sort: str, told: str) -> None:
        self._inline, self._taken = (name, 0, sort, told), []

    def _took(self) -> None:
        assert self._inline is not None  # noqa: S101
        _, _, sort, told = self._inline
        self._inline = None
        text = "".join(self._taken)
        if sort == "page":
            found = _PAGE.fullmatch(text) or _PAGE.fullmatch(f"[Page {told}]") or _PAGE_ID.fullmatch(told)
            found = found or _PAGE.fullmatch(f"[Page {text.strip()}]")
            if found is not None:
                self._paragraph().parts.append(_Page(found[1]))
            else:
                self.text(text)
        elif sort == "link":
            self._linked(text, told)
        elif not _BACK.fullmatch(text):
            self.text(text)

    def _linked(self, text: str, target: str) -> None:
        if (page := _PAGE.fullmatch(text)) is not None:
            self._paragraph().parts.append(_Page(page[1]))
        elif target in self._targets and _LABEL.fullmatch(text.strip()):
            self._paragraph().parts.append(_Ref(target, text.strip(" []()")))
        elif self._open and self._open[-1][2] and _BACK.fullmatch(text):
            return  # from a note back to its place
        else:
            self.text(text)


def _blocks(chapter: Chapter, targets: set[str]) -> list[_Block]:
    scan = _Scan(chapter.name, targets)
    reached = 0
    for tag in _TOKEN.finditer(chapter.source):
        scan.text(html.unescape(chapter.source[reached : tag.start()]))
        reached = tag.end()
        name = tag[2].lower().rpartition(":")[2]
        if tag[1]:
            scan.end(name)
            continue
        scan.start(name, _attributes(tag[3]))
        if tag[3].endswith("/") and name not in _VOID:
            scan.end(name)
    scan.text(html.unescape(chapter.source[reached:]))
    return scan.close()


def _stem(name: str) -> str:
    return posixpath.basename(name).partition(".")[0]


class _Document(Struct):
    """A document of the volume, and the pages that begin before it."""

    xml_id: str
    pages: list[_Block]
    blocks: list[_Block]


def _documents(chapter: Chapter, blocks: list[_Block]) -> list[_Document]:
    """The documents of a chapter: one that is called like a document is one, in another each has a numbered heading."""
    alone = _DOCUMENT_ID.fullmatch(_stem(chapter.name)) is not None
    found: list[_Document] = []
    pages: list[_Block] = []
    heading = ""
    for block in blocks:
        numbered = block.name in _HEADINGS and _NUMBERED.match(block.text) is not None
        first = alone and not found and block.name in _HEADINGS
        if block.begins or first or (numbered and not alone and (not heading or heading == block.name)):
            name = block.begins or (_stem(chapter.name) if alone else "")
            if found and name and found[-1].xml_id == name:  # its element was named, and its heading as well
                found[-1].blocks.append(block)
                continue
            found.append(_Document(name, pages, [block]))
            pages, heading = [], block.name if block.name in _HEADINGS else heading
        elif not block.text:
            pages.append(block)
        elif found:
            found[-1].blocks += (*pages, block)
            pages = []
    return found


def _written(document: _Document, notes: dict[str, list[str]]) -> tuple[str, str]:
    """What head and source say, and the document in TEI."""
    said: list[str] = []
    text: list[str] = []
    head = dated = False
    for at, block in enumerate(document.blocks):
        if block.name in _HEADINGS and not head:
            head = True
            said.append(block.text)
            said += [" ".join(notes.get(each.target, ())) for each in block.parts if isinstance(each, _Ref)]
            text.append(_element("head", block, notes, source=True))
        elif not dated and ("dateline" in block.sort.split() or (at < _OPENING and _DATELINE.fullmatch(block.text))):
            dated = True
            text.append(_element("dateline", block, notes))
        elif at < _OPENING and ("source" in block.sort or _SOURCE.fullmatch(block.text)):
            said.append(block.text)
            text.append(f'<note type="source">{_escaped(block.text)}</note>')
        else:
            text.append(_element("p", block, notes))
    number = _NUMBERED.match(said[0]) if head else None
    told = f" n={quoteattr(number[1])}" if number else ""
    told += f" xml:id={quoteattr(document.xml_id)}" if document.xml_id else ""
    pages = "".join(_element("", block, notes) for block in document.pages)
    return "\n".join(said), f'{pages}<div type="document"{told}>{"".join(text)}</div>\n'


def _element(name: str, block: _Block, notes: dict[str, list[str]], *, source: bool = False) -> str:
    """A heading or paragraph; with ``source`` its first note says where the document is kept."""
    kept: list[str] = []
    for part in block.parts:
        if isinstance(part, _Page):
            kept.append(f"<pb n={quoteattr(part.number)}/>")
        elif isinstance(part, _Ref):
            sort = ' type="source"' if source else ""
            text = _escaped(" ".join(notes.get(part.target, ())))
            kept.append(f"<note n={quoteattr(part.label)}{sort}>{text}</note>")
            source = False
        else:
            kept.append(_escaped(part).replace(_LINE, "<lb/>"))
    shown = "".join(kept)
    return f"<{name}>{shown}</{name}>\n" if name else shown


def _escaped(text: str) -> str:
    return escape(_NO_XML.sub("", text))
