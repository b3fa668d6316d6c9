"""How values are worded and marked up on a page: dates, levels, marks, and the text of a paragraph.

Pure functions, used by the templates as filters. Whatever returns ``Markup`` has escaped everything that came from a
file; whatever returns ``str`` is escaped by the template.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from markupsafe import Markup

from reftel import export, vocabulary
from reftel.archive import Because, View
from reftel.archive.explaining import MARK
from reftel.model import Cable
from reftel.search import Marker
from reftel.web.addresses import address as address
from reftel.web.addresses import is_known_elsewhere
from reftel.web.annotating import Matches, annotated, doubtful, redactions
from reftel.web.doubt import Doubtful
from reftel.web.language import N_, _, country_name, day, meaning, month_name, ngettext, number

TABLE_GAP = re.compile(r"\S {3,}\S")
"""Three blanks inside a line: a table, whose columns only stand in a fixed-width type."""

DATE_TIME_GROUP = "date-time group"
"""The rule of ``Cable.rules`` for an instant that the telegram itself tells."""

FROM_LINE = "from line"
"""The same for a sender: the rule of messages, and of printed forms in capitals."""

MARK_PARTS = {
    "NF": N_("not releasable to foreign nationals"),
    "NOFORN": N_("not releasable to foreign nationals"),
    "OC": N_("controlled by its originator"),
}
"""What may stand behind the stroke of a portion mark (``C/NF``)."""

RELEASABLE = re.compile(r"REL(?:EASABLE)?(?: +TO)? +([A-Z][A-Z ,]*)")
"""``S//REL CHINA, KAZAKHSTAN``: the countries to whom it may be shown besides."""

NOWHERE = {"invalid", "onion"}
"""Last parts of names that no browser finds on the network (RFC 6761, 7686)."""

WIDE_MARK = 8
"""Characters of a portion mark that the margin has room for: ``SBU//NF``, but not ``S//REL ARMENIA``."""


LEVEL_NAMES = (
    N_("Unclassified"),
    N_("For official use only"),
    N_("Sensitive but unclassified"),
    N_("Limited official use"),
    N_("Confidential"),
    N_("Secret"),
    N_("Top secret"),
    N_("No level told"),
)
"""What ``vocabulary.level_name`` answers, told to whoever translates."""

KINDS = {"telegram": N_("Telegram"), "airgram": N_("Airgram"), "memorandum": N_("Memorandum")}
"""Kinds of message (``Cable.kind``) as a page begins with them."""


def clock(value: dt.datetime, local: bool = False) -> str:
    """``22:30 UTC``; ``22:30, local time``."""
    return _("%(time)s, the sender’s own time", time=f"{value:%H:%M}") if local else f"{value:%H:%M} UTC"


def has_group(cable: Cable) -> bool:
    """Whether the text has a date-time group: of another time none is made up."""
    return cable.sent is not None and cable.rules.get("sent", DATE_TIME_GROUP) == DATE_TIME_GROUP


def has_from_line(cable: Cable) -> bool:
    """Whether the text has a FROM line: a sender known by other ways stands with the reference alone."""
    return cable.origin is not None and cable.rules.get("origin", FROM_LINE).lower().startswith(FROM_LINE)


def date_time_group(sent: dt.datetime | None, precedence: Iterable[str] = ()) -> str:
    """``R 212230Z JUL 09``, as ACP 127 writes it, from the instant in UTC."""
    if sent is None:
        return ""
    prosigns = [vocabulary.prosigns().get(name.lower(), "") for name in precedence]
    group = f"{sent:%d%H%M}Z {vocabulary.MONTHS[sent.month - 1][:3].upper()} {sent.year % 100:02d}"
    return " ".join([*filter(None, prosigns), group])


def is_day_only(cable: Cable) -> bool:
    """Whether only the day of sending is known: a catalogue's date without an hour, no date-time group."""
    rule = cable.rules.get("sent", DATE_TIME_GROUP)
    return cable.sent is not None and rule != DATE_TIME_GROUP and cable.sent.time() == dt.time()


def band(level: str | None) -> str:
    """The colour of a level: ``u``, ``sbu``, ``c``, ``s``, ``ts``; ``none`` where none is stated."""
    return vocabulary.band(level) if level and level != vocabulary.NO_LEVEL else "none"


WITHHELD = (
    N_("no mark; a part of it is marked higher than the message"),
    N_("no mark, and the message tells no level, so it counts as the highest"),
    N_("no mark, so it takes the message’s level"),
)
"""Why something without a mark is withheld (``archive.Because.source``), told to whoever translates."""


def withheld_words(count: int, because: Iterable[Because] = ()) -> str:
    """What is said where paragraphs, or the subject, are absent because of who reads, and why they are."""
    told = list(because)
    said = []
    if count:
        many = ngettext(
            "One paragraph is not open to you.", "%(n)s paragraphs are not open to you.", count, n=number(count)
        )
        said.append(_with_reasons(many, [each for each in told if each.what == "paragraph"]))
    if subject := [each for each in told if each.what == "subject"]:
        said.append(_with_reasons(_("The subject is not open to you."), subject))
    return " ".join(said)


def _reason(because: Because) -> str:
    return ngettext("its mark", "their marks", because.count) if because.source == MARK else _(because.source)


def _with_reasons(said: str, because: list[Because]) -> str:
    """``3 paragraphs are not open to you: no mark, so it takes the message’s level (2); its mark (1).``"""
    if not because:
        return said
    alone = len(because) == 1
    reasons = [_reason(each) if alone else f"{_reason(each)} ({number(each.count)})" for each in because]
    return f"{said.rstrip('.')}: {'; '.join(reasons)}."


