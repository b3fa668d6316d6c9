"""A reference number among what was typed: ``mexico 2134``, with or without the year as a filter."""

from __future__ import annotations

import re

from reftel import index, telegram, vocabulary
from reftel.archive import Archive
from reftel.index import Engine
from reftel.search import dates
from reftel.search.tree import And, Field, Node, Text

_NUMBERED = re.compile(r"(?P<post>[A-Za-z][A-Za-z .'-]*?)\s*(?P<serial>\d{1,7})")


def numbered(archive: Archive, engine: Engine, root: Node | None) -> str | None:
    """The key of the one cable of a post with a serial, in the year of the query's date or in any; None: no such."""
    parts = root.parts if isinstance(root, And) else (root,)
    words = [part.text for part in parts if isinstance(part, Text) and _plain(part)]
    fields = [part for part in parts if isinstance(part, Field)]
    if len(words) + len(fields) != len(parts) or any(each.name not in ("date", "origin") for each in fields):
        return None
    posts = [each.value for each in fields if each.name == "origin"]
    found = _NUMBERED.fullmatch(" ".join([*posts, *words]))
    post = vocabulary.canonical_post(found["post"]) if found else None
    if found is None or post is None:
        return None
    spans = [dates.read(each.value) for each in fields if each.name == "date"]
    years = {year for span in spans for year in _years(span)}
    serial = found["serial"]
    if len(spans) > 1 or (spans and len(years) != 1):
        return None
    if years:
        return archive.find(telegram.canonical_id(f"{years.pop():02} {post} {serial}") or "")
    held = engine.ask(index.Question(index.Like("id", f"??{post}{int(serial)}"), limit=2))
    return held.keys[0] if held.total == 1 else None


def _plain(text: Text) -> bool:
    return not (text.pattern or text.prefix or text.similar or text.near is not None)


def _years(span: dates.Range | None) -> set[int]:
    """The last two digits of the year, where the range lies within one."""
    if span is None or span.low is None or span.high is None or span.low // 10000 != span.high // 10000:
        return set()
    return {span.low // 10000 % 100}
