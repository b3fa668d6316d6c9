"""Collections: their pages, the forms that change them, what is shared of them, and what can be taken along."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from reftel import export
from reftel.archive import Archive, collections
from reftel.archive.collections import Collection
from reftel.errors import QueryError
from reftel.model import Struct
from reftel.web import keeping, parameters
from reftel.web.addresses import address, path_of
from reftel.web.citing import FILES as CITATIONS
from reftel.web.citing import sent
from reftel.web.desk import Desk
from reftel.web.noted import refusal_words
from reftel.web.pages import answer, both, page
from reftel.web.shelf import Shelf, shelf

FILES = {"html": "HTML", "pdf": "PDF", "bib": "BibTeX", "ris": "RIS", "csl.json": "CSL-JSON"}
"""Ending of a file's address → how it is called."""
PAGE_SIZE = 25
"""Items on a page; the dossier has all."""
TEASER = 1
"""Paragraphs of a whole cable that a collection's page shows; the dossier has all."""
_MEDIA = {"html": "text/html; charset=utf-8", "pdf": "application/pdf"}


class Listed(Struct, frozen=True):
    """A collection in the list of all."""

    name: str
    title: str
    description: str
    items: int
    changed: str
    shared: bool


async def collections_page(request: Request) -> Response:
    """``/collections``: all of them; a form sent there makes one, or puts a cable into one."""
    if request.method == "POST":
        return await run_in_threadpool(_made, request, await keeping.sent(request))
    return await run_in_threadpool(_all, request)


def _all(request: Request, problem: str | None = None, status: int = 200) -> Response:
    room = shelf(request)
    sizes = collections.sizes(room.archive)
    data = {
        "collections": [
            Listed(
                each.name,
                each.title,
                each.description,
                sizes.get(each.number, 0),
                each.changed.isoformat(),
                bool(each.share),
            )
            for each in collections.kept(room.archive, room.reader)
        ]
    }
    return answer(request, "collections.html", data, status, problem=problem)


def _made(request: Request, fields: keeping.Fields) -> Response:
    """A new collection; or a cable put into one, new or old."""
    room = shelf(request)
    try:
        cable = fields.one("cable")
        view = room.archive.view(cable, room.reader) if cable else None
        anchor = fields.one("paragraph") or None
        if cable and (view is None or (anchor and anchor not in view.anchors)):
            raise HTTPException(404)
        # Who typed a title means a new one, whatever stands in the list beside it.
        chosen = "" if fields.one("title") else fields.one("collection")
        if chosen:
            collection = collections.named(room.archive, chosen, room.reader)
            if collection is None:
                raise HTTPException(404)
        else:
            collection = collections.make(
                room.archive, fields.one("title"), description=fields.one("description"), reader=room.reader
            )
        if view is not None:
            held = collections.items(room.archive, collection)
            told = "there-already" if any((each.cable, each.anchor) == (view.id, anchor) for each in held) else "added"
            item = collections.put(room.archive, collection, view.id, anchor, fields.one("note") or None)
            back = keeping.local(fields.one("back"))
            # The place is one that base.html has, and shows only to who comes so: no message outlives its page.
            back = back and f"{back.partition('#')[0]}#{told}"
            return RedirectResponse(back or f"{_at(room.archive, collection, item.number)}#item-{item.number}", 303)
    except QueryError as problem:
        if fields.one("cable"):
            return _collect(request, fields.one("cable"), refusal_words(problem), 400)
        return _all(request, refusal_words(problem), 400)
    return RedirectResponse(address("collections", collection.name), 303)


def collect_page(request: Request) -> Response:
    """``/collect?cable=09MEXICO2134&paragraph=par7&back=…``: the form that puts it into a collection."""
    return _collect(request, request.query_params.get("cable", ""))


def _collect(request: Request, cable: str, problem: str | None = None, status: int = 200) -> Response:
    room = shelf(request)
    view = room.archive.view(cable, room.reader)
    if view is None or not keeping.may_write(request):
        raise HTTPException(404)
    back = keeping.local(request.query_params.get("back", "")) or address("cables", view.id)
    paragraph = parameters.choice(request, "paragraph", view.anchors)
    return page(
        request,
        "collect.html",
        status,
        view=view,
        back=back,
        paragraph=paragraph,
        anchors=view.anchors,
        problem=problem,
    )


async def collection_page(request: Request) -> Response:
    """``/collections/harbour-papers``, and the forms that change it."""
    if request.method == "POST":
        return await run_in_threadpool(_changed, request, await keeping.sent(request))
    return await run_in_threadpool(_read, request, _named(request))


