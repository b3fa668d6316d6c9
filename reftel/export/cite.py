"""Cite: a cable or a paragraph of it, in every style, one at a time or all hits of a search."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Literal, get_args

from reftel.archive import View
from reftel.export import notes, references
from reftel.export.citation import Cited, cited, day_of_access

Style = Literal["note", "chicago", "chicago-bibliography", "mla", "bibtex", "ris", "csl-json"]
STYLES: tuple[Style, ...] = get_args(Style)

_WRITE: dict[Style, Callable[[Cited], str]] = {
    "note": notes.note,
    "chicago": notes.chicago,
    "chicago-bibliography": notes.chicago_bibliography,
    "mla": notes.mla,
    "bibtex": references.bibtex,
    "ris": references.ris,
    "csl-json": references.csl_json,
}


def cite(
    view: View,
    style: Style = "note",
    *,
    anchor: str | None = None,
    base: str | None = None,
    accessed: dt.date | None = None,
) -> str:
    """A cable, or its paragraph `anchor`, in one style; see `citation.cited`. Lists (BibTeX, RIS, CSL-JSON) of one."""
    return joined(style, [cited(view, anchor=anchor, base=base, accessed=accessed)])


def joined(style: Style, all_cited: Iterable[Cited]) -> str:
    """Several citations as one text: a bibliography, or a file for a citation manager."""
    written = [_WRITE[style](each) for each in all_cited]
    if style == "csl-json":
        return "[" + ",\n".join(written) + "]\n"
    return "\n".join(written) if style == "bibtex" else "".join(written) if style == "ris" else "\n\n".join(written)


class Citations:
    """Every hit of a search in BibTeX, RIS or CSL-JSON; see `hits.Writer`."""

    def __init__(self, style: Literal["bibtex", "ris", "csl-json"], base: str | None) -> None:
        self._style = style
        self._base = base
        self._accessed = day_of_access(base)
        self._first = True

    def begin(self) -> bytes:
        """The bracket of a list in JSON."""
        return b"[" if self._style == "csl-json" else b""

    def row(self, view: View) -> bytes:
        """One record."""
        told = cited(view, base=self._base, accessed=self._accessed)
        before = "" if self._first or self._style == "ris" else ",\n" if self._style == "csl-json" else "\n"
        self._first = False
        return (before + _WRITE[self._style](told)).encode("utf-8", "replace")

    def end(self) -> bytes:
        """The bracket that closes it."""
        return b"]\n" if self._style == "csl-json" else b""
