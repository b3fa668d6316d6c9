"""The reading room described for programs: an OpenAPI 3.1 document, made from the routes and the shapes they answer.

Each page's data is at the page's address + ``.json``. What a route answers is described by the struct that it encodes;
the routes are those of the application itself, so none is forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from reftel import __version__, analysis, archive, search
from reftel.web import (
    absent,
    around,
    asking,
    cables,
    cited_by,
    declassifying,
    embedding,
    explaining,
    finding,
    health,
    helping,
    home,
    mentions,
    problems,
    requesting,
    traffic,
)
from reftel.web.addresses import prefix, site
from reftel.web.pages import FOR_PROGRAMS

PLACE = re.compile(r"\{(\w+)(?::\w+)?\}")
"""``{ref:path}``: a part of a path that is to be filled in."""
ANSWERS: dict[str, Any] = {
    "/.json": home.First,
    "/help.json": explaining.Help,
    "/help/{name}.json": explaining.Told,
    "/help/glossary.json": tuple[explaining.Meanings, ...],
    "/cables/{ref}.json": cables.Whole,
    "/cables/{ref}/cited-by.json": cited_by.CitedBy,
    "/cables/{ref}/editions.json": archive.Editions,
    "/search.json": finding.Page,
    "/search/advanced.json": asking.Form,
    "/search/paragraphs/{ref}.json": finding.Passages,
    "/similar/{ref}.json": helping.Likenesses,
    "/suggest": list[search.Suggestion],
    "/find.json": mentions.Mentions,
    "/missing.json": absent.Absent,
    "/missing/airgrams.json": absent.Airgrams,
    "/missing/{number}.json": analysis.Missing,
    "/gaps.json": absent.Numberings,
    "/gaps/{post}/{year}.json": analysis.Detail,
    "/thread/{ref}.json": around.Threaded,
    "/graph/{ref}.json": analysis.Net,
    "/health": health.Health,
    "/oembed": embedding.Embedded,
    "/declass.json": declassifying.Told,
    "/marks.json": declassifying.Marks,
    "/requests.json": requesting.Kept,
    "/traffic.json": analysis.Traffic | traffic.Posts,
}
"""Path → the type of its answer; of the others it is only said that it is an object."""
MEDIA = {
    ".json": "application/json",
    ".atom": "application/atom+xml",
    ".txt": "text/plain",
    ".xml": "application/xml",
    ".csv": "text/csv",
    ".bib": "application/x-bibtex",
    ".ris": "application/x-research-info-systems",
    ".html": "text/html",
    ".pdf": "application/pdf",
}
ASKED: dict[str, dict[str, str]] = {
    "/search.json": {
        "q": "The query, in the query language of /help; empty finds everything.",
        "page": "Which page of the hits, from 1.",
        "sort": "relevance, newest or oldest.",
    },
    "/search.atom": {"q": "The query; the feed tells what it finds, the latest arrival first."},
    "/search.{ending}": {"q": "The query; every hit is sent, without a limit.", "sort": "newest or oldest."},
    "/suggest": {"q": "The beginning of a query."},
    "/find.json": {"text": "A text, in which every mention of a cable is found (or sent as a form)."},
    "/declass.json": {
        "state": "One of the states: overdue, due, later, event, exempt, declassified, unclassified, unknown.",
        "year": "Only what is due in this year.",
        "post": "Only cables of this post.",
        "page": "Which page of the cables, from 1.",
    },
    "/marks.json": {
        "kind": "over, under or caveat.",
        "post": "Only cables of this post.",
        "page": "Which page, from 1.",
    },
    "/traffic.json": {
        "post": "The post; without it, all posts are listed.",
        "tag": "Only cables with one of the TAGS.",
        "from": "From this day on: 2009-01-31.",
        "to": "Until this day.",
    },
    "/missing.json": {
        "origin": "Only this post, in any spelling.",
        "year": "Only this year, four digits.",
        "sort": "cited (the most cited first) or number.",
        "page": "Which page, from 1.",
    },
    "/missing.csv": {"origin": "Only this post, in any spelling.", "year": "Only this year, four digits."},
    "/missing/airgrams.json": {
        "origin": "Only this post, in any spelling.",
        "year": "Only this year, four digits.",
        "page": "Which page, from 1.",
    },
    "/missing/airgrams.csv": {"origin": "Only this post, in any spelling.", "year": "Only this year, four digits."},
    "/gaps.json": {"origin": "Only this post.", "year": "Only this year, four digits.", "page": "Which page, from 1."},
    "/gaps/{post}/{year}.json": {
        "series": "airgrams, or a series of their own such as Secto; else telegrams.",
        "first": "The first number of a stretch, of which alone to tell.",
        "last": "The last number of the stretch.",
    },
    "/graph/{ref}.json": {"depth": "Steps both ways, 1 to 3."},
    "/cables/{ref}/cited-by.json": {
        "post": "Only cables of this post.",
        "year": "Only those of this year, four digits.",
        "text": "Only those whose sentences hold these words.",
    },
    "/oembed": {
        "url": "The address of a cable or, with its fragment, of a paragraph.",
        "maxwidth": "Widest that what is embedded may be, in pixels.",
        "format": "json.",
    },
}
"""Path → what may be asked, by the names of its query."""
PROBLEMS = {
    "400": "A value of the query cannot be read.",
    "404": "There is no such thing, or none that this reader may see.",
    "503": "The archive cannot be read just now.",
}
"""Status → what it says; what is wrong, where, and what to do next stands in the answer."""
LANGUAGE = {
    "name": "lang",
    "in": "query",
    "required": False,
    "description": "Language of what the room itself says: en or es; cables stay as they were written.",
    "schema": {"type": "string", "enum": ["en", "es"]},
}


def openapi(request: Request) -> Response:
    """``/openapi.json``: this document."""
    made = document(request.app.routes, site(request) + (prefix() or ""))
    return Response(msgspec.json.encode(made), media_type="application/json")


def document(routes: Iterable[BaseRoute], server: str) -> dict[str, Any]:
    """The OpenAPI document of these routes, served at ``server``."""
    shapes, components = msgspec.json.schema_components(
        [*ANSWERS.values(), problems.Problem], ref_template="#/components/schemas/{name}"
    )
    *described, problem = shapes
    answers = dict(zip(ANSWERS, described, strict=True))
    paths: dict[str, Any] = {}
    for route in routes:
        if not isinstance(route, Route) or "GET" not in (route.methods or ()):
            continue
        path = PLACE.sub(r"{\1}", route.path)
        media = _media(path)
        if media is None or path in paths:
            continue
        paths[path] = {"get": _operation(route, path, media, answers.get(path), problem)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "reftel, a reading room for diplomatic cables",
            "version": __version__,
            "description": "What one reader may see of one archive. Every answer is made as that reader sees it: what "
            "may not be seen is absent. Answers carry an ETag; ask again with If-None-Match.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": server or "/"}],
        "paths": dict(sorted(paths.items())),
        "components": {"schemas": components},
    }


def _media(path: str) -> str | None:
    """The media type that an address answers with; None of pages for people."""
    if path in FOR_PROGRAMS:
        return MEDIA[".json"]
    ending = path[path.rfind(".") :] if "." in path.rpartition("/")[2] else ""
    return MEDIA.get(ending, "application/octet-stream" if ending == ".{ending}" else None)


def _operation(
    route: Route, path: str, media: str, shape: dict[str, Any] | None, problem: dict[str, Any]
) -> dict[str, Any]:
    said = " ".join((route.endpoint.__doc__ or "").split())
    schema = shape or ({"type": "object"} if media == "application/json" else {"type": "string"})
    answers: dict[str, Any] = {
        "200": {"description": "The answer.", "content": {media: {"schema": schema}}},
        "304": {"description": "What was named by If-None-Match is still so."},
    }
    for status, words in PROBLEMS.items():
        if (status == "404" and "{" not in path and path != "/oembed") or (status == "400" and path not in ASKED):
            continue
        answers[status] = {"description": words}
        if media == MEDIA[".json"]:
            answers[status]["content"] = {media: {"schema": problem}}
    return {
        "operationId": re.sub(r"\W+", "_", path).strip("_"),
        "summary": _summary(said),
        "parameters": [*_parameters(path), LANGUAGE],
        "responses": answers,
    }


def _summary(said: str) -> str:
    """The first sentence of a docstring, without the marks of code: what the route is for."""
    words = re.sub(r"^``[^`]*``(?: \([^)]*\))?: *", "", said).replace("``", "")
    first = re.split(r"(?<=[.;:]) ", words, maxsplit=1)[0].rstrip(".;:")
    return first[:1].upper() + first[1:]


def _parameters(path: str) -> list[dict[str, Any]]:
    filled = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in PLACE.findall(path)
    ]
    asked = [
        {"name": name, "in": "query", "required": False, "description": said, "schema": {"type": "string"}}
        for name, said in ASKED.get(path, {}).items()
    ]
    return [*filled, *asked]


ROUTES = (Route("/openapi.json", openapi),)
