"""oEmbed (oembed.com): what another site shows where somebody pastes the address of a cable or of a paragraph."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

import msgspec
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from reftel.archive import View
from reftel.model import Paragraph
from reftel.web import parameters
from reftel.web.addresses import address, prefix, site
from reftel.web.language import _, day
from reftel.web.presentation import headline, level_name, title
from reftel.web.problems import Refused
from reftel.web.shelf import shelf

WIDTH = 600
"""Pixels, where who embeds names no limit."""
QUOTED = 600
"""Characters of a paragraph that are shown."""


class Embedded(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An answer of type ``rich`` (oEmbed 1.0, 2.3.4)."""

    type: str
    version: str
    title: str
    html: str
    """A ``blockquote``, all of it escaped; no script, no style."""
    width: int
    height: int | None = None
    author_name: str | None = None
    """The post that sent it."""
    provider_name: str = ""
    provider_url: str = ""
    cache_age: int = 0


def oembed(request: Request) -> Response:
    """``/oembed?url=``: a cable, or a paragraph of it, to be shown on another site."""
    if request.query_params.get("format", "json") != "json":
        raise Refused(
            501, _("Only JSON is made here"), _("Ask for %(example)s.", example="format=json"), where="format"
        )
    found = _found(request, request.query_params.get("url", ""))
    if found is None:
        raise Refused(
            404,
            _("This is not the address of a cable or of a paragraph in this archive"),
            _("Send the address of a cable’s page of this site, with its fragment for a paragraph."),
            where="url",
        )
    view, anchor = found
    paragraph = view.cable.paragraphs[view.anchors.index(anchor)] if anchor else None
    width = min(WIDTH, parameters.number(request, "maxwidth", default=WIDTH))
    where = site(request) + address("cables", view.id) + (f"#{anchor}" if anchor else "")
    origin = view.cable.origin
    made = Embedded(
        type="rich",
        version="1.0",
        title=headline(view),
        html=quotation(view, paragraph, where),
        width=width,
        author_name=(origin.name or origin.code) if origin else None,
        provider_name="reftel",
        provider_url=site(request) + address(),
        cache_age=3600,
    )
    # "height" is required and may be null: it follows from the width and the reader's type.
    body = msgspec.json.encode({**msgspec.to_builtins(made), "height": None})
    return Response(body, media_type="application/json")


def _found(request: Request, url: str) -> tuple[View, str | None] | None:
    """The view and the anchor that an address of this site leads to."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    before = prefix() + "/cables/"
    if parts.netloc != request.url.netloc or not parts.path.startswith(before):
        return None
    room = shelf(request)
    view = room.archive.view(unquote(parts.path[len(before) :]), room.reader)
    if view is None:
        return None
    return (view, parts.fragment or None) if not parts.fragment or parts.fragment in view.anchors else (view, None)


def quotation(view: View, paragraph: Paragraph | None, where: str) -> str:
    """A ``blockquote``: the paragraph's text (or the subject), and below it where it stands."""
    cable = view.cable
    text = " ".join(paragraph.text.split()) if paragraph else title(cable, view.id)
    if len(text) > QUOTED:
        text = text[:QUOTED].rsplit(" ", 1)[0] + " …"
    said = [
        view.called + (f", ¶{paragraph.number}" if paragraph and paragraph.number is not None else ""),
        (cable.origin.name or cable.origin.code) if cable.origin else None,
        day(cable.sent) if cable.sent else None,
        level_name(cable.classification.level) if cable.classification else None,
    ]
    link = Markup('<a href="{where}">{said}</a>').format(where=where, said=", ".join(filter(None, said)))
    quoted = Markup('<p lang="en">{text}</p>').format(text=text)
    return str(Markup('<blockquote cite="{}">{}<footer>{}</footer></blockquote>').format(where, quoted, link))


ROUTES = (Route("/oembed", oembed),)
