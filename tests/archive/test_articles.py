"""Articles added by hand beside those that came with pages; the index learns of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.invented import cable, put
from reftel import archive, search
from reftel.archive import Archive, articles, lookups, removing
from reftel.errors import QueryError
from reftel.model import Article

SPIEGEL = "http://www.spiegel.de/international"


@pytest.fixture
def held(tmp_path: Path) -> Archive:
    made = archive.open(tmp_path / "X", create=True)
    put(made, cable(1, articles=(Article(SPIEGEL, "On ferries"), Article("javascript:alert(1)"))), cable(2), cable(3))
    return made


def found(held: Archive) -> int:
    return search.search(held, "has:articles").total


def test_add(held: Archive) -> None:
    assert found(held) == 1
    before = held.last_change()
    added = articles.add(
        held, " https://press.example/a#top ", " On  lanterns ", ["09MEXICO2", "08STATE77", "09MEXICO2"]
    )
    assert (added.url, added.title, added.outlet) == ("https://press.example/a", "On lanterns", "press.example")
    assert added.cables == ("08STATE77", "09MEXICO2")
    assert held.last_change() == before + 1, "the one that is held has changed"
    assert found(held) == 2, "the index follows"
    put(held, cable(77, post="STATE", id="08STATE77"))
    assert found(held) == 3, "held later, it is known to be cited"
    assert articles.of_cables(held, ["09MEXICO2"]) == {"09MEXICO2": (Article(added.url, added.title),)}
    assert [hit.id for hit in search.find(held, "see https://press.example/a.").articles] == ["08STATE77", "09MEXICO2"]


def test_add_again(held: Archive) -> None:
    articles.add(held, SPIEGEL, "First", ["09MEXICO2"], published="2010-12")
    again = articles.add(held, SPIEGEL, "Second", ["09MEXICO3"], outlet="The Mirror")
    assert (again.title, again.outlet, again.published) == ("Second", "The Mirror", "2010-12")
    assert again.cables == ("09MEXICO2", "09MEXICO3")
    assert len(articles.added(held)) == 1


def test_remove(held: Archive) -> None:
    articles.add(held, "https://press.example/a", "On lanterns", ["09MEXICO2"])
    assert found(held) == 2
    assert articles.remove(held, "https://press.example/a")
    assert not articles.remove(held, "https://press.example/a")
    assert not articles.remove(held, SPIEGEL), "what came with a page stays with it"
    assert found(held) == 1


WRONG = [
    ("javascript:alert(1)", "x", None, "is no address of the web"),
    ("https://", "x", None, "is no address of the web"),
    ("https://a.example/a b", "x", None, "is no address of the web"),
    ("https://[x", "x", None, "is no address of the web"),
    ("https://a.example/" + "x" * 3000, "x", None, "is no address of the web"),
    ("https://a.example", " ", None, "needs a title"),
    ("https://a.example", "x", "2010-13", "is no date"),
    ("https://a.example", "x", "3 December", "is no date"),
]


@pytest.mark.parametrize(("url", "title", "published", "message"), WRONG)
def test_what_is_no_article(held: Archive, url: str, title: str, published: str | None, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        articles.add(held, url, title, [], published=published)


@pytest.mark.parametrize("published", ["2010", "2010-12", "2010-12-03", "", None])
def test_dates_as_exactly_as_they_are_known(held: Archive, published: str | None) -> None:
    assert articles.add(held, "https://a.example", "x", [], published=published).published == (published or None)


def test_outlets(held: Archive) -> None:
    articles.add(held, "https://m.spiegel.de/2", "Added", ["09MEXICO2", "08STATE77"])
    assert [(each.name, each.articles, each.cables) for each in articles.outlets(held)] == [
        ("Der Spiegel", 2, 3),
        ("unknown", 1, 1),
    ]
    both = articles.of_outlet(held, "Der Spiegel")
    assert [(each.title, each.cables, each.added is not None) for each in both] == [
        ("Added", ("08STATE77", "09MEXICO2"), True),
        ("On ferries", ("09MEXICO1",), False),
    ]
    assert articles.of_outlet(held, "Nobody") == ()


def test_an_empty_path_is_the_root(tmp_path: Path) -> None:
    made = archive.open(tmp_path / "X", create=True)
    shorter, longer = Article("http://news.example", "News"), Article("http://news.example/", "News of the harbour")
    query = Article("HTTP://news.example?page=2", "HTTP://news.example?page=2")
    put(made, cable(1, articles=(longer,)), cable(2, articles=(shorter,)), cable(3, articles=(shorter, longer, query)))
    assert [(each.articles, each.cables) for each in articles.outlets(made)] == [(2, 3)]
    (untitled, one) = articles.of_outlet(made, articles.outlets(made)[0].name)
    assert (one.url, one.title, one.cables) == (
        "http://news.example/",
        "News of the harbour",
        ("09MEXICO1", "09MEXICO2", "09MEXICO3"),
    )
    assert untitled.url == "HTTP://news.example/?page=2"
    for each in ("http://news.example", "http://news.example/"):
        assert lookups.published_in(made, [each]) == ("09MEXICO1", "09MEXICO2", "09MEXICO3")
    articles.add(made, "http://news.example#top", "By hand", ["09MEXICO1"])
    assert [each.url for each in articles.added(made)] == ["http://news.example/"]
    assert articles.remove(made, "http://news.example"), "either spelling is the same"


def test_a_removed_cable_is_a_number_still(held: Archive) -> None:
    articles.add(held, "https://press.example/a", "On lanterns", ["09MEXICO2"])
    removing.remove(held, ["09MEXICO2"])
    assert articles.added(held)[0].cables == ("09MEXICO2",)
    assert found(held) == 1
