"""A reference number among what was typed: ``mexico 2134``, with or without the year as a filter."""

from __future__ import annotations

import re
from typing import NamedTuple

from reftel import index, telegram, vocabulary
from reftel.archive import Archive, Reader, net
from reftel.index import Engine
from reftel.search import dates, decoding
from reftel.search.gate import Rewriter
from reftel.search.results import Lacking
from reftel.search.tree import And, Field, Node, Text
from reftel.telegram import airgrams

_NUMBERED = re.compile(r"(?P<post>[A-Za-z][A-Za-z .'-]*?)\s*(?P<serial>\d{1,7})")

# `frus1936v03/d45`, alone or at the end of the address under which the edition is published
_OF_A_VOLUME = re.compile(r"(?:https?://\S{1,200}/)?(?P<name>[\w.-]{1,80}/d\d{1,5})", re.IGNORECASE)


class Jump(NamedTuple):
    """Where a number that was typed leads."""

    key: str | None = None
    """To this cable."""
    lacking: Lacking | None = None
    """To those that cite it: it is not held itself."""


def number(archive: Archive, typed: str, meant: str, reader: Reader) -> Jump:
    """Of a query that is a number and nothing else, ``meant`` in canonical form."""
    key = archive.find(typed)
    return Jump(key) if key is not None else Jump(lacking=Lacking(meant, _citing(archive, [meant], reader)[meant]))


def of_a_volume(archive: Archive, typed: str) -> Jump:
    """To a document of a printed volume that is held, by the volume's and its own name: ``frus1936v03/d45``."""
    named = _OF_A_VOLUME.fullmatch(typed.strip())
    return Jump(archive.find(named["name"]) if named else None)


def is_number(archive: Archive, typed: str, meant: str, reader: Reader) -> bool:
    """Whether what is spelled like a number is one: held or cited, or of a post that is known and no date.

    ``21 July 2009``, ``10 Downing 2`` and ``24 hours 7`` are spelled like one.
    """
    if archive.find(typed) is not None or _citing(archive, [meant], reader)[meant]:
        return True
    parts = telegram.split_id(meant)
    return parts is not None and vocabulary.post(parts[1]) is not None and dates.written(typed) is None


def airgram(archive: Archive, engine: Engine, rewriter: Rewriter, meant: airgrams.AirgramNumber) -> Jump:
    """To an airgram that is held, or to those that cite it; nowhere where none does and it need not be a number.

    ``A-10`` alone is no number: it may be an aircraft, and is found as it stands.
    """
    if not (meant.origin or meant.year):
        return Jump()
    if meant.joined and (key := net.airgram_held(archive, meant.joined)) is not None:
        return Jump(key)
    citing = engine.count(rewriter.citing(meant.number))
    known = meant.joined is not None and vocabulary.post(meant.origin or "") is not None
    return Jump(lacking=Lacking(meant.number, citing)) if citing or known else Jump()


def numbered(archive: Archive, engine: Engine, rewriter: Rewriter, root: Node | None, reader: Reader) -> Jump:
    """To the one cable of a post with a serial, in the year of the query's date or in any, held or cited at least."""
    parts = root.parts if isinstance(root, And) else (root,)
    words = [part.text for part in parts if isinstance(part, Text) and _plain(part)]
    fields = [part for part in parts if isinstance(part, Field)]
    if len(words) + len(fields) != len(parts) or any(each.name not in ("date", "origin") for each in fields):
        return Jump()
    posts = [each.value for each in fields if each.name == "origin"]
    typed = decoding.bare(" ".join([*posts, *words]))
    spans = [dates.read(each.value) for each in fields if each.name == "date"]
    years = {year for span in spans for year in _years(span)}
    if len(spans) > 1 or (spans and len(years) != 1):
        return Jump()
    if (called := airgrams.meant(" ".join([*(f"{year:02}" for year in years), typed]))) is not None:
        return airgram(archive, engine, rewriter, called)
    found = _NUMBERED.fullmatch(typed)
    post = vocabulary.canonical_post(found["post"]) if found else None
    if found is None or post is None:
        return Jump()
    serial = int(found["serial"])
    numbers = [telegram.canonical_id(f"{year:02} {post} {serial}") for year in years or range(100)]
    if years:
        key = archive.find(numbers[0])
        return Jump(key) if key is not None else _cited(archive, numbers, reader)
    held = engine.ask(index.Question(index.Like("id", f"??{post}{serial}"), limit=2))
    if held.total:
        return Jump(held.keys[0] if held.total == 1 else None)
    return _cited(archive, numbers, reader)


def _cited(archive: Archive, numbers: list[str], reader: Reader) -> Jump:
    """To the one of these numbers that is cited."""
    cited = [(each, many) for each, many in _citing(archive, numbers, reader).items() if many]
    return Jump(lacking=Lacking(*cited[0])) if len(cited) == 1 else Jump()


def _citing(archive: Archive, numbers: list[str], reader: Reader) -> dict[str, int]:
    """How many cables cite each of these numbers where the reader may see it."""
    sources: dict[str, set[str]] = {each: set() for each in numbers}
    for each in net.citations_to(archive, numbers, reader):
        sources[each.target or ""].add(each.source)
    return {each: len(found) for each, found in sources.items()}


def _plain(text: Text) -> bool:
    return not (text.pattern or text.prefix or text.similar or text.near is not None)


def _years(span: dates.Range | None) -> set[int]:
    """The last two digits of the year, where the range lies within one."""
    if span is None or span.low is None or span.high is None or span.low // 10000 != span.high // 10000:
        return set()
    return {span.low // 10000 % 100}
