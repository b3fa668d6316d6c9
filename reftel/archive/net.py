"""What refers to what, as the record has it: rows of references and of numbers, gated, for the analysis of the net.

A citation in a paragraph that the reader may not see is absent; numbers, dates and the REF line are open to everybody.
"""

from __future__ import annotations

import datetime as dt
import json
from array import array
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain, groupby
from typing import Any, NamedTuple

from reftel.archive import access, rows
from reftel.archive.access import EVERYTHING, Compartment, Reader
from reftel.archive.overview import instant
from reftel.archive.record import Archive
from reftel.model import Classification, Paragraph, Struct

_BATCH = 5_000
"""References that are held in memory at a time when all of them are gone through."""
_LAST = "\U0010ffff"
_AFTER = "~"
"""Sorts after every digit and capital: where the numbers that begin so end."""


class Citation(NamedTuple):
    """One reference as it stands in a cable, listed or in the text."""

    source: str
    """The key of the cable that refers."""
    sent: str | None
    """When that was sent, ISO 8601."""
    position: int
    """In the cable's references."""
    label: str | None
    kind: str
    text: str
    target: str | None
    """The number meant, as the parser read it; whether it is held is asked when it matters."""
    rule: str | None
    paragraph: int | None
    """Position of the paragraph that cites; None for the REF line."""
    anchor: str | None
    """The paragraph's name in links; None for the REF line."""


class Head(Struct, frozen=True):
    """What stands above a cable, as a reader may see it."""

    id: str
    subject: str | None = None
    """None where there is none, or where it is not open to the reader."""
    sent: dt.datetime | None = None
    origin: str | None = None
    level: str | None = None
    kind: str = "telegram"


class Numbered(NamedTuple):
    """A cable that is held, by its number."""

    id: str
    reference: str
    kind: str
    sent: str | None


_CITATIONS = (
    "SELECT c.id, c.sent, r.position, r.label, r.kind, r.text, r.target, r.rule, r.paragraph, p.anchor, "
    "c.level, c.caveats, p.mark, p.level, p.cable IS NULL, r.cable "
    'FROM "references" r JOIN cables c ON c.number = r.cable '
    "LEFT JOIN paragraphs p ON p.cable = r.cable AND p.position = r.paragraph "
)


_HEADS = "SELECT id, subject, sent, origin, level, kind, caveats, subject_mark, number FROM cables "
"""The rows of `_head`."""
_ABSENT = (
    "AND NOT EXISTS (SELECT 1 FROM cables t WHERE t.id = r.target) "
    "AND NOT EXISTS (SELECT 1 FROM aliases a WHERE a.alias = r.target) "
)
"""What is said of a target that is not held."""


def citations_of(archive: Archive, keys: Iterable[str], reader: Reader = EVERYTHING) -> list[Citation]:
    """What these cables refer to, cable by cable, in the order of each."""
    found = archive.ask(
        f"{_CITATIONS}WHERE c.id IN (SELECT value FROM json_each(?)) ORDER BY c.number, r.position",  # noqa: S608
        (_json(keys),),
    )
    return [Citation(*row[:10]) for row in found if _open(row, reader)]


def citations_to(archive: Archive, numbers: Iterable[str], reader: Reader = EVERYTHING) -> list[Citation]:
    """The references to these numbers, as they are spelt; oldest citing cable first, undated last."""
    found = archive.ask(
        f"{_CITATIONS}WHERE r.target IN (SELECT value FROM json_each(?)) ORDER BY c.sent IS NULL, c.sent, c.id, 3",  # noqa: S608
        (_json(numbers),),
    )
    return [Citation(*row[:10]) for row in found if _open(row, reader)]


YEAR_NAMED = ("year and post", "year of its date", "cited in the text", "cited with its date")
"""How the rules of references begin that name their year themselves, if they do not say that it is inherited."""


