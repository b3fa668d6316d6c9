"""Which numbers can be asked for: texts in any spelling as keys, and what is wrong with those that are none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from reftel import telegram, vocabulary
from reftel.analysis.airgrams import airgrams_meant
from reftel.analysis.gaps import gaps
from reftel.analysis.missing import missing_one
from reftel.analysis.posts import Number, number_here
from reftel.analysis.tallies import TELEGRAMS
from reftel.archive import Archive, Reader
from reftel.errors import QueryError
from reftel.telegram.airgrams import meant as airgram_meant

_FAR = 1.5
"""Times the likely total of a post's year: a higher number that nobody cites is hardly one."""


class Improbable(QueryError):
    """A number that its post hardly reached, or that is cited in doubt only; it can be asked for anyway."""


def keys_of(archive: Archive, texts: Iterable[str], on: dt.date, reader: Reader, *, anyway: bool) -> list[str]:
    """The keys of cables that are held, and the numbers of those that are not, each once.

    Raises QueryError, which names them all, for what is no such number, and Improbable where their posts hardly reached
    them or all that cites them is in doubt, unless they are asked for `anyway`.
    """
    keys = list(dict.fromkeys(_key(archive, text, reader) for text in texts if text.strip()))
    wrong = [problem for key in keys if (problem := _problem(archive, key, on, reader))]
    if wrong:
        raise QueryError("\n".join(wrong))
    high = [] if anyway else [problem for key in keys if (problem := _improbable(archive, key, reader))]
    if high:
        raise Improbable("\n".join(high))
    if not keys:
        raise QueryError("no cable is named: give message reference numbers, as in 74LAPAZ5021 or '74 LA PAZ 5021'.")
    return keys


def _key(archive: Archive, text: str, reader: Reader) -> str:
    """The key of a cable that is held, or the number of one that is not; what can't be told apart stays as it is."""
    meant = airgram_meant(text)
    if meant is None:
        return archive.find(text) or telegram.canonical_id(text)
    found = airgrams_meant(archive, text, reader)
    if len(found) == 1:
        return found[0].number
    told = meant.origin and meant.year and airgram_meant(meant.number) == meant
    return meant.number if told else " ".join(text.split())


def _problem(archive: Archive, key: str, on: dt.date, reader: Reader) -> str | None:
    """Why nobody can be asked for this number; None where all is well."""
    if airgram_meant(key):
        return _airgram_problem(archive, key, on, reader)
    number = number_here(archive, key, reader)
    if number is None:
        if archive.find(key):
            return f"{key} has no message reference number, by which alone a cable can be asked for."
        return f'"{key}" is no message reference number: write year, post and serial, as in 74LAPAZ5021.'
    if number.year > on.year:
        return f"{key} would be of {number.year}, which is yet to come: check its year."
    if archive.find(key) or missing_one(archive, key, reader, sentences=False):
        return None
    if vocabulary.post(number.origin):
        return None
    return f"{key}: no table knows a post {number.origin}, and no cable cites this number: check its spelling."


def _airgram_problem(archive: Archive, text: str, on: dt.date, reader: Reader) -> str | None:
    post, designation, year = airgram_meant(text) or (None, text, None)
    found = airgrams_meant(archive, text, reader)
    if len(found) > 1:
        return f'"{text}" may be {" or ".join(each.number for each in found)}: say which.'
    if post is None:
        return f'"{text}" names no post: write whose airgram it is, as in "74 LAPAZ {designation}".'
    if year is None:
        return f'no cable cites an airgram "{text}": write its year too, as in "74 {post} {designation}".'
    if year > on.year:
        return f"{text} would be of {year}, which is yet to come: check its year."
    if not found and not vocabulary.post(post):
        return f"{text}: no table knows a post {post}, and no cable cites this number: check its spelling."
    return None


def _improbable(archive: Archive, key: str, reader: Reader) -> str | None:
    """Why there is hardly such a number; None where there may well be."""
    number = None if airgram_meant(key) else number_here(archive, key, reader)
    if number is None or archive.find(key):
        return None
    cited = missing_one(archive, key, reader, sentences=False)
    if cited is None:
        return _too_high(archive, number, reader)
    if cited.doubt is None:
        return None
    return f"{key}: what cites it may mean another number ({cited.doubt}). Check it, or ask for it anyway."


def _too_high(archive: Archive, number: Number, reader: Reader) -> str | None:
    """Why the post can hardly have come to this number, which nothing cites; None where it can."""
    for gap in gaps(archive, reader=reader, origin=number.origin, year=number.year):
        most = max(gap.likely or 0, gap.highest)
        if gap.series == TELEGRAMS and gap.likely and number.serial > _FAR * most:
            return (
                f"{number.beginning}{number.serial}: {gap.name} sent hardly more than {most:,} telegrams in "
                f"{number.year} ({gap.rule}), and no cable cites this number. Check it, or ask for it anyway."
            )
    return None
