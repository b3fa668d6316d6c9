"""What a reader can do with what is read: cite it. Every page has a desk, as ``desk`` in its template."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from starlette.requests import Request

from reftel import export
from reftel.archive import View
from reftel.search import Hit
from reftel.web.addresses import prefix, site
from reftel.web.language import N_, _

STYLES: dict[export.Style, str] = {
    "note": N_("Note (National Archives)"),
    "chicago": N_("Chicago, note"),
    "chicago-bibliography": N_("Chicago, bibliography"),
    "mla": "MLA",
    "bibtex": "BibTeX",
    "ris": "RIS",
    "csl-json": "CSL-JSON",
}
"""Style → how it is called."""


class Written(NamedTuple):
    """A citation in one style."""

    style: export.Style
    name: str
    text: str


class Desk:
    """The desk of one request. What it gives is made of views, so of what the reader may see."""

    def __init__(self, request: Request) -> None:
        self._request = request

    @property
    def base(self) -> str:
        """The address of this reading room, as it was asked for: citations name it."""
        return site(self._request) + prefix()

    def citations(self, view: View, anchor: str | None = None) -> list[Written]:
        """The cable or its paragraph in every style. Raises QueryError where there is no such paragraph."""
        told = export.cited(view, anchor=anchor, base=self.base, accessed=dt.datetime.now(dt.UTC).date())
        return [Written(style, _(name), export.joined(style, [told]).strip()) for style, name in STYLES.items()]

    def coins(self, what: View | Hit) -> str:
        """By what Zotero recognises the cable: the title of a span of class Z3988."""
        if isinstance(what, Hit):
            return export.coins(export.cited_hit(what, base=self.base))
        return export.coins(export.cited(what, base=self.base))

    def meta(self, view: View) -> list[tuple[str, str]]:
        """The same for readers of ``<meta>``: names and contents, of Highwire Press and of Dublin Core."""
        told = export.cited(view, base=self.base)
        found = [
            ("citation_title", told.title or told.described),
            ("citation_author", told.sender),
            ("citation_publication_date", f"{told.sent:%Y/%m/%d}" if told.sent else None),
            ("citation_technical_report_number", told.number),
            ("citation_public_url", told.address),
            ("DC.title", told.title or told.described),
            ("DC.creator", told.sender),
            ("DC.date", told.sent.isoformat() if told.sent else None),
            ("DC.identifier", told.address),
            ("DC.type", "Text"),
            ("DC.relation", ", ".join(filter(None, (*told.holding, told.repository)))),
            *(("DC.subject", each) for each in told.tags),
        ]
        return [(name, content) for name, content in found if content]
