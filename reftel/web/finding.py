"""Pages of results: what was asked, what was found, and the ways to narrow it. Listings are such pages too."""

from __future__ import annotations

from typing import NamedTuple

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from reftel import search
from reftel.web.addresses import address, path_of
from reftel.web.invented import is_specimen
from reftel.web.language import N_, _, month_name
from reftel.web.marking import marker_for
from reftel.web.pages import page
from reftel.web.presentation import facet_label, title
from reftel.web.shelf import Shelf, shelf
from reftel.web.taking import ways
from reftel.web.terms import Term, join, split

SORTS = {"relevance": N_("Best match"), "newest": N_("Newest first"), "oldest": N_("Oldest first")}

FACETS = {
    "origin": N_("From"),
    "year": N_("Year"),
    "level": N_("Classification"),
    "tag": N_("TAGS"),
    "country": N_("Country"),
    "caption": N_("Caption"),
    "addressee": N_("Sent to"),
    "signer": N_("Signed by"),
    "source": N_("Read from"),
}
"""Facet → its heading, in the order of the page."""

PAGE_SIZE = 20
MONTHS_SHOWN = 1200
"""A century: a telegram of the year 9 is a slip of the scanner, and no reason to draw 24,000 columns."""


class Chip(NamedTuple):
    """A term of the query that narrows, and where one goes to be rid of it."""

    text: str
    without: str


class Choice(NamedTuple):
    """A value of a facet and where it leads; ``chosen`` when the query already holds it."""

    label: str
    cables: int
    href: str
    chosen: bool
    value: str


class Month(NamedTuple):
    """A column of the histogram."""

    label: str
    cables: int
    href: str
    place: int
    """How many months after the first."""
    height: int
    """In hundredths of the highest."""


class Found(NamedTuple):
    """A hit as the list shows it."""

    hit: search.Hit
    title: str
    specimen: bool
    """An invented cable, which must not be taken for a telegram."""


class Listing(NamedTuple):
    """A page of results that has a name of its own (a post, a month): its fixed part of the query and its headings."""

    title: str
    base: str
    intro: str | None = None


def search_page(request: Request) -> Response:
    """``/search?q=&page=&sort=``."""
    query = request.query_params.get("q", "").strip()
    sort = request.query_params.get("sort", "")
    return results_page(request, query, sort if sort in SORTS else _usual_sort(query), None)


def results_page(request: Request, query: str, sort: str, listing: Listing | None, status: int = 200) -> Response:
    """The results of ``query`` as a page; of a listing when it has a name of its own."""
    room = shelf(request)
    results = search.search(
        room.archive, query, reader=room.reader, page=_page_number(request), size=PAGE_SIZE, sort=sort
    )
    terms = split(query)
    return page(
        request,
        "search.html",
        status=status,
        query=query,
        words=_words_of(query) if listing is None else "",
        sort=sort,
        sorts={sort: _(label) for sort, label in SORTS.items()},
        size=PAGE_SIZE,
        results=results,
        hits=[_found(room, hit) for hit in results.hits],
        marker=marker_for(room.archive, query),
        listing=listing,
        meant=search.did_you_mean(room.archive, query, reader=room.reader, total=results.total),
        taking=ways(query),
        chips=[] if listing else _chips(terms, sort),
        facets=_facets(results.facets, query, terms, sort),
        months=_months(results.facets, query, sort),
        pages=_pages_around(results.page, results.pages),
        to_page=lambda wanted: _here(request, listing, query, sort, wanted),
    )


def _found(room: Shelf, hit: search.Hit) -> Found:
    view = room.archive.view(hit.id, room.reader)
    if view is None:  # taken out since it was found
        return Found(hit, hit.subject or hit.id, False)
    return Found(hit, title(view.cable, hit.id), is_specimen(view.cable))


