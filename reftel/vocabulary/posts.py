"""Posts: embassies, consulates, missions, the Department itself, by code or by any name they go by."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from msgspec import structs

from reftel.model import Post

from . import spelling
from .declassification import other_governments
from .department import DEPARTMENT, addressed_post
from .table import rows

_PREFIXES = (
    *("AMEMBASSY", "AMERICANEMBASSY", "EMBASSY", "AMEMB", "EMBASY"),
    *("AMCONSULATE", "AMERICANCONSULATE", "CONSULATEGENERAL", "CONSULATE", "AMCONSUL", "AMCONGEN", "CONGEN"),
    *("USMISSION", "MISSION", "USDELEGATION", "USDEL", "USLO", "USOFFICE", "APP"),
)
"""How the name of a post begins in TO and FM lines and in archives' columns, squeezed."""

_CAPITAL = ("WASHDC", "WASHINGTONDC")
"""What stands behind it there."""


_WRITTEN_OUT = "Department of State"
"""What the Department is called where it is named with a post that it wrote to."""
_REPORTING_OFFICER = " OR-"
"""What the National Archives left behind a post: ``LA PAZ OR-M`` (from ``RDS-4 … OR-M`` of the E.O. line)."""


class _Alias(NamedTuple):
    code: str
    first: int | None
    last: int | None

    def holds(self, year: int | None) -> bool:
        return year is None or (self.first or year) <= year <= (self.last or year)


def post(code: str, *, year: int | None = None) -> Post | None:
    """The post of a code or alias in any case: ``MEXICO`` → Embassy Mexico; None when no table knows it.

    Another government's stands where ours does: ``DFATLONDON`` → “Australia, London”. The Department's count for one
    post has its name too: ``DEPTELCAIRO`` → “Department of State to Cairo”.
    """
    known = canonical_post(code, year=year)
    squeezed = spelling.squeeze(code)
    return _posts()[known] if known else _to_a_post(squeezed) or _foreign(squeezed)


@lru_cache(maxsize=1024)
def _to_a_post(code: str) -> Post | None:
    """The Department, by the count in which it numbered what it sent to one post."""
    to = _posts().get(addressed_post(code) or "")
    department = _posts()[DEPARTMENT]
    return structs.replace(department, code=code, name=f"{_WRITTEN_OUT} to {town_of(to.code)}") if to else None


def town_of(code: str) -> str:
    """The town of a post: ``ADDISABABA`` → Addis Ababa; of one without, its name, of one that is not known its code."""
    return _cities().get(code) or post_label(code)


@cache
def _cities() -> dict[str, str]:
    return {row["code"]: row["city"] for row in rows("posts") if row["city"]}


@lru_cache(maxsize=1024)
def _foreign(code: str) -> Post | None:
    begin, whose, seat = next((each for each in other_governments() if code.startswith(each[0])), ("", "", ""))
    if not begin:
        return None
    town = code.removeprefix(begin)
    known = _towns().get(town or spelling.squeeze(seat))
    name = f"{whose}, {known.name if known else town.title()}" if town else whose
    return structs.replace(known, code=code, name=name) if known else Post(code, name)


@cache
def _towns() -> dict[str, Post]:
    """Squeezed name of a town → its name, and where it lies: those of our posts, by code and by town; and others."""
    found = {
        spelling.squeeze(row["town"]): Post(
            "", row["town"], row["country"], float(row["latitude"]), float(row["longitude"])
        )
        for row in rows("towns")
    }
    ours = {code: structs.replace(_posts()[code], name=city) for code, city in _cities().items()}
    return found | {spelling.squeeze(town.name or ""): town for town in ours.values()} | ours


def post_label(code: str) -> str:
    """What a post is called in lists: its name in the tables, else its code. Who signed there names no post."""
    known = _posts().get(code) or post(code)
    return (known.name if known else None) or code


@lru_cache(maxsize=16384)
def post_named(name: str, *, year: int | None = None) -> Post | None:
    """The post of a name as addressed or catalogued: ``AMEMBASSY MEXICO``, ``Embassy Mexico``, ``SECSTATE WASHDC``."""
    word = spelling.squeeze(name.partition(_REPORTING_OFFICER)[0])
    code = _names().get(word)
    if code and not (year and _aliases().get(code)):
        return _posts()[code]
    return post(word, year=year)