def years_named(archive: Archive, keys: Iterable[str] | None = None) -> list[Citation]:
    """The items of REF lines that name their year, where it is another than that of the citing cable's date.

    Of these cables, or of all. REF lines are open to every reader.
    """
    of_these = "AND c.id IN (SELECT value FROM json_each(?)) " if keys is not None else ""
    found = archive.ask(
        f"{_CITATIONS}WHERE r.paragraph IS NULL "
        "AND (r.rule LIKE 'year and post%' OR r.rule LIKE 'year of its date%') "
        f"AND substr(r.target, 1, 2) <> substr(c.sent, 3, 2) {of_these}ORDER BY c.number, r.position",
        (_json(keys),) if keys is not None else (),
    )
    return [Citation(*row[:10]) for row in found]


def airgrams(archive: Archive, reader: Reader = EVERYTHING) -> list[Citation]:
    """The references to airgrams, which lead to no number of a telegram; cable by cable, the oldest first."""
    found = archive.ask(f"{_CITATIONS}WHERE r.kind = 'airgram' ORDER BY c.sent IS NULL, c.sent, c.id, r.position")
    return [Citation(*row[:10]) for row in found if _open(row, reader)]


def airgram_held(archive: Archive, number: str) -> str | None:
    """The key of the airgram of this number in one word, ``74LAPAZ23``, which a telegram may have, too."""
    return next(
        (each.id for each in numbers(archive, number) if each.reference == number and each.kind == "airgram"), None
    )


def all_citations(archive: Archive, reader: Reader = EVERYTHING) -> Iterator[Citation]:
    """Every reference to a number, in the order of those; read batch by batch."""
    return _scanned(archive, "", _AFTER * 2, "", reader)


def without_number(archive: Archive, reader: Reader = EVERYTHING) -> Iterator[Citation]:
    """Every reference that names no number: e-mails, airgrams, books, telegrams not named; cable by cable."""
    for row in archive.each(f"{_CITATIONS}WHERE r.target IS NULL ORDER BY r.cable, r.position"):
        if _open(row, reader):
            yield Citation(*row[:10])


def lacking(archive: Archive, reader: Reader = EVERYTHING, *, beginning: str = "") -> Iterator[Citation]:
    """Every reference to a number that the archive does not hold, in the order of the numbers.

    ``beginning`` narrows it to numbers that begin so: ``74LAPAZ``.
    """
    return _scanned(archive, beginning, beginning + _AFTER * 2, _ABSENT, reader)


def first_citations(archive: Archive, reader: Reader = EVERYTHING, *, beginning: str = "") -> Iterator[tuple[str, int]]:
    """Every number that is cited and not held, in their order, and the day on which it was first cited.

    The day is a `date.toordinal`; 0 where no citing cable is dated.
    """
    if not beginning:
        yield from _first_of_all(archive, reader)
    elif reader != EVERYTHING:
        for target, group in groupby(lacking(archive, reader, beginning=beginning), key=lambda each: each.target or ""):
            yield target, _ordinal(min((each.sent for each in group if each.sent), default=None))
    else:
        # Grouped before it is asked what is held: a number is cited more than once, and the index alone tells it.
        for target, sent in archive.ask(
            "SELECT target, sent FROM (SELECT r.target, min(c.sent) AS sent "
            'FROM "references" r INDEXED BY references_by_target JOIN cables c ON c.number = r.cable '
            "WHERE r.target IS NOT NULL AND r.target >= ? AND r.target < ? GROUP BY r.target) g "
            "WHERE NOT EXISTS (SELECT 1 FROM cables t WHERE t.id = g.target) "
            "AND NOT EXISTS (SELECT 1 FROM aliases a WHERE a.alias = g.target)",
            (beginning, beginning + _AFTER * 2),
        ):
            yield target, _ordinal(sent)


