"""What is said when something goes wrong: what, where, and what to do next."""

from __future__ import annotations

from typing import cast

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from reftel.errors import ReftelError
from reftel.web.headers import SECURITY
from reftel.web.language import N_, _
from reftel.web.pages import page
from reftel.web.presentation import sentence

NEXT = {
    403: N_("Only whoever keeps this archive, on its own machine, can change it. If that is you: open the page anew."),
    413: N_("That is too much to be sent at once. Send a part of it."),
    404: N_("Perhaps the address was cut off or mistyped. Search for it, or begin at the first page."),
    405: N_("Nothing can be sent to it. Follow a link, or search."),
}
"""Status → what to do next, under the heading that says what is wrong."""


def refused(request: Request, problem: Exception) -> Response:
    """404 and its like, as a page that helps."""
    refused = cast(HTTPException, problem)
    headings = {404: _("There is no such page"), 405: _("This address is for reading only")}
    following = NEXT.get(refused.status_code)
    response = page(
        request,
        "notice.html",
        status=refused.status_code,
        heading=headings.get(refused.status_code, _("This cannot be answered")),
        message=_(following) if following else None,
    )
    response.headers.update(refused.headers or {})
    return response


def unreadable(request: Request, problem: Exception) -> Response:
    """What the archive or the search says is wrong, with its own next step."""
    heading = _("The archive cannot be read just now")
    return page(request, "notice.html", status=503, heading=heading, message=sentence(str(problem)))


def broken(request: Request, problem: Exception) -> Response:
    """A fault of ours: the details go to the server's log, never to the page."""
    response = page(
        request,
        "notice.html",
        status=500,
        heading=_("Something in the reading room broke"),
        message=_(
            "This is a fault of the program, not of your request. What happened is written where the program was "
            "started; please report it with this page’s address."
        ),
    )
    response.headers.update(SECURITY)  # this handler stands outside the middleware that adds them
    return response


HANDLERS = {HTTPException: refused, ReftelError: unreadable, Exception: broken}
