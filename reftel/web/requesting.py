"""Requests for cables: drafted, read, taken along, and followed up."""

from __future__ import annotations

import datetime as dt

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from reftel import analysis, vocabulary
from reftel.analysis import Drafted
from reftel.archive import requests
from reftel.archive.requests import Kind, State
from reftel.errors import QueryError
from reftel.model import Struct
from reftel.web import keeping
from reftel.web.addresses import address
from reftel.web.language import N_, _
from reftel.web.noted import refusal_words
from reftel.web.pages import answer, both, page
from reftel.web.presentation import sentence
from reftel.web.shelf import Shelf, shelf

KINDS: dict[Kind, str] = {
    "foia": N_("Freedom of Information Act"),
    "mdr": N_("Mandatory declassification review"),
}
STATES: dict[State, str] = {"drafted": N_("Drafted"), "sent": N_("Sent"), "answered": N_("Answered")}
WHY = {
    "missing": N_("Missing"),
    "partial": N_("Held in part"),
    "redacted": N_("Redacted"),
    "overdue": N_("Overdue"),
    "classified": N_("Still classified"),
}
MEDIA_TYPES = {
    "txt": "text/plain; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
}
"""Ending of the address → what is sent."""
_MOST = 2000
"""Cables that one form may ask for."""


class Listed(Struct, frozen=True):
    """A request in the list."""

    number: int
    kind: Kind
    office: str
    state: State
    drafted: dt.datetime
    sent: dt.datetime | None
    answered: dt.datetime | None
    note: str
    cables: tuple[requests.Requested, ...]
    held_since: tuple[str, ...]
    """What was missing and has come in since."""


class Kept(Struct, frozen=True):
    """The requests, the newest first."""

    requests: tuple[Listed, ...]


class Letter(Struct, frozen=True):
    """A request with its letter."""

    drafted: Drafted
    arrived: tuple[str, ...]
    text: str


async def requests_page(request: Request) -> Response:
    """``/requests``: the list, and the form for a new one; drafts it when the form is sent."""
    if request.method != "POST":
        return await run_in_threadpool(_list, request)
    sent = await keeping.sent(request)
    return await run_in_threadpool(_draft, request, sent)


def _list(
    request: Request, problem: str | None = None, sent: keeping.Fields | None = None, status: int = 200
) -> Response:
    room = shelf(request)
    kept = requests.kept(room.archive, room.reader)
    asked = {each.cable for one in kept for each in one.cables if each.why == "missing"}
    held = room.archive.held(asked)
    found = tuple(
        Listed(
            each.number,
            each.kind,
            vocabulary.offices()[each.addressee].name,
            each.state,
            each.drafted,
            each.sent,
            each.answered,
            each.note,
            each.cables,
            tuple(one.cable for one in each.cables if one.cable in held),
        )
        for each in kept
    )
    ids = sent.one("ids") if sent else request.query_params.get("ids", "").replace(",", "\n")
    return answer(
        request,
        "requests.html",
        Kept(found),
        status=status,
        kinds=KINDS,
        states=STATES,
        offices=vocabulary.offices(),
        ids=ids,
        kind=sent.one("kind") if sent else "foia",
        to=sent.one("to") if sent else "",
        anyway=bool(sent and sent.one("anyway")),
        again=bool(sent and sent.one("again")),
        problem=problem,
        as_json=address("requests.json"),
    )


def _draft(request: Request, sent: keeping.Fields) -> Response:
    room = shelf(request)
    numbers = [line for line in sent.one("ids").replace(",", "\n").splitlines() if line.strip()]
    told = sent.one("kind")
    kind: Kind = next((each for each in KINDS if each == told), "foia")
    office = sent.one("to") or None
    if len(numbers) > _MOST:
        return _list(request, _("Too many numbers: up to %(most)s can be asked for at once.", most=_MOST), sent, 400)
    try:
        made = analysis.draft(
            room.archive,
            numbers,
            kind=kind,
            to=office,
            now=dt.datetime.now(dt.UTC),
            reader=room.reader,
            anyway=bool(sent.one("anyway")),
            again=bool(sent.one("again")),
        )
    except QueryError as error:
        return _list(request, " ".join(sentence(line) for line in str(error).splitlines()), sent, 400)
    if len(made.requests) == 1 and not made.needless and not made.asked_before:
        return RedirectResponse(address("requests", str(made.requests[0].request.number)), status_code=303)
    return page(
        request,
        "drafts.html",
        made=made,
        kinds=KINDS,
        states=STATES,
        why=WHY,
        offices=vocabulary.offices(),
        kind=kind,
        to=office or "",
    )


async def request_page(request: Request) -> Response:
    """``/requests/3``: the letter, and how far it is, which the form changes."""
    if request.method != "POST":
        return await run_in_threadpool(_letter, request)
    sent = await keeping.sent(request)
    return await run_in_threadpool(_change, request, sent)


def _letter(request: Request, problem: str | None = None, status: int = 200) -> Response:
    _room, found = _found(request)
    number = found.request.number
    return answer(
        request,
        "request.html",
        Letter(found, found.arrived, analysis.as_text(found)),
        status=status,
        kinds=KINDS,
        states=STATES,
        why=WHY,
        office=vocabulary.offices()[found.request.addressee],
        files=[(ending, address("requests", f"{number}.{ending}")) for ending in MEDIA_TYPES],
        problem=problem,
        as_json=address("requests", f"{number}.json"),
    )


def _change(request: Request, sent: keeping.Fields) -> Response:
    room, found = _found(request)
    told = sent.one("state")
    if told == "drop":
        requests.drop(room.archive, found.request)
        return RedirectResponse(address("requests"), status_code=303)
    state = next((each for each in STATES if each == told), found.request.state)
    now = dt.datetime.now(dt.UTC)
    try:
        requests.follow(room.archive, found.request, state, now, sent.one("note"), on=_day(sent.one("on")))
    except QueryError as error:
        return _letter(request, refusal_words(error), 400)
    return RedirectResponse(address("requests", str(found.request.number)), status_code=303)


def letter_file(request: Request) -> Response:
    """``/requests/3.docx``: the letter to take along, or (csv) the table to follow it up."""
    _room, found = _found(request)
    ending = request.path_params["ending"]
    if ending not in MEDIA_TYPES:
        raise HTTPException(404)
    content: str | bytes = (
        analysis.as_docx(found)
        if ending == "docx"
        else "".join(analysis.as_csv([found]))
        if ending == "csv"
        else analysis.as_text(found)
    )
    name = f"request-{found.request.number}.{ending}"
    return Response(
        content,
        media_type=MEDIA_TYPES[ending],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _found(request: Request) -> tuple[Shelf, Drafted]:
    room = shelf(request)
    told = str(request.path_params["number"])
    number = int(told) if told.isascii() and told.isdigit() and len(told) < 10 else 0
    found = analysis.drafted(room.archive, number, room.reader)
    if found is None:
        raise HTTPException(404)
    return room, found


def _day(text: str) -> dt.datetime | None:
    """Noon of a day as a form gives it; None where it gives none."""
    if not text.strip():
        return None
    try:
        return dt.datetime.combine(dt.date.fromisoformat(text.strip()), dt.time(12), dt.UTC)
    except ValueError as error:
        raise QueryError(_("“%(text)s” is no date: write it as year, month and day, 2026-01-31.", text=text)) from error


ROUTES = (
    *both("/requests", requests_page, forms=True),
    Route("/requests/{number}.json", request_page),
    Route("/requests/{number}.{ending}", letter_file),
    Route("/requests/{number}", request_page, methods=["GET", "POST"]),
)