def _first_of_all(archive: Archive, reader: Reader) -> Iterator[tuple[str, int]]:
    """The same of the whole archive: one walk along each table, side by side in the order of the numbers."""
    days = _days(archive)
    held = iter([key for (key,) in archive.ask("SELECT id FROM cables UNION ALL SELECT alias FROM aliases ORDER BY 1")])
    known = next(held, _LAST)
    # By hand: groupby() and min() take half as long again for a million references.
    number, first = "", 0
    for target, cable in chain(_cited(archive, reader), [(_LAST, 0)]):
        day = days[cable]
        if target == number:
            if day and (day < first or not first):
                first = day
            continue
        while known < number:
            known = next(held, _LAST)
        if number and known != number:
            yield number, first
        number, first = target, day


def _days(archive: Archive) -> array[int]:
    """The day of each cable by its number in the record; 0 of what is not dated."""
    ((last,),) = archive.ask("SELECT ifnull(max(number), 0) FROM cables")
    days = array("i", bytes(array("i").itemsize * (last + 1)))
    for number, day in archive.each("SELECT number, substr(sent, 1, 10) FROM cables NOT INDEXED"):
        days[number] = _ordinal(day)
    return days


@lru_cache(65_536)
def _ordinal_of(day: str) -> int:
    return dt.date.fromisoformat(day).toordinal()


def _ordinal(sent: str | None) -> int:
    return _ordinal_of(sent[:10]) if sent else 0


def _cited(archive: Archive, reader: Reader) -> Iterator[tuple[str, int]]:
    """Every number that is cited, in their order, and the cable that cites it by its number in the record."""
    columns = 'FROM "references" INDEXED BY references_by_target WHERE target IS NOT NULL ORDER BY target'
    if reader == EVERYTHING:
        return archive.each(f"SELECT target, cable {columns}")
    closed = {
        (row[15], row[2])
        for row in archive.each(f"{_CITATIONS}WHERE r.target IS NOT NULL AND r.paragraph IS NOT NULL")
        if not _open(row, reader)
    }
    every = archive.each(f"SELECT target, cable, position {columns}")
    return ((target, cable) for target, cable, position in every if (cable, position) not in closed)


def _scanned(archive: Archive, first: str, end: str, also: str, reader: Reader) -> Iterator[Citation]:
    place: tuple[Any, ...] = (first, -1, -1)
    sql = (
        _CITATIONS + "WHERE r.target IS NOT NULL AND r.target >= ? AND r.target < ? AND (r.target, r.cable, r.position)"
        f" > (?, ?, ?) {also}ORDER BY r.target, r.cable, r.position LIMIT {_BATCH}"
    )
    while batch := archive.ask(sql, (place[0], end, *place)):
        for row in batch:
            if _open(row, reader):
                yield Citation(*row[:10])
        place = batch[-1][6], batch[-1][15], batch[-1][2]


def numbers(archive: Archive, beginning: str = "") -> list[Numbered]:
    """Every cable that is held and has a number that begins so; open to every reader."""
    # All of them are read as they lie in the table, and sorted then: by the index each row would be looked for.
    how = "" if beginning else "NOT INDEXED"
    sql = f"SELECT id, reference, kind, sent FROM cables {how} WHERE reference IS NOT NULL AND id >= ? AND id < ? "  # noqa: S608
    found = archive.ask(sql + "ORDER BY id", (beginning, beginning + _AFTER * 2))
    return list(map(Numbered._make, found))


def every_number(archive: Archive) -> Iterator[Numbered]:
    """The `numbers` of the whole archive one by one, in no order."""
    found = archive.each("SELECT id, reference, kind, sent FROM cables NOT INDEXED WHERE reference IS NOT NULL")
    return map(Numbered._make, found)


def heads(archive: Archive, keys: Iterable[str], reader: Reader = EVERYTHING) -> dict[str, Head]:
    """What stands above these cables."""
    found = archive.ask(
        f"{_HEADS}WHERE id IN (SELECT value FROM json_each(?))",  # noqa: S608
        (_json(keys),),
    )
    return {row[0]: _head(row, reader) for row in found}