def shared_page(request: Request) -> Response:
    """``/shared/SECRET``: the same for reading, under the room's own reader."""
    return _read(request, _shared(request), shared=True)


def _read(request: Request, collection: Collection, problem: str | None = None, shared: bool = False) -> Response:
    room = shelf(request)
    desk = Desk(request)
    wanted = parameters.page_number(request)
    data = export.dossier(
        room.archive,
        collection,
        reader=room.reader,
        base=desk.base,
        paragraphs=TEASER,
        first=(wanted - 1) * PAGE_SIZE + 1,
        most=PAGE_SIZE,
    )
    pages = max(1, -(-data.total // PAGE_SIZE))
    parameters.page_of(request, pages)
    place = address("shared", collection.share or "") if shared else address("collections", collection.name)
    response = answer(
        request,
        "collection.html",
        data,
        400 if problem else 200,
        mine=not shared and desk.may_write,
        shared=shared,
        place=place,
        share=desk.site + address("shared", collection.share) if collection.share and not shared else None,
        files=[(name, f"{place}.{ending}") for ending, name in FILES.items()],
        problem=problem,
        page=wanted,
        pages=pages,
    )
    if shared:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _changed(request: Request, fields: keeping.Fields) -> Response:
    """One change of a collection, then its page again, where the change was."""
    record, collection = shelf(request).archive, _named(request)
    told = fields.one("item")
    item = int(told) if told.isascii() and told.isdigit() and len(told) < 16 else 0
    here = next((each for each in collections.items(record, collection) if each.number == item), None)
    where = f"item-{item}"
    try:
        match fields.one("do"):
            case "describe":
                text = fields.one("description")
                collections.describe(record, collection, title=fields.one("title"), text=text)
                where = ""
            case "note":
                collections.annotate(record, collection, item, fields.one("note"))
            case "up" if here:
                collections.move(record, collection, item, here.position - 1)
            case "down" if here:
                collections.move(record, collection, item, here.position + 1)
            case "remove":
                collections.take_out(record, collection, item)
                where = "items"
            case "share":
                collections.share(record, collection)
                where = "sharing"
            case "unshare":
                collections.unshare(record, collection)
                where = "sharing"
            case "delete":
                collections.delete(record, collection)
                return RedirectResponse(address("collections"), 303)
    except QueryError as problem:
        return _read(request, collection, refusal_words(problem))
    return RedirectResponse(_at(record, collection, item) + (f"#{where}" if where else ""), 303)


def _at(record: Archive, collection: Collection, item: int) -> str:
    """The page of the collection on which an item is now; its first one where it is on none."""
    found = next((each.position for each in collections.items(record, collection) if each.number == item), 1)
    return address("collections", collection.name, page=(found - 1) // PAGE_SIZE + 1)


def collection_file(request: Request) -> Response:
    """``/collections/harbour-papers.pdf``: the dossier, or citations of what is in it."""
    return _file(request, _named(request))


def shared_file(request: Request) -> Response:
    """``/shared/SECRET.pdf``."""
    return _file(request, _shared(request))


def _file(request: Request, collection: Collection) -> Response:
    room: Shelf = shelf(request)
    base = Desk(request).base
    ending = next(each for each in FILES if path_of(request).endswith("." + each))
    if ending in CITATIONS:
        told = export.all_cited(room.archive, collection, reader=room.reader, base=base)
        return sent(export.joined(CITATIONS[ending], told), CITATIONS[ending], collection.name, ending)
    dossier = export.dossier(room.archive, collection, reader=room.reader, base=base)
    return Response(
        export.as_html(dossier) if ending == "html" else export.as_pdf(dossier),
        media_type=_MEDIA[ending],
        # To be saved: the style that it brings with it is for the disk, where no policy of ours forbids it.
        headers={"Content-Disposition": f'attachment; filename="{collection.name}.{ending}"'},
    )


def _named(request: Request) -> Collection:
    room = shelf(request)
    found = collections.named(room.archive, request.path_params["name"], room.reader)
    if found is None:
        raise HTTPException(404)
    return found


def _shared(request: Request) -> Collection:
    found = collections.shared(shelf(request).archive, request.path_params["secret"])
    if found is None:
        raise HTTPException(404)
    return found


ROUTES = (
    Route("/collect", collect_page),
    *(Route("/collections/{name}." + ending, collection_file) for ending in FILES),
    *(Route("/shared/{secret}." + ending, shared_file) for ending in FILES),
    *both("/collections", collections_page, forms=True),
    *both("/collections/{name}", collection_page, forms=True),
    *both("/shared/{secret}", shared_page),
)
