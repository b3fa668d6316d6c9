"""Articles in which cables appear: those that came with a saved page, and those that people add by hand.

An added article names cables by number, held or not; when it is added, the cables that it cites change, so that
whoever follows the record (the index, for ``has:articles``) learns of it. Numbers, addresses and titles are open to
every reader.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sqlite3
from collections.abc import Iterable
from urllib.parse import urlsplit

from reftel import vocabulary
from reftel.archive import rows
from reftel.archive.keeping import kept
from reftel.archive.overview import instant
from reftel.archive.record import Archive
from reftel.errors import QueryError
from reftel.model import Article, Struct

LONGEST_ADDRESS = 2_000
LONGEST_TITLE = 500
_NO_PATH = re.compile(r"^(https?://[^/?#\s]+)(?=[?#]|$)", re.IGNORECASE)
_PUBLISHED = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


class Cited(Struct, frozen=True):
    """An article, and the cables that it cites."""

    url: str
    title: str
    """The address where it has no title."""
    outlet: str
    """The newspaper, or the host's name."""
    cables: tuple[str, ...] = ()
    """Keys of cables that are held, and numbers of others, in order."""
    published: str | None = None
    """As exactly as it is known: ``2010-12-03``, ``2010-12``, ``2010``."""
    added: dt.datetime | None = None
    """When it was added by hand; None where it came with a page."""


class Outlet(Struct, frozen=True):
    """A newspaper, or another host."""

    name: str
    articles: int
    cables: int
    """Different cables that its articles cite."""


def add(
    archive: Archive,
    url: str,
    title: str,
    cables: Iterable[str],
    *,
    outlet: str | None = None,
    published: str | None = None,
) -> Cited:
    """Add an article, or add cables to one that was added before, which takes the new title, outlet and date.

    `cables` are keys or numbers. Raises QueryError where the address, the title or the date is none.
    """
    url, title = address_of(url), rows.line(title)
    if not title or len(title) > LONGEST_TITLE:
        raise QueryError(f"an article needs a title of 1 to {LONGEST_TITLE} characters.")
    published = (published or "").strip() or None
    if published and not _is_date(published):
        raise QueryError(f'"{published}" is no date: give 2010-12-03, 2010-12 or 2010.')
    outlet = rows.line(outlet)[:LONGEST_TITLE] or vocabulary.outlet(url)
    wanted = list(dict.fromkeys(rows.clean(each) or "" for each in cables if each))
    now = rows.moment(dt.datetime.now(dt.UTC))
    with archive.writing() as db:
        db.execute(
            "INSERT INTO added_articles (url, title, outlet, published, added) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (url) DO UPDATE SET title = excluded.title, outlet = excluded.outlet, "
            "published = coalesce(excluded.published, published)",
            (url, title, outlet, published, now),
        )
        (number,) = db.execute("SELECT number FROM added_articles WHERE url = ?", (url,)).fetchone()
        db.executemany("INSERT OR IGNORE INTO article_cables VALUES (?, ?)", ((number, each) for each in wanted))
        _changed(db, wanted)
    return next(each for each in added(archive) if each.url == url)


def remove(archive: Archive, url: str) -> bool:
    """Forget an added article; whether there was one."""
    with archive.writing() as db:
        found = db.execute(
            "SELECT number FROM added_articles WHERE url = ?", (in_one_spelling(rows.clean(url) or ""),)
        ).fetchone()
        if found is None:
            return False
        cables = db.execute("DELETE FROM article_cables WHERE article = ? RETURNING cable", found).fetchall()
        db.execute("DELETE FROM added_articles WHERE number = ?", found)
        _changed(db, [cable for (cable,) in cables])
    return True


def added(archive: Archive) -> tuple[Cited, ...]:
    """The articles that were added by hand, the newest first."""
    cables: dict[int, list[str]] = {}
    for article, cable in archive.ask("SELECT article, cable FROM article_cables ORDER BY article, cable"):
        cables.setdefault(article, []).append(cable)
    found = archive.ask(
        "SELECT number, url, title, outlet, published, added FROM added_articles ORDER BY added DESC, number DESC"
    )
    return tuple(
        Cited(url, title, outlet, tuple(cables.get(number, ())), published, instant(when))
        for number, url, title, outlet, published, when in found
    )


def outlets(archive: Archive) -> tuple[Outlet, ...]:
    """Every outlet with its articles, most articles first."""
    came = _came(archive)
    by_hand: dict[str, list[Cited]] = {}
    for each in added(archive):
        by_hand.setdefault(each.outlet, []).append(each)
    known = {each.url for every in by_hand.values() for each in every}
    found = []
    for name in came.keys() | by_hand.keys():
        shelf = came.get(name, _NOTHING)
        if name in by_hand or not known.isdisjoint(shelf.articles):
            shelf = _Shelf.of([*by_hand.get(name, ()), *(shelf.articles[url] for url in shelf.articles.keys() - known)])
        if shelf.articles:
            found.append(Outlet(name, len(shelf.articles), shelf.cables))
    return tuple(sorted(found, key=lambda each: (-each.articles, each.name)))