def layout_name(layout: str) -> str:
    """``nara-pdf`` → ``National Archives PDF``, in the visitor's language; one that no table names by its own name."""
    return _(vocabulary.layout_name(layout))


def level_name(level: str | None) -> str:
    """``LIMITED OFFICIAL USE`` → ``Limited official use``, in the visitor's language."""
    return _(vocabulary.level_name(level))


def sentence(message: str) -> str:
    """A message of another room as pages say it: with a capital, where it begins with a word, and a full stop."""
    word = message[:1].islower() and "/" not in message.partition(" ")[0]
    return (message[:1].upper() + message[1:] if word else message).rstrip(".") + "."


def visible(text: str) -> str:
    """Blanks and line ends made visible, for the table of repairs, where they are often all that differs."""
    return text.replace(" ", "␣").replace("\n", "⏎").replace("\t", "⇥") or "∅"


def facet_label(facet: str, value: str, label: str) -> str:
    """How the value of a facet is called in the visitor's language; ``label`` is what the search calls it."""
    if facet == "level":
        return level_name(value or None)
    if facet == "source":
        said = layout_name(value)
        return said if said == value else said[:1].upper() + said[1:]
    if facet == "country":
        return country_name(value, label) or label
    if facet == "tag":
        return meaning(label)
    return month_name(value) if facet == "month" else label


def mark_level(mark: str) -> str | None:
    """The level that a portion mark means: ``C/NF`` → ``CONFIDENTIAL``."""
    return vocabulary.level_of_mark(mark)


def mark_words(mark: str) -> str:
    """A portion mark in words, for those who hear the page: ``C/NF`` → ``Confidential, not releasable to …``."""
    level = vocabulary.level_of_mark(mark)
    words = [level_name(level) if level else mark]
    folded = " ".join(mark.upper().split())
    words += [_(MARK_PARTS[part]) for part in re.split(r"[/ ,]+", folded)[1:] if part in MARK_PARTS]
    if releasable := RELEASABLE.search(folded):
        words.append(_("releasable to %(countries)s", countries=releasable[1].strip(" ,").title()))
    return ", ".join(words)


def is_wide(mark: str | None) -> bool:
    """Whether a portion mark is too long to stand in the margin."""
    return mark is not None and len(mark) > WIDE_MARK


def passage_words(anchor: str) -> str:
    """Where a paragraph stands, in the visitor's language: ``par7b`` → ``unnumbered ¶ 2 after ¶ 7``."""
    at = export.passage_at(anchor)
    if at is None:
        return anchor
    if not at.unnumbered:
        said = f"¶ {at.number}"
    elif at.number:
        said = _("unnumbered ¶ %(n)s after ¶ %(after)s", n=at.unnumbered, after=at.number)
    else:
        said = _("unnumbered ¶ %(n)s", n=at.unnumbered)
    return _("%(passage)s (no. %(n)s so numbered)", passage=said, n=at.copy) if at.copy > 1 else said


def kind_name(kind: str) -> str:
    """``telegram`` → ``Telegram``, in the visitor's language."""
    return _(KINDS[kind]) if kind in KINDS else kind.capitalize()


def title(cable: Cable, key: str) -> str:
    """The subject, or what can be said in its place: ``Telegram 74LAPAZ5093 from Embassy La Paz``."""
    if cable.subject:
        return cable.subject
    kind = kind_name(cable.kind)
    sender = (cable.origin.name or cable.origin.code) if cable.origin else None
    named = f"{kind} {key}" if cable.id else cable.designation or _("%(kind)s without a number", kind=kind)
    return _("%(message)s from %(post)s", message=named, post=sender) if sender else named


def headline(view: View) -> str:
    """A cable in one line: its name and its subject; without a subject, what stands in its place names it already."""
    said = title(view.cable, view.id)
    return f"{view.called}: {said}" if view.cable.subject else said


def web_address(url: str, gone: Iterable[str] = ()) -> str | None:
    """The address if it is one that a link may lead to, else None.

    It is of http or https, and its host is one of the network's that is not ``gone``, neither itself nor what it
    belongs to (``example.org`` for ``www.example.org``).
    """
    if any(character <= " " for character in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    host = (parts.hostname or "").rstrip(".")
    labels = host.split(".")
    if parts.scheme.lower() not in {"http", "https"} or not is_known_elsewhere(host) or labels[-1] in NOWHERE:
        return None
    lost = {".".join(labels[first:]) for first in range(len(labels))} & {each.lower() for each in gone}
    return None if lost else url


def is_table(text: str) -> bool:
    """Whether the text is laid out in columns: at least two lines with a gap inside."""
    return sum(1 for line in text.split("\n") if TABLE_GAP.search(line)) >= 2


def period_name(period: str) -> str:
    """A year, a month or a day of an address in words: ``2009-07-21`` → ``21 July 2009``."""
    try:
        return day(dt.date.fromisoformat(period)) if len(period) == 10 else month_name(period)
    except ValueError:  # 31 February, read from a damaged page
        return period


def as_json(address: str) -> str:
    """Where the data of a page is: ``/search?q=x`` → ``/search.json?q=x``."""
    path, question, query = address.partition("?")
    return f"{path}.json{question}{query}"


def prose(text: str, marker: Marker | None = None, redacted: bool = False, doubts: Iterable[Doubtful] = ()) -> Markup:
    """A text as markup: escaped, what was looked for in ``<mark>``, redactions and doubts shown as such.

    ``marker`` finds what a query was after, exactly as the results page does; None marks nothing.
    """
    notes = [*(redactions(text) if redacted else ()), *doubtful(doubts)]
    return annotated(text, notes, Matches(marker).find(text), numbered=False)
