"""Volumes of *Foreign Relations of the United States* and other editions in TEI P5: each telegram a document.

A document is a ``<div type="document">``. It is a telegram where its source note ends in ``: Telegram`` or holds
``[Telegram]`` (volumes up to the 1950s), or where its head begins with the word (``Telegram From the Embassy in …``,
later ones). Memoranda, letters and despatches are passed over, and told as such.

The text is the document without its markup: head, dateline, paragraphs, signature; the footnotes, taken out of the
sentences, after it as ``[Footnote 3: …]``. The source note goes to the attributes, and so does the place in the text
where each page of the volume begins: ``Page places``, ``513@1043``.

``expat`` reads it in small steps and builds no tree. Declared entities are refused (they are how a small file becomes
a large one, or another file's content), and nothing outside the file is ever read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html.entities import html5
from xml.parsers import expat

from reftel.sources.content import Content
from reftel.sources.document import Document, Unreadable
from reftel.sources.editions import Edited, Volume, kind, seats_of, told
from reftel.sources.flowing import Flow

LAYOUT = "frus-tei"

_XML = re.compile(r"\A\s{0,99}<(?:\?xml\b|!--|!DOCTYPE\b|(?:[A-Za-z]\w{0,20}:)?(?:TEI|teiCorpus)\b)")
_ROOT = re.compile(r"<(?:[A-Za-z]\w{0,20}:)?(?:TEI|teiCorpus)\b")
_STEP = 1 << 18
"""Characters, at least, that are parsed before the documents found in them are handed on."""
_STEPS = 32
"""Steps in which a volume is parsed at most: older versions of ``expat`` read an unfinished tag again at each."""
_ARTICLES = {
    "airgram": "an airgram",
    "aide-mémoire": "an aide-mémoire",
    "instruction": "an instruction",
    "editorial note": "an editorial note",
    "agreement": "an agreement",
    "minutes": "minutes",
    "other": "a document of another kind",
}
_LEFT = "Only the telegrams of a volume are read"
_SAFE_ID = re.compile(r"[\w.-]{1,80}")


_DEEPEST = 100_000
"""Elements in elements. Volumes have a dozen; a hostile file opens millions, and each that is open takes memory."""


class _Refused(Exception):
    """Raised inside a handler of ``expat``, where no other way leads out; says what is wrong, and what to do."""


def claims(content: Content) -> bool:
    """Any TEI document: what holds no telegrams among them is for this module to say."""
    return _XML.match(content.head) is not None and _ROOT.search(content.head) is not None


def documents(content: Content) -> Iterator[Document]:
    """The telegrams of the volume, in its order.

    Raises ``Unreadable`` for a file that declares entities; for one without a telegram, with what it holds instead;
    and for broken XML, after the telegrams that stand before the place.
    """
    others: Counter[str] = Counter()
    telegrams = 0
    read, broken = [], None
    try:
        for each in _documents(content):
            read.append(each)
    except Unreadable as error:
        broken = error
    seats = seats_of(document for document, _ in read)
    for document, volume in read:
        found = kind(document)
        if found != "telegram":
            others[found] += 1
            name = document.xml_id or f"document={telegrams + others.total()}"
            content.skip(f"{content.place}#{name}", f"{_ARTICLES.get(found, f'a {found}')}, not a telegram. {_LEFT}")
            continue
        telegrams += 1
        place = f"{content.place}#{document.xml_id or f'document={telegrams + others.total()}'}"
        yield Document(_text(document), LAYOUT, place, told(document, volume, seats), content.encoding)
    if broken:
        raise broken
    if not telegrams:
        raise Unreadable(content.place, _none(others), "Give a volume with telegrams, or give a telegram's text")


def _none(others: Counter[str]) -> str:
    if not others:
        return 'a TEI document without any telegram: it has no <div type="document">'
    named = ", ".join(f"{count} {name}" for name, count in others.most_common())
    return f"a TEI document without any telegram: what it holds is {named}"


def _text(document: Edited) -> str:
    notes = (f"[Footnote {number}: {text}]" if number else f"[Footnote: {text}]" for number, text in document.notes)
    return "\n\n".join((document.text, *notes))


def _documents(content: Content) -> Iterator[tuple[Edited, Volume]]:
    """Every document of the volume as it is completed, with what was known of the volume by then."""
    scan = _Scan()
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = scan.start
    parser.EndElementHandler = scan.end
    parser.CharacterDataHandler = scan.text
    parser.EntityDeclHandler = _refuse
    parser.SkippedEntityHandler = scan.skipped
    text = content.text.lstrip()
    try:
        step = max(_STEP, len(text) // _STEPS)
        for at in range(0, len(text), step):
            parser.Parse(text[at : at + step], False)
            yield from scan.completed()
        parser.Parse("", True)
        yield from scan.completed()
    except _Refused as refusal:
        raise Unreadable(content.place, *refusal.args) from None
    except expat.ExpatError as error:
        yield from scan.completed()
        what = f"broken XML at line {error.lineno} ({expat.ErrorString(error.code)}); what stands before it was read"
        raise Unreadable(content.place, what, "Get a fresh copy, or mend that line") from None


def _refuse(name: str, *_: object) -> None:
    todo = "Remove its DOCTYPE, with the entities written out (xmllint --noent --dropdtd), if you trust the file"
    raise _Refused(f"an XML document that declares entities ({name[:40]})", todo)


class _Scan:
    """What ``expat`` tells, sorted into documents. Elements inside one are followed by their depth."""

    def __init__(self) -> None:
        self.volume = Volume()
        self._done: list[Edited] = []
        self._depth = 0
        self._document: _Open | None = None
        self._page: str | None = None
        self._title: tuple[int, str, Flow] | None = None

    def completed(self) -> Iterator[tuple[Edited, Volume]]:
        done, self._done = self._done, []
        return ((document, self.volume) for document in done)

    def start(self, prefixed: str, attributes: dict[str, str]) -> None:
        name = prefixed.rpartition(":")[2]
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _Refused(f"an XML document with elements {_DEEPEST:,} deep in one another", "Get a fresh copy of it")
        if name == "pb" and attributes.get("n"):
            self._page = attributes["n"]
        if self._document is not None:
            self._document.start(name, attributes, self._depth, self._page)
        elif name == "div" and attributes.get("type") == "document":
            self._document = _Open(attributes, self._depth, self._page)
        elif name == "title" and self._title is None:
            self._title = (self._depth, attributes.get("type", ""), Flow())
        elif name == "TEI":
            self.volume = Volume(xml_id=attributes.get("xml:id"))

    def end(self, prefixed: str) -> None:
        name = prefixed.rpartition(":")[2]
        if self._document is not None:
            if self._document.depth == self._depth:
                self._done.append(self._document.closed())
                self._document = None
            else:
                self._document.end(name, self._depth)
        elif self._title is not None and self._title[0] == self._depth:
            _, sort, flow = self._title
            if sort == "complete" or self.volume.title is None:
                self.volume = Volume(self.volume.xml_id, flow.first_line() or None)
            self._title = None
        self._depth -= 1

    def text(self, text: str) -> None:
        if self._document is not None:
            self._document.text(text)
        elif self._title is not None:
            self._title[2].text(text)

    def skipped(self, name: str, _is_parameter: bool) -> None:
        """An entity that an outer DTD, which is not read, may declare: the well-known ones are known without it."""
        self.text(html5.get(f"{name};", f"&{name};"))


class _Open:
    """A document whose end is still to come."""

    def __init__(self, attributes: dict[str, str], depth: int, page: str | None) -> None:
        self.depth = depth
        self._attributes = attributes
        self._pages = [page] if page else []
        self._begins: list[str] = []  # the pages that begin inside it
        self._begun = False
        self._marks: list[str] = []  # numbers of the footnotes whose marks stand in it
        self._flow = Flow()
        self._asides: list[tuple[int, str, str, Flow]] = []  # (depth, sort, number, text) of open notes
        self._parts: dict[str, tuple[int, Flow]] = {}  # the head, dateline and so on that are open now
        self._kept: dict[str, str] = {}
        self._when: str | None = None
        self._sources: list[str] = []
        self._notes: list[tuple[str, str]] = []
        self._attachments = 0

    def start(self, name: str, attributes: dict[str, str], depth: int, page: str | None) -> None:
        if name == "pb" and page:
            # A page that begins before the first word of a document is the document's first page.
            if not self._begun:
                self._pages.clear()
            else:
                self._flow.page()
                self._begins.append(page)
            self._pages.append(page)
        if name == "attachment":
            self._attachments += 1
        if name == "note":
            sort = attributes.get("type", "") if not self._attachments else ""
            inline = self._attachments and attributes.get("rend") == "inline"
            if not inline:
                if sort != "source" and not self._asides and self._begun:
                    self._flow.note()
                    self._marks.append(attributes.get("n", ""))
                self._asides.append((depth, sort, attributes.get("n", ""), Flow()))
                return
            self._flow.start("p")
        if not self._attachments and not self._asides:
            if name in ("head", "dateline", "placeName", "p") and name not in self._kept and name not in self._parts:
                self._parts[name] = (depth, Flow())
            if name == "gloss" and attributes.get("type") == "to" and "head" in self._parts and name not in self._kept:
                self._parts.setdefault(name, (depth, Flow()))
            if name == "date" and self._when is None:
                self._when = attributes.get("when") or attributes.get("notBefore") or attributes.get("from")
        for flow in self._flows():
            flow.start(name)

    def end(self, name: str, depth: int) -> None:
        if self._asides and self._asides[-1][0] == depth:
            _, sort, number, flow = self._asides.pop()
            self._keep_note(sort, number, flow.first_line())
            return
        for flow in self._flows():
            flow.end(name)
        if name == "note":
            self._flow.end("p")
        if name == "attachment":
            self._attachments -= 1
        if name in self._parts and self._parts[name][0] == depth:
            self._kept[name] = self._parts.pop(name)[1].first_line()

    def text(self, text: str) -> None:
        if not self._asides and not self._begun and text.strip():
            self._begun = True
        for flow in self._flows():
            flow.text(text)

    def closed(self) -> Edited:
        xml_id = self._attributes.get("xml:id", "")
        return Edited(
            xml_id=xml_id if _SAFE_ID.fullmatch(xml_id) else None,
            number=self._attributes.get("n") or None,
            pages=tuple(dict.fromkeys(self._pages)),
            page_places=tuple(zip(self._begins, self._flow.page_places(), strict=False)),
            source="\n".join(filter(None, self._sources)),
            head=self._kept.get("head", ""),
            dateline=self._kept.get("dateline", ""),
            town=self._kept.get("placeName", ""),
            when=self._when or self._attributes.get("frus:doc-dateTime-min"),
            opening=self._kept.get("p", ""),
            text=self._flow.shown(),
            to=self._kept.get("gloss", ""),
            note_places=dict(zip(self._marks, self._flow.note_places(), strict=False)),
            notes=tuple(self._notes),
        )

    def _flows(self) -> list[Flow]:
        if self._asides:
            return [self._asides[-1][3]]
        return [self._flow, *(flow for _, flow in self._parts.values())]

    def _keep_note(self, sort: str, number: str, text: str) -> None:
        if sort == "source":
            self._sources.append(text)
        elif text:
            self._notes.append((number, text))