def post_addressed(name: str, sender: str | None) -> Post | None:
    """The post that a line TO means in a telegram from the post of the code `sender`.

    Another government's telegrams go to its own: ``Canberra`` in one from ``DFATJAKARTA`` is “Australia, Canberra”, no
    embassy of ours.
    """
    begin = next((each[0] for each in other_governments() if sender and sender.startswith(each[0])), "")
    if not begin:
        return post_named(name)
    town = spelling.squeeze(name)
    return _foreign(begin + town) if town in _towns() else None


@lru_cache(maxsize=65536)
def canonical_post(text: str, *, year: int | None = None) -> str | None:
    """The code by which a post stands in canonical numbers, of whatever was written for it; None for what is no post.

    ``RIO DE JAN`` → ``RIODEJANEIRO``, ``SECSTATE`` → ``STATE``, ``BRASILA`` → ``BRASILIA``. A four-digit ``year``
    decides between names that changed owner: ``TAIPEI`` is the embassy's until 1978, AITTAIPEI's after it; without a
    year the later one is taken. Four rules, the surest first: the table of codes, the table of aliases, a code cut
    short of which only one continues, a code one slip away of which there is only one.
    """
    word = spelling.squeeze(text)
    return _canonical(word, year) if word else None


def _canonical(word: str, year: int | None) -> str | None:
    candidates = _candidates(word)
    for candidate in candidates:
        known = _known(candidate, year)
        if known:
            return known
    for candidate in candidates:
        if candidate in _not_posts():
            return None
        codes = _guessable().get(candidate[0], ())
        guess = spelling.completed(candidate, codes) or spelling.nearest(candidate, codes)
        if guess:
            return guess
    return None


def _candidates(word: str) -> tuple[str, ...]:
    """The word itself, with letters for its digits, and without what stands before the name of a post."""
    words = (word,) if word.isalpha() else (word, spelling.letters_for_digits(word))
    if not any(one.startswith(_PREFIXES) or one.endswith(_CAPITAL) for one in words):
        return words  # as most words are
    bare = tuple(rest for one in words for rest in spelling.without(_PREFIXES, one))
    washington = tuple(one.removesuffix(tail) for one in words for tail in _CAPITAL if one.endswith(tail))
    return tuple(dict.fromkeys(one for one in words + bare + washington if one))


def _known(word: str, year: int | None) -> str | None:
    alias = _aliases().get(word)
    if alias and alias.holds(year):
        return alias.code
    return word if word in _posts() else None


def post_codes() -> frozenset[str]:
    """Every canonical code."""
    return frozenset(_posts())


def post_kind(code: str) -> str | None:
    """embassy, consulate, mission, office, delegation, department or command; None when no table knows the code."""
    known = canonical_post(code)
    return _kinds()[known] if known else None


def post_aliases() -> Mapping[str, str]:
    """Every alias of the table, squeezed → code."""
    return {alias: entry.code for alias, entry in _aliases().items()}


@cache
def _posts() -> dict[str, Post]:
    return {
        row["code"]: Post(
            code=row["code"],
            name=row["name"],
            country=row["country"] or None,
            latitude=float(row["latitude"]) if row["latitude"] else None,
            longitude=float(row["longitude"]) if row["longitude"] else None,
        )
        for row in rows("posts")
    }


@cache
def _kinds() -> dict[str, str]:
    return {row["code"]: row["kind"] for row in rows("posts")}


@cache
def _guessable() -> dict[str, tuple[str, ...]]:
    """Codes that may be guessed from a cut or a slip, by first letter: towns, not ``WHITEHOUSE`` from ``WHITE``."""
    places = [code for code, kind in _kinds().items() if kind in ("embassy", "consulate", "mission", "office")]
    return {initial: tuple(places_of) for initial, places_of in groupby(sorted(places), key=itemgetter(0))}


@cache
def _names() -> dict[str, str]:
    return {spelling.squeeze(known.name or ""): code for code, known in _posts().items()}


@cache
def _aliases() -> dict[str, _Alias]:
    def year(cell: str) -> int | None:
        return int(cell) if cell else None

    return {
        row["alias"]: _Alias(row["code"], year(row["first_year"]), year(row["last_year"]))
        for row in rows("post_aliases")
    }


@cache
def _not_posts() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("not_posts"))
