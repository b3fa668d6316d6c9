"""The paragraphs of a cable's page: their text with all that is to be said of it, each with its place and its links."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from markupsafe import Markup, escape

from reftel.archive import View
from reftel.archive.leaves import Leaf, leaves
from reftel.model import Cable, Paragraph, Reference, Repair
from reftel.painting.flowed import Flowed
from reftel.web.addresses import address
from reftel.web.annotating import (
    CITATION,
    DIRECTIONS,
    MENDED,
    Matches,
    Note,
    Point,
    annotated,
    doubtful,
    redactions,
)
from reftel.web.doubt import Doubt, Noted, noted
from reftel.web.explained import Glossary
from reftel.web.language import N_, _
from reftel.web.presentation import is_table
from reftel.web.stretches import Stretch

OPENING = 40
"""Characters at the beginning of a paragraph in which it may name its own role: ``BEGIN SUMMARY: …``."""
ROLE_LABELS = {"summary": N_("Summary"), "comment": N_("Comment"), "action": N_("Action requested")}
MOST_MENDED = 40
"""Mended words that are on the way of the Tab key; where there are more, the list of repairs leads to them."""
_FOOTNOTE = re.compile(r"\[Footnote(?: (\w{1,6}))?: (.+)\]")


class Passage(NamedTuple):
    """A paragraph of the page: where links find it, and how its text stands."""

    anchor: str
    paragraph: Paragraph
    label: str | None
    """``Summary``, ``Comment``, ``Action requested`` where no heading says so already."""
    heading: Markup | None
    said: Markup
    table: bool
    """It is laid out in columns."""
    mark: Markup | None
    unsure: tuple[str, ...]
    """What is not certain in it, where that could not be brought to its words."""
    continued: bool = False
    """It goes on from the part before."""


class Citation(NamedTuple):
    """A reference of the cable, and where it leads: a held cable's id, or nowhere."""

    reference: Reference
    held: str | None


class Footnote(NamedTuple):
    """A note of the editors of a printed volume."""

    number: str
    text: str


class Body(NamedTuple):
    """What the page shows of a cable's text."""

    subject: Markup | None
    subject_unsure: tuple[str, ...]
    passages: list[Passage]
    plain: Markup | None
    """The text as it was read, where no paragraph was found in it."""
    matches: int
    """How many places the query finds."""
    citations: list[Citation]
    leaves: tuple[str, ...]
    """The pages of a printed volume that begin in it."""
    footnotes: tuple[Footnote, ...]
    """Below the end of the text; none for a reader to whom some of the text is not open."""


def body(
    view: View,
    doubts: dict[str, tuple[Doubt, ...]],
    held: dict[str, str],
    words: Glossary,
    q: Matches,
    shown: tuple[Stretch, ...],
) -> Body:
    """The subject and the paragraphs, in this order, so that matches are numbered as they stand on the page.

    ``held`` are the references' targets that the archive holds, with the keys under which it does; ``shown`` is the
    part of the text that the page has.
    """
    cable = view.cable
    citations = [Citation(each, held.get(each.target) if each.target else None) for each in cable.references]
    subject, unsure = None, Noted()
    if cable.subject:
        unsure = _noted(cable, doubts, "subject", cable.subject)
        subject = annotated(cable.subject, doubtful(unsure.words), q.find(cable.subject))
    writer = _Writer(view, doubts, citations, words, q)
    passages = [writer.passage(each) for each in shown if each.position >= 0]
    text = cable.text[shown[0].start : shown[-1].end]
    plain = annotated(text, (), q.find(text)) if text and not passages else None
    listed = [each for each in citations if each.reference.paragraph is None]
    ended = not cable.paragraphs or shown[-1].position == len(cable.paragraphs) - 1
    notes = tuple(footnotes(cable)) if ended else ()
    return Body(subject, unsure.sentences(), passages, plain, q.total, listed, tuple(writer.leaves), notes)


def footnotes(cable: Cable) -> Iterator[Footnote]:
    """What stands as ``[Footnote 3: …]`` in what was printed around the telegram: one line each."""
    for block in cable.blocks:
        for line in cable.text[block.start : block.end].splitlines() if block.kind == "notice" else ():
            if found := _FOOTNOTE.fullmatch(line.strip()):
                yield Footnote(found[1] or "", found[2])


