"""About this archive: what was put into it, what is missing from it, and how well it was read."""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from reftel import __version__
from reftel.archive import Count, holdings
from reftel.web.explaining import named
from reftel.web.language import N_, _, number
from reftel.web.pages import answer, both
from reftel.web.panels import Late, panel
from reftel.web.shelf import shelf

SCORES = Path(__file__).parent / "scores.csv"
CORPORA = {
    "national-archives": N_("National Archives records, read by hand"),
    "peer-cases": N_("Hard cases of other programs"),
    "specimens": N_("Invented cables, undamaged"),
    "line breaks lost": N_("Invented cables, line breaks lost"),
    "page breaks in fields": N_("Invented cables, page breaks in fields"),
    "quotes mangled": N_("Invented cables, quotes mangled"),
    "damaged by scanning": N_("Invented cables, damaged by scanning"),
    "page images": N_("Invented cables, as scanned images"),
}
"""What the parser is scored on → how it is called, in the order of the page."""
FIELDS = ("id", "sent", "origin", "classification", "tags", "subject", "references", "paragraphs")
"""Fields that the page shows; all are in its data."""


class About(msgspec.Struct, frozen=True):
    """What an archive was made of, what it lacks, and how it was read."""

    total: int
    editions: int
    files: int
    undated: int
    by_year: tuple[Count, ...]
    by_level: tuple[Count, ...]
    layouts: tuple[holdings.Layout, ...]
    not_read: tuple[holdings.Reason, ...] | None
    """None where counting took too long."""
    repairs: tuple[holdings.Repaired, ...] | None
    scores: dict[str, dict[str, float]]
    """Corpus → field → the share of right answers below which the tests of this version fail."""
    version: str


def about_page(request: Request) -> Response:
    """``/about``: sources and counts, what is missing, how its fields were scored."""
    room = shelf(request)
    overview = room.archive.overview(room.reader)
    not_read = panel(lambda: holdings.reasons(room.archive))
    repairs = panel(lambda: holdings.repairs(room.archive), seconds=1.0)
    data = About(
        total=overview.total,
        editions=overview.editions,
        files=overview.sources,
        undated=overview.undated,
        by_year=overview.by_year,
        by_level=overview.by_level,
        layouts=holdings.layouts(room.archive),
        not_read=None if isinstance(not_read, Late) else not_read,
        repairs=None if isinstance(repairs, Late) else repairs,
        scores=scores(),
        version=__version__,
    )
    return answer(
        request,
        "about.html",
        data,
        name="about",
        pages=named(),
        corpora=[(name, _(words)) for name, words in CORPORA.items() if name in data.scores],
        fields=FIELDS,
        share=lambda value: f"{number(round(value * 1000) // 10)}" if value is not None else "–",
    )


@cache
def scores() -> dict[str, dict[str, float]]:
    """What the parser reaches at least on every scored corpus (``scores.csv``, which ``make docs`` writes)."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    with SCORES.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found[row["corpus"]][row["field"]] = float(row["share"])
    return dict(found)


ROUTES = (*both("/about", about_page),)
