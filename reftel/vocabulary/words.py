"""Names of countries and acronyms spelled out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from .spelling import squeeze
from .table import rows


def country_name(code: str) -> str | None:
    """The short name of a country by its ISO 3166-1 alpha-2 code, or a former one of ISO 3166-3: ``MX`` → Mexico."""
    return _countries().get(code.strip().upper())


def countries_named(text: str) -> set[str]:
    """Codes of the countries of this name; where there is none, of those whose name holds all of its words.

    ``Mexico`` → MX; ``Korea`` → KP, KR.
    """
    asked, words = squeeze(text), _words(text)
    names = _countries().items()
    whole = {code for code, name in names if asked and squeeze(name) == asked}
    return whole or {code for code, name in names if words and words <= _words(name)}


def country_meant(text: str) -> str | None:
    """The code of the one country of this code, name or abbreviation: ``US``, ``U.S.``, ``UK``, ``Mexico``."""
    asked = squeeze(text)
    if asked in _countries():
        return asked
    if asked in _country_aliases():
        return _country_aliases()[asked]
    whole = [code for code, name in _countries().items() if asked and squeeze(name) == asked]
    return whole[0] if len(whole) == 1 else None


def _words(name: str) -> set[str]:
    return {squeezed for word in name.split() if (squeezed := squeeze(word))}


def acronym(word: str) -> str | None:
    """What an acronym of the Department stands for: ``GOM`` → Government of Mexico; None when no table knows it.

    Capitals count: ``who`` is a word, ``WHO`` an organisation.
    """
    return _acronyms().get(word.strip())


@cache
def words(name: str) -> frozenset[str]:
    """A list of words, in capitals, that a rule of the parser leans on: ``title``, ``month``, ``not a post`` …"""
    return frozenset(row["word"].upper() for row in rows("words") if row["list"] == name)


@cache
def _country_aliases() -> Mapping[str, str]:
    return MappingProxyType({squeeze(row["alias"]): row["code"] for row in rows("country_aliases")})


@cache
def _countries() -> dict[str, str]:
    return {row["code"]: row["name"] for row in rows("countries")}


@cache
def _acronyms() -> dict[str, str]:
    return {row["acronym"]: row["expansion"] for row in rows("acronyms")}
