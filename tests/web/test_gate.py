"""No page of the reading room betrays what its reader may not see: the pages of twin archives are the same to a byte.

The twins (tests/search/twins.py) are alike in all that is open to the reader and differ in every word that is not; so
whatever a page said of a hidden word, by a hit, a count, an order, a heading or an absence, would tell them apart.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest
from search.twins import READERS, build
from starlette.testclient import TestClient

from reftel.archive import Archive, Reader
from reftel.web import create_app
from reftel.web.browsing import KINDS


class Rooms(NamedTuple):
    one: TestClient
    other: TestClient
    held: Archive
    secrets: tuple[str, ...]


@pytest.fixture(scope="module", params=READERS, ids=lambda each: f"{each.level}-{each.caveats and len(each.caveats)}")
def rooms(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Rooms:
    reader: Reader = request.param
    one, other, secrets = build(tmp_path_factory.mktemp("rooms"), reader)
    doors = [TestClient(create_app(each.folder, reader=reader)) for each in (one, other)]
    return Rooms(doors[0], doors[1], one, secrets)


def test_no_page_betrays_a_word(rooms: Rooms) -> None:
    keys = list(rooms.held.ids())
    some = rooms.secrets[:: max(1, len(rooms.secrets) // 12)]
    asked = ["", "lanterns", "-lanterns", "q*", "has:missing-refs", "mark:S", *some, *(f"-{each}" for each in some[:3])]
    asked += [template.format(some[0]) for template in ('"{}"', "{}~", "{}*", "subject:{}", "ref:{}") if some]
    addresses = [
        "/",
        "/help",
        "/browse",
        "/browse/origin",
        "/browse/date",
        "/browse/origin/MEXICO",
        "/browse/date/2009",
        "/browse/date/2009-01",
        "/browse/released",
        "/pictures",
        "/pictures.json",
        *(f"/browse/{kind}" for kind in KINDS),
        *(f"/browse/{kind}.json" for kind in KINDS),
        "/missing",
        "/missing.csv",
        "/gaps",
        "/gaps/MEXICO/2009",
    ]
    addresses += [f"/{place}/{key}" for place in ("thread", "graph") for key in keys]
    addresses += [f"/cables/{key}{ending}" for key in keys for ending in ("", ".json", ".txt", "?q=lanterns")]
    for query in asked:
        addresses += [
            f"/search?q={query}",
            f"/search?q={query}&sort=oldest",
            f"/search.json?q={query}",
            f"/pictures?q={query}&panel=months",
            f"/search/meant?q={query}",
            f"/search/advanced?q={query}",
            f"/search/paragraphs/{keys[-1]}?q={query}",
        ]
    for address in addresses:
        pages = [door.get(address) for door in (rooms.one, rooms.other)]
        assert pages[0].status_code == pages[1].status_code, address
        said, also = (_bare(page.text) for page in pages)
        assert said == also, address
        echoed = address.partition("?q=")[2].partition("&")[0]
        assert not [secret for secret in rooms.secrets if secret in said and secret not in echoed], address


def _bare(page: str) -> str:
    """A page without what is of the moment: the time that it took."""
    return re.sub(r"\d+(?:\.\d+)? (?:ms|milliseconds)", "", page)
