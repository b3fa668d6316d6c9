"""Pages of results: what was asked, what was found, and the ways to narrow it. Listings are such pages too."""

from __future__ import annotations

from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from reftel import search
from reftel.model import Struct
from reftel.search import Correction, Field, Hit, Results
from reftel.web import parameters
from reftel.web.addresses import address, narrowed_by, path_of
from reftel.web.asked import not_held
from reftel.web.histogram import drawn, narrowed_to
from reftel.web.invented import is_specimen
from reftel.web.language import N_, _, month_names
from reftel.web.marking import marker_for
from reftel.web.pages import answer, both
from reftel.web.panels import Late, panel
from reftel.web.presentation import facet_label, title
from reftel.web.shelf import Shelf, shelf
from reftel.web.taking import ways
from reftel.web.terms import Term, beside, join, meaning, split

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
MOST_CHOICES = 40
"""Values of a facet that a page of results offers: the commonest. All of them are counted at ``/browse``."""


MEANT_BUDGET = 0.03
"""Seconds that a page of results waits for "did you mean"; then the panel is asked for on its own."""
PATIENCE = 20.0
"""Seconds that the panel waits on a page of its own."""


class Chip(NamedTuple):
    """A term of the query, what it stands for, and where one goes to be rid of it."""

    text: str
    without: str
    meaning: str | None = None


class Choice(NamedTuple):
    """A value of a facet and where it leads; ``chosen`` when the query already holds it."""

    label: str
    cables: int
    href: str
    chosen: bool
    value: str


class Listed(Struct, frozen=True):
    """A hit as the list shows it."""

    hit: Hit
    title: str
    specimen: bool
    """An invented cable, which must not be taken for a telegram."""


class Page(Struct, frozen=True):
    """A page of results, for people and for programs."""

    query: str
    sort: str
    total: int
    page: int
    pages: int
    size: int
    cables: tuple[Listed, ...]
    facets: dict[str, tuple[search.Facet, ...]]
    notes: tuple[str, ...]
    """How the query was read, where that needs saying."""
    jump: str | None
    lacking: search.Lacking | None
    """The number that was asked for, when it is not held."""
    meant: tuple[Correction, ...]
    """Queries that may have been meant instead."""
    title: str | None = None
    """Of a listing: ``Embassy Mexico``."""


class Passages(Struct, frozen=True):
    """The paragraphs of one cable that a query finds."""

    id: str
    query: str
    paragraphs: tuple[search.Snippet, ...]


class Listing(NamedTuple):
    """A page of results that has a name of its own (a post, a month): its fixed part of the query and its headings."""

    title: str
    base: str
    intro: str | None = None
    trail: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """(name, parts of the address) of the pages that lead to it."""
    above: str | None = None
    """A template of what stands above its results, made of ``more``."""
    more: object = None


def search_page(request: Request) -> Response:
    """``/search?q=&page=&sort=``; with ``from=`` and ``to=``, on to the query that says so."""
    parameters.only(request, "q", "sort", "page", "from", "to")
    query = request.query_params.get("q", "").strip()
    sort = parameters.choice(request, "sort", SORTS) or ""
    span = [request.query_params.get(end, "").strip() for end in ("from", "to")]
    if any(span):
        query = in_span(query, *span)
        ending = ".json" if path_of(request).endswith(".json") else ""
        return RedirectResponse(address(f"search{ending}", q=query, sort=sort), status_code=303)
    return results_page(request, query, sort or _usual_sort(query), None)


def in_span(query: str, first: str, last: str) -> str:
    """The query narrowed to the time from ``first`` to ``last`` (``2009-07``; either may be empty), and to no other."""
    rest = join(term for term in split(query) if not (isinstance(term.node, Field) and term.node.name == "date"))
    span = first if first == last else f"{first}..{last}"
    return f"{rest} {search.term('date', span)}".strip()


def results_page(request: Request, query: str, sort: str, listing: Listing | None, status: int = 200) -> Response:
    """The results of ``query`` as a page; of a listing when it has a name of its own."""
    room = shelf(request)
    results = search.search(
        room.archive, query, reader=room.reader, page=parameters.page_number(request), size=PAGE_SIZE, sort=sort
    )
    parameters.page_of(request, results.pages)
    terms = split(query)
    meant = _meant(room, query, results) if listing is None else ()
    data = Page(
        query=query,
        sort=sort,
        total=results.total,
        page=results.page,
        pages=results.pages,
        size=PAGE_SIZE,
        cables=_listed(room, results.hits),
        facets=results.facets,
        notes=results.notes,
        jump=results.jump,
        lacking=results.lacking,
        meant=() if isinstance(meant, Late) else meant,
        title=listing.title if listing else None,
    )
    return answer(
        request,
        "search.html",
        data,
        status=status,
        words=_words_of(query) if listing is None else "",
        sorts={sort: _(label) for sort, label in SORTS.items()},
        marker=marker_for(room.archive, query),
        listing=listing,
        late=isinstance(meant, Late),
        taking=ways(query),
        month_names=month_names("abbreviated"),
        advanced=address("search", "advanced", q=query),
        here=_here(request, listing, query, sort, 1),
        chips=[] if listing else _chips(terms, sort),
        facets=_facets(results.facets, query, terms, sort),
        histogram=drawn(results.facets, terms, _told_sort(query, sort)),
        span=narrowed_to(terms),
        pages=_pages_around(results.page, results.pages),
        to_page=lambda wanted: _here(request, listing, query, sort, wanted),
    )


