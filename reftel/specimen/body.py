"""The body of an invented cable: numbered paragraphs with portion marks, headings, summary and comment."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Literal

from reftel import vocabulary
from reftel.model import Paragraph, Reference, Struct
from reftel.specimen.eras import Limits
from reftel.specimen.grammar import Teller
from reftel.specimen.prose import BOUND, SPECIMEN, Slots, say, walk

_RULED = 0.55
"""How often a body is divided by headings."""
_AROUND = 200
"""Characters of the paragraphs that stand after the others: the comment, the sentence that says it is a specimen."""
_SENTENCE = 115
"""Characters of a sentence of ``Teller``, on the average."""
_TOPICAL = 4
"""Paragraphs with sentences of the topic's own; there are not so many of them."""
_MOST = 60
"""Paragraphs, or so, of the longest cables: they have longer paragraphs, not more of them."""


class Letter(Struct, frozen=True):
    """The body and what it says twice."""

    paragraphs: tuple[Paragraph, ...]
    summary: str | None
    comment: str | None
    references: tuple[Reference, ...] = ()
    """Citations in the text."""


Role = Literal["summary", "comment", "action", "text"]


class _Part(Struct, frozen=True):
    """A paragraph before it has its number and mark."""

    text: str
    role: Role = "text"
    heading: str | None = None


def write_letter(
    rng: Random,
    topic: str,
    slots: Slots,
    teller: Teller,
    limits: Limits,
    cited: Reference | None = None,
    *,
    length: int,
    from_department: bool = False,
) -> Letter:
    """A body of about so many characters. ``cited`` is a cable that a sentence of the text names.

    The first paragraphs say what the topic's own sentences say; those that follow, with words that vary.
    """
    parts: list[_Part] = []
    leads = walk(rng, topic, "reply" if from_department else "lead")
    details = walk(rng, topic, "instruction" if from_department else "detail")
    summary, opening = _summary(rng, leads, details, slots)
    if opening:
        parts.append(_Part(opening, "summary"))
    headings = walk(rng, topic, "heading") if not from_department and rng.random() < _RULED else None
    citing = len(parts) if cited else None
    left = length - len(opening or "") - _AROUND
    at = 0
    while at == 0 or left > 0:
        said = [say(leads, slots, 1)] if at == 0 else []
        if at < _TOPICAL:
            said.append(say(details, slots, 1 + int(rng.random() * 3)))
        more = left - sum(map(len, said))
        if more > _SENTENCE or not said:
            wanted = min(1 + rng.random() * 7, more / _SENTENCE)
            said.append(teller.say(max(1, int(wanted), length // (_MOST * _SENTENCE))))
        text = " ".join(said)
        if at == 0 and cited:
            text = f"This message supplements {cited.text.replace(' ', BOUND)}. {text}"
        heading = next(headings) if headings and (at == 0 or rng.random() < 0.4) else None
        parts.append(_Part(text, heading=heading))
        left -= len(text)
        at += 1
    if rng.random() < 0.2 and not from_department:
        request = say(walk(rng, topic, "action"), slots, 1)
        parts.append(_Part(f"Action requested: {request}", "action", "Action Requested" if headings else None))
    comment, closing = _comment(rng, topic, slots, ruled=headings is not None)
    if closing:
        parts.append(closing)
    first = rng.random() < 0.1
    parts.insert(0 if first else len(parts), _Part(SPECIMEN))
    found = () if citing is None or cited is None else (_citation(cited, citing + first),)
    return Letter(_numbered(rng, parts, limits), summary, comment, found)


def _citation(cited: Reference, paragraph: int) -> Reference:
    return Reference(cited.text, cited.kind, None, cited.target, None, paragraph)


def _summary(rng: Random, leads: Iterator[str], details: Iterator[str], slots: Slots) -> tuple[str | None, str | None]:
    """The text of the summary, and the whole paragraph with the words around it."""
    if rng.random() < 0.25:
        return None, None
    text = f"{say(leads, slots, 1 + int(rng.random() * 2))} {say(details, slots, 1)}"
    begin, end = _around(rng, "summary")
    return text, f"{begin} {text} {end}"


def _comment(rng: Random, topic: str, slots: Slots, *, ruled: bool) -> tuple[str | None, _Part | None]:
    if rng.random() < 0.3:
        return None, None
    text = say(walk(rng, topic, "comment"), slots, 1 + int(rng.random() * 3))
    if ruled and rng.random() < 0.3:
        return text, _Part(text, "comment", "Comment")
    begin, end = _around(rng, "comment")
    return text, _Part(f"{begin} {text} {end}", "comment", None)


def _around(rng: Random, word: str) -> tuple[str, str]:
    """The words before and after a summary or comment."""
    small, large = word.capitalize(), word.upper()
    pairs = (
        (f"{small}:", f"End {small}."),
        (f"{large}:", f"END {large}."),
        (f"{large}.", f"END {large}."),
        (f"{small}.", f"End {word}."),
    )
    return pairs[int(rng.random() * len(pairs))]


def _numbered(rng: Random, parts: list[_Part], limits: Limits) -> tuple[Paragraph, ...]:
    marks = limits.marks
    # One paragraph at least is of the level of the message, or the message would be classified too high.
    candidates = [at for at, part in enumerate(parts) if part.text != SPECIMEN]
    highest = candidates[int(rng.random() * len(candidates))]
    found = []
    for at, part in enumerate(parts):
        mark = None
        if marks:
            mark = marks[0] if at == highest else marks[int(rng.random() ** 1.6 * len(marks))]
            if part.text == SPECIMEN:
                mark = marks[-1]
        level = (vocabulary.level_of_mark(mark) if mark else None) or limits.level
        found.append(Paragraph(part.text, at + 1, mark, level, part.role, part.heading))
    return tuple(found)
