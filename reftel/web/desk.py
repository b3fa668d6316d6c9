"""What a reader can do with what is read: cite it, collect it. Every page has a desk, ``desk`` in its template."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import NamedTuple

from starlette.requests import Request

from reftel import export
from reftel.archive import View, articles, collections
from reftel.archive.collections import Collection
from reftel.archive.settings import settings
from reftel.model import Article
from reftel.search import Hit
from reftel.web import keeping
from reftel.web.addresses import here, is_known_elsewhere, prefix, site
from reftel.web.language import N_, _
from reftel.web.presentation import passage_words, web_address
from reftel.web.shelf import shelf

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

    @cached_property
    def may_write(self) -> bool:
        """Whether the archive's owner reads this page: then it has forms."""
        return keeping.may_write(self._request)

    @cached_property
    def token(self) -> str:
        """What every form that changes something has in it, hidden."""
        return keeping.token(self._request)

    @cached_property
    def collections(self) -> tuple[Collection, ...]:
        """All of them, the one changed last first."""
        room = shelf(self._request)
        return collections.kept(room.archive, room.reader)

    def holding(self, key: str) -> list[tuple[Collection, str]]:
        """The collections in which a cable is, each with the words for what of it; none where that is all of it."""
        room = shelf(self._request)
        found: dict[str, tuple[Collection, list[str]]] = {}
        for each, anchor in collections.holding(room.archive, key, room.reader):
            words = found.setdefault(each.name, (each, []))[1]
            words.append(passage_words(anchor) if anchor else "")
        whole = _("the whole cable")
        return [
            (each, ", ".join(said or whole for said in sorted(words, key=bool)) if any(words) else "")
            for each, words in found.values()
        ]

    def passages(self, anchors: tuple[str, ...]) -> list[tuple[str, str]]:
        """Anchors of paragraphs, each with its words."""
        return [(each, passage_words(each)) for each in anchors]

    def articles(self, view: View) -> list[Article]:
        """The articles in which a cable appears: those that came with it, then those that were added."""
        key = view.id
        added = articles.of_cables(shelf(self._request).archive, (key,)).get(key, ())
        return list({each.url: each for each in (*added, *view.cable.articles)}.values())[::-1]

    def leads_to(self, url: str) -> str | None:
        """The address of an article where a link can lead to it; None where it is to be shown as text."""
        return web_address(url, self._gone_hosts)

    @cached_property
    def _gone_hosts(self) -> tuple[str, ...]:
        return settings(shelf(self._request).archive.folder).gone_hosts

    @property
    def here(self) -> str:
        """The place to come back to."""
        return here(self._request)

    @property
    def site(self) -> str:
        """``https://cables.example``."""
        return site(self._request)

    @property
    def base(self) -> str | None:
        """The address of this reading room that citations name.

        It is the one that its keeper tells, else the one that was asked for; None where that one leads nowhere from
        another machine: who reads a citation could not follow it.
        """
        told: str | None = self._request.app.state.base_url
        if told:
            return told
        return site(self._request) + prefix() if is_known_elsewhere(self._request.url.hostname or "") else None

    @property
    def accessed(self) -> dt.date | None:
        """Today, where citations tell an address at all."""
        return export.day_of_access(self.base)

    def citations(self, view: View, anchor: str | None = None) -> list[Written]:
        """The cable or its paragraph in every style. Raises QueryError where there is no such paragraph."""
        told = export.cited(view, anchor=anchor, base=self.base, accessed=self.accessed)
        return [Written(style, _(name), export.joined(style, [told]).strip()) for style, name in STYLES.items()]

    def coins(self, what: View | Hit) -> str:
        """By what Zotero recognises the cable: the title of a span of class Z3988."""
        if isinstance(what, Hit):
            return export.coins(export.cited_hit(what, base=self.base))
        return export.coins(export.cited(what, base=self.base))

    def coins_of(self, entry: export.Entry) -> str:
        """The same of an item of a collection."""
        return self.coins(Hit(entry.cable, entry.called, entry.sent, origin_name=entry.origin, subject=entry.title))

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