def meant_page(request: Request) -> Response:
    """``/search/meant?q=``: what may have been meant, for a page of results that did not wait for it."""
    room = shelf(request)
    query = request.query_params.get("q", "").strip()
    meant = _meant(room, query, None, PATIENCE)
    return answer(request, "meant.html", {"query": query, "meant": meant or (), "late": isinstance(meant, Late)})


def _meant(
    room: Shelf, query: str, results: Results | None, budget: float | None = None
) -> tuple[Correction, ...] | Late:
    """What may have been meant by a query that found little, if that is known in time."""
    if not query or (results is not None and (results.total > search.FEW or results.jump or results.lacking)):
        return ()
    seconds = MEANT_BUDGET if budget is None else budget
    return panel(lambda: search.did_you_mean(room.archive, query, reader=room.reader), seconds)


def _listed(room: Shelf, hits: tuple[Hit, ...]) -> tuple[Listed, ...]:
    views = room.archive.views([hit.id for hit in hits], room.reader)
    listed = []
    for hit in hits:
        cable = views[hit.id].cable if hit.id in views else None  # it may have been taken out since it was found
        listed.append(
            Listed(hit, title(cable, hit.id), is_specimen(cable))
            if cable
            else Listed(hit, hit.subject or hit.id, False)
        )
    return tuple(listed)


def _usual_sort(query: str) -> str:
    """Words are ranked; fields, a date or numbers alone (or nothing) have no better match, so the newest come first."""
    return "relevance" if _words_of(query) and search.ranks(query) else "newest"


def _words_of(query: str) -> str:
    return join(term for term in split(query) if not term.narrows)


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
        rest = join(terms[:place] + terms[place + 1 :])
        chips.append(Chip(term.text, address("search", q=rest, sort=_told_sort(rest, sort)), meaning(term)))
    return chips


def _facets(
    found: dict[str, tuple[search.Facet, ...]], query: str, terms: tuple[Term, ...], sort: str
) -> list[tuple[str, str, list[Choice]]]:
    """Per facet: its name, its heading and its choices, each a link that narrows (or widens again)."""
    held = {term.text for term in terms}
    before = beside(terms)
    narrowed = narrowed_by(before, _told_sort(query, sort))  # a value more leaves the words, and so the usual order
    facets = []
    for name, heading in FACETS.items():
        choices = []
        for facet in found.get(name, ())[:MOST_CHOICES]:
            term = search.term(name, facet.value)
            chosen = term in held
            if chosen:
                rest = join(each for each in terms if each.text != term)
                href = address("search", q=rest, sort=_told_sort(rest, sort))
            else:
                href = narrowed(term)
            choices.append(Choice(facet_label(name, facet.value, facet.label), facet.count, href, chosen, facet.value))
        if choices:
            facets.append((name, _(heading), choices))
    return facets


def paragraphs_page(request: Request) -> Response:
    """``/search/paragraphs/09MEXICO2134?q=``: every paragraph of one cable that a query finds."""
    room = shelf(request)
    query = request.query_params.get("q", "").strip()
    view = room.archive.view(request.path_params["ref"], room.reader)
    if view is None:
        return not_held(request, room, request.path_params["ref"])
    data = Passages(view.id, query, search.paragraphs(room.archive, view.id, query, reader=room.reader))
    return answer(request, "paragraphs.html", data, words=_words_of(query))


def _pages_around(current: int, last: int) -> list[int | None]:
    """The page numbers worth showing: first, last and those around; None where some are left out."""
    near = sorted({1, last, *range(max(1, current - 2), min(last, current + 2) + 1)}) if last > 1 else []
    shown: list[int | None] = []
    for wanted in near:
        if shown and shown[-1] is not None and wanted - shown[-1] > 1:
            shown.append(None)
        shown.append(wanted)
    return shown


ROUTES = (
    *both("/search", search_page),
    *both("/search/meant", meant_page),
    *both("/search/paragraphs/{ref:path}", paragraphs_page),
)