def _usual_sort(query: str) -> str:
    """Words are ranked; a question by fields alone (or none) has no better match, so the newest come first."""
    return "relevance" if _words_of(query) else "newest"


def _words_of(query: str) -> str:
    return join(term for term in split(query) if not term.narrows)


def _page_number(request: Request) -> int:
    told = request.query_params.get("page", "1")
    return max(1, int(told)) if told.isascii() and told.isdigit() and len(told) < 9 else 1


def _here(request: Request, listing: Listing | None, query: str, sort: str, wanted: int) -> str:
    """The address of another page of the same results."""
    if listing is None:
        return address("search", q=query, sort=_told_sort(query, sort), page=wanted)
    return address(*path_of(request).strip("/").split("/"), sort=sort if sort != "oldest" else None, page=wanted)


def _told_sort(query: str, sort: str) -> str | None:
    """Left out of the address where it is the usual one, so that addresses stay short."""
    return None if sort == _usual_sort(query) else sort


def _chips(terms: tuple[Term, ...], sort: str) -> list[Chip]:
    chips = []
    for place, term in enumerate(terms):
        if not term.narrows:
            continue
        rest = join(terms[:place] + terms[place + 1 :])
        chips.append(Chip(term.text, address("search", q=rest, sort=_told_sort(rest, sort))))
    return chips


def _facets(
    found: dict[str, tuple[search.Facet, ...]], query: str, terms: tuple[Term, ...], sort: str
) -> list[tuple[str, str, list[Choice]]]:
    """Per facet: its name, its heading and its choices, each a link that narrows (or widens again)."""
    held = {term.text for term in terms}
    facets = []
    for name, heading in FACETS.items():
        choices = []
        for facet in found.get(name, ()):
            term = search.term(name, facet.value)
            chosen = term in held
            asked = join(each for each in terms if each.text != term) if chosen else f"{query} {term}".strip()
            href = address("search", q=asked, sort=_told_sort(asked, sort))
            choices.append(Choice(facet_label(name, facet.value, facet.label), facet.count, href, chosen, facet.value))
        if choices:
            facets.append((name, _(heading), choices))
    return facets


def paragraphs_page(request: Request) -> Response:
    """``/search/paragraphs/09MEXICO2134?q=``: every paragraph of one cable that a query finds."""
    room = shelf(request)
    query = request.query_params.get("q", "").strip()
    key = room.archive.find(request.path_params["ref"])
    if key is None:
        raise HTTPException(404)
    found = search.paragraphs(room.archive, key, query, reader=room.reader)
    return page(request, "paragraphs.html", key=key, query=query, words=_words_of(query), snippets=found)


def _months(found: dict[str, tuple[search.Facet, ...]], query: str, sort: str) -> list[Month]:
    """The months of the result from the first to the last, also those without a cable."""
    counts = {each.value: each for each in found.get("month", ())}
    if len(counts) < 2:
        return []
    most = max(each.count for each in counts.values())
    first, last = (_number(month) for month in (min(counts), max(counts)))
    shown = []
    for place, number in enumerate(range(first, min(last, first + MONTHS_SHOWN) + 1)):
        facet = counts.get(f"{number // 12:04}-{number % 12 + 1:02}")
        if facet is not None:
            asked = f"{query} {search.term('month', facet.value)}".strip()
            href = address("search", q=asked, sort=_told_sort(asked, sort))
            shown.append(
                Month(month_name(facet.value), facet.count, href, place, max(2, round(100 * facet.count / most)))
            )
    return shown


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _pages_around(current: int, last: int) -> list[int | None]:
    """The page numbers worth showing: first, last and those around; None where some are left out."""
    near = sorted({1, last, *range(max(1, current - 2), min(last, current + 2) + 1)}) if last > 1 else []
    shown: list[int | None] = []
    for wanted in near:
        if shown and shown[-1] is not None and wanted - shown[-1] > 1:
            shown.append(None)
        shown.append(wanted)
    return shown
