"""The cable as it was sent: its text as it came, fixed width, tinted by block and field, with how each was read."""

from __future__ import annotations

import hashlib
from functools import cache

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from reftel.archive import View
from reftel.painting import lines, markup, style, understanding
from reftel.web.addresses import address
from reftel.web.asked import cable_asked
from reftel.web.language import N_, _
from reftel.web.pages import answer, both, is_data
from reftel.web.presentation import title
from reftel.web.problems import Refused, Way
from reftel.web.shelf import shelf

LARGEST = 200_000
"""Characters of a text that are painted on a page; a longer one is offered as plain text instead."""
KEY = "line"
"""``line-12`` is the address of the twelfth line."""


SAID = (
    N_("Legend"),
    N_("Blocks"),
    N_("Fields"),
    N_("Repairs"),
    N_("paragraphs"),
    N_("in no field"),
    N_("as read"),
    N_("what it means"),
    N_("what is likely"),
    N_("transmission"),
    N_("heading"),
    N_("opening"),
    N_("paragraph"),
    N_("closing"),
    N_("furniture"),
    N_("notice"),
    N_("unknown"),
    N_("what the relay stations wrote"),
    N_("date-time group, from, to, info"),
    N_("classification, captions, TAGS, subject, references"),
    N_("the body"),
    N_("signature and what follows"),
    N_("what page and section breaks left"),
    N_("what a collection printed around it"),
    N_("not understood"),
    N_("identity"),
    N_("addressees"),
    N_("handling"),
    N_("declassification"),
    N_("topic"),
    N_("references"),
    N_("hands"),
    N_("catalogue"),
    N_("Characters by block"),
    N_("block"),
    N_("characters"),
    N_("what it is"),
    N_("Fields found"),
    N_("Fields not found"),
    N_("field"),
    N_("understood as"),
    N_("rule"),
    N_("lines"),
    N_("read"),
    N_("means"),
    N_("certain?"),
    N_("yes"),
    N_("no"),
    N_("throughout"),
)
"""The painting's own words, told to whoever translates."""


@cache
def _digest() -> str:
    return hashlib.sha256(style.PAINTED.encode()).hexdigest()[:12]


def style_address() -> str:
    """Where the style of painted text is, with a digest of it."""
    return address("painted.css", v=_digest())


def painted_style(request: Request) -> Response:
    """``/painted.css``: the style that ``reftel parse --show --html`` has too."""
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(style.PAINTED, media_type="text/css", headers=headers)


def as_sent_page(request: Request) -> Response:
    """``/cables/09MEXICO2134/as-sent``; a reader who may not see all of the cable has no full text to look at."""
    room = shelf(request)
    view = cable_asked(request, room, "as-sent")
    if isinstance(view, Response):
        return view
    cable = view.cable
    if not cable.text and is_data(request):
        following = _("Some of it is not open to you. What is, stands on the cable’s page.")
        way = Way(address("cables", f"{view.id}.json"), view.id)
        raise Refused(403, _("The full text of this cable is not open to you"), following, way=way)
    paint = 0 < len(cable.text) <= LARGEST
    return answer(
        request,
        "as_sent.html",
        _data(view),
        view=view,
        key=view.id,
        title=title(cable, view.id),
        style=style_address(),
        legend=Markup(markup.legend(cable, _)) if paint else None,  # noqa: S704 (the room escapes every part)
        painted=Markup("".join(markup.painted(cable, KEY, _))) if paint else None,  # noqa: S704
        summary=Markup(markup.summary(cable, KEY, _)) if paint else None,  # noqa: S704
        status=200 if cable.text else 403,
    )


def _data(view: View) -> dict[str, object]:
    """The text with what was found where; no text for a reader to whom some of it is not open."""
    cable = view.cable
    found, missing = understanding.findings(cable)
    return {
        "id": view.id,
        "open": bool(cable.text),
        "text": cable.text,
        "blocks": lines.filled(cable),
        "spans": cable.spans,
        "rules": cable.rules,
        "repairs": cable.repairs,
        "found": [each._asdict() for each in found] if cable.text else [],
        "missing": missing if cable.text else (),
    }


ROUTES = (
    Route("/painted.css", painted_style),
    *both("/cables/{ref:path}/as-sent", as_sent_page),
)