def all_heads(archive: Archive, reader: Reader = EVERYTHING) -> Iterator[Head]:
    """What stands above each cable that is held, in the order in which they came."""
    number = 0
    while batch := archive.ask(f"{_HEADS}WHERE number > ? ORDER BY number LIMIT ?", (number, _BATCH)):
        yield from (_head(row, reader) for row in batch)
        number = batch[-1][8]


def near(
    archive: Archive, origin: str, sent: dt.datetime, apart: dt.timedelta, reader: Reader = EVERYTHING
) -> list[Head]:
    """What stands above the cables of a post that were sent no further from a moment than this, oldest first."""
    found = archive.ask(
        f"{_HEADS}WHERE origin = ? AND sent >= ? AND sent <= ? ORDER BY sent, id",
        (origin, rows.moment(sent - apart), rows.moment(sent + apart)),
    )
    return [_head(row, reader) for row in found]


def _head(row: tuple[Any, ...], reader: Reader) -> Head:
    key, subject, sent, origin, level, kind, caveats, mark = row[:8]
    open_subject = reader == EVERYTHING or reader.sees(access.of_mark(mark) if mark else _message(level, caveats))
    return Head(key, subject if open_subject else None, instant(sent), origin, level, kind)


def led(archive: Archive, targets: Iterable[str]) -> dict[str, str]:
    """Of these canonical numbers, the ones that are held → the key that they lead to, straight or by an alias."""
    wanted = _json(targets)
    found = archive.ask(
        "SELECT a.alias, min(c.id), count(*) FROM aliases a JOIN cables c ON c.number = a.cable "
        "WHERE a.alias IN (SELECT value FROM json_each(?)) GROUP BY a.alias",
        (wanted,),
    )
    keys = {alias: key for alias, key, many in found if many == 1}
    straight = archive.ask("SELECT id FROM cables WHERE id IN (SELECT value FROM json_each(?))", (wanted,))
    return keys | {key: key for (key,) in straight}


def all_led(archive: Archive) -> dict[str, str]:
    """Every alias that leads to exactly one cable → its key; numbers that are keys themselves are left out."""
    found = archive.ask(
        "SELECT a.alias, min(c.id) FROM aliases a JOIN cables c ON c.number = a.cable "
        "WHERE NOT EXISTS (SELECT 1 FROM cables t WHERE t.id = a.alias) GROUP BY a.alias HAVING count(*) = 1"
    )
    return dict(found)


def spellings(archive: Archive, keys: Iterable[str]) -> dict[str, str]:
    """Every number under which one of these cables can be cited → its key."""
    wanted = _json(keys)
    found = archive.ask(
        "SELECT a.alias, c.id FROM cables c JOIN aliases a ON a.cable = c.number "
        "WHERE c.id IN (SELECT value FROM json_each(?))",
        (wanted,),
    )
    leading = led(archive, [alias for alias, _ in found])
    return {alias: key for alias, key in found if leading.get(alias) == key} | {key: key for key in json.loads(wanted)}


def _open(row: tuple[Any, ...], reader: Reader) -> bool:
    """Whether the paragraph that cites, if it is one, is open to the reader."""
    if reader == EVERYTHING or row[8] is None:
        return True
    level, caveats, mark, own, nowhere = row[10:15]
    return not nowhere and reader.sees(_portion(level, caveats, mark, own))


@lru_cache(4096)
def _message(level: str | None, caveats: str) -> Compartment:
    if level is None:
        return Compartment(access.BANDS[-1])
    return access.of_stamp(Classification(level, tuple(json.loads(caveats))))


@lru_cache(4096)
def _portion(level: str | None, caveats: str, mark: str | None, own: str | None) -> Compartment:
    # The record leaves a paragraph's level out where it is the message's own.
    paragraph = Paragraph("", mark=mark, level=own if own is not None else level)
    return access.of_paragraph(paragraph, _message(level, caveats))


def _json(values: Iterable[str]) -> str:
    return json.dumps(sorted(set(values)))
