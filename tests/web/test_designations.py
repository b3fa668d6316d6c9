"""Cables without a message reference number: called as their heads do, at an address that stays."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from reftel import archive
from reftel.model import Addressee, Cable, Classification, Paragraph, Post, Reference
from reftel.web import create_app

from .invented import HOSTILE, build
from .reading_html import all_said, links, page, said

KEEPER = Post("DFATLIMA", "Mr A. Keeper, Minister to Peru")


def cablegram(day: int, number: str | None, **more: object) -> Cable:
    attributes = {"Number": number, "doc_num": str(day), "vol_full_title": "Volume 99: Lanterns"} if number else {}
    return Cable(
        **{
            "aliases": ((number, f"DAFP 99/{day}") if number else ()),
            "sent": dt.datetime(1941, 3, day, tzinfo=dt.UTC),
            "origin": KEEPER,
            "addressees": (Addressee("action", "Canberra"),),
            "paragraphs": (Paragraph(f"The lanterns of pier {day} are lit."),),
            "text": f"The lanterns of pier {day} are lit.",
            "attributes": attributes,
            **more,  # type: ignore[arg-type]
        }
    )


PRINTED = cablegram(1, "Cablegram P3")
VOLUME = cablegram(
    2,
    None,
    attributes={"Telegram number": "33", "Volume": "A Volume of Lanterns", "Document": "7"},
    references=(Reference("My 12", target="41LIMA12"),),
)
BARE = cablegram(3, None, classification=Classification("SECRET"))
ODD = cablegram(4, HOSTILE)
TWELFTH = Cable(id="41LIMA12", sent=dt.datetime(1941, 2, 1, tzinfo=dt.UTC), text="Twelve lanterns.")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("designations") / "archive", [PRINTED, VOLUME, BARE, ODD, TWELFTH])


@pytest.fixture(scope="module")
def visitor(folder: Path) -> TestClient:
    return TestClient(create_app(folder, base_url="https://archive.example"), follow_redirects=False)


@pytest.fixture(scope="module")
def keys(folder: Path) -> dict[str, str]:
    """What each is called → its key."""
    with archive.open(folder) as held:
        return {view.called: key for key in held.ids() if (view := held.view(key))}


def test_a_cablegram_is_called_as_its_head_does(visitor: TestClient, keys: dict[str, str]) -> None:
    key = keys["Cablegram P3"]
    assert key.startswith(archive.UNNUMBERED)
    tree = page(visitor, f"/cables/{key}")
    assert said(tree, "h1") == "Cablegram P3 from Mr A. Keeper, Minister to Peru"
    assert all_said(tree, ".box.top dd")[0].split("DAFP") == ["Cablegram P3", " 99/1"]
    assert all_said(tree, ".box.top dd")[4] == "Mr A. Keeper, Minister to PeruAustralia, Lima"
    assert links(tree, "link[rel=canonical]") == [f"/cables/{key}"], "its address is no number that it has not"
    data = visitor.get(f"/cables/{key}.json").json()
    assert (data["id"], data["cable"].get("id")) == (key, None)
    assert visitor.get("/cables/Cablegram P3").headers["location"] == f"/cables/{key}"


def test_lists_call_it_so(visitor: TestClient, keys: dict[str, str]) -> None:
    found = all_said(page(visitor, "/search?q=lanterns&sort=oldest"), ".hit-top .ref")
    assert found[:3] == ["41LIMA12", "Cablegram P3", "Telegram 33"]
    assert found[3] == "Telegram of 3 March 1941", "nothing stands at its head"
    bare = next(key for called, key in keys.items() if called.startswith(archive.UNNUMBERED))
    assert all_said(page(visitor, f"/cables/{bare}"), ".box.top dd")[0] == f"Telegram of 3 March 1941{bare}"
    stranger = TestClient(visitor.app, headers={"Accept-Language": "es"})
    assert said(page(stranger, f"/cables/{bare}"), ".box.top .ref") == "Telegrama del 3 de marzo de 1941"
    assert said(page(visitor, f"/cables/{keys['Telegram 33']}"), "aside nav:has(.steps) h2") == "Australia, Lima"
    steps = all_said(page(visitor, f"/cables/{keys['Telegram 33']}"), ".steps .ref")
    assert steps == ["Cablegram P3", found[3]]
    cited_by = page(visitor, "/cables/41LIMA12")
    assert said(cited_by, "#cited-by .ref") == "Telegram 33"
    assert said(page(visitor, f"/graph/{keys['Telegram 33']}"), "h1") == "Around Telegram 33"
    (hit,) = [each["hit"] for each in visitor.get('/search.json?q="cablegram P3"').json()["cables"]]
    assert (hit["id"], hit["called"]) == (keys["Cablegram P3"], "Cablegram P3")


def test_citations_name_it(visitor: TestClient, keys: dict[str, str]) -> None:
    told = visitor.get(f"/cite/{keys['Cablegram P3']}.json").json()["citations"]
    assert told["note"].startswith(
        "Mr A. Keeper, Minister to Peru to Australia, Canberra, Cablegram P3, March 1, 1941, https://archive.example/"
    )
    assert "title = {{Cablegram P3 to Australia, Canberra}}" in told["bibtex"]
    assert "howpublished" not in told["bibtex"], "it would say the same again"
    assert "Telegram 33, March 2, 1941" in visitor.get(f"/cite/{keys['Telegram 33']}.json").json()["citations"]["note"]


def test_one_line_names_it_once(visitor: TestClient, keys: dict[str, str]) -> None:
    where = f"http://testserver/cables/{keys['Cablegram P3']}"
    told = "Cablegram P3 from Mr A. Keeper, Minister to Peru"
    assert visitor.get("/oembed", params={"url": where}).json()["title"] == told
    assert f"<title>{told}</title>" in visitor.get("/search.atom?q=pier").text


def test_hostile_designations_are_text(visitor: TestClient, keys: dict[str, str]) -> None:
    key = next(each for called, each in keys.items() if "alert" in called)
    for where in (f"/cables/{key}", "/search?q=lanterns", f"/cite/{key}", f"/similar/{key}"):
        answer = visitor.get(where)
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text
        assert "<img src=x" not in answer.text


def test_whom_another_government_addresses_is_its_own(visitor: TestClient) -> None:
    listed = visitor.get("/browse/addressee.json").json()["values"]
    assert [(each["value"], each["label"], each["cables"]) for each in listed] == [
        ("DFATCANBERRA", "Australia, Canberra", 4)
    ]
    tree = page(visitor, "/browse/addressee/DFATCANBERRA")
    assert said(tree, "h1") == "Australia, Canberra"
    assert len(tree.css("li.hit")) == 4


def test_those_without_a_level_have_a_list(visitor: TestClient) -> None:
    listed = visitor.get("/browse/class.json").json()["values"]
    assert [(each["value"], each["label"], each["cables"]) for each in listed] == [
        ("SECRET", "Secret", 1),
        ("NONE", "No level told", 4),
    ]
    tree = page(visitor, "/browse/class/NONE")
    assert (said(tree, "h1"), len(tree.css("li.hit"))) == ("No level told", 4)
    assert visitor.get("/browse.json").json()["counts"]["class"] == len(listed)
    assert visitor.get("/browse/class/none").headers["location"] == "/browse/class/NONE"
    for asked, many in (("class:none", 4), ("-class:none", 1), ("class:none,s", 5), ("class:none OR class:s", 5)):
        assert visitor.get("/search.json", params={"q": asked}).json()["total"] == many, asked
    assert "/browse/class/NONE" in links(page(visitor, "/"), ".bars a")
    chosen = page(visitor, "/search/advanced?q=class:NONE").css_first(
        "[name=class] option[selected], [name=class]:checked"
    )
    assert (chosen.attributes["value"], page(visitor, "/search?q=class:none").css(".chips")) != (None, [])
