"""Telegrams cited by the short names of the 1950s and 1960s: ``Embtel 96``, ``Bonn 168, action Department 342``.

A post counted its telegrams for each addressee apart, as the Department did, and anew from each July. Only a post's
number for the Department, whose half-year is beyond doubt, leads to a telegram.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from reftel import vocabulary
from reftel.model import Reference
from reftel.telegram.identity import MONTHS, make_id

_CITED = re.compile(
    r"\b(?:(?P<own>(?i:EMB|CON|CONGEN|LEG) ?(?i:TEL))|(?P<department>(?i:DEP(?:T|CIR|TCIR)?) ?(?i:TEL))"
    r"|(?P<post>[A-Z][A-Za-z]{2,15}(?: (?!(?i:EMB|CON|LEG|DEP))[A-Z][A-Za-z]{1,15})?)(?:'s)?(?: (?i:tel(?:egram)?))?)"
    r" (?P<number>\d{1,5})(?![\d/%]|,\d| ?[ap]\.m)"
    r"(?:\W{1,3}(?i:ACTION DEP(?:AR\w{1,8}|T))\W{1,3}(?P<there>\d{1,5}))?"
)
_YEAR = re.compile(r"19[4-7]\d")
_COUNTED_FROM = 7
"""The month from which posts counted anew (FRUS prints telegram 3 from Saigon of 1 July 1963)."""

CIRCULAR = "circulars were counted apart"
"""The rule of a reference to one: of which year it is, its number alone does not tell."""
_ANEW = "numbers began anew each July: of which year is not told"


class Cited(NamedTuple):
    """A citation and its place in the text that was looked at."""

    reference: Reference
    start: int
    end: int


def find(text: str, post: str | None, sent: dt.datetime | None, serial: int | None) -> Iterator[Cited]:
    """Telegrams cited in a text that ``post`` sent as its number ``serial`` for the Department."""
    for match in _CITED.finditer(text):
        shown = " ".join(match[0].split())
        if match["department"]:
            circular = "cir" in match["department"].lower()
            target, rule = (
                (None, CIRCULAR) if circular else of_department(post, int(match["number"]), sent.year if sent else None)
            )
            yield Cited(Reference(shown, target=target, rule=rule), *match.span())
            continue
        by = post if match["own"] else _post(match["post"])
        if not match["own"] and (by is None or (_YEAR.fullmatch(match["number"]) and not match["there"])):
            continue
        if match["there"] or match["own"]:
            before = serial if match["own"] else None
            target, rule = of_the_post(by, int(match["there"] or match["number"]), sent, before)
        else:
            target, rule = None, "its number for the Department is not told"
        yield Cited(Reference(shown, target=target, rule=rule), *match.span())


def of_department(post: str | None, number: int, year: int | None) -> tuple[str | None, str]:
    """Of those that it sent to the citing post: how far that count had come by then, no number of the post tells."""
    if year is None or (post is None and vocabulary.department_count("", year) != vocabulary.DEPARTMENT):
        return None, "of which post, or of which year, is not told"
    post = post or ""
    count = vocabulary.department_count(post, year)
    if count is None:
        return None, "the Department counted its telegrams to each post apart, or all together: it is not told"
    if count != vocabulary.DEPARTMENT:
        return None, f"the Department’s telegram {number} to {vocabulary.town_of(post)}: {_ANEW}"
    return make_id(year, count, number), "number of the Department, year inherited"


def _post(name: str) -> str | None:
    """The post that the words name, or the last of them: ``In Bern`` is Bern."""
    for words in (name, name.rpartition(" ")[2]):
        if words[:3].upper() not in MONTHS and (code := vocabulary.canonical_post(words)):
            return code
    return None


def of_the_post(post: str | None, number: int, sent: dt.datetime | None, before: int | None) -> tuple[str | None, str]:
    """In the second half of a year a number below the telegram's own (where known) is of that half."""
    if post is None or sent is None:
        return None, "of which post, or of which year, is not told"
    if sent.month >= _COUNTED_FROM and (before is None or number < before):
        return make_id(sent.year, post, number), "number for the Department, year inherited"
    return None, _ANEW
