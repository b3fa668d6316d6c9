"""From a template and its values to a response; the one place where Jinja is set up."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from reftel import search
from reftel.web import language, naming, noted, panels, presentation
from reftel.web.addresses import address, here, path_of, prefix, site
from reftel.web.desk import Desk

STATIC = Path(__file__).parent / "static"
FOR_PROGRAMS = ("/suggest", "/health", "/oembed")
"""Addresses that answer JSON without saying so."""


def asset(name: str) -> str:
    """The address of a static file, with a digest of what is in it, so that browsers may keep it for ever."""
    return f"{prefix()}/static/{name}?v={_digest(name)}"


@cache
def _digest(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]


@cache
def environment() -> Environment:
    """Autoescaping for every template, whatever its name; an undefined name is an error, not an empty place."""
    jinja = Environment(
        loader=PackageLoader("reftel.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    jinja.install_gettext_callables(  # type: ignore[attr-defined]
        language._, language.ngettext, newstyle=True, pgettext=language.pgettext
    )
    for function in (
        language.number,
        language.meaning,
        language.tongue,
        language.day,
        presentation.clock,
        language.month_name,
        language.month_alone,
        presentation.date_time_group,
        presentation.has_from_line,
        presentation.has_group,
        presentation.level_name,
        presentation.band,
        presentation.mark_level,
        presentation.mark_words,
        presentation.is_wide,
        presentation.is_day_only,
        presentation.withheld_words,
        presentation.visible,
        presentation.is_table,
        presentation.prose,
        presentation.passage_words,
        presentation.as_json,
        presentation.period_name,
        presentation.layout_name,
        noted.note_words,
        naming.called,
    ):
        jinja.filters[function.__name__] = function
    jinja.tests["late"] = panels.is_late
    jinja.globals.update(
        asset=asset, address=address, term=search.term, language=language.current, of_cables=language.of_cables
    )
    return jinja


def page(request: Request, template: str, status: int = 200, **values: object) -> HTMLResponse:
    """Render ``template`` with ``values``; ``path`` tells the layout which place in the site is the current one.

    ``desk`` is what a reader can do with what is read.
    """
    naming.begin(request)
    others = [each for each in language.LANGUAGES.values() if each is not language.current()]
    body = (
        environment()
        .get_template(template)
        .render(
            path=path_of(request),
            site=site(request),
            desk=Desk(request),
            languages=[(each, here(request, lang=each.code)) for each in others],
            **values,
        )
    )
    return HTMLResponse(body, status_code=status)


def is_data(request: Request) -> bool:
    """Whether a program asks: for the data of a page, or at an address that only programs use."""
    path = path_of(request)
    return path.endswith(".json") or path in FOR_PROGRAMS


def answer(request: Request, template: str, data: object, status: int = 200, **more: object) -> Response:
    """The page made of ``data``, or, where the address ends in ``.json``, ``data`` itself for programs.

    ``data`` is what msgspec can encode (a struct, a dict) and holds all that the page tells; in the template it is
    ``data``. ``more`` is only for the look of the page (headings, choices of a form).
    """
    if is_data(request):
        body = msgspec.json.format(msgspec.json.encode(data), indent=1)
        return Response(body, status_code=status, media_type="application/json")
    return page(request, template, status, data=data, **more)


def both(path: str, endpoint: Callable[[Request], Any], *, forms: bool = False) -> tuple[Route, Route]:
    """The routes of a page made by ``answer``: the page, and its data at the same address + ``.json``.

    ``forms``: what is filled in on it is sent to the page itself.
    """
    return Route(path + ".json", endpoint), Route(path, endpoint, methods=["GET", "POST"] if forms else None)
