"""What the words of one cable mean: acronyms, marks, captions, routing indicators, reasons; explained where they stand.

Each word is a link to its entry in the list at the foot of the page, so that it is explained without a script, by
keyboard and to those who hear the page; pointing at it or standing on it shows the meaning in place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from markupsafe import Markup

from reftel import search, vocabulary
from reftel.model import Cable
from reftel.telegram.abbreviations import Defined, defined
from reftel.web import governments, language
from reftel.web.addresses import address
from reftel.web.annotating import TERM, Note, safe
from reftel.web.language import N_, _
from reftel.web.presentation import band, is_wide, mark_words

_TOKEN = re.compile(r"[A-Z][\w&]*(?:[/-][\w&]+)*")
"""A word that begins with a capital: ``GOM``, ``MbR``, ``S/CT``, ``ZANU-PF``."""
_PART = re.compile(r"[\w&]+")

_HOURS = ("AM", "PM")
"""Behind a figure, the time of day: ``8 PM``."""

KINDS = {
    "acronym": N_("Acronyms"),
    "mark": N_("Portion marks"),
    "caption": N_("Captions"),
    "reason": N_("Reasons for classification"),
    "routing": N_("Routing indicators"),
    "precedence": N_("Precedence"),
}
"""Kinds of words in the order of the list, with their headings."""


class Entry(NamedTuple):
    """A word of the list."""

    anchor: str
    kind: str
    term: str
    meaning: str
    paragraph: str | None
    """The anchor of the paragraph that explains it; None where a table does."""
    number: int | None
    href: str | None
    """Where all cables with it are."""
    lang: str | None = None
    """The language of the meaning, where it is not that of the page: what a cable or a table of English words says."""


class Glossary:
    """The words of one cable that were explained so far; every one is listed at the foot."""

    def __init__(self, cable: Cable, anchors: Iterable[str]) -> None:
        self._cable = cable
        self._anchors = tuple(anchors)
        self._entries: dict[tuple[str, str], Entry] = {}
        self._own: dict[str, Defined] = defined(each.text for each in cable.paragraphs)
        self._meanings: dict[tuple[str, bool], str | None] = {}
        self._unsure = vocabulary.words("common") | vocabulary.words("also an ordinary word")

    def listed(self) -> list[tuple[str, list[Entry]]]:
        """The entries by kind, each kind in the order of the alphabet."""
        found = []
        for kind, heading in KINDS.items():
            entries = sorted((each for each in self._entries.values() if each.kind == kind), key=lambda each: each.term)
            if entries:
                found.append((heading, entries))
        return found

    def notes(self, text: str) -> list[Note]:
        """The acronyms of a paragraph, each where it stands first."""
        shouting = text.isupper()
        found: list[Note] = []
        told: set[str] = set()
        for token in _TOKEN.finditer(text):
            for start, end in self._known(token, shouting):
                word = text[start:end]
                explains_itself = text[start - 1 : start] == "(" and text[end : end + 1] == ")" and word in self._own
                hour = word in _HOURS and text[:start].rstrip()[-1:].isdigit()
                if word not in told and not explains_itself and not hour:
                    told.add(word)
                    before, after = self._acronym(word)
                    found.append(Note(start, end, TERM, before, after))
        return found

    def _known(self, token: re.Match[str], shouting: bool) -> list[tuple[int, int]]:
        """The places in a token that have a meaning: the whole, or the parts of ``SSP/AFI``."""
        if self._meaning(token[0], shouting):
            return [token.span()]
        if "/" not in token[0] and "-" not in token[0]:
            return []
        parts = (part.span() for part in _PART.finditer(token[0]) if self._meaning(part[0], shouting))
        return [(token.start() + start, token.start() + end) for start, end in parts]

    def _meaning(self, word: str, shouting: bool) -> str | None:
        if (word, shouting) not in self._meanings:
            self._meanings[word, shouting] = self._looked_up(word, shouting)
        return self._meanings[word, shouting]

    def _looked_up(self, word: str, shouting: bool) -> str | None:
        if sum(letter.isupper() for letter in word) < 2:
            return None
        for form in (word, word.removesuffix("s")):
            if form in self._own:
                return self._own[form].meaning
            if not (shouting and form in self._unsure) and (meaning := self._in_tables(form)):
                return meaning
        return None

    def _in_tables(self, form: str) -> str | None:
        """What the tables tell; of several governments, that which the cable is about."""
        return governments.meant(form, self._cable) or vocabulary.acronym(form)

    def _acronym(self, word: str) -> tuple[Markup, Markup]:
        form = word if word in self._own or vocabulary.acronym(word) else word.removesuffix("s")
        own = self._own.get(form)
        known = self._in_tables(form) or ""
        meaning = own.meaning if own else language.meaning(known)
        translated = not own and meaning != known
        entry, first = self._entry("acronym", form, meaning, own, lang=None if translated else language.of_cables())
        return _link(entry, first, "term"), Markup("</a>")

    def caption(self, caption: str) -> Markup:
        """A caption with what it asks for; alone where no table knows it."""
        meaning = language.meaning(vocabulary.captions().get(caption.upper(), ""))
        href = address("search", q=search.term("caption", caption))
        return self._word("caption", caption, meaning, href)

    def reason(self, paragraph: str) -> Markup:
        """A reason of the executive order: ``1.4(b)``."""
        order = self._cable.executive_order or ""
        meaning = vocabulary.reason(order, paragraph)
        return self._word("reason", paragraph, meaning and f"{language.meaning(meaning)} (E.O. {order})")

    def routing(self, indicator: str) -> Markup:
        """A routing indicator of a relay station or addressee: ``RUEHC``."""
        meaning = vocabulary.routing(indicator)
        return self._word("routing", indicator, meaning and _("routing indicator of %(name)s", name=meaning))

    def precedence(self, name: str) -> Markup:
        """How urgent: ``immediate``."""
        known = vocabulary.precedences().get(vocabulary.prosigns().get(name.lower(), ""))
        return self._word("precedence", language.meaning(name), language.meaning(known.meaning) if known else None)

    def mark(self, mark: str, level: str | None) -> Markup:
        """A portion mark as a coloured chip, its words for those who hear the page, and on pointing at it."""
        words = mark_words(mark)
        entry, first = self._entry("mark", mark, words)
        wide = " wide" if is_wide(mark) else ""
        inside = Markup('<span aria-hidden="true">{}</span><span class="unseen">{}</span></a>').format(
            Markup(safe(mark)),  # noqa: S704 (escaped)
            _("Marked %(mark)s.", mark=words),
        )
        return _link(entry, first, f"mark{wide} lvl-{band(level)}") + inside

    def _word(self, kind: str, term: str, meaning: str | None, href: str | None = None) -> Markup:
        text = Markup(safe(term))  # noqa: S704 (escaped)
        if not meaning:
            return Markup('<a href="{}">{}</a>').format(href, text) if href else text
        entry, first = self._entry(kind, term, meaning, None, href)
        return _link(entry, first, "term") + text + Markup("</a>")

    def _entry(
        self,
        kind: str,
        term: str,
        meaning: str,
        own: Defined | None = None,
        href: str | None = None,
        lang: str | None = None,
    ) -> tuple[Entry, bool]:
        """The entry of a word, and whether it was not there before."""
        known = self._entries.get((kind, term))
        if known is not None:
            return known, False
        anchor = self._anchors[own.text] if own else None
        number = self._cable.paragraphs[own.text].number if own else None
        entry = Entry(f"word{len(self._entries) + 1}", kind, term, meaning, anchor, number, href, lang)
        self._entries[kind, term] = entry
        return entry, True


def _link(entry: Entry, first: bool, kind: str) -> Markup:
    """The beginning of the link; only the first of a word is on the way of the Tab key."""
    aside = Markup("") if first else Markup(' tabindex="-1"')
    return Markup('<a class="{} told" href="#{}" aria-description="{}"{}>').format(
        kind, entry.anchor, entry.meaning, aside
    )
