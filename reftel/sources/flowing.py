"""The marked-up text of a document as plain text: paragraphs by blank lines, nothing in the middle of a sentence.

Fed with the events of an XML parser, element by element (TEI P5 names). Page breaks and footnotes stand inside
sentences there; the page numbers are remembered, the footnotes kept aside.
"""

from __future__ import annotations

from itertools import accumulate

_PARAGRAPHS = frozenset(
    (
        *("ab", "address", "argument", "attachment", "body", "byline", "closer", "dateline", "div", "epigraph"),
        *("figure", "head", "lg", "list", "opener", "p", "postscript", "quote", "salute", "signed", "table", "trailer"),
    )
)
"""Elements that begin and end a paragraph; lists and tables too, but not what stands in them."""
_LINES = frozenset(("item", "l", "label", "lb", "row", "addrLine"))
_SPACED = frozenset(("cell", "item"))
"""Elements that are told from what stands before them on the line: ``(a)`` and its item, one cell and the next."""


_BREAK = "\ufdd0"
"""Stands in the text where a page begins, until the text is whole: a noncharacter, which no text may hold."""
_MARK = "\ufdd1"
"""The same where the mark of a footnote stands."""
_SIGNS = _BREAK + _MARK


class Flow:
    """Collects the text of one element; the names of the elements in it come without prefix."""

    def __init__(self) -> None:
        self._paragraphs: list[list[str]] = []
        self._lines: list[str] = []
        self._piece: list[str] = []
        self._after_label = False

    def start(self, name: str) -> None:
        """An element begins (or stands empty, as ``lb`` does)."""
        if name in _PARAGRAPHS:
            self._end_paragraph()
        elif name in _LINES and not (name == "item" and self._after_label):
            self._end_line()
        if name in _SPACED:
            self._piece.append(" ")
        self._after_label = False

    def end(self, name: str) -> None:
        """An element ends."""
        if name in _PARAGRAPHS:
            self._end_paragraph()
        elif name in ("item", "row"):
            self._end_line()
        self._after_label = name == "label"

    def text(self, text: str) -> None:
        """Characters between two tags; blanks and line ends in them are as many as the editor's indentation made."""
        self._piece.append(text.replace(_BREAK, "\ufffd").replace(_MARK, "\ufffd"))

    def page(self) -> None:
        """A page begins."""
        self._piece.append(_BREAK)

    def note(self) -> None:
        """The mark of a footnote stands here."""
        self._piece.append(_MARK)

    def shown(self) -> str:
        """All of it: lines by ``\\n``, paragraphs by an empty line."""
        return _unsigned(self._marked())

    def page_places(self) -> list[int]:
        """Where in the text that ``shown`` gives each page begins that began in it."""
        return self._places(_BREAK)

    def note_places(self) -> list[int]:
        """Where in the text that ``shown`` gives the mark of each footnote stood: behind the word that it explains."""
        return self._places(_MARK)

    def _places(self, sign: str) -> list[int]:
        stretches = self._marked().split(sign)[:-1]
        return list(accumulate(len(_unsigned(stretch)) for stretch in stretches))

    def _marked(self) -> str:
        self._end_paragraph()
        return "\n\n".join("\n".join(lines) for lines in self._paragraphs)

    def first_line(self) -> str:
        """Where an element is one line, as a heading is: its lines joined."""
        self._end_paragraph()
        return " ".join(line for lines in self._paragraphs for line in lines)

    def _end_line(self) -> None:
        if not self._piece:  # of an empty element, and there may be millions
            return
        said = "".join(self._piece)
        # most lines have neither, and are joined at once
        signed = _BREAK in said or _MARK in said
        line, after = _joined(said.split()) if signed else (" ".join(said.split()), "")
        self._piece.clear()
        if line:
            self._lines.append(line)
        if after:  # a page that begins between two lines, or paragraphs, begins with the second
            self._piece.append(after)

    def _end_paragraph(self) -> None:
        self._end_line()
        if self._lines:
            self._paragraphs.append(self._lines)
            self._lines = []


def _unsigned(text: str) -> str:
    return text.replace(_BREAK, "").replace(_MARK, "")


def _joined(words: list[str]) -> tuple[str, str]:
    """The words with one blank between them, and the signs that no word of them takes.

    A sign that stands alone between two words leaves one blank: a page begins with the second, and a note's mark
    belongs to the first.
    """
    line: list[str] = []
    loose = ""
    for word in words:
        if not word.strip(_SIGNS):
            loose += word
            continue
        if line:
            line.append(_only(loose, _MARK) + " " + _only(loose, _BREAK) + word)
        else:
            line.append(loose + word)
        loose = ""
    if not line:
        return "", loose
    ending = line[-1].rstrip(_SIGNS)
    left = line[-1][len(ending) :] + loose
    line[-1] = ending + _only(left, _MARK)
    return "".join(line), _only(left, _BREAK)


def _only(signs: str, sign: str) -> str:
    return sign * signs.count(sign)