class _Writer:
    """Writes the paragraphs of one cable, in their order."""

    def __init__(
        self,
        view: View,
        doubts: dict[str, tuple[Doubt, ...]],
        citations: list[Citation],
        words: Glossary,
        matches: Matches,
    ) -> None:
        self._view, self._cable, self._doubts = view, view.cable, doubts
        self._words, self._matches = words, matches
        self._labels = {
            each.reference.label: number
            for number, each in enumerate(citations)
            if each.reference.paragraph is None and each.reference.label
        }
        self._citations: dict[int, list[Citation]] = {}
        for each in citations:
            if each.reference.paragraph is not None:
                self._citations.setdefault(each.reference.paragraph, []).append(each)
        self._repairs = sorted((each for each in self._cable.repairs if each.certain), key=lambda each: each.start)
        self._starts = [each.start for each in self._repairs]
        self._leaves = leaves(self._cable)
        self.leaves: list[str] = []
        self._role: str | None = None
        self._mended = 0

    def passage(self, stretch: Stretch) -> Passage:
        position = stretch.position
        paragraph = self._cable.paragraphs[position]
        anchor = self._view.anchors[position]
        if stretch.end - stretch.start < len(paragraph.text):
            return self._piece(stretch, paragraph, anchor)
        if self._role is None:
            self._role = self._cable.paragraphs[position - 1].role if position else "text"
        # "1. (C) Summary: The embassy …" or a heading COMMENT say it themselves; a role is named once, above the first.
        opening = f"{paragraph.heading or ''} {paragraph.text[:OPENING]}".lower()
        label = ROLE_LABELS.get(paragraph.role)
        label = None if paragraph.role == self._role or paragraph.role in opening else label
        self._role = paragraph.role
        heading = annotated(paragraph.heading, (), self._matches.find(paragraph.heading)) if paragraph.heading else None
        text = paragraph.text
        unsure = _noted(self._cable, self._doubts, f"paragraphs.{position}", text)
        places = self._cable.spans.get(f"paragraphs.{position}", ())
        notes = [
            *(redactions(text) if paragraph.redacted else ()),
            *self._cited(position, text),
            *doubtful(unsure.words),
            *self._words.notes(text),
        ]
        points: list[Point] = []
        within = self._within(places)
        begun = [each for each in self._leaves if any(start <= each.place < end for start, end in places)]
        if within or begun:
            flowed = Flowed(self._cable.text, places, within, text)
            notes += [self._mend(*each) for each in flowed.mended()]
            for leaf in begun:
                place = flowed.place(leaf.place)
                if place is not None:
                    points.append(Point(place, self._leaf(leaf)))
        said = annotated(text, notes, self._matches.find(text), points)
        mark = self._words.mark(paragraph.mark, paragraph.level) if paragraph.mark else None
        return Passage(anchor, paragraph, label, heading, said, is_table(text), mark, unsure.sentences())

    def _piece(self, stretch: Stretch, paragraph: Paragraph, anchor: str) -> Passage:
        """A piece of a paragraph that is too long for a page: what is said of places in its text is in lists alone."""
        text = paragraph.text[stretch.start : stretch.end]
        self._role = paragraph.role
        heading = annotated(paragraph.heading, ()) if paragraph.heading and not stretch.start else None
        notes = [*(redactions(text) if paragraph.redacted else ()), *self._words.notes(text)]
        mark = self._words.mark(paragraph.mark, paragraph.level) if paragraph.mark else None
        said = annotated(text, notes, self._matches.find(text))
        return Passage(anchor, paragraph, None, heading, said, is_table(text), mark, (), stretch.start > 0)

    def _within(self, places: Iterable[tuple[int, int]]) -> list[Repair]:
        """The certain repairs of these places of the text."""
        return [each for start, end in places for each in self._repairs[slice(*self._range(start, end))]]

    def _range(self, start: int, end: int) -> tuple[int, int]:
        return bisect_left(self._starts, start), bisect_left(self._starts, end)

    def _cited(self, position: int, text: str) -> Iterable[Note]:
        """The citations of a paragraph as links: to the cable, to the item of the REF line, or said to lead nowhere."""
        reached = 0
        for each in self._citations.get(position, ()):
            parts = [re.escape(part) for part in each.reference.text.split()]
            if not parts:
                continue
            # a line may have been broken inside it
            pattern = re.compile(r"(?<![^\W_])" + r"\s+".join(parts) + r"(?![^\W_])")
            found = pattern.search(text, reached) or pattern.search(text)
            if found is None:
                continue
            reached = found.end()
            before, after = self._link(each)
            yield Note(*found.span(), CITATION, before, after)

    def _link(self, citation: Citation) -> tuple[Markup, Markup]:
        reference = citation.reference
        if citation.held:
            return (
                Markup('<a class="cites" href="{}" data-card="{}">').format(
                    address("cables", citation.held), address("cables", citation.held, "card")
                ),
                Markup("</a>"),
            )
        if reference.target:
            said = _("%(reference)s is not in this archive", reference=reference.target)
            where = address("cables", reference.target)
        else:
            said = _("a reference of another kind: %(kind)s", kind=reference.kind)
            if reference.kind == "cable":
                said = f"{_('not resolved')}: {reference.rule}" if reference.rule else _("not resolved")
            number = self._labels.get(reference.label) if reference.label else None
            where = "#refs" if number is None else f"#ref{number + 1}"
        before = Markup('<a class="cites away told" href="{}" aria-description="{}">').format(where, said)
        return before, Markup("</a>")

    def _mend(self, start: int, end: int, read: str, rules: tuple[str, ...]) -> Note:
        self._mended += 1
        said = _("Read as “%(read)s”", read=DIRECTIONS.sub("", read)) + f" ({', '.join(rules)})"
        aside = Markup("") if self._mended <= MOST_MENDED else Markup(' tabindex="-1"')
        before = Markup('<a class="mended told" id="mended{}" href="#repairs" aria-description="{}"{}>').format(
            self._mended, said, aside
        )
        return Note(start, end, MENDED, before, Markup("</a>"))

    def _leaf(self, leaf: Leaf) -> Markup:
        """Where a page of a printed volume begins; its own place to link to."""
        if leaf.anchor in self.leaves:
            return Markup("")
        self.leaves.append(leaf.anchor)
        return Markup('<a class="leaf" id="{0}" href="#{0}" aria-label="Page {1}">p.&nbsp;{1}</a>').format(
            escape(leaf.anchor), leaf.name
        )


def _noted(cable: Cable, doubts: dict[str, tuple[Doubt, ...]], field: str, shown: str | None) -> Noted:
    """The doubts of a field whose text is shown, brought to its words."""
    if field not in doubts:
        return Noted()
    return noted(shown or "", doubts[field], cable.text, cable.spans.get(field, ()))
