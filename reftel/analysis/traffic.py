"""Traffic: how many cables each post sent, day by day, against what was to be expected; bursts, and silence.

What only printed volumes hold is left out: their editors' choice is no traffic.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from reftel import vocabulary
from reftel.analysis.expecting import Day, Series, series
from reftel.archive import EVERYTHING, Archive, Reader, net, sendings
from reftel.archive.keeping import kept
from reftel.archive.sendings import ALL, Counts, Sender, Span
from reftel.model import Struct

_SUBJECTS = 8
"""Cables of a burst whose subjects are told; the list behind it has all of them."""
_TAGS = 3


class Told(Struct, frozen=True):
    """A cable of a burst."""

    id: str
    subject: str | None


class Burst(Struct, frozen=True):
    """A day on which a post sent far more than usual."""

    post: str
    name: str
    day: dt.date
    count: int
    expected: float
    tag: str | None = None
    tags: tuple[tuple[str, int], ...] = ()
    """The commonest of that day, with how many cables bear them."""
    cables: tuple[Told, ...] = ()


class Quiet(Struct, frozen=True):
    """Days on which nothing of a post is held, though cables were to be expected."""

    post: str
    name: str
    first: dt.date
    last: dt.date
    expected: float
    tag: str | None = None
    reasons: tuple[str, ...] = ()
    """What is known of those days: a holiday, a loss."""


class Traffic(Struct, frozen=True, tag=True):
    """A post's traffic."""

    post: str
    name: str
    total: int
    first: dt.date
    last: dt.date
    tag: str | None
    stray: float
    days: tuple[Day, ...]
    bursts: tuple[Burst, ...]
    silences: tuple[Quiet, ...]


def traffic(
    archive: Archive, span: Span = ALL, reader: Reader = EVERYTHING, *, each_tag: bool = False
) -> Iterator[Traffic]:
    """The traffic of each post (and, with `each_tag`, of each of its TAGS), in the order of their codes.

    What is expected is told by all days of the post, also by those outside the span.
    """
    wide = Span(post=span.post, tag=span.tag)
    whole: dict[str, tuple[dt.date, dt.date]] = {}
    if span.tag or each_tag:
        whole = {each.post: (each.first, each.last) for each in senders(archive, Span(post=span.post))}
    for counts in sendings.counts(archive, wide, each_tag=each_tag):
        made = series(counts.days, span.first, span.last, whole.get(counts.post))
        if any(each.count for each in made.days):
            yield _told(archive, counts, made, reader)


def of_post(archive: Archive, span: Span, reader: Reader = EVERYTHING) -> Traffic | None:
    """The traffic of one post, kept until the archive changes; None where it sent nothing in the span."""
    return kept(archive, ("traffic", span, reader), lambda: next(traffic(archive, span, reader), None))


def senders(archive: Archive, span: Span = ALL) -> list[Sender]:
    """The posts that sent anything dated, the busiest first; kept until the archive changes."""
    return list(kept(archive, ("senders", span), lambda: sendings.senders(archive, span)))


def left_out(archive: Archive, span: Span = ALL) -> int:
    """How many dated cables are not counted, since only volumes print them; kept until the archive changes."""
    return kept(archive, ("left out", span), lambda: sendings.left_out(archive, span))


def _told(archive: Archive, counts: Counts, made: Series, reader: Reader) -> Traffic:
    post, name, tag = counts.post, counts.name, counts.tag
    bursts = []
    for each in made.bursts:
        day = Span(post, tag, each.day, each.day)
        keys = sendings.sent_on(archive, day, _SUBJECTS)
        heads = net.heads(archive, keys, reader)
        cables = tuple(Told(key, heads[key].subject) for key in keys if key in heads)
        tags = tuple(sendings.tags_on(archive, day, _TAGS))
        bursts.append(Burst(post, name, each.day, each.count, each.expected or 0.0, tag, tags, cables))
    silences = tuple(
        Quiet(post, name, each.first, each.last, each.expected, tag, _reasons(each.first, each.last))
        for each in made.silences
    )
    total = sum(each.count for each in made.days)
    return Traffic(
        post, name, total, made.days[0].day, made.days[-1].day, tag, made.stray, made.days, tuple(bursts), silences
    )


def _reasons(first: dt.date, last: dt.date) -> tuple[str, ...]:
    """What is known of these days."""
    lost = [each.what for each in vocabulary.losses() if each.kind == "text lost" and _overlap(each, first, last)]
    days = (first + dt.timedelta(days=at) for at in range((last - first).days + 1))
    free = {name for day in days if (name := vocabulary.holiday(day))}
    return (*lost, *sorted(free))


def _overlap(loss: vocabulary.Loss, first: dt.date, last: dt.date) -> bool:
    return loss.first <= last and first <= loss.last
