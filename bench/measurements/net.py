"""An archive of small cables with three references each (two of the REF line, one of the text; four in five to numbers
that are not held), of 120 posts in ten years, packed and put straight into a record, since reading telegrams is
measured elsewhere; no index is made. Processor time: the whole graph in memory, as `reftel graph` builds it; 1,000 more
cables taken in and the net around one of them asked for, which is all that an update takes, since references are led
to what is held when they are asked for; the net two steps around each of 300 cables; the gap report of all posts, and
all that is missing with its estimated date. Where the environment's REFTEL_BENCH_ARCHIVES names a folder, the archive
is kept there for the next run.
"""

from __future__ import annotations

import datetime as dt
import gc
import os
import random
import shutil
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.clock import processor
from bench.measurement import Figure
from bench.searching import KEPT
from reftel import analysis, vocabulary
from reftel.analysis import graphs
from reftel.archive import Archive, Sheaf, Source, pack
from reftel.archive import open as open_archive
from reftel.model import Cable, Classification, Paragraph, Post, Reference
from reftel.reading import Reading
from reftel.sources import Document, Told

TITLE = "The net of references"
UNIT = "telegrams"
SIZES = (20_000, 200_000)
QUICK = None

_POSTS = 120
_YEARS = range(1999, 2009)
_HELD = 5
"""One number in so many is held."""
_MORE = 1_000
_ASKED = 300
_BATCH = 2_000


def measure(size: int, seed: int) -> Iterator[Figure]:
    kept = os.environ.get(KEPT)
    root = Path(kept) if kept else Path(tempfile.mkdtemp(prefix="reftel-bench-"))
    folder = root / f"net-{size}-{seed}"
    cables = _cables(size + _MORE, seed)
    try:
        if not (folder / "whole").exists():
            shutil.rmtree(folder, ignore_errors=True)
            with open_archive(folder, create=True) as made:
                for at in range(0, size, _BATCH):
                    _take(made, cables[at : min(at + _BATCH, size)], f"{seed}-{at}")
            (folder / "whole").touch()
        # what is added to it is thrown away, so that it may be kept
        copy = Path(tempfile.mkdtemp(prefix="reftel-bench-", dir=root))
        shutil.copytree(folder, copy / "net")
        gc.freeze()  # the cables in memory are not the archive's: nobody else would have to go through them
        with open_archive(copy / "net") as opened:
            yield from _figures(opened, cables, size, seed)
        shutil.rmtree(copy)
    finally:
        if not kept:
            shutil.rmtree(root, ignore_errors=True)


def _figures(made: Archive, cables: list[Cable], size: int, seed: int) -> Iterator[Figure]:
    yield _promised("the whole graph", processor(lambda: graphs.graph(made)), 60.0)
    rng = random.Random(seed)  # noqa: S311
    keys = [cable.id or "" for cable in rng.sample(cables[:size], _ASKED)]
    analysis.around(made, keys[0], depth=2)
    times = [processor(lambda: analysis.around(made, key, depth=2)) for key in keys]  # noqa: B023 - called at once
    yield _promised("two steps around, half of them within", statistics.median(times), 0.05)
    yield _promised("two steps around, 95 of 100 within", statistics.quantiles(times, n=20)[-1], 0.05)
    yield _promised("the gaps of all posts", processor(lambda: analysis.gaps(made)), 5.0)
    missing = processor(lambda: analysis.counted(made))
    yield Figure("all that is missing, with dates", shown={"s": missing, "numbers": len(analysis.counted(made))})
    more = cables[size:]

    def update() -> None:
        _take(made, more, "more")
        analysis.around(made, more[-1].id or "", depth=2)

    yield _promised(f"{_MORE:,} cables more", processor(update), 2.0)


def _promised(name: str, seconds: float, limit: float) -> Figure:
    shown = {"s": seconds} if limit >= 1 else {"ms": 1000 * seconds}
    return Figure(
        name, seconds / limit, f"{limit:g} s" if limit >= 1 else f"{1000 * limit:g} ms", limit=1.0, shown=shown
    )


def _take(made: Archive, cables: list[Cable], name: str) -> None:
    readings = (Reading(Document(cable.text, "raw", f"{cable.id}.txt", Told()), cable) for cable in cables)
    made.take([Sheaf(Source(f"/specimens/{name}", name), tuple(map(pack, readings)))])


def _cables(count: int, seed: int) -> list[Cable]:
    """Cables in the order of their dates, shuffled, with what each may cite."""
    rng = random.Random(seed)  # noqa: S311
    posts = [code for code in sorted(vocabulary.post_codes()) if vocabulary.post_kind(code) == "embassy"][:_POSTS]
    each = -(-count // (len(posts) * len(_YEARS)))
    pace = 365 / (each * _HELD)
    made = []
    for year in _YEARS:
        begin = dt.datetime(year, 1, 1, 12, tzinfo=dt.UTC)
        for place in range(each):
            for code in posts:
                serial = 1 + place * _HELD + rng.randrange(_HELD)
                sent = begin + dt.timedelta(days=serial * pace)
                cited = [_cited(rng, posts, code, year, place, part) for part in range(3)]
                made.append(_cable(code, year, serial, sent, cited))
    made = made[:count]
    rng.shuffle(made)
    return made


def _cited(rng: random.Random, posts: list[str], own: str, year: int, place: int, part: int) -> str:
    """An earlier number of the same post, or of another one; one in five of all numbers is held."""
    code = own if part < 2 else rng.choice(posts)
    serial = max(1, place - rng.randrange(1, 30)) * _HELD + rng.randrange(_HELD) - _HELD + 1
    return f"{year % 100:02d}{code}{max(serial, 1)}"


def _cable(code: str, year: int, serial: int, sent: dt.datetime, cited: list[str]) -> Cable:
    listed = tuple(
        Reference(target, "cable", "AB"[at], target, "year inherited") for at, target in enumerate(cited[:2])
    )
    text = Reference(cited[2], "cable", None, cited[2], "cited in the text", 0)
    number = f"{year % 100:02d}{code}{serial}"
    return Cable(
        id=number,
        sent=sent,
        origin=Post(code, f"Embassy {code.title()}"),
        classification=Classification("CONFIDENTIAL"),
        subject=f"SPECIMEN {number}",
        references=(*listed, text),
        paragraphs=(Paragraph(f"As {cited[2]} said, {number} is a specimen.", 1, "C", "CONFIDENTIAL"),),
        text=f"SPECIMEN {number}: as {cited[2]} said.",
    )
