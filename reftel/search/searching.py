"""One query, one reader, one page of results."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import msgspec

from reftel import index, vocabulary
from reftel.archive import EVERYTHING, Archive, Reader
from reftel.index.engine import Order, Sort
from reftel.search import dates
from reftel.search.decoding import bare, listed, reference
from reftel.search.gate import Rewriter
from reftel.search.jumping import Jump, airgram, is_number, number, numbered, of_a_volume
from reftel.search.parsing import parse
from reftel.search.results import Facet, Hit, Lacking, Results, Snippet, hit_of
from reftel.search.snippets import Marker, passages
from reftel.search.tree import Query, texts
from reftel.search.writing import quoted
from reftel.telegram import airgrams

FACETS = ("origin", "country", "month", "level", "tag", "caption", "addressee", "signer", "source")
"""Asked of the engine; the years are the months added up."""
_LARGEST_PAGE = 500
_DEEP = 10_000
"""Hits up to which a page is asked for before it is known whether there are so many."""
_FACET_SIZE = 100
FEW = 3
"""Hits up to which something else may have been meant."""
_MOST_NOTED = 20
"""Numbers of a list of which it is said that they are not held."""
SNIPPETS = 2
"""Paragraphs of a hit that a list of results shows."""
_PLAIN = re.compile(r"[\w.-]+")
_FIELD_OF_FACET = {"year": "date", "month": "date", "level": "class", "signer": "signed"}


def search(
    archive: Archive,
    query: str,
    *,
    reader: Reader = EVERYTHING,
    page: int = 1,
    size: int = 20,
    sort: str = "relevance",
    facets: tuple[str, ...] = FACETS,
) -> Results:
    """Search `archive` as `reader`. No query is an error: `Results.notes` says what was made of an odd one.

    `sort`: relevance, newest, oldest (anything else: relevance; where nothing can be ranked, the newest come first).
    `facets`: those that are wanted of `FACETS`; () where nobody looks at them.
    Raises ArchiveError when the archive itself can't be read.
    """
    begun = time.perf_counter()
    engine = index.engine_of(archive)
    asked = ask_for(archive, query, reader)
    size = min(max(size, 1), _LARGEST_PAGE)
    looked_for = texts(asked.parsed.root)
    order: Sort = sort if sort in ("newest", "oldest") else "relevance"  # type: ignore[assignment]
    if order == "relevance" and not ranks(asked.query):
        order = "newest"  # nothing to be relevant to
    question = index.Question(asked.node, order, 0, size, facets, _FACET_SIZE)
    marker = Marker(looked_for, engine.words, engine.stem)

    def found(engine: index.Engine) -> tuple[int, int, tuple[Hit, ...], dict[str, tuple[Facet, ...]]]:
        answer, shown = _paged(engine, question, page)
        hits = tuple(_hits(archive, answer.keys, reader, marker))  # before the facets, which are counted meanwhile
        return answer.total, shown, hits, _all_facets(answer)

    try:
        total, shown, hits, counted = found(engine)
    except index.IndexDamaged:
        total, shown, hits, counted = found(index.rebuild(archive))
    return Results(
        query=asked.query,
        total=total,
        hits=hits,
        facets=counted,
        notes=asked.notes,
        jump=asked.jump,
        lacking=asked.lacking,
        page=shown,
        pages=max(1, -(-total // size)),
        milliseconds=round((time.perf_counter() - begun) * 1000, 2),
    )


def ranks(query: str) -> bool:
    """Whether a hit of `query` can be a better match than another: it asks for words, and not for a date or numbers."""
    worded = any(any(map(str.isalnum, each.text)) for each in texts(parse(query).root))
    return worded and dates.written(bare(query)) is None and not listed(query)


class Asked(NamedTuple):
    """A query as one reader asks it: the one path on which results, exports, feeds and saved searches are found."""

    query: str
    parsed: Query
    node: index.Node
    notes: tuple[str, ...]
    jump: str | None
    """The key of the cable, when the query is a reference number that the archive holds."""
    lacking: Lacking | None
    """The number, when it does not."""


def ask_for(archive: Archive, query: str, reader: Reader) -> Asked:
    """What `query` asks the engine for on behalf of `reader`; no query is an error."""
    query = query.encode("utf-16", "surrogatepass").decode(
        "utf-16", "replace"
    )  # half a surrogate pair from some program's cut
    parsed = parse(query)
    engine = index.engine_of(archive)
    rewriter = Rewriter(archive, engine, reader)
    node = rewriter.whole(parsed.root)
    notes = [*parsed.notes, *rewriter.notes]
    typed = bare(query)
    found = reference(typed)
    numbers = listed(query)
    day = dates.written(typed)
    called = airgrams.meant(typed)
    to_airgram = airgram(archive, engine, rewriter, called) if called is not None else Jump()
    if called is not None and to_airgram != Jump():
        node = rewriter.mentions(typed, called.number)
        jump, lacking = to_airgram
    elif found is not None and is_number(archive, typed, found, reader):
        node = rewriter.mentions(typed, found)
        jump, lacking = number(archive, typed, found, reader)
    elif day is not None:
        jump, lacking = None, None
        node = index.Any((rewriter.whole(parse(f"date:{day}").root), rewriter.phrases(*dates.spoken(typed, day))))
        notes.append(f"“{typed}” is read as date:{day}, and searched as words, too.")
    elif numbers:
        jump, lacking = None, None
        held = archive.held(numbers)
        node = index.Any((index.Is("id", tuple(sorted(held.values()))), rewriter.citing(*numbers)))
        notes = [f"A list of {len(numbers)} numbers: these are the cables of that number, and those that cite one."]
        notes += [f"{each} is not in this archive." for each in numbers if each not in held][:_MOST_NOTED]
    else:
        if found is not None:
            notes.append(f"“{typed}” is no reference number: no such post is known. It is searched as words.")
        jump, lacking = of_a_volume(archive, query)
        if jump is None:
            jump, lacking = numbered(archive, engine, rewriter, parse(typed).root, reader)
        if called is not None:
            node = index.Any((rewriter.citing(called.number), node))
    if jump is not None:
        node = index.Any((index.Is("id", (jump,)), node))
    elif lacking is not None:
        node = index.Any((rewriter.citing(lacking.number), node))
    if missing := index.behind(archive):
        notes.append(
            f"The archive's newest changes ({missing:,}) can't be found yet: the index is being brought up "
            "to date, or it may only be read here and its owner has not done so."
        )
    return Asked(query, parsed, node, tuple(dict.fromkeys(notes)), jump, lacking)


def paragraphs(archive: Archive, key: str, query: str, *, reader: Reader = EVERYTHING) -> tuple[Snippet, ...]:
    """All paragraphs of one cable that hold something of `query`, best first; () where none does, or no such cable."""
    view = archive.view(key, reader)
    looked_for = texts(parse(query).root)
    if view is None or not looked_for:
        return ()
    engine = index.engine_of(archive)
    found, _ = passages(view, Marker(looked_for, engine.words, engine.stem), len(view.cable.paragraphs) + 1)
    return found if any(matched for each in found for _, matched in each.parts) else ()


def scan(archive: Archive, query: str, *, reader: Reader = EVERYTHING, order: Order = "oldest") -> Iterator[str]:
    """The keys of all hits of `query`, however many, one at a time; as many as `Results.total` of the same moment."""
    return index.engine_of(archive).scan(ask_for(archive, query, reader).node, order)


def _paged(engine: index.Engine, question: index.Question, page: int) -> tuple[index.Answer, int]:
    def last(total: int) -> int:
        return max(1, -(-total // question.limit))

    def at(page: int) -> index.Answer:
        return engine.ask(msgspec.structs.replace(question, offset=(page - 1) * question.limit))

    page = max(page, 1)
    if page * question.limit > _DEEP:  # an engine holds all hits up to the page in memory
        page = min(page, last(engine.count(question.node)))
    answer = at(page)
    beyond = last(answer.total)
    return (answer, page) if page <= beyond else (at(beyond), beyond)


def _hits(archive: Archive, keys: tuple[str, ...], reader: Reader, marker: Marker) -> Iterator[Hit]:
    views = archive.views(keys, reader)
    for key in keys:
        if (view := views.get(key)) is not None:  # else taken out since the index was asked
            yield hit_of(view, *passages(view, marker, SNIPPETS))


def _all_facets(answer: index.Answer) -> dict[str, tuple[Facet, ...]]:
    facets = {name: _facets(name, counts) for name, counts in answer.facets.items()}
    if "month" not in facets:
        return facets
    years: dict[str, int] = {}
    for month in facets["month"]:
        years[month.value[:4]] = years.get(month.value[:4], 0) + month.count
    facets["year"] = tuple(Facet(year, year, count) for year, count in sorted(years.items(), reverse=True))
    return facets


def _facets(name: str, counts: tuple[tuple[str, int], ...]) -> tuple[Facet, ...]:
    facets = [Facet(value, label(name, value), count) for value, count in counts]
    if name == "month":
        return tuple(sorted(facets, key=lambda each: each.value))
    return tuple(sorted(facets, key=lambda each: (-each.count, each.value)))


@lru_cache(8192)
def label(facet: str, value: str) -> str:
    """How a facet's value is called: ``MEXICO`` → ``Embassy Mexico``, ``SNAR`` → what the TAG means."""
    if facet in ("origin", "addressee"):
        return vocabulary.post_label(value)
    if facet == "tag":
        return vocabulary.tag(value).meaning or value
    if facet == "level":
        return vocabulary.level_name(value)
    if facet == "country":
        return vocabulary.country_name(value) or value
    if facet == "month":
        return vocabulary.month_name(value)
    if facet == "source":
        name = vocabulary.layout_name(value)
        return name if name == value else name[:1].upper() + name[1:]
    return value


def term(field: str, value: str) -> str:
    """The term that narrows a query to a facet's value: ``("level", "TOP SECRET")`` → ``class:"TOP SECRET"``."""
    name = _FIELD_OF_FACET.get(field, field)
    if _PLAIN.fullmatch(value):
        return f"{name}:{value}"
    return f"{name}:{quoted(value)}"


def understood(query: str) -> Query:
    """The query as a tree, for showing what was made of it."""
    return parse(query)