def of_outlet(archive: Archive, name: str) -> tuple[Cited, ...]:
    """The articles of an outlet, added ones first, then by title."""
    by_hand = tuple(each for each in added(archive) if each.outlet == name)
    known = {each.url for each in added(archive)}
    others = [each for each in _came(archive).get(name, _NOTHING).articles.values() if each.url not in known]
    return (*by_hand, *sorted(others, key=lambda each: (each.title.casefold(), each.url)))


def of_cables(archive: Archive, keys: Iterable[str]) -> dict[str, tuple[Article, ...]]:
    """Of these cables, by key or any number that they are known by, the articles that were added to them."""
    found: dict[str, list[Article]] = {}
    sql = (
        "SELECT t.cable, a.url, a.title FROM article_cables t JOIN added_articles a ON a.number = t.article "
        "WHERE t.cable IN (SELECT value FROM json_each(?)) ORDER BY a.added, a.number"
    )
    for cable, url, title in archive.ask(sql, (json.dumps([rows.clean(each) for each in keys]),)):
        found.setdefault(cable, []).append(Article(url, title))
    return {cable: tuple(articles) for cable, articles in found.items()}


def address_of(text: str) -> str:
    """An address of the web in one spelling, without a fragment. Raises QueryError where it is none."""
    url = (rows.clean(text) or "").strip()
    try:
        parts = urlsplit(url)
        good = parts.scheme.lower() in ("http", "https") and bool(parts.hostname) and url.isprintable()
    except ValueError:
        good = False
    if not good or " " in url or len(url) > LONGEST_ADDRESS:
        raise QueryError(f'"{url[:80]}" is no address of the web: give one that begins with https:// or http://')
    return in_one_spelling(url.partition("#")[0])


def in_one_spelling(url: str) -> str:
    """An address with the path ``/`` where it has none, which asks for the same (RFC 3986, 6.2.3); others as they are.

    ``http://news.example`` → ``http://news.example/``.
    """
    return _NO_PATH.sub(r"\1/", url, count=1)


def spellings_of(url: str) -> tuple[str, ...]:
    """An address as it may stand in pages: ``http://news.example/``, ``http://news.example``."""
    one = in_one_spelling(url)
    bare = one.removesuffix("/")
    return (one, bare) if in_one_spelling(bare) == one else (one,)


class _Shelf(Struct, frozen=True):
    """The articles of an outlet, by address, and how many different cables they cite."""

    articles: dict[str, Cited]
    cables: int

    @classmethod
    def of(cls, articles: Iterable[Cited]) -> _Shelf:
        found = {each.url: each for each in articles}
        return cls(found, len({key for each in found.values() for key in each.cables}))


_NOTHING = _Shelf({}, 0)


def _came(archive: Archive) -> dict[str, _Shelf]:
    """Outlet → the articles that came with pages; kept until the archive changes."""
    return kept(archive, "articles", lambda: _count(archive))


def _count(archive: Archive) -> dict[str, _Shelf]:
    cables: dict[str, list[str]] = {}
    titles: dict[str, str] = {}
    for url, title, cable in archive.ask(
        "SELECT a.url, a.title, c.id FROM articles a JOIN cables c ON c.number = a.cable ORDER BY c.id"
    ):
        one = in_one_spelling(url)
        cables.setdefault(one, []).append(cable)
        titles[one] = max(titles.get(one, ""), "" if title == url else title or "", key=len)  # the one that says more
    outlets: dict[str, list[Cited]] = {}
    for url, keys in cables.items():
        name = vocabulary.outlet(url)
        outlets.setdefault(name, []).append(Cited(url, titles[url] or url, name, tuple(dict.fromkeys(keys))))
    return {name: _Shelf.of(articles) for name, articles in outlets.items()}


def _is_date(text: str) -> bool:
    if not _PUBLISHED.fullmatch(text):
        return False
    try:
        dt.date.fromisoformat(text + "-01-01"[len(text) - 4 :] if len(text) < 10 else text)
    except ValueError:
        return False
    return True


def _changed(db: sqlite3.Connection, cables: list[str]) -> None:
    """Give the cables that are held the next numbers in the sequence of changes, for whoever follows the record."""
    (change,) = db.execute("SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'change'").fetchone()
    held = db.execute(
        "SELECT number FROM cables WHERE id IN (SELECT value FROM json_each(?)) ORDER BY number", (json.dumps(cables),)
    ).fetchall()
    for count, (number,) in enumerate(held, start=1):
        db.execute("UPDATE cables SET change = ? WHERE number = ?", (change + count, number))
    db.execute("UPDATE meta SET value = ? WHERE key = 'change'", (str(change + len(held)),))
