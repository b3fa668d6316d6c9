"""What is said when something goes wrong: what, where, and what to do next; as a page, or as data to programs.

A page that cannot answer raises ``Refused``; the handlers here make the answer of it, and of whatever else is raised.
"""

from __future__ import annotations

from typing import NamedTuple, cast

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from reftel.errors import ReftelError
from reftel.model import Struct
from reftel.web.addresses import here
from reftel.web.headers import SECURITY
from reftel.web.language import N_, _
from reftel.web.pages import is_data, page
from reftel.web.presentation import sentence
from reftel.web.shelf import shelf

HEADINGS = {404: N_("There is no such page"), 405: N_("This address is for reading only")}
NEXT = {
    403: N_("Only whoever keeps this archive, on its own machine, can change it. If that is you: open the page anew."),
    413: N_("That is too much to be sent at once. Send a part of it."),
    404: N_("Perhaps the address was cut off or mistyped. Search for it, or begin at the first page."),
    405: N_("Nothing can be sent to it. Follow a link, or search."),
}
"""Status → what to do next, under the heading that says what is wrong."""


_AGAIN = "5"
"""Seconds after which what takes its time may be asked for again."""


class Problem(Struct, frozen=True):
    """What a program is told where its question cannot be answered."""

    status: int
    error: str
    """What is wrong."""
    where: str
    """The address, or the part of it that cannot be read: ``year=abc``."""
    next: str | None = None
    """What to do next."""
    see: str | None = None
    """An address that helps."""


class Way(NamedTuple):
    """A link that leads on."""

    href: str
    words: str


class Refused(HTTPException):
    """A question that cannot be answered.

    Args:
        status: 404 for what is not there, 400 for what cannot be read, 403 for what is not open to this reader, 503 for
            what is not ready.
        error: what is wrong: the heading of the page.
        following: what to do next.
        where: the part of the address that is meant, where it is not the whole.
        way: a link that helps.
    """

    def __init__(self, status: int, error: str, following: str, *, where: str | None = None, way: Way | None = None):
        super().__init__(status, error)
        self.following, self.where, self.way = following, where, way


def told(
    request: Request,
    status: int,
    error: str,
    following: str | None,
    *,
    where: str | None = None,
    way: Way | None = None,
) -> Response:
    """A problem as a page, or as data where a program asked."""
    if is_data(request):
        data = Problem(status, error, where or here(request), following, way.href if way else None)
        return Response(msgspec.json.encode(data), status, media_type="application/json")
    return page(request, "notice.html", status, heading=error, message=following, way=way)


def refused(request: Request, problem: Exception) -> Response:
    """404 and its like."""
    known = cast(HTTPException, problem)
    if isinstance(known, Refused):
        response = told(request, known.status_code, known.detail, known.following, where=known.where, way=known.way)
        if known.status_code == 503:
            response.headers["Retry-After"] = _AGAIN
        return response
    heading = _(HEADINGS.get(known.status_code, N_("This cannot be answered")))
    following = NEXT.get(known.status_code)
    response = told(request, known.status_code, heading, _(following) if following else None)
    response.headers.update(known.headers or {})
    return response


def unreadable(request: Request, problem: Exception) -> Response:
    """What the archive or the search says is wrong, with its own next step."""
    room = shelf(request)
    # Where it lies on its machine is not for whoever reads it.
    said = str(problem).replace(str(room.path), room.path.name)
    return told(request, 503, _("The archive cannot be read just now"), sentence(said))


def broken(request: Request, problem: Exception) -> Response:
    """A fault of ours: the details go to the server's log, never to the page."""
    response = told(
        request,
        500,
        _("Something in the reading room broke"),
        _(
            "This is a fault of the program, not of your request. What happened is written where the program was "
            "started; please report it with this page’s address."
        ),
    )
    response.headers.update(SECURITY)  # this handler stands outside the middleware that adds them
    return response


HANDLERS = {HTTPException: refused, ReftelError: unreadable, Exception: broken}
