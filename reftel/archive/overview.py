"""Counting the record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from reftel import vocabulary
from reftel.archive.views import Count, Overview


def count(ask: Callable[[str], list[Any]]) -> Overview:
    """Everything of an Overview; `ask` runs one statement on the record and gives all rows."""
    total, first, last, dated = ask("SELECT count(*), min(sent), max(sent), count(sent) FROM cables")[0]
    months = ask("SELECT substr(sent, 1, 7), count(*) FROM cables WHERE sent IS NOT NULL GROUP BY 1 ORDER BY 1")
    years: dict[str, int] = {}
    for month, many in months:
        years[month[:4]] = years.get(month[:4], 0) + many
    origins = ask("SELECT origin, count(*) FROM cables WHERE origin IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1")
    levels = ask("SELECT coalesce(level, ''), count(*) FROM cables GROUP BY 1")
    return Overview(
        total=total,
        undated=total - dated,
        by_year=tuple(Count(year, year, many) for year, many in years.items()),
        by_month=tuple(Count(month, vocabulary.month_name(month), many) for month, many in months),
        by_origin=tuple(Count(code, vocabulary.post_label(code), many) for code, many in origins),
        by_level=tuple(Count(level, vocabulary.level_name(level), many) for level, many in sorted(levels, key=_height)),
        sources=ask("SELECT count(*) FROM sources WHERE state <> 'unread'")[0][0],
        editions=ask("SELECT count(*) FROM editions")[0][0],
        first=instant(first),
        last=instant(last),
    )


def instant(text: str | None) -> dt.datetime | None:
    """A time of the record again."""
    return dt.datetime.fromisoformat(text) if text else None


def _height(row: tuple[str, int]) -> tuple[int, str]:
    level = row[0]
    return (vocabulary.LEVELS.index(level) if level in vocabulary.LEVELS else len(vocabulary.LEVELS), level)
