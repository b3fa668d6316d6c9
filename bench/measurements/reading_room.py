"""50 readers at once over a script of real pages (home, search, facets, cable and its panels, browse, help, data),
against `reftel serve --workers 2` in processes of its own, on the loopback interface. Each reader keeps one connection,
asks compressed pages and thinks for two seconds between two of them; nothing is asked with a validator, so every page
is made. On the wall, from the request's first byte to the answer's last; any answer but 200 ends the measurement.
Then one reader alone asks each kind of page 40 times, those too that are opened seldom (what is missing, gaps,
calendars, traffic, pictures, articles …): what the server itself takes. What is counted over the whole archive is asked
for as data first, which waits until it is counted; those times are shown apart, without a promise.
The number of requests is bounded (50 readers, 16 pages each; 40 of each kind), and so is the time of each.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

from bench.measurement import Figure
from bench.searching import held, queries
from reftel import analysis
from reftel.archive import Archive

TITLE = "Reading room"
UNIT = "telegrams"
SIZES = (20_000, 200_000)
QUICK = None

READERS = 50
PAGES = 16
THINKING = 2.0
"""Seconds between two pages of a reader, spread by half around."""
WORKERS = 2
PROMISE = 150.0
"""Milliseconds within which 95 of 100 pages are there."""
ALONE = 40
"""Pages of each kind that one reader asks for alone."""
PROMISE_ALONE = 100.0
"""Milliseconds that the server may take for a page: 95 of 100."""
SLOWEST = 6
"""Pages of which it is told how long their first answer takes."""
PATIENCE = 60.0
"""Seconds after which a request has failed."""


def measure(size: int, seed: int) -> Iterator[Figure]:
    with held(size, seed) as made, serving(made.folder) as port:
        analysis.follow_declassification(made)  # which the reading room does in a thread, when it is first asked
        script = pages(made, seed)
        for name, addresses in script.items():  # everything once: caches are warm, as they are in a room that is open
            _ask(HTTPConnection("127.0.0.1", port, timeout=PATIENCE), name, addresses[0])
        times = _together(port, script, seed)
        alone, first = _alone(port, script | seldom(made, seed), seed)
    every = [each for found in times.values() for each in found]
    yield _promised(f"{READERS} readers, 95 of 100 pages within", every)
    for name in script:
        if times[name]:
            yield _promised(f"{name}, 95 of 100 within", times[name])
    for name, found in alone.items():
        yield _promised(f"{name}, one reader, 95 of 100 within", found, PROMISE_ALONE)
    for name, taken in sorted(first.items(), key=lambda each: -each[1])[:SLOWEST]:
        yield Figure(f"{name}, first time", taken / 1000, "s")


def pages(made: Archive, seed: int) -> dict[str, list[str]]:
    """Kind of page → addresses of it, drawn from what the archive holds."""
    dice = random.Random(seed)  # noqa: S311 (which pages, no secret)
    keys = list(made.ids())
    cables = [quote(key) for key in dice.sample(keys, min(200, len(keys)))]
    mix = [quote(asked.text) for asked in queries(made, seed)]
    overview = made.overview()
    months = [each.value for each in overview.by_month]
    posts = [each.value for each in overview.by_origin[:50]]
    return {
        "home": ["/"],
        "search": [f"/search?q={query}" for query in mix],
        "search, narrowed": [f"/search?q={query}%20origin:{posts[0]}" for query in mix],
        "search as data": [f"/search.json?q={query}" for query in mix],
        "suggestions": [f"/suggest?q={query[:4]}" for query in mix],
        "cable": [f"/cables/{key}" for key in cables],
        "cable with words": [f"/cables/{key}?q={query}" for key, query in zip(cables, mix, strict=False)],
        "cable as sent": [f"/cables/{key}/as-sent" for key in cables],
        "cable as data": [f"/cables/{key}.json" for key in cables],
        "similar cables": [f"/similar/{key}" for key in cables],
        "browse": ["/browse"],
        "a post": [f"/browse/origin/{quote(post)}" for post in posts],
        "dates": ["/browse/date"],
        "a month": [f"/browse/date/{month}" for month in months],
        "help": ["/help/cables", "/help/query"],
    }


def seldom(made: Archive, seed: int) -> dict[str, list[str]]:
    """Kind of page → addresses of it, of the pages that are not read all day."""
    dice = random.Random(seed)  # noqa: S311
    overview = made.overview()
    posts = [quote(each.value) for each in overview.by_origin[:20]]
    years = [each.value for each in overview.by_year]
    cables = [quote(key) for key in dice.sample(list(made.ids()), 40)]
    return {
        "missing": ["/missing", *(f"/missing?origin={post}" for post in posts)],
        "gaps": ["/gaps", *(f"/gaps?year={year}" for year in years)],
        "gaps of a post": [f"/gaps/{post}/{year}" for post in posts for year in years],
        "declassification": ["/declass", *(f"/declass?post={post}" for post in posts)],
        "marks": ["/marks", *(f"/marks?post={post}" for post in posts)],
        "traffic": ["/traffic", *(f"/traffic?post={post}" for post in posts)],
        "requests": ["/requests"],
        "pictures": ["/pictures"],
        "articles": ["/articles"],
        "about": ["/about"],
        "glossary": ["/help/glossary"],
        "tags": ["/browse/tag"],
        "signers": ["/browse/signer"],
        "addressees": ["/browse/addressee"],
        "map of posts": ["/browse/origin"],
        "advanced search": ["/search/advanced"],
        "graph": [f"/graph/{key}" for key in cables],
        "thread": [f"/thread/{key}" for key in cables],
        "cited by": [f"/cables/{key}/cited-by" for key in cables],
        "citation": [f"/cite/{key}" for key in cables],
        "preview card": [f"/cables/{key}/card" for key in cables],
        "sitemap": ["/sitemap/1.xml"],
    }


@contextmanager
def serving(folder: Path) -> Iterator[int]:
    """The reading room over an archive, and its port."""
    command = [sys.executable, "-m", "reftel", "serve", "--archive", str(folder), "--port", "0", "--log", "none"]
    room = subprocess.Popen([*command, "--workers", str(WORKERS)], stdout=subprocess.PIPE, text=True)
    try:
        told = room.stdout.readline() if room.stdout else ""
        found = re.search(r"127\.0\.0\.1:(\d+)", told)
        if not found:
            raise RuntimeError(f"the reading room did not open: {told}")
        until = time.monotonic() + PATIENCE
        while True:
            try:
                _ask(HTTPConnection("127.0.0.1", int(found[1]), timeout=PATIENCE), "health", "/health")
                break
            except OSError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)
        yield int(found[1])
    finally:
        room.terminate()
        room.wait(PATIENCE)


def _together(port: int, script: dict[str, list[str]], seed: int) -> dict[str, list[float]]:
    """Milliseconds of every page of all readers, by its kind. Raises what any of them met."""
    times: dict[str, list[float]] = defaultdict(list)

    def read(number: int) -> None:
        dice = random.Random(seed * 1000 + number)  # noqa: S311
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            time.sleep(THINKING * number / READERS)
            kinds = list(script)
            for step in range(PAGES):
                name = kinds[(number + step) % len(kinds)]
                times[name].append(_ask(connection, name, dice.choice(script[name])))
                time.sleep(dice.uniform(0.5, 1.5) * THINKING)
        finally:
            connection.close()

    with ThreadPoolExecutor(READERS) as readers:
        list(readers.map(read, range(READERS)))
    return times


def _alone(port: int, script: dict[str, list[str]], seed: int) -> tuple[dict[str, list[float]], dict[str, float]]:
    """Milliseconds of pages asked for one after the other, by their kind; and of the first of each kind."""
    dice = random.Random(seed)  # noqa: S311
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    times, first = {}, {}
    try:
        for name, addresses in script.items():
            first[name] = _ask(connection, name, _counted(addresses[0]))
            times[name] = [_ask(connection, name, dice.choice(addresses)) for _ in range(ALONE)]
    finally:
        connection.close()
    return times, first


def _counted(address: str) -> str:
    """The address at which a page's answer is waited for, where it is counted over the whole archive."""
    return address + ".json" if address in ("/missing", "/gaps", "/declass", "/marks", "/traffic") else address


def _ask(connection: HTTPConnection, name: str, address: str) -> float:
    """Milliseconds until the whole answer is there."""
    begun = time.perf_counter()
    connection.request("GET", address, headers={"Accept-Encoding": "gzip", "Connection": "keep-alive"})
    answer = connection.getresponse()
    body = answer.read()
    taken = (time.perf_counter() - begun) * 1000
    if answer.status != 200 or not body:
        raise RuntimeError(f"{name}: {address} answered {answer.status}")
    return taken


def _promised(name: str, times: list[float], promise: float = PROMISE) -> Figure:
    found = sorted(times)
    at95 = found[min(len(found) - 1, len(found) * 95 // 100)]
    shown = {"ms": at95, "ms, half": found[len(found) // 2], "pages": float(len(found))}
    return Figure(name, at95 / promise, f"{promise:g} ms", limit=1.0, shown=shown)
